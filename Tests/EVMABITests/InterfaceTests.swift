import EVMABI
import EVMPrimitives
import ExactJSON
import Testing
import VectorFiles

extension InterfaceItem {
  var kind: String {
    switch self {
    case .function: "function"
    case .event: "event"
    case .error: "error"
    case .constructor: "constructor"
    case .fallback: "fallback"
    case .receive: "receive"
    }
  }

  var canonical: String {
    switch self {
    case .function(let function): function.signature
    case .event(let event): event.signature
    case .error(let error): error.signature
    case .constructor(let constructor): "constructor" + constructor.inputs.typesDescription
    case .fallback: "fallback()"
    case .receive: "receive()"
    }
  }

  var inputs: [ABIParameter] {
    switch self {
    case .function(let function): function.inputs
    case .event(let event): event.inputs.map(\.parameter)
    case .error(let error): error.inputs
    case .constructor(let constructor): constructor.inputs
    case .fallback, .receive: []
    }
  }
}

@Suite struct `Human-readable interfaces` {
  @Test func `declarations are read whole, and their hashes are Keccak-256`() throws {
    for row in try VectorFile("abi/signatures.jsonl").rows {
      let text = try row.string("signature")
      let item = try InterfaceItem(parsing: text)
      #expect(try item.kind == row.string("kind"), "\(row)")
      #expect(try item.canonical == row.string("canonical"), "\(row)")
      #expect(try item.inputs.map(\.type.description) == row.strings("inputs"), "\(row)")
      #expect(try item.inputs.map(\.name) == row.strings("names"), "\(row)")
      switch item {
      case .function(let function):
        #expect(try function.stateMutability.rawValue == row.string("mutability"), "\(row)")
        #expect(
          try function.outputs.map(\.type.description) == row.strings("outputs"), "\(row)")
        #expect(try function.selector.hex == row.string("selector"), "\(row)")
        #expect(try Keccak256.hash(function.signature.utf8).hex == row.string("hash"))
      case .event(let event):
        #expect(try event.topic.hex == row.string("hash"), "\(row)")
        #expect(try event.isAnonymous == row.bool("anonymous"), "\(row)")
        let indexed = try row.json.require("indexed").requireElements().map { $0.bool }
        #expect(event.inputs.map(\.isIndexed) == indexed, "\(row)")
      case .error(let error): #expect(try error.selector.hex == row.string("selector"), "\(row)")
      default: Issue.record("\(row)")
      }
      #expect(try InterfaceItem(parsing: item.description) == item, "\(row)")
    }
  }

  @Test func `what is no declaration is refused with a sentence`() throws {
    for row in try VectorFile("abi/reject-signatures.jsonl").rows {
      let error = #expect(throws: ABITypeError.self, "\(row)") {
        try InterfaceItem(parsing: row.string("signature"))
      }
      #expect(error?.description.hasSuffix(".") == true, "\(row)")
    }
  }

  @Test func `a keyword decides, and the place decides without one`() throws {
    #expect(try ABIEvent("Transfer(address indexed,uint256)").inputs[0].isIndexed)
    #expect(try ABIErrorDefinition("E(uint8)").signature == "E(uint8)")
    #expect(try ABIFunction("balanceOf(address)(uint256)").outputs.map(\.type) == [.uint256])
    #expect(throws: ABITypeError.self) { try ABIFunction("event E()") }
    #expect(throws: ABITypeError.self) { try ABIEvent("function f()") }
    #expect(throws: ABITypeError.self) { try ABIErrorDefinition("event E()") }
  }

  @Test func `an event has room for three indexed parameters, an anonymous one for four`() {
    let four = Array(repeating: ABIEventParameter("", .bool, isIndexed: true), count: 4)
    #expect(throws: Never.self) { try ABIEvent("E", inputs: four, isAnonymous: true) }
    let error = #expect(throws: ABITypeError.self) { try ABIEvent("E", inputs: four) }
    #expect(
      error?.description
        == "The event has 4 indexed parameters, but a log has room for 3 beside its name.")
  }

  @Test func `lines are named in errors, comments left out`() throws {
    let interface = try ContractInterface(
      parsing: "// token\nfunction f() view returns (bool)\n\n# more\nevent E(uint256)\n")
    #expect(interface.items.count == 2)
    let error = #expect(throws: ContractInterfaceError.self) {
      try ContractInterface(parsing: "function f()\nfunction g(uint)\nfunction h(foo)")
    }
    #expect(error?.description.hasPrefix("Line 3 is no entry of an interface: 'foo'") == true)
  }
}

