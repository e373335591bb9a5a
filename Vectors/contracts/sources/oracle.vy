# since 0.2.16
# A price oracle with an owner who may hand it over in two steps.

event PriceUpdate:
    price: uint256

event ExchangeRateUpdate:
    token: indexed(address)
    rate: uint256

event OwnershipTransferred:
    previousOwner: indexed(address)
    newOwner: indexed(address)

owner: public(address)
pendingOwner: public(address)
price: uint256
rates: HashMap[address, uint256]
history: public(uint256[8])
updates: public(uint256)

@deploy
def __init__(_price: uint256):
    self.owner = msg.sender
    self.price = _price
    log OwnershipTransferred(empty(address), msg.sender)

@view
@external
def getPrice() -> uint256:
    return self.price

@view
@external
def getPriceAndRate(token: address) -> (uint256, uint256):
    return self.price, self.rates[token]

@external
def updatePrice(newPrice: uint256):
    assert msg.sender == self.owner, "Ownable: caller is not the owner"
    self.history[self.updates % 8] = self.price
    self.updates += 1
    self.price = newPrice
    log PriceUpdate(newPrice)

@external
def updateExchangeRate(token: address, rate: uint256):
    assert msg.sender == self.owner, "Ownable: caller is not the owner"
    assert rate != 0, "zero rate"
    self.rates[token] = rate
    log ExchangeRateUpdate(token, rate)

@external
def transferOwnership(newOwner: address):
    assert msg.sender == self.owner, "Ownable: caller is not the owner"
    self.pendingOwner = newOwner

@external
def acceptOwnership():
    assert msg.sender == self.pendingOwner
    log OwnershipTransferred(self.owner, msg.sender)
    self.owner = msg.sender
    self.pendingOwner = empty(address)
