#!/usr/bin/env python3
"""Writes the tool's own tables of names: Sources/EVMABI/Names/KnownSignatures+*.swift.

    pip install pycryptodome==3.24.1
    python3 Vectors/names/generate_table.py

One table each of functions, events and errors: a declaration a line without its keyword, behind the first
four bytes of its hash, in the order of these bytes, so that a look-up is a binary search. Lines of one
hash keep the order of the groups. A test compares the tables with functions.jsonl, events.jsonl and
errors.jsonl.
"""
import pathlib

from generate import declarations

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "Sources/EVMABI/Names"


def main():
    tables = {"function": [], "event": [], "error": []}
    for _, line, read, digest in declarations():
        tables[read["kind"]].append((digest[:4].hex(), line.removeprefix(read["kind"] + " ")))
    for kind, lines in tables.items():
        lines.sort(key=lambda line: line[0])
        body = "".join(f"      {start} {line}\n" for start, line in lines)
        (FOLDER / f"KnownSignatures+{kind.capitalize()}s.swift").write_text(
            f'''extension KnownSignatures {{
  /// Written by Vectors/names/generate_table.py.
  static let {kind}Table = SignatureTable(
    text: """
{body}
      """)
}}
''', encoding="utf-8")


if __name__ == "__main__":
    main()
