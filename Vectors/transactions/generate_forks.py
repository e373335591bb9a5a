#!/usr/bin/env python3
"""Makes forks.jsonl: which fork takes which transaction on chain 1, and what it charges at once.

    python3 -m venv E && . E/bin/activate
    pip install ethereum-execution==2.20.0 py-evm==0.12.1b1
    python3 Vectors/transactions/generate_forks.py      (after generate.py, whose files it checks)

Ethereum's execution specification (EELS) gives each verdict. py-evm, up to Prague, is asked too: it
leaves some rules to later, so it may take what EELS refuses, but not the other way round, and where
both take a transaction, sender and gas must agree. Rules that EELS itself leaves to others are marked
in the cases. An environment of its own, because EELS wants an older coincurve than the other
generators.
"""
import importlib
import json
import pathlib
import random
import sys
from types import SimpleNamespace

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

import coincurve  # noqa: E402
from eth.vm import forks as evm_forks  # noqa: E402
from eth_utils import keccak, to_checksum_address  # noqa: E402
from ethereum_rlp import rlp as specification_rlp  # noqa: E402
from ethereum_types.bytes import Bytes  # noqa: E402
from ethereum_types.numeric import U64, Uint  # noqa: E402
from provenance import FILES, replace_block, table, write_rows  # noqa: E402

N = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
RANDOM = random.Random("chequer transactions by fork 1")

# The names of Ethereum's test files; the modules of EELS; the VMs of py-evm.
FORKS = [
    ("Frontier", "frontier", "FrontierVM"), ("Homestead", "homestead", "HomesteadVM"),
    ("EIP150", "tangerine_whistle", "TangerineWhistleVM"), ("EIP158", "spurious_dragon", "SpuriousDragonVM"),
    ("Byzantium", "byzantium", "ByzantiumVM"), ("Constantinople", "constantinople", "ConstantinopleVM"),
    ("ConstantinopleFix", "constantinople", "PetersburgVM"), ("Istanbul", "istanbul", "IstanbulVM"),
    ("Berlin", "berlin", "BerlinVM"), ("London", "london", "LondonVM"), ("Paris", "paris", "ParisVM"),
    ("Shanghai", "shanghai", "ShanghaiVM"), ("Cancun", "cancun", "CancunVM"), ("Prague", "prague", "PragueVM"),
    ("Osaka", "osaka", None),
]


FORKS_SINCE_SHANGHAI = ("Shanghai", "Cancun", "Prague")


def specification(module, raw, chain=1):
    """Sender and intrinsic gas by EELS, or the name of its exception."""
    transactions = importlib.import_module(f"ethereum.forks.{module}.transactions")
    fork = importlib.import_module(f"ethereum.forks.{module}.fork")
    try:
        legacy = getattr(transactions, "LegacyTransaction", None) or transactions.Transaction
        if raw[:1] >= b"\xc0":
            tx = specification_rlp.decode_to(legacy, Bytes(raw))
        elif hasattr(transactions, "decode_transaction"):
            tx = transactions.decode_transaction(Bytes(raw))
        else:
            return None, "TransactionTypeError"
        gas = transactions.validate_transaction(tx)
        # An account with the nonce and coins enough: what it has is not the question here.
        fork.get_account = lambda state, address: SimpleNamespace(nonce=Uint(tx.nonce), balance=Uint(2**600), code=b"")
        block = SimpleNamespace(block_gas_limit=Uint(2**300), chain_id=U64(chain), state=None, base_fee_per_gas=Uint(0),
                                excess_blob_gas=U64(0))
        used = SimpleNamespace(block_gas_used=Uint(0), blob_gas_used=U64(0))
        answer = fork.check_transaction(block, used, tx)
        sender = answer[0] if isinstance(answer, tuple) else answer
        return (to_checksum_address(bytes(sender)), int(gas[0] if isinstance(gas, tuple) else gas)), None
    except Exception as error:  # EELS raises many kinds, those of its decoder among them
        return None, type(error).__name__


def py_evm(name, raw):
    """The same by py-evm, which knows no chain id."""
    vm = getattr(evm_forks, name)
    try:
        tx = vm.get_transaction_builder().decode(raw)
        tx.validate()
        tx.check_signature_validity()
        return to_checksum_address(tx.sender), tx.intrinsic_gas
    except Exception:
        return None


# Transactions for the table.

