"""Programs whose running is timed: one EVM against another, and both must answer alike.

Each takes a count in the first word of its calldata and returns one word. `PROGRAMS` maps a name to
(code, count). The text is one instruction a word; `name:` marks a place, `@name` pushes it.
"""

import re

# Where a program stands.
CONTRACT = "0x2000000000000000000000000000000000000002"

MNEMONICS = {
    "STOP": 0x00, "ADD": 0x01, "MUL": 0x02, "SUB": 0x03, "DIV": 0x04, "SDIV": 0x05, "MOD": 0x06,
    "ADDMOD": 0x08, "MULMOD": 0x09, "EXP": 0x0A, "SIGNEXTEND": 0x0B, "LT": 0x10, "GT": 0x11,
    "SLT": 0x12, "EQ": 0x14, "ISZERO": 0x15, "AND": 0x16, "OR": 0x17, "XOR": 0x18, "NOT": 0x19,
    "BYTE": 0x1A, "SHL": 0x1B, "SHR": 0x1C, "SAR": 0x1D, "KECCAK256": 0x20, "ADDRESS": 0x30,
    "CALLER": 0x33, "CALLVALUE": 0x34, "CALLDATALOAD": 0x35, "CALLDATASIZE": 0x36, "CALLDATACOPY": 0x37, "POP": 0x50,
    "MLOAD": 0x51, "MSTORE": 0x52, "MSTORE8": 0x53, "SLOAD": 0x54, "SSTORE": 0x55, "JUMP": 0x56,
    "JUMPI": 0x57, "PC": 0x58, "MSIZE": 0x59, "GAS": 0x5A, "JUMPDEST": 0x5B, "MCOPY": 0x5E,
    "PUSH0": 0x5F, "CALL": 0xF1, "RETURN": 0xF3, "STATICCALL": 0xFA, "REVERT": 0xFD,
    "RETURNDATASIZE": 0x3D, "EXTCODESIZE": 0x3B,
}
for depth in range(1, 17):
    MNEMONICS[f"DUP{depth}"] = 0x7F + depth
    MNEMONICS[f"SWAP{depth}"] = 0x8F + depth


