#!/usr/bin/env python3
"""Sessions of a test chain, as eth-tester with py-evm behind it answers them.

    pip install "eth-tester[py-evm]==0.14.0b1"
    python3 Vectors/devnet/generate.py

Each row is a chain from its first block: transactions that eth-account signs, each mined in a block
of its own, and what may be asked afterwards. Nothing is random.
"""
import pathlib
import sys

import eth.vm.forks as forks
import rlp
from eth_account import Account
from eth_tester import EthereumTester, PyEVMBackend
from eth_tester.backends.pyevm.main import get_default_genesis_params
from eth_tester.exceptions import TransactionFailed
from eth_utils import keccak, to_checksum_address

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import provenance  # noqa: E402

Account.enable_unaudited_hdwallet_features()
MNEMONIC = "test test test test test test test test test test test junk"
CHAIN_ID = 131277322940537
TIMESTAMP = 1_700_000_000
FORKS = ["Berlin", "London", "Paris", "Shanghai", "Cancun", "Prague"]
GWEI = 10**9
TOPIC = bytes(range(1, 33))


def contract():
    """Init code of a contract that stores, logs and returns its first word; without one it reverts."""
    def push(data):
        return bytes([0x5F + len(data)]) + data

    def store(offset, word):
        return push(word.ljust(32, b"\0")) + push(bytes([offset])) + b"\x52"

    refuse = (
        store(0, bytes.fromhex("08c379a0")) + store(32, bytes.fromhex("00000020"))
        + store(64, bytes.fromhex("00000007") + b"no data") + push(b"\x64") + push(b"\0") + b"\xfd")
    head = b"\x36" + push(bytes([4 + len(refuse)])) + b"\x57"
    accept = (
        b"\x5b" + push(b"\0") + b"\x35\x80" + push(b"\0") + b"\x55" + push(b"\0") + b"\x52" + push(TOPIC)
        + push(b"\x20") + push(b"\0") + b"\xa1" + push(b"\x20") + push(b"\0") + b"\xf3")
    runtime = head + refuse + accept
    init = push(bytes([len(runtime)])) + b"\x80" + push(b"\x0b") + push(b"\0") + b"\x39" + push(b"\0") + b"\xf3"
    return init.ljust(11, b"\0") + runtime


def quantity(number):
    return hex(number)


def word(text):
    return text if isinstance(text, str) else "0x" + bytes(text).hex()


def session(fork):
    overrides = {
        "gas_limit": 30_000_000, "coinbase": bytes(20), "timestamp": TIMESTAMP, "extra_data": b"",
    }
    if fork in ("Berlin", "London"):
        overrides.update(difficulty=1, nonce=bytes(8), mix_hash=bytes(32))
    backend = PyEVMBackend.from_mnemonic(
        MNEMONIC, hd_path="m/44'/60'/0'/0", genesis_state_overrides={"balance": 10_000 * 10**18},
        genesis_parameters=get_default_genesis_params(overrides),
        vm_configuration=((0, getattr(forks, f"{fork}VM")),))
    tester = EthereumTester(backend)
    accounts = [Account.from_mnemonic(MNEMONIC, account_path=f"m/44'/60'/0'/0/{i}") for i in range(3)]
    assert [account.address for account in accounts] == list(tester.get_accounts()[:3])
    steps = [send(tester, signed) for signed in transactions(accounts, fork)]
    created = steps[1]["receipt"]["contractAddress"]
    return {
        "fork": fork, "chainId": CHAIN_ID, "timestamp": TIMESTAMP,
        "genesisStateRoot": word(tester.get_block_by_number(0)["state_root"]),
        "steps": steps, "questions": questions(tester, accounts, created, len(steps)),
    }


def transactions(accounts, fork):
    """The raw transactions; the contract stands where the second one puts it."""
    sender, second, third = accounts
    init = contract()
    created = created_address(sender.address, 1)
    price = {"gasPrice": 3 * GWEI}
    fees = {"maxFeePerGas": 5 * GWEI, "maxPriorityFeePerGas": GWEI, "type": 2}
    newest = price if fork == "Berlin" else fees
    keys = [{"address": created, "storageKeys": ["0x" + "00" * 32]}]
    made = [
        (sender, {"to": second.address, "value": 10**18, "gas": 21_000, **price}),
        (sender, {"value": 0, "data": init, "gas": 200_000, **newest}),
        (sender, {"to": created, "value": 0, "data": (7).to_bytes(32, "big"), "gas": 100_000, **newest}),
        (second, {"to": created, "value": 0, "data": bytes(32), "gas": 100_000, "type": 1, "accessList": keys, **price}),
        (third, {"to": created, "value": 5, "data": b"", "gas": 60_000, **price}),
        (third, {"to": created, "value": 5, "data": b"\xff" * 40, "gas": 60_000, **newest}),
        (second, {"to": created, "value": 0, "data": b"\x01", "gas": 30_000, **price}),
    ]
    nonces = {}
    for account, fields in made:
        nonce = nonces.get(account.address, 0)
        nonces[account.address] = nonce + 1
        yield account.sign_transaction({"chainId": CHAIN_ID, "nonce": nonce, **fields})


