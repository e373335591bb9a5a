"""Encodings in layouts that no compiler writes: shared, reordered and spread tails, offsets into a head."""
import choices
from solidity import Type, array, encode, encode_value, padded, parse, tuple_of

# Types, words joined by spaces, and what is unusual.
WRITTEN = (
    ("uint256[] uint256[]", "40 40 1 7", "two arrays share their words"),
    ("string string", "40 40 0", "two empty strings share their length"),
    ("bytes[]", "20 2 40 40 0", "two elements share their length"),
    ("uint256[][]", "20 3 60 60 60 1 7", "three inner arrays share their words"),
    ("uint256[][][]", "20 2 40 40 2 40 40 1 9", "nested sharing: the values outgrow the data"),
    ("bytes bytes", "60 40 0 0", "the second tail stands before the first"),
    ("bytes bytes", "80 40 0 0", "an offset to the end of the data"),
    ("bytes", "40 0 0", "a gap before the tail"),
    ("bytes", "20 0 0", "a word behind the tail"),
    ("bytes", "0 20 0", "an offset to itself"),
    ("bytes", "0", "an offset to itself as an empty value"),
    ("bytes", "1 20 0", "an offset that is no multiple of 32, into the head"),
    ("bytes", "21 0 0", "an offset that is no multiple of 32"),
    ("bytes", "2f " + "0 " * 2, "a value that begins within a word, and ends within one"),
    ("(uint256,uint256) bytes", "1 2 60 0", "a static tuple before an offset"),
    ("(uint256,uint256) bytes", "1 2 40 5 6", "an offset to itself, behind a static tuple"),
    ("(uint256,uint256) bytes", "1 20 20", "an offset to the second word of a static tuple"),
    ("uint8[2][2] bytes", "1 2 3 20 60", "an offset to the last word of an inner array"),
    ("uint256[2][] bytes", "40 a0 1 7 8 0", "an array of pairs"),
    ("bytes[]", "20 0", "an empty array of bytes"),
    ("bytes[]", "20 0 0", "an empty array of bytes and a word behind it"),
    ("bytes[]", "20 1 0", "an element's offset to itself"),
    ("bytes[]", "20 1", "an element's offset is missing"),
    ("bytes[2]", "20 40 60 0 0", "two elements"),
    ("bytes[2]", "20 20 60 0 0", "the first element's offset points to the second's"),
    ("", "0", "a word where there are no values"),
)


def words(text):
    return b"".join(int(word, 16).to_bytes(32, "big") for word in text.split())


def frame(random, types, values, share, gaps):
    """A frame whose tails stand in any order, behind gaps, or only once where they are equal."""
    tails = {}
    for index in random.sample(range(len(types)), len(types)):
        if types[index].dynamic:
            tail = spread(random, types[index], values[index], share, gaps)
            tails.setdefault(tail if share else (index, tail), (tail, []))[1].append(index)
    at, offsets, body = sum(type_.head for type_ in types), {}, b""
    for tail, owners in tails.values():
        gap = bytes(random.choice((0, 0, 32, 64, 1, 31)) if gaps else 0)
        offsets.update({index: at + len(body) + len(gap) for index in owners})
        body += gap + tail
    heads = (offsets[index].to_bytes(32, "big") if type_.dynamic else encode_value(type_, values[index])
             for index, type_ in enumerate(types))
    return b"".join(heads) + body


def spread(random, type_, value, share, gaps):
    if type_.base == "tuple":
        return frame(random, type_.members, value, share, gaps)
    if type_.base == "array":
        count = b"" if type_.size else len(value).to_bytes(32, "big")
        return count + frame(random, type_.members * len(value), value, share, gaps)
    data = value.encode() if isinstance(value, str) else value
    return len(data).to_bytes(32, "big") + padded(data)


def cases(random):
    for types, text, _ in WRITTEN:
        yield [parse(name) for name in types.split()], words(text)
    bytes_, string, word = Type("bytes"), Type("string"), Type("uint", 256)
    shapes = (array(bytes_), array(string, 3), array(array(word)), array(tuple_of(word, string)), array(array(bytes_), 2))
    for _ in range(150):  # equal values, their tails in any order, some of them shared
        type_ = random.choice(shapes)
        item = choices.value(random, type_.members[0])
        count = type_.size or random.randint(2, 5)
        share, gaps = random.choice(((True, False), (True, True), (False, False), (False, True)))
        yield [type_], frame(random, [type_], [[item] * count], share, gaps)
    for _ in range(250):
        types, values = choices.case(random, 320, types=(1, 2, 3), depths=(1, 2, 3))
        yield types, frame(random, types, values, False, random.random() < 0.4)
    for _ in range(120):  # an offset into the words of a static value before it
        static = random.choice((tuple_of(word, word, word), array(array(word, 2), 2), tuple_of(array(word, 2), word)))
        dynamic = random.choice((bytes_, array(word), string, array(bytes_)))
        data = bytearray(encode([static, dynamic], [choices.fill(static, random.choice((0, 1, 2, 32, 64))),
                                                    choices.value(random, dynamic)]))
        place = static.whole
        data[place:place + 32] = (32 * random.randrange(place // 32 + 2)).to_bytes(32, "big")
        yield [static, dynamic], bytes(data) + bytes(32 * random.randrange(3))
