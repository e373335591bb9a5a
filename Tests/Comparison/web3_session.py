#!/usr/bin/env python3
"""Has web3.py, unmodified, live through the story of a cheque on `chequer devnet`.

    pip install web3
    swift build
    python3 Tests/Comparison/web3_session.py [--tool .build/debug/chequer]

Deploys WBTT, the vault's logic, its proxy and the factory from Vectors/contracts/btfs, and a vault
by the factory; deposits; cashes a cheque that eth-account signed; sees the second cash-out refused
with the vault's words and a bounce with the token's lack; reads logs by filter and by range; traces
the cash-out. Runs by the rules of BTTC and by the newest. Every step is checked; the status is 0 if
all hold. Without web3 it says so and ends with 0.
"""
import argparse
import json
import pathlib
import signal
import subprocess
import sys
import time

try:
    from eth_account import Account
    from eth_account.messages import encode_defunct
    from web3 import Web3
    from web3.logs import DISCARD
    from web3.exceptions import ContractLogicError, Web3RPCError
    from web3.middleware import SignAndSendRawMiddlewareBuilder
except ImportError as absent:
    print(f"skipped: {absent.name} is not installed (pip install web3)")
    sys.exit(0)

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
CONTRACTS = {
    row["name"]: row
    for row in map(json.loads, (ROOT / "Vectors/contracts/btfs/contracts.jsonl").open())
}
ETHER = 10**18


class Devnet:
    """The server, for as long as a `with` lasts."""

    def __init__(self, tool, *options):
        self.command = [tool, "devnet", "--port", "0", "--json", *options]

    def __enter__(self):
        begun = time.perf_counter()
        self.process = subprocess.Popen(self.command, stdout=subprocess.PIPE, text=True)
        self.ready = json.loads(self.process.stdout.readline())
        self.milliseconds = 1000 * (time.perf_counter() - begun)
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(10) == 0, "the server ends with status 0 on SIGTERM"


def main():
    parser = argparse.ArgumentParser(description="web3.py on chequer devnet.")
    parser.add_argument("--tool", default=str(ROOT / ".build/debug/chequer"))
    options = parser.parse_args()
    for rules, chain_id in [("bttc", 199), ("osaka", 1337)]:
        for version in ["v1", "v2"]:
            begin = ["--chain-id", str(chain_id), "--fork-rules", rules, "--genesis", "none"]
            with Devnet(options.tool, *begin) as devnet:
                story(devnet, rules, chain_id, version)
                print(f"{rules}, vault {version}: all steps hold; ready after {devnet.milliseconds:.0f} ms")


