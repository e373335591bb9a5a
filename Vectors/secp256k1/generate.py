#!/usr/bin/env python3
"""Makes the secp256k1 vectors: signatures, recovery, verification, and what must be refused.

    pip install coincurve==21.0.0 eth-keys==0.8.0 eth-utils==6.0.0
    python3 Vectors/secp256k1/generate.py

coincurve (libsecp256k1) makes each value and eth-keys' pure-Python backend makes it again; the
script stops at the first disagreement. Keys here are test material, drawn from a fixed seed.
"""
import pathlib
import random
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

import coincurve  # noqa: E402
from eth_keys import keys  # noqa: E402
from eth_keys.backends import NativeECCBackend  # noqa: E402
from eth_utils import keccak, to_checksum_address  # noqa: E402
from provenance import record, write_rows  # noqa: E402

P = 2**256 - 2**32 - 977
N = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
NATIVE = NativeECCBackend()
RANDOM = random.Random("chequer secp256k1 1")
EDGE_KEYS = [1, 2, 3, N - 1, N - 2, 2**255, 2**128, 0xFF]
EDGE_HASHES = [0, 1, N - 1, N, N + 1, 2**255, 2**256 - 1]


def word(value):
    return value.to_bytes(32, "big")


def on_curve(x):
    square = (pow(x, 3, P) + 7) % P
    return pow(square, (P - 1) // 2, P) == 1


def account(secret):
    """Key, both public key forms and the address, agreed by both tools."""
    point = coincurve.PrivateKey(word(secret)).public_key
    long = point.format(compressed=False)
    other = keys.PrivateKey(word(secret), backend=NATIVE).public_key
    assert long[1:] == other.to_bytes() and point.format() == other.to_compressed_bytes()
    address = to_checksum_address(keccak(long[1:])[12:])
    assert address == other.to_checksum_address()
    return {"privateKey": word(secret), "publicKey": point.format(),
            "publicKeyUncompressed": long, "address": address}


def sign(secret, digest):
    """r, s and the recovery id of the deterministic low-s signature, agreed by both tools."""
    raw = coincurve.PrivateKey(word(secret)).sign_recoverable(digest, hasher=None)
    other = keys.PrivateKey(word(secret), backend=NATIVE).sign_msg_hash(digest)
    r, s, parity = int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:64], "big"), raw[64]
    assert (parity, r, s) == other.vrs and s <= N // 2
    return r, s, parity


def signature(r, s, v):
    return word(r) + word(s) + bytes([v])


def random_secret():
    return RANDOM.randrange(1, N)


def sign_rows():
    cases = [(key, word(value)) for key in EDGE_KEYS for value in EDGE_HASHES]
    cases += [(random_secret(), RANDOM.randbytes(32)) for _ in range(520 - len(cases))]
    for secret, digest in cases:
        r, s, parity = sign(secret, digest)
        yield {**account(secret), "hash": digest, "signature": signature(r, s, 27 + parity)}


def recover_rows():
    for index in range(1050):
        secret = EDGE_KEYS[index] if index < len(EDGE_KEYS) else random_secret()
        digest = RANDOM.randbytes(32)
        r, s, parity = sign(secret, digest)
        low = index % 5 != 4
        if not low:
            s, parity = N - s, 1 - parity
        who = account(secret)
        raw = signature(r, s, parity)
        assert coincurve.PublicKey.from_signature_and_message(raw, digest, hasher=None).format() == who["publicKey"]
        assert keys.Signature(raw, backend=NATIVE).recover_public_key_from_msg_hash(
            digest).to_compressed_bytes() == who["publicKey"]
        yield {"hash": digest, "signature": signature(r, s, parity if index % 4 == 1 else 27 + parity),
               "publicKey": who["publicKey"], "address": who["address"], "lowS": low}


def accepts(public, digest, raw):
    """Whether the 64-byte signature is the key's, by plain arithmetic and by coincurve on its low-s form."""
    r, s = int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big")
    native = 0 < r < N and 0 < s < N and NATIVE.ecdsa_verify(
        digest, keys.Signature(raw + b"\0"), keys.PublicKey.from_compressed_bytes(public, backend=NATIVE))
    low = signature(r, min(s, N - s) if s < N else s, 0)[:64]
    try:
        der = coincurve.ecdsa.cdata_to_der(coincurve.ecdsa.deserialize_compact(low))
        library = coincurve.PublicKey(public).verify(der, digest, hasher=None)
    except Exception:  # coincurve raises plain exceptions for numbers at or above the order
        library = False
    assert native == library
    return native


