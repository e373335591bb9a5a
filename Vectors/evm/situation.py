"""What a run starts from, and how it ends: the same for every implementation."""
import dataclasses

SENDER = bytes.fromhex("5e00000000000000000000000000000000000001")
CONTRACT = bytes.fromhex("c000000000000000000000000000000000000001")
OTHER = bytes.fromhex("c000000000000000000000000000000000000002")
THIRD = bytes.fromhex("c000000000000000000000000000000000000003")
NOBODY = bytes.fromhex("e000000000000000000000000000000000000009")
COINBASE = bytes.fromhex("cb00000000000000000000000000000000000000")
FORKS = [
    "Frontier", "Homestead", "TangerineWhistle", "SpuriousDragon", "Byzantium", "Constantinople", "Petersburg",
    "Istanbul", "Berlin", "London", "Paris", "Shanghai", "Cancun", "Prague", "Osaka",
]


def since(fork):
    """The forks from this one on."""
    return FORKS[FORKS.index(fork) :]


@dataclasses.dataclass
class Account:
    nonce: int = 0
    balance: int = 0
    code: bytes = b""
    storage: dict = dataclasses.field(default_factory=dict)


@dataclasses.dataclass
class Block:
    number: int = 1000
    timestamp: int = 1_700_000_000
    coinbase: bytes = COINBASE
    gas_limit: int = 30_000_000
    difficulty: int = 0x20000
    randao: bytes = bytes(31) + b"\x2a"
    base_fee: int = 7
    excess_blob_gas: int = 10_000_000
    chain: int = 1
    gas_price: int = 9
    blob_hashes: tuple = ()

    @staticmethod
    def hash(number):
        return b"\xb1" * 24 + number.to_bytes(8, "big")


@dataclasses.dataclass
class Situation:
    """A call of `to`, or with init code as `input` and no `to` the creation of a contract."""

    fork: str
    accounts: dict
    to: bytes | None = CONTRACT
    input: bytes = b""
    gas: int = 1_000_000
    value: int = 0
    block: Block = dataclasses.field(default_factory=Block)

    def with_fork(self, fork):
        return dataclasses.replace(self, fork=fork)


@dataclasses.dataclass(frozen=True)
class End:
    """Gas and refund are the frame's own. Accounts are those after the transaction, those asked for."""

    success: bool
    output: bytes
    gas_used: int
    refund: int
    logs: tuple
    error: str | None
    accounts: tuple = ()
