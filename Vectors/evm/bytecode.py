"""Code from mnemonics, numbers and bytes: `code(1, "CALLDATALOAD", b"\\xfe")`."""

_ROWS = {
    0x00: "STOP ADD MUL SUB DIV SDIV MOD SMOD ADDMOD MULMOD EXP SIGNEXTEND",
    0x10: "LT GT SLT SGT EQ ISZERO AND OR XOR NOT BYTE SHL SHR SAR CLZ",
    0x20: "KECCAK256",
    0x30: "ADDRESS BALANCE ORIGIN CALLER CALLVALUE CALLDATALOAD CALLDATASIZE CALLDATACOPY CODESIZE CODECOPY"
    " GASPRICE EXTCODESIZE EXTCODECOPY RETURNDATASIZE RETURNDATACOPY EXTCODEHASH",
    0x40: "BLOCKHASH COINBASE TIMESTAMP NUMBER PREVRANDAO GASLIMIT CHAINID SELFBALANCE BASEFEE BLOBHASH BLOBBASEFEE",
    0x50: "POP MLOAD MSTORE MSTORE8 SLOAD SSTORE JUMP JUMPI PC MSIZE GAS JUMPDEST TLOAD TSTORE MCOPY PUSH0",
    0xF0: "CREATE CALL CALLCODE RETURN DELEGATECALL CREATE2",
    0xFA: "STATICCALL",
    0xFD: "REVERT INVALID SELFDESTRUCT",
}
NUMBERS = {name: first + place for first, names in _ROWS.items() for place, name in enumerate(names.split())}
NUMBERS |= {f"DUP{count}": 0x7F + count for count in range(1, 17)}
NUMBERS |= {f"SWAP{count}": 0x8F + count for count in range(1, 17)}
NUMBERS |= {f"LOG{count}": 0xA0 + count for count in range(5)}


def push(number, width=None):
    """A PUSH of a number, in as few bytes as it needs unless the width is given; never PUSH0."""
    width = width or max(1, (number.bit_length() + 7) // 8)
    return bytes([0x5F + width]) + number.to_bytes(width, "big")


def code(*parts):
    """A mnemonic is its byte, a number is pushed, an address (20 bytes) is pushed, other bytes stand as they are."""
    result = b""
    for part in parts:
        if isinstance(part, str):
            result += bytes([NUMBERS[part]])
        elif isinstance(part, int):
            result += push(part)
        elif len(part) == 20:
            result += push(int.from_bytes(part, "big"), 20)
        else:
            result += bytes(part)
    return result


def returning_word(*parts):
    """Code that returns the word that the parts leave on top."""
    return code(*parts, 0, "MSTORE", 32, 0, "RETURN")


def in_memory(data):
    """Parts that write bytes to memory, from 0 on, in words."""
    parts = []
    for start in range(0, len(data), 32):
        parts += [int.from_bytes(data[start : start + 32].ljust(32, b"\0"), "big"), start, "MSTORE"]
    return parts


def deploying(runtime):
    """Init code that makes a contract of the code."""
    head = code(push(len(runtime), 2), "DUP1", push(12, 1), 0, "CODECOPY", 0, "RETURN")
    assert len(head) == 12, len(head)
    return head + runtime


def gas_of(*parts):
    """Code that returns the gas that the parts take, plus the 2 of the second GAS; they leave one word."""
    return returning_word("GAS", *parts, "POP", "GAS", "SWAP1", "SUB")


def call(address, kind="CALL", value=0, gas=None, size=0, output=0):
    """A call with memory from 0 on as calldata; the output goes there too."""
    parts = [output, 0, size, 0]
    if kind in ("CALL", "CALLCODE"):
        parts.append(value)
    return [*parts, address, "GAS" if gas is None else gas, kind]
