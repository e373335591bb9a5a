import EVMAccounts
import EVMCrypto
import EVMInterpreter
import EVMPrimitives
import ExactJSON

// The shapes of the execution APIs, as geth answers them: quantities in hex, addresses in lower case.

extension ChainBlock {
  /// The block as clients see it.
  ///
  /// - Parameters:
  ///   - isFull: Whether transactions stand in it whole, or by their hashes.
  ///   - isPending: Whether it is not mined, so that it has neither hash nor nonce.
  func json(isFull: Bool, chainID: UInt64, isPending: Bool = false) -> JSON {
    var members = header.jsonMembers(hash: isPending ? nil : hash)
    members += [
      JSON.Member("size", .quantity(UInt64(block.encoded.count))),
      JSON.Member(
        "transactions",
        .array(
          transactions.indices.map {
            isFull
              ? transactionJSON($0, chainID: chainID, isPending: isPending)
              : .hex(transactions[$0].hash)
          })),
      JSON.Member("uncles", []),
    ]
    if header.withdrawalsRoot != nil { members.append(JSON.Member("withdrawals", [])) }
    return .object(members)
  }

  /// One of its transactions as clients see it.
  func transactionJSON(_ index: Int, chainID: UInt64, isPending: Bool = false) -> JSON {
    let mined = transactions[index]
    var members: [JSON.Member] = [
      JSON.Member("blockHash", isPending ? .null : .hex(hash)),
      JSON.Member("blockNumber", .quantity(number)),
      JSON.Member("blockTimestamp", .quantity(header.timestamp)),
      JSON.Member("transactionIndex", .quantity(UInt64(index))),
    ]
    members += mined.signed.jsonMembers(
      hash: mined.hash, sender: mined.sender, gasPrice: mined.gasPrice)
    return .object(members)
  }

  /// What one of its transactions left behind, as clients see it.
  func receiptJSON(_ index: Int) -> JSON {
    let mined = transactions[index]
    let receipt = mined.receipt
    var members: [JSON.Member] = [
      JSON.Member("blockHash", .hex(hash)), JSON.Member("blockNumber", .quantity(number)),
      JSON.Member(
        "contractAddress", mined.createdAddress.map { .hex($0) } ?? .null),
      JSON.Member("cumulativeGasUsed", .quantity(receipt.cumulativeGasUsed)),
      JSON.Member("effectiveGasPrice", .quantity(mined.gasPrice)),
      JSON.Member("from", .hex(mined.sender)), JSON.Member("gasUsed", .quantity(mined.gasUsed)),
      JSON.Member("logs", .array(logs(ofTransaction: index).map(\.json))),
      JSON.Member("logsBloom", .hex(receipt.logsBloom)),
    ]
    switch receipt.result {
    case .status(let isSuccess): members.append(JSON.Member("status", isSuccess ? "0x1" : "0x0"))
    case .stateRoot(let root): members.append(JSON.Member("root", .hex(root)))
    }
    members += [
      JSON.Member("to", mined.signed.transaction.to.map { .hex($0) } ?? .null),
      JSON.Member("transactionHash", .hex(mined.hash)),
      JSON.Member("transactionIndex", .quantity(UInt64(index))),
      JSON.Member("type", .quantity(receipt.type.rawValue)),
    ]
    if let price = mined.blobGasPrice, let blobs = mined.signed.transaction.blobs {
      members += [
        JSON.Member("blobGasPrice", .quantity(price)),
        JSON.Member("blobGasUsed", .quantity(blobs.gas)),
      ]
    }
    return .object(members)
  }
}

