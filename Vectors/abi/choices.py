"""Random and edge types and values; the caller gives the random generator."""
from decimal import Decimal

from solidity import PRECISE, Type, array, checksummed, tuple_of

WIDTHS = range(8, 257, 8)
TEXTS = ("", "a", "Chequer", "thirty-one bytes of plain text!", "thirty-two bytes of plain text!!", "Żółć", "日本語",
         "🧾", "e\u0301", "\u0000", "line\nbreak", "\u202eright to left", "\x1b[31mred\x1b[0m", '"quoted"\\', "\ufeff",
         "a" * 33, "ß" * 16, "\U0010ffff")


def elementary(random, fixed_point=False):
    draw = random.random()
    if fixed_point and draw < 0.1:
        return Type(random.choice(("fixed", "ufixed")), random.choice(WIDTHS), random.choice((1, 2, 18, 18, 79, 80)))
    if draw < 0.45:
        return Type(random.choice(("uint", "int")), random.choice((8, 16, 32, 64, 128, 256, 256, 256, *WIDTHS)))
    if draw < 0.6:
        return Type("bytesN", random.choice((1, 4, 20, 31, 32, 32, *range(1, 33))))
    return Type(random.choice(("bool", "address", "address", "string", "string", "bytes", "bytes", "function")))


def any_type(random, depth, fixed_point=False):
    """A type nested at most `depth` deep."""
    if depth == 0 or random.random() < 0.35:
        return elementary(random, fixed_point)
    draw = random.random()
    if draw < 0.3:
        return array(any_type(random, depth - 1, fixed_point))
    if draw < 0.55:
        return array(any_type(random, depth - 1, fixed_point), random.choice((1, 1, 2, 2, 3, 4)))
    return tuple_of(*(any_type(random, depth - 1, fixed_point) for _ in range(random.choice((1, 1, 2, 2, 3)))))


def integer(random, type_):
    signed = type_.base in ("int", "fixed")
    low, high = (-2**(type_.size - 1), 2**(type_.size - 1) - 1) if signed else (0, 2**type_.size - 1)
    draw = random.random()
    if draw < 0.3:
        return random.choice((0, 1, low, high, -1 if signed else high - 1, low + 1))
    if draw < 0.8:
        return max(low, min(high, random.choice((1, -1) if signed else (1,)) * random.getrandbits(random.randint(1, type_.size))))
    return random.randint(low, high)


def value(random, type_):
    if type_.base == "array":
        return [value(random, type_.members[0]) for _ in range(type_.size or random.choice((0, 0, 1, 1, 2, 3)))]
    if type_.base == "tuple":
        return [value(random, member) for member in type_.members]
    if type_.base in ("uint", "int"):
        return integer(random, type_)
    if type_.base in ("fixed", "ufixed"):
        return PRECISE.scaleb(Decimal(integer(random, type_)), -type_.places)
    if type_.base == "bool":
        return random.random() < 0.5
    if type_.base == "address":
        return checksummed(random.choice((bytes(20), b"\xff" * 20, *(random.randbytes(20) for _ in range(6)))))
    if type_.base == "string":
        return random.choice(TEXTS) if random.random() < 0.8 else "".join(random.choices("abc žя漢🂡", k=random.randrange(40)))
    if type_.base == "bytes":
        return random.randbytes(random.choice((0, 1, 4, 31, 32, 33, 65, random.randrange(70))))
    return random.randbytes(24 if type_.base == "function" else type_.size)


def case(random, longest, types=(0, 1, 1, 1, 2, 2, 3, 4), depths=(0, 1, 1, 2, 2, 3, 3, 4, 5), fixed_point=False):
    """Types and values whose encoding is at most `longest` bytes."""
    from solidity import encode
    while True:
        chosen = [any_type(random, random.choice(depths), fixed_point) for _ in range(random.choice(types))]
        if sum(type_.head for type_ in chosen) > longest:
            continue
        values = [value(random, type_) for type_ in chosen]
        if len(encode(chosen, values)) <= longest:
            return chosen, values


def edges():
    """Each elementary type with its edge values, and the shapes that went wrong elsewhere."""
    for bits in WIDTHS:
        yield [Type("uint", bits)] * 3, [0, 1, 2**bits - 1]
        yield [Type("int", bits)] * 5, [0, 1, -1, 2**(bits - 1) - 1, -2**(bits - 1)]
    for length in range(1, 33):
        yield [Type("bytesN", length)] * 3, [bytes(length), b"\xff" * length, bytes(range(1, length + 1))]
        yield [Type("bytes")], [bytes(range(length))]
        yield [Type("string")], ["x" * length]
    for base in ("fixed", "ufixed"):
        for bits, places in ((8, 1), (8, 80), (128, 18), (256, 18), (256, 80), (256, 1)):
            low, high = (-2**(bits - 1), 2**(bits - 1) - 1) if base == "fixed" else (0, 2**bits - 1)
            yield ([Type(base, bits, places)] * 4,
                   [PRECISE.scaleb(Decimal(number), -places) for number in (low, high, 1, 0)])
    for text in TEXTS:
        yield [Type("string")], [text]
    word, text = Type("uint", 256), Type("string")
    yield [], []
    yield [Type("bool")] * 2, [False, True]
    yield [Type("function")], [bytes(range(24))]
    yield [Type("bytes")], [b""]
    yield [array(word)], [[]]
    yield [array(text)], [[]]
    yield [array(text)], [[""]]
    yield [array(array(word))], [[[], [1], []]]
    yield [array(array(word), 2)], [[[], []]]
    yield [array(array(word, 2))], [[[1, 2], [3, 4]]]
    yield [array(array(text, 1), 2), word], [[["a"], ["b"]], 7]
    yield [array(Type("bytes"), 33)], [[bytes([i]) for i in range(33)]]
    yield [array(Type("bytesN", 32), 33)], [[bytes([i]) * 32 for i in range(33)]]
    yield [tuple_of(word, word), text], [[1, 2], "after a static tuple"]
    yield [tuple_of(word, text), text], [[1, "inside"], "outside"]
    yield [array(tuple_of(word, word), 2), Type("bytes")], [[[1, 2], [3, 4]], b"\x05"]
    for nested in (array, lambda element: array(element, 1), tuple_of, lambda element: tuple_of(element, element)):
        for innermost, item in ((word, 5), (text, "deep")):
            type_ = innermost
            for _ in range(5):
                type_ = nested(type_)
            yield [type_], [fill(type_, item)]


def fill(type_, item):
    if type_.base == "array":
        return [fill(type_.members[0], item)] * (type_.size or 1)
    return [fill(member, item) for member in type_.members] if type_.base == "tuple" else item
