#!/usr/bin/env python3
"""Makes the vectors of the precompiles: outputs and prices at every fork, and what fails.

    pip install -r Vectors/precompiles/requirements.txt
    pip download --no-deps --no-binary py-evm py-evm==0.12.1b1 && tar xf py_evm-0.12.1b1.tar.gz
    python3 Vectors/precompiles/generate.py py_evm-0.12.1b1

Every value is computed by the execution specifications; published values have to agree.
"""
import pathlib
import random
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

import bn254  # noqa: E402
import modexp  # noqa: E402
import p256  # noqa: E402
import published  # noqa: E402
import simple  # noqa: E402
from provenance import record, write_rows  # noqa: E402
from specification import FORKS, contracts, modexp_price, price_changes, run  # noqa: E402

PACKAGES = ["ethereum-execution", "py-ecc", "coincurve", "cryptography"]


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


def published_rows(py_evm):
    for number, name, data, output in published.all_but_modexp():
        found = row(number, data)
        assert found["output"] == output, name
        yield {"name": name, **found}
    for name, data, output, byzantium, berlin in published.modexp(py_evm):
        data = bytes.fromhex(data)
        if byzantium >= 2**64:
            # What no gas pays for has no output to show; `dear` has such rows.
            continue
        found = row(5, data)
        prices = found["gas"]
        assert int.from_bytes(found["output"], "big") == int(output, 16), name
        assert (prices["Byzantium"], prices.get("Berlin", prices["Byzantium"])) == (
            byzantium, berlin), name
        yield {"name": name, **found}


def rejections():
    for data in modexp.too_long(random.Random("modexp too long")):
        yield rejection(5, data, "an operand is longer than 1024 bytes", ["Osaka"])
    for data, why in simple.blake2f_rejections(random.Random("blake2f rejections")):
        yield rejection(9, data, why)
    for number, data, why in bn254.rejections(random.Random("bn254 rejections")):
        # A check of a point of G2 is slow, and no fork has changed what is refused.
        slow = number == bn254.PAIRING and len(data) % 192 == 0
        yield rejection(number, data, why, ["Osaka"] if slow else ["Byzantium", "Osaka"])
    yield from unbuilt_rejections()


def dear():
    for data in modexp.dear():
        for fork in ("Byzantium", "Berlin", "Prague"):
            price = modexp_price(fork, data)
            assert price >= 2**64
            yield {"precompile": 5, "fork": fork, "input": data, "price": price}


def unbuilt_prices():
    """Prices of BLS12-381 by length, from inputs of zeros: points at infinity and the element 0."""
    lengths = {11: [256], 12: [160 * count for count in (*range(1, 131), 200)], 13: [512],
               14: [288 * count for count in (*range(1, 131), 200)],
               15: [384 * count for count in (1, 2, 3, 10)], 16: [64], 17: [128]}
    for number in lengths:
        for length in lengths[number]:
            output, price = run("Prague", number, bytes(length))
            assert (output, price) == run("Osaka", number, bytes(length))
            yield {"precompile": number, "length": length, "price": price}


def unbuilt_rejections():
    """Lengths that KZG and BLS12-381 refuse."""
    groups = {10: 192, 11: 256, 12: 160, 13: 512, 14: 288, 15: 384, 16: 64, 17: 128}
    for number, group in groups.items():
        lengths = {0, 1, 32, group - 1, group + 1, group + group // 2}
        if number not in (12, 14, 15):
            lengths.add(2 * group)
        for length in sorted(lengths):
            yield rejection(number, bytes(length), f"{length} bytes", ["Prague", "Osaka"])


def main():
    py_evm = pathlib.Path(sys.argv[1])
    write_rows(HERE, "published.jsonl", published_rows(py_evm))
    write_rows(HERE, "addresses.jsonl", addresses())
    write_rows(HERE, "simple.jsonl", (
        row(number, data) for number, data in simple.inputs(random.Random("simple precompiles"))))
    write_rows(HERE, "blake2f.jsonl", (
        row(9, data) for data in simple.blake2f_inputs(random.Random("blake2f"))))
    write_rows(HERE, "modexp.jsonl", (
        row(5, data) for data in modexp.inputs(random.Random("modexp"))))
    write_rows(HERE, "modexp-dear.jsonl", dear())
    write_rows(HERE, "bn254-points.jsonl", (
        row(number, data) for number, inputs in ((6, bn254.add_inputs), (7, bn254.multiply_inputs))
        for data in inputs(random.Random(f"bn254 {number}"))))
    write_rows(HERE, "bn254-pairings.jsonl", (
        row(8, data) for data in bn254.pairing_inputs(random.Random("bn254 pairings"))))
    write_rows(HERE, "unbuilt-prices.jsonl", unbuilt_prices())
    write_rows(HERE, "p256.jsonl", (
        row(256, data) for data in p256.inputs(random.Random("p256"))))
    write_rows(HERE, "reject.jsonl", rejections())
    record(HERE, PACKAGES)


if __name__ == "__main__":
    main()
