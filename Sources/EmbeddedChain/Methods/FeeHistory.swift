import EVMPrimitives
import ExactJSON

// eth_feeHistory: what gas cost in the last blocks.

extension ChainCore {
  /// Blocks that may be asked for at once.
  private static let feeHistoryLimit: UInt64 = 1024

  func getFeeHistory(_ arguments: Arguments) throws(RPCError) -> JSON {
    let count = min(try arguments.number(0), Self.feeHistoryLimit)
    let newest = try arguments.blockNumber(1)
    let percentiles = try self.percentiles(arguments)
    guard let last = minedBlock(newest == .pending ? .latest : newest) else {
      throw .refused("request beyond head block: the latest is \(state.latest.number).")
    }
    guard count > 0 else {
      return ["oldestBlock": "0x0", "gasUsedRatio": [], "baseFeePerGas": []]
    }
    let first = last.number >= count - 1 ? last.number - (count - 1) : 0
    let blocks = (first...last.number).compactMap { state.block($0) }
    let after = state.block(last.number + 1)?.header
    let schedule = BlobSchedule(under: state.fork)
    let baseFees =
      blocks.map { $0.header.baseFee } + [after.map { $0.baseFee } ?? state.nextBaseFee]
    let blobFees =
      (blocks.map(\.header) + (after.map { [$0] } ?? [])).map { header in
        header.excessBlobGas.flatMap { schedule?.baseFee(excessBlobGas: $0) }
      } + (after == nil ? [state.nextBlobBaseFee] : [])
    var members: [JSON.Member] = [
      JSON.Member("oldestBlock", .quantity(first)),
      JSON.Member("baseFeePerGas", .array(baseFees.map { .quantity($0 ?? .zero) })),
      JSON.Member(
        "gasUsedRatio", .array(blocks.map { .ratio($0.header.gasUsed, $0.header.gasLimit) })),
    ]
    members += [
      JSON.Member(
        "baseFeePerBlobGas", .array(blobFees.map { .quantity($0 ?? .zero) })),
      JSON.Member(
        "blobGasUsedRatio",
        .array(blocks.map { .ratio($0.header.blobGasUsed ?? 0, schedule?.maximumGas ?? 1) })),
    ]
    if let percentiles {
      members.append(
        JSON.Member("reward", .array(blocks.map { .array($0.tips(at: percentiles)) })))
    }
    return .object(members)
  }

  private func percentiles(_ arguments: Arguments) throws(RPCError) -> [Double]? {
    let list = try arguments.optional(2) { (value) throws(JSONTypeError) in
      try value.list { (number) throws(JSONTypeError) -> Double in
        guard let percentile = Double(try number.requireNumber().lexeme),
          (0...100).contains(percentile)
        else { throw number.invalid("invalid reward percentile; it is a number from 0 to 100.") }
        return percentile
      }
    }
    if let list {
      guard list.count <= 100 else {
        throw .invalidArguments("over the query limit 100 of reward percentiles.")
      }
      guard zip(list, list.dropFirst()).allSatisfy({ $0 <= $1 }) else {
        throw .invalidArguments("invalid reward percentile: they must ascend.")
      }
    }
    return list
  }
}

extension ChainBlock {
  /// What the coinbase got of a unit of gas, at parts of the gas in ascending order of it.
  fileprivate func tips(at percentiles: [Double]) -> [JSON] {
    let baseFee = header.baseFee ?? .zero
    let sorted = transactions.map {
      (tip: $0.gasPrice &- min(baseFee, $0.gasPrice), gas: $0.gasUsed)
    }
    .sorted { $0.tip < $1.tip }
    return percentiles.map { percentile in
      let wanted = UInt64(Double(header.gasUsed) * percentile / 100)
      var sum: UInt64 = 0
      for (tip, gas) in sorted {
        sum += gas
        if sum >= wanted { return .quantity(tip) }
      }
      return .quantity(sorted.last?.tip ?? .zero)
    }
  }
}

extension JSON {
  /// A part of a whole as a number from 0 to 1.
  fileprivate static func ratio(_ part: UInt64, _ whole: UInt64) -> JSON {
    let value = whole == 0 ? 0 : Double(part) / Double(whole)
    return value == value.rounded() && value < 1e6
      ? .integer(Int(value)) : JSONNumber("\(value)").map { .number($0) } ?? .integer(0)
  }
}
