import EVMABI
public import EVMPrimitives
public import EVMRPC

/// The contract of proposals to the makers of BTFS, since go-btfs 4.
public struct ProposalContract: ContractBinding {
  public let address: Address
  public init(_ address: Address) { self.address = address }

  private static let proposal =
    "(uint256,address,uint8,string,string,string,uint8,uint256,uint256)"

  public func getProposal(_ id: UInt256, at block: BlockID = .latest) -> RPCCall<PeerProposal> {
    read("getProposal(uint256)(\(Self.proposal))", id, at: block) {
      try PeerProposal(try unpack($0, as: ABIValue.self))
    }
  }

  /// All there ever were.
  public func getAllProposals(at block: BlockID = .latest) -> RPCCall<[PeerProposal]> {
    read("getAllProposals()(\(Self.proposal)[])", at: block, making: PeerProposal.list)
  }

  /// - Parameter type: A number of the contract's own.
  public func getProposalsByType(
    _ type: UInt8, at block: BlockID = .latest
  ) -> RPCCall<[PeerProposal]> {
    read(
      "getProposalsByType(uint8)(\(Self.proposal)[])", type, at: block, making: PeerProposal.list)
  }

  public func getProposalCount(at block: BlockID = .latest) -> RPCCall<UInt256> {
    read("getProposalCount()(uint256)", at: block)
  }

  public func getActiveProposalCount(at block: BlockID = .latest) -> RPCCall<UInt256> {
    read("getActiveProposalCount()(uint256)", at: block)
  }

  /// Whether the contract takes no proposals now.
  public func paused(at block: BlockID = .latest) -> RPCCall<Bool> {
    read("paused()(bool)", at: block)
  }
}

// MARK: - Transactions

extension ProposalContract {
  public func submitProposal(
    type: UInt8, title: String, description: String, uri: String
  ) -> [UInt8] {
    calldata("submitProposal(uint8,string,string,string)", type, title, description, uri)
  }

  public func approveProposal(_ id: UInt256) -> [UInt8] {
    calldata("approveProposal(uint256)", id)
  }

  public func rejectProposal(_ id: UInt256) -> [UInt8] {
    calldata("rejectProposal(uint256)", id)
  }

  /// Takes a proposal of one's own back.
  public func cancelProposal(_ id: UInt256) -> [UInt8] {
    calldata("cancelProposal(uint256)", id)
  }
}

/// A proposal that somebody submitted; its text is theirs.
public struct PeerProposal: Hashable, Sendable {
  public let id: UInt256
  public let proposer: Address
  /// What it is about, a number of the contract's own.
  public let type: UInt8
  public let title: String
  public let description: String
  public let uri: String
  /// What became of it, a number of the contract's own.
  public let status: UInt8
  /// In seconds since 1970.
  public let createdAt: UInt256
  /// In seconds since 1970.
  public let updatedAt: UInt256

  init(_ value: ABIValue) throws {
    let fields = try unpack(
      [ABIValue](membersOf: value), as: UInt256.self, Address.self, UInt8.self,
      ContractText.self, ContractText.self, ContractText.self, UInt8.self, UInt256.self,
      UInt256.self)
    id = fields.0
    proposer = fields.1
    type = fields.2
    title = fields.3.text
    description = fields.4.text
    uri = fields.5.text
    status = fields.6
    createdAt = fields.7
    updatedAt = fields.8
  }

  static let list: @Sendable ([ABIValue]) throws -> [PeerProposal] = { values in
    try unpack(values, as: [ABIValue].self).map { try PeerProposal($0) }
  }
}
