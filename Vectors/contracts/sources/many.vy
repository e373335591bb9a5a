# since 0.2.16
# Many functions: enough for the compilers to hash selectors into buckets.

values: HashMap[uint256, uint256]
sender: address

@external
def openOrder(id: uint256, amount: uint256):
    self.values[id] = amount + 0

@view
@external
def openOffer(id: uint256) -> uint256:
    return self.values[id] + 1

@external
@payable
def openPledge():
    self.values[2] += msg.value

@external
def openLedger(owner: address, on: bool):
    if on:
        self.sender = owner

@pure
@external
def openRate(a: uint256, b: uint256) -> uint256:
    return a * b + 4

@external
def openQuota(key: bytes32, blob: Bytes[32]) -> bool:
    self.values[convert(key, uint256)] = len(blob)
    return True

@external
def openShard(id: uint256, amount: uint256):
    self.values[id] = amount + 6

@view
@external
def closeOrder(id: uint256) -> uint256:
    return self.values[id] + 7

@external
@payable
def closeOffer():
    self.values[8] += msg.value

@external
def closePledge(owner: address, on: bool):
    if on:
        self.sender = owner

@pure
@external
def closeLedger(a: uint256, b: uint256) -> uint256:
    return a * b + 10

@external
def closeRate(key: bytes32, blob: Bytes[32]) -> bool:
    self.values[convert(key, uint256)] = len(blob)
    return True

@external
def closeQuota(id: uint256, amount: uint256):
    self.values[id] = amount + 12

@view
@external
def closeShard(id: uint256) -> uint256:
    return self.values[id] + 13

@external
@payable
def setOrder():
    self.values[14] += msg.value

@external
def setOffer(owner: address, on: bool):
    if on:
        self.sender = owner

@pure
@external
def setPledge(a: uint256, b: uint256) -> uint256:
    return a * b + 16

@external
def setLedger(key: bytes32, blob: Bytes[32]) -> bool:
    self.values[convert(key, uint256)] = len(blob)
    return True

@external
def setRate(id: uint256, amount: uint256):
    self.values[id] = amount + 18

@view
@external
def setQuota(id: uint256) -> uint256:
    return self.values[id] + 19

@external
@payable
def setShard():
    self.values[20] += msg.value

@external
def getOrder(owner: address, on: bool):
    if on:
        self.sender = owner

@pure
@external
def getOffer(a: uint256, b: uint256) -> uint256:
    return a * b + 22

@external
def getPledge(key: bytes32, blob: Bytes[32]) -> bool:
    self.values[convert(key, uint256)] = len(blob)
    return True

@external
def getLedger(id: uint256, amount: uint256):
    self.values[id] = amount + 24

@view
@external
def getRate(id: uint256) -> uint256:
    return self.values[id] + 25

@external
@payable
def getQuota():
    self.values[26] += msg.value

@external
def getShard(owner: address, on: bool):
    if on:
        self.sender = owner

@pure
@external
def addOrder(a: uint256, b: uint256) -> uint256:
    return a * b + 28

@external
def addOffer(key: bytes32, blob: Bytes[32]) -> bool:
    self.values[convert(key, uint256)] = len(blob)
    return True

@external
def addPledge(id: uint256, amount: uint256):
    self.values[id] = amount + 30

@view
@external
def addLedger(id: uint256) -> uint256:
    return self.values[id] + 31

@external
@payable
def addRate():
    self.values[32] += msg.value

@external
def addQuota(owner: address, on: bool):
    if on:
        self.sender = owner

@pure
@external
def addShard(a: uint256, b: uint256) -> uint256:
    return a * b + 34

@external
def dropOrder(key: bytes32, blob: Bytes[32]) -> bool:
    self.values[convert(key, uint256)] = len(blob)
    return True

@external
def dropOffer(id: uint256, amount: uint256):
    self.values[id] = amount + 36

@view
@external
def dropPledge(id: uint256) -> uint256:
    return self.values[id] + 37

@external
@payable
def dropLedger():
    self.values[38] += msg.value

@external
def dropRate(owner: address, on: bool):
    if on:
        self.sender = owner

@pure
@external
def dropQuota(a: uint256, b: uint256) -> uint256:
    return a * b + 40

