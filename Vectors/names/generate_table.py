#!/usr/bin/env python3
"""Writes the tool's own table of names: Sources/EVMABI/Names/KnownSignatures.swift.

    pip install pycryptodome==3.24.1
    python3 Vectors/names/generate_table.py

One declaration a line, in the groups of signatures.py and libraries.py; a function stands without its
keyword. The hashes are not in it: they are computed when they are needed, and a test compares them with
functions.jsonl, events.jsonl and errors.jsonl.
"""
import pathlib

from generate import declarations

TARGET = pathlib.Path(__file__).resolve().parents[2] / "Sources/EVMABI/Names/KnownSignatures.swift"


def groups():
    """Each group's lines, the groups in their order."""
    found = {}
    for group, line, _, _ in declarations():
        found.setdefault(group, []).append(line.removeprefix("function "))
    return found


def main():
    body = "".join(
        f"\n    // {group}\n" + "".join(f"    {line}\n" for line in lines) for group, lines in groups().items())
    TARGET.write_text(
        f'''/// The built-in names, a declaration a line; lines with `//` name the group.
///
/// Written by Vectors/names/generate_table.py.
enum KnownSignatures {{
  static let text = """{body}    """
}}
''', encoding="utf-8")


if __name__ == "__main__":
    main()
