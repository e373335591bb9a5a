#!/usr/bin/env python3
"""Makes the transaction vectors: signed ones of every type, authorisations, blobs, and what is no
transaction.

    pip install ckzg==2.1.8 coincurve==21.0.0 eth-account==0.14.0 eth-utils==6.0.0
    python3 Vectors/transactions/generate.py
    python3 Vectors/transactions/generate_forks.py        (another environment, see there)

eth-account signs each transaction; a few lines of RLP here, Keccak and coincurve sign it again, and
the script stops where the two differ. Keys are test material, drawn from a fixed seed.
"""
import hashlib
import pathlib
import random
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

import coincurve  # noqa: E402
from eth_account import Account  # noqa: E402
from eth_utils import keccak, to_checksum_address  # noqa: E402
from provenance import record, write_rows  # noqa: E402

N = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
RANDOM = random.Random("chequer transactions 1")
COUNT = 320


# A few lines of RLP, not those of the package that eth-account uses.

def number(value):
    return value.to_bytes((value.bit_length() + 7) // 8, "big")


def prefixed(payload, base):
    if len(payload) < 56:
        return bytes([base + len(payload)]) + payload
    length = number(len(payload))
    return bytes([base + 55 + len(length)]) + length + payload


def rlp(item):
    if isinstance(item, int):
        item = number(item)
    if isinstance(item, (bytes, bytearray)):
        return bytes(item) if len(item) == 1 and item[0] < 0x80 else prefixed(bytes(item), 0x80)
    return prefixed(b"".join(rlp(child) for child in item), 0xC0)


def word(value):
    return value.to_bytes(32, "big")


def address(text):
    return bytes.fromhex(text[2:])


def account(secret):
    point = coincurve.PrivateKey(word(secret)).public_key.format(compressed=False)
    return to_checksum_address(keccak(point[1:])[12:])


def sign(secret, digest):
    raw = coincurve.PrivateKey(word(secret)).sign_recoverable(digest, hasher=None)
    return int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:64], "big"), raw[64]


# Transactions are dictionaries with the keys of JSON-RPC; numbers are integers, `input` bytes.

def fields(tx):
    """The RLP items in front of the signature."""
    to = address(tx["to"]) if "to" in tx else b""
    common = [tx["gas"], to, tx["value"], tx["input"]]
    entries = [[address(entry["address"]), [bytes.fromhex(key[2:]) for key in entry["storageKeys"]]]
               for entry in tx.get("accessList", [])]
    if tx["type"] == 0:
        return [tx["nonce"], tx["gasPrice"]] + common
    if tx["type"] == 1:
        return [tx["chainId"], tx["nonce"], tx["gasPrice"]] + common + [entries]
    items = [tx["chainId"], tx["nonce"], tx["maxPriorityFeePerGas"], tx["maxFeePerGas"]] + common + [entries]
    if tx["type"] == 3:
        items += [tx["maxFeePerBlobGas"], [bytes.fromhex(item[2:]) for item in tx["blobVersionedHashes"]]]
    if tx["type"] == 4:
        items.append([[item["chainId"], address(item["address"]), item["nonce"], item["yParity"], item["r"], item["s"]]
                      for item in tx["authorizationList"]])
    return items


def envelope(kind, items):
    return (bytes([kind]) if kind else b"") + rlp(items)


def signing_hash(tx):
    protected = tx["type"] == 0 and "chainId" in tx
    return keccak(envelope(tx["type"], fields(tx) + ([tx["chainId"], 0, 0] if protected else [])))


def v_of(tx, parity):
    if tx["type"]:
        return parity
    return 35 + 2 * tx["chainId"] + parity if "chainId" in tx else 27 + parity


def signed(tx, secret, high_s=False):
    """The raw transaction and its hash."""
    r, s, parity = sign(secret, signing_hash(tx))
    if high_s:
        s, parity = N - s, 1 - parity
    raw = envelope(tx["type"], fields(tx) + [v_of(tx, parity), r, s])
    return raw, keccak(raw)


def by_eth_account(tx, secret):
    """The raw transaction of eth-account."""
    wanted = {key: value for key, value in tx.items() if not (key == "type" and value == 0)}
    wanted["data"] = wanted.pop("input")
    wanted.setdefault("to", "")
    if "authorizationList" in wanted:
        wanted["authorizationList"] = [
            {**item, "address": address(item["address"])} for item in wanted["authorizationList"]]
    return bytes(Account.sign_transaction(wanted, word(secret)).raw_transaction)


