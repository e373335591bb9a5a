#!/usr/bin/env python3
"""Makes the proxy vectors by filling byte templates, and proves each by running it.

    pip install pyrevm==0.3.7 eth-utils==6.0.0
    python3 Vectors/proxies/generate.py

pyrevm executes every sample: a marker stands at the target and answers with its own number, the
address it runs under, its caller, and the first word and the size of its calldata.
"""
import pathlib
import random
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from eth_utils import keccak, to_checksum_address  # noqa: E402
import pyrevm  # noqa: E402
from provenance import record, write_rows  # noqa: E402
from templates import BEACON, CREATION, IMPL, NAMED, SAFE, TEMPLATES  # noqa: E402

RANDOM = random.Random("chequer proxies 1")
PROXY, CALLER, BEACON_AT = "0x" + "a1" * 20, "0x" + "b2" * 20, "0x" + "c3" * 20
CALLDATA = bytes.fromhex("f00dfeed") + bytes(range(32))


def text(address):
    return "0x" + address.hex()


def marker(number):
    """Code that returns number, ADDRESS, CALLER, CALLDATALOAD(0) and CALLDATASIZE."""
    return b"\x7f" + number + bytes.fromhex("600052" "30602052" "33604052" "600035606052" "36608052" "60a06000f3")


def delegates(code, target, spec="CANCUN"):
    """How many bytes the proxy adds to the calldata, or None if its call does not end in the target."""
    number = keccak(target)
    machine = pyrevm.EVM(gas_limit=2**63, spec_id=spec)
    machine.insert_account_info(text(target), pyrevm.AccountInfo(code=marker(number)))
    machine.insert_account_info(PROXY, pyrevm.AccountInfo(code=code))
    machine.insert_account_info(BEACON_AT, pyrevm.AccountInfo(code=b"\x73" + target + bytes.fromhex("60005260206000f3")))
    value = int.from_bytes(target, "big")
    for slot in (int(IMPL, 16), int(PROXY, 16), 0):
        machine.insert_account_storage(PROXY, slot, value)
    machine.insert_account_storage(PROXY, int(BEACON, 16), int(BEACON_AT, 16))
    try:
        out = bytes(machine.message_call(CALLER, PROXY, calldata=CALLDATA, gas=10_000_000))
    except RuntimeError:
        return None
    if out[:96] != number + bytes.fromhex(PROXY[2:]).rjust(32, b"\0") + bytes.fromhex(CALLER[2:]).rjust(32, b"\0"):
        return None
    if out[96:128] != CALLDATA[:32]:
        return None
    return int.from_bytes(out[128:160], "big") - len(CALLDATA)


def hands_on(code, target):
    """Whether a call runs the target in the proxy's storage, whatever becomes of the answer."""
    machine = pyrevm.EVM(gas_limit=2**63, spec_id="CANCUN")
    machine.insert_account_info(text(target), pyrevm.AccountInfo(code=bytes.fromhex("60015f5500")))
    machine.insert_account_info(PROXY, pyrevm.AccountInfo(code=code))
    try:
        machine.message_call(CALLER, PROXY, calldata=CALLDATA, gas=10_000_000)
    except RuntimeError:
        return False
    return machine.storage(PROXY, 0) == 1


def tail_of(kind):
    """The arguments, and all the bytes behind the template."""
    if kind.startswith("cbor:"):
        metadata = bytes.fromhex(kind[5:])
        return None, metadata
    if kind == "":
        return None, b""
    if kind == "words":
        words = RANDOM.randbytes(32) + RANDOM.choice([199, 1, 1029]).to_bytes(32, "big") + RANDOM.randbytes(20).rjust(32, b"\0")
        words += RANDOM.getrandbits(40).to_bytes(32, "big")
        return words, words
    if kind in ("args81", "args61"):
        args = RANDOM.randbytes(int(kind[4:]))
        return args, args
    args = RANDOM.randbytes(RANDOM.choice([1, 20, 32, 33, 52, 64, 96, 300]))
    ending = {"args": b"", "args2": (len(args) + 2).to_bytes(2, "big"), "args32": len(args).to_bytes(32, "big")}[kind]
    return args, args + ending


