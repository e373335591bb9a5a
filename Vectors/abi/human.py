"""Reads human-readable declarations: `function f(uint256 a) view returns (bool)`, events, errors, cast's form.

The second implementation beside the structures from which the rows are made.
"""
import re

from solidity import Refused, elementary

TOKEN = re.compile(r"\s*([A-Za-z_$][A-Za-z0-9_$]*|\[[0-9]*\]|[(),])", re.ASCII)
SPELLINGS = {"uint": "uint256", "int": "int256", "fixed": "fixed128x18", "ufixed": "ufixed128x18", "byte": "bytes1"}
LOCATIONS = ("memory", "calldata", "storage")
MUTABILITIES = ("view", "pure", "payable")


class Reader:
    def __init__(self, text):
        self.tokens, at, text = [], 0, text.rstrip(" \t\n")
        while at < len(text):
            found = TOKEN.match(text, at)
            if not found:
                raise Refused(f"a character that no declaration has: {text[at:at + 8]}")
            self.tokens.append(found.group(1))
            at = found.end()

    @property
    def next(self):
        return self.tokens[0] if self.tokens else ""

    def take(self, *expected):
        if not self.tokens or (expected and self.next not in expected):
            raise Refused(f"{self.next or 'the end'} where {' or '.join(expected) or 'more'} should stand")
        return self.tokens.pop(0)

    def skip(self, *tokens):
        return bool(self.tokens) and self.next in tokens and bool(self.tokens.pop(0))

    def name(self, optional=False):
        if re.match(r"[A-Za-z_$]", self.next):
            return self.take()
        if not optional:
            raise Refused("a name is missing")
        return ""

    def type(self, depth=0):
        """The canonical text of a type."""
        if depth > 60:
            raise Refused("nested too deeply")
        if self.next == "tuple":
            self.take()
            if self.next != "(":
                raise Refused("a tuple without its members")
        if self.skip("("):
            members = []
            while not members or self.skip(","):
                members.append(self.parameter(depth=depth + 1)[0])
            self.take(")")
            text = "(" + ",".join(members) + ")"
        else:
            text = self.name()
            text = SPELLINGS.get(text, text)
            elementary(text)
            if text == "address":
                self.skip("payable")
        brackets = 0
        while self.next.startswith("["):
            brackets += 1
            if depth + brackets > 60:
                raise Refused("nested too deeply")
            if re.fullmatch(r"\[0\d*\]", self.next):
                raise Refused("an array of no elements")
            text += self.take()
        return text

    def parameter(self, modifiers=LOCATIONS, depth=0):
        """Canonical type, name, and the modifier that stands between them."""
        type_ = self.type(depth)
        modifier = self.take() if self.next in modifiers else ""
        name = self.name(optional=True)
        if name in ("indexed", *LOCATIONS):
            raise Refused(f"{name} where a name should stand")
        return type_, name, modifier

    def parameters(self, modifiers=LOCATIONS):
        self.take("(")
        parameters = []
        if not self.skip(")"):
            while not parameters or self.skip(","):
                parameters.append(self.parameter(modifiers))
            self.take(")")
        return parameters


def read(text):
    """A declaration's parts; `canonical` is what is hashed."""
    reader = Reader(text)
    kind = reader.take() if reader.next in ("function", "event", "error") else None
    name = reader.name()
    inputs = reader.parameters(("indexed",) if kind == "event" else () if kind == "error" else LOCATIONS)
    row = {"kind": kind or "function", "canonical": f"{name}({','.join(type_ for type_, _, _ in inputs)})",
           "inputs": [type_ for type_, _, _ in inputs], "names": [name for _, name, _ in inputs]}
    if kind == "event":
        row["indexed"] = [modifier == "indexed" for _, _, modifier in inputs]
        row["anonymous"] = reader.skip("anonymous")
        if sum(row["indexed"]) > 3 + row["anonymous"]:
            raise Refused("more indexed parameters than a log has topics")
    elif kind != "error":
        outputs = reader.parameters() if kind is None and reader.next == "(" else []
        reader.skip("external", "public")
        row["mutability"] = reader.take() if reader.next in MUTABILITIES else "nonpayable"
        if not outputs and reader.skip("returns"):
            outputs = reader.parameters()
            if not outputs:
                raise Refused("returns without types")
        row["outputs"] = [type_ for type_, _, _ in outputs]
    if reader.tokens:
        raise Refused(f"{reader.next} behind the declaration")
    return row
