import EVMInterpreter
public import EVMPrimitives
import EmbeddedChain

extension EmbeddedChain {
  /// Everything that was logged, oldest first.
  ///
  /// - Parameters:
  ///   - name: Only events of this name, such as `ChequeCashed`.
  ///   - contract: Only those of one contract.
  ///   - blocks: Only those of these blocks.
  public func events(
    _ name: String? = nil, of contract: (some HasAddress)? = Address?.none,
    in blocks: ClosedRange<UInt64> = 0...(.max)
  ) -> [DecodedEvent] {
    let latest = development.blockNumber
    guard blocks.lowerBound <= latest else { return [] }
    return (blocks.lowerBound...min(blocks.upperBound, latest)).flatMap { number in
      (development.block(number)?.transactions ?? []).flatMap(\.receipt.logs)
        .filter { log in contract.map { $0.address == log.address } ?? true }
        .map(DecodedEvent.init)
        .filter { name == nil || $0.name == name }
    }
  }
}
