#!/usr/bin/env python3
"""Sets Chequer's inspection beside evmole's, over contracts whose facts are known; run by hand.

    pip install evmole==0.9.4
    swift build -c release
    python3 Tests/Comparison/compare.py --tool .build/release/chequer \\
        --data ../shared/data [--only arguments] [--worst 10] [--contract NAME]

Without `--rows` the contracts are those of `--data` (contracts-dev.jsonl.gz and proxies.json; never
committed, left out with a word where they are absent) and our own in Vectors/contracts. Parts:
selectors, arguments, mutability, returns, storage, events, errors, reasons, proxies, control-flow. What a tool does
not print yet is reported as absent. `shapes.py` states the normal form of types, `contracts.py`
what is taken for true, `scores.py` how each part is counted.

The tool's time is that of all rows in one process, per contract; evmole's is per mode, in-process.
With `--bench .build/release/chequer-bench` the library's arguments alone are timed and scored too,
contract by contract in-process, on the same clock and as the median of as many rounds as evmole's.
"""
import argparse
import pathlib
import statistics
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import answers as saying  # noqa: E402
import contracts as truths  # noqa: E402
import scores  # noqa: E402

NEEDS = {"selectors": "functions", "arguments": "functions", "mutability": "functions", "control-flow": "blocks"}
SAYS = {"returns": "selectors", "arguments": "selectors", "mutability": "selectors", "proxies": "proxy", "control-flow": "blocks"}
BASES = {
    "returns": "functions with known returns", "reasons": "reasons stated",
    "selectors": "functions", "arguments": "functions", "mutability": "functions", "storage": "variables",
    "events": "events in the code", "errors": "in the code", "proxies": "proxies", "control-flow": "blocks",
}


def main():
    options = parse()
    groups = load(options)
    contracts = [contract for group in groups.values() for contract in group]
    if options.contract:
        contracts = [contract for contract in contracts if any(name in contract.name for name in options.contract)]
    if not contracts:
        sys.exit("no contract to compare over")
    parts = options.only or scores.PARTS
    codes = [contract.code for contract in contracts]
    said = {}
    if options.tool:
        said["chequer"] = of_tool(options.tool, codes, parts)
    if options.bench and "arguments" in parts:
        said["chequer, arguments alone"] = of_bench(options.bench, codes, said.get("chequer"))
    if options.evmole:
        said["evmole"] = of_evmole(codes)
    for part in parts:
        compare(part, contracts, said, options)


def parse():
    parser = argparse.ArgumentParser(description="Chequer's inspection beside evmole's.")
    parser.add_argument("--tool", help="the built chequer")
    parser.add_argument("--bench", help="the built chequer-bench, to time and score arguments alone")
    parser.add_argument("--data", type=pathlib.Path, help="the folder of contracts-dev.jsonl.gz and proxies.json")
    parser.add_argument("--rows", action="append", help="a file of rows instead, .jsonl or .jsonl.gz; repeatable")
    parser.add_argument("--only", action="append", choices=scores.PARTS, help="one part; repeatable")
    parser.add_argument("--worst", type=int, default=5, help="how many of the worst contracts to show")
    parser.add_argument("--misses", type=int, default=8, help="how many misses to show of each")
    parser.add_argument("--confusions", type=int, default=20, help="how many lines of what was said for what")
    parser.add_argument("--contract", action="append", help="only contracts whose name holds this; repeatable")
    parser.add_argument("--by-compiler", action="store_true", help="figures by compiler family too")
    parser.add_argument("--no-evmole", dest="evmole", action="store_false", help="the tool alone")
    return parser.parse_args()


def load(options):
    if options.rows:
        return {path: truths.load(path) for path in options.rows}
    groups = {}
    if options.data:
        for name, reader in (("contracts-dev.jsonl.gz", truths.load), ("proxies.json", truths.proxies)):
            path = options.data / name
            if path.exists():
                groups[name] = reader(path)
            else:
                print(f"{path} is not here: left out")
    else:
        print("no --data: the shared contracts and proxy samples are left out")
    own = HERE.parent.parent / "Vectors" / "contracts"
    for path in sorted(own.glob("*.jsonl")):
        groups[path.name] = truths.load(path)
    for name, group in groups.items():
        print(f"{name}: {len(group)} contracts")
    return groups


