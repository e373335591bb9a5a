#!/usr/bin/env python3
"""Runs contracts and writes down all that a run asks of its surroundings, and what came of it.

    pip install py-evm==0.12.1b1 eth-abi==6.0.0
    python3 Vectors/decompilation/generate.py

Storage, other accounts and their answers are made up when a run asks for them, from a fixed seed, so
that runs get far; the row lists what was made up. `runs.py` does the running.
"""
import json
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
sys.path.insert(0, str(HERE.parent))

import runs  # noqa: E402
from provenance import record, write_rows  # noqa: E402

# Every source by an old and a new compiler, and the vault by all.
COMPILERS = {"0.2.16", "0.3.3", "0.3.10", "0.4.3"}
LONG = {"arguments", "many", "plain_arguments", "chequebook", "multi_token_vault"}


def compiled():
    for number in (1, 2):
        for line in open(HERE.parent / "contracts" / f"contracts-{number}.jsonl", encoding="utf-8"):
            yield json.loads(line)


def chosen(row):
    if row["name"] == "vault":
        return True
    if row["options"]:
        return False
    return row["compiler"] in ({"0.2.16", "0.4.3"} if row["name"] in LONG else COMPILERS)


def rows():
    for row in compiled():
        if chosen(row):
            code = bytes.fromhex(row["runtime"][2:] + row.get("immutablesTail", "0x")[2:])
            functions = [(bytes.fromhex(f["selector"][2:]), f["arguments"]) for f in row["functions"]]
            yield {
                "name": row["name"], "compiler": row["compiler"], "options": row["options"],
                "runs": runs.runs(code, functions, f"{row['name']} {row['compiler']} {row['options']}", 3),
            }


def assembled():
    for line in open(HERE.parent / "contracts" / "assembled.jsonl", encoding="utf-8"):
        row = json.loads(line)
        if row["name"].startswith("nasty") and not row.get("functions"):
            continue
        code = bytes.fromhex(row["code"][2:])
        functions = [(bytes.fromhex(f["selector"][2:]), f["arguments"]) for f in row.get("functions") or []]
        if len(functions) <= 12:
            yield {"name": row["name"], "runs": runs.runs(code, functions, row["name"], 3)}


def main():
    write_rows(HERE, "compiled-runs.jsonl", rows())
    write_rows(HERE, "assembled-runs.jsonl", assembled())
    record(HERE, ["py-evm", "eth-abi"])


if __name__ == "__main__":
    if len(sys.argv) == 3:
        # Other contracts, by hand: rows with `runtime` and `functions` in, rows with `code` out.
        with open(sys.argv[2], "w", encoding="utf-8") as file:
            for line in open(sys.argv[1], encoding="utf-8"):
                row = json.loads(line)
                code = bytes.fromhex(row["runtime"][2:])
                functions = [(bytes.fromhex(f["selector"][2:]), f["arguments"]) for f in row["functions"]]
                result = {"name": row["name"], "code": row["runtime"], "runs": runs.runs(code, functions, row["name"], 3)}
                file.write(json.dumps(runs.plain(result)) + "\n")
    else:
        main()
