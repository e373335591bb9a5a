/// The 2,048-bit Bloom filter over the logs of a receipt or a block, 256 bytes.
///
/// Each log adds its address and its topics, each of which sets three bits. So the filter says for
/// certain that something is not there, and only perhaps that it is.
///
/// - SeeAlso: Yellow paper, section 4.3.1, "Transaction Receipt", M3:2048.
public struct LogsBloom: FixedBytes {
  /// The 2,048 bits, byte 0 of the filter in the lowest byte of word 0.
  private var words = InlineArray<32, UInt64>(repeating: 0)

  public static var byteCount: Int { 256 }

  /// The filter of no logs: all bits clear.
  public init() {}

  public init(copying source: UnsafeRawBufferPointer) {
    for index in words.indices {
      words[index] = UInt64(
        littleEndian: source.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self))
    }
  }

  public func copyBytes(to destination: UnsafeMutableRawBufferPointer) {
    for index in words.indices {
      destination.storeBytes(
        of: words[index].littleEndian, toByteOffset: index * 8, as: UInt64.self)
    }
  }

  /// Whether no bit is set: there is no log.
  public var isEmpty: Bool { words.indices.allSatisfy { words[$0] == 0 } }

  /// How many of the 2,048 bits are set.
  public var setBitCount: Int { words.indices.reduce(0) { $0 + words[$1].nonzeroBitCount } }

  /// Adds the address that a log comes from.
  public mutating func insert(_ address: Address) { insert(Place.three(of: address)) }

  /// Adds a log's topic.
  public mutating func insert(_ topic: Hash256) { insert(Place.three(of: topic)) }

  /// Adds a log: its address and all its topics.
  public mutating func insert(logOf address: Address, topics: some Sequence<Hash256>) {
    insert(address)
    for topic in topics { insert(topic) }
  }

  /// Adds all that `other` has, as a block's filter does with those of its receipts.
  public mutating func formUnion(_ other: LogsBloom) {
    for index in words.indices { words[index] |= other.words[index] }
  }

  /// The filter of all that either has.
  public func union(_ other: LogsBloom) -> LogsBloom {
    var result = self
    result.formUnion(other)
    return result
  }

  /// Whether a log may come from `address`; false is certain.
  public func mayContain(_ address: Address) -> Bool { mayContain(Place.three(of: address)) }

  /// Whether a log may have `topic`; false is certain.
  public func mayContain(_ topic: Hash256) -> Bool { mayContain(Place.three(of: topic)) }

  /// Whether all that `other` has may be here; false is certain.
  public func mayContain(_ other: LogsBloom) -> Bool {
    words.indices.allSatisfy { words[$0] & other.words[$0] == other.words[$0] }
  }

  private mutating func insert(_ places: InlineArray<3, Place>) {
    for index in places.indices { words[places[index].word] |= places[index].mask }
  }

  private func mayContain(_ places: InlineArray<3, Place>) -> Bool {
    places.indices.allSatisfy { words[places[$0].word] & places[$0].mask != 0 }
  }

  /// Where a bit is among ``words``.
  private struct Place {
    let word: Int
    let mask: UInt64

    /// The place of bit `number`, counted from the lowest bit of the filter's last byte.
    init(_ number: Int) {
      let byte = LogsBloom.byteCount - 1 - number / 8
      word = byte / 8
      mask = 1 << UInt64(byte % 8 * 8 + number % 8)
    }

    /// The bits that `value` sets: the low 11 of each of the first three pairs of its hash.
    static func three(of value: some FixedBytes) -> InlineArray<3, Place> {
      let hash = Keccak256.hash(value.bytes).bytes
      return InlineArray { Place(Int(hash[2 * $0] & 7) << 8 | Int(hash[2 * $0 + 1])) }
    }
  }
}

extension LogsBloom {
  public static func == (left: LogsBloom, right: LogsBloom) -> Bool {
    left.words.indices.allSatisfy { left.words[$0] == right.words[$0] }
  }

  public func hash(into hasher: inout Hasher) {
    for index in words.indices { hasher.combine(words[index]) }
  }
}