@Suite struct `ABI JSON` {
  @Test func `entries are read, and written again without loss`() throws {
    for row in try VectorFile("abi/json-abi.jsonl").rows {
      let interface = try ContractInterface(JSONDocument(parsing: row.string("json")).root)
      #expect(try interface.humanReadable == row.strings("human"), "\(row)")
      let entries = Array(try row.json.require("entries").requireElements())
      #expect(interface.items.count == entries.count, "\(row)")
      for (item, entry) in zip(interface.items, entries) {
        #expect(entry["kind"]?.string == item.kind, "\(row)")
        #expect(entry["canonical"]?.string == item.canonical, "\(row)")
        switch item {
        case .function(let function):
          #expect(entry["selector"]?.string == function.selector.hex, "\(row)")
        case .error(let error):
          #expect(entry["selector"]?.string == error.selector.hex, "\(row)")
        case .event(let event):
          #expect(entry["topic"]?.string == (event.isAnonymous ? nil : event.topic.hex), "\(row)")
        case .constructor, .fallback, .receive: break
        }
      }
      let written = try ContractInterface(JSONDocument(parsing: interface.json.text()).root)
      #expect(written == interface, "\(row)")
      let read = try ContractInterface(humanReadable: interface.humanReadable)
      #expect(read.items.map(\.canonical) == interface.items.map(\.canonical), "\(row)")
    }
  }

  @Test func `what is no interface is refused with its place`() throws {
    for row in try VectorFile("abi/reject-json-abi.jsonl").rows {
      let text = try row.string("json")
      #expect(throws: (any Error).self, "\(row)") {
        try ContractInterface(JSONDocument(parsing: text).root)
      }
    }
  }

  @Test func `an artifact's interface is found in it`() throws {
    let json = #"{"contractName":"T","abi":[{"type":"receive","stateMutability":"payable"}]}"#
    #expect(try ContractInterface(JSONDocument(parsing: json).root).items == [.receive])
  }

  @Test func `components nested too deep are refused`() throws {
    func nested(_ depth: Int, suffix: String = "") -> String {
      var type = #"{"name":"","type":"bool"}"#
      for _ in 0..<depth {
        type = #"{"name":"","type":"tuple\#(suffix)","components":[\#(type)]}"#
      }
      return #"[{"type":"error","name":"E","inputs":[\#(type)]}]"#
    }
    let limits = JSONLimits(depth: 1000)
    #expect(throws: Never.self) {
      try ContractInterface(JSONDocument(parsing: nested(20), limits: limits).root)
    }
    for text in [nested(70), nested(40, suffix: "[][]")] {
      #expect(throws: JSONTypeError.self) {
        try ContractInterface(JSONDocument(parsing: text, limits: limits).root)
      }
    }
  }
}

@Suite struct Overloads {
  private func interface() throws -> ContractInterface {
    try ContractInterface(humanReadable: [
      "function f(uint256 a)", "function f(address a)", "function f(uint256 a, bytes b)",
      "function f(uint8 a)", "function g(string s) view returns (bool)",
    ])
  }

  @Test func `the arguments choose`() throws {
    let interface = try interface()
    let number = try interface.function("f", taking: [.uint(256)])
    #expect(number.signature == "f(uint256)")
    let address = try interface.function("f", taking: [.address(.zero)])
    #expect(address.signature == "f(address)")
    let two = try interface.function("f", taking: [.uint(1), .bytes([])])
    #expect(two.signature == "f(uint256,bytes)")
    #expect(try interface.function("f(uint)").signature == "f(uint256)")
    #expect(try interface.function("g").outputs.count == 1)
  }

  @Test func `none, several and unknown are errors of their own`() throws {
    let interface = try interface()
    let several = #expect(throws: ContractInterfaceError.self) {
      try interface.function("f", taking: [.uint(1)])
    }
    #expect(
      several?.description
        == "Several functions fit 'f': f(uint256), f(uint8); give the whole signature of one.")
    let none = #expect(throws: ContractInterfaceError.self) {
      try interface.function("g", taking: [.bool(true)])
    }
    #expect(none?.description == "The arguments fit no function 'g'; there is g(string).")
    let unknown = #expect(throws: ContractInterfaceError.self) { try interface.function("h()") }
    #expect(unknown?.description.hasPrefix("The interface has no function 'h()'") == true)
    #expect(throws: ContractInterfaceError.self) { try interface.function("h(") }
  }
}
