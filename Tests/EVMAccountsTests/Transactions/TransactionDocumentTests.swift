import EVMAccounts
import EVMCrypto
import EVMPrimitives
import ExactJSON
import Testing
import VectorFiles

/// A tree of values as a document.
enum JSONText {
  static func root(_ json: JSON) throws -> JSONValue { try JSONDocument(parsing: json.text()).root }
}

@Suite struct `A transaction as JSON` {
  private static let to = "0x1f8B3e7E691D733F5eb17E5570c49dE3e5Aecef9"
  private static let legacy =
    #"{"chainId":199,"nonce":"7","to":"\#(to)","value":"0x5","gas":90000,"gasPrice":"300000000000000","input":"0x01"}"#

  private static func read(_ text: String) throws -> TransactionDocument {
    try TransactionDocument(JSONDocument(parsing: text).root)
  }

  private static func sentence(_ text: String) -> String {
    do { _ = try read(text) } catch { return "\(error)" }
    return "read"
  }

  /// `legacy` with a piece replaced.
  private static func legacy(_ old: String, _ new: String) throws -> String {
    try #require(legacy.contains(old))
    return String(
      legacy.split(separator: old, omittingEmptySubsequences: false).joined(separator: new))
  }

  @Test func `numbers are decimal strings, hex or integers, and exact`() throws {
    let document = try Self.read(Self.legacy)
    #expect(document.transaction.nonce == 7 && document.transaction.value == 5)
    #expect(document.transaction.gasLimit == 90_000 && document.transaction.input == [1])
    let large = (UInt256(1) << 128) + 1
    for (text, value) in [
      ("340282366920938463463374607431768211457", large),
      (#""0x100000000000000000000000000000001""#, large),
      ("\"\(UInt256.max)\"", .max), ("\(UInt256.max)", .max), ("0", 0), (#""0x0""#, 0),
    ] {
      #expect(try Self.read(Self.legacy(#""0x5""#, text)).transaction.value == value, "\(text)")
    }
    for text in [
      "-1", #""-1""#, "1.5", "1e18", #""1e18""#, #""""#, #""0x""#, #"" 1""#, "null", "true", "[]",
      #""1 btt""#, "\"\(UInt256.max)0\"", #""٣""#,
    ] {
      #expect(Self.sentence(try Self.legacy(#""0x5""#, text)).contains("$.value"), "\(text)")
    }
    for field in ["nonce", "gas", "chainId"] {
      let old = ["nonce": #""7""#, "gas": "90000", "chainId": "199"][field] ?? ""
      #expect(
        Self.sentence(try Self.legacy("\"\(field)\":\(old)", "\"\(field)\":18446744073709551616"))
          .contains("The number 18446744073709551616 does not fit 64 bits."), "\(field)")
    }
  }

  @Test func `the type follows from the fields`() throws {
    func type(_ more: String, price: String = #""maxFeePerGas":9,"maxPriorityFeePerGas":1"#) throws
      -> TransactionType
    {
      try Self.read(
        #"{"chainId":1,"nonce":1,"gas":1,"to":"\#(Self.to)",\#(price)\#(more)}"#
      ).transaction.type
    }
    #expect(try type("", price: #""gasPrice":1"#) == .legacy)
    #expect(try type(#","accessList":[]"#, price: #""gasPrice":1"#) == .accessList)
    #expect(try type("") == .feeMarket)
    #expect(try type(#","accessList":[]"#) == .feeMarket)
    #expect(try type(#","maxFeePerBlobGas":1,"blobVersionedHashes":[]"#) == .blob)
    #expect(try type(#","authorizationList":[]"#) == .setCode)
    for stated in ["2", #""2""#, #""0x2""#] {
      #expect(try type(#","type":\#(stated)"#) == .feeMarket)
    }
    #expect(try type(#","type":1"#, price: #""gasPrice":1"#) == .accessList)
  }

  @Test func `fields of another type are refused`() throws {
    func sentence(_ more: String) -> String {
      Self.sentence(#"{"chainId":1,"nonce":1,"gas":1,"to":"\#(Self.to)",\#(more)}"#)
    }
    #expect(
      sentence(#""gasPrice":1,"maxFeePerGas":2"#).contains(
        "The fields gasPrice, maxFeePerGas belong to no one type; maxFeePerGas is a field of type 2, 3, 4."
      ))
    #expect(
      sentence(#""gasPrice":1,"type":2"#).contains(
        "A transaction of type 2 (fee market, EIP-1559) has no gasPrice, which is a field of type 0, 1."
      ))
    #expect(sentence(#""gasPrice":1,"type":0,"accessList":[]"#).contains("has no accessList"))
    #expect(
      sentence(#""maxFeePerBlobGas":1,"authorizationList":[]"#).contains("belong to no one type"))
    #expect(sentence(#""gasPrice":1,"type":5"#).contains("There is no transaction type 5"))
    #expect(sentence(#""maxFeePerGas":1"#).contains("no key 'maxPriorityFeePerGas'"))
    #expect(sentence(#""value":1"#).contains("no key 'gasPrice'"))
  }

  @Test func `an unknown, missing or doubled key is refused`() throws {
    #expect(
      Self.sentence(try Self.legacy("\"gasPrice\"", "\"gasprice\"")).hasPrefix(
        "The key 'gasprice' at $.gasprice"))
    for key in ["nonce", "gas", "gasPrice"] {
      let text = Self.legacy.split(separator: ",").filter { !$0.contains("\"\(key)\":") }
      #expect(Self.sentence(text.joined(separator: ",")).contains("no key '\(key)'"), "\(key)")
    }
    #expect(Self.sentence(try Self.legacy("\"gas\"", "\"nonce\"")).contains("already given"))
    #expect(Self.sentence("[]").contains("an array"))
  }

  @Test func `data and input are one, and so are from and sender`() throws {
    let data = try Self.legacy(#""input""#, #""data""#)
    #expect(try Self.read(data).transaction.input == [1])
    let both = try Self.legacy(#""input":"0x01""#, #""input":"0x01","data":"0x01""#)
    #expect(try Self.read(both).transaction.input == [1])
    let other = try Self.legacy(#""input":"0x01""#, #""input":"0x01","data":"0x02""#)
    #expect(Self.sentence(other).contains("input and data mean the same, but differ"))
    let senders = try Self.legacy(
      #""input":"0x01""#, #""from":"\#(Self.to)","sender":"\#(Address.zero)""#)
    #expect(Self.sentence(senders).contains("sender and from mean the same, but differ"))
  }

  @Test func `no recipient creates a contract, an empty text does not`() throws {
    for text in ["null", #""0x""#] {
      #expect(try Self.read(Self.legacy("\"\(Self.to)\"", text)).transaction.to == nil)
    }
    let missing = try Self.legacy(#""to":"\#(Self.to)","#, "")
    #expect(try Self.read(missing).transaction.to == nil)
    #expect(
      Self.sentence(try Self.legacy(Self.to, "")).contains("The recipient is an empty text;"))
    #expect(Self.sentence(try Self.legacy(Self.to, Self.to + "00")).contains("$.to"))
    #expect(
      Self.sentence(try Self.legacy(Self.to, "0x1F8b" + Self.to.dropFirst(6))).contains("EIP-55"))
  }

  @Test func `lists have the shape of JSON-RPC`() throws {
    func sentence(_ list: String) -> String {
      Self.sentence(#"{"chainId":1,"nonce":1,"gas":1,"gasPrice":1,"accessList":\#(list)}"#)
    }
    let slot = "0x" + String(repeating: "ab", count: 32)
    #expect(sentence(#"[{"address":"\#(Self.to)","storageKeys":["\#(slot)"]}]"#) == "read")
    for list in [
      "{}", "[[]]", #"["\#(Self.to)"]"#, #"[{"address":"\#(Self.to)"}]"#,
      #"[{"address":"\#(Self.to)","storageKeys":["0x01"]}]"#,
      #"[{"address":"\#(Self.to)","storageKeys":[],"slot":1}]"#,
      #"[{"address":"0x01","storageKeys":[]}]"#,
    ] {
      #expect(sentence(list).contains("$.accessList"), "\(list)")
    }
    func authorized(_ item: String) -> String {
      Self.sentence(
        #"{"chainId":1,"nonce":1,"gas":1,"to":"\#(Self.to)","maxFeePerGas":1,"maxPriorityFeePerGas":1,"authorizationList":[\#(item)]}"#
      )
    }
    let good =
      #"{"chainId":"1","address":"\#(Self.to)","nonce":"0","yParity":"1","r":"2","s":"0x3"}"#
    #expect(authorized(good) == "read")
    #expect(authorized("{}").contains("no key"))
    #expect(
      authorized(
        #"{"chainId":"1","address":"\#(Self.to)","nonce":"0","yParity":256,"r":"2","s":"3"}"#
      )
      .contains("A y parity is 0 or 1."))
  }

  @Test func `a stated sender and hash are checked before anything leaves`() throws {
    let key = try SecretKey(hex: String(repeating: "11", count: 32))
    let account = key.publicKey.address
    let good = try Self.read(Self.legacy("\"nonce\"", "\"from\":\"\(account)\",\"nonce\""))
    let signed = try good.signed(with: key)
    #expect(try signed.sender() == account)
    let other = try Self.read(Self.legacy("\"nonce\"", "\"from\":\"\(Self.to)\",\"nonce\""))
    let sender = #expect(throws: TransactionRefusal.self) { try other.signed(with: key) }
    #expect(
      sender?.description
        == "The transaction is to be sent by \(Self.to), but the key is that of \(account); take the right key, or leave the sender out."
    )
    let hashed = try Self.read(Self.legacy("\"nonce\"", "\"hash\":\"\(signed.hash)\",\"nonce\""))
    #expect(try hashed.signed(with: key) == signed)
    let stale = try Self.read(
      Self.legacy("\"nonce\":\"7\"", "\"hash\":\"\(signed.hash)\",\"nonce\":8"))
    let hash = #expect(throws: TransactionRefusal.self) { try stale.signed(with: key) }
    #expect(hash?.description.hasSuffix("leave the hash out if that was meant.") == true)
  }

  @Test func `an unprotected transaction is signed only when null or the caller asks for it`()
    throws
  {
    let key = try SecretKey(hex: String(repeating: "11", count: 32))
    let missing = try Self.read(Self.legacy(#""chainId":199,"#, ""))
    #expect(throws: TransactionRefusal.unprotected) { try missing.signed(with: key) }
    #expect(try missing.signed(with: key, replay: .waived).transaction.chainID == nil)
    let null = try Self.read(Self.legacy("199", "null"))
    #expect(null.waivesReplayProtection && !missing.waivesReplayProtection)
    #expect(try null.signed(with: key).transaction.chainID == nil)
    let zero = try Self.read(Self.legacy("199", "0"))
    #expect(throws: TransactionRefusal.chainIDZero) { try zero.signed(with: key) }
    #expect(try zero.signed(with: key, replay: .waived).transaction.chainID == 0)
  }

  @Test func `mutated JSON is read or refused with a sentence`() throws {
    var random = SeededGenerator(seed: 0x747a)
    let seeds = try TransactionVectors.all.flatMap {
      try TransactionVectors.rows($0).prefix(4).map {
        try $0.json.require("transaction").description
      }
    }
    var readings = 0
    for _ in 0..<4_000 {
      let text = random.mutated(try #require(seeds.randomElement(using: &random)))
      do {
        _ = try Self.read(text)
        readings += 1
      } catch { #expect("\(error)".hasSuffix("."), "\(error)") }
    }
    #expect(readings > 200)
  }
}
