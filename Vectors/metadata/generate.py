#!/usr/bin/env python3
"""Writes the vectors of compilers' metadata and of creation code.

    python3 Vectors/metadata/generate.py COMPILERS

COMPILERS is a folder with an environment for each version of vyper, named by the version, so that
COMPILERS/0.3.10/bin/vyper runs that one. pyrevm deploys what they compile, cbor2 reads and writes
CBOR, bip-utils writes Base58. Fixed seed.
"""
import math
import pathlib
import random
import subprocess
import sys
import tempfile

import cbor2
import pyrevm
from bip_utils import Base58Encoder

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import contracts  # noqa: E402
from provenance import record, write_rows  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
VERSIONS = ["0.2.8", "0.2.16", "0.3.1", "0.3.3", "0.3.7", "0.3.8", "0.3.9", "0.3.10", "0.4.0", "0.4.1", "0.4.3"]
CALLER = "0x" + "11" * 20
OWNER = bytes.fromhex("5cf1f8c1c89e6fd24863918571917b5109d6a170")
RANDOM = random.Random("metadata 4")


def number(version):
    return [int(part) for part in version.split(".")]


def compiled(compilers, version, source, options=()):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "contract.vy"
        path.write_text(source, encoding="utf-8")
        run = subprocess.run(
            [compilers / version / "bin" / "vyper", "-f", "bytecode,bytecode_runtime", *options, path],
            capture_output=True, text=True, check=True)
    return [bytes.fromhex(line[2:]) for line in run.stdout.split()[-2:]]


def deployed(code):
    """The code that the chain holds after the creation code ran; pyrevm shows it with zeros behind it, so
    its length is asked by EXTCODESIZE."""
    machine = pyrevm.EVM(gas_limit=2**62)
    address = machine.deploy(CALLER, code)
    asker = "0x" + "22" * 20
    ask = bytes.fromhex("73" + address[2:] + "3b60005260206000f3")
    machine.insert_account_info(asker, pyrevm.AccountInfo(code=ask))
    size = int.from_bytes(bytes(machine.message_call(CALLER, asker, calldata=b"")), "big")
    return bytes(machine.get_code(address))[:size]


def compiled_rows(compilers):
    arguments = bytes(12) + OWNER + (7).to_bytes(32, "big")
    for version in VERSIONS:
        numbers = number(version)
        kinds = [("plain", contracts.vault(version, False, 0), (), arguments)]
        if numbers >= [0, 3, 1]:
            kinds.append(("immutables", contracts.vault(version, True, 0), (), arguments))
        if numbers >= [0, 3, 10]:
            many = contracts.vault(version, True, 30)
            kinds.append(("dense", many, ("--optimize", "codesize"), arguments))
            kinds.append(("sparse", many, ("--optimize", "gas"), arguments))
        kinds.append(("smallest", contracts.proxyless(version), (), b""))
        for name, source, options, given in kinds:
            creation, runtime = compiled(compilers, version, source, options)
            code = deployed(creation + given)
            immutables = 64 if name in ("immutables", "dense", "sparse") else 0
            assert code[:len(code) - immutables] == runtime, (version, name)
            start = creation.find(runtime)
            assert start > 0 and creation.count(runtime) == 1, (version, name)
            row = {"version": version, "contract": name, "creation": creation, "arguments": given, "start": start,
                   "runtime": len(runtime), "deployed": code, "immutables": immutables}
            if numbers >= [0, 3, 10]:
                length = int.from_bytes(creation[-2:], "big")
                *integrity, size, data, words, last = cbor2.loads(creation[-length:-2])
                assert (size, words, last) == (len(runtime), immutables, {"vyper": numbers})
                row |= {"metadata": length, "data": data}
                if integrity:
                    row["integrity"] = integrity[0]
            elif numbers >= [0, 3, 4]:
                length = int.from_bytes(runtime[-2:], "big")
                assert cbor2.loads(runtime[-2 - length:-2]) == {"vyper": numbers}
                row["metadata"] = length + 2
            yield row


def trailer(entries):
    data = cbor2.dumps(entries)
    return data + len(data).to_bytes(2, "big")


