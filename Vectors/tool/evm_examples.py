"""The golden answers of the help of `chequer evm`, by revm (through pyrevm); ABI data by eth-abi, state roots by py-trie."""
import json
import pathlib

import pyrevm
import rlp
from trie import HexaryTrie
from eth_abi import encode
from eth_utils import keccak, to_checksum_address

VAULT = "0x1f8B3e7E691D733F5eb17E5570c49dE3e5Aecef9"
HOST = "0xF54430F85b5862cdd3278C3C78fda39b65f4a2bC"
# The tool's sender and contract where nothing else is said.
SENDER = "0x" + "1000".rjust(40, "0")
CONTRACT = "0x" + "2000".rjust(40, "0")
GAS = 30_000_000


def run(code, fork="Cancun", gas=GAS, data=b"", storage=None, contracts=None):
    """Output, gas of the frame alone, and whether it succeeded."""
    evm = pyrevm.EVM(gas_limit=2**40, spec_id=fork)
    for address, runtime in {CONTRACT: code, **(contracts or {})}.items():
        evm.insert_account_info(address, pyrevm.AccountInfo(nonce=1, code=runtime))
    for slot, word in (storage or {}).items():
        evm.insert_account_storage(CONTRACT, slot, word)
    fee = 21_000 + sum(16 if byte else 4 for byte in data)
    output = b""
    try:
        output = evm.message_call(SENDER, CONTRACT, calldata=data, gas=gas + fee)
    except RuntimeError:
        pass
    result = evm.result
    return bytes(output), result.gas_used + result.gas_refunded - fee, result.is_success


def run_at(address, data, slot):
    """Output and gas of a call of one of BTFS's contracts in the genesis, under Berlin, that reads a slot.

    Through pyrevm every slot but the first that is given is warm, so this one goes first.
    """
    genesis = json.loads((pathlib.Path(__file__).parent.parent / "contracts" / "btfs" / "genesis.json").read_text())
    evm = pyrevm.EVM(gas_limit=2**40, spec_id="Berlin")
    for name, account in genesis["accounts"].items():
        evm.insert_account_info(name, pyrevm.AccountInfo(
            nonce=int(account.get("nonce", "0x0"), 16), balance=int(account.get("balance", "0x0"), 16),
            code=bytes.fromhex(account.get("code", "0x")[2:])))
    words = {int(number, 16): int(word, 16) for number, word in genesis["accounts"][address]["storage"].items()}
    for number in sorted(words, key=lambda number: number != slot):
        evm.insert_account_storage(address, number, words[number])
    output = evm.message_call(SENDER, address, calldata=data, gas=GAS)
    result = evm.result
    return bytes(output), result.gas_used + result.gas_refunded - 21_000 - sum(16 if byte else 4 for byte in data)


def push(data):
    return bytes([0x5F + len(data)]) + data


def stored(data):
    """Code that writes bytes to memory from 0 on."""
    words = [data[start : start + 32].ljust(32, b"\0") for start in range(0, len(data), 32)]
    return b"".join(push(word) + push(bytes([32 * index])) + b"\x52" for index, word in enumerate(words))


def called(data):
    """Code that calls the vault with data, with nothing for its output."""
    return stored(data) + bytes.fromhex("60006000") + push(bytes([len(data)])) + bytes.fromhex("60006000") + push(
        bytes.fromhex(VAULT[2:])
    ) + bytes.fromhex("5af150")


def token():
    """Logs a Transfer and writes slot 1 for calldata with arguments; else reverts with a reason."""
    reason = bytes.fromhex("08c379a0") + encode(["string"], ["Vault: cannot cash"])
    fails = stored(reason) + push(bytes([len(reason)])) + bytes.fromhex("6000fd")
    works = b"\x5b" + bytes.fromhex("602435600055" "602435600052" "600435") + b"\x33" + push(
        keccak(text="Transfer(address,address,uint256)")) + bytes.fromhex("60206000a3" "600160005260206000f3")
    # CALLDATASIZE; PUSH1 4; LT; PUSH1 destination; JUMPI
    head = bytes.fromhex("36600410") + push(bytes([4 + 3 + len(fails)])) + b"\x57"
    return head + fails + works


def state_root(accounts):
    """The root of accounts without code, each a nonce and a balance."""
    state = HexaryTrie({})
    for address, (nonce, balance) in accounts.items():
        state[keccak(hexstr=address)] = rlp.encode(
            [nonce, balance, keccak(rlp.encode(b"")), keccak(b"")])
    return "0x" + state.root_hash.hex()


