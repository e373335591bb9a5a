import EVMAccounts
import EVMPrimitives
import ExactJSON

extension StateTestTransaction {
  /// The transaction of a case.
  ///
  /// - Parameter type: The type that the signed bytes have; without them it follows from the fields.
  /// - Throws: ``StateTestRefusal`` when the fields make none, and for an index that is not there.
  func variant(
    of testCase: StateTest.Case, type: TransactionType?, chainID: UInt64
  ) throws(StateTestRefusal) -> UnsignedTransaction {
    guard data.indices.contains(testCase.dataIndex) else { throw .noVariant(.input) }
    guard gasLimits.indices.contains(testCase.gasIndex) else { throw .noVariant(.gasLimit) }
    guard values.indices.contains(testCase.valueIndex) else { throw .noVariant(.value) }
    let hasLists = accessLists.indices.contains(testCase.dataIndex)
    let list = hasLists ? accessLists[testCase.dataIndex] : nil
    let own = try ownFields(of: type ?? typeOfFields(accessList: list), list ?? [], chainID)
    let nonce = try short(nonce, .nonce)
    let gasLimit = try short(gasLimits[testCase.gasIndex], .gasLimit)
    let value = try word(values[testCase.valueIndex], .value)
    do {
      return try UnsignedTransaction(
        nonce: nonce, gasLimit: gasLimit, to: to, value: value, input: data[testCase.dataIndex],
        variant: own)
    } catch { throw .malformed(error) }
  }

  /// The type whose fields these are.
  private func typeOfFields(accessList: [AccessListEntry]?) -> TransactionType {
    if authorizations != nil { return .setCode }
    if blobVersionedHashes != nil || maxFeePerBlobGas != nil { return .blob }
    if maxFeePerGas != nil || maxPriorityFeePerGas != nil { return .feeMarket }
    return accessList == nil ? .legacy : .accessList
  }

  private func ownFields(
    of type: TransactionType, _ accessList: [AccessListEntry], _ chainID: UInt64
  ) throws(StateTestRefusal) -> UnsignedTransaction.Variant {
    switch type {
    case .legacy:
      return .legacy(chainID: nil, gasPrice: try price())
    case .accessList:
      return .accessList(chainID: chainID, gasPrice: try price(), accessList: accessList)
    case .feeMarket:
      return .feeMarket(chainID: chainID, fees: try fees(), accessList: accessList)
    case .blob:
      let blobs = BlobTerms(
        maxFeePerBlobGas: try word(maxFeePerBlobGas ?? .zero, .maxFeePerBlobGas),
        versionedHashes: blobVersionedHashes ?? [])
      return .blob(chainID: chainID, fees: try fees(), accessList: accessList, blobs: blobs)
    case .setCode:
      var signed: [SignedAuthorization] = []
      for authorization in authorizations ?? [] {
        guard let authorization else { throw .numberTooLarge(.authorizationList) }
        signed.append(authorization)
      }
      return .setCode(
        chainID: chainID, fees: try fees(), accessList: accessList, authorizations: signed)
    }
  }

  private func price() throws(StateTestRefusal) -> UInt256 {
    try word(gasPrice ?? maxFeePerGas ?? .zero, .gasPrice)
  }

  private func fees() throws(StateTestRefusal) -> GasFees {
    GasFees(
      maxFeePerGas: try word(maxFeePerGas ?? gasPrice ?? .zero, .maxFeePerGas),
      maxPriorityFeePerGas: try word(
        maxPriorityFeePerGas ?? gasPrice ?? .zero, .maxPriorityFeePerGas))
  }

  private func word(
    _ number: Number, _ field: TransactionField
  ) throws(StateTestRefusal) -> UInt256 {
    guard let number else { throw .numberTooLarge(field) }
    return number
  }

  private func short(
    _ number: Number, _ field: TransactionField
  ) throws(StateTestRefusal) -> UInt64 {
    guard let number, let short = UInt64(exactly: number) else { throw .numberTooLarge(field) }
    return short
  }
}

// MARK: - Parts

extension JSONValue {
  func testAccessList() throws(JSONTypeError) -> [AccessListEntry] {
    try elements { (entry) throws(JSONTypeError) in
      var keys: [Hash256] = []
      if let list = entry.present("storageKeys") {
        for key in try list.requireElements() { keys.append(Hash256(try key.limitedWord())) }
      }
      return AccessListEntry(address: try entry.require("address").fixedBytes(), storageKeys: keys)
    }
  }

  /// An authorisation; `nil` when a number in it is larger than its field.
  func testAuthorization() throws(JSONTypeError) -> SignedAuthorization? {
    let chainID = try require("chainId").anyWord()
    let address: Address = try require("address").fixedBytes()
    let nonce = try require("nonce").anyWord()
    let parity =
      if let value = present("yParity") { try value.anyWord() } else { try require("v").anyWord() }
    let (r, s) = (try require("r").anyWord(), try require("s").anyWord())
    guard let chainID, let r, let s, let nonce, let nonce = UInt64(exactly: nonce), let parity,
      let parity = UInt8(exactly: parity)
    else { return nil }
    return SignedAuthorization(
      Authorization(chainID: chainID, address: address, nonce: nonce), yParity: parity, r: r, s: s)
  }
}
