# Every version from 0.2 on: no dynamic arrays. Old compilers keep return places in memory or save
# memory on the stack around a call.

event Stored:
    key: indexed(uint256)
    item: uint256

owner: public(address)
numbers: public(HashMap[uint256, uint256])
slots: uint256[10]
label: public(String[40])

@external
def __init__():
    self.owner = msg.sender

@internal
def _check(key: uint256) -> bool:
    return key < 10

@internal
def _store(key: uint256, item: uint256) -> uint256:
    assert self._check(key), "key"
    old: uint256 = self.slots[key]
    self.slots[key] = item
    self.numbers[key] = item + old
    log Stored(key, item)
    return old

@internal
def _mean(parts: uint256[4]) -> uint256:
    total: uint256 = 0
    for part in parts:
        if part == 0:
            break
        total += part
    return total / 4

@external
def store(key: uint256, item: uint256) -> uint256:
    return self._store(key, item)

@external
def storeTwice(key: uint256, item: uint256) -> uint256:
    first: uint256 = self._store(key, item)
    second: uint256 = self._store(key, item + first)
    return first + second

@external
def mean(parts: uint256[4]) -> uint256:
    return self._mean(parts)

@external
def storeMean(key: uint256, parts: uint256[4]) -> uint256:
    return self._store(key, self._mean(parts))

@external
@view
def sumFrom(start: uint256) -> uint256:
    total: uint256 = 0
    for i in range(10):
        if i < start:
            continue
        total += self.slots[i]
    return total

@external
def setLabel(text: String[40]):
    assert msg.sender == self.owner
    self.label = text

@external
@payable
def pay(target: address = msg.sender):
    send(target, msg.value)

@external
@payable
def __default__():
    self.numbers[0] += msg.value
