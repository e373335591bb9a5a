import EVMABI
import EVMPrimitives
import ExactJSON
import Testing
import VectorFiles

@Suite struct `Calls and results` {
  @Test func `calldata is the selector and the arguments, both ways`() throws {
    for row in try VectorFile("abi/calls.jsonl").rows {
      let function = try ABIFunction(row.string("signature"))
      let arguments = try function.inputs.values(row.json.require("arguments"))
      let calldata = try row.bytes("calldata")
      #expect(try function.calldata(arguments: arguments) == calldata, "\(row)")
      #expect(try function.arguments(in: calldata) == arguments, "\(row)")
    }
  }

  @Test func `calldata of something else is refused`() throws {
    for row in try VectorFile("abi/reject-calls.jsonl").rows {
      let function = try ABIFunction(row.string("signature"))
      let error = #expect(throws: ABICallError.self, "\(row)") {
        try function.arguments(in: row.bytes("calldata"))
      }
      #expect(error?.description.hasSuffix(".") == true, "\(row)")
    }
  }

  @Test func `results are read, and written`() throws {
    for row in try VectorFile("abi/results.jsonl").rows {
      let function = try ABIFunction(row.string("signature"))
      let values = try function.outputs.values(row.json.require("values"))
      let data = try row.bytes("data")
      #expect(try function.results(in: data) == values, "\(row)")
      #expect(try function.returnData(of: values) == data, "\(row)")
    }
  }

  @Test func `calls read like Swift`() throws {
    let vault = try Address(parsing: "0x1f8B3e7E691D733F5eb17E5570c49dE3e5Aecef9")
    let transfer = try ABIFunction("transfer(address,uint256)(bool)")
    let calldata = try transfer.calldata(vault, UInt256(500))
    #expect(try transfer.arguments(in: calldata) == [.address(vault), .uint(500)])
    #expect(try transfer.result(of: [UInt8](repeating: 0, count: 31) + [1], as: Bool.self))

    let stats = try ABIFunction(
      "getUserStake(address) view returns (uint256 stakedAmount, uint64 unlockTime, string[] notes)"
    )
    let data = try stats.returnData(of: [.uint(7), .uint(9), .array([.string("a")])])
    let (staked, time, notes) = try stats.results(
      of: data, as: UInt256.self, UInt64.self, [String].self)
    #expect((staked, time) == (7, 9))
    #expect(notes == ["a"])
  }

  @Test func `a Swift type that does not hold the value is an error`() throws {
    let function = try ABIFunction("f()(uint256)")
    let data = try function.returnData(of: [.uint(.max)])
    #expect(throws: ABICallError.self) { try function.result(of: data, as: UInt64.self) }
    #expect(throws: ABICallError.self) { try function.result(of: data, as: String.self) }
    #expect(throws: ABICallError.self) { try function.result(of: data, as: Int256.self) }
    let count = #expect(throws: ABICallError.self) {
      try function.results(of: data, as: UInt256.self, UInt256.self)
    }
    #expect(count == .wrongResultCount(expected: 2, found: 1, of: "f()"))
    let surplus = #expect(throws: ABICallError.self) { try function.calldata(true) }
    #expect(
      surplus?.description
        == "The values do not fit f(): 1 value given for 0 types; give one for each.")
  }

  @Test func `no return data is its own error`() throws {
    let function = try ABIFunction("balanceOf(address)(uint256)")
    let error = #expect(throws: ABICallError.self) { try function.results(in: []) }
    #expect(
      error?.description
        == "balanceOf(address) returned nothing: there is no contract at the address, or it has no such function."
    )
    #expect(try ABIFunction("f()").results(in: []) == [])
  }

  @Test func `every Swift type that conforms comes back`() throws {
    func roundTrip<Value: ABIConvertible & Equatable>(_ value: Value) {
      #expect(try! Value(abiValue: value.abiValue) == value)
    }
    roundTrip(true)
    roundTrip("text")
    roundTrip(UInt256.max)
    roundTrip(Int256.min)
    roundTrip(UInt8.max)
    roundTrip(UInt16.max)
    roundTrip(UInt32.max)
    roundTrip(UInt64.max)
    roundTrip(UInt128.max)
    roundTrip(UInt.max)
    roundTrip(Int8.min)
    roundTrip(Int16.min)
    roundTrip(Int32.min)
    roundTrip(Int64.min)
    roundTrip(Int128.min)
    roundTrip(Int.min)
    roundTrip(Address.zero)
    roundTrip(Hash256(UInt256(5)))
    roundTrip(Selector(rawValue: 7))
    roundTrip([UInt8]([1, 2]))
    roundTrip([[UInt256(1)], []])
    #expect([UInt8]([1]).abiValue == .bytes([1]))
  }

  @Test func `an empty list is an array, and no bytes unless of bytes`() throws {
    #expect([String]().abiValue == .array([]))
    #expect([Address]().abiValue == .array([]))
    #expect([UInt8]().abiValue == .bytes([]))
    #expect(throws: ABIConversionError.self) { try [String](abiValue: .bytes([])) }
    let list = try ABIFunction("f(address[])").calldata([Address]())
    #expect(list.count == 68, "an offset of 32 and a length of 0")
  }

  @Test func `constructor arguments follow the init code`() throws {
    guard
      case .constructor(let constructor) = try InterfaceItem(
        parsing: "constructor(address token, uint256 fee)")
    else { return }
    let data = try constructor.encoded(arguments: [.address(.zero), .uint(3)])
    #expect(data == [UInt8](repeating: 0, count: 63) + [3])
    #expect(try constructor.arguments(in: data) == [.address(.zero), .uint(3)])
    #expect(throws: ABICallError.self) { try constructor.arguments(in: Array(data.dropLast())) }
  }
}

