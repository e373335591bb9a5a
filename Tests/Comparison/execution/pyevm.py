"""Frames run by py-evm, without the transaction around them."""
import functools
import importlib

from eth.db.atomic import AtomicDB
from eth.vm.execution_context import ExecutionContext
from eth.vm.message import Message

from forks import FORKS, NAMES
from frames import Outcome

_BLANK = bytes.fromhex("56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421")
_CLASSES = {
    "OutOfGas": "outOfGas", "InsufficientStack": "stackUnderflow", "FullStack": "stackOverflow",
    "InvalidJumpDestination": "invalidJump", "InvalidInstruction": "invalidInstruction",
    "OutOfBoundsRead": "returnDataOutOfBounds", "Revert": "revert", "WriteProtection": "writeInStaticContext",
}


@functools.cache
def virtual_machine(fork):
    return getattr(importlib.import_module("eth.vm.forks"), FORKS[fork].pyevm + "VM")


def state_of(frame):
    block = frame.block
    context = ExecutionContext(
        coinbase=block.coinbase, timestamp=block.time, block_number=block.number, difficulty=block.difficulty,
        mix_hash=block.randao, gas_limit=block.gas_limit, prev_hashes=(block.hash(number) for number in range(block.number - 1, max(-1, block.number - 257), -1)), chain_id=block.chain,
        base_fee_per_gas=block.base_fee, excess_blob_gas=0,
    )
    return virtual_machine(frame.fork).get_state_class()(AtomicDB(), context, _BLANK)


def run(frame):
    """The outcome of a frame; None when the fork is none of py-evm's."""
    if FORKS[frame.fork].pyevm is None:
        return None
    state = state_of(frame)
    for address, balance in frame.balances:
        state.set_balance(address, balance)
    if frame.sender_exists:
        state.set_nonce(frame.sender, 1)
    state.set_nonce(frame.to, frame.nonce)
    state.set_code(frame.to, frame.code)
    state.lock_changes()
    kind = state.computation_class
    if NAMES.index(frame.fork) >= NAMES.index("Berlin"):
        for address in (frame.sender, frame.to):
            state.mark_address_warm(address)
    if NAMES.index(frame.fork) >= NAMES.index("Shanghai"):
        state.mark_address_warm(frame.block.coinbase)
    message = Message(gas=frame.gas, to=frame.to, sender=frame.sender, value=frame.value, data=frame.input, code=frame.code)
    context = state.get_transaction_context_class()(gas_price=frame.block.gas_price, origin=frame.sender, **blobs(frame))
    computation = kind.apply_message(state, message, context)
    error = None
    if computation.is_error:
        name = type(computation.error).__name__
        error = _CLASSES.get(name, name)
    logs = () if computation.is_error else tuple(
        (address, tuple(topic.to_bytes(32, "big") for topic in topics), bytes(data))
        for address, topics, data in computation.get_log_entries()
    )
    used = frame.gas - computation.get_gas_remaining()
    return Outcome(not computation.is_error, bytes(computation.output), used, logs, error)


def blobs(frame):
    return {"blob_versioned_hashes": ()} if NAMES.index(frame.fork) >= NAMES.index("Cancun") else {}
