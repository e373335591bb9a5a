#!/usr/bin/env python3
"""Transactions and blocks as Ethereum's executable specifications carry them out.

    pip install ethereum-execution==2.20.0
    python3 Vectors/execution-specs/generate.py

Every expectation is an answer of the specifications' own transition tool, which is asked once for
each transaction and fork. Nothing here is random.
"""
import argparse
import copy
import io
import json
import logging
import pathlib
import sys

import coincurve
from ethereum.crypto.hash import keccak256
from ethereum_rlp import rlp
from ethereum_spec_tools.evm_tools import create_parser
from ethereum_spec_tools.evm_tools.t8n import T8N, ForkCache

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import provenance  # noqa: E402
import published  # noqa: E402

logging.disable(logging.CRITICAL)

# The forks by the names of test files; the specifications have no Constantinople of its own.
FORKS = ["Frontier", "Homestead", "EIP150", "EIP158", "Byzantium", "ConstantinopleFix", "Istanbul",
         "Berlin", "London", "Paris", "Shanghai", "Cancun", "Prague", "Osaka"]


def since(fork):
    return FORKS[FORKS.index(fork):]


KEY = 0x45A915E4D060149EB4365960E6A7A45F334393093061116B197E3240065FF2D8
OTHER_KEY = 0x1234567890ABCDEF
COINBASE = "0x2adc25665018aa1fe0e6bc666dac8fc2697ff9ba"
TARGET = "0x00000000000000000000000000000000000c0de0"
HELPER = "0x00000000000000000000000000000000000c0de1"
NOBODY = "0x00000000000000000000000000000000000abcde"
ETHER = 10**18


def address_of(key):
    public = coincurve.PrivateKey.from_int(key).public_key.format(compressed=False)
    return "0x" + keccak256(public[1:])[12:].hex()


SENDER = address_of(KEY)
AUTHORITY = address_of(OTHER_KEY)
CACHE = ForkCache()


def run_tool(fork, env, alloc, txs, blocks=False, reward=None, blob=None):
    """The transition tool's answer."""
    data = {"env": env, "alloc": copy.deepcopy(alloc), "txs": copy.deepcopy(txs)}
    arguments = ["t8n", "--input.alloc", "stdin", "--input.env", "stdin", "--input.txs", "stdin",
                 "--state.fork", fork]
    if not blocks:
        arguments.append("--state-test")
    if reward is not None:
        arguments += ["--state.reward", str(reward)]
    options = create_parser().parse_args(arguments)
    tool = T8N(options, io.StringIO(), io.StringIO(json.dumps(data)), CACHE)
    if blocks:
        tool.run_blockchain_test()
    else:
        tool.run_state_test()
    return tool


def env_of(**changes):
    env = {
        "currentCoinbase": COINBASE, "currentNumber": "0x1", "currentTimestamp": "0x3e8",
        "currentGasLimit": hex(100_000_000), "currentDifficulty": "0x20000",
        "currentRandom": "0x" + "00" * 30 + "abcd", "currentBaseFee": "0x7",
        "currentExcessBlobGas": "0x0",
        "parentBeaconBlockRoot": "0x" + "11" * 32,
    }
    env.update(changes)
    return env


def account(balance=0, nonce=0, code="", storage=None):
    return {"balance": hex(balance), "nonce": hex(nonce), "code": "0x" + code,
            "storage": storage or {}}


def transaction(**changes):
    tx = {"nonce": "0x0", "to": TARGET, "value": ["0x0"], "data": ["0x"], "gasLimit": [hex(400_000)],
          "secretKey": "0x" + KEY.to_bytes(32, "big").hex(), "sender": SENDER}
    if not {"maxFeePerGas", "gasPrice"} & changes.keys():
        tx["gasPrice"] = hex(1000)
    for key, value in changes.items():
        tx[key] = [value] if key in ("value", "data", "gasLimit") else value
    return tx


