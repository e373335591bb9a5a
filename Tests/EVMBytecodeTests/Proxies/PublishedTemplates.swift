import EVMBytecode
import EVMPrimitives
import Testing
import VectorFiles

/// The rows of `Vectors/proxies`: every make, filled in several ways.
@Suite struct `Published proxies` {
  @Test func `every template is recognised with what stands in it`() throws {
    var kinds: Set<String> = []
    for row in try VectorFile("proxies/templates.jsonl").rows {
      let code = try Bytecode(row.bytes("code"))
      let proxy = try #require(ProxyRecognition(code), "\(row)")
      kinds.insert(proxy.kind.rawValue)
      #expect(try proxy.kind.rawValue == row.string("kind"), "\(row)")
      #expect(try proxy.codeHash.hex == row.string("hash"), "\(row)")
      #expect(try proxy.byteCount == row.integer("size"), "\(row)")
      #expect(proxy.defects.isEmpty, "\(row)")
      if row.has("target") {
        #expect(try proxy.target.address?.checksummed == row.string("target"), "\(row)")
      }
      if row.has("slot") {
        #expect(try proxy.target.slot?.key.hex == row.string("slot"), "\(row)")
      }
      if row.has("factory") {
        #expect(try proxy.admin?.checksummed == row.string("factory"), "\(row)")
      }
      if row.has("args") {
        #expect(try proxy.trailing?.bytes == row.bytes("args"), "\(row)")
      }
      let appended = row.has("appended") ? try row.integer("appended") : 0
      #expect((proxy.appended?.passedByteCount ?? 0) == appended, "\(row)")
    }
    #expect(
      kinds == Set(ProxyTemplate.all.map(\.kind.rawValue) + ["erc-6551"]), "every kind has a row")
  }

  @Test func `what is of no make is not taken for one, and a proxy only if it hands calls on`()
    throws
  {
    for row in try VectorFile("proxies/reject.jsonl").rows {
      let code = try Bytecode(row.bytes("code"))
      #expect(ProxyRecognition(template: code) == nil, "\(row)")
      #expect(try (CodeInspection(code).proxy != nil) == row.bool("handsOn"), "\(row)")
    }
  }

  @Test func `the proxy inside creation code is recognised`() throws {
    for row in try VectorFile("proxies/creation.jsonl").rows {
      let code = try Bytecode(row.bytes("code"))
      let creation = try #require(CreationCode(code), "\(row)")
      #expect(try creation.deployedCode(of: code).bytes == row.bytes("runtime"), "\(row)")
      let proxy = try #require(CodeInspection(code).proxy, "\(row)")
      #expect(try proxy.kind.rawValue == row.string("kind"), "\(row)")
      #expect(try proxy.target.address?.checksummed == row.string("target"), "\(row)")
    }
  }
}