def trailer_rows():
    """solc's forms since 0.4.7, and what its next releases may add."""
    digest, release = RANDOM.randbytes(32), bytes([0, 8, 20])
    ipfs = b"\x12\x20" + digest
    forms = [
        ("bzzr0", {"bzzr0": digest}), ("bzzr0 and experimental", {"experimental": True, "bzzr0": digest}),
        ("bzzr1", {"bzzr1": digest, "solc": bytes([0, 5, 16])}),
        ("ipfs", {"ipfs": ipfs, "solc": release}),
        ("ipfs and experimental", {"experimental": True, "ipfs": ipfs, "solc": bytes([0, 6, 12])}),
        ("no hash", {"solc": bytes([0, 8, 25])}), ("experimental, no hash", {"experimental": True, "solc": bytes([0, 7, 1])}),
        ("not a release", {"ipfs": ipfs, "solc": "0.8.21-develop.2023.7.10+commit.cf4e3e3a"}),
        ("a short version that is no release", {"solc": "0.9.0-nightly"}),
        ("an unknown key", {"ipfs": ipfs, "other": [1, {"deep": b"\x01"}], "solc": release}),
        ("both Swarm hashes", {"bzzr0": digest, "bzzr1": bytes(32)}),
        ("vyper", {"vyper": [0, 3, 7]}),
    ]
    for name, entries in forms:
        code = RANDOM.choice([b"", bytes.fromhex("6080604052600080fdfe"), RANDOM.randbytes(40)])
        tail = trailer(entries)
        assert cbor2.loads(tail[:-2]) == entries
        solc = entries.get("solc")
        row = {"name": name, "code": code + tail, "length": len(tail)}
        if "vyper" in entries:
            row["vyper"] = ".".join(map(str, entries["vyper"]))
        elif solc is not None:
            row["solc"] = ".".join(map(str, solc)) if isinstance(solc, bytes) else solc
        if "ipfs" in entries:
            row["ipfs"] = Base58Encoder.Encode(entries["ipfs"])
        for key in ("bzzr0", "bzzr1", "experimental"):
            if key in entries:
                row[key] = entries[key]
        row["unknown"] = [key for key in entries if key not in ("ipfs", "bzzr0", "bzzr1", "solc", "experimental", "vyper")]
        yield row


def reject_trailer_rows():
    digest = RANDOM.randbytes(32)
    good = cbor2.dumps({"ipfs": b"\x12\x20" + digest, "solc": bytes([0, 8, 20])})
    vyper = cbor2.dumps([100, [], 0, {"vyper": [0, 3, 10]}])
    cases = [
        ("one byte too long", good + (len(good) + 1).to_bytes(2, "big")),
        ("one byte too short", good + (len(good) - 1).to_bytes(2, "big")),
        ("counts itself as vyper's list does", good + (len(good) + 2).to_bytes(2, "big")),
        ("vyper's list that does not count itself", vyper + len(vyper).to_bytes(2, "big")),
        ("longer than the code", good + b"\xff\xff"), ("no CBOR at all", bytes(40) + b"\x00\x20"),
        ("the byte order of the length", good + len(good).to_bytes(2, "little")),
        ("ends early", good), ("nothing but a length", b"\x00\x00"), ("no bytes", b""),
    ]
    for name, entries in [
        ("an IPFS hash of 32 bytes", {"ipfs": digest}), ("another multihash", {"ipfs": b"\x11\x20" + digest}),
        ("a short Swarm hash", {"bzzr1": digest[:31]}), ("a version of two bytes", {"solc": b"\x08\x14"}),
        ("a version that is a word", {"solc": "latest"}), ("experimental as a number", {"experimental": 1}),
        ("only unknown keys", {"name": "x", "value": 7}), ("an empty map", {}), ("a list", [1, 2, 3]),
        ("vyper with two numbers", {"vyper": [0, 3]}), ("vyper beside another key", {"vyper": [0, 3, 7], "x": 1}),
        ("vyper's version as text", {"vyper": "0.3.7"}),
    ]:
        cases.append((name, trailer(entries)))
    for name, elements in [
        ("a list without sizes", [{"vyper": [0, 3, 10]}]), ("sizes of the wrong kind", [b"", [], 0, {"vyper": [0, 3, 10]}]),
        ("a size that no code has", [2**40, [], 0, {"vyper": [0, 3, 10]}]),
        ("a list whose map is not vyper's", [100, [], 0, {"solc": b"\x00\x08\x14"}]),
        ("a short integrity hash", [digest[:31], 100, [], 0, {"vyper": [0, 4, 1]}]),
        ("a list one longer", [digest, 0, 100, [], 0, {"vyper": [0, 4, 1]}]),
    ]:
        data = cbor2.dumps(elements)
        cases.append((name, data + (len(data) + 2).to_bytes(2, "big")))
    for name, tail in cases:
        yield {"name": name, "code": tail}


