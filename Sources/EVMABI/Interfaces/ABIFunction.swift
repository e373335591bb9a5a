public import EVMPrimitives

/// A function of a contract's interface.
///
/// ```swift
/// let transfer = try ABIFunction("transfer(address,uint256)(bool)")
/// let calldata = try transfer.calldata(recipient, UInt256(5))
/// let succeeded: Bool = try transfer.result(of: answer)
/// ```
public struct ABIFunction: Hashable, Sendable {
  public var name: String
  public var inputs: [ABIParameter]
  public var outputs: [ABIParameter]
  public var stateMutability: StateMutability

  public init(
    _ name: String, inputs: [ABIParameter], outputs: [ABIParameter] = [],
    stateMutability: StateMutability = .nonpayable
  ) {
    self.name = name
    self.inputs = inputs
    self.outputs = outputs
    self.stateMutability = stateMutability
  }

  /// The name and the parameters' canonical types: `transfer(address,uint256)`.
  public var signature: String { name + inputs.typesDescription }

  /// The first four bytes of calldata for the function.
  public var selector: Selector { Selector(signature: signature) }
}

extension ABIFunction: CustomStringConvertible {
  /// The human-readable form: `function f(uint256 a) view returns (bool)`.
  public var description: String {
    var text = "function \(name)\(inputs.namedDescription)"
    if stateMutability != .nonpayable { text += " \(stateMutability.rawValue)" }
    if !outputs.isEmpty { text += " returns \(outputs.namedDescription)" }
    return text
  }
}

/// The constructor of a contract's interface, whose arguments follow the init code.
public struct ABIConstructor: Hashable, Sendable {
  public var inputs: [ABIParameter]
  public var isPayable: Bool

  public init(inputs: [ABIParameter], isPayable: Bool = false) {
    self.inputs = inputs
    self.isPayable = isPayable
  }
}

extension ABIConstructor: CustomStringConvertible {
  /// The human-readable form: `constructor(address owner) payable`.
  public var description: String {
    "constructor\(inputs.namedDescription)\(isPayable ? " payable" : "")"
  }
}

/// A custom error of a contract's interface (Solidity 0.8.4 and newer).
public struct ABIErrorDefinition: Hashable, Sendable {
  public var name: String
  public var inputs: [ABIParameter]

  public init(_ name: String, inputs: [ABIParameter]) {
    self.name = name
    self.inputs = inputs
  }

  /// The name and the parameters' canonical types: `OwnableInvalidOwner(address)`.
  public var signature: String { name + inputs.typesDescription }

  /// The first four bytes of the revert data.
  public var selector: Selector { Selector(signature: signature) }
}

extension ABIErrorDefinition: CustomStringConvertible {
  /// The human-readable form: `error OwnableInvalidOwner(address owner)`.
  public var description: String { "error \(name)\(inputs.namedDescription)" }
}
