import EVMABI
import EVMBytecode
import EVMPrimitives
import ExactJSON
import Testing
import VectorFiles

/// What a reader sees of contracts whose sources stand in the vectors.
@Suite struct `Decompiled functions` {
  static let files = ["contracts/contracts-1.jsonl", "contracts/contracts-2.jsonl"]

  static func row(_ name: String, _ compiler: String) throws -> VectorRow {
    for file in files {
      for row in try VectorFile(file).rows
      where try row.string("name") == name && row.string("compiler") == compiler
        && row.string("options").isEmpty
      {
        return row
      }
    }
    throw MissingRow()
  }

  struct MissingRow: Error {}

  static func lines(_ name: String, _ compiler: String, _ selector: String) throws -> [String] {
    let decompilation = Decompilation(try Bytecode(row(name, compiler).bytes("runtime")))
    let entry = DecompiledFunction.Entry.function(try Selector(hex: selector))
    let function = try #require(decompilation.functions.first { $0.entry == entry })
    return function.statements.filter { !$0.isHidden }.map(\.text)
  }

  /// Vyper 0.2.16 puts as many words on the stack as a signature has, before it calls a function of
  /// its own: how high the stack is depends on calldata there, and the two functions say so.
  static func isBeyond(_ row: VectorRow) throws -> Bool {
    try row.string("name") == "vault" && row.string("compiler") == "0.2.16"
  }

