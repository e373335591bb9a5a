import ChequerTesting
import Cheques
import Dispatch
import EVMPrimitives
import EmbeddedChain
import Testing

/// A chain of the test's process that the tool reaches through endpoints which fail, and a folder with
/// its user's files.
struct HostileChain: Sendable {
  let chain: EmbeddedChain
  /// A vault that has paid and will pay.
  let vault: EmbeddedVault
  /// A cheque of the vault that pays 100 WBTT.
  let paying: SignedCheque
  /// Of the vault's deposit.
  let transaction: Hash256
  let folder: TemporaryFolder

  /// What an endpoint's provider knows its user by: a part of the URL's path.
  static let urlKey = "sk-4f1c9a7de2b04c88a3d5617f90be12ad"

  init() async throws {
    chain = try await EmbeddedChain.btfs()
    folder = try TemporaryFolder()
    vault = try chain.deployVault(issuer: chain.renter)
    transaction = try vault.deposit(.wbtt(1_000)).hash
    let other = chain.accounts[3]
    let cashed = try chain.cash(try vault.cheque(to: other, paying: .wbtt(50)))
    #expect(cashed.result == .paid(.wbtt(50)))
    let poor = try chain.deployVault(issuer: chain.renter, generation: .v2, funding: .wbtt(300))
    paying = try vault.cheque(to: chain.host, paying: .wbtt(100))
    let bouncing = try poor.cheque(to: chain.host, paying: .wbtt(500))
    let forged = try vault.cheque(to: chain.host, paying: .wbtt(700), signedBy: chain.host)
    try write([paying, bouncing, forged], to: "cheques")
    try write([paying], to: "cheque")
    try folder.write(chain.host.revealedKey + "\n", to: "host.key")
    try folder.write(chain.renter.revealedKey + "\n", to: "renter.key")
  }

  /// A chain on which a deposit was made from here, so that there is a journal.
  static func withJournal() async throws -> HostileChain {
    let hostile = try await HostileChain()
    let run = try await hostile.run(hostile.deposit("7wbtt"), through: [nil])
    #expect(run.status == 0, "\(run.complaint)")
    return hostile
  }

  /// Options of commands that send: whose key, and a journal of their own.
  private func sending(as name: String) -> [String] {
    [
      "--key-file", "\(folder.path)/\(name).key", "--journal", "\(folder.path)/journal",
      "--confirmations", "1", "--yes", "--json",
    ]
  }

  /// The command that cashes the cheque.
  var cash: [String] { ["cheque", "cash", "\(folder.path)/cheque"] + sending(as: "host") }

  /// The command that puts so much into the vault.
  func deposit(_ amount: String) -> [String] {
    ["vault", "deposit", vault.address.checksummed, amount] + sending(as: "renter")
  }

  private func write(_ cheques: [SignedCheque], to name: String) throws {
    let format = ChequeFormat(chainID: 199, wrappedToken: TestToken.wbtt.address)
    try folder.write(
      cheques.map { format.text(of: .signed($0)) + "\n" }.joined(), to: name)
  }

  /// Runs the tool on a thread of its own, with these endpoints before the chain.
  func run(_ arguments: [String], through endpoints: [FaultyEndpoint]) async throws -> Run {
    var arguments = arguments
    for endpoint in endpoints {
      arguments += ["--rpc", try await endpoint.url + "/v3/\(Self.urlKey)"]
    }
    let (command, path) = (arguments, folder.path)
    return try await withCheckedThrowingContinuation { continuation in
      DispatchQueue(label: "chequer.tool").async {
        continuation.resume(
          with: Result { try chequer(command, environment: ["XDG_DATA_HOME": path + "/data"]) })
      }
    }
  }

  /// Runs the tool through endpoints with these faults, each a new one.
  ///
  /// - Parameter suite: Under which name the run is reported.
  func run(
    _ arguments: [String], through faults: [EndpointFault?], for suite: String = ""
  ) async throws -> Run {
    let start = ContinuousClock.now
    let endpoints = faults.map { fault in
      let endpoint = chain.newEndpoint()
      if let fault { endpoint.fail(fault) }
      return endpoint
    }
    let run = try await run(arguments, through: endpoints)
    for endpoint in endpoints { await endpoint.stop() }
    HostileReport.line(
      suite, arguments.prefix { !$0.hasPrefix("-") }.prefix(2).joined(separator: " "),
      faults.compactMap { $0?.name }.first ?? "none", run, after: ContinuousClock.now - start)
    return run
  }

  /// How often a cheque was cashed, by its vault's events.
  var cashCount: Int {
    vault.events.count {
      $0.name == "ChequeCashed" && $0["beneficiary", as: Address.self] == chain.host.address
    }
  }

  /// How often 5 WBTT were deposited, by the vault's events.
  var depositCount: Int {
    vault.events.count {
      $0.name == "VaultDeposit"
        && $0["amount", as: UInt256.self] == TokenAmount.wbtt(5).smallestUnits
    }
  }
}

extension HostileChain {
  /// What holds for a run whatever the endpoint did.
  func expectManners(of run: Run, _ comment: Comment) {
    // 70 would be our own bug, and what was typed is right.
    #expect([0, 1, 65, 69].contains(run.status), comment)
    let text = run.output + run.complaint
    for secret in [
      Self.urlKey, String(chain.host.revealedKey.dropFirst(2)),
      String(chain.renter.revealedKey.dropFirst(2)),
    ] {
      #expect(!text.contains(secret), comment)
    }
    let isPlain = text.unicodeScalars.allSatisfy {
      $0 == "\n" || ($0.value >= 0x20 && !(0x7f...0x9f).contains($0.value) && $0 != "\u{202e}")
    }
    #expect(isPlain, comment)
    #expect(text.utf8.count < 200_000, comment)
  }
}

/// Does something for each element, a few at a time.
func inLanes<Element: Sendable>(
  _ elements: [Element], width: Int = 6,
  _ body: @escaping @Sendable (Element) async throws -> Void
) async throws {
  try await withThrowingTaskGroup(of: Void.self) { group in
    for (place, element) in elements.enumerated() {
      if place >= width { try await group.next() }
      group.addTask { try await body(element) }
    }
    try await group.waitForAll()
  }
}