def number(value):
    return value.to_bytes((value.bit_length() + 7) // 8, "big")


def rlp(item):
    if isinstance(item, int):
        item = number(item)
    if isinstance(item, bytes):
        if len(item) == 1 and item[0] < 0x80:
            return item
        payload, start = item, 0x80
    else:
        payload, start = b"".join(rlp(child) for child in item), 0xC0
    if len(payload) < 56:
        return bytes([start + len(payload)]) + payload
    return bytes([start + 55 + len(number(len(payload)))]) + number(len(payload)) + payload


SECRET = RANDOM.randrange(1, N)
TO = b"\x12" * 20
HASH = b"\x01" + b"\x34" * 31


def sign(kind, fields, chain, high_s=False):
    """`chain` None makes an unprotected one of type 0."""
    envelope = bytes([kind]) if kind else b""
    last = [chain, 0, 0] if kind == 0 and chain is not None else []
    raw = coincurve.PrivateKey(SECRET.to_bytes(32, "big")).sign_recoverable(
        keccak(envelope + rlp(fields + last)), hasher=None)
    r, s, v = int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:64], "big"), raw[64]
    if high_s:
        s, v = N - s, 1 - v
    if kind == 0:
        v += 27 if chain is None else 35 + 2 * chain
    return envelope + rlp(fields + [v, r, s])


def legacy(chain=None, nonce=0, price=1, gas=100000, to=TO, value=0, data=b"", high_s=False):
    return sign(0, [nonce, price, gas, to, value, data], chain, high_s)


def typed(kind, chain=1, nonce=0, price=1, tip=0, gas=100000, to=TO, value=0, data=b"", entries=(), blobs=(HASH,),
          authorizations=None, high_s=False):
    fields = [chain, nonce] + ([price] if kind == 1 else [tip, price]) + [gas, to, value, data, list(entries)]
    if kind == 3:
        fields += [1, list(blobs)]
    if kind == 4:
        fields.append([AUTHORIZATION] if authorizations is None else authorizations)
    return sign(kind, fields, chain, high_s)


