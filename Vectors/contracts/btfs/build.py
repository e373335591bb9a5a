"""Compiles the contracts of sources/ and writes contracts.jsonl.

    CHEQUER_VYPER=<folder of compilers> python3 Vectors/contracts/btfs/build.py

A contract that creates another has its creation code in a module that is made here.
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

from assembly import assemble, creation
from slots import ASSEMBLED_ABI, LAYOUTS

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent))
import provenance  # noqa: E402
from eth_utils import keccak  # noqa: E402

VERSION = "0.4.3"
HOME = pathlib.Path(os.environ.get("CHEQUER_VYPER", "compilers"))
# In an order in which what is created comes before its creator, with the module made of it.
CONTRACTS = {
    "wbtt": None,
    "token": None,
    "vault_proxy_v1": "vault_proxy_v1",
    "vault_proxy_v2": "vault_proxy_v2",
    "vault_v1": None,
    "vault_v2": None,
    "multi_token_vault": None,
    "vault_factory_v1": None,
    "vault_factory_v2": None,
    "legacy_vault": "legacy_vault_creation",
    "legacy_factory": None,
    "chequebook": "chequebook_creation",
    "chequebook_factory": None,
    "price_oracle": None,
    "multi_token_oracle": None,
    "status": None,
    "file_meta": None,
    "file_contract_meta": None,
    "stake": None,
}


def compiled(folder, name):
    """What the compiler says of one source."""
    child = subprocess.run(
        [HOME / VERSION / "bin" / "python", HERE / "compile.py", folder, name],
        capture_output=True, text=True, env={**os.environ, "PYTHONHASHSEED": "0"},
    )
    assert child.returncode == 0, f"{name}: {child.stderr[-3000:]}"
    return json.loads(child.stdout)


def canonical(item):
    """An ABI parameter's type with tuples written out."""
    if item["type"].startswith("tuple"):
        return "(" + ",".join(canonical(part) for part in item["components"]) + ")" + item["type"][5:]
    return item["type"]


def renamed(item):
    """Names that are words of Vyper's end with an underscore in the sources."""
    if isinstance(item, list):
        return [renamed(part) for part in item]
    if isinstance(item, dict):
        return {key: value.rstrip("_") if key == "name" else renamed(value) for key, value in item.items()}
    return item


def interface(abi):
    """Signatures by selector and by topic, hashed here, not by the compiler."""
    functions, events = {}, {}
    for item in abi:
        if item["type"] not in ("function", "event"):
            continue
        signature = f"{item['name']}({','.join(canonical(part) for part in item['inputs'])})"
        hashed = keccak(text=signature)
        if item["type"] == "function":
            functions["0x" + hashed[:4].hex()] = signature
        else:
            events["0x" + hashed.hex()] = {
                "signature": signature, "indexed": [part["indexed"] for part in item["inputs"]],
            }
    return dict(sorted(functions.items())), dict(sorted(events.items()))


def vyper_row(folder, name):
    said = compiled(folder, name)
    runtime = bytes.fromhex(said["bytecode_runtime"][2:])
    abi = renamed(said["abi"])
    functions, events = interface(abi)
    assert {int(selector, 16) for selector in functions} == {
        int(identifier, 16)
        for signature, identifier in said["method_identifiers"].items() if not signature.startswith("__")
    }, name
    immutables = {
        place["offset"]: variable
        for module in said["layout"].get("code_layout", {}).values()
        for variable, place in (module.items() if "offset" not in module else [("", module)])
    }
    # The one immutable is the logic's own address, behind the code.
    assert list(immutables.values()) in ([], ["SELF"]), immutables
    return {
        "source": f"{name}.vy", "compiler": f"vyper {VERSION}", "abi": abi, "functions": functions, "events": events,
        "creation": bytes.fromhex(said["bytecode"][2:]), "runtime": runtime, "endsWithOwnAddress": bool(immutables),
    }


def assembled_row(name):
    runtime = assemble((HERE / "sources" / f"{name}.asm").read_text(encoding="utf-8"))
    abi = ASSEMBLED_ABI[name]
    functions, events = interface(abi)
    return {
        "source": f"{name}.asm", "compiler": "assembly", "abi": abi, "functions": functions, "events": events,
        "creation": creation(runtime), "runtime": runtime, "endsWithOwnAddress": False,
    }


def rows():
    with tempfile.TemporaryDirectory() as folder:
        for source in (HERE / "sources").glob("*.vy"):
            shutil.copy(source, folder)
        for name, module in CONTRACTS.items():
            is_assembled = (HERE / "sources" / f"{name}.asm").exists()
            row = assembled_row(name) if is_assembled else vyper_row(folder, name)
            if module:
                code = row["creation"]
                text = f'CREATION: constant(Bytes[{len(code)}]) = x"{code.hex()}"\n'
                (pathlib.Path(folder) / f"{module}.vy").write_text(text, encoding="utf-8")
            yield {"name": name, **row, "storage": LAYOUTS.get(name)}


if __name__ == "__main__":
    provenance.write_rows(HERE, "contracts.jsonl", rows())
    provenance.record(HERE, ["pyrevm", "py-evm", "eth-account", "eth-abi", "eth-utils"])
