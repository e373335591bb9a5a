"""The interpreter beside revm (pyrevm of PyPI): the same programs, the same answers and gas, the time.

    python3 Tests/Comparison/execution_speed.py --bench .build/release/chequer-bench [--only NAME] [--rounds N]

The best of several rounds of each, taken in turn on one core. revm's figures hold some 10 us of setting
up each run; ours hold the setting up of state and machine too.
"""

import argparse
import json
import math
import os
import subprocess
import time

import pyrevm

import speed_programs

CALLER = "0x1000000000000000000000000000000000000001"
CONTRACT = "0x2000000000000000000000000000000000000002"
GAS = 1 << 40


def revm(code, count, rounds):
    best, answer = math.inf, None
    for _ in range(rounds):
        # A fresh state for each run: storage would differ in the next.
        evm = pyrevm.EVM(
            env=pyrevm.Env(block=pyrevm.BlockEnv(gas_limit=GAS * 2)), gas_limit=GAS * 2,
            spec_id="CANCUN")
        evm.insert_account_info(CONTRACT, pyrevm.AccountInfo(code=code))
        evm.insert_account_info(
            "0x" + speed_programs.CALLEE.hex(), pyrevm.AccountInfo(code=speed_programs.CALLEE_CODE))
        data = count.to_bytes(32, "big")
        start = time.thread_time()
        output = evm.message_call(caller=CALLER, to=CONTRACT, calldata=data, gas=GAS)
        best = min(best, time.thread_time() - start)
        answer = (bytes(output).hex(), evm.result.gas_used)
    return best, answer


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bench", required=True)
    parser.add_argument("--only")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--no-revm", action="store_true")
    arguments = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {0})
    bench = subprocess.Popen(
        [arguments.bench, "evm-programs", str(arguments.rounds)], stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, text=True)
    ratios = []
    print(f"{'program':16} {'Mgas':>8} {'revm ms':>9} {'ours ms':>9} {'ratio':>6}  instructions a run differ: callgrind")
    for name, (code, count) in speed_programs.PROGRAMS.items():
        if arguments.only and arguments.only not in name:
            continue
        row = {"code": code.hex(), "input": count.to_bytes(32, "big").hex(), "gas": str(GAS),
               "other": "0x" + speed_programs.CALLEE.hex(), "otherCode": speed_programs.CALLEE_CODE.hex()}
        bench.stdin.write(json.dumps(row) + "\n")
        bench.stdin.flush()
        ours = json.loads(bench.stdout.readline())
        if arguments.no_revm:
            print(f"{name:16} {int(ours['gasUsed']) / 1e6:8.1f} {'':9} {ours['seconds'] * 1e3:9.2f}")
            continue
        theirs, (output, gas) = revm(code, count, arguments.rounds)
        # revm counts the transaction's own gas and takes the refund off.
        frame = gas - 21_000 - sum(16 if byte else 4 for byte in count.to_bytes(32, "big"))
        ratio = ours["seconds"] / theirs
        same = output == ours["output"].removeprefix("0x") and frame == int(ours["gasUsed"])
        ratios.append(ratio)
        print(f"{name:16} {frame / 1e6:8.1f} {theirs * 1e3:9.2f} {ours['seconds'] * 1e3:9.2f} {ratio:6.2f}"
              + ("" if same else f"  DIFFERS {output} {frame} / {ours['output']} {ours['gasUsed']}"))
    if ratios:
        print(f"geometric mean {math.exp(sum(map(math.log, ratios)) / len(ratios)):.3f}")


if __name__ == "__main__":
    main()
