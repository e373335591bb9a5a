"""Runs the constructors and first calls on two machines, and writes the state as genesis.json.

    python3 Vectors/contracts/btfs/genesis.py

A constructor runs at its contract's known address: the account has the creation code as its code while
it is called, and what the call answers becomes the code. The contract's own first creation is by nonce 1,
as it would be. Accounts: balance, nonce, code and storage as quantities and words in hex.
"""
import json
import pathlib

from eth_abi import encode
from eth_utils import is_checksum_address, keccak, to_canonical_address, to_checksum_address
from machines import COINBASE, Pair
from places import *

HERE = pathlib.Path(__file__).resolve().parent
CONTRACTS = {row["name"]: row for row in map(json.loads, open(HERE / "contracts.jsonl", encoding="utf-8"))}
FUNDS = 10**27
CHAIN = 199


def selector(signature):
    return keccak(text=signature)[:4]


def call(signature, *values):
    """Calldata of a function by its signature."""
    return selector(signature) + encode(parameters(signature[signature.index("(") :]), values)


def parameters(text):
    """The types in a pair of parentheses."""
    parts, depth, start = [], 0, 1
    for place, letter in enumerate(text):
        depth += (letter in "([") - (letter in ")]")
        if depth == (1 if letter == "," else 0) and letter in ",)" and place > start:
            parts.append(text[start:place])
            start = place + 1
    return parts


class World:
    """The state as it is being made, and the names of its accounts."""

    def __init__(self):
        self.pair, self.names = Pair(CHAIN), {}
        for address, name in ((OWNER, "owner"), (RENTER, "renter"), (HOST, "host")):
            self.pair.put(address, balance=FUNDS)
            self.names[address] = name

    def construct(self, name, address, title, kinds=(), values=()):
        row = CONTRACTS[name]
        creation = bytes.fromhex(row["creation"][2:]) + encode(kinds, values)
        self.pair.put(address, nonce=1, code=creation)
        answer = self.pair.run(OWNER, address)
        assert answer["success"], f"{name}: {answer}"
        code = bytes.fromhex(row["runtime"][2:])
        if row["endsWithOwnAddress"]:
            code += to_canonical_address(address).rjust(32, b"\0")
        assert answer["output"] == code, name
        self.pair.put(address, nonce=self.pair.account(address)[1], code=code)
        self.names[address] = title

    def created(self, address, name, title):
        code = self.pair.account(address)[2]
        assert code.hex() == CONTRACTS[name]["runtime"][2:], f"{title} is not what {address} has"
        self.names[address] = title

    def send(self, sender, to, data=b"", value=0):
        answer = self.pair.run(sender, to, data, value)
        assert answer["success"], answer


def made():
    world = World()
    world.construct("wbtt", WBTT, "WBTT")
    for address, symbol, decimals, *_ in TOKENS[1:]:
        kinds = ["string", "string", "uint8", "address"]
        world.construct("token", address, symbol, kinds, [symbol, symbol, decimals, OWNER])
    world.construct("vault_v1", LOGIC_V1, "vault logic V1")
    world.construct("vault_v2", LOGIC_V2, "vault logic V2")
    world.construct("multi_token_vault", LOGIC_MULTI, "multi-token vault logic")
    world.construct("vault_factory_v1", FACTORY_V1, "vault factory V1", ["address"], [WBTT])
    world.created(MASTER_V1, "vault_proxy_v1", "vault proxy master V1")
    world.construct("vault_factory_v2", FACTORY_V2, "vault factory V2", ["address"], [WBTT])
    world.created(MASTER_V2, "vault_proxy_v2", "vault proxy master V2")
    world.construct("legacy_factory", FACTORY_LEGACY, "vault factory of January 2022", ["address"], [WBTT])
    world.created(MASTER_LEGACY, "legacy_vault", "vault master of January 2022")
    world.construct("price_oracle", ORACLE_OLD, "price oracle, old", ["uint256"], [10**12])
    world.send(OWNER, ORACLE_OLD, call("updatePrices(address[],uint256[])", [WBTT], [TOKENS[0][3]]))
    world.construct("multi_token_oracle", ORACLE, "price oracle")
    world.send(OWNER, ORACLE, call(
        "updatePricesAndRates(address[],uint256[],uint256[])",
        [token[0] for token in TOKENS], [token[3] for token in TOKENS], [token[4] for token in TOKENS],
    ))
    world.construct("status", STATUS, "status")
    world.send(OWNER, STATUS, call("initialize(address)", OWNER))
    world.send(OWNER, STATUS, call("setCurrentVersion(string)", "4.1.0"))
    world.construct("file_meta", FILE_META, "file metadata")
    world.construct("file_contract_meta", FILE_CONTRACT_META, "storage contracts")
    world.construct("stake", STAKE, "stake")
    world.send(OWNER, STAKE, call("initialize(uint256,uint256)", 10**21, 7 * 86400))
    world.construct("token", BZZ, "xBZZ", ["string", "string", "uint8", "address"], ["xBZZ", "xBZZ", 16, OWNER])
    world.construct("chequebook_factory", SWARM_FACTORY, "Swarm factory", ["address"], [BZZ])
    world.created(SWARM_MASTER, "chequebook", "Swarm chequebook master")
    for account in (RENTER, HOST):
        world.send(account, WBTT, call("deposit()"), 10**24)
        for token, decimals in ((TRX, 6), (USDD, 18), (USDT, 6), (BZZ, 16)):
            world.send(OWNER, token, call("mint(address,uint256)", account, 10 ** (6 + decimals)))
    for account in (OWNER, RENTER, HOST):
        world.pair.put(account, balance=FUNDS)
    return world


def written(world):
    accounts = {}
    for address, (balance, nonce, code, storage) in sorted(world.pair.accounts.items()):
        name = {key.lower(): value for key, value in world.names.items()}.get(address)
        if name is None:
            assert address == COINBASE or (balance, nonce, code) == (0, 0, b""), f"{address} has no name"
            continue
        accounts[to_checksum_address(address)] = {
            "name": name, "balance": hex(balance), "nonce": hex(nonce), "code": "0x" + code.hex(),
            "storage": {f"0x{slot:064x}": f"0x{word:064x}" for slot, word in sorted(storage.items()) if word},
        }
    return accounts


if __name__ == "__main__":
    assert is_checksum_address(BZZ)
    world = made()
    state = {"chainId": CHAIN, "fork": "berlin", "stateRoot": "0x" + world.pair.root().hex(), "accounts": written(world)}
    (HERE / "genesis.json").write_text(json.dumps(state, indent=1) + "\n", encoding="utf-8")
    for address, account in state["accounts"].items():
        print(address, account["name"], len(account["code"]) // 2 - 1, len(account["storage"]))
