"""Rows for interfaces in JSON."""
import json
import random

import items

RANDOM = random.Random("chequer abi interfaces 1")


def u(name="", type_="uint256", **more):
    return {"name": name, "type": type_, **more}


def function(name, inputs=(), outputs=(), mutability="nonpayable", **more):
    return {"type": "function", "name": name, "inputs": list(inputs), "outputs": list(outputs), "stateMutability": mutability, **more}


PAIR = [u("contractId", "bytes32", internalType="bytes32"), u("sp", "address", internalType="address")]
# Entries and the lines that Chequer writes for them.
WRITTEN = (
    ([], []),
    ([{"type": "constructor", "inputs": [], "stateMutability": "nonpayable"}], ["constructor()"]),
    ([{"type": "constructor", "inputs": [u("owner", "address", internalType="address")], "stateMutability": "payable"}],
     ["constructor(address owner) payable"]),
    ([{"type": "receive", "stateMutability": "payable"}], ["receive() external payable"]),
    ([{"type": "fallback", "stateMutability": "payable"}], ["fallback() external payable"]),
    ([{"type": "fallback", "stateMutability": "nonpayable"}], ["fallback() external"]),
    ([function("issuer", outputs=[u("", "address", internalType="address")], mutability="view")], ["function issuer() view returns (address)"]),
    ([function("cashChequeBeneficiary", [u("recipient", "address"), u("cumulativePayout"), u("issuerSig", "bytes")])],
     ["function cashChequeBeneficiary(address recipient, uint256 cumulativePayout, bytes issuerSig)"]),
    ([function("addFileMeta", [u("cid", "string"), u("metaData", "bytes"), u("size"),
                               u("pairs", "tuple[]", components=PAIR, internalType="struct FileMeta.Pair[]")])],
     ["function addFileMeta(string cid, bytes metaData, uint256 size, (bytes32 contractId, address sp)[] pairs)"]),
    ([function("at", [u("", "tuple", components=[u("", "tuple[2][]", components=[u("", "bool")]), u("b", "bytes4")])],
               [u("", "tuple", components=[u()])], "pure")], ["function at(((bool)[2][], bytes4 b)) pure returns ((uint256))"]),
    ([function("deposit", mutability="payable")], ["function deposit() payable"]),
    ([function("f"), function("f", [u("a")]), function("f", [u("a", "int256")])], ["function f()", "function f(uint256 a)", "function f(int256 a)"]),
    ([{"type": "event", "name": "ChequeBounced", "inputs": [], "anonymous": False}], ["event ChequeBounced()"]),
    ([{"type": "event", "name": "ChequeCashed", "anonymous": False, "inputs": [
        u("beneficiary", "address", indexed=True), u("recipient", "address", indexed=True), u("caller", "address", indexed=True),
        u("totalPayout", indexed=False), u("cumulativePayout", indexed=False), u("callerPayout", indexed=False)]}],
     ["event ChequeCashed(address indexed beneficiary, address indexed recipient, address indexed caller, uint256 totalPayout, "
      "uint256 cumulativePayout, uint256 callerPayout)"]),
    ([{"type": "event", "name": "LogNote", "anonymous": True, "inputs": [
        u("sig", "bytes4", indexed=True), u("usr", "address", indexed=True), u("arg1", "bytes32", indexed=True),
        u("arg2", "bytes32", indexed=True), u("data", "bytes", indexed=False)]}],
     ["event LogNote(bytes4 indexed sig, address indexed usr, bytes32 indexed arg1, bytes32 indexed arg2, bytes data) anonymous"]),
    ([{"type": "error", "name": "OwnableUnauthorizedAccount", "inputs": [u("account", "address")]}],
     ["error OwnableUnauthorizedAccount(address account)"]),
    # Written by compilers before 0.6 and 0.4.16.
    ([{"constant": True, "inputs": [], "name": "name", "outputs": [u("", "string")], "payable": False, "type": "function"}],
     ["function name() view returns (string)"]),
    ([{"constant": False, "inputs": [], "name": "deposit", "outputs": [], "payable": True, "type": "function"}], ["function deposit() payable"]),
    ([{"constant": False, "inputs": [u("wad")], "name": "withdraw", "outputs": [], "payable": False, "stateMutability": "nonpayable",
       "type": "function"}], ["function withdraw(uint256 wad)"]),
    ([{"constant": True, "inputs": [], "name": "pi", "outputs": [u()], "payable": False, "stateMutability": "pure", "type": "function"}],
     ["function pi() pure returns (uint256)"]),
    ([{"constant": True, "inputs": [u("a")], "name": "old", "outputs": [], "type": "function"}], ["function old(uint256 a) view"]),
    ([{"payable": True, "type": "fallback"}], ["fallback() external payable"]),
    ([{"inputs": [u("a")], "payable": False, "type": "constructor"}], ["constructor(uint256 a)"]),
    ([{"name": "f", "inputs": []}], ["function f()"]),  # The type is "function" where it is not given.
    ([{"type": "function", "name": "f", "inputs": [], "stateMutability": "view", "gas": 2300, "notes": {"x": [1.5, None]}}],
     ["function f() view"]),  # Members that nobody knows are read over.
)


