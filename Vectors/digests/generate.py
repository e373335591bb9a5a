#!/usr/bin/env python3
"""Makes the vectors of digests, stretched keys and ciphers: SHA-256, SHA-512, RIPEMD-160, MD5, HMAC,
PBKDF2, scrypt and AES.

    pip install cryptography==50.0.2 pycryptodome==3.24.1
    python3 Vectors/digests/generate.py

hashlib or cryptography (OpenSSL) and pycryptodome each compute every value. Only scrypt with an N of
2^(16 r) or more, which OpenSSL refuses, is pycryptodome's alone.
"""
import hashlib
import hmac
import pathlib
import random
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from Crypto.Cipher import AES  # noqa: E402
from Crypto.Hash import HMAC, MD5, RIPEMD160, SHA256, SHA512  # noqa: E402
from Crypto.Protocol.KDF import PBKDF2, scrypt as scrypt_of  # noqa: E402
from Crypto.Util import Counter  # noqa: E402
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes  # noqa: E402
try:  # noqa: E402
    from cryptography.hazmat.decrepit.ciphers.modes import CFB
except ImportError:
    CFB = modes.CFB
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


def scrypt(password, salt, n, r, p, length):
    # pycryptodome turns text into bytes as Latin-1, one to one.
    value = scrypt_of(password.decode("latin-1"), salt.decode("latin-1"), length, n, r, p)
    if n < 2 ** (16 * r):
        assert value == hashlib.scrypt(password, salt=salt, n=n, r=r, p=p, maxmem=2**31 - 1, dklen=length)
    return {"password": password, "salt": salt, "n": n, "r": r, "p": p, "length": length, "key": value}


def padded(data):
    count = 16 - len(data) % 16
    return data + bytes([count]) * count


def encrypted(mode, key, vector, data):
    """What AES makes of `data`; `vector` is the first counter in counter mode."""
    if mode == "ctr":
        counter = Counter.new(128, initial_value=int.from_bytes(vector, "big"), allow_wraparound=True)
        value = AES.new(key, AES.MODE_CTR, counter=counter).encrypt(data)
        other = modes.CTR(vector)
    elif mode == "cbc":
        value = AES.new(key, AES.MODE_CBC, iv=vector).encrypt(data)
        other = modes.CBC(vector)
    else:
        value = AES.new(key, AES.MODE_CFB, iv=vector, segment_size=128).encrypt(data)
        other = CFB(vector)
    run = Cipher(algorithms.AES(key), other).encryptor()
    assert run.update(data) + run.finalize() == value
    return value


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

# RFC 7914, section 12; its fourth vector needs a gibibyte and is left out.
SCRYPT_PUBLISHED = (
    (b"", b"", 16, 1, 1, "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442"
                         "fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906"),
    (b"password", b"NaCl", 1024, 8, 16, "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
                                        "2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640"),
    (b"pleaseletmein", b"SodiumChloride", 16384, 8, 1,
     "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
     "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887"),
)

# RFC 1321, appendix A.5.
MD5_PUBLISHED = (
    (b"", "d41d8cd98f00b204e9800998ecf8427e"),
    (b"a", "0cc175b9c0f1b6a831c399e269772661"),
    (b"abc", "900150983cd24fb0d6963f7d28e17f72"),
    (b"message digest", "f96b697d7cb7938d525a2f31aaf161d0"),
    (ALPHABET, "c3fcd3d76192e4007dfb496cca67e13b"),
    (ALPHABET.upper() + ALPHABET + b"0123456789", "d174ab98d277d9f5a5611c2c9f419d9f"),
    (b"1234567890" * 8, "57edf4a22be3c955ac49da2e2107b67a"),
)

# NIST SP 800-38A, appendix F: mode, key, first vector or counter, and what four blocks become.
NIST_DATA = bytes.fromhex("6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"
                          "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710")
NIST_KEYS = [bytes.fromhex(key) for key in (
    "2b7e151628aed2a6abf7158809cf4f3c", "8e73b0f7da0e6452c810f32b809079e562f8ead2522c6b7b",
    "603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4")]
