"""Two machines that run transactions under Berlin's rules on one state, and must agree on everything.

pyrevm is revm (Rust), py-evm is the Ethereum Foundation's (Python); they share no code. `Pair` runs each
transaction on both and fails when status, output, gas, logs, or any account or word that was written
differ. The gas price is zero; there is no base fee.
"""
import atexit
import http.client
import json
import pathlib
import re
import subprocess
import sys

import pyrevm
import rlp
from eth.constants import BLANK_ROOT_HASH
from eth.db.atomic import AtomicDB
from eth.vm.execution_context import ExecutionContext
from eth.vm.forks.berlin import BerlinVM
from eth.vm.forks.berlin.state import BerlinState
from eth.vm.spoof import SpoofTransaction
from eth_utils import keccak, to_canonical_address, to_checksum_address
from trie import HexaryTrie

GAS_LIMIT = 8_000_000
BLOCK_GAS_LIMIT = 30_000_000
COINBASE = "0x" + "c0" * 20


def canonical(address):
    return "0x" + to_canonical_address(address).hex()


class Noting(BerlinState):
    """Notes which accounts and words are written."""

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.accounts, self.words = set(), set()

    def set_balance(self, address, balance):
        self.accounts.add(address)
        super().set_balance(address, balance)

    def set_nonce(self, address, nonce):
        self.accounts.add(address)
        super().set_nonce(address, nonce)

    def increment_nonce(self, address):
        self.accounts.add(address)
        super().increment_nonce(address)

    def set_code(self, address, code):
        self.accounts.add(address)
        super().set_code(address, code)

    def delete_account(self, address):
        self.accounts.add(address)
        super().delete_account(address)

    def set_storage(self, address, slot, value):
        self.words.add((address, slot))
        super().set_storage(address, slot, value)


