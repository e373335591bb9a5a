#!/usr/bin/env python3
"""Makes the HD key vectors: BIP-32's own, random derivations, refusals, BTFS's and Ethereum's paths.

    pip install bip-utils==2.12.3 coincurve==21.0.0 mnemonic==0.21 eth-account==0.14.0 pycryptodome==3.24.1
    python3 Vectors/bip32/generate.py

Every key is derived by bip-utils and again by the few lines here over hmac and coincurve;
Ethereum's addresses once more by eth-account. Seeds and mnemonics are test material.
"""
import hashlib
import hmac
import pathlib
import random
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
sys.path.append(str(HERE.parent / "addresses"))

from bip_utils import Base58Decoder, Base58Encoder, Bip32Slip10Secp256k1, EthAddrEncoder, TrxAddrEncoder  # noqa: E402
import coincurve  # noqa: E402
from Crypto.Hash import RIPEMD160  # noqa: E402
from eth_account import Account  # noqa: E402
from examples import WALLETS  # noqa: E402
from mnemonic import Mnemonic  # noqa: E402
from provenance import record, write_rows  # noqa: E402
from published import INVALID, VALID  # noqa: E402

N = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
PRIVATE, PUBLIC = bytes.fromhex("0488ade4"), bytes.fromhex("0488b21e")
RANDOM = random.Random("chequer bip32 1")


def hash160(data):
    return RIPEMD160.new(hashlib.sha256(data).digest()).digest()


def public(secret):
    return coincurve.PrivateKey(secret).public_key.format()


def derive(seed, path):
    """BIP-32's private derivation: key, chain code, depth, parent fingerprint and index of the last step."""
    whole = hmac.digest(b"Bitcoin seed", seed, "sha512")
    secret, chain = whole[:32], whole[32:]
    depth, parent, index = 0, bytes(4), 0
    for step in path.split("/")[1:]:
        hardened = step[-1] in "'hH"
        index = int(step.rstrip("'hH")) + (2**31 if hardened else 0)
        data = (b"\0" + secret if hardened else public(secret)) + index.to_bytes(4, "big")
        depth, parent = depth + 1, hash160(public(secret))[:4]
        whole = hmac.digest(chain, data, "sha512")
        secret = ((int.from_bytes(whole[:32], "big") + int.from_bytes(secret, "big")) % N).to_bytes(32, "big")
        chain = whole[32:]
    return secret, chain, depth, parent, index


def extended(version, depth, parent, index, chain, key):
    payload = version + bytes([depth]) + parent + index.to_bytes(4, "big") + chain + key
    return Base58Encoder.CheckEncode(payload)


def row(seed, path):
    secret, chain, depth, parent, index = derive(seed, path)
    made = {"seed": seed, "path": path,
            "xprv": extended(PRIVATE, depth, parent, index, chain, b"\0" + secret),
            "xpub": extended(PUBLIC, depth, parent, index, chain, public(secret)),
            "privateKey": secret, "publicKey": public(secret), "chainCode": chain, "fingerprint": hash160(public(secret))[:4]}
    node = Bip32Slip10Secp256k1.FromSeed(seed)
    if path != "m":
        node = node.DerivePath(path[2:].replace("h", "'"))
    assert node.PrivateKey().ToExtended() == made["xprv"] and node.PublicKey().ToExtended() == made["xpub"]
    return made


def published_rows():
    for number, (seed, chains) in enumerate(VALID, 1):
        for path, xprv, xpub in chains:
            made = row(bytes.fromhex(seed), path)
            assert made["xprv"].endswith(xprv) and made["xpub"].endswith(xpub), (number, path)
            yield {"vector": number, **made}


def step(mark):
    number = RANDOM.choice([0, 1, 2, 44, 60, 195, 2**31 - 1, 1000000000, RANDOM.getrandbits(31), RANDOM.getrandbits(8)])
    return str(number) + RANDOM.choice(["", mark])


