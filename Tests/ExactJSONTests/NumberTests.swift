import ExactJSON
import Testing
import VectorFiles

@Suite struct `Exact numbers` {
  static let powers = (0..<38).map { "1" + String(repeating: "0", count: $0) }

  @Test(
    arguments: [
      "0", "-0", "9", "-128", "127", "128", "-129", "255", "256", "9223372036854775807",
      "9223372036854775808", "-9223372036854775808", "-9223372036854775809", "18446744073709551615",
      "18446744073709551616", "999999999999999999", "1000000000000000000", "100000000000000000000",
      "340282366920938463463374607431768211455", "340282366920938463463374607431768211456",
      "-170141183460469231731687303715884105728", "-170141183460469231731687303715884105729",
      "170141183460469231731687303715884105727", "170141183460469231731687303715884105728",
    ] + powers)
  func `an integer is read exactly or refused, as its type's own text reader does`(
    text: String
  ) throws {
    try same(text, as: Int8.self)
    try same(text, as: UInt8.self)
    try same(text, as: Int64.self)
    try same(text, as: UInt64.self)
    try same(text, as: Int128.self)
    try same(text, as: UInt128.self)
  }

  @Test func `random integers of every length are read exactly`() throws {
    var random = SeededGenerator(seed: 7)
    for _ in 0..<20_000 {
      let value = UInt128(random.next()) << 64 | UInt128(random.next())
      let shortened = value >> UInt128(random.next() % 128)
      try same(String(shortened), as: UInt128.self)
      try same("-\(shortened)", as: Int128.self)
      try same(String(shortened), as: UInt64.self)
      try same("-\(shortened)", as: Int64.self)
      try same(String(shortened), as: Int16.self)
    }
  }

  private func same<Integer: FixedWidthInteger>(_ text: String, as type: Integer.Type) throws {
    let number = try #require(JSONNumber(text))
    let read = try? number.integer(as: type)
    #expect(read == Integer(text), "\(text) as \(type)")
  }

  @Test(arguments: [
    ("1e18", "1000000000000000000"), ("1E+2", "100"), ("2.50e2", "250"), ("1.0", "1"),
    ("-3e0", "-3"), ("1200e-2", "12"), ("0e999999999999999999999", "0"), ("0.000", "0"),
    ("1.7e38", "170000000000000000000000000000000000000"), ("0.00012e5", "12"),
    ("0.0e-99999999999999999999", "0"), ("100000000000000000000000000000000000000000e-40", "10"),
  ])
  func `an exponent is resolved exactly when asked for`(text: String, value: String) throws {
    let number = try #require(JSONNumber(text))
    #expect(try number.integer(as: Int128.self, exponents: .resolve) == Int128(value))
    #expect(throws: JSONNumberError.notAnInteger(lexeme: text)) {
      try number.integer(as: Int128.self)
    }
    #expect(number.isInteger == false)
  }

  @Test(arguments: ["1e39", "1e999999999999999999999", "18446744073709551616e20"])
  func `an exponent beyond the type is out of range`(text: String) throws {
    let number = try #require(JSONNumber(text))
    #expect(throws: JSONNumberError.outOfRange(lexeme: text, type: "UInt128")) {
      try number.integer(as: UInt128.self, exponents: .resolve)
    }
  }

  @Test(arguments: ["1.5", "1e-1", "12345e-3", "1e-99999999999999999999", "0.1e0"])
  func `a fraction is no integer, whatever is asked`(text: String) throws {
    let number = try #require(JSONNumber(text))
    #expect(throws: JSONNumberError.notAnInteger(lexeme: text)) {
      try number.integer(as: Int.self, exponents: .resolve)
    }
  }

  @Test(arguments: ["", " 1", "1 ", "01", "+1", ".5", "1.", "1e", "0x1", "NaN", "\"1\"", "٣"])
  func `what is no JSON number makes none`(text: String) {
    #expect(JSONNumber(text) == nil)
  }

  @Test func `the sentences say what to do`() {
    #expect(
      "\(JSONNumberError.notAnInteger(lexeme: "1e3"))"
        == "'1e3' is not written as an integer; write all its digits, without '.' and 'e'.")
    #expect(
      "\(JSONNumberError.outOfRange(lexeme: "300", type: "UInt8"))"
        == "'300' does not fit into UInt8.")
  }
}
