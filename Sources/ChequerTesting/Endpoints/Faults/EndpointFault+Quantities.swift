import EVMPrimitives
import ExactJSON

// Numbers and bytes that are not written as the execution APIs want them.

extension EndpointFault {
  /// A way to write a quantity, such as `0xc7`.
  public enum QuantityForm: String, Hashable, Sendable, CaseIterable {
    /// `0x00c7`, as some nodes have it.
    case padded
    /// `0XC7`.
    case upperCase = "upper case"
    /// The number 199.
    case number
    /// The text `199`.
    case decimal
    /// `c7`.
    case bare
    /// `0x`.
    case empty
    /// `-0xc7`.
    case negative
    /// `0xc7` and a space.
    case spaced
    /// The number 1990e-1 for 199.
    case exponent
    /// The number 199.5.
    case fraction
    /// 65 digits.
    case overlong
    /// `null`.
    case null

    /// Nodes have it, and it can be understood in one way alone.
    var isHarmless: Bool { self == .padded || self == .upperCase || self == .number }
  }

  /// All quantities written otherwise, those within blocks, receipts and logs, too.
  ///
  /// - SeeAlso: [Execution APIs](https://ethereum.github.io/execution-apis/), "uint".
  public static func quantities(as form: QuantityForm) -> EndpointFault {
    EndpointFault(
      "quantities: \(form.rawValue)", as: form.isHarmless ? .harmless : .malformed
    ) { call, honest in
      guard case .result(let result) = honest(call) else { return honest(call) }
      return .result(
        quantityMethods.contains(call.method)
          ? form.rewritten(result) : form.rewrittenMembers(of: result))
    }
  }

  /// Quantities of more digits than 256 bits have.
  public static let overlongQuantity = EndpointFault("overlong quantity") { call, honest in
    guard case .result(.string(let text)) = honest(call), text.hasPrefix("0x") else {
      return honest(call)
    }
    return .result(.string("0x" + String(repeating: "f", count: 65)))
  }

  private static let quantityMethods: Set = [
    "eth_blobBaseFee", "eth_blockNumber", "eth_chainId", "eth_estimateGas", "eth_gasPrice",
    "eth_getBalance", "eth_getTransactionCount", "eth_maxPriorityFeePerGas",
  ]
}

extension EndpointFault.QuantityForm {
  /// The members that are quantities; a block's nonce is none, and neither is a text that is longer.
  private static let keys: Set = [
    "balance", "baseFeePerGas", "blockNumber", "blockTimestamp", "chainId", "cumulativeGasUsed",
    "difficulty", "effectiveGasPrice", "gas", "gasLimit", "gasPrice", "gasUsed", "logIndex",
    "number", "size", "status", "timestamp", "transactionIndex", "type", "value",
  ]

  func rewrittenMembers(of value: JSON) -> JSON {
    switch value {
    case .array(let elements): .array(elements.map(rewrittenMembers))
    case .object(let members):
      .object(
        members.map {
          JSON.Member(
            $0.key,
            Self.keys.contains($0.key) ? rewritten($0.value) : rewrittenMembers(of: $0.value))
        })
    case .null, .bool, .number, .string: value
    }
  }

  func rewritten(_ value: JSON) -> JSON {
    guard let number = value.quantity else { return value }
    let digits = number.text(radix: 16)
    return switch self {
    case .padded: .string("0x00" + digits)
    case .upperCase: .string("0X" + number.text(radix: 16, uppercase: true))
    case .number: .integer(number)
    case .decimal: .string(number.description)
    case .bare: .string(digits)
    case .empty: "0x"
    case .negative: .string("-0x" + digits)
    case .spaced: .string("0x\(digits) ")
    case .exponent: JSONNumber("\(number)0e-1").map(JSON.number) ?? value
    case .fraction: JSONNumber("\(number).5").map(JSON.number) ?? value
    case .overlong: .string("0x" + String(repeating: "f", count: 65))
    case .null: .null
    }
  }
}

// MARK: - Bytes

extension EndpointFault {
  /// A way to write bytes, such as `0x0102`.
  public enum BytesForm: String, Hashable, Sendable, CaseIterable {
    /// `0x010`: the last digit is missing.
    case odd
    /// `0x010g`.
    case noHex = "no hex"
    /// `0x01`: the last byte is missing, so that a word has 31.
    case short
    /// `0x010200`.
    case long
    /// `0x01…`, as programs shorten what they print.
    case elided
    /// `0102`.
    case bare
  }

  /// The bytes that a call, a code or a slot answers with, and hashes within blocks, receipts and logs,
  /// written otherwise.
  public static func bytes(as form: BytesForm) -> EndpointFault {
    EndpointFault("bytes: \(form.rawValue)") { call, honest in
      guard case .result(let result) = honest(call) else { return honest(call) }
      return .result(
        bytesMethods.contains(call.method)
          ? form.rewritten(result) : form.rewrittenMembers(of: result))
    }
  }

  private static let bytesMethods: Set = [
    "eth_call", "eth_getCode", "eth_getStorageAt", "eth_sendRawTransaction",
    "eth_sendTransaction",
  ]
}

extension EndpointFault.BytesForm {
  private static let keys: Set = [
    "address", "blockHash", "codeHash", "data", "from", "hash", "parentHash", "stateRoot",
    "storageHash", "to", "transactionHash",
  ]

  func rewrittenMembers(of value: JSON) -> JSON {
    switch value {
    case .array(let elements): .array(elements.map(rewrittenMembers))
    case .object(let members):
      .object(
        members.map {
          JSON.Member(
            $0.key,
            Self.keys.contains($0.key) ? rewritten($0.value) : rewrittenMembers(of: $0.value))
        })
    case .null, .bool, .number, .string: value
    }
  }

  func rewritten(_ value: JSON) -> JSON {
    guard case .string(let text) = value, text.hasPrefix("0x"), text.count > 2 else { return value }
    return switch self {
    case .odd: .string(String(text.dropLast()))
    case .noHex: .string(text.dropLast() + "g")
    case .short: .string(String(text.dropLast(2)))
    case .long: .string(text + "00")
    case .elided: .string(text.prefix(10) + "…")
    case .bare: .string(String(text.dropFirst(2)))
    }
  }
}
