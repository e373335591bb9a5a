import EVMPrimitives

extension CodeMetadata {
  /// The metadata that code ends with; nil when its last bytes are none.
  ///
  /// The last two bytes must be the length of the CBOR before them (solc, and vyper to 0.3.9), or of
  /// the CBOR and themselves (vyper since), and the CBOR must be one that the compiler writes.
  public init?(endOf code: Bytecode) { self.init(endOf: code.bytes[...]) }

  init?(endOf code: ArraySlice<UInt8>) {
    guard code.count > 4 else { return nil }
    let end = code.endIndex
    let length = Int(code[end - 2]) << 8 | Int(code[end - 1])
    for count in [length, length - 2] where count > 1 && count + 2 <= code.count {
      let start = end - 2 - count
      guard let value = try? CBORReader.read(code[start..<end - 2]),
        let metadata = CodeMetadata(value, start..<end), metadata.countsItself == (count != length)
      else { continue }
      self = metadata
      return
    }
    return nil
  }

  /// Whether the length at the end includes its own two bytes: the list that vyper writes.
  private var countsItself: Bool { vyperLayout != nil }

  /// All metadata in code, in order: embedded contracts have their own.
  ///
  /// One is found by a CBOR map with a compiler's key and the length of that CBOR behind it, so a
  /// constant that has these bytes by chance is all but impossible.
  public static func all(in code: Bytecode) -> [CodeMetadata] { all(in: code.bytes[...]) }

  static func all(in code: ArraySlice<UInt8>) -> [CodeMetadata] {
    var found: [CodeMetadata] = []
    var offset = code.startIndex
    // The shortest is solc's version alone with the length behind it: 12 bytes.
    while offset + 12 <= code.endIndex {
      if (0xa1...0xa8).contains(code[offset]), (0x62...0x6c).contains(code[offset + 1]),
        let metadata = CodeMetadata(
          mapAt: offset, in: code, notBefore: found.last?.range.upperBound ?? code.startIndex)
      {
        found.append(metadata)
        offset = metadata.range.upperBound
      } else {
        offset += 1
      }
    }
    return found
  }

  private init?(mapAt offset: Int, in code: ArraySlice<UInt8>, notBefore first: Int) {
    // No compiler writes more than some hundred bytes; longer maps are not followed.
    let limit = min(code.endIndex, offset + 1024)
    guard let map = try? CBORReader.readPrefix(code[offset..<limit]) else { return nil }
    let end = offset + map.byteCount + 2
    guard end <= code.endIndex else { return nil }
    let length = Int(code[end - 2]) << 8 | Int(code[end - 1])
    if length == map.byteCount {
      guard let metadata = CodeMetadata(map.value, offset..<end), !metadata.countsItself else {
        return nil
      }
      self = metadata
      return
    }
    // Vyper's list ends with the map, and its length includes the two bytes.
    let start = end - length
    guard start >= first, start < offset, length <= 1024,
      let list = try? CBORReader.read(code[start..<end - 2]),
      let metadata = CodeMetadata(list, start..<end), metadata.countsItself
    else { return nil }
    self = metadata
  }

  /// Metadata of a CBOR value; nil when no compiler writes such.
  private init?(_ value: CBORValue, _ range: Range<Int>) {
    switch value {
    case .map(let entries):
      guard let compiler = Self.compiler(entries) else { return nil }
      self.init(compiler: compiler, entries: entries, vyperLayout: nil, range: range)
    case .array(let elements):
      guard case .map(let entries)? = elements.last, let version = Self.vyperVersion(entries),
        let layout = VyperLayout(elements.dropLast())
      else { return nil }
      self.init(
        compiler: .vyper(version: version), entries: entries, vyperLayout: layout, range: range)
    default: return nil
    }
  }

  /// The compiler of a map: every known key must have a value as the compiler writes it, and one of
  /// them must be there.
  private static func compiler(_ entries: [CBOREntry]) -> Compiler? {
    if let version = vyperVersion(entries) { return .vyper(version: version) }
    var version: String?
    var isKnown = false
    for entry in entries {
      switch (entry.key, entry.value) {
      case ("ipfs", .bytes(let hash)):
        guard hash.count == 34, hash.starts(with: [0x12, 0x20]) else { return nil }
      case ("bzzr0", .bytes(let hash)), ("bzzr1", .bytes(let hash)):
        guard hash.count == 32 else { return nil }
      case ("solc", .bytes(let bytes)):
        guard bytes.count == 3 else { return nil }
        version = bytes.map { String($0) }.joined(separator: ".")
      case ("solc", .text(let text)):
        guard text.utf8.first.map({ (0x30...0x39).contains($0) }) == true else { return nil }
        version = text
      case ("experimental", .bool): break
      case ("ipfs", _), ("bzzr0", _), ("bzzr1", _), ("solc", _), ("experimental", _): return nil
      default: continue
      }
      isKnown = true
    }
    return isKnown ? .solc(version: version) : nil
  }

  private static func vyperVersion(_ entries: [CBOREntry]) -> String? {
    guard entries.count == 1, let entry = entries.first, entry.key == "vyper",
      case .array(let parts) = entry.value, parts.count == 3
    else { return nil }
    var numbers: [String] = []
    for part in parts {
      guard case .unsigned(let number) = part else { return nil }
      numbers.append("\(number)")
    }
    return numbers.joined(separator: ".")
  }
}

extension CodeMetadata.VyperLayout {
  /// The list without its map: the integrity hash since 0.4.1, then sizes.
  init?(_ elements: ArraySlice<CBORValue>) {
    var elements = elements
    if elements.count == 4 {
      guard case .bytes(let hash) = elements.removeFirst(), let integrity = try? Hash256(hash)
      else { return nil }
      self.integrity = integrity
    } else {
      integrity = nil
    }
    guard elements.count == 3, case .unsigned(let runtime) = elements.removeFirst(),
      case .array(let data) = elements.removeFirst(),
      case .unsigned(let immutables) = elements.removeFirst(),
      let runtimeByteCount = Self.size(runtime), let immutableByteCount = Self.size(immutables)
    else { return nil }
    var dataByteCounts: [Int] = []
    for element in data {
      guard case .unsigned(let count) = element, let size = Self.size(count) else { return nil }
      dataByteCounts.append(size)
    }
    self.runtimeByteCount = runtimeByteCount
    self.dataByteCounts = dataByteCounts
    self.immutableByteCount = immutableByteCount
  }

  /// A size that code can have.
  private static func size(_ number: UInt64) -> Int? {
    number <= UInt64(Bytecode.maximumByteCount) ? Int(number) : nil
  }
}
