import EVMABI
import EVMBytecode
import EVMPrimitives
import ExactJSON
import Testing
import VectorFiles

/// What the compilers of the contracts say of a function.
private struct StatedFunction {
  var selector: String
  var arguments: String
  var mutability: String
}

extension VectorRow {
  fileprivate func interface() throws -> InferredInterface {
    InferredInterface(try Bytecode(bytes(has("runtime") ? "runtime" : "code")))
  }

  /// The functions by selector; nil when the row states none.
  fileprivate func functions() throws -> [StatedFunction]? {
    guard has("functions") else { return nil }
    return try json.require("functions").requireElements().map { function in
      StatedFunction(
        selector: try function.require("selector").requireString(),
        arguments: try function.require("arguments").requireString(),
        mutability: try function.require("mutability").requireString())
    }.sorted { $0.selector < $1.selector }
  }

  fileprivate func keys(of field: String) throws -> Set<String>? {
    guard has(field) else { return nil }
    return Set(try json.require(field).requireMembers().map(\.key))
  }

  fileprivate var title: String {
    get throws {
      let name = try string("name")
      return has("compiler")
        ? "\(name) by vyper \(try string("compiler")) \(try string("options"))" : name
    }
  }
}

/// Interfaces read from code, beside those that the sources state.
@Suite struct `Interfaces of compiled contracts` {
  static let compiled = ["contracts/contracts-1.jsonl", "contracts/contracts-2.jsonl"]
  static let assembled = "contracts/assembled.jsonl"

