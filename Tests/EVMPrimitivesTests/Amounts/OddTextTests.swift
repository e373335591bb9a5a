import EVMPrimitives
import Testing

/// Texts that other libraries' integers read as some number.
@Suite struct `Odd text` {
  @Test(arguments: [
    "", "-", "+", "+5", "-5", "-0", "--5", " 5", "5 ", "5\n", "\t5", "5\u{0}", "\u{feff}5", "٥",
    "５", "½", "\u{2212}5", "1e3", "1E3", "0x", "0x 5", "0x+5", "0x-5", "1_000", "1,000", "12x",
    "NaN", "inf", "nil",
  ])
  func `is no number and no amount`(text: String) {
    #expect(UInt256(text) == nil)
    #expect(throws: IntegerTextError.self) { try UInt256(parsing: text) }
    #expect(throws: IntegerTextError.self) { try UInt256(decimalOrHex: text) }
    #expect(throws: QuantityError.self) { try UInt256(quantity: text) }
    #expect(throws: AmountTextError.self) { try TokenAmount(parsing: text, in: .wei) }
  }

  @Test(arguments: ["", "-", "+", "+5", "--5", "- 5", "-+5", "\u{2212}5", "-٥", "5-"])
  func `is no number with a sign either`(text: String) {
    #expect(Int256(text) == nil)
    #expect(throws: IntegerTextError.self) { try Int256(parsing: text) }
  }

  /// A literal would be read when the program runs, where a mistake in it cannot be an error.
  @Test func `cannot stand in a program in the place of money`() {
    let literals: [(isLiteral: (Any.Type) -> Bool, known: Any.Type)] = [
      ({ $0 is any ExpressibleByStringLiteral.Type }, String.self),
      ({ $0 is any ExpressibleByExtendedGraphemeClusterLiteral.Type }, Character.self),
      ({ $0 is any ExpressibleByUnicodeScalarLiteral.Type }, Unicode.Scalar.self),
      ({ $0 is any ExpressibleByFloatLiteral.Type }, Double.self),
    ]
    let money: [Any.Type] = [UInt256.self, Int256.self, TokenAmount.self, Denomination.self]
    for (isLiteral, known) in literals {
      #expect(isLiteral(known))
      for type in money { #expect(!isLiteral(type), "\(type) as \(known)") }
    }
  }
}
