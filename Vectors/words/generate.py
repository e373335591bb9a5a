#!/usr/bin/env python3
"""Makes the 256-bit word vectors with Python's integers.

    pip install pyrevm==0.3.7
    python3 Vectors/words/generate.py

Every EVM row but CLZ's (EIP-7939, younger than the pyrevm release) is executed by pyrevm as well,
and so are wrapping sums, differences and products, the modular operations and the powers of
arithmetic.jsonl; the rest is checked by its definition (q*d + r, high*2^256 + low, r*r <= n).
"""
import math
import pathlib
import random
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

import pyrevm  # noqa: E402
from provenance import record, write_rows  # noqa: E402

M = 2**256
RANDOM = random.Random("chequer words 1")
EDGES = sorted({max(0, min(M - 1, 2**bits + step)) for bits in (0, 1, 2, 8, 63, 64, 65, 127, 128, 129, 191,
                192, 193, 254, 255, 256) for step in (-2, -1, 0, 1)} | {10**18, 10**76, 10**77})
OPCODES = {
    "ADD": (0x01, 2), "MUL": (0x02, 2), "SUB": (0x03, 2), "DIV": (0x04, 2), "SDIV": (0x05, 2), "MOD": (0x06, 2),
    "SMOD": (0x07, 2), "ADDMOD": (0x08, 3), "MULMOD": (0x09, 3), "EXP": (0x0A, 2), "SIGNEXTEND": (0x0B, 2),
    "LT": (0x10, 2), "GT": (0x11, 2), "SLT": (0x12, 2), "SGT": (0x13, 2), "EQ": (0x14, 2), "ISZERO": (0x15, 1),
    "AND": (0x16, 2), "OR": (0x17, 2), "XOR": (0x18, 2), "NOT": (0x19, 1), "BYTE": (0x1A, 2), "SHL": (0x1B, 2),
    "SHR": (0x1C, 2), "SAR": (0x1D, 2), "CLZ": (0x1E, 1),
}
MACHINE = pyrevm.EVM(gas_limit=2**63, spec_id="CANCUN")


def machine_address(opcode):
    return "0x" + f"{0xE000 + opcode:040x}"


for code, count in OPCODES.values():
    loads = b"".join(bytes([0x60, 32 * i, 0x35]) for i in reversed(range(count)))
    MACHINE.insert_account_info(machine_address(code), pyrevm.AccountInfo(
        code=loads + bytes([code]) + bytes.fromhex("60005260206000f3")))


def executed(op, args):
    """The instruction's result in pyrevm; the first argument lies on top of the stack."""
    data = b"".join(a.to_bytes(32, "big") for a in args)
    return int.from_bytes(MACHINE.message_call("0x" + "aa" * 20, machine_address(OPCODES[op][0]), calldata=data), "big")


def signed(word):
    return word - M if word >> 255 else word


def sdiv(a, b):
    quotient = abs(a) // abs(b)
    return quotient if (a < 0) == (b < 0) else -quotient


def evm(op, args):
    """Yellow paper, appendix H.2, and EIP-145, EIP-7939."""
    a, b, c = (list(args) + [0, 0])[:3]
    x, y = signed(a), signed(b)
    match op:
        case "ADD": result = a + b
        case "MUL": result = a * b
        case "SUB": result = a - b
        case "DIV": result = a // b if b else 0
        case "SDIV": result = sdiv(x, y) if b else 0
        case "MOD": result = a % b if b else 0
        case "SMOD": result = x - sdiv(x, y) * y if b else 0
        case "ADDMOD": result = (a + b) % c if c else 0
        case "MULMOD": result = a * b % c if c else 0
        case "EXP": result = pow(a, b, M)
        case "SIGNEXTEND":
            if a >= 31:
                result = b
            else:
                bits = 8 * (a + 1)
                low = b % 2**bits
                result = low - 2**bits if low >> (bits - 1) else low
        case "LT": result = int(a < b)
        case "GT": result = int(a > b)
        case "SLT": result = int(x < y)
        case "SGT": result = int(x > y)
        case "EQ": result = int(a == b)
        case "ISZERO": result = int(a == 0)
        case "AND": result = a & b
        case "OR": result = a | b
        case "XOR": result = a ^ b
        case "NOT": result = ~a
        case "BYTE": result = (b >> (8 * (31 - a))) & 255 if a < 32 else 0
        case "SHL": result = b << a if a < 256 else 0
        case "SHR": result = b >> a if a < 256 else 0
        case "SAR": result = signed(b) >> min(a, 256)
        case "CLZ": result = 256 - a.bit_length()
    return result % M


def any_word():
    """An edge word, a word of edge limbs (where a division's guess needs correcting), or a random width."""
    dice = RANDOM.random()
    if dice < 0.3:
        return RANDOM.choice(EDGES)
    if dice < 0.5:
        limbs = (0, 0, 1, 2**63, 2**63 - 1, 2**64 - 1, 2**64 - 1, 2**64 - 2, RANDOM.getrandbits(64))
        return sum(RANDOM.choice(limbs) << (64 * index) for index in range(RANDOM.randint(1, 4)))
    return RANDOM.getrandbits(RANDOM.randint(1, 256))


