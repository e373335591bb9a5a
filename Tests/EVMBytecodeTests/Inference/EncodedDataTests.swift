import EVMABI
import EVMBytecode
import EVMPrimitives
import ExactJSON
import Testing
import VectorFiles

extension VectorRow {
  fileprivate func interface() throws -> InferredInterface {
    InferredInterface(try Bytecode(bytes("runtime")))
  }

  fileprivate var title: String {
    get throws {
      "\(try string("name")) by vyper \(try string("compiler")) \(try string("options"))"
    }
  }

  /// The types that each function returns, by its selector, as the compiler's ABI has them; a string is
  /// bytes to code.
  fileprivate func outputs() throws -> [String: String] {
    var found: [String: String] = [:]
    for item in try json.require("abi").requireElements()
    where try item.require("type").requireString() == "function" {
      func types(_ key: String) throws -> String {
        try item.require(key).requireElements().map(Self.type).joined(separator: ",")
      }
      let signature = "\(try item.require("name").requireString())(\(try types("inputs")))"
      found[try ABIFunction(signature).selector.hex] = try types("outputs").replacing(
        "string", with: "bytes")
    }
    return found
  }

  private static func type(_ item: JSONValue) throws -> String {
    let type = try item.require("type").requireString()
    guard type.hasPrefix("tuple") else { return type }
    let members = try item.require("components").requireElements().map(Self.type)
    return "(" + members.joined(separator: ",") + ")" + type.dropFirst(5)
  }

  /// The types of an event's parameters, indexed or not, or of an error's.
  fileprivate func types(_ key: String, in member: String, indexed: Bool?) throws -> String {
    let item = try json.require(member).require(key)
    let declaration = try item.require("signature").requireString()
    let inputs = try ABIFunction(declaration).inputs.map(\.type.description)
    guard let indexed else { return inputs.joined(separator: ",") }
    let flags = try item.require("indexed").requireElements().map { try $0.requireBool() }
    return zip(inputs, flags).filter { $0.1 == indexed }.map(\.0).joined(separator: ",")
  }
}

/// What contracts return, log and revert with, beside what their compilers state.
@Suite struct `Encoded data of compiled contracts` {
  static let compiled = ["contracts/contracts-1.jsonl", "contracts/contracts-2.jsonl"]

  /// A struct in its place looks like its members in a row, and Vyper cuts no value as it encodes it.
  @Test func `returned types are those of the ABI but for so many functions`() throws {
    var (count, wrong, untold) = (0, 0, 0)
    for file in Self.compiled {
      for row in try VectorFile(file).rows where row.has("abi") {
        let stated = try row.outputs()
        for function in try row.interface().functions {
          guard let truth = stated[function.selector.hex] else { continue }
          count += 1
          guard let found = function.outputList else {
            untold += 1
            continue
          }
          if found.replacing("string", with: "bytes") != truth { wrong += 1 }
        }
      }
    }
    #expect((count, wrong, untold) == Self.returns)
  }

  @Test(arguments: compiled)
  func `every reason is found as the source has it, and no other`(file: String) throws {
    for row in try VectorFile(file).rows where row.has("reasons") {
      let stated = try row.json.require("reasons").requireElements().map {
        try $0.requireString()
      }
      let title = try row.title
      let found = try row.interface().reasons
      #expect(found.map(\.text) == stated.sorted(), "\(title)")
      #expect(found.allSatisfy { !$0.users.functions.isEmpty || $0.users.isElsewhere })
    }
  }

  /// Those that are wrong have fixed arrays, which look like words in a row, or narrow values of Vyper's,
  /// which it does not cut.
  @Test func `data of events has the stated types but for so many events`() throws {
    var (count, wrong) = (0, 0)
    for file in Self.compiled {
      for row in try VectorFile(file).rows where row.has("events") {
        for event in try row.interface().events {
          count += 1
          let truth = try row.types(event.topic.hex, in: "events", indexed: false)
          let found = event.argumentList?.replacing("string", with: "bytes")
          if found != truth.replacing("string", with: "bytes") { wrong += 1 }
          #expect(event.indexed.count == event.indexedCount)
        }
      }
    }
    #expect((count, wrong) == Self.events)
  }

