"""A strict decoder, written from the specification, that names what only Chequer refuses."""
from decimal import Decimal

from solidity import PRECISE, Refused, word


def head_as_eth_abi_counts(types):
    """Without the words of static tuples and of inner arrays beyond the first."""
    return 32 * sum(type_.size if type_.base == "array" and type_.size and not type_.dynamic else 1 for type_ in types)


class Decoder:
    """Decodes a whole text of bytes; refuses what eth-abi's strict mode refuses.

    `stricter` becomes the first reason, in the order of reading, for which Chequer refuses bytes that
    eth-abi reads: "offset-in-head", "overlap" or "trailing".
    """

    def __init__(self, data):
        self.data, self.read, self.furthest, self.stricter = data, 0, 0, None

    def values(self, types):
        values = self.frame(types, 0)
        if self.furthest < len(self.data):
            self.stricter = self.stricter or "trailing"
        return values

    def take(self, at, length):
        if at + length > len(self.data):
            raise Refused("the data ends early")
        self.read += length
        self.furthest = max(self.furthest, at + length)
        if self.read > len(self.data):
            self.stricter = self.stricter or "overlap"
        return self.data[at:at + length]

    def number(self, at):
        return int.from_bytes(self.take(at, 32), "big")

    def frame(self, types, start):
        values, at, head = [], start, sum(type_.head for type_ in types)
        for type_ in types:
            place = at
            if type_.dynamic:
                offset = self.number(at)
                if offset < head_as_eth_abi_counts(types):
                    raise Refused("an offset into the head")
                if offset < head:
                    self.stricter = self.stricter or "offset-in-head"
                place = start + offset
            values.append(self.value(type_, place))
            at += type_.head
        return values

    def value(self, type_, at):
        if type_.base == "tuple":
            return self.frame(type_.members, at)
        if type_.base == "array":
            count, start = (type_.size, at) if type_.size else (self.number(at), at + 32)
            if start + count * type_.members[0].head > len(self.data):
                raise Refused("more elements than the data holds")
            return self.frame(type_.members * count, start)
        if type_.base in ("bytes", "string"):
            length = self.number(at)
            content = self.take(at + 32, length + -length % 32)
            if any(content[length:]):
                raise Refused("padding is not zero")
            if type_.base == "bytes":
                return content[:length]
            try:
                return content[:length].decode()
            except UnicodeDecodeError:
                raise Refused("no UTF-8") from None
        return self.elementary(type_, self.take(at, 32))

    def elementary(self, type_, content):
        if type_.base in ("bytesN", "function"):
            length = 24 if type_.base == "function" else type_.size
            value = content[:length]
        elif type_.base == "address":
            value = content[12:]
        elif type_.base == "bool":
            value = content == (1).to_bytes(32, "big")
        else:
            value = int.from_bytes(content, "big", signed=type_.base in ("int", "fixed"))
            bits = type_.size - (type_.base in ("int", "fixed"))
            value = value if -2**bits <= value < 2**bits else 0
            value = PRECISE.scaleb(Decimal(value), -type_.places) if type_.places else value
        if word(type_, value) != content:
            raise Refused("padding is not canonical")
        return value
