"""The systematic table: each instruction with the operands, places and gas at which rules turn.

`cases()` yields `Case`s. Nothing here knows an outcome. A case that says nothing else runs under
every fork; `tight` runs it once more with exactly the gas that it uses and with one unit less.
"""
import dataclasses
import itertools

from assembly import EDGES, MNEMONICS, NUMBERS, WORD, Push, assembled, returning, stored
from frames import CONTRACT, SENDER
from forks import NAMES

# A full word's result: store and return it.
ANSWER = [0, "MSTORE", 32, 0, "RETURN"]
# A flag alone: one byte. What gas was left shows in what was used.
FLAG = [0, "MSTORE8", 1, 0, "RETURN"]
FAR = [2**32, 2**63, 2**64 - 1, 2**64, WORD - 1]
NOBODY = 0xDEAD000000000000000000000000000000BEEF


@dataclasses.dataclass(frozen=True)
class Case:
    group: str
    parts: tuple
    input: bytes = b""
    gas: int = 1_000_000
    value: int = 0
    balances: tuple = ()
    forks: tuple = tuple(NAMES)
    tight: bool = False

    @property
    def code(self):
        return assembled(self.parts)


def case(group, parts, **options):
    return Case(group, tuple(parts), **options)


def arguments(name):
    """How many words an instruction takes; a property of its number, the same in each fork."""
    takes = {
        0: "STOP ADDRESS ORIGIN CALLER CALLVALUE CALLDATASIZE CODESIZE GASPRICE RETURNDATASIZE COINBASE TIMESTAMP NUMBER"
        " PREVRANDAO GASLIMIT CHAINID SELFBALANCE BASEFEE BLOBBASEFEE PC MSIZE GAS JUMPDEST PUSH0 INVALID",
        1: "ISZERO NOT CLZ BALANCE CALLDATALOAD EXTCODESIZE EXTCODEHASH BLOCKHASH BLOBHASH POP MLOAD SLOAD JUMP TLOAD SELFDESTRUCT",
        3: "ADDMOD MULMOD CALLDATACOPY CODECOPY RETURNDATACOPY MCOPY CREATE LOG1",
        4: "EXTCODECOPY CREATE2 LOG2", 5: "LOG3", 6: "DELEGATECALL STATICCALL LOG4", 7: "CALL CALLCODE",
    }
    for count, names in takes.items():
        if name in names.split():
            return count
    for prefix, more in (("PUSH", None), ("DUP", 0), ("SWAP", 1)):
        if name.startswith(prefix):
            return 0 if more is None else int(name[len(prefix) :]) + more
    return 2


def filled(count):
    """Parts that leave so many words on an empty stack: a loop of 16 words at a time, and the rest after it."""
    turns = (count - 16) // 16
    loop = ["JUMPDEST", *["PC"] * 16, 1, 0, "MLOAD", "ADD", "DUP1", 0, "MSTORE", Push(turns, 1), "GT", 0, "JUMPI"]
    return loop + [index + 1 for index in range(16 * turns, count)]


def stack_cases():
    for number in range(256):
        name = MNEMONICS.get(number)
        if name is None:
            yield case("undefined", [bytes([number]), 0], gas=1000)
            continue
        need = arguments(name)
        if need:
            yield case("underflow", [*range(1, need), name, "STOP"], gas=100_000)
        if name.startswith("DUP") or (name == "PUSH0" or name in ("PC", "MSIZE", "GAS", "ADDRESS", "PUSH1", "PUSH32", "CALLVALUE",
                                                                 "RETURNDATASIZE", "SELFBALANCE", "CHAINID", "BASEFEE")):
            immediate = [bytes(int(name[4:]))] if name.startswith("PUSH") else []
            yield case("overflow", [*filled(1024), name, *immediate, "STOP"])
            yield case("full", [*filled(1023), name, *immediate, *ANSWER], gas=200_000)
    for count in (1, 2, 3, 8, 15, 16):
        words = [1000 + index for index in range(18)]
        below = count + 1
        for name in (f"DUP{count}", f"SWAP{count}"):
            shown = [part for place in range(below + 1) for part in (32 * place, "MSTORE")]
            yield case("stack", [*words, name, *shown, 32 * (below + 1), 0, "RETURN"], tight=count in (1, 16))


