import EVMPrimitives

extension ABICoder {
  /// The packed encoding, as Solidity's `abi.encodePacked` has it: no padding, no lengths.
  ///
  /// Elements of an array are padded to 32 bytes. Different values can have the same encoding, so
  /// nothing decodes it, and what is hashed or signed from it needs care.
  /// - Throws: ``ABIEncodingError``, among others for tuples, nested arrays and arrays of `bytes` or
  ///   `string`, which packed encoding does not have.
  /// - SeeAlso: Solidity, "Non-standard Packed Mode".
  public func encodePacked(_ values: [ABIValue]) throws(ABIEncodingError) -> [UInt8] {
    guard values.count == types.count else {
      throw ABIEncodingError(.wrongValueCount(expected: types.count, found: values.count))
    }
    var bytes: [UInt8] = []
    for (index, value) in values.enumerated() {
      do { try bytes.appendPacked(value, types[index]) } catch { throw error.inside(step(index)) }
    }
    return bytes
  }
}

extension [UInt8] {
  fileprivate mutating func appendPacked(
    _ value: ABIValue, _ type: ABIType
  ) throws(ABIEncodingError) {
    switch (type, value) {
    case (.array(let element), .array), (.fixedArray(let element, _), .array):
      switch element {
      case .array, .fixedArray, .tuple, .bytes, .string: throw ABIEncodingError(.notPackable(type))
      default: break
      }
      // An array's elements are padded, so their standard encoding is theirs; its length is not
      // written.
      let encoding = try standardEncoding(value, type)
      if case .array = type {
        append(contentsOf: encoding[64...])
      } else {
        append(contentsOf: encoding)
      }
    case (.tuple, _): throw ABIEncodingError(.notPackable(type))
    case (.bytes, .bytes(let bytes)): append(contentsOf: bytes)
    case (.string, .string(let text)): append(contentsOf: text.utf8)
    default:
      let word = try standardEncoding(value, type)
      switch type {
      case .uint(let bits), .int(let bits), .ufixed(let bits, _), .fixed(let bits, _):
        append(contentsOf: word.suffix(bits.value / 8))
      case .bool: append(contentsOf: word.suffix(1))
      case .address: append(contentsOf: word.suffix(20))
      case .function: append(contentsOf: word.prefix(24))
      case .fixedBytes(let count): append(contentsOf: word.prefix(count.value))
      default: throw ABIEncodingError(.wrongKind(value.kind, type: type))
      }
    }
  }

  /// The encoding of one value, as if it stood alone; errors name the value itself.
  private func standardEncoding(
    _ value: ABIValue, _ type: ABIType
  ) throws(ABIEncodingError) -> [UInt8] {
    let coder: ABICoder
    do { coder = try ABICoder([type]) } catch { throw ABIEncodingError(.type(error)) }
    do { return try coder.encode([value]) } catch {
      throw ABIEncodingError(error.reason, path: error.path.withoutFirst)
    }
  }
}
