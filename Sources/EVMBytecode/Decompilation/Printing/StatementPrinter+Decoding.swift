import EVMABI
import EVMPrimitives

/// Messages that are an ABI encoding, as the values in it.
extension StatementPrinter {
  /// The values of an encoding of flat types; nil when the parts are not exactly one.
  mutating func decoded(_ parts: [MessagePart], _ types: [ABIType]) -> [String]? {
    var rest = parts[...]
    var heads: [Term] = []
    for type in types {
      guard Self.isWord(type) || type == .bytes || type == .string,
        let word = takeWord(&rest)
      else { return nil }
      heads.append(word)
    }
    var offset = terms.table.constant(32 * types.count)
    var tails: [Int: String] = [:]
    for (index, type) in types.enumerated() where !Self.isWord(type) {
      // The offset is that of what follows, or the encoding is another one.
      guard heads[index] == offset, let length = takeWord(&rest),
        let text = takeBytes(&rest, length, isText: type == .string)
      else { return nil }
      tails[index] = text
      let size = terms.table.roundedUp(length)
      offset = terms.table.binary(
        .add, offset, terms.table.binary(.add, size, terms.table.constant(32)))
    }
    guard rest.isEmpty else { return nil }
    return types.indices.map { tails[$0] ?? argument(heads[$0], types[$0]) }
  }

  private mutating func takeWord(_ parts: inout ArraySlice<MessagePart>) -> Term? {
    guard let first = parts.first else { return nil }
    switch first {
    case .word(let term, 0, 32):
      parts = parts.dropFirst()
      return term
    case .calldata, .code:
      guard let words = terms.words([first]), let word = words.first else { return nil }
      parts = parts.dropFirst()
      for other in words.dropFirst().reversed() {
        parts = [.word(other, skip: 0, count: 32)] + parts
      }
      return word
    default: return nil
    }
  }

  /// Bytes of a length, with the zeros that fill up the last word.
  private mutating func takeBytes(
    _ parts: inout ArraySlice<MessagePart>, _ length: Term, isText: Bool
  ) -> String? {
    if let count = terms.table.int(length) {
      let size = (count + 31) / 32 * 32
      guard count < 1 << 16 else { return nil }
      var bytes: [UInt8] = []
      var texts: [String] = []
      var taken = 0
      while taken < size, let part = parts.first {
        guard let own = constantCount(part), taken + own <= size else { return nil }
        parts = parts.dropFirst()
        if taken < count {
          texts.append(terms.part(part))
          if let known = terms.constantBytes([part]) { bytes += known }
        }
        taken += own
      }
      guard taken == size else { return nil }
      if bytes.count >= count { return context.literal(Array(bytes[..<count])) }
      return count % 32 == 0 || texts.count == 1 ? texts.joined(separator: ", ") : nil
    }
    guard let part = parts.first else { return nil }
    switch part {
    case .calldata(_, length), .returned(_, _, length): break
    default: return nil
    }
    parts = parts.dropFirst()
    if case .zeros? = parts.first { parts = parts.dropFirst() }
    return terms.part(part)
  }

  private func constantCount(_ part: MessagePart) -> Int? {
    switch part {
    case .word(_, _, let count), .code(_, let count): count
    case .calldata(_, let length), .returned(_, _, let length), .zeros(let length):
      terms.table.int(length)
    }
  }
}
