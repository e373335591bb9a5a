"""Texts that are no typed data, and why: each differs from a sound document in one thing."""
import copy
import json

from published import GROUP, MAIL, struct

PERSON = "0xCD2a3d9F938E13CD947Ec05AbC7FE734Df8DD826"


def one(type_, value, **types):
    """A document of one member."""
    return {"types": {"EIP712Domain": [], "One": [{"name": "x", "type": type_}], **types}, "primaryType": "One", "domain": {}, "message": {"x": value}}


def changed(path, value, base=MAIL):
    """A copy with one place set, or removed where the last step begins with "-"; in a list the value is put in."""
    document = copy.deepcopy(base)
    *way, last = path.split("/")
    place = document
    for step in way:
        place = place[int(step) if isinstance(place, list) else step]
    if last.startswith("-"):
        del place[int(last[1:]) if isinstance(place, list) else last[1:]]
    elif isinstance(place, list):
        place.insert(int(last), value)
    else:
        place[last] = value
    return document


def removed(path, base=MAIL):
    way, _, last = path.rpartition("/")
    return changed(f"{way}/-{last}" if way else f"-{last}", None, base)


def texts():
    yield "", "empty"
    yield "{", "broken JSON"
    yield "[]", "no object"
    yield "null", "no object"
    yield json.dumps(MAIL) + "x", "text behind the document"
    for document, why in documents():
        yield json.dumps(document, separators=(",", ":")), why
    yield from spelt()


