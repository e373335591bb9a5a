#!/usr/bin/env python3
"""Makes the JSON vectors: texts that RFC 8259 allows with their values, and texts that are refused.

    python3 Vectors/json/generate.py

Every text is given to Python's json module. An accepted one must be accepted there with the value
in the row; a refused one must be refused there too, unless its row names the intended difference.
"""
import json
import pathlib
import random
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from provenance import record, write_rows  # noqa: E402

RANDOM = random.Random("chequer json 1")
DEPTH = 128


class Number(str):
    """A number as it is written."""


class Repeated(Exception):
    """Two members of one name."""


def members(pairs):
    if len({key for key, _ in pairs}) != len(pairs):
        raise Repeated
    return dict(pairs)


def refuse(name):
    raise ValueError(name)


def parse(text, strict):
    """Python's reading: with the refusals it can be asked for, or as it is by default."""
    hooks = {"parse_int": Number, "parse_float": Number}
    if strict:
        hooks |= {"object_pairs_hook": members, "parse_constant": refuse}
    return json.loads(text.decode("utf-8"), **hooks)


def canonical(value):
    """The value without white space, each number as written."""
    if isinstance(value, Number):
        return str(value)
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    if isinstance(value, dict):
        return "{" + ",".join(f"{canonical(k)}:{canonical(v)}" for k, v in value.items()) + "}"
    return json.dumps(value, ensure_ascii=False)


ACCEPTED = r'''
null
true
 false
0
-0
-0.0
10
1.0
0.5e-7
-1E+400
123456789012345678901234567890123456789012345678901234567890
0.1000000000000000000000000000000000000000000000001
""
"a"
"\""
"\\\/\b\f\n\r\t"
"\u0000\u001F\u007f"
"\u00e9\u20AC\uD83D\uDE00"
"é€😀"
"\ud7ff\ue000\uffff"
"/"
"x\u0022y\u005cz"
[]
[ ]
{}
{ }
[[],{},[{}]]
[1 , 2,3 ]
{"a":1,"A":2,"":3," ":4}
{"a":{"a":{"a":1}},"b":[{"a":1},{"a":2}]}
{"\u00e9":1,"e\u0301":2}
{"1":1,"1.0":2,"01":3}
{"CumulativePayout":1331381000000000000,"Signature":"KrkTLq4="}
'''.strip("\n").split("\n")

REFUSED = [
    ("unexpectedByte", r'''
[1,]
[,1]
[1,,2]
[,]
{,}
{"a":1,}
{"a":1,,"b":2}
{a:1}
{'a':1}
{1:2}
{null:1}
{"a"}
{"a",1}
{"a"=1}
{"a"::1}
{"a":}
{"a" 1}
[1 2]
[1:2]
[1}
{"a":1]
]
}
,
:
'a'
+1
.5
-.5
1.e1
1.5e+x
- 1
-a
[-]
[1e]
[1.]
[0.e1]
tru1
[tru]
[nul,1]
TRUE
True
undefined
[1//c
/*c*/1
#1
\u0031
[1;2]
(1)
--1
'''),
    ("trailingContent", r'''
1 2
{} {}
[]]
{}}
null,
truefalse
nulll
0x1F
1a
1_000
"a" "b"
"a"b
1.5.5
1e5e5
'''),
    ("unexpectedEnd", "[\n{\n[1\n[1,\n{\"a\"\n{\"a\":\n{\"a\":1\n{\"a\":1,\n[[]\n-\n1.\n1e\n1e+\nt\ntru\nnul\nfals\n"),
    ("unterminatedString", '"\n"a\n["a]\n"\\"\n"\\\n["\\\n{"a:1}\n'),
    ("invalidEscape", '"\\x41"\n"\\a"\n"\\0"\n"\\\'"\n"\\U0041"\n"\\u"\n"\\u1"\n"\\u12"\n"\\u123"\n"\\u12g4"\n'
     '"\\u 041"\n"\\u+041"\n"\\u-041"\n"\\ud83d\\u12"\n"\\v"\n"\\ "\n'),
    ("leadingZero", "00\n01\n-01\n-00\n007.5\n[00]\n{\"a\":01}\n00e1\n"),
]

# What Python's json takes and Chequer refuses, with the rule.
STRICTER = [
    ("duplicateKey", "names within an object must differ", r'''
{"a":1,"a":1}
{"a":1,"b":2,"a":3}
{"":1,"":2}
{"a":1,"\u0061":2}
{"\u00e9":1,"é":2}
[{"x":{"y":1,"y":2}}]
{"😀":1,"\ud83d\ude00":2}
'''),
    ("loneSurrogate", "half a surrogate pair is no character", r'''
"\ud800"
"\udc00"
"\udfff x"
"\ud800\ud800"
"\udc00\ud800"
"\ud83dx\ude00"
{"\ud800":1}
"\ud800\n"
'''),
    ("unexpectedByte", "RFC 8259 has no such number", "NaN\nInfinity\n-Infinity\n[NaN]\n"),
]

BAD_UTF8 = [
    "80", "bf", "c0", "c080", "c1bf", "c2", "c2c2", "df41", "e0", "e08080", "e09fbf", "e0a0", "e280",
    "e28241", "eda080", "edbfbf", "eda0bdedb880", "ee80", "f0808080", "f08fbfbf", "f09f98", "f09f",
    "f0", "f4908080", "f5808080", "f8888080", "fc848080", "fe", "ff", "e9", "c3a9ff",
]


