import EVMAccounts
import EVMCrypto
public import EVMPrimitives
import ExactJSON

/// The transaction of a state test: the fields that its variants share, and the lists of those in which
/// they differ.
///
/// Files test what clients do with numbers that no field holds, so a number may be too large here: then
/// the variants that have it are refused.
public struct StateTestTransaction: Sendable {
  /// A number of a file; `nil` for one that is too large.
  typealias Number = UInt256?

  /// The account that signs; `nil` when only the signed bytes say who it is.
  public let sender: Address?
  /// Who is called; `nil` creates a contract.
  public let to: Address?
  let nonce: Number
  let data: [[UInt8]]
  let gasLimits: [Number]
  let values: [Number]
  let gasPrice: Number?
  let maxFeePerGas: Number?
  let maxPriorityFeePerGas: Number?
  let maxFeePerBlobGas: Number?
  let blobVersionedHashes: [Hash256]?
  /// By the index of the data.
  let accessLists: [[AccessListEntry]?]
  /// `nil` in the outer place: there is no such list. In the inner one: a field is too large.
  let authorizations: [SignedAuthorization?]?

  init(_ object: JSONValue) throws(JSONTypeError) {
    if let value = object.present("sender") {
      sender = try value.fixedBytes()
    } else if let value = object.present("secretKey") {
      let bytes = try value.hexBytes()
      guard let key = try? SecretKey(bytes) else { throw value.invalid("It is no secret key.") }
      sender = key.publicKey.address
    } else {
      sender = nil
    }
    if let value = object.present("to"), let text = value.string, !text.isEmpty, text != "0x" {
      to = try value.fixedBytes()
    } else {
      to = nil
    }
    nonce = if let value = object.present("nonce") { try value.anyWord() } else { .zero }
    data = try object.require("data").elements { (value) throws(JSONTypeError) in
      try value.hexBytes()
    }
    gasLimits = try object.require("gasLimit").elements { (value) throws(JSONTypeError) in
      try value.anyWord()
    }
    values = try object.require("value").elements { (value) throws(JSONTypeError) in
      try value.anyWord()
    }
    func fee(_ key: String) throws(JSONTypeError) -> Number? {
      guard let value = object.present(key) else { return nil }
      return .some(try value.anyWord())
    }
    gasPrice = try fee("gasPrice")
    maxFeePerGas = try fee("maxFeePerGas")
    maxPriorityFeePerGas = try fee("maxPriorityFeePerGas")
    maxFeePerBlobGas = try fee("maxFeePerBlobGas")
    blobVersionedHashes = try object.present("blobVersionedHashes")?.elements {
      (value) throws(JSONTypeError) in try value.fixedBytes()
    }
    accessLists =
      try object.present("accessLists")?.elements { (value) throws(JSONTypeError) in
        value.isNull ? nil : try value.testAccessList()
      } ?? []
    authorizations = try object.present("authorizationList")?.elements {
      (value) throws(JSONTypeError) in try value.testAuthorization()
    }
  }
}
