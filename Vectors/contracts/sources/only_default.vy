# since 0.2.16
# No function at all: every call is logged.

event Received:
    sender: indexed(address)
    amount: uint256

total: uint256

@external
@payable
def __default__():
    self.total += msg.value
    log Received(msg.sender, msg.value)
