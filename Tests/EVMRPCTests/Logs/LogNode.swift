import EVMPrimitives
import EVMRPC
import ExactJSON
import Synchronization

/// A node with logs of one contract, which refuses and distorts as a test tells it to.
final class LogNode: RPCCaller {
  typealias Rule = @Sendable (ClosedRange<UInt64>, _ logs: [JSON]) -> Result<[JSON], RPCFailure>

  /// The blocks that have a log, one for each time that they are listed.
  let blocks: [UInt64]
  private let rule: Rule
  private let ranges = Mutex<[ClosedRange<UInt64>]>([])

  init(logsIn blocks: [UInt64], _ rule: @escaping Rule = { .success($1) }) {
    self.blocks = blocks.sorted()
    self.rule = rule
  }

  /// The ranges that were asked for, in order.
  var asked: [ClosedRange<UInt64>] { ranges.withLock { $0 } }

  func answers(
    to requests: [RPCRequest]
  ) async throws(CancellationError) -> [Result<JSONValue, RPCFailure>] {
    guard !Task.isCancelled else { throw CancellationError() }
    return requests.map { request in
      let filter = request.parameters[0]
      guard request.method == "eth_getLogs", let from = Self.number("fromBlock", filter),
        let to = Self.number("toBlock", filter), from <= to
      else { return .failure(.node(code: -32602, message: "invalid params")) }
      ranges.withLock { $0.append(from...to) }
      return rule(from...to, logs(in: from...to)).map { logs in
        guard let document = try? JSONDocument(parsing: JSON.array(logs).text()) else {
          fatalError("Logs that were written cannot be read.")
        }
        return document.root
      }
    }
  }

  private func logs(in range: ClosedRange<UInt64>) -> [JSON] {
    var logs: [JSON] = []
    for (index, block) in blocks.enumerated() where range.contains(block) {
      let first = blocks.firstIndex(of: block) ?? index
      logs.append(Self.log(block, index - first))
    }
    return logs
  }

  static let contract = "0x00000000000000000000000000000000000000aa"

  static func log(
    _ block: UInt64, _ index: Int, of address: String = contract, hash: UInt64? = nil,
    data: String = "0x", removed: Bool = false
  ) -> JSON {
    [
      "address": .string(address), "topics": [], "data": .string(data),
      "blockNumber": .string("0x" + String(block, radix: 16)),
      "blockHash": .string(Hash256(UInt256(hash ?? block) + 1).hex),
      "transactionHash": .string(Hash256(UInt256(block)).hex), "transactionIndex": "0x0",
      "logIndex": .string("0x" + String(index, radix: 16)), "removed": .bool(removed),
    ]
  }

  private static func number(_ key: String, _ filter: JSON) -> UInt64? {
    guard case .object(let members) = filter,
      case .string(let text)? = members.first(where: { $0.key == key })?.value
    else { return nil }
    return UInt64(text.dropFirst(2), radix: 16)
  }

  /// The filter of its contract.
  static func filter(_ blocks: ClosedRange<UInt64>) -> RPCLogFilter {
    guard let address = try? Address(hex: contract) else { fatalError("An address is none.") }
    return RPCLogFilter(addresses: [address], blocks: blocks)
  }

  /// A refusal as a provider words it.
  static func refusal(_ words: String) -> RPCFailure {
    guard let error = try? JSONDocument(parsing: #"{"code":-32000,"message":"\#(words)"}"#) else {
      fatalError("An error that was written cannot be read.")
    }
    return RPCFailure(answered: error.root, to: "eth_getLogs", by: "node")
  }
}

extension LogCoverage {
  /// The blocks of its logs, in order.
  var logBlocks: [UInt64] { logs.compactMap(\.blockNumber) }
}
