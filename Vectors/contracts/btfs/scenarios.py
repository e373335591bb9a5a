"""Scenarios: calls from the genesis state on, each with what it must do; both machines run each step.

A step that does not do what the scenario says ends the program. A row keeps what was said and done, so
that another machine can be held against it.
"""
import json
import pathlib

from eth_abi import decode, encode
from eth_account import Account
from eth_utils import keccak, to_canonical_address, to_checksum_address
from explained import check, names_by_code
from genesis import CHAIN, CONTRACTS, call, parameters
from machines import Pair, canonical
from places import KEYS, OWNER

HERE = pathlib.Path(__file__).resolve().parent
STATE = json.loads((HERE / "genesis.json").read_text(encoding="utf-8"))
GENESIS = STATE["accounts"]
IMPLEMENTATION = 0x360894A13BA1A3210667C828492DB98DCA3E2076CC3735A920A3CA505D382BBC
ALL = []


def scenario(section, *arguments):
    """Registers a function that plays a scenario; its name is the scenario's, its documentation the claim."""
    def take(play):
        for argument in arguments or [None]:
            ALL.append((section, play, argument))
        return play
    return take


def raw(text):
    return bytes.fromhex(text.removeprefix("0x"))


def of(slot, key, kind="address"):
    """Where Solidity keeps a mapping's value."""
    if kind == "string":
        return int.from_bytes(keccak(key.encode() + slot.to_bytes(32, "big")), "big")
    return int.from_bytes(keccak(encode([kind, "uint256"], [key, slot])), "big")


def clone_code(master):
    return raw("363d3d373d3d3d363d73") + to_canonical_address(master) + raw("5af43d82803e903d91602b57fd5bf3")


def signed(key, name, primary, fields, message, chain=CHAIN):
    """A signature of typed data by eth-account, for a domain of a name, version 1.0 and a chain."""
    types = {primary: [{"type": kind, "name": field} for kind, field in (pair.split(" ") for pair in fields.split(", "))]}
    domain = {"name": name, "version": "1.0", "chainId": chain}
    return bytes(Account.sign_typed_data(KEYS.get(key, key), domain, types, message).signature)


def event(address, signature, *values):
    """A log: fields marked with `*` are topics."""
    kinds = parameters(signature[signature.index("(") :])
    plain = [kind.rstrip("*") for kind in kinds]
    name = signature[: signature.index("(")]
    topics = [keccak(text=f"{name}({','.join(plain)})")]
    topics += [encode([kind], [value]) for kind, mark, value in zip(plain, kinds, values) if mark != kind]
    data = [(kind, value) for kind, mark, value in zip(plain, kinds, values) if mark == kind]
    return {
        "address": canonical(address), "topics": topics,
        "data": encode([kind for kind, _ in data], [value for _, value in data]),
    }


