import EVMAccounts
import EVMCrypto
public import EVMInterpreter
public import EVMPrimitives

/// What became of a case of a state test.
public struct StateTestResult: Sendable {
  /// The root of the state after the transaction, refused or not; `nil` when it could not be run.
  public let stateRoot: Hash256?
  /// Keccak-256 of the RLP of the list of logs; `nil` when it could not be run.
  public let logsHash: Hash256?
  /// What the transaction did; `nil` when it is refused or could not be run.
  public let outcome: TransactionOutcome?
  /// Why the transaction is refused; `nil` when it is not.
  public let refusal: StateTestRefusal?
  /// Why the case could not be run; `nil` when it could.
  public let failure: StateTestFailure?
  /// Whether root, logs and refusal are as expected.
  public let passes: Bool
  /// The state after; `nil` when it could not be run.
  public let post: WorldState?

  /// The gas that is paid for; 0 when the transaction is refused.
  public var gasUsed: UInt64 { outcome?.gasUsed ?? 0 }
}

/// Why a case of a state test could not be run.
public enum StateTestFailure: Error, Sendable {
  /// A fork that is not known here.
  case fork(ForkError)
  /// The machine could not run the code to its end.
  case fault(ExecutionFault)
}

extension StateTestFailure: CustomStringConvertible {
  public var description: String {
    switch self {
    case .fork(let error): error.description
    case .fault(let fault): fault.description
    }
  }
}

extension StateTest {
  /// Runs a case and compares.
  ///
  /// There are two customs. Geth, evmone and retesteth pay the coinbase a reward of nothing in the end,
  /// also when the transaction is refused, which before Spurious Dragon makes the account; the
  /// executable specifications do not. Files of both are about and do not say whose they are, so a case
  /// passes with the root of either; where neither is expected the answer is the former.
  /// - Parameter tracer: Who is told what the code does.
  public func run(_ testCase: Case, tracer: (any ExecutionTracer)? = nil) -> StateTestResult {
    let fork: Fork
    do { fork = try testCase.fork() } catch { return .failed(.fork(error)) }
    let block = environment.context(named: testCase.forkName, under: fork)
    let reader = WorldReader(pre) { environment.blockHash(of: $0) }
    let executor = TransactionExecutor(
      state: JournaledState(reader, under: fork), block: block,
      blobSchedule: environment.blobSchedule(named: testCase.forkName, under: fork))
    executor.machine.tracer = tracer
    do throws(ExecutionFault) {
      var outcome: TransactionOutcome?
      var refusal: StateTestRefusal?
      do throws(StateTestRefusal) {
        let (transaction, sender) = try transaction(of: testCase, under: fork)
        do { outcome = try executor.execute(transaction, from: sender) } catch {
          switch error {
          case .refused(let reason): throw .inclusion(reason)
          case .fault(let fault): return .failed(.fault(fault))
          }
        }
      } catch { refusal = error }
      let untouched = pre.applying(executor.state.changes())
      executor.state.beginTransaction()
      try executor.state.credit(.zero, to: block.coinbase)
      executor.state.endTransaction()
      let touched = pre.applying(executor.state.changes())
      let post = untouched.stateRoot == testCase.stateRoot ? untouched : touched
      return result(of: testCase, post: post, outcome, refusal)
    } catch { return .failed(.fault(error)) }
  }

  private func result(
    of testCase: Case, post: WorldState, _ outcome: TransactionOutcome?,
    _ refusal: StateTestRefusal?
  ) -> StateTestResult {
    let logs = Keccak256.hash(RLP.encode(.list((outcome?.logs ?? []).map(\.rlp))))
    let isRefusalRight =
      (refusal != nil) == (testCase.expectedException != nil) || !namesRefusals
    return StateTestResult(
      stateRoot: post.stateRoot, logsHash: logs, outcome: outcome, refusal: refusal, failure: nil,
      passes: post.stateRoot == testCase.stateRoot && isRefusalRight
        && logs == testCase.logsHash ?? logs,
      post: post)
  }

  /// The transaction of a case and who sends it, by the file's fields. Where there are signed bytes
  /// too, they must be a transaction that somebody signed for this chain.
  private func transaction(
    of testCase: Case, under fork: Fork
  ) throws(StateTestRefusal) -> (UnsignedTransaction, Address) {
    var signer: Address?
    var type: TransactionType?
    if let bytes = testCase.signedBytes {
      let signed: SignedTransaction
      do { signed = try SignedTransaction(decoding: bytes) } catch { throw .malformed(error) }
      type = signed.transaction.type
      if fork.includes(.spuriousDragon), let chain = signed.transaction.chainID,
        chain != environment.chainID
      {
        throw .wrongChain(expected: environment.chainID, found: chain)
      }
      if fork.includes(.homestead), !signed.signature.isLowS { throw .noSender(.highS) }
      do { signer = try signed.sender() } catch { throw .noSender(error) }
    }
    guard let sender = transaction.sender ?? signer else { throw .senderMissing }
    let variant = try transaction.variant(of: testCase, type: type, chainID: environment.chainID)
    return (variant, sender)
  }
}

extension StateTestResult {
  fileprivate static func failed(_ failure: StateTestFailure) -> StateTestResult {
    StateTestResult(
      stateRoot: nil, logsHash: nil, outcome: nil, refusal: nil, failure: failure, passes: false,
      post: nil)
  }
}
