"""Calls, creation, self-destruction and precompiles, with the operands and gas at which rules turn."""

import itertools

from assembly import WORD, Push, assembled, returning, stored
from cases import ANSWER, CALLS, FLAG, NOBODY, OFFSETS, branched, called, case
from forks import NAMES
from frames import CONTRACT
from instruction_cases import words

WRITES = {
    "sstore": [1, 0, "SSTORE"],
    "tstore": [1, 0, "TSTORE"],
    "tload": [0, "TLOAD", "POP"],
    "sload": [0, "SLOAD", "POP"],
    "create": [0, 0, 0, "CREATE", "POP"],
    "create2": [0, 0, 0, 0, "CREATE2", "POP"],
    "selfdestruct": ["CALLER", "SELFDESTRUCT"],
    "value": [*called("CALL", "CALLER", 0, 1), "POP"],
    "no value": [*called("CALL", "CALLER", 0, 0), "POP"],
    "callcode value": [*called("CALLCODE", "CALLER", 0, 1), "POP"],
    "delegate": [*called("DELEGATECALL", 4, 100), "POP"],
    **{f"log{count}": [*range(count), 0, 0, f"LOG{count}"] for count in range(5)},
}


def call_cases():
    rich = ((CONTRACT, 1000),)
    after = [0, "MSTORE8", "RETURNDATASIZE", 1, "MSTORE8", 2, 0, "RETURN"]
    for name, to in itertools.product(CALLS, (NOBODY, "CALLER", 4, 2, 0x99)):
        for gas in (0, 2300, "GAS", WORD - 1):
            for value in (0, 1, 1001) if CALLS[name] and gas in (0, 2300, "GAS") else (0,):
                yield case(
                    "call",
                    called(name, to, gas, value) + FLAG,
                    balances=rich,
                    gas=60_000,
                    tight=gas == 2300 and to in (4, NOBODY),
                )
    for name in CALLS:
        for gas in (0, 2300, 9000, 9699, 9700, 34_000, 50_000) if CALLS[name] else (700, 2600):
            yield case("call", called(name, NOBODY, 0, 1) + FLAG, balances=rich, gas=gas)
        # The output buffer may be shorter or longer than what comes back, and is paid for in any case.
        for length, room in itertools.product((0, 1, 33), (0, 1, 31, 64)) if name == "CALL" else ((1, 31), (33, 1)):
            yield case(
                "call-output",
                [
                    *stored(bytes(range(1, 65))),
                    *called(name, 4, 1000, 0, (0, length), (1, room)),
                    66,
                    "MSTORE8",
                    67,
                    0,
                    "RETURN",
                ],
                gas=30_000,
            )
        for place in [(2**32, 0), (WORD - 1, 0), (2**64, 1), (0, 2**64), (1000, 1)]:
            yield case("call-memory", called(name, 4, 1000, 0, place, (0, 0)) + ["MSIZE", *ANSWER], gas=30_000)
            yield case("call-memory", called(name, 4, 1000, 0, (0, 0), place) + ["MSIZE", *ANSWER], gas=30_000)
        # How an inner call ends, and what of its gas and data comes back.
        for inner in (
            ["STOP"],
            [0xAB, 0, "MSTORE", 40, 0, "RETURN"],
            [0xAB, 0, "MSTORE", 40, 0, "REVERT"],
            ["INVALID"],
            ["POP"],
            [0, "JUMP"],
            ["GAS", 0, "MSTORE", 32, 0, "RETURN"],
            ["CALLVALUE", "CALLER", "ADDRESS", 0, "MSTORE", 32, "MSTORE", 64, "MSTORE", 96, 0, "RETURN"],
            ["CALLDATASIZE", 0, "MSTORE", 32, 0, "RETURN"],
            [0, 0, "LOG0", "STOP"],
            [0, 0, "LOG0", 0, 0, "REVERT"],
        ):
            outer = called(name, "ADDRESS", 30_000, 3, (0, 5), (32, 96))
            yield case(
                "call-inner", branched([*outer, 0, "MSTORE8", 128, 0, "RETURN"], inner), balances=rich, gas=100_000
            )
            outer = called(name, "ADDRESS", "GAS", 3, (0, 5))
            yield case(
                "call-inner", branched([*outer, *after], inner), balances=rich, gas=100_000, forks=tuple(NAMES[4:])
            )
        # The return data of the last call, read within and beyond its bounds.
        for start, length in [
            (0, 0),
            (0, 40),
            (40, 0),
            (0, 41),
            (41, 0),
            (8, 32),
            (9, 32),
            (WORD - 1, 2),
            (2**64, 0),
            (0, 2**64),
        ]:
            inner = [0xAB, 8, "MSTORE", 40, 0, "RETURN"]
            outer = [
                *called(name, "ADDRESS", 10_000, 0, (0, 1)),
                "POP",
                length,
                start,
                0,
                "RETURNDATACOPY",
                41,
                0,
                "RETURN",
            ]
            yield case("returndata", branched(outer, inner), gas=100_000, forks=tuple(NAMES[4:]))
        # Recursion until the gas or the depth ends it.
        deep = [
            1,
            0,
            "MLOAD",
            "ADD",
            0,
            "MSTORE",
            *called(name, "ADDRESS", "GAS", 0, (0, 32), (0, 32)),
            "POP",
            32,
            0,
            "RETURN",
        ]
        yield case("recursion", [0, "CALLDATALOAD", 0, "MSTORE", *deep], gas=300_000)
        # Before EIP-150 a caller names what it gives, and all of it is enough for the full depth.
        spared = [
            1,
            0,
            "CALLDATALOAD",
            "ADD",
            0,
            "MSTORE",
            *called(name, "ADDRESS", [1000, "GAS", "SUB"], 0, (0, 32), (0, 32)),
        ]
        yield case("recursion", [*spared, "POP", 32, 0, "RETURN"], gas=2_000_000, forks=("Frontier", "Homestead"))
    # 63/64 of the rest at each level lets 1024 calls through only with very much gas.
    deep = [
        1,
        0,
        "CALLDATALOAD",
        "ADD",
        0,
        "MSTORE",
        *called("CALL", "ADDRESS", "GAS", 0, (0, 32), (0, 32)),
        "POP",
        32,
        0,
        "RETURN",
    ]
    yield case("depth", deep, gas=30_000_000_000, forks=("TangerineWhistle", "Istanbul", "Cancun", "Osaka"))
    created = [
        1,
        0,
        "CALLDATALOAD",
        "ADD",
        0,
        "MSTORE",
        *called("CALL", "ADDRESS", "GAS", 0, (0, 32), (0, 32)),
        "POP",
        0,
        0,
        0,
        "CREATE",
        "ISZERO",
        32,
        "MSTORE",
        64,
        0,
        "RETURN",
    ]
    yield case("depth", created, gas=60_000_000_000, forks=("Istanbul", "Cancun"))


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
        yield case(
            "static",
            branched([*called("STATICCALL", "ADDRESS", 60_000, 0, (0, 1)), *ANSWER], [*write, "STOP"]),
            balances=rich,
            gas=90_000,
            forks=tuple(NAMES[4:]),
        )


