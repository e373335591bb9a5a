"""What one execution starts from and how it ends, the same for every machine."""

import dataclasses
import functools

from Crypto.Hash import keccak

SENDER = bytes.fromhex("1000000000000000000000000000000000000001")
CONTRACT = bytes.fromhex("2000000000000000000000000000000000000002")


@dataclasses.dataclass(frozen=True)
class Block:
    """The block and transaction around a frame."""

    number: int = 1000
    time: int = 1_700_000_000
    coinbase: bytes = bytes.fromhex("c0000000000000000000000000000000000000c0")
    difficulty: int = 0x20000
    randao: bytes = bytes(31) + b"\x2a"
    gas_limit: int = 2**32
    base_fee: int = 0
    gas_price: int = 0
    chain: int = 1

    ancestors_known: bool = True
    """Whether earlier blocks have hashes; else all are zero."""

    def hash(self, number):
        """The hash of an earlier block: Keccak-256 of its number in decimal, as in Ethereum's state tests."""
        return numbered_hash(number) if self.ancestors_known else bytes(32)


@functools.cache
def numbered_hash(number):
    return keccak.new(digest_bits=256, data=str(number).encode()).digest()


@dataclasses.dataclass(frozen=True)
class Frame:
    """A call of code with so much gas: no intrinsic gas, and the caller and the callee are warm.

    `balances` is what accounts own before the value moves. `nonce` is the contract's; the sender
    exists when `sender_exists`, even with nothing.
    """

    fork: str
    code: bytes
    input: bytes = b""
    gas: int = 1_000_000
    sender: bytes = SENDER
    to: bytes = CONTRACT
    value: int = 0
    balances: tuple = ()
    nonce: int = 1
    sender_exists: bool = True
    block: Block = Block()

    def balance(self, address):
        return dict(self.balances).get(address, 0)


@dataclasses.dataclass(frozen=True)
class Outcome:
    """How a frame ends; gas used is the frame's own, before refunds. `error` is a class of errors.

    Logs are (address, topics, data). What a machine cannot tell is None.
    """

    success: bool
    output: bytes
    gas_used: int
    logs: tuple
    error: str | None = None

    def agrees(self, other):
        return dataclasses.replace(self, error=None) == dataclasses.replace(other, error=None)
