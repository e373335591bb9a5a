import EVMABI
import EVMAccounts
import EVMCrypto
import EVMPrimitives
import ExactJSON

// Signatures by the accounts whose keys the chain holds.

extension RPCMethod {
  static let signing: [String: RPCMethod] = [
    "eth_sign": .read(2, ChainCore.sign),
    "personal_sign": .read(3, ChainCore.personalSign),
    "eth_signTransaction": .read(1, ChainCore.signTransaction),
    "eth_signTypedData": .read(2, ChainCore.signTypedData),
    "eth_signTypedData_v4": .read(2, ChainCore.signTypedData),
  ]
}

extension ChainCore {
  private func key(of address: Address) throws(RPCError) -> SecretKey {
    guard let account = keys[address] else {
      throw .refused(
        "unknown account: the chain has no key of \(address.checksummed); its own accounts are in eth_accounts."
      )
    }
    return account.key
  }

  func sign(_ arguments: Arguments) throws(RPCError) -> JSON {
    let key = try key(of: arguments.address(0))
    return .string(PersonalMessage(try arguments.bytes(1)).signature(by: key).hex)
  }

  /// As ``sign(_:)``, but with the message first.
  func personalSign(_ arguments: Arguments) throws(RPCError) -> JSON {
    let message = try arguments.bytes(0)
    return .string(PersonalMessage(message).signature(by: try key(of: arguments.address(1))).hex)
  }

  func signTypedData(_ arguments: Arguments) throws(RPCError) -> JSON {
    let key = try key(of: arguments.address(0))
    let data = try arguments.require(1) { (value) throws(JSONTypeError) -> TypedData in
      guard let text = value.string else { return try TypedData(value) }
      // Some libraries send the document as a text of its own.
      let document: JSONDocument
      do { document = try JSONDocument(parsing: text) } catch {
        throw value.invalid("the typed data are no JSON. \(error)")
      }
      return try TypedData(document.root)
    }
    return .string(key.sign(data).hex)
  }

  func signTransaction(_ arguments: Arguments) throws(RPCError) -> JSON {
    let call = try arguments.call(0)
    guard let sender = call.from else {
      throw .invalidArguments("invalid argument 0: from is missing; name the account that signs.")
    }
    _ = try key(of: sender)
    let (signed, _) = try signed(try filled(call), from: sender)
    return [
      "raw": .hex(signed.encoded),
      "tx": .object(signed.jsonMembers(hash: signed.hash, sender: sender, gasPrice: nil)),
    ]
  }
}
