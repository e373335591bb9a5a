import EVMPrimitives
import ExactJSON

/// The arguments of a call, by position.
struct Arguments {
  private let values: [JSONValue]

  init(_ values: [JSONValue]) { self.values = values }

  var count: Int { values.count }

  /// Refuses a number of arguments that the method does not take.
  func require(atMost limit: Int) throws(RPCError) {
    guard count <= limit else {
      throw .invalidArguments("too many arguments, want at most \(limit)")
    }
  }

  /// The argument at a position, read.
  func require<Value>(
    _ index: Int, _ read: (JSONValue) throws(JSONTypeError) -> Value
  ) throws(RPCError) -> Value {
    guard index < count, !values[index].isNull else {
      throw .invalidArguments("missing value for required argument \(index)")
    }
    return try self.read(index, read)
  }

  /// The argument at a position, read; `nil` when it is missing or `null`.
  func optional<Value>(
    _ index: Int, _ read: (JSONValue) throws(JSONTypeError) -> Value
  ) throws(RPCError) -> Value? {
    guard index < count, !values[index].isNull else { return nil }
    return try self.read(index, read)
  }

  private func read<Value>(
    _ index: Int, _ read: (JSONValue) throws(JSONTypeError) -> Value
  ) throws(RPCError) -> Value {
    do { return try read(values[index]) } catch {
      throw .invalidArguments("invalid argument \(index): \(error)")
    }
  }

  // The kinds that many methods take.

  func address(_ index: Int) throws(RPCError) -> Address {
    try require(index) { (value) throws(JSONTypeError) in try value.rpcAddress() }
  }

  func hash(_ index: Int) throws(RPCError) -> Hash256 {
    try require(index) { (value) throws(JSONTypeError) in try value.rpcHash() }
  }

  func bytes(_ index: Int) throws(RPCError) -> [UInt8] {
    try require(index) { (value) throws(JSONTypeError) in try value.rpcBytes() }
  }

  func slot(_ index: Int) throws(RPCError) -> UInt256 {
    try require(index) { (value) throws(JSONTypeError) in try value.rpcSlot() }
  }

  /// A quantity as the standard methods take it: `0x` hex.
  func quantity(_ index: Int) throws(RPCError) -> UInt64 {
    try require(index) { (value) throws(JSONTypeError) in try value.rpcNumber() }
  }

  /// A number as the test methods take it: `0x` hex, decimal text or a JSON integer.
  func word(_ index: Int) throws(RPCError) -> UInt256 {
    try require(index) { (value) throws(JSONTypeError) in try value.looseWord() }
  }

  /// The same of at most 64 bits.
  func number(_ index: Int) throws(RPCError) -> UInt64 {
    try require(index) { (value) throws(JSONTypeError) in try value.looseNumber() }
  }

  /// The block that an argument names; the latest when it is missing.
  func block(_ index: Int) throws(RPCError) -> BlockReference {
    try optional(index) { (value) throws(JSONTypeError) in try BlockReference(value) } ?? .latest
  }
}
