"""Runs the Vyper compilers, each in a virtual environment of its own, and reads what they say.

    for each version V of dialects.VERSIONS: python3 -m venv $CHEQUER_VYPER/V, and there
    pip install vyper==V 'setuptools<80'   (Python 3.9 up to 0.3.1, 3.10 up to 0.3.7, then 3.11)
"""
import json
import os
import pathlib
import re
import subprocess
import tempfile

import cbor2
from Crypto.Hash import keccak as keccak_of_pycryptodome
from dialects import dialect, key
from eth_utils import keccak
from layouts import Types, declared

HOME = pathlib.Path(os.environ.get("CHEQUER_VYPER", "compilers"))
OUTPUTS = ["abi", "bytecode", "bytecode_runtime", "method_identifiers", "layout"]


def hashed(text):
    """Keccak-256 of a text, on which two libraries agree."""
    first = keccak(text=text)
    assert first == keccak_of_pycryptodome.new(digest_bits=256, data=text.encode()).digest()
    return first


def options_for(version):
    """The ways to compile: a name for the row, and the arguments."""
    yield "", []
    if version in ("0.3.10", "0.4.3"):
        yield "codesize", ["--optimize", "codesize"]
        yield "none", ["--optimize", "none"]
    if key(version) >= (0, 4, 3):
        yield "venom", ["--experimental-codegen"]


def compiled(source, version, arguments):
    """What the compiler prints for one source: its outputs by name."""
    outputs = OUTPUTS + (["ir_runtime"] if key(version) >= (0, 3, 10) else [])
    if key(version) >= (0, 4):
        arguments = [*arguments, "--enable-decimals"]
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "contract.vy"
        path.write_text(dialect(source, version), encoding="utf-8")
        # The working directory is the source's: its path goes into the code's hash of sources.
        child = subprocess.run(
            [HOME / version / "bin" / "vyper", *arguments, "-f", ",".join(outputs), "contract.vy"],
            capture_output=True, text=True, cwd=folder, env={**os.environ, "PYTHONHASHSEED": "0"},
        )
    assert child.returncode == 0, f"{version} {arguments}: {child.stderr[-2000:]}"
    lines = child.stdout.split("\n")
    said = {name: lines[place] for place, name in enumerate(OUTPUTS)}
    said["ir"] = "\n".join(lines[len(OUTPUTS) :])
    for name in ("abi", "method_identifiers", "layout"):
        said[name] = json.loads(said[name])
    for name in ("bytecode", "bytecode_runtime"):
        said[name] = bytes.fromhex(said[name].removeprefix("0x"))
    return said


def canonical(item):
    """An ABI parameter's type with tuples written out."""
    if item["type"].startswith("tuple"):
        return "(" + ",".join(canonical(part) for part in item["components"]) + ")" + item["type"][5:]
    return item["type"]


def listed(items):
    return ",".join(canonical(item) for item in items)


def named(item):
    """Names and types of the inputs, for running; rows do not keep them."""
    return [{**part, "canonical": canonical(part)} for part in item.get("inputs", [])]


def functions(said):
    """One row a selector, also for those that default arguments add."""
    by_name = {item["name"]: item for item in said["abi"] if item["type"] == "function"}
    rows = []
    for signature, identifier in sorted(said["method_identifiers"].items()):
        name, _, rest = signature.partition("(")
        if name in ("__init__", "__default__"):
            continue
        item, selector = by_name[name], hashed(signature)[:4]
        assert int(identifier, 16) == int.from_bytes(selector, "big"), signature
        arguments = rest[:-1]
        assert listed(item["inputs"]).startswith(arguments), signature
        rows.append({
            "selector": selector, "signature": signature, "arguments": arguments,
            "mutability": item["stateMutability"], "outputs": listed(item["outputs"]), "inputs": named(item),
        })
    return rows


