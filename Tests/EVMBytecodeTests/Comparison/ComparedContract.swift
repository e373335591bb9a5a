import EVMBytecode
import EVMPrimitives

/// A contract of a few functions and a helper, with everything in it that a comparison is about.
///
/// `first()`, `second()` and `third()` have the selectors 1, 2 and 3; the first two call the helper.
struct ComparedContract {
  enum Body: CaseIterable { case first, second, third, helper, refusal }

  /// Where the parts stand behind the dispatcher.
  var order: [Body] = Body.allCases
  var selectors: [UInt32] = [1, 2, 3]
  /// Unused bytes between the parts, which move them.
  var padding = 0
  /// PUSH32 in the first function.
  var immutable: UInt256 = .zero
  /// A number that the second function stores.
  var stored: UInt256 = 7
  /// The slot that the helper reads.
  var slot: UInt256 = 1
  /// An instruction of the third function.
  var operation: Opcode = .add
  var topic: UInt256 = .max &- UInt256(0x1234_5678)
  var trailer: [UInt8] = []

  func code() throws -> Bytecode {
    try Assembly(dispatcher + order.flatMap { gap + body($0) } + [.data(trailer)]).bytecode()
  }

  private var gap: [AssemblyStatement] {
    padding == 0 ? [] : [.data([UInt8](repeating: 0xfe, count: padding))]
  }

  private func list(@AssemblyBuilder _ statements: () -> [AssemblyStatement])
    -> [AssemblyStatement]
  {
    statements()
  }

  private var dispatcher: [AssemblyStatement] {
    list {
      push(0)
      Opcode.calldataLoad
      push(0xe0)
      Opcode.shr
      for (index, selector) in selectors.enumerated() {
        Opcode.dup1
        AssemblyStatement.push(
          (0..<4).reversed().map { UInt8(truncatingIfNeeded: selector >> ($0 * 8)) })
        Opcode.eq
        push(label: "\(Body.allCases[index])", byteCount: 2)
        Opcode.jumpI
      }
      push(label: "refusal", byteCount: 2)
      Opcode.jump
    }
  }

  private func call(_ back: String) -> [AssemblyStatement] {
    list {
      push(label: back, byteCount: 2)
      push(label: "helper", byteCount: 2)
      Opcode.jump
      label(back)
      Opcode.jumpDest
    }
  }

  private func body(_ body: Body) -> [AssemblyStatement] {
    list {
      label("\(body)")
      Opcode.jumpDest
      switch body {
      case .first:
        call("afterFirst")
        AssemblyStatement.push(Hash256(immutable).bytes)
        Opcode.add
        push(0)
        Opcode.mstore
        push(0x20)
        push(0)
        Opcode.return
      case .second:
        call("afterSecond")
        push(stored)
        Opcode.sstore
        AssemblyStatement.push(Hash256(topic).bytes)
        push(0)
        push(0)
        Opcode.log1
        Opcode.stop
      case .third:
        Opcode.caller
        Opcode.origin
        operation
        push(5)
        Opcode.sstore
        Opcode.stop
      case .helper:
        push(slot)
        Opcode.sload
        Opcode.swap1
        Opcode.jump
      case .refusal:
        push(0)
        Opcode.dup1
        Opcode.revert
      }
    }
  }
}
