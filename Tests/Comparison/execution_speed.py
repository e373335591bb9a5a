"""The interpreter beside revm (pyrevm of PyPI): the same programs, the same answers and gas, the time.

    python3 Tests/Comparison/execution_speed.py --bench .build/release/chequer-bench \\
        [--only NAME] [--rounds N] [--no-revm | --instructions]

The best of several rounds of each, on one core, the two in turn. revm's figures hold some 10 us of setting
up each run; ours hold the setting up of the machine too. Rules: Cancun, on chain 199.
"""

import argparse
import json
import math
import os
import re
import subprocess
import tempfile
import time

import pyrevm

import speed_programs
import vault_programs
from speed_programs import CALLEE, CALLEE_CODE, CONTRACT

CALLER = "0x1000000000000000000000000000000000000001"
GAS = 1 << 40


def revm(code, data, accounts, setup, rounds):
    best, answer = math.inf, None
    for _ in range(rounds):
        # A fresh state for each run: storage would differ in the next.
        evm = pyrevm.EVM(
            env=pyrevm.Env(block=pyrevm.BlockEnv(gas_limit=GAS * 2), cfg=pyrevm.CfgEnv(chain_id=199)),
            gas_limit=GAS * 2, spec_id="CANCUN")
        for address, account in accounts.items():
            evm.insert_account_info(address, pyrevm.AccountInfo(
                balance=int(account.get("balance", "0x0"), 16), nonce=int(account.get("nonce", "0x0"), 16),
                code=bytes.fromhex(account["code"][2:])))
            for slot, word in account.get("storage", {}).items():
                evm.insert_account_storage(address, int(slot, 16), int(word, 16))
        evm.insert_account_info(CONTRACT, pyrevm.AccountInfo(code=code))
        for sender, to, call in setup:
            evm.message_call(caller=sender, to=to, calldata=call, gas=10**7)
        start = time.thread_time()
        output = evm.message_call(caller=CALLER, to=CONTRACT, calldata=data, gas=GAS)
        best = min(best, time.thread_time() - start)
        answer = (bytes(output).hex(), evm.result.gas_used + evm.result.gas_refunded)
    return best, answer


def rows(only):
    callee = {CALLEE: {"code": "0x" + CALLEE_CODE.hex()}}
    for name, (code, count) in speed_programs.PROGRAMS.items():
        if not only or only in name:
            yield name, code, count.to_bytes(32, "big"), callee, []
    for name, code, data in vault_programs.programs():
        if not only or only in name:
            yield name, code, data, vault_programs.accounts(), vault_programs.setup()


def instructions(bench, row):
    """What one run of the bench takes, by callgrind."""
    with tempfile.TemporaryDirectory() as folder:
        run = subprocess.run(
            ["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/out", bench, "evm-programs", "1"],
            input=json.dumps(row) + "\n", capture_output=True, text=True, check=True)
        return int(re.search(r"Collected : (\d+)", run.stderr)[1])


def count_instructions(arguments):
    """The difference of two runs, one with twice the turns, over the turns."""
    print(f"{'program':16} {'instructions a turn':>20}")
    for name, code, data, accounts, setup in rows(arguments.only):
        turns = min(int.from_bytes(data[:32], "big"), 20 if name in ("sort", "cash-outs") else 2_000)
        counts = []
        for count in (turns, 2 * turns):
            row = row_of(code, count.to_bytes(32, "big") + data[32:], accounts, setup)
            counts.append(instructions(arguments.bench, row))
        print(f"{name:16} {(counts[1] - counts[0]) / turns:20,.0f}", flush=True)


def row_of(code, data, accounts, setup):
    return {"code": code.hex(), "input": data.hex(), "gas": str(GAS), "accounts": accounts,
            "setup": [{"from": sender, "to": to, "data": call.hex()} for sender, to, call in setup]}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bench", required=True)
    parser.add_argument("--only")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--no-revm", action="store_true")
    parser.add_argument("--instructions", action="store_true", help="count ours with callgrind, a turn of the loop")
    arguments = parser.parse_args()
    if arguments.instructions:
        return count_instructions(arguments)
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {0})
    bench = subprocess.Popen(
        [arguments.bench, "evm-programs", str(arguments.rounds)], stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, text=True)
    ratios = []
    print(f"{'program':16} {'Mgas':>8} {'revm ms':>9} {'ours ms':>9} {'ratio':>6}")
    for name, code, data, accounts, setup in rows(arguments.only):
        bench.stdin.write(json.dumps(row_of(code, data, accounts, setup)) + "\n")
        bench.stdin.flush()
        ours = json.loads(bench.stdout.readline())
        if "error" in ours:
            raise SystemExit(f"{name}: {ours['error']}")
        if arguments.no_revm:
            print(f"{name:16} {int(ours['gasUsed']) / 1e6:8.1f} {'':9} {ours['seconds'] * 1e3:9.2f}")
            continue
        theirs, (output, gas) = revm(code, data, accounts, setup, arguments.rounds)
        # revm counts the transaction's own gas.
        frame = gas - 21_000 - sum(16 if byte else 4 for byte in data)
        ratio = ours["seconds"] / theirs
        # pyrevm takes words that were there before for warm and already written, so there its gas is less.
        same = output == ours["output"].removeprefix("0x") and (setup or frame == int(ours["gasUsed"]))
        ratios.append(ratio)
        print(f"{name:16} {frame / 1e6:8.1f} {theirs * 1e3:9.2f} {ours['seconds'] * 1e3:9.2f} {ratio:6.2f}"
              + ("" if same else f"  DIFFERS {output} {frame} / {ours['output']} {ours['gasUsed']}"), flush=True)
    if ratios:
        print(f"geometric mean {math.exp(sum(map(math.log, ratios)) / len(ratios)):.3f}")


if __name__ == "__main__":
    main()
