#!/usr/bin/env python3
"""Recomputes what is known of BTFS factories, vault addresses and storage slots.

    pip install eth-utils==6.0.0 eth-abi==6.0.0 rlp==5.0.0 pyrevm==0.3.7
    python3 Vectors/btfs/generate.py

The expected values were published or executed before; the script stops where its own differ.
"""
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from eth_abi import encode  # noqa: E402
from eth_utils import keccak, to_checksum_address  # noqa: E402
import pyrevm  # noqa: E402
import rlp  # noqa: E402
from facts import FACTORIES, SWARM, SWARM_HASHES  # noqa: E402
from provenance import record, write_rows  # noqa: E402

CREATION = bytes.fromhex("3d602d80600a3d3981f3")


def raw(address):
    return bytes.fromhex(address[2:])


def create(sender, nonce):
    return to_checksum_address(keccak(rlp.encode([raw(sender), nonce]))[12:])


def clone(target):
    """EIP-1167's 45 bytes."""
    return bytes.fromhex("363d3d373d3d3d363d73") + raw(target) + bytes.fromhex("5af43d82803e903d91602b57fd5bf3")


def executed_hash(code):
    """EXTCODEHASH of the code as pyrevm's own deployment leaves it."""
    machine = pyrevm.EVM(gas_limit=2**63)
    machine.set_balance("0x" + "11" * 20, 10**18)
    address = machine.deploy("0x" + "11" * 20, CREATION + code)
    return bytes(machine.basic(address).code_hash)


def factory_row(chain, factory, master, label, era):
    assert create(factory, 1) == master, factory
    code = clone(master)
    assert executed_hash(code) == keccak(code)
    return {"chainId": chain, "factory": to_checksum_address(factory), "master": master, "cloneCode": code,
            "cloneCodeHash": keccak(code), "initCodeHash": keccak(CREATION + code), "label": label, "era": era}


def factory_rows():
    for chain, factory, master, code_hash, label, era in FACTORIES:
        row = factory_row(chain, factory, master, label, era)
        assert row["cloneCodeHash"].hex() == code_hash, factory
        yield row


def swarm_rows():
    for (chain, factory, master), start in zip(SWARM, SWARM_HASHES):
        row = factory_row(chain, factory, master, "bee", "Swarm")
        assert row["cloneCodeHash"].hex().startswith(start), factory
        yield row


MASTER = "0x5cf1f8C1C89e6fd24863918571917b5109D6a170"
V2 = "0x763d7858287B9a33F4bE5bb3df0241dACc59BCc7"


def code_rows():
    code = clone(MASTER)
    assert code.hex() == "363d3d373d3d3d363d735cf1f8c1c89e6fd24863918571917b5109d6a1705af43d82803e903d91602b57fd5bf3"
    assert keccak(code).hex() == "56dd1118a2dff81e9dace9d86dae42c09d728080c3b02caa02df63ef30647fda"
    assert keccak(CREATION + code).hex() == "5ac9f16d77ed14964c6c23f6d03ddb147aabc82596f9a8fa1f506d4a91364754"
    yield {"name": "code of every vault of mainnet's factory V2", "code": code, "hash": keccak(code), "target": MASTER}
    yield {"name": "init code of every vault of mainnet's factory V2", "code": CREATION + code,
           "hash": keccak(CREATION + code), "target": MASTER}


def vault_row(caller, salt, factory, master):
    salt_hash = keccak(encode(["address", "bytes32"], [caller, salt]))
    init_hash = keccak(CREATION + clone(master))
    vault = to_checksum_address(keccak(b"\xff" + raw(factory) + salt_hash + init_hash)[12:])
    # pyrevm: the factory's address runs CREATE2 over the init code held in calldata.
    machine = pyrevm.EVM(gas_limit=2**63)
    machine.insert_account_info(factory, pyrevm.AccountInfo(nonce=2, code=bytes.fromhex("366000600037") +
                                b"\x7f" + salt_hash + bytes.fromhex("3660006000f560005260206000f3")))
    out = machine.message_call("0x" + "77" * 20, factory, calldata=CREATION + clone(master))
    assert to_checksum_address(out[12:]) == vault
    return {"caller": to_checksum_address(caller), "salt": salt, "saltHash": salt_hash, "factory": factory,
            "initCodeHash": init_hash, "vault": vault}


