import EVMPrimitives

extension ABICoder {
  /// The standard encoding of a row of values: 32-byte words, a multiple of 32 bytes in all.
  ///
  /// - Throws: ``ABIEncodingError`` with the value that does not fit its type.
  public func encode(_ values: [ABIValue]) throws(ABIEncodingError) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(min(frameSize, 2048) * 2)
    try encode(values, appendingTo: &bytes)
    return bytes
  }

  /// Appends the encoding to `bytes`, such as a selector; offsets count from where it begins.
  ///
  /// - Throws: As ``encode(_:)``; what was appended by then stays.
  public func encode(
    _ values: [ABIValue], appendingTo bytes: inout [UInt8]
  ) throws(ABIEncodingError) {
    guard values.count == layouts.count else {
      throw ABIEncodingError(.wrongValueCount(expected: layouts.count, found: values.count))
    }
    try bytes.appendFrame(values, { layouts[$0] }) { step($0) }
  }
}

extension [UInt8] {
  /// Appends a frame: the values' heads, then what stands apart from them.
  fileprivate mutating func appendFrame(
    _ values: [ABIValue], _ layout: (Int) -> ABILayout, step: (Int) -> ABIPath.Step
  ) throws(ABIEncodingError) {
    let start = count
    var hasTails = false
    for index in values.indices {
      let layout = layout(index)
      if layout.isDynamic {
        hasTails = true
        appendWord(.zero)
      } else {
        do { try append(values[index], layout) } catch { throw error.inside(step(index)) }
      }
    }
    guard hasTails else { return }
    var head = start
    for index in values.indices {
      let layout = layout(index)
      if layout.isDynamic {
        store(UInt256(UInt64(count - start)), at: head)
        do { try append(values[index], layout) } catch { throw error.inside(step(index)) }
      }
      head += layout.headSize
    }
  }

  /// Appends what a value is in its own place: its words, or the frame behind its length.
  private mutating func append(
    _ value: ABIValue, _ layout: ABILayout
  ) throws(ABIEncodingError) {
    switch (layout.shape, value) {
    case (.uint(let bits), .uint(let number)):
      guard bits == 256 || number.significantBitCount <= bits else {
        throw ABIEncodingError(.outOfRange(number.description, type: layout.type))
      }
      appendWord(number)
    case (.int(let bits), .int(let number)):
      guard number.fits(bits: bits) else {
        throw ABIEncodingError(.outOfRange(number.description, type: layout.type))
      }
      appendWord(number.bitPattern)
    case (.bool, .bool(let truth)): appendWord(truth ? .one : .zero)
    case (.address, .address(let address)): appendWord(address.word)
    case (.function, .function(let address, let selector)):
      append(contentsOf: address.bytes)
      append(contentsOf: selector.bytes)
      append(contentsOf: repeatElement(0, count: 8))
    case (.fixedBytes(let count), .bytes(let bytes)):
      guard bytes.count == count else {
        throw ABIEncodingError(.wrongByteCount(expected: count, found: bytes.count))
      }
      appendPadded(bytes)
    case (.bytes, .bytes(let bytes)):
      appendWord(UInt256(UInt64(bytes.count)))
      appendPadded(bytes)
    case (.string, .string(let text)):
      appendWord(UInt256(UInt64(text.utf8.count)))
      appendPadded(text.utf8)
    case (.array, .array(let elements)):
      appendWord(UInt256(UInt64(elements.count)))
      try appendElements(elements, layout)
    case (.fixedArray(let count), .array(let elements)):
      guard elements.count == count else {
        throw ABIEncodingError(.wrongElementCount(expected: count, found: elements.count))
      }
      try appendElements(elements, layout)
    case (.tuple, .tuple(let members)):
      guard members.count == layout.parts.count else {
        throw ABIEncodingError(
          .wrongMemberCount(expected: layout.parts.count, found: members.count))
      }
      try appendFrame(members, { layout.parts[$0] }) { index in
        if case .tuple(let components) = layout.type {
          components.step(index)
        } else {
          .index(index)
        }
      }
    default: throw ABIEncodingError(.wrongKind(value.kind, type: layout.type))
    }
  }

  private mutating func appendElements(
    _ elements: [ABIValue], _ layout: ABILayout
  ) throws(ABIEncodingError) {
    let element = layout.parts[0]
    try appendFrame(elements, { _ in element }) { .index($0) }
  }

  /// Appends a number as 32 bytes, most significant first.
  fileprivate mutating func appendWord(_ word: UInt256) {
    Swift.withUnsafeBytes(of: Hash256(word)) { append(contentsOf: $0) }
  }

  /// Overwrites the 32 bytes at `offset`, which are there.
  private mutating func store(_ word: UInt256, at offset: Int) {
    withUnsafeMutableBytes { bytes in
      Hash256(word).copyBytes(to: UnsafeMutableRawBufferPointer(rebasing: bytes[offset...]))
    }
  }

  /// Appends bytes and zeros up to a multiple of 32.
  fileprivate mutating func appendPadded(_ bytes: some Collection<UInt8>) {
    append(contentsOf: bytes)
    append(contentsOf: repeatElement(0, count: -bytes.count & 31))
  }
}

extension Int256 {
  /// Whether two's complement of so many bits holds the number.
  func fits(bits: Int) -> Bool {
    let shifted = shiftedRight(by: UInt64(bits - 1))
    return shifted == .zero || shifted.bitPattern == .max
  }
}

/// Why values cannot be encoded with their types.
public struct ABIEncodingError: Error, Hashable, Sendable {
  public enum Reason: Hashable, Sendable {
    /// Another number of values than of types.
    case wrongValueCount(expected: Int, found: Int)
    /// A value of another kind than its type.
    case wrongKind(String, type: ABIType)
    /// A number that its type's bits do not hold.
    case outOfRange(String, type: ABIType)
    /// Another number of bytes than a `bytesN` has.
    case wrongByteCount(expected: Int, found: Int)
    /// Another number of elements than a `T[N]` has.
    case wrongElementCount(expected: Int, found: Int)
    /// Another number of members than a tuple has.
    case wrongMemberCount(expected: Int, found: Int)
    /// A type that packed encoding does not have.
    case notPackable(ABIType)
    /// Types deeper than ``ABIType/depthLimit``.
    case type(ABITypeError)
  }

  public let reason: Reason
  /// Which value it is.
  public let path: ABIPath

  init(_ reason: Reason, path: ABIPath = ABIPath()) {
    self.reason = reason
    self.path = path
  }

  func inside(_ step: ABIPath.Step) -> ABIEncodingError {
    ABIEncodingError(reason, path: path.inside(step))
  }
}

extension ABIEncodingError: CustomStringConvertible {
  public var description: String {
    switch reason {
    case .wrongValueCount(let expected, let found):
      "\(counted(found, "value")) given for \(counted(expected, "type")); give one for each."
    case .wrongKind(let found, let type):
      "\(path) is \(found), but its type is \(type); give a value of that type."
    case .outOfRange(let number, let type): "\(path) is \(number), which \(type) does not hold."
    case .wrongByteCount(let expected, let found):
      "\(path) has \(counted(found, "byte")), but bytes\(expected) has exactly \(expected)."
    case .wrongElementCount(let expected, let found):
      "\(path) has \(counted(found, "element")), but its type has exactly \(expected)."
    case .wrongMemberCount(let expected, let found):
      "\(path) has \(counted(found, "member")), but its type has \(expected)."
    case .notPackable(let type):
      "\(path) has the type \(type), which packed encoding does not have: it takes plain types and arrays of them."
    case .type(let error): error.description
    }
  }
}