def fill(template, target, factory, tail):
    """The template's bytes with addresses, named words and lengths in place."""
    code = template.replace("<SAFE>", SAFE)
    for name, value in NAMED.items():
        code = code.replace(name, value)
    code = code.replace("<I>", target.hex()).replace("<F>", factory.hex()).replace("<F14>", factory[6:].hex())
    return bytes.fromhex(code.replace("<2>", f"{len(tail):04x}")) + tail


def slot_of(kind):
    """The storage slot that holds the target (or the beacon); None where the code holds the target."""
    if "beacon" in kind:
        return bytes.fromhex(BEACON)
    if kind.startswith(("erc-1967", "erc-7760")):
        return bytes.fromhex(IMPL)
    return bytes(32) if kind.startswith("safe") else None


def sample(kind, name, origin, tail_kind, template, target):
    args, tail = tail_of(tail_kind)
    factory = bytes(6) + RANDOM.randbytes(14) if "<F14>" in template else RANDOM.randbytes(20)
    code = fill(template, target, factory, tail)
    row = {"kind": kind, "name": name, "origin": origin, "code": code, "size": len(code), "hash": keccak(code)}
    if "<I>" in template:
        row["target"] = to_checksum_address(target)
    if slot_of(kind):
        row["slot"] = slot_of(kind)
    if "<F" in template:
        row["factory"] = to_checksum_address(factory)
    if args is not None:
        row["args"] = args
    added = delegates(code, target, "PRAGUE") if kind == "eip-7702" else delegates(code, target)
    # EIP-7702: the account itself runs the target's code.
    row["executed"] = added is not None
    assert row["executed"] or kind == "eip-7702", name
    if kind.startswith("cwia") or kind == "erc-3448":
        assert added == len(tail), (name, added)
        row["appended"] = added
    else:
        assert not added, name
    return row


def targets():
    """An ordinary address, one more, one with a leading zero byte, and one with several."""
    yield b"\xbe" * 20
    for zeros in (0, 1, RANDOM.randint(2, 8)):
        yield bytes(zeros) + bytes([RANDOM.randrange(1, 256)]) + RANDOM.randbytes(19 - zeros)


def template_rows():
    for entry in TEMPLATES:
        seen = set()
        for target in targets():
            row = sample(*entry, target)
            if row["code"] not in seen:
                yield row
            seen.add(row["code"])
    for zeros in range(1, 18):
        target = bytes(zeros) + bytes([RANDOM.randrange(1, 256)]) + RANDOM.randbytes(19 - zeros)
        code = vanity(target, zeros)
        assert len(code) == 45 - zeros and delegates(code, target) == 0
        yield {"kind": "eip-1167", "name": f"EIP-1167 without {zeros} zero bytes of its address", "origin": "ERC-1167, vanity addresses",
               "code": code, "size": len(code), "hash": keccak(code), "target": to_checksum_address(target), "executed": True}
    clone = sample("eip-1167", "BTFS vault of mainnet's factory V2", "an operator's notes of 2022", "", TEMPLATES[0][4],
                   bytes.fromhex("5cf1f8c1c89e6fd24863918571917b5109d6a170"))
    assert clone["hash"].hex() == "56dd1118a2dff81e9dace9d86dae42c09d728080c3b02caa02df63ef30647fda"
    yield clone


def vanity(target, zeros, jump=None):
    """EIP-1167 with a shorter PUSH; the jump moves with it."""
    return (bytes.fromhex("363d3d373d3d3d363d") + bytes([0x73 - zeros]) + target[zeros:] + bytes.fromhex("5af43d82803e903d9160")
            + bytes([0x2B - zeros if jump is None else jump]) + bytes.fromhex("57fd5bf3"))