def story(devnet, rules, chain_id, version):
    web3 = Web3(Web3.HTTPProvider(devnet.ready["url"]))
    assert web3.is_connected() and web3.eth.chain_id == chain_id
    issuer, host, other = [Account.from_key(entry["privateKey"]) for entry in devnet.ready["accounts"][:3]]
    for account in [issuer, host]:
        web3.middleware_onion.inject(SignAndSendRawMiddlewareBuilder.build(account), layer=0)
    assert web3.eth.get_balance(issuer.address) == 10_000 * ETHER
    head = web3.eth.get_block("latest")
    assert ("baseFeePerGas" in head) == (rules != "bttc"), "BTTC has no base fee"

    # Where there is no base fee, web3.py's signing must be told the price.
    price = {"gasPrice": web3.eth.gas_price} if rules == "bttc" else {}

    def send(call, sender, **fields):
        receipt = web3.eth.wait_for_transaction_receipt(
            call.transact({"from": sender.address, **price, **fields}))
        assert receipt.status == 1
        return receipt

    def deploy(name, *arguments):
        row = CONTRACTS[name]
        code = row["creation"]
        if not any(item["type"] == "constructor" for item in row["abi"]):
            assert not arguments
        contract = web3.eth.contract(abi=row["abi"], bytecode=code)
        receipt = send(contract.constructor(*arguments), issuer)
        assert web3.eth.get_code(receipt.contractAddress) != b""
        return web3.eth.contract(receipt.contractAddress, abi=row["abi"])

    wbtt = deploy("wbtt")
    logic = deploy(f"vault_{version}")
    factory = deploy(f"vault_factory_{version}", wbtt.address)

    # A vault for the issuer, as go-btfs deploys it.
    init = logic.encode_abi("init", [issuer.address, wbtt.address])
    receipt = send(
        factory.functions.deployVault(issuer.address, logic.address, bytes(32), "16Uiu2HAm", init), issuer)
    deployed = factory.events.VaultDeployed().process_receipt(receipt, errors=DISCARD)
    assert len(deployed) == 1 and deployed[0].args.issuer == issuer.address
    vault = web3.eth.contract(deployed[0].args.contractAddress, abi=logic.abi)
    assert vault.functions.issuer().call() == issuer.address
    assert factory.functions.deployedContracts(vault.address).call() is True

    # Deposits: wrap, allow, deposit; seen by a filter that was there before.
    new_transfers = wbtt.events.Transfer.create_filter(from_block="latest", argument_filters={"dst": vault.address})
    new_blocks = web3.eth.filter("latest")
    send(wbtt.functions.deposit(), issuer, value=50 * ETHER)
    send(wbtt.functions.approve(vault.address, 30 * ETHER), issuer)
    send(vault.functions.deposit(30 * ETHER), issuer)
    assert vault.functions.totalbalance().call() == 30 * ETHER
    seen = new_transfers.get_new_entries()
    assert [entry.args.wad for entry in seen] == [30 * ETHER] and new_transfers.get_new_entries() == []
    assert len(new_blocks.get_new_entries()) == 3

    # A cheque that eth-account signs, and its cash-out.
    def cheque(payout, signer=issuer):
        signed = Account.sign_typed_data(
            signer.key,
            {"name": "Vault", "version": "1.0", "chainId": chain_id},
            {"Cheque": [
                {"name": "vault", "type": "address"}, {"name": "beneficiary", "type": "address"},
                {"name": "cumulativePayout", "type": "uint256"}]},
            {"vault": vault.address, "beneficiary": host.address, "cumulativePayout": payout})
        return vault.functions.cashChequeBeneficiary(host.address, payout, signed.signature)

    payable = cheque(12 * ETHER)
    estimate = payable.estimate_gas({"from": host.address})
    cashed = send(payable, host, gas=estimate)
    assert cashed.gasUsed <= estimate
    assert wbtt.functions.balanceOf(host.address).call() == 12 * ETHER
    assert vault.functions.paidOut(host.address).call() == 12 * ETHER
    events = vault.events.ChequeCashed().get_logs(from_block=0, to_block="latest")
    assert [entry.transactionHash for entry in events] == [cashed.transactionHash]
    assert events[0].args.totalPayout == 12 * ETHER

    # A second cash-out of the same cheque, a forged one, and one above the balance.
    refused(lambda: cheque(12 * ETHER).call({"from": host.address}), "Vault: cannot cash")
    refused(lambda: cheque(12 * ETHER).estimate_gas({"from": host.address}), "Vault: cannot cash")
    refused(lambda: cheque(15 * ETHER, signer=other).call({"from": host.address}), "invalid issuer signature")
    failed = web3.eth.wait_for_transaction_receipt(
        cheque(12 * ETHER).transact({"from": host.address, "gas": 300_000, **price}))
    assert failed.status == 0 and failed.logs == []
    if version == "v2":
        refused(lambda: cheque(100 * ETHER).call({"from": host.address}), "Vault: insufficient fund")
    else:
        bounced = send(cheque(100 * ETHER), host)
        assert len(vault.events.ChequeBounced().process_receipt(bounced, errors=DISCARD)) == 1
        assert vault.functions.bounced().call() is True
        assert wbtt.functions.balanceOf(host.address).call() == 30 * ETHER

    traces(web3, vault, cashed, failed)
    transactions(web3, issuer, other, rules, chain_id)
    the_rest(web3, vault, wbtt, host, rules, price)


def refused(call, words):
    try:
        call()
    except (ContractLogicError, Web3RPCError) as error:
        assert words in str(error), f"expected {words!r}, found {error}"
    else:
        raise AssertionError(f"not refused with {words!r}")


