#!/usr/bin/env python3
"""Sets Chequer's execution beside revm, py-evm and the execution specifications; run by hand.

    python3 -m venv environment && . environment/bin/activate
    pip install -r Vectors/execution/requirements.txt
    swift build -c release --product chequer
    python3 Tests/Comparison/execution/run.py frames --tool .build/release/chequer --count 200000
    python3 Tests/Comparison/execution/run.py statetests --tool .build/release/chequer --count 3000
    python3 Tests/Comparison/execution/run.py contracts --tool .build/release/chequer --data ../shared/data

`frames` are random programs through `evm run`: success, output, gas used, logs and class of error.
`contracts` are calls of real contracts, some of their bytes changed. `statetests` are transactions
on a state through `evm statetest`: root, hash of logs, gas used, refusal. A frame is first run by
revm, by the specifications for Osaka; where that differs from Chequer, the specifications judge
(py-evm for Constantinople, which they lack).

Work is cut into chunks by seed. With `--record FILE` finished chunks are kept there and not done
again; `--seed N` runs one and shows it, made smaller for a frame.
"""

import argparse
import collections
import dataclasses
import json
import multiprocessing
import pathlib
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import confirming  # noqa: E402
import mutations  # noqa: E402
import revm  # noqa: E402
import shrinking  # noqa: E402
import tool as tools  # noqa: E402
from assembly import assembled  # noqa: E402
from forks import FORKS, NAMES  # noqa: E402
from frames import CONTRACT, SENDER, Frame  # noqa: E402
from programs import Maker  # noqa: E402

CHUNK = 250


def parse():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("kind", choices=["frames", "contracts", "statetests"])
    parser.add_argument("--tool", required=True, help="the built chequer")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--count", type=int, default=3000, help="how many programs")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--fork", choices=NAMES, help="one fork; all in turn by default")
    parser.add_argument("--record", type=pathlib.Path, help="a file of finished chunks")
    parser.add_argument("--data", type=pathlib.Path, help="the folder of contracts-dev.jsonl.gz, for `contracts`")
    parser.add_argument("--show", type=int, default=5, help="how many of the smallest disagreements to show")
    parser.add_argument("--seed", type=int, help="one seed, shown in full")
    return parser.parse_args()


def fork_of(seed, options):
    return options.fork or NAMES[seed % len(NAMES)]


def program(seed, options):
    """The parts, and the frame without its code."""
    fork = fork_of(seed, options)
    if options.kind == "contracts":
        return mutations.mutated(seed, fork, options.data)
    maker = Maker(seed, fork)
    parts = maker.whole()
    # The specifications, alone in their newest fork, take minutes for the slowest million of gas.
    gas = maker.budget() if FORKS[fork].revm else min(maker.budget(), 100_000)
    balances = ((CONTRACT, 1000), (SENDER, 1000))
    return parts, Frame(fork, b"", maker.input(), gas, balances=balances)


def judged(frame, said):
    """None if the tool is right; else what is wrong, as text."""
    first = revm.run(frame) or confirming.reference(frame)
    if said.agrees(first) and named_alike(said.error, first.error, frame):
        return None
    right = confirming.reference(frame)
    if not said.agrees(right):
        return f"{said} for {right}"
    return None if named_alike(said.error, right.error, frame) else f"error {said.error} for {right.error}"


def named_alike(error, other, frame):
    """Whether two names of errors may mean the same end.

    Which limit is passed first is not fixed where an instruction passes two; the others name too much
    init code in their own ways; py-evm, alone with Constantinople, asks for gas before it looks at the
    stack, and has one name for an invalid instruction and an invalid jump.
    """
    loose = [{"outOfGas", "returnDataOutOfBounds"}]
    if frame.fork == "Constantinople":
        loose += [{"outOfGas", "stackUnderflow"}, {"invalidInstruction", "invalidJump"}]
    if error == other or {error, other} in loose:
        return True
    return "CreateInitCodeSizeLimit" in (other or "") or (error or "").startswith("init code")


def frames_chunk(first, options, tool):
    """Counts by (class, fork) and the seeds that disagree."""
    counts, wrong = collections.Counter(), []
    batch = []
    block = tools.surroundings(tool)
    for seed in range(first, min(first + CHUNK, options.first + options.count)):
        parts, bare = program(seed, options)
        batch.append((seed, parts, dataclasses.replace(bare, code=assembled(parts), block=block)))
    answers = tool.answers([tools.row(frame) for _, _, frame in batch])
    for (seed, parts, frame), answer in zip(batch, answers):
        said = tools.outcome(answer)
        problem = judged(frame, said)
        counts[frame.fork, "agree" if problem is None else "differ"] += 1
        counts[frame.fork, "succeed"] += said.success
        if problem:
            wrong.append((seed, len(frame.code), problem[:600]))
    return counts, wrong


