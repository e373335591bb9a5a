"""Codes that are made to hurt: mazes, floods, branchings, jumps by memory. Each ends within its bound.

Where a row states `functions`, running them shows that they are there.
"""
import random

import pyrevm
from assembler import assemble
from compilers import hashed
from idioms import dispatcher, load, return_word
from running import SENDER

AT = "0x" + "a1" * 20


# How a call of these without data ends; the rows' comments depend on it.
ENDS = {
    "jump maze": True, "exponential branching": True, "return addresses that double": True, "loop without end": False,
    "jump by overlapping stores": True, "jump by a table in the code": True, "jump into push data": False,
    "jump past the end": False, "program counter arithmetic": True, "stack flood": False, "push flood": True,
    "jumpdest flood": True, "memory far out": False, "empty": True, "one byte": False,
}


def plain(name, comment, code, **others):
    code = code if isinstance(code, bytes) else assemble(code)
    assert name not in ENDS or answers(code, b"") == ENDS[name], name
    return {"name": "nasty: " + name, "comment": comment, "code": code} | others


def rows():
    chosen = random.Random("chequer nasty 1")
    one = [("answer()", "view", return_word("42"))]

    yield plain("empty", "No code at all.", b"")
    yield plain("one byte", "Only an invalid instruction.", b"\xfe")
    yield plain("cut push", "Ends inside the data of a push.", bytes.fromhex("60006000557f0102"))
    yield plain("push flood", "Sixty-four PUSH32 in a row whose data are JUMPDESTs that nothing may enter.",
                (b"\x7f" + b"\x5b" * 32) * 64 + b"\x00")
    yield plain("stack flood", "Fills the stack past its 1024 words, one push after another.", b"\x5f" * 2000 + b"\x00")
    yield plain("every byte", "All 256 values once.", bytes(range(256)))
    yield plain("jumpdest flood", "Four thousand JUMPDESTs: as many blocks of one byte.", b"\x5b" * 4096 + b"\x00")

    maze = list(range(300))
    chosen.shuffle(maze)
    text = f"@room{maze[0]} JUMP "
    for place in range(300):
        following = maze.index(place) + 1
        text += f"room{place}: " + (f"@room{maze[following]} JUMP " if following < 300 else "STOP ")
    yield plain("jump maze", "Three hundred rooms, each with one door, in no order.", text)

    text = "0 "
    for depth in range(60):
        text += f"{depth} CALLDATALOAD 1 AND @left{depth} JUMPI 1 ADD @on{depth} JUMP left{depth}: 2 ADD on{depth}: "
    yield plain("exponential branching", "Sixty branches one after another: 2^60 paths, 180 blocks.", text + "0 SSTORE STOP")
    text = "@end "
    for depth in range(40):
        text += f"{depth} CALLDATALOAD @other{depth} JUMPI @a{depth} @join{depth} JUMP other{depth}: @b{depth} join{depth}: "
    for depth in reversed(range(40)):
        text += f"JUMP a{depth}: @back{depth} JUMP b{depth}: back{depth}: "
    yield plain("return addresses that double", "Forty choices of a return address, all pushed before the first is taken.", text + "JUMP end: STOP")

    yield plain("loop without end", "Pushes one word a turn until the stack is full.", "again: 1 @again JUMP")
    yield plain("loop over calldata", "As many turns as the caller says.",
                "0 again: 1 ADD DUP1 0 CALLDATALOAD GT @again JUMPI 0 MSTORE 32 0 RETURN")
    yield plain("jump by overlapping stores", "The target is written byte by byte over a word, and read back askew.",
                "0xff 0 MSTORE @end 0x3e MSTORE 0xaa 0x3d MSTORE8 0x3e MLOAD JUMP 0 DUP1 REVERT end: 1 0 SSTORE STOP")
    yield plain("jump by a table in the code", "Two bytes are copied from behind the code, by the low bit of calldata.",
                "2 0 CALLDATALOAD 1 AND 1 SHL @table ADD 30 CODECOPY 0 MLOAD JUMP one: 1 0 SSTORE STOP two: 2 0 SSTORE STOP "
                "INVALID table= ##one ##two")
    yield plain("jump by calldata", "The caller says where to; three places can be entered.",
                "0 CALLDATALOAD JUMP a: 1 0 SSTORE STOP b: 2 0 SSTORE STOP c: 0 DUP1 REVERT")
    yield plain("jump into push data", "The only jump goes to a 0x5b that is data: it fails.", bytes.fromhex("600456605b00"))
    yield plain("jump past the end", "And one far outside of the code.", "0xffffffffffffffffffffffff JUMP")
    yield plain("program counter arithmetic", "The target is counted from PC.", "PC 8 ADD JUMP INVALID INVALID INVALID JUMPDEST 1 0 SSTORE STOP")

    yield plain("a dispatcher behind a maze", "The selector is compared after twenty jumps.",
                "".join(f"@d{i} JUMP d{i}: " for i in range(20)) + dispatcher(one), functions=stated(one), run=True)
    spread = [(f"spread{i}(uint256)", "nonpayable", load(0) + f"{i} SSTORE ") for i in range(40)]
    yield plain("forty functions split by GT", "A search tree of forty selectors.", dispatcher(spread, "binary"), functions=stated(spread), run=True)
    shared = dispatcher([(f"same{i}()", "view", "@body JUMP") for i in range(6)])
    yield plain("six selectors with one body", "All jump to the same code behind their checks.",
                shared + " body: 42 0 MSTORE 32 0 RETURN", functions=stated([(f"same{i}()", "view") for i in range(6)]), run=True)
    zero = "0x80 0x40 MSTORE 0 CALLDATALOAD 224 SHR DUP1 ISZERO @zero JUMPI DUP1 0xffffffff EQ @ones JUMPI 0 DUP1 REVERT "
    yield plain("selectors of all zeros and all ones", "0x00000000 is asked for by ISZERO, and also what no calldata gives.",
                zero + "zero: CALLVALUE @no JUMPI 1 0 MSTORE 32 0 RETURN ones: CALLVALUE @no JUMPI 2 0 MSTORE 32 0 RETURN no: 0 DUP1 REVERT")
    dead = dispatcher(one).replace("fallback: ", "fallback: 0 @never JUMPI ", 1) + " never: DUP1 0x12345678 EQ @lost JUMPI STOP lost: 7 0 SSTORE STOP"
    yield plain("a selector that cannot be reached", "It is compared behind a branch that is never taken.", dead, functions=stated(one), run=True)

    destroyed = dispatcher([("kill(address)", "nonpayable", load(0) + "SELFDESTRUCT STOP "), ("ping()", "pure", return_word("1"))])
    yield plain("anyone may destroy it", "No guard stands before SELFDESTRUCT.", destroyed)
    yield plain("memory far out", "Writes a word beyond any gas: every such call fails.", f"1 {2**200} MSTORE STOP")
    big = "".join(f"{chosen.getrandbits(256)} {place} SSTORE " for place in range(600))
    yield plain("largest code", "A block of 24576 bytes, the most that a chain takes.", assemble(big)[:24576].ljust(24576, b"\0"))
    yield plain("random bytes", "A kilobyte of chance.", chosen.randbytes(1024))


def stated(functions):
    """The rows of functions, for what is executed: each must answer."""
    result = []
    for signature, mutability, *_ in sorted(functions, key=lambda item: hashed(item[0])[:4]):
        result.append({"selector": hashed(signature)[:4], "signature": signature,
                       "arguments": signature[signature.index("(") + 1 : -1], "mutability": mutability})
    return result


def answers(code, selector, value=0):
    machine = pyrevm.EVM(gas_limit=2**60, spec_id="CANCUN")
    machine.insert_account_info(AT, pyrevm.AccountInfo(code=code))
    machine.set_balance(SENDER, 10**18)
    try:
        machine.message_call(SENDER, AT, calldata=selector + bytes(64) if selector else b"", value=value, gas=5_000_000)
    except RuntimeError:
        return False
    return True
