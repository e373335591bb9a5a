#!/usr/bin/env python3
"""Writes state tests: transactions of every type on states full of programs, under every fork.

    python3 -m venv environment && . environment/bin/activate
    pip install -r Vectors/execution/requirements.txt
    python3 Vectors/state-tests/generate.py

The situations come from `Tests/Comparison/execution` with fixed seeds. The execution specifications
fill in what comes of them, and py-evm must come to the same states.
"""
import collections
import pathlib
import random
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent.parent / "Tests" / "Comparison" / "execution")]
from provenance import Verbatim, record, write_rows  # noqa: E402

import statetests  # noqa: E402
from forks import FORKS, NAMES  # noqa: E402
from transactions import TYPES, alone, specified  # noqa: E402

GROUPS = ["keep", "memory", "storage", "log", "call", "create", "jump"]
ODDITIES = {
    0: ["init code"],
    None: ["nonce", "old nonce", "poor", "gas", "block gas", "code", "price", "tip", "calldata"],
    3: ["blobs", "blob price", "blob creation"], 4: ["no authorisation", "authorised creation", "delegated sender"],
}


def row(situation):
    """The test as a row; py-evm's bytes of the transaction are left out, for they follow from it."""
    test, results = statetests.filled(situation)
    for cases in test["post"].values():
        for case in cases:
            del case["txbytes"]
            case["indexes"] = Verbatim(case["indexes"])
    return {"name": situation.name, **test}, results


def telling(seed, fork, **options):
    """The first situation from a seed on whose transaction does something and does not spend all of its gas."""
    for further in range(40):
        situation = statetests.situation(seed + further * 10**6, fork, oddity=0, most=2, **options)
        results = [
            (transaction, (specified if FORKS[fork].specification else alone)(fork, situation.block, situation.excess_blob_gas, situation.pre, transaction))
            for _, transaction in situation.variants()
        ]
        if any(25_000 < result.gas_used < transaction.gas - 1000 for transaction, result in results):
            return situation
    return situation


def programs():
    """For each fork and kind of fragment a test, and some of everything; each also under the next fork."""
    for index, fork in enumerate(NAMES):
        for number, only in enumerate([[group] for group in GROUPS] + [None] * 3):
            situation = telling(5000 + 100 * index + number, fork, only=only)
            situation.name = f"{fork} {only[0] if only else 'all'} {number}"
            situation.forks = NAMES[index : index + 2] if number % 2 else [fork]
            yield situation


def transactions():
    """Each type of transaction with each oddity, under the fork that brought it, the one before and the newest."""
    for kind, since in TYPES.items():
        index = NAMES.index(since)
        forks = [*NAMES[max(0, index - 1) : index + 1], "Shanghai", "Osaka"]
        forks = sorted({fork for fork in forks if NAMES.index(fork) >= index - 1}, key=NAMES.index)
        for number, oddity in enumerate([*ODDITIES[None], *ODDITIES.get(kind, []), "nothing"]):
            for repeat in range({"poor": 2, "gas": 2, "blobs": 4}.get(oddity, 1)):
                seed = 9000 + 1000 * kind + 10 * number + repeat
                situation = telling(seed, since, kinds=(kind,), only=["storage"])
                if kind < 3 and oddity in ("nothing", "init code"):
                    situation.transaction.to = None
                if oddity == "tip" and kind < 2:
                    continue
                # A block that any fork can have.
                situation.block = statetests.dataclasses.replace(situation.block, difficulty=0x20000)
                situation.name = f"type {kind}: {oddity} {repeat}"
                statetests.make_odd(random.Random(seed), situation, oddity)
                situation.name = f"type {kind}, {oddity}, {repeat}"
                situation.forks = forks
                yield situation


def main():
    ends = collections.Counter()
    for name, situations in (("programs.jsonl", programs), ("transactions.jsonl", transactions)):
        rows = []
        for situation in situations():
            test, results = row(situation)
            ends.update(result.refusal for result in results.values())
            rows.append(test)
        write_rows(HERE, name, rows)
        print(name, len(rows), (HERE / name).stat().st_size)
    record(HERE, ["ethereum-execution", "py-evm", "coincurve"])
    print(ends)


if __name__ == "__main__":
    main()
