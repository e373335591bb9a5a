"""Runs code in py-evm and writes down what it asked for and what it did."""
import random

from eth import constants
from eth.chains.base import MiningChain
from eth.db.atomic import AtomicDB
from eth.vm.forks.cancun import CancunVM
from eth.vm.message import Message
from eth.vm.transaction_context import BaseTransactionContext
from eth_abi import encode

CALLER, SELF = bytes.fromhex("b2" * 20), bytes.fromhex("d4" * 20)
OTHER = bytes.fromhex("c3" * 20)
GAS = 3_000_000
# What other accounts do: answer 1, nothing, three words, the caller's data, or refuse with text.
ANSWERS = [
    "600160005260206000f3", "600160005260206000f3", "600160005260206000f3", "00",
    "6001600052600260205260036040526060" + "6000f3", "366000600037366000f3",
    "6f6e6f7420746f646179206d7920667269656e64600052" + "60206000fd",
]
VALUES = [0, 0, 1, 1, 2, 3, 27, 1000, 10**18, 10**30, int.from_bytes(CALLER, "big"), int.from_bytes(OTHER, "big"), 2**256 - 1]


class Surroundings:
    """What is made up for one run, each answer from the place it is asked for."""

    def __init__(self, seed, code):
        self.seed, self.code = seed, code
        self.storage, self.codes, self.balances = {}, {}, {}

    def of(self, *place):
        return random.Random(f"{self.seed} {place}")

    def slot(self, slot):
        if slot not in self.storage:
            self.storage[slot] = self.of("slot", slot).choice(VALUES)
        return self.storage[slot]

    def code_of(self, address):
        if address == SELF:
            return self.code
        if address not in self.codes:
            choice = self.of("code", address.hex())
            plain = int.from_bytes(address, "big") < 20 or choice.random() < 0.05
            self.codes[address] = b"" if plain else bytes.fromhex(choice.choice(ANSWERS))
        return self.codes[address]


def new_state(surroundings):
    chain_class = MiningChain.configure(__name__="Runs", vm_configuration=((constants.GENESIS_BLOCK_NUMBER, CancunVM),), chain_id=199)
    chain = chain_class.from_genesis(AtomicDB(), {"difficulty": 0, "gas_limit": 30_000_000, "timestamp": 1_700_000_000})
    head = chain.get_canonical_head()
    state = chain.get_vm(chain.create_header_from_parent(head, timestamp=1_700_000_001)).state
    state.set_balance(CALLER, 10**24)
    state.set_balance(SELF, 10**20)
    kind = type(state)

    class Made(kind):
        def get_storage(self, address, slot, from_journal=True):
            known = written.get((address, slot))
            if known is not None:
                return super().get_storage(address, slot, from_journal)
            if address != SELF:
                return 0
            value = surroundings.slot(slot)
            written[(address, slot)] = True
            super().set_storage(address, slot, value)
            return super().get_storage(address, slot, from_journal)

        def set_storage(self, address, slot, value):
            if address == SELF and (address, slot) not in written:
                surroundings.slot(slot)
            written[(address, slot)] = True
            super().set_storage(address, slot, value)

        def get_code(self, address):
            return surroundings.code_of(address) if len(created) == 0 or address not in created else super().get_code(address)

        def set_code(self, address, code):
            created.add(address)
            super().set_code(address, code)

        def account_exists(self, address):
            return True

    written, created = {}, set()
    state.__class__ = Made
    return state


