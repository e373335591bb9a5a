"""Programs as lists of parts: mnemonics, numbers to push and raw bytes.

A program stays a list until it is run, so that it can be shrunk a part at a time. A number is
pushed with as few bytes as it needs (never PUSH0, which older forks lack); `Push` fixes the width.
"""
import dataclasses

_NAMES = {
    0x00: "STOP ADD MUL SUB DIV SDIV MOD SMOD ADDMOD MULMOD EXP SIGNEXTEND",
    0x10: "LT GT SLT SGT EQ ISZERO AND OR XOR NOT BYTE SHL SHR SAR CLZ",
    0x20: "KECCAK256",
    0x30: "ADDRESS BALANCE ORIGIN CALLER CALLVALUE CALLDATALOAD CALLDATASIZE CALLDATACOPY CODESIZE CODECOPY GASPRICE"
    " EXTCODESIZE EXTCODECOPY RETURNDATASIZE RETURNDATACOPY EXTCODEHASH",
    0x40: "BLOCKHASH COINBASE TIMESTAMP NUMBER PREVRANDAO GASLIMIT CHAINID SELFBALANCE BASEFEE BLOBHASH BLOBBASEFEE",
    0x50: "POP MLOAD MSTORE MSTORE8 SLOAD SSTORE JUMP JUMPI PC MSIZE GAS JUMPDEST TLOAD TSTORE MCOPY PUSH0",
    0x60: " ".join(f"PUSH{count}" for count in range(1, 33)),
    0x80: " ".join(f"DUP{count}" for count in range(1, 17)) + " " + " ".join(f"SWAP{count}" for count in range(1, 17)),
    0xA0: "LOG0 LOG1 LOG2 LOG3 LOG4",
    0xF0: "CREATE CALL CALLCODE RETURN DELEGATECALL CREATE2",
    0xFA: "STATICCALL",
    0xFD: "REVERT INVALID SELFDESTRUCT",
}
NUMBERS = {name: first + index for first, names in _NAMES.items() for index, name in enumerate(names.split())}
MNEMONICS = {number: name for name, number in NUMBERS.items()}

WORD = 2**256
EDGES = [0, 1, 2, 31, 32, 33, 255, 256, 2**32, 2**63, 2**64 - 1, 2**64, 2**128, 2**255 - 1, 2**255, WORD - 2, WORD - 1]


@dataclasses.dataclass(frozen=True)
class Push:
    """A push of a number in so many bytes, 1 to 32."""

    number: int
    width: int

    def encoded(self):
        return bytes([0x5F + self.width]) + (self.number % WORD).to_bytes(self.width, "big")


def encoded(part):
    """The bytes of one part of a program."""
    if isinstance(part, str):
        return bytes([NUMBERS[part]])
    if isinstance(part, int):
        part = Push(part, max(1, (part % WORD).bit_length() + 7 >> 3))
    return part.encoded() if isinstance(part, Push) else bytes(part)


def assembled(parts):
    """The code of a program."""
    return b"".join(encoded(part) for part in parts)


def stored(data, offset=0):
    """Parts that write bytes to memory from `offset` on, in words."""
    parts = []
    for start in range(0, len(data), 32):
        word = int.from_bytes(data[start : start + 32].ljust(32, b"\0"), "big")
        parts += [word, offset + start, "MSTORE"]
    return parts


def returning(code, offset=0):
    """Init code that deploys `code`, its length in two bytes; the code stands behind it."""
    head = [Push(len(code), 2), "DUP1", Push(12 + offset, 1), 0, "CODECOPY", 0, "RETURN"]
    prefix = assembled(head)
    assert len(prefix) == 12, prefix.hex()
    return prefix + code
