# pragma version 0.4.3
# WBTT: the chain's coin as a token, after WETH9. Refusals carry no reason.
# Storage: 0 name, 1 symbol, 2 decimals, 3 balanceOf, 4 allowance.

import words
initializes: words

event Approval:
    src: indexed(address)
    guy: indexed(address)
    wad: uint256

event Transfer:
    src: indexed(address)
    dst: indexed(address)
    wad: uint256

event Deposit:
    dst: indexed(address)
    wad: uint256

event Withdrawal:
    src: indexed(address)
    wad: uint256

@deploy
def __init__():
    words._set_text(0, "Wrapped BTT")
    words._set_text(1, "WBTT")
    words.slots[2] = 18

@external
@view
def name() -> String[32]:
    return words._text(0)

@external
@view
def symbol() -> String[32]:
    return words._text(1)

@external
@view
def decimals() -> uint8:
    return convert(words.slots[2] & 255, uint8)

@external
@view
def balanceOf(owner: address) -> uint256:
    return words.slots[words._of(3, owner)]

@external
@view
def allowance(owner: address, spender: address) -> uint256:
    return words.slots[words._of(words._of(4, owner), spender)]

@external
@view
def totalSupply() -> uint256:
    return self.balance

@internal
@payable
def _deposit():
    words.slots[words._of(3, msg.sender)] += msg.value
    log Deposit(dst=msg.sender, wad=msg.value)

# Coins sent with any data that is no function's count as a deposit, too.
@external
@payable
def __default__():
    self._deposit()

@external
@payable
def deposit():
    self._deposit()

@external
def withdraw(wad: uint256):
    place: uint256 = words._of(3, msg.sender)
    assert words.slots[place] >= wad
    words.slots[place] -= wad
    send(msg.sender, wad)
    log Withdrawal(src=msg.sender, wad=wad)

@external
def approve(guy: address, wad: uint256) -> bool:
    words.slots[words._of(words._of(4, msg.sender), guy)] = wad
    log Approval(src=msg.sender, guy=guy, wad=wad)
    return True

@internal
def _transfer(src: address, dst: address, wad: uint256):
    from_place: uint256 = words._of(3, src)
    assert words.slots[from_place] >= wad
    if src != msg.sender:
        place: uint256 = words._of(words._of(4, src), msg.sender)
        if words.slots[place] != max_value(uint256):
            assert words.slots[place] >= wad
            words.slots[place] -= wad
    words.slots[from_place] -= wad
    words.slots[words._of(3, dst)] += wad
    log Transfer(src=src, dst=dst, wad=wad)

@external
def transfer(dst: address, wad: uint256) -> bool:
    self._transfer(msg.sender, dst, wad)
    return True

@external
def transferFrom(src: address, dst: address, wad: uint256) -> bool:
    self._transfer(src, dst, wad)
    return True
