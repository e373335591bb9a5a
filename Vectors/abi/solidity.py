"""Solidity's ABI types, encoding and packed encoding, written from the specification.

The second implementation beside eth-abi. Values are Python's: int, bool, bytes (also for address and
function), str, Decimal for fixed-point numbers, lists for arrays and tuples.
"""
import re
from dataclasses import dataclass
from decimal import Context

from Crypto.Hash import keccak as pycryptodome

PRECISE = Context(prec=200)


class Refused(Exception):
    """Why a text is no type, or why bytes encode no values of the types."""


@dataclass(frozen=True)
class Type:
    """`base` is uint, int, fixed, ufixed, bool, address, function, bytes<N> (as bytesN), bytes, string, array or tuple."""

    base: str
    size: int = 0  # bits, bytes of bytesN, or the count of a fixed array
    places: int = 0  # decimals of fixed and ufixed
    members: tuple = ()  # of a tuple; of an array its one element type

    @property
    def text(self):
        if self.base == "array":
            return f"{self.members[0].text}[{self.size or ''}]"
        if self.base == "tuple":
            return "(" + ",".join(member.text for member in self.members) + ")"
        if self.base in ("fixed", "ufixed"):
            return f"{self.base}{self.size}x{self.places}"
        if self.base == "bytesN":
            return f"bytes{self.size}"
        return f"{self.base}{self.size or ''}"

    @property
    def dynamic(self):
        if self.base in ("bytes", "string"):
            return True
        if self.base == "array":
            return self.size == 0 or self.members[0].dynamic
        return any(member.dynamic for member in self.members)

    @property
    def head(self):
        """The bytes that a value takes in the head of its frame."""
        return 32 if self.dynamic else self.whole

    @property
    def whole(self):
        """The bytes of a static value."""
        if self.base == "array":
            return self.size * self.members[0].whole
        if self.base == "tuple":
            return sum(member.whole for member in self.members)
        return 32

    @property
    def depth(self):
        return 1 + max(member.depth for member in self.members) if self.members else 0


def array(element, count=0):
    return Type("array", count, members=(element,))


def tuple_of(*members):
    return Type("tuple", members=tuple(members))


ELEMENTARY = re.compile(r"(u?int)([1-9]\d*)|(u?fixed)([1-9]\d*)x([1-9]\d*)|bytes([1-9]\d*)|(bool|address|function|bytes|string)", re.ASCII)


def parse(text):
    """The type that a canonical text names."""
    type_, rest = parse_from(text)
    if rest:
        raise Refused(f"text after the type: {rest}")
    return type_


def parse_from(text):
    if text.startswith("("):
        members, rest = [], text
        while not members or rest.startswith(","):
            member, rest = parse_from(rest[1:])
            members.append(member)
        if not rest.startswith(")"):
            raise Refused("a tuple without its end")
        type_, rest = tuple_of(*members), rest[1:]
    else:
        found = re.match(r"[a-z]\w*", text)
        type_ = elementary(found.group() if found else "")
        rest = text[found.end():]
    while found := re.match(r"\[([1-9]\d*)?\]", rest):
        type_, rest = array(type_, int(found.group(1) or 0)), rest[found.end():]
    return type_, rest


def elementary(name):
    found = ELEMENTARY.fullmatch(name)
    if not found:
        raise Refused(f"no type: {name}")
    number, bits, fixed, fixed_bits, places, length, other = found.groups()
    if other:
        return Type(other)
    size = int(bits or fixed_bits or length)
    if length:
        if size > 32:
            raise Refused(f"no type: {name}")
        return Type("bytesN", size)
    if size > 256 or size % 8 or (places and int(places) > 80):
        raise Refused(f"no type: {name}")
    return Type(number or fixed, size, int(places or 0))


def keccak256(data):
    return pycryptodome.new(digest_bits=256, data=data).digest()


def checksummed(address):
    """EIP-55."""
    digits = address.hex()
    nibbles = keccak256(digits.encode()).hex()
    return "0x" + "".join(digit.upper() if int(nibble, 16) > 7 else digit for digit, nibble in zip(digits, nibbles))


def plain(number):
    """A Decimal without exponent and superfluous zeros."""
    text = format(number, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def shown(type_, value):
    """A value as the vector rows write it."""
    if type_.base == "array":
        return [shown(type_.members[0], item) for item in value]
    if type_.base == "tuple":
        return [shown(member, item) for member, item in zip(type_.members, value, strict=True)]
    if type_.base == "address":
        return checksummed(raw_address(value))
    if type_.base in ("fixed", "ufixed"):
        return plain(value)
    return value


def raw_address(value):
    return bytes.fromhex(value[2:]) if isinstance(value, str) else value


def word(type_, value):
    """The 32 bytes of an elementary static value."""
    if type_.base in ("fixed", "ufixed"):
        value = int(PRECISE.scaleb(value, type_.places))
    if type_.base in ("uint", "int", "fixed", "ufixed", "bool"):
        return (int(value) % 2**256).to_bytes(32, "big")
    if type_.base == "address":
        return raw_address(value).rjust(32, b"\0")
    return value.ljust(32, b"\0")  # bytesN and function


def padded(data):
    return data + bytes(-len(data) % 32)


def encode(types, values):
    """The encoding of a frame: heads, then tails; offsets count from the frame's first byte."""
    heads, tails, at = [], [], sum(type_.head for type_ in types)
    for type_, value in zip(types, values, strict=True):
        if not type_.dynamic:
            heads.append(encode_value(type_, value))
        else:
            tail = encode_value(type_, value)
            heads.append(at.to_bytes(32, "big"))
            tails.append(tail)
            at += len(tail)
    return b"".join(heads + tails)


def encode_value(type_, value):
    if type_.base == "tuple":
        return encode(type_.members, value)
    if type_.base == "array":
        assert type_.size in (0, len(value))
        count = b"" if type_.size else len(value).to_bytes(32, "big")
        return count + encode(type_.members * len(value), value)
    if type_.base in ("bytes", "string"):
        data = value.encode() if isinstance(value, str) else value
        return len(data).to_bytes(32, "big") + padded(data)
    return word(type_, value)


def encode_packed(types, values):
    """Solidity's non-standard packed mode: no offsets, no lengths, array elements padded."""
    packed = b""
    for type_, value in zip(types, values, strict=True):
        if type_.base == "tuple":
            raise Refused("a tuple")
        if type_.base == "array":
            element = type_.members[0]
            if element.base in ("array", "tuple") or element.dynamic:
                raise Refused("an array of arrays, tuples, strings or bytes")
            packed += b"".join(word(element, item) for item in value)
        elif type_.base in ("bytes", "string"):
            packed += value.encode() if isinstance(value, str) else value
        elif type_.base in ("address", "bool"):
            packed += word(type_, value)[-20 if type_.base == "address" else -1:]
        elif type_.base in ("bytesN", "function"):
            packed += value
        else:
            packed += word(type_, value)[32 - type_.size // 8:]
    return packed
