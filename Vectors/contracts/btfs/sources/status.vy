# pragma version 0.4.3
# BTFS's status contract (go-btfs 2.2.0): hosts report heartbeats that a server has signed.
# Storage is Vyper's own.

struct Info:
    createTime: uint32
    version: String[64]
    lastNonce: uint32
    lastSignedTime: uint32
    lastSigned: Bytes[256]
    hearts: uint16[30]

struct Statistics:
    total: uint64
    totalUsers: uint64

event signAddressChanged:
    lastSignAddress: address
    currentSignAddress: address

event versionChanged:
    currentVersion: String[64]
    version: String[64]

event statusReported:
    peer: String[128]
    createTime: uint32
    version: String[64]
    Nonce: uint32
    bttcAddress: address
    signedTime: uint32
    lastNonce: uint32
    nowTime: uint32
    hearts: uint16[30]

event OwnershipTransferred:
    previousOwner: indexed(address)
    newOwner: indexed(address)

event Initialized:
    version: uint8

DAY: constant(uint32) = 86400

owner: public(address)
isInitialized: bool
signAddress: address
currentVersion: public(String[64])
statistics: Statistics
peers: HashMap[String[128], Info]

@external
def initialize(signAddress: address):
    assert not self.isInitialized, "Initializable: contract is already initialized"
    self.isInitialized = True
    self.signAddress = signAddress
    self._set_owner(msg.sender)
    log Initialized(version=1)

@internal
def _set_owner(account: address):
    log OwnershipTransferred(previousOwner=self.owner, newOwner=account)
    self.owner = account

@internal
@view
def _only_owner():
    assert msg.sender == self.owner, "Ownable: caller is not the owner"

@external
def transferOwnership(newOwner: address):
    self._only_owner()
    assert newOwner != empty(address), "Ownable: new owner is the zero address"
    self._set_owner(newOwner)

@external
def renounceOwnership():
    self._only_owner()
    self._set_owner(empty(address))

@external
def setSignAddress(addr: address):
    self._only_owner()
    log signAddressChanged(lastSignAddress=self.signAddress, currentSignAddress=addr)
    self.signAddress = addr

@external
def setCurrentVersion(ver: String[64]):
    self._only_owner()
    log versionChanged(currentVersion=self.currentVersion, version=ver)
    self.currentVersion = ver

@external
@view
def totalStat() -> (uint64, uint64):
    return self.statistics.total, self.statistics.totalUsers

# Empty, as it always was.
@external
def getHighScoreHost() -> DynArray[Info, 1]:
    return []

@external
@view
def getStatus(
    peer: String[128]
) -> (String[128], uint32, String[64], uint32, uint32, Bytes[256], uint16[30]):
    info: Info = self.peers[peer]
    if info.lastNonce == 0:
        return "", 0, "", 0, 0, b"", empty(uint16[30])
    return peer, info.createTime, info.version, info.lastNonce, info.lastSignedTime, info.lastSigned, info.hearts

@internal
@pure
def _hash(
    peer: String[128], createTime: uint32, version: String[64], Nonce: uint32, bttcAddress: address, signedTime: uint32
) -> bytes32:
    data: Bytes[512] = abi_encode(peer, createTime, version, Nonce, bttcAddress, signedTime)
    return keccak256(abi_encode(b"\x19Ethereum Signed Message:\n", len(data), data))

# v is 0 or 1 here.
@internal
@pure
def _signer(hash: bytes32, sig: Bytes[256]) -> address:
    assert len(sig) == 65
    v: uint256 = convert(slice(sig, 64, 1), uint256)
    return ecrecover(hash, v + 27, extract32(sig, 0), extract32(sig, 32))

@external
@pure
def genHashExt(
    peer: String[128], createTime: uint32, version: String[64], Nonce: uint32, bttcAddress: address, signedTime: uint32
) -> bytes32:
    return self._hash(peer, createTime, version, Nonce, bttcAddress, signedTime)

@external
@pure
def recoverSignerExt(hash: bytes32, sig: Bytes[256]) -> address:
    return self._signer(hash, sig)

# Beats since the last report: the mean for the days between, the rest for today.
@internal
def _set_hearts(peer: String[128], Nonce: uint32, nowTime: uint32):
    diffTime: uint32 = min(nowTime - self.peers[peer].lastSignedTime, 30 * DAY)
    diffDays: uint32 = diffTime // DAY
    diffNonce: uint32 = Nonce - self.peers[peer].lastNonce
    if diffDays > 0 and diffNonce > diffDays * 24:
        diffNonce = diffDays * 24
    rest: uint32 = diffNonce
    for i: uint32 in range(1, 31):
        if i >= diffDays:
            break
        mean: uint32 = diffNonce // diffDays
        self.peers[peer].hearts[((nowTime - i * DAY) // DAY) % 30] = convert(mean, uint16)
        rest -= mean
    self.peers[peer].hearts[(nowTime // DAY) % 30] = convert(rest & 65535, uint16)

@external
def reportStatus(
    peer: String[128], createTime: uint32, version: String[64], Nonce: uint32, bttcAddress: address,
    signedTime: uint32, signed: Bytes[256],
):
    assert 0 < createTime, "reportStatus: Invalid createTime"
    assert 0 < Nonce, "reportStatus: Invalid Nonce"
    assert 0 < signedTime, "reportStatus: Invalid signedTime"
    assert 0 < len(signed), "reportStatus: Invalid signed"
    lastNonce: uint32 = self.peers[peer].lastNonce
    assert lastNonce < Nonce, "reportStatus: Invalid lastNonce<Nonce"
    hash: bytes32 = self._hash(peer, createTime, version, Nonce, bttcAddress, signedTime)
    assert self._signer(hash, signed) == self.signAddress, "reportStatus: Invalid signed address."
    assert bttcAddress == msg.sender, "reportStatus: Invalid msg.sender"
    nowTime: uint32 = convert(block.timestamp & 4294967295, uint32)
    if lastNonce == 0:
        self.peers[peer].hearts[(nowTime // DAY) % 30] = convert(min(Nonce, 24), uint16)
        self.statistics.totalUsers += 1
        self.statistics.total += 1
    else:
        assert nowTime - signedTime <= DAY, "reportStatus: signed time must be within 1 days of the current time."
        assert self.peers[peer].createTime == createTime, "reportStatus: Invalid createTime."
        self._set_hearts(peer, Nonce, nowTime)
        self.statistics.total += convert(Nonce - lastNonce, uint64)
    self.peers[peer].createTime = createTime
    self.peers[peer].version = version
    self.peers[peer].lastNonce = Nonce
    self.peers[peer].lastSignedTime = signedTime
    self.peers[peer].lastSigned = signed
    log statusReported(
        peer=peer, createTime=createTime, version=version, Nonce=Nonce, bttcAddress=bttcAddress,
        signedTime=signedTime, lastNonce=lastNonce, nowTime=nowTime, hearts=self.peers[peer].hearts,
    )
