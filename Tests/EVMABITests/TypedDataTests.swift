import EVMABI
import EVMCrypto
import EVMPrimitives
import ExactJSON
import Testing
import VectorFiles

@Suite struct `Typed data` {
  @Test(
    arguments: [
      "typed-data/accept-1.jsonl", "typed-data/accept-2.jsonl", "typed-data/published.jsonl",
    ]
  )
  func `hashes are those of other implementations, and so the signature`(path: String) throws {
    for row in try VectorFile(path).rows {
      let data = try TypedData(row.json.require("typedData"))
      #expect(try data.domainSeparator.hex == row.string("domainSeparator"), "\(row)")
      #expect(try data.structHash.hex == row.string("structHash"), "\(row)")
      #expect(try data.digest.hex == row.string("digest"), "\(row)")
      #expect(try data.encodedType == row.string("encodeType"), "\(row)")
      guard row.has("signature") else { continue }
      let signature = try Signature(row.bytes("signature"))
      #expect(try signature.address(signing: data.digest).checksummed == row.string("address"))
      if row.has("privateKey") {
        let key = try SecretKey(row.bytes("privateKey"))
        #expect(key.sign(data.digest) == signature, "\(row)")
      }
    }
  }

  @Test func `what is not exact is refused`() throws {
    for row in try VectorFile("typed-data/reject.jsonl").rows {
      let text = try row.string("typedData")
      let why = try row.string("why")
      #expect(throws: (any Error).self, "\(row): \(why)") {
        try TypedData(JSONDocument(parsing: text).root)
      }
    }
  }

  /// EIP-712's Mail, with the message and the domain of the caller.
  private func mail(domain: String, declared: Bool = false, message: String) throws -> TypedData {
    let declaration =
      declared
      ? #""EIP712Domain":[{"name":"chainId","type":"uint256"},{"name":"name","type":"string"}],"#
      : ""
    return try TypedData(
      JSONDocument(
        parsing: #"""
          {"types":{\#(declaration)"Mail":[{"name":"to","type":"address"},{"name":"text","type":"string"}]},
          "primaryType":"Mail","domain":\#(domain),"message":\#(message)}
          """#
      ).root)
  }

  private let message =
    #"{"to":"0x1f8B3e7E691D733F5eb17E5570c49dE3e5Aecef9","text":"a\u001b[2Jb\u202ec\""}"#

  @Test func `without a declaration the domain has the standard's order, with one its own`() throws
  {
    let domain = #"{"chainId":"0xc7","name":"Vault"}"#
    let implied = try mail(domain: domain, message: message).domain
    #expect(implied.encodedType == "EIP712Domain(string name,uint256 chainId)")
    let declared = try mail(domain: domain, declared: true, message: message).domain
    #expect(declared.encodedType == "EIP712Domain(uint256 chainId,string name)")
    #expect(declared.separator != implied.separator)
    let built = try TypedDataDomain([.name("Vault"), .chainID(199)])
    #expect(built == implied)
  }

  @Test func `the text shows every member, and no character that moves the cursor`() throws {
    let text = try mail(domain: #"{"name":"Vault","chainId":199}"#, message: message).description
    #expect(
      text == """
        Domain
          name     "Vault"
          chainId  199
        Mail
          to    0x1f8B3e7E691D733F5eb17E5570c49dE3e5Aecef9
          text  "a\\u{1b}[2Jb\\u{202e}c\\""
        """)
    let empty = try mail(domain: "{}", message: message).description
    #expect(empty.contains("good for any application, chain and contract"))
  }

  @Test func `a statement built in Swift is checked as one that is read`() throws {
    let types = try TypedDataTypes([
      TypedDataStruct(
        "Mail",
        [.init("to", .atomic(.address)), .init("tags", .fixedArray(.atomic(.uint(8)), count: 2))])
    ])
    let domain = try TypedDataDomain([])
    func data(_ primary: String, _ message: [TypedDataValue]) throws(TypedDataError) -> TypedData {
      try TypedData(types: types, primaryType: primary, domain: domain, message: message)
    }
    let tags = TypedDataValue.array([.atomic(.uint(1)), .atomic(.uint(2))])
    #expect(throws: Never.self) { try data("Mail", [.atomic(.address(.zero)), tags]) }
    for (message, sentence) in [
      ([.atomic(.address(.zero))], "Mail is a struct of 1 member, which is no Mail."),
      ([.atomic(.bool(true)), tags], "Mail.to is a boolean, which is no address."),
      (
        [.atomic(.address(.zero)), .array([.atomic(.uint(1)), .atomic(.uint(256))])],
        "Mail.tags[1] is an unsigned integer, which is no uint8."
      ),
      (
        [.atomic(.address(.zero)), .array([])], "Mail.tags is an array of 0, which is no uint8[2]."
      ),
    ] as [([TypedDataValue], String)] {
      let error = #expect(throws: TypedDataError.self) { try data("Mail", message) }
      #expect(error?.description == sentence)
    }
    let unknown = #expect(throws: TypedDataError.self) { try data("Male", []) }
    #expect(unknown == .unknownPrimaryType("Male", known: ["Mail"]))
    #expect(throws: TypedDataError.nameTwice("name", in: "the domain")) {
      try TypedDataDomain([.name("a"), .name("b")])
    }
  }

  @Test func `names that could be read in two ways are refused`() throws {
    for name in [
      "", "a b", "1a", "uint256", "bytes", "address", "int7", "fixed128x18", "a,uint256 b",
    ] {
      #expect(throws: TypedDataError.unusableName(name)) {
        try TypedDataTypes([TypedDataStruct(name, [])])
      }
    }
    #expect(throws: TypedDataError.unusableName("x)y(")) {
      try TypedDataTypes([TypedDataStruct("A", [.init("x)y(", .atomic(.bool))])])
    }
    #expect(throws: TypedDataError.undeclaredType("B", in: "A.b")) {
      try TypedDataTypes([TypedDataStruct("A", [.init("b", .array(.structure("B")))])])
    }
    #expect(throws: TypedDataError.nameTwice("A", in: "the types")) {
      try TypedDataTypes([TypedDataStruct("A", []), TypedDataStruct("A", [])])
    }
    #expect(throws: Never.self) { try TypedDataTypes([TypedDataStruct("Uint", [])]) }
  }

  @Test func `types beyond the limits are refused before they are hashed`() {
    let many = (0...TypedDataTypes.structLimit).map { TypedDataStruct("S\($0)", []) }
    #expect(throws: TypedDataError.self) { try TypedDataTypes(many) }
    let long = TypedDataStruct("S", [.init(String(repeating: "a", count: 1 << 18), .atomic(.bool))])
    #expect(throws: TypedDataError.self) { try TypedDataTypes([long]) }
  }

  @Test func `mutated documents never trap`() throws {
    var random = SeededGenerator(seed: 712)
    let texts = try VectorFile("typed-data/accept-2.jsonl").rows.prefix(60).map {
      Array(try $0.json.require("typedData").sourceText)
    }
    for _ in 0..<5_000 {
      var text = texts[Int.random(in: 0..<texts.count, using: &random)]
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let index = Int.random(in: 0..<text.count, using: &random)
        text[index] = Array(#""[]{},:0129aT-"#.utf8)[Int.random(in: 0..<14, using: &random)]
      }
      guard let root = try? JSONDocument(parsing: text).root else { continue }
      if let data = try? TypedData(root) { #expect(!data.description.isEmpty) }
    }
  }
}
