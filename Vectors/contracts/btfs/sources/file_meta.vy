# pragma version 0.4.3
# The file registry of go-btfs 2.3 to 3: what a content id is, as its uploader says. Only the uploader
# may take it back; that rule, its words and the storage are ours.

struct FileMetaData:
    ownerPeerId: String[128]
    from_: address
    fileName: String[256]
    fileExt: String[64]
    isDir: bool
    fileSize: uint256

event eventAddFileMeta:
    cid: String[128]
    metaData: FileMetaData

event eventDeleteFileMeta:
    cid: String[128]

files: HashMap[String[128], FileMetaData]

@external
@view
def getImplementation() -> address:
    return self

@external
def AddFileMeta(cid: String[128], metaData: FileMetaData):
    assert metaData.from_ == msg.sender, "FileMeta: from must be the sender"
    known: address = self.files[cid].from_
    assert known == empty(address) or known == msg.sender, "FileMeta: not the uploader"
    self.files[cid] = metaData
    log eventAddFileMeta(cid=cid, metaData=metaData)

@external
@view
def GetFileMeta(cid: String[128]) -> FileMetaData:
    return self.files[cid]

@external
def DeleteFileMeta(cid: String[128]):
    assert self.files[cid].from_ == msg.sender, "FileMeta: not the uploader"
    self.files[cid] = empty(FileMetaData)
    log eventDeleteFileMeta(cid=cid)
