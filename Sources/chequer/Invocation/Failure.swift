import EVMAccounts
import EVMCrypto
import EVMInterpreter
import EVMRPC
import Vaults

/// Why the tool ends, after sysexits.h.
enum ExitStatus: Int32 {
  case done = 0
  /// The answer is no: an invalid cheque, a failed check.
  case no = 1
  case usage = 64
  case badData = 65
  case noInput = 66
  case unavailable = 69
  case bug = 70
  case cannotWrite = 73
  case inputOutput = 74
  case notPermitted = 77

  /// The name that stands in JSON errors.
  var code: String {
    switch self {
    case .done: "done"
    case .no: "no"
    case .usage: "usage"
    case .badData: "bad-data"
    case .noInput: "no-input"
    case .unavailable: "unavailable"
    case .bug: "bug"
    case .cannotWrite: "cannot-write"
    case .inputOutput: "input-output"
    case .notPermitted: "not-permitted"
    }
  }
}

/// Runs `body` and puts the option or argument in front of the sentence of its error.
func reading<Value>(_ name: String, _ body: () throws -> Value) throws -> Value {
  do { return try body() } catch {
    var failure = Failure(describing: error)
    failure.description = "\(name): \(failure.description)"
    throw failure
  }
}

/// An end of the tool that is not an answer: a status and a sentence for whoever called it.
struct Failure: Error, CustomStringConvertible {
  var status: ExitStatus
  var description: String

  init(_ status: ExitStatus, _ description: String) {
    self.status = status
    self.description = description
  }

  /// What a library's error means to the caller: its sentence, as bad data unless a password is
  /// wrong.
  init(describing error: any Error) {
    if let failure = error as? Failure {
      self = failure
    } else {
      self.init(Self.status(of: error), String(describing: error))
    }
  }

  private static func status(of error: any Error) -> ExitStatus {
    switch error {
    case KeystoreError.wrongPassword, WalletCiphertextError.wrongPassword: .notPermitted
    case KeystoreError.scrypt(.noMemory), KeystoreError.random: .unavailable
    case is ExecutionFault: .unavailable
    case let failure as RPCFailure: status(of: failure)
    case let error as JournalError: error.exitStatus
    case let failure as SendingFailure: failure.exitStatus
    case is VaultOperationError: .no
    default: .badData
    }
  }

  private static func status(of failure: RPCFailure) -> ExitStatus {
    switch failure {
    case .reverted: .no
    // The codes of JSON-RPC for a wrong request.
    case .node(-32700 ... -32600, _): .badData
    default: .unavailable
    }
  }
}
