"""Frames run by the execution specifications of Ethereum, without the transaction around them."""
import dataclasses
import functools
import importlib
import sys

from ethereum.crypto.hash import Hash32
from ethereum_types.bytes import Bytes32
from ethereum_types.numeric import U64, U256, Uint

from forks import FORKS
from frames import Outcome

# A call within a call is a call of Python's within a call: 1024 of them, each some frames deep.
sys.setrecursionlimit(100_000)
_CLASSES = {
    "OutOfGasError": "outOfGas", "StackUnderflowError": "stackUnderflow", "StackOverflowError": "stackOverflow",
    "InvalidJumpDestError": "invalidJump", "InvalidOpcode": "invalidInstruction", "Revert": "revert",
    "OutOfBoundsRead": "returnDataOutOfBounds", "WriteInStaticContext": "writeInStaticContext",
}


@functools.cache
def part(fork, name):
    """A module of a fork, and the fields of what it defines."""
    return importlib.import_module(f"ethereum.forks.{FORKS[fork].specification}.{name}")


def made(kind, values):
    """A value of a data class from those of `values` that it has; forks differ in them."""
    return kind(**{field.name: values[field.name] for field in dataclasses.fields(kind) if field.name in values})


def state_of(frame):
    module = part(frame.fork, "state")
    types = part(frame.fork, "fork_types")
    state = module.State()
    code = frame.code
    for address in {address for address, _ in frame.balances} | {frame.sender, frame.to}:
        contract = address == frame.to
        nonce = frame.nonce if contract else int(address == frame.sender and frame.sender_exists)
        balance = frame.balance(address)
        if nonce or balance or contract:
            values = {"nonce": Uint(nonce), "balance": U256(balance)}
            place_account(module, types, state, types.Address(address), values, code if contract else b"")
    return state


def place_account(module, types, state, address, values, code):
    fields = {field.name for field in dataclasses.fields(types.Account)}
    assert "code" in fields, fields
    module.set_account(state, address, types.Account(code=code, **values))


def run(frame):
    """The outcome of a frame; None when the specifications have no such fork."""
    if FORKS[frame.fork].specification is None:
        return None
    vm = part(frame.fork, "vm")
    states = part(frame.fork, "state")
    Address = part(frame.fork, "fork_types").Address
    state = state_of(frame)
    block = frame.block
    coinbase, sender, to = Address(block.coinbase), Address(frame.sender), Address(frame.to)
    environment = made(vm.BlockEnvironment, {
        "chain_id": U64(block.chain), "state": state, "block_gas_limit": Uint(block.gas_limit), "block_hashes": [Hash32(block.hash(number)) for number in range(max(0, block.number - 256), block.number)],
        "coinbase": coinbase, "number": Uint(block.number), "base_fee_per_gas": Uint(block.base_fee),
        "time": U256(block.time), "prev_randao": Bytes32(block.randao), "difficulty": Uint(block.difficulty),
        "excess_blob_gas": U64(0), "parent_beacon_block_root": Bytes32(bytes(32)),
    })
    transient = states.TransientStorage() if hasattr(states, "TransientStorage") else None
    transaction = made(vm.TransactionEnvironment, {
        "origin": sender, "gas_price": Uint(block.gas_price), "gas": Uint(frame.gas), "access_list_addresses": set(),
        "access_list_storage_keys": set(), "transient_storage": transient, "blob_versioned_hashes": (),
        "authorizations": (), "index_in_block": Uint(0), "tx_hash": None,
    })
    precompiled = part(frame.fork, "vm.precompiled_contracts.mapping").PRE_COMPILED_CONTRACTS
    message = made(vm.Message, {
        "block_env": environment, "tx_env": transaction, "caller": sender, "target": to, "current_target": to,
        "gas": Uint(frame.gas), "value": U256(frame.value), "data": frame.input, "code_address": to,
        "code": frame.code, "depth": Uint(0), "should_transfer_value": True, "is_static": False,
        "accessed_addresses": {sender, to, coinbase, *precompiled}, "accessed_storage_keys": set(),
        "disable_precompiles": False, "parent_evm": None,
    })
    result = part(frame.fork, "vm.interpreter").process_message(message)
    error = None
    if result.error is not None:
        name = type(result.error).__name__
        error = _CLASSES.get(name, name)
    logs = () if error else tuple((bytes(log.address), tuple(map(bytes, log.topics)), bytes(log.data)) for log in result.logs)
    return Outcome(error is None, bytes(result.output), frame.gas - int(result.gas_left), logs, error)
