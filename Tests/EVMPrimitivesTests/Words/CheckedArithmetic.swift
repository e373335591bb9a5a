import EVMPrimitives
import Testing

@Suite struct `Checked arithmetic` {
  @Test func `a sum above 2^256 - 1 is refused`() throws {
    #expect(try UInt256.max.adding(0) == .max)
    #expect(throws: ArithmeticError.overflow(.addition)) { try UInt256.max.adding(1) }
    #expect(
      ArithmeticError.overflow(.addition).description == "The addition overflows 256 bits.")
  }

  @Test func `a difference below zero is refused`() {
    #expect(throws: ArithmeticError.belowZero) { try UInt256(1).subtracting(2) }
    #expect(
      ArithmeticError.belowZero.description
        == "The subtraction goes below zero; amounts have no sign.")
  }

  @Test func `a product above 2^256 - 1 is refused`() throws {
    #expect(try (UInt256(1) << 128 - 1).multiplied(by: 1 << 128) == (1 << 128 - 1) << 128)
    #expect(throws: ArithmeticError.overflow(.multiplication)) {
      try (UInt256(1) << 128).multiplied(by: 1 << 128)
    }
  }

  @Test func `division by zero is refused`() {
    #expect(throws: ArithmeticError.divisionByZero(.division)) { try UInt256(1).divided(by: 0) }
    #expect(throws: ArithmeticError.divisionByZero(.remainder)) {
      try UInt256(1).remainder(dividingBy: 0)
    }
    #expect(
      ArithmeticError.divisionByZero(.remainder).description == "The remainder is by zero.")
  }

  @Test func `a power above 2^256 - 1 is refused at once`() throws {
    #expect(try UInt256(2).raised(to: 255) == 1 << 255)
    #expect(try UInt256(1).raised(to: .max) == 1)
    #expect(try UInt256(0).raised(to: 0) == 1)
    #expect(throws: ArithmeticError.overflow(.exponentiation)) { try UInt256(2).raised(to: 256) }
    #expect(throws: ArithmeticError.overflow(.exponentiation)) { try UInt256(2).raised(to: .max) }
  }

  @Test func `a shift that loses a bit is refused`() throws {
    #expect(try UInt256(1).shifted(left: 255) == 1 << 255)
    #expect(try UInt256(0).shifted(left: .max) == 0)
    #expect(throws: ArithmeticError.overflow(.leftShift)) { try UInt256(2).shifted(left: 255) }
  }

  @Test func `an operation refuses another number of operands`() {
    let error = #expect(throws: OperandCountError.self) {
      try WordOperation.addmod.result(of: [1, 2])
    }
    #expect(error?.description == "ADDMOD takes 3 operands, but 2 were given.")
  }
}
