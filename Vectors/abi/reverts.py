"""Rows for what a call that failed left behind."""
import random

import eth_abi

import choices
import human
import items
from coding import judged, mutated
from solidity import encode, keccak256, parse, shown

RANDOM = random.Random("chequer abi reverts 1")
MESSAGE, PANIC = bytes.fromhex("08c379a0"), bytes.fromhex("4e487b71")
PANICS = (0x00, 0x01, 0x11, 0x12, 0x21, 0x22, 0x31, 0x32, 0x41, 0x51)

MESSAGES = (
    "", "Vault: insufficient fund", "Vault: cannot cash", "invalid issuer signature", "not issuer", "already initialized",
    "Initializable: contract is already initialized", "vault alerady created", "ERC1167: create2 failed", "ECDSA: invalid signature 's' value",
    "Ownable: caller is not the owner", "x" * 31, "x" * 32, "x" * 33, "日本語", "🧾 no", "line\nbreak\r\ttab", "\x1b[2J\x1b[31mred", "nul\u0000inside",
    "\u202eright to left", "\u009b31mcontrol sequence introducer", "\u007fdelete", "bell\u0007", "title \x1b]0;owned\x07", '"quoted" \\back', "\ufeffmark",
)

ERRORS = (
    ("error OwnableUnauthorizedAccount(address account)", ["0xF54430F85b5862cdd3278C3C78fda39b65f4a2bC"]),
    ("error ERC20InsufficientBalance(address sender, uint256 balance, uint256 needed)", ["0xF54430F85b5862cdd3278C3C78fda39b65f4a2bC", 1, 2**256 - 1]),
    ("error EnforcedPause()", []),
    ("error AccessControlUnauthorizedAccount(address account, bytes32 neededRole)", ["0xF54430F85b5862cdd3278C3C78fda39b65f4a2bC", b"\x65" * 32]),
    ("error Told(string text, bytes data)", ["\x1b[31m", b"\0\1"]),
    ("error Deep((uint256 a, string b)[] list)", [[[1, "x"], [2, ""]]]),
)


def message(text):
    data = MESSAGE + eth_abi.encode(["string"], [text])
    assert data == MESSAGE + encode([parse("string")], [text])
    return data


def panic(code):
    return PANIC + code.to_bytes(32, "big")


def custom(line, values):
    read = human.read(line)
    types = [parse(type_) for type_ in read["inputs"]]
    content = eth_abi.encode(read["inputs"], values)
    assert content == encode(types, values)
    return {"data": keccak256(read["canonical"].encode())[:4] + content, "kind": "custom", "error": read["canonical"],
            "values": [shown(type_, value) for type_, value in zip(types, values)]}


def unknown(data, why, **more):
    return {"data": data, "kind": "unknown", **({"selector": data[:4]} if len(data) >= 4 else {}), "why": why, **more}


def rows():
    for text in MESSAGES:
        yield {"data": message(text), "kind": "message", "message": text}
    for code in (*PANICS, 0x02, 0x52, 0xFF, 2**64, 2**256 - 1):
        yield {"data": panic(code), "kind": "panic", "code": code, "known": code in PANICS}
    yield {"data": b"", "kind": "empty"}
    lines = [line for line, _ in ERRORS]
    for line, values in ERRORS:
        made = custom(line, values)
        yield {**made, "errors": lines}
        yield unknown(made["data"], "no such error is given", errors=[])
        yield unknown(made["data"] + bytes(32), "trailing bytes", errors=lines)
        if values:
            yield unknown(made["data"][:-1], "truncated", errors=lines)
            yield unknown(made["data"][:4], "no arguments", errors=lines)
    for _ in range(120):
        item = items.entry(RANDOM, "error")
        types = [parse(type_) for type_ in items.types(item["inputs"])]
        values = [choices.value(RANDOM, type_) for type_ in types]
        if len(encode(types, values)) > 448:
            continue
        made = custom(items.line(item), values)
        assert made["error"] == items.canonical(item)
        yield {**made, "errors": [*lines[:2], items.line(item)]}
        data = mutated(made["data"][4:]) if types else b"\0"
        verdict = judged(types, data)
        if "refused" in verdict or "stricter" in verdict:
            yield unknown(made["data"][:4] + data, verdict.get("stricter", "damaged"), errors=[items.line(item)])
    yield from malformed()


def malformed():
    word = lambda number: number.to_bytes(32, "big")  # noqa: E731
    yield unknown(b"\x08", "less than a selector")
    yield unknown(MESSAGE[:3], "less than a selector")
    yield unknown(b"Vault: insufficient fund", "plain text")
    yield unknown(bytes(4), "a selector of zeros")
    yield unknown(b"\xff" * 36, "ones")
    yield unknown(MESSAGE, "Error without its text")
    yield unknown(MESSAGE + word(0x20), "Error without its length")
    yield unknown(MESSAGE + word(0x20) + word(5), "Error without its content")
    yield unknown(MESSAGE + word(0x20) + word(5) + b"hello", "a text that is not padded")
    yield unknown(MESSAGE + word(0x20) + word(5) + b"hello" + bytes(26) + b"\1", "padding that is not zero")
    yield unknown(MESSAGE + word(0x40) + word(5) + b"hello" + bytes(27), "an offset into the content")
    yield unknown(MESSAGE + word(0) + word(0), "an offset to itself")
    yield unknown(MESSAGE + word(2**255) + word(0), "an offset far outside")
    yield unknown(MESSAGE + word(0x20) + word(2**256 - 1), "a length far outside")
    yield unknown(MESSAGE + word(0x20) + word(2**64) + bytes(64), "a length of 2^64")
    yield unknown(MESSAGE + word(0x20) + word(2**63 - 1) + bytes(64), "a length of 2^63 - 1")
    yield unknown(MESSAGE + word(0x20) + word(2) + b"\xff\xfe" + bytes(30), "a text that is not UTF-8")
    yield unknown(MESSAGE + word(0x20) + word(2) + b"\xc0\x80" + bytes(30), "a text in overlong UTF-8")
    yield unknown(MESSAGE + word(0x20) + word(3) + b"\xed\xa0\x80" + bytes(29), "a surrogate in UTF-8")
    yield unknown(message("text") + bytes(32), "trailing bytes")
    yield unknown(PANIC, "Panic without its code")
    yield unknown(PANIC + bytes(31), "half a code")
    yield unknown(panic(0x11) + bytes(32), "trailing bytes")
    yield unknown(panic(0x11) + b"\0", "a trailing byte")
