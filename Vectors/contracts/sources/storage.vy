# since 0.3.7
# Storage of newer compilers: dynamic arrays, narrow integers, enumerations, structs of structs.

flag State:
    IDLE
    OPEN
    CLOSED

struct Inner:
    low: uint64
    high: uint64

struct Outer:
    inner: Inner
    name: String[32]
    owners: DynArray[address, 3]
    tail: bytes4

small: uint8
wide: uint96
negative: int32
tag: bytes4
state: State
ratio: decimal
inner: Inner
outer: Outer
numbers: DynArray[uint256, 6]
owners: DynArray[address, 6]
inners: DynArray[Inner, 4]
nested: HashMap[address, HashMap[uint8, HashMap[bytes32, uint128]]]
byOwner: HashMap[address, DynArray[uint256, 5]]
byName: HashMap[String[32], uint256]
byBlob: HashMap[Bytes[32], address]
outers: HashMap[uint256, Outer]
pairs: HashMap[address, uint256[2]]
flags: HashMap[bytes4, bool]
last: uint256

@external
def setSmall(given: uint8):
    self.small = given

@external
def setWide(given: uint96):
    self.wide = given

@external
def setNegative(given: int32):
    self.negative = given

@external
def setTag(given: bytes4):
    self.tag = given

@external
def setState(given: State):
    self.state = given

@external
def setRatio(given: decimal):
    self.ratio = given

@external
def setInner(low: uint64, high: uint64):
    self.inner.low = low
    self.inner.high = high

@external
def setOuter(low: uint64, name: String[32], owner: address, tail: bytes4):
    self.outer.inner.low = low
    self.outer.name = name
    self.outer.owners.append(owner)
    self.outer.tail = tail

@external
def pushNumber(given: uint256):
    self.numbers.append(given)

@external
def popNumber() -> uint256:
    return self.numbers.pop()

@external
def pushOwner(given: address):
    self.owners.append(given)

@external
def pushInner(given: Inner):
    self.inners.append(given)

@external
def setNested(a: address, b: uint8, c: bytes32, given: uint128):
    self.nested[a][b][c] = given

@external
def pushByOwner(owner: address, given: uint256):
    self.byOwner[owner].append(given)

@external
def setByName(name: String[32], given: uint256):
    self.byName[name] = given

@external
def setByBlob(blob: Bytes[32], given: address):
    self.byBlob[blob] = given

@external
def setOuters(key: uint256, name: String[32], tail: bytes4):
    self.outers[key].name = name
    self.outers[key].tail = tail

@external
def setPair(owner: address, i: uint256, given: uint256):
    self.pairs[owner][i] = given

@external
def setFlag(selector: bytes4, on: bool):
    self.flags[selector] = on

@external
def setLast(given: uint256):
    self.last = given

@view
@external
def read(i: uint256) -> (uint8, uint96, int32, bytes4, decimal, uint256, address):
    return self.small, self.wide, self.negative, self.tag, self.ratio, self.numbers[i], self.owners[i]

@view
@external
def readNested(a: address, b: uint8, c: bytes32) -> uint128:
    return self.nested[a][b][c]
