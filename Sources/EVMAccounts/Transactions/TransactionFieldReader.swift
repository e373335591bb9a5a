import EVMPrimitives

/// Takes the fields of a transaction's RLP list one after the other.
struct TransactionFieldReader {
  private let items: [RLPItem]
  private var position = 0

  init(_ items: [RLPItem]) { self.items = items }

  /// The next field. The list's length is checked before anything is read.
  private mutating func next() -> RLPItem {
    guard position < items.count else { return .bytes([]) }
    defer { position += 1 }
    return items[position]
  }

  mutating func bytes(_ field: TransactionField) throws(TransactionError) -> [UInt8] {
    try next().requireBytes(field)
  }

  mutating func list(_ field: TransactionField) throws(TransactionError) -> [RLPItem] {
    try next().requireList(field)
  }

  mutating func word(_ field: TransactionField) throws(TransactionError) -> UInt256 {
    try next().requireWord(field)
  }

  /// A number of at most 64 bits.
  mutating func number(_ field: TransactionField) throws(TransactionError) -> UInt64 {
    try next().requireNumber(field)
  }

  /// An address, or nothing.
  mutating func recipient() throws(TransactionError) -> Address? {
    let bytes = try bytes(.to)
    return bytes.isEmpty ? nil : try fixed(bytes, .to)
  }

  mutating func accessList() throws(TransactionError) -> [AccessListEntry] {
    var entries: [AccessListEntry] = []
    for (index, item) in try list(.accessList).enumerated() {
      let parts = try item.requireList(.accessListEntry(index), count: 2)
      var keys: [Hash256] = []
      for (key, item) in try parts[1].requireList(.storageKeys(entry: index)).enumerated() {
        keys.append(try item.requireFixed(.storageKey(entry: index, key: key)))
      }
      entries.append(
        AccessListEntry(
          address: try parts[0].requireFixed(.accessListAddress(entry: index)), storageKeys: keys))
    }
    return entries
  }

  mutating func versionedHashes() throws(TransactionError) -> [Hash256] {
    var hashes: [Hash256] = []
    for (index, item) in try list(.blobVersionedHashes).enumerated() {
      hashes.append(try item.requireFixed(.blobVersionedHash(index)))
    }
    return hashes
  }

  mutating func authorizations() throws(TransactionError) -> [SignedAuthorization] {
    var authorizations: [SignedAuthorization] = []
    for (index, item) in try list(.authorizationList).enumerated() {
      let parts = try item.requireList(.authorization(index), count: 6)
      func field(_ part: TransactionField.Part) -> TransactionField {
        .authorizationPart(index, part)
      }
      let authorization = Authorization(
        chainID: try parts[0].requireWord(field(.chainID)),
        address: try parts[1].requireFixed(field(.address)),
        nonce: try parts[2].requireNumber(field(.nonce)))
      let parity = try parts[3].requireNumber(field(.yParity), byteLimit: 1)
      authorizations.append(
        SignedAuthorization(
          authorization, yParity: UInt8(truncatingIfNeeded: parity),
          r: try parts[4].requireWord(field(.r)), s: try parts[5].requireWord(field(.s))))
    }
    return authorizations
  }
}

extension RLPItem {
  func requireBytes(_ field: TransactionField) throws(TransactionError) -> [UInt8] {
    guard case .bytes(let bytes) = self else { throw .listInsteadOfBytes(field) }
    return bytes
  }

  func requireList(_ field: TransactionField) throws(TransactionError) -> [RLPItem] {
    guard case .list(let items) = self else { throw .bytesInsteadOfList(field) }
    return items
  }

  func requireList(
    _ field: TransactionField, count: Int
  ) throws(TransactionError) -> [RLPItem] {
    let items = try requireList(field)
    guard items.count == count else {
      throw .wrongItemCount(field, expected: count, found: items.count)
    }
    return items
  }

  func requireWord(_ field: TransactionField) throws(TransactionError) -> UInt256 {
    let bytes = try requireBytes(field)
    if bytes.first == 0 { throw .leadingZero(field) }
    do {
      // Most words are short, and r and s are whole: neither needs a loop over 256 bits.
      if bytes.count <= 8 { return UInt256(bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }) }
      return bytes.count == 32
        ? try UInt256(bigEndian: bytes) : try UInt256(bigEndianUpTo32: bytes)
    } catch {
      throw .numberTooLarge(field, byteLimit: 32, found: bytes.count)
    }
  }

  func requireNumber(
    _ field: TransactionField, byteLimit: Int = 8
  ) throws(TransactionError) -> UInt64 {
    let bytes = try requireBytes(field)
    if bytes.first == 0 { throw .leadingZero(field) }
    guard bytes.count <= byteLimit else {
      throw .numberTooLarge(field, byteLimit: byteLimit, found: bytes.count)
    }
    return bytes.reduce(0) { $0 << 8 | UInt64($1) }
  }

  func requireFixed<Value: FixedBytes>(
    _ field: TransactionField
  ) throws(TransactionError) -> Value {
    try fixed(try requireBytes(field), field)
  }
}

/// The value of a fixed number of bytes.
private func fixed<Value: FixedBytes>(
  _ bytes: [UInt8], _ field: TransactionField
) throws(TransactionError) -> Value {
  do { return try Value(bytes) } catch {
    throw .wrongByteCount(field, expected: error.expected, found: error.found)
  }
}
