"""The contracts put together by hand: what each shows, and the exact answers, proved by running.

A row's `functions` are called in pyrevm with arguments of the stated types: each must answer, and
refuse value unless payable. A proxy must end in its target with its own storage, and what is not a
proxy must not. What cannot be proved so (a maze's names) is not stated.
"""
import random

import delegating
import families
import nasty
import pyrevm
from assembler import assemble
from compilers import hashed
from eth_abi import encode
from eth_utils import keccak
from idioms import (
    ADDRESS, BY_IR, CHECKED, MASKED, by_ir, bytes_to_memory, checked, custom_error, dispatcher, error_string, keep, load,
    mapping, masked, nested, panic, return_word, selector, topic, unless, words_summed,
)
from running import SENDER, STUB, split, values

AT = "0x" + "a1" * 20
IMPLEMENTATION = int.from_bytes(hashed("eip1967.proxy.implementation"), "big") - 1


def namespaced(name):
    """ERC-7201: keccak256(keccak256(name) - 1), its last byte cleared."""
    inner = (int.from_bytes(hashed(name), "big") - 1).to_bytes(32, "big")
    return int.from_bytes(keccak(inner), "big") & ~0xFF


def row(name, comment, functions=None, style="shr", code=None, fallback=None, storage=None, events=(), errors=(), **others):
    """A row, from functions (signature, mutability, body) or from code."""
    if code is None:
        text = dispatcher(functions, style, *([fallback] if fallback else []))
        code = assemble(text)
    result = {"name": name, "tool": "assembler", "comment": comment, "code": code}
    if functions is not None:
        result["functions"] = [
            {"selector": hashed(signature)[:4], "signature": signature, "arguments": signature[signature.index("(") + 1 : -1],
             "mutability": mutability}
            for signature, mutability, *_ in sorted(functions, key=lambda item: selector(item[0]))
        ]
    result["events"] = {topic(signature): {"signature": signature, "indexed": indexed} for signature, indexed in events}
    result["errors"] = {f"0x{selector(signature):08x}": {"signature": signature} for signature in errors}
    if storage is not None:
        result["storage"] = [
            {"slot": f"0x{slot:064x}", "offset": offset, "type": kind, "name": label} for slot, offset, kind, label in storage
        ]
    result["proxy"] = None
    return result | others


def decoding_rows():
    """The types of arguments, as three generations of compilers take them from calldata."""
    for era, take, kinds in (("solc 0.8", checked, CHECKED), ("solc 0.5", masked, MASKED), ("via-IR", by_ir, BY_IR)):
        functions = []
        for slot, kind in enumerate(kinds):
            body = take(kind, 0, slot)
            if kind.startswith(("uint", "int")):
                # Numbers are counted with, so that they are numbers.
                body = body.replace(keep(slot), f"3 ADD {slot} SSTORE ")
            functions.append((f"take_{kind}({kind})", "nonpayable", "POP " + body))
        functions.append(("takeWord(uint256)", "nonpayable", "POP " + load(0) + "1 ADD 20 SSTORE "))
        functions.append(("takeHash(bytes32)", "nonpayable", "POP " + load(0) + "32 0 KECCAK256 EQ 30 SSTORE "))
        yield row(
            f"scalars of {era}", f"One word each, by the {'masks' if take is masked else 'checks'} of {era}.", functions,
            "div" if era == "solc 0.5" else "shr",
        )
    functions = [
        ("takeBytes(bytes)", "nonpayable", "POP " + bytes_to_memory() + "0xa0 KECCAK256 0 SSTORE "),
        ("takeBytesAndWord(bytes,uint256)", "nonpayable", "POP " + bytes_to_memory() + "POP " + load(1) + "1 ADD 1 SSTORE "),
        ("takeWords(uint256[])", "nonpayable", "POP " + words_summed(0) + "2 SSTORE "),
        ("takeAddresses(address[])", "nonpayable", "POP " + words_summed(0, unless(CHECKED["address"])) + "3 SSTORE "),
        ("takeBoth(uint256[],bytes)", "nonpayable", "POP " + words_summed(0) + "4 SSTORE " + bytes_to_memory("4", 32) + "5 SSTORE "),
        ("takeTriple(address[3])", "nonpayable",
         "POP " + unless("100 CALLDATASIZE LT ISZERO")
         + "0 0 again: DUP1 3 GT ISZERO @done JUMPI DUP1 5 SHL 4 ADD CALLDATALOAD " + unless(CHECKED["address"])
         + "DUP3 ADD SWAP2 POP 1 ADD @again JUMP done: POP 6 SSTORE "),
        ("takeTuple((uint256,bytes))", "nonpayable",
         "POP " + load(0) + unless("DUP1 0xffffffffffffffff LT ISZERO") + "4 ADD DUP1 CALLDATALOAD 1 ADD 7 SSTORE "
         + bytes_to_memory("DUP1", 32, "DUP2") + "8 SSTORE POP "),
        ("takeFixed(uint256[2],uint256)", "nonpayable",
         "POP " + load(2) + unless("2 DUP2 LT") + "5 SHL 4 ADD CALLDATALOAD 1 ADD 9 SSTORE "),
    ]
    yield row("dynamic arguments of solc 0.8", "Offsets, lengths, loops and copies, all checked.", functions, "binary")


