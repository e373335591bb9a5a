#!/usr/bin/env python3
"""Makes the contracts that inspection is tested with: compiled from `sources/`, and assembled by hand.

    pip install pyrevm==0.3.7 eth-abi==6.0.0 eth-utils==6.0.0 pycryptodome==3.24.1 cbor2==6.3.0
    python3 Vectors/contracts/generate.py                  (compilers.py says how to get the compilers)

What a row states comes from the compiler's own output; selectors and topics are hashed anew by two
libraries, sizes in storage by `layouts.py`, and `running.py` runs every contract in pyrevm.
"""
import json
import multiprocessing
import pathlib
import random
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
sys.path.insert(0, str(HERE.parent))

import assembled  # noqa: E402
import compilers  # noqa: E402
import running  # noqa: E402
from dialects import VERSIONS, compiles  # noqa: E402
from provenance import record, text, write_rows  # noqa: E402

FILE_LIMIT = 1_400_000
# Which sources are compiled in other ways than the compiler's own choice, too.
OTHER_WAYS = ("many", "mutability", "oneline", "plain_arguments", "storage", "vault")
# The newest compiler's row of a source carries its ABI, and these carry the creation code.
WITH_CREATION = ("0.2.16", "0.3.3", "0.3.10", "0.4.3")


def jobs():
    """What is compiled: source by source, the newest compiler first."""
    for path in sorted((HERE / "sources").glob("*.vy")):
        source = path.read_text(encoding="utf-8")
        for version in reversed(VERSIONS):
            for options, arguments in compilers.options_for(version):
                if compiles(source, version) and (not options or path.stem in OTHER_WAYS):
                    yield path.stem, source, version, options, arguments


def compile_rows():
    """A row for each source, compiler and way to compile whose runtime is not yet there."""
    known = set()
    with multiprocessing.Pool() as pool:
        for row in pool.imap(compiled_row, list(jobs())):
            if row["runtime"] not in known:
                known.add(row["runtime"])
                yield row


def compiled_row(job):
    name, source, version, options, arguments = job
    said = compilers.compiled(source, version, arguments)
    types, variables, storage, immutables = compilers.layout(source, version, said)
    facts, code_length = compilers.metadata(version, said)
    row = {
        "name": name, "tool": "vyper", "compiler": version, "options": options, "source": f"sources/{name}.vy",
        "dispatch": compilers.dispatch(said), "runtime": said["bytecode_runtime"], "creation": said["bytecode"],
        "abi": said["abi"], "functions": compilers.functions(said), "events": compilers.events(said),
        "errors": errors(source), "reasons": reasons(source, said["bytecode_runtime"]), "special": compilers.special(said),
        "immutables": immutables, "metadata": facts, "codeLength": code_length,
    }
    proxy = re.search(r"^# proxy slot (\w+)$", source, re.M)
    row["proxy"] = {"slot": f"0x{variables[proxy[1]][1]:064x}"} if proxy else None
    seen, tail, constructed = running.check(row, types, variables, random.Random(f"chequer contracts 1 {name} {version} {options}"))
    row["storage"] = [
        {**item, "slot": f"0x{item['slot']:064x}", "touched": bool({item["name"], item["name"].split(".")[0]} & seen["touched"])}
        for item in storage
    ]
    if immutables:
        row["immutablesTail"], row["constructorArguments"] = tail, constructed
    for function in [*row["functions"], *row["special"].values()]:
        del function["inputs"]
    row["answered"] = len(seen["answered"])
    row["executed"] = ",".join(str(start) for start in starts(said["bytecode_runtime"], code_length) if start in seen["pcs"])
    if options or version not in WITH_CREATION:
        del row["creation"]
    if options or version != VERSIONS[-1]:
        del row["abi"]
    print(f"{name} {version} {options or '-'}: {len(row['runtime'])} B, {len(seen['answered'])} of {len(row['functions'])} functions answered,"
          f" {len(seen['touched'])} of {len(variables)} variables, {len(seen['logged'])} of {len(row['events'])} events",
          file=sys.stderr)
    return row


def errors(source):
    """Custom errors, which Vyper has no word for: the source names them in comments."""
    found = re.findall(r"^# error (\w+\(.*\))$", source, re.M)
    return {"0x" + compilers.hashed(signature)[:4].hex(): {"signature": signature} for signature in found}


def reasons(source, runtime):
    """The reasons of assertions and raises; the code holds each in pieces of up to 32 bytes."""
    found = re.findall(r'^\s+(?:assert .*, |raise )"((?:[^"\\]|\\.)*)"$', source, re.M)
    for reason in found:
        assert all(reason[place : place + 32].encode() in runtime for place in range(0, len(reason), 32)), reason
    return sorted(set(found))


def starts(code, length):
    """The starts of basic blocks by a linear sweep: 0, every JUMPDEST, and behind every JUMPI."""
    found, place = [0], 0
    while place < length:
        if code[place] == 0x5B and place:
            found.append(place)
        if code[place] == 0x57 and place + 1 < length and code[place + 1] != 0x5B:
            found.append(place + 1)
        place += 1 + (code[place] - 0x5F if 0x60 <= code[place] <= 0x7F else 0)
    return found


def in_words(row):
    """Numbers that are counts or places stay numbers in the file; hashes and codes are hex."""
    return json.loads(json.dumps(row, default=lambda value: "0x" + value.hex()))


def write_split(name, rows):
    """Writes name-1.jsonl, name-2.jsonl and so on, each below the limit."""
    parts, size = [[]], 0
    for row in rows:
        length = len(json.dumps(text(row), ensure_ascii=False).encode())
        if size + length > FILE_LIMIT:
            parts, size = [*parts, []], 0
        parts[-1].append(row)
        size += length
    for number, part in enumerate(parts, 1):
        write_rows(HERE, f"{name}-{number}.jsonl", part)


def main():
    if "--assembled" not in sys.argv:
        write_split("contracts", map(in_words, compile_rows()))
    write_rows(HERE, "assembled.jsonl", map(in_words, assembled.rows()))
    record(HERE, ["pyrevm", "eth-abi", "eth-utils", "pycryptodome", "cbor2"])


if __name__ == "__main__":
    main()
