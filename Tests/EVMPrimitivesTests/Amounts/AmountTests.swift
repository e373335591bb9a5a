import EVMPrimitives
import Testing
import VectorFiles

@Suite struct `Token amounts` {
  @Test(arguments: [
    ("1.5 BTT", "1500000000000000000", "1.5 BTT"),
    ("1.5btt", "1500000000000000000", "1.5 BTT"),
    ("0.000001", "1000000000000", "0.000001 BTT"),
    ("300000 gwei", "300000000000000", "300000 gwei"),
    ("300000gwei", "300000000000000", "300000 gwei"),
    ("0", "0", "0 BTT"),
    ("007", "7000000000000000000", "7 BTT"),
    ("1.000000000000000001 BTT", "1000000000000000001", "1.000000000000000001 BTT"),
    ("1.10 USDT", "1100000", "1.1 USDT"),
    ("12wei", "12", "12 wei"),
    ("1ether", "1000000000000000000", "1 ether"),
    ("422.51898 WBTT", "422518980000000000000", "422.51898 WBTT"),
    (
      "115792089237316195423570985008687907853269984665640564039457584007913129639935 wei",
      "115792089237316195423570985008687907853269984665640564039457584007913129639935",
      "115792089237316195423570985008687907853269984665640564039457584007913129639935 wei"
    ),
    (
      "115792089237316195423570985008687907853269984665640564039457.584007913129639935",
      "115792089237316195423570985008687907853269984665640564039457584007913129639935",
      "115792089237316195423570985008687907853269984665640564039457.584007913129639935 BTT"
    ),
  ])
  func `text is read and printed exactly`(text: String, units: String, printed: String) throws {
    let amount = try TokenAmount(parsing: text, in: .btt)
    #expect(amount.smallestUnits.description == units)
    #expect(amount.description == printed)
    #expect(try TokenAmount(parsing: amount.description, in: .wei) == amount)
  }

  @Test(arguments: [
    ("", "The amount is empty; write a number such as 1.5 and a unit."),
    ("+1", "The amount has the sign '+' at offset 0; amounts have none."),
    ("-1", "The amount has the sign '-' at offset 0; amounts have none."),
    ("1e18", "The amount has an exponent at offset 1; write all digits, or use a unit."),
    ("1.5E-3", "The amount has an exponent at offset 3; write all digits, or use a unit."),
    (" 1", "The amount has a space at offset 0; only one is allowed, before the unit."),
    ("1 ", "The amount has a space at offset 1; only one is allowed, before the unit."),
    ("1  btt", "The amount has a space at offset 1; only one is allowed, before the unit."),
    ("1 btt ", "The amount has a space at offset 5; only one is allowed, before the unit."),
    ("1\u{a0}btt", "The amount has a space at offset 1; only one is allowed, before the unit."),
    ("١", "Character '١' at offset 0 is not an ASCII digit; write 0-9."),
    ("1２", "Character '２' at offset 1 is not an ASCII digit; write 0-9."),
    ("1.", "The amount needs a digit at offset 2, after the point."),
    (
      ".5",
      "Character '.' at offset 0 has no place in an amount; write digits, at most one point, and a unit."
    ),
    (
      "1,5",
      "Character ',' at offset 1 has no place in an amount; write digits, at most one point, and a unit."
    ),
    (
      "1_000",
      "Character '_' at offset 1 has no place in an amount; write digits, at most one point, and a unit."
    ),
    (
      "1.2.3",
      "Character '.' at offset 3 has no place in an amount; write digits, at most one point, and a unit."
    ),
    (
      "1.0000000000000000001",
      "The amount has 19 decimals, but BTT has 18; nothing is rounded, so leave out the others."
    ),
    (
      "0.5wei",
      "The amount has 1 decimal, but wei has 0; nothing is rounded, so leave out the others."
    ),
    (
      "115792089237316195423570985008687907853269984665640564039457.584007913129639936",
      "The amount in BTT does not fit 256 bits."
    ),
  ])
  func `what is not an exact amount is refused with the reason`(text: String, sentence: String) {
    let error = #expect(throws: AmountTextError.self) { try TokenAmount(parsing: text, in: .btt) }
    #expect(error?.description == sentence)
  }

  @Test func `a unit names the token that it measures, if it measures one`() {
    #expect(Denomination.named("wbtt")?.asset == Denomination.btt.asset)
    #expect(Denomination.usdt.asset != Denomination.btt.asset)
    #expect(Denomination.gwei.asset == nil)
    #expect(Denomination.named("sun")?.asset == "TRX")
  }

