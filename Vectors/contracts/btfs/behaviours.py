"""Plays every scenario on two machines and writes behaviours.jsonl.

    python3 Vectors/contracts/btfs/behaviours.py
"""
import pathlib
import sys

import scenarios
from genesis import CONTRACTS, HERE
from published import check

import registry_behaviours  # noqa: F401  (these register their scenarios)
import shell_behaviours  # noqa: F401
import swarm_behaviours  # noqa: F401
import vault_behaviours  # noqa: F401

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent.parent))
import provenance  # noqa: E402


if __name__ == "__main__":
    check(CONTRACTS)
    rows = list(scenarios.rows())
    print(f"{len(rows)} scenarios, {sum(len(row['steps']) for row in rows)} steps; both machines agree.")
    provenance.write_rows(HERE, "behaviours.jsonl", rows)
    provenance.record(HERE, ["pyrevm", "py-evm", "eth-account", "eth-abi", "eth-utils"])