def row(entries, lines, text=None):
    text = text or json.dumps(entries, separators=RANDOM.choice(((",", ":"), (", ", ": "))), indent=RANDOM.choice((None, None, 1)))
    kinds = [{"kind": entry["type"], "canonical": items.canonical(entry), **items.hashes(entry)}
             for entry in ({"type": "function", **entry} for entry in entries)]
    return {"json": text, "human": lines, "entries": kinds}


def accept_rows():
    for entries, lines in WRITTEN:
        if all("stateMutability" in entry or entry.get("type") in ("event", "error") for entry in entries):
            assert [items.line(entry) for entry in entries] == lines
        yield row(entries, lines)
    yield row([function("cash", [u("a")])], ["function cash(uint256 a)"],
              '\n[ {"stateMutability":"nonpayable","outputs":[],"inputs":[{"type":"uint256","name":"a"}],"n\\u0061me":"cash","type":"function"} ]\n')
    for _ in range(150):
        entries = [items.entry(RANDOM, RANDOM.choice(("function", "function", "event", "error"))) for _ in range(RANDOM.randrange(1, 5))]
        if RANDOM.random() < 0.4:
            entries.append(items.entry(RANDOM, "constructor"))
        if RANDOM.random() < 0.3:
            entries.append({"type": "receive", "stateMutability": "payable"})
        if RANDOM.random() < 0.3:
            entries.append({"type": "fallback", "stateMutability": RANDOM.choice(("payable", "nonpayable"))})
        entries = list({items.canonical(entry): entry for entry in entries}.values())
        RANDOM.shuffle(entries)
        yield row(entries, [items.line(entry) for entry in entries])


