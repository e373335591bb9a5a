"""Rows for human-readable declarations."""
import random

import human
import items
from solidity import Refused, keccak256

RANDOM = random.Random("chequer abi declarations 1")

# Text, canonical form, first four bytes of its hash as published or written in many places.
KNOWN = (
    ("transfer(address,uint256)", "transfer(address,uint256)", "a9059cbb"),
    ("function transfer(address to, uint256 amount) returns (bool)", "transfer(address,uint256)", "a9059cbb"),
    ("function transfer(address to, uint256 amount) external returns (bool success)", "transfer(address,uint256)", "a9059cbb"),
    ("balanceOf(address)(uint256)", "balanceOf(address)", "70a08231"),
    ("function balanceOf(address account) view returns (uint256)", "balanceOf(address)", "70a08231"),
    ("balanceOf(address) view returns (uint256)", "balanceOf(address)", "70a08231"),
    ("approve(address spender, uint amount)", "approve(address,uint256)", "095ea7b3"),
    ("function baz(uint32 x, bool y) pure returns (bool r)", "baz(uint32,bool)", "cdcd77c0"),
    ("function bar(bytes3[2] memory) pure", "bar(bytes3[2])", "fce353f6"),
    ("function sam(bytes memory, bool, uint[] memory) pure", "sam(bytes,bool,uint256[])", "a5643bf2"),
    ("f(uint256,uint32[],bytes10,bytes)", "f(uint256,uint32[],bytes10,bytes)", "8be65246"),
    ("g(uint256[][],string[])", "g(uint256[][],string[])", "2289b18c"),
    ("function f(uint256 a, (address,bytes)[] b) view returns (bool)", "f(uint256,(address,bytes)[])", None),
    ("function f((uint256 a, bytes b) p)", "f((uint256,bytes))", None),
    ("function f(tuple(uint256 a) x)", "f((uint256))", None),
    ("function f(tuple(uint256 a, tuple(byte c)[2] d)[] calldata x) external payable returns(uint)", "f((uint256,(bytes1)[2])[])", None),
    ("f()", "f()", "26121ff0"),
    ("function f ( ) ", "f()", "26121ff0"),
    ("function\tf\n(uint a,\n  uint b)", "f(uint256,uint256)", None),
    ("deposit() payable", "deposit()", "d0e30db0"),
    ("function pay(address payable to) payable", "pay(address)", None),
    ("decimals()(uint8)", "decimals()", "313ce567"),
    ("getReserves()(uint112,uint112,uint32)", "getReserves()", "0902f1ac"),
    ("cashChequeBeneficiary(address recipient, uint256 cumulativePayout, bytes memory issuerSig)", "cashChequeBeneficiary(address,uint256,bytes)", "0d5f2659"),
    ("deployVault(address issuer, address _logic, bytes32 salt, string id, bytes _data)(address)", "deployVault(address,address,bytes32,string,bytes)", "3695ddb2"),
    ("event Transfer(address indexed from, address indexed to, uint256 value)", "Transfer(address,address,uint256)", "ddf252ad"),
    ("event Approval(address indexed,address indexed,uint256)", "Approval(address,address,uint256)", "8c5be1e5"),
    ("event ChequeBounced()", "ChequeBounced()", "3f4449c0"),
    ("event X(uint256 a) anonymous", "X(uint256)", None),
    ("event Four(uint a, uint indexed b, uint indexed c, uint indexed d)", "Four(uint256,uint256,uint256,uint256)", None),
    ("event Five(uint indexed a, uint indexed b, uint indexed c, uint indexed d, bytes e) anonymous", "Five(uint256,uint256,uint256,uint256,bytes)", None),
    ("event Deep((uint256 a, string b)[] indexed c)", "Deep((uint256,string)[])", None),
    ("error E(uint256 code)", "E(uint256)", None),
    ("error Error(string)", "Error(string)", "08c379a0"),
    ("error Panic(uint256)", "Panic(uint256)", "4e487b71"),
    ("error EnforcedPause()", "EnforcedPause()", "d93c0665"),
    ("function error(uint256 event) view", "error(uint256)", None),
    ("function onERC721Received(address,address,uint256,bytes calldata) external returns (bytes4)", "onERC721Received(address,address,uint256,bytes)", "150b7a02"),
    ("function $_1(function callback)", "$_1(function)", None),
    ("many_msg_babbage(bytes1)", "many_msg_babbage(bytes1)", "a9059cbb"),
    ("function constantinople(fixed a, ufixed8x1[] b)", "constantinople(fixed128x18,ufixed8x1[])", None),
)