def generated_rows():
    for index in range(320):
        size = RANDOM.choice([16, 20, 32, 64, 64, RANDOM.randint(16, 64)])
        mark = "'h"[index % 2]
        depth = 0 if index < 8 else RANDOM.randint(1, 7)
        yield row(RANDOM.randbytes(size), "/".join(["m"] + [step(mark) for _ in range(depth)]))
    for depth in (20, 60, 255):
        yield row(RANDOM.randbytes(64), "m" + "".join("/" + step("'") for _ in range(depth)))


def public_rows():
    """Public derivation: a parent's xpub, a path without hardened steps, and the child's xpub."""
    for _ in range(120):
        seed, parent = RANDOM.randbytes(32), "m" + "".join("/" + step("'") for _ in range(RANDOM.randint(0, 3)))
        steps = [str(RANDOM.choice([0, 1, 7, 2**31 - 1, RANDOM.getrandbits(31)])) for _ in range(RANDOM.randint(1, 4))]
        top, child = row(seed, parent), row(seed, "/".join([parent, *steps]))
        node = Bip32Slip10Secp256k1.FromExtendedKey(top["xpub"]).DerivePath("/".join(steps))
        assert node.PublicKey().ToExtended() == child["xpub"]
        yield {"xpub": top["xpub"], "path": "m/" + "/".join(steps), "child": child["xpub"], "publicKey": child["publicKey"]}


def fault(text):
    """What is wrong with an extended key, by BIP-32's serialisation; nothing is None."""
    try:
        payload = Base58Decoder.CheckDecode(text)
    except Exception:
        return "wrong checksum"
    if len(payload) != 78:
        return "wrong length"
    version, depth, parent, index, key = payload[:4], payload[4], payload[5:9], payload[9:13], payload[45:]
    if version not in (PRIVATE, PUBLIC):
        return "unknown version"
    if depth == 0 and any(parent):
        return "zero depth with a parent fingerprint"
    if depth == 0 and any(index):
        return "zero depth with an index"
    if version == PRIVATE:
        if key[0] in (2, 3):
            return "private version with a public key"
        if key[0]:
            return f"private key prefix {key[0]:02x}"
        number = int.from_bytes(key[1:], "big")
        return "private key 0" if number == 0 else "private key n" if number == N else "private key above n" if number > N else None
    if key[0] == 0:
        return "public version with a private key"
    if key[0] not in (2, 3):
        return f"public key prefix {key[0]:02x}"
    try:
        coincurve.PublicKey(key)
    except ValueError:
        return "public key not on the curve"
    return None


def reject_rows():
    for text, why in INVALID:
        assert fault(text) == why, (text, fault(text))
        yield {"key": text, "why": why, "published": True}
    base = row(RANDOM.randbytes(32), "m/0/1")
    payload = Base58Decoder.CheckDecode(base["xprv"])
    for version in ("04358394", "043587cf", "049d7878", "049d7cb2", "04b2430c", "04b24746", "00000000", "ffffffff"):
        yield own(Base58Encoder.CheckEncode(bytes.fromhex(version) + payload[4:]))
    for changed in (payload[:77], payload + b"\0", b"\0" + payload, payload[:4], payload * 2, b""):
        yield own(Base58Encoder.CheckEncode(changed))
    for number in (N + 1, 2**256 - 1):
        yield own(Base58Encoder.CheckEncode(payload[:46] + number.to_bytes(32, "big")))
    for text in (base["xprv"], base["xpub"]):
        for at in (4, 20, 60, 100, 110):
            yield own(text[:at] + ("2" if text[at] != "2" else "3") + text[at + 1:])
        for changed in (text[:-1], text + "1", " " + text, text + "\n", text[:50] + "0" + text[51:], text[:50] + "l" + text[51:],
                        text.upper(), text[4:], "", "xprv", "xpub" + "1" * 107, text * 20):
            yield own(changed)


def own(text):
    why = fault(text)
    assert why
    return {"key": text, "why": why, "published": False}


