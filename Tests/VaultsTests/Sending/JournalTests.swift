import ChequerTesting
import EVMCrypto
import EVMPrimitives
import EmbeddedChain
import Glibc
import Testing
import Vaults

@Suite struct `A journal of transactions` {
  private let bench: SendingCase

  init() async throws { bench = try await SendingCase() }

  private var fileName: String {
    get throws {
      try #require(bench.folder.names().first { $0.hasSuffix(".jsonl") })
    }
  }

  /// A journal with one settled transaction, closed again.
  private func written() async throws -> [UInt8] {
    do {
      let sender = try await bench.sender()
      _ = try await sender.send(bench.payment(), signer: bench.signer)
    }
    return bench.folder.read(try fileName)
  }

  @Test func `tells the next process what was sent`() async throws {
    _ = try await written()
    let journal = try await bench.journal()
    let transaction = try #require(journal.transactions.first)
    #expect(journal.transactions.count == 1)
    #expect(transaction.nonce == 0)
    let mined = try #require(bench.chain.latestBlock.transactions.last)
    #expect(transaction.hash == mined.hash)
    guard case .settled(let settlement) = transaction.stage else {
      Issue.record("It is \(transaction.stage).")
      return
    }
    #expect(settlement.block == bench.chain.latestBlock.number)
    #expect(settlement.blockHash == bench.chain.latestBlock.hash)
    #expect(settlement.succeeded)
    #expect(settlement.gasUsed == 21_000)
    #expect(journal.open.isEmpty)
  }

  @Test func `is its owner's alone`() async throws {
    _ = try await written()
    var status = stat()
    #expect(stat("\(bench.folder.path)/\(try fileName)", &status) == 0)
    #expect(status.st_mode & 0o777 == 0o600)
  }

  @Test func `makes its folders for their owner alone`() async throws {
    let owner = try await bench.journal().owner
    let folder = "\(bench.folder.path)/a/b"
    _ = try TransactionJournal.open(in: folder, for: owner)
    var status = stat()
    #expect(stat(folder, &status) == 0)
    #expect(status.st_mode & 0o777 == 0o700)
  }

  @Test func `never holds a key`() async throws {
    let text = String(decoding: try await written(), as: UTF8.self)
    #expect(!text.contains(bench.account.revealedKey.dropFirst(2)))
    #expect(text.contains("\"raw\":\"0x"))
  }

  @Test func `takes off a last line that a crash cut short, wherever it was cut`() async throws {
    let whole = try await written()
    let lines = whole.split(separator: 0x0a)
    let last = try #require(lines.last)
    let sound = whole.count - last.count - 1
    for length in [1, 2, last.count / 2, last.count - 1, last.count] {
      bench.folder.write(Array(whole[..<(sound + length)]), to: try fileName)
      let journal = try await bench.journal()
      #expect(journal.repairedByteCount == length)
      // The settlement is gone, so it is looked for again.
      #expect(journal.transactions.map(\.stage) == [.open])
    }
    let journal = try await bench.journal()
    #expect(journal.repairedByteCount == 0)
  }

  @Test func `takes off a last line with the gaps that a power failure leaves`() async throws {
    var bytes = try await written()
    for place in bytes.count - 60..<bytes.count - 30 { bytes[place] = 0 }
    bench.folder.write(bytes, to: try fileName)
    #expect(try await bench.journal().transactions.map(\.stage) == [.open])
  }

  @Test func `begins anew when the first line was cut short`() async throws {
    let whole = try await written()
    bench.folder.write(Array(whole.prefix(20)), to: try fileName)
    #expect(try await bench.journal().transactions.isEmpty)
  }

  @Test func `is refused with a damaged line, and left as it is`() async throws {
    let whole = try await written()
    let name = try fileName
    for (number, line) in whole.split(separator: 0x0a).enumerated() {
      var bytes = whole
      let place = line.startIndex + 20
      bytes[place] = bytes[place] == UInt8(ascii: "7") ? UInt8(ascii: "8") : UInt8(ascii: "7")
      bench.folder.write(bytes, to: name)
      let error = await #expect(throws: JournalError.self) { try await bench.journal() }
      #expect(error.map(\.description)?.contains("Line \(number + 1) of the journal") == true)
      #expect(bench.folder.read(name) == bytes)
    }
  }