def statetests_chunk(first, options, tool):
    import tempfile

    import statetests

    counts, wrong, results = collections.Counter(), [], {}
    with tempfile.TemporaryDirectory() as folder:
        tests = {}
        for seed in range(first, min(first + CHUNK, options.first + options.count)):
            fork = fork_of(seed, options)
            try:
                test, result = statetests.filled(statetests.situation(seed, fork), confirm=options.seed is not None)
            except OverflowError:
                counts[fork, "not to be filled"] += 1
                continue
            tests[f"{seed} {fork}"] = test
            for indexes, end in result.items():
                results[f"{seed} {fork}", indexes[1]] = end
        path = pathlib.Path(folder) / "tests.json"
        path.write_text(json.dumps(tests))
        for answer in tool.answers([str(path)], len(results)):
            if "d" not in answer:
                return counts, [(first, 0, f"no answer: {answer}")]
            name = answer["name"]
            end = results.pop((name, (answer["d"], answer["g"], answer["v"])))
            seed, fork = name.split()
            problems = []
            if not answer["pass"]:
                problems.append(answer.get("error", "does not pass"))
            if end.refusal is None and int(answer["gasUsed"]) != end.gas_used:
                problems.append(f"gas {answer['gasUsed']} for {end.gas_used}")
            counts[fork, "differ" if problems else "agree"] += 1
            counts[fork, "refused"] += end.refusal is not None
            if problems:
                wrong.append(
                    (
                        int(seed),
                        len(json.dumps(tests[name])),
                        f"{fork} {answer['d']},{answer['g']},{answer['v']}: {'; '.join(problems)}",
                    )
                )
    return counts, wrong


def work(arguments):
    """One chunk in a process of its own; the tool's process lives as long as the worker."""
    first, options = arguments
    if not hasattr(work, "tool"):
        command = ["statetest", "--jobs", "1"] if options.kind == "statetests" else ["run", "--jsonl"]
        work.tool = tools.Tool(options.tool, *command)
    chunk = statetests_chunk if options.kind == "statetests" else frames_chunk
    return first, *chunk(first, options, work.tool)


def main():
    options = parse()
    if options.seed is not None:
        return show(options.seed, options)
    done, counts, wrong = set(), collections.Counter(), []
    if options.record and options.record.exists():
        for line in options.record.read_text().splitlines():
            entry = json.loads(line)
            if entry["kind"] == options.kind and entry["fork"] == options.fork:
                done.add(entry["first"])
                add(
                    counts,
                    wrong,
                    {tuple(key.split("|")): count for key, count in entry["counts"].items()},
                    entry["wrong"],
                )
    chunks = [first for first in range(options.first, options.first + options.count, CHUNK) if first not in done]
    start = time.time()
    with multiprocessing.Pool(options.jobs) as pool:
        for index, (first, some, few) in enumerate(pool.imap_unordered(work, ((first, options) for first in chunks))):
            add(counts, wrong, some, few)
            if options.record:
                entry = {
                    "kind": options.kind,
                    "fork": options.fork,
                    "first": first,
                    "wrong": few,
                    "counts": {"|".join(key): count for key, count in some.items()},
                }
                with options.record.open("a") as file:
                    file.write(json.dumps(entry) + "\n")
            print(
                f"\r{index + 1} of {len(chunks)} chunks, {time.time() - start:.0f} s, {len(wrong)} differ",
                end="",
                file=sys.stderr,
                flush=True,
            )
    print(file=sys.stderr)
    report(counts, wrong, options)
    sys.exit(1 if wrong else 0)


def add(counts, wrong, some, few):
    counts.update(some)
    wrong.extend(tuple(each) for each in few)


def report(counts, wrong, options):
    columns = (
        ["agree", "differ", "refused", "not to be filled"]
        if options.kind == "statetests"
        else ["agree", "differ", "succeed"]
    )
    print(f"{options.kind:18}" + "".join(f"{column:>18}" for column in columns))
    for fork in [*NAMES, "all"]:
        values = [
            sum(count for (of, key), count in counts.items() if key == column and fork in (of, "all"))
            for column in columns
        ]
        if any(values):
            print(f"{fork:18}" + "".join(f"{value:18}" for value in values))
    for seed, size, problem in sorted(wrong, key=lambda each: each[1])[: options.show]:
        print(f"seed {seed} ({size} bytes): {problem}")


def show(seed, options):
    """One seed in full; a frame that differs is made smaller first."""
    options.first, options.count = seed, 1
    if options.kind == "statetests":
        counts, wrong = work((seed, options))[1:]
        return report(counts, wrong, options)
    tool = tools.Tool(options.tool, "run", "--jsonl")
    parts, bare = program(seed, options)
    bare = dataclasses.replace(bare, block=tools.surroundings(tool))

    def differs(parts):
        frame = dataclasses.replace(bare, code=assembled(parts))
        return judged(frame, tools.outcome(tool.answers([tools.row(frame)])[0]))

    if differs(parts):
        parts = shrinking.shrunk(parts, differs)
    print(parts)
    frame = dataclasses.replace(bare, code=assembled(parts))
    print(tools.row(frame))
    print("chequer:", tools.outcome(tool.answers([tools.row(frame)])[0]))
    for name, outcome in confirming.outcomes(frame).items():
        print(f"{name}:", outcome)


if __name__ == "__main__":
    main()
