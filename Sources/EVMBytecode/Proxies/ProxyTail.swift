import EVMPrimitives

/// What stands behind a proxy's code, checked against the lengths in the code.
struct ProxyTail {
  private(set) var trailing: TrailingBytes?
  private(set) var appended: AppendedCalldata?
  private(set) var defects: [ProxyDefect] = []
  private let start: Int
  private let tail: ArraySlice<UInt8>

  init(_ match: ProxyMatch, _ code: [UInt8]) {
    start = match.pattern.count
    tail = code[start...]
    let lengths = match.pattern.ranges(.length).map { range in
      code[range].reduce(0) { $0 << 8 | Int($1) }
    }
    switch match.template.tail {
    case .none: break
    case .compilerMetadata: keep(.compilerMetadata)
    case .unread: keep(.unread)
    case .inCode:
      let account = match.isFullMinimalProxy ? TokenBoundAccount(tail) : nil
      keep(.immutableArguments, tokenBoundAccount: account)
    case .exactLength:
      check(lengths)
      keep(.immutableArguments)
    case .lengthPlusTwo:
      check(lengths)
      checkLengthWord(lengths.last ?? 0)
    case .metaProxy:
      appended = AppendedCalldata(
        offset: start, copiedByteCount: tail.count, passedByteCount: tail.count)
      checkMetadataLength()
    }
  }

  private mutating func keep(
    _ role: TrailingBytes.Role, lengthWord: Int = 0, tokenBoundAccount: TokenBoundAccount? = nil
  ) {
    guard !tail.isEmpty else { return }
    trailing = TrailingBytes(
      role, offset: start, bytes: Array(tail.dropLast(lengthWord)),
      lengthWordByteCount: lengthWord, tokenBoundAccount: tokenBoundAccount)
  }

  /// One or two lengths in the code: they agree with each other and with what is there.
  private mutating func check(_ lengths: [Int]) {
    guard let copied = lengths.first, let passed = lengths.last else { return }
    appended = AppendedCalldata(
      offset: start, copiedByteCount: copied, passedByteCount: passed)
    if copied != passed { defects.append(.lengthsDisagree(copied: copied, passed: passed)) }
    if copied != tail.count {
      defects.append(.lengthIsNotTail(stated: copied, found: tail.count))
    }
  }

  private mutating func checkLengthWord(_ stated: Int) {
    guard tail.count >= 2 else {
      defects.append(.lengthWordMissing(needed: 2, found: tail.count))
      return keep(.immutableArguments)
    }
    let word = tail.suffix(2).reduce(0) { $0 << 8 | Int($1) }
    if word != stated { defects.append(.lengthWordDisagrees(stated: stated, word: word)) }
    keep(.immutableArguments, lengthWord: 2)
  }

  private mutating func checkMetadataLength() {
    guard tail.count >= 32, let word = try? Hash256(tail.suffix(32)) else {
      defects.append(.lengthWordMissing(needed: 32, found: tail.count))
      return keep(.immutableArguments)
    }
    let found = tail.count - 32
    if UInt256(word) != UInt256(UInt64(found)) {
      defects.append(.metadataLengthDisagrees(stated: UInt256(word), found: found))
    }
    keep(.immutableArguments, lengthWord: 32)
  }
}

extension ProxyMatch {
  /// Whether this is ERC-1167 with all 20 bytes of the address, as the ERC-6551 registry writes it.
  fileprivate var isFullMinimalProxy: Bool { template.kind == .eip1167 && omittedZeroBytes == 0 }
}
