import EVMPrimitives
import ExactJSON

/// How a request names the block that it reads.
enum BlockName: Hashable, Sendable {
  case tag(String)
  case number(UInt64)
  case hash(Hash256)
}

extension RPCRequest {
  /// The place of the block among the arguments of a method that reads one block's state.
  private var statePlace: Int? {
    switch method {
    case "eth_getBalance", "eth_getCode", "eth_getTransactionCount", "eth_call": 1
    case "eth_getStorageAt", "eth_getProof": 2
    default: nil
    }
  }

  /// Whether the method reads the state of one block.
  var readsState: Bool { statePlace != nil }

  /// Whether it is answered without any contract's code.
  var runsNoCode: Bool {
    switch method {
    case "eth_call": false
    case "eth_chainId", "eth_blockNumber", "eth_syncing", "eth_gasPrice", "eth_getLogs",
      "eth_maxPriorityFeePerGas", "eth_getBlockByNumber", "eth_getBlockByHash",
      "eth_getTransactionReceipt", "eth_getTransactionByHash":
      true
    default: readsState
    }
  }

  /// Whether it asks for the newest block itself.
  var asksForHead: Bool { method == "eth_getBlockByNumber" && block == .tag("latest") }

  /// The block that is read; the latest where a method that reads state names none, `nil` where the
  /// method reads none.
  var block: BlockName? {
    let place: Int
    switch method {
    case "eth_getBlockByNumber", "eth_getBlockByHash": place = 0
    default:
      guard let statePlace else { return nil }
      place = statePlace
    }
    guard place < parameters.count else { return .tag("latest") }
    switch parameters[place] {
    case .string(let text):
      if text.utf8.count == 66, let hash = try? Hash256(hex: text) { return .hash(hash) }
      if let number = try? UInt256(quantity: text) {
        return UInt64(exactly: number).map(BlockName.number)
      }
      return .tag(text)
    case .object(let members):
      guard let value = members.first(where: { $0.key == "blockHash" })?.value,
        case .string(let text) = value, let hash = try? Hash256(hex: text)
      else { return nil }
      return .hash(hash)
    default: return nil
    }
  }

  /// The same request about another block.
  func reading(_ block: BlockID) -> RPCRequest {
    if method == "eth_getBlockByNumber", let number = block.number, !parameters.isEmpty {
      return RPCRequest(method, [.quantity(number)] + parameters.dropFirst())
    }
    guard let place = statePlace, place <= parameters.count else { return self }
    var parameters = parameters
    if place < parameters.count {
      parameters[place] = block.json
    } else {
      parameters.append(block.json)
    }
    return RPCRequest(method, parameters)
  }
}