  @Test(arguments: compiled)
  func `custom errors have the stated arguments`(file: String) throws {
    for row in try VectorFile(file).rows where row.has("errors") {
      let title = try row.title
      for error in try row.interface().errors {
        let truth = try row.types(error.selector.hex, in: "errors", indexed: nil)
        #expect(error.argumentList == truth, "\(title)")
      }
    }
  }

  private static let returns = (432, 22, 1)
  private static let events = (219, 11)
}

/// Code put together by hand, with data laid out as Solidity's documentation of the ABI has it.
@Suite struct `Encoded data of assembled code` {
  /// Sets the free-memory pointer as solc does, refuses coins, has the one function 0x11223344, and runs `body` for it.
  private func interface(_ body: String) throws -> InferredInterface {
    InferredInterface(
      try Bytecode(parsing: "6080604052346017575f3560e01c631122334414601b575b5f5ffd5b" + body))
  }

  private func outputs(_ body: String) throws -> String? {
    try interface(body).functions.first?.outputList
  }

  @Test(arguments: [
    // STOP; RETURN of no bytes.
    ("00", ""), ("5f5ff3", ""),
    // CALLER; ISZERO ISZERO of a word of calldata; TIMESTAMP.
    ("335f5260205ff3", "address"), ("60043515155f5260205ff3", "bool"),
    ("425f5260205ff3", "uint256"),
    // SLOAD of 0 with AND 0xffff, with SIGNEXTEND of byte 3, and shifted to the upper four bytes.
    ("5f5461ffff165f5260205ff3", "uint16"), ("5f5460030b5f5260205ff3", "int32"),
    ("5f5463ffffffff1660e01b5f5260205ff3", "bytes4"),
    // The hash of no bytes.
    ("5f5f205f5260205ff3", "bytes32"),
    // Two words.
    ("335f524260205260405ff3", "address,uint256"),
    // 0 cut to eight bits, and negated twice, as an immutable that is not set yet is.
    ("5f60ff165f5260205ff3", "uint8"), ("5f15155f5260205ff3", "bool"),
    // Offset 32, length 2, "hi".
    (
      "60205f526002602052" + "7f6869" + String(repeating: "00", count: 30) + "60405260605ff3",
      "string"
    ),
    // Offset 32, the length in calldata, as many words copied behind it: 64 + 32 n bytes.
    ("60205f5260043560205260043560051b60246040376004356005" + "1b6040015ff3", "uint256[]"),
    // Offset 32, the length in calldata, as many bytes copied behind it, rounded up to whole words.
    ("60205f526004356020526004356024604037600435601f01601f1916604001" + "5ff3", "bytes"),
    // A struct of TIMESTAMP and "hi": offsets 32 and, from there, 64.
    (
      "60205f524260205260406040526002606052" + "7f6869" + String(repeating: "00", count: 30)
        + "60805260a05ff3", "(uint256,string)"
    ),
  ])
  func `what is returned shows in memory`(body: String, types: String) throws {
    #expect(try outputs(body) == types)
  }

  @Test func `nothing is said of what a function returns that only reverts`() throws {
    #expect(try outputs("5f5ffd") == nil)
  }

  @Test func `a reason is told with the function that gives it`() throws {
    // Error(string): selector at 0, offset 32 at 4, length 5 at 36, "no..." at 68; 100 bytes.
    let body =
      "6308c379a060e01b5f52602060045260056024527f" + "6e6f7065" + "21"
      + String(repeating: "00", count: 27) + "60445260645ffd"
    let reasons = try interface(body).reasons
    #expect(reasons.map(\.text) == ["nope!"])
    #expect(reasons.first?.users.functions.map(\.hex) == ["0x11223344"])
    #expect(reasons.first?.users.isElsewhere == false)
  }

  @Test func `a panic is told with its code`() throws {
    let interface = try interface("634e487b7160e01b5f52601160045260245ffd")
    #expect(interface.panics.map(\.code) == [0x11])
    #expect(interface.errors.isEmpty)
  }

