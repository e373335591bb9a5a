"""Random state tests in the standard form, filled by the execution specifications and checked by py-evm."""
import dataclasses
import random

from assembly import WORD, assembled
from forks import FORKS, NAMES
from frames import Block
from programs import Maker
from transactions import TYPES, Account, Transaction, address_of, alone, authorization, confirmed, specified

TEST_NAMES = {"TangerineWhistle": "EIP150", "SpuriousDragon": "EIP158", "Petersburg": "ConstantinopleFix"}
CONTRACTS = [bytes.fromhex(f"{0xC0DE00 + index:040x}") for index in range(4)]
EMPTY = bytes.fromhex(f"{0xE0E0:040x}")
RICH = bytes.fromhex(f"{0xACC0:040x}")
DELEGATED = bytes.fromhex(f"{0xDE1E:040x}")
COINBASE = bytes.fromhex("2adc25665018aa1fe0e6bc666dac8fc2697ff9ba")
KEYS = [bytes([7 + index]) * 32 for index in range(4)]
SENDER = address_of(KEYS[0])
AUTHORITIES = [address_of(key) for key in KEYS[1:]]


@dataclasses.dataclass
class Situation:
    """A state test before it is filled: one state and block, and one transaction in its variants."""

    name: str
    block: Block
    excess_blob_gas: int
    pre: dict
    transaction: Transaction
    data: list
    gas: list
    value: list
    forks: list
    access: list | None = None

    def variants(self):
        for data_index, data in enumerate(self.data):
            for gas_index, gas in enumerate(self.gas):
                for value_index, value in enumerate(self.value):
                    access = self.access[data_index] if self.access else ()
                    yield (data_index, gas_index, value_index), dataclasses.replace(self.transaction, data=data, gas=gas, value=value, access=access)


def situation(seed, fork, oddity=0.12, only=None, most=4, kinds=tuple(TYPES)):
    """A random situation made for one fork; with a chance of `oddity` the transaction is refused for some reason.

    `only` limits what the programs are made of (see `Maker`), `most` the number of contracts, `kinds`
    the types of transaction.
    """
    chance = random.Random(seed)
    number = NAMES.index(fork)
    targets = [*CONTRACTS, RICH, SENDER, COINBASE]
    pre = {SENDER: Account(balance=10**20), RICH: Account(balance=5, nonce=1)}
    if chance.random() < 0.7:
        pre[COINBASE] = Account(balance=1)
    if number < NAMES.index("Paris") and chance.random() < 0.5:
        pre[EMPTY] = Account()
        targets.append(EMPTY)
    if number >= NAMES.index("Prague"):
        pre[DELEGATED] = Account(balance=3, nonce=1, code=b"\xef\x01\x00" + chance.choice([CONTRACTS[1], DELEGATED, bytes(19) + b"\4", RICH]))
        targets += [DELEGATED, *AUTHORITIES]
        if chance.random() < 0.5:
            pre[AUTHORITIES[1]] = Account(balance=1, nonce=1)
    for place in CONTRACTS[: chance.randrange(2, most + 1)]:
        maker = Maker(chance.getrandbits(64), fork, targets, shows_surroundings=True, only=only)
        storage = {key: chance.choice([1, 2, WORD - 1]) for key in range(4) if chance.random() < 0.5}
        pre[place] = Account(chance.choice([0, 0, 1000, 10**18]), chance.choice([1, 1, 0, 2**64 - 2]), assembled(maker.whole()), storage)
    block = Block(
        number=chance.choice([1000, 1000, 300, 255]), time=1_700_000_000, coinbase=chance.choice([COINBASE] * 6 + [SENDER, CONTRACTS[0]]),
        randao=chance.getrandbits(256).to_bytes(32, "big"), gas_limit=30_000_000, base_fee=chance.choice([7, 10, 1000]) if number >= NAMES.index("London") else 0,
        difficulty=0x20000 if number < NAMES.index("Paris") else 0,
    )
    maker = Maker(seed, fork, targets, shows_surroundings=True)
    kind = chance.choice([kind for kind, since in TYPES.items() if kind in kinds and NAMES.index(since) <= number])
    price = block.base_fee + chance.choice([0, 1, 10, 1000])
    transaction = Transaction(kind, KEYS[0], to=chance.choice(CONTRACTS[:2] * 4 + [RICH, bytes(19) + b"\2", None, None, EMPTY, SENDER]), price=price, tip=chance.choice([0, 1, price]))
    datas = [maker.input(), maker.input()]
    if transaction.to is None:
        datas = [assembled(maker.program()), b""]
    access = None
    if kind:
        access = [tuple((chance.choice(targets), tuple(chance.randrange(4) for _ in range(chance.randrange(3)))) for _ in range(chance.randrange(4))) for _ in datas]
    if kind in (3, 4) and transaction.to is None:
        transaction.to = CONTRACTS[0]
    if kind == 3:
        transaction.blobs = tuple(b"\1" + bytes(30) + bytes([index]) for index in range(chance.randrange(1, 7)))
        transaction.blob_price = chance.choice([1, 10, 10**6])
    if kind == 4:
        transaction.authorizations = tuple(random_authorization(chance, pre) for _ in range(chance.randrange(1, 5)))
    gas = [chance.choice([100_000, 400_000, 1_000_000]), chance.choice([60_000, 3_000_000, 16_000_000])]
    value = [0] if chance.random() < 0.5 else [0, chance.choice([1, 10**18])]
    made = Situation(f"random {seed}", block, chance.choice([0, 0, 10 * 2**17, 60 * 2**20]) if kind == 3 else 0, pre, transaction, datas, gas, value, [fork], access)
    if chance.random() < oddity:
        make_odd(chance, made)
    return made