extension BlockHeader {
  /// The header's fields as clients see them.
  ///
  /// - Parameter hash: `nil` for a block that is not mined.
  func jsonMembers(hash: Hash256?) -> [JSON.Member] {
    let isPending = hash == nil
    let nonceBytes = withUnsafeBytes(of: nonce.bigEndian) { Array($0) }
    var members: [JSON.Member] = [
      JSON.Member("number", .quantity(number)),
      JSON.Member("hash", hash.map { .hex($0) } ?? .null),
      JSON.Member("parentHash", .hex(parentHash)),
      JSON.Member("nonce", isPending ? .null : .hex(nonceBytes)),
      JSON.Member("mixHash", .hex(mixHash)),
      JSON.Member("sha3Uncles", .hex(ommersHash)),
      JSON.Member("logsBloom", .hex(logsBloom)),
      JSON.Member("stateRoot", .hex(stateRoot)),
      JSON.Member("miner", isPending ? .null : .hex(coinbase)),
      JSON.Member("difficulty", .quantity(difficulty)),
      JSON.Member("extraData", .hex(extraData)),
      JSON.Member("gasLimit", .quantity(gasLimit)),
      JSON.Member("gasUsed", .quantity(gasUsed)),
      JSON.Member("timestamp", .quantity(timestamp)),
      JSON.Member("transactionsRoot", .hex(transactionsRoot)),
      JSON.Member("receiptsRoot", .hex(receiptsRoot)),
    ]
    if let baseFee { members.append(JSON.Member("baseFeePerGas", .quantity(baseFee))) }
    if let withdrawalsRoot { members.append(JSON.Member("withdrawalsRoot", .hex(withdrawalsRoot))) }
    if let blobGasUsed { members.append(JSON.Member("blobGasUsed", .quantity(blobGasUsed))) }
    if let excessBlobGas { members.append(JSON.Member("excessBlobGas", .quantity(excessBlobGas))) }
    if let parentBeaconBlockRoot {
      members.append(JSON.Member("parentBeaconBlockRoot", .hex(parentBeaconBlockRoot)))
    }
    if let requestsHash { members.append(JSON.Member("requestsHash", .hex(requestsHash))) }
    return members
  }
}

extension PlacedLog {
  /// The log as clients see it.
  var json: JSON {
    [
      "address": .hex(log.address), "topics": .array(log.topics.map { .hex($0) }),
      "data": .hex(log.data), "blockNumber": .quantity(block.number),
      "transactionHash": .hex(block.transactions[transactionIndex].hash),
      "transactionIndex": .quantity(UInt64(transactionIndex)), "blockHash": .hex(block.hash),
      "blockTimestamp": .quantity(block.header.timestamp),
      "logIndex": .quantity(UInt64(logIndex)), "removed": false,
    ]
  }
}

extension SignedTransaction {
  /// The transaction's own fields as clients see them.
  ///
  /// - Parameter gasPrice: What was paid, once that is known.
  func jsonMembers(hash: Hash256, sender: Address, gasPrice: UInt256?) -> [JSON.Member] {
    let transaction = transaction
    var members: [JSON.Member] = [
      JSON.Member("hash", .hex(hash)), JSON.Member("from", .hex(sender)),
      JSON.Member("to", transaction.to.map { .hex($0) } ?? .null),
      JSON.Member("nonce", .quantity(transaction.nonce)),
      JSON.Member("gas", .quantity(transaction.gasLimit)),
      JSON.Member("gasPrice", .quantity(gasPrice ?? transaction.maximumFeePerGas)),
      JSON.Member("value", .quantity(transaction.value)),
      JSON.Member("input", .hex(transaction.input)),
      JSON.Member("type", .quantity(transaction.type.rawValue)),
    ]
    if let fees = transaction.fees {
      members += [
        JSON.Member("maxFeePerGas", .quantity(fees.maxFeePerGas)),
        JSON.Member("maxPriorityFeePerGas", .quantity(fees.maxPriorityFeePerGas)),
      ]
    }
    if let blobs = transaction.blobs {
      members += [
        JSON.Member("maxFeePerBlobGas", .quantity(blobs.maxFeePerBlobGas)),
        JSON.Member("blobVersionedHashes", .array(blobs.versionedHashes.map { .hex($0) })),
      ]
    }
    if let list = transaction.accessList {
      members.append(JSON.Member("accessList", .array(list.map(\.rpcJSON))))
    }
    if let authorizations = transaction.authorizations {
      members.append(
        JSON.Member("authorizationList", .array(authorizations.map(\.rpcJSON))))
    }
    if let chainID = transaction.chainID {
      members.append(JSON.Member("chainId", .quantity(chainID)))
    }
    members += [
      JSON.Member("v", .quantity(v)), JSON.Member("r", .quantity(UInt256(signature.r))),
      JSON.Member("s", .quantity(UInt256(signature.s))),
    ]
    if transaction.type != .legacy { members.append(JSON.Member("yParity", .quantity(v))) }
    return members
  }
}

extension AccessListEntry {
  var rpcJSON: JSON {
    ["address": .hex(address), "storageKeys": .array(storageKeys.map { .hex($0) })]
  }
}

extension SignedAuthorization {
  fileprivate var rpcJSON: JSON {
    [
      "chainId": .quantity(authorization.chainID), "address": .hex(authorization.address),
      "nonce": .quantity(authorization.nonce), "yParity": .quantity(yParity),
      "r": .quantity(r), "s": .quantity(s),
    ]
  }
}
