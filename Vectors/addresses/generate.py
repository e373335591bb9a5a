#!/usr/bin/env python3
"""Makes the address vectors: EIP-55, Tron, libp2p peer IDs, CREATE and CREATE2.

    pip install coincurve==21.0.0 bip-utils==2.12.3 eth-utils==6.0.0 rlp==5.0.0 pyrevm==0.3.7
    python3 Vectors/addresses/generate.py

Public keys by coincurve, addresses by bip-utils' encoders and by eth-utils, Base58 by the few lines
here and by bip-utils, CREATE and CREATE2 by formula and by pyrevm's instructions.
"""
import base64
import hashlib
import pathlib
import random
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from bip_utils import Base58Encoder, EthAddrEncoder, TrxAddrDecoder, TrxAddrEncoder  # noqa: E402
import coincurve  # noqa: E402
from eth_utils import keccak, to_checksum_address  # noqa: E402
import pyrevm  # noqa: E402
import rlp  # noqa: E402
from examples import EIP1014, EIP55, PEERS, WALLETS  # noqa: E402
from provenance import record, write_rows  # noqa: E402

N = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
RANDOM = random.Random("chequer addresses 1")
ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def base58(data):
    """Base58 with Bitcoin's alphabet; a leading zero byte is a leading 1."""
    number, text = int.from_bytes(data, "big"), ""
    while number:
        number, digit = divmod(number, 58)
        text = ALPHABET[digit] + text
    text = "1" * (len(data) - len(data.lstrip(b"\0"))) + text
    assert text == Base58Encoder.Encode(data)
    return text


def base58_check(payload):
    return base58(payload + hashlib.sha256(hashlib.sha256(payload).digest()).digest()[:4])


def public_identity(point):
    """What follows from a coincurve public key."""
    short, long = point.format(), point.format(compressed=False)
    account = keccak(long[1:])[12:]
    address = to_checksum_address(account)
    tron = base58_check(b"\x41" + account)
    assert address == EthAddrEncoder.EncodeKey(short) and tron == TrxAddrEncoder.EncodeKey(short)
    message = b"\x08\x02\x12\x21" + short
    peer = base58(b"\x00\x25" + message)
    assert peer.startswith("16Uiu2HA") and len(peer) == 53 and len(tron) == 34
    return {"publicKey": short, "publicKeyUncompressed": long, "address": address, "tron": tron,
            "tronHex": "0x41" + account.hex(), "peerId": peer,
            "libp2pPubKey": base64.b64encode(message).decode()}


def identity(secret):
    raw = secret.to_bytes(32, "big")
    return {"privateKey": raw, **public_identity(coincurve.PrivateKey(raw).public_key),
            "libp2pPrivKey": base64.b64encode(b"\x08\x02\x12\x20" + raw).decode()}


