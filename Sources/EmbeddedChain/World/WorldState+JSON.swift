import EVMInterpreter
import EVMPrimitives
public import ExactJSON

// Accounts as geth's genesis files and Ethereum's state tests write them: an object of addresses, each
// with `balance`, `nonce`, `code` and `storage`, all of which may be missing.
extension WorldState {
  /// The accounts of a JSON object.
  ///
  /// Addresses may lack `0x`. Numbers are hex or decimal strings, or JSON integers; slots and words
  /// are hex of up to 32 bytes. Unknown keys are passed over, as genesis files have such.
  /// - Throws: `JSONTypeError` with the place of the first thing that is wrong.
  public init(alloc object: JSONValue) throws(JSONTypeError) {
    self.init()
    for (key, value) in try object.requireMembers() {
      let address: Address
      do { address = try Address(hex: key) } catch {
        throw value.invalid("its name \(key) is no address. \(error)")
      }
      self[address] = try WorldAccount(value)
    }
  }

  /// The accounts as JSON, by ascending address; numbers as hex quantities.
  public var alloc: JSON {
    .object(
      addresses.compactMap { address in
        self[address].map { JSON.Member(address.hex, $0.json) }
      })
  }
}

extension WorldAccount {
  fileprivate init(_ object: JSONValue) throws(JSONTypeError) {
    try object.requireMembers().forEach { _ in }
    self.init()
    if let value = object["nonce"] { nonce = try value.limitedNumber() }
    if let value = object["balance"] { balance = try value.limitedWord() }
    if let value = object["code"] {
      let bytes = try value.hexBytes()
      if !bytes.isEmpty { code = ExecutableCode(bytes) }
    }
    guard let words = object["storage"], !words.isNull else { return }
    for (key, value) in try words.requireMembers() {
      guard let slot = try? UInt256(decimalOrHex: key) else {
        throw value.invalid("its name \(key) is no slot; a slot is 0x and up to 64 hex digits.")
      }
      storage[slot] = try value.limitedWord()
    }
  }

  fileprivate var json: JSON {
    var members: [JSON.Member] = [
      JSON.Member("balance", .string(balance.quantity)),
      JSON.Member("nonce", .string(UInt256(nonce).quantity)),
    ]
    if !code.bytes.isEmpty { members.append(JSON.Member("code", .string(Hex.encode(code.bytes)))) }
    if !storage.isEmpty {
      members.append(
        JSON.Member(
          "storage",
          .object(
            storage.sorted.map {
              JSON.Member(Hash256($0.slot).hex, .string(Hash256($0.word).hex))
            })))
    }
    return .object(members)
  }
}
