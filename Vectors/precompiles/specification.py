"""Runs one precompile of the execution specifications (PyPI: ethereum-execution) under any fork."""
import importlib
from types import SimpleNamespace

from ethereum.exceptions import EthereumException
from ethereum_types.bytes import Bytes
from ethereum_types.numeric import U256, Uint

# Our names of the forks, oldest first, and the specification's modules.
FORKS = {
    "Frontier": "frontier", "Homestead": "homestead", "TangerineWhistle": "tangerine_whistle",
    "SpuriousDragon": "spurious_dragon", "Byzantium": "byzantium",
    "Constantinople": "constantinople", "Istanbul": "istanbul", "Berlin": "berlin",
    "London": "london", "Paris": "paris", "Shanghai": "shanghai", "Cancun": "cancun",
    "Prague": "prague", "Osaka": "osaka",
}
PLENTY = 2**200


def module(fork, name):
    return importlib.import_module(
        f"ethereum.forks.{FORKS[fork]}.vm.precompiled_contracts.{name}")


def contracts(fork):
    """The functions by address number."""
    return {int.from_bytes(bytes(address), "big"): function
            for address, function in module(fork, "mapping").PRE_COMPILED_CONTRACTS.items()}


def run(fork, number, data):
    """Output and gas used; None when the call fails."""
    evm = SimpleNamespace(message=SimpleNamespace(data=Bytes(data)), gas_left=Uint(PLENTY),
                          output=b"")
    try:
        contracts(fork)[number](evm)
    except EthereumException:
        return None
    return bytes(evm.output), PLENTY - int(evm.gas_left)


def price_changes(number, data):
    """The output, and the price at the first fork that has the precompile and at each fork that
    changes it. All forks have to give the same output; None when any fork fails."""
    output, prices, last = None, {}, None
    # A pairing takes seconds, and the forks between change nothing of it.
    forks = ["Byzantium", "Istanbul", "Osaka"] if number == 8 else FORKS
    for fork in forks:
        if number not in contracts(fork):
            continue
        result = run(fork, number, data)
        if result is None:
            return None
        assert output in (None, result[0])
        output = result[0]
        if result[1] != last:
            prices[fork] = last = result[1]
    return output, prices


def modexp_price(fork, data):
    """The price of MODEXP for three lengths and an exponent of zeros, which no run could show."""
    base, exponent, modulus = (
        U256(int.from_bytes(data[start:start + 32], "big")) for start in (0, 32, 64))
    return int(module(fork, "modexp").gas_cost(base, modulus, exponent, U256(0)))
