# since 0.2.16
# Ways to fail: with a reason, without one, by arithmetic, by bounds, by a clamp.

limit: public(uint256)
items: uint256[4]
owner: public(address)

@external
def setLimit(given: uint256):
    assert given <= 1000, "limit too high"
    assert given % 2 == 0
    if given == 666:
        raise "a reason that is longer than thirty-two bytes, so it takes two words"
    self.limit = given

@external
def mustBe(given: uint256, flagged: bool):
    assert flagged or given == self.limit, "neither"
    if given == 7:
        raise
    self.owner = msg.sender

@view
@external
def at(index: uint256) -> uint256:
    return self.items[index]

@pure
@external
def divide(a: uint256, b: uint256) -> uint256:
    return a // b

@pure
@external
def narrow(a: int128, b: int128) -> int128:
    return a * b

@external
def put(index: uint256, given: uint256):
    self.items[index] = given
