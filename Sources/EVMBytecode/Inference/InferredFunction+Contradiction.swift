public import EVMABI

extension InferredFunction {
  /// Whether nothing in the code speaks against these types of parameters.
  ///
  /// Code cannot tell all types apart, and says nothing of parameters that it does not use. Against
  /// types speak: a check that calldata has a head of another size; a word that is read behind the head;
  /// an offset that is followed where a value should stand, or a value that is cut to its type where an
  /// offset should; and bytes at the upper end of a word where a number should stand, or the other way
  /// round.
  public func mayTake(_ types: [ABIType]) -> Bool {
    guard let known = Self.head(types), let shown = Self.head(arguments) else { return true }
    if hasExactHead, let checkedHeadSize, checkedHeadSize != 32 * known.count { return false }
    // Vyper asks for the first words of the tails too, which look like more of the head.
    let tails = hasExactHead ? 0 : known.count(where: \.isDynamic)
    guard shown.count <= known.count + tails else { return false }
    return zip(shown, known).allSatisfy(Self.agree)
  }

  /// The types of the words of a head, with what stands in its place written out; nil if there are too
  /// many.
  private static func head(_ types: [ABIType]) -> [ABIType]? {
    var words: [ABIType] = []
    for type in types { guard append(type, to: &words, depth: 1) else { return nil } }
    return words
  }

  private static func append(_ type: ABIType, to words: inout [ABIType], depth: Int) -> Bool {
    guard words.count < 256, depth < 16 else { return false }
    switch type {
    case .tuple(let members) where !type.isDynamic:
      return members.allSatisfy { append($0.type, to: &words, depth: depth + 1) }
    case .fixedArray(let element, let count) where !type.isDynamic:
      guard count.value <= 256 else { return false }
      return (0..<count.value).allSatisfy { _ in append(element, to: &words, depth: depth + 1) }
    default:
      words.append(type)
      return true
    }
  }

  /// Whether a word that looks like one type may be of another.
  private static func agree(_ shown: ABIType, _ known: ABIType) -> Bool {
    if shown.isDynamic { return known.isDynamic }
    switch shown {
    // Nothing tells, or not enough.
    case .uint(256), .fixedBytes(32): return true
    case .fixedBytes:
      if case .fixedBytes = known { return true }
      return known == .function
    default:
      if known.isDynamic { return false }
      if case .fixedBytes(let count) = known { return count == 32 }
      return true
    }
  }
}
