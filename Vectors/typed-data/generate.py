#!/usr/bin/env python3
"""Makes the EIP-712 vectors: typed data with its hashes and signature, and texts that are none.

    pip install eth-account==0.14.0 eth-keys==0.8.0 pycryptodome==3.24.1
    python3 Vectors/typed-data/generate.py
"""
import json
import pathlib
import random
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from eth_account import Account  # noqa: E402
from eth_account._utils.encode_typed_data.encoding_and_hashing import encode_type, get_primary_type, hash_domain, hash_struct  # noqa: E402
from eth_account.messages import SignableMessage, encode_typed_data  # noqa: E402
from eth_keys import KeyAPI  # noqa: E402
from eth_keys.backends import NativeECCBackend  # noqa: E402

import published  # noqa: E402
import refused  # noqa: E402
import schemas  # noqa: E402
from eip712 import Refused, TypedData, keccak256, load  # noqa: E402
from provenance import Verbatim, record, write_rows  # noqa: E402

RANDOM = random.Random("chequer typed data 1")
PURE_PYTHON = KeyAPI(NativeECCBackend)
KEYS = [RANDOM.randrange(1, 2**255).to_bytes(32, "big") for _ in range(8)]


def row(document, key):
    """The hashes by both implementations and eth-account's signature."""
    own = TypedData(load(json.dumps(document)))
    structs = {name: members for name, members in document["types"].items() if name != "EIP712Domain"}
    separator, struct = hash_domain(document["domain"]), hash_struct(document["primaryType"], structs, document["message"])
    message = SignableMessage(b"\x01", separator, struct)
    if derives(structs) == document["primaryType"]:
        assert encode_typed_data(full_message=document) == message
    signed = Account.sign_message(message, key)
    assert (own.separator, own.struct, own.digest) == (separator, struct, bytes(signed.message_hash))
    type_text = encode_type(document["primaryType"], structs)
    assert type_text == own.text(own.primary)
    signature = PURE_PYTHON.Signature(vrs=(signed.v - 27, signed.r, signed.s))
    address = signature.recover_public_key_from_msg_hash(own.digest).to_checksum_address()
    assert address == Account.from_key(key).address
    return {"typedData": Verbatim(document), "domainSeparator": separator, "structHash": struct, "digest": own.digest,
            "encodeType": type_text, "privateKey": key, "address": address, "signature": bytes(signed.signature)}


def derives(structs):
    """eth-account guesses the primary type and refuses documents where it finds none or several."""
    try:
        return get_primary_type(structs)
    except ValueError:
        return None


def chain(length):
    """Structs of which each needs the next twice; a walk that forgets what it saw takes 2^length steps."""
    structs = {f"S{i:02}": [{"name": "a", "type": f"S{i + 1:02}[]"}, {"name": "b", "type": f"S{i + 1:02}[]"}] for i in range(length)}
    structs[f"S{length:02}"] = [{"name": "end", "type": "uint256"}]
    return {"types": {"EIP712Domain": [], **structs}, "primaryType": "S00", "domain": {}, "message": {"a": [], "b": []}}


def children(depth):
    person = {"name": "last", "children": []}
    for level in range(depth):
        person = {"name": f"level {level}", "children": [person]}
    members = [{"name": "name", "type": "string"}, {"name": "children", "type": "Person[]"}]
    return {"types": {"EIP712Domain": [], "Person": members}, "primaryType": "Person", "domain": {}, "message": person}


def accept_rows():
    yield row(chain(40), KEYS[0])
    for depth in (1, 2, 10):
        yield row(children(depth), KEYS[0])
    for _ in range(1100):
        yield row(schemas.document(RANDOM), RANDOM.choice(KEYS))
    for _ in range(40):
        document = schemas.document(RANDOM)
        del document["types"]["EIP712Domain"]
        yield row(document, RANDOM.choice(KEYS))


def published_rows():
    for name, document, key, known in published.documents():
        made = row(document, key)
        stated = published.TYPE_HASHES.get(document["primaryType"])
        assert document is published.GROUP or stated in (None, keccak256(made["encodeType"].encode()).hex()), name
        for field, value in known.items():
            assert made[field].hex() == value, (name, field, made[field].hex())
        yield {"name": name, **made}


def reject_rows():
    for text, why in refused.texts():
        try:
            TypedData(load(text)).digest
        except Refused:
            yield {"typedData": text, "why": why}
        else:
            raise AssertionError(why)


def main():
    rows = list(accept_rows())
    for part in range(2):
        write_rows(HERE, f"accept-{part + 1}.jsonl", rows[part::2])
    write_rows(HERE, "published.jsonl", published_rows())
    write_rows(HERE, "reject.jsonl", reject_rows())
    record(HERE, ["eth-account", "eth-keys", "pycryptodome"])


if __name__ == "__main__":
    main()
