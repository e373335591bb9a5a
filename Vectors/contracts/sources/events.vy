# since 0.2.16
# Events: nothing, data alone, one to three indexed, texts and arrays as data and as topics.

event Nothing:
    pass

event Data:
    amount: uint256
    owner: address
    on: bool

event One:
    owner: indexed(address)
    amount: uint256

event Two:
    owner: indexed(address)
    amount: uint256
    key: indexed(bytes32)

event Three:
    a: indexed(address)
    b: indexed(uint256)
    c: indexed(bool)
    d: int128

event Text:
    text: String[40]
    blob: Bytes[64]
    numbers: uint256[3]

event HashedText:
    text: indexed(String[40])
    blob: indexed(Bytes[64])
    owner: address

event OnlyTopics:
    a: indexed(uint256)
    b: indexed(bytes32)

event NeverLogged:
    a: uint256

count: uint256

@external
def nothing():
    log Nothing()

@external
def data(amount: uint256, on: bool):
    log Data(amount, msg.sender, on)

@external
def one(amount: uint256):
    log One(msg.sender, amount)

@external
def two(key: bytes32, amount: uint256):
    log Two(msg.sender, amount, key)

@external
def three(b: uint256, c: bool, d: int128):
    log Three(msg.sender, b, c, d)

@external
def text(text: String[40], blob: Bytes[64]):
    log Text(text, blob, [self.count, 1, 2])

@external
def hashedText(text: String[40], blob: Bytes[64]):
    log HashedText(text, blob, msg.sender)

@external
def onlyTopics(b: bytes32):
    self.count += 1
    log OnlyTopics(self.count, b)

@external
def twice(amount: uint256):
    log One(msg.sender, amount)
    log One(self, amount + 1)