def dispatcher_rows():
    """One and the same small contract behind every kind of dispatcher."""
    storage = [(0, 0, "uint256", "count"), (1, 0, "address", "owner")]
    functions = [
        ("count()", "view", return_word("0 SLOAD")),
        ("owner()", "view", return_word(f"1 SLOAD {ADDRESS} AND")),
        ("add(uint256)", "nonpayable", load(0) + "0 SLOAD ADD 0 SSTORE "),
        ("claim(address)", "nonpayable", load(0) + unless(CHECKED["address"]) + "1 SSTORE "),
        ("pay()", "payable", "CALLVALUE 0 SLOAD ADD 0 SSTORE "),
        ("twice(uint256)", "pure", return_word(load(0) + "DUP1 ADD")),
        ("seconds()", "view", return_word("TIMESTAMP")),
        ("key(bytes4)", "pure", load(0) + unless(CHECKED["bytes4"]) + "224 SHR 0 MSTORE 32 0 RETURN "),
    ]
    for style in ("shr", "div", "binary", "xor", "sub", "byte"):
        yield row(f"dispatcher by {style}", f"Eight functions found by {style}.", functions, style, storage=storage)
    yield row(
        "dispatcher with a payable fallback", "What no function takes is counted, value or not.", functions, "binary",
        fallback="1 0 SLOAD ADD 0 SSTORE STOP", storage=storage, special={"fallback": {"mutability": "payable"}},
    )
    hoisted = assemble(
        "0x80 0x40 MSTORE CALLVALUE DUP1 ISZERO @ok JUMPI 0 DUP1 REVERT ok: POP "
        + dispatcher([(signature, "payable", body) for signature, mutability, body in functions if mutability != "payable"], prologue="")
    )
    yield row(
        "value refused before the dispatcher", "No function is payable, so one check serves them all.",
        [function for function in functions if function[1] != "payable"], code=hoisted, storage=storage,
    )
    decoys = dispatcher(functions, prologue="0x80 0x40 MSTORE ").replace(
        "fallback: ", "dead= 0xdeadbeef POP 0xa9059cbb 0x70a08231 EQ @fallback JUMPI fallback: ", 1)
    yield row(
        "selectors that are none", "Numbers of four bytes are pushed and compared, but never with the selector.",
        functions, code=assemble(decoys), storage=storage,
    )


