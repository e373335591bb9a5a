import EVMABI
import EVMPrimitives
import EVMRPC

/// A function of a contract at an address: what is sent to it, and how its answer is read.
struct ContractFunction: Sendable {
  private let function: ABIFunction
  private let address: Address

  /// What contracts return is what an encoder writes, but for text, which anybody may have put there.
  private static let rules = ABIDecodingRules(malformedText: .allow)

  /// - Parameter signature: One that stands in this module's code.
  init(_ signature: String, at address: Address) {
    do { function = try ABIFunction(signature) } catch {
      preconditionFailure("\(signature) is no function: \(error)")
    }
    self.address = address
  }

  /// The selector and the arguments, which are of the function's types.
  func calldata<each Argument: ABIConvertible>(
    _ arguments: repeat each Argument
  ) -> [UInt8] {
    do { return try function.calldata(repeat each arguments) } catch {
      preconditionFailure("These are not the arguments of \(function.signature): \(error)")
    }
  }

  /// The values in an answer.
  func results(in answer: [UInt8]) throws -> [ABIValue] {
    try function.results(in: answer, rules: Self.rules)
  }

  /// Reads an answer by `body`.
  ///
  /// - Throws: `RPCFailure.malformed`, which says that the contract is another one.
  func reading<Value>(_ body: () throws -> Value) throws(RPCFailure) -> Value {
    do { return try body() } catch let error as ABICallError {
      if case .noReturnData = error {
        throw failure("\(address) has no contract with the function \(function.signature).")
      }
      throw failure(
        "\(address) does not answer as a contract with the function \(function.signature) does: \(error)"
      )
    } catch {
      throw failure(
        "\(address) does not answer as a contract with the function \(function.signature) does: \(error)"
      )
    }
  }

  private func failure(_ reason: String) -> RPCFailure {
    .malformed(method: "eth_call", reason: reason)
  }
}

/// A text as a contract returns it, be it UTF-8 or not; what is none becomes U+FFFD.
///
/// The first tokens returned their names as 32 bytes that end with zeros.
struct ContractText: ABIConvertible {
  let text: String

  var abiValue: ABIValue { .string(text) }

  init(abiValue: ABIValue) throws(ABIConversionError) {
    switch abiValue {
    case .string(let text): self.text = text
    case .bytes(let bytes): text = String(decoding: bytes, as: UTF8.self)
    default: throw ABIConversionError(abiValue, String.self)
    }
  }

  init(padded word: Hash256) {
    let bytes = word.bytes
    let end = bytes.lastIndex { $0 != 0 }.map { $0 + 1 } ?? 0
    text = String(decoding: bytes[..<end], as: UTF8.self)
  }
}