def documents():
    for member in ("types", "primaryType", "domain", "message"):
        yield removed(member), f"no {member}"
        yield changed(member, None), f"{member} is null"
        yield changed(member, 1), f"{member} is a number"
    yield changed("types", []), "types are no object"
    yield changed("domain", []), "the domain is no object"
    yield changed("message", []), "the message is no object"
    yield changed("primaryType", "Letter"), "an unknown primary type"
    yield changed("primaryType", ""), "an unknown primary type"
    yield changed("primaryType", "Mail[]"), "an array for primary type"
    yield changed("primaryType", "uint256"), "an atomic primary type"
    yield changed("primaryType", "mail"), "a primary type in other letters"
    # Messages
    yield removed("message/contents"), "a member is missing"
    yield removed("message/from/wallet"), "a member of an inner struct is missing"
    yield changed("message/cc", "Eve"), "a member that is not declared"
    yield changed("message/from/age", 5), "a member of an inner struct that is not declared"
    yield changed("message/from", None), "null for a struct"
    yield changed("message/from", PERSON), "a string for a struct"
    yield changed("message/from", ["Cow", PERSON]), "an array for a struct"
    yield changed("message/contents", None), "null for a string"
    yield changed("message/contents", 5), "a number for a string"
    yield changed("message/contents", True), "a boolean for a string"
    yield removed("message/to/0/name", GROUP), "a member of a struct in an array is missing"
    yield changed("message/to/0/x", 1, GROUP), "a member of a struct in an array that is not declared"
    yield changed("message/to/1", None, GROUP), "null in an array of structs"
    yield changed("message/to", {"name": "Bob", "wallets": []}, GROUP), "a struct for an array of structs"
    yield changed("message/to/0/wallets/0", 1, GROUP), "a number for an address"
    # The domain
    yield removed("domain/chainId"), "a domain member that is declared is missing"
    yield removed("types/EIP712Domain/2"), "a domain member that is not declared"
    yield changed("domain/salt", "0x" + "11" * 32), "a domain member that is not declared"
    yield changed("domain/other", 1, removed("types/EIP712Domain")), "a member that no domain has"
    yield changed("domain/chainId", -1), "a negative chain id"
    yield changed("domain/chainId", 2**256), "a chain id beyond 256 bits"
    yield changed("domain/verifyingContract", "0x01"), "a short address in the domain"
    yield changed("types/EIP712Domain/0", {"name": "chain", "type": "uint256"}, changed("domain/chain", 1)), "a member that no domain has"
    yield changed("types/EIP712Domain", struct("string name, string version, string chainId, address verifyingContract"),
                  changed("domain/chainId", "1")), "a chain id of type string"
    yield changed("types/EIP712Domain/0", {"name": "name", "type": "string"}), "a domain member declared twice"
    # Types
    yield changed("types/Person", {}), "a struct that is no list"
    yield changed("types/Person", None), "a struct that is no list"
    yield changed("types/Person/0", "string name"), "a member that is no object"
    yield changed("types/Person/0", {"type": "string"}), "a member without a name"
    yield changed("types/Person/0", {"name": "x"}), "a member without a type"
    yield changed("types/Person/0", {"name": "x", "type": 1}), "a member whose type is no string"
    yield changed("types/Person/0", {"name": 1, "type": "string"}), "a member whose name is no string"
    yield changed("types/Person/0", {"name": "name", "type": "string"}), "a member declared twice"
    yield removed("types/Person"), "an undeclared type"
    for type_ in ("Persona", "person", "", " ", "uint7", "uint0", "uint264", "uint08", "int512", "bytes0", "bytes33", "bytes032", "address payable",
                  "function", "fixed128x18", "ufixed8x1", "tuple", "(uint256)", "uint", "int", "byte", "Uint256", "string ", "uint256[0]",
                  "uint256[-1]", "uint256[01]", "uint256[", "uint256]", "[]", "uint256[]x", "uint256[99999999999999999999999]" * 2, "mapping(uint256=>uint256)"):
        yield one(type_, 1), f"no type: {type_}"
    for name in ("uint256", "int8", "bool", "address", "string", "bytes", "bytes4", "uint"):
        yield one(name, {"y": 1}, **{name: struct("uint256 y")}), f"a struct with the name of a type: {name}"
    for name in ("Two[]", "Two words", "2wo", "Two)", "Two(uint256 y)", "", "Tw\u00f6", "Two\u0000"):
        yield one("uint256", 1, **{name: struct("uint256 y")}), "a name that no struct can have"
    for name in ("a b", "", "1a", "a,uint256 b", "a)", "\u00e4", "a\u0000", "a\n"):
        yield changed("message", {name: 1}, changed("types/One", [{"name": name, "type": "uint256"}], one("uint256", 1))), "a name that no member can have"
    yield changed("types/One", struct("One x"), one("uint256", {})), "a struct inside itself"
    yield one("Two", {"y": {}}, Two=struct("One y")), "two structs inside one another"
    # Integers
    for type_, value, why in (
            ("uint8", 256, "out of range"), ("uint8", -1, "negative"), ("uint8", "256", "out of range"), ("uint8", "0x100", "out of range"),
            ("uint256", 2**256, "out of range"), ("uint256", str(2**256), "out of range"), ("uint256", "-1", "negative"), ("int8", 128, "out of range"),
            ("int8", -129, "out of range"), ("int8", "0x80", "out of range"), ("int256", 2**255, "out of range"), ("int256", -2**255 - 1, "out of range"),
            ("int256", str(-2**255 - 1), "out of range"), ("uint64", 2**64, "out of range"), ("uint256", "0x1" + "0" * 64, "out of range"),
            ("uint256", "", "empty"), ("uint256", "0x", "hex without digits"), ("uint256", "-", "a sign alone"), ("uint256", "+5", "a plus sign"),
            ("uint256", " 5", "a space"), ("uint256", "5 ", "a space"), ("uint256", "1e3", "an exponent"), ("uint256", "1.0", "a fraction"),
            ("uint256", "1_000", "an underscore"), ("uint256", "1,000", "a comma"), ("uint256", "0xfg", "no hex"), ("uint256", "ff", "hex without 0x"),
            ("uint256", "five", "a word"), ("uint256", "\u0665", "a digit that is not ASCII"), ("uint256", True, "a boolean"), ("uint256", None, "null"),
            ("uint256", [1], "an array"), ("uint256", {}, "an object"), ("int256", "--1", "two signs"), ("uint256", "0b1", "another base")):
        yield one(type_, value), f"{type_}: {why}"
    # Other atomic values
    for type_, value, why in (
            ("bool", "true", "a string"), ("bool", "false", "a string"), ("bool", 1, "a number"), ("bool", 0, "a number"), ("bool", None, "null"),
            ("bool", "", "a string"), ("bool", [], "an array"), ("string", None, "null"), ("string", ["a"], "an array"), ("string", {}, "an object"),
            ("bytes", "0x1", "half a byte"), ("bytes", "0xzz", "no hex"), ("bytes", "hello", "no hex"), ("bytes", 5, "a number"), ("bytes", None, "null"),
            ("bytes", [1, 2], "an array"), ("bytes", "0x 11", "a space"), ("bytes4", "0x112233", "too short"), ("bytes4", "0x1122334455", "too long"),
            ("bytes4", "0x", "empty"), ("bytes4", "0x1122334", "half a byte"), ("bytes4", 287454020, "a number"), ("bytes1", "a", "no hex"),
            ("bytes32", "0x" + "11" * 31, "too short"), ("bytes32", "0x" + "11" * 33, "too long"), ("address", "0x" + "11" * 19, "too short"),
            ("address", "0x" + "11" * 21, "too long"), ("address", "0x" + "11" * 32, "a word"), ("address", PERSON.replace("CD2a", "cd2a"), "a wrong checksum"),
            ("address", PERSON[:2] + PERSON[2:].swapcase(), "a wrong checksum"), ("address", 0, "a number"), ("address", None, "null"), ("address", "", "empty"),
            ("address", "vitalik.eth", "a name"), ("address", "0xg" + "1" * 39, "no hex")):
        yield one(type_, value), f"{type_}: {why}"
    # Arrays
    for type_, value, why in (
            ("uint8[2]", [1], "too few"), ("uint8[2]", [1, 2, 3], "too many"), ("uint8[2]", [], "none"), ("uint8[2][]", [[1, 2], [3]], "too few inside"),
            ("uint8[][2]", [[1, 2]], "too few outside"), ("uint8[2][3]", [[1, 2, 3], [4, 5, 6]], "the two counts exchanged"), ("uint8[]", None, "null"), ("uint8[]", 1, "a number"),
            ("uint8[]", "0x01", "a string"), ("uint8[]", {"0": 1}, "an object"), ("uint8[]", [[1]], "an array within"), ("uint8[][]", [1], "no array within"),
            ("uint8[]", [1, 256], "an element out of range"), ("uint8[]", [1, None], "null within"), ("string[]", ["a", 1], "a number within"),
            ("bytes2[]", ["0x1122", "0x11"], "too short within"), ("uint8[1000000000]", [1], "far too few")):
        yield one(type_, value), f"{type_}: {why}"
    yield one("uint8" + "[]" * 200, []), "an array type of 200 dimensions"


