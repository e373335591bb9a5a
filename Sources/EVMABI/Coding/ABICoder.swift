/// Encodes and decodes rows of values of given types, as calldata, return data and logs hold them.
///
/// ```swift
/// let coder = try ABICoder([.address, .uint256])
/// let data = try coder.encode([.address(host), .uint(500)])
/// try coder.decode(data)
/// ```
/// The types are prepared once; a coder for many rows is cheaper than one for each.
/// - SeeAlso: [Solidity, "Contract ABI Specification"](https://docs.soliditylang.org/en/latest/abi-spec.html)
public struct ABICoder: Sendable {
  public let types: [ABIType]
  let layouts: [ABILayout]
  let frameSize: Int
  /// What the values are called in errors.
  let names: [String]

  /// - Throws: ``ABITypeError/tooDeep(limit:)`` for a type deeper than ``ABIType/depthLimit``.
  public init(_ types: [ABIType]) throws(ABITypeError) {
    self.types = types
    layouts = try ABILayout.each(types)
    frameSize = ABILayout.frameSize(layouts)
    names = []
  }

  /// A coder of parameters, whose names errors show.
  ///
  /// - Throws: As ``init(_:)-([ABIType])``.
  public init(_ parameters: [ABIParameter]) throws(ABITypeError) {
    types = parameters.map(\.type)
    layouts = try ABILayout.each(types)
    frameSize = ABILayout.frameSize(layouts)
    names = parameters.map(\.name)
  }

  /// The step from the row to the value at `index`.
  func step(_ index: Int) -> ABIPath.Step {
    index < names.count && !names[index].isEmpty ? .name(names[index]) : .index(index)
  }
}
