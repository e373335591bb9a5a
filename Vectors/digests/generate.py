#!/usr/bin/env python3
"""Makes the digest vectors: SHA-256, SHA-512, RIPEMD-160, HMAC and PBKDF2.

    pip install pycryptodome==3.24.1
    python3 Vectors/digests/generate.py

hashlib (OpenSSL) and pycryptodome each compute every value.
"""
import hashlib
import hmac
import pathlib
import random
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from Crypto.Hash import HMAC, RIPEMD160, SHA256, SHA512  # noqa: E402
from Crypto.Protocol.KDF import PBKDF2  # noqa: E402
from provenance import record, write_rows  # noqa: E402

RANDOM = random.Random("chequer digests 1")
MODULES = {"sha256": SHA256, "sha512": SHA512, "ripemd160": RIPEMD160}


def digest(algorithm, data):
    value = hashlib.new(algorithm, data).digest()
    assert value == MODULES[algorithm].new(data).digest()
    return value


def mac(algorithm, key, data):
    value = hmac.digest(key, data, algorithm)
    assert value == HMAC.new(key, data, digestmod=MODULES[algorithm]).digest()
    return value


def pbkdf2(algorithm, password, salt, iterations, length):
    value = hashlib.pbkdf2_hmac(algorithm, password, salt, iterations, length)
    assert value == PBKDF2(password, salt, length, iterations, hmac_hash_module=MODULES[algorithm])
    return {"algorithm": algorithm, "password": password, "salt": salt, "iterations": iterations, "length": length,
            "key": value}


ALPHABET = b"abcdefghijklmnopqrstuvwxyz"
LONG_448 = b"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"
LONG_896 = (b"abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
            b"hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu")

