"""Inputs of P256VERIFY, signed with the cryptography package or made by plain arithmetic."""
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives import hashes

P = 2**256 - 2**224 + 2**192 + 2**96 - 1
N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
G = (0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
     0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5)


def word(value):
    return value.to_bytes(32, "big")


def packed(digest, r, s, x, y):
    return b"".join(word(value) for value in (digest, r, s, x, y))


def add(left, right):
    """The sum of two points; None is infinity."""
    if left is None or right is None:
        return left or right
    if left[0] == right[0] and (left[1] + right[1]) % P == 0:
        return None
    if left == right:
        slope = (3 * left[0] ** 2 - 3) * pow(2 * left[1], -1, P)
    else:
        slope = (right[1] - left[1]) * pow(right[0] - left[0], -1, P)
    x = (slope * slope - left[0] - right[0]) % P
    return x, (slope * (left[0] - x) - left[1]) % P


def multiply(point, number):
    result = None
    while number:
        if number & 1:
            result = add(result, point)
        point = add(point, point)
        number >>= 1
    return result


def signed(random):
    """Digest, r, s, x and y of a fresh signature."""
    key = ec.derive_private_key(random.randrange(1, N), ec.SECP256R1())
    digest = random.randbytes(32)
    # The nonce is drawn here so that the file is the same in every run.
    nonce = random.randrange(1, N)
    r = multiply(G, nonce)[0] % N
    value = int.from_bytes(digest, "big")
    s = pow(nonce, -1, N) * (value + r * key.private_numbers().private_value) % N
    key.public_key().verify(utils.encode_dss_signature(r, s), digest,
                            ec.ECDSA(utils.Prehashed(hashes.SHA256())))
    public = key.public_key().public_numbers()
    return value, r, s, public.x, public.y


def infinite(random):
    """An equation whose sum is the point at infinity: digest G + r Q = 0."""
    secret, r, s = (random.randrange(1, N) for _ in range(3))
    return (-r * secret % N, r, s, *multiply(G, secret))


def reduced(random):
    """A signature whose point has an x at or above the order, so that r is x less the order."""
    x = N
    while True:
        square = (x**3 - 3 * x + B) % P
        y = pow(square, (P + 1) // 4, P)
        if y * y % P == square:
            break
        x += 1
    r, s, digest = x - N, random.randrange(1, N), random.randrange(2**256)
    # Q = (s R - digest G) / r for the point R.
    point = add(multiply((x, y), s), multiply(G, -digest % N))
    return (digest, r, s, *multiply(point, pow(r, -1, N)))


def inputs(random):
    for _ in range(20):
        digest, r, s, x, y = good = signed(random)
        yield packed(*good)
        yield packed(digest, r, N - s, x, y)
        yield packed(digest ^ 1 << random.randrange(256), r, s, x, y)
        yield packed(digest, s, r, x, y)
        yield packed(digest, r, s, x, P - y)
        yield packed(digest, r, s, *multiply(G, random.randrange(1, N)))
        yield packed(digest, r, s, y, x)
    for number in (0, 1, N - 1, N, N + 1, P, 2**256 - 1):
        yield packed(digest, number, s, x, y)
        yield packed(digest, r, number, x, y)
        yield packed(number, r, s, x, y)
        yield packed(digest, r, s, number, y)
        yield packed(digest, r, s, x, number)
    for change in (N, -N):
        for place in (1, 2):
            values = list(good)
            values[place] += change
            if 0 <= values[place] < 2**256:
                yield packed(*values)
    yield packed(digest, r, s, 0, 0)
    yield packed(digest, r, s, P, P)
    if x + P < 2**256:
        yield packed(digest, r, s, x + P, y)
    yield packed(*infinite(random))
    for _ in range(2):
        yield packed(*reduced(random))
    # A key with x = 0, also written as the prime.
    y = pow(B, (P + 1) // 4, P)
    r = add(multiply(G, 5), (0, y))[0] % N
    zero_key = (5 * r % N, r, r, 0, y)
    yield packed(*zero_key)
    yield packed(*zero_key[:3], P, y)
    whole = packed(*good)
    for length in (0, 1, 128, 159):
        yield whole[:length]
    yield whole + b"\x00"
    yield whole * 2
