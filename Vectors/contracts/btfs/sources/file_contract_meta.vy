# pragma version 0.4.3
# The registry of storage contracts since go-btfs 4: metadata of a content id, and the state of each
# contract, which its storage provider may move on. How a text names a contract (by its hash), the rules
# of who may write, their words and the storage are ours.

struct Pair:
    contractId: bytes32
    sp: address

event FileMetaAdded:
    cid: String[128]
    metaData: Bytes[8192]

event StatusUpdated:
    contractId: String[256]
    status: uint8

INIT: constant(uint8) = 1
CLOSED: constant(uint8) = 3

contractStatus: public(HashMap[bytes32, uint8])
contractSP: public(HashMap[bytes32, address])
fileMeta: public(HashMap[bytes32, Bytes[8192]])
totalUsedSize: public(uint256)

@external
def addFileMeta(cid: String[128], metaData: Bytes[8192], size: uint256, pairs: DynArray[Pair, 128]):
    key: bytes32 = keccak256(cid)
    assert len(self.fileMeta[key]) == 0, "FileMeta: already added"
    assert len(metaData) > 0, "FileMeta: no metadata"
    self.fileMeta[key] = metaData
    for pair: Pair in pairs:
        assert self.contractStatus[pair.contractId] == 0, "FileMeta: contract already added"
        self.contractStatus[pair.contractId] = INIT
        self.contractSP[pair.contractId] = pair.sp
    self.totalUsedSize += size
    log FileMetaAdded(cid=cid, metaData=metaData)

@external
@view
def getFileMeta(cid: String[128], contractIds: DynArray[String[256], 32]) -> (Bytes[8192], DynArray[uint8, 32]):
    states: DynArray[uint8, 32] = []
    for contractId: String[256] in contractIds:
        states.append(self.contractStatus[keccak256(contractId)])
    return self.fileMeta[keccak256(cid)], states

@external
def updateStatus(contractId: String[256], status: uint8):
    key: bytes32 = keccak256(contractId)
    assert self.contractSP[key] == msg.sender, "FileMeta: not the storage provider"
    assert status > self.contractStatus[key] and status <= CLOSED, "FileMeta: invalid status"
    self.contractStatus[key] = status
    log StatusUpdated(contractId=contractId, status=status)