def described(value):
    """A value as JSON that keeps its kind."""
    if isinstance(value, bool):
        return {"bool": value}
    if isinstance(value, int):
        return {"unsigned": str(value)}
    if isinstance(value, bytes):
        return {"bytes": value}
    if isinstance(value, str):
        return {"text": value}
    if isinstance(value, list):
        return {"array": [described(item) for item in value]}
    return {"map": [[key, described(item)] for key, item in value.items()]}


def cbor_value(depth):
    kind = RANDOM.randrange(6 if depth < 4 else 4)
    if kind == 0:
        return RANDOM.randrange(2 ** RANDOM.choice([4, 5, 8, 9, 16, 17, 32, 33, 64]))
    if kind == 1:
        return RANDOM.randbytes(RANDOM.choice([0, 1, 23, 24, 34, 255, 256]))
    if kind == 2:
        return "".join(RANDOM.choice("abc é€𝄞0") for _ in range(RANDOM.choice([0, 1, 5, 23, 24])))
    if kind == 3:
        return RANDOM.random() < 0.5
    count = RANDOM.choice([0, 1, 2, 3, 24])
    if kind == 4:
        return [cbor_value(depth + 1 + count // 24) for _ in range(count)]
    return {f"k{index}": cbor_value(depth + 1 + count // 24) for index in range(count)}


def cbor_rows():
    edges = [0, 23, 24, 255, 256, 65535, 65536, 2**32 - 1, 2**32, 2**64 - 1, "", b"", [], {}, True, False]
    for value in edges + [cbor_value(0) for _ in range(150)]:
        data = cbor2.dumps(value)
        assert cbor2.loads(data) == value
        yield {"cbor": data, "value": described(value)}


def reject_cbor_rows():
    """Well-formed CBOR that no compiler writes, and CBOR that is not well-formed."""
    for name, value in [
        ("negative", -1), ("float", 1.5), ("infinity", math.inf), ("null", None), ("undefined", cbor2.undefined),
        ("a tag", cbor2.CBORTag(42, b"x")), ("a large number", 2**64), ("a key that is a number", {1: 2}),
        ("a key that is bytes", {b"solc": 2}), ("a simple value", cbor2.CBORSimpleValue(99)),
    ]:
        yield {"name": name, "cbor": cbor2.dumps(value)}
    deep = 1
    for _ in range(9):
        deep = [deep]
    yield {"name": "too deep", "cbor": cbor2.dumps(deep)}
    for name, data in [
        ("indefinite array", "9f01ff"), ("indefinite map", "bf616101ff"), ("indefinite text", "7f6161ff"),
        ("indefinite bytes", "5f4101ff"), ("long form of a small number", "1800"), ("long form of a short length", "580141"),
        ("two bytes where one is enough", "1900ff"), ("four bytes", "1a0000ffff"), ("eight bytes", "1b00000000ffffffff"),
        ("a key twice", "a2616101616102"), ("text that is not UTF-8", "61ff"), ("no bytes", ""), ("cut off in a length", "58"),
        ("cut off in bytes", "430102"), ("cut off in an array", "8201"), ("cut off in a map", "a16161"),
        ("a length beyond the address space", "5bffffffffffffffff"), ("an array of 2^64-1", "9bffffffffffffffff"),
        ("a map of 2^32-1", "baffffffff"), ("a reserved length", "1c"), ("a break alone", "ff"), ("bytes behind", "0000"),
    ]:
        yield {"name": name, "cbor": bytes.fromhex(data)}


def main():
    compilers = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else sys.exit(__doc__))
    write_rows(HERE, "compiled.jsonl", compiled_rows(compilers))
    write_rows(HERE, "trailers.jsonl", trailer_rows())
    write_rows(HERE, "reject-trailers.jsonl", reject_trailer_rows())
    write_rows(HERE, "cbor.jsonl", cbor_rows())
    write_rows(HERE, "reject-cbor.jsonl", reject_cbor_rows())
    record(HERE, ["bip-utils", "cbor2", "pyrevm"])


if __name__ == "__main__":
    main()
