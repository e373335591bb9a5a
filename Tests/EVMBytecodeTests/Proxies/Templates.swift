import EVMBytecode
import EVMPrimitives
import Testing
import VectorFiles

@Suite struct `Proxy templates` {
  @Test func `every row has a name and an origin, and no kind is in both tables`() throws {
    #expect(ProxyTemplate.all.allSatisfy { !$0.title.isEmpty && !$0.origin.isEmpty })
    // What following finds has a kind of its own, but for a Safe, which has both.
    let followed = Set(
      try VectorFile("contracts/assembled.jsonl").rows.compactMap { row in
        try CodeInspection(Bytecode(row.bytes("code"))).proxy?.kind
      })
    #expect(followed.intersection(ProxyTemplate.all.map(\.kind)) == [.safe])
    // ERC-6551 is ERC-1167 with four words behind it.
    let kinds = followed.union(ProxyTemplate.all.map(\.kind)).union([.erc6551])
    #expect(kinds == Set(ProxyKind.allCases))
  }

  /// A proxy of one make changed in one byte outside its holes is no proxy of that make; the only
  /// bytes that may change are those of holes and of what follows.
  @Test func `each byte of a template outside its holes decides`() throws {
    var decided = 0
    for row in try VectorFile("proxies/templates.jsonl").rows where !row.has("args") {
      let code = try row.bytes("code")
      let whole = try #require(ProxyRecognition(template: Bytecode(code)))
      for index in 0..<whole.codeByteCount {
        var changed = code
        changed[index] ^= 0x01
        guard let other = try ProxyRecognition(template: Bytecode(changed)) else {
          decided += 1
          continue
        }
        // It is still a proxy: then the byte is part of an address.
        #expect(
          other.kind == whole.kind
            && (other.target != whole.target || other.admin != whole.admin),
          "byte \(index) of \(row)")
      }
    }
    #expect(decided > 2_000)
  }

  @Test func `a template cut short is not recognised`() throws {
    for row in try VectorFile("proxies/templates.jsonl").rows {
      let code = try row.bytes("code")
      let whole = try #require(ProxyRecognition(template: Bytecode(code)))
      for count in 0..<whole.codeByteCount {
        #expect(
          try ProxyRecognition(template: Bytecode(Array(code[..<count]))) == nil,
          "\(count) of \(row)")
      }
    }
  }

  @Test func `a template behind another byte is not recognised`() throws {
    for row in try VectorFile("proxies/templates.jsonl").rows {
      let code = try row.bytes("code")
      for byte: UInt8 in [0x00, 0x36, 0x3d, 0x5b, 0xfe] {
        #expect(
          try ProxyRecognition(template: Bytecode([byte] + code)) == nil, "\(byte) before \(row)")
      }
    }
  }
}