def created_address(sender, nonce):
    return to_checksum_address(keccak(rlp.encode([bytes.fromhex(sender[2:]), nonce]))[12:])


def send(tester, signed):
    """Mines a transaction; what is told of it, of its block and of what it left."""
    name = tester.send_raw_transaction("0x" + signed.raw_transaction.hex().removeprefix("0x"))
    receipt = tester.get_transaction_receipt(name)
    sent = tester.get_transaction_by_hash(name)
    block = tester.get_block_by_number(receipt["block_number"])
    answer = {
        "raw": signed.raw_transaction,
        "receipt": {
            "transactionHash": word(receipt["transaction_hash"]),
            "transactionIndex": quantity(receipt["transaction_index"]),
            "blockNumber": quantity(receipt["block_number"]), "from": receipt["from"].lower(),
            "to": (receipt["to"] or "").lower() or None,
            "contractAddress": (receipt["contract_address"] or "").lower() or None,
            "gasUsed": quantity(receipt["gas_used"]),
            "cumulativeGasUsed": quantity(receipt["cumulative_gas_used"]),
            "effectiveGasPrice": quantity(receipt["effective_gas_price"]),
            "status": quantity(receipt["status"]), "type": quantity(int(receipt["type"], 16)),
            "logs": [log_answer(log) for log in receipt["logs"]],
        },
        "transaction": {
            "hash": word(sent["hash"]), "nonce": quantity(sent["nonce"]), "gas": quantity(sent["gas"]),
            "value": quantity(sent["value"]), "input": word(sent["data"]), "from": sent["from"].lower(),
            "blockNumber": quantity(sent["block_number"]), "v": quantity(sent["v"]),
            "r": quantity(sent["r"]), "s": quantity(sent["s"]), "type": quantity(int(sent["type"], 16)),
        },
        "block": {
            "number": quantity(block["number"]), "gasUsed": quantity(block["gas_used"]),
            "gasLimit": quantity(block["gas_limit"]), "stateRoot": word(block["state_root"]),
            "transactionsRoot": word(block["transactions_root"]),
            "receiptsRoot": word(block["receipts_root"]),
            "logsBloom": "0x" + format(block["logs_bloom"], "0512x"),
            "transactions": [word(item) for item in block["transactions"]],
        },
    }
    if block.get("base_fee_per_gas") is not None:
        answer["block"]["baseFeePerGas"] = quantity(block["base_fee_per_gas"])
    return answer


def log_answer(log):
    return {
        "address": log["address"].lower(), "topics": [word(topic) for topic in log["topics"]],
        "data": word(log["data"]), "logIndex": quantity(log["log_index"]),
        "transactionIndex": quantity(log["transaction_index"]),
        "transactionHash": word(log["transaction_hash"]), "blockNumber": quantity(log["block_number"]),
    }


def questions(tester, accounts, created, count):
    """Calls of methods, each with its result or what its error says."""
    asked = []

    def ask(method, params, result):
        asked.append({"method": method, "params": params, "result": result})

    for account in accounts:
        for number in (0, 3, count):
            ask("eth_getBalance", [account.address.lower(), quantity(number)],
                quantity(tester.get_balance(account.address, number)))
        ask("eth_getTransactionCount", [account.address.lower(), "latest"],
            quantity(tester.get_nonce(account.address)))
    ask("eth_getCode", [created, "latest"], word(tester.get_code(created)))
    ask("eth_getStorageAt", [created, "0x0", "latest"], word(tester.get_storage_at(created, "0x0")))
    ask("eth_getStorageAt", [created, "0x0", "0x3"], word(tester.get_storage_at(created, "0x0", 3)))
    ask("eth_getLogs", [{"fromBlock": "0x0", "toBlock": "latest"}],
        [log_answer(log) for log in tester.get_logs(from_block=0)])
    ask("eth_getLogs", [{"fromBlock": "0x0", "address": created, "topics": ["0x" + TOPIC.hex()]}],
        [log_answer(log) for log in tester.get_logs(
            from_block=0, address=created, topics=["0x" + TOPIC.hex()])])
    ask("eth_getLogs", [{"fromBlock": "0x0", "topics": ["0x" + "22" * 32]}],
        [log_answer(log) for log in tester.get_logs(from_block=0, topics=["0x" + "22" * 32])])
    message = {"from": accounts[0].address, "to": created, "data": "0x" + "2a" * 32}
    # py-evm before London wants a price; a call that names none pays none, so that is not asked for.
    priced = {**message, "gas_price": 3 * GWEI, "gas": 100_000}
    ask("eth_call", [{**message, "from": accounts[0].address.lower()}, "latest"], word(tester.call(priced)))
    try:
        tester.call({**priced, "data": "0x"})
        raise AssertionError("the contract takes no empty data")
    except TransactionFailed as failure:
        asked.append({
            "method": "eth_call", "params": [{"to": created, "data": "0x"}, "latest"],
            "error": {"code": 3, "message": f"execution reverted: {failure.args[0]}"}})
    return asked


if __name__ == "__main__":
    provenance.write_rows(HERE, "sessions.jsonl", map(session, FORKS))
    provenance.record(HERE, ["eth-tester", "py-evm", "eth-account"])