def creation_cases():
    rich = ((CONTRACT, 1000),)

    after = [0, "MSTORE8", "RETURNDATASIZE", 1, "MSTORE8", 2, 0, "RETURN"]

    def creating(name, init, value=0, salt=5):
        return [*stored(init), *([salt] if name == "CREATE2" else []), len(init), 0, value, name]

    inits = {
        "empty": b"",
        "stop": assembled(["STOP"]),
        "one": returning(b"\0"),
        "ef": returning(b"\xef"),
        "ef00": returning(b"\xef\0\0"),
        "fifty": returning(bytes(50)),
        "revert": assembled([0xAB, 0, "MSTORE", 40, 0, "REVERT"]),
        "invalid": assembled(["INVALID"]),
        "underflow": assembled(["POP"]),
        "log": assembled([0, 0, "LOG0", 0, 0, "RETURN"]),
        "destroy": assembled(["CALLER", "SELFDESTRUCT"]),
        "store": assembled([1, 0, "SSTORE", 0, 0, "RETURN"]),
        "value": assembled(["CALLVALUE", 0, "MSTORE", 32, 0, "RETURN"]),
        "nested": assembled([0, 0, 0, "CREATE", "ISZERO", 0, "MSTORE", 32, 0, "RETURN"]),
        "back": assembled([*called("CALL", "CALLER", 5000, 0, (0, 1)), 0, "MSTORE", 32, 0, "RETURN"]),
        "largest": assembled([0x6000, 0, "RETURN"]),
        "too large": assembled([0x6001, 0, "RETURN"]),
        "code": assembled(["CODESIZE", "CALLDATASIZE", 0, "MSTORE", 32, "MSTORE", 64, 0, "RETURN"]),
    }
    for name, (label, init) in itertools.product(("CREATE", "CREATE2"), inits.items()):
        for value in (0, 1, 1001) if label in ("value", "destroy", "revert") else (0,):
            gas = 6_000_000 if "large" in label else 200_000
            yield case(
                "create", [*creating(name, init, value), "ISZERO", *FLAG], balances=rich if value else (), gas=gas
            )
        yield case(
            "create",
            [*creating(name, init), "ISZERO", *after],
            gas=6_000_000 if "large" in label else 200_000,
            forks=tuple(NAMES[4:]),
        )
        if label in ("one", "fifty", "value"):
            inspect = [
                "DUP1",
                "EXTCODESIZE",
                0,
                "MSTORE",
                "DUP1",
                "EXTCODEHASH",
                32,
                "MSTORE",
                "BALANCE",
                64,
                "MSTORE",
                96,
                0,
                "RETURN",
            ]
            yield case(
                "create", [*creating(name, init, 3), *inspect], balances=rich, gas=200_000, forks=tuple(NAMES[5:])
            )
    for name in ("CREATE", "CREATE2"):
        for offset, length in OFFSETS[:16]:
            tail = [5] if name == "CREATE2" else []
            yield case("create-memory", [*tail, length, offset, 0, name, "POP", "MSIZE", *ANSWER], gas=200_000)
        for length in (49_151, 49_152, 49_153, 50_000):
            tail = [5] if name == "CREATE2" else []
            yield case("initcode", [*tail, length, 0, 0, name, "ISZERO", *FLAG], gas=300_000)
        for gas in (31_999, 32_000, 32_009, 32_012, 32_020, 32_100, 32_400, 53_000):
            yield case("create-gas", [*creating(name, returning(b"\0")), "ISZERO", *FLAG], gas=gas)
    # The second CREATE2 with the same salt collides; all gas given to it is spent.
    again = [
        *creating("CREATE2", returning(b"\0")),
        "ISZERO",
        0x100,
        "MSTORE8",
        *creating("CREATE2", returning(b"\0")),
        "ISZERO",
        0x101,
        "MSTORE8",
        2,
        0x100,
        "RETURN",
    ]
    yield case("collision", again, gas=500_000, forks=tuple(NAMES[5:]))
    for init in (b"", assembled(["STOP"]), assembled(["CALLER", "SELFDESTRUCT"])):
        again = [
            *creating("CREATE2", init),
            "ISZERO",
            0x100,
            "MSTORE8",
            *creating("CREATE2", init),
            "ISZERO",
            0x101,
            "MSTORE8",
            2,
            0x100,
            "RETURN",
        ]
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
            yield case(
                "selfdestruct",
                [*to, "SELFDESTRUCT"],
                balances=balances,
                gas=60_000,
                tight=to in ([NOBODY], ["ADDRESS"]),
            )
            inner = [*to, "SELFDESTRUCT"]
            # Called twice in one transaction: the code still runs, the balance is gone.
            outer = [
                *called("CALL", "ADDRESS", 40_000, 0, (0, 1)),
                0,
                "MSTORE8",
                *called("CALL", "ADDRESS", 40_000, 0, (0, 1)),
                1,
                "MSTORE8",
                "ADDRESS",
                "BALANCE",
                2,
                "MSTORE",
                *to,
                "BALANCE",
                34,
                "MSTORE",
                "ADDRESS",
                "EXTCODESIZE",
                66,
                "MSTORE",
                98,
                0,
                "RETURN",
            ]
            yield case("selfdestruct", branched(outer, inner), balances=balances, gas=200_000)
            for name in ("CALLCODE", "DELEGATECALL"):
                outer = [
                    *called(name, "ADDRESS", 40_000, 0, (0, 1)),
                    0,
                    "MSTORE",
                    "ADDRESS",
                    "BALANCE",
                    32,
                    "MSTORE",
                    64,
                    0,
                    "RETURN",
                ]
                yield case("selfdestruct", branched(outer, inner), balances=balances, gas=200_000)
    # Destroyed within the transaction that created it, to itself and to others; then called again.
    for to in (["ADDRESS"], ["CALLER"], [NOBODY]):
        runtime = assembled([*to, "SELFDESTRUCT"])
        init = returning(runtime)
        parts = [*stored(init), len(init), 0, 10, "CREATE", 0x200, "MSTORE"]
        for place in (0x220, 0x240):
            parts += [*called("CALL", [0x200, "MLOAD"], 60_000, 1), place, "MSTORE"]
        parts += [
            0x200,
            "MLOAD",
            "BALANCE",
            0x260,
            "MSTORE",
            0x200,
            "MLOAD",
            "EXTCODESIZE",
            0x280,
            "MSTORE",
            "ADDRESS",
            "BALANCE",
            0x2A0,
            "MSTORE",
            0xA0,
            0x220,
            "RETURN",
        ]
        yield case("selfdestruct", parts, balances=rich, gas=400_000)


