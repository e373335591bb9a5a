import EVMPrimitives

/// A value in EIP-712 typed data.
public indirect enum TypedDataValue: Hashable, Sendable {
  case atomic(ABIValue)
  /// The members of a struct, in the order of its declaration.
  case structure([TypedDataValue])
  case array([TypedDataValue])

  var kind: String {
    switch self {
    case .atomic(let value): value.kind
    case .structure(let members): "a struct of \(counted(members.count, "member"))"
    case .array(let elements): "an array of \(elements.count)"
    }
  }
}

extension ABIValue {
  /// The 32 bytes that stand for a value of an atomic type in a struct's encoding: the value itself,
  /// or the hash of `bytes` and `string`.
  ///
  /// The value has been found to fit the type.
  func encodedInStruct(as type: ABIType) -> Hash256 {
    switch (self, type) {
    case (.uint(let number), _): return Hash256(number)
    case (.int(let number), _): return Hash256(number.bitPattern)
    case (.bool(let truth), _): return Hash256(truth ? .one : .zero)
    case (.address(let address), _): return Hash256(address.word)
    case (.string(let text), _): return Keccak256.hash(text.utf8)
    case (.bytes(let bytes), .fixedBytes):
      return (bytes + repeatElement(0, count: max(0, 32 - bytes.count))).withUnsafeBytes {
        Hash256(copying: UnsafeRawBufferPointer(rebasing: $0[..<32]))
      }
    case (.bytes(let bytes), _): return Keccak256.hash(bytes)
    default: preconditionFailure("a value that EIP-712 does not have was found to fit")
    }
  }
}

extension TypedDataTypes {
  /// `hashStruct` of a value that has been found to fit its struct: 32 bytes.
  func hash(_ members: [TypedDataValue], as one: TypedDataStruct) -> Hash256 {
    var hash = Keccak256()
    hash.update(typeHash(of: one.name) ?? .zero)
    for (member, value) in zip(one.members, members) { hash.update(encoded(value, member.type)) }
    return hash.finalized()
  }

  /// `encodeData` of one member: 32 bytes.
  private func encoded(_ value: TypedDataValue, _ type: TypedDataType) -> Hash256 {
    switch (value, type) {
    case (.atomic(let value), .atomic(let type)): return value.encodedInStruct(as: type)
    case (.structure(let members), .structure(let name)):
      guard let one = self[name] else {
        preconditionFailure("a value of no declared struct fitted")
      }
      return hash(members, as: one)
    case (.array(let elements), .array(let element)),
      (.array(let elements), .fixedArray(let element, _)):
      var hash = Keccak256()
      for value in elements { hash.update(encoded(value, element)) }
      return hash.finalized()
    default: preconditionFailure("a value of another type was found to fit")
    }
  }
}

extension Keccak256 {
  fileprivate mutating func update(_ hash: Hash256) {
    withUnsafeBytes(of: hash) { update($0) }
  }
}