def random_authorization(chance, pre):
    """One of EIP-7702, valid or wrong in its chain, nonce, signature or authority."""
    key = chance.choice(KEYS)
    account = pre.get(address_of(key), Account())
    nonce = account.nonce + int(key == KEYS[0])
    made = authorization(key, chance.choice([0, 1, 1, 2]), chance.choice([*CONTRACTS, bytes(20), bytes(19) + b"\4", DELEGATED]), chance.choice([nonce, nonce, nonce, nonce + 1, 2**64 - 1]))
    draw = chance.random()
    if draw < 0.05:
        return made[:3] + (chance.choice([2, 27, 255]),) + made[4:]
    if draw < 0.1:
        return made[:5] + (2**256 - 1 - made[5],)
    return made


def make_odd(chance, situation, oddity=None):
    """Breaks a rule that a transaction has to keep, or stands right at its edge; a named one, or any."""
    transaction, block = situation.transaction, situation.block
    sender = situation.pre[SENDER]
    least = 21000
    oddities = {
        "nonce": lambda: setattr(transaction, "nonce", chance.choice([1, 2**64 - 2])),
        "old nonce": lambda: setattr(sender, "nonce", 1),
        "poor": lambda: setattr(sender, "balance", chance.choice([0, situation.gas[0] * transaction.price, situation.gas[0] * transaction.price - 1])),
        "gas": lambda: situation.gas.__setitem__(0, chance.choice([0, least - 1, least, least + 1000])),
        "block gas": lambda: situation.gas.__setitem__(0, block.gas_limit + chance.choice([0, 1])),
        "code": lambda: setattr(sender, "code", b"\0"),
        "price": lambda: setattr(transaction, "price", max(0, block.base_fee - 1)),
        "tip": lambda: setattr(transaction, "tip", transaction.price + 1),
        "calldata": lambda: situation.data.__setitem__(0, b"\1" * 3000),
    }
    if transaction.to is None:
        oddities["init code"] = lambda: situation.data.__setitem__(0, bytes(chance.choice([49_152, 49_153])))
    if transaction.kind == 3:
        oddities["blobs"] = lambda: setattr(transaction, "blobs", chance.choice([(), (b"\2" + bytes(31),), (b"\1" * 32,) * 7, (b"\1" * 32,) * 10]))
        oddities["blob price"] = lambda: setattr(transaction, "blob_price", 0)
        oddities["blob creation"] = lambda: setattr(transaction, "to", None)
    if transaction.kind == 4:
        oddities["no authorisation"] = lambda: setattr(transaction, "authorizations", ())
        oddities["authorised creation"] = lambda: setattr(transaction, "to", None)
        oddities["delegated sender"] = lambda: setattr(sender, "code", b"\xef\x01\x00" + CONTRACTS[0])
    if transaction.kind == 0:
        del oddities["tip"]
    oddity = oddity or chance.choice(sorted(oddities))
    situation.name += f", {oddity}"
    oddities.get(oddity, lambda: None)()


