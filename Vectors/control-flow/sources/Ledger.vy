# Many functions: dispatched by a table. Internal calls, loops, dynamic arrays, default arguments.

event Moved:
    source: indexed(address)
    target: indexed(address)
    amount: uint256

struct Entry:
    owner: address
    amount: uint256
    notes: DynArray[uint256, 8]

owner: public(address)
balanceOf: public(HashMap[address, uint256])
allowance: public(HashMap[address, HashMap[address, uint256]])
entries: HashMap[uint256, Entry]
count: public(uint256)
history: DynArray[uint256, 16]
paused: public(bool)
name: public(String[32])
rate: public(int128)

@external
def __init__():
    self.owner = msg.sender
    self.name = "Ledger"

@internal
def _move(source: address, target: address, amount: uint256) -> bool:
    assert not self.paused, "paused"
    self.balanceOf[source] -= amount
    self.balanceOf[target] += amount
    log Moved(source, target, amount)
    return True

@internal
@pure
def _power(base: uint256, exponent: uint256) -> uint256:
    result: uint256 = 1
    for i in range(16):
        if i >= exponent:
            break
        result = result * base
    return result

@internal
@view
def _sum(values: DynArray[uint256, 8]) -> uint256:
    total: uint256 = 0
    for item in values:
        if item == 7:
            continue
        total += item
    return total

@internal
@view
def _twice(values: DynArray[uint256, 8]) -> uint256:
    return self._sum(values) + self._sum(values)

@external
def transfer(target: address, amount: uint256) -> bool:
    return self._move(msg.sender, target, amount)

@external
def transferFrom(source: address, target: address, amount: uint256) -> bool:
    self.allowance[source][msg.sender] -= amount
    return self._move(source, target, amount)

@external
def approve(spender: address, amount: uint256 = 115792089237316195423570985008687907853269984665640564039457584007913129639935) -> bool:
    self.allowance[msg.sender][spender] = amount
    return True

@external
@payable
def deposit(target: address = msg.sender, note: uint256 = 0) -> uint256:
    self.balanceOf[target] += msg.value
    self.history.append(note)
    return len(self.history)

@external
def withdraw(amount: uint256):
    self.balanceOf[msg.sender] -= amount
    send(msg.sender, amount)

@external
def record(id: uint256, notes: DynArray[uint256, 8]):
    self.entries[id] = Entry({owner: msg.sender, amount: self._sum(notes), notes: notes})
    self.count += 1

@external
@view
def entryNotes(id: uint256) -> DynArray[uint256, 8]:
    return self.entries[id].notes

@external
@view
def total(id: uint256) -> uint256:
    return self._twice(self.entries[id].notes)

@external
@pure
def power(base: uint256, exponent: uint256) -> uint256:
    return self._power(base, exponent)

@external
@pure
def tower(base: uint256) -> uint256:
    return self._power(self._power(base, 2), 3)

@external
def setPaused(item: bool):
    assert msg.sender == self.owner
    self.paused = item

@external
def setName(item: String[32]):
    assert msg.sender == self.owner, "owner only"
    self.name = item

@external
def setRate(item: int128):
    assert msg.sender == self.owner
    if item < 0:
        self.rate = -item
    elif item == 0:
        raise "zero"
    else:
        self.rate = item

@external
def undo() -> uint256:
    return self.history.pop()

@external
@view
def grid(rows: uint256) -> uint256:
    filled: uint256 = 0
    for i in range(4):
        for j in range(4):
            if i * j > rows:
                filled += self._power(i, 2)
    return filled

@external
@view
def isOwner(candidate: address) -> bool:
    return candidate == self.owner

@external
@payable
def __default__():
    self.balanceOf[msg.sender] += msg.value
