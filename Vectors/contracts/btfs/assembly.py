"""Assembles the text that `chequer asm` takes, as far as the shells need it: `PUSHn` with a number or an
`@label` of two bytes, labels, mnemonics, and comments from `;` on."""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from assembler import NAMES  # noqa: E402


def assemble(text):
    """The code of a text; a label that is missing or doubled is an error."""
    code, labels, holes = bytearray(), {}, []
    words = iter(word for line in text.splitlines() for word in line.split(";")[0].split())
    for word in words:
        if word.endswith(":"):
            assert word not in labels, f"{word} stands twice"
            labels[word] = len(code)
        elif word.startswith("PUSH"):
            width, operand = int(word[4:]), next(words)
            code.append(0x5F + width)
            if operand[0] == "@":
                assert width == 2, operand
                holes.append((len(code), operand[1:] + ":"))
                operand = "0"
            code += int(operand, 0).to_bytes(width, "big")
        else:
            code.append(NAMES[word])
    for place, label in holes:
        code[place : place + 2] = labels[label].to_bytes(2, "big")
    return bytes(code)


def creation(runtime):
    """Code that takes no coins and leaves the runtime behind."""
    before = (
        f"CALLVALUE PUSH2 @refuse JUMPI PUSH2 {len(runtime)} DUP1 PUSH2 @runtime PUSH1 0 CODECOPY"
        " PUSH1 0 RETURN refuse: JUMPDEST PUSH1 0 DUP1 REVERT runtime:"
    )
    return assemble(before) + runtime