  @Test func `a custom error is told with its arguments`() throws {
    // 0xaabbccdd, CALLER, ISZERO ISZERO of a word of calldata.
    let errors = try interface("63aabbccdd60e01b5f523360045260043515156024526044" + "5ffd").errors
    #expect(errors.map(\.selector.hex) == ["0xaabbccdd"])
    #expect(errors.map(\.argumentList) == ["address,bool"])
    #expect(errors.first?.users.functions.map(\.hex) == ["0x11223344"])
  }

  @Test func `an event is told with the types of topics and data`() throws {
    // TIMESTAMP and CALLER in memory; LOG2 with CALLER behind a topic of ones.
    let topic = String(repeating: "11", count: 32)
    let events = try interface("425f52336020523360" + "00" + "50" + "33" + "7f\(topic)60405fa200")
      .events
    #expect(events.map(\.indexed) == [[.address]])
    #expect(events.map(\.argumentList) == ["uint256,address"])
    #expect(events.first?.users.functions.map(\.hex) == ["0x11223344"])
  }

  @Test func `types speak against a signature only where the code contradicts them`() throws {
    // Refuses calldata shorter than two words, cuts the first word to an address, and follows the
    // second as an offset.
    let function = try #require(
      interface(
        "6040600436031215602a" + "575f5ffd5b600435" + "73" + String(repeating: "ff", count: 20)
          + "165f55602435600401356001" + "5500"
      ).functions.first)
    #expect(function.mayTake([.address, .bytes]))
    #expect(function.mayTake([.address, .array(.address)]))
    #expect(function.mayTake([.uint256, .bytes]))
    #expect(!function.mayTake([.address]))
    #expect(!function.mayTake([.address, .uint256]))
    #expect(!function.mayTake([.bytes, .bytes]))
    #expect(!function.mayTake([.address, .bytes, .uint256]))
  }

  @Test(arguments: [
    // ecrecover of the first word with the second and the third as r and s.
    (
      "6004355f52601b602052602435604052604435606052602060806080" + "5f60015afa5000",
      "bytes32,bytes32,bytes32"
    ),
    // KECCAK256 of the word alone; behind a type's hash, as a struct's member.
    ("6004355f5260205f205000", "bytes32"),
    ("7f" + String(repeating: "11", count: 32) + "5f5260043560205260405f205000", "uint256"),
  ])
  func `hashes are told from numbers by what they are used for`(body: String, types: String) throws
  {
    #expect(try interface(body).functions.first?.argumentList == types)
  }
}

/// Whatever is in memory, it is read within bounds. Fixed seeds; longer by hand.
@Suite struct `Encoded data of any bytes` {
  /// Instructions that write memory and end with it, in any order, behind a function's entry.
  @Test func `random writes and ends have an interface`() throws {
    var generator = SeededGenerator(seed: 7719)
    let pieces: [[UInt8]] = [
      [0x60, 0x20], [0x60, 0x40], [0x60, 0x04], [0x5f], [0x35], [0x52], [0x51], [0x01], [0x03],
      [0x02], [0x1b], [0x16], [0x19], [0x80], [0x81], [0x82], [0x90], [0x91], [0x5e], [0x37],
      [0x20],
      [0x3d], [0x36], [0x15], [0x0b], [0x60, 0x20, 0x5f, 0x52], [0x60, 0x40, 0x60, 0x20, 0x52],
      [0x5f, 0x60, 0x80, 0xa1], [0x63, 0x08, 0xc3, 0x79, 0xa0, 0x60, 0xe0, 0x1b, 0x5f, 0x52],
      [0x60, 0x64, 0x5f, 0xfd], [0x60, 0x80, 0x5f, 0xf3], [0x60, 0x04, 0x35, 0x5f, 0xf3],
    ]
    let entry = try Bytecode(parsing: "6080604052346017575f3560e01c631122334414601b575b5f5ffd5b")
      .bytes
    for _ in 0..<1_500 {
      var code = entry
      for _ in 0..<Int.random(in: 1...60, using: &generator) {
        code += pieces[Int.random(in: 0..<pieces.count, using: &generator)]
      }
      let interface = InferredInterface(try Bytecode(code))
      for types in interface.functions.compactMap(\.outputs) { #expect(types.count <= 64 * 8) }
    }
  }
}
