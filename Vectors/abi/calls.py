"""Rows for call data and results."""
import random

import eth_abi

import choices
import human
import items
from coding import judged, mutated, shown_all, texts
from solidity import encode, keccak256, parse

RANDOM = random.Random("chequer abi calls 1")

HOST = "0xF54430F85b5862cdd3278C3C78fda39b65f4a2bC"
ISSUER = "0x7Cf4B71017F0312037D53fe966CE625BF98FFff6"
WBTT = "0x23181F21DEa5936e24163FFABa4Ea3B316B57f3C"
USDT = "0xdB28719F7f938507dBfe4f0eAe55668903D34a15"
PEER = "16Uiu2HAmKFQPM72SssFRrqcH1qwUsPwcp7vXSg3SEzfdYua1J5qc"
SIGNATURE_A = ("2ab9132eae10c9c44f44cab2b6cbcc7023fb61670849293aa10c4f8acced66fd"
               "582be5048662e4757e3968f6abcc0b2c845f87852a9b3e2b6f19aa92e7f4f0e61b")
SIGNATURE_B = ("824b85af2bf3aab255e3b6676e874d406092ed6e9aef81a9fab69331f5181fb5"
               "7e23391a66d615db4ef8e3bc547cba9702af7ec45751adc165ad8f6faa5c40c71c")
LOGIC = "0x5c67bED46336A59252b73a0fA22B9de1cffb172e"
INIT = bytes.fromhex("f09a4016" + "0" * 24 + ISSUER[2:] + "0" * 24 + WBTT[2:])

# Signature, arguments, and the call data in words after the selector: numbers in hex, text left-aligned after a quote,
# bytes after 0x. The first five are the examples of Solidity's ABI specification; the others are BTFS's.
WRITTEN = (
    ("baz(uint32,bool)", [69, True], "cdcd77c0 45 1"),
    ("bar(bytes3[2])", [[b"abc", b"def"]], "fce353f6 'abc 'def"),
    ("sam(bytes,bool,uint256[])", [b"dave", True, [1, 2, 3]], "a5643bf2 60 1 a0 4 'dave 3 1 2 3"),
    ("f(uint256,uint32[],bytes10,bytes)", [0x123, [0x456, 0x789], b"1234567890", b"Hello, world!"],
     "8be65246 123 80 '1234567890 e0 2 456 789 d 'Hello,_world!"),
    ("g(uint256[][],string[])", [[[1, 2], [3]], ["one", "two", "three"]],
     "2289b18c 40 140 2 40 a0 2 1 2 1 3 3 60 a0 e0 3 'one 3 'two 5 'three"),
    ("cashChequeBeneficiary(address recipient, uint256 cumulativePayout, bytes issuerSig)",
     [HOST, 1331381000000000000, bytes.fromhex(SIGNATURE_A)], f"0d5f2659 {HOST[2:]} 127a03f72db45000 60 41 0x{SIGNATURE_A}"),
    ("multiTokenCashChequeBeneficiary(address token, address recipient, uint256 cumulativePayout, bytes issuerSig)",
     [USDT, HOST, 1234567, bytes.fromhex(SIGNATURE_B)], f"fa319775 {USDT[2:]} {HOST[2:]} 12d687 80 41 0x{SIGNATURE_B}"),
    ("deployVault(address issuer, address _logic, bytes32 salt, string id, bytes _data)(address)",
     [ISSUER, LOGIC, (0x2A).to_bytes(32, "big"), PEER, INIT],
     f"3695ddb2 {ISSUER[2:]} {LOGIC[2:]} 2a a0 100 35 '{PEER} 44 0x{INIT.hex()}"),
    ("deposit() payable", [], "d0e30db0"),
    ("transfer(address,uint256)", [HOST, 10**18], f"a9059cbb {HOST[2:]} de0b6b3a7640000"),
)


def words(text):
    selector, *rest = text.split(" ")
    whole = bytes.fromhex(selector)
    for word in rest:
        if word.startswith(("'", "0x")):
            content = word[1:].replace("_", " ").encode() if word[0] == "'" else bytes.fromhex(word[2:])
            whole += content + bytes(-len(content) % 32)
        else:
            whole += int(word, 16).to_bytes(32, "big")
    return whole


def call(signature, arguments):
    read = human.read(signature)
    types = [parse(type_) for type_ in read["inputs"]]
    content = eth_abi.encode(read["inputs"], arguments)
    assert content == encode(types, arguments)
    return {"signature": signature, "arguments": shown_all(types, arguments),
            "calldata": keccak256(read["canonical"].encode())[:4] + content}


def random_function(part):
    """A function and values for its inputs or outputs, which stay short."""
    while True:
        item = items.entry(RANDOM, "function")
        types = [parse(type_) for type_ in items.types(item[part])]
        values = [choices.value(RANDOM, type_) for type_ in types]
        if len(encode(types, values)) <= 512 and (types or RANDOM.random() < 0.1):
            return items.styled(RANDOM, item), types, values


def call_rows():
    for signature, arguments, written in WRITTEN:
        made = call(signature, arguments)
        assert made["calldata"] == words(written), signature
        yield made
    for _ in range(250):
        signature, _, values = random_function("inputs")
        yield call(signature, values)


def result_rows():
    for _ in range(200):
        signature, types, values = random_function("outputs")
        data = eth_abi.encode(texts(types), values)
        assert data == encode(types, values)
        yield {"signature": signature, "data": data, "values": shown_all(types, values)}


def reject_call_rows():
    """Call data that does not belong to the signature, and results that are damaged."""
    for signature, arguments, _ in WRITTEN:
        data = call(signature, arguments)["calldata"]
        yield {"signature": signature, "calldata": b"", "why": "no selector"}
        yield {"signature": signature, "calldata": data[:3], "why": "half a selector"}
        yield {"signature": signature, "calldata": bytes([data[0] ^ 1]) + data[1:], "why": "another selector"}
        yield {"signature": signature, "calldata": data + bytes(32), "why": "trailing bytes"}
        if arguments:
            yield {"signature": signature, "calldata": data[:4], "why": "no arguments"}
            yield {"signature": signature, "calldata": data[:-1], "why": "truncated"}
    for _ in range(120):
        signature, types, values = random_function("inputs")
        data = mutated(encode(types, values)) if types else b"\0"
        verdict = judged(types, data)
        if "refused" in verdict or "stricter" in verdict:
            selector = keccak256(human.read(signature)["canonical"].encode())[:4]
            yield {"signature": signature, "calldata": selector + data, "why": verdict.get("stricter", "eth-abi refuses the arguments")}
