"""A transaction on a state under a fork, carried out by the execution specifications and by py-evm.

The specifications say the state root, the hash of the logs, the gas used and why a transaction is
refused; py-evm, given the signed bytes, has to come to the same.
"""
import dataclasses
import functools
import importlib

import coincurve
from Crypto.Hash import keccak
from eth.db.atomic import AtomicDB
from eth.exceptions import VMError
from eth.vm.execution_context import ExecutionContext
from eth_utils import ValidationError
from ethereum.crypto.hash import Hash32
from ethereum.exceptions import EthereumException, InvalidBlock
from ethereum_rlp import rlp
from ethereum_types.bytes import Bytes0, Bytes32
from ethereum_types.numeric import U8, U64, U256, Uint

import pyevm
from forks import FORKS, NAMES
from specifications import made, part

TYPES = {0: "Frontier", 1: "Berlin", 2: "London", 3: "Cancun", 4: "Prague"}
_CLASSES = {1: "AccessListTransaction", 2: "FeeMarketTransaction", 3: "BlobTransaction", 4: "SetCodeTransaction"}
_HASHES = {1: "signing_hash_2930", 2: "signing_hash_1559", 3: "signing_hash_4844", 4: "signing_hash_7702"}
_REFUSALS = {
    "InsufficientBalanceError": "INSUFFICIENT_ACCOUNT_FUNDS", "GasUsedExceedsLimitError": "GAS_ALLOWANCE_EXCEEDED",
    "InitCodeTooLargeError": "INITCODE_SIZE_EXCEEDED", "InvalidSenderError": "SENDER_NOT_EOA",
    "PriorityFeeGreaterThanMaxFeeError": "PRIORITY_GREATER_THAN_MAX_FEE_PER_GAS", "NonceOverflowError": "NONCE_IS_MAX",
    "InsufficientMaxFeePerGasError": "INSUFFICIENT_MAX_FEE_PER_GAS", "NoBlobDataError": "TYPE_3_TX_ZERO_BLOBS",
    "BlobCountExceededError": "TYPE_3_TX_BLOB_COUNT_EXCEEDED", "BlobGasLimitExceededError": "TYPE_3_TX_MAX_BLOB_GAS_ALLOWANCE_EXCEEDED",
    "InvalidBlobVersionedHashError": "TYPE_3_TX_INVALID_BLOB_VERSIONED_HASH", "EmptyAuthorizationListError": "TYPE_4_EMPTY_AUTHORIZATION_LIST",
    "InsufficientMaxFeePerBlobGasError": "INSUFFICIENT_MAX_FEE_PER_BLOB_GAS", "TransactionGasLimitExceededError": "GAS_LIMIT_EXCEEDS_MAXIMUM",
}


@dataclasses.dataclass
class Account:
    balance: int = 0
    nonce: int = 0
    code: bytes = b""
    storage: dict = dataclasses.field(default_factory=dict)


@dataclasses.dataclass
class Transaction:
    """One transaction; `kind` is its EIP-2718 type. `to` None creates. Lists are as the type has them."""

    kind: int
    key: bytes
    nonce: int = 0
    to: bytes | None = None
    value: int = 0
    data: bytes = b""
    gas: int = 1_000_000
    price: int = 0
    tip: int = 0
    access: tuple = ()
    """(address, (key, ...)) each."""
    blob_price: int = 0
    blobs: tuple = ()
    authorizations: tuple = ()
    """(chain, address, nonce, y parity, r, s) each."""


@dataclasses.dataclass
class Result:
    root: bytes
    logs: bytes
    gas_used: int
    refusal: str | None
    signed: bytes


def address_of(key):
    return keccak.new(digest_bits=256, data=coincurve.PrivateKey(key).public_key.format(False)[1:]).digest()[12:]


def signature(key, digest):
    """r, s and y parity."""
    signed = coincurve.PrivateKey(key).sign_recoverable(bytes(digest), hasher=None)
    return int.from_bytes(signed[:32], "big"), int.from_bytes(signed[32:64], "big"), signed[64]


