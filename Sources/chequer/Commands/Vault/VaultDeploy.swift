import ArgumentParser
import EVMAccounts
import EVMCrypto
import EVMPrimitives
import EVMRPC
import ExactJSON
import Vaults

struct VaultDeploy: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "deploy", abstract: "Deploy a vault as go-btfs does, and print its address.",
    discussion: """
      The network's current factory makes it, with the current logic, and the key's account becomes \
      its issuer. The factory takes each peer id once; a taken one is told before anything is sent. \
      Run again after a crash, it finishes what was begun.
      """)

  @Option(help: "The node's peer id; that of the key if missing.")
  var peerID: String?

  @OptionGroup var owner: OwnerOptions

  func run() throws {
    try owner.consent.requireSomebodyToAsk()
    let given = peerID
    if let given, given.isEmpty || given.utf8.count > 256 {
      throw Failure(.badData, "--peer-id: A peer id has from 1 to 256 characters.")
    }
    let key = try owner.signer.privateKey()
    let peerID = given ?? PeerID(key.publicKey).text
    let salt = Hash256(UInt256(UInt64.random(in: .min ... .max)))
    let options = owner
    let signer = TransactionSigner(key)
    let (sending, consent, output) = (options.sending, options.consent, options.output)
    try options.connection.withConnection { connection in
      let job = OwnerJob(
        sending: sending, consent: consent, connection: connection, signer: signer,
        output: output)
      let outcome = try await job.run(
        wanted: {
          if case .deployVault(_, let other) = $0 { other == peerID } else { false }
        }, make: { [try await $0.deploy(peerID: peerID, salt: salt)] })
      let vault = VaultOperations.vault(deployedBy: outcome)
      guard outcome.settlement.isCancelled || !outcome.settlement.succeeded || vault != nil else {
        throw Failure(
          .no,
          "Transaction \(outcome.settlement.hash) succeeded, but the factory tells of no vault; look at it with chain receipt."
        )
      }
      try job.write(
        outcome,
        [
          .init("vault", .address(vault)), .init("peerId", .string(peerID)),
          .init("issuer", .string(signer.account.checksummed)),
        ], or: vault?.checksummed ?? "")
    }
  }
}
