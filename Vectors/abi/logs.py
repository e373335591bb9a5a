"""Rows for events: logs, and the topics of indexed values."""
import random

import eth_abi
from eth_abi.codec import ABICodec
from eth_abi.registry import registry
from web3._utils.events import get_event_data

import choices
import items
from coding import judged
from solidity import array, encode, keccak256, padded, parse, shown, word

RANDOM = random.Random("chequer abi logs 1")
CODEC = ABICodec(registry)

ISSUER, VAULT = "0x7Cf4B71017F0312037D53fe966CE625BF98FFff6", "0x3b3ed80c9c687B6a0C16e5ce778ecFEe3D5A0a4E"
PEER = "16Uiu2HAmKFQPM72SssFRrqcH1qwUsPwcp7vXSg3SEzfdYua1J5qc"
HOST = "0xF54430F85b5862cdd3278C3C78fda39b65f4a2bC"


def parameter(text):
    """`address indexed from` as an ABI's object."""
    type_, *rest = text.split()
    return {"type": type_, "indexed": "indexed" in rest, "name": rest[-1]}


def event(name, *parameters, anonymous=False):
    return {"type": "event", "name": name, "inputs": [parameter(text) for text in parameters], "anonymous": anonymous}


KNOWN = (
    (event("VaultDeployed", "address issuer", "address contractAddress", "string id"), [ISSUER, VAULT, PEER]),
    (event("ChequeCashed", "address indexed beneficiary", "address indexed recipient", "address indexed caller", "uint256 totalPayout",
           "uint256 cumulativePayout", "uint256 callerPayout"), [HOST, VAULT, HOST, 1331381000000000000, 1331381000000000000, 0]),
    (event("MultiTokenChequeCashed", "address token", "address indexed beneficiary", "address indexed recipient", "address indexed caller",
           "uint256 totalPayout", "uint256 cumulativePayout", "uint256 callerPayout"),
     ["0xdB28719F7f938507dBfe4f0eAe55668903D34a15", HOST, HOST, HOST, 1234567, 1234567, 0]),
    (event("ChequeBounced"), []),
    (event("Transfer", "address indexed from", "address indexed to", "uint256 value"), [ISSUER, HOST, 2**256 - 1]),
    (event("Transfer", "address indexed from", "address indexed to", "uint256 indexed tokenId"), [ISSUER, HOST, 7]),
    (event("Initialized", "uint8 version"), [1]),
    (event("LogNote", "bytes4 indexed sig", "address indexed usr", "bytes32 indexed arg1", "bytes32 indexed arg2", "bytes data", anonymous=True),
     [b"\1\2\3\4", HOST, bytes(32), b"\xff" * 32, b"note"]),
    (event("Named", "string indexed name", "bytes indexed data", "uint256[] indexed ids"), ["Żółć", b"", [1, 2]]),
    (event("Empty", anonymous=True), []),
)


def in_place(type_, value):
    """What is hashed for an indexed value: elements and members padded, without offsets and lengths."""
    if type_.base == "array":
        return b"".join(padded(in_place(type_.members[0], item)) for item in value)
    if type_.base == "tuple":
        return b"".join(padded(in_place(member, item)) for member, item in zip(type_.members, value))
    if type_.base in ("string", "bytes"):
        return value.encode() if isinstance(value, str) else value
    return word(type_, value)


def hashed(type_):
    return type_.base in ("array", "tuple", "string", "bytes")


def topic(type_, value):
    content = in_place(type_, value)
    if not type_.dynamic:
        assert content == eth_abi.encode([type_.text], [value])
    elif type_.base == "array" and not type_.members[0].dynamic and value:
        assert content == eth_abi.encode([array(type_.members[0], len(value)).text], [value])
    return keccak256(content) if hashed(type_) else content


def log(item, values):
    """An event's row: topics, data, and per parameter its value or its hash."""
    types = [parse(type_) for type_ in items.types(item["inputs"])]
    topics = [] if item["anonymous"] else [keccak256(items.canonical(item).encode())]
    seen, plain = [], []
    for object_, type_, value in zip(item["inputs"], types, values, strict=True):
        if object_["indexed"]:
            topics.append(topic(type_, value))
            seen.append({"hash": topics[-1]} if hashed(type_) else shown(type_, value))
        else:
            plain.append((type_, value))
            seen.append(shown(type_, value))
    data = encode([type_ for type_, _ in plain], [value for _, value in plain])
    assert data == eth_abi.encode([type_.text for type_, _ in plain], [value for _, value in plain])
    row = {"signature": items.line(item), "topics": topics, "data": data, "values": seen}
    check_with_web3(item, types, row)
    return row