  @Test(arguments: compiled + [assembled])
  func `every selector is found, none is invented, and only the payable take coins`(
    file: String
  ) throws {
    for row in try VectorFile(file).rows {
      guard let stated = try row.functions() else { continue }
      let title = try row.title
      let found = try row.interface().functions
      #expect(found.map(\.selector.hex) == stated.map(\.selector), "\(title)")
      let code = try Bytecode(row.bytes(row.has("runtime") ? "runtime" : "code"))
      #expect(InferredInterface.selectors(in: code) == found.map(\.selector), "\(title)")
      for (found, stated) in zip(found, stated) {
        #expect(
          (found.mutability == .payable) == (stated.mutability == "payable"),
          "\(title): \(found.selector)")
      }
    }
  }

  /// Bytes and strings are the same to code, so they count as equal.
  @Test(arguments: [(compiled[0], 445), (compiled[1], 70), (assembled, 6)])
  func `arguments are those of the source but for so many functions`(
    file: String, wrongAtMost: Int
  ) throws {
    var wrong = 0
    for row in try VectorFile(file).rows {
      guard let stated = try row.functions() else { continue }
      var found: [String: String] = [:]
      for function in try row.interface().functions {
        found[function.selector.hex] = function.argumentList
      }
      for function in stated
      where found[function.selector] != function.arguments.replacing("string", with: "bytes") {
        wrong += 1
      }
    }
    #expect(wrong <= wrongAtMost)
  }

  /// Arguments alone are read off fewer paths, so a few differ from those of the whole interface.
  @Test(arguments: [(compiled[0], 53), (compiled[1], 31), (assembled, 1)])
  func `arguments alone are those of the whole interface but for so many functions`(
    file: String, differentAtMost: Int
  ) throws {
    var different = 0
    for row in try VectorFile(file).rows {
      let code = try Bytecode(row.bytes(row.has("runtime") ? "runtime" : "code"))
      let title = try row.title
      let alone = InferredInterface.arguments(in: code)
      let whole = InferredInterface(code).functions
      #expect(alone.map(\.selector) == whole.map(\.selector), "\(title)")
      different += zip(alone, whole).count { $0.arguments != $1.arguments }
    }
    #expect(different <= differentAtMost)
  }

  @Test(arguments: compiled + [assembled])
  func `every event is found with its indexed parameters, but for those that are left out`(
    file: String
  ) throws {
    for row in try VectorFile(file).rows {
      guard let stated = try row.keys(of: "events") else { continue }
      let title = try row.title
      let interface = try row.interface()
      let found = Set(interface.events.map(\.topic.hex))
      #expect(found.subtracting(stated).isEmpty, "\(title)")
      // A source may declare an event that it never logs.
      let code = Hex.encode(try row.bytes(row.has("runtime") ? "runtime" : "code"))
      let missed = stated.subtracting(found).filter { code.contains($0.dropFirst(2)) }
      #expect(missed.isEmpty || Self.eventsLeftOut.contains(title), "\(title): \(missed)")
      for event in interface.events {
        let flags = try row.json.require("events").require(event.topic.hex).require("indexed")
          .requireElements().map { try $0.requireBool() }
        #expect(event.indexedCount == flags.count(where: { $0 }), "\(title): \(event.topic)")
      }
    }
  }

  /// One event in a contract without functions.
  private static let eventsLeftOut: Set<String> = ["only_default by vyper 0.4.3 "]

  @Test(arguments: compiled + [assembled])
  func `every error is found`(file: String) throws {
    for row in try VectorFile(file).rows {
      guard let stated = try row.keys(of: "errors") else { continue }
      let found = Set(try row.interface().errors.map(\.selector.hex))
      let title = try row.title
      #expect(found == stated, "\(title)")
    }
  }

  @Test func `the same code has the same interface`() throws {
    let row = try #require(try VectorFile(Self.compiled[0]).rows.first)
    #expect(try row.interface() == row.interface())
  }

  @Test func `argument lists spell structs as signatures do`() throws {
    let row = try #require(try VectorFile(Self.compiled[0]).rows.first)
    for function in try row.interface().functions {
      let declaration = "f(\(function.argumentList))"
      #expect(try ABIFunction(declaration).signature == declaration)
    }
  }

  @Test func `a selector compared where it stands in its word is assembly's, not the dispatcher's`()
    throws
  {
    // CALLDATALOAD of 0, AND with four bytes of ones, EQ with 0x11223344 at the word's upper end.
    let zeros = String(repeating: "0", count: 56)
    let code = try Bytecode(
      parsing: "5f357fffffffff\(zeros)167f11223344\(zeros)14604c575f5ffd5b5f545f5260205ff3")
    let interface = InferredInterface(code)
    #expect(interface.functions.isEmpty)
    #expect(interface.fallbackFunctions.map(\.selector.hex) == ["0x11223344"])
    #expect(interface.fallbackFunctions.map(\.entry) == [76])
  }

  @Test func `reading an immutable is view, returning a constant is pure`() throws {
    // CALLVALUE refused; one selector; the word is returned.
    func mutability(_ word: String) throws -> StateMutability? {
      let code = try Bytecode(
        parsing: "346012575f3560e01c6311223344146016575b5f5ffd5b\(word)5f5260205ff3")
      return InferredInterface(code).functions.first?.mutability
    }
    let address = String(repeating: "0", count: 24) + String(repeating: "ab", count: 20)
    #expect(try mutability("7f" + address) == .view)
    #expect(try mutability("73" + address.suffix(40)) == .pure)
    #expect(try mutability("7f" + String(repeating: "ab", count: 32)) == .pure)
  }

  @Test func `no code offers nothing`() throws {
    let interface = InferredInterface(try Bytecode([]))
    #expect(interface.functions.isEmpty)
    #expect(interface.fallbackFunctions.isEmpty)
    #expect(interface.events.isEmpty)
    #expect(interface.errors.isEmpty)
    #expect(interface.isComplete)
  }
}

/// Whatever the bytes, an interface is read within bounds. Fixed seeds; longer by hand.
@Suite struct `Interfaces of any bytes` {
  @Test func `random bytes have an interface`() throws {
    var generator = SeededGenerator(seed: 5202)
    for _ in 0..<1_500 {
      let count = Int.random(in: 0...400, using: &generator)
      _ = InferredInterface(try Bytecode(generator.bytes(count: count)))
    }
  }

  @Test func `changed contracts have an interface`() throws {
    var generator = SeededGenerator(seed: 3855)
    let seeds = try VectorFile("contracts/assembled.jsonl").rows.map { try $0.bytes("code") }
    for seed in seeds {
      for _ in 0..<8 {
        _ = InferredInterface(try Bytecode(generator.mutated(seed)))
      }
    }
  }

  @Test func `pushes without end and jumps in circles have an interface`() throws {
    let jump: [UInt8] = [0x5b, 0x60, 0x00, 0x35, 0x60, 0x00, 0x57, 0x60, 0x00, 0x56]
    for bytes in [
      [UInt8](repeating: 0x5f, count: 24_576), [UInt8](repeating: 0x5b, count: 24_576), jump,
      Array([[UInt8]](repeating: jump, count: 2_000).joined()),
    ] {
      let interface = InferredInterface(try Bytecode(bytes))
      #expect(interface.functions.isEmpty)
    }
  }
}
