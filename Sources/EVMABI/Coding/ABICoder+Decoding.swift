import EVMPrimitives

extension ABICoder {
  /// The values that `data` encodes.
  ///
  /// Memory follows the bytes that are there, never a length that the data states: at most 4 bytes
  /// for each byte of data and each level of the types (72 for a list and 40 for a value, per word of
  /// 32), in strict decoding and 8 times that in lenient decoding.
  /// - Throws: ``ABIDecodingError`` with the value and the offset.
  public func decode(
    _ data: some Collection<UInt8>, rules: ABIDecodingRules = .strict
  ) throws(ABIDecodingError) -> [ABIValue] {
    let direct = data.withContiguousStorageIfAvailable {
      outcome(of: UnsafeRawBufferPointer($0), rules)
    }
    return try (direct ?? Array(data).withUnsafeBytes { outcome(of: $0, rules) }).get()
  }

  private func outcome(
    of data: UnsafeRawBufferPointer, _ rules: ABIDecodingRules
  ) -> Result<[ABIValue], ABIDecodingError> {
    do { return .success(try decode(data, rules)) } catch { return .failure(error) }
  }

  private func decode(
    _ data: UnsafeRawBufferPointer, _ rules: ABIDecodingRules
  ) throws(ABIDecodingError) -> [ABIValue] {
    guard data.count <= rules.byteLimit else {
      throw ABIDecodingError(.tooLarge(byteCount: data.count, limit: rules.byteLimit))
    }
    var reader = ABIReader(data, rules)
    let values = try reader.frame(at: 0, headSize: frameSize, count: layouts.count) {
      layouts[$0]
    } step: {
      step($0)
    }
    if rules.trailingBytes == .refuse, reader.end < data.count {
      throw ABIDecodingError(.trailingBytes(offset: reader.end, count: data.count - reader.end))
    }
    return values
  }
}

/// Data that is being decoded, and how much of it was read.
private struct ABIReader {
  private let data: UnsafeRawBufferPointer
  private let rules: ABIDecodingRules
  /// Bytes that may still be read, each counted as often as it is read: this bounds time and memory.
  private var allowance: Int
  /// The end of all that was read.
  private(set) var end = 0

  init(_ data: UnsafeRawBufferPointer, _ rules: ABIDecodingRules) {
    self.data = data
    self.rules = rules
    let (times, overflow) = data.count.multipliedReportingOverflow(
      by: rules.sharedBytes == .allow ? ABIDecodingRules.expansionLimit : 1)
    allowance = overflow ? .max : times
  }

  /// The values of a frame whose head begins at `start`.
  mutating func frame(
    at start: Int, headSize: Int, count: Int, layout: (Int) -> ABILayout,
    step: (Int) -> ABIPath.Step
  ) throws(ABIDecodingError) -> [ABIValue] {
    // The heads are there, so a list of so many values is in proportion to the data.
    guard headSize <= data.count - start else {
      throw ABIDecodingError(
        .truncated(offset: start, needed: UInt256(headSize), available: data.count - start))
    }
    var values: [ABIValue] = []
    values.reserveCapacity(count)
    var head = start
    for index in 0..<count {
      let layout = layout(index)
      do throws(ABIDecodingError) {
        var position = head
        if layout.isDynamic {
          let offset = try word(at: head)
          guard let distance = Int(exactly: offset), distance <= data.count - start else {
            throw ABIDecodingError(.offsetOutOfRange(offset, at: head, dataSize: data.count))
          }
          if rules.sharedBytes == .refuse, distance < headSize {
            throw ABIDecodingError(.offsetIntoHead(offset, at: head, headSize: headSize))
          }
          position = start + distance
        }
        values.append(try value(layout, at: position))
      } catch { throw error.inside(step(index)) }
      head += layout.headSize
    }
    return values
  }

