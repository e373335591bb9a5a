"""A case: a program, what it starts from and the forks that it is for; parts that many cases share.

Nothing here knows an outcome. A case that says nothing else runs under every fork; a `tight` one is
run once more with exactly the gas that it uses, and with one unit less.
"""

import dataclasses

from assembly import WORD, Push, assembled
from forks import NAMES

# A full word's result: store and return it.
ANSWER = [0, "MSTORE", 32, 0, "RETURN"]
# A flag alone: one byte. What gas was left shows in what was used.
FLAG = [0, "MSTORE8", 1, 0, "RETURN"]
FAR = [2**32, 2**63, 2**64 - 1, 2**64, WORD - 1]
NOBODY = 0xDEAD000000000000000000000000000000BEEF
OFFSETS = [
    (0, 0),
    (0, 1),
    (31, 1),
    (31, 2),
    (32, 32),
    (1, 31),
    (1000, 3),
    (2**20, 1),
    (0, 2**32),
    (2**32, 1),
    (2**63, 1),
    (2**64 - 1, 1),
    (2**64 - 1, 0),
    (2**64, 0),
    (WORD - 1, 0),
    (WORD - 1, 1),
    (1, WORD - 1),
    (WORD - 1, WORD - 1),
    (2**64 - 32, 32),
    (0x1FFFFFFFE0, 1),
]
CALLS = {"CALL": True, "CALLCODE": True, "DELEGATECALL": False, "STATICCALL": False}


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


def called(name, to, gas, value=0, input=(0, 0), output=(0, 0)):
    """Parts of one call; `to` and `gas` are a number, an instruction or a list of parts."""
    to, gas = (part if isinstance(part, list) else [part] for part in (to, gas))
    return [output[1], output[0], input[1], input[0], *([value] if CALLS[name] else []), *to, *gas, name]


def branched(outer, inner):
    """Code that runs `outer` when there is no input, and `inner` (called by it) when there is some."""
    body = assembled(outer)
    head = ["CALLDATASIZE", Push(5 + len(body), 2), "JUMPI"]
    assert len(assembled(head)) == 5
    return [*head, *outer, "JUMPDEST", *inner]
