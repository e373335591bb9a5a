#!/usr/bin/env python3
"""Makes the vectors of the interpreter: traces step by step, and the rules that each EIP brought.

    python3 -m venv environment && . environment/bin/activate
    pip install ethereum-execution==2.20.0 pyrevm==0.3.7
    python3 Vectors/evm/generate.py

Every value is computed by the execution specifications; revm must agree where it has the fork.
"""
import dataclasses
import pathlib
import sys
import threading

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

import calls  # noqa: E402
import revm  # noqa: E402
import rules  # noqa: E402
import specification  # noqa: E402
import traces  # noqa: E402
from provenance import Verbatim, record, write_rows  # noqa: E402
from situation import SENDER, Account, Block, CONTRACT, Situation  # noqa: E402

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


# Another block, to find out whether it matters to a case.
ELSEWHERE = Block(
    number=2, timestamp=1, coinbase=bytes(20), difficulty=1, randao=bytes(32), base_fee=1, excess_blob_gas=0, chain=5, gas_price=1,
    blob_hashes=(b"\1" + b"\7" * 31,) * 3,
)


def block(situation):
    values = situation.block
    return {
        "number": values.number, "timestamp": values.timestamp, "coinbase": values.coinbase, "gasLimit": values.gas_limit,
        "difficulty": values.difficulty, "prevRandao": values.randao, "baseFee": values.base_fee,
        "blobBaseFee": blob_base_fee(situation), "chainID": values.chain, "gasPrice": values.gas_price,
        "blobHashes": list(values.blob_hashes),
    }


def blob_base_fee(situation):
    fork = situation.fork if situation.fork in rules.since("Cancun") else "Cancun"
    return specification.blob_base_fee(situation.with_fork(fork))


def ending(end):
    row = {"success": end.success, "output": end.output, "gasUsed": end.gas_used}
    if end.error and end.error != "Revert":
        # The older forks of the specifications leave there what the init code returned.
        row["output"] = b""
    if end.error:
        row["error"] = end.error
    if end.refund:
        row["refund"] = end.refund
    if end.logs:
        row["logs"] = [{"address": address, "topics": list(topics), "data": data} for address, topics, data in end.logs]
    if end.accounts:
        row["after"] = after(end)
        row["gone"] = [text(address) for address, account in end.accounts if not account]
    return row


def rule_rows():
    confirmed = 0
    for case in rules.cases():
        groups = []
        for fork in sorted(set(case.forks), key=rules.FORKS.index):
            situation = case.situation(fork)
            end = specification.run(situation, case.ask)
            elsewhere = specification.run(dataclasses.replace(situation, block=ELSEWHERE), case.ask)
            row = {"block": block(situation)} if elsewhere != end else {}
            row |= ending(end)
            if situation.to and revm.has(fork):
                theirs = revm.run(situation)
                same = (theirs.success, theirs.output, theirs.gas_used, theirs.logs) == (end.success, end.output, end.gas_used, end.logs)
                if not same and not revm.excused(situation, case):
                    raise SystemExit(f"revm differs: {case.eip} {case.name} {fork}\n{end}\n{theirs}")
                confirmed += same
            if groups and groups[-1][1] == row:
                groups[-1][0].append(fork)
            else:
                groups.append(([fork], row))
        for forks, row in groups:
            yield {"eip": case.eip, "name": case.name, "forks": forks, **start(case.situation(forks[0])), **row}
    print(f"rules: {confirmed} runs confirmed by revm")
    for text_, used, refund, original in rules.PUBLISHED_1283:
        accounts = {SENDER: Account(nonce=1, balance=10**18), CONTRACT: Account(nonce=1, code=bytes.fromhex(text_), storage={0: original} if original else {})}
        end = {"success": True, "output": b"", "gasUsed": used} | ({"refund": refund} if refund else {})
        yield {"eip": 1283, "name": f"{text_} over {original}", "forks": ["Constantinople"], **start(Situation("Constantinople", accounts)), **end}


def main():
    write_rows(HERE, "traces.jsonl", trace_rows())
    write_rows(HERE, "calls.jsonl", call_rows())
    # A call is a call of Python's, 1024 of them within each other.
    threading.stack_size(1 << 30)
    (HERE / "rules.jsonl").unlink(missing_ok=True)
    deep = threading.Thread(target=lambda: write_rows(HERE, "rules.jsonl", rule_rows()))
    deep.start()
    deep.join()
    record(HERE, PACKAGES)


if __name__ == "__main__":
    main()
