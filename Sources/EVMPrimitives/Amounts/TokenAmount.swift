/// An exact amount of a token: a whole number of its smallest unit, and how that is written.
///
/// No floating point is involved anywhere: 1.5 BTT is 1500000000000000000 with 18 decimals.
public struct TokenAmount: Hashable, Sendable {
  /// The amount in the token's smallest unit (wei for BTT).
  public var smallestUnits: UInt256
  /// The unit in which it is written.
  public var denomination: Denomination

  public init(smallestUnits: UInt256, in denomination: Denomination) {
    self.smallestUnits = smallestUnits
    self.denomination = denomination
  }

  /// The same amount written in another unit of the same token, such as wei for BTT.
  public func written(in denomination: Denomination) -> TokenAmount {
    TokenAmount(smallestUnits: smallestUnits, in: denomination)
  }
}

// MARK: - Arithmetic

extension TokenAmount {
  /// The sum of two amounts of one token.
  ///
  /// - Throws: ``TokenAmountError`` when the units differ or the sum overflows.
  public func adding(_ other: TokenAmount) throws(TokenAmountError) -> TokenAmount {
    try requireSameUnit(other)
    do {
      return TokenAmount(
        smallestUnits: try smallestUnits.adding(other.smallestUnits), in: denomination)
    } catch { throw .arithmetic(error) }
  }

  /// The difference of two amounts of one token.
  ///
  /// - Throws: ``TokenAmountError`` when the units differ or the difference is below zero.
  public func subtracting(_ other: TokenAmount) throws(TokenAmountError) -> TokenAmount {
    try requireSameUnit(other)
    do {
      return TokenAmount(
        smallestUnits: try smallestUnits.subtracting(other.smallestUnits), in: denomination)
    } catch { throw .arithmetic(error) }
  }

  private func requireSameUnit(_ other: TokenAmount) throws(TokenAmountError) {
    guard denomination == other.denomination else {
      throw .differentUnits(denomination, other.denomination)
    }
  }
}

/// Why two amounts cannot be added or subtracted.
public enum TokenAmountError: Error, Hashable, Sendable {
  case differentUnits(Denomination, Denomination)
  case arithmetic(ArithmeticError)
}

extension TokenAmountError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .differentUnits(let left, let right):
      "An amount in \(left.symbol) (\(left.decimals) decimals) and one in \(right.symbol) (\(right.decimals) decimals) cannot be combined; write both in one unit."
    case .arithmetic(let error): error.description
    }
  }
}
