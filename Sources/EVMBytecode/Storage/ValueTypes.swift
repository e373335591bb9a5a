import EVMABI
import EVMPrimitives

/// The types of the values that one function computes, as their formulas show them.
///
/// A class, as it is handed on for every value and would be copied part by part each time.
final class ValueTypes {
  private let table: ExpressionTable
  private let inference: ArgumentInference?
  /// The types of words of calldata by their offsets, where the function's signature is known.
  private var words: [Int: ABIType] = [:]

  /// - Parameters:
  ///   - inference: What the function's calldata shows; nil for code that is no function's.
  ///   - parameters: The types of its parameters, if its signature is known.
  init(_ table: ExpressionTable, _ inference: ArgumentInference?, parameters: [ABIType]?) {
    self.table = table
    self.inference = inference
    var offset = 4
    for type in parameters ?? [] { add(type, at: &offset) }
  }

  private func add(_ type: ABIType, at offset: inout Int) {
    guard words.count < 256 else { return }
    switch type {
    case .tuple(let members) where !type.isDynamic:
      for member in members { add(member.type, at: &offset) }
    case .fixedArray(let element, let count) where !type.isDynamic:
      for _ in 0..<min(count.value, 64) { add(element, at: &offset) }
    default:
      words[offset] = type
      offset += 32
    }
  }

  /// The type of the list or the bytes whose length a value is; nil when it is no length.
  func typeCounted(by value: Expression) -> ABIType? {
    guard table.isOp(value, .calldataLoad), let place = table.place(table.operands(value).0),
      let counted = inference?.typeCounted(by: value.index, at: place)
    else { return nil }
    if place.pointers.count == 1, let pointer = place.pointers.first,
      let head = table.place(table.operands(Expression(index: pointer)).0), head.pointers.isEmpty,
      let known = words[head.constant]
    {
      return known
    }
    return counted == .bytes ? .string : counted
  }

  /// The type of a value; nil when nothing tells.
  func type(of value: Expression) -> ABIType? {
    let (first, second) = table.operands(value)
    switch table.op(value) {
    case .constant:
      guard let number = table.value(value), number.significantBitCount > 160, number != .max,
        number.trailingZeroBitCount < 64
      else { return nil }
      return .bytes32
    case .hash, .unknownHash, .bytesHash, Operator(.blockHash), Operator(.extCodeHash):
      return .bytes32
    case .success, Operator(.isZero), Operator(.lt), Operator(.gt), Operator(.eq), Operator(.slt),
      Operator(.sgt):
      return .bool
    case Operator(.caller), Operator(.origin), Operator(.address), Operator(.coinbase),
      Operator(.create), Operator(.create2):
      return .address
    case Operator(.and):
      guard let mask = table.value(first) else { return nil }
      if let bits = mask.lowMaskBits {
        if bits == 256 { return type(of: second) }
        if bits == 160 { return .address }
        return (try? ABIBitCount(checking: bits)).map(ABIType.uint)
      }
      guard let bytes = mask.highMaskBytes else { return nil }
      return (try? ABIByteCount(checking: bytes)).map(ABIType.fixedBytes)
    case Operator(.shl):
      guard let bits = table.int(first), bits >= 96, bits < 256, bits % 8 == 0 else { return nil }
      return (try? ABIByteCount(checking: (256 - bits) / 8)).map(ABIType.fixedBytes)
    case Operator(.shr):
      if table.int(first) == 96 { return .address }
      guard let bits = table.int(first), bits >= 128, bits < 256, bits % 8 == 0 else { return nil }
      return (try? ABIBitCount(checking: 256 - bits)).map(ABIType.uint)
    case Operator(.signExtend):
      guard let bytes = table.int(first), bytes < 31 else { return .int256 }
      return (try? ABIBitCount(checking: 8 * (bytes + 1))).map(ABIType.int)
    case Operator(.add), Operator(.sub), Operator(.mul), Operator(.div), Operator(.mod),
      Operator(.exp), Operator(.timestamp), Operator(.number), Operator(.callValue),
      Operator(.balance), Operator(.selfBalance), Operator(.gasPrice), Operator(.chainID):
      return .uint256
    case Operator(.calldataLoad):
      guard let place = table.place(first), place.stride == nil else { return nil }
      if place.pointers.isEmpty, let known = words[place.constant] { return known }
      guard let inference else { return nil }
      return inference.elementaryType(
        inference.evidence.uses[value.index] ?? CalldataUses(), value.index)
    default: return nil
    }
  }
}
