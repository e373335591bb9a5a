"""Random typed data: structs within structs, arrays of them, every atomic type, any domain."""
import eip712

STRUCTS = ("Mail", "Ma", "M", "Mail2", "MailX", "Person", "Per", "PersonA", "person", "Order", "OrderItem", "Order_", "_x", "$", "Z", "Aa", "AA", "a", "A1", "A10")
MEMBERS = ("from", "to", "contents", "amount", "wallets", "name", "id", "data", "nonce", "deadline", "x", "y", "_", "$a", "tokenId", "isOpen", "salt", "list", "b2")
TEXTS = ("", "a", "Hello, Bob!", "Żółć", "日本語", "🧾", "e\u0301", "line\nbreak", '"quoted" \\', "\u0000", "\x1b[31m", "\u202e", "x" * 40)


def atomic(random):
    draw = random.random()
    if draw < 0.4:
        return f"{random.choice(('uint', 'uint', 'int'))}{random.choice((8, 64, 256, 256, *range(8, 257, 8)))}"
    if draw < 0.55:
        return f"bytes{random.choice((1, 4, 32, *range(1, 33)))}"
    return random.choice(("address", "address", "bool", "string", "string", "bytes"))


def brackets(random):
    return "".join(random.choice(("[]", "[]", "[1]", "[2]", "[3]")) for _ in range(random.choice((0, 0, 0, 0, 1, 1, 2))))


def types(random):
    """Structs of which each needs only later ones, or itself and earlier ones through a dynamic array."""
    names = random.sample(STRUCTS, random.choice((1, 1, 2, 2, 3, 4, 5)))
    declared = {}
    for index, name in enumerate(names):
        members = []
        for member in random.sample(MEMBERS, random.choice((0, 1, 1, 2, 2, 3, 4)) if index else random.choice((1, 2, 3, 4))):
            draw = random.random()
            if draw < 0.1:
                type_ = random.choice(names[:index + 1]) + "[]"
            elif index + 1 < len(names) and draw < 0.5:
                type_ = random.choice(names[index + 1:index + 3]) + brackets(random)
            else:
                type_ = atomic(random) + brackets(random)
            members.append({"name": member, "type": type_})
        declared[name] = members
    if random.random() < 0.2:
        declared[random.choice([name for name in STRUCTS if name not in declared])] = [{"name": "unused", "type": names[0] + "[]"}]
    return names[0], declared


def number(random, value):
    """An integer in one of the forms that typed data uses."""
    if value >= 0 and random.random() < 0.3:
        return f"0x{value:x}" if random.random() < 0.7 else f"0x{value:064X}"
    return value if random.random() < 0.5 else str(value)


def value(random, declared, type_, depth=0):
    if type_ in declared:
        return {member["name"]: value(random, declared, member["type"], depth + 1) for member in shuffled(random, declared[type_])}
    if found := eip712.ARRAY.fullmatch(type_):
        count = int(found.group(2)) if found.group(2) else random.choice((0, 1, 1, 2, 3)) if depth < 4 else 0
        return [value(random, declared, found.group(1), depth + 1) for _ in range(count)]
    if type_ == "bool":
        return random.random() < 0.5
    if type_ == "string":
        return random.choice(TEXTS)
    if type_ == "address":
        address = random.choice((bytes(20), b"\xff" * 20, *(random.randbytes(20) for _ in range(4))))
        return eip712.checksummed(address) if random.random() < 0.7 else "0x" + address.hex()
    if type_.startswith("bytes"):
        data = random.randbytes(int(type_[5:]) if type_ != "bytes" else random.choice((0, 1, 31, 32, 33)))
        return "0x" + (data.hex() if random.random() < 0.8 else data.hex().upper())
    bits, signed = int(type_.lstrip("uint")), type_[0] == "i"
    low, high = (-2**(bits - 1), 2**(bits - 1) - 1) if signed else (0, 2**bits - 1)
    edge = random.choice((0, 1, low, high, -1 if signed else high, min(high, 2**53), min(high, 2**53 + 1), min(high, 2**64)))
    return number(random, edge if random.random() < 0.4 else random.randint(max(low, -2**random.randrange(1, 257)), min(high, 2**random.randrange(1, 257))))


def shuffled(random, members):
    """The order of members in the JSON does not matter."""
    return random.sample(members, len(members)) if random.random() < 0.3 else members


def domain(random):
    chosen = [name for name in eip712.DOMAIN if random.random() < 0.6] if random.random() < 0.9 else []
    declared = [{"name": name, "type": eip712.DOMAIN[name]} for name in chosen]
    values = {member["name"]: value(random, {}, member["type"]) for member in shuffled(random, declared)}
    return declared, values


def document(random, longest=1300):
    import json
    while True:
        primary, declared = types(random)
        domain_members, domain_values = domain(random)
        all_types = {"EIP712Domain": domain_members, **declared}
        if random.random() < 0.2:
            all_types = dict(random.sample(list(all_types.items()), len(all_types)))
        made = {"types": all_types, "primaryType": primary, "domain": domain_values, "message": value(random, declared, primary)}
        if len(json.dumps(made)) <= longest:
            return made