def of_tool(tool, codes, parts):
    """The tool's answers; its time is printed here, as it is that of the rows as a whole."""
    rows, seconds = saying.rows_of_tool(tool, ["inspect"], codes)
    print(f"chequer inspect --jsonl: {1000 * seconds / len(codes):.3f} ms a contract, in one process")
    result = [saying.answer_of_tool(row) for row in rows]
    if "control-flow" in parts:
        try:
            rows, seconds = saying.rows_of_tool(tool, ["cfg"], codes)
            print(f"chequer cfg --jsonl: {1000 * seconds / len(codes):.3f} ms a contract, in one process")
            for answer, row in zip(result, rows):
                blocks = saying.blocks_of_tool(row)
                if blocks is not None:
                    answer["blocks"] = blocks
        except (RuntimeError, ValueError) as error:
            print(f"chequer cfg --jsonl: absent ({str(error).splitlines()[0][:120]})")
    return result


def of_bench(bench, codes, whole):
    """The library's arguments alone; a signature stands beside them where the whole inspection has one."""
    answers, times = saying.arguments_of_bench(bench, codes)
    print_times("chequer arguments alone", times)
    for answer, full in zip(answers, whole or []):
        for selector, item in answer.get("selectors", {}).items():
            known = full.get("selectors", {}).get(selector, {})
            if "signature" in known:
                item["signature"] = known["signature"]
    return answers


def print_times(name, times):
    ordered = sorted(times)
    print(
        f"{name}: mean {1000 * statistics.fmean(times):.3f} ms, p50 {1000 * ordered[len(times) // 2]:.3f},"
        f" p99 {1000 * ordered[len(times) * 99 // 100]:.3f}, max {1000 * ordered[-1]:.3f}"
    )


def of_evmole(codes):
    try:
        result, seconds = saying.answers_of_evmole(codes)
    except ImportError:
        print("evmole is not installed: left out")
        return []
    for part, times in seconds.items():
        print_times(f"evmole {part}", times)
    return result


def compare(part, contracts, said, options):
    """Scores one part for each tool and prints figures, confusions and the worst contracts."""
    score = getattr(scores, part.replace("-", "_"))
    need = NEEDS.get(part, {"proxies": "proxy"}.get(part, part))
    member = SAYS.get(part, part)
    print(f"\n== {part}")
    for name, answers in said.items():
        if not answers:
            continue
        judged = [(contract, answer) for contract, answer in zip(contracts, answers) if need in contract.truth]
        able = [(contract, answer) for contract, answer in judged if member in answer and prints(part, answer)]
        failed = sum("error" in answer for _, answer in judged)
        if not able:
            print(f"{name}: absent")
            continue
        tally = scores.Tally()
        for contract, answer in able:
            score(contract, answer, tally)
        left = f", {len(judged) - len(able)} without an answer ({failed} errors)" if len(able) < len(judged) else ""
        print(f"{name} ({len(able)} contracts{left}): {figures(tally.total(), BASES[part])}")
        if options.by_compiler:
            for family in sorted(tally.counts):
                print(f"    {family}: {figures(tally.counts[family], BASES[part])}")
        for (truth, false), count in tally.confusion.most_common(options.confusions):
            print(f"    {count:5}  {truth}  ->  {false}")
        worst = sorted(tally.misses.items(), key=lambda item: (-len(item[1]), item[0]))
        for (title, compiler, size), misses in worst[: options.worst]:
            print(f"  {title} ({compiler}, {size} B): {len(misses)}")
            for miss in misses[: options.misses]:
                print(f"      {miss}")


def prints(part, answer):
    """Whether an answer with functions prints this property of them at all."""
    if part not in ("arguments", "mutability", "returns"):
        return True
    functions = answer["selectors"].values()
    member = "outputs" if part == "returns" else part
    return not functions or any(member in function for function in functions)


def figures(counts, base):
    """`3 wrong (1.2 %)`, each count beside the part's base."""
    whole = counts[base]
    texts = []
    for key, count in counts.items():
        shared = {"contracts exact": counts["contracts"], "false alarms": counts["non-proxies"]}.get(key, whole)
        plain = key in (base, "contracts", "non-proxies") or "unlabelled" in key or not shared
        texts.append(f"{count} {key}" + ("" if plain else f" ({100 * count / shared:.2f} %)"))
    if counts["of these gaps"]:
        texts.append(f"exact without the gaps {100 * counts['exact'] / (whole - counts['of these gaps']):.2f} %")
    return ", ".join(texts)


if __name__ == "__main__":
    main()