def check_with_web3(item, types, row):
    """web3 reads indexed tuples and fixed arrays wrongly; other events go through it."""
    if any(object_["indexed"] and type_.base in ("tuple", "array") and not (type_.base == "array" and not type_.size)
           for object_, type_ in zip(item["inputs"], types)):
        return
    named = {**item, "inputs": [renamed(object_, f"p{i}") for i, object_ in enumerate(item["inputs"])]}
    entry = dict.fromkeys(("logIndex", "transactionIndex", "transactionHash", "address", "blockHash", "blockNumber"))
    read = get_event_data(CODEC, named, {**entry, "topics": row["topics"], "data": row["data"]})["args"]
    for i, (object_, type_, seen) in enumerate(zip(item["inputs"], types, row["values"], strict=True)):
        value = read[f"p{i}"]
        assert ({"hash": bytes(value)} if isinstance(seen, dict) else shown(type_, positions(value))) == seen, row["signature"]


def renamed(object_, name):
    return {**object_, "name": name, **({"components": [renamed(member, f"m{i}") for i, member in enumerate(object_["components"])]}
                                        if "components" in object_ else {})}


def positions(value):
    if isinstance(value, dict):
        return [positions(item) for item in value.values()]
    return [positions(item) for item in value] if isinstance(value, (list, tuple)) else value


def event_rows():
    for item, values in KNOWN:
        yield log(item, values)
    made = 0
    while made < 400:
        item = items.entry(RANDOM, "event")
        values = [choices.value(RANDOM, parse(type_)) for type_ in items.types(item["inputs"])]
        row = log(item, values)
        if len(row["data"]) <= 448:
            made += 1
            yield row


def reject_event_rows():
    def refused(row, why, **changes):
        return {key: {**row, **changes}[key] for key in ("signature", "topics", "data")} | {"why": why}

    for item, values in KNOWN:
        row = log(item, values)
        topics = row["topics"]
        if not item["anonymous"]:
            yield refused(row, "no topics", topics=[])
            yield refused(row, "another event's topic", topics=[bytes([topics[0][0] ^ 1]) + topics[0][1:], *topics[1:]])
        if topics:
            yield refused(row, "a topic is missing", topics=topics[:-1])
        if len(topics) < 4:
            yield refused(row, "a topic too many", topics=[*topics, bytes(32)])
        yield refused(row, "trailing bytes", data=row["data"] + bytes(32))
        yield refused(row, "a trailing byte", data=row["data"] + b"\0")
        if row["data"]:
            for why, data in (("no data", b""), ("truncated", row["data"][:-1]), ("the first word is missing", row["data"][32:])):
                verdict = judged([parse(object_["type"]) for object_ in item["inputs"] if not object_["indexed"]], data)
                assert verdict.get("refused")
                yield refused(row, why, data=data)
    for type_, content in (("bool", 2), ("bool", 2**255), ("address", 2**160), ("uint8", 256), ("int8", 128), ("int8", 2**256 - 129),
                           ("uint248", 2**248), ("bytes4", 1), ("bytes31", 255), ("function", 1), ("int128", 2**127)):
        item = event("E", f"{type_} indexed a")
        row = log(item, [choices.value(RANDOM, parse(type_))])
        yield refused(row, f"a topic that is no canonical {type_}", topics=[row["topics"][0], content.to_bytes(32, "big")])
    transfer = log(*KNOWN[4])
    yield refused(transfer, "the tokens' Transfer with an indexed third value", topics=log(KNOWN[5][0], [ISSUER, HOST, 7])["topics"], data=b"")


def topic_rows():
    for types, values in choices.edges():
        for type_, value in zip(types, values):
            if type_.base not in ("uint", "int", "bytesN") or RANDOM.random() < 0.1:
                yield {"type": type_.text, "value": shown(type_, value), "topic": topic(type_, value)}
    for _ in range(300):
        types, values = choices.case(RANDOM, 400, types=(1,), depths=(1, 2, 3))
        yield {"type": types[0].text, "value": shown(types[0], values[0]), "topic": topic(types[0], values[0])}