  @Test func `functions whose stack depends on calldata are partial and say why`() throws {
    let decompilation = Decompilation(try Bytecode(Self.row("vault", "0.2.16").bytes("runtime")))
    let partial = decompilation.functions.filter { $0.verdict != .complete }
    #expect(
      partial.map(\.signature) == [
        "cashChequeBeneficiary(address,uint256,bytes)",
        "cashCheque(address,address,uint256,bytes,uint256,bytes)",
      ])
    for function in partial {
      #expect(function.statements.contains { $0.text.contains("a limit was reached") })
    }
  }

  @Test func `every function of every other contract is complete and without a goto`() throws {
    for file in Self.files {
      for row in try VectorFile(file).rows where try !Self.isBeyond(row) {
        let decompilation = Decompilation(try Bytecode(row.bytes("runtime")))
        let name = try row.string("name")
        for function in decompilation.functions {
          #expect(function.verdict == .complete, "\(name): \(function.head)")
          #expect(!function.statements.contains { $0.text.hasPrefix("goto") })
        }
        #expect(decompilation.isComplete)
      }
    }
  }

  /// The source: assert the issuer, assert the balance, add up, transfer, assert it, log.
  @Test(arguments: ["0.2.16", "0.3.3", "0.3.10", "0.4.3"])
  func `withdrawing from the vault reads like its source`(compiler: String) throws {
    let lines = try Self.lines("vault", compiler, "0x2e1a7d4d")
    let wanted = [
      "\"not issuer\"", "balanceOf(address(this))", "\"not enough balance\"", "+ amount",
      ".transfer(", "\"Vault: transfer failed\"", "emit Withdraw(amount)",
    ]
    var next = lines[...]
    for text in wanted {
      let place = next.firstIndex { $0.contains(text) }
      #expect(place != nil, "\(text) in \(lines)")
      next = next[(place.map { $0 + 1 } ?? next.endIndex)...]
    }
    #expect(!lines.contains { $0.contains("memory[") })
  }

  /// The whole of the newest compiler's, as a reader sees it: each line is one of the source.
  @Test func `depositing into the vault is the statements of its source`() throws {
    let lines = try Self.lines("vault", "0.4.3", "0xb6b55f25")
    #expect(
      lines == [
        "require(slot3 == msg.sender, \"not issuer\")",
        "slot5 = slot5 + amount",
        "ret1 = IERC20(slot0).transferFrom(msg.sender, address(this), amount)",
        "require(ret1 != 0, \"Vault: deposit failed\")",
        "emit Deposit(msg.sender, amount)",
      ])
  }

  @Test func `checks of the compiler are kept, hidden, with their offsets`() throws {
    let decompilation = Decompilation(try Bytecode(Self.row("vault", "0.4.3").bytes("runtime")))
    let deposit = try #require(
      decompilation.functions.first { $0.signature == "deposit(uint256)" })
    let hidden = deposit.statements.filter(\.isHidden)
    #expect(hidden.contains { $0.text.contains("msg.value") })
    #expect(hidden.allSatisfy { !$0.offsets.isEmpty })
    #expect(deposit.mutability == .nonpayable)
  }

  /// What ran in another EVM is in some function's statements: nothing is left out.
  @Test(arguments: files)
  func `every instruction block that ran belongs to a statement`(file: String) throws {
    var missing: [String] = []
    var count = 0
    for row in try VectorFile(file).rows where try !Self.isBeyond(row) {
      let tail = row.has("immutablesTail") ? try row.bytes("immutablesTail") : []
      let decompilation = Decompilation(try Bytecode(row.bytes("runtime") + tail))
      var places: Set<Int> = []
      for tree in decompilation.trees {
        for range in tree.statements.places { places.formUnion(range) }
      }
      for start in try row.string("executed").split(separator: ",") {
        count += 1
        if !places.contains(Int(start) ?? -1) {
          missing.append("\(try row.string("name")) by \(try row.string("compiler")): \(start)")
        }
      }
    }
    // Of the selectors that are none, one stands for all; these blocks are the table's for others.
    #expect(Set(missing).isSubset(of: ["forward by 0.3.10: 279", "many by 0.4.3: 28"]))
    #expect(count > 1000)
  }

  @Test func `names come from the interface that is given`() throws {
    let interface = try ContractInterface(parsing: "function bounce(address who, uint256 total)")
    let decompilation = Decompilation(
      try Bytecode(Self.row("vault", "0.4.3").bytes("runtime")), names: SignatureBook([interface]))
    let bounce = try #require(
      decompilation.functions.first { $0.signature == "bounce(address,uint256)" })
    #expect(bounce.head == "function bounce(address who, uint256 total) external")
    #expect(bounce.statements.contains { $0.text == "emit ChequeBounced()" })
  }

  private struct Layout: StorageNaming {
    func name(of place: StoragePlace) -> (variable: String, field: String?)? {
      switch place.slot.last {
      case 1 where place.path == [.mapping]: ("paidOut", nil)
      case 2 where place.path.isEmpty: ("totalPaidOut", nil)
      default: nil
      }
    }
  }

  @Test func `a layout names variables where it knows them`() throws {
    let decompilation = Decompilation(
      try Bytecode(Self.row("vault", "0.4.3").bytes("runtime")), storage: Layout())
    let texts = decompilation.functions.flatMap(\.statements).map(\.text)
    #expect(texts.contains("return paidOut[arg0]"))
    #expect(texts.contains("return totalPaidOut"))
    #expect(texts.contains { $0.hasPrefix("require(slot3 == msg.sender") })
  }
}

extension [Statement] {
  /// The instructions of all statements.
  fileprivate var places: [Range<Int>] {
    flatMap { statement -> [Range<Int>] in
      switch statement {
      case .action(let placed): placed.places
      case .branch(_, let first, let second, let places): places + first.places + second.places
      case .loop(_, let body), .block(_, let body): body.places
      case .end(_, let places): places
      case .leave, .leaveLoop, .again, .label, .goto: []
      }
    }
  }
}

/// Any code has an answer, the same in every run, that says where it knows no more.
@Suite struct `Decompilation of any code` {
  private func check(_ bytes: [UInt8]) throws {
    let decompilation = Decompilation(try Bytecode(bytes))
    for function in decompilation.functions {
      #expect(function.statements.count < 60_000)
      if function.statements.contains(where: { $0.text.contains("a limit was reached") }) {
        #expect(function.verdict != .complete)
      }
    }
  }

  @Test func `codes made to hurt have an answer, twice the same`() throws {
    for row in try VectorFile("contracts/assembled.jsonl").rows {
      let code = try Bytecode(row.bytes("code"))
      let (one, two) = (Decompilation(code), Decompilation(code))
      #expect(one.functions == two.functions)
      try check(row.bytes("code"))
    }
  }

