# since 0.3.10
# Custom errors, encoded by hand: Vyper has no word for them before raw_revert.
# error InsufficientBalance(uint256,uint256)
# error Unauthorized(address)
# error Paused()

balances: HashMap[address, uint256]
owner: public(address)
paused: public(bool)

@deploy
def __init__():
    self.owner = msg.sender

@external
def spend(amount: uint256):
    if self.paused:
        raw_revert(method_id("Paused()"))
    available: uint256 = self.balances[msg.sender]
    if available < amount:
        raw_revert(_abi_encode(available, amount, method_id=method_id("InsufficientBalance(uint256,uint256)")))
    self.balances[msg.sender] = available - amount

@external
@payable
def fund():
    self.balances[msg.sender] += msg.value

@external
def pause(given: bool):
    if msg.sender != self.owner:
        raw_revert(_abi_encode(msg.sender, method_id=method_id("Unauthorized(address)")))
    self.paused = given
