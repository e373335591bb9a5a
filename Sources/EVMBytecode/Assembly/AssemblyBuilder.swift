public import EVMPrimitives

/// Turns a block of Swift into assembly: instructions by themselves, the rest by the functions of
/// this file, loops and conditions as in any code.
@resultBuilder
public enum AssemblyBuilder {
  public static func buildExpression(_ opcode: Opcode) -> [AssemblyStatement] {
    [.instruction(opcode)]
  }
  public static func buildExpression(_ statement: AssemblyStatement) -> [AssemblyStatement] {
    [statement]
  }
  public static func buildExpression(_ statements: [AssemblyStatement]) -> [AssemblyStatement] {
    statements
  }
  public static func buildBlock(_ parts: [AssemblyStatement]...) -> [AssemblyStatement] {
    parts.flatMap(\.self)
  }
  public static func buildArray(_ parts: [[AssemblyStatement]]) -> [AssemblyStatement] {
    parts.flatMap(\.self)
  }
  public static func buildOptional(_ part: [AssemblyStatement]?) -> [AssemblyStatement] {
    part ?? []
  }
  public static func buildEither(first part: [AssemblyStatement]) -> [AssemblyStatement] { part }
  public static func buildEither(second part: [AssemblyStatement]) -> [AssemblyStatement] { part }
}

extension Assembly {
  /// The statements of a block.
  ///
  /// ```swift
  /// let code = try Assembly {
  ///   Opcode.callValue
  ///   push(label: "refuse")
  ///   Opcode.jumpI
  ///   Opcode.stop
  ///   label("refuse")
  ///   Opcode.jumpDest
  ///   push(0)
  ///   Opcode.dup1
  ///   Opcode.revert
  /// }.bytecode()
  /// ```
  public init(@AssemblyBuilder _ statements: () -> [AssemblyStatement]) {
    self.init(statements())
  }
}

/// A PUSH of a number, in as few bytes as it needs, at least one.
public func push(_ value: UInt256) -> AssemblyStatement {
  let bytes = Hash256(value).bytes.drop { $0 == 0 }
  return .push(bytes.isEmpty ? [0] : Array(bytes))
}

/// A PUSH of a label's offset, of so many bytes or as few as it needs.
public func push(label name: String, byteCount: Int? = nil) -> AssemblyStatement {
  .pushLabel(name, byteCount: byteCount)
}

/// A name for the offset of what follows.
public func label(_ name: String) -> AssemblyStatement { .label(name) }
