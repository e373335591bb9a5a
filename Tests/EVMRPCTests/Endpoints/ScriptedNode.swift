import EVMPrimitives
import EVMRPC
import EmbeddedChain
import ExactJSON
import Synchronization

/// A node in front of a chain that says what a test wants it to say, and remembers what it was asked.
final class ScriptedNode: RPCCaller {
  enum Reply: Sendable {
    /// What the chain says.
    case honest
    case result(JSON)
    case failure(RPCFailure)
    /// Nothing, until the call is cancelled.
    case hang
  }

  let name: String
  private let chain: DevelopmentChain
  private let state = Mutex(State())

  private struct State {
    var script: @Sendable (RPCRequest) -> Reply = { _ in .honest }
    var asked: [RPCRequest] = []
    var wasCancelled = false
  }

  init(_ name: String, _ chain: DevelopmentChain) {
    self.name = name
    self.chain = chain
  }

  var endpoint: Endpoint { Endpoint(name: name, caller: self) }

  /// All that it was asked so far.
  var asked: [RPCRequest] { state.withLock { $0.asked } }

  func count(_ method: String) -> Int { asked.count { $0.method == method } }

  /// Whether a call that hung was cancelled.
  var wasCancelled: Bool { state.withLock { $0.wasCancelled } }

  func reply(_ script: @escaping @Sendable (RPCRequest) -> Reply) {
    state.withLock { $0.script = script }
  }

  func reply(to method: String, _ reply: Reply) {
    self.reply { $0.method == method ? reply : .honest }
  }

  func answerHonestly() { reply { _ in .honest } }

  func forget() { state.withLock { $0.asked = [] } }

  /// Fails as an endpoint does that is out of reach.
  func fail() {
    let name = name
    reply { _ in .failure(.transport(endpoint: name, reason: "Its name does not resolve.")) }
  }

  /// Changes members of what the chain answers to a method.
  func alter(_ method: String, _ members: [String: JSON]) {
    let chain = chain
    reply { request in
      guard request.method == method,
        case .object(var found)? = try? chain.call(method, .array(request.parameters))
      else { return .honest }
      for index in found.indices {
        if let value = members[found[index].key] { found[index].value = value }
      }
      return .result(.object(found))
    }
  }

  func answers(
    to requests: [RPCRequest]
  ) async throws(CancellationError) -> [Result<JSONValue, RPCFailure>] {
    let script = state.withLock { state in
      state.asked += requests
      return state.script
    }
    var answers: [Result<JSONValue, RPCFailure>] = []
    for request in requests {
      switch script(request) {
      case .honest: answers += try await chain.answers(to: [request])
      case .result(let json):
        let document = try? JSONDocument(parsing: json.text())
        answers.append(
          document.map { .success($0.root) }
            ?? .failure(.malformed(method: request.method, reason: "It is not JSON.")))
      case .failure(let failure): answers.append(.failure(failure))
      case .hang:
        do { try await Task.sleep(for: .seconds(3600)) } catch {
          state.withLock { $0.wasCancelled = true }
          throw CancellationError()
        }
      }
    }
    return answers
  }
}
