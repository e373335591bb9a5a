"""A small assembler: words separated by blanks become code.

A mnemonic is itself; a number (decimal or 0x hex) is the shortest push of it, `0x0004` with leading
zeros keeps their width; `name:` is a JUMPDEST, `@name` pushes its place in two bytes; `name=` marks a
place without a JUMPDEST; `#name` is a place as a plain number in `##name` (two raw bytes of data);
`"..."` pushes a text left-aligned in 32 bytes; `raw:hex` is bytes as they are.
"""
import re

NAMES = {
    "STOP": 0x00, "ADD": 0x01, "MUL": 0x02, "SUB": 0x03, "DIV": 0x04, "SDIV": 0x05, "MOD": 0x06, "SMOD": 0x07,
    "ADDMOD": 0x08, "MULMOD": 0x09, "EXP": 0x0A, "SIGNEXTEND": 0x0B, "LT": 0x10, "GT": 0x11, "SLT": 0x12, "SGT": 0x13,
    "EQ": 0x14, "ISZERO": 0x15, "AND": 0x16, "OR": 0x17, "XOR": 0x18, "NOT": 0x19, "BYTE": 0x1A, "SHL": 0x1B,
    "SHR": 0x1C, "SAR": 0x1D, "KECCAK256": 0x20, "ADDRESS": 0x30, "BALANCE": 0x31, "ORIGIN": 0x32, "CALLER": 0x33,
    "CALLVALUE": 0x34, "CALLDATALOAD": 0x35, "CALLDATASIZE": 0x36, "CALLDATACOPY": 0x37, "CODESIZE": 0x38,
    "CODECOPY": 0x39, "GASPRICE": 0x3A, "EXTCODESIZE": 0x3B, "EXTCODECOPY": 0x3C, "RETURNDATASIZE": 0x3D,
    "RETURNDATACOPY": 0x3E, "EXTCODEHASH": 0x3F, "TIMESTAMP": 0x42, "NUMBER": 0x43, "CHAINID": 0x46,
    "SELFBALANCE": 0x47, "POP": 0x50, "MLOAD": 0x51, "MSTORE": 0x52, "MSTORE8": 0x53, "SLOAD": 0x54, "SSTORE": 0x55,
    "JUMP": 0x56, "JUMPI": 0x57, "PC": 0x58, "MSIZE": 0x59, "GAS": 0x5A, "JUMPDEST": 0x5B, "TLOAD": 0x5C,
    "TSTORE": 0x5D, "MCOPY": 0x5E, "PUSH0": 0x5F, "CREATE": 0xF0, "CALL": 0xF1, "CALLCODE": 0xF2, "RETURN": 0xF3,
    "DELEGATECALL": 0xF4, "CREATE2": 0xF5, "STATICCALL": 0xFA, "REVERT": 0xFD, "INVALID": 0xFE, "SELFDESTRUCT": 0xFF,
}
NAMES |= {f"DUP{n}": 0x7F + n for n in range(1, 17)} | {f"SWAP{n}": 0x8F + n for n in range(1, 17)}
NAMES |= {f"LOG{n}": 0xA0 + n for n in range(5)}


def push(value, width=None):
    if width is None:
        width = max(1, (value.bit_length() + 7) // 8)
    return bytes([0x5F + width]) + value.to_bytes(width, "big")


def assemble(text):
    """The code of a text; a label that is missing or doubled is an error."""
    pieces, places, size = [], {}, 0
    for word in re.findall(r'"[^"]*"|\S+', text):
        if word in NAMES:
            piece = bytes([NAMES[word]])
        elif word[0] == '"':
            piece = push(int.from_bytes(word[1:-1].encode().ljust(32, b"\0"), "big"), 32)
        elif word.startswith("raw:"):
            piece = bytes.fromhex(word[4:])
        elif word.endswith((":", "=")):
            assert word[:-1] not in places, word
            places[word[:-1]] = size
            piece = b"\x5b" if word[-1] == ":" else b""
        elif word[0] == "@":
            piece = word
        elif word.startswith("##"):
            piece = word
        elif word.startswith("0x"):
            piece = push(int(word, 16), (len(word) - 1) // 2)
        else:
            piece = push(int(word))
        pieces.append(piece)
        size += len(piece) if isinstance(piece, bytes) else 3 if piece[1] != "#" else 2
    code = b""
    for piece in pieces:
        if isinstance(piece, str):
            place = places[piece.lstrip("@#")].to_bytes(2, "big")
            piece = place if piece[1] == "#" else b"\x61" + place
        code += piece
    return code
