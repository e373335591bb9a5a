#!/usr/bin/env python3
"""Makes the table of known functions, events and errors with their selectors and topics.

    pip install pycryptodome==3.24.1
    python3 Vectors/names/generate.py

The list is data: in signatures.py and libraries.py, and, a file a group, in the folder public, in the order
of public.py. Declarations are read by Vectors/abi/human.py.
"""
import functools
import operator
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "abi")]

import human  # noqa: E402
import libraries  # noqa: E402
import public  # noqa: E402
import signatures  # noqa: E402
import written  # noqa: E402
from provenance import record, write_rows  # noqa: E402
from solidity import keccak256  # noqa: E402


def declarations():
    """Every declaration once: its group, its line, its parts and the hash of its canonical form."""
    seen = set()
    for group, lines in [*signatures.GROUPS.items(), *libraries.GROUPS.items(), *public.groups()]:
        for line in lines.strip().splitlines():
            read = human.read(line)
            key = (read["kind"], read["canonical"], tuple(read.get("indexed", ())))
            assert key not in seen, f"{line} stands twice"
            seen.add(key)
            yield group, line, read, keccak256(read["canonical"].encode())


def row(group, line, read, digest):
    name, content = ("topic", digest) if read["kind"] == "event" else ("selector", digest[:4])
    indexed = {"indexed": read["indexed"]} if read["kind"] == "event" else {}
    return {"signature": read["canonical"], name: content, "group": group, "declaration": line, **indexed}


def check(all_):
    """What others wrote comes out, and no two different names share a selector."""
    hashes = {}
    for _, _, read, digest in all_:
        hashes[f"{read['kind']} {read['canonical']}"] = digest.hex()
    for declaration, start in written.BTFS.items():
        assert hashes[declaration].startswith(start), declaration
    by_name = {declaration.partition(" ")[2]: digest for declaration, digest in hashes.items()}
    for line in written.PUBLISHED.strip().splitlines():
        start, canonical = line.split(" ")
        assert by_name[canonical].startswith(start), line
    for interface, members in written.INTERFACES.items():
        selectors = (int(hashes[f"function {member}"][:8], 16) for member in members)
        assert functools.reduce(operator.xor, selectors) == int(interface, 16), interface
    for kind in ("function", "error"):
        short = [digest[:8] for declaration, digest in hashes.items() if declaration.startswith(kind)]
        assert len(set(short)) == len(short)


def main():
    all_ = list(declarations())
    check(all_)
    for kind in ("function", "event", "error"):
        write_rows(HERE, f"{kind}s.jsonl", (row(*each) for each in all_ if each[2]["kind"] == kind))
    record(HERE, ["pycryptodome"])


if __name__ == "__main__":
    main()
