public import EVMPrimitives
import ExactJSON

// Answers that are well-formed and false.

extension EndpointFault {
  /// Another chain's id, as of a URL that belongs to another network.
  public static func wrongChain(_ id: UInt64) -> EndpointFault {
    EndpointFault("wrong chain", of: ["eth_chainId", "net_version"], as: .lie) { call, _ in
      .result(call.method == "net_version" ? .string("\(id)") : .quantity(id))
    }
  }

  /// Another balance than somebody has, in wei.
  public static func lyingBalance(_ wei: UInt64) -> EndpointFault {
    EndpointFault("lying balance", of: ["eth_getBalance"], as: .lie) { _, _ in
      .result(.quantity(wei))
    }
  }

  /// So many transactions more than an account has sent.
  public static func lyingNonce(by count: UInt64) -> EndpointFault {
    lie("lying nonce", of: "eth_getTransactionCount") { $0.adding(UInt256(count)) }
  }

  /// Code of which the last bit is another; none stays none.
  public static let lyingCode = lie("lying code", of: "eth_getCode") {
    $0.bytes.map { .hex($0.lastBitFlipped) } ?? $0
  }

  /// No code, wherever there is some.
  public static let missingCode = lie("missing code", of: "eth_getCode") { _ in "0x" }

  /// Words of storage of which the last bit is another.
  public static let lyingStorage = lie("lying storage", of: "eth_getStorageAt") {
    $0.bytes.map { .hex($0.lastBitFlipped) } ?? $0
  }

  /// No storage, wherever there is some.
  public static let missingStorage = lie("missing storage", of: "eth_getStorageAt") { _ in
    .string(Hash256.zero.hex)
  }

  /// A word of what calls answer is more by some, modulo 2^256.
  ///
  /// - Parameter place: Which word, from 0; answers that do not have it stay.
  public static func lyingCall(word place: Int = 0, by number: UInt64 = 1) -> EndpointFault {
    lie("lying call, word \(place)", of: "eth_call") { result in
      guard var bytes = result.bytes, place >= 0, place < bytes.count / 32 else { return result }
      let range = (place * 32)..<(place * 32 + 32)
      guard let word = try? UInt256(bigEndian: bytes[range]) else { return result }
      bytes.replaceSubrange(range, with: (word &+ UInt256(number)).bigEndianBytes)
      return .hex(bytes)
    }
  }

  /// No output of any call, as of an address without code.
  public static let emptyCalls = lie("empty calls", of: "eth_call") { _ in "0x" }

  /// Zero as each word of what calls answer.
  public static let zeroCalls = lie("zero calls", of: "eth_call") { result in
    result.bytes.map { .hex([UInt8](repeating: 0, count: $0.count)) } ?? result
  }

  /// The price of gas, in wei.
  public static func gasPrice(_ wei: UInt256) -> EndpointFault {
    lie("gas price \(wei)", of: "eth_gasPrice") { _ in .quantity(wei) }
  }

  /// What any transaction is said to need.
  public static func gasEstimate(_ gas: UInt256) -> EndpointFault {
    lie("gas estimate \(gas)", of: "eth_estimateGas") { _ in .quantity(gas) }
  }

  static func lie(
    _ name: String, of methods: String..., changing change: @escaping @Sendable (JSON) -> JSON
  ) -> EndpointFault {
    EndpointFault(name, of: methods, as: .lie) { call, honest in
      guard case .result(let result) = honest(call) else { return honest(call) }
      return .result(change(result))
    }
  }
}