def reject_path_rows():
    for path, why in (
            ("", "empty"), ("m/", "no step behind the slash"), ("m//0", "an empty step"), ("m/0/", "no step behind the slash"),
            ("/0", "no m"), ("n/0", "n is not m"), ("m0", "no slash"), ("m/a", "no number"), ("m/'", "no number"), ("m/h", "no number"),
            ("m/0''", "two marks"), ("m/0'h", "two marks"), ("m/'0", "a mark in front"), ("m/2147483648", "2^31"),
            ("m/2147483648'", "2^31"), ("m/4294967296", "2^32"), ("m/18446744073709551616", "2^64"), ("m/" + "9" * 400, "a huge number"),
            ("m/-1", "negative"), ("m/+1", "a plus"), ("m/1.0", "a fraction"), ("m/0x1", "hex"), ("m/1e3", "an exponent"),
            ("m/ 0", "a space"), ("m/0 ", "a space"), (" m/0", "a space"), ("m/0\n", "a line break"), ("m /0", "a space"),
            ("m/\u0661", "an Arabic-Indic digit"), ("m/\uff11", "a fullwidth digit"), ("m/0\u2019", "a typographic apostrophe"),
            ("m/44'/195'/0'/0/0/*", "a wildcard"), ("m\\0", "a backslash"), ("m/0\u0000", "a zero byte"), ("m/0/m/0", "m in the middle"),
            ("m" + "/0" * 256, "256 steps"), ("m" + "/0" * 20000, "twenty thousand steps")):
        yield {"path": path, "why": why}


def mnemonic_of(size=16):
    return Mnemonic("english").to_mnemonic(RANDOM.randbytes(size))


def wallet(mnemonic, path, passphrase=""):
    made = row(Mnemonic.to_seed(mnemonic, passphrase), path)
    key = made["publicKey"]
    return {"path": path, "privateKey": made["privateKey"], "publicKey": key, "address": EthAddrEncoder.EncodeKey(key),
            "tron": TrxAddrEncoder.EncodeKey(key), "peerId": Base58Encoder.Encode(b"\x00\x25\x08\x02\x12\x21" + key)}


def btfs_rows():
    """The wallets of go-btfs's tests and of well-known mnemonics first, then random ones."""
    for name, mnemonic, key, known in WALLETS:
        made = wallet(mnemonic, "m/44'/195'/0'/0/0")
        assert made["privateKey"].hex() == key and all(made[field] == known[field] for field in ("address", "tron", "peerId")), name
        yield {"mnemonic": mnemonic, **made}
    for _ in range(220):
        mnemonic = mnemonic_of()
        yield {"mnemonic": mnemonic, **wallet(mnemonic, "m/44'/195'/0'/0/0")}


def ethereum_rows():
    Account.enable_unaudited_hdwallet_features()
    for index in range(200):
        mnemonic, passphrase = mnemonic_of(RANDOM.choice([16, 20, 24, 28, 32])), RANDOM.choice(["", "", "TREZOR", "p\u00e4ss"])
        path = f"m/44'/60'/0'/0/{index % 10}"
        made = wallet(mnemonic, path, passphrase)
        account = Account.from_mnemonic(mnemonic, passphrase=passphrase, account_path=path)
        assert account.address == made["address"] and bytes(account.key) == made["privateKey"]
        yield {"mnemonic": mnemonic, "passphrase": passphrase, **made}


def main():
    write_rows(HERE, "published.jsonl", published_rows())
    write_rows(HERE, "generated.jsonl", generated_rows())
    write_rows(HERE, "public.jsonl", public_rows())
    write_rows(HERE, "reject.jsonl", reject_rows())
    write_rows(HERE, "reject-paths.jsonl", reject_path_rows())
    write_rows(HERE, "btfs.jsonl", btfs_rows())
    write_rows(HERE, "ethereum.jsonl", ethereum_rows())
    record(HERE, ["bip-utils", "coincurve", "mnemonic", "eth-account", "pycryptodome"])


if __name__ == "__main__":
    main()