  @Test func `an unknown unit is refused with those that are known`() {
    let error = #expect(throws: AmountTextError.self) {
      try TokenAmount(parsing: "1 doge", in: .btt, naming: [.btt, .usdt])
    }
    #expect(error?.description == "The unit 'doge' is not known; the units are BTT, USDT.")
  }

  @Test func `amounts of different tokens are not added`() throws {
    let btt = try TokenAmount(parsing: "1 BTT", in: .btt)
    let usdt = try TokenAmount(parsing: "1 USDT", in: .btt)
    #expect(try btt.adding(btt).description == "2 BTT")
    #expect(try btt.subtracting(btt).description == "0 BTT")
    let error = #expect(throws: TokenAmountError.self) { try btt.adding(usdt) }
    #expect(
      error?.description
        == "An amount in BTT (18 decimals) and one in USDT (6 decimals) cannot be combined; write both in one unit."
    )
    #expect(throws: TokenAmountError.arithmetic(.belowZero)) {
      try btt.subtracting(btt.adding(btt))
    }
    #expect(throws: TokenAmountError.arithmetic(.overflow(.addition))) {
      try btt.adding(TokenAmount(smallestUnits: .max, in: .btt))
    }
  }

  @Test func `a unit has a readable symbol and at most 77 decimals`() throws {
    #expect(try Denomination(symbol: "ABC", decimals: 77).scale == (try UInt256(10).raised(to: 77)))
    let decimals = #expect(throws: DenominationError.self) {
      try Denomination(symbol: "ABC", decimals: 78)
    }
    #expect(
      decimals?.description
        == "78 decimals were given for 'ABC'; a 256-bit amount allows 0 to 77.")
    let symbol = #expect(throws: DenominationError.self) {
      try Denomination(symbol: "A\u{1b}[2J", decimals: 6)
    }
    #expect(
      symbol?.description
        == "'A{U+1B}[2J' cannot name a unit; use ASCII letters, digits and dots, a letter first.")
  }

  @Test func `an amount of any unit reads back as it was printed`() throws {
    var random = SeededGenerator(seed: 14)
    for decimals in 0...77 {
      let unit = try Denomination(symbol: "T", decimals: decimals)
      for word in edgeWords
        + (0..<10).map({ _ in UInt256(random.next()) &* UInt256(random.next()) })
      {
        let amount = TokenAmount(smallestUnits: word, in: unit)
        #expect(try TokenAmount(parsing: amount.description, in: .wei, naming: [unit]) == amount)
      }
    }
  }
}

@Suite struct `Calculations` {
  @Test(arguments: [
    (
      "(2**255 - 1) / 3 + 1.5btt",
      "19298681539552699237261830834781317975544997444273427339911097334652188273322"
    ),
    ("2**3**2", "512"), ("7 - 4 - 2", "1"), ("100 / 7 % 5", "4"), ("1 + 2 * 3", "7"),
    ("(1 + 2) * 3", "9"), ("1 << 8 | 1", "257"), ("6 & 3 ^ 1", "3"), ("0xff - 0x0f", "240"),
    ("sqrt(10**20)", "10000000000"), ("min(3, 2) + max(3, 2)", "5"),
    ("addmod(2**256 - 1, 2, 10)", ""), ("mulmod(2**255, 2**255, 7)", "1"),
    ("addmod(~0, 2, 10)", "7"), ("300000gwei * 90000", "27000000000000000000"),
    ("~0 >> 255", "1"), ("-0", "0"), ("2**256", ""), ("1-2", ""), ("5/0", ""), ("-1", ""),
  ])
  func `checked results are Python's, or none`(text: String, result: String) throws {
    let value = try? WordExpression(parsing: text).evaluated()
    #expect(value?.description ?? "" == result)
  }

  @Test(arguments: [
    ("2**256", "0"), ("0 - 1", UInt256.max.description), ("-1", UInt256.max.description),
    ("5/0", "0"), ("5%0", "0"), ("1 << 256", "0"), ("addmod(1, 1, 0)", "0"),
    ("-2**2", (UInt256.max - 3).description),
  ])
  func `wrapping results are those of the EVM`(text: String, result: String) throws {
    #expect(try WordExpression(parsing: text).evaluated(.wrapping).description == result)
  }

  @Test(arguments: [
    ("", "A number is missing at the end, offset 0."),
    ("1 +", "A number is missing at the end, offset 3."),
    ("* 2", "A number is missing before '*' at offset 0."),
    ("1 2", "'2' at offset 2 has no operator in front of it."),
    ("(1", "The parenthesis at offset 0 is not closed."),
    ("(1 2)", "'2' at offset 3 has no operator in front of it."),
    ("1)", "')' at offset 1 has no operator in front of it."),
    ("1 $ 2", "Character '$' at offset 2 is neither a number nor an operator."),
    ("sin(1)", "'sin' at offset 0 is not a function; there are sqrt, min, max, addmod, mulmod."),
    ("sqrt 4", "A number is missing before '4' at offset 5."),
    ("sqrt(1, 2)", "sqrt at offset 0 takes 1 argument, but 2 were given."),
    ("min(1)", "min at offset 0 takes 2 arguments, but 1 was given."),
    (
      "1 + 1.5wei",
      "In the number at offset 4: The amount has 1 decimal, but wei has 0; nothing is rounded, so leave out the others."
    ),
    (
      "0x",
      "In the number at offset 0: 0x alone is empty data, not a quantity; zero is written 0x0."
    ),
    ("2**255 * 2", "At offset 7: The multiplication overflows 256 bits."),
    ("1 - 2", "At offset 2: The subtraction goes below zero; amounts have no sign."),
    ("7 % (3 - 3)", "At offset 2: The remainder is by zero."),
  ])
  func `an error says what and where`(text: String, sentence: String) {
    let error = #expect(throws: ExpressionError.self) {
      try WordExpression(parsing: text).evaluated()
    }
    #expect(error?.description == sentence)
  }

  @Test func `deep nesting is refused and not followed`() {
    for text in [
      String(repeating: "(", count: 100_000), String(repeating: "~", count: 100_000) + "1",
      String(repeating: "2**", count: 100_000) + "1",
    ] {
      let error = #expect(throws: ExpressionError.self) {
        try WordExpression(parsing: text).evaluated(.wrapping)
      }
      #expect(error?.description.contains("is nested deeper than 100 levels") == true)
    }
  }
}
