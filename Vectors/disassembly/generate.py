#!/usr/bin/env python3
"""Writes the disassembly vectors: compiled and random code, read by evmole and pyevmasm. Fixed seed."""
import json
import pathlib
import random
import sys

import evmole
from pyevmasm import disassemble_all

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from provenance import record, write_rows  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
RANDOM = random.Random("disassembly 4")
NAMES = {"SHA3": "KECCAK256", "DIFFICULTY": "PREVRANDAO", "GETPC": "PC"}


def known():
    """The numbers that are instructions, by the opcode vectors."""
    for line in open(HERE.parent / "opcodes" / "opcodes.jsonl", encoding="utf-8"):
        row = json.loads(line)
        if "mnemonic" in row:
            yield int(row["number"]), row["gas"][0]["fork"]


KNOWN = {**dict(known()), 0xfe: "Frontier"}  # INVALID, which the specifications do not have
OLD = {number for number, fork in KNOWN.items()
       if fork in ("Frontier", "Homestead", "Byzantium", "Constantinople", "Istanbul")}


def codes():
    for line in open(HERE.parent / "metadata" / "compiled.jsonl", encoding="utf-8"):
        row = json.loads(line)
        if row["contract"] in ("immutables", "smallest"):
            yield bytes.fromhex(row["creation"][2:])
    numbers, old = sorted(KNOWN), sorted(OLD)
    for index in range(160):
        choice = numbers if index % 2 else old
        code = bytearray()
        while len(code) < RANDOM.randrange(1, 120):
            number = RANDOM.choice(choice)
            code.append(number)
            if 0x60 <= number <= 0x7f:
                code += RANDOM.randbytes(RANDOM.choice([number - 0x5f] * 9 + [RANDOM.randrange(33)]))
        yield bytes(code)
    for _ in range(60):
        yield RANDOM.randbytes(RANDOM.randrange(1, 80))


def by_pyevmasm(code):
    result = []
    for instruction in disassemble_all(code, fork="istanbul"):
        name = NAMES.get(instruction.name, instruction.name)
        width = instruction.operand_size
        operand = instruction.operand.to_bytes(width, "big").hex() if width else ""
        result.append((instruction.pc, name, operand))
    return result


def rows():
    for code in codes():
        found = []
        numbers = set()
        for pc, text in evmole.contract_info(code, disassemble=True).disassembled:
            name, _, operand = text.partition(" ")
            numbers.add(code[pc])
            # What is no instruction, evmole names in its own way: the vectors say only where it stands.
            found.append((pc, NAMES.get(name, name) if code[pc] in KNOWN else "", operand))
        if numbers <= OLD:
            assert found == by_pyevmasm(code), code.hex()
        end = found[-1][0] + 1 + len(found[-1][2]) // 2 if found else 0
        # Neither shows a PUSH whose data the end of the code cuts off.
        yield {"code": code, "end": end,
               "instructions": [f"{pc} {name} {operand}".rstrip() for pc, name, operand in found]}


def main():
    write_rows(HERE, "instructions.jsonl", rows())
    record(HERE, ["evmole", "pyevmasm"])


if __name__ == "__main__":
    main()
