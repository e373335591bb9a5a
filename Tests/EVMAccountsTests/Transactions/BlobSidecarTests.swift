import EVMAccounts
import EVMPrimitives
import Testing
import VectorFiles

@Suite struct `Blobs beside a transaction` {
  /// The transaction of a row and its blobs, which stand there as their beginnings.
  private static func pooled(_ row: VectorRow) throws -> PooledTransaction {
    let blobs = try row.strings("blobStarts").map { text in
      let start = try Hex.decode(text)
      return start + [UInt8](repeating: 0, count: BlobSidecar.blobByteCount - start.count)
    }
    let proofs = try row.bytes("proofs")
    let size = BlobSidecar.pointByteCount
    let sidecar = try BlobSidecar(
      form: row.bool("cellProofs") ? .cellProofs : .blobProofs, blobs: blobs,
      commitments: try row.strings("commitments").map { try Hex.decode($0) },
      proofs: stride(from: 0, to: proofs.count, by: size).map { Array(proofs[$0..<$0 + size]) })
    return try PooledTransaction(
      SignedTransaction(decoding: row.bytes("raw")), sidecar: sidecar)
  }

  @Test func `both network forms encode to eth-account's bytes and decode back`() throws {
    for row in try TransactionVectors.rows("transactions/network.jsonl") {
      let pooled = try Self.pooled(row)
      let network = pooled.encoded
      #expect(try network.count == row.integer("networkSize"), "\(row)")
      #expect(try Keccak256.hash(network).bytes == row.bytes("networkKeccak"), "\(row)")
      let decoded = try PooledTransaction(decoding: network)
      #expect(decoded == pooled, "\(row)")
      #expect(try decoded.transaction.hash.bytes == row.bytes("hash"), "\(row)")
      #expect(try decoded.transaction.sender().checksummed == row.string("sender"), "\(row)")
      #expect(throws: TransactionError.networkForm) { try SignedTransaction(decoding: network) }
    }
  }

  @Test func `numbers, lengths and hashes that do not belong together are refused`() throws {
    let rows = try TransactionVectors.rows("transactions/network.jsonl")
    let pooled = try Self.pooled(#require(rows.first))
    let cells = try Self.pooled(rows[1])
    let other = try Self.pooled(rows[2])
    let sidecar = try #require(pooled.sidecar)
    let cellSidecar = try #require(cells.sidecar)
    func refusal(_ body: () throws -> Void) -> String {
      do { try body() } catch { return "\(error)" }
      return "taken"
    }
    func rebuilt(
      blobs: [[UInt8]]? = nil, commitments: [[UInt8]]? = nil, proofs: [[UInt8]]? = nil
    ) -> String {
      refusal {
        _ = try BlobSidecar(
          form: .blobProofs, blobs: blobs ?? sidecar.blobs,
          commitments: commitments ?? sidecar.commitments, proofs: proofs ?? sidecar.proofs)
      }
    }
    #expect(rebuilt() == "taken")
    #expect(
      rebuilt(commitments: [])
        == "The list of commitments has 0 items, but the transaction's blobs need 1."
    )
    #expect(
      rebuilt(proofs: cellSidecar.proofs)
        == "The list of proofs has 128 items, but the transaction's blobs need 1.")
    #expect(rebuilt(blobs: [[1, 2]]) == "The blob 0 has 2 bytes, but must have 131072.")
    #expect(
      rebuilt(commitments: [[UInt8](repeating: 1, count: 47)])
        == "The commitment 0 has 47 bytes, but must have 48.")
    #expect(
      rebuilt(proofs: [[UInt8](repeating: 1, count: 49)])
        == "The proof 0 has 49 bytes, but must have 48.")
    #expect(
      refusal { _ = try PooledTransaction(pooled.transaction, sidecar: other.sidecar) }
        .contains("belong to another transaction"))
    let legacy = try SignedTransaction(
      decoding: TransactionVectors.rows("transactions/legacy.jsonl")[0].bytes("raw"))
    #expect(
      refusal { _ = try PooledTransaction(legacy, sidecar: sidecar) }
        == "A transaction of type 0 (legacy) has no blobs, so none can travel with it; leave them out."
    )
    let two = try Self.pooled(rows[5])
    #expect(
      refusal { _ = try PooledTransaction(two.transaction, sidecar: sidecar) }
        == "The list of blobs has 1 item, but the transaction's blobs need 2.")
  }

  @Test func `a wrapper of another shape is refused`() throws {
    let pooled = try Self.pooled(TransactionVectors.rows("transactions/network.jsonl")[1])
    let sidecar = try #require(pooled.sidecar)
    guard case .list(let payload) = try RLP.decode(Array(pooled.transaction.encoded.dropFirst()))
    else { return #expect(Bool(false)) }
    func list(_ items: [[UInt8]]) -> RLPItem { .list(items.map { .bytes($0) }) }
    let parts = [list(sidecar.blobs), list(sidecar.commitments), list(sidecar.proofs)]
    func sentence(_ items: [RLPItem]) -> String {
      do { _ = try PooledTransaction(decoding: [3] + RLP.encode(.list(items))) } catch {
        return "\(error)"
      }
      return "taken"
    }
    #expect(sentence([.list(payload), .number(1)] + parts) == "taken")
    for version in [0, 2, 255] as [UInt256] {
      #expect(
        sentence([.list(payload), .number(version)] + parts).hasPrefix(
          "The blobs come in a wrapper of version \(version);"))
    }
    #expect(
      sentence([.list(payload), .bytes([0])] + parts)
        == "The wrapper version has a leading zero byte, which RLP forbids in numbers; the sender has to encode it again."
    )
    // Cell proofs without the version that announces them.
    #expect(sentence([.list(payload)] + parts).hasPrefix("The list of proofs has 128 items"))
    #expect(sentence([.list(payload)]).contains("has 1 part, but must have 4"))
    #expect(sentence([.list(payload)] + parts + parts).contains("has 7 parts"))
    #expect(
      sentence([.list(payload), .bytes([1])] + [.bytes([1])] + parts.dropFirst())
        == "The list of blobs is an RLP byte string, but must be a list; the sender has to encode it again."
    )
    #expect(
      sentence([.list(payload), .bytes([1]), .list([.list([])])] + parts.dropFirst())
        == "The blob 0 is an RLP list, but must be a byte string; the sender has to encode it again."
    )
    // Another type in the form of type 3.
    let typed = [2] + RLP.encode(.list([.list(payload)] + parts))
    #expect(throws: TransactionError.self) { try PooledTransaction(decoding: typed) }
  }
}
