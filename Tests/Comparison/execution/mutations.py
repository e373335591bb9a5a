"""Calls of real contracts: right selectors with random arguments, and a few bytes of code changed."""
import functools
import gzip
import json
import random

from assembly import EDGES
from frames import CONTRACT, SENDER, Block, Frame


@functools.cache
def contracts(folder):
    with gzip.open(folder / "contracts-dev.jsonl.gz", "rt") as file:
        rows = [json.loads(line) for line in file]
    return [(bytes.fromhex(row["runtime"][2:]), [bytes.fromhex(function["selector"][2:]) for function in row["functions"]]) for row in rows]


def mutated(seed, fork, folder):
    """The parts (one: the code) and the frame without its code."""
    chance = random.Random(seed)
    code, selectors = chance.choice(contracts(folder))
    code = bytearray(code)
    for _ in range(chance.choice([0, 0, 1, 1, 1, 3])):
        place = chance.randrange(len(code))
        draw = chance.random()
        if draw < 0.6:
            code[place] = chance.getrandbits(8)
        elif draw < 0.8:
            del code[place : place + chance.randrange(1, 4)]
        else:
            code[place:place] = bytes(chance.getrandbits(8) for _ in range(chance.randrange(1, 4)))
        code = code or bytearray(1)
    data = (chance.choice(selectors) if selectors and chance.random() < 0.95 else bytes(chance.randrange(6)))
    for _ in range(8):
        plain = chance.choice([0, 1, chance.randrange(200), int.from_bytes(SENDER, "big"), 32 * chance.randrange(9)])
        data += (plain if chance.random() < 0.9 else chance.choice(EDGES)).to_bytes(32, "big")
    frame = Frame(fork, b"", data, chance.choice([50_000, 300_000, 1_000_000]), balances=((CONTRACT, 1000), (SENDER, 1000)),
                  value=int(chance.random() < 0.1), block=Block(coinbase=bytes(20)))
    return [bytes(code)], frame
