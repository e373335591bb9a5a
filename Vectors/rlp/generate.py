#!/usr/bin/env python3
"""Makes the RLP vectors: values with their encoding, and byte strings that encode nothing.

    pip install rlp==5.0.0
    python3 Vectors/rlp/generate.py

Each encoding is made by pyrlp and, again, by the few lines of this script; each refusal is
confirmed by pyrlp's strict decoder and by this script's own.
"""
import pathlib
import random
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

import rlp  # noqa: E402
from provenance import record, write_rows  # noqa: E402

RANDOM = random.Random("chequer rlp 1")


class Refused(Exception):
    """Why bytes are no canonical RLP."""


def encode(value):
    """Yellow paper, appendix B."""
    if isinstance(value, bytes):
        if len(value) == 1 and value[0] < 0x80:
            return value
        return head(0x80, len(value)) + value
    payload = b"".join(encode(item) for item in value)
    return head(0xC0, len(payload)) + payload


def head(base, length):
    if length < 56:
        return bytes([base + length])
    digits = length.to_bytes((length.bit_length() + 7) // 8, "big")
    return bytes([base + 55 + len(digits)]) + digits


def decode(data):
    value, end = item(data, 0, len(data))
    if end != len(data):
        raise Refused("trailing bytes")
    return value


def item(data, at, end):
    """The item at an offset and the offset behind it; nothing may reach past `end`."""
    if at >= end:
        raise Refused("nothing to read")
    first = data[at]
    at += 1
    if first < 0x80:
        return bytes([first]), at
    base = 0x80 if first < 0xC0 else 0xC0
    length = first - base
    if length > 55:
        size = length - 55
        digits = data[at:at + size]
        if at + size > end:
            raise Refused("length is truncated")
        if digits[0] == 0:
            raise Refused("length starts with zero")
        length, at = int.from_bytes(digits, "big"), at + size
        if length < 56:
            raise Refused("long form for a short payload")
    if at + length > end:
        raise Refused("payload is truncated")
    if base == 0x80:
        if length == 1 and data[at] < 0x80:
            raise Refused("a single byte below 80 has a header")
        return data[at:at + length], at + length
    items, stop = [], at + length
    while at < stop:
        value, at = item(data, at, stop)
        items.append(value)
    return items, stop


def row(value, **more):
    encoding = rlp.encode(value)
    assert encoding == encode(value)
    assert rlp.decode(encoding, strict=True) == value == decode(encoding)
    return {"value": value, "rlp": encoding, **more}


LOREM = b"Lorem ipsum dolor sit amet, consectetur adipisicing elit"
THREE = [[], [[]], [[], [[]]]]


def published_rows():
    """The examples of ethereum.org's RLP page and of the yellow paper's tests, with their encodings."""
    for name, value, encoding in (
            ("dog", b"dog", "83646f67"), ("cat and dog", [b"cat", b"dog"], "c88363617483646f67"),
            ("the empty string", b"", "80"), ("the empty list", [], "c0"), ("the byte 0", b"\0", "00"),
            ("the integer 15", b"\x0f", "0f"), ("the integer 1024", b"\x04\x00", "820400"),
            ("the set theoretical representation of three", THREE, "c7c0c1c0c3c0c1c0"),
            ("lorem ipsum", LOREM, "b838" + LOREM.hex())):
        made = row(value, name=name)
        assert made["rlp"].hex() == encoding
        yield made


def nested(depth, size):
    if depth == 0 or RANDOM.random() < 0.45:
        return RANDOM.randbytes(min(RANDOM.choice([0, 1, 1, 2, 8, 20, 32, 33, 55, 56, 60]), size))
    return [nested(depth - 1, size) for _ in range(RANDOM.choice([0, 1, 2, 2, 3, 4]))]


def integer(value):
    return value.to_bytes((value.bit_length() + 7) // 8, "big")


def accept_rows():
    for byte in range(256):
        yield row(bytes([byte]))
    for length in [*range(2, 66), 254, 255, 256, 257, 1023, 1024]:
        yield row(bytes((7 * i + length) % 256 for i in range(length)))
    for length in [*range(1, 60), 254, 255, 256, 257]:
        yield row([b"\x01"] * length)
        yield row([RANDOM.randbytes(max(0, length - 1))])
    for bits in range(1, 257, 3):
        yield row(integer(RANDOM.getrandbits(bits) | 1 << (bits - 1)))
    for depth in (1, 2, 10, 54, 55, 56, 57, 100, 250, 255, 256):
        value = []
        for _ in range(depth):
            value = [value]
        yield row(value)
    for _ in range(60):  # shaped like a legacy transaction
        yield row([integer(RANDOM.getrandbits(RANDOM.choice([0, 7, 16]))), integer(3 * 10**14), integer(90_000),
                   RANDOM.randbytes(RANDOM.choice([0, 20])), integer(RANDOM.getrandbits(RANDOM.randint(0, 90))),
                   RANDOM.randbytes(RANDOM.choice([0, 4, 68, 164])), integer(433 + RANDOM.randrange(2)),
                   RANDOM.randbytes(32), RANDOM.randbytes(32)])
    for _ in range(430):
        yield row(nested(5, 60))


def border_rows():
    """Payloads of 65,535 and 65,536 bytes, where the length grows from two bytes to three."""
    for length in (65535, 65536):
        yield row(bytes((7 * i + length) % 256 for i in range(length)))
        yield row([bytes(length - 3 - 256), *[b"\x01"] * 256])


def reject_rows():
    def refused(data, why, only_here=False):
        try:
            decode(data)
        except Refused as refusal:
            reason = str(refusal)
        else:
            raise AssertionError((data.hex()[:80], why))
        try:
            rlp.decode(data, strict=True)
        except rlp.DecodingError:
            pass
        else:
            raise AssertionError(("pyrlp reads", data.hex()[:80], why))
        return {"rlp": data, "why": why or reason}

    yield refused(b"", "nothing")
    for byte in range(0x80):
        yield refused(bytes([0x81, byte]), "a single byte below 80 has a header")
    for byte in (0, 0x7F):
        yield refused(bytes([0xC2, 0x81, byte]), "a single byte below 80 has a header, inside a list")
    for length in range(56):
        yield refused(bytes([0xB8, length]) + b"\xaa" * length, "long form for a short string")
        yield refused(bytes([0xF8, length]) + b"\x01" * length, "long form for a short list")
    for base, byte in ((0xB7, b"\xaa"), (0xF7, b"\x01")):
        for size in range(2, 9):
            yield refused(bytes([base + size]) + bytes(size - 1) + b"\x38" + byte * 56, "length starts with zero")
            yield refused(bytes([base + size]) + b"\xff" * size, "length is far beyond the data")
            yield refused(bytes([base + size]) + b"\xff" * size + byte * 9, "length is far beyond the data")
            yield refused(bytes([base + size]) + b"\x7f" + b"\xff" * (size - 1), "length is far beyond the data")
        for size in range(1, 9):
            yield refused(bytes([base + size]) + b"\x01" * (size - 1), "length is truncated")
            yield refused(bytes([base + size]) + b"\x80" + b"\0" * (size - 1), "payload is missing")
    # One below 2^64 for a length that wraps when the offset is added.
    for step in range(1, 12):
        yield refused(b"\xbf" + (2**64 - step).to_bytes(8, "big") + b"\xaa" * 64, "length wraps 64 bits with its offset")
        yield refused(b"\xff" + (2**64 - step).to_bytes(8, "big") + b"\x01" * 64, "length wraps 64 bits with its offset")
    for value in (b"dog", [b"cat", b"dog"], b"", [], LOREM, THREE, [LOREM, LOREM], b"\x05", [b"\x01"] * 60):
        whole = encode(value)
        for cut in sorted({0, 1, len(whole) // 2, len(whole) - 1}):
            if 0 < cut < len(whole):
                yield refused(whole[:cut], "truncated")
        for tail in (b"\0", b"\x80", b"\xc0", whole):
            yield refused(whole + tail, "trailing bytes")
    for data, why in (("c180c0", "trailing bytes"), ("c183", "an inner string reaches past its list"),
                      ("c28374", "an inner string reaches past its list"), ("c2c3c0", "an inner list reaches past its list"),
                      ("c3c3c0c0", "an inner list reaches past its list"), ("c1b8", "an inner length is truncated"),
                      ("c2b838", "an inner payload is missing"), ("c483646f67c0" "83", "trailing bytes"),
                      ("c4c3830102", "an inner string reaches past its list"), ("f90001", "payload is truncated"),
                      ("c3b80101", "an inner long form for a short string"), ("c2f800", "an inner long form for a short list"),
                      ("c4b9000101", "an inner length starts with zero"), ("c9c8c7c6c5c4c3c2c1", "payload is truncated")):
        yield refused(bytes.fromhex(data), why)


def main():
    write_rows(HERE, "published.jsonl", published_rows())
    write_rows(HERE, "accept.jsonl", accept_rows())
    write_rows(HERE, "borders.jsonl", border_rows())
    write_rows(HERE, "reject.jsonl", reject_rows())
    record(HERE, ["rlp"])


if __name__ == "__main__":
    main()
