#!/usr/bin/env python3
"""Writes the normalisation vectors; Python's unicodedata and Perl must agree on each.

    python3 Vectors/unicode/generate.py

Needs perl (Unicode::Normalize is part of it), and the same Unicode version in both.
"""
import hashlib
import pathlib
import random
import subprocess
import sys
import unicodedata

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import provenance

FOLDER = pathlib.Path(__file__).resolve().parent
PERL = r"""
use Unicode::Normalize;
while (<STDIN>) {
  chomp;
  my $form = NFKD(join('', map { chr hex } split / /));
  print join(' ', map { sprintf '%x', ord } split //, $form), "\n";
}
"""
WRITTEN = [
    "", "TREZOR", "Grüße aus Köln", "pässwörd", "㍍ガバヴァぱばぐゞちぢ十人十色", "ﬁnal ﬃ ½ ① ² Ⅷ",
    "한글 각 힣 가", "Ａｂｃ　１２３", "ΐ ᾭ ǖ ṩ Å Å", "שּׁ ﷺ ﵃", "ａ\u0315\u0300\u05ae\u0062", "é e\u0301 \u1e9b\u0323",
    "𝔘𝔫𝔦𝔠𝔬𝔡𝔢", "豈 更 車", "😀 👩‍👩‍👧", "\u0f73\u0f75\u0f81", "ệ ở ữ", "नीला क़", "\U0001D15E\U0001D1BB",
]


def perl(texts):
    lines = "\n".join(" ".join(f"{ord(one):x}" for one in text) for text in texts) + "\n"
    made = subprocess.run(
        ["perl", "-e", PERL], input=lines.encode(), stdout=subprocess.PIPE, check=True).stdout
    lines = made.decode().split("\n")[:-1]
    return ["".join(chr(int(point, 16)) for point in line.split()) for line in lines]


def agreed(texts):
    """Form KD of each text; both tools must give it."""
    ours = [unicodedata.normalize("NFKD", text) for text in texts]
    theirs = perl(texts)
    assert ours == theirs, "Python and Perl disagree"
    return ours


def scalars(plane):
    points = range(plane << 16, (plane + 1) << 16)
    return [chr(point) for point in points if not 0xD800 <= point < 0xE000]


everything = [one for plane in range(17) for one in scalars(plane)]
normal = dict(zip(everything, agreed(everything)))
rows = []
for plane in range(17):
    members = scalars(plane)
    content = "".join(normal[one] + "\n" for one in members).encode()
    rows.append({"plane": plane, "sha256": hashlib.sha256(content).digest()})
provenance.write_rows(FOLDER, "all-scalars.jsonl", rows)

source = random.Random(39)
changing = [one for one in everything if normal[one] != one and not 0xAC00 <= ord(one) < 0xD7A4]
marks = [one for one in everything if unicodedata.combining(one)]
pools = [changing, marks, marks, list("abc xyz"), [chr(0xAC00 + n) for n in range(11172)]]
texts = WRITTEN + [
    "".join(source.choice(source.choice(pools)) for _ in range(source.randint(1, 24)))
    for _ in range(600)
]
provenance.write_rows(
    FOLDER, "nfkd.jsonl",
    ({"text": text, "nfkd": form} for text, form in zip(texts, agreed(texts))))
provenance.record(FOLDER)
