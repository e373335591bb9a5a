"""The groups of widely deployed public interfaces: a file of declarations each, in the folder public."""
import pathlib

FOLDER = pathlib.Path(__file__).resolve().parent / "public"

# A declaration stands in the first group that has it: standards and libraries before what is built on them.
FIRST = ["ercs", "openzeppelin", "safe", "fiat-token", "tron", "uniswap", "sushi", "exchanges"]


def groups():
    """Each group's name and its declarations, one a line."""
    names = sorted((path.stem for path in FOLDER.glob("*.txt")), key=lambda name: (
        FIRST.index(name) if name in FIRST else len(FIRST), name))
    for name in names:
        yield name, (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