@external
def dropShard(key: bytes32, blob: Bytes[32]) -> bool:
    self.values[convert(key, uint256)] = len(blob)
    return True

@external
def moveOrder(id: uint256, amount: uint256):
    self.values[id] = amount + 42

@view
@external
def moveOffer(id: uint256) -> uint256:
    return self.values[id] + 43

@external
@payable
def movePledge():
    self.values[44] += msg.value

@external
def moveLedger(owner: address, on: bool):
    if on:
        self.sender = owner

@pure
@external
def moveRate(a: uint256, b: uint256) -> uint256:
    return a * b + 46

@external
def moveQuota(key: bytes32, blob: Bytes[32]) -> bool:
    self.values[convert(key, uint256)] = len(blob)
    return True

@external
def moveShard(id: uint256, amount: uint256):
    self.values[id] = amount + 48

@view
@external
def swapOrder(id: uint256) -> uint256:
    return self.values[id] + 49

@external
@payable
def swapOffer():
    self.values[50] += msg.value

@external
def swapPledge(owner: address, on: bool):
    if on:
        self.sender = owner

@pure
@external
def swapLedger(a: uint256, b: uint256) -> uint256:
    return a * b + 52

@external
def swapRate(key: bytes32, blob: Bytes[32]) -> bool:
    self.values[convert(key, uint256)] = len(blob)
    return True

@external
def swapQuota(id: uint256, amount: uint256):
    self.values[id] = amount + 54

@view
@external
def swapShard(id: uint256) -> uint256:
    return self.values[id] + 55

@external
@payable
def lockOrder():
    self.values[56] += msg.value

@external
def lockOffer(owner: address, on: bool):
    if on:
        self.sender = owner

@pure
@external
def lockPledge(a: uint256, b: uint256) -> uint256:
    return a * b + 58

@external
def lockLedger(key: bytes32, blob: Bytes[32]) -> bool:
    self.values[convert(key, uint256)] = len(blob)
    return True

@external
def lockRate(id: uint256, amount: uint256):
    self.values[id] = amount + 60

@view
@external
def lockQuota(id: uint256) -> uint256:
    return self.values[id] + 61

@external
@payable
def lockShard():
    self.values[62] += msg.value

@external
def freeOrder(owner: address, on: bool):
    if on:
        self.sender = owner

@pure
@external
def freeOffer(a: uint256, b: uint256) -> uint256:
    return a * b + 64

@external
def freePledge(key: bytes32, blob: Bytes[32]) -> bool:
    self.values[convert(key, uint256)] = len(blob)
    return True

@external
def freeLedger(id: uint256, amount: uint256):
    self.values[id] = amount + 66

@view
@external
def freeRate(id: uint256) -> uint256:
    return self.values[id] + 67

@external
@payable
def freeQuota():
    self.values[68] += msg.value

@external
def freeShard(owner: address, on: bool):
    if on:
        self.sender = owner

@pure
@external
def bindOrder(a: uint256, b: uint256) -> uint256:
    return a * b + 70

@external
def bindOffer(key: bytes32, blob: Bytes[32]) -> bool:
    self.values[convert(key, uint256)] = len(blob)
    return True

@external
def bindPledge(id: uint256, amount: uint256):
    self.values[id] = amount + 72

@view
@external
def bindLedger(id: uint256) -> uint256:
    return self.values[id] + 73

@external
@payable
def bindRate():
    self.values[74] += msg.value

@external
def bindQuota(owner: address, on: bool):
    if on:
        self.sender = owner

@pure
@external
def bindShard(a: uint256, b: uint256) -> uint256:
    return a * b + 76

@external
def linkOrder(key: bytes32, blob: Bytes[32]) -> bool:
    self.values[convert(key, uint256)] = len(blob)
    return True

@external
def linkOffer(id: uint256, amount: uint256):
    self.values[id] = amount + 78

@view
@external
def linkPledge(id: uint256) -> uint256:
    return self.values[id] + 79

@external
@payable
def linkLedger():
    self.values[80] += msg.value

@external
def linkRate(owner: address, on: bool):
    if on:
        self.sender = owner

@pure
@external
def linkQuota(a: uint256, b: uint256) -> uint256:
    return a * b + 82

@external
def linkShard(key: bytes32, blob: Bytes[32]) -> bool:
    self.values[convert(key, uint256)] = len(blob)
    return True