def authorization(key, chain, address, nonce):
    """A signed authorisation of EIP-7702."""
    digest = keccak.new(digest_bits=256, data=b"\x05" + rlp.encode([Uint(chain), address, Uint(nonce)])).digest()
    r, s, parity = signature(key, digest)
    return chain, address, nonce, parity, r, s


def signed(fork, transaction):
    """The specifications' transaction, signed, under a fork that has its type."""
    module, types = part(fork, "transactions"), part(fork, "fork_types")
    address = lambda value: Bytes0(b"") if value is None else types.Address(value)  # noqa: E731
    values = {
        "nonce": U256(transaction.nonce), "gas_price": Uint(transaction.price), "gas": Uint(transaction.gas), "to": address(transaction.to),
        "value": U256(transaction.value), "data": transaction.data, "v": U256(27), "r": U256(0), "s": U256(0), "y_parity": U256(0),
        "chain_id": U64(1), "max_fee_per_gas": Uint(transaction.price), "max_priority_fee_per_gas": Uint(transaction.tip),
        "max_fee_per_blob_gas": U256(transaction.blob_price), "blob_versioned_hashes": tuple(Hash32(blob) for blob in transaction.blobs),
    }
    if transaction.kind:
        values["access_list"] = tuple(
            module.Access(types.Address(place), tuple(Bytes32(key.to_bytes(32, "big")) for key in keys)) for place, keys in transaction.access
        )
        if transaction.kind == 4:
            values["authorizations"] = tuple(
                types.Authorization(U256(chain), types.Address(place), U64(nonce), U8(parity), U256(r), U256(s))
                for chain, place, nonce, parity, r, s in transaction.authorizations
            )
        kind, hashing = getattr(module, _CLASSES[transaction.kind]), getattr(module, _HASHES[transaction.kind])
    else:
        kind = getattr(module, "LegacyTransaction", None) or module.Transaction
        hashing = getattr(module, "signing_hash_pre155", None) or module.signing_hash
    if transaction.kind in (3, 4) and transaction.to is None:
        values["to"] = Bytes0(b"")
    bare = made(kind, values)
    r, s, parity = signature(transaction.key, hashing(bare))
    return dataclasses.replace(bare, r=U256(r), s=U256(s), **({"y_parity": U256(parity)} if transaction.kind else {"v": U256(27 + parity)}))


def encoded(fork, whole):
    encode = getattr(part(fork, "transactions"), "encode_transaction", None)
    result = encode(whole) if encode else whole
    return bytes(result) if isinstance(result, bytes) else rlp.encode(result)


def state_of(fork, pre):
    module, types = part(fork, "state"), part(fork, "fork_types")
    state = module.State()
    for address, account in pre.items():
        module.set_account(state, types.Address(address), types.Account(nonce=Uint(account.nonce), balance=U256(account.balance), code=account.code))
        for key, value in account.storage.items():
            if value:
                module.set_storage(state, types.Address(address), Bytes32(key.to_bytes(32, "big")), U256(value))
    return state


def specified(fork, block, excess_blob_gas, pre, transaction):
    """What the specifications make of it."""
    module, vm, states = part(fork, "fork"), part(fork, "vm"), part(fork, "state")
    state = state_of(fork, pre)
    before = bytes(states.state_root(state))
    nothing = keccak.new(digest_bits=256, data=b"\xc0").digest()
    if NAMES.index(fork) < NAMES.index(TYPES[transaction.kind]):
        newest = "Prague"
        return Result(before, nothing, 0, f"TransactionException.TYPE_{transaction.kind}_TX_PRE_FORK", encoded(newest, signed(newest, transaction)))
    whole = signed(fork, transaction)
    raw = encoded(fork, whole)
    Address = part(fork, "fork_types").Address
    environment = made(vm.BlockEnvironment, {
        "chain_id": U64(block.chain), "state": state, "block_gas_limit": Uint(block.gas_limit), "coinbase": Address(block.coinbase),
        "block_hashes": [Hash32(block.hash(number)) for number in range(max(0, block.number - 256), block.number)],
        "number": Uint(block.number), "base_fee_per_gas": Uint(block.base_fee), "time": U256(block.time), "prev_randao": Bytes32(block.randao),
        "difficulty": Uint(block.difficulty), "excess_blob_gas": U64(excess_blob_gas), "parent_beacon_block_root": Hash32(bytes(32)),
    })
    output = vm.BlockOutput()
    try:
        module.process_transaction(environment, output, whole, Uint(0))
    except EthereumException as error:
        # What was begun of a refused transaction is taken back: the root is that of the state before.
        return Result(before, nothing, 0, refusal(error, transaction, block), raw)
    logs = [[log.address, log.topics, log.data] for log in output.block_logs]
    digest = keccak.new(digest_bits=256, data=rlp.encode(logs)).digest()
    return Result(bytes(states.state_root(state)), digest, int(output.block_gas_used), None, raw)


