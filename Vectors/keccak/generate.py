#!/usr/bin/env python3
"""Makes the Keccak-256 and SHA3-256 vectors: every length to 1,100 bytes and some longer ones.

    pip install pycryptodome==3.24.1 pyrevm==0.3.7
    python3 Vectors/keccak/generate.py

Keccak-256 by pycryptodome and, again, by the KECCAK256 instruction of pyrevm; SHA3-256 by hashlib
(OpenSSL) and, again, by pycryptodome.
"""
import hashlib
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from Crypto.Hash import SHA3_256, keccak  # noqa: E402
import pyrevm  # noqa: E402
from provenance import record, write_rows  # noqa: E402

EVM = pyrevm.EVM(gas_limit=2**63)
HASHER = "0x" + "11" * 20
# CALLDATASIZE PUSH1 0 PUSH1 0 CALLDATACOPY; KECCAK256(0, CALLDATASIZE); return the word.
EVM.insert_account_info(HASHER, pyrevm.AccountInfo(
    code=bytes.fromhex("366000600037" "36600020" "600052" "60206000f3")))


def message(length):
    """Byte i is (i*i + 7*length + i) mod 256."""
    return bytes((i * i + 7 * length + i) % 256 for i in range(length))


def hashes(data):
    digest = keccak.new(digest_bits=256, data=data).digest()
    assert bytes(EVM.message_call("0x" + "22" * 20, HASHER, calldata=data)) == digest
    fips = hashlib.sha3_256(data).digest()
    assert fips == SHA3_256.new(data).digest()
    return {"keccak256": digest, "sha3256": fips}


PUBLISHED = [
    (b"", "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"),
    (b"Transfer(address,address,uint256)", "ddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef"),
    (b"\x80", "56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421"),
    (b"\xc0", "1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347"),
    (b"eip1967.proxy.rollback", "4910fdfa16fed3260ed0e7147f7cc6da11a60208b5b9406d12a635614ffd9144"),
    (b"EIP712Domain(string name,string version,uint256 chainId)",
     "c2f8787176b8ac6bf7215b4adcc1e069bf4ab82d9ab1df05a57a91d425935b6e"),
]


def main():
    lengths = list(range(1101)) + [1224, 1359, 1360, 1361, 1496, 2047, 2048, 2720, 3000, 4096, 4999, 5000, 65536]
    write_rows(HERE, "lengths.jsonl", ({"length": n, **hashes(message(n))} for n in lengths))
    rows = []
    for data, digest in PUBLISHED:
        rows.append({"data": data, **hashes(data)})
        assert rows[-1]["keccak256"].hex() == digest
    write_rows(HERE, "published.jsonl", rows)
    record(HERE, ["pycryptodome", "pyrevm"])


if __name__ == "__main__":
    main()
