#!/usr/bin/env python3
"""Calldata, return data and logs of BTFS's and Swarm's contracts, encoded by eth-abi.

    pip install eth-abi==6.0.0 eth-utils==6.0.0
    python3 Vectors/bindings/generate.py

Selectors and topics were published (`published.py`); the script stops where keccak gives anything else.
"""
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from eth_abi import encode  # noqa: E402
from eth_abi.grammar import parse  # noqa: E402
from eth_utils import keccak, to_checksum_address  # noqa: E402
from provenance import record, write_rows  # noqa: E402
from published import EVENTS, FUNCTIONS  # noqa: E402

ONE, TWO, THREE, FOUR = (to_checksum_address("0x" + digit * 40) for digit in "1234")
PEER = "16Uiu2HAmKFQPM72SssFRrqcH1qwUsPwcp7vXSg3SEzfdYua1J5qc"
LARGE = 2**200 + 7
PROPOSAL = "(uint256,address,uint8,string,string,string,uint8,uint256,uint256)"


def types(signature):
    inner = signature[signature.index("(") :]
    return [part.to_type_str() for part in parse(inner).components] if inner != "()" else []


def arguments(kinds):
    """Values of these types, the same in every call: the n-th address is 0x11.., 0x22.., and so on."""
    addresses = iter([ONE, TWO, THREE])
    texts = iter([PEER, "v4.1.0", "third"])
    numbers = iter([LARGE, 5, 6])
    shorts = iter([1700000000, 42, 1700000600])

    def value(kind):
        match kind:
            case "address": return next(addresses)
            case "uint256": return next(numbers)
            case "uint32": return next(shorts)
            case "uint8": return 2
            case "bytes32": return (42).to_bytes(32, "big")
            case "bytes": return bytes(range(1, 66))
            case "string": return next(texts)
            case "string[]": return ["first", "second"]
            case "address[]": return [ONE, TWO]
            case "uint256[]": return [next(numbers), 2**256 - 1]
            case "(bytes32,address)[]": return [((42).to_bytes(32, "big"), ONE), (b"\xff" * 32, TWO)]
            case "(string,address,string,string,bool,uint256)": return (PEER, ONE, "name", ".txt", True, LARGE)
        raise AssertionError(kind)

    return [value(kind) for kind in kinds]


def calls():
    for contract, lines in FUNCTIONS.items():
        for line in lines.strip().split("\n"):
            selector, signature = line.split(" ")
            assert keccak(text=signature)[:4].hex() == selector, line
            kinds = types(signature)
            data = encode(kinds, arguments(kinds)) if kinds else b""
            yield {"contract": contract, "signature": signature, "selector": "0x" + selector,
                   "calldata": bytes.fromhex(selector) + data}


def proposal(number, title):
    return (number, ONE, 3, title, "d" * 70, "https://example.com/p", 2, 1700000000 + number, 2**64 + number)


def answers():
    hearts = list(range(1, 31))
    yield "token.name", ["string"], ["Wrapped BTT"]
    yield "token.symbol", ["string"], ["W\u20bfT"]
    yield "token.symbol.word", ["bytes32"], [b"MKR".ljust(32, b"\0")]
    yield "token.symbol.full", ["bytes32"], [b"A" * 32]
    yield "token.decimals", ["uint8"], [18]
    yield "token.totalSupply", ["uint256"], [2**256 - 1]
    yield "status.getStatus", ["string", "uint32", "string", "uint32", "uint32", "bytes", "uint16[30]"], [
        PEER, 1700000000, "4.1.0", 7, 2**32 - 1, bytes(range(65)), hearts]
    yield "status.getHighScoreHost", ["(uint32,string,uint32,uint32,bytes,uint16[30])[]"], [[
        (1, "4.0.0", 2, 3, b"\x01", hearts), (4, "", 5, 6, b"", [0] * 30)]]
    yield "status.totalStat", ["uint64", "uint64"], [2**64 - 1, 5]
    yield "fileMeta.getFileMeta", ["(string,address,string,string,bool,uint256)"], [
        (PEER, TWO, "name", ".txt", True, LARGE)]
    yield "fileContractMeta.getFileMeta", ["bytes", "uint8[]"], [b"\x0a\x02hi", [1, 2, 3, 0, 9]]
    yield "stake.getUserStake", ["uint256"] * 3, [LARGE, 1700000000, 3]
    yield "stake.getGlobalStats", ["uint256"] * 3, [LARGE, 2, LARGE + 2]
    yield "multiOracle.getPricesAndRates", ["uint256[]", "uint256[]"], [[125000, 7], [10**12, 1]]
    yield "multiOracle.getPricesAndRates.uneven", ["uint256[]", "uint256[]"], [[125000, 7], [10**12]]
    yield "chequebook.hardDeposits", ["uint256"] * 4, [LARGE, 2, 3, 4]
    yield "chequebookOracle.getPrice", ["uint256", "uint256"], [100000, 100]
    yield "proposal.getProposal", [PROPOSAL], [proposal(1, "First")]
    yield "proposal.getAllProposals", [PROPOSAL + "[]"], [[proposal(1, "First"), proposal(2, "")]]
    yield "proposal.getAllProposals.none", [PROPOSAL + "[]"], [[]]
    yield "proposal.getProposalCount", ["uint256"], [2]


