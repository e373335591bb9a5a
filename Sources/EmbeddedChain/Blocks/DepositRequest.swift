import EVMInterpreter
import EVMPrimitives

/// A deposit to the beacon chain, as the deposit contract logs it.
///
/// - SeeAlso: [EIP-6110](https://eips.ethereum.org/EIPS/eip-6110)
enum DepositRequest {
  /// Where the deposit contract stands on Ethereum.
  static let contract = Address(
    truncating: UInt256(limbs: 0x9cbe_0530_3d77_05fa, 0x219a_b540_356c_bb83, 0, 0))

  /// The number of the request's type.
  static let type: UInt8 = 0

  /// The event's topic: the hash of `DepositEvent(bytes,bytes,bytes,bytes,bytes)`.
  private static let topic = Keccak256.hash("DepositEvent(bytes,bytes,bytes,bytes,bytes)".utf8)

  /// Bytes of the event's five byte strings: key, withdrawal credentials, amount, signature, index.
  private static let sizes = [48, 32, 8, 96, 8]

  /// The request's bytes of a log, 192 of them; `nil` when it is not the deposit contract's event.
  static func data(of log: Log) -> [UInt8]? {
    guard log.address == contract, log.topics.first == topic, log.data.count == 576 else {
      return nil
    }
    var request: [UInt8] = []
    var place = 32 * sizes.count
    for (index, size) in sizes.enumerated() {
      guard word(log.data, at: 32 * index) == UInt256(UInt64(place)),
        word(log.data, at: place) == UInt256(UInt64(size))
      else { return nil }
      request += log.data[place + 32..<place + 32 + size]
      place += 32 + (size + 31) / 32 * 32
    }
    return request
  }

  private static func word(_ data: [UInt8], at offset: Int) -> UInt256? {
    try? UInt256(bigEndian: data[offset..<offset + 32])
  }
}
