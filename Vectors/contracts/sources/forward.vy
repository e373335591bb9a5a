# since 0.3.7
# proxy slot implementation
# Forwards what no function takes to the implementation in the first slot, and drops its answer.

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
def __default__():
    raw_call(self.implementation, msg.data, is_delegate_call=True)
