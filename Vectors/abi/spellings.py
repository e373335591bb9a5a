"""Rows for the spellings of types."""
import random

import choices
from human import Reader
from solidity import Refused, parse

RANDOM = random.Random("chequer abi spellings 1")

ACCEPTED = (
    ("uint", "uint256"), ("int", "int256"), ("fixed", "fixed128x18"), ("ufixed", "ufixed128x18"), ("byte", "bytes1"),
    ("address payable", "address"), ("address  payable", "address"), ("address payable[]", "address[]"),
    ("function", "function"), ("bool", "bool"), ("string", "string"), ("bytes", "bytes"), ("uint[]", "uint256[]"),
    ("int[3][]", "int256[3][]"), ("byte[4]", "bytes1[4]"), ("bytes[33]", "bytes[33]"), ("bytes32[33]", "bytes32[33]"),
    ("fixed8x1", "fixed8x1"), ("ufixed256x80", "ufixed256x80"), ("fixed[2]", "fixed128x18[2]"),
    ("(uint,int)", "(uint256,int256)"), ("(uint256, bytes)", "(uint256,bytes)"),
    ("( uint256 , bytes )", "(uint256,bytes)"), ("(uint256,bytes)[]", "(uint256,bytes)[]"),
    ("tuple(uint256,bytes)", "(uint256,bytes)"), ("tuple(uint, tuple(byte)[2])[]", "(uint256,(bytes1)[2])[]"),
    ("(uint256 a, bytes b)", "(uint256,bytes)"), ("(address payable to, uint amount)[]", "(address,uint256)[]"),
    ("(((uint8)))", "(((uint8)))"), (" uint256 ", "uint256"), ("uint8[65535]", "uint8[65535]"),
    ("(uint8,uint8[],(string,bytes)[2][])", "(uint8,uint8[],(string,bytes)[2][])"),
)

