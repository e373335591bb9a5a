import EVMAccounts
import EVMCrypto
import EVMPrimitives
import ExactJSON
import Testing
import VectorFiles

/// The files of signed transactions, one for each type and one for the unprotected ones.
enum TransactionVectors {
  static let unprotected = "transactions/unprotected.jsonl"
  static let all = [
    "transactions/legacy.jsonl", "transactions/access-list.jsonl",
    "transactions/fee-market.jsonl", "transactions/blob.jsonl", "transactions/set-code.jsonl",
    unprotected,
  ]

  static func rows(_ path: String) throws -> [VectorRow] { try VectorFile(path).rows }

  /// Raw transactions to start from, some of every type.
  static func raw(_ count: Int) throws -> [[UInt8]] {
    try all.flatMap { try rows($0).prefix(count).map { try $0.bytes("raw") } }
  }

  static func key(_ row: VectorRow) throws -> SecretKey { try SecretKey(row.bytes("privateKey")) }
}

@Suite struct `Transaction vectors` {
  @Test(arguments: TransactionVectors.all)
  func `a transaction is signed to eth-account's bytes`(path: String) throws {
    for row in try TransactionVectors.rows(path) {
      let document = try TransactionDocument(row.json.require("transaction"))
      let transaction = document.transaction
      #expect(try transaction.signingHash.bytes == row.bytes("signingHash"), "\(row)")
      let signed = try transaction.signed(
        with: TransactionVectors.key(row),
        replay: path == TransactionVectors.unprotected ? .waived : .required)
      #expect(try signed.encoded == row.bytes("raw"), "\(row)")
      #expect(try signed.hash.bytes == row.bytes("hash"), "\(row)")
    }
  }

  @Test(arguments: TransactionVectors.all)
  func `raw bytes decode to the fields, the sender and the same bytes`(path: String) throws {
    for row in try TransactionVectors.rows(path) {
      let raw = try row.bytes("raw")
      let signed = try SignedTransaction(decoding: raw)
      let document = try TransactionDocument(row.json.require("transaction"))
      #expect(signed.transaction == document.transaction, "\(row)")
      #expect(signed.encoded == raw, "\(row)")
      #expect(try signed.sender().checksummed == row.string("sender"), "\(row)")
      #expect(try PooledTransaction(decoding: raw).encoded == raw, "\(row)")
      let gas = IntrinsicGas(of: signed.transaction, under: .newest).cost
      #expect(try String(gas) == row.string("intrinsicGas"), "\(row)")
    }
  }

  @Test(arguments: TransactionVectors.all)
  func `the JSON of a transaction has the fields in order`(path: String) throws {
    for row in try TransactionVectors.rows(path) {
      let json = try SignedTransaction(decoding: row.bytes("raw")).json()
      guard case .object(let members) = json else { return #expect(Bool(false), "\(row)") }
      let own = ["hash", "sender", "intrinsicGas"]
      let fields = JSON.object(members.filter { !own.contains($0.key) })
      #expect(try fields == JSON(row.json.require("transaction")), "\(row)")
      #expect(members.prefix(3).map(\.key) == ["type", "hash", "sender"])
      #expect(members.last?.key == "intrinsicGas")
      // What was written is read, and signs to the same bytes again.
      let document = try TransactionDocument(JSONDocument(parsing: json.text()).root)
      let again = try document.signed(with: TransactionVectors.key(row), replay: .waived)
      #expect(try again.encoded == row.bytes("raw"), "\(row)")
    }
  }

  @Test func `authorisations are signed as by eth-account, and their authority is found`() throws {
    for row in try TransactionVectors.rows("transactions/authorizations.jsonl") {
      let authorization = Authorization(
        chainID: try UInt256(parsing: row.string("chainId")),
        address: try Address(parsing: row.string("address")),
        nonce: try #require(UInt64(row.string("nonce"))))
      #expect(try authorization.signingHash.bytes == row.bytes("signingHash"), "\(row)")
      let signed = try authorization.signed(with: TransactionVectors.key(row))
      #expect(try String(signed.yParity) == row.string("yParity"), "\(row)")
      #expect(try signed.r.description == row.string("r"), "\(row)")
      #expect(try signed.s.description == row.string("s"), "\(row)")
      #expect(try signed.authority().checksummed == row.string("authority"), "\(row)")
    }
  }

  @Test func `what is no transaction or never valid is refused`() throws {
    let rules = TransactionRules(fork: .newest, chainID: 1, checksGas: false)
    let anyChain = TransactionRules(fork: .newest, chainID: nil, checksGas: false)
    for row in try TransactionVectors.rows("transactions/reject.jsonl") {
      let raw = try row.bytes("raw")
      let why = try row.string("why")
      #expect(throws: (any Error).self, "\(row) \(why)") {
        try rules.sender(of: PooledTransaction(decoding: raw).transaction)
      }
      // A v of 2^64 + 27 is no overflow, but the chain id 2^63 - 4.
      guard !["2^64 + 27", "2^64 + 28"].contains(where: why.hasSuffix) else { continue }
      #expect(throws: (any Error).self, "\(row) \(why)") {
        try anyChain.sender(of: PooledTransaction(decoding: raw).transaction)
      }
    }
  }

  @Test(arguments: Fork.ofEthereum)
  func `each fork takes, refuses and charges as the specification does`(fork: Fork) throws {
    let rules = TransactionRules(fork: fork, chainID: 1)
    // Ethereum's test files know the forks by the last of their older names.
    let name = fork.names.last { !$0.hasSuffix("Glacier") && $0 != "Merge" } ?? fork.description
    for row in try TransactionVectors.rows("transactions/forks.jsonl") {
      let result = try row.json.require("results").require(name)
      let what = "\(row) \(try row.string("what")), \(fork)"
      let signed: SignedTransaction
      do { signed = try SignedTransaction(decoding: row.bytes("raw")) } catch {
        #expect(result.isNull, "\(what): \(error)")
        continue
      }
      #expect(try signed.hash.bytes == row.bytes("hash"), "\(what)")
      do {
        let sender = try rules.sender(of: signed)
        #expect(result["sender"]?.string == sender.checksummed, "\(what)")
        let gas = IntrinsicGas(of: signed.transaction, under: fork)
        #expect(result["intrinsicGas"]?.string == String(gas.cost), "\(what)")
        #expect(signed.transaction.gasLimit >= gas.minimum, "\(what)")
      } catch {
        #expect(result.isNull, "\(what): \(error)")
      }
    }
  }
}
