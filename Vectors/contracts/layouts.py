"""Vyper's storage: how many slots a type takes, how its variables are laid out, and their types in
Solidity's words. Vyper packs nothing: every word, member and element has a slot of its own.
"""
import functools
import re

from eth_utils import keccak

TYPE_END = re.compile(r"^(.*)\[(\d+)\]$", re.S)


@functools.lru_cache(maxsize=1 << 20)
def hashed(slot, word):
    """Where a mapping at a slot keeps the value of a key: Vyper hashes the slot first, Solidity the key."""
    return int.from_bytes(keccak(slot.to_bytes(32, "big") + word), "big")


class Types:
    """The structs and enumerations of one source, under one compiler."""

    def __init__(self, source, version):
        self.version = version
        self.structs, self.enumerations = {}, set(re.findall(r"^(?:flag|enum) (\w+):", source, re.M))
        self.interfaces = set(re.findall(r"^interface (\w+):", source, re.M))
        for name, body in re.findall(r"^struct (\w+):\n((?:    .+\n)+)", source, re.M):
            self.structs[name] = [tuple(part.strip() for part in line.split(":")) for line in body.strip().split("\n")]

    def parts(self, kind):
        """The kind of a type and what it is made of."""
        kind = kind.strip()
        match = re.match(r"^HashMap\[(.*)\]$", kind)
        if match and TYPE_END.match(kind) is None:
            key, value = top_comma(match[1])
            return "mapping", key, value
        match = re.match(r"^DynArray\[(.*), (\d+)\]$", kind)
        if match:
            return "list", match[1], int(match[2])
        match = re.match(r"^(String|Bytes)\[(\d+)\]$", kind)
        if match:
            return "text", match[1].lower(), int(match[2])
        match = TYPE_END.match(kind)
        if match:
            return "array", match[1], int(match[2])
        if kind in self.structs:
            return "struct", kind, self.structs[kind]
        return "word", kind, None

    def slots(self, kind):
        """How many slots a variable of this type takes."""
        form, first, second = self.parts(kind)
        if form == "list":
            return 1 + second * self.slots(first)
        if form == "array":
            return second * self.slots(first)
        if form == "struct":
            return sum(self.slots(member) for _, member in second)
        if form == "text":
            # A word for the length, then the content; the oldest compiler keeps one word more.
            return 1 + (second + 31) // 32 + (self.version == "0.2.16")
        return 1

    def text(self, kind):
        """The type in Solidity's words: `mapping(address => (uint256,bool))`, `uint64[]`, `string`."""
        form, first, second = self.parts(kind)
        if form == "mapping":
            return f"mapping({self.text(first)} => {self.text(second)})"
        if form == "list":
            return self.text(first) + "[]"
        if form == "array":
            return f"{self.text(first)}[{second}]"
        if form == "struct":
            return "(" + ",".join(self.text(member) for _, member in second) + ")"
        if form == "text":
            return first
        if first in self.interfaces:
            return "address"
        if first in self.enumerations:
            return "uint256"
        return {"decimal": "int168", "nonreentrant lock": "uint256"}.get(first, first)

    def fields(self, name, kind, slot):
        """The rows of one variable: a struct in storage is its members."""
        form, _, members = self.parts(kind)
        if form != "struct":
            yield {"slot": slot, "offset": 0, "type": self.text(kind), "name": name, "slots": self.slots(kind), "declared": kind}
            return
        for member, inner in members:
            yield from self.fields(f"{name}.{member}", inner, slot)
            slot += self.slots(inner)

    def places(self, kind, slot, keys):
        """The ranges of slots (start, length) that a variable can write, given the keys it may be asked for."""
        form, key, value = self.parts(kind)
        if form == "mapping":
            for word in keys:
                inner = hashed(slot, word)
                yield from self.places(value, inner, keys)
            return
        yield slot, self.slots(kind)
        if form == "struct":
            for _, member in value:
                yield from self.places(member, slot, keys) if self.parts(member)[0] == "mapping" else ()
                slot += self.slots(member)


def top_comma(text):
    depth = 0
    for place, character in enumerate(text):
        depth += (character == "[") - (character == "]")
        if character == "," and depth == 0:
            return text[:place].strip(), text[place + 1 :].strip()
    raise ValueError(text)


def declared(text):
    """A type as the source writes it: old layouts print a mapping's key and value twice, or a declaration's kind."""
    text = text.replace(" declaration object", "")
    text = re.sub(r"\b(?:enum|flag) (\w+)\([^)]*\)", r"\1", text)
    while True:
        shorter = re.sub(r"^(HashMap\[(.*)\])\[\2\]$", r"\1", text)
        shorter = re.sub(r"(HashMap\[([^\[\]]*(?:\[[^\[\]]*\])?[^\[\]]*)\])\[\2\]", r"\1", shorter)
        if shorter == text:
            return text
        text = shorter