def authorization(address, nonce, chain=1, key=OTHER_KEY, **changes):
    fields = [chain, bytes.fromhex(address[2:]), nonce]
    encoded = rlp.encode([n.to_bytes((n.bit_length() + 7) // 8, "big") if isinstance(n, int) else n
                          for n in fields])
    digest = keccak256(b"\x05" + encoded)
    signature = coincurve.PrivateKey.from_int(key).sign_recoverable(digest, hasher=None)
    result = {"chainId": hex(chain), "address": address, "nonce": hex(nonce),
              "v": hex(signature[64]), "r": hex(int.from_bytes(signature[:32], "big")),
              "s": hex(int.from_bytes(signature[32:64], "big"))}
    result.update(changes)
    return result


def hashes(*bytes_):
    return ["0x" + bytes([first]).hex() + "ab" * 31 for first in bytes_]


# Code, as hex.
STOP = "00"
STORE = "6001600055"  # storage[0] = 1
CLEAR = "600060005500"
REVERT = "60006000fd"
INVALID = "fe"
LOG = "60aa60005260206000600160026003600460006000a4"  # see below: LOG4 with odd operands
LOG2 = "60aa6000526011602260206000a200"
SELFDESTRUCT_TO_HELPER = "62" + HELPER[-6:] + "ff"


def push(address):
    return "73" + address[2:]


def creation(runtime):
    """Init code that returns `runtime`."""
    size = len(runtime) // 2
    return f"61{size:04x}80600a5f39" if False else (
        f"61{size:04x}80600c6000396000f3" + runtime)


BASE = {SENDER: account(10 * ETHER)}


def pre(**accounts):
    state = copy.deepcopy(BASE)
    for name, value in accounts.items():
        address = {"target": TARGET, "helper": HELPER, "sender": SENDER, "coinbase": COINBASE,
                   "authority": AUTHORITY, "nobody": NOBODY}[name]
        state[address] = value
    return state


FEES = {"maxFeePerGas": hex(1000), "maxPriorityFeePerGas": hex(3)}
BLOB = FEES | {"maxFeePerBlobGas": hex(10), "blobVersionedHashes": hashes(1)}
MEASURE = ("5a" + "60005450" + "5a90036001" + "55" + "00")  # gas of one SLOAD to storage[1]
# storage[2] = gas that BALANCE(coinbase) takes
WARM_COINBASE = "5a4131505a900360025500"
# storage: what code sees of block and transaction
SEE = ("3260005533600155" "3a600255" "41600355" "42600455" "43600555" "44600655" "4560075500")
SEE_LONDON = "4860005546600155" + SEE[:-2].replace("6000", "6010") + "00"
BLOBHASH = "600049600055600149600155" + "4a600255" + "00"
CALL_HELPER = "6000600060006000600062" + HELPER[-6:] + "5af160005500"
# storage: code size, hash, and first word of the authority's code
INSPECT_AUTHORITY = (push(AUTHORITY) + "3b600055" + push(AUTHORITY) + "3f600155"
                     + "60206000600073" + AUTHORITY[2:] + "3c60005160025500")


def scenarios():
    """name, forks, pre, transaction, env changes."""
    yield "pays an account", FORKS, pre(nobody=account(5)), transaction(to=NOBODY, value="0x7b")
    yield "pays nobody yet", FORKS, pre(), transaction(to=NOBODY, value="0x7b")
    yield "pays nothing to nobody", FORKS, pre(), transaction(to=NOBODY)
    yield "touches an empty account", FORKS[:FORKS.index("EIP158")], pre(nobody=account()), transaction(to=NOBODY)
    yield "pays a precompile", FORKS, pre(), transaction(
        to="0x0000000000000000000000000000000000000004", value="0x1", data="0x010203")
    yield "pays itself", FORKS, pre(), transaction(to=SENDER, value="0x1")
    yield "costs nothing", FORKS[:FORKS.index("London")], pre(), transaction(gasPrice="0x0", to=NOBODY, value="0x1")
    yield "sends data", FORKS, pre(), transaction(to=NOBODY, data="0x" + "00" * 20 + "ff" * 33)
    yield "stores", FORKS, pre(target=account(code=STORE)), transaction()
    yield "clears storage and is paid back", FORKS, pre(
        target=account(code=CLEAR, storage={"0x00": "0x01"})), transaction()
    yield "clears much storage and is paid back the most", FORKS, pre(
        target=account(code="".join(f"600060{n:02x}55" for n in range(20)) + "00",
                       storage={hex(n): "0x1" for n in range(20)})), transaction()
    yield "logs", FORKS, pre(target=account(code=LOG2)), transaction()
    yield "reverts", since("Byzantium"), pre(
        target=account(code=STORE + LOG2[:-2] + REVERT)), transaction(value="0x1")
    yield "fails", FORKS, pre(target=account(code=STORE + LOG2[:-2] + INVALID)), transaction(
        value="0x1")
    yield "runs out of gas", FORKS, pre(target=account(code="5b600056")), transaction()
    yield "destroys a contract", FORKS, pre(
        target=account(99, 1, SELFDESTRUCT_TO_HELPER, {"0x1": "0x2"})), transaction(value="0x1")
    yield "destroys a contract into itself", FORKS, pre(
        target=account(99, 1, "30ff")), transaction(value="0x1")
    yield "destroys a contract into the coinbase", FORKS, pre(
        target=account(99, 1, "41ff")), transaction(value="0x1")
    yield "creates a contract", FORKS, pre(), transaction(to="", data="0x" + creation(STORE),
                                                         value="0x5")
    yield "creates an empty contract", FORKS, pre(), transaction(to="", data="0x")
    yield "creates and cannot pay for the code", FORKS, pre(), transaction(
        to="", data="0x" + creation("5b" * 200), gasLimit=hex(92_000))
    yield "creates reserved code", FORKS, pre(), transaction(to="", data="0x" + creation("ef00"))
    yield "creates too much code", FORKS, pre(), transaction(
        to="", data="0x6160016000f3", gasLimit=hex(8_000_000))
    yield "creates and reverts", since("Byzantium"), pre(), transaction(
        to="", data="0x" + STORE + REVERT, value="0x1")
    yield "destroys what it creates", FORKS, pre(), transaction(
        to="", data="0x" + STORE + "30ff", value="0x1")
    yield "sees block and transaction", FORKS, pre(target=account(code=SEE)), transaction(
        value="0x1")
    yield "calls another contract", FORKS, pre(
        target=account(code=CALL_HELPER), helper=account(code=STORE)), transaction()
    yield "is sent by the coinbase", FORKS, pre(target=account(code=STORE)), transaction(), {
        "currentCoinbase": SENDER}
    yield "calls the coinbase", FORKS, pre(coinbase=account(1, 0, STORE)), transaction(
        to=COINBASE, value="0x1")
    yield "asks for block hashes", FORKS, pre(
        target=account(code="600040600055600140600155600440600255" + "00")), transaction(), {
        "currentNumber": "0x5", "blockHashes": {str(n): "0x" + f"{n + 1:02x}" * 32 for n in range(5)}}

    # Refused by the state, under every fork.
    yield "has a nonce that is too low", FORKS, pre(sender=account(ETHER, 3)), transaction(nonce="0x2")
    yield "has a nonce that is too high", FORKS, pre(sender=account(ETHER, 3)), transaction(nonce="0x4")
    yield "has a sender without coin", FORKS, pre(sender=account(1)), transaction(to=NOBODY)
    yield "has a sender who lacks one wei", FORKS, pre(
        sender=account(400_000 * 1000 + 4)), transaction(to=NOBODY, value="0x5")
    yield "has a sender with all that is needed", FORKS, pre(
        sender=account(400_000 * 1000 + 5)), transaction(to=NOBODY, value="0x5")
    yield "lacks intrinsic gas", FORKS, pre(), transaction(to=NOBODY, gasLimit=hex(20_999))
    yield "has exactly its intrinsic gas", FORKS, pre(), transaction(to=NOBODY, gasLimit=hex(21_000))
    yield "lacks intrinsic gas for a creation", FORKS, pre(), transaction(
        to="", gasLimit=hex(52_999))
    yield "has more gas than the block", FORKS, pre(), transaction(
        to=NOBODY, gasLimit=hex(1_000_001)), {"currentGasLimit": hex(1_000_000)}
    yield "has all gas of the block", FORKS, pre(), transaction(
        to=NOBODY, gasLimit=hex(1_000_000)), {"currentGasLimit": hex(1_000_000)}
    yield "has a contract as its sender", FORKS, pre(sender=account(ETHER, 0, STOP)), transaction(
        to=NOBODY)
    yield "has a sender whose nonce is the greatest", FORKS, pre(
        sender=account(ETHER, 2**64 - 1)), transaction(to=NOBODY, nonce=hex(2**64 - 1))
    yield "has a sender whose nonce is one below the greatest", FORKS, pre(
        sender=account(ETHER, 2**64 - 2)), transaction(to=NOBODY, nonce=hex(2**64 - 2))
    yield "creates where there is a contract", FORKS, pre(sender=account(ETHER, 0)) | {
        created(SENDER, 0): account(1, 1)}, transaction(to="", data="0x" + creation(STORE))
    yield "creates where there is coin", FORKS, pre() | {
        created(SENDER, 0): account(77)}, transaction(to="", data="0x" + creation(STORE))

    # Access lists.
    entry = [{"address": TARGET, "storageKeys": ["0x" + "00" * 32, "0x" + "00" * 31 + "05"]},
             {"address": NOBODY, "storageKeys": []}]
    yield "names what it touches", since("Berlin"), pre(
        target=account(code=MEASURE)), transaction(accessLists=[entry])
    yield "names nothing", since("Berlin"), pre(
        target=account(code=MEASURE)), transaction(accessLists=[[]])
    yield "cannot pay for its access list", since("Berlin"), pre(), transaction(
        to=NOBODY, accessLists=[entry], gasLimit=hex(21_000 + 2 * 2400 + 2 * 1900 - 1))
    yield "finds the coinbase warm or cold", since("Berlin"), pre(
        target=account(code=WARM_COINBASE)), transaction()

    # Fees.
    yield "pays a tip", since("London"), pre(target=account(code=SEE_LONDON)), transaction(**FEES)
    yield "pays a tip up to its cap", since("London"), pre(
        target=account(code=SEE_LONDON)), transaction(
        maxFeePerGas="0x9", maxPriorityFeePerGas="0x8")
    yield "pays no tip", since("London"), pre(), transaction(
        to=NOBODY, maxFeePerGas="0x7", maxPriorityFeePerGas="0x0")
    yield "pays below the base fee", since("London"), pre(), transaction(
        to=NOBODY, maxFeePerGas="0x6", maxPriorityFeePerGas="0x0")
    yield "has a price below the base fee", since("London"), pre(), transaction(
        to=NOBODY, gasPrice="0x6")
    yield "has a tip above its cap", since("London"), pre(), transaction(
        to=NOBODY, maxFeePerGas="0x9", maxPriorityFeePerGas="0xa")
    yield "cannot pay its cap, but would its price", since("London"), pre(
        sender=account(400_000 * 10)), transaction(to=NOBODY, **FEES)

    # Init code.
    yield "has the longest init code", since("Shanghai"), pre(), transaction(
        to="", data="0x" + "00" * 49_152, gasLimit=hex(3_000_000))
    yield "has init code that is too long", since("Shanghai"), pre(), transaction(
        to="", data="0x" + "00" * 49_153, gasLimit=hex(3_000_000))

    # Blobs.
    yield "has a blob", since("Cancun"), pre(target=account(code=BLOBHASH)), transaction(**BLOB)
    yield "has six blobs", since("Cancun"), pre(target=account(code=BLOBHASH)), transaction(
        **(BLOB | {"blobVersionedHashes": hashes(*[1] * 6)}))
    yield "has seven blobs", since("Cancun"), pre(), transaction(
        **(BLOB | {"blobVersionedHashes": hashes(*[1] * 7)}))
    yield "has ten blobs", since("Cancun"), pre(), transaction(
        **(BLOB | {"blobVersionedHashes": hashes(*[1] * 10)}))
    yield "has no blob", since("Cancun"), pre(), transaction(**(BLOB | {"blobVersionedHashes": []}))
    yield "has a blob of another version", since("Cancun"), pre(), transaction(
        **(BLOB | {"blobVersionedHashes": hashes(1, 2)}))
    yield "pays too little for its blob", since("Cancun"), pre(), transaction(
        **(BLOB | {"maxFeePerBlobGas": "0x1"})), {"currentExcessBlobGas": hex(8_000_000)}
    yield "pays enough for its blob", since("Cancun"), pre(target=account(code=BLOBHASH)), transaction(
        **(BLOB | {"maxFeePerBlobGas": "0x100"})), {"currentExcessBlobGas": hex(8_000_000)}
    yield "cannot pay for its blob", since("Cancun"), pre(
        sender=account(400_000 * 1000 + 131_072 * 10 - 1)), transaction(**BLOB)

    # Calldata's floor.
    heavy = "0x" + "ff" * 1000
    yield "pays the floor of its calldata", since("Prague"), pre(), transaction(
        to=NOBODY, data=heavy, gasLimit=hex(100_000))
    yield "lacks the floor of its calldata", since("Prague"), pre(), transaction(
        to=NOBODY, data=heavy, gasLimit=hex(60_999))
    yield "is paid back down to the floor", since("Prague"), pre(
        target=account(code="".join(f"600060{n:02x}55" for n in range(5)) + "00",
                       storage={hex(n): "0x1" for n in range(5)})), transaction(
        data="0x" + "ff" * 900)

    # Delegations.
    def setting(*list_, **more):
        return transaction(**(FEES | {"authorizationList": list(list_)} | more))

    yield "sets a delegation", since("Prague"), pre(
        target=account(code=INSPECT_AUTHORITY), helper=account(code=STORE)), setting(
        authorization(HELPER, 0))
    yield "calls what it delegates", since("Prague"), pre(
        helper=account(code=STORE)), setting(authorization(HELPER, 0), to=AUTHORITY)
    yield "sets the delegation of an account", since("Prague"), pre(
        authority=account(5, 7), helper=account(code=STORE)), setting(
        authorization(HELPER, 7), to=AUTHORITY)
    yield "takes a delegation back", since("Prague"), pre(
        authority=account(5, 7, "ef0100" + HELPER[2:])), setting(
        authorization("0x" + "00" * 20, 7), to=AUTHORITY)
    yield "sets a delegation of the wrong nonce", since("Prague"), pre(
        authority=account(5, 7), target=account(code=INSPECT_AUTHORITY)), setting(
        authorization(HELPER, 6))
    yield "sets a delegation for another chain", since("Prague"), pre(
        target=account(code=INSPECT_AUTHORITY)), setting(authorization(HELPER, 0, chain=2))
    yield "sets a delegation for every chain", since("Prague"), pre(
        target=account(code=INSPECT_AUTHORITY)), setting(authorization(HELPER, 0, chain=0))
    yield "sets the delegation of a contract", since("Prague"), pre(
        authority=account(5, 0, STOP), target=account(code=INSPECT_AUTHORITY)), setting(
        authorization(HELPER, 0))
    yield "sets delegations one after the other", since("Prague"), pre(
        target=account(code=INSPECT_AUTHORITY)), setting(
        authorization(HELPER, 0), authorization(TARGET, 1), authorization(HELPER, 1))
    yield "sets the sender's own delegation", since("Prague"), pre(
        helper=account(code=STORE)), setting(
        authorization(HELPER, 1, key=KEY), to=SENDER)
    yield "sets a delegation that nobody signed", since("Prague"), pre(
        target=account(code=INSPECT_AUTHORITY)), setting(
        authorization(HELPER, 0, r="0x0"), authorization(HELPER, 0, v="0x2"))
    yield "sets a delegation of a high s", since("Prague"), pre(
        target=account(code=INSPECT_AUTHORITY)), setting(high_s(authorization(HELPER, 0)))
    yield "delegates in a circle", since("Prague"), pre(
        helper=account(0, 1, "ef0100" + AUTHORITY[2:])), setting(
        authorization(HELPER, 0), to=AUTHORITY)
    yield "delegates to a precompile", since("Prague"), pre(), setting(
        authorization("0x" + "00" * 19 + "04", 0), to=AUTHORITY, data="0x01")
    yield "is sent by a delegated account", since("Prague"), pre(
        sender=account(ETHER, 0, "ef0100" + HELPER[2:]), helper=account(code=STORE)), transaction(
        to=SENDER, **FEES)
    yield "has no authorisation", since("Prague"), pre(), setting()
    yield "fails and keeps the delegation", since("Prague"), pre(
        target=account(code=INVALID)), setting(authorization(HELPER, 0))
    yield "lacks gas for its authorisations", since("Prague"), pre(), setting(
        authorization(HELPER, 0), gasLimit=hex(45_999))

    # Types before their time.
    yield "has an access list too early", FORKS[:FORKS.index("Berlin")], pre(), transaction(
        to=NOBODY, accessLists=[[]])
    yield "has a fee cap too early", FORKS[:FORKS.index("London")], pre(), transaction(
        to=NOBODY, **FEES)
    yield "has a blob too early", FORKS[:FORKS.index("Cancun")], pre(), transaction(
        to=NOBODY, **BLOB)
    yield "has an authorisation too early", FORKS[:FORKS.index("Prague")], pre(), setting(
        authorization(HELPER, 0), to=NOBODY)

    # The cap.
    yield "has as much gas as a transaction may", since("Prague"), pre(), transaction(
        to=NOBODY, gasLimit=hex(1 << 24))
    yield "has more gas than a transaction may", since("Prague"), pre(), transaction(
        to=NOBODY, gasLimit=hex((1 << 24) + 1))


def high_s(fields):
    order = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
    fields["s"] = hex(order - int(fields["s"], 16))
    fields["v"] = hex(1 - int(fields["v"], 16))
    return fields


def created(sender, nonce):
    encoded = rlp.encode([bytes.fromhex(sender[2:]),
                          nonce.to_bytes((nonce.bit_length() + 7) // 8, "big")])
    return "0x" + keccak256(encoded)[12:].hex()


def tool_transaction(tx):
    """The first variant of a transaction, as the tool wants it."""
    plain = {key: value for key, value in tx.items()
             if key not in ("data", "gasLimit", "value", "accessLists", "sender")}
    plain |= {"input": tx["data"][0], "gas": tx["gasLimit"][0], "value": tx["value"][0]}
    if "accessLists" in tx:
        plain["accessList"] = tx["accessLists"][0]
    # Types from 2 on have a list, be it empty.
    if "maxFeePerGas" in tx:
        plain.setdefault("accessList", [])
    return plain


def state_tests():
    for name, forks, alloc, tx, *env_changes in scenarios():
        env = env_of(**(env_changes[0] if env_changes else {}))
        post = {}
        for fork in forks:
            tool_env = dict(env)
            if FORKS.index(fork) < FORKS.index("Paris"):
                tool_env.pop("currentRandom")
            else:
                tool_env.pop("currentDifficulty")
            tool_env["withdrawals"] = []
            tool_env.setdefault("blockHashes", {"0": "0x" + keccak256(b"0").hex()})
            tool = run_tool(fork, tool_env, alloc, [tool_transaction(tx)])
            result = tool.result
            case = {"hash": "0x" + result.state_root.hex(), "logs": "0x" + result.logs_hash.hex(),
                    "indexes": {"data": provenance.Verbatim(0), "gas": provenance.Verbatim(0),
                                "value": provenance.Verbatim(0)},
                    "gasUsed": hex(int(result.gas_used))}
            rejected = tool.txs.rejected_txs
            if rejected:
                reason = next(iter(rejected.values()))
                # The specifications have no class for a type that a fork does not know.
                case["expectException"] = (
                    "UnsupportedTransactionType" if reason.startswith("Failed to parse")
                    else reason.split("(")[0].removeprefix("Failed transaction: "))
            post[fork] = [case]
        yield {"name": name, "env": env, "pre": alloc, "transaction": tx, "post": post}


# What stands at the addresses of the system contracts.
BEACON_ROOTS = "0x000f3df6d732807ef1319fb7b8bb8522d0beac02"
HISTORY_STORAGE = "0x0000f90827f1c53a10cb7a02335b175320002935"
WITHDRAWAL_REQUESTS = "0x00000961ef480eb55e80d19ad83579a64c007002"
CONSOLIDATION_REQUESTS = "0x0000bbddc7ce488642fb579f8b00f3a590007251"
# Stores what it is called with under the block's number, and its caller behind.
KEEPS_INPUT = "600035" + "43" + "55" + "33" + "430155" + "00"
# Returns 33 bytes, the last the block's number.
GIVES_REQUESTS = "60aa600052" + "43602053" + "60216000f3"

# The deposit contract's place; what stands there logs its calldata as the deposit contract's event.
DEPOSITS = "0x00000000219ab540356cbb839cbe05303d7705fa"
DEPOSIT_TOPIC = keccak256(b"DepositEvent(bytes,bytes,bytes,bytes,bytes)").hex()
LOGS_DEPOSIT = "365f5f37" + "7f" + DEPOSIT_TOPIC + "365f" + "a1" + "00"


def deposit(first):
    """The data of the event: five byte strings, filled with different bytes."""
    sizes = [48, 32, 8, 96, 8]
    head, tail, place = b"", b"", 32 * len(sizes)
    for index, size in enumerate(sizes):
        head += place.to_bytes(32, "big")
        tail += size.to_bytes(32, "big") + (bytes([first + index]) * size).ljust((size + 31) // 32 * 32, b"\0")
        place = len(tail) + 32 * len(sizes)
    return "0x" + (head + tail).hex()


# What the block before has used.
PARENT_FIELDS = {"parentBaseFee": 1_000_000_000, "parentGasUsed": 20_000_000,
                 "parentGasLimit": 30_000_000}


def header_of(fork_module, values):
    """A header of the fork's own class; what it does not know is left out."""
    import dataclasses
    names = {"receipts_root": "receipt_root"}
    arguments = {}
    fields = {field.name: field for field in dataclasses.fields(fork_module.Header)}
    for name, value in values.items():
        name = names.get(name, name)
        if name == "mix_hash":
            name = "prev_randao" if "prev_randao" in fields else "mix_digest"
        if name in fields:
            arguments[name] = value
    assert arguments.keys() == fields.keys(), fields.keys() ^ arguments.keys()
    return fork_module.Header(**arguments)


def block_transactions(fork):
    """What is sent in a fork's block, with nonces that follow each other."""
    def at_least(other):
        return FORKS.index(fork) >= FORKS.index(other)
    price = hex(2_000_000_000)
    fees = {"maxFeePerGas": hex(3_000_000_000), "maxPriorityFeePerGas": hex(1_000_000)}
    txs = [
        transaction(to=NOBODY, value="0x7b", gasPrice=price),
        transaction(to=TARGET, gasPrice=price),
        transaction(to="", data="0x" + creation(STORE), gasPrice=price),
        transaction(to=HELPER, gasPrice=price, gasLimit=hex(60_000)),
    ]
    if at_least("Berlin"):
        txs.append(transaction(to=TARGET, gasPrice=price, accessLists=[
            [{"address": TARGET, "storageKeys": ["0x" + "00" * 32]}]]))
    if at_least("London"):
        txs.append(transaction(to=TARGET, **fees))
    if at_least("Cancun"):
        txs.append(transaction(to=TARGET, **(fees | {
            "maxFeePerBlobGas": hex(1000), "blobVersionedHashes": hashes(1, 1)})))
    if at_least("Prague"):
        txs.append(transaction(to=AUTHORITY, **(fees | {
            "authorizationList": [authorization(TARGET, 0)]})))
        txs += [transaction(to=DEPOSITS, data=deposit(first), **fees) for first in (1, 0x11)]
    for nonce, tx in enumerate(txs):
        tx["nonce"] = hex(nonce)
    return txs


def encoded(tx):
    """A transaction as it is sent."""
    if isinstance(tx, bytes):
        return tx
    types = {"AccessListTransaction": 1, "FeeMarketTransaction": 2, "BlobTransaction": 3,
             "SetCodeTransaction": 4}
    number = types.get(type(tx).__name__)
    return (bytes([number]) if number else b"") + rlp.encode(tx)


def blocks():
    from ethereum_types.bytes import Bytes8, Bytes20, Bytes32, Bytes256
    from ethereum_types.numeric import U64, U256, Uint
    from ethereum.crypto.hash import Hash32
    empty_root = keccak256(rlp.encode(b""))
    for fork in FORKS:
        def at_least(other):
            return FORKS.index(fork) >= FORKS.index(other)
        alloc = pre(target=account(code=STORE + LOG2, storage={"0x05": "0x07"}),
                    helper=account(code=STORE + INVALID))
        if at_least("Cancun"):
            alloc[BEACON_ROOTS] = account(0, 1, KEEPS_INPUT)
        if at_least("Prague"):
            alloc[HISTORY_STORAGE] = account(0, 1, KEEPS_INPUT)
            alloc[DEPOSITS] = account(0, 1, LOGS_DEPOSIT)
            alloc[WITHDRAWAL_REQUESTS] = account(0, 1, GIVES_REQUESTS)
            alloc[CONSOLIDATION_REQUESTS] = account(0, 1, GIVES_REQUESTS)
        env = {
            "currentCoinbase": COINBASE, "currentNumber": "0x9", "currentTimestamp": "0x3f0",
            "currentGasLimit": hex(30_000_000), "currentDifficulty": "0x20000",
            "currentRandom": "0x" + "00" * 30 + "abcd",
            "parentBeaconBlockRoot": "0x" + "11" * 32, "withdrawals": [],
        } | {key: hex(value) for key, value in PARENT_FIELDS.items()}
        if at_least("Paris"):
            env.pop("currentDifficulty")
        else:
            env.pop("currentRandom")
        withdrawals = []
        if at_least("Shanghai"):
            withdrawals = [
                {"index": "0x3", "validatorIndex": "0x4", "address": NOBODY, "amount": "0x5"},
                {"index": "0x4", "validatorIndex": "0x4", "address": AUTHORITY, "amount": "0x0"}]
            env["withdrawals"] = withdrawals
        if at_least("Cancun"):
            env |= {"parentExcessBlobGas": hex(40 * 131_072), "parentBlobGasUsed": hex(5 * 131_072)}
        tool = run_tool(fork, env | {"blockHashes": {"8": "0x" + "00" * 32}}, alloc, [], blocks=True)
        module = tool.fork
        parent = {
            "parent_hash": Hash32(b"\x01" * 32), "ommers_hash": keccak256(rlp.encode([])),
            "coinbase": Bytes20(b"\x02" * 20), "state_root": Hash32(b"\x03" * 32),
            "transactions_root": empty_root, "receipts_root": empty_root,
            "bloom": Bytes256(b"\0" * 256),
            "difficulty": Uint(0 if at_least("Paris") else 0x20000), "number": Uint(8),
            "gas_limit": Uint(30_000_000), "gas_used": Uint(20_000_000), "timestamp": U256(1000),
            "extra_data": b"chequer", "mix_hash": Bytes32(b"\x04" * 32),
            "nonce": Bytes8(b"\0" * 8), "base_fee_per_gas": Uint(1_000_000_000),
            "withdrawals_root": empty_root, "blob_gas_used": U64(5 * 131_072),
            "excess_blob_gas": U64(40 * 131_072),
            "parent_beacon_block_root": Hash32(b"\x05" * 32),
            "requests_hash": Hash32(b"\x06" * 32),
        }
        parent_hash = keccak256(rlp.encode(header_of(module, parent)))
        env["blockHashes"] = {"8": "0x" + parent_hash.hex(), "7": "0x" + "01" * 32}
        txs = [tool_transaction(tx) for tx in block_transactions(fork)]
        tool = run_tool(fork, env, alloc, txs, blocks=True)
        result = tool.result
        assert not tool.txs.rejected_txs and not result.block_exception, (
            fork, tool.txs.rejected_txs, result.block_exception)
        raw = [encoded(tx) for tx in tool.txs.all_txs]
        header = parent | {
            "parent_hash": parent_hash, "coinbase": Bytes20(bytes.fromhex(COINBASE[2:])),
            "state_root": result.state_root, "transactions_root": result.tx_root,
            "receipts_root": result.receipt_root, "bloom": result.bloom, "number": Uint(9),
            "gas_used": Uint(result.gas_used), "timestamp": U256(0x3F0), "extra_data": b"",
            "mix_hash": Bytes32(bytes(30) + b"\xab\xcd" if at_least("Paris") else bytes(32)),
            "base_fee_per_gas": result.base_fee, "withdrawals_root": result.withdrawals_root,
            "blob_gas_used": U64(2 * 131_072), "excess_blob_gas": result.excess_blob_gas,
            "parent_beacon_block_root": Hash32(b"\x11" * 32),
            "requests_hash": result.requests_hash,
        }
        row = {
            "fork": fork, "parentHash": bytes(parent_hash), "alloc": alloc,
            "transactions": [bytes(item) for item in raw], "withdrawals": withdrawals,
            "stateRoot": bytes(result.state_root), "transactionsRoot": bytes(result.tx_root),
            "receiptsRoot": bytes(result.receipt_root), "logsBloom": bytes(result.bloom),
            "gasUsed": int(result.gas_used),
            "hash": bytes(keccak256(rlp.encode(header_of(module, header)))),
        }
        if at_least("London"):
            row["baseFee"] = int(result.base_fee)
        if at_least("Shanghai"):
            row["withdrawalsRoot"] = bytes(result.withdrawals_root)
        if at_least("Cancun"):
            row["excessBlobGas"] = int(result.excess_blob_gas)
        if at_least("Prague"):
            row["requestsHash"] = bytes(result.requests_hash)
        yield row


def fees():
    """What follows from a parent's use of gas and blobs."""
    from ethereum.forks.cancun.vm import gas as cancun
    from ethereum.forks.prague.vm import gas as prague
    from ethereum.forks.london.fork import calculate_base_fee_per_gas
    from ethereum.forks.osaka.vm import gas as osaka
    from ethereum_types.numeric import U64, Uint

    def parent(module, excess, used, base):
        # Of a header only these three count here.
        header = object.__new__(module.Header)
        for name, value in (("excess_blob_gas", U64(excess)), ("blob_gas_used", U64(used)),
                            ("base_fee_per_gas", Uint(base))):
            object.__setattr__(header, name, value)
        return header

    for limit in (5_000, 29_999_999, 30_000_000, 2**40):
        for used in (0, 1, limit // 2 - 1, limit // 2, limit // 2 + 1, limit):
            for base in (0, 1, 7, 10**9, 10**24):
                following = calculate_base_fee_per_gas(
                    Uint(limit), Uint(limit), Uint(used), Uint(base))
                yield {"kind": "base fee", "gasLimit": limit, "gasUsed": used, "baseFee": base,
                       "next": int(following)}
    for name, module, most in (("Cancun", cancun, 6), ("Prague", prague, 9), ("Osaka", osaka, 9)):
        for excess in (0, 1, 131_072, 3 * 131_072, 8_000_000, 100_000_000, 2 * 10**8):
            price = module.calculate_blob_gas_price(U64(excess))
            yield {"kind": "blob base fee", "fork": name, "excessBlobGas": excess,
                   "price": int(price)}
            for blobs in range(most + 1):
                for base in (1, 10**9, 10**12):
                    following = module.calculate_excess_blob_gas(
                        parent(module, excess, blobs * 131_072, base))
                    yield {"kind": "excess", "fork": name, "excessBlobGas": excess,
                           "blobGasUsed": blobs * 131_072, "baseFee": base, "next": int(following)}


if __name__ == "__main__":
    provenance.write_rows(HERE, "published.jsonl", published.rows())
    provenance.write_rows(HERE, "blocks.jsonl", blocks())
    provenance.write_rows(HERE, "fees.jsonl", fees())
    rows = list(state_tests())
    provenance.write_rows(HERE, "transactions.jsonl", rows)
    print(len(rows), "tests,", sum(len(row["post"]) for row in rows), "cases")
    provenance.record(HERE, ["ethereum-execution", "coincurve"])
