import EVMBytecode
import EVMPrimitives
import Testing
import VectorFiles

@Suite struct `Metadata behind code` {
  @Test func `every form of solc is read`() throws {
    for row in try VectorFile("metadata/trailers.jsonl").rows {
      let code = try Bytecode(row.bytes("code"))
      let metadata = try #require(CodeMetadata(endOf: code), "\(row)")
      #expect(metadata.range == code.count - (try row.integer("length"))..<code.count, "\(row)")
      switch metadata.compiler {
      case .solc(let version): #expect(try version == (row.has("solc") ? row.string("solc") : nil))
      case .vyper(let version): #expect(try version == row.string("vyper"))
      }
      #expect(try metadata.ipfsCID == (row.has("ipfs") ? row.string("ipfs") : nil), "\(row)")
      #expect(try metadata.bzzr0?.hex == (row.has("bzzr0") ? row.string("bzzr0") : nil))
      #expect(try metadata.bzzr1?.hex == (row.has("bzzr1") ? row.string("bzzr1") : nil))
      #expect(metadata.isExperimental == row.has("experimental"))
      #expect(try metadata.unknownEntries.map(\.key) == row.strings("unknown"))
      #expect(metadata.vyperLayout == nil)
      #expect(CodeMetadata.all(in: code) == [metadata], "\(row)")
    }
  }

  @Test func `what is not as a compiler writes it is no metadata`() throws {
    for row in try VectorFile("metadata/reject-trailers.jsonl").rows {
      let code = try Bytecode(row.bytes("code"))
      #expect(CodeMetadata(endOf: code) == nil, "\(row)")
      #expect(CodeMetadata.all(in: code).isEmpty, "\(row)")
    }
  }

  @Test func `vyper's own metadata are read`() throws {
    var layouts = 0
    for row in try VectorFile("metadata/compiled.jsonl").rows {
      let code = try Bytecode(row.bytes("creation"))
      let all = CodeMetadata.all(in: code)
      guard row.has("metadata") else {
        #expect(all.isEmpty, "\(row)")
        continue
      }
      let metadata = try #require(all.first, "\(row)")
      #expect(all.count == 1)
      #expect(try metadata.compiler == .vyper(version: row.string("version")))
      #expect(try metadata.range.count == row.integer("metadata"))
      guard row.has("data") else {
        #expect(metadata.vyperLayout == nil)
        continue
      }
      layouts += 1
      let layout = try #require(metadata.vyperLayout)
      #expect(try layout.runtimeByteCount == row.integer("runtime"))
      #expect(try layout.immutableByteCount == row.integer("immutables"))
      #expect(try layout.dataByteCounts == row.strings("data").map { try #require(Int($0)) })
      #expect(try layout.integrity?.hex == (row.has("integrity") ? row.string("integrity") : nil))
      #expect(CodeMetadata(endOf: code) == metadata)
    }
    #expect(layouts > 10)
  }

  @Test func `several are found, each where it stands`() throws {
    let rows = try VectorFile("metadata/trailers.jsonl").rows
    var bytes: [UInt8] = []
    var ends: [Int] = []
    for row in rows {
      bytes += try [0x5b, 0xa2, 0x64] + row.bytes("code")
      ends.append(bytes.count)
    }
    #expect(CodeMetadata.all(in: try Bytecode(bytes)).map(\.range.upperBound) == ends)
  }

  @Test func `the description says what a reader wants to know`() throws {
    let rows = try VectorFile("metadata/trailers.jsonl").rows
    let row = try #require(rows.first { try $0.string("name") == "ipfs and experimental" })
    let metadata = try #require(CodeMetadata(endOf: Bytecode(row.bytes("code"))))
    #expect(
      metadata.description
        == "solc 0.6.12, IPFS \(try row.string("ipfs")), experimental features; \(try row.string("length")) bytes"
    )
  }

  @Test func `code of nothing but heads of maps takes no long time`() throws {
    for byte: UInt8 in [0xa1, 0xa8, 0x64] {
      let bytes = [UInt8](repeating: byte, count: Bytecode.maximumByteCount)
      #expect(CodeMetadata.all(in: try Bytecode(bytes)).isEmpty)
    }
    let pair = (0..<Bytecode.maximumByteCount).map { UInt8($0 % 2 == 0 ? 0xa1 : 0x64) }
    #expect(CodeMetadata.all(in: try Bytecode(pair)).isEmpty)
  }
}

