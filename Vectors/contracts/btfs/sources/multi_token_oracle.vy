# pragma version 0.4.3
# The price oracle since go-btfs 2.3: a price and a rate for each token.
# Storage: 0 owner, 1 prices, 2 rates.

import words
import ownable
initializes: words
initializes: ownable[words := words]
exports: ownable.__interface__

LIMIT: constant(uint256) = 64

event PricesAndRatesUpdate:
    tokens: DynArray[address, LIMIT]
    newPrices: DynArray[uint256, LIMIT]
    newRates: DynArray[uint256, LIMIT]

@deploy
def __init__():
    ownable._set_owner(msg.sender)

@internal
@view
def _listed(slot: uint256, tokens: DynArray[address, LIMIT]) -> DynArray[uint256, LIMIT]:
    assert len(tokens) > 0, "tokens length not greater than 0"
    result: DynArray[uint256, LIMIT] = []
    for token: address in tokens:
        result.append(words.slots[words._of(slot, token)])
    return result

@external
@view
def prices(token: address) -> uint256:
    return words.slots[words._of(1, token)]

@external
@view
def rates(token: address) -> uint256:
    return words.slots[words._of(2, token)]

@external
@view
def getPrice(token: address) -> uint256:
    return words.slots[words._of(1, token)]

@external
@view
def getRate(token: address) -> uint256:
    return words.slots[words._of(2, token)]

@external
@view
def getPrices(tokens: DynArray[address, LIMIT]) -> DynArray[uint256, LIMIT]:
    return self._listed(1, tokens)

@external
@view
def getRates(tokens: DynArray[address, LIMIT]) -> DynArray[uint256, LIMIT]:
    return self._listed(2, tokens)

@external
@view
def getPricesAndRates(
    tokens: DynArray[address, LIMIT]
) -> (DynArray[uint256, LIMIT], DynArray[uint256, LIMIT]):
    return self._listed(1, tokens), self._listed(2, tokens)

@external
def updatePricesAndRates(
    tokens: DynArray[address, LIMIT], newPrices: DynArray[uint256, LIMIT], newRates: DynArray[uint256, LIMIT]
):
    ownable._only_owner()
    assert len(tokens) > 0, "length not grater than 0"
    assert len(tokens) == len(newPrices), "new prices length not match"
    assert len(tokens) == len(newRates), "new rates length not match"
    for i: uint256 in range(len(tokens), bound=LIMIT):
        words.slots[words._of(1, tokens[i])] = newPrices[i]
        words.slots[words._of(2, tokens[i])] = newRates[i]
    log PricesAndRatesUpdate(tokens=tokens, newPrices=newPrices, newRates=newRates)
