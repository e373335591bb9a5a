"""EIP-712 over the JSON form that wallets use: strict reading, type texts and hashes, from the standard.

The second implementation beside eth-account, and stricter: every declared member present and no other,
integers exact, lengths and counts right.
"""
import json
import re

from Crypto.Hash import keccak as pycryptodome

DOMAIN = {"name": "string", "version": "string", "chainId": "uint256", "verifyingContract": "address", "salt": "bytes32"}
NAME = re.compile(r"[A-Za-z_$][A-Za-z0-9_$]*", re.ASCII)
ATOMIC = re.compile(r"bool|address|string|bytes([1-9]\d*)?|(u?int)([1-9]\d*)", re.ASCII)
ARRAY = re.compile(r"(.*)\[([1-9]\d*)?\]", re.ASCII | re.DOTALL)


class Refused(Exception):
    """Why a text is no typed data."""


def require(condition, why):
    if not condition:
        raise Refused(why)


def keccak256(data):
    return pycryptodome.new(digest_bits=256, data=data).digest()


def load(text):
    """The JSON of a document; a member twice, a lone surrogate and a number that is no integer are refused."""
    def pairs(members):
        require(len({name for name, _ in members}) == len(members), "a member twice")
        return dict(members)

    def number(text):
        raise Refused(f"no integer: {text}")
    require(nesting(text) <= 400, "nested too deeply")
    try:
        document = json.loads(text, object_pairs_hook=pairs, parse_float=number, parse_constant=number)
        json.dumps(document, ensure_ascii=False).encode()
        return document
    except (json.JSONDecodeError, UnicodeEncodeError) as error:
        raise Refused(str(error)) from None


def nesting(text):
    """How deep brackets open, those inside strings aside; Python's reader would exhaust its stack."""
    depth = deepest = 0
    for mark in re.findall(r'"(?:[^"\\]|\\.)*"|[][{}]', text, re.DOTALL):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(mark, 0)
        deepest = max(deepest, depth)
    return deepest


def atomic(type_):
    found = ATOMIC.fullmatch(type_)
    if not found:
        return False
    length, number, bits = found.groups()
    return not (length and int(length) > 32) and not (number and (int(bits) > 256 or int(bits) % 8))