REFUSED = (
    ("", "empty"), ("function", "no name"), ("event", "no parameters"), ("transfer", "no parameters"), ("function f", "no parameters"),
    ("function (uint256)", "no name"), ("(uint256)", "no name"), ("f(uint256", "an open parenthesis"), ("f uint256)", "no parenthesis"),
    ("f(uint256))", "a parenthesis without its beginning"), ("f((uint256)", "an open parenthesis"), ("f)", "a parenthesis without its beginning"),
    ("f(uint256,)", "a parameter is missing"), ("f(,uint256)", "a parameter is missing"), ("f(uint256,,uint256)", "a parameter is missing"),
    ("f(())", "a tuple without members"), ("f(uint7)", "no type: uint7"), ("f(foo)", "no type: foo"), ("f(uint256[0])", "an array of no elements"),
    ("f(uint256[] a b)", "two names"), ("f(uint256 a) b", "text behind"), ("f(uint256) 1", "text behind"), ("1f()", "a name that begins with a digit"),
    ("f-g()", "a character that no name has"), ("fé()", "a letter that is not ASCII"), ("f(uint256 ä)", "a letter that is not ASCII"),
    ("f g()", "two names"), ("function f() view pure", "two mutabilities"), ("function f() view view", "a mutability twice"),
    ("function f() returns uint256", "returns without parentheses"), ("function f() returns", "returns without types"),
    ("function f() returns ()", "returns without types"), ("function f() returns (foo)", "no type: foo"),
    ("function f() returns (uint256) returns (uint256)", "returns twice"), ("function f() anonymous", "only an event is anonymous"),
    ("function f(uint256 indexed a)", "only an event's parameters are indexed"), ("f(uint256 indexed a)", "only an event's parameters are indexed"),
    ("error E(uint256 indexed a)", "only an event's parameters are indexed"), ("event E(bytes memory a)", "an event's parameters have no location"),
    ("event E(uint256) view", "an event has no mutability"), ("event E() returns (bool)", "an event returns nothing"),
    ("error E() view", "an error has no mutability"), ("error E() returns (bool)", "an error returns nothing"),
    ("event E(uint256 indexed a, uint256 indexed b, uint256 indexed c, uint256 indexed d)", "more than three indexed parameters"),
    ("event E(uint256 indexed a, uint256 indexed b, uint256 indexed c, uint256 indexed d, uint256 indexed e) anonymous", "more than four indexed parameters"),
    ("event E(address indexed indexed a)", "indexed twice"), ("event E((uint256 indexed a) b)", "indexed inside a tuple"),
    ("f(uint256)(bool) view returns (bool)", "two lists of results"), ("struct S(uint256 a)", "neither function, event nor error"),
    ("modifier m()", "neither function, event nor error"), ("f(uint256 a = 1)", "a default value"), ("f(mapping(uint256 => bool) a)", "no type: mapping"),
    ("f(uint256);g(uint256)", "two declarations"), ("f(uint256)\u0000", "a control character"), ("f(" + "(" * 200 + "uint256" + ")" * 200 + ")", "nested 200 deep"),
    ("f(" * 50000, "100,000 characters of open parentheses"), ("f(" + "(" * 100000, "100,000 open parentheses"),
)


def row(signature, read):
    digest = keccak256(read["canonical"].encode())
    short = {} if read["kind"] == "event" else {"selector": digest[:4]}
    return {"signature": signature, **read, **short, "hash": digest}


def accept_rows():
    for text, canonical, start in KNOWN:
        made = row(text, human.read(text))
        assert made["canonical"] == canonical and made["hash"].hex().startswith(start or ""), text
        yield made
    for _ in range(500):
        item = items.entry(RANDOM, RANDOM.choice(("function", "function", "event", "error")))
        text = items.styled(RANDOM, item)
        read = human.read(text)
        assert read["canonical"] == items.canonical(item) and read["inputs"] == items.types(item["inputs"]), text
        assert read["names"] == [parameter["name"] for parameter in item["inputs"]], text
        if item["type"] == "function":
            assert read["outputs"] == items.types(item["outputs"]) and read["mutability"] == item["stateMutability"], text
        yield row(text, read)


def reject_rows():
    for text, why in REFUSED:
        try:
            human.read(text)
        except Refused:
            yield {"signature": text, "why": why}
        else:
            raise AssertionError(text)