def random_value(depth):
    kind = RANDOM.randrange(8 if depth else 5)
    if kind == 0:
        return RANDOM.choice([None, True, False])
    if kind in (1, 2):
        sign = RANDOM.choice(["", "-"])
        digits = str(RANDOM.getrandbits(RANDOM.choice([1, 8, 53, 64, 128, 256, 300])))
        fraction = RANDOM.choice(["", "", "." + str(RANDOM.getrandbits(70)), ".50"])
        return Number(sign + digits + fraction + RANDOM.choice(["", "", "", "e5", "E-12", "e+007"]))
    if kind in (3, 4):
        return random_text()
    if kind in (5, 6):
        return [random_value(depth - 1) for _ in range(RANDOM.randrange(6))]
    return {random_text(): random_value(depth - 1) for _ in range(RANDOM.randrange(6))}


def random_text():
    alphabets = ["abcdef0123456789", "\"\\/\b\f\n\r\t\0\x1f ", "éß€漢字", "😀🏳\U0010ffff", "\x7f\u2028\ufeff"]
    return "".join(
        RANDOM.choice(RANDOM.choice(alphabets)) for _ in range(RANDOM.choice([0, 1, 3, 7, 8, 9, 40])))


def spelled(value):
    """The value in one of its many spellings: white space and escapes at random."""
    def space():
        return RANDOM.choice(["", "", "", " ", "\n", "\r\n\t "])

    if isinstance(value, Number):
        return str(value)
    if isinstance(value, str):
        result = '"'
        for character in value:
            style = RANDOM.randrange(4)
            if style == 0:
                units = character.encode("utf-16-be")
                for high, low in zip(units[::2], units[1::2]):
                    digits = f"{high:02x}{low:02x}"
                    result += "\\u" + (digits.upper() if RANDOM.randrange(2) else digits)
            elif style == 1 and character == "/":
                result += "\\/"
            else:
                result += json.dumps(character, ensure_ascii=False)[1:-1]
        return result + '"'
    if isinstance(value, list):
        inner = ",".join(space() + spelled(item) + space() for item in value)
        return "[" + (inner or space()) + "]"
    if isinstance(value, dict):
        inner = ",".join(
            space() + spelled(key) + space() + ":" + space() + spelled(item) + space()
            for key, item in value.items())
        return "{" + (inner or space()) + "}"
    return json.dumps(value)


def accepted():
    texts = [text.encode() for text in ACCEPTED]
    texts += [b"[" * DEPTH + b"]" * DEPTH, b'{"a":' * (DEPTH - 1) + b"[]" + b"}" * (DEPTH - 1)]
    texts += [b"\r\n\t [ 1 ]\n\n", b"{" + b",".join(b'"k%d":%d' % (i, i) for i in range(300)) + b"}"]
    texts += [b'"' + b"a" * n + b'"' for n in range(20)] + [b'"' + b"a" * n + b'\\n"' for n in range(20)]
    texts += [spelled(random_value(4)).encode() for _ in range(1000)]
    for text in texts:
        yield {"json": text, "canonical": canonical(parse(text, strict=True))}


def refused(text, error, difference=None):
    try:
        parse(text, strict=difference is None)
        taken = True
    except (ValueError, Repeated, RecursionError):
        taken = False
    assert taken == (difference is not None), (text, error, difference)
    return {"json": text, "error": error, "why": difference or "RFC 8259 has no such text"}


def rejected():
    for error, block in REFUSED:
        for text in block.strip("\n").split("\n"):
            yield refused(text.encode(), error)
    for error, why, block in STRICTER:
        for text in block.strip("\n").split("\n"):
            yield refused(text.encode(), error, why)
    for text in (b"", b" ", b"\n\t\r "):
        yield refused(text, "emptyDocument")
    for byte in range(0x20):
        yield refused(b'"a' + bytes([byte]) + b'"', "controlCharacter")
        if byte not in b"\t\n\r":
            yield refused(bytes([byte]) + b"1", "unexpectedByte")
    for sequence in map(bytes.fromhex, BAD_UTF8):
        yield refused(b'"' + sequence + b'"', "invalidUTF8")
        yield refused(b'{"' + b"a" * 9 + sequence + b'x":1}', "invalidUTF8")
    for text in ("\u00a01", "\u20281", "[1\u00a0]", "\u0661", "\uff11"):
        yield refused(text.encode(), "unexpectedByte")
    yield refused("\ufeff1".encode(), "byteOrderMark")
    for encoding in ("utf-16", "utf-16-be", "utf-16-le", "utf-32"):
        text = ("" if encoding[-2:] not in ("be", "le") else "\ufeff") + "[1]"
        yield refused(text.encode(encoding), "byteOrderMark")
    depth = f"nesting past {DEPTH} is refused"
    yield refused(b"[" * (DEPTH + 1) + b"]" * (DEPTH + 1), "nestingTooDeep", depth)
    yield refused(b'[{"a":' * 65 + b"1" + b"}]" * 65, "nestingTooDeep", depth)
    yield refused(b"[" * 10_000, "nestingTooDeep")
    large = b"{" + b",".join(b'"k%d":0' % i for i in [*range(100), 50]) + b"}"
    yield refused(large, "duplicateKey", "names within an object must differ")


write_rows(HERE, "accept.jsonl", accepted())
write_rows(HERE, "reject.jsonl", rejected())
record(HERE)