def push_cases():
    for width in range(1, 33):
        value = int.from_bytes(bytes(range(1, width + 1)), "big")
        yield case("push", [Push(value, width), *ANSWER])
        for left in {0, width - 1, width // 2}:
            # Data beyond the code's end is zero, and the run ends there.
            yield case("push-cut", [bytes([0x5F + width]) + bytes([0xAB]) * left], gas=100)
    yield case("push", ["PUSH0", *ANSWER], tight=True)
    # A JUMPDEST inside push data is none; right behind it, it is one.
    for width in range(1, 33):
        yield case("jump-data", [Push(2 + 1 + width, 1), "JUMP", Push(int.from_bytes(b"\x5b" * width, "big"), width), "STOP"], gas=1000)
        yield case("jump-data", [Push(4 + width, 1), "JUMP", Push(int.from_bytes(b"\x5b" * width, "big"), width), "JUMPDEST", "PC", *ANSWER], gas=1000)


def jump_cases():
    for destination in [3, 4, 5, 2**16, *FAR, 2**64 + 4]:
        yield case("jump", [destination, "JUMP", "STOP", "JUMPDEST", 7, *ANSWER], gas=10_000)
    for destination, condition in itertools.product([6, 7, 2**64 + 7, WORD - 1], [0, 1, 2**64, 2**255, WORD - 1]):
        yield case("jumpi", [Push(condition, 32), Push(destination, 32), "JUMPI", 5, *ANSWER], gas=10_000)
    for condition in (0, 1, 2**128):
        yield case("jumpi", [condition, Push(19 + 3, 1) if condition > 1 else Push(7, 1), "JUMPI", "STOP", "JUMPDEST", "PC", *ANSWER], gas=10_000)
    for count in (0, 1, 2, 3, 255):
        # A countdown: a loop with a jump at its end.
        yield case("loop", [count, "JUMPDEST", "DUP1", "ISZERO", Push(16, 1), "JUMPI", 1, "SWAP1", "SUB", 2, "JUMP", "JUMPDEST", "GAS", *ANSWER], tight=True)
    yield case("jump", [0, "JUMPDEST", "POP", "PC", "PC", "ADD", *ANSWER], gas=1000)
    yield case("jump", ["JUMPDEST", "JUMPDEST", "JUMPDEST"], gas=3, tight=True)
    yield case("empty", [b""], gas=0)


BINARY = "ADD MUL SUB DIV SDIV MOD SMOD EXP SIGNEXTEND LT GT SLT SGT EQ AND OR XOR BYTE SHL SHR SAR".split()
UNARY = "ISZERO NOT CLZ".split()
TERNARY = "ADDMOD MULMOD".split()
_PAIRS = [(0, 0), (1, 0), (WORD - 1, WORD - 1), (2**255, WORD - 1), (31, 0x80), (255, WORD - 1), (256, WORD - 1), (3, 2**64), (0, 0x7FFF), (5, WORD - 3)]


def arithmetic_cases():
    for name in BINARY:
        for left, right in _PAIRS:
            yield case("arithmetic", [right, left, name, *ANSWER], gas=200_000, tight=(left, right) == (31, 0x80))
        yield case("arithmetic-table", table_program(name, 2), input=words(EDGES), gas=5_000_000)
    for name in UNARY:
        for value in (0, 1, 2**64 - 1, 2**128, 2**255 - 1, WORD - 1):
            yield case("arithmetic", [value, name, *ANSWER], gas=100_000, tight=value == 1)
    few = [0, 1, 2, 3, 2**64, 2**128 - 1, 2**255, WORD - 1]
    for name in TERNARY:
        for triple in [(1, 1, 0), (WORD - 1, WORD - 1, WORD - 1), (WORD - 1, WORD - 1, WORD - 2), (WORD - 1, 2, 3), (2**255, 2**255, 7), (5, 6, 1)]:
            yield case("arithmetic", [*reversed(triple), name, *ANSWER], gas=100_000, tight=triple == (5, 6, 1))
        yield case("arithmetic-table", table_program(name, 3), input=words(few), gas=5_000_000)
    for width in range(33):
        yield case("exp", [(1 << 8 * width) - 1, 3, "EXP", *ANSWER], gas=50_000)
    for width in (1, 2, 31, 32):
        yield case("exp", [1 << 8 * width - 8, 2, "EXP", *ANSWER], gas=50_000, tight=True)


def words(numbers):
    return b"".join(number.to_bytes(32, "big") for number in numbers)


def table_program(name, count):
    """Applies an instruction to all pairs or triples of the input's words; returns the Keccak-256 of the results.

    Indexes are kept as memory words 0, 1, 2 in bytes; the results stand from 0x80 on.
    """
    loads = [part for place in reversed(range(count)) for part in (32 * place, "MLOAD", "CALLDATALOAD")]
    head = [0x80, 0x60, "MSTORE", "JUMPDEST"]
    start = len(assembled(head)) - 1
    body = [*loads, name, 0x60, "MLOAD", "MSTORE", 32, 0x60, "MLOAD", "ADD", 0x60, "MSTORE"]
    # The innermost index steps; at the end of the input it starts anew and the next one steps.
    for place in range(count):
        body += [32, 32 * place, "MLOAD", "ADD", "DUP1", 32 * place, "MSTORE", "CALLDATASIZE", "GT", Push(start, 1), "JUMPI"]
        body += [0, 32 * place, "MSTORE"]
    return [*head, *body, 0x80, 0x60, "MLOAD", "SUB", 0x80, "KECCAK256", *ANSWER]


_OFFSETS = [(0, 0), (0, 1), (31, 1), (31, 2), (32, 32), (1, 31), (1000, 3), (2**20, 1), (0, 2**32), (2**32, 1), (2**63, 1), (2**64 - 1, 1),
            (2**64 - 1, 0), (2**64, 0), (WORD - 1, 0), (WORD - 1, 1), (1, WORD - 1), (WORD - 1, WORD - 1), (2**64 - 32, 32), (0x1FFFFFFFE0, 1)]


def memory_cases():
    seen = ["MSIZE", *ANSWER]
    for offset in [0, 1, 31, 32, 33, 1000, 22_000, 2**16, 2**20, *FAR, 2**64 - 31, 2**64 - 32, 2**64 - 33, WORD - 32]:
        yield case("memory", [offset, "MLOAD", "POP", *seen], gas=100_000, tight=offset in (0, 1, 1000))
        yield case("memory", [0xABCD, offset, "MSTORE", *seen], gas=100_000, tight=offset in (0, 1, 22_000))
        yield case("memory", [0xABCD, offset, "MSTORE8", *seen], gas=100_000, tight=offset in (31, 32))
    yield case("memory", [WORD - 2, 0, "MSTORE", 0xABCD, 5, "MSTORE8", 0xEF01, 40, "MSTORE", 64, 0, "RETURN"])
    yield case("memory", [WORD - 2, 3, "MSTORE", 1, "MLOAD", 0, "MSTORE", 96, 0, "RETURN"])
    for offset, length in _OFFSETS:
        yield case("keccak", [length, offset, "KECCAK256", *ANSWER], gas=100_000, tight=(offset, length) in ((31, 2), (0, 0)))
        for ending in ("RETURN", "REVERT"):
            yield case("output", [0x11223344, 0, "MSTORE", length, offset, ending], gas=100_000, tight=(offset, length) == (31, 2))
        for topics in range(5):
            # The topics lie below the place and the length of the data.
            yield case("log", [*range(200, 200 + topics), length, offset, f"LOG{topics}", *seen], gas=100_000,
                       tight=(offset, length) in ((0, 0), (31, 2)))
        for name in ("CALLDATACOPY", "CODECOPY"):
            for source in (3, WORD - 1):
                yield case("copy", [length, source, offset, name, *seen], input=b"\xff" * 8, gas=100_000,
                           tight=(offset, length, source) == (31, 2, 3))
        yield case("copy", [length, 1, offset, "ADDRESS", "EXTCODECOPY", *seen], gas=100_000, tight=(offset, length) == (31, 2))
        yield case("mcopy", [length, 0, offset, "MCOPY", *seen], gas=100_000, tight=(offset, length) in ((0, 0), (31, 2)))
        yield case("mcopy", [length, offset, 0, "MCOPY", *seen], gas=100_000)
        yield case("returndatacopy", [length, 0, offset, "RETURNDATACOPY", *seen], gas=100_000)
    for destination, source, length in [(0, 1, 40), (1, 0, 40), (0, 32, 32), (32, 0, 33), (7, 7, 50), (60, 0, 40), (0, 60, 40), (3, 64, 100)]:
        yield case("mcopy", [*stored(bytes(range(1, 97))), length, source, destination, "MCOPY", 0xC0, 0, "RETURN"], gas=10_000, tight=True)
    for source, length in [(0, 40), (38, 4), (40, 4), (41, 1), (0, 0), (2**64 - 1, 4), (WORD - 4, 8)]:
        yield case("copy", [WORD - 1, 0, "MSTORE", length, source, 2, "CALLDATACOPY", 64, 0, "RETURN"], input=bytes(range(1, 41)), gas=10_000)
        yield case("copy", [WORD - 1, 0, "MSTORE", length, source, 2, "CODECOPY", 64, 0, "RETURN"], gas=10_000)
        yield case("calldataload", [source, "CALLDATALOAD", *ANSWER], input=bytes(range(1, 41)), gas=10_000)
    for name in ("ADDRESS", "CALLER", "ORIGIN", "CALLVALUE", "CALLDATASIZE", "CODESIZE", "RETURNDATASIZE", "SELFBALANCE", "PC", "MSIZE", "GAS", "CHAINID"):
        yield case("environment", [name, *ANSWER], input=b"\1\2\3", value=5, balances=((SENDER, 10), (CONTRACT, 3)), gas=10_000, tight=True)
    for name in ("COINBASE", "TIMESTAMP", "NUMBER", "PREVRANDAO", "GASLIMIT", "BASEFEE", "BLOBBASEFEE", "GASPRICE"):
        yield case("environment", [name, "POP", "GAS", *ANSWER], gas=10_000, tight=True)
    for number in (0, WORD - 1, 2**64):
        yield case("environment", [number, "BLOCKHASH", "POP", "GAS", *ANSWER], gas=10_000, tight=True)
        yield case("environment", [number, "BLOBHASH", *ANSWER], gas=10_000, tight=True)


def account_cases():
    places = {"self": ["ADDRESS"], "caller": ["CALLER"], "nobody": [NOBODY], "precompile": [2], "dirty": [WORD - 1 - 2**200], "zero": [0], "p256": [256], "past": [0x12]}
    for label, place in places.items():
        for name in ("BALANCE", "EXTCODESIZE", "EXTCODEHASH"):
            # Twice: cold, then warm.
            yield case("account", [*place, name, "POP", *place, name, *ANSWER], gas=20_000, tight=place == [2])
            if name != "EXTCODESIZE" and label in ("nobody", "caller"):
                yield case("account", [*place, name, *ANSWER], balances=((SENDER, 77), (NOBODY.to_bytes(20, "big"), 5)), gas=20_000)
        yield case("account", [40, 1, 0, *place, "EXTCODECOPY", 20, 0, "RETURN"], gas=20_000, tight=place == [2])


def storage_cases():
    for values in itertools.product((0, 1, 2), repeat=3):
        yield case("sstore", [*[part for value in values for part in (value, 5, "SSTORE")], 5, "SLOAD", *FLAG], gas=100_000)
    for gas in (2299, 2300, 2301, 2302, 2303, 2306, 2307, 2308, 5000, 20_006, 22_106, 22_105):
        # The sentry of EIP-2200 stands at 2300 units left.
        yield case("sstore", [1, 0, "SSTORE"], gas=gas)
        yield case("sstore", [0, 0, "SSTORE"], gas=gas)
    for key in (0, WORD - 1):
        yield case("sload", [key, "SLOAD", key, "SLOAD", "ADD", *FLAG], gas=10_000, tight=True)
        yield case("sload", [9, key, "SSTORE", key, "SLOAD", *FLAG], gas=50_000, tight=True)
        yield case("transient", [9, key, "TSTORE", key, "TLOAD", key + 1, "TLOAD", 0, "MSTORE8", 1, "MSTORE8", 2, 0, "RETURN"], gas=10_000, tight=True)
    # Reverted writes are gone: the callee (the same code with one byte of input) writes and reverts.
    for write, read in (("SSTORE", "SLOAD"), ("TSTORE", "TLOAD")):
        for ending in ("STOP", "REVERT", "INVALID"):
            inner = [7, 1, write, 0, 0, ending]
            outer = [3, 1, write, 0, 0, 1, 0, 0, "ADDRESS", 50_000, "CALL", 0, "MSTORE", 1, read, 32, "MSTORE", 64, 0, "RETURN"]
            yield case("rollback", branched(outer, inner), gas=200_000)


def branched(outer, inner):
    """Code that runs `outer` when there is no input, and `inner` (called by it) when there is some."""
    body = assembled(outer)
    head = ["CALLDATASIZE", Push(5 + len(body), 2), "JUMPI"]
    assert len(assembled(head)) == 5
    return [*head, *outer, "JUMPDEST", *inner]


CALLS = {"CALL": True, "CALLCODE": True, "DELEGATECALL": False, "STATICCALL": False}


def called(name, to, gas, value=0, input=(0, 0), output=(0, 0)):
    """Parts of one call; `to` and `gas` are a number, an instruction or a list of parts."""
    to, gas = (part if isinstance(part, list) else [part] for part in (to, gas))
    return [output[1], output[0], input[1], input[0], *([value] if CALLS[name] else []), *to, *gas, name]


def call_cases():
    rich = ((CONTRACT, 1000),)
    after = [0, "MSTORE8", "RETURNDATASIZE", 1, "MSTORE8", 2, 0, "RETURN"]
    for name, to in itertools.product(CALLS, (NOBODY, "CALLER", 4, 2, 0x99)):
        for gas in (0, 1, 2300, "GAS", WORD - 1):
            for value in (0, 1, 1001) if CALLS[name] and gas in (0, 2300, "GAS") else (0,):
                yield case("call", called(name, to, gas, value) + FLAG, balances=rich, gas=60_000, tight=gas == 2300 and to in (4, NOBODY))
    for name in CALLS:
        for gas in (0, 2300, 9000, 9699, 9700, 34_000, 50_000) if CALLS[name] else (700, 2600):
            yield case("call", called(name, NOBODY, 0, 1) + FLAG, balances=rich, gas=gas)
        # The output buffer may be shorter or longer than what comes back, and is paid for in any case.
        for length, room in itertools.product((0, 1, 33), (0, 1, 31, 64)) if name == "CALL" else ((1, 31), (33, 1)):
            yield case("call-output", [*stored(bytes(range(1, 65))), *called(name, 4, 1000, 0, (0, length), (1, room)), 66, "MSTORE8", 67, 0, "RETURN"], gas=30_000)
        for place in [(2**32, 0), (WORD - 1, 0), (2**64, 1), (0, 2**64), (1000, 1)]:
            yield case("call-memory", called(name, 4, 1000, 0, place, (0, 0)) + ["MSIZE", *ANSWER], gas=30_000)
            yield case("call-memory", called(name, 4, 1000, 0, (0, 0), place) + ["MSIZE", *ANSWER], gas=30_000)
        # How an inner call ends, and what of its gas and data comes back.
        for inner in (["STOP"], [0xAB, 0, "MSTORE", 40, 0, "RETURN"], [0xAB, 0, "MSTORE", 40, 0, "REVERT"], ["INVALID"], ["POP"], [0, "JUMP"], ["GAS", 0, "MSTORE", 32, 0, "RETURN"],
                      ["CALLVALUE", "CALLER", "ADDRESS", 0, "MSTORE", 32, "MSTORE", 64, "MSTORE", 96, 0, "RETURN"], ["CALLDATASIZE", 0, "MSTORE", 32, 0, "RETURN"],
                      [0, 0, "LOG0", "STOP"], [0, 0, "LOG0", 0, 0, "REVERT"]):
            outer = called(name, "ADDRESS", 30_000, 3, (0, 5), (32, 96))
            yield case("call-inner", branched([*outer, 0, "MSTORE8", 128, 0, "RETURN"], inner), balances=rich, gas=100_000)
            outer = called(name, "ADDRESS", "GAS", 3, (0, 5))
            yield case("call-inner", branched([*outer, *after], inner), balances=rich, gas=100_000, forks=tuple(NAMES[4:]))
        # The return data of the last call, read within and beyond its bounds.
        for start, length in [(0, 0), (0, 40), (40, 0), (0, 41), (41, 0), (8, 32), (9, 32), (WORD - 1, 2), (2**64, 0), (0, 2**64)]:
            inner = [0xAB, 8, "MSTORE", 40, 0, "RETURN"]
            outer = [*called(name, "ADDRESS", 10_000, 0, (0, 1)), "POP", length, start, 0, "RETURNDATACOPY", 41, 0, "RETURN"]
            yield case("returndata", branched(outer, inner), gas=100_000, forks=tuple(NAMES[4:]))
        # Recursion until the gas or the depth ends it.
        deep = [1, 0, "MLOAD", "ADD", 0, "MSTORE", *called(name, "ADDRESS", "GAS", 0, (0, 32), (0, 32)), "POP", 32, 0, "RETURN"]
        yield case("recursion", [0, "CALLDATALOAD", 0, "MSTORE", *deep], gas=300_000)
        # Before EIP-150 a caller names what it gives, and all of it is enough for the full depth.
        spared = [1, 0, "CALLDATALOAD", "ADD", 0, "MSTORE", *called(name, "ADDRESS", [1000, "GAS", "SUB"], 0, (0, 32), (0, 32))]
        yield case("recursion", [*spared, "POP", 32, 0, "RETURN"], gas=2_000_000, forks=("Frontier", "Homestead"))
    # 63/64 of the rest at each level lets 1024 calls through only with very much gas.
    deep = [1, 0, "CALLDATALOAD", "ADD", 0, "MSTORE", *called("CALL", "ADDRESS", "GAS", 0, (0, 32), (0, 32)), "POP", 32, 0, "RETURN"]
    yield case("depth", deep, gas=30_000_000_000, forks=("TangerineWhistle", "Istanbul", "Cancun", "Osaka"))
    created = [1, 0, "CALLDATALOAD", "ADD", 0, "MSTORE", *called("CALL", "ADDRESS", "GAS", 0, (0, 32), (0, 32)), "POP", 0, 0, 0, "CREATE", "ISZERO", 32, "MSTORE", 64, 0, "RETURN"]
    yield case("depth", created, gas=60_000_000_000, forks=("Istanbul", "Cancun"))


WRITES = {
    "sstore": [1, 0, "SSTORE"], "tstore": [1, 0, "TSTORE"], "tload": [0, "TLOAD", "POP"], "sload": [0, "SLOAD", "POP"],
    "create": [0, 0, 0, "CREATE", "POP"], "create2": [0, 0, 0, 0, "CREATE2", "POP"], "selfdestruct": ["CALLER", "SELFDESTRUCT"],
    "value": [*called("CALL", "CALLER", 0, 1), "POP"], "no value": [*called("CALL", "CALLER", 0, 0), "POP"],
    "callcode value": [*called("CALLCODE", "CALLER", 0, 1), "POP"], "delegate": [*called("DELEGATECALL", 4, 100), "POP"],
    **{f"log{count}": [*range(count), 0, 0, f"LOG{count}"] for count in range(5)},
}


def static_cases():
    rich = ((CONTRACT, 1000),)
    for write in WRITES.values():
        for through in ("STATICCALL", "CALL"):
            # 0 bytes: the outermost; 1 byte: called statically, calls on; 2 bytes: writes.
            innermost = [*write, 0, 0, "RETURN"]
            middle = [*called(through, "ADDRESS", "GAS", 0, (0, 2)), 0, "MSTORE", 32, 0, "RETURN"]
            inner = [2, "CALLDATASIZE", "EQ", Push(0, 2), "JUMPI", *middle, "JUMPDEST", *innermost]
            outer = [*called("STATICCALL", "ADDRESS", 90_000, 0, (0, 1), (32, 32)), 0, "MSTORE8", 64, 0, "RETURN"]
            inner[3] = Push(len(assembled(branched(outer, []))) + len(assembled(inner[:5] + middle)), 2)
            yield case("static", branched(outer, inner), balances=rich, gas=150_000, forks=tuple(NAMES[4:]))
        yield case("static", branched([*called("STATICCALL", "ADDRESS", 60_000, 0, (0, 1)), *ANSWER], [*write, "STOP"]), balances=rich, gas=90_000, forks=tuple(NAMES[4:]))


def creation_cases():
    rich = ((CONTRACT, 1000),)

    after = [0, "MSTORE8", "RETURNDATASIZE", 1, "MSTORE8", 2, 0, "RETURN"]

    def creating(name, init, value=0, salt=5):
        return [*stored(init), *([salt] if name == "CREATE2" else []), len(init), 0, value, name]

    inits = {
        "empty": b"", "stop": assembled(["STOP"]), "one": returning(b"\0"), "ef": returning(b"\xef"), "ef00": returning(b"\xef\0\0"),
        "fifty": returning(bytes(50)), "revert": assembled([0xAB, 0, "MSTORE", 40, 0, "REVERT"]), "invalid": assembled(["INVALID"]),
        "underflow": assembled(["POP"]), "log": assembled([0, 0, "LOG0", 0, 0, "RETURN"]), "destroy": assembled(["CALLER", "SELFDESTRUCT"]),
        "store": assembled([1, 0, "SSTORE", 0, 0, "RETURN"]), "value": assembled(["CALLVALUE", 0, "MSTORE", 32, 0, "RETURN"]),
        "nested": assembled([0, 0, 0, "CREATE", "ISZERO", 0, "MSTORE", 32, 0, "RETURN"]),
        "back": assembled([*called("CALL", "CALLER", 5000, 0, (0, 1)), 0, "MSTORE", 32, 0, "RETURN"]),
        "largest": assembled([0x6000, 0, "RETURN"]), "too large": assembled([0x6001, 0, "RETURN"]),
        "code": assembled(["CODESIZE", "CALLDATASIZE", 0, "MSTORE", 32, "MSTORE", 64, 0, "RETURN"]),
    }
    for name, (label, init) in itertools.product(("CREATE", "CREATE2"), inits.items()):
        for value in (0, 1, 1001) if label in ("value", "destroy", "revert") else (0,):
            gas = 6_000_000 if "large" in label else 200_000
            yield case("create", [*creating(name, init, value), "ISZERO", *FLAG], balances=rich if value else (), gas=gas)
        yield case("create", [*creating(name, init), "ISZERO", *after], gas=6_000_000 if "large" in label else 200_000, forks=tuple(NAMES[4:]))
        if label in ("one", "fifty", "value"):
            inspect = ["DUP1", "EXTCODESIZE", 0, "MSTORE", "DUP1", "EXTCODEHASH", 32, "MSTORE", "BALANCE", 64, "MSTORE", 96, 0, "RETURN"]
            yield case("create", [*creating(name, init, 3), *inspect], balances=rich, gas=200_000, forks=tuple(NAMES[5:]))
    for name in ("CREATE", "CREATE2"):
        for offset, length in _OFFSETS[:16]:
            tail = [5] if name == "CREATE2" else []
            yield case("create-memory", [*tail, length, offset, 0, name, "POP", "MSIZE", *ANSWER], gas=200_000)
        for length in (49_151, 49_152, 49_153, 50_000):
            tail = [5] if name == "CREATE2" else []
            yield case("initcode", [*tail, length, 0, 0, name, "ISZERO", *FLAG], gas=300_000)
        for gas in (31_999, 32_000, 32_009, 32_012, 32_020, 32_100, 32_400, 53_000):
            yield case("create-gas", [*creating(name, returning(b"\0")), "ISZERO", *FLAG], gas=gas)
    # The second CREATE2 with the same salt collides; all gas given to it is spent.
    again = [*creating("CREATE2", returning(b"\0")), "ISZERO", 0x100, "MSTORE8", *creating("CREATE2", returning(b"\0")), "ISZERO", 0x101, "MSTORE8", 2, 0x100, "RETURN"]
    yield case("collision", again, gas=500_000, forks=tuple(NAMES[5:]))
    for init in (b"", assembled(["STOP"]), assembled(["CALLER", "SELFDESTRUCT"])):
        again = [*creating("CREATE2", init), "ISZERO", 0x100, "MSTORE8", *creating("CREATE2", init), "ISZERO", 0x101, "MSTORE8", 2, 0x100, "RETURN"]
        yield case("collision", again, gas=500_000, forks=tuple(NAMES[5:]))
    # The address of CREATE2 is a pure function of the contract, salt and init code.
    for salt, init in itertools.product((0, WORD - 1), (b"", returning(b"\1\2"))):
        yield case("address", [*creating("CREATE2", init, 0, salt), *ANSWER], gas=200_000, forks=tuple(NAMES[5:]))
    # What is created is called and keeps its storage while the transaction lasts.
    counter = assembled([0, "SLOAD", 1, "ADD", "DUP1", 0, "SSTORE", 0, "MSTORE", 32, 0, "RETURN"])
    for name in ("CALL", "DELEGATECALL", "CALLCODE", "STATICCALL"):
        twice = [*creating("CREATE", returning(counter)), 0x200, "MSTORE"]
        for place in (0, 32):
            twice += called(name, [0x200, "MLOAD"], 60_000, 0, (0, 0), (place, 32))
        yield case("created-call", [*twice, "POP", "POP", 0, "SLOAD", 64, "MSTORE", 96, 0, "RETURN"], gas=400_000)


def selfdestruct_cases():
    rich = ((CONTRACT, 1000),)
    for balances in ((), rich):
        for to in (["ADDRESS"], ["CALLER"], [NOBODY], [2], [0]):
            yield case("selfdestruct", [*to, "SELFDESTRUCT"], balances=balances, gas=60_000, tight=to in ([NOBODY], ["ADDRESS"]))
            inner = [*to, "SELFDESTRUCT"]
            # Called twice in one transaction: the code still runs, the balance is gone.
            outer = [*called("CALL", "ADDRESS", 40_000, 0, (0, 1)), 0, "MSTORE8", *called("CALL", "ADDRESS", 40_000, 0, (0, 1)), 1, "MSTORE8", "ADDRESS", "BALANCE", 2, "MSTORE",
                     *to, "BALANCE", 34, "MSTORE", "ADDRESS", "EXTCODESIZE", 66, "MSTORE", 98, 0, "RETURN"]
            yield case("selfdestruct", branched(outer, inner), balances=balances, gas=200_000)
            for name in ("CALLCODE", "DELEGATECALL"):
                outer = [*called(name, "ADDRESS", 40_000, 0, (0, 1)), 0, "MSTORE", "ADDRESS", "BALANCE", 32, "MSTORE", 64, 0, "RETURN"]
                yield case("selfdestruct", branched(outer, inner), balances=balances, gas=200_000)
    # Destroyed within the transaction that created it, to itself and to others; then called again.
    for to in (["ADDRESS"], ["CALLER"], [NOBODY]):
        runtime = assembled([*to, "SELFDESTRUCT"])
        init = returning(runtime)
        parts = [*stored(init), len(init), 0, 10, "CREATE", 0x200, "MSTORE"]
        for place in (0x220, 0x240):
            parts += [*called("CALL", [0x200, "MLOAD"], 60_000, 1), place, "MSTORE"]
        parts += [0x200, "MLOAD", "BALANCE", 0x260, "MSTORE", 0x200, "MLOAD", "EXTCODESIZE", 0x280, "MSTORE", "ADDRESS", "BALANCE", 0x2A0, "MSTORE", 0xA0, 0x220, "RETURN"]
        yield case("selfdestruct", parts, balances=rich, gas=400_000)


def precompile_cases():
    """Calls of what has an answer of its own in another vector folder: here sizes, gas and failure count."""
    point = (1).to_bytes(32, "big") + (2).to_bytes(32, "big")
    inputs = {
        1: [b"", bytes(31), bytes(128), (b"\x18\xc5\x47\xe4\xf7\xb0\xf3\x25\xad\x1e\x56\xf5\x7e\x26\xc7\x45\xb0\x9a\x3e\x50\x3d\x86\xe0\x0e\x52\x55\xff\x7f\x71\x5d\x3d\x1c" + bytes(31) + b"\x1c" + bytes(31) + b"\1" + bytes(31) + b"\1")],
        2: [b"", b"abc", bytes(33)], 3: [b"", b"abc", bytes(64)], 4: [b"", b"abc", bytes(100)],
        5: [b"", bytes(96), (1).to_bytes(32, "big") * 3 + b"\3\2\5", words([1, 1, 1]) + b"\3\2", words([0, 0, 32]) + b"\xff" * 32, words([2**64, 1, 1]), words([0, WORD - 1, 0]),
            words([1, 33, 1]) + b"\2" + b"\xff" * 33 + b"\7", words([33, 1, 40]) + b"\xee" * 80],
        6: [b"", point, point + point, point + bytes(64), bytes(127), b"\1" * 128],
        7: [b"", point, point + bytes(31) + b"\2", point + b"\xff" * 32, point + b"\1"],
        8: [b"", bytes(192), bytes(191), b"\1" * 192],
        9: [b"", bytes(212), bytes(213), bytes(212) + b"\2", bytes(3) + b"\1" + bytes(208) + b"\1", bytes(214)],
        256: [b"", bytes(160), b"\1" * 160, bytes(161)],
    }
    for number, datas in inputs.items():
        for data in datas:
            for gas in (200_000, 100) if data in (b"", datas[1]) else (200_000,):
                parts = [len(data), 0, 0, "CALLDATACOPY", *called("CALL", number, gas, 0, (0, len(data)), (0x400, 64)), 0x440, "MSTORE8", 65, 0x400, "RETURN"]
                yield case("precompile", parts, input=data, gas=300_000)
        for name in ("CALLCODE", "DELEGATECALL", "STATICCALL") if number in (1, 4, 9) else ():
            data = datas[1]
            yield case("precompile", [len(data), 0, 0, "CALLDATACOPY", *called(name, number, 100_000, 0, (0, len(data)), (0x400, 32)), 0x420, "MSTORE8", 33, 0x400, "RETURN"], input=data, gas=200_000)


def cases():
    for maker in (stack_cases, push_cases, jump_cases, arithmetic_cases, memory_cases, account_cases, storage_cases, call_cases, static_cases, creation_cases, selfdestruct_cases, precompile_cases):
        yield from maker()