  /// The value that begins at `position`.
  private mutating func value(
    _ layout: ABILayout, at position: Int
  ) throws(ABIDecodingError) -> ABIValue {
    switch layout.shape {
    case .uint(let bits):
      let number = try word(at: position)
      guard bits < 256, number.significantBitCount > bits else { return .uint(number) }
      try refusePadding(layout.type, at: position)
      return .uint(number & (UInt256.max &>> UInt256(UInt64(256 - bits))))
    case .int(let bits):
      let number = Int256(bitPattern: try word(at: position))
      guard !number.fits(bits: bits) else { return .int(number) }
      try refusePadding(layout.type, at: position)
      let unused = Int256(bitPattern: UInt256(UInt64(256 - bits)))
      return .int((number &<< unused) &>> unused)
    case .bool:
      let number = try word(at: position)
      guard number > .one else { return .bool(!number.isZero) }
      if rules.dirtyPadding == .refuse { throw ABIDecodingError(.notABoolean(offset: position)) }
      return .bool(true)
    case .address:
      let number = try word(at: position)
      if number.significantBitCount > 160 { try refusePadding(layout.type, at: position) }
      return .address(Address(truncating: number))
    case .function:
      let bytes = try fixedBytes(24, layout.type, at: position)
      return .function(
        Address(copying: UnsafeRawBufferPointer(rebasing: bytes[..<20])),
        Selector(copying: UnsafeRawBufferPointer(rebasing: bytes[20...])))
    case .fixedBytes(let count):
      return .bytes([UInt8](try fixedBytes(count, layout.type, at: position)))
    case .bytes: return .bytes([UInt8](try content(layout.type, at: position)))
    case .string:
      let utf8 = try content(layout.type, at: position)
      if let text = String(validating: utf8, as: UTF8.self) { return .string(text) }
      if rules.malformedText == .refuse {
        throw ABIDecodingError(.malformedText(offset: position))
      }
      return .bytes([UInt8](utf8))
    case .array:
      let count = try word(at: position)
      return try elements(count, layout, at: position + 32)
    case .fixedArray(let count): return try elements(UInt256(UInt64(count)), layout, at: position)
    case .tuple:
      // A type built by hand can have no members; reading one must cost something all the same.
      if layout.parts.isEmpty { try charge(32, at: position) }
      return .tuple(
        try frame(at: position, headSize: layout.frameSize, count: layout.parts.count) {
          layout.parts[$0]
        } step: { index in
          if case .tuple(let members) = layout.type { members.step(index) } else { .index(index) }
        })
    }
  }

  private mutating func elements(
    _ count: UInt256, _ layout: ABILayout, at position: Int
  ) throws(ABIDecodingError) -> ABIValue {
    let element = layout.parts[0]
    let (size, overflow) = count.multipliedReportingOverflow(by: UInt256(UInt64(layout.frameSize)))
    // Elements without size are charged one by one, so there are no more than bytes.
    guard !overflow, size <= UInt256(UInt64(data.count - position)),
      let headSize = Int(exactly: size),
      let count = Int(exactly: count), count <= data.count
    else {
      throw ABIDecodingError(
        .truncated(
          offset: position, needed: overflow ? .max : size, available: data.count - position))
    }
    return .array(
      try frame(at: position, headSize: headSize, count: count) { _ in
        element
      } step: {
        .index($0)
      })
  }

  /// The word at `position`.
  private mutating func word(at position: Int) throws(ABIDecodingError) -> UInt256 {
    UInt256(Hash256(copying: try read(32, at: position)))
  }

  /// The first `count` bytes of the word at `position`, the rest being padding.
  private mutating func fixedBytes(
    _ count: Int, _ type: ABIType, at position: Int
  ) throws(ABIDecodingError) -> UnsafeRawBufferPointer {
    let bytes = try read(32, at: position)
    if bytes[count...].contains(where: { $0 != 0 }) { try refusePadding(type, at: position) }
    return UnsafeRawBufferPointer(rebasing: bytes[..<count])
  }

  /// The bytes behind the length at `position`.
  private mutating func content(
    _ type: ABIType, at position: Int
  ) throws(ABIDecodingError) -> UnsafeRawBufferPointer {
    let length = try word(at: position)
    let start = position + 32
    let available = data.count - start
    guard let count = Int(exactly: length), count <= available else {
      throw ABIDecodingError(.truncated(offset: start, needed: length, available: available))
    }
    var padded = count + (-count & 31)
    if padded > available {
      guard rules.dirtyPadding == .allow else {
        throw ABIDecodingError(
          .truncated(offset: start, needed: UInt256(UInt64(padded)), available: available))
      }
      padded = available
    }
    let bytes = try read(padded, at: start)
    if bytes[count...].contains(where: { $0 != 0 }) { try refusePadding(type, at: position) }
    return UnsafeRawBufferPointer(rebasing: bytes[..<count])
  }

  private func refusePadding(_ type: ABIType, at offset: Int) throws(ABIDecodingError) {
    if rules.dirtyPadding == .refuse {
      throw ABIDecodingError(.dirtyPadding(type: type, offset: offset))
    }
  }

  /// Reads bytes that must be there, and notes that they were read.
  private mutating func read(
    _ count: Int, at position: Int
  ) throws(ABIDecodingError) -> UnsafeRawBufferPointer {
    guard count <= data.count - position else {
      throw ABIDecodingError(
        .truncated(
          offset: position, needed: UInt256(UInt64(count)), available: data.count - position))
    }
    try charge(count, at: position)
    end = max(end, position + count)
    return UnsafeRawBufferPointer(rebasing: data[position..<position + count])
  }

  private mutating func charge(_ count: Int, at position: Int) throws(ABIDecodingError) {
    guard count <= allowance else { throw ABIDecodingError(.sharedBytes(offset: position)) }
    allowance -= count
  }
}
