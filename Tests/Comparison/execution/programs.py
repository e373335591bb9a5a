"""Random programs that keep running for a while and touch edges on their way.

A maker writes fragments that leave the stack as they found it, or one word higher; now and then
it writes something that breaks. The same seed gives the same program.
"""

import random

from assembly import EDGES, NUMBERS, WORD, Push, assembled, returning, stored
from cases import CALLS, NOBODY, branched, called
from forks import NAMES
from instruction_cases import BINARY, TERNARY

# The fork that brought an instruction; all others were there from the start.
BROUGHT = {
    "DELEGATECALL": "Homestead",
    "REVERT": "Byzantium",
    "RETURNDATASIZE": "Byzantium",
    "RETURNDATACOPY": "Byzantium",
    "STATICCALL": "Byzantium",
    "SHL": "Constantinople",
    "SHR": "Constantinople",
    "SAR": "Constantinople",
    "EXTCODEHASH": "Constantinople",
    "CREATE2": "Constantinople",
    "CHAINID": "Istanbul",
    "SELFBALANCE": "Istanbul",
    "BASEFEE": "London",
    "PUSH0": "Shanghai",
    "TLOAD": "Cancun",
    "TSTORE": "Cancun",
    "MCOPY": "Cancun",
    "BLOBHASH": "Cancun",
    "BLOBBASEFEE": "Cancun",
    "CLZ": "Osaka",
}
SURROUNDINGS = "COINBASE TIMESTAMP NUMBER PREVRANDAO GASLIMIT BASEFEE BLOBBASEFEE GASPRICE CHAINID".split()
OWN = "ADDRESS CALLER ORIGIN CALLVALUE CALLDATASIZE CODESIZE RETURNDATASIZE SELFBALANCE PC MSIZE GAS PUSH0".split()
SIZES = [0, 1, 2, 31, 32, 33, 63, 64, 65, 96, 128, 200, 1000]
BLOCKED_PRECOMPILES = (10, 11, 12, 13, 14, 15, 16, 17)


