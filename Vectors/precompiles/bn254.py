"""Inputs of BN254_ADD, BN254_MUL and BN254_PAIRING: published ones, and ones made with py-ecc."""
from py_ecc.optimized_bn128 import (
    FQ, FQ2, G1, G2, add, b2, curve_order, field_modulus, is_inf, is_on_curve, multiply, neg,
    normalize,
)

ADD, MULTIPLY, PAIRING = 6, 7, 8
P, R = field_modulus, curve_order
# Minus one has no square root modulo such a prime, and roots are powers by (P + 1) / 4.
assert P % 4 == 3


def word(value):
    return value.to_bytes(32, "big")


def g1(point):
    if is_inf(point):
        return bytes(64)
    x, y = normalize(point)
    return word(int(x)) + word(int(y))


def g2(point):
    if is_inf(point):
        return bytes(128)
    x, y = normalize(point)
    return b"".join(word(int(part)) for part in (*reversed(x.coeffs), *reversed(y.coeffs)))


def draw(random, generator=G1):
    return multiply(generator, random.randrange(1, R))


def square_root(element):
    """A square root in the quadratic extension, or None."""
    a, b = (int(part) for part in element.coeffs)

    def root(value):
        found = pow(value, (P + 1) // 4, P)
        return found if found * found % P == value % P else None

    norm = root(a * a + b * b)
    if norm is None:
        return None
    for sign in (1, -1):
        real = root((a + sign * norm) * pow(2, -1, P) % P)
        if real:
            candidate = FQ2([real, b * pow(2 * real, -1, P) % P])
            if candidate * candidate == element:
                return candidate
    return None


def point_of_twist(random):
    """A point of the twist that is hardly ever in the group of prime order."""
    while True:
        x = FQ2([random.randrange(P), random.randrange(P)])
        y = square_root(x * x * x + b2)
        if y is not None:
            return x, y, FQ2.one()


INFINITY = multiply(G1, 0)
INFINITY2 = multiply(G2, 0)
# The order of the twist over that of the group.
COFACTOR = 2 * P - R


def add_inputs(random):
    a, b = draw(random), draw(random)
    for left, right in ((a, b), (a, a), (a, neg(a)), (a, INFINITY), (INFINITY, a), (G1, G1),
                        (INFINITY, INFINITY), (multiply(a, 2), a), (multiply(a, 2), neg(a))):
        yield g1(left) + g1(right)
    for _ in range(30):
        yield g1(draw(random)) + g1(draw(random))
    whole = g1(a) + g1(b)
    yield from (b"", bytes(1), bytes(64), bytes(127), g1(a), whole + b"\x01", whole + bytes(64))


def multiply_inputs(random):
    a = draw(random)
    for number in (0, 1, 2, 3, 15, 16, 17, R - 1, R, R + 1, 2 * R, 5 * R + 7, P, 2**128, 2**255,
                   2**256 - 1, (2**256 - 1) // 15, 1 << 252):
        yield g1(a) + word(number)
    yield from (g1(INFINITY) + word(7), b"", bytes(1), g1(a), g1(a) + b"\x01",
                g1(G1) + word(9) + b"\x05")
    for _ in range(30):
        yield g1(draw(random)) + word(random.getrandbits(256))


def pairing_inputs(random):
    def pairs(*points):
        return b"".join(g1(left) + g2(right) for left, right in points)

    yield b""
    for points in (((INFINITY, INFINITY2),), ((G1, INFINITY2),), ((INFINITY, G2),), ((G1, G2),),
                   ((G1, G2), (G1, neg(G2))), ((G1, G2), (neg(G1), G2)),
                   ((G1, G2), (neg(G1), G2), (INFINITY, G2), (G1, INFINITY2)),
                   ((G1, G2),) * 3):
        yield pairs(*points)
    for index in range(4):
        a, b = random.randrange(1, R), random.randrange(1, R)
        c = a * b % R if index else (a * b + 1) % R
        yield pairs((multiply(G1, a), multiply(G2, b)), (multiply(neg(G1), c), G2))
    for _ in range(2):
        # e(aP, Q) e(bP, Q) e(-(a + b)P, Q) is one.
        point, other = draw(random), draw(random, G2)
        a, b = random.randrange(1, R), random.randrange(1, R)
        yield pairs((multiply(point, a), other), (multiply(point, b), other),
                    (neg(multiply(point, a + b)), other))
    for _ in range(2):
        yield pairs((draw(random), draw(random, G2)))


def rejections(random):
    """Triples of number, input and reason."""
    a, q = g1(draw(random)), g2(draw(random, G2))

    def changed(data, position, value):
        return data[:32 * position] + word(value) + data[32 * position + 32:]

    for number, rest, places in ((ADD, a, 4), (MULTIPLY, word(3), 2), (PAIRING, q, 6)):
        good = a + rest
        for place in range(places):
            value = int.from_bytes(good[32 * place:32 * place + 32], "big")
            yield number, changed(good, place, (value + 1) % P), "not on the curve"
            yield number, changed(good, place, value ^ 1), "not on the curve"
            for large, why in ((P, "the prime"), (2**256 - 1, "2^256 - 1")):
                yield number, changed(good, place, large), f"a coordinate is {why}"
            if value + P < 2**256:
                yield number, changed(good, place, value + P), "a coordinate is not reduced"
    for data in (word(1) + word(1), word(0) + word(1), word(1) + word(0), word(P) + word(P),
                 word(0) + word(P), a[:63] + b"\x01"):
        for number, rest in ((ADD, b""), (MULTIPLY, word(0)), (PAIRING, bytes(128))):
            yield number, data + rest, "not a point"
    # Cut inputs read zeros, which need not be a point.
    yield ADD, a[:32], "y is cut off"
    yield ADD, a + a[:40], "the second y is cut off"
    yield MULTIPLY, a[:33], "y is cut off"
    for length in (1, 64, 191, 193, 383, 400):
        yield PAIRING, (a + q + a + q + a)[:length], f"{length} bytes, no multiple of 192"
        yield PAIRING, bytes(length), f"{length} bytes, no multiple of 192"
    for index in range(6):
        point = point_of_twist(random)
        assert is_on_curve(point, b2)
        if index % 3 == 1:
            # In the subgroup of the cofactor's order.
            point = multiply(point, R)
        if index % 3 == 2:
            point = add(multiply(point, R), draw(random, G2))
        assert not is_inf(multiply(point, R))
        yield PAIRING, a + g2(point), "outside of the group of prime order"
        yield PAIRING, bytes(64) + g2(point), "outside of the group of prime order, with infinity"
        yield PAIRING, a + q + a + g2(point), "the second is outside of the group"
    twisted = draw(random, G2)
    x, y = normalize(twisted)
    swapped = b"".join(word(int(part)) for part in (*x.coeffs, *y.coeffs))
    yield PAIRING, a + swapped, "the parts of G2's coordinates the wrong way round"
    yield PAIRING, q + a, "G2 before G1"