@Suite struct Logs {
  @Test func `a log's values come from topics and data`() throws {
    for row in try VectorFile("abi/events.jsonl").rows {
      let event = try ABIEvent(row.string("signature"))
      let topics = try row.strings("topics").map { try Hash256(hex: $0) }
      let values = try event.values(topics: topics, data: row.bytes("data"))
      let expected = Array(try row.json.require("values").requireElements())
      #expect(values.count == expected.count, "\(row)")
      for ((value, input), json) in zip(zip(values, event.inputs), expected) {
        switch value {
        case .hash(let hash): #expect(json["hash"]?.string == hash.hex, "\(row)")
        case .value(let value): #expect(try value == ABIValue(json, as: input.type), "\(row)")
        }
      }
    }
  }

  @Test func `a log of something else is refused`() throws {
    for row in try VectorFile("abi/reject-events.jsonl").rows {
      let event = try ABIEvent(row.string("signature"))
      let topics = try row.strings("topics").map { try Hash256(hex: $0) }
      let error = #expect(throws: ABICallError.self, "\(row)") {
        try event.values(topics: topics, data: row.bytes("data"))
      }
      #expect(error?.description.hasSuffix(".") == true, "\(row)")
    }
  }

  @Test func `topics to search for are those that logs have`() throws {
    for row in try VectorFile("abi/topics.jsonl").rows {
      let type = try ABIType(parsing: row.string("type"))
      let topic = try ABIEvent.topic(of: ABIValue(row.json.require("value"), as: type), as: type)
      #expect(try topic.hex == row.string("topic"), "\(row)")
    }
  }
}

@Suite struct `Revert reasons` {
  @Test func `data is read as far as it goes, and nothing is lost`() throws {
    for row in try VectorFile("abi/reverts.jsonl").rows {
      let data = try row.bytes("data")
      let errors = row.has("errors") ? try row.strings("errors") : []
      let names = SignatureBook([try ContractInterface(humanReadable: errors)], thenKnown: false)
      let reason = RevertReason(data, names: names)
      switch (reason, try row.string("kind")) {
      case (.empty, "empty"): #expect(data.isEmpty, "\(row)")
      case (.message(let text), "message"): #expect(try text == row.string("message"), "\(row)")
      case (.panic(let code), "panic"):
        #expect(try code.rawValue.description == row.string("code"), "\(row)")
        #expect(try (code.meaning != nil) == row.bool("known"), "\(row)")
      case (.custom(let error, let values), "custom"):
        #expect(try error.signature == row.string("error"), "\(row)")
        #expect(try values == error.inputs.values(row.json.require("values")), "\(row)")
      case (.unknown(let whole), "unknown"):
        #expect(whole == data, "\(row)")
        if row.has("selector") {
          #expect(try reason.selector?.hex == row.string("selector"), "\(row)")
        }
      default: Issue.record("\(row): \(reason)")
      }
      let isPlain = reason.description.unicodeScalars.allSatisfy {
        $0.properties.generalCategory != .control && $0.properties.generalCategory != .format
      }
      #expect(isPlain, "\(row)")
    }
  }

  @Test func `sentences name code, arguments, words and text`() throws {
    let error = try ABIErrorDefinition("Told(address who, string)")
    let told = try error.revertData(arguments: [.address(.zero), .string("a\u{7}b")])
    let names = SignatureBook([ContractInterface([.error(error)])])
    #expect(
      RevertReason(told, names: names).description
        == #"Told(who: 0x0000000000000000000000000000000000000000, "a\u{7}b")"#)
    #expect(RevertReason([]).description == "reverted without a reason")
    #expect(PanicCode(rawValue: 0x11).description == "panic 0x11: arithmetic overflow or underflow")
    #expect(PanicCode(rawValue: 0x99).description == "panic 0x99, which Solidity does not have")
    let unknown = RevertReason(Array("\u{1}\u{2}\u{3}\u{4}cannot pay\u{1b}".utf8), names: names)
    #expect(
      unknown.description
        == #"unknown error 0x01020304 with 0x63616e6e6f74207061791b, in which stands "cannot pay""#)
    #expect(RevertReason([1, 2]).description == "unknown revert data 0x0102")
  }
}