AUTHORIZATION = [1, TO, 0, 1, RANDOM.randrange(1, N), RANDOM.randrange(1, N // 2)]


def cases():
    """Raw transactions with what is at stake, and whether a rule refuses it that EELS lacks: the chain
    id of types 1 to 4 (EIP-2930 and the later ones), and a fee above 256 bits (ethereum/tests)."""
    yield legacy(), "unprotected", False
    yield legacy(1), "protected", False
    yield legacy(2), "for chain 2", False
    yield legacy(0), "for chain 0", False
    yield legacy(high_s=True), "high s", False
    yield legacy(1, high_s=True), "protected, high s", False
    yield legacy(nonce=2**64 - 2), "greatest nonce", False
    yield legacy(nonce=2**64 - 1), "nonce 2^64 - 1", False
    yield legacy(value=2**256 - 1), "greatest value", False
    yield legacy(price=(2**256 - 1) // 100000), "greatest price for this gas", False
    yield legacy(price=(2**256 - 1) // 100000 + 1), "fee of 2^256 and more", True
    yield legacy(gas=0), "no gas", False
    for gas in (20999, 21000):
        yield legacy(gas=gas), f"call without data, {gas} gas", False
    for gas in (20999, 21000, 52999, 53000, 53001, 53002, 53003):
        yield legacy(gas=gas, to=b""), f"creation without code, {gas} gas", False
    for size in (1, 32, 33, 64):
        for kind, byte in ((4, 0), (16, 0x60), (68, 0x60)):
            gas = 53000 + kind * size
            words = (size + 31) // 32
            for more in (0, 2 * words - 1, 2 * words):
                yield (legacy(gas=gas + more, to=b"", data=bytes([byte]) * size),
                       f"creation, {size} bytes {byte:#04x}, {gas + more} gas", False)
    for size in (1, 7, 100):
        for cost, byte in ((4, 0), (10, 0), (16, 7), (40, 7), (68, 7)):
            for less in (0, 1):
                gas = 21000 + cost * size - less
                yield legacy(gas=gas, data=bytes([byte]) * size), f"call, {size} bytes {byte:#04x}, {gas} gas", False
    for size in (49152, 49153):
        yield legacy(gas=10**7, to=b"", data=bytes(size)), f"init code of {size} bytes", False
    for gas in (2**24, 2**24 + 1, 2**63, 2**64 - 1):
        yield legacy(gas=gas), f"{gas} gas", False
    entries = [[TO, [HASH, HASH]], [TO, []]]
    cost = 21000 + 2 * 2400 + 2 * 1900
    for kind in (1, 2, 3, 4):
        more = 25000 if kind == 4 else 0
        name = f"type {kind}"
        yield typed(kind), name, False
        yield typed(kind, chain=2), f"{name}, for chain 2", True
        yield typed(kind, high_s=True), f"{name}, high s", False
        yield typed(kind, nonce=2**64 - 1), f"{name}, nonce 2^64 - 1", False
        yield typed(kind, to=b""), f"{name}, creation", False
        for gas in (cost + more - 1, cost + more):
            yield typed(kind, gas=gas, entries=entries), f"{name}, access list, {gas} gas", False
        if kind > 1:
            yield typed(kind, tip=1), f"{name}, tip equal to the cap", False
            yield typed(kind, tip=2), f"{name}, tip above the cap", False
            yield typed(kind, price=2**253), f"{name}, fee of 2^256 and more", True
    for count in (0, 1, 6, 7, 9, 10):
        yield typed(3, blobs=[HASH] * count), f"{count} blobs", False
    yield typed(3, blobs=[HASH, b"\x02" + HASH[1:]]), "versioned hash of version 2", False
    yield typed(4, authorizations=[]), "no authorisation", False
    for gas in (70999, 71000):
        yield typed(4, gas=gas, authorizations=[AUTHORIZATION] * 2), f"two authorisations, {gas} gas", False
    for place, value, what in ((0, 2**256 - 1, "chain id 2^256 - 1"), (2, 2**64 - 1, "nonce 2^64 - 1"), (3, 255, "y parity 255"),
                               (4, 0, "r 0"), (5, 2**256 - 1, "s 2^256 - 1")):
        odd = AUTHORIZATION[:place] + [value] + AUTHORIZATION[place + 1:]
        yield typed(4, authorizations=[odd]), f"authorisation with {what}, which is passed over", False
    for byte, floor in ((0, 10), (9, 40)):
        for less in (0, 1):
            gas = 21000 + 200 * floor - less
            yield typed(1, gas=gas, data=bytes([byte]) * 200), f"type 1, 200 bytes {byte:#04x}, {gas} gas", False
    # The floor does not count what the access list costs.
    yield typed(2, gas=21000 + 2000, data=bytes(200), entries=[[TO, []]]), "type 2, gas for the floor and not for the access list", False


def forks():
    for raw, what, beyond in cases():
        results = {}
        for name, module, vm in FORKS:
            answer, why = specification(module, raw)
            second = py_evm(vm, raw) if vm else answer
            if answer:
                assert second, f"py-evm refuses: {what}, {name}"
                # Since Shanghai py-evm charges the words of init code later.
                words = FORKS_SINCE_SHANGHAI if what.startswith(("creation", "init code")) else ()
                assert second == answer or (name in words and second[0] == answer[0]), (what, name, second, answer)
            if beyond:
                answer = None
            results[name] = {"sender": answer[0], "intrinsicGas": answer[1]} if answer else None
        yield {"raw": raw, "what": what, "hash": keccak(raw), "results": results}


def rows_of(name):
    with open(HERE / name, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def check_other_files():
    """The rows of generate.py by EELS: Osaka takes the good ones, but for gas, and refuses the bad."""
    transactions = importlib.import_module("ethereum.forks.osaka.transactions")
    for name in ("legacy", "access-list", "fee-market", "blob", "set-code", "unprotected"):
        for row in rows_of(f"{name}.jsonl"):
            raw = bytes.fromhex(row["raw"][2:])
            tx = specification_rlp.decode_to(transactions.LegacyTransaction, Bytes(raw)) if raw[0] >= 0xC0 \
                else transactions.decode_transaction(Bytes(raw))
            chain = U64(int(row["transaction"].get("chainId", "1")))
            assert to_checksum_address(bytes(transactions.recover_sender(chain, tx))) == row["sender"]
            assert str(int(transactions.calculate_intrinsic_cost(tx)[0])) == row["intrinsicGas"]
    for row in rows_of("reject.jsonl"):
        answer, _ = specification("osaka", bytes.fromhex(row["raw"][2:]))
        assert bool(answer) == row.get("beyondEELS", False), f"EELS takes or refuses: {row['why']}"


def main():
    check_other_files()
    write_rows(HERE, "forks.jsonl", forks())
    # The tools named in SOURCE.md are those of generate.py's environment.
    path = HERE / "SOURCE.md"
    path.write_text(replace_block(path.read_text(encoding="utf-8"), FILES, table(HERE)), encoding="utf-8")


if __name__ == "__main__":
    main()