def small(limit):
    return RANDOM.randrange(limit)


def evm_rows():
    first = {"SIGNEXTEND": 34, "BYTE": 34, "SHL": 260, "SHR": 260, "SAR": 260}
    for op, (_, count) in OPCODES.items():
        cases = [tuple(any_word() for _ in range(count)) for _ in range(95)]
        if count == 1:
            cases += [(edge,) for edge in EDGES]
        if op in first:
            cases += [(small(first[op]), any_word()) for _ in range(60)]
        if op in ("SDIV", "SMOD"):
            cases += [(2**255, M - 1), (2**255, 1), (2**255, 2**255), (M - 1, 2**255), (2**255 - 1, M - 1), (5, 0)]
        if op in ("EQ", "SLT", "SGT", "LT", "GT"):
            cases += [(edge, edge) for edge in EDGES[::6]]
        if count == 3:
            cases += [(M - 1, M - 1, modulus) for modulus in (0, 1, 2, M - 1, 2**255, 2**128, 3)]
        for args in dict.fromkeys(cases):
            result = evm(op, args)
            assert op == "CLZ" or executed(op, args) == result, (op, args)
            yield {"op": op, "args": args, "result": result}


def pairs(count):
    return [(any_word(), any_word()) for _ in range(count)]


def arithmetic_rows():
    for op, exact in (("add", int.__add__), ("sub", int.__sub__), ("mul", int.__mul__)):
        for a, b in pairs(220):
            value = exact(a, b)
            assert value % M == executed(op.upper(), (a, b))
            yield {"op": op, "args": [a, b], "wrapped": value % M, "overflow": not 0 <= value < M}
    for a, b in pairs(300):
        b = b or 1
        quotient, remainder = divmod(a, b)
        assert (quotient, remainder) == (executed("DIV", (a, b)), executed("MOD", (a, b)))
        yield {"op": "divmod", "args": [a, b], "quotient": quotient, "remainder": remainder}
    for a, b in pairs(250):
        yield {"op": "fullmul", "args": [a, b], "high": a * b // M, "low": a * b % M}
    for _ in range(400):
        divisor = any_word() or 1
        if RANDOM.random() < 0.3:
            divisor |= 2**255
        high = RANDOM.choice([0, divisor - 1, divisor // 2, RANDOM.randrange(divisor), RANDOM.randrange(divisor)])
        low = any_word()
        quotient, remainder = divmod(high * M + low, divisor)
        assert quotient < M and quotient * divisor + remainder == high * M + low
        yield {"op": "divfull", "args": [high, low, divisor], "quotient": quotient, "remainder": remainder}
    for op in ("addmod", "mulmod"):
        for _ in range(200):
            args = (any_word(), any_word(), any_word())
            result = evm(op.upper(), args)
            assert result == executed(op.upper(), args)
            yield {"op": op, "args": args, "result": result}
    for a, b in pairs(150):
        assert pow(a, b, M) == executed("EXP", (a, b))
        yield {"op": "exp", "args": [a, b], "result": pow(a, b, M)}
    for a, b in pairs(150):
        modulus = any_word() or 1
        yield {"op": "expmod", "args": [a, b, modulus], "result": pow(a, b, modulus)}
    roots = EDGES + [n + step for n in (r * r for r in (3, 2**32, 2**64 - 1, 10**20, 2**128 - 1, 2**127 + 1))
                     for step in (-1, 0, 1)] + [any_word() for _ in range(120)]
    for n in roots:
        root = math.isqrt(n)
        assert root * root <= n < (root + 1) ** 2
        yield {"op": "isqrt", "args": [n], "result": root}
    for op, count in (("popcount", int.bit_count), ("leadingzeros", lambda n: 256 - n.bit_length()),
                      ("trailingzeros", lambda n: (n & -n).bit_length() - 1 if n else 256),
                      ("byteswap", lambda n: int.from_bytes(n.to_bytes(32, "big"), "little"))):
        for n in EDGES + [any_word() for _ in range(40)]:
            yield {"op": op, "args": [n], "result": count(n)}


def any_signed():
    value = signed(any_word())
    return -value if RANDOM.random() < 0.5 and value != -2**255 else value


def int256_rows():
    low, high = -2**255, 2**255 - 1
    edges = [low, low + 1, high, high - 1, 0, 1, -1, 2, -2, 2**63, -2**63, 2**64, -2**64, 2**127, -2**127, 2**128]
    every = [(a, b) for a in edges[:8] for b in edges[:8]]
    for op, exact in (("add", int.__add__), ("sub", int.__sub__), ("mul", int.__mul__)):
        for a, b in every + [(any_signed(), any_signed()) for _ in range(160)]:
            value = exact(a, b)
            assert value % M == executed(op.upper(), (a % M, b % M))
            yield {"op": op, "args": [a, b], "wrapped": signed(value % M), "overflow": not low <= value <= high}
    for a, b in every + [(any_signed(), any_signed()) for _ in range(200)]:
        if b:
            quotient = sdiv(a, b)
            remainder = a - quotient * b
            assert signed(executed("SDIV", (a % M, b % M))) == signed(quotient % M)
            assert signed(executed("SMOD", (a % M, b % M))) == remainder
            yield {"op": "divmod", "args": [a, b], "quotient": signed(quotient % M), "remainder": remainder,
                   "overflow": quotient > high}
    for a in edges + [any_signed() for _ in range(60)]:
        yield {"op": "negate", "args": [a], "wrapped": signed(-a % M), "overflow": a == low}
        yield {"op": "magnitude", "args": [a], "result": abs(a)}
    for op, instruction in (("shl", "SHL"), ("sar", "SAR")):
        for a, count in [(any_signed(), small(260)) for _ in range(120)] + [(e, n) for e in edges for n in (0, 255, 256)]:
            result = signed(evm(instruction, (count, a % M)))
            assert result == signed(executed(instruction, (count, a % M)))
            yield {"op": op, "args": [a, count], "result": result}
    for a, b in every + [(any_signed(), any_signed()) for _ in range(60)]:
        assert int(a < b) == executed("SLT", (a % M, b % M))
        yield {"op": "less", "args": [a, b], "less": a < b}
    for a in edges + [any_signed() for _ in range(150)]:
        radix = RANDOM.choice([2, 8, 10, 10, 10, 16, 16, 36])
        yield {"op": "text", "args": [a], "radix": radix, "text": ("-" if a < 0 else "") + digits(abs(a), radix),
               "word": (a % M).to_bytes(32, "big")}


def digits(value, radix):
    """Lower-case digits, most significant first; checked by Python's own parser."""
    out = ""
    rest = value
    while rest or not out:
        rest, digit = divmod(rest, radix)
        out = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + out
    assert int(out, radix) == value
    return out


def text_rows():
    for radix in range(2, 37):
        values = [0, 1, radix - 1, radix, M - 1, 2**64 - 1, 2**64, 2**255, any_word(), any_word(), any_word()]
        power = radix ** int(math.log(M - 1, radix))
        values += [power, power - 1] if power < M else []
        for value in values:
            yield {"value": value, "radix": radix, "text": digits(value, radix)}
    for _ in range(600):
        value, radix = any_word(), RANDOM.choice([10, 10, 10, 16, RANDOM.randint(2, 36)])
        yield {"value": value, "radix": radix, "text": digits(value, radix)}


def reject_text_rows():
    for radix in range(2, 37):
        yield {"text": digits(M, radix), "radix": radix, "why": "2^256"}
        yield {"text": digits(M * radix + 1, radix), "radix": radix, "why": "above 2^256"}
        yield {"text": digits(M - 1, radix) + "0", "radix": radix, "why": "one digit too many"}
        if radix < 36:
            wrong = "0123456789abcdefghijklmnopqrstuvwxyz"[radix]
            yield {"text": "1" + wrong + "0", "radix": radix, "why": f"{wrong} is no digit of radix {radix}"}
            if wrong.isalpha():
                yield {"text": wrong.upper(), "radix": radix, "why": f"{wrong.upper()} is no digit of radix {radix}"}
    ten = [("", "empty"), (" ", "a space"), (" 1", "leading space"), ("1 ", "trailing space"), ("1\n", "line break"),
           ("12x", "a letter"), ("1_000", "a separator"), ("1,000", "a separator"), ("1.0", "a point"),
           ("1e18", "an exponent"), ("0x10", "a prefix"), ("-1", "negative"), ("-", "a sign alone"),
           ("+", "a sign alone"), ("--1", "two signs"), ("+-1", "two signs"), ("1-", "a sign behind"),
           ("\u0661\u0662", "Arabic-Indic digits"), ("\uff11\uff12", "fullwidth digits"), ("\u00b2", "a superscript"),
           ("\u0967", "a Devanagari digit"), ("1\u0000", "a zero byte"), ("\u22121", "a minus sign that is not ASCII"),
           ("1\u0301", "a combining mark"), ("\U0001d7cf", "a mathematical digit"), ("one", "words"), ("0b1", "a prefix"),
           ("1/2", "a fraction"), ("9" * 78, "above 2^256"), ("9" * 1000, "a thousand digits"),
           ("1" + "0" * 5000, "five thousand digits")]
    for text, why in ten:
        yield {"text": text, "radix": 10, "why": why}
    for text, why in (("0x", "a prefix alone"), ("0xff", "a prefix"), ("fg", "g is no digit of radix 16"),
                      ("1" + "0" * 64, "2^256"), ("f" * 65, "above 2^256")):
        yield {"text": text, "radix": 16, "why": why}


def main():
    write_rows(HERE, "arithmetic.jsonl", arithmetic_rows())
    write_rows(HERE, "evm.jsonl", evm_rows())
    write_rows(HERE, "int256.jsonl", int256_rows())
    write_rows(HERE, "text.jsonl", text_rows())
    write_rows(HERE, "reject-text.jsonl", reject_text_rows())
    record(HERE, ["pyrevm"])


if __name__ == "__main__":
    main()
