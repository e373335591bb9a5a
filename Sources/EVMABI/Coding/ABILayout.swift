/// A type made ready for coding: what its parts are and how many bytes their heads take, computed
/// once.
struct ABILayout: Sendable {
  /// The type with numbers unwrapped.
  enum Shape: Hashable, Sendable {
    case uint(bits: Int)
    case int(bits: Int)
    case bool
    case address
    case function
    case fixedBytes(Int)
    case bytes
    case string
    case array
    case fixedArray(count: Int)
    case tuple
  }

  let shape: Shape
  let type: ABIType
  let isDynamic: Bool
  /// Bytes that the value takes in the head of the frame around it: 32 for an offset.
  let headSize: Int
  /// Bytes of the head of the value's own frame; for an array, of one element's head.
  let frameSize: Int
  /// The member types of a tuple, or the one element type of an array.
  let parts: [ABILayout]

  /// A size beyond any data; sums and products of sizes stop there.
  private static let tooLarge = 1 << 56

  /// - Throws: ``ABITypeError/tooDeep(limit:)``.
  init(_ type: ABIType) throws(ABITypeError) { try self.init(type, depth: 1) }

  /// The layouts of several types in a row.
  static func each(_ types: [ABIType]) throws(ABITypeError) -> [ABILayout] {
    try each(types, depth: 1)
  }

  private static func each(_ types: [ABIType], depth: Int) throws(ABITypeError) -> [ABILayout] {
    var layouts: [ABILayout] = []
    layouts.reserveCapacity(types.count)
    for type in types { layouts.append(try ABILayout(type, depth: depth)) }
    return layouts
  }

  /// The bytes of the heads of several values in a row.
  static func frameSize(_ layouts: [ABILayout]) -> Int {
    layouts.reduce(0) { min($0 + $1.headSize, tooLarge) }
  }

  private init(_ type: ABIType, depth: Int) throws(ABITypeError) {
    guard depth <= ABIType.depthLimit else { throw .tooDeep(limit: ABIType.depthLimit) }
    self.type = type
    var parts: [ABILayout] = []
    var isDynamic = false
    var frameSize = 32
    switch type {
    case .uint(let bits), .ufixed(let bits, _): shape = .uint(bits: bits.value)
    case .int(let bits), .fixed(let bits, _): shape = .int(bits: bits.value)
    case .bool: shape = .bool
    case .address: shape = .address
    case .function: shape = .function
    case .fixedBytes(let count): shape = .fixedBytes(count.value)
    case .bytes:
      shape = .bytes
      isDynamic = true
    case .string:
      shape = .string
      isDynamic = true
    case .array(let element):
      shape = .array
      parts = [try ABILayout(element, depth: depth + 1)]
      isDynamic = true
      frameSize = parts[0].headSize
    case .fixedArray(let element, let count):
      shape = .fixedArray(count: count.value)
      let part = try ABILayout(element, depth: depth + 1)
      parts = [part]
      isDynamic = part.isDynamic
      frameSize = part.headSize
    case .tuple(let components):
      shape = .tuple
      parts = try Self.each(components.map(\.type), depth: depth + 1)
      isDynamic = parts.contains { $0.isDynamic }
      frameSize = Self.frameSize(parts)
    }
    self.parts = parts
    self.isDynamic = isDynamic
    self.frameSize = frameSize
    if isDynamic {
      headSize = 32
    } else if case .fixedArray(let count) = shape {
      let (size, overflow) = frameSize.multipliedReportingOverflow(by: count)
      headSize = overflow ? Self.tooLarge : min(size, Self.tooLarge)
    } else {
      headSize = frameSize
    }
  }
}
