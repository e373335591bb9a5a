# pragma version 0.4.3
# All of storage as one array of words. Vyper's own variables cannot share a slot, keep gaps or hash
# a mapping's key in front of its slot; with this, storage is laid out as Solidity lays it out.

slots: uint256[max_value(uint256)]

ADDRESS: constant(uint256) = 2**160 - 1

@internal
@view
def _address(slot: uint256) -> address:
    return convert(convert(self.slots[slot] & ADDRESS, uint160), address)

# What shares the slot above the address stays.
@internal
def _set_address(slot: uint256, account: address):
    self.slots[slot] = (self.slots[slot] & ~ADDRESS) | convert(convert(account, uint160), uint256)

# Where a mapping in a slot keeps the value for a key.
@internal
@pure
def _of(slot: uint256, key: address) -> uint256:
    return convert(keccak256(abi_encode(key, slot)), uint256)

# A text of at most 31 bytes, with twice its length in the lowest byte.
@internal
@view
def _text(slot: uint256) -> String[32]:
    word: uint256 = self.slots[slot]
    return convert(slice(convert(word, bytes32), 0, (word & 255) // 2), String[32])

@internal
def _set_text(slot: uint256, text: String[31]):
    padded: Bytes[63] = concat(convert(text, Bytes[31]), empty(bytes32))
    self.slots[slot] = convert(extract32(padded, 0), uint256) | (2 * len(text))
