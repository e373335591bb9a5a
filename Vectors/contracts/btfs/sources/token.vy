# pragma version 0.4.3
# A token as OpenZeppelin 4.3 writes ERC-20, with decimals to choose and an owner who mints.
# Storage: 0 balances, 1 allowances, 2 totalSupply, 3 name, 4 symbol, 5 decimals, 6 owner.

import words
initializes: words

event Transfer:
    from_: indexed(address)
    to: indexed(address)
    value_: uint256

event Approval:
    owner: indexed(address)
    spender: indexed(address)
    value_: uint256

@deploy
def __init__(_name: String[31], _symbol: String[31], _decimals: uint8, _owner: address):
    words._set_text(3, _name)
    words._set_text(4, _symbol)
    words.slots[5] = convert(_decimals, uint256)
    words._set_address(6, _owner)

@external
@view
def name() -> String[32]:
    return words._text(3)

@external
@view
def symbol() -> String[32]:
    return words._text(4)

@external
@view
def decimals() -> uint8:
    return convert(words.slots[5] & 255, uint8)

@external
@view
def totalSupply() -> uint256:
    return words.slots[2]

@external
@view
def balanceOf(account: address) -> uint256:
    return words.slots[words._of(0, account)]

@internal
@pure
def _allowance(owner: address, spender: address) -> uint256:
    return words._of(words._of(1, owner), spender)

@external
@view
def allowance(owner: address, spender: address) -> uint256:
    return words.slots[self._allowance(owner, spender)]

@external
@view
def owner() -> address:
    return words._address(6)

@internal
def _transfer(sender: address, recipient: address, amount: uint256):
    assert sender != empty(address), "ERC20: transfer from the zero address"
    assert recipient != empty(address), "ERC20: transfer to the zero address"
    place: uint256 = words._of(0, sender)
    assert words.slots[place] >= amount, "ERC20: transfer amount exceeds balance"
    words.slots[place] -= amount
    words.slots[words._of(0, recipient)] += amount
    log Transfer(from_=sender, to=recipient, value_=amount)

@internal
def _approve(owner: address, spender: address, amount: uint256):
    assert owner != empty(address), "ERC20: approve from the zero address"
    assert spender != empty(address), "ERC20: approve to the zero address"
    words.slots[self._allowance(owner, spender)] = amount
    log Approval(owner=owner, spender=spender, value_=amount)

@external
def transfer(recipient: address, amount: uint256) -> bool:
    self._transfer(msg.sender, recipient, amount)
    return True

@external
def approve(spender: address, amount: uint256) -> bool:
    self._approve(msg.sender, spender, amount)
    return True

# The allowance is asked only after the balance.
@external
def transferFrom(sender: address, recipient: address, amount: uint256) -> bool:
    self._transfer(sender, recipient, amount)
    allowed: uint256 = words.slots[self._allowance(sender, msg.sender)]
    assert allowed >= amount, "ERC20: transfer amount exceeds allowance"
    self._approve(sender, msg.sender, allowed - amount)
    return True

@external
def increaseAllowance(spender: address, addedValue: uint256) -> bool:
    self._approve(msg.sender, spender, words.slots[self._allowance(msg.sender, spender)] + addedValue)
    return True

@external
def decreaseAllowance(spender: address, subtractedValue: uint256) -> bool:
    allowed: uint256 = words.slots[self._allowance(msg.sender, spender)]
    assert allowed >= subtractedValue, "ERC20: decreased allowance below zero"
    self._approve(msg.sender, spender, allowed - subtractedValue)
    return True

@external
def mint(account: address, amount: uint256):
    assert msg.sender == words._address(6), "Ownable: caller is not the owner"
    assert account != empty(address), "ERC20: mint to the zero address"
    words.slots[2] += amount
    words.slots[words._of(0, account)] += amount
    log Transfer(from_=empty(address), to=account, value_=amount)
