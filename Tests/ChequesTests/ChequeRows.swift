import Cheques
import EVMCrypto
import EVMPrimitives
import VectorFiles

extension VectorRow {
  func address(_ field: String) throws -> Address { try Address(parsing: try string(field)) }

  func word(_ field: String) throws -> UInt256 { try UInt256(parsing: try string(field)) }

  /// The cheque that a row states; a `btfs` row's token is the one it was signed over by mistake.
  func cheque() throws -> Cheque {
    let scheme = try string("scheme")
    return try Cheque(
      scheme: try ChequeScheme(
        name: scheme, token: scheme == "btfs-multi" ? try address("token") : nil),
      chainID: UInt64(try integer("chainId")), vault: try address("vault"),
      beneficiary: try address("beneficiary"),
      cumulativePayout: try word("cumulativePayout"))
  }

  /// The signature of a row, of 65 bytes or of 64 in the compact form.
  func signature() throws -> Signature {
    let bytes = try bytes("signature")
    return bytes.count == 64 ? try Signature(compact: bytes) : try Signature(bytes)
  }

  func signedCheque() throws -> SignedCheque {
    SignedCheque(cheque: try cheque(), signature: try signature())
  }
}
