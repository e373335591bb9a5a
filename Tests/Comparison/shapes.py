"""Types as text: parameter lists taken apart and flattened, storage types in one normal form.

The normal form of a storage type is what can be seen at the first bytes of a variable, so that
the layouts of solc and vyper, evmole's guesses and Chequer's can be set side by side:

- blanks go, except `mapping(K => V)`; `address payable`, `contract C` and interfaces are `address`;
- an enum is the unsigned integer of its width; a value type of the user's own is `uintN` of its
  width, and every type of that width agrees with it (marked `?N` in a layout);
- a struct in storage is its members, each with slot and offset of its own;
- a struct, or a fixed array, that is a mapping's value or a dynamic array's element is its first
  member or element (`mapping(address => struct{uint64,bool})` is `mapping(address => uint64)`);
- a fixed array in storage is its first element, at its first slot; what is said of the slots of
  its other elements is neither a hit nor an extra;
- `HashMap[K, V]`, `DynArray[T, n]`, `String[n]`, `Bytes[n]` are `mapping(K => V)`, `T[]`,
  `string`, `bytes`; a `decimal` is `int168` (ABI: `int168`), a lock is `uint256` unless it says otherwise.

`bytes32` and `uint256` stay apart, as do `string` and `bytes`; the comparison says what was
taken for what.
"""
import re

ARRAY = re.compile(r"^(.*)\[(\d*)\]$", re.S)


def split(text):
    """The parts of a list at its top-level commas."""
    parts, depth, start = [], 0, 0
    for place, character in enumerate(text):
        if character in "([{":
            depth += 1
        elif character in ")]}":
            depth -= 1
        elif character == "," and depth == 0:
            parts.append(text[start:place])
            start = place + 1
    if text[start:] or parts:
        parts.append(text[start:])
    return [part.strip() for part in parts]


def flatten(arguments):
    """A parameter list with tuples opened and fixed arrays written out, also inside dynamic arrays."""
    flat = []
    for part in split(arguments):
        flat += flattened(part)
    return flat


def flattened(kind):
    match = ARRAY.match(kind)
    if match:
        inner = flattened(match[1])
        if match[2]:
            # A fixed array of hundreds of elements is written out no further than it can matter.
            return inner * min(int(match[2]), 256)
        return ["(" + ",".join(inner) + ")[]"] if len(inner) > 1 else [inner[0] + "[]"] if inner else ["[]"]
    if kind.startswith("("):
        return flatten(kind[1:-1])
    return [kind]


def storage_type(text):
    """The normal form of one storage type's text."""
    text = re.sub(r"\s+", " ", text.strip()).replace(" =>", "=>").replace("=> ", "=>")
    match = re.match(r"^mapping\((.*)\)$", text)
    if match:
        key, value = mapping_parts(match[1])
        return f"mapping({storage_type(key)} => {storage_type(value)})"
    match = re.match(r"^struct ?\{(.*)\}$", text) or re.match(r"^\((.*)\)$", text)
    if match:
        parts = split(match[1])
        return storage_type(parts[0]) if parts else ""
    match = ARRAY.match(text)
    if match:
        inner = storage_type(match[1])
        return inner if match[2] else inner + "[]"
    if re.match(r"^(contract |interface )", text) or text == "address payable":
        return "address"
    if text.startswith("enum "):
        return "uint8"
    return {"uint": "uint256", "int": "int256", "byte": "bytes1", "decimal": "int168"}.get(text, text)


def mapping_parts(text):
    """Key and value of what stands inside `mapping(...)`; a name after either is dropped."""
    depth = 0
    for place in range(len(text) - 1):
        if text[place] in "([{":
            depth += 1
        elif text[place] in ")]}":
            depth -= 1
        elif depth == 0 and text[place : place + 2] == "=>":
            return text[:place], text[place + 2 :]
    return text, ""


def agree(truth, said):
    """Whether a said storage type is the true one; `?N` stands for any value of N bits."""
    if truth == said:
        return True
    if "?" not in truth:
        return False
    pattern = re.escape(truth)
    pattern = re.sub(r"\\\?(\d+)", lambda match: any_of_width(int(match[1])), pattern)
    return re.fullmatch(pattern, said) is not None


def any_of_width(bits):
    names = [f"uint{bits}", f"int{bits}", f"bytes{bits // 8}"]
    names += {8: ["bool"], 160: ["address"]}.get(bits, [])
    return "(?:" + "|".join(names) + ")"


def solc_layout(layout):
    """{(slot, offset): (type, label)} and the slots of fixed arrays' other elements, from a storageLayout."""
    types, found, covered = layout.get("types") or {}, {}, set()

    def name(key):
        kind = types[key]
        label = kind["label"]
        if kind["encoding"] == "mapping":
            return f"mapping({name(kind['key'])} => {name(kind['value'])})"
        if kind["encoding"] == "dynamic_array":
            return name(kind["base"]) + "[]"
        if kind["encoding"] == "bytes":
            return "string" if label.startswith("string") else "bytes"
        if kind.get("members"):
            return name(kind["members"][0]["type"])
        if kind.get("base"):
            return name(kind["base"])
        bits = 8 * int(kind["numberOfBytes"])
        if label.startswith(("contract ", "address")):
            return "address"
        if label.startswith("enum "):
            return f"uint{bits}"
        if re.fullmatch(r"(u?int\d+|bytes\d+|bool)", label):
            return label
        return f"?{bits}"

    def place(key, slot, offset, label):
        kind = types[key]
        if kind["encoding"] == "inplace" and kind.get("members"):
            for member in kind["members"]:
                place(member["type"], slot + int(member["slot"]), member["offset"], f"{label}.{member['label']}")
        elif kind["encoding"] == "inplace" and kind.get("base"):
            size = (int(kind["numberOfBytes"]) + 31) // 32
            covered.update(range(slot, slot + size) if size <= 4096 else [])
            place(kind["base"], slot, offset, label)
        else:
            found[(slot, offset)] = (name(key), label)

    for variable in layout["storage"]:
        place(variable["type"], int(variable["slot"]), variable["offset"], variable["label"])
    return found, covered
