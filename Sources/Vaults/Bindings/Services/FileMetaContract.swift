import EVMABI
public import EVMPrimitives
public import EVMRPC

/// The contract that kept what files are called, of go-btfs 2.3 to 3.
public struct FileMetaContract: ContractBinding {
  public let address: Address
  public init(_ address: Address) { self.address = address }

  /// What was said of a file: `GetFileMeta(string)`; empty where nothing was.
  public func getFileMeta(_ cid: String, at block: BlockID = .latest) -> RPCCall<FileDescription> {
    read(
      "GetFileMeta(string)((string,address,string,string,bool,uint256))", cid, at: block
    ) { values in
      let tuple = try unpack(values, as: ABIValue.self)
      return try FileDescription([ABIValue](membersOf: tuple))
    }
  }

  public func getImplementation(at block: BlockID = .latest) -> RPCCall<Address> {
    read("getImplementation()(address)", at: block)
  }

  /// The calldata that says what a file is: `AddFileMeta`.
  public func addFileMeta(_ cid: String, _ file: FileDescription) -> [UInt8] {
    calldata("AddFileMeta(string,(string,address,string,string,bool,uint256))", cid, file.abiValue)
  }

  /// The calldata that takes it back: `DeleteFileMeta`.
  public func deleteFileMeta(_ cid: String) -> [UInt8] {
    calldata("DeleteFileMeta(string)", cid)
  }
}

/// What somebody said of a file.
public struct FileDescription: Hashable, Sendable {
  public var ownerPeerID: String
  public var from: Address
  public var fileName: String
  public var fileExtension: String
  public var isDirectory: Bool
  /// In bytes.
  public var fileSize: UInt256

  public init(
    ownerPeerID: String, from: Address, fileName: String, fileExtension: String,
    isDirectory: Bool, fileSize: UInt256
  ) {
    self.ownerPeerID = ownerPeerID
    self.from = from
    self.fileName = fileName
    self.fileExtension = fileExtension
    self.isDirectory = isDirectory
    self.fileSize = fileSize
  }

  init(_ values: [ABIValue]) throws {
    let fields = try unpack(
      values, as: ContractText.self, Address.self, ContractText.self, ContractText.self,
      Bool.self, UInt256.self)
    ownerPeerID = fields.0.text
    from = fields.1
    fileName = fields.2.text
    fileExtension = fields.3.text
    isDirectory = fields.4
    fileSize = fields.5
  }

  var abiValue: ABIValue {
    .tuple([
      .string(ownerPeerID), .address(from), .string(fileName), .string(fileExtension),
      .bool(isDirectory), .uint(fileSize),
    ])
  }
}
