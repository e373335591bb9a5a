"""Inputs of MODEXP: random ones, the edges of its prices, and what EIP-7823 forbids."""

LIMIT = 1024


def word(value):
    return value.to_bytes(32, "big")


def encoded(base, exponent, modulus, lengths=None):
    """Three byte strings with their lengths in front, or with lengths that are not theirs."""
    lengths = lengths or (len(base), len(exponent), len(modulus))
    return b"".join(word(length) for length in lengths) + base + exponent + modulus


def inputs(random):
    """Inputs that every fork takes."""
    def draw(length, leading=0):
        return bytes(leading) + random.randbytes(length - leading)

    yield b""
    for length in (1, 31, 32, 33, 95, 96):
        yield bytes([0] * length)
    yield encoded(b"", b"", b"")
    yield encoded(b"", b"", b"\x07")
    yield encoded(b"", b"", b"\x01")
    yield encoded(b"", b"\x05", b"")
    yield encoded(b"\x05", b"\x03", b"")
    yield encoded(b"\x00", b"\x00", b"\x05")
    yield encoded(b"\x05", b"", b"\x0d")
    yield encoded(b"\x05", b"\x03", b"\x00")
    yield encoded(b"\x05", b"\x03", bytes(40))
    yield encoded(b"\x05", b"\x03", b"\x01")
    yield encoded(b"\x05", bytes(33), b"\x00\x00\x0b")
    # Numbers that the input's end cuts off.
    yield encoded(b"\x03", b"\xff\xff", b"\x80", (1, 2, 32))
    yield encoded(b"\x03", b"\xff", b"", (1, 2, 32))
    yield encoded(b"\x03", b"", b"", (1, 2, 32))
    yield encoded(b"", b"", b"", (1, 2, 32))
    yield encoded(b"\xff\xff", b"", b"", (1000, 40, 700))
    yield encoded(b"\x02", b"\x01", b"", (1, 40, 33))
    yield encoded(b"\x02" * 3, b"\x01", b"\x07" * 8, (3, 1, 7))
    # The lengths at which a price changes its form.
    for length in (1, 7, 8, 9, 31, 32, 33, 63, 64, 65, 100, 128, 255, 256, 257):
        yield encoded(draw(length), draw(1), draw(length))
        yield encoded(draw(length), draw(2), draw(length))
    for length in (31, 32, 33, 34, 64):
        for leading in {0, 1, length // 2, length - 1, length}:
            yield encoded(draw(3), draw(length, leading), draw(5))
    yield encoded(b"\x02", bytes(32) + b"\x01", draw(LIMIT))
    yield encoded(draw(LIMIT), b"\x03", draw(LIMIT))
    yield encoded(draw(LIMIT), draw(8), b"\x61")
    yield encoded(b"\x02", draw(LIMIT), b"\x61")
    # Moduli that are even, powers of two, or have zeros in front.
    for length in (1, 8, 16, 20, 32, 48, 96):
        base, exponent = draw(random.randrange(1, 2 * length)), draw(random.randrange(1, 40))
        odd = int.from_bytes(draw(length), "big") | 1
        even = odd >> 1 << 1
        power = 1 << random.randrange(8 * length)
        mixed = odd << random.randrange(1, 8 * length) & (1 << 8 * length) - 1
        for modulus in (odd, even, power, mixed, power - 1):
            yield encoded(base, exponent, modulus.to_bytes(length, "big"))
            yield encoded(base, exponent, modulus.to_bytes(length + 5, "big"))
        # The base is a multiple of the modulus, or just beside it.
        for distance in (-1, 0, 1):
            yield encoded((odd * 3 + distance).to_bytes(length + 1, "big"), exponent,
                          odd.to_bytes(length, "big"))
    for _ in range(120):
        yield encoded(draw(random.randrange(70)), draw(random.randrange(50)),
                      draw(random.randrange(70)))


def too_long(random):
    """Inputs with an operand above 1024 bytes, which Osaka refuses."""
    for lengths in ((LIMIT + 1, 1, 1), (1, LIMIT + 1, 1), (1, 1, LIMIT + 1), (2**64, 0, 0),
                    (0, 2**64, 0), (0, 0, 2**256 - 1), (2**255, 2**255, 2**255)):
        yield encoded(b"\x02", b"\x03", b"\x05", lengths)
    yield encoded(random.randbytes(LIMIT + 1), b"\x02", b"\x07")


def dear():
    """Inputs of a few bytes that no gas below 2^64 pays for, before Osaka's limit."""
    for lengths in ((2**64, 1, 1), (2**256 - 1, 0, 0), (0, 2**256 - 1, 1), (1, 2**255, 0),
                    (0, 2, 2**64), (0, 0, 2**256 - 1), (2**40, 2**40, 2**40), (2**41, 0, 0),
                    (2**63 - 1, 1, 1), (2**64 - 1, 2**64 - 1, 2**64 - 1), (1, 2**72, 1),
                    (0, 2**252, 2**252 // 8)):
        yield encoded(b"", b"", b"", lengths)
