#!/usr/bin/env python3
"""Writes vector files, and keeps the table of files in every SOURCE.md true.

A generator imports this module, writes its rows with `write_rows` and ends with `record`, which
fills two marked blocks of the SOURCE.md beside it: the tools with their versions, and the files
with their rows and SHA-256. From the command line (standard library only):

    python3 Vectors/provenance.py --check          every file is named with its rows and hash
    python3 Vectors/provenance.py keccak           write the file table of one folder anew
"""
import hashlib
import importlib.metadata
import json
import pathlib
import platform
import sys

ROOT = pathlib.Path(__file__).resolve().parent
FILES = ("<!-- files -->", "<!-- end of files -->")
TOOLS = ("<!-- tools -->", "<!-- end of tools -->")


class Verbatim:
    """A JSON value that is written as it is, its numbers as numbers."""

    def __init__(self, value):
        self.value = value


def text(value):
    """Bytes become 0x hex and integers decimal strings; booleans, text, lists and objects stay."""
    if isinstance(value, Verbatim):
        return value.value
    if isinstance(value, (bytes, bytearray)):
        return "0x" + bytes(value).hex()
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, (list, tuple)):
        return [text(item) for item in value]
    if isinstance(value, dict):
        return {key: text(item) for key, item in value.items()}
    return value


def write_rows(folder, name, rows):
    """Writes one JSON object a line; a row's values are converted by `text`."""
    rows = list(rows)
    assert rows, f"{name} would be empty"
    with open(pathlib.Path(folder) / name, "w", encoding="utf-8", newline="\n") as file:
        for row in rows:
            file.write(json.dumps(text(row), ensure_ascii=False, separators=(",", ":")) + "\n")


def table(folder):
    """The Markdown table of a folder's vector files."""
    lines = ["| file | rows | SHA-256 |", "|---|---|---|"]
    for path in sorted(folder.glob("*.jsonl")):
        content = path.read_bytes()
        rows = content.count(b"\n")
        lines.append(f"| {path.name} | {rows} | {hashlib.sha256(content).hexdigest()} |")
    return "\n".join(lines)


def block(source, marks):
    """The text between two marks, without the surrounding line breaks."""
    before, _, rest = source.partition(marks[0])
    inside, end, after = rest.partition(marks[1])
    assert end, f"SOURCE.md lacks the marks {marks[0]} and {marks[1]}"
    return before, inside.strip("\n"), after


def replace_block(source, marks, content):
    before, _, after = block(source, marks)
    return f"{before}{marks[0]}\n{content}\n{marks[1]}{after}"


def record(folder, packages=()):
    """Fills the marked blocks of a folder's SOURCE.md; `packages` are names on PyPI."""
    path = pathlib.Path(folder) / "SOURCE.md"
    source = path.read_text(encoding="utf-8")
    if TOOLS[0] in source:
        tools = [f"Python {platform.python_version()}"]
        tools += [f"{name} {importlib.metadata.version(name)}" for name in packages]
        source = replace_block(source, TOOLS, "\n".join(f"- {tool}" for tool in tools))
    source = replace_block(source, FILES, table(pathlib.Path(folder)))
    path.write_text(source, encoding="utf-8")


def problems():
    """What is wrong with the folders' tables, as sentences."""
    for folder in sorted(path for path in ROOT.rglob("*") if path.is_dir()):
        if not list(folder.glob("*.jsonl")):
            continue
        path = folder / "SOURCE.md"
        if not path.exists():
            yield f"{folder.relative_to(ROOT)} has vector files but no SOURCE.md."
        elif block(path.read_text(encoding="utf-8"), FILES)[1] != table(folder):
            yield f"{folder.relative_to(ROOT)}/SOURCE.md does not agree with the files; run its generate.py."


def main():
    names = [name for name in sys.argv[1:] if not name.startswith("-")]
    if "--check" in sys.argv:
        found = list(problems())
        print("\n".join(found) or "All vector files agree with their SOURCE.md.")
        sys.exit(1 if found else 0)
    for name in names or sys.exit(__doc__):
        source = ROOT / name / "SOURCE.md"
        content = source.read_text(encoding="utf-8")
        source.write_text(replace_block(content, FILES, table(ROOT / name)), encoding="utf-8")


if __name__ == "__main__":
    main()
