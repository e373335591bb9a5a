import EVMPrimitives

/// The row of the table whose pattern some code begins with.
struct ProxyMatch {
  let template: ProxyTemplate
  let pattern: CodePattern
  /// How many leading zero bytes of the address the pattern leaves away.
  let omittedZeroBytes: Int
  /// The jump target in the code, when it is another than the one that the pattern needs.
  let wrongJump: (found: UInt8, expected: UInt8)?
  private let codeByteCount: Int

  /// Whether the code works and has a length that the make allows.
  var isWhole: Bool {
    if wrongJump != nil { return false }
    if case .none = template.tail { return codeByteCount == pattern.count }
    return true
  }

  init?(_ code: [UInt8]) {
    let span = code.span
    let head = CodeHead.load(span)
    for template in ProxyTemplate.all {
      for (zeros, pattern) in template.widths.enumerated()
      where pattern.matches(span, codeHead: head) {
        self.template = template
        self.pattern = pattern
        omittedZeroBytes = zeros
        codeByteCount = code.count
        wrongJump =
          pattern.holes.lazy.compactMap { hole in
            guard let expected = hole.expected else { return nil }
            let found = code[hole.range.lowerBound]
            return found == expected ? nil : (found, expected)
          }.first
        return
      }
    }
    return nil
  }

  func address(_ name: CodePattern.Hole.Name, in code: [UInt8]) -> Address? {
    guard let range = pattern.ranges(name).first else { return nil }
    let bytes = repeatElement(0, count: 20 - range.count) + code[range]
    return try? Address(bytes)
  }

  func target(in code: [UInt8]) -> ProxyTarget {
    switch template.delegation {
    case .toHole: .fixed(address(.target, in: code) ?? .zero)
    case .toSlot(let slot): .slot(ProxySlot(slot))
    case .toBeacon(let slot): .beacon(ProxySlot(slot))
    case .toSlotOfOwnAddress: .slotOfOwnAddress
    }
  }
}