class PyEVM:
    def __init__(self, chain):
        self.chain = chain
        self.state = Noting(AtomicDB(), self.context(1, 1), BLANK_ROOT_HASH)

    def context(self, number, timestamp):
        return ExecutionContext(
            coinbase=to_canonical_address(COINBASE), timestamp=timestamp, block_number=number, difficulty=1,
            mix_hash=bytes(32), gas_limit=BLOCK_GAS_LIMIT, prev_hashes=[], chain_id=self.chain,
        )

    def set_block(self, number, timestamp):
        self.state.execution_context = self.context(number, timestamp)

    def run(self, sender, to, value, data):
        state, sender = self.state, to_canonical_address(sender)
        unsigned = BerlinVM.create_unsigned_transaction(
            nonce=state.get_nonce(sender), gas_price=0, gas=GAS_LIMIT,
            to=to_canonical_address(to) if to else b"", value=value, data=data,
        )
        computation = state.apply_transaction(SpoofTransaction(unsigned, from_=sender))
        used = GAS_LIMIT - computation.get_gas_remaining()
        # Refunds are at most half of what was used, before London.
        refund = 0 if computation.is_error else min(computation.get_gas_refund(), used // 2)
        state.lock_changes()
        logs = [
            {"address": "0x" + address.hex(), "topics": [topic.to_bytes(32, "big") for topic in topics], "data": log}
            for address, topics, log in ([] if computation.is_error else computation.get_log_entries())
        ]
        output = computation.msg.storage_address if to is None and computation.is_success else computation.output
        return {"success": computation.is_success, "output": output, "gasUsed": used - refund, "logs": logs}


class StateServer:
    """The state as revm asks for it. What is put into pyrevm directly would be warm, and count as written."""

    def __init__(self):
        program = pathlib.Path(__file__).resolve().parent / "state_server.py"
        self.child = subprocess.Popen([sys.executable, program], stdout=subprocess.PIPE, text=True)
        atexit.register(self.child.kill)
        self.connection = http.client.HTTPConnection("127.0.0.1", int(self.child.stdout.readline()))

    @property
    def url(self):
        return f"http://127.0.0.1:{self.connection.port}"

    def tell(self, method, *parameters):
        self.connection.request("POST", "/", json.dumps({"id": 1, "method": method, "params": parameters}))
        self.connection.getresponse().read()

    def put(self, accounts):
        self.tell("put", {
            address: {"balance": hex(balance), "nonce": hex(nonce), "code": "0x" + code.hex(), "storage": storage}
            for address, (balance, nonce, code, storage) in accounts.items()
        })


class Revm:
    """One transaction."""

    def __init__(self, chain, number, timestamp, server):
        self.evm = pyrevm.EVM(
            spec_id="Berlin", env=pyrevm.Env(cfg=pyrevm.CfgEnv(chain_id=chain)), gas_limit=GAS_LIMIT,
            fork_url=server.url, fork_block=hex(number),
        )
        self.evm.set_block_env(pyrevm.BlockEnv(
            number=number, timestamp=timestamp, coinbase=COINBASE, gas_limit=BLOCK_GAS_LIMIT, basefee=0, difficulty=1
        ))

    def run(self, sender, to, value, data):
        evm = self.evm
        try:
            if to is None:
                output = to_canonical_address(evm.deploy(to_checksum_address(sender), data, value, GAS_LIMIT))
            else:
                output = bytes(evm.message_call(to_checksum_address(sender), to_checksum_address(to), data, value, GAS_LIMIT))
        except RuntimeError as error:
            found = re.search("output: 0x([0-9a-f]*)", str(error))
            output = bytes.fromhex(found[1]) if found else b""
        result = evm.result
        logs = [
            {"address": canonical(log.address), "topics": [bytes.fromhex(topic[2:]) for topic in log.topics], "data": log.data[1]}
            for log in (result.logs if result.is_success else [])
        ]
        return {"success": result.is_success, "output": output, "gasUsed": result.gas_used, "logs": logs}


class Pair:
    """Both machines with one state; what it answers, both have said. One at a time: they share a server."""

    server = None

    def __init__(self, chain, number=1_000, timestamp=1_650_000_000):
        Pair.server = Pair.server or StateServer()
        self.server.tell("clear")
        self.chain, self.accounts, self.changed = chain, {}, set()
        self.python = PyEVM(chain)
        self.set_block(number, timestamp)

    def set_block(self, number, timestamp):
        self.number, self.timestamp = number, timestamp
        self.python.set_block(number, timestamp)

    def put(self, address, balance=0, nonce=0, code=b"", storage=None):
        """Sets an account, whatever it was; its storage is added to."""
        key, state = to_canonical_address(address), self.python.state
        state.set_balance(key, balance)
        state.set_nonce(key, nonce)
        state.set_code(key, code)
        for slot, word in (storage or {}).items():
            state.set_storage(key, slot, word)
        state.lock_changes()
        self.accept(None)

    def accept(self, rust, caller=None):
        """Takes what was written into the common state; revm must have written it, too."""
        state = self.python.state
        for address, slot in state.words:
            word = state.get_storage(address, slot)
            if rust:
                assert rust.storage(to_checksum_address(address), slot) == word, f"{address.hex()} {slot:x}"
            self.account(canonical(address))[3][slot] = word
            self.changed.add(canonical(address))
        for address in state.accounts:
            if rust and canonical(address) == COINBASE:
                continue
            known = state.get_balance(address), state.get_nonce(address), state.get_code(address)
            if rust:
                info = rust.basic(to_checksum_address(address))
                # revm's analysed code has zeros behind it.
                code = bytes(rust.get_code(to_checksum_address(address)) or b"")[: len(known[2])]
                # pyrevm's message_call leaves the sender's nonce as it was.
                nonce = info.nonce + 1 if canonical(address) == caller else info.nonce
                assert (info.balance, nonce, code) == known, f"{address.hex()}: {info}"
            self.accounts[canonical(address)] = (*known, self.account(canonical(address))[3])
            self.changed.add(canonical(address))
        state.accounts.clear()
        state.words.clear()

    def run(self, sender, to, data=b"", value=0):
        self.server.put({address: self.accounts[address] for address in self.changed})
        self.changed.clear()
        machine = Revm(self.chain, self.number, self.timestamp, self.server)
        rust = machine.run(sender, to, value, data)
        python = self.python.run(sender, to, value, data)
        assert rust == python, f"\npyrevm: {str(rust)[:2000]}\npy-evm: {str(python)[:2000]}"
        self.accept(machine.evm, canonical(sender) if to else None)
        return python

    def root(self):
        """The state's root: py-evm's, which is that of a trie made of the common state."""
        accounts = HexaryTrie({})
        for address, (balance, nonce, code, storage) in self.accounts.items():
            if (balance, nonce, code) == (0, 0, b""):
                continue
            words = HexaryTrie({})
            for slot, word in storage.items():
                if word:
                    words[keccak(slot.to_bytes(32, "big"))] = rlp.encode(word)
            body = [nonce, balance, words.root_hash, keccak(code)]
            accounts[keccak(to_canonical_address(address))] = rlp.encode(body)
        self.python.state.persist()
        assert self.python.state.state_root == accounts.root_hash
        return accounts.root_hash

    def account(self, address):
        """Balance, nonce, code and the known words of storage."""
        return self.accounts.setdefault(canonical(address), (0, 0, b"", {}))

    def word(self, address, slot):
        return self.account(address)[3].get(slot, 0)