class Unconfirmed(Exception):
    """py-evm comes to another state."""


def filled(situation, confirm=True):
    """The state test as JSON, and for each of its cases the specifications' result."""
    post, results = {}, {}
    for fork in situation.forks:
        cases = []
        for indexes, transaction in situation.variants():
            rules = fork if FORKS[fork].specification else None
            result = (specified if rules else alone)(fork, situation.block, situation.excess_blob_gas, situation.pre, transaction)
            if confirm and rules and FORKS[fork].pyevm:
                check(fork, situation, transaction, result)
            case = {"hash": hexadecimal(result.root), "logs": hexadecimal(result.logs), "indexes": dict(zip(("data", "gas", "value"), indexes)),
                    "gasUsed": hex(result.gas_used), "txbytes": hexadecimal(result.signed)}
            if result.refusal:
                case["expectException"] = result.refusal
                del case["gasUsed"]
            cases.append(case)
            results[fork, indexes] = result
        post[TEST_NAMES.get(fork, fork)] = cases
    return {"env": environment(situation), "pre": {hexadecimal(address): written(account) for address, account in situation.pre.items()},
            "transaction": described(situation), "post": post}, results


def check(fork, situation, transaction, result):
    if result.refusal and "PRE_FORK" in result.refusal:
        return
    root, other = confirmed(fork, situation.block, situation.excess_blob_gas, situation.pre, transaction, result.signed)
    if result.refusal is None and root != result.root:
        raise Unconfirmed(f"{situation.name}, {fork}: py-evm {root and root.hex()} ({other if root is None else 'executed'}), specifications {result.root.hex()}")
    # py-evm leaves some refusals (block gas, blob rules) to the block around the transaction.


def hexadecimal(data):
    return "0x" + data.hex()


def environment(situation):
    block = situation.block
    return {
        "currentCoinbase": hexadecimal(block.coinbase), "currentNumber": hex(block.number), "currentTimestamp": hex(block.time),
        "currentGasLimit": hex(block.gas_limit), "currentDifficulty": hex(block.difficulty), "currentRandom": hexadecimal(block.randao),
        "currentBaseFee": hex(block.base_fee), "currentExcessBlobGas": hex(situation.excess_blob_gas),
    }


def written(account):
    return {"balance": hex(account.balance), "nonce": hex(account.nonce), "code": hexadecimal(account.code),
            "storage": {hex(key): hex(value) for key, value in account.storage.items()}}


def described(situation):
    transaction = situation.transaction
    result = {
        "nonce": hex(transaction.nonce), "to": "" if transaction.to is None else hexadecimal(transaction.to), "value": [hex(value) for value in situation.value],
        "data": [hexadecimal(data) for data in situation.data], "gasLimit": [hex(gas) for gas in situation.gas],
        "secretKey": hexadecimal(transaction.key), "sender": hexadecimal(SENDER),
    }
    if transaction.kind < 2:
        result["gasPrice"] = hex(transaction.price)
    else:
        result |= {"maxFeePerGas": hex(transaction.price), "maxPriorityFeePerGas": hex(transaction.tip)}
    if transaction.kind:
        result["accessLists"] = [
            [{"address": hexadecimal(address), "storageKeys": [f"0x{key:064x}" for key in keys]} for address, keys in access] for access in situation.access
        ]
    if transaction.kind == 3:
        result |= {"maxFeePerBlobGas": hex(transaction.blob_price), "blobVersionedHashes": [hexadecimal(blob) for blob in transaction.blobs]}
    if transaction.kind == 4:
        result["authorizationList"] = [
            {"chainId": hex(chain), "address": hexadecimal(address), "nonce": hex(nonce), "v": hex(parity), "yParity": hex(parity), "r": hex(r), "s": hex(s)}
            for chain, address, nonce, parity, r, s in transaction.authorizations
        ]
    return result
