#!/usr/bin/env python3
"""Makes the trie vectors: entries and roots, lists and their roots, accounts, log blooms.

    pip install trie==4.0.0 rlp==5.0.0 eth-bloom==4.0.0 py-evm==0.12.1b1 eth-hash[pycryptodome]
    python3 Vectors/trie/generate.py
    python3 Vectors/trie/generate_proofs.py

Roots are made by py-trie's HexaryTrie step by step and, again, by the few lines of `root_of`, which
builds the hashed nodes from all entries at once, as the yellow paper's appendix D says it.
"""
import itertools
import pathlib
import random
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
sys.path.insert(0, str(HERE))

import rlp  # noqa: E402
from eth.db.trie import make_trie_root_and_nodes  # noqa: E402
from eth.rlp.accounts import Account  # noqa: E402
from eth_bloom import BloomFilter  # noqa: E402
from eth_hash.auto import keccak  # noqa: E402
from trie import HexaryTrie  # noqa: E402

import published  # noqa: E402
from provenance import record, write_rows  # noqa: E402

RANDOM = random.Random("chequer trie 1")
TOOLS = ["trie", "py-evm", "eth-bloom", "rlp"]


def root_of(entries):
    """The root of entries by the definition: yellow paper, appendix D."""
    pairs = [(nibbles(key), value) for key, value in entries.items()]
    return keccak(rlp.encode(node(pairs, 0))) if pairs else keccak(b"\x80")


def nibbles(key):
    return [half for byte in key for half in (byte >> 4, byte & 15)]


def node(pairs, depth):
    if len(pairs) == 1:
        return [hex_prefix(pairs[0][0][depth:], 2), pairs[0][1]]
    shared = depth
    first = pairs[0][0]
    while all(len(key) > shared and key[shared] == first[shared] for key, _ in pairs) and shared < len(first):
        shared += 1
    if shared > depth:
        return [hex_prefix(first[depth:shared], 0), reference(node(pairs, shared))]
    slots = [[pair for pair in pairs if len(pair[0]) > depth and pair[0][depth] == half] for half in range(16)]
    ended = [value for key, value in pairs if len(key) == depth]
    return [reference(node(slot, depth + 1)) if slot else b"" for slot in slots] + [ended[0] if ended else b""]


def reference(item):
    encoding = rlp.encode(item)
    return item if len(encoding) < 32 else keccak(encoding)


def hex_prefix(path, flag):
    path = [flag + 1, *path] if len(path) % 2 else [flag, 0, *path]
    return bytes(16 * high + low for high, low in zip(path[::2], path[1::2]))


def as_bytes(text):
    if text is None:
        return b""
    return bytes.fromhex(text[2:]) if text.startswith("0x") else text.encode()


def played(steps):
    """The root after each step, on which both ways agree."""
    trie, entries, roots = HexaryTrie({}), {}, []
    for key, value in steps:
        if value:
            trie[key] = value
            entries[key] = value
        else:
            del trie[key]
            entries.pop(key, None)
        assert trie.root_hash == root_of(entries)
        roots.append(trie.root_hash)
    return roots


def published_rows():
    for name, entries, plain, hashed in published.ANY_ORDER:
        yield from published_row(name, list(entries.items()), True, plain, hashed)
    for name, steps, plain, hashed in published.IN_ORDER:
        yield from published_row(name, steps, False, plain, hashed)
    for name, entries, hashed in published.ACCOUNTS:
        yield from published_row(name, list(entries.items()), True, None, hashed)


def published_row(name, steps, any_order, plain, hashed):
    steps = [(as_bytes(key), as_bytes(value)) for key, value in steps]
    for keys, root in (("plain", plain), ("hashed", hashed)):
        if root is None:
            continue
        made = played([(keccak(key) if keys == "hashed" else key, value) for key, value in steps])
        assert made[-1].hex() == root, (name, keys)
        yield {"name": name, "keys": keys, "anyOrder": any_order, "steps": steps, "root": bytes.fromhex(root)}


def value(largest=80):
    return RANDOM.randbytes(RANDOM.choice([1, 1, 2, 5, 20, 31, 32, 33, 54, 55, 56, largest]))


def steps_over(keys, count):
    """Sets and removals of some keys, and of some that are not there."""
    return [(RANDOM.choice(keys), b"" if RANDOM.random() < 0.35 else value()) for _ in range(count)]