  @Test func `random bytes have an answer`() throws {
    var generator = SeededGenerator(seed: 42)
    for _ in 0..<400 {
      try check(generator.bytes(count: Int.random(in: 0...300, using: &generator)))
    }
  }

  /// Many of the opcodes that move, jump and store, so that paths get long.
  @Test func `random programs have an answer`() throws {
    var generator = SeededGenerator(seed: 7)
    let likely: [UInt8] = [
      0x5b, 0x60, 0x56, 0x57, 0x80, 0x81, 0x90, 0x91, 0x01, 0x03, 0x14, 0x15, 0x16, 0x1c, 0x35,
      0x51, 0x52, 0x54, 0x55, 0x20, 0x36, 0x37, 0x3d, 0x3e, 0xf1, 0xfd, 0xf3, 0x5f, 0x50, 0x5e,
    ]
    for _ in 0..<300 {
      let count = Int.random(in: 20...400, using: &generator)
      let bytes = (0..<count).map { _ in
        Bool.random(using: &generator)
          ? likely[Int.random(in: 0..<likely.count, using: &generator)]
          : UInt8.random(in: 0...120, using: &generator)
      }
      try check(bytes)
    }
  }

  @Test func `real code with changed bytes has an answer`() throws {
    var generator = SeededGenerator(seed: 9)
    for row in try VectorFile("contracts/contracts-2.jsonl").rows.prefix(12) {
      var bytes = try row.bytes("runtime")
      for _ in 0..<8 {
        bytes[Int.random(in: 0..<bytes.count, using: &generator)] = generator.bytes(count: 1)[0]
      }
      try check(bytes)
    }
  }

  @Test func `no code has no function`() throws {
    let decompilation = Decompilation(try Bytecode([]))
    #expect(decompilation.functions.isEmpty)
    #expect(decompilation.isComplete)
  }

  @Test func `an unknown instruction is said where it is`() throws {
    let decompilation = Decompilation(try Bytecode([0x60, 0x01, 0x50, 0x0c]))
    let texts = decompilation.functions.flatMap(\.statements).map(\.text)
    #expect(texts == ["/* the byte 0xc is no instruction */ invalid()"])
  }

  @Test func `a jump to a place that the caller names is not known, and makes it partial`() throws {
    // CALLDATALOAD(0), JUMP.
    let decompilation = Decompilation(try Bytecode([0x5f, 0x35, 0x56, 0x5b, 0x00]))
    let function = try #require(decompilation.functions.last)
    #expect(function.verdict == .partial("the target of a jump is not known"))
    #expect(function.statements.map(\.text) == ["jump(msg.data[0:+32]) /* target not known */"])
    #expect(!decompilation.isComplete)
  }

  @Test func `functions behind the limit of all are named, each with the limit`() throws {
    let row = try #require(
      try VectorFile("contracts/contracts-2.jsonl").rows.first { try $0.string("name") == "token" })
    let code = try Bytecode(row.bytes("runtime"))
    let whole = Decompilation(code)
    let cut = Decompilation(code, limits: DecompilationLimits(totalStatements: 20))
    #expect(whole.isComplete)
    #expect(!cut.isComplete)
    #expect(cut.functions.map(\.head).starts(with: whole.functions.map(\.head)))
    let unread = cut.functions.filter {
      $0.statements.map(\.text) == ["/* a limit was reached: code goes on at 0x0 */ …"]
    }
    #expect(!unread.isEmpty)
    #expect(unread.allSatisfy { $0.verdict != .complete })
  }

  @Test func `less work than needed is said, not left out`() throws {
    let row = try #require(try VectorFile("contracts/contracts-2.jsonl").rows.first)
    let limits = DecompilationLimits(instructions: 60)
    let decompilation = Decompilation(try Bytecode(row.bytes("runtime")), limits: limits)
    #expect(!decompilation.isComplete)
    #expect(
      decompilation.functions.contains { function in
        function.statements.contains { $0.text.contains("a limit was reached: code goes on at 0x") }
          && function.verdict != .complete
      })
  }
}