NIST = (
    ("F.2.1", "cbc", 0, "7649abac8119b246cee98e9b12e9197d5086cb9b507219ee95db113a917678b2"
                        "73bed6b8e3c1743b7116e69e222295163ff1caa1681fac09120eca307586e1a7"),
    ("F.2.3", "cbc", 1, "4f021db243bc633d7178183a9fa071e8b4d9ada9ad7dedf4e5e738763f69145a"
                        "571b242012fb7ae07fa9baac3df102e008b0e27988598881d920a9e64f5615cd"),
    ("F.2.5", "cbc", 2, "f58c4c04d6e5f1ba779eabfb5f7bfbd69cfc4e967edb808d679f777bc6702c7d"
                        "39f23369a9d9bacfa530e26304231461b2eb05e2c39be9fcda6c19078c6a9d1b"),
    ("F.3.13", "cfb", 0, "3b3fd92eb72dad20333449f8e83cfb4ac8a64537a0b3a93fcde3cdad9f1ce58b"
                         "26751f67a3cbb140b1808cf187a4f4dfc04b05357c5d1c0eeac4c66f9ff7f2e6"),
    ("F.3.15", "cfb", 1, "cdc80d6fddf18cab34c25909c99a417467ce7f7f81173621961a2b70171d3d7a"
                         "2e1e8a1dd59b88b1c8e60fed1efac4c9c05f9f9ca9834fa042ae8fba584b09ff"),
    ("F.3.17", "cfb", 2, "dc7e84bfda79164b7ecd8486985d386039ffed143b28b1c832113c6331e5407b"
                         "df10132415e54b92a13ed0a8267ae2f975a385741ab9cef82031623d55b1e471"),
    ("F.5.1", "ctr", 0, "874d6191b620e3261bef6864990db6ce9806f66b7970fdff8617187bb9fffdff"
                        "5ae4df3edbd5d35e5b4f09020db03eab1e031dda2fbe03d1792170a0f3009cee"),
    ("F.5.3", "ctr", 1, "1abc932417521ca24f2b0459fe7e6e0b090339ec0aa6faefd5ccc2c6f4ce8e94"
                        "1e36b26bd1ebc670d1bd1d665620abf74f78a7f6d29809585a97daec58c6b050"),
    ("F.5.5", "ctr", 2, "601ec313775789a5b7a7f504bbf3d228f443e3ca4d62b59aca84e990cacaf5c5"
                        "2b0930daa23de94ce87017ba2d84988ddfc9c58db67aada613c2dd08457941a6"),
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


def md5_rows():
    for data, expected in MD5_PUBLISHED:
        assert hashlib.md5(data).hexdigest() == MD5.new(data).hexdigest() == expected
        yield {"source": "RFC 1321", "data": data, "hash": bytes.fromhex(expected)}
    for length in [*range(1, 130), 1000]:
        data = RANDOM.randbytes(length)
        assert hashlib.md5(data).digest() == MD5.new(data).digest()
        yield {"data": data, "hash": MD5.new(data).digest()}


def scrypt_rows():
    for password, salt, n, r, p, expected in SCRYPT_PUBLISHED:
        row = scrypt(password, salt, n, r, p, 64)
        assert row["key"].hex() == expected, row["key"].hex()
        yield {"source": "RFC 7914", **row}
    for n in (2, 4, 64, 1024):
        for r, p in ((1, 1), (1, 3), (2, 1), (3, 2), (4, 1), (5, 2), (8, 1), (9, 4)):
            yield scrypt(RANDOM.randbytes(RANDOM.choice([0, 8, 64, 65])), RANDOM.randbytes(RANDOM.choice([0, 16, 32])),
                         n, r, p, RANDOM.choice([1, 31, 32, 33, 64, 100]))
    # An N that RFC 7914 and OpenSSL want a greater r for, and the last one that they take.
    for n, r, p in ((2**15, 1, 1), (2**16, 1, 1), (2**17, 1, 1), (2**16, 1, 2)):
        yield scrypt(RANDOM.randbytes(12), RANDOM.randbytes(32), n, r, p, 32)


def aes_rows():
    for section, mode, size, expected in NIST:
        key = NIST_KEYS[size]
        vector = bytes(range(0xf0, 0x100)) if mode == "ctr" else bytes(range(16))
        assert encrypted(mode, key, vector, NIST_DATA).hex() == expected, section
        # A chained text is padded here, which is one block more than the publication has.
        data = padded(NIST_DATA) if mode == "cbc" else NIST_DATA
        value = encrypted(mode, key, vector, data)
        assert value.hex().startswith(expected)
        yield {"source": f"SP 800-38A, {section}", "mode": mode, "key": key, "vector": vector, "data": NIST_DATA,
               "encrypted": value}
    for mode in ("ctr", "cbc", "cfb"):
        for size in (16, 24, 32):
            for length in (0, 1, 15, 16, 17, 31, 32, 33, 100):
                key, vector, data = RANDOM.randbytes(size), RANDOM.randbytes(16), RANDOM.randbytes(length)
                yield {"mode": mode, "key": key, "vector": vector, "data": data,
                       "encrypted": encrypted(mode, key, vector, padded(data) if mode == "cbc" else data)}
    # Counters that wrap past their greatest.
    for vector in (b"\xff" * 16, b"\xff" * 15 + b"\xfe", b"\0" * 8 + b"\xff" * 8):
        key, data = RANDOM.randbytes(16), RANDOM.randbytes(50)
        yield {"mode": "ctr", "key": key, "vector": vector, "data": data,
               "encrypted": encrypted("ctr", key, vector, data)}


def main():
    write_rows(HERE, "published.jsonl", published_rows())
    write_rows(HERE, "hashes.jsonl", hash_rows())
    write_rows(HERE, "hmac.jsonl", hmac_rows())
    write_rows(HERE, "pbkdf2.jsonl", pbkdf2_rows())
    write_rows(HERE, "md5.jsonl", md5_rows())
    write_rows(HERE, "scrypt.jsonl", scrypt_rows())
    write_rows(HERE, "aes.jsonl", aes_rows())
    record(HERE, ["cryptography", "pycryptodome"])


if __name__ == "__main__":
    main()