def answer_rows():
    for name, kinds, values in answers():
        data = encode(kinds, values)
        yield {"answer": name, "data": data}
        if name == "proposal.getProposal":
            # A title that is no UTF-8: eth-abi does not write one, so its bytes are put in.
            assert data.count(b"First") == 1
            yield {"answer": name + ".text", "data": data.replace(b"First", b"\xff\xfe\x1bst")}


def log(signature, topic, values):
    fields = signature[signature.index("(") + 1 : -1]
    fields = fields.split(",") if fields else []
    indexed = [field.endswith("*") for field in fields]
    kinds = [field.rstrip("*") for field in fields]
    topics = [bytes.fromhex(topic)]
    topics += [encode([kind], [value]) for kind, value, yes in zip(kinds, values, indexed) if yes]
    plain = [(kind, value) for kind, value, yes in zip(kinds, values, indexed) if not yes]
    return topics, encode([kind for kind, _ in plain], [value for _, value in plain]) if plain else b""


def event_values(name, kinds):
    addresses = iter([ONE, TWO, THREE, FOUR])
    numbers = iter([LARGE, 2**255, 3])
    return [{"address": lambda: next(addresses), "uint256": lambda: next(numbers), "uint8": lambda: 1,
             "string": lambda: PEER}[kind]() for kind in kinds]


def events():
    for line in EVENTS.strip().split("\n"):
        topic, signature = line.split(" ")
        plain = signature.replace("*", "")
        assert keccak(text=plain).hex() == topic, line
        yield topic, signature, plain


def log_rows():
    for topic, signature, plain in events():
        topics, data = log(signature, topic, event_values(plain, types(plain)))
        yield {"event": plain, "topics": topics, "data": data}


def mutations():
    """Logs with a known topic that no contract of this kind wrote."""
    for topic, signature, plain in events():
        topics, data = log(signature, topic, event_values(plain, types(plain)))
        yield plain, "a topic more", topics + [bytes(32)] if len(topics) < 4 else None, data
        yield plain, "a topic less", topics[:-1] if len(topics) > 1 else None, data
        yield plain, "a word more", topics, data + bytes(32)
        yield plain, "a byte less", topics, data[:-1] if data else None
        yield plain, "no data", topics, b"" if data else None
        if len(topics) > 1:
            yield plain, "a dirty address in a topic", topics[:1] + [b"\x01" + topics[1][1:]] + topics[2:], data
        if "address," in signature or "address)" in signature:
            yield plain, "a dirty address in the data", topics, b"\x01" + data[1:]
    for topic, signature, plain in events():
        if "*" in signature:
            # The same signature, nothing indexed.
            topics, data = log(signature.replace("*", ""), topic, event_values(plain, types(plain)))
            yield plain, "nothing indexed", topics, data
    yield "", "no topics", [], b""
    yield "", "an unknown topic", [keccak(text="Unknown()")], b""


def reject_rows():
    for event, fault, topics, data in mutations():
        if topics is not None and data is not None:
            yield {"event": event, "fault": fault, "topics": topics, "data": data}


if __name__ == "__main__":
    write_rows(HERE, "calls.jsonl", calls())
    write_rows(HERE, "answers.jsonl", answer_rows())
    write_rows(HERE, "logs.jsonl", log_rows())
    write_rows(HERE, "reject-logs.jsonl", reject_rows())
    record(HERE, ["eth-abi", "eth-utils"])
