#!/usr/bin/env python3
"""Makes the vectors of EIP-191's messages.

    pip install coincurve==21.0.0 eth-account==0.14.0 eth-utils==6.0.0 pycryptodome==3.24.1
    python3 Vectors/messages/generate.py

eth-account signs each message; the bytes of the standard put together here, pycryptodome's Keccak and
coincurve sign it again, and the script stops where the two differ. Fixed seed; the keys are test
material.
"""
import pathlib
import random
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

import coincurve  # noqa: E402
from Crypto.Hash import keccak as keccak_of  # noqa: E402
from eth_account import Account  # noqa: E402
from eth_account.messages import encode_defunct, encode_intended_validator  # noqa: E402
from eth_utils import to_checksum_address  # noqa: E402
from provenance import record, write_rows  # noqa: E402

N = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
RANDOM = random.Random("chequer messages 1")
TEXTS = ["", "a", "hello", "Hello World", "0x1234", "line\nbreak", "\0", " spaces ", "grüße", "e\u0301", "\u00e9",
         "支票", "🧾🖊", "\u0019Ethereum Signed Message:\n5hello", "I owe you 1.5 BTT\r\n", "\ufeffmark"]


def keccak(data):
    return keccak_of.new(digest_bits=256, data=data).digest()


def signed(secret, data, message):
    """Digest, signature and signer of `data`, agreed by both."""
    key = coincurve.PrivateKey(secret.to_bytes(32, "big"))
    digest = keccak(data)
    raw = key.sign_recoverable(digest, hasher=None)
    signature = raw[:64] + bytes([27 + raw[64]])
    theirs = Account.sign_message(message, secret.to_bytes(32, "big"))
    assert bytes(theirs.signature) == signature and bytes(theirs.message_hash) == digest
    address = to_checksum_address(keccak(key.public_key.format(compressed=False)[1:])[12:])
    assert Account.recover_message(message, signature=signature) == address
    return {"privateKey": secret.to_bytes(32, "big"), "digest": digest, "signature": signature, "address": address}


def secret_key():
    return RANDOM.choice([1, N - 1]) if RANDOM.random() < 0.02 else RANDOM.randrange(1, N)


def messages():
    """Bytes, and the text that they are where a text was meant."""
    for text in TEXTS:
        yield text.encode(), text
    for size in [0, 1, 9, 10, 11, 31, 32, 33, 99, 100, 101, 135, 136, 137, 999, 1000, 1001]:
        yield RANDOM.randbytes(size), None
    for _ in range(400):
        yield RANDOM.randbytes(RANDOM.randrange(200)), None


def personal_rows():
    for data, text in messages():
        prefix = b"\x19Ethereum Signed Message:\n" + str(len(data)).encode()
        message = encode_defunct(text=text) if text is not None else encode_defunct(primitive=data)
        yield {"message": data, **({"text": text} if text is not None else {}),
               **signed(secret_key(), prefix + data, message)}


def validator_rows():
    for index in range(200):
        validator = bytes(20) if index == 0 else RANDOM.randbytes(20)
        data = RANDOM.randbytes(RANDOM.choice([0, 1, 20, 32, RANDOM.randrange(300)]))
        message = encode_intended_validator(to_checksum_address(validator), primitive=data)
        yield {"validator": to_checksum_address(validator), "data": data,
               **signed(secret_key(), b"\x19\0" + validator + data, message)}


def main():
    write_rows(HERE, "personal.jsonl", personal_rows())
    write_rows(HERE, "validator.jsonl", validator_rows())
    record(HERE, ["coincurve", "eth-account", "eth-utils", "pycryptodome"])


if __name__ == "__main__":
    main()
