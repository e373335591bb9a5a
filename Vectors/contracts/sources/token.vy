# since 0.2.16
# An ERC-20 that wraps the chain's coin one to one.

event Transfer:
    sender: indexed(address)
    receiver: indexed(address)
    amount: uint256

event Approval:
    owner: indexed(address)
    spender: indexed(address)
    amount: uint256

event Deposit:
    owner: indexed(address)
    amount: uint256

event Withdrawal:
    owner: indexed(address)
    amount: uint256

name: public(String[32])
symbol: public(String[8])
balanceOf: public(HashMap[address, uint256])
allowance: public(HashMap[address, HashMap[address, uint256]])

@deploy
def __init__(_name: String[32], _symbol: String[8]):
    self.name = _name
    self.symbol = _symbol

@internal
def _deposit(owner: address, amount: uint256):
    self.balanceOf[owner] += amount
    log Deposit(owner, amount)

@external
@payable
def __default__():
    self._deposit(msg.sender, msg.value)

@external
@payable
def deposit():
    self._deposit(msg.sender, msg.value)

@external
def withdraw(amount: uint256):
    self.balanceOf[msg.sender] -= amount
    send(msg.sender, amount)
    log Withdrawal(msg.sender, amount)

@pure
@external
def decimals() -> uint256:
    return 18

@view
@external
def totalSupply() -> uint256:
    return self.balance

@internal
def _transfer(sender: address, receiver: address, amount: uint256):
    assert receiver != empty(address), "WBTT: transfer to the zero address"
    self.balanceOf[sender] -= amount
    self.balanceOf[receiver] += amount
    log Transfer(sender, receiver, amount)

@external
def transfer(receiver: address, amount: uint256) -> bool:
    self._transfer(msg.sender, receiver, amount)
    return True

@external
def transferFrom(sender: address, receiver: address, amount: uint256) -> bool:
    if self.allowance[sender][msg.sender] != 115792089237316195423570985008687907853269984665640564039457584007913129639935:
        self.allowance[sender][msg.sender] -= amount
    self._transfer(sender, receiver, amount)
    return True

@external
def approve(spender: address, amount: uint256) -> bool:
    self.allowance[msg.sender][spender] = amount
    log Approval(msg.sender, spender, amount)
    return True
