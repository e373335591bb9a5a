"""The contracts to compare over, each with what is true of it.

`Contract.truth` holds, where the row states it: `functions` {selector: (arguments, mutability)},
`returns` {selector: types}, `reasons` [text],
`events` {topic: signature}, `indexed` {topic: [whether indexed]}, `errors` {selector: signature}, `storage` ({(slot, offset): (type,
label)}, slots inside fixed arrays), `untouched` (places that no run touched), `executed` (starts of
blocks that ran), `proxy` (None, or what is expected of it), `blocks` (the
starts that can be entered). Hex stands without 0x, in lower case.
"""
import dataclasses
import gzip
import json
import pathlib

from answers import plain
from shapes import solc_layout, storage_type


@dataclasses.dataclass
class Contract:
    name: str
    compiler: str
    code: str
    truth: dict
    group: str
    options: str = ""

    @property
    def family(self):
        """solc or vyper with the part of the version that changes the code's shape."""
        version = self.compiler.split("+")[0]
        if self.group == "vyper":
            return f"vyper {version} {self.options}".strip()
        if self.group != "solc":
            return self.group
        numbers = version.split(".")
        if not version or not numbers[0].isdigit():
            return "solc ?"
        minor = ".".join(numbers[:2])
        if minor == "0.8":
            minor = "0.8.0-19" if int(numbers[2]) < 20 else "0.8.20+"
        return f"solc {minor}"


def load(path):
    """The contracts of one file of rows, ours or those of the shared data."""
    path = pathlib.Path(path)
    opened = gzip.open(path, "rt") if path.suffix == ".gz" else open(path, encoding="utf-8")
    with opened as file:
        rows = [json.loads(line) for line in file if line.strip()]
    return [contract(row) for row in rows]


def contract(row):
    compiler = row.get("compiler") or ""
    group = "vyper" if "vyper" in (row.get("language"), row.get("tool")) else "solc" if "language" in row else "assembled"
    code = row.get("runtime") or row["code"]
    truth = {}
    if "functions" in row:
        truth["functions"] = {
            plain(item["selector"]): (item["arguments"], item.get("mutability")) for item in row["functions"]
        }
        stated = outputs(row)
        truth["returns"] = {selector: stated[selector] for selector in truth["functions"] if selector in stated}
    if "reasons" in row:
        truth["reasons"] = row["reasons"]
    truth["indexed"] = {
        plain(key): value["indexed"] for key, value in (row.get("events") or {}).items() if isinstance(value, dict)
    }
    for member in ("events", "errors"):
        if row.get(member) is not None:
            truth[member] = {
                plain(key): value["signature"] if isinstance(value, dict) else value for key, value in row[member].items()
            }
    if row.get("storageLayout"):
        truth["storage"] = solc_layout(row["storageLayout"])
    elif row.get("storage") is not None:
        found = {
            (int(item["slot"], 0), int(item["offset"])): (storage_type(item["type"]), item["name"]) for item in row["storage"]
        }
        covered = set()
        for item in row["storage"]:
            covered.update(range(int(item["slot"], 0), int(item["slot"], 0) + min(int(item.get("slots", 1)), 4096)))
        truth["storage"] = found, covered
        truth["untouched"] = {
            (int(item["slot"], 0), int(item["offset"])) for item in row["storage"] if not item.get("touched", True)
        }
    if "executed" in row:
        truth["executed"] = {int(start) for start in row["executed"].split(",") if start}
    if "proxy" in row:
        truth["proxy"] = row["proxy"]
    elif "language" in row:
        truth["proxy"] = "unknown" if {"fallback", "receive"} & set(row.get("special") or {}) else None
    truth["blocks"] = enterable(bytes.fromhex(plain(code)), int(row["codeLength"]) if "codeLength" in row else None)
    return Contract(row["name"], compiler, code, truth, group, row.get("options") or "")


def outputs(row):
    """{selector: types} of what functions return: as a row says, or its ABI."""
    found = {plain(item["selector"]): item["outputs"] for item in row["functions"] if "outputs" in item}
    if isinstance(row.get("abi"), list):
        returned = {}
        for item in row["abi"]:
            if item["type"] == "function":
                returned[item["name"]] = ",".join(spelled(part) for part in item["outputs"])
        for item in row["functions"]:
            name = item["signature"].split("(")[0]
            if name in returned:
                found[plain(item["selector"])] = returned[name]
    return found


def spelled(part):
    """A parameter of an ABI as signatures spell it."""
    if not part["type"].startswith("tuple"):
        return part["type"]
    return "(" + ",".join(spelled(inner) for inner in part["components"]) + ")" + part["type"][5:]


def proxies(path):
    """The proxy samples: name, code, and what to expect: target in the code, slot or beacon's slot."""
    contracts = []
    for row in json.loads(pathlib.Path(path).read_text())["proxies"]:
        expected = {"target": plain(row["static"])} if "static" in row else {}
        if "beacon" in row:
            expected |= {"slot": int(row["beacon"], 16), "from": "beacon"}
        elif "storage" in row:
            expected |= {"slot": int(next(iter(row["storage"])), 16), "from": "slot"}
        if "diamond" in row["name"]:
            expected = {"mapping": True}
        if "slot = own address" in row["name"]:
            expected = {"own": True}
        truth = {"proxy": None if row.get("control") else expected}
        contracts.append(Contract(row["name"], "", "0x" + plain(row["runtime"]), truth, "proxies"))
    return contracts


def enterable(code, length=None):
    """The starts of the blocks that some jump or fall-through could enter: a linear sweep.

    The sweep ends at `length`, else before solc's CBOR trailer; data in the middle of the code
    counts as blocks where it holds a byte 0x5b outside push data.
    """
    if length is None:
        length = len(code)
        if length > 2:
            tail = int.from_bytes(code[-2:], "big") + 2
            if tail < length and code[-tail] in (0xA1, 0xA2, 0xA3, 0xA4):
                length -= tail
    starts, place = {0} if length else set(), 0
    while place < length:
        byte = code[place]
        if byte == 0x5B:
            starts.add(place)
        size = byte - 0x5F if 0x60 <= byte <= 0x7F else 0
        if byte == 0x57 and place + 1 < length:
            starts.add(place + 1)
        place += 1 + size
    return starts
