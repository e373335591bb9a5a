# since 0.2.16
# Argument types that every compiler here has.

struct Point:
    x: uint256
    y: int128
    owner: address

seen: public(uint256)
stored: public(bytes32)
text: public(String[40])
blob: public(Bytes[100])
points: HashMap[uint256, Point]
total: int256
flagged: bool

@external
def takeUint256(x: uint256):
    self.seen = x + 1

@external
def takeInt128(x: int128):
    self.total = convert(x, int256)

@external
def takeInt256(x: int256):
    self.total = x - 1

@external
def takeBool(x: bool):
    self.flagged = x

@external
def takeAddress(x: address):
    self.points[0].owner = x

@external
def takeBytes32(x: bytes32):
    self.stored = keccak256(x)

@external
def takeString(x: String[40]):
    self.text = x

@external
def takeBytes(x: Bytes[100]):
    self.blob = x

@external
def takeFixed(x: uint256[3]):
    self.seen = x[0] + x[1] + x[2]

@external
def takeAddresses(x: address[5]):
    for owner: address in x:
        if owner == msg.sender:
            self.seen += 1

@external
def takeBools(x: bool[2]):
    self.flagged = x[0] or x[1]

@external
def takeGrid(x: uint256[2][3], i: uint256):
    self.seen = x[i][1]

@external
def takePoint(x: Point):
    self.points[x.x] = x

@external
def takeMixed(a: address, b: uint256[2], c: Bytes[64], d: bool, e: String[10]):
    self.stored = keccak256(concat(c, convert(e, Bytes[10])))
    if d:
        self.seen = b[0] * b[1]
        self.points[1].owner = a

@view
@external
def getPoint(key: uint256) -> Point:
    return self.points[key]

@view
@external
def getMany() -> (uint256, bytes32, String[40]):
    return self.seen, self.stored, self.text
