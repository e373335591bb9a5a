#!/usr/bin/env python3
"""Makes the vectors of the precompiles: outputs and prices at every fork, and what fails.

    pip install ethereum-execution==2.20.0
    python3 Vectors/precompiles/generate.py

Every value is computed by the execution specifications.
"""
import pathlib
import random
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

import modexp  # noqa: E402
import simple  # noqa: E402
from provenance import record, write_rows  # noqa: E402
from specification import FORKS, contracts, modexp_price, price_changes, run  # noqa: E402

PACKAGES = ["ethereum-execution", "py-ecc", "coincurve"]


def row(number, data):
    """An accepted input; its price stands at the forks that set or change it."""
    result = price_changes(number, data)
    assert result is not None, (number, data.hex())
    return {"precompile": number, "input": data, "output": result[0], "gas": result[1]}


def rejection(number, data, why, forks=None):
    """An input that fails at the forks named, or at all that have the precompile."""
    forks = forks or [fork for fork in FORKS if number in contracts(fork)]
    for fork in forks:
        assert run(fork, number, data) is None, (fork, number, why)
    return {"precompile": number, "input": data, "forks": forks, "why": why}


def addresses():
    for fork in FORKS:
        yield {"fork": fork, "precompiles": sorted(contracts(fork))}


def rejections():
    for data in modexp.too_long(random.Random("modexp too long")):
        yield rejection(5, data, "an operand is longer than 1024 bytes", ["Osaka"])
    for data, why in simple.blake2f_rejections(random.Random("blake2f rejections")):
        yield rejection(9, data, why)


def dear():
    for data in modexp.dear():
        for fork in ("Byzantium", "Berlin", "Prague"):
            price = modexp_price(fork, data)
            assert price >= 2**64
            yield {"precompile": 5, "fork": fork, "input": data, "price": price}


def main():
    write_rows(HERE, "addresses.jsonl", addresses())
    write_rows(HERE, "simple.jsonl", (
        row(number, data) for number, data in simple.inputs(random.Random("simple precompiles"))))
    write_rows(HERE, "blake2f.jsonl", (
        row(9, data) for data in simple.blake2f_inputs(random.Random("blake2f"))))
    write_rows(HERE, "modexp.jsonl", (
        row(5, data) for data in modexp.inputs(random.Random("modexp"))))
    write_rows(HERE, "modexp-dear.jsonl", dear())
    write_rows(HERE, "reject.jsonl", rejections())
    record(HERE, PACKAGES)


if __name__ == "__main__":
    main()
