import EVMPrimitives
import ExactJSON

// What faults ask the chain before they lie about it.

extension EndpointCall {
  /// The number of the latest block.
  static func head(_ honest: (EndpointCall) -> EndpointOutcome) -> UInt64? {
    number(honest(EndpointCall(id: 1, method: "eth_blockNumber", arguments: [])).json)
  }

  /// The number of the block that an argument names: a number, a word such as `latest`, or an object
  /// with a number or a hash.
  static func blockNumber(
    _ block: JSON, _ honest: (EndpointCall) -> EndpointOutcome
  ) -> UInt64? {
    switch block {
    case .string("earliest"): 0
    case .string("latest"), .string("pending"), .string("safe"), .string("finalized"):
      head(honest)
    case .object:
      if let hash = block["blockHash"] {
        number(
          honest(EndpointCall(id: 1, method: "eth_getBlockByHash", arguments: [hash, false]))
            .json?["number"])
      } else {
        number(block["blockNumber"])
      }
    default: number(block)
    }
  }

  /// The call with an argument exchanged.
  func setting(_ place: Int, to argument: JSON) -> EndpointCall {
    guard arguments.indices.contains(place) else { return self }
    var call = self
    call.arguments[place] = argument
    return call
  }

  /// Where the methods that read a state have the block.
  static let statePlaces = [
    "eth_call": 1, "eth_estimateGas": 1, "eth_getBalance": 1, "eth_getCode": 1,
    "eth_getProof": 2, "eth_getStorageAt": 2, "eth_getTransactionCount": 1,
  ]

  private static func number(_ quantity: JSON?) -> UInt64? {
    quantity?.quantity.flatMap { UInt64(exactly: $0) }
  }
}

extension EndpointOutcome {
  /// The result, if there is one.
  var json: JSON? { if case .result(let result) = self { result } else { nil } }
}