def assemble(text):
    """The bytes of a program; numbers are pushed as short as they go, places in two bytes."""
    code, places, uses = bytearray(), {}, []
    for word in re.sub(r";.*", "", text).split():
        if word.endswith(":"):
            places[word[:-1]] = len(code)
            code.append(0x5B)
        elif word.startswith("@"):
            uses.append((len(code) + 1, word[1:]))
            code += b"\x61\0\0"
        elif word in MNEMONICS:
            code.append(MNEMONICS[word])
        else:
            value = int(word, 0)
            size = max(1, (value.bit_length() + 7) // 8)
            code.append(0x5F + size)
            code += value.to_bytes(size, "big")
    for offset, place in uses:
        code[offset : offset + 2] = places[place].to_bytes(2, "big")
    return bytes(code)


def loop(body, setup="", finish="0", count="0 CALLDATALOAD"):
    """A counted loop: the counter lies on top of the stack when the body begins and ends."""
    return f"""
      {setup} {count}
      loop: DUP1 ISZERO @end JUMPI
        {body}
        1 SWAP1 SUB @loop JUMP
      end: POP {finish} 0 MSTORE 32 0 RETURN
    """


FIELD = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEFFFFFC2F
ODD = 0x9E3779B97F4A7C15F39CC0605CEDC8341082276BF3A27251F86C6A11D0C18E95

SORT = """
  ; numbers from a generator, then bubbles
  0 CALLDATALOAD 0x2000 MSTORE
  0xDEADBEEFCAFEBABE 0
  fill: DUP1 0x2000 MLOAD GT ISZERO @sort JUMPI
    SWAP1 6364136223846793005 MUL 1442695040888963407 ADD 0xFFFFFFFFFFFFFFFF AND SWAP1
    DUP2 DUP2 5 SHL MSTORE
    1 ADD @fill JUMP
  sort: POP POP 0x2000 MLOAD
  outer: DUP1 2 GT @done JUMPI
    1
    inner: DUP2 DUP2 LT ISZERO @next JUMPI
      DUP1 5 SHL DUP1 MLOAD DUP2 32 SWAP1 SUB MLOAD
      DUP2 DUP2 GT ISZERO @keep JUMPI
        DUP3 MSTORE DUP2 32 SWAP1 SUB MSTORE @after JUMP
      keep: POP POP
      after: POP 1 ADD @inner JUMP
    next: POP 1 SWAP1 SUB @outer JUMP
  done: POP 0 MLOAD 32 MLOAD XOR 0 MSTORE 32 0 RETURN
"""

CALLS = """
  0 CALLDATALOAD 0
  loop: DUP2 ISZERO @end JUMPI
    @back DUP2 DUP4 @function JUMP
    back: SWAP1 POP SWAP1 1 SWAP1 SUB SWAP1 @loop JUMP
  function: ADD @inner JUMP
  inner: 3 ADD SWAP1 JUMP
  end: SWAP1 POP 0 MSTORE 32 0 RETURN
"""

TEXTS = {
    "empty loop": (loop(""), 1_000_000),
    "arithmetic": (
        loop(
            f"SWAP1 {ODD} ADD DUP2 XOR 7 SHL {ODD} SUB DUP2 OR 3 SHR NOT SWAP1",
            setup="1", finish=""),
        400_000),
    "multiply": (loop(f"SWAP1 {ODD} MUL {ODD} ADD SWAP1", setup="3", finish=""), 500_000),
    "mulmod": (
        loop(
            f"SWAP1 {FIELD} {ODD} DUP3 MULMOD {FIELD} DUP3 DUP3 ADDMOD SWAP2 POP POP SWAP1",
            setup="5", finish=""),
        200_000),
    "divide": (
        loop(
            f"SWAP1 {ODD} ADD DUP2 {ODD} DIV ADD 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF SWAP1 DIV"
            f" {ODD} ADD 0xFEDCBA9876543211 DUP2 MOD XOR {ODD} ADD SWAP1",
            setup="1", finish=""),
        200_000),
    "exponent": (loop("SWAP1 DUP2 0x123456789ABCDEF ADD 0x10001 EXP ADD SWAP1", setup="1", finish=""), 200_000),
    "keccak 32": (loop("DUP1 0 MSTORE 32 0 KECCAK256 32 MSTORE", finish="32 MLOAD"), 200_000),
    "keccak 1024": (loop("DUP1 0 MSTORE 1024 0 KECCAK256 32 MSTORE", finish="32 MLOAD"), 40_000),
    "memory": (
        loop("DUP1 0x3FF AND 5 SHL DUP1 MLOAD DUP3 ADD SWAP1 MSTORE", finish="64 MLOAD"), 500_000),
    "mcopy": (
        loop("1024 DUP2 0xFF AND 5 SHL 0x2000 MCOPY 256 0x2000 0 MCOPY", setup="1 0x3FE0 MSTORE",
             finish="0 MLOAD"), 250_000),
    "internal calls": (CALLS, 500_000),
    "stack": (
        loop("SWAP1 SWAP2 SWAP3 SWAP4 SWAP5 DUP6 DUP3 DUP5 POP POP POP SWAP5 SWAP4 SWAP3 SWAP2 SWAP1",
             setup="1 2 3 4 5", finish="ADD ADD ADD ADD"), 400_000),
    "sort": (SORT, 200),
    "storage": (
        loop("DUP1 0x3F AND DUP1 SLOAD DUP3 ADD SWAP1 SSTORE", finish="1 SLOAD"), 20_000),
}

PROGRAMS = {name: (assemble(text), count) for name, (text, count) in TEXTS.items()}

# A loop of calls to a contract that answers with its input plus one.
CALLEE = "0x00000000000000000000000000000000000ca11e"
CALLEE_CODE = assemble("0 CALLDATALOAD 1 ADD 0 MSTORE 32 0 RETURN")
PROGRAMS["message calls"] = (
    assemble(
        loop("DUP1 0 MSTORE 32 0 32 0 0 0xCA11E GAS CALL POP", finish="0 MLOAD")), 50_000)
