"""Texts as the old BTFS wallet encrypted them, by cryptography and pycryptodome, which must agree.

generate.py writes the rows.
"""
import base64
import hashlib
import random

from Crypto.Cipher import AES
from cryptography.hazmat.primitives import padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
try:
    from cryptography.hazmat.decrepit.ciphers.modes import CFB
except ImportError:
    CFB = modes.CFB

RANDOM = random.Random("chequer wallet 1")
VECTOR = bytes([2, 0, 1, 6, 0, 8, 1, 4] * 2)


def pkcs7(data):
    padder = padding.PKCS7(128).padder()
    return padder.update(data) + padder.finalize()


def chained(text, password):
    key = hashlib.md5(password.encode()).digest()
    run = Cipher(algorithms.AES(key), modes.CBC(VECTOR)).encryptor()
    value = run.update(pkcs7(text)) + run.finalize()
    assert value == AES.new(key, AES.MODE_CBC, iv=VECTOR).encrypt(pkcs7(text))
    return base64.b64encode(value).decode()


def feedback(text, password, vector=None):
    key, vector = hashlib.sha256(password.encode()).digest(), vector or RANDOM.randbytes(16)
    run = Cipher(algorithms.AES(key), CFB(vector)).encryptor()
    value = run.update(pkcs7(text)) + run.finalize()
    assert value == AES.new(key, AES.MODE_CFB, iv=vector, segment_size=128).encrypt(pkcs7(text))
    return base64.urlsafe_b64encode(vector + value).decode().rstrip("=")


# go-btfs's test keys and mnemonics (btfs.jsonl has their accounts), and texts of other lengths.
TEXTS = [b"record access aerobic glow retreat language distance stamp cattle arrive defy movie",
         b"absurd adapt skin skin settle smart other table school toss give reform", b"abandon " * 11 + b"about",
         b"CAISINtr9docIiXXY1bfL1nr0yB7kSKLz0KfDHkflOkJWh+O", b"CAISIFmxIUg17m/CM3nAeRAsjKHMb7pgkVmCCYfEFyES9Jkx",
         b"db6bf5da1c2225d76356df2f59ebd3207b91228bcf429f0c791f94e9095a1f8e",
         b"x", b"y" * 15, b"z" * 16, b"a" * 31, b"b" * 32, b"c" * 33, b"d" * 79, b"e" * 80]


def wallet_rows():
    for text in TEXTS:
        for password in ("123456", "Pa$$w0rd", "p\u00e4ss wort", "x" * 100):
            yield {"form": "chained", "password": password, "text": text.decode(), "encrypted": chained(text, password)}
            yield {"form": "feedback", "password": password, "text": text.decode(), "encrypted": feedback(text, password)}
    # Texts whose letters and length do not tell the form: a multiple of three bytes, no + and /.
    for form, make, length in (("chained", chained, 47), ("feedback", feedback, 31)):
        found = 0
        while found < 4:
            password = f"password {RANDOM.randrange(10**6)}"
            encrypted = make(b"t" * length, password)
            if encrypted.isalnum() and len(encrypted) % 4 == 0:
                found += 1
                yield {"form": form, "password": password, "text": "t" * length, "encrypted": encrypted}


def reject_wallet_rows():
    mnemonic, password = TEXTS[0], "123456"
    for make in (chained, feedback):
        encrypted = make(mnemonic, password)
        for given in ("", "12345", "1234567", "123456 ", "123456\n", "654321"):
            yield {"why": "another password", "error": "wrongPassword", "encrypted": encrypted, "password": given}
        for count in (1, 2, 3, 5):
            yield {"why": f"{count} characters less", "error": "cut", "encrypted": encrypted[:-count], "password": password}
        yield {"why": "a stray character", "error": "notBase64", "encrypted": encrypted[:9] + "!" + encrypted[10:],
               "password": password}
        yield {"why": "a space", "error": "notBase64", "encrypted": encrypted[:9] + " " + encrypted[10:],
               "password": password}
        yield {"why": "not text", "error": "wrongPassword", "encrypted": make(b"line\nline", password), "password": password}
        yield {"why": "not ASCII", "error": "wrongPassword", "encrypted": make(b"\xff" * 40, password), "password": password}
        yield {"why": "nothing but padding", "error": "wrongPassword", "encrypted": make(b"", password),
               "password": password}
    raw = base64.b64encode
    yield {"why": "nothing", "error": "wrongByteCount", "encrypted": "", "password": password}
    for count in (1, 15, 17, 31, 33, 100):
        yield {"why": f"{count} bytes", "error": "wrongByteCount", "encrypted": raw(b"\xff" * count).decode(),
               "password": password}
    yield {"why": "only a vector", "error": "wrongByteCount",
           "encrypted": base64.urlsafe_b64encode(b"\xff" * 16).decode().rstrip("="), "password": password}
    yield {"why": "a text of 5000 characters", "error": "wrongByteCount", "encrypted": "A" * 5000, "password": password}
    yield {"why": "a key that is not encrypted", "error": "wrongByteCount", "encrypted": TEXTS[3].decode(),
           "password": password}
    yield {"why": "both alphabets", "error": "notBase64", "encrypted": "+-" + "A" * 62, "password": password}
