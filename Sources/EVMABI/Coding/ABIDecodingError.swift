public import EVMPrimitives

/// Why data is not the encoding of values of given types. Offsets count from the data's first byte.
public struct ABIDecodingError: Error, Hashable, Sendable {
  public enum Reason: Hashable, Sendable {
    /// Fewer bytes than are read; `needed` is what is needed from the offset on.
    case truncated(offset: Int, needed: UInt256, available: Int)
    /// An offset that points beyond the data.
    case offsetOutOfRange(UInt256, at: Int, dataSize: Int)
    /// An offset that points into the head of its own frame.
    case offsetIntoHead(UInt256, at: Int, headSize: Int)
    /// Offsets that have bytes read twice.
    case sharedBytes(offset: Int)
    /// Bits outside the value's type that are set.
    case dirtyPadding(type: ABIType, offset: Int)
    /// A boolean other than 0 and 1.
    case notABoolean(offset: Int)
    /// A `string` that is not UTF-8.
    case malformedText(offset: Int)
    /// Bytes behind the last one that the values have.
    case trailingBytes(offset: Int, count: Int)
    /// More bytes than the limit.
    case tooLarge(byteCount: Int, limit: Int)
  }

  public let reason: Reason
  /// Which value it is.
  public let path: ABIPath

  init(_ reason: Reason, path: ABIPath = ABIPath()) {
    self.reason = reason
    self.path = path
  }

  func inside(_ step: ABIPath.Step) -> ABIDecodingError {
    ABIDecodingError(reason, path: path.inside(step))
  }
}

extension ABIDecodingError: CustomStringConvertible {
  public var description: String {
    let path = path.steps.isEmpty ? "The data" : path.description
    return switch reason {
    case .truncated(let offset, let needed, let available):
      "\(path) needs \(needed) bytes from offset \(offset) on, but \(available) are left; the data was cut or has other types."
    case .offsetOutOfRange(let target, let offset, let dataSize):
      "\(path) points \(target) bytes on from the start of its frame (word at offset \(offset)), beyond the data's \(dataSize) bytes."
    case .offsetIntoHead(let target, let offset, let headSize):
      "\(path) points \(target) bytes on from the start of its frame (word at offset \(offset)), into the frame's own head of \(headSize) bytes."
    case .sharedBytes(let offset):
      "\(path) at offset \(offset) reads bytes that other values have read; no encoder writes that."
    case .dirtyPadding(let type, let offset):
      "\(path) at offset \(offset) has bits set that are outside \(type)."
    case .notABoolean(let offset): "\(path) at offset \(offset) is a boolean other than 0 and 1."
    case .malformedText(let offset): "\(path) at offset \(offset) is a string that is not UTF-8."
    case .trailingBytes(let offset, let count):
      "The values end at offset \(offset), but \(counted(count, "byte")) more follow\(count == 1 ? "s" : "")."
    case .tooLarge(let byteCount, let limit):
      "The data has \(byteCount) bytes; at most \(limit) are decoded."
    }
  }
}
