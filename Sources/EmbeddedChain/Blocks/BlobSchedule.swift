public import EVMPrimitives

/// How many blobs a block should and may have, and how the price of blob gas follows.
///
/// - SeeAlso: [EIP-4844](https://eips.ethereum.org/EIPS/eip-4844),
///   [EIP-7691](https://eips.ethereum.org/EIPS/eip-7691),
///   [EIP-7840](https://eips.ethereum.org/EIPS/eip-7840).
public struct BlobSchedule: Hashable, Sendable {
  /// Blobs in a block at which the price stays.
  public var target: UInt64
  /// Blobs that a block may have.
  public var maximum: UInt64
  /// How much excess blob gas raises the price by the factor e.
  public var baseFeeUpdateFraction: UInt64

  public init(target: UInt64, maximum: UInt64, baseFeeUpdateFraction: UInt64) {
    self.target = target
    self.maximum = maximum
    self.baseFeeUpdateFraction = baseFeeUpdateFraction
  }

  public static let cancun = BlobSchedule(
    target: 3, maximum: 6, baseFeeUpdateFraction: 3_338_477)
  public static let prague = BlobSchedule(
    target: 6, maximum: 9, baseFeeUpdateFraction: 5_007_716)

  /// The schedule that came with a fork; `nil` before Cancun, which brought blobs.
  public init?(under fork: Fork) {
    if fork.includes(.prague) {
      self = .prague
    } else if fork.includes(.cancun) {
      self = .cancun
    } else {
      return nil
    }
  }

  /// The schedules of the forks after Osaka that change nothing else, by their names
  /// ([EIP-7892](https://eips.ethereum.org/EIPS/eip-7892)).
  static let afterOsaka = [
    "BPO1": BlobSchedule(target: 10, maximum: 15, baseFeeUpdateFraction: 8_346_193),
    "BPO2": BlobSchedule(target: 14, maximum: 21, baseFeeUpdateFraction: 11_684_671),
  ]

  /// Blob gas of one blob, 2^17.
  public static let gasPerBlob: UInt64 = 131_072
  /// Gas that is compared with the price of a blob since Osaka
  /// ([EIP-7918](https://eips.ethereum.org/EIPS/eip-7918)).
  static let blobBaseCost: UInt64 = 8_192

  /// Blob gas that a block may have.
  public var maximumGas: UInt64 { maximum &* Self.gasPerBlob }
  /// Blob gas at which the price stays.
  public var targetGas: UInt64 { target &* Self.gasPerBlob }
}

extension BlobSchedule {
  /// What a unit of blob gas costs, in wei: e to the power of `excessBlobGas` over
  /// ``baseFeeUpdateFraction``, as the specification approximates it, and 1 at least.
  ///
  /// 2^256 - 1 when it does not fit 256 bits.
  public func baseFee(excessBlobGas: UInt64) -> UInt256 {
    Self.exponential(numerator: excessBlobGas, denominator: baseFeeUpdateFraction)
  }

  /// The excess blob gas of the block after one.
  ///
  /// - Parameters:
  ///   - baseFee: The base fee of the one before, which counts since Osaka (EIP-7918).
  public func excessBlobGas(
    afterExcess excess: UInt64, used: UInt64, baseFee: UInt256, under fork: Fork
  ) -> UInt64 {
    let (sum, overflow) = excess.addingReportingOverflow(used)
    let total = overflow ? .max : sum
    guard total >= targetGas else { return 0 }
    if fork.includes(.osaka), maximum > 0 {
      let reserve = UInt256(Self.blobBaseCost).multipliedReportingOverflow(by: baseFee)
      let price = UInt256(Self.gasPerBlob).multipliedReportingOverflow(
        by: self.baseFee(excessBlobGas: excess))
      if !price.overflow, reserve.overflow || reserve.partialValue > price.partialValue {
        let headroom = UInt256(maximum - min(target, maximum))
        let raise = UInt256(used) &* headroom / UInt256(maximum)
        return UInt64(clamping: UInt256(excess) &+ raise)
      }
    }
    return total - targetGas
  }

  /// e to the power of a fraction by the Taylor series of EIP-4844's `fake_exponential`, factor 1.
  static func exponential(numerator: UInt64, denominator: UInt64) -> UInt256 {
    guard denominator > 0 else { return .max }
    let denominatorWord = UInt256(denominator)
    var sum = UInt256.zero
    var term = denominatorWord
    var step: UInt64 = 1
    while !term.isZero {
      let (next, overflow) = sum.addingReportingOverflow(term)
      if overflow { return .max }
      sum = next
      let (product, tooLarge) = term.multipliedReportingOverflow(by: UInt256(numerator))
      if tooLarge { return .max }
      term = product / (denominatorWord &* UInt256(step))
      step += 1
    }
    return sum / denominatorWord
  }
}
