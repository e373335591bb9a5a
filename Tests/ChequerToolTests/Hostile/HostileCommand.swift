import ChequerTesting
import EVMPrimitives
import EmbeddedChain
import Testing

/// A command that asks the chain and sends nothing.
enum HostileCommand: String, CaseIterable, Sendable {
  case block = "chain block"
  case balance = "chain balance"
  case nonce = "chain nonce"
  case code = "chain code"
  case storage = "chain storage"
  case call = "chain call"
  case transaction = "chain tx"
  case receipt = "chain receipt"
  case method = "rpc"
  case audit
  case vaultInfo = "vault info"
  case vaultBalance = "vault balance"
  case vaultEvents = "vault events"
  case check = "cheque check"
  case plan = "cheque cash --dry-run"
  case status = "cheque status"

  /// The command and its arguments but for the endpoints, each answer in JSON.
  func arguments(on hostile: HostileChain) -> [String] {
    let host = hostile.chain.host.address.checksummed
    let vault = hostile.vault.address.checksummed
    let token = TestToken.wbtt.address.checksummed
    let rest: [String] =
      switch self {
      case .block: []
      case .balance, .nonce: [host]
      case .code: [vault]
      case .storage: [token, "2"]
      case .call: [token, "balanceOf(address)(uint256)", vault]
      case .transaction, .receipt: [hostile.transaction.hex]
      case .method: ["eth_getBalance", host, "latest"]
      case .audit, .vaultInfo, .vaultBalance, .vaultEvents: [vault]
      case .check: [hostile.folder.path + "/cheques"]
      case .plan:
        [hostile.folder.path + "/cheques", "--account", host]
      case .status: ["--journal", hostile.folder.path + "/journal"]
      }
    return rawValue.split(separator: " ").map(String.init) + rest + ["--json"]
  }
}

extension HostileCommand {
  /// How it ends where nothing is wrong: of the cheques one bounces and one is forged.
  var honestStatus: Int32 { self == .check ? 1 : 0 }

  /// Whether `--proofs` is about something that it reads.
  var readsState: Bool {
    switch self {
    case .block, .balance, .nonce, .code, .storage, .call, .audit, .vaultInfo, .check, .plan: true
    case .transaction, .receipt, .method, .vaultBalance, .vaultEvents, .status: false
    }
  }

  /// Whether it hands on what any one endpoint says, and is documented to.
  var asksAnybody: Bool { self == .method }
}

extension HostileCommand: CustomTestStringConvertible {
  var testDescription: String { rawValue }
}
