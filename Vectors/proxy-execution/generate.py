#!/usr/bin/env python3
"""Makes proxies of every known make, runs each in an EVM, and writes down what was seen.

    pip install pyrevm==0.3.7 pycryptodome==3.24.1
    python3 Vectors/proxy-execution/generate.py

Fixed seed. A row's code is put at an address and called; its implementation is a contract that
returns who it is, who called, with what value and with which calldata. Nothing in a row but the
name, the kind and the arguments comes from how it was made: the rest was observed.
"""
import pathlib
import random
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from pyrevm import EVM, AccountInfo  # noqa: E402
from provenance import record, write_rows  # noqa: E402
from templates import (  # noqa: E402
    BEACON_SLOT, FIXED, IMPLEMENTATION, META, SLOTS, TRANSPARENT, WITH_ARGUMENTS, keccak256)

RANDOM = random.Random(1167)
GAS = 1_000_000
PROXY = "0x" + "99" * 20
CALLER = "0x" + "11" * 20
BEACON = "0x" + "bb" * 20
# Returns ADDRESS, CALLER, CALLVALUE as words, then the calldata.
ECHO = bytes.fromhex("306000523360205234604052" "36600060603736606001" "6000f3")
SILENT = bytes.fromhex("00")
REVERTING = bytes.fromhex("63c0ffee00600052" "6004601cfd")


def address(leading_zeros=0):
    """A random address with exactly so many leading zero bytes."""
    tail = bytes([RANDOM.randrange(1, 256)]) + RANDOM.randbytes(19)
    return bytes(leading_zeros) + tail[:20 - leading_zeros]


def checksummed(raw):
    text = raw.hex()
    digest = keccak256(text.encode()).hex()
    return "0x" + "".join(c.upper() if int(h, 16) > 7 else c for c, h in zip(text, digest))


class Run:
    """One call of a proxy in a fresh EVM."""

    def __init__(self, code, target, storage, calldata, implementation=ECHO, caller=CALLER):
        evm = EVM()
        evm.insert_account_info(caller, AccountInfo(balance=10**20))
        evm.insert_account_info(PROXY, AccountInfo(code=code))
        evm.insert_account_info("0x" + target.hex(), AccountInfo(code=implementation))
        beacon = bytes.fromhex("73" + target.hex() + "60005260206000f3")
        evm.insert_account_info(BEACON, AccountInfo(code=beacon))
        for key, value in storage.items():
            evm.insert_account_storage(PROXY, key, value)
        self.evm = evm
        try:
            self.output = bytes(evm.message_call(
                caller=caller, to=PROXY, calldata=calldata, value=0, gas=GAS))
            self.succeeded = True
        except Exception as failure:  # noqa: BLE001 - pyrevm raises one kind for all
            self.succeeded = False
            self.output = str(failure).encode()
        self.gas = evm.result.gas_used

    def reached(self, calldata, caller=CALLER):
        """Whether the implementation ran, in the proxy's name, with this calldata at least."""
        words = bytes(12) + bytes.fromhex(PROXY[2:]) + bytes(12) + bytes.fromhex(caller[2:])
        return self.succeeded and self.output.startswith(words + bytes(32) + calldata)


def observe(name, kind, code, target, *, place="code", arguments=None, admin=None, defects=0):
    """Runs the code in every way that tells makes apart, and returns the row."""
    storage = {}
    if place == "slot":
        storage = {int.from_bytes(IMPLEMENTATION, "big"): int.from_bytes(target, "big")}
    elif place == "slot0":
        storage = {0: int.from_bytes(target, "big")}
    elif place == "beacon":
        storage = {int.from_bytes(BEACON_SLOT, "big"): int(BEACON, 16)}
    elif place == "own":
        storage = {int(PROXY, 16): int.from_bytes(target, "big")}

    def run(calldata, implementation=ECHO, caller=CALLER):
        return Run(code, target, storage, calldata, implementation, caller)

    calldata = bytes.fromhex("0102030405060708090a")
    plain = run(calldata)
    assert plain.reached(calldata), (name, plain.output)
    echoed = plain.output[96:]
    if len(plain.output) == 4096:
        assert echoed[10:] == bytes(4096 - 106)  # filled up by the proxy
        echoed = echoed[:10]
    master_copy = bytes.fromhex("a619486e") + bytes(28)
    reverted = run(calldata, REVERTING)
    assert not reverted.succeeded
    row = {
        "name": name, "kind": kind, "code": code, "place": place,
        "target": checksummed(target), "appended": echoed[10:],
        "reachedByEmptyCall": run(b"").reached(b""),
        "reachedByOneByteCall": run(b"\x07").reached(b"\x07"),
        "reachedByMasterCopyCall": run(master_copy).reached(master_copy),
        "silentAnswerByteCount": len(run(calldata, SILENT).output),
        "keepsRevertData": b"c0ffee00" in reverted.output,
        "failureSpendsAllGas": reverted.gas == GAS,
        "succeedsWithoutCode": run(calldata, b"").succeeded,
        "defects": defects,
    }
    if arguments is not None:
        row["arguments"] = arguments
    if place == "beacon":
        lost = Run(code, target, {}, calldata)
        row["succeedsWithoutBeacon"] = lost.succeeded and lost.output == b""
    if admin is not None:
        row["admin"] = checksummed(admin)
        word, key = RANDOM.randbytes(32), RANDOM.randbytes(32)
        write = run(word + key, caller="0x" + admin.hex())
        assert write.succeeded
        seen = write.evm.storage(PROXY, int.from_bytes(key, "big"))
        assert seen == int.from_bytes(word, "big")
        row["adminWroteSlot"] = key
        longer = run(bytes(12) + target + key + calldata, caller="0x" + admin.hex())
        assert longer.reached(calldata, caller="0x" + admin.hex())
        row["shortAdminCallSucceeds"] = run(b"\1\2\3", caller="0x" + admin.hex()).succeeded
    return row


