import EVMRPC
import EmbeddedChain
import ExactJSON
import Synchronization

/// A caller in front of a chain that answers some calls otherwise.
final class ScriptedCaller: RPCCaller {
  /// What to answer instead; `nil` for what the chain answers.
  typealias Rule = @Sendable (RPCRequest) -> Result<JSON, RPCFailure>?

  private let chain: DevelopmentChain
  private let rules = Mutex<[Rule]>([])
  private let log = Mutex<[RPCRequest]>([])

  init(_ chain: DevelopmentChain) { self.chain = chain }

  /// All that was asked, in order.
  var requests: [RPCRequest] { log.withLock { $0 } }

  func count(of method: String) -> Int { requests.count { $0.method == method } }

  /// Puts a rule in front of the others.
  func answer(_ rule: @escaping Rule) { rules.withLock { $0.insert(rule, at: 0) } }

  /// Answers a method so, as often as that.
  func answer(_ method: String, times: Int = .max, _ result: Result<JSON, RPCFailure>) {
    let left = Box(times)
    answer { request in
      guard request.method == method else { return nil }
      return left.value.withLock { left in
        guard left > 0 else { return nil }
        left -= 1
        return result
      }
    }
  }

  func forgetRules() { rules.withLock { $0 = [] } }

  func answers(
    to requests: [RPCRequest]
  ) async throws(CancellationError) -> [Result<JSONValue, RPCFailure>] {
    log.withLock { $0 += requests }
    var answers: [Result<JSONValue, RPCFailure>] = []
    for request in requests {
      var scripted: Result<JSON, RPCFailure>?
      for rule in rules.withLock({ $0 }) where scripted == nil { scripted = rule(request) }
      switch scripted {
      case .success(let json)?:
        guard let document = try? JSONDocument(parsing: json.text()) else { continue }
        answers.append(.success(document.root))
      case .failure(let failure)?: answers.append(.failure(failure))
      case nil: answers += try await chain.answers(to: [request])
      }
    }
    return answers
  }
}

/// A value that several threads change.
final class Box<Value: Sendable>: Sendable {
  let value: Mutex<Value>
  init(_ value: sending Value) { self.value = Mutex(value) }
}
