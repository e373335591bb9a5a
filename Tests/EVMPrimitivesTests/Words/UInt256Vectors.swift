import EVMPrimitives
import Testing
import VectorFiles

@Suite struct `256-bit words agree with Python's integers` {
  private static func words(_ row: VectorRow) throws -> [UInt256] {
    try row.strings("args").map { try UInt256(parsing: $0) }
  }

  private static func word(_ field: String, _ row: VectorRow) throws -> UInt256 {
    try UInt256(parsing: try row.string(field))
  }

  @Test func `in arithmetic`() throws {
    for row in try VectorFile("words/arithmetic.jsonl").rows {
      let args = try Self.words(row)
      let a = args[0]
      let b = args.count > 1 ? args[1] : .zero
      let c = args.count > 2 ? args[2] : .zero
      switch try row.string("op") {
      case "add", "sub", "mul":
        let (reported, wrapped): ((partialValue: UInt256, overflow: Bool), UInt256) =
          switch try row.string("op") {
          case "add": (a.addingReportingOverflow(b), a &+ b)
          case "sub": (a.subtractingReportingOverflow(b), a &- b)
          default: (a.multipliedReportingOverflow(by: b), a &* b)
          }
        #expect(reported.partialValue == (try Self.word("wrapped", row)), "\(row)")
        #expect(reported.overflow == (try row.bool("overflow")), "\(row)")
        #expect(wrapped == reported.partialValue, "\(row)")
      case "divmod":
        let (quotient, remainder) = a.quotientAndRemainder(dividingBy: b)
        #expect(quotient == (try Self.word("quotient", row)), "\(row)")
        #expect(remainder == (try Self.word("remainder", row)), "\(row)")
      case "fullmul":
        let product = a.multipliedFullWidth(by: b)
        #expect(product.high == (try Self.word("high", row)), "\(row)")
        #expect(product.low == (try Self.word("low", row)), "\(row)")
      case "divfull":
        let (quotient, remainder) = c.dividingFullWidth((a, b))
        #expect(quotient == (try Self.word("quotient", row)), "\(row)")
        #expect(remainder == (try Self.word("remainder", row)), "\(row)")
      case let op:
        let result: UInt256 =
          switch op {
          case "addmod": a.adding(b, modulo: c)
          case "mulmod": a.multiplied(by: b, modulo: c)
          case "exp": a.wrappingPower(b)
          case "expmod": a.power(b, modulo: c)
          case "isqrt": a.squareRoot()
          case "popcount": UInt256(UInt64(a.nonzeroBitCount))
          case "leadingzeros": UInt256(UInt64(a.leadingZeroBitCount))
          case "trailingzeros": UInt256(UInt64(a.trailingZeroBitCount))
          case "byteswap": a.byteSwapped
          default: throw UnknownOperation(name: op)
          }
        #expect(result == (try Self.word("result", row)), "\(row)")
      }
    }
  }

  @Test func `in what the EVM does with them`() throws {
    var seen: Set<WordOperation> = []
    for row in try VectorFile("words/evm.jsonl").rows {
      let operation = try #require(WordOperation(rawValue: try row.string("op")))
      seen.insert(operation)
      #expect(
        try operation.result(of: try Self.words(row)) == Self.word("result", row), "\(row)")
    }
    #expect(seen == Set(WordOperation.allCases))
  }

  @Test func `in signed arithmetic`() throws {
    func signed(_ field: String, _ row: VectorRow) throws -> Int256 {
      try Int256(parsing: try row.string(field))
    }
    for row in try VectorFile("words/int256.jsonl").rows {
      let args = try row.strings("args")
      let a = try Int256(parsing: args[0])
      let op = try row.string("op")
      switch op {
      case "add", "sub", "mul":
        let b = try Int256(parsing: args[1])
        let reported =
          switch op {
          case "add": a.addingReportingOverflow(b)
          case "sub": a.subtractingReportingOverflow(b)
          default: a.multipliedReportingOverflow(by: b)
          }
        #expect(reported.partialValue == (try signed("wrapped", row)), "\(row)")
        #expect(reported.overflow == (try row.bool("overflow")), "\(row)")
      case "divmod":
        let b = try Int256(parsing: args[1])
        let overflow = row.has("overflow") ? try row.bool("overflow") : false
        #expect(a.dividedReportingOverflow(by: b).overflow == overflow, "\(row)")
        if !overflow {
          let (quotient, remainder) = a.quotientAndRemainder(dividingBy: b)
          #expect(quotient == (try signed("quotient", row)), "\(row)")
          #expect(remainder == (try signed("remainder", row)), "\(row)")
        }
      case "less":
        let b = try Int256(parsing: args[1])
        #expect((a < b) == (try row.bool("less")), "\(row)")
        #expect(a.bitPattern.isSignedLess(than: b.bitPattern) == (a < b), "\(row)")
      case "negate":
        let reported = Int256.zero.subtractingReportingOverflow(a)
        #expect(reported.partialValue == (try signed("wrapped", row)), "\(row)")
        #expect(reported.overflow == (try row.bool("overflow")), "\(row)")
      case "shl":
        let count = try UInt256(parsing: args[1])
        #expect(a.bitPattern.shl(count) == (try signed("result", row)).bitPattern, "\(row)")
        #expect(a << Int(exactly: count)! == (try signed("result", row)), "\(row)")
      case "sar":
        let count = try UInt256(parsing: args[1])
        #expect(a.bitPattern.sar(count) == (try signed("result", row)).bitPattern, "\(row)")
        #expect(a >> Int(exactly: count)! == (try signed("result", row)), "\(row)")
      case "magnitude":
        #expect(a.magnitude == (try Self.word("result", row)), "\(row)")
      case "text":
        let radix = try row.integer("radix")
        let text = try row.string("text")
        #expect(a.text(radix: radix) == text, "\(row)")
        #expect(try Int256(parsing: text, radix: radix) == a, "\(row)")
        #expect(a.bitPattern.bigEndianBytes == (try row.bytes("word")), "\(row)")
      default: throw UnknownOperation(name: op)
      }
    }
  }

  @Test func `in text of every radix`() throws {
    for row in try VectorFile("words/text.jsonl").rows {
      let value = try Self.word("value", row)
      let radix = try row.integer("radix")
      let text = try row.string("text")
      #expect(value.text(radix: radix) == text, "\(row)")
      #expect(value.text(radix: radix, uppercase: true) == text.uppercased(), "\(row)")
      #expect(try UInt256(parsing: text, radix: radix) == value, "\(row)")
      #expect(try UInt256(parsing: text.uppercased(), radix: radix) == value, "\(row)")
    }
  }

  @Test func `in which texts are no numbers`() throws {
    for row in try VectorFile("words/reject-text.jsonl").rows {
      let text = try row.string("text")
      let radix = try row.integer("radix")
      #expect(throws: IntegerTextError.self, "\(row)") {
        try UInt256(parsing: text, radix: radix)
      }
    }
  }
}

struct UnknownOperation: Error {
  var name: String
}