def runtime(kind, target):
    entry = next(entry for entry in TEMPLATES if entry[0] == kind)
    _, tail = tail_of(entry[3])
    return fill(entry[4], target, target, tail)


def creation_rows():
    """Creation code before each runtime; pyrevm deploys it and has to leave the runtime behind."""
    for kind, name, prefix in CREATION:
        for target in targets():
            code = runtime(kind, target)
            if len(code) > 255 and "<1>" in prefix:
                continue
            whole = bytes.fromhex(prefix.replace("<1>", f"{len(code):02x}").replace("<2>", f"{len(code):04x}")) + code
            machine = pyrevm.EVM(gas_limit=2**63)
            machine.set_balance(CALLER, 10**18)
            deployed = machine.deploy(CALLER, whole)
            assert bytes(machine.get_code(deployed))[:len(code)] == code, name
            yield {"name": name, "kind": kind, "code": whole, "runtime": code, "target": to_checksum_address(target)}


def negative_rows():
    """Code that looks like a proxy and is none: run with a marker at the target, none answers as one."""
    target = b"\xbe" * 20
    good = runtime("eip-1167", target)
    short = bytes(4) + b"\xbe" * 16
    library = bytes.fromhex("6004361060195760003560e01c8063") + bytes.fromhex("2125b65b") + bytes.fromhex(
        "14601d575b600080fd5b6000600060006000") + b"\x73" + target + bytes.fromhex("5af460005260206000f3")
    rows = [(b"", "no code"), (b"\0", "one STOP"), (good[:44], "EIP-1167 without its last byte"), (good[:30], "EIP-1167 without its end"),
            (good[10:], "EIP-1167 without its start"), (good[:9] + b"\x72" + good[10:], "a PUSH19 before 20 bytes"),
            (good.replace(b"\x5a\xf4", b"\x5a\xf1"), "CALL in place of DELEGATECALL"),
            (good.replace(b"\x5a\xf4", b"\x5a\xfa"), "STATICCALL in place of DELEGATECALL"),
            (good.replace(b"\x91\x60\x2b", b"\x91\x60\x2c"), "a jump behind its target"),
            (good.replace(b"\x91\x60\x2b", b"\x91\x60\x2a"), "a jump before its target"),
            (vanity(short, 4, jump=0x2B), "a shortened EIP-1167 whose jump did not move"), (b"\x00" + good, "a STOP in front"),
            (b"\xef\x00" + good, "an EOF mark in front"), (b"\xfe" + good, "an INVALID in front"),
            (bytes.fromhex("ef0100") + target[:19], "an EIP-7702 designator of 22 bytes"),
            (bytes.fromhex("ef0100") + target + b"\0", "an EIP-7702 designator of 24 bytes"),
            (bytes.fromhex("ef0101") + target, "a designator of another version"),
            (library, "a library call inside a contract"), (target, "a bare address"), (b"\x73" + target, "an address pushed"),
            (runtime("0age", target).replace(b"\x60\x2a\x57", b"\x60\x2b\x57"), "0age's proxy with a wrong jump"),
            (runtime("erc-7511", target).replace(b"\x60\x2a\x57", b"\x60\x29\x57"), "ERC-7511 with a wrong jump")]
    for code, why in rows:
        runs = False
        if not code.startswith(b"\xef"):  # pyrevm, as a chain, holds no code that begins with ef
            assert delegates(code, short if "shortened" in why else target) is None, why
            runs = hands_on(code, target)
        yield {"code": code, "size": len(code), "why": why, "handsOn": runs}


def main():
    write_rows(HERE, "templates.jsonl", template_rows())
    write_rows(HERE, "creation.jsonl", creation_rows())
    write_rows(HERE, "reject.jsonl", negative_rows())
    record(HERE, ["pyrevm", "eth-utils"])


if __name__ == "__main__":
    main()
