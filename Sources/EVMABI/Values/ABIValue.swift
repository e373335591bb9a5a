public import EVMPrimitives

/// A value of a Solidity type, exact.
///
/// Widths are the type's: a value says that it is an unsigned integer, and the type with which it is
/// encoded says how many bits that may have.
public enum ABIValue: Hashable, Sendable {
  /// A `uintN`, or a `ufixedMxN` in units of 10^-N.
  case uint(UInt256)
  /// An `intN`, or a `fixedMxN` in units of 10^-N.
  case int(Int256)
  case bool(Bool)
  case address(Address)
  /// An external function: the contract and the function's selector.
  case function(Address, Selector)
  /// A `bytesN` of N bytes, or `bytes` of any number.
  case bytes([UInt8])
  case string(String)
  /// The elements of a `T[]` or a `T[N]`.
  case array([ABIValue])
  /// The members of a struct or tuple, in order.
  case tuple([ABIValue])

  /// What the value is, for an error: `an unsigned integer`.
  var kind: String {
    switch self {
    case .uint: "an unsigned integer"
    case .int: "a signed integer"
    case .bool: "a boolean"
    case .address: "an address"
    case .function: "a function"
    case .bytes(let bytes): counted(bytes.count, "byte")
    case .string: "a string"
    case .array(let elements): "an array of \(elements.count)"
    case .tuple(let members): "a tuple of \(members.count)"
    }
  }
}

/// The way from a list of values to one of them, outermost first: `[2].recipient`.
public struct ABIPath: Hashable, Sendable {
  /// A step: into the element of that index, or into the member of that name.
  public enum Step: Hashable, Sendable {
    case index(Int)
    case name(String)
  }

  public private(set) var steps: [Step]

  public init(_ steps: [Step] = []) { self.steps = steps }

  /// The same way one level further out.
  func inside(_ step: Step) -> ABIPath { ABIPath([step] + steps) }

  /// The same way one level further in.
  var withoutFirst: ABIPath { ABIPath(Array(steps.dropFirst())) }
}

extension ABIPath: CustomStringConvertible {
  /// `values[2].recipient`; `values` for no step.
  public var description: String {
    steps.reduce(into: "values") { text, step in
      switch step {
      case .index(let index): text += "[\(index)]"
      case .name(let name): text += ".\(quotedIfOdd(name))"
      }
    }
  }

  private func quotedIfOdd(_ name: String) -> String { name.isIdentifier ? name : quoted(name) }
}

extension [ABIParameter] {
  /// The step into the member at `index`: by its name if it has one.
  func step(_ index: Int) -> ABIPath.Step {
    self[index].name.isEmpty ? .index(index) : .name(self[index].name)
  }
}