def one(code, data, value, seed):
    """One call; what it needed and what it did."""
    surroundings = Surroundings(seed, code)
    state = new_state(surroundings)
    before = state.get_balance(SELF) + value
    message = Message(gas=GAS, to=SELF, sender=CALLER, value=value, data=data, code=code)
    context = BaseTransactionContext(gas_price=1, origin=CALLER)
    kind = state.computation_class
    sizes = {}

    class Watched(kind):
        pass

    state.computation_class = Watched
    computation = Watched.apply_message(state, message, context)
    for address, text in surroundings.codes.items():
        sizes[address.hex()] = len(text)
    for child in computation.children:
        if child.msg.is_create and child.is_success:
            sizes[child.msg.storage_address.hex()] = len(state.get_code(child.msg.storage_address))
    error = computation.is_error
    after = {}
    for slot in surroundings.storage:
        now = type(state).__mro__[1].get_storage(state, SELF, slot, True)
        if now != surroundings.storage[slot]:
            after[slot] = now
    fault = type(computation._error).__name__ if error else ""
    children = [
        {"output": bytes(child.output), "success": child.is_success, "address": bytes(child.msg.storage_address) if child.msg.is_create else b"", "created": child.msg.is_create}
        for child in computation.children
    ]
    row = {
        "data": data, "value": value, "balance": before,
        "outcome": ("revert" if fault == "Revert" else "fault") if error else "success", "output": bytes(computation.output) if not error or fault == "Revert" else b"",
        "before": {f"0x{slot:x}": f"0x{known:x}" for slot, known in surroundings.storage.items()},
        "after": {f"0x{slot:x}": f"0x{now:x}" for slot, now in after.items()} if not error else {},
        "sizes": sizes,
        "logs": [{"topics": [f"0x{topic:x}" for topic in log[2]], "data": log[3]} for log in own_logs(computation)] if not error else [],
        "answers": children, "why": fault,
    }
    # What is empty is left out.
    return {key: item for key, item in row.items() if item or key in ("data", "value")}


def own_logs(computation):
    return sorted(log for log in computation._log_entries)


def given(kind, chance):
    if kind.endswith("]"):
        inner, _, size = kind[:-1].rpartition("[")
        return [given(inner, chance) for _ in range(int(size) if size else chance.randrange(0, 3))]
    if kind.startswith("("):
        return tuple(given(part, chance) for part in split(kind[1:-1]))
    if kind == "bool":
        return chance.random() < 0.5
    if kind == "address":
        return "0x" + chance.choice([CALLER, OTHER, SELF, bytes(20), chance.randbytes(20)]).hex()
    if kind == "string":
        return chance.choice(["", "a", "cheque", "a text of more than thirty-two bytes, to be stored long"])
    if kind == "bytes":
        return chance.randbytes(chance.choice([0, 4, 10, 32, 65]))
    if kind == "function":
        return chance.randbytes(24)
    if kind.startswith("bytes"):
        return chance.choice([bytes(int(kind[5:])), chance.randbytes(int(kind[5:]))])
    if "fixed" in kind:
        import decimal
        return decimal.Decimal(chance.randrange(0, 1000)) / 8
    bits = int(kind.removeprefix("u").removeprefix("int"))
    low, high = (0, 2**bits) if kind[0] == "u" else (-(2 ** (bits - 1)), 2 ** (bits - 1))
    pick = chance.choice([0, 1, 2, 3, 7, chance.randrange(low, high), chance.randrange(0, 100), high - 1])
    return min(pick, high - 1)


def split(text):
    parts, depth, start = [], 0, 0
    for place, character in enumerate(text):
        depth += (character in "([") - (character in ")]")
        if character == "," and not depth:
            parts.append(text[start:place])
            start = place + 1
    return [*parts, text[start:]] if text else []


def runs(code, functions, name, count):
    """Calls of each function, and some that name none."""
    result = []
    for selector, arguments in functions:
        for attempt in range(count):
            chance = random.Random(f"decompilation {name} {selector.hex()} {attempt}")
            kinds = split(arguments)
            data = selector + encode(kinds, [given(kind, chance) for kind in kinds])
            value = 5 if chance.random() < 0.1 else 0
            result.append(one(code, data, value, f"{name} {selector.hex()} {attempt}"))
    for attempt, data in enumerate([b"", b"\x01", b"\xfe\xed\xc0\xdf", b"\xfe\xed\xc0\xdf" + bytes(range(64))]):
        result.append(one(code, data, 0, f"{name} none {attempt}"))
    return result


def plain(value):
    from provenance import text
    return text(value)
