import EVMRPC
import ExactJSON
import Vaults

/// A chain that can be asked.
struct Connection: Sendable {
  let network: Network
  /// Answers on which as many endpoints agree as must; transactions go to all of them.
  let caller: any RPCCaller
  /// Answers of any endpoint that can be asked: for what no money depends on.
  let anyone: any RPCCaller
  /// The endpoints; `nil` for the chain inside this process.
  let pool: EndpointPool?
  /// Whether state is read with proofs.
  let provesReads: Bool

  var chainID: UInt64 { network.chainID }

  /// The newest block on which the endpoints agree.
  func head() async throws -> RPCHeader { try await caller.ask(.header(.latest)) }

  /// Who answers reads of the state of one block: with proofs, where they were asked for.
  func caller(at header: RPCHeader) throws -> any RPCCaller {
    guard provesReads else { return caller }
    if let agreed = caller as? AgreedCaller { return try ProofCheckedCaller(agreed, at: header) }
    return try ProofCheckedCaller(AnyCaller(caller: caller), at: header)
  }
}

extension Connection {
  /// The value of a call that reads the state of a block, with proofs where they were asked for.
  func read<Value>(
    at block: BlockArgument, _ call: (BlockID) -> RPCCall<Value>
  ) async throws -> Value {
    let id = try await block.id(by: caller)
    guard provesReads else { return try await caller.ask(call(id)) }
    let header = try await caller.ask(.header(id))
    return try await caller(at: header).ask(call(header.id))
  }
}

/// A caller whose type is not known.
struct AnyCaller: RPCCaller {
  let caller: any RPCCaller

  func answers(
    to requests: [RPCRequest]
  ) async throws(CancellationError) -> [Result<JSONValue, RPCFailure>] {
    try await caller.answers(to: requests)
  }
}
