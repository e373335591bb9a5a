public import EVMCrypto
public import EVMPrimitives
public import ExactJSON

extension SignedTransaction {
  /// The transaction in the field names of Ethereum's JSON-RPC, with its hash, its sender and the
  /// gas that it costs before any code runs.
  ///
  /// Numbers are decimal strings; bytes, hashes and addresses `0x` hex. `chainId` is missing from an
  /// unprotected transaction, `to` from one that creates a contract.
  /// - Parameter fork: Whose ``IntrinsicGas`` is stated.
  /// - Throws: As ``sender()``.
  public func json(under fork: Fork = .newest) throws(SignatureError) -> JSON {
    func number(_ value: some FixedWidthInteger) -> JSON { .string(String(value)) }
    var members = [
      JSON.Member("type", number(transaction.type.rawValue)),
      JSON.Member("hash", .string(hash.hex)),
      JSON.Member("sender", .string(try sender().checksummed)),
    ]
    if let chainID = transaction.chainID { members.append(JSON.Member("chainId", number(chainID))) }
    members.append(JSON.Member("nonce", number(transaction.nonce)))
    if let to = transaction.to { members.append(JSON.Member("to", .string(to.checksummed))) }
    members += [
      JSON.Member("value", number(transaction.value)),
      JSON.Member("gas", number(transaction.gasLimit)),
    ]
    if let fees = transaction.fees {
      members += [
        JSON.Member("maxFeePerGas", number(fees.maxFeePerGas)),
        JSON.Member("maxPriorityFeePerGas", number(fees.maxPriorityFeePerGas)),
      ]
    } else {
      members.append(JSON.Member("gasPrice", number(transaction.maximumFeePerGas)))
    }
    if let blobs = transaction.blobs {
      members += [
        JSON.Member("maxFeePerBlobGas", number(blobs.maxFeePerBlobGas)),
        JSON.Member(
          "blobVersionedHashes", .array(blobs.versionedHashes.map { .string($0.hex) })),
      ]
    }
    members.append(JSON.Member("input", .string(Hex.encode(transaction.input))))
    if let list = transaction.accessList {
      members.append(JSON.Member("accessList", .array(list.map(\.json))))
    }
    if let authorizations = transaction.authorizations {
      members.append(JSON.Member("authorizationList", .array(authorizations.map(\.json))))
    }
    members.append(
      JSON.Member("intrinsicGas", number(IntrinsicGas(of: transaction, under: fork).cost)))
    return .object(members)
  }
}

extension AccessListEntry {
  fileprivate var json: JSON {
    [
      "address": .string(address.checksummed),
      "storageKeys": .array(storageKeys.map { .string($0.hex) }),
    ]
  }
}

extension SignedAuthorization {
  fileprivate var json: JSON {
    [
      "chainId": .string(authorization.chainID.description),
      "address": .string(authorization.address.checksummed),
      "nonce": .string(authorization.nonce.description),
      "yParity": .string(yParity.description),
      "r": .string(r.description), "s": .string(s.description),
    ]
  }
}