class TypedData:
    def __init__(self, document):
        require(isinstance(document, dict), "no object")
        for member in ("types", "primaryType", "domain", "message"):
            require(member in document, f"no {member}")
        self.types, self.primary = document["types"], document["primaryType"]
        self.domain, self.message = document["domain"], document["message"]
        require(isinstance(self.types, dict), "types are no object")
        require(isinstance(self.primary, str) and self.primary in self.types, "an unknown primary type")
        if "EIP712Domain" not in self.types:
            require(isinstance(self.domain, dict) and set(self.domain) <= set(DOMAIN), "a member that no domain has")
            declared = [{"name": name, "type": DOMAIN[name]} for name in DOMAIN if name in self.domain]
            self.types = {"EIP712Domain": declared, **self.types}
        for name, members in self.types.items():
            self.check_struct(name, members)
        for member in self.types["EIP712Domain"]:
            require(DOMAIN.get(member["name"]) == member["type"], "a member that no domain has")
        self.check_cycle(self.primary, ())

    def check_struct(self, name, members):
        require(NAME.fullmatch(name) and not atomic(name) and name not in ("uint", "int", "bytes", "function"), "a name that no struct can have")
        require(isinstance(members, list), "a struct that is no list")
        names = set()
        for member in members:
            require(isinstance(member, dict) and isinstance(member.get("name"), str) and isinstance(member.get("type"), str),
                    "a member without name and type")
            require(NAME.fullmatch(member["name"]), "a name that no member can have")
            require(member["name"] not in names, "a member declared twice")
            require(atomic(core(member["type"])) or core(member["type"]) in self.types, "an undeclared type")
            names.add(member["name"])

    def check_cycle(self, name, above):
        """A struct that holds itself without an array between has no finite value."""
        require(name not in above, "a struct inside itself")
        for member in self.types.get(name, ()) if len(above) < 60 else ():
            if member["type"] in self.types:
                self.check_cycle(member["type"], (*above, name))

    def text(self, name):
        """The type's text and those of all it needs, in the order of their names."""
        needed, open_ = set(), [name]
        while open_:
            for member in self.types[open_.pop()]:
                type_ = core(member["type"])
                if type_ in self.types and type_ not in needed:
                    needed.add(type_)
                    open_.append(type_)
        return "".join(f"{each}({','.join(member['type'] + ' ' + member['name'] for member in self.types[each])})"
                       for each in [name, *sorted(needed - {name})])

    def hash_struct(self, name, value, depth=0):
        require(isinstance(value, dict), "a struct that is no object")
        require(depth < 200, "nested too deeply")
        declared = [member["name"] for member in self.types[name]]
        require(set(declared) == set(value), "a member is missing or not declared")
        return keccak256(keccak256(self.text(name).encode())
                         + b"".join(self.word(member["type"], value[member["name"]], depth + 1) for member in self.types[name]))

    def word(self, type_, value, depth):
        if type_ in self.types:
            return self.hash_struct(type_, value, depth)
        if found := ARRAY.fullmatch(type_):
            require(isinstance(value, list), "an array that is no array")
            require(depth < 200, "nested too deeply")
            require(not found.group(2) or len(value) == int(found.group(2)), "an array of another count")
            return keccak256(b"".join(self.word(found.group(1), item, depth + 1) for item in value))
        return atomic_word(type_, value)

    @property
    def separator(self):
        return self.hash_struct("EIP712Domain", self.domain)

    @property
    def struct(self):
        return self.hash_struct(self.primary, self.message)

    @property
    def digest(self):
        return keccak256(b"\x19\x01" + self.separator + self.struct)


def core(type_):
    """The type inside all brackets."""
    for _ in range(60):
        found = ARRAY.fullmatch(type_)
        if not found:
            return type_
        type_ = found.group(1)
    raise Refused("nested too deeply")


def atomic_word(type_, value):
    if type_ == "bool":
        require(isinstance(value, bool), "no boolean")
        return int(value).to_bytes(32, "big")
    if "int" in type_:
        signed, bits = type_[0] == "i", int(type_.lstrip("uint"))
        number = integer(value)
        low, high = (-2**(bits - 1), 2**(bits - 1)) if signed else (0, 2**bits)
        require(low <= number < high, f"no {type_}")
        return (number % 2**256).to_bytes(32, "big")
    require(isinstance(value, str), "no string")
    if type_ == "string":
        return keccak256(value.encode())
    require(re.fullmatch(r"0x([0-9a-fA-F]{2})*", value, re.ASCII), "no hex")
    data = bytes.fromhex(value[2:])
    if type_ == "address":
        require(len(data) == 20, "no 20 bytes")
        require(value[2:].islower() or value[2:].isupper() or value[2:].isdigit() or value == checksummed(data), "a wrong checksum")
        return bytes(12) + data
    require(type_ == "bytes" or len(data) == int(type_[5:]), f"no {type_}")
    return keccak256(data) if type_ == "bytes" else data.ljust(32, b"\0")


def integer(value):
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    require(isinstance(value, str), "no integer")
    if re.fullmatch(r"0x[0-9a-fA-F]{1,64}", value, re.ASCII):
        return int(value, 16)
    require(re.fullmatch(r"-?[0-9]+", value, re.ASCII), "no integer")
    return int(value)


def checksummed(address):
    digits, nibbles = address.hex(), keccak256(address.hex().encode()).hex()
    return "0x" + "".join(digit.upper() if int(nibble, 16) > 7 else digit for digit, nibble in zip(digits, nibbles))
