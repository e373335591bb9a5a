import EVMBytecode
import EVMPrimitives
import Testing
import VectorFiles

@Suite struct `Proxy templates` {
  @Test func `every kind but ERC-6551 has a row, with a name and an origin`() {
    // ERC-6551 is ERC-1167 with four words behind it.
    let kinds = Set(ProxyTemplate.all.map(\.kind)).union([.erc6551])
    #expect(kinds == Set(ProxyKind.allCases))
    #expect(ProxyTemplate.all.allSatisfy { !$0.title.isEmpty && !$0.origin.isEmpty })
  }

  /// A proxy of one make changed in one byte outside its holes is no proxy of that make; the only
  /// bytes that may change are those of holes and of what follows.
  @Test func `each byte of a template outside its holes decides`() throws {
    var decided = 0
    for row in try VectorFile("proxies/templates.jsonl").rows where !row.has("args") {
      let code = try row.bytes("code")
      let whole = try #require(ProxyRecognition(Bytecode(code)))
      for index in 0..<whole.codeByteCount {
        var changed = code
        changed[index] ^= 0x01
        guard let other = try ProxyRecognition(Bytecode(changed)) else {
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
      let whole = try #require(ProxyRecognition(Bytecode(code)))
      for count in 0..<whole.codeByteCount {
        #expect(try ProxyRecognition(Bytecode(Array(code[..<count]))) == nil, "\(count) of \(row)")
      }
    }
  }

  @Test func `a template behind another byte is not recognised`() throws {
    for row in try VectorFile("proxies/templates.jsonl").rows {
      let code = try row.bytes("code")
      for byte: UInt8 in [0x00, 0x36, 0x3d, 0x5b, 0xfe] {
        #expect(try ProxyRecognition(Bytecode([byte] + code)) == nil, "\(byte) before \(row)")
      }
    }
  }
}