def storage_rows():
    """Packed words, mappings, arrays, texts and known slots."""
    mask = lambda bits, shift: ((1 << bits) - 1) << shift  # noqa: E731
    everything = 2**256 - 1

    def packed_write(value, bits, shift):
        return f"{value} {shift} SHL 0 SLOAD {everything ^ mask(bits, shift)} AND OR 0 SSTORE "

    def packed_read(bits, shift, old=False):
        part = f"0 SLOAD {1 << shift} SWAP1 DIV" if old else f"0 SLOAD {shift} SHR"
        return return_word(f"{part} {(1 << bits) - 1} AND")

    packed = [(0, 0, "address", "owner"), (0, 20, "uint64", "since"), (0, 28, "bool", "open"), (0, 29, "uint8", "kind")]
    for style, old in (("shr", False), ("div", True)):
        functions = [
            ("owner()", "view", packed_read(160, 0, old)), ("since()", "view", packed_read(64, 160, old)),
            ("open()", "view", packed_read(8, 224, old)), ("kind()", "view", packed_read(8, 232, old)),
            ("setOwner(address)", "nonpayable", packed_write(load(0) + unless(CHECKED["address"]), 160, 0)),
            ("setSince(uint64)", "nonpayable", packed_write(load(0) + unless(f"DUP1 {2**64 - 1} AND DUP2 EQ"), 64, 160)),
            ("setOpen(bool)", "nonpayable", packed_write(load(0) + unless(CHECKED["bool"]), 8, 224)),
            ("setKind(uint8)", "nonpayable", packed_write(load(0) + unless(CHECKED["uint8"]), 8, 232)),
        ]
        yield row(f"four variables in one slot, by {style}", "Each is read by shift and mask, written by clearing its bits.",
                  functions, style, storage=packed)
    functions = [
        ("balanceOf(address)", "view", return_word(mapping(load(0) + unless(CHECKED["address"]), 0) + "SLOAD")),
        ("allowance(address,address)", "view", return_word(
            nested(load(0) + unless(CHECKED["address"]), load(1) + unless(CHECKED["address"]), 1) + "SLOAD")),
        ("approve(address,uint256)", "nonpayable",
         load(1) + nested("CALLER", load(0) + unless(CHECKED["address"]), 1) + "SSTORE " + return_word("1")),
        ("setSeen(uint256,bool)", "nonpayable",
         load(1) + unless(CHECKED["bool"]) + mapping(load(0), 2) + "DUP1 SLOAD 0xff NOT AND DUP3 OR SWAP1 SSTORE "),
        ("seen(uint256)", "view", return_word(mapping(load(0), 2) + "SLOAD 0xff AND ISZERO ISZERO")),
    ]
    yield row("mappings", "Plain, nested, and one whose values take one byte.", functions, storage=[
        (0, 0, "mapping(address => uint256)", "balanceOf"), (1, 0, "mapping(address => mapping(address => uint256))", "allowance"),
        (2, 0, "mapping(uint256 => bool)", "seen")])
    data = "{0} 0 MSTORE 32 0 KECCAK256 "
    functions = [
        ("length()", "view", return_word("0 SLOAD")),
        ("at(uint256)", "view", load(0) + unless("0 SLOAD DUP2 LT") + data.format(0) + "ADD SLOAD 0 MSTORE 32 0 RETURN "),
        ("push(uint256)", "nonpayable", load(0) + "0 SLOAD DUP1 1 ADD 0 SSTORE " + data.format(0) + "ADD SSTORE "),
        ("pushOwner(address)", "nonpayable", load(0) + unless(CHECKED["address"]) + "1 SLOAD DUP1 1 ADD 1 SSTORE "
         + data.format(1) + f"ADD DUP1 SLOAD {2**256 - 2**160} AND DUP3 OR SWAP1 SSTORE "),
        ("owner(uint256)", "view", load(0) + unless("1 SLOAD DUP2 LT") + data.format(1) + f"ADD SLOAD {ADDRESS} AND 0 MSTORE 32 0 RETURN "),
    ]
    yield row("dynamic arrays", "The length in the slot, the elements from its hash on.", functions, storage=[
        (0, 0, "uint256[]", "numbers"), (1, 0, "address[]", "owners")])
    name = (
        # Short texts stand in the slot with twice their length, long ones behind its hash with that plus one.
        "0 SLOAD DUP1 1 AND @long JUMPI 0xff AND 1 SHR 32 0x80 MSTORE 0xa0 MSTORE 0 SLOAD 0xff NOT AND 0xc0 MSTORE 96 0x80 RETURN "
        "long: 1 SHR 32 0x80 MSTORE DUP1 0xa0 MSTORE 0 0 MSTORE 32 0 KECCAK256 0 "
        "more: DUP3 DUP2 LT ISZERO @end JUMPI DUP2 SLOAD DUP2 0xc0 ADD MSTORE SWAP1 1 ADD SWAP1 32 ADD @more JUMP "
        "end: 0x40 ADD 0x80 RETURN "
    )
    yield row("a string in storage", "Read in its short and in its long form.", [("name()", "view", name)],
              storage=[(0, 0, "string", "name")])
    space = namespaced("chequer.storage.Vault")
    functions = [
        ("implementation()", "view", return_word(f"{IMPLEMENTATION} SLOAD {ADDRESS} AND")),
        ("issuer()", "view", return_word(f"{space} SLOAD {ADDRESS} AND")),
        ("paidOut(address)", "view", return_word(mapping(load(0) + unless(CHECKED["address"]), space + 1) + "SLOAD")),
        ("setIssuer(address)", "nonpayable", load(0) + unless(CHECKED["address"]) + f"{space} SSTORE "),
    ]
    yield row("slots that are hashes", "ERC-1967's implementation, and a struct at an ERC-7201 place.", functions, storage=[
        (IMPLEMENTATION, 0, "address", "implementation"), (space, 0, "address", "issuer"),
        (space + 1, 0, "mapping(address => uint256)", "paidOut")])


