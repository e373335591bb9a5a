import EVMPrimitives
import ExactJSON

// Changes that faults make to answers.

extension JSON {
  /// The object with other values of some members; those that it lacks are added behind the others.
  func setting(_ changes: (String, JSON)...) -> JSON {
    guard case .object(var members) = self else { return self }
    for (key, value) in changes {
      if let place = members.firstIndex(where: { $0.key == key }) {
        members[place].value = value
      } else {
        members.append(Member(key, value))
      }
    }
    return .object(members)
  }

  /// The object with another value of a member that it has.
  func changing(_ key: String, _ change: (JSON) -> JSON) -> JSON {
    guard case .object(let members) = self else { return self }
    return .object(members.map { $0.key == key ? Member(key, change($0.value)) : $0 })
  }

  /// The object without some members.
  func removing(_ keys: String...) -> JSON {
    guard case .object(let members) = self else { return self }
    return .object(members.filter { !keys.contains($0.key) })
  }

  /// The array with its last element changed.
  func changingLast(_ change: (JSON) -> JSON) -> JSON {
    guard case .array(let elements) = self, let last = elements.last else { return self }
    return .array(elements.dropLast() + [change(last)])
  }

  /// The quantity more by some, modulo 2^256.
  func adding(_ number: UInt256) -> JSON {
    guard let value = quantity else { return self }
    return .quantity(value &+ number)
  }

  /// The number of a quantity in hex; `nil` for anything else.
  var quantity: UInt256? {
    guard case .string(let text) = self else { return nil }
    return try? UInt256(quantity: text)
  }

  /// The bytes of a string in hex; `nil` for anything else.
  var bytes: [UInt8]? {
    guard case .string(let text) = self else { return nil }
    return try? Hex.decode(text)
  }

  static func quantity(_ number: UInt256) -> JSON { .string(number.quantity) }
  static func quantity(_ number: UInt64) -> JSON { .string(UInt256(number).quantity) }
  static func hex(_ bytes: [UInt8]) -> JSON { .string(Hex.encode(bytes)) }
}

extension [UInt8] {
  /// The bytes with a bit of the last one turned; none stay none.
  var lastBitFlipped: [UInt8] {
    guard let last else { return self }
    return dropLast() + [last ^ 1]
  }
}
