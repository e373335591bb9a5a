# since 0.4.0
# Transient storage, a lock over it, and values that only live for a call.

caller: transient(address)
depth: transient(uint256)
total: public(uint256)

@external
@nonreentrant
def enter(amount: uint256):
    self.caller = msg.sender
    self.depth += 1
    self.total += amount

@view
@external
def state() -> (address, uint256):
    return self.caller, self.depth

@external
@payable
@nonreentrant
def pay():
    self.total += msg.value
