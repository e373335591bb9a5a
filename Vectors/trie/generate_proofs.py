#!/usr/bin/env python3
"""Makes the proof vectors: proofs of keys and of accounts, and nodes that prove nothing.

    pip install trie==4.0.0 rlp==5.0.0 py-evm==0.12.1b1 eth-hash[pycryptodome]
    python3 Vectors/trie/generate_proofs.py

Proofs are py-trie's, less the nodes that stand inside their parents, which eth_getProof does not
list; py-trie reads each back to the value. Refused ones are built here by hand, each with one defect
under a root that has the right hash.
"""
import pathlib
import random
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
sys.path.insert(0, str(HERE))

import rlp  # noqa: E402
from eth.rlp.accounts import Account  # noqa: E402
from eth_hash.auto import keccak  # noqa: E402
from trie import HexaryTrie  # noqa: E402
from trie.exceptions import ValidationError  # noqa: E402

import published_answers  # noqa: E402
from generate import TOOLS, as_bytes, hex_prefix, nibbles  # noqa: E402
from provenance import record, write_rows  # noqa: E402

RANDOM = random.Random("chequer trie proofs 1")


def built(entries):
    trie = HexaryTrie({})
    for key, value in entries.items():
        trie[key] = value
    return trie


def proof(trie, key, value):
    """The nodes that eth_getProof lists; py-trie reads them back."""
    raw = trie.get_proof(key)
    try:
        assert HexaryTrie.get_from_proof(trie.root_hash, key, raw) == value
    except ValidationError:
        # py-trie cannot read a key that ends inside an extension: such a key has no value.
        assert not value and is_short_extension(raw[-1], key)
    encodings = [rlp.encode(node) for node in raw]
    return [encoding for index, encoding in enumerate(encodings) if index == 0 or len(encoding) >= 32]


def is_short_extension(node, key):
    return len(node) == 2 and node[0][0] < 0x20 and len(nibbles(key)) < 64


def entries_of(kind):
    if kind == "short keys":
        keys = [bytes(RANDOM.choices(b"\x00\x01\x10\x11", k=RANDOM.randint(0, 4))) for _ in range(24)]
        return {key: RANDOM.randbytes(RANDOM.choice([1, 2, 3, 30, 31, 32, 40])) for key in keys}
    if kind == "hashed keys":
        return {keccak(bytes([index])): RANDOM.randbytes(RANDOM.choice([1, 33, 70])) for index in range(60)}
    if kind == "one entry":
        return {RANDOM.randbytes(RANDOM.choice([0, 1, 32])): RANDOM.randbytes(RANDOM.choice([1, 40]))}
    return {rlp.encode(index): RANDOM.randbytes(60) for index in range(200)}


def absent_keys(entries):
    """Keys that are not there: near ones, beginnings and longer ones, far ones."""
    for key in RANDOM.sample(sorted(entries), min(6, len(entries))):
        for other in (key[:-1], key + b"\0", key + b"\x11", key[:-1] + bytes([key[-1] ^ 1]) if key else b"\7",
                      key[:-1] + bytes([key[-1] ^ 0x10]) if key else b"\x70", RANDOM.randbytes(len(key))):
            if other not in entries:
                yield other


def proof_rows():
    yield {"root": HexaryTrie({}).root_hash, "key": b"any", "value": b"", "nodes": []}
    for kind in ["short keys"] * 8 + ["hashed keys"] * 2 + ["one entry"] * 6 + ["list"]:
        entries = entries_of(kind)
        trie = built(entries)
        present = RANDOM.sample(sorted(entries), min(10, len(entries)))
        for key in [*present, *absent_keys(entries)]:
            yield {"kind": kind, "root": trie.root_hash, "entries": list(entries.items()), "key": key,
                   "value": entries.get(key, b""), "nodes": proof(trie, key, entries.get(key, b""))}


def compact(rows):
    """Rows of one trie say its entries once: in the first."""
    last = None
    for row in rows:
        if row.get("entries") == last:
            row.pop("entries", None)
        elif "entries" in row:
            last = row["entries"]
        yield row


