"""Rows for encoding, packed encoding and decoding of values."""
import random

import eth_abi
import eth_abi.packed
from eth_abi.exceptions import DecodingError

import choices
import layouts
from decoder import Decoder
from solidity import Refused, array, encode, encode_packed, parse, shown

RANDOM = random.Random("chequer abi coding 1")


def texts(types):
    return [type_.text for type_ in types]


def shown_all(types, values):
    return [shown(type_, value) for type_, value in zip(types, values, strict=True)]


def accepted(types, values):
    """A row that eth-abi and this folder's coder agree on, both ways."""
    data = eth_abi.encode(texts(types), values)
    assert data == encode(types, values), texts(types)
    assert [parse(text) for text in texts(types)] == list(types)
    written = shown_all(types, values)
    assert written == shown_all(types, eth_abi.decode(texts(types), data)), texts(types)
    decoder = Decoder(data)
    assert written == shown_all(types, decoder.values(types)) and not decoder.stricter, texts(types)
    return {"types": texts(types), "values": written, "data": data}


def accept_rows():
    for types, values in choices.edges():
        yield accepted(types, values)
    for _ in range(300):
        yield accepted(*choices.case(RANDOM, 480, fixed_point=True))
    for _ in range(4300):
        yield accepted(*choices.case(RANDOM, 544))
    for _ in range(350):
        yield accepted(*choices.case(RANDOM, 448, depths=(5,), types=(1,)))
    for _ in range(20):
        yield accepted(*choices.case(RANDOM, 3000, depths=(3, 4, 5), types=(4, 6, 8)))


def packed_rows():
    """Accepted and refused rows, apart."""
    accept, reject = [], []
    for types, values in choices.edges():
        packed_row(accept, reject, types, values)
    for _ in range(900):
        types = [element if RANDOM.random() < 0.6 else array(element, RANDOM.choice((0, 0, 1, 2, 3)))
                 for element in (choices.elementary(RANDOM) for _ in range(RANDOM.choice((1, 1, 2, 3, 4))))]
        packed_row(accept, reject, types, [choices.value(RANDOM, type_) for type_ in types])
    for _ in range(60):
        packed_row(accept, reject, *choices.case(RANDOM, 320, depths=(2, 3)))
    return accept, reject


def packed_row(accept, reject, types, values):
    row = {"types": texts(types), "values": shown_all(types, values)}
    try:
        data = encode_packed(types, values)
    except Refused as refusal:
        reject.append({**row, "why": str(refusal)})
        return
    assert data == b"".join(packed_by_eth_abi(type_, value) for type_, value in zip(types, values)), texts(types)
    accept.append({**row, "data": data})


def packed_by_eth_abi(type_, value):
    """eth-abi's packed mode does not pad the elements of arrays, as Solidity does; its standard mode does."""
    if type_.base != "array":
        return eth_abi.packed.encode_packed([type_.text], [value])
    return eth_abi.encode([array(type_.members[0], len(value)).text], [value]) if value else b""


def mutated(data):
    """Hostile neighbours of an encoding."""
    words = [bytearray(data[at:at + 32]) for at in range(0, len(data), 32)]
    if not words:
        return RANDOM.randbytes(RANDOM.choice((1, 31, 32)))
    at = RANDOM.randrange(len(words))
    kind = RANDOM.randrange(10)
    number = int.from_bytes(words[at], "big")
    if kind == 0:
        words[at][RANDOM.randrange(len(words[at]))] ^= 1 << RANDOM.randrange(8)
    elif kind == 1:
        words[at][:] = RANDOM.choice((0, 1, 2, 3, 31, 32, 33, 64, 96, 128, len(data), len(data) - 32)).to_bytes(32, "big")
    elif kind == 2:
        words[at][:] = (2**RANDOM.choice((31, 32, 59, 63, 64, 128, 255, 256)) - RANDOM.choice((1, 31, 32, 33, 64))).to_bytes(32, "big")
    elif kind == 3:
        return data[:RANDOM.choice((len(data) - 1, len(data) - 32, RANDOM.randrange(len(data))))]
    elif kind == 4:
        return data + RANDOM.choice((b"\0", bytes(32), RANDOM.randbytes(31), RANDOM.randbytes(32)))
    elif kind == 5:
        other = RANDOM.randrange(len(words))
        words[at], words[other] = words[other], words[at]
    elif kind in (6, 7):
        words[at][:] = ((number + RANDOM.choice((-64, -33, -32, -1, 1, 32, 33, 64))) % 2**256).to_bytes(32, "big")
    elif kind == 8:
        words.insert(at, bytearray(RANDOM.choice((bytes(32), words[at]))))
    else:
        numbers = [i for i, word in enumerate(words) if 0 < int.from_bytes(word, "big") <= len(data)]
        at = RANDOM.choice(numbers or [at])
        words[at][:] = (32 * RANDOM.randrange(len(words) + 1)).to_bytes(32, "big")
    return b"".join(words)


def outcome(types, data):
    """What eth-abi's strict mode reads, or None; OverflowError and UnicodeDecodeError are its refusals as well."""
    try:
        return shown_all(types, eth_abi.decode(texts(types), data))
    except (DecodingError, OverflowError, UnicodeDecodeError):
        return None


def judged(types, data):
    row = {"types": texts(types), "data": data}
    read = outcome(types, data)
    decoder = Decoder(data)
    try:
        own = shown_all(types, decoder.values(types))
    except Refused:
        own = None
    assert read == own, (texts(types), data.hex())
    if read is None:
        return {**row, "refused": True}
    return {**row, "values": read, **({"stricter": decoder.stricter} if decoder.stricter else {})}


def mutated_rows():
    for types, data in layouts.cases(RANDOM):
        yield judged(types, data)
    for _ in range(3000):
        types, values = choices.case(RANDOM, 288, types=(1, 1, 2, 3), depths=(0, 1, 1, 2, 3, 4))
        data = encode(types, values)
        for _ in range(RANDOM.choice((1, 1, 1, 2))):
            data = mutated(data)
        yield judged(types, data)
