/// A value that is a fixed number of bytes: an address, a hash, a selector.
///
/// The protocol gives such types their bytes, their hex text and their coding; the types
/// themselves only store.
public protocol FixedBytes: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
  /// How many bytes a value has.
  static var byteCount: Int { get }

  /// The value whose bytes stand at `source`.
  ///
  /// - Precondition: `source` holds exactly ``byteCount`` bytes.
  init(copying source: UnsafeRawBufferPointer)

  /// Writes the value's ``byteCount`` bytes to the start of `destination`.
  ///
  /// - Precondition: `destination` has room for them.
  func copyBytes(to destination: UnsafeMutableRawBufferPointer)
}

extension FixedBytes {
  /// The value of exactly ``byteCount`` bytes.
  ///
  /// - Throws: ``ByteCountError`` when there are fewer or more.
  @inlinable
  public init(_ bytes: some Collection<UInt8>) throws(ByteCountError) {
    let count = bytes.count
    guard count == Self.byteCount else {
      throw ByteCountError(expected: Self.byteCount, found: count)
    }
    let direct = bytes.withContiguousStorageIfAvailable {
      Self(copying: UnsafeRawBufferPointer($0))
    }
    self = direct ?? Array(bytes).withUnsafeBytes { Self(copying: $0) }
  }

  /// The value that hex digits spell, with or without `0x`, in either case.
  ///
  /// - Throws: ``HexError`` with the place, or with the number of bytes found.
  public init(hex text: some StringProtocol) throws(HexError) {
    let bytes = try Hex.decode(text)
    guard bytes.count == Self.byteCount else {
      throw .wrongByteCount(expected: Self.byteCount, found: bytes.count)
    }
    self = bytes.withUnsafeBytes { Self(copying: $0) }
  }

  /// The value's bytes, in the order in which they are written.
  @inlinable
  public var bytes: [UInt8] {
    [UInt8](unsafeUninitializedCapacity: Self.byteCount) { buffer, count in
      copyBytes(to: UnsafeMutableRawBufferPointer(buffer))
      count = Self.byteCount
    }
  }

  /// Lower-case hex with `0x`.
  public var hex: String { Hex.encode(bytes) }

  public var description: String { hex }

  /// Order of the bytes, first byte first.
  public static func < (left: Self, right: Self) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }

  /// Reads hex text; see ``init(hex:)``.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    do { self = try Self(hex: text) } catch {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: error.description)
    }
  }

  /// Writes ``description``.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

/// A number of bytes that does not fit the value that should be made of them.
public struct ByteCountError: Error, Hashable, Sendable, CustomStringConvertible {
  public var expected: Int
  public var found: Int

  public init(expected: Int, found: Int) {
    self.expected = expected
    self.found = found
  }

  public var description: String { "Expected \(expected) bytes, found \(found)." }
}
