"""Entries of an ABI's JSON: random ones, and their human-readable lines."""
from eth_utils.abi import abi_to_signature, collapse_if_tuple

import choices
from solidity import keccak256

NAMES = ("a", "b", "to", "amount", "value", "_from", "recipient", "x1", "$cash", "data", "ids", "from", "isOpen", "tokenURI", "_", "A_B")
VERBS = ("transfer", "cash", "f", "_mint", "$pay", "setOwner", "X", "getReserves", "permit2", "on_ERC721", "deployVault")
MUTABILITIES = ("nonpayable", "view", "pure", "payable")


def component(random, type_, name):
    """A parameter's object; a tuple's members stand in `components`."""
    suffix = ""
    while type_.base == "array":
        suffix = f"[{type_.size or ''}]" + suffix
        type_ = type_.members[0]
    if type_.base != "tuple":
        return {"name": name, "type": type_.text + suffix}
    return {"name": name, "type": "tuple" + suffix, "components": components(random, type_.members)}


def components(random, types_):
    """Names are given once in a list, or left out."""
    return [component(random, type_, name if random.random() < 0.75 else "")
            for type_, name in zip(types_, random.sample(NAMES, len(types_)))]


def parameters(random, most):
    return components(random, [choices.any_type(random, random.choice((0, 0, 0, 1, 2, 3))) for _ in range(random.randrange(most + 1))])


def entry(random, kind):
    item = {"type": kind, "inputs": parameters(random, 4)}
    if kind in ("function", "event", "error"):
        item["name"] = random.choice(VERBS) + random.choice(("", "", "2", "_all", "For"))
    if kind == "function":
        item["outputs"] = parameters(random, 2)
    if kind in ("function", "constructor"):
        item["stateMutability"] = random.choice(MUTABILITIES if kind == "function" else ("nonpayable", "payable"))
    if kind == "event":
        item["anonymous"] = random.random() < 0.2
        left = 3 + item["anonymous"]
        for parameter in item["inputs"]:
            parameter["indexed"] = left > 0 and random.random() < 0.5
            left -= parameter["indexed"]
    return item


def parameter_line(parameter):
    text = parameter["type"]
    if "components" in parameter:
        members = ", ".join(parameter_line(member) for member in parameter["components"])
        text = f"({members}){text.removeprefix('tuple')}"
    return " ".join(part for part in (text, "indexed" if parameter.get("indexed") else "", parameter["name"]) if part)


def line(item):
    """The entry as Chequer writes it."""
    kind = item["type"]
    if kind in ("receive", "fallback"):
        return f"{kind}() external" + (" payable" if item["stateMutability"] == "payable" else "")
    inputs = ", ".join(parameter_line(parameter) for parameter in item["inputs"])
    text = f"constructor({inputs})" if kind == "constructor" else f"{kind} {item['name']}({inputs})"
    if item.get("anonymous"):
        text += " anonymous"
    if item.get("stateMutability", "nonpayable") != "nonpayable":
        text += " " + item["stateMutability"]
    if item.get("outputs"):
        text += " returns (" + ", ".join(parameter_line(parameter) for parameter in item["outputs"]) + ")"
    return text


def types(parameters_):
    return [collapse_if_tuple(parameter) for parameter in parameters_]


def canonical(item):
    return abi_to_signature({"inputs": [], **item})


def hashes(item):
    """What identifies the entry on the chain."""
    digest = keccak256(canonical(item).encode())
    if item["type"] == "event":
        return {} if item.get("anonymous") else {"topic": digest}
    return {"selector": digest[:4]} if item["type"] in ("function", "error") else {}


def styled(random, item):
    """One of the many ways in which people write the entry."""
    kind, locations = item["type"], ("", "", "", "memory", "calldata")

    def parameter(object_, modifiers):
        text = object_["type"]
        if "components" in object_:
            members = random.choice((",", ", ", " , ")).join(parameter(member, ("",)) for member in object_["components"])
            text = random.choice(("", "tuple")) + f"({members}){text.removeprefix('tuple')}"
        elif random.random() < 0.4:
            for long, short in (("uint256", "uint"), ("int256", "int"), ("bytes1", "byte"), ("address", "address payable")):
                if text == long or text.startswith(long + "["):
                    text = short + text.removeprefix(long)
        reference = object_["type"].endswith("]") or object_["type"] in ("tuple", "string", "bytes")
        modifier = "indexed" if object_.get("indexed") else random.choice(modifiers) if reference else ""
        return " ".join(part for part in (text, modifier, object_["name"]) if part)

    def listed(objects, modifiers=locations):
        return "(" + random.choice((",", ", ", " , ")).join(parameter(object_, modifiers) for object_ in objects) + ")"

    text = item["name"] + listed(item["inputs"], locations if kind == "function" else ("",))
    if kind == "event":
        return f"event {text}" + (" anonymous" if item["anonymous"] else "")
    if kind == "error":
        return f"error {text}"
    form = random.randrange(4)
    mutability = "" if item["stateMutability"] == "nonpayable" else " " + item["stateMutability"]
    if form == 0 and not mutability:  # cast's
        return text + (listed(item["outputs"], ("",)) if item["outputs"] else "")
    returns = " returns" + random.choice(("", " ")) + listed(item["outputs"]) if item["outputs"] else ""
    if form == 1:
        return text + mutability + returns
    return "function " + text + random.choice(("", " external", " public")) + mutability + returns