@Suite struct `Creation code` {
  @Test func `vyper's is split as pyrevm runs it`() throws {
    for row in try VectorFile("metadata/compiled.jsonl").rows {
      let creation = try row.bytes("creation")
      let arguments = try row.bytes("arguments")
      let code = try Bytecode(creation + arguments)
      let layout = try #require(CreationLayout(code), "\(row)")
      let start = try row.integer("start")
      let runtime = start..<start + (try row.integer("runtime"))
      #expect(layout.runtime == runtime, "\(row)")
      #expect(try layout.deployedByteCount == row.bytes("deployed").count, "\(row)")
      #expect(try layout.deployedCode(of: code).bytes == row.bytes("deployed"), "\(row)")
      #expect(layout.argumentsOffset == (arguments.isEmpty ? nil : creation.count), "\(row)")
      #expect(try layout.immutables.count == row.integer("immutables") / 32, "\(row)")
      #expect(layout.immutables.allSatisfy { !$0.isPlaceholder && $0.value != nil })
      #expect(layout.missingByteCount == 0)
    }
  }

  @Test func `without arguments the immutables are not known, and the split is the same`() throws {
    for row in try VectorFile("metadata/compiled.jsonl").rows {
      let code = try Bytecode(row.bytes("creation"))
      let layout = try #require(CreationLayout(code), "\(row)")
      #expect(try layout.runtime.lowerBound == row.integer("start"), "\(row)")
      #expect(try layout.runtime.count == row.integer("runtime"), "\(row)")
      #expect(layout.immutables.allSatisfy { $0.value == nil }, "\(row)")
    }
  }

  @Test func `a contract's code is not taken for creation code`() throws {
    for row in try VectorFile("metadata/compiled.jsonl").rows {
      #expect(CreationLayout(try Bytecode(row.bytes("deployed"))) == nil, "\(row)")
    }
    for row in try VectorFile("proxies/templates.jsonl").rows {
      #expect(CreationLayout(try Bytecode(row.bytes("code"))) == nil, "\(row)")
    }
  }

  @Test func `what the known prefixes leave behind is found by following them`() throws {
    for row in try VectorFile("proxies/creation.jsonl").rows {
      let code = try Bytecode(row.bytes("code"))
      let layout = try #require(CreationLayout(code), "\(row)")
      #expect(try layout.deployedCode(of: code).bytes == row.bytes("runtime"), "\(row)")
    }
  }

  /// A constructor as solc writes it: arguments to memory, their value into two placeholders.
  static func solidityLike(runtime: [UInt8], placeholders: [Int]) throws -> Bytecode {
    try Assembly {
      push(0xa0)
      push(0x40)
      Opcode.mstore
      Opcode.callValue
      Opcode.dup1
      Opcode.isZero
      push(label: "paid", byteCount: 2)
      Opcode.jumpI
      push(0)
      Opcode.dup1
      Opcode.revert
      label("paid")
      Opcode.jumpDest
      Opcode.pop
      push(0x40)
      Opcode.mload
      push(label: "end", byteCount: 2)
      Opcode.codeSize
      Opcode.sub
      Opcode.dup1
      push(label: "end", byteCount: 2)
      Opcode.dup4
      Opcode.codeCopy
      Opcode.pop
      Opcode.mload
      push(0x80)
      Opcode.mstore
      push(0x80)
      Opcode.mload
      push(UInt256(runtime.count))
      push(label: "runtime", byteCount: 2)
      push(0)
      Opcode.codeCopy
      for placeholder in placeholders {
        Opcode.dup1
        push(UInt256(placeholder))
        Opcode.mstore
      }
      push(UInt256(runtime.count))
      push(0)
      Opcode.return
      Opcode.invalid
      label("runtime")
      AssemblyStatement.data(runtime)
      label("end")
    }.bytecode()
  }

  @Test func `solc's placeholders of immutables are told with their values`() throws {
    let runtime: [UInt8] =
      [0x7f] + [UInt8](repeating: 0, count: 32) + [0x50, 0x7f]
      + [UInt8](repeating: 0, count: 32) + [0x00]
    let code = try Self.solidityLike(runtime: runtime, placeholders: [1, 35])
    let given = Hash256(UInt256(0x1234)).bytes
    let layout = try #require(CreationLayout(try Bytecode(code.bytes + given)))
    #expect(layout.argumentsOffset == code.count)
    #expect(layout.immutables.map(\.offset) == [1, 35])
    #expect(layout.immutables.allSatisfy { $0.isPlaceholder && $0.value == 0x1234 })
    let open = try #require(CreationLayout(code))
    #expect(open.immutables.allSatisfy { $0.isPlaceholder && $0.value == nil })
    let sections = CodeSections(try Bytecode(code.bytes + given)).sections
    #expect(sections.map(\.name) == ["init", "runtime", "arguments"])
  }

