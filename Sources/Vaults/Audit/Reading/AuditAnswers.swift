public import EVMPrimitives
public import EVMRPC

/// What was answered to the questions of an audit, each by itself.
public struct AuditAnswers: Sendable {
  private var answers: [AuditQuestion: Result<UInt256, RPCFailure>] = [:]
  /// The questions in the order in which they were asked.
  private var order: [AuditQuestion] = []

  init() {}

  /// Asks what was not asked before, at one block.
  mutating func ask(
    _ questions: [AuditQuestion], of caller: any RPCCaller, at block: BlockID
  ) async throws(CancellationError) {
    var new: [AuditQuestion] = []
    var seen: Set<AuditQuestion> = []
    for question in questions where answers[question] == nil && seen.insert(question).inserted {
      new.append(question)
    }
    let replies = try await caller.askInChunks(new.map { $0.call(at: block) })
    for (question, reply) in zip(new, replies) { answers[question] = reply }
    order += new
  }

  /// The answer; nil where there is none.
  public subscript(question: AuditQuestion) -> UInt256? { try? answers[question]?.get() }

  /// The answer as an address.
  func address(_ question: AuditQuestion) -> Address? {
    self[question].map(Address.init(truncating:))
  }

  /// A question that was asked and not answered by the chain: the endpoint failed, so nothing is known.
  public struct Gap: Hashable, Sendable {
    public let question: AuditQuestion
    public let failure: RPCFailure
  }

  /// What an endpoint did not answer. That a contract refuses a call, or has no such function, is an
  /// answer.
  public var gaps: [Gap] {
    order.compactMap { question in
      guard case .failure(let failure)? = answers[question] else { return nil }
      switch failure {
      case .reverted: return nil
      // What a contract returns may be anything; what a node says of storage may not.
      case .malformed where !question.isRaw: return nil
      default: return Gap(question: question, failure: failure)
      }
    }
  }

  /// The answer as evidence; nil where there is none.
  func evidence(_ question: AuditQuestion) -> AuditEvidence? {
    self[question].map {
      AuditEvidence(
        question.isRaw ? .storage : .call, question.description, question.text(of: $0))
    }
  }
}
