import EVMBytecode
import EVMPrimitives
import Testing
import VectorFiles

@Suite struct `Proxy recognition` {
  static let target = String(repeating: "be", count: 20)
  static let minimal = "363d3d373d3d3d363d73\(target)5af43d82803e903d91602b57fd5bf3"

  static func proxy(_ hex: String) throws -> ProxyRecognition {
    try #require(ProxyRecognition(Bytecode(parsing: hex)))
  }

  @Test func `ERC-6551 is decoded into salt, chain, token and number`() throws {
    let words = [
      "00000000000000000000000000000000000000000000000000000000000000aa",
      "00000000000000000000000000000000000000000000000000000000000000c7",
      "000000000000000000000000dddddddddddddddddddddddddddddddddddddddd",
      "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    ]
    let proxy = try Self.proxy(Self.minimal + words.joined())
    let account = try #require(proxy.trailing?.tokenBoundAccount)
    #expect(proxy.kind == .erc6551)
    #expect(proxy.byteCount == 173)
    #expect(UInt256(account.salt) == 0xaa)
    #expect(account.chainID == 199)
    #expect(account.tokenContract.hex == "0x" + String(repeating: "dd", count: 20))
    #expect(account.tokenID == .max)
    #expect(
      proxy.trailing?.description
        == "By the layout of ERC-6551 the account belongs to token \(UInt256.max) of \(account.tokenContract) on chain 199, with salt \(account.salt)."
    )
  }

  @Test func `128 bytes whose third word is no address are arguments, not ERC-6551`() throws {
    let proxy = try Self.proxy(Self.minimal + String(repeating: "11", count: 128))
    #expect(proxy.kind == .eip1167)
    #expect(proxy.trailing?.bytes.count == 128)
    #expect(proxy.name == "EIP-1167 minimal proxy, 128 bytes of immutable arguments")
  }

  @Test func `a zero address is a template that nobody filled in`() throws {
    let proxy = try Self.proxy(
      "363d3d373d3d3d363d73\(String(repeating: "00", count: 20))5af43d82803e903d91602b57fd5bf3")
    #expect(proxy.defects == [.zeroTarget])
    #expect(
      proxy.defects[0].description
        == "The address in the code is zero, so every call succeeds and does nothing: this is a template that was never filled in."
    )
  }

  @Test(arguments: [
    "5af43d82803e903d91602b57fd5bf3", "5af43d3d93803e602a57fd5bf3",
  ])
  func `the summary of a fixed target names it`(end: String) throws {
    let start = end.hasPrefix("5af43d82") ? "363d3d373d3d3d363d73" : "3d3d3d3d363d3d37363d73"
    let summary = try Self.proxy(start + Self.target + end).summary
    #expect(summary.hasSuffix(": runs the code of 0xBEbeBeBEbeBebeBeBEBEbebEBeBeBebeBeBebebe"))
  }

  @Test func `what is proven and what is open are told apart`() throws {
    let claims = try Self.proxy(Self.minimal).claims
    #expect(
      claims == [
        Claim(
          .proven,
          "Byte for byte, the code is of this make: EIP-1167 minimal proxy (ERC-1167; OpenZeppelin Clones, Solady, Vyper from 0.2.9)."
        ),
        Claim(.proven, "It runs 0xBEbeBeBEbeBebeBeBEBEbebEBeBeBebeBeBebebe, fixed in the code."),
        Claim(
          .proven,
          "The code runs by DELEGATECALL, with this account's storage, balance and address: if it is a proxy too, its slots are those of this account, not of the address where its code stands."
        ),
        Claim(
          .unknown,
          "Whether there is code at 0xBEbeBeBEbeBebeBeBEBEbebEBeBeBebeBeBebebe, and which; without code there, every call succeeds and does nothing."
        ),
      ])
  }

  struct Broken: Sendable, CustomTestStringConvertible {
    let code: String
    let defect: ProxyDefect
    let sentence: String
    var testDescription: String { sentence }
  }

  static func clone(_ copied: String, _ passed: String, _ tail: String) -> String {
    "3d3d3d3d363d3d3761\(copied)603736393661\(passed)013d73\(target)5af43d3d93803e603557fd5bf3\(tail)"
  }

  static let metaProxy =
    "363d3d373d3d3d3d60368038038091363936013d73\(target)5af43d3d93803e603457fd5bf3"

  static let broken = [
    Broken(
      code: clone("0005", "0004", "aabbcc0004"),
      defect: .lengthsDisagree(copied: 5, passed: 4),
      sentence: "The code copies 5 bytes of arguments but hands on 4; the two must be equal."),
    Broken(
      code: clone("0004", "0004", "aabbcc0004"), defect: .lengthIsNotTail(stated: 4, found: 5),
      sentence: "The code says that 4 bytes follow it, but 5 do."),
    Broken(
      code: clone("0005", "0005", "aabbcc0004"),
      defect: .lengthWordDisagrees(stated: 5, word: 4),
      sentence: "The last two bytes say 4, but the code says 5; they must be equal."),
    Broken(
      code: clone("0001", "0001", "aa"), defect: .lengthWordMissing(needed: 2, found: 1),
      sentence:
        "Behind the code should stand at least the 2 bytes of a length, but there are only 1."),
    Broken(
      code: metaProxy + String(repeating: "ff", count: 32),
      defect: .metadataLengthDisagrees(stated: .max, found: 0),
      sentence:
        "The last word says that there are \(UInt256.max) bytes of metadata, but there are 0."),
  ]

  @Test(arguments: broken)
  func `a broken rule of the make is named, and the target still told`(row: Broken) throws {
    let proxy = try Self.proxy(row.code)
    #expect(proxy.defects == [row.defect])
    #expect(row.defect.description == row.sentence)
    #expect(proxy.target.address?.hex == "0x" + Self.target)
    #expect(proxy.claims.contains(Claim(.proven, row.sentence)))
  }

  @Test func `a Safe's release is told by its hash`() throws {
    for row in try VectorFile("proxies/templates.jsonl").rows
    where try row.string("kind") == "safe" {
      let proxy = try #require(ProxyRecognition(Bytecode(row.bytes("code"))))
      #expect(try row.string("name") == proxy.name)
      #expect(proxy.trailing?.role == .compilerMetadata)
    }
  }

  @Test func `bytes that a make does not define are called so`() throws {
    let proxy = try Self.proxy("3d3d3d3d363d3d37363d73\(Self.target)5af43d3d93803e602a57fd5bf3ff")
    #expect(proxy.trailing?.role == .unread)
    #expect(
      proxy.trailing?.description
        == "Without a known meaning: 1 byte behind the proxy's code, from offset 44; they cannot run."
    )
  }

  @Test func `every behaviour has its own name and sentence`() {
    let all: [ProxyBehaviour] = [
      .answersWith4096Bytes, .dropsRevertData, .failsByInvalidJump, .logsEmptyCalls(.amount),
      .logsEmptyCalls(.accountAndAmount), .appendsToCalldata(byteCount: 1),
      .answersOneByteCalls, .trustsBeaconAnswer, .adminWritesAnySlot(.zero), .answersMasterCopy,
    ]
    #expect(Set(all.map(\.description)).count == all.count)
    #expect(Set(all.map(\.name)).count == all.count - 1, "both events have one name")
    #expect(all.allSatisfy { $0.description.hasSuffix(".") })
  }
}
