import Cheques
import EVMCrypto
import Vaults

/// Signed cheques as they are given to a command: as a document, or by their fields and a signature.
struct ChequeInput {
  var document: String?
  var signature: String?
  var terms: ChequeTerms

  /// The cheques, of which there is at least one.
  func signed(on chain: (id: UInt64, network: Network?)) throws -> [SignedCheque] {
    if let signature {
      guard document == nil else {
        throw Failure(.usage, "Give the cheque as a document or by its fields, not both.")
      }
      return [
        SignedCheque(
          cheque: try terms.cheque(on: chain),
          signature: try Signature(chequeText: signature, acceptingCompact: true))
      ]
    }
    let format = ChequeFormat(
      chainID: chain.id, wrappedToken: chain.network?.wrappedToken,
      acceptsCompactSignatures: true)
    let text = try TextInput.document(document, of: "a cheque's JSON") { text in
      let first = text.utf8.first { $0 != 0x20 && $0 != 0x09 && $0 != 0x0a && $0 != 0x0d }
      return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
    }
    let documents = try format.cheques(in: text)
    guard !documents.isEmpty else {
      throw Failure(.badData, "The list holds no cheque, so there is nothing to look at.")
    }
    return try documents.map { document in
      guard case .signed(let signed) = document else {
        throw Failure(.badData, "The cheque has no Signature, so there is nothing to look at.")
      }
      return signed
    }
  }
}
