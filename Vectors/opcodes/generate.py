#!/usr/bin/env python3
"""Writes the opcode vectors: for every number and fork what the execution specifications do.

Needs Vectors/opcodes/requirements.txt in an environment of its own, for the specifications ask for
an older coincurve than the other generators. Each instruction of each fork is executed on zeros,
everything warm: how many words it takes and leaves and what it costs is what was seen. py-evm must
agree on which numbers exist, on mnemonics and on constant costs; pyevmasm, up to Istanbul, on the
stack.
"""
import dataclasses
import importlib
import pathlib
import sys
from unittest import mock

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from provenance import record, write_rows  # noqa: E402

from eth.vm import forks as pyevm  # noqa: E402
from ethereum_types.numeric import U64, U256, Uint  # noqa: E402
from pyevmasm.evmasm import instruction_tables  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
FORKS = {
    "Frontier": "frontier", "Homestead": "homestead", "TangerineWhistle": "tangerine_whistle",
    "SpuriousDragon": "spurious_dragon", "Byzantium": "byzantium", "Constantinople": "constantinople",
    "Petersburg": "constantinople", "Istanbul": "istanbul", "Berlin": "berlin", "London": "london",
    "Paris": "paris", "Shanghai": "shanghai", "Cancun": "cancun", "Prague": "prague", "Osaka": "osaka",
}
# The specifications' names that are not the mnemonics of the yellow paper and the EIPs.
NAMES = {"KECCAK": "KECCAK256", "DIFFICULTY": "PREVRANDAO"}
PYEVM_NAMES = {"SHA3": "KECCAK256", "DIFFICULTY": "PREVRANDAO"}
GAS = 10**7


class Everything(set):
    """A set of accessed addresses or slots in which everything is."""

    def __contains__(self, item):
        return True


def machine(module, depth):
    """An EVM of a fork with so many zeros on its stack."""
    state_module = importlib.import_module(f"ethereum.forks.{module}.state")
    types = importlib.import_module(f"ethereum.forks.{module}.fork_types")
    vm = importlib.import_module(f"ethereum.forks.{module}.vm")
    address = types.Address(bytes(20))
    state = state_module.State()
    state_module.set_account(state, address, types.Account(nonce=Uint(1), balance=U256(1), code=b""))
    block = mock.MagicMock()
    block.state, block.number, block.time, block.chain_id = state, Uint(1), U256(1), U64(1)
    block.coinbase, block.block_gas_limit, block.base_fee_per_gas = address, Uint(GAS), Uint(1)
    block.prev_randao, block.difficulty, block.block_hashes = bytes(32), Uint(1), [bytes(32)]
    block.excess_blob_gas = U64(0)
    transaction = mock.MagicMock()
    transaction.origin, transaction.gas_price, transaction.blob_versioned_hashes = address, Uint(1), ()
    if hasattr(state_module, "TransientStorage"):
        transaction.transient_storage = state_module.TransientStorage()
    begun = [state] + ([transaction.transient_storage] if hasattr(state_module, "TransientStorage") else [])
    state_module.begin_transaction(*begun)
    values = {
        "block_env": block, "tx_env": transaction, "caller": address, "target": address,
        "current_target": address, "gas": Uint(GAS), "value": U256(0), "data": b"", "code_address": address,
        "code": b"", "depth": Uint(0), "should_transfer_value": False, "is_static": False,
        "accessed_addresses": Everything(), "accessed_storage_keys": Everything(),
        "disable_precompiles": False, "parent_evm": None,
    }
    fields = {field.name for field in dataclasses.fields(vm.Message)}
    message = vm.Message(**{name: value for name, value in values.items() if name in fields})
    values = {
        "pc": Uint(0), "stack": [U256(0)] * depth, "memory": bytearray(64), "code": b"\x5b" * 64,
        "gas_left": Uint(GAS), "valid_jump_destinations": {Uint(0)}, "logs": (), "refund_counter": 0,
        "running": True, "message": message, "output": b"", "accounts_to_delete": set(), "touched_accounts": set(),
        "return_data": b"", "error": None, "accessed_addresses": Everything(),
        "accessed_storage_keys": Everything(),
    }
    fields = {field.name for field in dataclasses.fields(vm.Evm)}
    return vm.Evm(**{name: value for name, value in values.items() if name in fields})


def observed(module, number):
    """Mnemonic, words taken and left, gas; None where the fork has no such instruction."""
    instructions = importlib.import_module(f"ethereum.forks.{module}.vm.instructions")
    exceptions = importlib.import_module(f"ethereum.forks.{module}.vm.exceptions")
    try:
        op = instructions.Ops(number)
    except ValueError:
        return None
    for depth in range(18):
        evm = machine(module, depth)
        try:
            instructions.op_implementation[op](evm)
        except (exceptions.StackUnderflowError, IndexError):
            continue
        except exceptions.Revert:
            pass
        gas = GAS - int(evm.gas_left)
        if op.name == "SSTORE":
            gas = 0  # nothing of its cost is constant: what it writes decides
        if op.name in ("CREATE", "CREATE2", "SELFDESTRUCT", "RETURN", "REVERT", "STOP"):
            assert gas < 60000, (module, op, gas)
        return NAMES.get(op.name, op.name), depth, len(evm.stack), gas
    raise AssertionError((module, op))


def check_pyevm(name, number, seen):
    vm = getattr(pyevm, name + "VM", None)
    if vm is None:
        assert name == "Osaka", name
        return
    opcode = vm._state_class.computation_class.opcodes.get(number)
    assert (opcode is None) == (seen is None), (name, hex(number), seen)
    if seen is None:
        return
    mnemonic = getattr(opcode, "mnemonic", None)
    if mnemonic is not None:
        assert PYEVM_NAMES.get(mnemonic, mnemonic) == seen[0], (name, mnemonic, seen)
    gas = getattr(opcode, "gas_cost", 0)
    # LOG's and what depends on access are computed inside; zero there.
    if gas and not seen[0].startswith("LOG"):
        assert gas == seen[3], (name, seen, gas)


def check_pyevmasm(name, number, seen):
    table = {"Petersburg": "petersburg", "TangerineWhistle": "tangerine_whistle", "SpuriousDragon": "spurious_dragon"}
    name = table.get(name, name.lower())
    if name not in instruction_tables or seen is None or seen[0] == "CREATE2":
        return  # pyevmasm says that CREATE2 takes three words; EIP-1014 says four
    instruction = instruction_tables[name][number]
    assert (instruction.pops, instruction.pushes) == seen[1:3], (name, seen, instruction.pops, instruction.pushes)


def rows():
    for number in range(256):
        stages = []
        mnemonic = stack = None
        for fork, module in FORKS.items():
            seen = observed(module, number)
            check_pyevm(fork, number, seen)
            check_pyevmasm(fork, number, seen)
            if seen is None:
                assert not stages, "no instruction was ever taken away"
                continue
            mnemonic = seen[0]
            assert stack in (None, seen[1:3]), (fork, seen)
            stack = seen[1:3]
            if not stages or stages[-1]["gas"] != seen[3]:
                stages.append({"fork": fork, "gas": seen[3]})
        row = {"number": number}
        if stages:
            immediates = number - 0x5f if 0x60 <= number <= 0x7f else 0
            row |= {"mnemonic": mnemonic, "immediates": immediates, "inputs": stack[0], "outputs": stack[1],
                    "gas": stages}
        yield row


def main():
    write_rows(HERE, "opcodes.jsonl", rows())
    record(HERE, ["ethereum-execution", "py-evm", "pyevmasm"])


if __name__ == "__main__":
    main()
