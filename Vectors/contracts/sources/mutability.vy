# since 0.3.1
# Payable, nonpayable, view and pure; default arguments; constants and immutables; a lock.

OWNER: immutable(address)
LIMIT: immutable(uint256)
FACTOR: constant(uint256) = 10**18
deployedAt: public(immutable(uint256))

counter: public(uint256)
credit: public(HashMap[address, uint256])
last: address

@deploy
@payable
def __init__(limit: uint256):
    OWNER = msg.sender
    LIMIT = limit
    deployedAt = block.timestamp

@external
@payable
def pay():
    self.credit[msg.sender] += msg.value

@external
@payable
def payFor(owner: address, note: bytes32):
    self.credit[owner] += msg.value
    self.last = owner

@external
def count():
    self.counter += 1

@external
@nonreentrant
def guarded(to: address, amount: uint256):
    assert msg.sender == OWNER
    send(to, amount)

@external
def defaults(a: uint256, b: address = msg.sender, c: bool = False, d: uint256 = 7) -> uint256:
    self.counter = a + d
    if c:
        self.last = b
    return self.counter

@view
@external
def owner() -> address:
    return OWNER

@view
@external
def limit() -> uint256:
    return LIMIT

@view
@external
def now() -> uint256:
    return block.timestamp + self.counter

@pure
@external
def scaled(x: uint256) -> uint256:
    return x * FACTOR

@pure
@external
def sum(a: uint256 = 1, b: uint256 = 2) -> uint256:
    return a + b

@external
def __default__():
    self.counter += 2
