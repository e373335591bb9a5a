import EVMRPC
import ExactJSON
import Vaults

/// A chain that can be asked.
struct Connection: Sendable {
  let network: Network
  /// Answers from any endpoint that can be asked.
  let caller: any RPCCaller
  /// Answers on which as many endpoints agree as must: for all that money depends on.
  let reads: any RPCCaller
  /// The endpoints; `nil` for the chain inside this process.
  let pool: EndpointPool?
  /// Whether state is read with proofs.
  let provesReads: Bool

  var chainID: UInt64 { network.chainID }

  /// The newest block on which the endpoints agree.
  func head() async throws -> RPCHeader { try await reads.ask(.header(.latest)) }

  /// Who answers reads of the state of one block: with proofs, where they were asked for.
  func reads(at header: RPCHeader) throws -> any RPCCaller {
    guard provesReads else { return reads }
    if let agreed = reads as? AgreedCaller { return try ProofCheckedCaller(agreed, at: header) }
    return try ProofCheckedCaller(AnyCaller(caller: reads), at: header)
  }
}

/// A caller whose type is not known.
private struct AnyCaller: RPCCaller {
  let caller: any RPCCaller

  func answers(
    to requests: [RPCRequest]
  ) async throws(CancellationError) -> [Result<JSONValue, RPCFailure>] {
    try await caller.answers(to: requests)
  }
}