def events(said):
    rows = {}
    for item in said["abi"]:
        if item["type"] == "event":
            signature = f"{item['name']}({listed(item['inputs'])})"
            rows["0x" + hashed(signature).hex()] = {
                "signature": signature, "indexed": [part["indexed"] for part in item["inputs"]],
            }
    return rows


def special(said):
    """The functions without a selector, with their mutability."""
    return {
        item["type"]: {"arguments": listed(item.get("inputs", [])), "mutability": item["stateMutability"], "inputs": named(item)}
        for item in said["abi"] if item["type"] in ("constructor", "fallback", "receive")
    }


def layout(source, version, said):
    """Storage rows, variables {name: (declared type, slot)}, and immutables, from the compiler's layout."""
    types = Types(source, version)
    said = said["layout"]
    table = said["storage_layout"] if "storage_layout" in said else {} if "code_layout" in said else said
    if "transient_storage_layout" in said and "storage_layout" not in said:
        table = {}
    locked = source.count("@nonreentrant\n")
    if version == "0.2.16" and locked:
        # The famous fault of 0.2.15 to 0.3.0: each function has a lock of its own, and the layout
        # lists the last alone.
        assert table.pop("nonreentrant.lock")["slot"] == locked - 1
        table |= {f"nonreentrant.lock.{slot}": {"type": "nonreentrant lock", "slot": slot} for slot in range(locked)}
    variables, rows, end = {}, [], 0
    for name, item in sorted(table.items(), key=lambda pair: pair[1]["slot"]):
        kind, slot = declared(item["type"]), item["slot"]
        assert slot >= end, f"{name} at {slot}, after {end}"
        assert item.get("n_slots", types.slots(kind)) == types.slots(kind), f"{name}: {kind} takes {item['n_slots']} slots"
        end = slot + types.slots(kind)
        variables[name] = kind, slot
        rows += types.fields(name, kind, slot)
    if "code_layout" in said:
        places = {name: (item["type"], item["offset"]) for name, item in said["code_layout"].items()}
    else:
        # Older compilers do not list immutables; or there are none.
        found = re.findall(r"^(\w+): (?:public\()?immutable\((\w+)\)", source, re.M)
        places = {name: (kind, 32 * place) for place, (name, kind) in enumerate(found)}
    immutables = [
        {"name": name, "type": types.text(kind), "offset": offset}
        for name, (kind, offset) in sorted(places.items(), key=lambda pair: pair[1][1])
    ]
    return types, variables, rows, immutables


def metadata(version, said):
    """What the CBOR trailer says, and how long the runtime's own code is without data and trailer."""
    runtime, creation = said["bytecode_runtime"], said["bytecode"]
    if key(version) < (0, 3, 7):
        return None, len(runtime)
    where = creation if key(version) >= (0, 3, 10) else runtime
    size = int.from_bytes(where[-2:], "big")
    if key(version) < (0, 3, 10):
        decoded = cbor2.loads(where[-2 - size : -2])
        assert decoded == {"vyper": [int(part) for part in version.split(".")]}
        return {"in": "runtime", "length": size + 2, "vyper": version}, len(runtime) - size - 2
    decoded = cbor2.loads(where[-size:-2])
    assert decoded[-1]["vyper"] == [int(part) for part in version.split(".")]
    integrity = [decoded.pop(0)] if len(decoded) == 5 else []
    length, data, immutables, _ = decoded
    if runtime not in creation:
        # The experimental code generator works twice, and not always alike: what it deploys counts.
        runtime = said["bytecode_runtime"] = creation[-size - length : -size]
    assert length == len(runtime)
    facts = {"in": "creation", "length": size, "vyper": version, "runtimeLength": length, "dataLengths": data}
    facts["immutablesLength"] = immutables
    if integrity:
        facts["integrity"] = integrity[0]
    return facts, length - sum(data)


def dispatch(said):
    """How selectors are found: by comparing one after another, or in hashed buckets."""
    if "BUCKET_HEADERS" in said["ir"]:
        return "dense"
    return "sparse" if "selector_buckets" in said["ir"] else "linear"
