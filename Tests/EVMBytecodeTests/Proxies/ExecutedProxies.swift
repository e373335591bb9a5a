import EVMBytecode
import EVMPrimitives
import Testing
import VectorFiles

/// What a recognition says that a proxy does, against what an EVM saw it do.
@Suite struct `Executed proxies` {
  struct Case {
    let row: VectorRow
    let proxy: ProxyRecognition
    let code: [UInt8]
  }

  static func cases() throws -> [Case] {
    try VectorFile("proxy-execution/proxies.jsonl").rows.map { row in
      let code = try row.bytes("code")
      let proxy = try #require(ProxyRecognition(Bytecode(code)), "\(row)")
      return Case(row: row, proxy: proxy, code: code)
    }
  }

  @Test func `the kind is the one that was built`() throws {
    for test in try Self.cases() {
      let (row, proxy) = (test.row, test.proxy)
      #expect(try proxy.kind.rawValue == row.string("kind"), "\(row)")
    }
  }

  @Test func `the target is where the call went`() throws {
    for test in try Self.cases() {
      let (row, proxy) = (test.row, test.proxy)
      let target = try row.string("target")
      let right =
        switch try row.string("place") {
        case "code": proxy.target.address?.checksummed == target
        case "slot": proxy.target == .slot(.implementation)
        case "slot0": proxy.target.slot?.key == .zero
        case "beacon": proxy.target == .beacon(.beacon)
        case "own": proxy.target == .slotOfOwnAddress
        default: false
        }
      #expect(right, "\(row)")
    }
  }

  @Test func `the implementation saw the appended bytes`() throws {
    for test in try Self.cases() {
      let (row, proxy) = (test.row, test.proxy)
      var expected: [UInt8] = []
      if let appended = proxy.appended {
        let copied = Array(test.code[appended.offset...].prefix(appended.copiedByteCount))
        let zeros = [UInt8](repeating: 0, count: max(0, appended.passedByteCount - copied.count))
        expected = Array((copied + zeros).prefix(appended.passedByteCount))
      }
      #expect(try row.bytes("appended") == expected, "\(row)")
    }
  }

  @Test func `calls that never reached the implementation were foretold`() throws {
    for test in try Self.cases() {
      let (row, proxy) = (test.row, test.proxy)
      let takesEmptyCalls = proxy.behaviours.contains {
        if case .logsEmptyCalls = $0 { true } else { false }
      }
      #expect(try row.bool("reachedByEmptyCall") == !takesEmptyCalls, "\(row)")
      #expect(
        try row.bool("reachedByOneByteCall") == !proxy.behaviours.contains(.answersOneByteCalls),
        "\(row)")
      #expect(
        try row.bool("reachedByMasterCopyCall") == !proxy.behaviours.contains(.answersMasterCopy),
        "\(row)")
    }
  }

  @Test func `answers and failures were as foretold`() throws {
    for test in try Self.cases() {
      let (row, proxy) = (test.row, test.proxy)
      let fills = proxy.behaviours.contains(.answersWith4096Bytes)
      #expect(try row.integer("silentAnswerByteCount") == (fills ? 4096 : 0), "\(row)")
      let jumps = proxy.behaviours.contains(.failsByInvalidJump)
      let drops = proxy.behaviours.contains(.dropsRevertData) || jumps
      #expect(try row.bool("keepsRevertData") == !drops, "\(row)")
      #expect(try row.bool("failureSpendsAllGas") == jumps, "\(row)")
    }
  }

  @Test func `whoever wrote any slot is named`() throws {
    for test in try Self.cases() {
      let (row, proxy) = (test.row, test.proxy)
      let admin = row.has("admin") ? try Address(parsing: row.string("admin")) : nil
      #expect(proxy.admin == admin, "\(row)")
      let warned = proxy.behaviours.contains { behaviour in
        if case .adminWritesAnySlot(let named) = behaviour { named == admin } else { false }
      }
      #expect(warned == (admin != nil), "\(row)")
    }
  }

  @Test func `an administrator's short call fails where the text says so`() throws {
    for test in try Self.cases() where test.proxy.admin != nil {
      let fails = test.proxy.pseudocode.contains("      if calldata.size < 64:\n")
      #expect(try test.row.bool("shortAdminCallSucceeds") == !fails, "\(test.row)")
    }
  }

  @Test func `without code at the target every call succeeds`() throws {
    for test in try Self.cases() {
      #expect(try test.row.bool("succeedsWithoutCode"), "\(test.row)")
    }
  }

  @Test func `without a beacon every call succeeds and returns nothing`() throws {
    for test in try Self.cases() where test.row.has("succeedsWithoutBeacon") {
      let foretold = test.proxy.behaviours.contains(.trustsBeaconAnswer)
      #expect(try test.row.bool("succeedsWithoutBeacon") == foretold, "\(test.row)")
    }
  }

  @Test func `arguments are those that were appended, without their length`() throws {
    for test in try Self.cases() {
      let (row, proxy) = (test.row, test.proxy)
      let arguments = row.has("arguments") ? try row.bytes("arguments") : nil
      #expect(proxy.trailing?.bytes == arguments, "\(row)")
    }
  }

  @Test func `every broken rule is reported, and no other`() throws {
    for test in try Self.cases() {
      let (row, proxy) = (test.row, test.proxy)
      #expect(try proxy.defects.count == row.integer("defects"), "\(row) \(proxy.defects)")
    }
  }

  @Test func `creation code leaves the code that the EVM deployed`() throws {
    for row in try VectorFile("proxy-execution/creations.jsonl").rows {
      let code = try Bytecode(row.bytes("code"))
      let creation = try #require(CreationCode(code), "\(row)")
      #expect(try creation.deployedCode(of: code).bytes == row.bytes("deployed"), "\(row)")
      #expect(try creation.unreadByteCount == row.integer("unread"), "\(row)")
      let initial =
        row.has("initialImplementation") ? try row.string("initialImplementation") : nil
      #expect(creation.initialImplementation?.checksummed == initial, "\(row)")
      let proxy = try #require(CodeInspection(code).proxy, "\(row)")
      if let address = proxy.target.address {
        #expect(try address.checksummed == row.string("target"), "\(row)")
      }
    }
  }

  @Test func `what is no proxy, or a broken one, is named`() throws {
    for row in try VectorFile("proxy-execution/reject-proxies.jsonl").rows {
      let inspection = CodeInspection(try Bytecode(row.bytes("code")))
      let form =
        switch inspection.form {
        case .empty: "empty"
        case .proxy: "proxy"
        case .creation, .constructor: "creation"
        case .neighbour(let neighbour): neighbour.name
        case .unknown: "unknown"
        }
      #expect(try form == row.string("form"), "\(row)")
    }
  }
}