def refused_rows():
    """Nodes under a fitting root, each with one defect."""
    key = as_bytes("0x1234")
    path = nibbles(key)
    long = b"v" * 40

    def leaf(nibbles_, value=long):
        return [hex_prefix(nibbles_, 2), value]

    def extension(nibbles_, child):
        return [hex_prefix(nibbles_, 0), child]

    def branch(children, value=b""):
        return [children.get(half, b"") for half in range(16)] + [value]

    def named(item):
        return keccak(rlp.encode(item))

    def row(error, why, *items, root=None):
        nodes = [item if isinstance(item, bytes) else rlp.encode(item) for item in items]
        return {"error": error, "why": why, "key": key, "root": root or keccak(nodes[0]), "nodes": nodes}

    good = leaf(path[1:])
    other = leaf([0, 0, 0])
    top = branch({1: named(good), 2: named(other)})
    yield row("noNodes", "no nodes under a root that is not empty", root=named(top))
    yield row("wrongHash", "another root", top, good, root=named(good))
    yield row("wrongHash", "the second node is another leaf", top, other)
    yield row("wrongHash", "the second node is the first again", top, top)
    yield row("wrongHash", "the nodes are in the wrong order", good, top, root=named(top))
    yield row("endsEarly", "the leaf is missing", top)
    yield row("unusedNodes", "a node behind the leaf", top, good, other)
    yield row("unusedNodes", "the leaf twice", top, good, good)
    yield row("unusedNodes", "a node behind a branch without the child", branch({2: named(good), 3: named(other)}), good)
    yield row("unusedNodes", "a node behind the empty trie's", b"\x80", good)
    yield row("notRLP", "an empty node", b"")
    yield row("notRLP", "trailing bytes", rlp.encode(top) + b"\0", good)
    yield row("notRLP", "a truncated node", rlp.encode(top)[:-1], good)
    yield row("notRLP", "a length in the long form without need", b"\xf8\x05" + rlp.encode(leaf(path, b"v" * 1))[1:])
    yield row("notANode", "bytes, not a list", rlp.encode(long))
    yield row("notANode", "an empty list", [])
    for count in (1, 3, 16, 18):
        yield row("notANode", f"a list of {count}", [long] * count)
    yield row("listInsteadOfBytes", "a list as the path", [[b"\x20"], long])
    yield row("listInsteadOfBytes", "a list as a leaf's value", leaf(path, [long]))
    yield row("listInsteadOfBytes", "a list as a branch's value", branch({1: named(good), 2: named(other)}, [long]), good)
    for first in (0x01, 0x0F, 0x21, 0x2F, 0x40, 0x50, 0x60, 0x70, 0x80, 0xFF):
        yield row("invalidPath", f"a path that begins with {first:#04x}", [bytes([first]) + key, long])
    yield row("invalidPath", "an empty path", [b"", long])
    for size in (1, 31, 33):
        yield row("invalidReference", f"a child of {size} bytes", branch({1: b"\xaa" * size, 2: named(other)}))
        yield row("invalidReference", f"another child of {size} bytes", branch({1: named(good), 7: b"\xaa" * size}), good)
    yield row("invalidReference", "an extension to nothing", extension(path[:1], b""))
    yield row("invalidReference", "an extension to a value", extension(path[:1], long))
    yield row("embeddedLongNode", "a child of more than 31 bytes", branch({1: good, 2: named(other)}))
    # 31 bytes are embedded, 32 are not:.
    edge = leaf(path[1:], b"v" * 27)
    assert len(rlp.encode(edge)) == 32
    yield row("embeddedLongNode", "a child of 32 bytes", branch({1: edge, 2: named(other)}))
    short = leaf(path[1:], b"v" * 26)
    assert len(rlp.encode(short)) == 31
    yield row("listedShortNode", "a child of 31 bytes by its hash", branch({1: named(short), 2: named(other)}), short)
    yield row("emptyValue", "a leaf without value", leaf(path, b""))
    yield row("emptyValue", "a leaf without value, embedded", branch({1: leaf(path[1:], b""), 2: named(other)}))
    fork = branch({3: named(leaf(path[3:])), 4: named(other)})
    yield row("emptyExtension", "an extension without path", extension([], named(fork)), fork)
    yield row("extensionWithoutBranch", "an extension to a leaf", extension(path[:1], named(good)), good)
    twice = extension(path[1:2], named(fork))
    yield row("extensionWithoutBranch", "an extension to an extension", extension(path[:1], named(twice)), twice, fork)
    yield row("extensionWithoutBranch", "an extension to an embedded leaf", extension(path[:1], leaf(path[1:], b"v")))
    yield row("branchOfOne", "a branch without child", branch({}))
    yield row("branchOfOne", "a branch with one child", branch({1: named(good)}), good)
    yield row("branchOfOne", "a branch with a value alone", branch({}, long))
    yield row("branchOfOne", "an embedded branch with one child", extension(path[:1], branch({2: leaf(path[2:], b"v")})))


