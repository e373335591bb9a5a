import EVMPrimitives

extension BlockHeader {
  /// The header that RLP encodes; `nil` when it is none.
  init?(rlp bytes: [UInt8]) {
    guard case .list(let items)? = try? RLP.decode(bytes), (15...21).contains(items.count) else {
      return nil
    }
    let fields = items.compactMap { item -> [UInt8]? in
      if case .bytes(let bytes) = item { bytes } else { nil }
    }
    guard fields.count == items.count else { return nil }
    func hash(_ index: Int) -> Hash256? { try? Hash256(fields[index]) }
    func word(_ index: Int) -> UInt256? {
      guard fields[index].first != 0 else { return nil }
      return try? UInt256(bigEndianUpTo32: fields[index])
    }
    guard let parentHash = hash(0), let ommersHash = hash(1),
      let coinbase = try? Address(fields[2]),
      let stateRoot = hash(3), let transactionsRoot = hash(4), let receiptsRoot = hash(5),
      let logsBloom = try? LogsBloom(fields[6]), let difficulty = word(7),
      let number = shortNumber(fields[8]),
      let gasLimit = shortNumber(fields[9]), let gasUsed = shortNumber(fields[10]),
      let timestamp = shortNumber(fields[11]), fields[12].count <= 32, let mixHash = hash(13),
      fields[14].count == 8
    else { return nil }
    self.init(
      number: number, parentHash: parentHash, timestamp: timestamp, gasLimit: gasLimit,
      coinbase: coinbase, stateRoot: stateRoot, under: .frontier)
    self.ommersHash = ommersHash
    self.transactionsRoot = transactionsRoot
    self.receiptsRoot = receiptsRoot
    self.logsBloom = logsBloom
    self.difficulty = difficulty
    self.gasUsed = gasUsed
    extraData = fields[12]
    self.mixHash = mixHash
    nonce = fields[14].reduce(0) { $0 << 8 | UInt64($1) }
    for index in 15..<max(15, fields.count) {
      switch index {
      case 15: baseFee = word(15)
      case 16: withdrawalsRoot = hash(16)
      case 17: blobGasUsed = shortNumber(fields[17])
      case 18: excessBlobGas = shortNumber(fields[18])
      case 19: parentBeaconBlockRoot = hash(19)
      default: requestsHash = hash(20)
      }
    }
    // A field that could not be read would be missing from what is encoded again.
    guard RLP.encode(rlp) == bytes else { return nil }
  }
}

/// A number of at most 64 bits without leading zeros.
private func shortNumber(_ bytes: [UInt8]) -> UInt64? {
  guard bytes.first != 0 else { return nil }
  return (try? UInt256(bigEndianUpTo32: bytes)).flatMap { UInt64(exactly: $0) }
}