def traces(web3, vault, cashed, failed):
    request = web3.manager.request_blocking
    tree = request("debug_traceTransaction", [cashed.transactionHash.to_0x_hex(), {"tracer": "callTracer"}])
    assert tree["type"] == "CALL" and tree["to"].lower() == vault.address.lower()
    assert int(tree["gasUsed"], 16) == cashed.gasUsed
    assert tree["calls"][0]["type"] == "DELEGATECALL", "the shell hands the call to its logic"
    steps = request("debug_traceTransaction", [cashed.transactionHash.to_0x_hex(), {}])
    assert steps["failed"] is False and steps["gas"] == cashed.gasUsed
    assert any(step["op"] == "SSTORE" for step in steps["structLogs"])
    assert steps["structLogs"][-1]["op"] in ("RETURN", "STOP")
    tree = request("debug_traceTransaction", [failed.transactionHash.to_0x_hex(), {"tracer": "callTracer"}])
    assert tree["error"] == "execution reverted" and tree["revertReason"] == "Vault: cannot cash"


def transactions(web3, issuer, other, rules, chain_id):
    """Which types the chain takes."""
    price = web3.eth.gas_price
    common = {"to": other.address, "value": 1, "chainId": chain_id}

    def raw(fields, gas=21_000):
        nonce = web3.eth.get_transaction_count(issuer.address, "pending")
        signed = issuer.sign_transaction({**common, "nonce": nonce, "gas": gas, **fields})
        return web3.eth.wait_for_transaction_receipt(web3.eth.send_raw_transaction(signed.raw_transaction))

    assert raw({"gasPrice": price}).type == 0
    keys = [{"address": other.address, "storageKeys": ["0x" + "00" * 32]}]
    assert raw({"gasPrice": price, "accessList": keys, "type": 1}, gas=25_300).type == 1
    fees = {"maxFeePerGas": 3 * price, "maxPriorityFeePerGas": price, "type": 2}
    if rules == "bttc":
        refused(lambda: raw(fees), "transaction type not supported")
    else:
        assert raw(fees).type == 2
    refused(lambda: web3.eth.send_raw_transaction(issuer.sign_transaction(
        {**common, "nonce": 0, "gas": 21_000, "gasPrice": price}).raw_transaction), "nonce too low")
    refused(lambda: web3.eth.send_raw_transaction(Account.create().sign_transaction(
        {**common, "nonce": 0, "gas": 21_000, "gasPrice": price}).raw_transaction), "insufficient funds")


def the_rest(web3, vault, wbtt, host, rules, price):
    """Proofs, fees, messages, time, snapshots and impersonation."""
    request = web3.manager.request_blocking
    head = web3.eth.get_block("latest", full_transactions=True)
    assert head.transactions[0].blockHash == head.hash
    proof = web3.eth.get_proof(vault.address, [0], "latest")
    assert proof.storageProof[0].key is not None and len(proof.accountProof) > 0
    history = web3.eth.fee_history(4, "latest", [10, 50])
    assert len(history.baseFeePerGas) == 5 and len(history.reward) == 4
    signature = web3.eth.sign(host.address, text="a message")
    assert Account.recover_message(encode_defunct(text="a message"), signature=signature) == host.address

    snapshot = request("evm_snapshot", [])
    request("evm_increaseTime", [86_400])
    request("evm_mine", [])
    assert web3.eth.get_block("latest").timestamp >= head.timestamp + 86_400
    request("anvil_impersonateAccount", [vault.address])
    request("anvil_setBalance", [vault.address, hex(ETHER)])
    taken = web3.eth.send_transaction({
        "from": vault.address, "to": wbtt.address, "gas": 100_000, **price,
        "data": wbtt.encode_abi("approve", [host.address, 1])})
    assert web3.eth.wait_for_transaction_receipt(taken).status == 1
    assert wbtt.functions.allowance(vault.address, host.address).call() == 1
    assert request("evm_revert", [snapshot]) is True
    assert wbtt.functions.allowance(vault.address, host.address).call() == 0
    assert web3.eth.block_number == head.number
    code = "0x5f355f5260205ff3" if rules != "bttc" else "0x60003560005260206000f3"
    echoed = web3.eth.call(
        {"to": "0x" + "77" * 20, "data": "0x" + "12" * 32}, "latest", {"0x" + "77" * 20: {"code": code}})
    assert echoed == bytes([0x12] * 32)


if __name__ == "__main__":
    main()
