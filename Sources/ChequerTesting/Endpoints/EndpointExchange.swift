import EVMPrimitives
import EmbeddedChain
public import ExactJSON

/// A call as a client sent it.
public struct EndpointCall: Sendable {
  /// What the answer must carry; `nil` for a notification.
  public var id: JSON?
  public var method: String
  /// The arguments, in order.
  public var arguments: [JSON]

  public init(id: JSON?, method: String, arguments: [JSON]) {
    self.id = id
    self.method = method
    self.arguments = arguments
  }
}

/// What the answer to a call says.
public enum EndpointOutcome: Hashable, Sendable {
  case result(JSON)
  /// `{"code", "message", "data"?}`.
  case error(JSON)
  /// The whole answer, its id and all; several in the place of one are written one after the other.
  case verbatim([JSON])
  /// No answer, which in a batch is one answer too few.
  case nothing
}

/// The body of a request, and the chain that can answer it.
struct EndpointExchange {
  let body: [UInt8]
  let chain: DevelopmentChain
  let calls: [EndpointCall]
  let isBatch: Bool

  init(_ body: [UInt8], chain: DevelopmentChain) {
    self.body = body
    self.chain = chain
    guard let document = try? JSONDocument(parsing: body), let root = try? JSON(document.root)
    else {
      calls = []
      isBatch = false
      return
    }
    if case .array(let elements) = root {
      calls = elements.compactMap(EndpointCall.init)
      isBatch = true
    } else {
      calls = EndpointCall(root).map { [$0] } ?? []
      isBatch = false
    }
  }

  /// The chain's answer.
  var answer: [UInt8] { chain.answer(to: body) ?? [] }

  /// The chain's answer with faults in some calls.
  func answer(through transforms: [Int: [EndpointFault.Transform]]) -> [UInt8] {
    let answers = calls.enumerated().flatMap { place, call in
      outcome(of: call, through: transforms[place] ?? []).answers(to: call)
    }
    if isBatch { return Array(JSON.array(answers).text().utf8) }
    return answers.reduce(into: []) { bytes, answer in bytes += Array(answer.text().utf8) }
  }

  /// The first fault is the outermost: it asks what the next one would answer.
  private func outcome(
    of call: EndpointCall, through transforms: [EndpointFault.Transform]
  ) -> EndpointOutcome {
    guard let first = transforms.first else { return honest(call) }
    return first(call) { outcome(of: $0, through: Array(transforms.dropFirst())) }
  }

  private func honest(_ call: EndpointCall) -> EndpointOutcome {
    do throws(RPCError) {
      return .result(try chain.call(call.method, .array(call.arguments)))
    } catch { return .error(error.json) }
  }
}

extension EndpointCall {
  /// The call of a JSON value; `nil` when it is none.
  fileprivate init?(_ value: JSON) {
    guard case .string(let method)? = value["method"] else { return nil }
    self.init(id: value["id"], method: method, arguments: [])
    if case .array(let elements)? = value["params"] { arguments = elements }
  }
}

extension EndpointOutcome {
  fileprivate func answers(to call: EndpointCall) -> [JSON] {
    switch self {
    case .verbatim(let answers): return answers
    case .nothing: return []
    case .result(let result):
      guard let id = call.id else { return [] }
      return [["jsonrpc": "2.0", "id": id, "result": result]]
    case .error(let error):
      guard let id = call.id else { return [] }
      return [["jsonrpc": "2.0", "id": id, "error": error]]
    }
  }
}