def log_and_error_rows():
    """Events with none to three indexed fields, one without a topic, and every kind of revert."""
    transfer, deposit, moved, bare = "Transfer(address,address,uint256)", "Deposit(address,uint256)", "Moved(uint256,address,bytes32)", "Bare(uint256)"
    functions = [
        ("bare(uint256)", "nonpayable", load(0) + f"0 MSTORE {topic(bare)} 32 0 LOG1 "),
        ("deposit()", "payable", f"CALLVALUE 0 MSTORE CALLER {topic(deposit)} 32 0 LOG2 "),
        ("transfer(address,uint256)", "nonpayable",
         load(1) + "0 MSTORE " + load(0) + unless(CHECKED["address"]) + f"CALLER {topic(transfer)} 32 0 LOG3 "),
        ("move(uint256,address,bytes32)", "nonpayable",
         load(2) + load(1) + unless(CHECKED["address"]) + load(0) + f"1 ADD {topic(moved)} 0 0 LOG4 "),
        ("anonymous(uint256)", "nonpayable", load(0) + "0 MSTORE 32 0 LOG0 "),
        ("fromMemory(uint256)", "nonpayable", load(0) + f"0 MSTORE {topic(bare)} 0x40 MSTORE 0x40 MLOAD 32 0 LOG1 "),
    ]
    events = [(bare, [False]), (deposit, [True, False]), (transfer, [True, True, False]), (moved, [True, True, True])]
    yield row("events", "LOG0 to LOG4; one topic comes by memory.", functions, "binary", events=events)
    decoy = f"{topic('Never(uint256)')} POP "
    yield row("a topic that is not logged", "A constant of 32 bytes that looks like a topic is pushed and dropped.", [
        ("bare(uint256)", "nonpayable", decoy + load(0) + f"0 MSTORE {topic(bare)} 32 0 LOG1 ")], events=[(bare, [False])])

    def fails(condition, how):
        return unless(condition).replace("0 DUP1 REVERT", how)

    functions = [
        ("guarded(uint256)", "nonpayable", "POP " + load(0) + fails("DUP1 1000 GT", custom_error("TooMuch(uint256,uint256)", [load(0), "1000"])) + "0 SSTORE "),
        ("owned()", "nonpayable", "POP " + fails("0 SLOAD CALLER GT", custom_error("NotOwner()", left=True)) + "1 0 SSTORE "),
        ("reasoned(uint256)", "nonpayable", "POP " + load(0) + fails("DUP1 7 EQ ISZERO", error_string("Vault: not seven")) + "0 SSTORE "),
        ("added(uint256)", "view", "POP " + load(0) + "0 SLOAD ADD " + fails("DUP1 " + load(0) + "GT ISZERO", panic(17)) + "0 MSTORE 32 0 RETURN "),
        ("silent(uint256)", "pure", "POP " + load(0) + unless("DUP1 5 EQ ISZERO") + "0 MSTORE 32 0 RETURN "),
    ]
    yield row("errors", "Custom errors by shift and by a whole word, a reason, a panic, and nothing.", functions, "binary",
              errors=["TooMuch(uint256,uint256)", "NotOwner()"], reasons=["Vault: not seven"], panics=[17])


def rows():
    result = [*decoding_rows(), *dispatcher_rows(), *storage_rows(), *log_and_error_rows()]
    for item in result:
        prove(item)
    for item in nasty.rows():
        if item.pop("run", False):
            for function in item["functions"]:
                assert nasty.answers(item["code"], function["selector"]), f"{item['name']} {function['signature']}"
                assert not nasty.answers(item["code"], function["selector"], 1), f"{item['name']} {function['signature']}"
            assert not nasty.answers(item["code"], b"\x01\x02\x03\x04"), item["name"]
        result.append({"tool": "assembler", "proxy": None, **item})
    result += [{"tool": "assembler", **item} for part in (delegating, families) for item in part.rows()]
    return result


def prove(item):
    """Calls every function: it answers for some arguments of its types, and refuses value unless payable."""
    chosen = random.Random("chequer assembled 1 " + item["name"])
    machine = pyrevm.EVM(gas_limit=2**60, spec_id="CANCUN")
    machine.insert_account_info(AT, pyrevm.AccountInfo(code=item["code"]))
    machine.insert_account_info(STUB, pyrevm.AccountInfo(code=bytes.fromhex("600160005260206000f3")))
    machine.set_balance(SENDER, 10**24)

    def call(data, value=0, static=False):
        try:
            return bytes(machine.message_call(SENDER, AT, calldata=data, value=value, gas=5_000_000, is_static=static))
        except RuntimeError:
            return None

    waiting = {function["signature"] for function in item["functions"]}
    for _ in range(3):
        for function in item["functions"]:
            for attempt in range(6):
                arguments = [values(kind, chosen, attempt % 2 == 0) for kind in split(function["arguments"])]
                data = function["selector"] + encode(split(function["arguments"]), arguments)
                quiet = function["mutability"] in ("view", "pure")
                plain = call(data, static=quiet)
                paid = call(data, value=1)
                assert paid is None or function["mutability"] == "payable", f"{item['name']} {function['signature']} takes value"
                if plain is not None and (not quiet or call(data) == plain):
                    waiting.discard(function["signature"])
    assert not waiting, f"{item['name']}: {waiting} never answered"
    for data in (chosen.randbytes(4) + bytes(64), b"", bytes(3)):
        assert call(data) is None or "special" in item, f"{item['name']} takes {data.hex()}"