def identity_rows():
    secrets = [1, 2, 3, 0xFF, 2**128, 2**248 - 1, N // 2, N - 2, N - 1]
    for secret in secrets + [RANDOM.randrange(1, N) for _ in range(1010 - len(secrets))]:
        yield identity(secret)


def checksum_rows():
    for address in EIP55:
        assert to_checksum_address(address.lower()) == address
        yield {"lower": address.lower(), "checksum": address, "published": True}
    accounts = [bytes(20), b"\xff" * 20, bytes(19) + b"\x01", b"\xaa" * 20, bytes(range(20))]
    for account in accounts + [RANDOM.randbytes(20) for _ in range(1010)]:
        yield {"lower": account, "checksum": to_checksum_address(account), "published": False}


def wrong_case(address, flips):
    """The checksummed address with the case of some of its letters changed, still in mixed case."""
    letters = [i for i in range(2, 42) if address[i].isalpha()]
    text = list(address)
    for i in RANDOM.sample(letters, min(flips, len(letters))):
        text[i] = text[i].swapcase()
    return "".join(text)


def reject_checksum_rows():
    for address in list(EIP55[4:]) + [to_checksum_address(RANDOM.randbytes(20)) for _ in range(220)]:
        text = wrong_case(address, RANDOM.choice([1, 1, 1, 2, 3, 40]))
        digits = text[2:]
        if text != address and digits != digits.lower() and digits != digits.upper():
            yield {"text": text, "correct": address, "why": "mixed case that is not the checksum"}


def reject_address_rows():
    good = to_checksum_address(RANDOM.randbytes(20))
    for text, why in (
            ("0x2d" + "0" * 30, "32 digits, as a log redacted it"), ("0xbb" + "0" * 37, "39 digits, as a log redacted it"),
            ("", "empty"), ("0x", "no digits"), (good[:-1], "39 digits"), (good + "0", "41 digits"), (good + "00", "42 digits"),
            (good[:-1] + "g", "g is no hex digit"), (good[:-1] + " ", "a space"), (" " + good, "a space in front"),
            (good + "\n", "a line break"), ("0x0x" + good[2:], "two prefixes"), ("0" * 39 + "\u0660", "an Arabic-Indic digit"),
            ("0x" + "\uff10" * 40, "fullwidth digits"), ("0x" + "0" * 24 + good[2:].lower(), "a 32-byte word"),
            (good[2:12] + "..." + good[-8:], "shortened"), ("x" + good[2:], "half a prefix")):
        yield {"text": text, "why": why}


def sender(index):
    return bytes(20) if index == 0 else b"\xff" * 20 if index == 1 else RANDOM.randbytes(20)


def deployed(creator, nonce, instruction, push):
    """The address that pyrevm's CREATE (init code `init` of one STOP) or CREATE2 leaves for this creator."""
    machine = pyrevm.EVM(gas_limit=2**63)
    who = "0x" + creator.hex()
    machine.insert_account_info(who, pyrevm.AccountInfo(nonce=nonce, code=push + instruction + bytes.fromhex("60005260206000f3")))
    out = machine.message_call("0x" + "77" * 20, who, calldata=b"", is_static=False)
    return to_checksum_address(out[12:])


def create_rows():
    nonces = [0, 1, 2, 126, 127, 128, 129, 254, 255, 256, 257, 65535, 65536, 2**24 - 1, 2**24, 2**32 - 1, 2**32,
              2**40, 2**48, 2**56 - 1, 2**56, 2**63 - 1, 2**63, 2**64 - 3, 2**64 - 2]
    cases = [(sender(i % 4), nonce) for i, nonce in enumerate(nonces)]
    cases += [(RANDOM.randbytes(20), RANDOM.getrandbits(RANDOM.randint(1, 63))) for _ in range(300)]
    for creator, nonce in cases:
        address = to_checksum_address(keccak(rlp.encode([creator, nonce]))[12:])
        if int.from_bytes(creator, "big") > 0xFFFF:  # not a precompile
            assert address == deployed(creator, nonce, b"\xf0", bytes.fromhex("600060006000"))
        yield {"sender": to_checksum_address(creator), "nonce": nonce, "address": address}


def create2_address(creator, salt, code_hash):
    return to_checksum_address(keccak(b"\xff" + creator + salt + code_hash)[12:])


def create2_rows():
    for creator, salt, code, address in EIP1014:
        row = {"sender": to_checksum_address(creator), "salt": bytes.fromhex(salt), "initCode": bytes.fromhex(code),
               "initCodeHash": keccak(bytes.fromhex(code))}
        assert address == create2_address(bytes.fromhex(creator[2:]), row["salt"], row["initCodeHash"])
        yield {**row, "address": address, "published": True}
    for index in range(310):
        creator, salt = sender(index), RANDOM.choice([bytes(32), b"\xff" * 32, RANDOM.randbytes(32), RANDOM.randbytes(32)])
        code = b"\0" * RANDOM.randrange(33)  # STOPs: they run, and leave empty code
        address = create2_address(creator, salt, keccak(code))
        if index:
            assert address == deployed(creator, 1, b"\xf5", b"\x7f" + salt + bytes([0x60, len(code)]) + bytes.fromhex("60006000"))
        yield {"sender": to_checksum_address(creator), "salt": salt, "initCode": code, "initCodeHash": keccak(code),
               "address": address, "published": False}


def other(character):
    return ALPHABET[(ALPHABET.index(character) + 1 + RANDOM.randrange(56)) % 58]


def mutated(text):
    """The text with one character replaced, two swapped, one lost, or one doubled."""
    at = RANDOM.randrange(1, len(text))
    kind = RANDOM.randrange(4)
    if kind == 0:
        return text[:at] + other(text[at]) + text[at + 1:], "one character replaced"
    if kind == 1 and text[at] != text[at - 1]:
        return text[:at - 1] + text[at] + text[at - 1] + text[at + 1:], "two characters swapped"
    if kind == 2:
        return text[:at] + text[at + 1:], "one character lost"
    return text[:at] + text[at] + text[at:], "one character doubled"


def reject_tron_rows():
    for _ in range(160):
        text, why = mutated(identity(RANDOM.randrange(1, N))["tron"])
        yield {"tron": text, "why": why}
    account = RANDOM.randbytes(20)
    good = base58_check(b"\x41" + account)
    for prefix in (0x00, 0x05, 0x40, 0x42, 0xA0, 0xC1):
        yield {"tron": base58_check(bytes([prefix]) + account), "why": f"version {prefix:02x}, not 41"}
    for size in (0, 1, 18, 19, 21, 32):
        yield {"tron": base58_check(b"\x41" + (account * 2)[:size]), "why": f"{size} bytes, not 20"}
    yield {"tron": base58_check(b"\0\x41" + account), "why": "a leading zero byte"}
    yield {"tron": "1" + good, "why": "a leading 1"}
    yield {"tron": base58(b"\x41" + account), "why": "no checksum"}
    yield {"tron": base58(b"\x41" + account + hashlib.sha256(b"\x41" + account).digest()[:4]), "why": "single SHA-256"}
    yield {"tron": base58(b"\x41" + account + keccak(b"\x41" + account)[:4]), "why": "Keccak checksum"}
    for wrong in "0OIl+/ \u00e9\u0422":
        yield {"tron": good[:9] + wrong + good[10:], "why": f"{wrong!r} is no Base58 digit"}
    for text, why in (("", "empty"), ("T", "too short"), ("T" + "x" * 31, "32 characters, as a log redacted it"),
                      ("T" * 34, "wrong checksum"), (good + "\n", "a line break"), (" " + good, "a space"),
                      (good.lower(), "lower case"), ("z" * 2000, "two thousand characters"), (good * 2, "twice")):
        yield {"tron": text, "why": why}


def refused_by_bip_utils(row):
    try:
        TrxAddrDecoder.DecodeAddr(row["tron"])
    except ValueError:
        return row
    raise AssertionError(row)


def reject_peer_rows():
    point = coincurve.PrivateKey(RANDOM.randbytes(32)).public_key
    key = point.format()
    good = b"\x00\x25\x08\x02\x12\x21" + key
    x = 5  # no point of the curve has x = 5
    for data, why in (
            (good[2:], "no multihash"), (b"\x12\x20" + hashlib.sha256(good[2:]).digest(), "a SHA-256 multihash holds no key"),
            (b"\x00\x24\x08\x01\x12\x20" + RANDOM.randbytes(32), "an Ed25519 key"),
            (b"\x00\x25\x08\x00" + good[4:], "key type RSA"), (b"\x00\x25\x08\x01" + good[4:], "key type Ed25519"),
            (b"\x00\x25\x08\x03" + good[4:], "key type ECDSA"), (b"\x00\x25\x08\x04" + good[4:], "an unknown key type"),
            (b"\x00\x24" + good[2:], "the length is one too small"), (b"\x00\x26" + good[2:], "the length is one too large"),
            (b"\x01" + good[1:], "multihash code 1"), (good[:-1], "one byte is missing"), (good + b"\0", "one byte too many"),
            (b"\0" + good, "a leading zero byte"), (good[:5] + b"\x20" + good[6:], "the key's length is 32"),
            (good[:5] + b"\x22" + good[6:], "the key's length is 34"), (good[:6] + b"\x04" + good[7:], "key prefix 04"),
            (good[:6] + b"\x00" + good[7:], "key prefix 00"), (good[:7] + x.to_bytes(32, "big"), "not on the curve"),
            (good[:7] + b"\xff" * 32, "x is not below the field's prime"), (good[:7] + bytes(32), "x is zero"),
            (b"\x00\x45\x08\x02\x12\x41" + point.format(compressed=False), "an uncompressed key"),
            (b"\x00\x25\x12\x21" + key + b"\x08\x02", "the fields are in the other order"),
            (b"\x00\x25\x10\x02" + good[4:], "another field number"), (b"\x00\x00", "no key"), (b"\x00", "one byte")):
        yield {"peerId": base58(data), "why": why}
    text = base58(good)
    for wrong in "0OIl- ":
        yield {"peerId": text[:20] + wrong + text[21:], "why": f"{wrong!r} is no Base58 digit"}
    for value, why in (("", "empty"), ("16Uiu2HA", "the prefix alone"), (text + "\n", "a line break"), (" " + text, "a space"),
                       ("1" + text, "a leading 1"), (text[1:], "the first character is lost"), (text + text, "twice"),
                       ("z" * 2000, "two thousand characters"), (text.upper(), "upper case"),
                       ("12D3KooW" + text[8:], "an Ed25519 peer ID's prefix")):
        yield {"peerId": value, "why": why}


def reject_libp2p_rows():
    raw = RANDOM.randbytes(32)
    for data, why in ((b"\x08\x02\x12\x20" + bytes(32), "the key is zero"), (b"\x08\x02\x12\x20" + N.to_bytes(32, "big"), "the key is the order"),
                      (b"\x08\x02\x12\x20" + b"\xff" * 32, "the key is above the order"), (b"\x08\x01\x12\x20" + raw, "key type Ed25519"),
                      (b"\x08\x02\x12\x1f" + raw[:31], "31 bytes"), (b"\x08\x02\x12\x21" + raw + b"\0", "33 bytes"),
                      (b"\x08\x02\x12\x20" + raw[:31], "truncated"), (b"\x08\x02\x12\x20" + raw + b"\0", "one byte too many"),
                      (b"\x08\x02", "no key"), (b"", "empty"), (raw, "no protobuf"), (b"\x12\x20" + raw, "no type")):
        yield {"libp2pPrivKey": base64.b64encode(data).decode(), "why": why}
    good = base64.b64encode(b"\x08\x02\x12\x20" + raw).decode()
    for text, why in ((good[:-1], "47 characters"), (good[:10] + "*" + good[11:], "no Base64 digit"), (good + "=", "too much padding"),
                      (good[:20] + "\n" + good[20:], "a line break"), (good[:20] + " " + good[20:], "a space")):
        yield {"libp2pPrivKey": text, "why": why}


def btfs_rows():
    """Worked examples of go-btfs: wallets with their secrets, and peer IDs with what follows from them."""
    for name, words, key, known in WALLETS:
        made = identity(int(key, 16))
        for field, value in known.items():
            assert str(made[field] if not isinstance(made[field], bytes) else made[field].hex()) == value, (name, field)
        yield {"name": name, "mnemonic": words, **made}
    for name, peer, known in PEERS:
        number = 0
        for character in peer:
            number = number * 58 + ALPHABET.index(character)
        data = b"\0" + number.to_bytes(38, "big")
        assert data[:6].hex() == "002508021221"
        made = public_identity(coincurve.PublicKey(data[6:]))
        assert made["peerId"] == peer
        for field, value in known.items():
            assert str(made[field] if not isinstance(made[field], bytes) else made[field].hex()) == value, (name, field)
        yield {"name": name, **made}


def main():
    write_rows(HERE, "checksums.jsonl", checksum_rows())
    write_rows(HERE, "identities.jsonl", identity_rows())
    write_rows(HERE, "create.jsonl", create_rows())
    write_rows(HERE, "create2.jsonl", create2_rows())
    write_rows(HERE, "btfs.jsonl", btfs_rows())
    write_rows(HERE, "reject-addresses.jsonl", reject_address_rows())
    write_rows(HERE, "reject-checksums.jsonl", reject_checksum_rows())
    write_rows(HERE, "reject-libp2p.jsonl", reject_libp2p_rows())
    write_rows(HERE, "reject-peerids.jsonl", reject_peer_rows())
    write_rows(HERE, "reject-tron.jsonl", map(refused_by_bip_utils, reject_tron_rows()))
    record(HERE, ["coincurve", "bip-utils", "eth-utils", "rlp", "pyrevm"])


if __name__ == "__main__":
    main()
