import EVMABI
public import EVMPrimitives

/// What the status contract keeps of a node. Text is what the node reported.
public struct HostStatus: Hashable, Sendable {
  public let peerID: String
  /// When the node was set up, in seconds since 1970.
  public let createTime: UInt32
  public let version: String
  /// The number of the last report.
  public let lastNonce: UInt32
  /// When the last report was signed, in seconds since 1970; 0 when there was none.
  public let lastSignedTime: UInt32
  public let lastSignature: [UInt8]
  /// Reports per day, 30 of them: the day's index is its number since 1970 modulo 30.
  public let hearts: [UInt16]

  init(_ values: [ABIValue]) throws {
    let fields = try unpack(
      values, as: ContractText.self, UInt32.self, ContractText.self, UInt32.self, UInt32.self,
      [UInt8].self, [UInt16].self)
    peerID = fields.0.text
    createTime = fields.1
    version = fields.2.text
    lastNonce = fields.3
    lastSignedTime = fields.4
    lastSignature = fields.5
    hearts = fields.6
  }

  /// Reports on the day of a time.
  ///
  /// - Parameter time: In seconds since 1970.
  public func hearts(on time: UInt64) -> UInt16 { hearts[Int(time / 86400 % 30)] }
}

/// What the status contract keeps of one of the hosts that it ranks highest.
public struct HostScore: Hashable, Sendable {
  public let createTime: UInt32
  public let version: String
  public let lastNonce: UInt32
  public let lastSignedTime: UInt32
  public let lastSignature: [UInt8]
  /// Reports per day, as in ``HostStatus/hearts``.
  public let hearts: [UInt16]

  init(_ values: [ABIValue]) throws {
    let fields = try unpack(
      values, as: UInt32.self, ContractText.self, UInt32.self, UInt32.self, [UInt8].self,
      [UInt16].self)
    createTime = fields.0
    version = fields.1.text
    lastNonce = fields.2
    lastSignedTime = fields.3
    lastSignature = fields.4
    hearts = fields.5
  }
}

/// A node's report that it is alive.
public struct HostReport: Hashable, Sendable {
  public var peerID: String
  /// When the node was set up, in seconds since 1970.
  public var createTime: UInt32
  public var version: String
  /// The report's number.
  public var nonce: UInt32
  /// The node's account on BTTC.
  public var account: Address
  /// When it was signed, in seconds since 1970.
  public var signedTime: UInt32

  public init(
    peerID: String, createTime: UInt32, version: String, nonce: UInt32, account: Address,
    signedTime: UInt32
  ) {
    self.peerID = peerID
    self.createTime = createTime
    self.version = version
    self.nonce = nonce
    self.account = account
    self.signedTime = signedTime
  }
}

/// How much was reported.
public struct ReportTotals: Hashable, Sendable {
  public let reports: UInt64
  public let nodes: UInt64
}