def refusal(error, transaction, block):
    """The name of a refusal in Ethereum's tests."""
    name = type(error).__name__
    if name == "NonceMismatchError":
        text = "NONCE_MISMATCH_TOO_LOW" if "low" in str(error) else "NONCE_MISMATCH_TOO_HIGH"
    elif name == "TransactionTypeContractCreationError":
        text = f"TYPE_{transaction.kind}_TX_CONTRACT_CREATION"
    elif name == "InsufficientTransactionGasError":
        text = "INTRINSIC_GAS_TOO_LOW"
    elif isinstance(error, InvalidBlock):
        assert transaction.price < block.base_fee, error
        text = "INSUFFICIENT_MAX_FEE_PER_GAS"
    else:
        text = _REFUSALS[name]
    return f"TransactionException.{text}"


@functools.cache
def builder(fork):
    return pyevm.virtual_machine(fork).get_transaction_builder()


def confirmed(fork, block, excess_blob_gas, pre, transaction, raw):
    """What py-evm makes of the signed bytes: root, gas used, or None and its reason when it refuses."""
    context = ExecutionContext(
        coinbase=block.coinbase, timestamp=block.time, block_number=block.number, difficulty=block.difficulty, mix_hash=block.randao,
        gas_limit=block.gas_limit, chain_id=block.chain, base_fee_per_gas=block.base_fee, excess_blob_gas=excess_blob_gas,
        prev_hashes=[block.hash(number) for number in range(block.number - 1, max(-1, block.number - 257), -1)],
    )
    machine = pyevm.virtual_machine(fork)
    state = machine.get_state_class()(AtomicDB(), context, pyevm._BLANK)
    for address, account in pre.items():
        state.touch_account(address) if NAMES.index(fork) < NAMES.index("SpuriousDragon") else None
        state.set_balance(address, account.balance)
        state.set_nonce(address, account.nonce)
        state.set_code(address, account.code)
        for key, value in account.storage.items():
            state.set_storage(address, key, value)
    state.lock_changes()
    state.make_state_root()
    state.persist()
    try:
        whole = builder(fork).decode(raw)
        computation = state.apply_transaction(whole)
    except (ValidationError, VMError) as error:
        return None, str(error)
    state.lock_changes()
    return state.make_state_root(), computation


def alone(fork, block, excess_blob_gas, pre, transaction):
    """What py-evm makes of a legacy transaction under Constantinople, which the specifications do not have."""
    near = "Petersburg"
    state = state_of(near, pre)
    before = bytes(part(near, "state").state_root(state))
    nothing = keccak.new(digest_bits=256, data=b"\xc0").digest()
    raw = encoded(near, signed(near, dataclasses.replace(transaction, kind=0)))
    # Whether a transaction is refused is the same in both forks.
    other = specified(near, block, excess_blob_gas, pre, transaction)
    if other.refusal:
        return dataclasses.replace(other, root=before, logs=nothing)
    root, computation = confirmed(fork, block, excess_blob_gas, pre, transaction, raw)
    used = transaction.gas - computation.get_gas_remaining()
    logs = [] if computation.is_error else [
        [address, tuple(topic.to_bytes(32, "big") for topic in topics), bytes(data)] for address, topics, data in computation.get_log_entries()
    ]
    digest = keccak.new(digest_bits=256, data=rlp.encode(logs)).digest()
    return Result(root, digest, used - min(computation.get_gas_refund(), used // 2), None, raw)
