import ChequerTesting
import Cheques
import Dispatch
import EVMPrimitives
import EmbeddedChain
import ExactJSON
import Glibc

/// A chain of the test's process that the tool reaches by a URL, and a folder for its user's data.
struct ServedChain {
  let chain: EmbeddedChain
  let server: DevelopmentServer
  let folder: TemporaryFolder

  init() async throws {
    chain = try await EmbeddedChain.btfs()
    server = try await DevelopmentServer.start(
      chain.development, ServerOptions(port: 0))
    folder = try TemporaryFolder()
    try folder.write(chain.host.revealedKey + "\n", to: "host.key")
    try folder.write(chain.renter.revealedKey + "\n", to: "renter.key")
  }

  /// Options by which a command reaches the chain.
  var connection: String { "--network embedded --rpc \(server.url)" }

  /// Vaults with so much each, and a cheque of each for the host, in a file.
  func writeCheques(
    _ count: Int, paying payout: UInt64 = 100, funding: UInt64 = 1000, to name: String = "cheques"
  ) throws -> [SignedCheque] {
    let cheques = try (0..<count).map { _ in
      try chain.deployVault(issuer: chain.renter, funding: .wbtt(funding))
        .cheque(to: chain.host, paying: .wbtt(payout))
    }
    let format = ChequeFormat(chainID: 199, wrappedToken: TestToken.wbtt.address)
    let lines = cheques.map { format.text(of: .signed($0)) + "\n" }
    try folder.write(lines.joined(), to: name)
    return cheques
  }

  /// How often a cheque was cashed, by its vault's events.
  func cashCount(_ cheque: SignedCheque) -> Int {
    EmbeddedVault(cheque.cheque.vault, on: chain, issuer: chain.renter).events
      .count { $0.name == "ChequeCashed" }
  }

  /// Transactions of the host that are mined.
  var hostCount: UInt64 { chain.development.state[chain.host.address]?.nonce ?? 0 }

  func hostIncome() throws -> TokenAmount { try chain.balance(of: chain.host, in: .wbtt) }

  /// Runs a command in the folder on a thread of its own, with the output in files.
  ///
  /// - Parameters:
  ///   - data: The name of the user's data folder.
  ///   - launcher: What the shell does before, and with what it starts the tool.
  func run(
    _ command: String, data: String = "data", crashAt step: String? = nil,
    launcher: String = "exec"
  ) async throws -> ToolEnd {
    var environment = ["XDG_DATA_HOME": "\(folder.path)/\(data)"]
    environment["CHEQUER_CRASH_AT"] = step
    let variables = Tool.environment(environment)
    let path = folder.path
    let number = UInt64.random(in: .min ... .max)
    let script = "\(launcher) chequer \(command) </dev/null >out-\(number) 2>err-\(number)"
    let ending = await withCheckedContinuation { continuation in
      DispatchQueue(label: "chequer.tool").async {
        continuation.resume(
          returning: Result {
            let child = try Child(
              "/bin/sh", ["-c", script], environment: variables, directory: path)
            child.closeInput()
            return try child.wait(until: .now + .seconds(900))
          })
      }
    }
    return ToolEnd(
      ending: try ending.get(), output: try folder.text(of: "out-\(number)"),
      complaint: try folder.text(of: "err-\(number)"))
  }
}

extension ToolEnd {
  /// Whether the tool was built with the switch that kills it between two steps.
  static var canBeKilled: Bool {
    #if DEBUG
      true
    #else
      false
    #endif
  }
}

/// How a run of the tool ended and what it wrote.
struct ToolEnd {
  let ending: Child.Ending
  let output: String
  let complaint: String

  /// The JSON lines of its output.
  var events: [JSONValue] {
    output.split(separator: "\n").compactMap {
      try? JSONDocument(parsing: String($0)).root
    }
  }

  /// Those of one kind.
  func events(_ name: String) -> [JSONValue] { events.filter { $0["event"]?.string == name } }
}