def reject_rows():
    def refused(value, why):
        return {"json": value if isinstance(value, str) else json.dumps(value, separators=(",", ":")), "why": why}

    def event(*inputs, **more):
        return {"type": "event", "name": "E", "inputs": list(inputs), "anonymous": False, **more}

    yield refused("", "empty")
    yield refused("[", "broken JSON")
    yield refused("[]]", "text behind the array")
    yield refused("[{}],", "text behind the array")
    yield refused("null", "no array")
    yield refused('"function f()"', "no array")
    yield refused("[1]", "an entry is no object")
    yield refused("[null]", "an entry is no object")
    yield refused("[[]]", "an entry is no object")
    yield refused([{**function("f"), "type": "modifier"}], "an unknown type of entry")
    yield refused([{**function("f"), "type": 1}], "the type of an entry is no string")
    yield refused([{"type": "function", "inputs": [], "outputs": []}], "a function without a name")
    yield refused([{"type": "event", "inputs": []}], "an event without a name")
    yield refused([{"type": "error", "inputs": []}], "an error without a name")
    for name, why in ((1, "a name is no string"), (None, "a name is no string"), ("", "a name is empty"), ("f()", "a name with parentheses"),
                      ("1f", "a name begins with a digit"), ("f g", "a name with a space"), ("f\u0000", "a name with a control character"),
                      ("f\u001b[31m", "a name with a control character"), ("\u0444", "a name that is not ASCII")):
        yield refused([function(name)], why)
    yield refused([function("f", [u("a b")])], "a parameter's name with a space")
    yield refused([function("f", [u("a,uint256")])], "a parameter's name with a comma")
    yield refused([function("f", [u(7)])], "a parameter's name is no string")
    yield refused([{**function("f"), "inputs": {}}], "the inputs are no array")
    yield refused([{**function("f"), "inputs": "uint256"}], "the inputs are no array")
    yield refused([{**function("f"), "outputs": 1}], "the outputs are no array")
    yield refused([function("f", ["uint256"])], "a parameter is no object")
    yield refused([function("f", [{"name": "a"}])], "a parameter without a type")
    for type_ in ("uint7", "bytes33", "uint256[0]", "foo", "", "uint256 a", " uint256", "(uint256)", "tuple(uint256)", 256, None, "mapping(a=>b)"):
        yield refused([function("f", [u("a", type_)])], f"no type: {type_}")
    yield refused([function("f", [], [u("a", "uint7")])], "no type among the outputs: uint7")
    yield refused([function("f", [u("a", "tuple")])], "a tuple without components")
    yield refused([function("f", [u("a", "tuple", components=[])])], "a tuple without components")
    yield refused([function("f", [u("a", "tuple", components={})])], "the components are no array")
    yield refused([function("f", [u("a", "tuple", components=[u("b", "uint9")])])], "no type: uint9")
    yield refused([function("f", [u("a", "tuple[0]", components=[u()])])], "an array of no elements")
    yield refused([function("f", [u("a", "tuplex", components=[u()])])], "no type: tuplex")
    yield refused([function("f", mutability="constant")], "an unknown mutability")
    yield refused([function("f", mutability=True)], "the mutability is no string")
    yield refused([function("f", mutability="view", constant=False)], "view, but not constant")
    yield refused([function("f", mutability="nonpayable", payable=True)], "nonpayable, but payable")
    yield refused([function("f", mutability="payable", payable=False)], "payable, but not payable")
    yield refused([{"type": "function", "name": "f", "inputs": [], "constant": True, "payable": True}], "constant and payable")
    yield refused([{"type": "function", "name": "f", "inputs": [], "constant": "true"}], "constant is no boolean")
    yield refused([{"type": "receive", "stateMutability": "nonpayable"}], "receive is always payable")
    yield refused([{"type": "receive", "stateMutability": "payable", "inputs": [u()]}], "receive has no inputs")
    yield refused([{"type": "fallback", "stateMutability": "view"}], "a fallback is payable or not")
    yield refused([{"type": "constructor", "inputs": [], "stateMutability": "pure"}], "a constructor is payable or not")
    for kind in ("receive", "fallback", "constructor"):
        one = {"type": kind, "stateMutability": "payable", **({"inputs": []} if kind == "constructor" else {})}
        yield refused([one, one], f"two entries of type {kind}")
    yield refused([event(*[u(f"p{i}", indexed=True) for i in range(4)])], "more than three indexed parameters")
    yield refused([event(*[u(f"p{i}", indexed=True) for i in range(5)], anonymous=True)], "more than four indexed parameters")
    yield refused([event(u("a", indexed=1))], "indexed is no boolean")
    yield refused([event(u("a", indexed=True), anonymous="false")], "anonymous is no boolean")
    yield refused('[{"type":"function","name":"f","name":"g","inputs":[]}]', "a member twice")
    yield refused('[{"type":"function","name":"f","inputs":[{"type":"uint256","type":"int256","name":"a"}]}]', "a member twice")
    yield refused('[{"type":"function","name":"f","inputs":[],"n\\u0061me":"g"}]', "a member twice, once escaped")
    deep = '{"name":"a","type":"tuple","components":[' * 200 + '{"name":"a","type":"uint256"}' + "]}" * 200
    yield refused('[{"type":"function","name":"f","inputs":[' + deep + "]}]", "tuples nested 200 deep")
    yield refused("[" * 100000, "100,000 open brackets")
