# since 0.4.3
# proxy slot implementation
# An upgradeable proxy: whatever no function takes goes to the implementation in the first slot.

implementation: public(address)
admin: public(address)

event Upgraded:
    implementation: indexed(address)

@deploy
def __init__(_implementation: address):
    self.implementation = _implementation
    self.admin = msg.sender

@external
def upgradeTo(newImplementation: address):
    assert msg.sender == self.admin, "not admin"
    self.implementation = newImplementation
    log Upgraded(newImplementation)

@external
@payable
@raw_return
def __default__() -> Bytes[2048]:
    return raw_call(self.implementation, msg.data, max_outsize=2048, is_delegate_call=True)