def precompile_cases():
    """Calls of what has an answer of its own in another vector folder: here sizes, gas and failure count."""
    point = (1).to_bytes(32, "big") + (2).to_bytes(32, "big")
    inputs = {
        1: [
            b"",
            bytes(31),
            bytes(128),
            (
                b"\x18\xc5\x47\xe4\xf7\xb0\xf3\x25\xad\x1e\x56\xf5\x7e\x26\xc7\x45\xb0\x9a\x3e\x50\x3d\x86\xe0\x0e\x52\x55\xff\x7f\x71\x5d\x3d\x1c"
                + bytes(31)
                + b"\x1c"
                + bytes(31)
                + b"\1"
                + bytes(31)
                + b"\1"
            ),
        ],
        2: [b"", b"abc", bytes(33)],
        3: [b"", b"abc", bytes(64)],
        4: [b"", b"abc", bytes(100)],
        5: [
            b"",
            bytes(96),
            (1).to_bytes(32, "big") * 3 + b"\3\2\5",
            words([1, 1, 1]) + b"\3\2",
            words([0, 0, 32]) + b"\xff" * 32,
            words([2**64, 1, 1]),
            words([0, WORD - 1, 0]),
            words([1, 33, 1]) + b"\2" + b"\xff" * 33 + b"\7",
            words([33, 1, 40]) + b"\xee" * 80,
        ],
        6: [b"", point, point + point, point + bytes(64), bytes(127), b"\1" * 128],
        7: [b"", point, point + bytes(31) + b"\2", point + b"\xff" * 32, point + b"\1"],
        8: [b"", bytes(192), bytes(191), b"\1" * 192],
        9: [b"", bytes(212), bytes(213), bytes(212) + b"\2", bytes(3) + b"\1" + bytes(208) + b"\1", bytes(214)],
        256: [b"", bytes(160), b"\1" * 160, bytes(161)],
    }
    for number, datas in inputs.items():
        for data in datas:
            for gas in (200_000, 100) if data in (b"", datas[1]) else (200_000,):
                parts = [
                    len(data),
                    0,
                    0,
                    "CALLDATACOPY",
                    *called("CALL", number, gas, 0, (0, len(data)), (0x400, 64)),
                    0x440,
                    "MSTORE8",
                    65,
                    0x400,
                    "RETURN",
                ]
                yield case("precompile", parts, input=data, gas=300_000)
        for name in ("CALLCODE", "DELEGATECALL", "STATICCALL") if number in (1, 4, 9) else ():
            data = datas[1]
            yield case(
                "precompile",
                [
                    len(data),
                    0,
                    0,
                    "CALLDATACOPY",
                    *called(name, number, 100_000, 0, (0, len(data)), (0x400, 32)),
                    0x420,
                    "MSTORE8",
                    33,
                    0x400,
                    "RETURN",
                ],
                input=data,
                gas=200_000,
            )


def call_family_cases():
    for maker in (call_cases, static_cases, creation_cases, selfdestruct_cases, precompile_cases):
        yield from maker()