# Source, algorithm, data, how often it is repeated, and the published digest.
PUBLISHED = (
    ("FIPS 180 examples", "sha256", b"abc", 1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    ("FIPS 180 examples", "sha256", LONG_448, 1, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"),
    ("FIPS 180 examples", "sha256", b"a", 1000000, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
    ("FIPS 180 examples", "sha512", b"abc", 1, "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                                               "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"),
    ("FIPS 180 examples", "sha512", LONG_896, 1, "8e959b75dae313da8cf4f72814fc143f8f7779c6eb9f7fa17299aeadb6889018"
                                                 "501d289e4900f7e4331b99dec4b5433ac7d329eeb6dd26545e96e55b874be909"),
    ("FIPS 180 examples", "sha512", b"a", 1000000, "e718483d0ce769644e2e42c7bc15b4638e1f98b13b2044285632a803afa973eb"
                                                   "de0ff244877ea60a4cb0432ce577c31beb009c5c2c49aa2e4eadb217ad8cc09b"),
    ("RIPEMD-160 paper", "ripemd160", b"", 1, "9c1185a5c5e9fc54612808977ee8f548b2258d31"),
    ("RIPEMD-160 paper", "ripemd160", b"a", 1, "0bdc9d2d256b3ee9daae347be6f4dc835a467ffe"),
    ("RIPEMD-160 paper", "ripemd160", b"abc", 1, "8eb208f7e05d987a9b044a8e98c6b087f15a0bfc"),
    ("RIPEMD-160 paper", "ripemd160", b"message digest", 1, "5d0689ef49d2fae572b881b123a85ffa21595f36"),
    ("RIPEMD-160 paper", "ripemd160", ALPHABET, 1, "f71c27109c692c1b56bbdceb5b9d2865b3708dbc"),
    ("RIPEMD-160 paper", "ripemd160", LONG_448, 1, "12a053384a9c0c88e405a06c27dcf49ada62eb2b"),
    ("RIPEMD-160 paper", "ripemd160", ALPHABET.upper() + ALPHABET + b"0123456789", 1, "b0e20b6e3116640286ed3a87a5713079b21f5189"),
    ("RIPEMD-160 paper", "ripemd160", b"1234567890", 8, "9b752e45573d4b39f4dbd3323cab82bf63326bfb"),
    ("RIPEMD-160 paper", "ripemd160", b"a", 1000000, "52783243c1697bdbe16d37f97f68f08325dc1528"),
)

# RFC 4231's keys and data, with the start of each published HMAC-SHA-256 and HMAC-SHA-512.
RFC4231 = (
    (1, b"\x0b" * 20, b"Hi There", "b0344c61d8db38535ca8afceaf0bf12b", "87aa7cdea5ef619d4ff0b4241a1d6cb0"),
    (2, b"Jefe", b"what do ya want for nothing?", "5bdcc146bf60754e6a042426089575c7", "164b7a7bfcf819e2e395fbe73b56e0a3"),
    (3, b"\xaa" * 20, b"\xdd" * 50, "773ea91e36800e46854db8ebd09181a7", "fa73b0089d56a284efb0f0756c890be9"),
    (4, bytes(range(1, 26)), b"\xcd" * 50, "82558a389a443c0ea4cc819899f2083a", "b0ba465637458c6990e5a8c5f61d4af7"),
    (6, b"\xaa" * 131, b"Test Using Larger Than Block-Size Key - Hash Key First",
     "60e431591ee0b67f0d8a26aacbf5b77f", "80b24263c7c1a3ebb71493c1dd7be8b4"),
    (7, b"\xaa" * 131, b"This is a test using a larger than block-size key and a larger than block-size data. "
     b"The key needs to be hashed before being used by the HMAC algorithm.",
     "9b09ffa71b942fcb27635fbcd5b0e944", "e37b6a775dc87dbaa4dfa9f96e5e3ffd"),
)

# RFC 7914, section 11 and the SHA-256 form of RFC 6070's inputs.
PBKDF2_PUBLISHED = (
    (b"passwd", b"salt", 1, 64, "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc"
                                "49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783"),
    (b"Password", b"NaCl", 80000, 64, "4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56"
                                      "a1d425a1225833549adb841b51c9b3176a272bdebba1d078478f62b397f33c8d"),
    (b"password", b"salt", 1, 32, "120fb6cffcf8b32c43e7225256c4f837a86548c92ccc35480805987cb70be17b"),
    (b"password", b"salt", 2, 32, "ae4d0c95af6b46d32d0adff928f06dd02a303f8ef3c251dfd6e2d85a95474c43"),
    (b"password", b"salt", 4096, 32, "c5e478d59288c841aa530db6845c4c8d962893a001ce4e11a4963873aa98134a"),
)


def published_rows():
    for source, algorithm, data, repeat, expected in PUBLISHED:
        value = digest(algorithm, data * repeat)
        assert value.hex() == expected, (algorithm, data)
        yield {"source": source, "algorithm": algorithm, "data": data, "repeat": repeat, "hash": value}


def hash_rows():
    for length in [*range(270), 511, 512, 513, 1000, 1023, 1024, 4096]:
        data = RANDOM.randbytes(length)
        yield {"data": data, **{algorithm: digest(algorithm, data) for algorithm in MODULES}}


def hmac_rows():
    for number, key, data, short, long in RFC4231:
        row = {"key": key, "data": data, "sha256": mac("sha256", key, data), "sha512": mac("sha512", key, data),
               "source": f"RFC 4231, test case {number}"}
        assert row["sha256"].hex().startswith(short) and row["sha512"].hex().startswith(long), number
        yield row
    for length in [0, 1, 31, 32, 33, 63, 64, 65, 66, 127, 128, 129, 130, 200, 1000] * 7:
        key, data = RANDOM.randbytes(length), RANDOM.randbytes(RANDOM.randrange(300))
        yield {"key": key, "data": data, "sha256": mac("sha256", key, data), "sha512": mac("sha512", key, data)}


def pbkdf2_rows():
    for password, salt, iterations, length, expected in PBKDF2_PUBLISHED:
        row = pbkdf2("sha256", password, salt, iterations, length)
        assert row["key"].hex() == expected, (password, iterations, row["key"].hex())
        yield row
    for algorithm in ("sha512", "sha256"):
        for length in (1, 16, 31, 32, 33, 63, 64, 65, 100, 128, 200):
            for iterations in (1, 2, 3, 100):
                yield pbkdf2(algorithm, RANDOM.randbytes(RANDOM.choice([0, 8, 64, 65, 128, 129, 200])),
                             RANDOM.randbytes(RANDOM.choice([0, 8, 16, 64, 130])), iterations, length)
        yield pbkdf2(algorithm, b"abandon " * 11 + b"about", b"mnemonic", 2048, 64)


def main():
    write_rows(HERE, "published.jsonl", published_rows())
    write_rows(HERE, "hashes.jsonl", hash_rows())
    write_rows(HERE, "hmac.jsonl", hmac_rows())
    write_rows(HERE, "pbkdf2.jsonl", pbkdf2_rows())
    record(HERE, ["pycryptodome"])


if __name__ == "__main__":
    main()