REFUSED = (
    ("", "empty"), (" ", "empty"), ("uint7", "a width that is no multiple of 8"), ("uint0", "no width"),
    ("int0", "no width"), ("uint264", "wider than 256 bits"), ("int512", "wider than 256 bits"), ("uint08", "a leading zero"),
    ("uint 256", "a space within a name"), ("uint256x18", "decimals where none belong"), ("uint+8", "a sign"), ("uint-8", "a sign"),
    ("uint99999999999999999999999", "wider than 256 bits"), ("bytes0", "no length"), ("bytes33", "longer than 32 bytes"),
    ("bytes032", "a leading zero"), ("bytes18446744073709551617", "longer than 32 bytes"), ("bool8", "a width where none belongs"),
    ("address20", "a width where none belongs"), ("address160", "a width where none belongs"), ("string32", "a width where none belongs"),
    ("function24", "a width where none belongs"), ("byte1", "unknown"), ("fixed128x0", "no decimals"), ("fixed128x81", "more than 80 decimals"),
    ("fixed128", "decimals are missing"), ("fixed7x1", "a width that is no multiple of 8"), ("fixed264x18", "wider than 256 bits"),
    ("fixed128X18", "a capital letter"), ("fixed128x018", "a leading zero"), ("ufixed0x18", "no width"), ("Uint256", "a capital letter"),
    ("UINT256", "a capital letter"), ("uint256[0]", "an array of no elements"), ("int256[0]", "an array of no elements"),
    ("uint256[00]", "an array of no elements"), ("uint256[01]", "a leading zero"), ("uint256[-1]", "a negative count"),
    ("uint256[+1]", "a sign"), ("uint256[0x2]", "a count in hex"), ("uint256[1e3]", "an exponent"), ("uint256[2", "an open bracket"),
    ("uint256]", "a bracket without its beginning"), ("uint256[]]", "a bracket without its beginning"), ("uint256[[]]", "a bracket in a bracket"),
    ("uint256[a]", "a count that is no number"), ("uint256[1,2]", "two counts"), ("[]", "no element type"), ("[]uint256", "brackets in front"),
    ("uint256[99999999999999999999]", "a count that no data can hold"), ("uint256[18446744073709551616]", "a count that no data can hold"),
    ("uint256[18446744073709551615]", "a count that no data can hold"),
    (f"uint256[{2**256}]", "a count that no data can hold"), ("uint256[4294967295][4294967295][4294967295]", "a size that no data can hold"),
    ("(uint256[4294967295][4294967295],uint256[4294967295][4294967295])", "a size that no data can hold"),
    ("()", "a tuple without members"), ("()[]", "a tuple without members"), ("tuple()", "a tuple without members"), ("tuple", "a tuple without members"),
    ("tuple[]", "a tuple without members"), ("(uint256,)", "a member is missing"), ("(,uint256)", "a member is missing"),
    ("(uint256,,uint256)", "a member is missing"), ("(uint256", "an open parenthesis"), ("((uint256)", "an open parenthesis"),
    ("uint256)", "a parenthesis without its beginning"), ("(uint256))", "a parenthesis without its beginning"), ("(", "an open parenthesis"),
    (")", "a parenthesis without its beginning"), ("uint256,uint256", "two types"),
    ("uint256;", "text after the type"), ("uint256[] memory[]", "text after the type"), ("(uint256)x[2]", "text after the type"),
    ("uint256 a b", "text after the type"), ("uint256\u00a0", "a space that is not ASCII"), ("ｕint256", "a letter that is not ASCII"),
    ("uint٨", "a digit that is not ASCII"), ("uint256\u0000", "a control character"), ("var", "unknown"), ("mapping(address=>uint256)", "unknown"),
    ("float", "unknown"), ("uint256[]payable", "text after the type"), ("uint256 payable", "only an address is payable"),
    ("bytes32 payable", "only an address is payable"), ("IERC20", "unknown"), ("struct", "unknown"), ("enum", "unknown"), ("real", "unknown"),
    ("address_payable", "unknown"), ("addresspayable", "unknown"), ("0uint256", "unknown"), ("256", "unknown"), ("_", "unknown"),
    ("(" * 200 + "uint256" + ")" * 200, "nested 200 deep"), ("(" * 100000, "100,000 open parentheses"),
    ("uint256" + "[]" * 200, "nested 200 deep"), ("uint256" + "[]" * 100000, "100,000 brackets"),
)


def canonical(text):
    reader = Reader(text)
    type_ = reader.type()
    if reader.tokens:
        raise Refused("text after the type")
    return type_


def accept_rows():
    for text, written in ACCEPTED:
        assert canonical(text) == written == parse(written).text
        yield {"text": text, "canonical": written}
    widths = [f"{base}{bits}" for base in ("uint", "int") for bits in choices.WIDTHS] + [f"bytes{n}" for n in range(1, 33)]
    for text in widths:
        assert canonical(text) == text
        yield {"text": text, "canonical": text}
    for _ in range(250):
        type_ = choices.any_type(RANDOM, RANDOM.choice((1, 2, 3, 4, 5)), fixed_point=True)
        text = spelt(type_)
        assert canonical(text) == type_.text
        yield {"text": text, "canonical": type_.text}


def spelt(type_):
    """One of the ways to write a type."""
    if type_.base == "array":
        return f"{spelt(type_.members[0])}[{type_.size or ''}]"
    if type_.base == "tuple":
        comma = RANDOM.choice((",", ", ", " , "))
        return RANDOM.choice(("", "", "tuple")) + "(" + comma.join(spelt(member) for member in type_.members) + ")"
    short = {"uint256": "uint", "int256": "int", "bytes1": "byte", "fixed128x18": "fixed", "ufixed128x18": "ufixed",
             "address": "address payable"}
    return RANDOM.choice((type_.text, short.get(type_.text, type_.text)))


def reject_rows():
    for text, why in REFUSED:
        if "no data can hold" in why:
            assert parse(text).whole >= 2**63
        else:
            try:
                canonical(text)
            except Refused:
                pass
            else:
                raise AssertionError(text)
        yield {"text": text, "why": why}
