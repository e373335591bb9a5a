public import Cheques
public import EVMPrimitives
public import EVMRPC

/// Asks of many cheques at one block whether they pay, how much, and if not, why not.
///
/// Each cash-out is run here, on code and storage that are read from the chain in batches, and what the
/// recipient then has is what is paid. The rules of the vault's generation and the node's own run of
/// the call are two more opinions; where the node says otherwise, the answer is that it is not known.
///
/// ```swift
/// let header = try await caller.ask(.header(.latest))
/// let check = CashOutCheck(network: .bttc, caller: caller, at: header)
/// for verdict in try await check.run(cheques) where verdict.isGood { ... }
/// ```
public struct CashOutCheck: Sendable {
  public let network: Network
  public let caller: any RPCCaller
  /// The block at which all is read.
  public let header: RPCHeader
  public let options: Options

  public struct Options: Sendable {
    /// Who would cash; the beneficiary of each cheque by default.
    public var cashedBy: Address?
    /// Where the money would go; to whoever cashes by default.
    public var recipient: Address?
    /// Whether the node is asked to run each cash-out, too.
    public var asksNode = true
    /// Wei per gas; by default what the node thinks will do.
    public var gasPrice: UInt256?
    /// Amounts, beneficiaries and vaults that a signature may have been made for, to name the field
    /// that was changed; those of the cheques that are checked together are known anyway.
    public var history = ChequeHistory()
    /// Cheques that are under way at once; bounds the memory besides what is returned.
    public var chunkSize = 1_000
    /// Threads that run code and recover signers.
    public var workers = 4

    public init() {}
  }

  public init(
    network: Network, caller: any RPCCaller, at header: RPCHeader, options: Options = Options()
  ) {
    self.network = network
    self.caller = caller
    self.header = header
    self.options = options
  }

  /// Gas for a cash-out that is run: many times what one needs, and no more than is run in
  /// milliseconds.
  static let gasLimit: UInt64 = 2_000_000
  /// Calls that a node runs in one batch.
  static let nodeBatch = 500

  /// The verdict on each cheque, in order.
  ///
  /// - Parameter progress: Told how many cheques are done after each chunk.
  /// - Throws: `CancellationError`. Endpoints that fail make verdicts unknown.
  public func run(
    _ cheques: [SignedCheque], progress: @Sendable (Int) -> Void = { _ in }
  ) async throws(CancellationError) -> [ChequeVerdict] {
    var reading = ChainReading(check: self)
    try await reading.begin(with: cheques)
    var verdicts: [ChequeVerdict] = []
    verdicts.reserveCapacity(cheques.count)
    var rest = cheques[...]
    while !rest.isEmpty {
      let chunk = Array(rest.prefix(max(1, options.chunkSize)))
      verdicts += try await reading.verdicts(on: chunk)
      rest = rest.dropFirst(chunk.count)
      progress(verdicts.count)
    }
    VaultCompetition.note(on: &verdicts)
    return verdicts
  }

  /// The verdict on one cheque.
  public func run(_ cheque: SignedCheque) async throws(CancellationError) -> ChequeVerdict {
    try await run([cheque])[0]
  }

  /// The verdicts on cheques at a header.
  public static func run(
    cheques: [SignedCheque], network: Network, caller: some RPCCaller, at header: RPCHeader,
    options: Options = Options()
  ) async throws(CancellationError) -> [ChequeVerdict] {
    try await CashOutCheck(network: network, caller: caller, at: header, options: options)
      .run(cheques)
  }

  /// Who would cash a cheque, and where its money would go.
  func parties(of cheque: Cheque) -> (caller: Address, recipient: Address) {
    let caller = options.cashedBy ?? cheque.beneficiary
    return (caller, options.recipient ?? caller)
  }
}

/// What somebody knows of earlier cheques, with which a changed field can be named.
public struct ChequeHistory: Hashable, Sendable {
  public var payouts: [UInt256]
  public var beneficiaries: [Address]
  public var vaults: [Address]

  public init(
    payouts: [UInt256] = [], beneficiaries: [Address] = [], vaults: [Address] = []
  ) {
    self.payouts = payouts
    self.beneficiaries = beneficiaries
    self.vaults = vaults
  }
}