def minimal(target, jump=None, tail=b""):
    width = len(target)
    jump = 0x17 + width if jump is None else jump
    return (bytes.fromhex("363d3d373d3d3d363d") + bytes([0x5f + width]) + target
            + bytes.fromhex("5af43d82803e903d9160") + bytes([jump])
            + bytes.fromhex("57fd5bf3") + tail)


def filled(template, target, **holes):
    text = template.replace("<I>", target.hex()).replace("<S>", IMPLEMENTATION.hex())
    text = text.replace("<B>", BEACON_SLOT.hex())
    for name, value in holes.items():
        text = text.replace(f"<{name}>", value)
    return bytes.fromhex(text.replace(" ", ""))


def proxies():
    for zeros in range(20):
        target = address(zeros)
        name = f"EIP-1167, {zeros} leading zero bytes left away"
        yield observe(name, "eip-1167", minimal(target[zeros:]), target)
    target = address(3)
    yield observe("EIP-1167, leading zero bytes kept", "eip-1167", minimal(target), target)
    for count in (1, 33, 127, 128, 129, 500):
        target, tail = address(), RANDOM.randbytes(count)
        yield observe(f"EIP-1167, {count} bytes behind it", "eip-1167",
                      minimal(target, tail=tail), target, arguments=tail)
    target, tail = address(2), RANDOM.randbytes(128)
    yield observe("EIP-1167, shortened, 128 bytes behind it", "eip-1167",
                  minimal(target[2:], tail=tail), target, arguments=tail)
    for _ in range(4):
        target = address()
        tail = RANDOM.randbytes(64) + bytes(12) + address() + RANDOM.randbytes(32)
        yield observe("ERC-6551", "erc-6551", minimal(target, tail=tail), target, arguments=tail)
    for name, kind, template in FIXED:
        target = address()
        yield observe(name, kind, filled(template, target), target)
        target, tail = address(), RANDOM.randbytes(40)
        yield observe(f"{name}, 40 bytes behind it", kind, filled(template, target) + tail, target,
                      arguments=tail)
    for name, kind, place, template in SLOTS:
        target, tail = address(), RANDOM.randbytes(53)
        code = filled(template, target)
        yield observe(name, kind, code, target, place=place)
        yield observe(f"{name}, 53 bytes behind it", kind, code + tail, target, place=place,
                      arguments=tail)
    for kind, width, template in TRANSPARENT:
        target, admin = address(), address(20 - width)
        code = filled(template, target, A=admin[-width:].hex())
        name = f"ERC-7760 {kind[9:]}, {width}-byte factory"
        yield observe(name, kind, code, target, place="slot", admin=admin)
        tail = RANDOM.randbytes(20)
        yield observe(f"{name}, 20 bytes behind it", kind, code + tail, target, place="slot",
                      admin=admin, arguments=tail)
    yield from with_arguments()


