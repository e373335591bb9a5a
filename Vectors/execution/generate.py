#!/usr/bin/env python3
"""Writes the execution vectors: code, input and gas, and how the run ends under each fork.

    python3 -m venv environment && . environment/bin/activate
    pip install -r Vectors/execution/requirements.txt
    python3 Vectors/execution/generate.py

The cases come from `Tests/Comparison/execution` (a systematic table and random programs, fixed
seeds); the execution specifications, py-evm and revm run each of them, and must agree.
"""
import collections
import dataclasses
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent.parent / "Tests" / "Comparison" / "execution")]
from provenance import record, write_rows  # noqa: E402

import confirming  # noqa: E402
import edges  # noqa: E402
from forks import NAMES  # noqa: E402
from frames import CONTRACT, Frame  # noqa: E402
from programs import Maker  # noqa: E402

CALLS = {
    "call", "call-output", "call-memory", "call-inner", "returndata", "recursion", "depth", "static", "create", "create-memory",
    "initcode", "create-gas", "collision", "address", "created-call", "selfdestruct", "precompile", "rollback",
}


def frames(case, fork):
    """The case's frame, and where it is tight, the same with exactly its gas and with too little."""
    frame = Frame(fork, case.code, case.input, case.gas, value=case.value, balances=case.balances)
    yield frame
    if case.tight:
        used = confirming.reference(frame).gas_used
        if used < frame.gas:
            yield dataclasses.replace(frame, gas=used)
            if used:
                yield dataclasses.replace(frame, gas=used - 1)


def rows(cases, voices):
    """A row for each case; its runs are the ways in which it ends, each with the forks in which it does."""
    for case in cases:
        ends = collections.defaultdict(list)
        if any(confirming.surroundings_matter(frame) for fork in case.forks for frame in frames(case, fork)):
            continue
        for fork in case.forks:
            for frame in frames(case, fork):
                outcome, count = confirming.agreed(frame)
                voices[count] += 1
                ends[frame.gas, outcome].append(fork)
        row = {"group": case.group, "code": case.code}
        if case.input:
            row["input"] = case.input
        if case.value:
            row["value"] = case.value
        if case.balances:
            row["balances"] = {"0x" + address.hex(): balance for address, balance in case.balances}
        runs = [run(span, gas, outcome) for (gas, outcome), forks in ends.items() for span in spans(forks)]
        yield row | {"runs": runs}


def programs(count):
    """Random programs as cases, each for one fork in turn; long ones are left out, and most that fail."""
    for seed in range(count):
        fork = NAMES[seed % len(NAMES)]
        maker = Maker(seed, fork)
        case = edges.Case("program", tuple(maker.whole()), maker.input(), min(maker.budget(), 300_000), balances=((CONTRACT, 1000),), forks=(fork,))
        if len(case.code) <= 120 and (seed % 8 == 0 or confirming.reference(next(frames(case, fork))).success):
            yield case


def spans(forks):
    """The forks in runs without a gap, each as [first, last]."""
    result = []
    for fork in forks:
        if result and NAMES.index(fork) == NAMES.index(result[-1][1]) + 1:
            result[-1][1] = fork
        else:
            result.append([fork, fork])
    return result


def run(span, gas, outcome):
    result = {"forks": span, "gas": gas, "success": outcome.success, "output": outcome.output, "gasUsed": outcome.gas_used}
    if outcome.error:
        result["error"] = outcome.error
    if outcome.logs:
        result["logs"] = [{"address": address, "topics": list(topics), "data": data} for address, topics, data in outcome.logs]
    return result


def main():
    voices = collections.Counter()
    cases = list(edges.cases())
    for name, is_call in (("instructions.jsonl", False), ("calls.jsonl", True)):
        write_rows(HERE, name, rows((case for case in cases if (case.group in CALLS) == is_call), voices))
        print(name, flush=True)
    write_rows(HERE, "programs.jsonl", rows(programs(450), voices))
    record(HERE, ["ethereum-execution", "py-evm", "pyrevm"])
    print({f"{count} machines": runs for count, runs in sorted(voices.items())})


if __name__ == "__main__":
    main()
