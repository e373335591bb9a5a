"""Frames run by revm, through pyrevm.

A frame is run as a transaction whose intrinsic gas is put on top and taken off again; what the
machine refunds is added to what it says was used.
"""
import pyrevm

from forks import FORKS, NAMES
from frames import Outcome

_CLASSES = {
    "StackUnderflow": "stackUnderflow", "StackOverflow": "stackOverflow", "InvalidJump": "invalidJump",
    "OpcodeNotFound": "invalidInstruction", "InvalidFEOpcode": "invalidInstruction", "NotActivated": "invalidInstruction",
    "OutOfOffset": "returnDataOutOfBounds",
}


def intrinsic(frame):
    """What the transaction of a frame costs before it runs."""
    zeros = frame.input.count(0)
    dear = 16 if NAMES.index(frame.fork) >= NAMES.index("Istanbul") else 68
    return 21000 + 4 * zeros + dear * (len(frame.input) - zeros)


def hexadecimal(address):
    return "0x" + address.hex()


def machine(frame):
    block = frame.block
    environment = pyrevm.BlockEnv(
        number=block.number, coinbase=hexadecimal(block.coinbase), timestamp=block.time, difficulty=block.difficulty,
        prevrandao=block.randao, basefee=block.base_fee, gas_limit=2**63, excess_blob_gas=0,
    )
    environment = pyrevm.Env(cfg=pyrevm.CfgEnv(chain_id=block.chain), block=environment, tx=pyrevm.TxEnv())
    return pyrevm.EVM(env=environment, gas_limit=2**62, spec_id=FORKS[frame.fork].revm)


def run(frame):
    """The outcome of a frame; None when the fork is none of revm's."""
    if FORKS[frame.fork].revm is None:
        return None
    evm = machine(frame)
    fee = intrinsic(frame)
    for address, balance in frame.balances:
        if address not in (frame.sender, frame.to):
            evm.insert_account_info(hexadecimal(address), pyrevm.AccountInfo(balance=balance))
    payment = frame.block.gas_price * (frame.gas + fee)
    evm.insert_account_info(hexadecimal(frame.sender), pyrevm.AccountInfo(nonce=int(frame.sender_exists), balance=frame.balance(frame.sender) + payment))
    evm.insert_account_info(
        hexadecimal(frame.to), pyrevm.AccountInfo(nonce=frame.nonce, balance=frame.balance(frame.to), code=frame.code)
    )
    output = b""
    try:
        output = evm.message_call(
            hexadecimal(frame.sender), hexadecimal(frame.to), calldata=frame.input, value=frame.value,
            gas=frame.gas + fee, gas_price=frame.block.gas_price,
        )
    except RuntimeError as error:
        text = str(error)
        if text.startswith("Revert"):
            output = bytes.fromhex(text[text.index("output: 0x") + 10 :].rstrip(" }"))
        elif not text.startswith("Halt"):
            raise
    result = evm.result
    error = None
    if result.is_halt:
        reason = result.reason
        error = "outOfGas" if reason.startswith("OutOfGas") else _CLASSES.get(reason, reason)
    elif not result.is_success:
        error = "revert"
    logs = tuple(
        (bytes.fromhex(log.address[2:]), tuple(bytes.fromhex(topic.removeprefix("0x")) for topic in log.topics), bytes(log.data[1]))
        for log in result.logs
    )
    used = result.gas_used + result.gas_refunded - fee
    return Outcome(result.is_success, bytes(output), used, logs if result.is_success else (), error)
