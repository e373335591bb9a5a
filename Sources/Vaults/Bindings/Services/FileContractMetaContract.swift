public import EVMABI
public import EVMPrimitives
public import EVMRPC

/// The registry of storage contracts, since go-btfs 4.
public struct FileContractMetaContract: ContractBinding {
  public let address: Address
  public init(_ address: Address) { self.address = address }

  /// What is kept of a file, and where its storage contracts stand.
  ///
  /// - Parameter contractIDs: The contracts of whose state is asked.
  public func getFileMeta(
    _ cid: String, _ contractIDs: [String], at block: BlockID = .latest
  ) -> RPCCall<StoredFile> {
    read("getFileMeta(string,string[])(bytes,uint8[])", cid, contractIDs, at: block) {
      let (metaData, states) = try unpack($0, as: [UInt8].self, [ABIValue].self)
      return StoredFile(
        metaData: metaData, states: try states.map { try StorageContractState(abiValue: $0) })
    }
  }

  public func contractStatus(
    _ contractHash: Hash256, at block: BlockID = .latest
  ) -> RPCCall<StorageContractState> {
    read("contractStatus(bytes32)(uint8)", contractHash, at: block)
  }

  /// The account of the host of a storage contract: `contractSP(bytes32)`.
  public func contractSP(
    _ contractHash: Hash256, at block: BlockID = .latest
  ) -> RPCCall<Address> {
    read("contractSP(bytes32)(address)", contractHash, at: block)
  }

  public func fileMeta(_ fileHash: Hash256, at block: BlockID = .latest) -> RPCCall<[UInt8]> {
    read("fileMeta(bytes32)(bytes)", fileHash, at: block)
  }

  /// Bytes that all files have.
  public func totalUsedSize(at block: BlockID = .latest) -> RPCCall<UInt256> {
    read("totalUsedSize()(uint256)", at: block)
  }
}

// MARK: - Transactions

extension FileContractMetaContract {
  /// Registers a file with its storage contracts.
  ///
  /// - Parameters:
  ///   - metaData: A `FileMetaInfo` of BTFS's protocol buffers.
  ///   - size: In bytes.
  public func addFileMeta(
    _ cid: String, metaData: [UInt8], size: UInt256, contracts: [StorageContractHost]
  ) -> [UInt8] {
    let pairs = contracts.map { ABIValue.tuple([.bytes($0.contractID.bytes), .address($0.host)]) }
    return calldata(
      "addFileMeta(string,bytes,uint256,(bytes32,address)[])", cid, metaData, size, pairs)
  }

  public func updateStatus(_ contractID: String, _ state: StorageContractState) -> [UInt8] {
    calldata("updateStatus(string,uint8)", contractID, state)
  }
}

/// Where a storage contract stands.
public struct StorageContractState: RawRepresentable, Hashable, Sendable {
  public let rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Not registered.
  public static let invalid = StorageContractState(rawValue: 0)
  public static let initial = StorageContractState(rawValue: 1)
  public static let completed = StorageContractState(rawValue: 2)
  public static let closed = StorageContractState(rawValue: 3)
}

extension StorageContractState: CustomStringConvertible {
  public var description: String {
    switch self {
    case .invalid: "invalid"
    case .initial: "initial"
    case .completed: "completed"
    case .closed: "closed"
    default: "state \(rawValue)"
    }
  }
}

extension StorageContractState: ABIConvertible {
  public var abiValue: ABIValue { rawValue.abiValue }
  public init(abiValue: ABIValue) throws(ABIConversionError) {
    self.init(rawValue: try UInt8(abiValue: abiValue))
  }
}

/// What the registry keeps of a file.
public struct StoredFile: Hashable, Sendable {
  /// A `FileMetaInfo` of BTFS's protocol buffers.
  public let metaData: [UInt8]
  /// Of the contracts that were asked for, in order.
  public let states: [StorageContractState]
}

/// A storage contract and the account of its host.
public struct StorageContractHost: Hashable, Sendable {
  public let contractID: Hash256
  public let host: Address

  public init(contractID: Hash256, host: Address) {
    self.contractID = contractID
    self.host = host
  }
}
