"""The same runs by revm, through pyrevm: as a transaction whose intrinsic gas is put on top and taken off again."""
import json
import os
import tempfile

import pyrevm

from situation import End, FORKS, SENDER

_NAMES = {"TangerineWhistle": "Tangerine", "SpuriousDragon": "Spurious", "Paris": "Merge"}
_ERRORS = {"StackUnderflow": "StackUnderflowError", "StackOverflow": "StackOverflowError", "InvalidJump": "InvalidJumpDestError"}


def has(fork):
    """Through pyrevm every account exists, which shows before Spurious Dragon; its Constantinople is Petersburg; Prague was a draft."""
    return fork in FORKS[FORKS.index("SpuriousDragon") : FORKS.index("Prague")] and fork != "Constantinople"


def excused(situation, case):
    """Why revm may differ, if it is known."""
    if case.eip == 684 and "storage" in case.name:
        return "it is older than EIP-7610"
    if case.eip in (3198, 4844) and situation.fork in FORKS[FORKS.index("London") :]:
        return "pyrevm hands over neither base fee nor blob hashes"
    if any(account.storage for address, account in situation.accounts.items() if address != situation.to):
        return "through pyrevm an account is warm when its storage was given"
    return None


def _text(address):
    return "0x" + address.hex()


def _machine(situation, tracing):
    block = situation.block
    environment = pyrevm.Env(
        cfg=pyrevm.CfgEnv(chain_id=block.chain),
        block=pyrevm.BlockEnv(
            number=block.number, coinbase=_text(block.coinbase), timestamp=block.timestamp, difficulty=block.difficulty,
            prevrandao=block.randao, basefee=block.base_fee, gas_limit=2**63 - 1, excess_blob_gas=block.excess_blob_gas,
        ),
        tx=pyrevm.TxEnv(),
    )
    evm = pyrevm.EVM(env=environment, gas_limit=2**62, spec_id=_NAMES.get(situation.fork, situation.fork), tracing=tracing)
    for address, account in situation.accounts.items():
        balance = account.balance + (block.gas_price * 2**40 if address == SENDER else 0)
        evm.insert_account_info(_text(address), pyrevm.AccountInfo(nonce=account.nonce, balance=balance, code=account.code))
        for slot, value in account.storage.items():
            evm.insert_account_storage(_text(address), slot, value)
    return evm


def run(situation, tracing=False):
    evm = _machine(situation, tracing)
    zeros = situation.input.count(0)
    dear = 16 if FORKS.index(situation.fork) >= FORKS.index("Istanbul") else 68
    fee = 21_000 + 4 * zeros + dear * (len(situation.input) - zeros)
    output = b""
    try:
        output = evm.message_call(
            _text(SENDER), _text(situation.to), calldata=situation.input, value=situation.value,
            gas=situation.gas + fee, gas_price=situation.block.gas_price,
        )
    except RuntimeError as error:
        text = str(error)
        if text.startswith("Revert"):
            output = bytes.fromhex(text[text.index("output: 0x") + 10 :].rstrip(" }"))
        elif not text.startswith("Halt"):
            raise
    result = evm.result
    logs = tuple(
        (bytes.fromhex(log.address[2:]), tuple(bytes.fromhex(topic.removeprefix("0x")) for topic in log.topics), bytes(log.data[1]))
        for log in result.logs
    )
    used = result.gas_used + result.gas_refunded - fee
    return End(result.is_success, bytes(output), used, None, logs if result.is_success else (), None)


def traced(situation):
    """The lines that revm's own tracer prints to standard output."""
    with tempfile.TemporaryFile() as file:
        kept = os.dup(1)
        os.dup2(file.fileno(), 1)
        try:
            run(situation, tracing=True)
        finally:
            os.dup2(kept, 1)
            os.close(kept)
        file.seek(0)
        lines = [json.loads(line) for line in file.read().splitlines()]
    return [line for line in lines if "pc" in line]
