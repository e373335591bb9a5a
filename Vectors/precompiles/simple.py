"""Inputs of ECRECOVER, SHA256, RIPEMD160, ID and BLAKE2F."""
import coincurve

ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
RECOVER, SHA256, RIPEMD160, IDENTITY = 1, 2, 3, 4


def word(value):
    return value.to_bytes(32, "big")


def signed(random):
    """Digest, v, r and s of a fresh signature."""
    digest = random.randbytes(32)
    key = coincurve.PrivateKey(word(random.randrange(1, ORDER)))
    raw = key.sign_recoverable(digest, hasher=None)
    r, s = (int.from_bytes(raw[start:start + 32], "big") for start in (0, 32))
    return digest, 27 + raw[64], r, s


def recover_inputs(random):
    def packed(digest, v, r, s):
        return digest + word(v) + word(r) + word(s)

    for index in range(40):
        digest, v, r, s = signed(random)
        yield packed(digest, v, r, s)
        # The high s is a signature too.
        yield packed(digest, 55 - v, r, ORDER - s)
        yield packed(digest, 55 - v, r, s)
        yield packed(random.randbytes(32), v, r, s)
    digest, v, r, s = signed(random)
    good = packed(digest, v, r, s)
    for other in (0, 1, 2, 26, 29, 27 + 256, 28 + 2**64, 27 << 248, 28 + 2**255, 2**256 - 1):
        yield packed(digest, other, r, s)
    for number in (0, 1, ORDER - 1, ORDER, ORDER + 1, 2**256 - 1):
        yield packed(digest, v, number, s)
        yield packed(digest, v, r, number)
        yield packed(word(number), v, r, s)
    for length in (0, 1, 31, 32, 63, 64, 96, 127):
        yield good[:length]
    # Zeros at the end of s may be left out, and what follows s is not read.
    for index in range(3):
        yield (good + random.randbytes(64))[:128 + 21 * (index + 1)]
    short = next(word for word in iter(lambda: packed(*signed(random)), None) if word[-1] == 0)
    yield short
    yield short[:-1]


def inputs(random):
    """Pairs of precompile number and input."""
    for data in recover_inputs(random):
        yield RECOVER, data
    lengths = [0, 1, 31, 32, 33, 55, 56, 63, 64, 65, 96, 119, 128, 200, 256, 1000]
    for number in (SHA256, RIPEMD160, IDENTITY):
        for length in lengths:
            yield number, random.randbytes(length)
        yield number, bytes(64)


def blake2f_inputs(random):
    for rounds in [*range(0, 26), 100, 255, 256, 1000]:
        for flag in (0, 1):
            yield rounds.to_bytes(4, "big") + random.randbytes(208) + bytes([flag])
    yield bytes(213)
    yield b"\x00\x00\x00\x0c" + b"\xff" * 208 + b"\x01"


def blake2f_rejections(random):
    good = b"\x00\x00\x00\x0c" + random.randbytes(208) + b"\x01"
    for length in (0, 1, 4, 32, 212):
        yield good[:length], f"{length} bytes, not 213"
    yield good + b"\x00", "214 bytes, not 213"
    yield good * 2, "426 bytes, not 213"
    for flag in (2, 3, 0x80, 0xFF):
        yield good[:-1] + bytes([flag]), f"the final block flag is {flag}"
