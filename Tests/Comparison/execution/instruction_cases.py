"""Each instruction that stays inside its frame, with the operands, places and gas at which rules turn."""

import itertools

from assembly import EDGES, MNEMONICS, WORD, Push, assembled, stored
from cases import ANSWER, FAR, FLAG, NOBODY, OFFSETS, branched, case
from frames import CONTRACT, SENDER

BINARY = "ADD MUL SUB DIV SDIV MOD SMOD EXP SIGNEXTEND LT GT SLT SGT EQ AND OR XOR BYTE SHL SHR SAR".split()
UNARY = "ISZERO NOT CLZ".split()
TERNARY = "ADDMOD MULMOD".split()
_PAIRS = [
    (0, 0),
    (WORD - 1, WORD - 1),
    (2**255, WORD - 1),
    (31, 0x80),
    (255, WORD - 1),
    (256, WORD - 1),
    (3, 2**64),
    (0, 0x7FFF),
    (5, WORD - 3),
]


def arguments(name):
    """How many words an instruction takes; a property of its number, the same in each fork."""
    takes = {
        0: "STOP ADDRESS ORIGIN CALLER CALLVALUE CALLDATASIZE CODESIZE GASPRICE RETURNDATASIZE COINBASE TIMESTAMP NUMBER"
        " PREVRANDAO GASLIMIT CHAINID SELFBALANCE BASEFEE BLOBBASEFEE PC MSIZE GAS JUMPDEST PUSH0 INVALID",
        1: "ISZERO NOT CLZ BALANCE CALLDATALOAD EXTCODESIZE EXTCODEHASH BLOCKHASH BLOBHASH POP MLOAD SLOAD JUMP TLOAD SELFDESTRUCT",
        3: "ADDMOD MULMOD CALLDATACOPY CODECOPY RETURNDATACOPY MCOPY CREATE LOG1",
        4: "EXTCODECOPY CREATE2 LOG2",
        5: "LOG3",
        6: "DELEGATECALL STATICCALL LOG4",
        7: "CALL CALLCODE",
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
        if name.startswith("DUP") or (
            name == "PUSH0"
            or name
            in (
                "PC",
                "MSIZE",
                "GAS",
                "ADDRESS",
                "PUSH1",
                "PUSH32",
                "CALLVALUE",
                "RETURNDATASIZE",
                "SELFBALANCE",
                "CHAINID",
                "BASEFEE",
            )
        ):
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
    for width in (1, 2, 16, 31, 32):
        yield case(
            "jump-data",
            [Push(2 + 1 + width, 1), "JUMP", Push(int.from_bytes(b"\x5b" * width, "big"), width), "STOP"],
            gas=1000,
        )
        yield case(
            "jump-data",
            [
                Push(4 + width, 1),
                "JUMP",
                Push(int.from_bytes(b"\x5b" * width, "big"), width),
                "JUMPDEST",
                "PC",
                *ANSWER,
            ],
            gas=1000,
        )


def jump_cases():
    for destination in [3, 4, 5, 2**16, *FAR, 2**64 + 4]:
        yield case("jump", [destination, "JUMP", "STOP", "JUMPDEST", 7, *ANSWER], gas=10_000)
    for destination, condition in itertools.product([6, 7, 2**64 + 7, WORD - 1], [0, 1, 2**64, 2**255, WORD - 1]):
        yield case("jumpi", [Push(condition, 32), Push(destination, 32), "JUMPI", 5, *ANSWER], gas=10_000)
    for condition in (0, 1, 2**128):
        yield case(
            "jumpi",
            [condition, Push(19 + 3, 1) if condition > 1 else Push(7, 1), "JUMPI", "STOP", "JUMPDEST", "PC", *ANSWER],
            gas=10_000,
        )
    for count in (0, 1, 2, 3, 255):
        # A countdown: a loop with a jump at its end.
        yield case(
            "loop",
            [
                count,
                "JUMPDEST",
                "DUP1",
                "ISZERO",
                Push(16, 1),
                "JUMPI",
                1,
                "SWAP1",
                "SUB",
                2,
                "JUMP",
                "JUMPDEST",
                "GAS",
                *ANSWER,
            ],
            tight=True,
        )
    yield case("jump", [0, "JUMPDEST", "POP", "PC", "PC", "ADD", *ANSWER], gas=1000)
    yield case("jump", ["JUMPDEST", "JUMPDEST", "JUMPDEST"], gas=3, tight=True)
    yield case("empty", [b""], gas=0)


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
        for triple in [
            (1, 1, 0),
            (WORD - 1, WORD - 1, WORD - 1),
            (WORD - 1, WORD - 1, WORD - 2),
            (WORD - 1, 2, 3),
            (2**255, 2**255, 7),
            (5, 6, 1),
        ]:
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
        body += [
            32,
            32 * place,
            "MLOAD",
            "ADD",
            "DUP1",
            32 * place,
            "MSTORE",
            "CALLDATASIZE",
            "GT",
            Push(start, 1),
            "JUMPI",
        ]
        body += [0, 32 * place, "MSTORE"]
    return [*head, *body, 0x80, 0x60, "MLOAD", "SUB", 0x80, "KECCAK256", *ANSWER]


def memory_cases():
    seen = ["MSIZE", *ANSWER]
    for offset in [0, 1, 31, 32, 33, 1000, 22_000, 2**16, 2**20, *FAR, 2**64 - 31, 2**64 - 32, 2**64 - 33, WORD - 32]:
        yield case("memory", [offset, "MLOAD", "POP", *seen], gas=100_000, tight=offset in (0, 1, 1000))
        yield case("memory", [0xABCD, offset, "MSTORE", *seen], gas=100_000, tight=offset in (0, 1, 22_000))
        yield case("memory", [0xABCD, offset, "MSTORE8", *seen], gas=100_000, tight=offset in (31, 32))
    yield case("memory", [WORD - 2, 0, "MSTORE", 0xABCD, 5, "MSTORE8", 0xEF01, 40, "MSTORE", 64, 0, "RETURN"])
    yield case("memory", [WORD - 2, 3, "MSTORE", 1, "MLOAD", 0, "MSTORE", 96, 0, "RETURN"])
    for offset, length in OFFSETS:
        yield case(
            "keccak", [length, offset, "KECCAK256", *ANSWER], gas=100_000, tight=(offset, length) in ((31, 2), (0, 0))
        )
        for ending in ("RETURN", "REVERT"):
            yield case(
                "output",
                [0x11223344, 0, "MSTORE", length, offset, ending],
                gas=100_000,
                tight=(offset, length) == (31, 2),
            )
        for topics in (0, 1, 4):
            # The topics lie below the place and the length of the data.
            yield case(
                "log",
                [*range(200, 200 + topics), length, offset, f"LOG{topics}", *seen],
                gas=100_000,
                tight=(offset, length) in ((0, 0), (31, 2)),
            )
        for name in ("CALLDATACOPY", "CODECOPY"):
            for source in (3, WORD - 1):
                yield case(
                    "copy",
                    [length, source, offset, name, *seen],
                    input=b"\xff" * 8,
                    gas=100_000,
                    tight=(offset, length, source) == (31, 2, 3),
                )
        yield case(
            "copy", [length, 1, offset, "ADDRESS", "EXTCODECOPY", *seen], gas=100_000, tight=(offset, length) == (31, 2)
        )
        yield case(
            "mcopy", [length, 0, offset, "MCOPY", *seen], gas=100_000, tight=(offset, length) in ((0, 0), (31, 2))
        )
        yield case("mcopy", [length, offset, 0, "MCOPY", *seen], gas=100_000)
        yield case("returndatacopy", [length, 0, offset, "RETURNDATACOPY", *seen], gas=100_000)
    for destination, source, length in [
        (0, 1, 40),
        (1, 0, 40),
        (0, 32, 32),
        (32, 0, 33),
        (7, 7, 50),
        (60, 0, 40),
        (0, 60, 40),
        (3, 64, 100),
    ]:
        yield case(
            "mcopy",
            [*stored(bytes(range(1, 97))), length, source, destination, "MCOPY", 0xC0, 0, "RETURN"],
            gas=10_000,
            tight=True,
        )
    for source, length in [(0, 40), (38, 4), (40, 4), (41, 1), (0, 0), (2**64 - 1, 4), (WORD - 4, 8)]:
        yield case(
            "copy",
            [WORD - 1, 0, "MSTORE", length, source, 2, "CALLDATACOPY", 64, 0, "RETURN"],
            input=bytes(range(1, 41)),
            gas=10_000,
        )
        yield case("copy", [WORD - 1, 0, "MSTORE", length, source, 2, "CODECOPY", 64, 0, "RETURN"], gas=10_000)
        yield case("calldataload", [source, "CALLDATALOAD", *ANSWER], input=bytes(range(1, 41)), gas=10_000)
    for name in (
        "ADDRESS",
        "CALLER",
        "ORIGIN",
        "CALLVALUE",
        "CALLDATASIZE",
        "CODESIZE",
        "RETURNDATASIZE",
        "SELFBALANCE",
        "PC",
        "MSIZE",
        "GAS",
        "CHAINID",
    ):
        yield case(
            "environment",
            [name, *ANSWER],
            input=b"\1\2\3",
            value=5,
            balances=((SENDER, 10), (CONTRACT, 3)),
            gas=10_000,
            tight=True,
        )
    for name in ("COINBASE", "TIMESTAMP", "NUMBER", "PREVRANDAO", "GASLIMIT", "BASEFEE", "BLOBBASEFEE", "GASPRICE"):
        yield case("environment", [name, "POP", "GAS", *ANSWER], gas=10_000, tight=True)
    for number in (0, WORD - 1, 2**64):
        yield case("environment", [number, "BLOCKHASH", "POP", "GAS", *ANSWER], gas=10_000, tight=True)
        yield case("environment", [number, "BLOBHASH", *ANSWER], gas=10_000, tight=True)


def account_cases():
    places = {
        "self": ["ADDRESS"],
        "caller": ["CALLER"],
        "nobody": [NOBODY],
        "precompile": [2],
        "dirty": [WORD - 1 - 2**200],
        "zero": [0],
        "p256": [256],
        "past": [0x12],
    }
    for label, place in places.items():
        for name in ("BALANCE", "EXTCODESIZE", "EXTCODEHASH"):
            # Twice: cold, then warm.
            yield case("account", [*place, name, "POP", *place, name, *ANSWER], gas=20_000, tight=place == [2])
            if name != "EXTCODESIZE" and label in ("nobody", "caller"):
                yield case(
                    "account",
                    [*place, name, *ANSWER],
                    balances=((SENDER, 77), (NOBODY.to_bytes(20, "big"), 5)),
                    gas=20_000,
                )
        yield case("account", [40, 1, 0, *place, "EXTCODECOPY", 20, 0, "RETURN"], gas=20_000, tight=place == [2])


def storage_cases():
    for values in itertools.product((0, 1, 2), repeat=3):
        yield case(
            "sstore", [*[part for value in values for part in (value, 5, "SSTORE")], 5, "SLOAD", *FLAG], gas=100_000
        )
    for gas in (2299, 2300, 2301, 2302, 2303, 2306, 2307, 2308, 5000, 20_006, 22_106, 22_105):
        # The sentry of EIP-2200 stands at 2300 units left.
        yield case("sstore", [1, 0, "SSTORE"], gas=gas)
        yield case("sstore", [0, 0, "SSTORE"], gas=gas)
    for key in (0, WORD - 1):
        yield case("sload", [key, "SLOAD", key, "SLOAD", "ADD", *FLAG], gas=10_000, tight=True)
        yield case("sload", [9, key, "SSTORE", key, "SLOAD", *FLAG], gas=50_000, tight=True)
        yield case(
            "transient",
            [9, key, "TSTORE", key, "TLOAD", key + 1, "TLOAD", 0, "MSTORE8", 1, "MSTORE8", 2, 0, "RETURN"],
            gas=10_000,
            tight=True,
        )
    # Reverted writes are gone: the callee (the same code with one byte of input) writes and reverts.
    for write, read in (("SSTORE", "SLOAD"), ("TSTORE", "TLOAD")):
        for ending in ("STOP", "REVERT", "INVALID"):
            inner = [7, 1, write, 0, 0, ending]
            outer = [
                3,
                1,
                write,
                0,
                0,
                1,
                0,
                0,
                "ADDRESS",
                50_000,
                "CALL",
                0,
                "MSTORE",
                1,
                read,
                32,
                "MSTORE",
                64,
                0,
                "RETURN",
            ]
            yield case("rollback", branched(outer, inner), gas=200_000)


def instruction_cases():
    for maker in (stack_cases, push_cases, jump_cases, arithmetic_cases, memory_cases, account_cases, storage_cases):
        yield from maker()