class Play:
    def __init__(self, extra=None):
        self.pair = Pair(CHAIN)
        self.steps, self.extra = [], []
        for address, account in GENESIS.items():
            self.pair.put(
                address, int(account["balance"], 16), int(account["nonce"], 16), raw(account["code"]),
                {int(slot, 16): int(word, 16) for slot, word in account["storage"].items()},
            )
        self.before = self.snapshot()

    def snapshot(self):
        return {address: (*known[:3], dict(known[3])) for address, known in self.pair.accounts.items()}

    def place(self, address, code=b"", balance=0):
        """An account that the genesis does not have."""
        assert not self.steps
        self.pair.put(address, balance=balance, nonce=1 if code else 0, code=code)
        self.extra.append({
            "address": to_checksum_address(address), "code": code, "balance": hex(balance), "nonce": hex(1 if code else 0)
        })
        self.before = self.snapshot()

    def wait(self, seconds):
        self.pair.set_block(self.pair.number + max(1, seconds // 2), self.pair.timestamp + seconds)

    def step(self, sender, to, data, value, answer):
        self.steps.append({
            "from": to_checksum_address(sender), "to": to_checksum_address(to) if to else None, "value": hex(value),
            "data": data, "number": hex(self.pair.number), "timestamp": hex(self.pair.timestamp),
            "success": answer["success"], "output": answer["output"], "gasUsed": hex(answer["gasUsed"]),
            "logs": [{**log, "address": to_checksum_address(log["address"])} for log in answer["logs"]],
        })

    def send(self, sender, to, data, *logs, value=0):
        """Succeeds, with exactly these logs."""
        answer = self.pair.run(sender, to, data, value)
        self.step(sender, to, data, value, answer)
        assert answer["success"], f"refused: {answer['output']}"
        assert answer["logs"] == list(logs), f"\nlogs: {answer['logs']}\nnot:  {list(logs)}"
        return answer["output"]

    def tell(self, sender, to, data, value=0):
        """Succeeds; its logs are not this scenario's matter."""
        answer = self.pair.run(sender, to, data, value)
        self.step(sender, to, data, value, answer)
        assert answer["success"], f"refused: {answer['output']}"
        return answer["output"]

    def refuse(self, sender, to, data, reason, value=0):
        """Reverts with a reason: a text, bytes as they are, or none at all for an empty text."""
        answer = self.pair.run(sender, to, data, value)
        self.step(sender, to, data, value, answer)
        assert not answer["success"] and not answer["logs"], answer
        expected = reason if isinstance(reason, bytes) else call("Error(string)", reason) if reason else b""
        assert answer["output"] == expected, f"\nsaid: {answer['output']}\nnot:  {expected}"

    def ask(self, to, signature, *arguments, is_=None, sender=OWNER):
        """Calls a function and holds its answer against the given values."""
        inside, outside = signature[: signature.index(")") + 1], signature[signature.index(")") + 1 :]
        output = self.tell(sender, to, call(inside, *arguments))
        found = decode(parameters(outside), output)
        expected = is_ if isinstance(is_, tuple) else (is_,)
        lower = [value.lower() if isinstance(value, str) and value[:2] == "0x" else value for value in expected]
        assert list(found) == lower, f"{signature}: {found}, not {expected}"

    def word(self, address, slot, expected):
        found = self.pair.word(address, slot)
        expected = expected if isinstance(expected, int) else int.from_bytes(to_canonical_address(expected), "big")
        assert found == expected, f"{address} {slot:x}: {found:x}, not {expected:x}"

    def after(self):
        """What differs from the beginning, and every word that was written."""
        changes = {}
        for address, (balance, nonce, code, storage) in sorted(self.pair.accounts.items()):
            old = self.before.get(address, (0, 0, b"", {}))
            change = {}
            if balance != old[0]:
                change["balance"] = hex(balance)
            if nonce != old[1]:
                change["nonce"] = hex(nonce)
            if code != old[2]:
                change["code"] = code
            words = {f"0x{slot:064x}": f"0x{word:064x}" for slot, word in sorted(storage.items()) if word != old[3].get(slot, 0)}
            if words:
                change["storage"] = words
            if change:
                changes[to_checksum_address(address)] = change
        return changes


def rows():
    names, codes, words = set(), names_by_code(CONTRACTS), 0
    assert "0x" + Play().pair.root().hex() == STATE["stateRoot"]
    for section, play, argument in ALL:
        stage = Play()
        name = play.__name__.replace("_", " ") + (f" ({argument})" if argument else "")
        assert name not in names, name
        names.add(name)
        try:
            play(stage, argument) if argument else play(stage)
        except AssertionError as error:
            raise AssertionError(f"{name}: {error}") from error
        words += check(stage.pair.accounts, codes)
        print(f"  {len(stage.steps):3} steps  {section:12} {name}")
        yield {
            "name": name, "section": section, "accounts": stage.extra, "steps": stage.steps, "after": stage.after(),
            "stateRoot": stage.pair.root(),
        }
    print(f"{words} words of storage are where the layouts have them.")
