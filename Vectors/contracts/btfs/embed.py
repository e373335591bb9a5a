"""Writes genesis.json into the library, as the text of a Swift literal.

    python3 Vectors/contracts/btfs/embed.py

The tool needs it where there is no `Vectors`; a test compares the two.
"""
import json
import pathlib

HERE = pathlib.Path(__file__).resolve().parent
TARGET = HERE.parents[2] / "Sources" / "EmbeddedChain" / "Genesis" / "BTFSGenesis+Accounts.swift"

state = json.loads((HERE / "genesis.json").read_text(encoding="utf-8"))
accounts = {
    address: {key: value for key, value in account.items() if key != "name" and value not in ("0x", {}, "0x0")}
    for address, account in state["accounts"].items()
}
lines = ",\n".join(f'{json.dumps(address)}:{json.dumps(account, separators=(",", ":"))}' for address, account in accounts.items())
TARGET.write_text(
    "// Made by Vectors/contracts/btfs/embed.py of genesis.json beside it.\n"
    "// swift-format-ignore-file\n\n"
    "extension BTFSGenesis {\n"
    "  /// The accounts as geth's genesis files write them.\n"
    '  static let accounts: StaticString = #"""\n    {'
    + lines.replace("\n", "\n    ")
    + '}\n    """#\n}\n',
    encoding="utf-8")