def spelt():
    """What only the text shows."""
    whole = json.dumps(one("uint256", 7), separators=(",", ":"))
    for number in ("7.0", "7e0", "7.5", "1e3", "0.7e1", "-0.0", "1E2", "1e400", "NaN", "Infinity", "07", "+7", "0x7", "7."):
        yield whole.replace(":7}", f":{number}}}"), f"uint256: the number {number}"
    yield whole.replace('"x":7', '"x":7,"x":8'), "a member of the message twice"
    yield whole.replace('"x":7', '"x":7,"x":7'), "a member of the message twice with one value"
    yield whole.replace('"x":7', '"x":7,"\\u0078":8'), "a member of the message twice, once escaped"
    yield whole.replace('"domain":{}', '"domain":{},"domain":{}'), "the domain twice"
    yield whole.replace('"message":', '"message":{"x":1},"message":'), "the message twice"
    yield whole.replace('"primaryType":', '"primaryType":"One","primaryType":'), "the primary type twice"
    yield whole.replace('"EIP712Domain":[]', '"EIP712Domain":[],"EIP712Domain":[]'), "the domain declared twice"
    yield whole.replace('"type":"uint256"', '"type":"uint256","type":"uint8"'), "a member's type twice"
    mail = json.dumps(MAIL, separators=(",", ":"))
    yield mail.replace('"name":"Ether Mail"', '"name":"Ether Mail","name":"Other"'), "a member of the domain twice"
    yield mail.replace("Hello, Bob!", "\\ud800"), "a lone surrogate"
    yield mail.replace("Hello, Bob!", "\\udc00\\ud800"), "surrogates in the wrong order"
    yield mail.replace("Hello, Bob!", "a\nb"), "a line break inside a string"
    yield mail.replace("Hello, Bob!", "\\x41"), "an escape that JSON does not have"
    deep = '{"children":[' * 5000 + "]}" * 5000
    types = '"types":{"EIP712Domain":[],"P":[{"name":"children","type":"P[]"}]}'
    yield '{' + types + ',"primaryType":"P","domain":{},"message":' + deep + "}", "a message nested 5,000 deep"
    yield '{' + types + ',"primaryType":"P","domain":{},"message":' + '{"children":[' * 20000, "a message that opens 20,000 structs"