def with_arguments():
    for count in (0, 1, 32, 200):
        target, data = address(), RANDOM.randbytes(count)
        tail = data + count.to_bytes(32, "big")
        yield observe(f"ERC-3448, {count} bytes", "erc-3448", filled(META, target) + tail, target,
                      arguments=data)
    target, data = address(), RANDOM.randbytes(32)
    yield observe("ERC-3448, length too large", "erc-3448",
                  filled(META, target) + data + (33).to_bytes(32, "big"), target, arguments=data,
                  defects=1)
    yield observe("ERC-3448, length of 2^256 - 1", "erc-3448",
                  filled(META, target) + data + b"\xff" * 32, target, arguments=data, defects=1)
    yield observe("ERC-3448, no length", "erc-3448", filled(META, target) + data[:31], target,
                  arguments=data[:31], defects=1)
    for kind, template, size, trailer in WITH_ARGUMENTS:
        for count in (0, 1, 32, 0x3d, 0x51, 250):
            target, data = address(), RANDOM.randbytes(count)
            length = (count + trailer).to_bytes(size, "big").hex()
            tail = data + (bytes.fromhex(length) if trailer else b"")
            code = filled(template, target, c=length, p=length) + tail
            row = observe(f"{kind}, {count} bytes", kind, code, target,
                          arguments=data if tail else None)
            assert row["appended"] == tail
            yield row
        # Lengths that disagree: with each other, with the tail, with the word at the end.
        data = RANDOM.randbytes(32)
        for copied, passed, word in ((40, 34, 34), (34, 40, 34), (34, 34, 35), (20, 20, 20),
                                     (90, 90, 90), (0, 0, 0)):
            if not trailer and word == 35:
                continue
            target = address()
            end = word.to_bytes(2, "big") if trailer else b""
            code = filled(template, target, c=copied.to_bytes(size, "big").hex(),
                          p=passed.to_bytes(size, "big").hex()) + data + end
            one = "<p>" not in template
            stated = copied if one else passed
            defects = (not one and copied != passed) + (copied != len(data + end))
            defects += bool(trailer) and stated != word
            name = f"{kind}, copies {copied}, passes {stated}, says {word}"
            yield observe(name, kind, code, target, arguments=data, defects=int(defects))


def prefix(text, runtime):
    return bytes.fromhex(text.replace(" ", "")) + runtime


def creations():
    """Creation code, deployed in the EVM."""
    def row(name, code, target, unread=0):
        evm = EVM()
        evm.set_balance(CALLER, 10**20)
        created = evm.deploy(deployer=CALLER, code=code)
        # revm keeps 33 zero bytes behind code that it has analysed.
        deployed = bytes(evm.get_code(created))[:-33]
        assert keccak256(deployed) == bytes(evm.basic(created).code_hash)
        row = {"name": name, "code": code, "deployed": deployed, "target": checksummed(target),
               "unread": unread}
        value = evm.storage(created, int.from_bytes(IMPLEMENTATION, "big"))
        if value:
            row["initialImplementation"] = checksummed(value.to_bytes(20, "big"))
        return row

    for zeros in (0, 1, 6):
        target = address(zeros)
        runtime = minimal(target[zeros:])
        yield row(f"EIP-1167, {zeros} zeros left away",
                  prefix(f"3d60{len(runtime):02x}80600a3d3981f3", runtime), target)
    target = address()
    runtime = minimal(target)
    yield row("Vyper", prefix("602d3d8160093d39f3", runtime), target)
    yield row("EIP-1167, 7 bytes behind", prefix("3d602d80600a3d3981f3", runtime + bytes(7)),
              target, unread=7)
    tail = RANDOM.randbytes(64) + bytes(12) + address() + RANDOM.randbytes(32)
    yield row("ERC-6551", prefix("3d60ad80600a3d3981f3", minimal(target, tail=tail)), target)
    fixed = {kind: template for _, kind, template in FIXED}
    yield row("0age", prefix("602c3d8160093d39f3", filled(fixed["0age"], target)), target)
    yield row("Solady PUSH0", prefix("602d5f8160095f39f3", filled(fixed["solady-push0"], target)),
              target)
    yield row("ERC-7511", prefix("602c8060095f395ff3", filled(fixed["erc-7511"], target)), target)
    yield row("Vyper beta",
              prefix("602e600c600039602e6000f3", filled(fixed["vyper-beta"], target)), target)
    yield row("old Vyper",
              prefix("6033600c60003960336000f3", filled(fixed["vyper-forwarder"], target)), target)
    for count in (32, 300):
        runtime = minimal(target, tail=RANDOM.randbytes(count))
        yield row(f"arguments, {count} bytes",
                  prefix(f"61{len(runtime):04x}3d81600a3d39f3", runtime), target)
    yield row("ERC-3448", prefix("600b380380600b3d393df3",
                                 filled(META, target) + bytes(31) + b"\x07" * 2 + bytes(31)
                                 + b"\x21"), target)
    solady = filled(SLOTS[1][3], target)
    yield row("Solady ERC-1967",
              prefix("603d3d8160223d3973" + target.hex() + "60095155f3", solady), target)
    tail = RANDOM.randbytes(20)
    yield row("Solady ERC-1967, arguments",
              prefix("6100513d8160233d3973" + target.hex() + "60095155f3", solady + tail), target)


