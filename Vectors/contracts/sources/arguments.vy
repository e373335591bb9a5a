# since 0.3.7
# Dynamic arrays, nested arrays, structs with dynamic members, enumerations, decimals.

flag Role:
    READER
    WRITER
    KEEPER

struct Item:
    id: uint64
    owner: address
    live: bool

struct Note:
    author: address
    text: String[80]
    marks: DynArray[uint16, 8]

struct Order:
    item: Item
    limits: uint128[2]
    note: bytes4

sum: public(uint256)
owner: public(address)
text: public(String[80])
blob: public(Bytes[256])
role: public(Role)
rate: public(decimal)
items: DynArray[Item, 10]
roles: HashMap[address, Role]

@external
def takeList(x: DynArray[uint256, 20]):
    for value: uint256 in x:
        self.sum += value

@external
def takeOwners(x: DynArray[address, 20]):
    for owner: address in x:
        self.owner = owner

@external
def takeBools(x: DynArray[bool, 5]):
    for on: bool in x:
        if on:
            self.sum += 1

@external
def takeSmall(x: DynArray[uint8, 5]):
    for value: uint8 in x:
        self.sum += convert(value, uint256)

@external
def takeNested(x: DynArray[DynArray[uint256, 3], 3]):
    for row: DynArray[uint256, 3] in x:
        for value: uint256 in row:
            self.sum += value

@external
def takeTexts(x: DynArray[String[80], 3]):
    for text: String[80] in x:
        self.text = text

@external
def takeBlobs(x: DynArray[Bytes[256], 2], i: uint256):
    self.blob = x[i]

@external
def takeItem(x: Item):
    self.items.append(x)

@external
def takeItems(x: DynArray[Item, 10]):
    self.items = x

@external
def takePair(x: Item[2]):
    self.items.append(x[0])
    self.items.append(x[1])

@external
def takeNote(x: Note) -> uint256:
    self.owner = x.author
    self.text = x.text
    return len(x.marks)

@external
def takeOrder(x: Order):
    self.items.append(x.item)
    self.sum = convert(x.limits[0], uint256)
    assert x.note == 0x12345678

@external
def takeRole(x: Role):
    self.role = x

@external
def takeDecimal(x: decimal):
    self.rate = x * 2.0

@external
def takeRows(x: uint256[2][2], y: DynArray[uint256[2], 4]):
    self.sum = x[0][1] + y[0][1]

@external
def takeAll(a: address, b: Bytes[256], c: DynArray[uint256, 4], d: Item, e: String[80], f: int64):
    self.owner = a
    self.blob = b
    self.sum = c[0]
    self.items.append(d)
    self.text = e
    assert f < 0

@view
@external
def getItems() -> DynArray[Item, 10]:
    return self.items

@view
@external
def getOrder(i: uint256) -> (Item, uint256[2], String[80]):
    return self.items[i], [self.sum, 1], self.text