  @Test func `is refused without one of its lines`() async throws {
    let whole = try await written()
    let lines = whole.split(separator: 0x0a)
    for missing in 0..<lines.count - 1 {
      var rest = lines
      rest.remove(at: missing)
      bench.folder.write(rest.flatMap { $0 + [0x0a] }, to: try fileName)
      await #expect(throws: JournalError.self) { try await bench.journal() }
    }
  }

  @Test func `is refused with a key that stands twice in a line, whatever the checks say`()
    async throws
  {
    let whole = String(decoding: try await written(), as: UTF8.self)
    let name = try fileName
    // What the lines say, without their checks.
    let bodies = whole.split(separator: "\n").compactMap {
      $0.text(before: ",\"check\":\"")
    }
    func journal(of bodies: [String]) -> [UInt8] {
      var check = [UInt8](repeating: 0, count: 8)
      return bodies.flatMap { body in
        check = Array(Keccak256.hash(check + Array(body.utf8)).bytes.prefix(8))
        return Array("\(body),\"check\":\"\(Hex.encode(check, prefix: false))\"}\n".utf8)
      }
    }
    #expect(journal(of: bodies) == Array(whole.utf8))
    for number in bodies.indices {
      var twice = bodies
      twice[number] += ",\"time\":1700000000"
      bench.folder.write(journal(of: twice), to: name)
      let error = await #expect(throws: JournalError.self) { try await bench.journal() }
      let sentence = error?.description ?? ""
      #expect(sentence.contains("Line \(number + 1) of the journal"), "\(sentence)")
      #expect(sentence.contains("'time'"), "\(sentence)")
    }
  }

  @Test func `is refused as the journal of another account`() async throws {
    _ = try await written()
    let mine = try fileName
    let other = try await TransactionSender.owner(
      of: bench.chain.renter.address, chainID: 199, caller: bench.chain.development)
    do { _ = try TransactionJournal.open(in: bench.folder.path, for: other) }
    let theirs = try #require(bench.folder.names().first { $0.hasSuffix(".jsonl") && $0 != mine })
    bench.folder.write(bench.folder.read(mine), to: theirs)
    #expect(throws: JournalError.otherOwner("\(bench.folder.path)/\(theirs)")) {
      try TransactionJournal.open(in: bench.folder.path, for: other)
    }
  }

  @Test func `belongs to one at a time`() async throws {
    let first = try await bench.journal()
    let error = await #expect(throws: JournalError.self) { try await bench.journal() }
    #expect(error == .inUse(first.path, by: getpid()))
    withExtendedLifetime(first) {}
  }

  @Test func `is not kept in a link, a folder or a pipe`() async throws {
    let owner = try await bench.journal().owner
    let name = try fileName
    let path = "\(bench.folder.path)/\(name)"
    for make in [
      { symlink("/tmp/elsewhere", path) }, { mkdir(path, 0o700) }, { mkfifo(path, 0o600) },
    ] {
      unlink(path)
      #expect(make() == 0)
      #expect(throws: JournalError.notFile(path)) {
        try TransactionJournal.open(in: bench.folder.path, for: owner)
      }
      rmdir(path)
    }
  }

  @Test(arguments: [
    (["XDG_DATA_HOME": "/data"], "/data/chequer/journal"),
    (["XDG_DATA_HOME": "data", "HOME": "/home/u"], "/home/u/.local/share/chequer/journal"),
  ])
  func `stands in the folder for the user's data`(
    _ environment: [String: String], _ folder: String
  ) throws {
    #expect(try TransactionJournal.userFolder(environment: environment) == folder)
  }

  @Test func `has no place without a home`() {
    #expect(throws: JournalError.noDataFolder) {
      try TransactionJournal.userFolder(environment: ["HOME": "here"])
    }
  }
}

extension Substring {
  /// The text before another one; `nil` where that does not occur.
  fileprivate func text(before end: String) -> String? {
    firstRange(of: end).map { String(self[..<$0.lowerBound]) }
  }
}