def tries_rows():
    def row(kind, steps):
        return {"kind": kind, "steps": steps, "roots": played(steps)}

    dense = [bytes(key) for size in range(4) for key in itertools.product([0x00, 0x01, 0x10, 0x11], repeat=size)]
    for _ in range(12):
        yield row("short keys, many the beginning of others", steps_over(dense, 40))
    for _ in range(6):
        yield row("keys of two bytes", steps_over([RANDOM.randbytes(2) for _ in range(30)], 40))
    for _ in range(6):
        yield row("hashed keys", steps_over([keccak(RANDOM.randbytes(4)) for _ in range(24)], 40))
    words = [bytes(30) + RANDOM.randbytes(2) for _ in range(20)]
    for _ in range(4):
        yield row("words with a long beginning in common", steps_over(words, 30))
    long = [b"\xa5" * size for size in (1, 2, 15, 16, 17, 100)] + [b"\xa5" * 50 + bytes([b]) * 50 for b in range(6)]
    for _ in range(4):
        yield row("long keys", steps_over(long, 24))
    yield row("all 256 keys of a byte, then all removed",
              [(bytes([byte]), bytes([byte, 1])) for byte in range(256)] + [(bytes([byte]), b"") for byte in range(256)])
    for size in (55, 56, 255, 256, 65536):
        yield row("one value of many bytes", [(b"key", bytes((3 * i + size) % 256 for i in range(size)))])
    yield row("a key of 1 KiB beside its beginnings",
              [(b"\x5a" * size, b"v" + bytes([size % 251])) for size in (1024, 1023, 512, 1)])


class Encoded(bytes):
    """An item of a block that is its own encoding, as py-evm wants it."""

    def encode(self):
        return self


def ordered_rows():
    for count in (0, 1, 2, 3, 15, 16, 17, 127, 128, 129, 130, 255, 256, 257, 300):
        items = [RANDOM.randbytes(RANDOM.choice([1, 5, 40, 100])) for _ in range(count)]
        root, _ = make_trie_root_and_nodes([Encoded(item) for item in items])
        assert root == root_of({rlp.encode(index): item for index, item in enumerate(items)})
        yield {"items": items, "root": root}


def accounts_rows():
    def row(nonce, balance, storage, code):
        account = Account(nonce=nonce, balance=balance, storage_root=storage, code_hash=code)
        encoding = rlp.encode(account)
        assert rlp.decode(encoding, Account) == account
        return {"nonce": nonce, "balance": balance, "storageRoot": storage, "codeHash": code, "rlp": encoding}

    empty = Account()
    yield row(0, 0, empty.storage_root, empty.code_hash)
    for nonce, balance in ((1, 0), (0, 1), (127, 127), (128, 128), (255, 256), (2**64 - 1, 2**256 - 1),
                           (2**63, 2**255), (2**32, 10**18)):
        yield row(nonce, balance, empty.storage_root, empty.code_hash)
    for _ in range(40):
        yield row(RANDOM.getrandbits(RANDOM.randint(0, 64)), RANDOM.getrandbits(RANDOM.randint(0, 256)),
                  RANDOM.randbytes(32), RANDOM.randbytes(32))


def reject_accounts_rows():
    zero = bytes(32)

    def refused(value, why):
        return {"rlp": value if isinstance(value, bytes) else rlp.encode(value), "why": why}

    yield refused(b"", "nothing")
    yield refused(b"\x80", "not a list")
    yield refused([], "no fields")
    yield refused([b"", b"", zero], "three fields")
    yield refused([b"", b"", zero, zero, b""], "five fields")
    yield refused([b"\0", b"", zero, zero], "a nonce with a leading zero")
    yield refused([b"", b"\0", zero, zero], "a balance with a leading zero")
    yield refused([b"\0\1", b"", zero, zero], "a nonce with a leading zero")
    yield refused([b"\1" * 9, b"", zero, zero], "a nonce of 9 bytes")
    yield refused([b"", b"\1" * 33, zero, zero], "a balance of 33 bytes")
    yield refused([[], b"", zero, zero], "a list as nonce")
    yield refused([b"", [], zero, zero], "a list as balance")
    yield refused([b"", b"", [], zero], "a list as storage root")
    yield refused([b"", b"", zero, []], "a list as code hash")
    yield refused([b"", b"", zero[1:], zero], "a storage root of 31 bytes")
    yield refused([b"", b"", zero, zero + b"\0"], "a code hash of 33 bytes")
    yield refused([b"", b"", b"", zero], "an empty storage root")
    yield refused(rlp.encode([b"", b"", zero, zero]) + b"\0", "trailing bytes")
    yield refused(rlp.encode([b"", b"", zero, zero])[:-1], "truncated")


def bloom_rows():
    for count in (0, 1, 2, 3, 10, 50, 200):
        logs = [(RANDOM.randbytes(20), [RANDOM.randbytes(32) for _ in range(RANDOM.randint(0, 4))])
                for _ in range(count)]
        bloom = BloomFilter()
        for address, topics in logs:
            bloom.add(address)
            bloom.extend(topics)
        absent = [RANDOM.randbytes(20) for _ in range(8)]
        yield {"logs": [{"address": address, "topics": topics} for address, topics in logs],
               "bloom": int(bloom).to_bytes(256, "big"),
               "others": [{"address": address, "mayContain": address in bloom} for address in absent]}


def main():
    write_rows(HERE, "published.jsonl", published_rows())
    write_rows(HERE, "tries.jsonl", tries_rows())
    write_rows(HERE, "ordered.jsonl", ordered_rows())
    write_rows(HERE, "accounts.jsonl", accounts_rows())
    write_rows(HERE, "reject-accounts.jsonl", reject_accounts_rows())
    write_rows(HERE, "bloom.jsonl", bloom_rows())
    record(HERE, TOOLS)


if __name__ == "__main__":
    main()
