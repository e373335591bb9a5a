import EVMBytecode
import EVMPrimitives
import Testing
import VectorFiles

@Suite struct `Compiler fingerprints` {
  static func fingerprint(_ bytes: [UInt8]) throws -> CompilerFingerprint? {
    let code = try Bytecode(bytes)
    return CompilerFingerprint(code, sections: CodeSections(code))
  }

  @Test func `vyper's version is stated, or among those that its habits leave`() throws {
    for row in try VectorFile("metadata/compiled.jsonl").rows {
      let version = try #require(CompilerFingerprint.Version(row.string("version")))
      for field in ["creation", "deployed"] {
        let found = try Self.fingerprint(row.bytes(field))
        // The smallest contract shows too little of older releases.
        guard let found else {
          #expect(try row.string("contract") == "smallest", "\(row)")
          continue
        }
        #expect(found.compiler == .vyper, "\(row)")
        #expect(found.includes(version), "\(row) \(found)")
        let isStated = row.has("metadata") && (field == "creation" || !row.has("data"))
        #expect((found.confidence == .stated) == isStated, "\(row)")
        if isStated { #expect(try found.statedVersion == row.string("version")) }
      }
    }
  }

  @Test(arguments: [
    ("6080604052", "solc 0.4.22 or later, possible (free memory pointer 0x80)"),
    ("6060604052", "solc 0.1.0 to 0.4.21, possible (free memory pointer 0x60)"),
    (
      "60806040525f3560e01c80634e487b71",
      "solc 0.8.20 or later, likely (free memory pointer 0x80, selector by SHR, Panic(uint256), PUSH0)"
    ),
    (
      "608060405260003560e01c634e487b7160e01b",
      "solc 0.8.0 or later, likely (free memory pointer 0x80, selector by SHR, Panic(uint256))"
    ),
    (
      "6080604052600035" + "7c01" + String(repeating: "00", count: 28) + "9004",
      "solc 0.4.22 to 0.5.4, likely (free memory pointer 0x80, selector by DIV)"
    ),
  ])
  func `solc's habits narrow its version`(hex: String, text: String) throws {
    #expect(try Self.fingerprint(Hex.decode(hex))?.description == text)
  }

  @Test(arguments: ["", "00", "5f3560e01c8063aabbccdd1461", "363d3d37", "fe"])
  func `code without habits has no fingerprint`(hex: String) throws {
    #expect(try Self.fingerprint(Hex.decode(hex)) == nil)
  }

  @Test func `metadata state the version`() throws {
    let row = try VectorFile("metadata/trailers.jsonl").rows[3]
    let found = try #require(try Self.fingerprint([0x60, 0x80] + row.bytes("code")))
    #expect(found.description == "solc 0.8.20, stated (metadata)")
  }
}

@Suite struct `Code that is no EVM code` {
  @Test(arguments: [
    ("0061736d01000000", ForeignCode.webAssembly), ("eff00000aabb", .stylus),
    ("7f454c460201010000000000000000000300f700", .elf), ("30783630383036303430", .hexText),
    ("36303830363034303532", .hexText), ("7b22616269223a5b5d7d", .json),
    (
      "0000000100200190000000080000c13d" + String(repeating: "00", count: 64) + "0000008000000435"
        + "0000000001000019", .eraVM
    ),
  ])
  func `is recognised for what it is`(hex: String, foreign: ForeignCode) throws {
    let inspection = CodeInspection(try Bytecode(parsing: hex))
    #expect(inspection.form == .neighbour(.foreign(foreign)))
    #expect(inspection.summary == foreign.description)
  }

  @Test(arguments: ["00", "6080604052", "7b2261", "7f454c46", "efff", "30303030", "0061736e"])
  func `other code is not taken for it`(hex: String) throws {
    #expect(ForeignCode(try Bytecode(parsing: hex)) == nil)
  }

  @Test func `no compiled contract and no proxy is taken for it`() throws {
    for row in try VectorFile("metadata/compiled.jsonl").rows {
      #expect(ForeignCode(try Bytecode(row.bytes("deployed"))) == nil)
      #expect(ForeignCode(try Bytecode(row.bytes("creation"))) == nil)
    }
    for row in try VectorFile("proxies/templates.jsonl").rows {
      #expect(ForeignCode(try Bytecode(row.bytes("code"))) == nil)
    }
  }

  @Test func `creation code that is followed is said to be that`() throws {
    let row = try VectorFile("metadata/compiled.jsonl").rows[0]
    let inspection = CodeInspection(try Bytecode(row.bytes("creation")))
    guard case .constructor(let creation, of: .unknown) = inspection.form else {
      Issue.record("\(inspection.form)")
      return
    }
    #expect(inspection.summary.hasPrefix(creation.description))
    #expect(
      creation.description.hasPrefix("Creation code: the CODECOPY at \(creation.copiedAt) takes"))
  }

  @Test func `the hash without metadata is that of the code before them`() throws {
    let row = try VectorFile("metadata/trailers.jsonl").rows[3]
    let body: [UInt8] = [0x60, 0x01, 0x50]
    let code = try Bytecode(body + (row.bytes("code").suffix(row.integer("length"))))
    #expect(CodeInspection(code).hashWithoutMetadata(of: code) == Keccak256.hash(body))
    let plain = try Bytecode(body)
    #expect(CodeInspection(plain).hashWithoutMetadata(of: plain) == plain.hash)
  }
}