def create2_rows():
    row = vault_row("0x" + "11" * 20, (0x2A).to_bytes(32, "big"), V2, MASTER)
    assert row["saltHash"].hex() == "c775cb6f4825b8f8a497b9aa584318d60b9cc8cebb7c28af819b1644ac2d56e1"
    assert row["vault"] == "0x3b3ed80c9c687B6a0C16e5ce778ecFEe3D5A0a4E"
    yield row
    for chain, factory, master, _, _, era in FACTORIES:
        if era in ("V1", "V2"):
            seed = keccak(text=f"{chain} {factory}")
            yield vault_row("0x" + seed[12:].hex(), keccak(seed), factory, master)


HOST = "0xF54430F85b5862cdd3278C3C78fda39b65f4a2bC"
USDT = "0xdB28719F7f938507dBfe4f0eAe55668903D34a15"
PEER = "16Uiu2HAmKFQPM72SssFRrqcH1qwUsPwcp7vXSg3SEzfdYua1J5qc"
VAULT = "0x3b3ed80c9c687B6a0C16e5ce778ecFEe3D5A0a4E"


def mapping_slot(base, keys):
    """Solidity's place of a mapping's value: keccak(key ‖ slot), once for each key."""
    slot = base.to_bytes(32, "big")
    for key in keys:
        slot = keccak((raw(key).rjust(32, b"\0") if key.startswith("0x") else key.encode()) + slot)
    return slot


def slot_rows():
    for contract, variable, base, keys, expected in (
            ("vault", "paidOut", 102, [HOST], "ee5d0ab1c65c682e343a1fcd003ba312cc08fb44695e910c445a4154bebe41fe"),
            ("vault without proxy", "paidOut", 1, [HOST], "527115bc9889002e50714001a840552accd1fdf2bc343f5d0083f33187dd8aec"),
            ("Swarm chequebook", "paidOut", 2, [HOST], "2b1c438552e57159482d55dc73b511766fcc0fd9b4a099ad6ae222304f91300c"),
            ("vault", "multiTokensPaidOut", 105, [USDT], "0c53b0799769985b242085b9bbfc3593111e53391f76abf96ddb03f19d04ff76"),
            ("vault", "multiTokensPaidOut", 105, [USDT, HOST], "c8ad48ab7c39dbc3cfb38a14927ef568b548adb321e1be31ee7a3b2dc873fbcf"),
            ("vault", "multiTokensTotalPaidOut", 106, [USDT], "4b95c4f9d49f6929783b125346bf525fc55356549f42a129f3420e9217e88f07"),
            ("vault", "multiTokensBounced", 107, [USDT], "a68835a3aeba9ca4deab7fee080a21873775fd7b98eee4591409a20f0ef8cc14"),
            ("factory", "peerVaultAddress", 1, [PEER], "9b7f525e5dbcdf823271043383dc94a63455e57f652511384ed8fb7221799aa8"),
            ("factory", "deployedContracts", 0, [VAULT], "2a8aa46266f2b0ea73e64792b15d1ee8dd710ca423d0156a93f9ea6ba710de82")):
        slot = mapping_slot(base, keys)
        assert slot.hex() == expected, variable
        yield {"contract": contract, "variable": variable, "base": base, "keys": keys, "slot": slot}
    for name, expected in (
            ("implementation", "360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc"),
            ("admin", "b53127684a568b3173ae13b9f8a6016e243e63b6e8ee1178d6a717850b5d6103"),
            ("beacon", "a3f0ad74e5423aebfd80d3ef4346578335a9a72aeaee59ff6cb3582b35133d50"),
            ("rollback", "4910fdfa16fed3260ed0e7147f7cc6da11a60208b5b9406d12a635614ffd9143")):
        slot = int.from_bytes(keccak(text=f"eip1967.proxy.{name}"), "big") - 1
        assert f"{slot:064x}" == expected
        yield {"contract": "ERC-1967", "variable": name, "keys": [], "slot": slot.to_bytes(32, "big")}


def main():
    write_rows(HERE, "factories.jsonl", factory_rows())
    write_rows(HERE, "swarm-factories.jsonl", swarm_rows())
    write_rows(HERE, "code.jsonl", code_rows())
    write_rows(HERE, "create2.jsonl", create2_rows())
    write_rows(HERE, "slots.jsonl", slot_rows())
    record(HERE, ["eth-utils", "eth-abi", "rlp", "pyrevm"])


if __name__ == "__main__":
    main()
