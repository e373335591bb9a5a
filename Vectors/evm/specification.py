"""Runs by the execution specifications of Ethereum: a message, without the transaction around it."""
import dataclasses
import functools
import importlib
import io
import sys

from ethereum.crypto.hash import Hash32, keccak256
from ethereum.trace import discard_evm_trace, set_evm_trace
from ethereum_rlp import rlp
from ethereum_spec_tools.evm_tools.t8n.evm_trace.eip3155 import Eip3155Tracer
from ethereum_types.bytes import Bytes32
from ethereum_types.numeric import U64, U256, Uint

from situation import End, SENDER

# A call within a call is one of Python's within one.
sys.setrecursionlimit(200_000)
# The specifications have no Constantinople with EIP-1283: theirs is Petersburg.
_MODULES = {
    "Frontier": "frontier", "Homestead": "homestead", "TangerineWhistle": "tangerine_whistle",
    "SpuriousDragon": "spurious_dragon", "Byzantium": "byzantium", "Petersburg": "constantinople",
    "Istanbul": "istanbul", "Berlin": "berlin", "London": "london", "Paris": "paris", "Shanghai": "shanghai",
    "Cancun": "cancun", "Prague": "prague", "Osaka": "osaka",
}


@functools.cache
def part(fork, name):
    return importlib.import_module(f"ethereum.forks.{_MODULES[fork]}.{name}")


def has(fork):
    return fork in _MODULES


def _made(kind, values):
    """A data class of a fork from those of `values` that it has."""
    return kind(**{field.name: values[field.name] for field in dataclasses.fields(kind) if field.name in values})


def _state(situation):
    module, types = part(situation.fork, "state"), part(situation.fork, "fork_types")
    state = module.State()
    for address, account in situation.accounts.items():
        address = types.Address(address)
        module.set_account(
            state, address, types.Account(nonce=Uint(account.nonce), balance=U256(account.balance), code=account.code)
        )
        for slot, value in account.storage.items():
            module.set_storage(state, address, Bytes32(slot.to_bytes(32, "big")), U256(value))
    return state


def created_address(sender, nonce):
    """The address of the contract that an account creates with a nonce."""
    return bytes(keccak256(rlp.encode([sender, Uint(nonce)]))[12:])


def _message(situation, state):
    fork, block = situation.fork, situation.block
    vm, states, Address = part(fork, "vm"), part(fork, "state"), part(fork, "fork_types").Address
    hashes = [Hash32(block.hash(number)) for number in range(max(0, block.number - 256), block.number)]
    environment = _made(vm.BlockEnvironment, {
        "chain_id": U64(block.chain), "state": state, "block_gas_limit": Uint(block.gas_limit), "block_hashes": hashes,
        "coinbase": Address(block.coinbase), "number": Uint(block.number), "base_fee_per_gas": Uint(block.base_fee),
        "time": U256(block.timestamp), "prev_randao": Bytes32(block.randao), "difficulty": Uint(block.difficulty),
        "excess_blob_gas": U64(block.excess_blob_gas), "parent_beacon_block_root": Bytes32(bytes(32)),
    })
    sender = Address(SENDER)
    transaction = _made(vm.TransactionEnvironment, {
        "origin": sender, "gas_price": Uint(block.gas_price), "gas": Uint(situation.gas),
        "access_list_addresses": set(), "access_list_storage_keys": set(),
        "transient_storage": states.TransientStorage() if hasattr(states, "TransientStorage") else None,
        "blob_versioned_hashes": tuple(map(Hash32, block.blob_hashes)), "authorizations": (),
        "index_in_block": Uint(0), "tx_hash": Hash32(bytes(32)),
    })
    target = situation.to
    if target is None:
        target = created_address(sender, situation.accounts[SENDER].nonce)
    warm = {sender, Address(target), *part(fork, "vm.precompiled_contracts.mapping").PRE_COMPILED_CONTRACTS}
    if fork in ("Shanghai", "Cancun", "Prague", "Osaka"):
        warm.add(Address(block.coinbase))
    code = situation.input if situation.to is None else situation.accounts[situation.to].code
    return _made(vm.Message, {
        "block_env": environment, "tx_env": transaction, "caller": sender,
        "target": Address(target) if situation.to else b"", "current_target": Address(target),
        "gas": Uint(situation.gas), "value": U256(situation.value),
        "data": situation.input if situation.to else b"", "code_address": Address(target) if situation.to else None,
        "code": code, "depth": Uint(0), "should_transfer_value": True, "is_static": False,
        "accessed_addresses": warm, "accessed_storage_keys": set(), "disable_precompiles": False, "parent_evm": None,
    })


def _account(situation, state, address):
    """How an account stands, with the slots that it had or could have had."""
    states, types = part(situation.fork, "state"), part(situation.fork, "fork_types")
    account = states.get_account_optional(state, types.Address(address))
    if account is None:
        return None
    slots = set(situation.accounts[address].storage if address in situation.accounts else ()) | set(range(16))
    storage = {}
    for slot in sorted(slots):
        value = int(states.get_storage(state, types.Address(address), Bytes32(slot.to_bytes(32, "big"))))
        if value:
            storage[slot] = value
    return {"nonce": int(account.nonce), "balance": int(account.balance), "code": account.code, "storage": storage}


def run(situation, ask=(), tracer=discard_evm_trace):
    """The end of a run; of the accounts in `ask` how they stand after the transaction."""
    fork = situation.fork
    interpreter, states = part(fork, "vm.interpreter"), part(fork, "state")
    state = _state(situation)
    message = _message(situation, state)
    set_evm_trace(tracer)
    try:
        if situation.to is None:
            evm = interpreter.process_create_message(message)
        else:
            evm = interpreter.process_message(message)
    finally:
        set_evm_trace(discard_evm_trace)
    error = type(evm.error).__name__ if evm.error else None
    if not error:
        for address in evm.accounts_to_delete:
            states.destroy_account(state, address)
    if hasattr(states, "destroy_touched_empty_accounts"):
        touched = set() if error else set(evm.touched_accounts)
        states.destroy_touched_empty_accounts(state, touched | {part(fork, "fork_types").Address(situation.to or SENDER)})
    logs = () if error else tuple((bytes(log.address), tuple(map(bytes, log.topics)), bytes(log.data)) for log in evm.logs)
    return End(
        error is None, bytes(evm.output), situation.gas - int(evm.gas_left), 0 if error else int(evm.refund_counter),
        logs, error, tuple((address, _account(situation, state, address)) for address in ask),
    )


def traced(situation):
    """The lines of EIP-3155 of a run, as the specifications' own tracer has them."""
    tracer = Eip3155Tracer(trace_stack=True, trace_return_data=True, output_basedir=io.StringIO())
    end = run(situation, tracer=tracer)
    return [step for step in tracer.active_traces if not step.precompile], end


def blob_base_fee(situation):
    gas = part(situation.fork, "vm.gas")
    return int(gas.calculate_blob_gas_price(U64(situation.block.excess_blob_gas)))