def rejects():
    """What is no proxy, or none that works."""
    target = address()
    for zeros in (0, 1, 4, 19):
        jump = 0x2b if zeros else 0x2a
        name = f"jump to {jump:02x} with {zeros} zeros left away"
        code = minimal(target[zeros:], jump=jump)
        short = bytes(zeros) + target[zeros:]
        run = Run(code, short, {}, b"\1\2\3\4")
        assert not run.succeeded and run.gas == GAS
        yield {"name": name, "code": code, "form": "broken-eip-1167",
               "why": "the jump goes beside the JUMPDEST; executed: every call fails"}
    code = bytes.fromhex("363d3d373d3d3d363d5f5af43d82803e903d91601757fd5bf3")
    assert Run(code, bytes(20), {}, b"\1").succeeded
    yield {"name": "PUSH0 in place of the address", "code": code, "form": "proxy",
           "why": "no template; executed: hands calls on to the zero address"}
    whole = minimal(target)
    for count in (1, 9, 30, 44):
        # An implementation that writes slot 0: it runs, but what it answers is lost with the RETURN.
        writes = bytes.fromhex("60015f5500")
        ran = Run(whole[:count], target, {}, b"\1", writes).evm.storage(PROXY, 0) == 1
        assert ran == (count == 44)
        yield {"name": f"the first {count} bytes of EIP-1167", "code": whole[:count],
               "form": "proxy" if ran else "unknown",
               "why": "cut off; executed: hands calls on, and drops the answer" if ran else "cut off"}
    yield {"name": "EIP-1167 behind one byte", "code": b"\x5b" + whole, "form": "unknown",
           "why": "a template stands at the first byte"}
    for name, code, form in [
        ("no code", b"", "empty"),
        ("EIP-7702, one byte short", b"\xef\1\0" + target[:19], "malformed-eip-7702"),
        ("EIP-7702, one byte long", b"\xef\1\0" + target + b"\0", "malformed-eip-7702"),
        ("EIP-7702, prefix alone", b"\xef\1\0", "malformed-eip-7702"),
        ("EOF", bytes.fromhex("ef000101000402000100"), "eof"),
        ("EF alone", b"\xef", "reserved"),
        ("EIP-7702, other version", b"\xef\1\1" + target, "reserved"),
        ("CREATE3 shim", bytes.fromhex("363d3d37363d34f0"), "create3-shim"),
        ("CREATE3 shim, creation", bytes.fromhex("67363d3d37363d34f03d5260086018f3"),
         "create3-shim-creation"),
        ("0age metamorphic",
         bytes.fromhex("5860208158601c335a63aaf10f428752fa158151803b80938091923cf3"),
         "metamorphic-creation"),
        ("0age transient",
         bytes.fromhex("58601c59585992335a6357b9f5235952fa5060403031813d03839281943ef08015602557ff"
                       "5b80fd"), "transient-metamorphic-creation"),
        ("blueprint", bytes.fromhex("fe7100") + minimal(target), "erc-5202-blueprint"),
        ("blueprint with data", bytes.fromhex("fe710103aabbcc") + minimal(target),
         "erc-5202-blueprint"),
        ("blueprint with the reserved length", bytes.fromhex("fe7103") + minimal(target),
         "unknown"),
        ("blueprint without code", bytes.fromhex("fe7100"), "unknown"),
        ("blueprint whose data eats the code", bytes.fromhex("fe71010400112233"), "unknown"),
        ("library guard", b"\x73" + target + bytes.fromhex("30146080604052"), "solidity-library"),
        ("library call inside a contract",
         bytes.fromhex("6004361060195760003560e01c80632125b65b14601d575b600080fd5b6000600060006000"
                       "73" + "cc" * 20 + "5af460005260206000f3"), "unknown"),
        ("a contract that returns 42", bytes.fromhex("602a60005260206000f3"), "unknown"),
    ]:
        yield {"name": name, "code": code, "form": form, "why": "no proxy"}


def main():
    write_rows(HERE, "proxies.jsonl", proxies())
    write_rows(HERE, "creations.jsonl", creations())
    write_rows(HERE, "reject-proxies.jsonl", rejects())
    record(HERE, ["pyrevm", "pycryptodome"])


if __name__ == "__main__":
    main()