def account_rows():
    """States and what eth_getProof says of some of their accounts."""
    for count in (0, 1, 2, 40):
        addresses = [RANDOM.randbytes(20) for _ in range(count)]
        storages, state, accounts = {}, HexaryTrie({}), {}
        for index, address in enumerate(addresses):
            words = {RANDOM.choice([number, RANDOM.getrandbits(256)]): RANDOM.getrandbits(RANDOM.choice([1, 7, 8, 64, 256])) | 1
                     for number in range([0, 1, 2, 30][index % 4])}
            storages[address] = words
            storage = built({keccak(slot.to_bytes(32, "big")): rlp.encode(word) for slot, word in words.items()})
            account = Account(nonce=index, balance=RANDOM.getrandbits(90), storage_root=storage.root_hash,
                              **({"code_hash": RANDOM.randbytes(32)} if words else {}))
            accounts[address] = (account, storage)
            state[keccak(address)] = rlp.encode(account)
        world = [{"address": address, "nonce": account.nonce, "balance": account.balance, "codeHash": account.code_hash,
                  "storage": [{"slot": slot, "value": value} for slot, value in storages[address].items()]}
                 for address, (account, _) in accounts.items()]
        for address in [*addresses[:6], RANDOM.randbytes(20), RANDOM.randbytes(20)]:
            account, storage = accounts.get(address, (Account(), HexaryTrie({})))
            words = storages.get(address, {})
            slots = [*list(words)[:3], 0, RANDOM.getrandbits(256)]
            made = {"stateRoot": state.root_hash, "address": address, "isThere": address in accounts,
                    "nonce": account.nonce, "balance": account.balance, "storageHash": account.storage_root,
                    "codeHash": account.code_hash, "accountProof": proof(state, keccak(address), rlp.encode(account) if address in accounts else b""),
                    "storageProof": [{"key": slot, "value": words.get(slot, 0),
                                      "proof": proof(storage, keccak(slot.to_bytes(32, "big")),
                                                     rlp.encode(words[slot]) if slot in words else b"")} for slot in slots]}
            yield {**made, "world": world} if world else made
            world = None


def published_answer_rows():
    """The account is not there, though a leaf with the beginning of its key is."""
    answer = published_answers.POLYGON
    nodes = [bytes.fromhex(node) for node in answer["nodes"]]
    address = as_bytes(answer["address"])
    raw = [rlp.decode(node) for node in nodes]
    assert HexaryTrie.get_from_proof(keccak(nodes[0]), keccak(address), raw) == b""
    empty = Account()
    yield {"name": "Polygon", "stateRoot": keccak(nodes[0]), "address": address, "isThere": False, "nonce": 0,
           "balance": 0, "storageHash": empty.storage_root, "codeHash": empty.code_hash, "accountProof": nodes,
           "storageProof": [{"key": int(answer["slot"], 16), "value": 0, "proof": []}]}


def main():
    write_rows(HERE, "proofs.jsonl", compact(proof_rows()))
    write_rows(HERE, "reject-proofs.jsonl", refused_rows())
    write_rows(HERE, "account-proofs.jsonl", account_rows())
    write_rows(HERE, "published-answers.jsonl", published_answer_rows())
    record(HERE, TOOLS)


if __name__ == "__main__":
    main()