def transfer_test():
    """A state test of a transfer with a tip, by hand but for its root."""
    coinbase, sender = "0x" + "c0" * 20, HOST.lower()
    funds, value, base_fee, tip, gas = 10**18, 5, 7, 3, 21_000
    root = state_root({
        sender: (1, funds - value - gas * (base_fee + tip)),
        VAULT: (0, value),
        coinbase: (0, gas * tip),
    })
    case = {"hash": root, "logs": "0x" + keccak(rlp.encode([])).hex(), "indexes": {"data": 0, "gas": 0, "value": 0}}
    test = {
        "env": {
            "currentCoinbase": coinbase, "currentNumber": "0x1", "currentTimestamp": "0x3e8",
            "currentGasLimit": "0x989680", "currentRandom": "0x" + "00" * 32, "currentBaseFee": hex(base_fee),
            "currentExcessBlobGas": "0x0"},
        "pre": {sender: {"balance": hex(funds), "nonce": "0x0", "code": "0x", "storage": {}}},
        "transaction": {
            "sender": sender, "to": VAULT, "nonce": "0x0", "data": ["0x"], "gasLimit": ["0xc350"], "value": [hex(value)],
            "maxFeePerGas": "0x64", "maxPriorityFeePerGas": hex(tip)},
        "post": {"London": [case], "Cancun": [case]}}
    return json.dumps({"transfer": test}, separators=(",", ":")), case


def rows(row, owner_code):
    adding = "0x6001600201600052600160205260206000f3"
    output, used, success = run(bytes.fromhex(adding[2:]))
    assert success
    yield row(f"chequer evm run {adding}", [f"Succeeded under Osaka with {used} of {GAS} gas.", "Output    0x" + output.hex()])

    code, data = bytes.fromhex(owner_code.strip()[2:]), keccak(text="owner()")[:4]
    output, used, success = run(code, data=data, storage={0: int(VAULT, 16)})
    assert success and output == encode(["address"], [VAULT])
    yield row(
        f"chequer evm run owner.hex 'owner()(address)' --storage 0={VAULT}",
        [f"Succeeded under Osaka with {used} of {GAS} gas.", "Output    0x" + output.hex(), "          address  " + VAULT],
        files={"owner.hex": owner_code},
    )

    output, used, success = run(bytes.fromhex("5b600056"), gas=1000)
    assert not success and used == 1000
    yield row("chequer evm run 0x5b600056 --gas 1000 --json", [json.dumps(
        {"success": False, "output": "0x", "gasUsed": "1000", "error": "out of gas", "logs": []}, separators=(",", ":"))], status=1)

    runtime = bytes.fromhex("602a60005260206000f3")
    creation = bytes.fromhex("600a600c600039600a6000f3") + runtime
    output, used, success = run(creation, fork="Berlin")
    assert success and output == runtime
    made = keccak(rlp.encode([bytes.fromhex(SENDER[2:]), 0]))[12:]
    yield row(f"chequer evm run {creation.hex()} --create --fork bttc", [
        f"Succeeded under bttc with {used + 200 * len(runtime)} of {GAS} gas.",
        f"Contract  {to_checksum_address(made)}, {len(runtime)} bytes", "Output    0x" + runtime.hex()])

    factory = "0x763d7858287B9a33F4bE5bb3df0241dACc59BCc7"
    output, used = run_at(factory, keccak(text="TokenAddress()")[:4], slot=3)
    yield row(f"chequer evm run {factory} 'TokenAddress()(address)' --state btfs", [
        f"Succeeded under bttc with {used} of {GAS} gas.", "Output    0x" + output.hex(),
        "          address  " + to_checksum_address(output[12:])])

    transfer = keccak(text="transfer(address,uint256)")[:4] + encode(["address", "uint256"], [HOST, 5])
    caller = called(transfer) + called(keccak(text="issuer()")[:4]) + b"\x00"
    files = {"caller.hex": caller.hex() + "\n", "token.hex": token().hex() + "\n"}
    _, used, success = run(caller, contracts={VAULT: token()})
    assert success
    yield row(f"chequer evm trace caller.hex --contract {VAULT}=token.hex", files=files, contains=[
        f"CALL {to_checksum_address(CONTRACT)}, {used} gas", f"├─ CALL {VAULT} transfer(", f"{HOST}, ", "5), ",
        "slot 0x0: 0x0 → 0x5", "event Transfer(", f"├─ CALL {VAULT} issuer(), ", 'reverts: "Vault: cannot cash"',
        f"  {VAULT} slot 0x0: 0x0 → 0x5", f"Succeeded under Osaka with {used} of {GAS} gas."],
        complaint=['"opName":"CALL"', f'"gasUsed":"{hex(used)}","pass":true'])
    yield row(f"chequer evm trace caller.hex --contract {VAULT}=token.hex --no-steps --json", files=files, contains=[
        f'{{"success":true,"output":"0x","gasUsed":"{used}","logs":[{{"address":"{VAULT}"', '"function":"transfer(address,uint256)"',
        '"event":{"signature":"Transfer(address,address,uint256)"', '"reason":{"kind":"message","message":"Vault: cannot cash"',
        '"omitted":0}'])

    text, case = transfer_test()
    yield row(
        "chequer evm statetest transfer.json --fork Cancun",
        [json.dumps({
            "name": "transfer", "fork": "Cancun", "index": 0, "d": 0, "g": 0, "v": 0, "pass": True,
            "stateRoot": case["hash"], "logsHash": case["logs"], "gasUsed": "21000", "exception": None,
            "file": "transfer.json"}, separators=(",", ":"))],
        files={"transfer.json": text + "\n"},
        complaint=[json.dumps({"stateRoot": case["hash"]}, separators=(",", ":"))],
    )