def intrinsic_gas(tx):
    """Osaka's; generate_forks.py compares every row with the execution specification."""
    zeros = tx["input"].count(0)
    gas = 21000 + 4 * zeros + 16 * (len(tx["input"]) - zeros)
    if "to" not in tx:
        gas += 32000 + 2 * ((len(tx["input"]) + 31) // 32)
    for entry in tx.get("accessList", []):
        gas += 2400 + 1900 * len(entry["storageKeys"])
    return gas + 25000 * len(tx.get("authorizationList", []))


def shown(tx):
    """The members in the order of `tx decode`."""
    order = ["type", "chainId", "nonce", "to", "value", "gas", "maxFeePerGas", "maxPriorityFeePerGas", "gasPrice",
             "maxFeePerBlobGas", "blobVersionedHashes", "input", "accessList", "authorizationList"]
    return {key: tx[key] for key in order if key in tx}


def row(tx, secret):
    raw, name = signed(tx, secret)
    assert raw == by_eth_account(tx, secret), tx
    sender = account(secret)
    assert Account.recover_transaction(raw) == sender
    return {"transaction": shown(tx), "privateKey": word(secret), "signingHash": signing_hash(tx),
            "raw": raw, "hash": name, "sender": sender, "intrinsicGas": intrinsic_gas(tx)}


# Random values with the edges of their ranges.

def secret_key():
    return RANDOM.choice([1, N - 1]) if RANDOM.random() < 0.02 else RANDOM.randrange(1, N)


def amount():
    return RANDOM.choice([0, 1, 127, 128, 255, 256, 2**64 - 1, 2**64, 10**18, 2**255, 2**256 - 1,
                          RANDOM.randrange(2**RANDOM.randrange(1, 257))])


def price():
    """Small enough that no gas limit here makes the fee overflow."""
    return RANDOM.choice([0, 1, 128, 10**9, 3 * 10**14, 9 * 10**15, RANDOM.randrange(2**RANDOM.randrange(1, 180))])


def random_address():
    return to_checksum_address(bytes(20) if RANDOM.random() < 0.03 else RANDOM.randbytes(20))


def random_input():
    size = RANDOM.choice([0, 0, 1, 4, 36, 55, 56, 68, RANDOM.randrange(300)])
    if size == 1:
        return bytes([RANDOM.choice([0, 1, 127, 128, 255])])
    return bytes(RANDOM.choice([0, RANDOM.randrange(256)]) for _ in range(size))


def access_list():
    return [{"address": random_address(), "storageKeys": ["0x" + RANDOM.randbytes(32).hex() for _ in range(RANDOM.randrange(4))]}
            for _ in range(RANDOM.choice([0, 1, 1, 2, 3]))]


def authorization(chain):
    item = {"chainId": RANDOM.choice([0, chain, chain, 2**256 - 1]), "address": random_address(),
            "nonce": RANDOM.choice([0, 1, 2**64 - 2, RANDOM.randrange(2**32)])}
    made = Account.sign_authorization(item, word(secret_key()))
    return {**item, "yParity": made.y_parity, "r": made.r, "s": made.s}


def random_transaction(kind, chain=None):
    chain = chain if chain is not None else RANDOM.choice([1, 1, 199, 199, 1029, 100, 2**32, (2**64 - 37) // 2, 2**64 - 1])
    tx = {"type": kind, "chainId": chain,
          "nonce": RANDOM.choice([0, 1, 127, 128, 255, 2**64 - 2, RANDOM.randrange(2**RANDOM.randrange(1, 64))]),
          "gas": RANDOM.choice([21000, 90000, 2**63, 2**64 - 1, RANDOM.randrange(2**RANDOM.randrange(15, 64))]),
          "value": amount(), "input": random_input()}
    if kind > 2 or RANDOM.random() < 0.85:
        tx["to"] = random_address()
    if kind < 2:
        tx["gasPrice"] = price()
    else:
        tip, cap = sorted([price(), price()])
        tx.update(maxPriorityFeePerGas=tip, maxFeePerGas=cap)
    if kind:
        tx["accessList"] = access_list()
    if kind == 3:
        tx["maxFeePerBlobGas"] = amount()
        tx["blobVersionedHashes"] = ["0x01" + RANDOM.randbytes(31).hex() for _ in range(RANDOM.randrange(1, 7))]
    if kind == 4:
        tx["authorizationList"] = [authorization(chain) for _ in range(RANDOM.randrange(1, 4))]
    return tx


def unprotected():
    for _ in range(120):
        tx = random_transaction(0)
        del tx["chainId"]
        yield row(tx, secret_key())


def authorization_rows():
    for _ in range(120):
        secret = secret_key()
        item = {"chainId": RANDOM.choice([1, 199, 2**64, 2**256 - 1]), "address": random_address(),
                "nonce": RANDOM.choice([0, 1, 2**64 - 2, RANDOM.randrange(2**63)])}
        digest = keccak(b"\x05" + rlp([item["chainId"], address(item["address"]), item["nonce"]]))
        made = Account.sign_authorization(item, word(secret))
        r, s, parity = sign(secret, digest)
        assert (made.r, made.s, made.y_parity) == (r, s, parity) and bytes(made.authorization_hash) == digest
        yield {**item, "privateKey": word(secret), "signingHash": digest, "yParity": parity, "r": r, "s": s,
               "authority": account(secret)}


# Blobs. A blob is 131,072 bytes, so a row holds only its beginning; zeros follow.

def network_rows():
    from ckzg import blob_to_kzg_commitment, compute_blob_kzg_proof, compute_cells_and_kzg_proofs, load_trusted_setup
    import eth_account.typed_transactions.blob_transactions as package
    setup = load_trusted_setup(str(pathlib.Path(package.__file__).parent / "kzg_trusted_setup.txt"), 0)
    for index in range(6):
        secret = secret_key()
        tx = random_transaction(3, chain=1)
        starts = [b"".join(b"\0" + RANDOM.randbytes(31) for _ in range(RANDOM.randrange(1, 4)))
                  for _ in range(1 + (index == 5))]
        blobs = [start + bytes(131072 - len(start)) for start in starts]
        commitments = [blob_to_kzg_commitment(blob, setup) for blob in blobs]
        tx["blobVersionedHashes"] = ["0x01" + hashlib.sha256(item).hexdigest()[2:] for item in commitments]
        cells = index % 2 == 1
        if not cells:
            tx["accessList"] = []  # eth-account 0.14 does not read its own network form with one
        if cells:
            proofs = [proof for blob in blobs for proof in compute_cells_and_kzg_proofs(blob, setup)[1]]
        else:
            proofs = [compute_blob_kzg_proof(blob, item, setup) for blob, item in zip(blobs, commitments)]
        raw, name = signed(tx, secret)
        r, s, parity = sign(secret, signing_hash(tx))
        items = [fields(tx) + [parity, r, s]] + ([1] if cells else []) + [blobs, commitments, proofs]
        network = envelope(3, items)
        if cells:
            wanted = {key: value for key, value in tx.items() if key not in ("input", "blobVersionedHashes")}
            theirs = Account.sign_transaction({**wanted, "data": tx["input"]}, word(secret), blobs=blobs)
            assert bytes(theirs.raw_transaction) == network
        else:
            assert Account.recover_transaction(network) == account(secret)
        yield {"raw": raw, "hash": name, "sender": account(secret), "cellProofs": cells, "blobStarts": starts,
               "commitments": commitments, "proofs": b"".join(proofs), "networkSize": len(network),
               "networkKeccak": keccak(network)}


# What is no transaction, or is refused by the newest fork on chain 1.

def base(kind, **changes):
    tx = random_transaction(kind, chain=1)
    tx.update(nonce=7, gas=500000, to=random_address(), value=5, input=b"")
    if kind == 4:
        tx["authorizationList"] = [authorization(1)]
    tx.update(changes)
    return {key: value for key, value in tx.items() if value is not None}


def items_of(tx, secret):
    r, s, parity = sign(secret, signing_hash(tx))
    return fields(tx) + [v_of(tx, parity), r, s]


def long_form(payload):
    """A list or string whose short length is written in the long form."""
    return bytes([0xF8 if payload[0] >= 0xC0 else 0xB8, payload[0] & 0x3F]) + payload[1:]


def reject_rows():
    secret = secret_key()

    def case(raw, why, beyond=False):
        """`beyond` marks what EELS takes and other authorities refuse; SOURCE.md names them."""
        return {"raw": raw, "why": why, **({"beyondEELS": True} if beyond else {})}

    yield case(b"", "no bytes")
    for first in (0x00, 0x05, 0x19, 0x7F, 0x80, 0xB8, 0xBF):
        yield case(bytes([first]) + signed(base(2), secret)[0][1:], f"first byte {first:#04x}")
    for kind in range(5):
        tx = base(kind)
        raw, _ = signed(tx, secret)
        items = items_of(tx, secret)
        start = 1 if kind else 0
        names = {0: ["nonce", "gasPrice", "gas", "to", "value", "input", "v", "r", "s"],
                 1: ["chainId", "nonce", "gasPrice", "gas", "to", "value", "input", "accessList", "yParity", "r", "s"]}
        names = names.get(kind) or ["chainId", "nonce", "maxPriorityFeePerGas", "maxFeePerGas", "gas", "to", "value", "input",
                                    "accessList"] + {2: [], 3: ["maxFeePerBlobGas", "blobVersionedHashes"],
                                                     4: ["authorizationList"]}[kind] + ["yParity", "r", "s"]
        what = f"type {kind}"

        def changed(name, value):
            return envelope(kind, [value if other == name else item for other, item in zip(names, items)])

        for count in (1, 3, len(items) - 1):
            yield case(envelope(kind, items[:count]), f"{what}: {count} fields")
        yield case(envelope(kind, items[:-3]), f"{what}: signature missing")
        yield case(envelope(kind, items + [b""]), f"{what}: a field too many")
        yield case(envelope(kind, []), f"{what}: no fields")
        yield case(envelope(kind, b"".join(rlp(item) for item in items)), f"{what}: a string, not a list")
        yield case(raw + b"\0", f"{what}: a zero byte behind")
        yield case(raw + raw, f"{what}: twice")
        for cut in (1, 2, 20, 40, len(raw) - start - 1):
            yield case(raw[:-cut], f"{what}: {cut} bytes missing")
        length = number(len(raw) - start - 2)
        if len(length) == 1 and raw[start] == 0xF8:
            yield case(raw[:start] + b"\xf9\0" + raw[start + 1:], f"{what}: leading zero in the list's length")
        numbers = [name for name in names if name not in ("to", "input", "accessList", "blobVersionedHashes", "authorizationList")]
        for name in numbers:
            value = dict(zip(names, items))[name]
            yield case(changed(name, b"\0" + number(value)), f"{what}: leading zero in {name}")
            yield case(changed(name, b"\0"), f"{what}: {name} is a zero byte")
            yield case(changed(name, []), f"{what}: {name} is a list")
            yield case(changed(name, 2**256 + value), f"{what}: {name} above 256 bits",
                       beyond=name in ("gasPrice", "maxFeePerGas"))
        for name in ("to", "input"):
            yield case(changed(name, [b"\1"]), f"{what}: {name} is a list")
        for size in (1, 19, 21, 32):
            yield case(changed("to", b"\x11" * size), f"{what}: to has {size} bytes")
        yield case(changed("nonce", 2**64 - 1), f"{what}: nonce 2^64 - 1")
        yield case(changed("nonce", 2**64), f"{what}: nonce 2^64")
        yield case(changed("gas", 2**64), f"{what}: gas 2^64")
        for name in ("r", "s"):
            for value, text in ((0, "0"), (N, "the group order"), (N + 1, "above the group order"), (2**256 - 1, "2^256 - 1")):
                yield case(changed(name, value), f"{what}: {name} is {text}")
        yield case(signed(tx, secret, high_s=True)[0], f"{what}: high s")
        if kind == 0:
            for v in (0, 1, 26, 29, 30, 31, 34, 2**128 + 37):
                yield case(changed("v", v), f"{what}: v is {v}")
            yield case(changed("v", 2**64 + 27), f"{what}: v is 2^64 + 27")
            yield case(changed("v", 2**64 + 28), f"{what}: v is 2^64 + 28")
            yield case(changed("v", 35), f"{what}: chain id 0 in v")
            yield case(changed("v", 36), f"{what}: chain id 0 in v")
            yield case(changed("v", 35 + 2 * 2**64), f"{what}: chain id 2^64 in v")
            yield case(envelope(0, fields(tx) + [1, 0, 0]), f"{what}: unsigned, in EIP-155's form")
            yield case(b"\0" + raw, f"{what}: type byte 0 in front")
            continue
        for value in (2, 27, 28, 37, 255, 256):
            yield case(changed("yParity", value), f"{what}: y parity is {value}")
        zero = base(kind, chainId=0)
        yield case(signed(zero, secret)[0], f"{what}: chain id 0", beyond=True)
        yield case(changed("chainId", 2**64), f"{what}: chain id 2^64")
        yield case(changed("accessList", b""), f"{what}: access list is a string")
        key = b"\x22" * 32
        for entries, text in (
                ([b"\x11" * 20], "entry is a string"), ([[b"\x11" * 20]], "entry of one item"), ([[]], "empty entry"),
                ([[b"\x11" * 20, [key], b""]], "entry of three items"), ([[b"\x11" * 19, []]], "address of 19 bytes"),
                ([[b"\x11" * 21, []]], "address of 21 bytes"), ([[b"", []]], "address of no bytes"),
                ([[[b"\x11"], []]], "address is a list"), ([[b"\x11" * 20, key]], "keys are a string"),
                ([[b"\x11" * 20, [key[:31]]]], "key of 31 bytes"), ([[b"\x11" * 20, [key + b"\0"]]], "key of 33 bytes"),
                ([[b"\x11" * 20, [b""]]], "key of no bytes"), ([[b"\x11" * 20, [[key]]]], "key is a list"),
                ([[b"\x11" * 20, [key]], key], "second entry is a string")):
            yield case(changed("accessList", entries), f"{what}: access list, {text}")
        if kind >= 2:
            over = base(kind, maxPriorityFeePerGas=11, maxFeePerGas=10)
            yield case(signed(over, secret)[0], f"{what}: tip above the cap")
        high = {"gasPrice": 2**253} if kind == 1 else {"maxFeePerGas": 2**253}
        yield case(signed(base(kind, **high), secret)[0], f"{what}: fee overflows 256 bits", beyond=True)
        if kind == 3:
            yield case(changed("to", b""), f"{what}: no recipient")
            yield case(signed(base(3, blobVersionedHashes=[]), secret)[0], f"{what}: no blobs")
            seven = ["0x01" + "11" * 31] * 7
            yield case(signed(base(3, blobVersionedHashes=seven), secret)[0], f"{what}: seven blobs")
            for version in ("00", "02", "ff"):
                bad = ["0x01" + "11" * 31, "0x" + version + "11" * 31]
                yield case(signed(base(3, blobVersionedHashes=bad), secret)[0], f"{what}: hash of version {version}")
            for item, text in ((b"\1" * 31, "of 31 bytes"), (b"\1" * 33, "of 33 bytes"), (b"", "of no bytes"), ([], "is a list")):
                yield case(changed("blobVersionedHashes", [item]), f"{what}: versioned hash {text}")
            yield case(changed("blobVersionedHashes", b"\1" * 32), f"{what}: versioned hashes are a string")
        if kind == 4:
            yield case(changed("to", b""), f"{what}: no recipient")
            yield case(changed("authorizationList", []), f"{what}: no authorisation")
            yield case(changed("authorizationList", b"\1"), f"{what}: authorisations are a string")
            good = dict(zip(names, items))["authorizationList"][0]
            yield case(changed("authorizationList", [good[:5]]), f"{what}: authorisation of five items")
            yield case(changed("authorizationList", [good + [b""]]), f"{what}: authorisation of seven items")
            yield case(changed("authorizationList", [b"\1"]), f"{what}: authorisation is a string")
            for place, name in enumerate(["chainId", "address", "nonce", "yParity", "r", "s"]):
                def part(value):
                    return changed("authorizationList", [good[:place] + [value] + good[place + 1:]])
                yield case(part([]), f"{what}: authorisation's {name} is a list")
                if name == "address":
                    for size in (0, 19, 21):
                        yield case(part(b"\x11" * size), f"{what}: authorisation's address has {size} bytes")
                    continue
                yield case(part(b"\0\1"), f"{what}: leading zero in authorisation's {name}")
                limit = {"nonce": 64, "yParity": 8}.get(name, 256)
                yield case(part(2**limit), f"{what}: authorisation's {name} is 2^{limit}")
    nested = b"\xc0"
    for _ in range(2000):
        nested = rlp([nested]) if len(nested) < 1 else prefixed(nested, 0xC0)
    yield case(nested, "a list in 2,000 lists")
    yield case(b"\x02" + nested, "type 2: a list in 2,000 lists")
    yield case(b"\xff" * 9, "a list longer than memory")
    yield case(b"\x02\xff" + b"\xff" * 8, "type 2: a list longer than memory")
    short = rlp([1, 2, 3])
    yield case(long_form(short), "a short list in the long form")
    legacy = items_of(base(0), secret)
    body = b"".join(rlp(item) for item in legacy[1:])
    yield case(prefixed(b"\x81\x07" + body, 0xC0), "type 0: nonce 7 as 0x8107")
    yield case(prefixed(b"\xb8\x01\x07" + body, 0xC0), "type 0: nonce in the long form")


def main():
    for kind, name in enumerate(["legacy", "access-list", "fee-market", "blob", "set-code"]):
        write_rows(HERE, f"{name}.jsonl", (row(random_transaction(kind), secret_key()) for _ in range(COUNT)))
    write_rows(HERE, "unprotected.jsonl", unprotected())
    write_rows(HERE, "authorizations.jsonl", authorization_rows())
    write_rows(HERE, "network.jsonl", network_rows())
    write_rows(HERE, "reject.jsonl", reject_rows())
    record(HERE, ["coincurve", "eth-account", "eth-utils", "ckzg"])


if __name__ == "__main__":
    main()
