#!/usr/bin/env python3
"""Makes the vectors of the interpreter: traces step by step, and the rules that each EIP brought.

    python3 -m venv environment && . environment/bin/activate
    pip install ethereum-execution==2.20.0 pyrevm==0.3.7
    python3 Vectors/evm/generate.py

Every value is computed by the execution specifications; revm must agree where it has the fork.
"""
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

import calls  # noqa: E402
import traces  # noqa: E402
from provenance import Verbatim, record, write_rows  # noqa: E402
from situation import SENDER  # noqa: E402

PACKAGES = ["ethereum-execution", "pyrevm"]


def text(address):
    return "0x" + address.hex()


def account(account):
    row = {"nonce": account.nonce, "balance": account.balance, "code": account.code}
    if account.storage:
        row["storage"] = {str(slot): value for slot, value in account.storage.items()}
    return row


def start(situation):
    row = {"accounts": {text(address): account(each) for address, each in situation.accounts.items()}}
    row["from"] = SENDER
    if situation.to:
        row["to"] = situation.to
    if situation.value:
        row["value"] = situation.value
    if situation.input:
        row["input"] = situation.input
    row["gas"] = situation.gas
    return row


def trace_rows():
    for name, situation, steps, end in traces.rows():
        yield {
            "name": name, "fork": situation.fork, **start(situation), "steps": Verbatim(steps), "success": end.success,
            "output": end.output, "gasUsed": end.gas_used,
        }


def after(end):
    """The accounts at the end; an account that is none is left out."""
    return {
        text(address): account | {"storage": {str(slot): value for slot, value in account["storage"].items()}}
        for address, account in end.accounts if account
    }


def call_rows():
    for name, situation, frames, end in calls.rows():
        yield {"name": name, "fork": situation.fork, **start(situation), "calls": frames, "after": after(end)}


def main():
    write_rows(HERE, "traces.jsonl", trace_rows())
    write_rows(HERE, "calls.jsonl", call_rows())
    record(HERE, PACKAGES)


if __name__ == "__main__":
    main()
