#!/usr/bin/env python3
"""Writes the decomposition table of EVMAccounts from the Unicode data of Python's unicodedata.

    python3 Vectors/unicode/generate_table.py

The table is two byte streams in Base64; every number is a LEB128 varint.

Decompositions, full ones (form KD), in order of code points and without Hangul syllables, which
are computed: gap to the code point after the previous run, number of code points in the run,
number of scalars each decomposes to, these scalars for the first code point. In a run of more than
one, each decomposes to one scalar, and the scalars follow one another like the code points.

Combining classes other than zero: gap to the code point after the previous run, number of code
points in the run, their class.
"""
import base64
import pathlib
import textwrap
import unicodedata

ROOT = pathlib.Path(__file__).resolve().parents[2]
TARGET = ROOT / "Sources/EVMAccounts/Normalization/DecompositionTable.swift"
SURROGATES = range(0xD800, 0xE000)
SYLLABLES = range(0xAC00, 0xD7A4)


def varint(value):
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def decompositions():
    runs = []
    for point in range(0x110000):
        if point in SURROGATES or point in SYLLABLES:
            continue
        scalars = [ord(one) for one in unicodedata.normalize("NFKD", chr(point))]
        if scalars == [point]:
            continue
        if runs:
            start, count, first = runs[-1]
            if point == start + count and len(scalars) == len(first) == 1:
                if scalars[0] == first[0] + count:
                    runs[-1] = (start, count + 1, first)
                    continue
        runs.append((point, 1, scalars))
    stream, end = b"", 0
    for start, count, scalars in runs:
        stream += varint(start - end) + varint(count) + varint(len(scalars))
        stream += b"".join(map(varint, scalars))
        end = start + count
    return stream


def combining_classes():
    runs = []
    for point in range(0x110000):
        value = unicodedata.combining(chr(point))
        if not value:
            continue
        if runs and runs[-1][2] == value and point == runs[-1][0] + runs[-1][1]:
            runs[-1][1] += 1
        else:
            runs.append([point, 1, value])
    stream, end = b"", 0
    for start, count, value in runs:
        stream += varint(start - end) + varint(count) + varint(value)
        end = start + count
    return stream


def literal(name, documentation, stream):
    lines = textwrap.wrap(base64.b64encode(stream).decode(), 96)
    body = "\\\n".join("    " + line for line in lines)
    return f'  /// {documentation}\n  static let {name}: StaticString = """\n{body}\n    """\n'


TARGET.parent.mkdir(parents=True, exist_ok=True)
TARGET.write_text(
    f"""/// Decompositions and combining classes of Unicode {unicodedata.unidata_version}, packed.
///
/// Written by Vectors/unicode/generate_table.py, which also describes the packing.
enum DecompositionTable {{
{literal("decompositions", "Full compatibility decompositions, Hangul syllables excepted.", decompositions())}
{literal("combiningClasses", "Canonical combining classes other than zero.", combining_classes())}}}
""",
    encoding="utf-8",
)
