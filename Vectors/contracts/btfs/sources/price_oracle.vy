# pragma version 0.4.3
# The price oracle of go-btfs 2.1 and 2.2: a price for each token, one exchange rate.
# Storage: 0 owner, 1 prices, 2 exchangeRate; the order of the last two is ours.

import words
import ownable
initializes: words
initializes: ownable[words := words]
exports: ownable.__interface__

LIMIT: constant(uint256) = 64

event PricesUpdate:
    tokens: DynArray[address, LIMIT]
    newPrices: DynArray[uint256, LIMIT]

event ExchangeRateUpdate:
    rate: uint256

@deploy
def __init__(_exchangeRate: uint256):
    ownable._set_owner(msg.sender)
    words.slots[2] = _exchangeRate

@external
@view
def prices(token: address) -> uint256:
    return words.slots[words._of(1, token)]

@external
@view
def getPrice(token: address) -> uint256:
    return words.slots[words._of(1, token)]

@external
@view
def getPrices(tokens: DynArray[address, LIMIT]) -> DynArray[uint256, LIMIT]:
    assert len(tokens) > 0, "tokens length not greater than 0"
    result: DynArray[uint256, LIMIT] = []
    for token: address in tokens:
        result.append(words.slots[words._of(1, token)])
    return result

@external
@view
def exchangeRate() -> uint256:
    return words.slots[2]

@external
@view
def getExchangeRate() -> uint256:
    return words.slots[2]

@external
def updatePrices(tokens: DynArray[address, LIMIT], newPrices: DynArray[uint256, LIMIT]):
    ownable._only_owner()
    assert len(tokens) > 0, "length not grater than 0"
    assert len(tokens) == len(newPrices), "new prices length not match"
    for i: uint256 in range(len(tokens), bound=LIMIT):
        words.slots[words._of(1, tokens[i])] = newPrices[i]
    log PricesUpdate(tokens=tokens, newPrices=newPrices)

@external
def updateExchangeRate(newRate: uint256):
    ownable._only_owner()
    words.slots[2] = newRate
    log ExchangeRateUpdate(rate=newRate)