class Maker:
    """Makes programs for one fork.

    `targets` are addresses worth touching; with `shows_surroundings` what the block says is kept,
    else only paid for. `depth` bounds how deep init code holds programs of its own. `only` names the
    makers of fragments to use besides `keep`.
    """

    def __init__(self, seed, fork, targets=(), shows_surroundings=False, depth=2, only=None):
        self.random = random.Random(seed)
        self.fork = fork
        self.targets = list(targets)
        self.shows_surroundings = shows_surroundings
        self.depth = depth
        self.only = only

    def has(self, name):
        """Whether the fork has an instruction; one time in a hundred it is used all the same."""
        brought = BROUGHT.get(name, "Frontier")
        return NAMES.index(self.fork) >= NAMES.index(brought) or self.random.random() < 0.01

    def pick(self, names):
        able = [name for name in names if self.has(name)]
        return self.random.choice(able or ["PC"])

    def word(self):
        draw = self.random.random()
        if draw < 0.45:
            return self.random.choice(EDGES)
        if draw < 0.75:
            return self.random.randrange(0, 300)
        return self.random.getrandbits(self.random.choice([8, 16, 63, 64, 65, 128, 160, 255, 256]))

    def place(self):
        """A place in memory: mostly near, now and then further than can be paid for."""
        draw = self.random.random()
        if draw < 0.96:
            return self.random.choice(SIZES)
        if draw < 0.995:
            return self.random.randrange(0, 8_000)
        return self.random.choice([2**20, 2**32, 2**63, 2**64 - 1, 2**64, WORD - 32, WORD - 1])

    def length(self):
        return self.random.choice(SIZES) if self.random.random() < 0.9 else self.place()

    def target(self):
        """Parts that push an address."""
        draw = self.random.random()
        if self.targets and draw < 0.45:
            return [Push(int.from_bytes(self.random.choice(self.targets), "big"), 20)]
        if draw < 0.6:
            return [self.random.choice(["ADDRESS", "ADDRESS", "CALLER", "ORIGIN"])]
        if draw < 0.8:
            return [self.random.choice([1, 2, 3, 4, 5, 6, 7, 8, 9, 256, 4, 2])]
        if draw < 0.88:
            return [0x1E0, "MLOAD"]  # where a creation leaves its address
        if draw < 0.94:
            return [NOBODY + self.random.randrange(3)]
        return [self.random.choice([0, 0x12, 0x100, NOBODY + (self.random.getrandbits(90) << 160), WORD - 1])]

    def gas(self):
        draw = self.random.random()
        if draw < 0.5:
            # Before EIP-150 a call that names more gas than it leaves for itself fails.
            whole = NAMES.index(self.fork) >= NAMES.index("TangerineWhistle")
            return ["GAS"] if whole else [self.random.choice([10_000, 40_000, 80_000]), "GAS", "SUB"]
        if draw < 0.6:
            return [self.random.choice([2, 3, 4, 63, 64]), "GAS", "DIV"]
        return [
            self.random.choice(
                [0, 1, 100, 700, 2299, 2300, 2301, 2600, 5000, 9000, 30_000, 100_000, 2**63, 2**64, WORD - 1]
            )
        ]

    # Fragments that leave one word.

    def value(self):
        draw = self.random.random()
        if draw < 0.3:
            return [self.word()]
        if draw < 0.6:
            name = self.pick(BINARY)
            return [
                self.word(),
                (
                    self.random.choice([0, 1, 2, 31, 255])
                    if name in ("BYTE", "SHL", "SHR", "SAR", "SIGNEXTEND") and draw < 0.5
                    else self.word()
                ),
                name,
            ]
        if draw < 0.65:
            return [self.word(), self.word(), self.word(), self.random.choice(TERNARY)]
        if draw < 0.7:
            return [self.word(), self.pick(["ISZERO", "NOT", "CLZ"])]
        if draw < 0.78:
            return [self.pick(OWN)]
        if draw < 0.82:
            return [*self.target(), self.pick(["BALANCE", "EXTCODESIZE", "EXTCODEHASH"])]
        if draw < 0.87:
            return [self.random.choice([0, 1, 2, 3]), self.pick(["SLOAD", "SLOAD", "TLOAD"])]
        if draw < 0.91:
            return [self.place(), "MLOAD"]
        if draw < 0.94:
            return [self.length(), self.place(), "KECCAK256"]
        if draw < 0.97:
            return [self.length(), "CALLDATALOAD"]
        surrounding = self.random.choice(
            [[self.pick(SURROUNDINGS)]] * 2
            + [[self.block_number(), "BLOCKHASH"]]
            + ([[self.random.choice([0, 1, 5, 2**64]), "BLOBHASH"]] if self.has("BLOBHASH") else [])
        )
        return surrounding if self.shows_surroundings else [*surrounding, "POP", "GAS"]

    def block_number(self):
        return self.random.choice([0, 1, 2**64, WORD - 1, 999, 998, 1000, 744, 743])

    # Fragments that leave the stack as it was.

    def keep(self):
        return [*self.value(), self.random.choice([0, 32, 64, 96, 128]), "MSTORE"]

    def memory(self):
        name = self.pick(["MSTORE", "MSTORE8", "CALLDATACOPY", "CODECOPY", "EXTCODECOPY", "RETURNDATACOPY", "MCOPY"])
        if name in ("MSTORE", "MSTORE8"):
            return [*self.value(), self.place(), name]
        if name == "RETURNDATACOPY":
            if self.random.random() < 0.85:
                return ["RETURNDATASIZE", 0, self.place(), name]
            return [self.random.choice([0, 0, 1, 32]), self.random.choice([0, 0, 1, 32]), self.place(), name]
        tail = self.target() if name == "EXTCODECOPY" else []
        return [self.length(), self.place(), self.place(), *tail, name]

    def storage(self):
        name = self.pick(["SSTORE", "SSTORE", "SSTORE", "TSTORE"])
        return [self.random.choice([0, 0, 1, 2, 3, WORD - 1]), self.random.choice([0, 1, 2]), name]

    def log(self):
        topics = self.random.randrange(5)
        return [*[self.word() for _ in range(topics)], self.length(), self.place(), f"LOG{topics}"]

    def call(self):
        name = self.pick(list(CALLS))
        value = self.random.choice([0, 0, 0, 1, 1, 2**64, WORD - 1])
        parts = called(
            name, self.target(), self.gas(), value, (self.place(), self.length()), (self.place(), self.length())
        )
        return parts + (["POP"] if self.random.random() < 0.5 else [self.random.choice([0, 32, 64]), "MSTORE"])

    def create(self):
        if self.depth == 0:
            return self.storage()
        inner = Maker(self.random.getrandbits(64), self.fork, self.targets, self.shows_surroundings, self.depth - 1)
        runtime = assembled(inner.program(self.random.randrange(1, 5)))
        draw = self.random.random()
        if draw < 0.6 and len(runtime) < 0xFFFF:
            init = returning(runtime)
        elif draw < 0.75:
            init = runtime
        else:
            init = assembled(
                self.random.choice(
                    [
                        [],
                        [0, 0, "RETURN"],
                        [0xEF, 0, "MSTORE8", 1, 0, "RETURN"],
                        [64, 0, "REVERT"],
                        ["CALLER", "SELFDESTRUCT"],
                        ["ADDRESS", "SELFDESTRUCT"],
                        [0x6001, 0, "RETURN"],
                    ]
                )
            )
        name = self.pick(["CREATE", "CREATE2"])
        salt = [self.random.choice([0, 1])] if name == "CREATE2" else []
        base = 0x200
        value = self.random.choice([0, 0, 0, 1, WORD - 1])
        again = ["POP", *salt, len(init), base, 0, name] if salt and self.random.random() < 0.2 else []
        return [*stored(init, base), *salt, len(init), base, value, name, *again, 0x1E0, "MSTORE"]

    def jump(self):
        draw = self.random.random()
        if draw < 0.4:
            # Over bytes that are not run, by a place counted from PC; seldom one byte short.
            skipped = bytes(
                self.random.choice([0x00, 0x5B, 0x60, 0x7F, 0xFE]) for _ in range(self.random.randrange(0, 5))
            )
            behind = len(skipped) and skipped[-1] in (0x60, 0x7F)
            short = int(draw < 0.02)
            return [
                "PC",
                Push(5 + len(skipped) + behind - short, 1),
                "ADD",
                "JUMP",
                skipped + b"\0" * behind,
                "JUMPDEST",
            ]
        if draw < 0.7:
            return [self.word(), "PC", Push(7, 1), "ADD", "JUMPI", "PC", "POP", "JUMPDEST"]
        # A loop that counts down, its own place below the count.
        body = self.random.choice([self.keep, self.keep, self.storage, self.memory, self.call, lambda: []])()
        again = ["SWAP1", 1, "SWAP1", "SUB", "SWAP1", "DUP2", "DUP2", 1, "ADD", "JUMPI", "POP", "POP"]
        return [self.random.choice([1, 2, 5, 40]), "PC", "JUMPDEST", *body, *again]

    def wild(self):
        """Bytes without a plan."""
        draw = self.random.random()
        if draw < 0.5:
            return [self.random.choice(list(NUMBERS))]
        return [bytes(self.random.getrandbits(8) for _ in range(self.random.randrange(1, 6)))]

    def program(self, count=None):
        """The parts of one program."""
        parts = []
        weights = {"keep": 6, "memory": 3, "storage": 4, "log": 2, "call": 5, "create": 2, "jump": 2}
        if self.only:
            weights = {"keep": 1} | {name: 2 for name in self.only}
        makers = [getattr(self, name) for name, weight in weights.items() for _ in range(weight)]
        for _ in range(count or self.random.randrange(2, 14)):
            parts += self.wild() if self.random.random() < 0.015 else self.random.choice(makers)()
        return parts + self.ending()

    def ending(self):
        draw = self.random.random()
        if draw < 0.65:
            return [self.random.choice([32, 64, 128, 160]), 0, "RETURN"]
        if draw < 0.75:
            return ["STOP"]
        if draw < 0.85 and self.has("REVERT"):
            return [self.random.choice([0, 32, 64]), 0, "REVERT"]
        if draw < 0.95:
            return [*self.target(), "SELFDESTRUCT"]
        return self.wild()

    def whole(self):
        """A program for a frame: every other one acts otherwise when it is called with input."""
        if self.random.random() < 0.5:
            return self.program()
        return branched(self.program(), self.program(self.random.randrange(1, 6)))

    def input(self):
        size = self.random.choice([0, 0, 0, 1, 4, 32, 36, 68, 100])
        return bytes(self.random.getrandbits(8) if self.random.random() < 0.6 else 0 for _ in range(size))

    def budget(self):
        return self.random.choice(
            [2300, 20_000, 100_000, 300_000, 1_000_000, 1_000_000, 1_000_000, 3_000_000, 3_000_000]
        )
