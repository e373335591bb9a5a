"""Holds the words that runs left in storage against the layouts: each must be some variable's."""
import itertools

from eth_abi import encode
from eth_utils import keccak, to_canonical_address
from slots import LAYOUTS

# Texts that scenarios use as ids of peers.
PEERS = ["16Uiu2HAmKFQPM72SssFRrqcH1qwUsPwcp7vXSg3SEzfdYua1J5qc", "host", "other", "next"]
SHELLS = ("vault_v1", "vault_v2", "multi_token_vault", "vault_proxy_v1", "vault_proxy_v2")


def mapped(slot, key, kind):
    if kind == "string":
        return int.from_bytes(keccak(key.encode() + slot.to_bytes(32, "big")), "big")
    return int.from_bytes(keccak(encode([kind, "uint256"], [key, slot])), "big")


def places(slot, kind, addresses):
    """The slots of a variable of a type, with each key that a scenario could have named."""
    if not kind.startswith("mapping("):
        return {slot + word for word in range(kind.count(",") + 1)}
    key, rest = kind[8:-1].split(" => ", 1)
    keys = addresses if key == "address" else PEERS
    return set(itertools.chain.from_iterable(places(mapped(slot, each, key), rest, addresses) for each in keys))


def names_by_code(contracts):
    return {bytes.fromhex(row["runtime"][2:]): name for name, row in contracts.items()}


def layout_of(code, accounts, names):
    """The variables that an account of some code may have: a clone has its master's, a shell all vaults'."""
    if len(code) == 45 and code[:10].hex() == "363d3d373d3d3d363d73":
        return layout_of(accounts["0x" + code[10:30].hex()][2], accounts, names)
    name = names.get(code) or names.get(code[:-32])
    if name in SHELLS:
        return [variable for each in SHELLS for variable in LAYOUTS[each]]
    return LAYOUTS.get(name)


def check(accounts, names):
    """Every word of every account of a known layout is explained; answers how many there were."""
    addresses = ["0x" + to_canonical_address(address).hex() for address in accounts] + ["0x" + "00" * 20]
    count = 0
    for address, (_, _, code, storage) in accounts.items():
        layout = layout_of(code, accounts, names) if storage else None
        if layout is None:
            continue
        known = set().union(*(places(variable["slot"], variable["type"], addresses) for variable in layout))
        strays = [hex(slot) for slot in storage.keys() - known]
        assert not strays, f"{address} has words at {strays}"
        count += len(storage)
    return count