def verify_rows():
    for index in range(400):
        secret, digest = random_secret(), RANDOM.randbytes(32)
        r, s, _ = sign(secret, digest)
        public = account(secret)["publicKey"]
        kind = ["as signed", "as signed", "high s", "bit of hash", "bit of r", "bit of s", "other key",
                "negated key", "r and s swapped", "high s of other key"][index % 10]
        flip = 1 << RANDOM.randrange(256)
        if kind.startswith("high s"):
            s = N - s
        if kind == "bit of hash":
            digest = word(int.from_bytes(digest, "big") ^ flip)
        if kind == "bit of r":
            r ^= flip
        if kind == "bit of s":
            s ^= flip
        if kind.endswith("other key"):
            public = account(random_secret())["publicKey"]
        if kind == "negated key":
            public = account(N - secret)["publicKey"]
        if kind == "r and s swapped":
            r, s = s, r
        raw = word(r) + word(s)
        valid = accepts(public, digest, raw)
        assert valid == (kind in ("as signed", "high s")), kind
        yield {"hash": digest, "publicKey": public, "signature": raw, "valid": valid,
               "lowS": s <= N // 2, "kind": kind}


def reject_recover_rows():
    def row(digest, raw, why):
        """A row for 65 bytes; coincurve has to refuse it unless v alone is at fault."""
        if raw[64] in (27, 28):
            try:
                coincurve.PublicKey.from_signature_and_message(
                    raw[:64] + bytes([raw[64] - 27]), digest, hasher=None)
            except Exception:
                pass
            else:
                raise AssertionError(why)
        return {"hash": digest, "signature": raw, "why": why}

    for _ in range(8):
        digest = RANDOM.randbytes(32)
        r, s, parity = sign(random_secret(), digest)
        good = signature(r, s, 27 + parity)
        for length in (0, 1, 32, 63, 64, 66, 97, 130):
            yield {"hash": digest, "signature": (good * 2)[:length], "why": f"{length} bytes, not 65"}
        for name, number in (("r", r), ("s", s)):
            for value, why in ((0, "is zero"), (N, "is the order"), (N + 1, "is above the order"),
                               (2**256 - 1, "is above the order")):
                pair = (value, s) if name == "r" else (r, value)
                yield row(digest, signature(*pair, 27 + parity), f"{name} {why}")
        for v in (2, 3, 4, 26, 29, 30, 31, 35, 36, 37, 38, 127, 128, 255):
            yield row(digest, signature(r, s, v), f"v is {v}")
        x = RANDOM.randrange(1, N)
        while on_curve(x):
            x += 1
        yield row(digest, signature(x, s, 27 + parity), "no point of the curve has x = r")
        # r, s and hash chosen so that the recovered point is infinity: s R = z G, here R = k G.
        k = random_secret()
        point = coincurve.PrivateKey(word(k)).public_key
        x, y = point.point()
        s0 = RANDOM.randrange(1, N)
        infinity = word(s0 * k % N)
        yield row(infinity, signature(x, s0, 27 + (y & 1)), "the recovered point is infinity")


def reject_key_rows():
    values = [(word(0), "zero"), (word(N), "the order"), (word(N + 1), "above the order"),
              (word(2**256 - 1), "above the order"), (word(P), "above the order"), (word(2**256 - 2**128), "above the order")]
    for raw, why in values:
        try:
            coincurve.PrivateKey(raw)
            raise AssertionError(why)
        except ValueError:
            yield {"privateKey": raw, "why": why}
    good = word(random_secret())
    for length in (0, 1, 20, 31, 33, 37, 64, 65):
        yield {"privateKey": (good * 3)[:length], "why": f"{length} bytes, not 32"}


def reject_public_key_rows():
    def row(raw, why, check=True):
        try:
            coincurve.PublicKey(raw)
            accepted = True
        except Exception:
            accepted = False
        assert not (check and accepted), why
        return {"publicKey": raw, "why": why}

    for _ in range(6):
        who = account(random_secret())
        short, long = who["publicKey"], who["publicKeyUncompressed"]
        for prefix in (0, 1, 4, 5, 6, 7, 8, 0x82, 0xFF):
            yield row(bytes([prefix]) + short[1:], f"33 bytes with prefix {prefix:02x}")
        for prefix in (0, 1, 2, 3, 5, 8, 0x84):
            yield row(bytes([prefix]) + long[1:], f"65 bytes with prefix {prefix:02x}")
        # libsecp256k1 reads the hybrid form; Ethereum and libp2p never write it, so it is refused.
        yield row(bytes([6 + (long[64] & 1)]) + long[1:], "hybrid form", check=False)
        yield row(bytes([7 - (long[64] & 1)]) + long[1:], "hybrid form with the wrong parity")
        x = RANDOM.randrange(P)
        while on_curve(x):
            x = RANDOM.randrange(P)
        yield row(b"\x02" + word(x), "no point of the curve has this x")
        yield row(b"\x04" + word(x) + word(1), "not on the curve")
        yield row(long[:64] + bytes([long[64] ^ 1]), "not on the curve")
        yield row(b"\x02" + word(P), "x is not below the field's prime")
        yield row(b"\x03" + word(2**256 - 1), "x is not below the field's prime")
        for length in (0, 1, 32, 34, 64, 66):
            yield row((long * 2)[:length], f"{length} bytes")
        yield row(long[1:], "64 bytes without a prefix")
    yield row(bytes(33), "33 zero bytes")
    yield row(bytes(65), "65 zero bytes")
    yield row(b"\x04" + bytes(64), "not on the curve")


def main():
    write_rows(HERE, "sign.jsonl", sign_rows())
    write_rows(HERE, "recover.jsonl", recover_rows())
    write_rows(HERE, "verify.jsonl", verify_rows())
    write_rows(HERE, "reject-recover.jsonl", reject_recover_rows())
    write_rows(HERE, "reject-key.jsonl", reject_key_rows())
    write_rows(HERE, "reject-publickeys.jsonl", reject_public_key_rows())
    record(HERE, ["coincurve", "eth-keys", "eth-utils"])


if __name__ == "__main__":
    main()