  @Test func `a copy beyond the end is told as missing`() throws {
    let layout = try #require(CreationLayout(try Bytecode(parsing: "600a600c600039600a6000f3602a")))
    #expect(layout.runtime == 12..<14)
    #expect(layout.missingByteCount == 8)
    #expect(layout.deployedByteCount == 10)
  }

  @Test func `hostile constructors end within the bounds`() throws {
    for text in [
      "a: jumpdest push @a jump", "a: jumpdest timestamp push @a jumpi push @a jump",
      "a: jumpdest gas dup1 mstore gas push @a jumpi", "a: jumpdest dup1 push @a jump",
      "a: jumpdest gas gas push @a jumpi push @a jump",
      "a: jumpdest push 0xffffffff push 0 push 0 codecopy push @a jump",
      "push 32 push 0xffffffffffffffffffffffffffffffff return",
      "push 0xffffffffffffffffffffffffffffffff push 0 return",
    ] { #expect(CreationLayout(try Assembly(parsing: text).bytecode()) == nil, "\(text)") }
    // Two ways at each of many jumps.
    let maze = (0..<900).map { "gas push2 @l\($0) jumpi l\($0): jumpdest" }.joined(separator: " ")
    #expect(CreationLayout(try Assembly(parsing: maze).bytecode()) == nil)
  }
}

@Suite struct `Sections` {
  @Test func `vyper's creation code is divided into all its parts`() throws {
    for row in try VectorFile("metadata/compiled.jsonl").rows where row.has("data") {
      let arguments = try row.bytes("arguments")
      let code = try Bytecode(row.bytes("creation") + arguments)
      let sections = CodeSections(code).sections
      let data = try row.strings("data").compactMap { Int($0) }.reduce(0, +)
      var names = ["init", "runtime"]
      if data > 0 { names.append("data") }
      names.append("metadata")
      if !arguments.isEmpty { names.append("arguments") }
      #expect(sections.map(\.name) == names, "\(row)")
      if data > 0 { #expect(sections[2].range.count == data, "\(row)") }
    }
  }

  @Test func `the jump table of deployed vyper code is found by its dispatcher`() throws {
    var found = 0
    for row in try VectorFile("metadata/compiled.jsonl").rows where row.has("data") {
      let sections = CodeSections(try Bytecode(row.bytes("deployed")), as: .deployed).sections
      let data = try row.strings("data").compactMap { Int($0) }.reduce(0, +)
      guard data > 0 else {
        #expect(sections.map(\.name) == ["runtime"], "\(row)")
        continue
      }
      found += 1
      #expect(sections.map(\.name) == ["runtime", "data"], "\(row)")
      // Immutables stand behind the tables; where the tables end does not follow from the code.
      #expect(try sections.last?.range.count == data + row.integer("immutables"), "\(row)")
    }
    #expect(found > 6)
  }

  @Test func `an embedded contract is told by its copy and its metadata`() throws {
    let inner = try VectorFile("metadata/trailers.jsonl").rows[1].bytes("code")
    let outer = try VectorFile("metadata/trailers.jsonl").rows[3].bytes("code")
    let innerCode = [UInt8](repeating: 0x5b, count: 60) + inner
    let code = try Assembly {
      push(UInt256(innerCode.count))
      push(label: "inner", byteCount: 2)
      push(0x80)
      Opcode.codeCopy
      Opcode.stop
      Opcode.invalid
      label("inner")
      AssemblyStatement.data(innerCode)
      AssemblyStatement.data(outer)
    }.bytecode()
    let sections = CodeSections(code).sections
    #expect(sections.map(\.name) == ["runtime", "embedded", "metadata", "metadata"])
    let embedded = try #require(sections.first { $0.name == "embedded" })
    #expect(embedded.range.lowerBound == 10)
    #expect(CodeSections(code).metadata.count == 2)
  }

  @Test func `metadata without the rest are one section`() throws {
    let row = try VectorFile("metadata/trailers.jsonl").rows[5]
    let metadata = try #require(CodeMetadata(endOf: Bytecode(row.bytes("code"))))
    let alone = try Bytecode(Array(row.bytes("code")[metadata.range]))
    #expect(CodeSections(alone).sections.map(\.name) == ["metadata"])
    #expect(CodeSections(try Bytecode([])).sections.isEmpty)
  }
}
