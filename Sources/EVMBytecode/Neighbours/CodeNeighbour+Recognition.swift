import EVMPrimitives

extension CodeNeighbour {
  /// Recognises code by its first bytes; nil when it is none of these.
  public init?(_ code: Bytecode) {
    let bytes = code.bytes
    if let foreign = ForeignCode(code) {
      self = .foreign(foreign)
      return
    }
    if let neighbour = Self.reserved(bytes) ?? Self.blueprint(bytes) ?? Self.broken(bytes) {
      self = neighbour
      return
    }
    let span = bytes.span
    let head = CodeHead.load(span)
    guard let row = Self.patterns.first(where: { $0.pattern.matches(span, codeHead: head) }) else {
      return nil
    }
    switch row.match {
    case .exactly(let neighbour) where bytes.count == row.pattern.count: self = neighbour
    case .first(let neighbour): self = neighbour
    case .library:
      guard let address = try? Address(bytes[1..<21]) else { return nil }
      self = .library(address)
    default: return nil
    }
  }

  private enum Match {
    /// The whole code.
    case exactly(CodeNeighbour)
    /// The first bytes of the code.
    case first(CodeNeighbour)
    /// PUSH20, ADDRESS, EQ.
    case library
  }

  private static let patterns: [(pattern: CodePattern, match: Match)] = [
    (CodePattern("363d3d37363d34f0"), .exactly(.create3Shim)),
    (CodePattern("67363d3d37363d34f03d5260086018f3"), .first(.create3ShimCreation)),
    (
      CodePattern("5860208158601c335a63aaf10f428752fa158151803b80938091923cf3"),
      .first(.metamorphicCreation)
    ),
    (
      CodePattern(
        "58601c59585992335a6357b9f5235952fa5060403031813d03839281943ef08015602557ff5b80fd"),
      .first(.transientMetamorphicCreation)
    ),
    (CodePattern("73{target 20}3014"), .library),
  ]

  /// Code that begins with EF and is no EIP-7702 designator.
  private static func reserved(_ bytes: [UInt8]) -> CodeNeighbour? {
    guard bytes.first == 0xef else { return nil }
    if bytes.starts(with: [0xef, 0x01, 0x00]) {
      return bytes.count == 23 ? nil : .malformedDesignator(byteCount: bytes.count)
    }
    if bytes.starts(with: [0xef, 0x00]) { return .objectFormat }
    return .reserved(secondByte: bytes.dropFirst().first)
  }

  /// The preamble of ERC-5202: fe71, six bits of version, two bits that say how many bytes hold the
  /// length of the data that follows them.
  private static func blueprint(_ bytes: [UInt8]) -> CodeNeighbour? {
    guard bytes.count >= 3, bytes[0] == 0xfe, bytes[1] == 0x71 else { return nil }
    let lengthByteCount = Int(bytes[2] & 0b11)
    let dataStart = 3 + lengthByteCount
    guard lengthByteCount < 3, bytes.count > dataStart else { return nil }
    let dataCount = bytes[3..<dataStart].reduce(0) { $0 << 8 | Int($1) }
    // The creation code must not be empty.
    guard bytes.count - dataStart > dataCount else { return nil }
    let dataEnd = dataStart + dataCount
    return .blueprint(
      Blueprint(
        version: bytes[2] >> 2, data: dataStart..<dataEnd, creationCode: dataEnd..<bytes.count))
  }

  private static func broken(_ bytes: [UInt8]) -> CodeNeighbour? {
    guard let match = ProxyMatch(bytes), let jump = match.wrongJump,
      let target = match.address(.target, in: bytes)
    else { return nil }
    return .brokenMinimalProxy(target: target, jump: jump.found, expected: jump.expected)
  }
}
