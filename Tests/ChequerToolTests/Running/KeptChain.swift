import ChequerTesting
import Cheques
import EVMPrimitives
import EmbeddedChain
import ExactJSON
import Foundation
import Vaults

/// A chain that a test prepares in its own process, and that the tool then finds as the user's
/// embedded chain.
final class KeptChain {
  let chain: EmbeddedChain
  let folder: TemporaryFolder

  init() async throws {
    chain = try await EmbeddedChain.btfs()
    folder = try TemporaryFolder()
  }

  /// What the tool must be told to find the chain.
  var environment: [String: String] { ["XDG_DATA_HOME": "\(folder.path)/data"] }

  /// Puts the chain as it is where the tool looks for it.
  func keep() throws {
    try FileManager.default.createDirectory(
      atPath: "\(folder.path)/data/chequer", withIntermediateDirectories: true)
    try folder.write(chain.development.dump().text(), to: "data/chequer/embedded.json")
  }

  /// Runs the tool on the chain as it was kept last.
  func chequer(_ arguments: String..., input: String = "") throws -> Run {
    try ChequerToolTests.chequer(
      arguments + ["--network", "embedded"], input: Array(input.utf8), environment: environment)
  }

  /// A cheque as go-btfs writes it.
  static func document(_ cheque: SignedCheque) -> String {
    ChequeFormat(
      chainID: cheque.cheque.chainID, wrappedToken: Network.bttc.token(named: "WBTT")?.address
    ).text(of: .signed(cheque))
  }
}
