import EVMPrimitives
import EmbeddedChain
import ExactJSON
import Glibc
import TestThreads
import Testing

@Suite(.ownThreads) struct `A chain in a file` {
  private let folder: ScratchFolder
  private var path: String { folder.path("chain.json") }
  private let somebody: Address
  /// A chain without a clock of its own.
  private let options = ChainOptions(accountCount: 1, genesisTimestamp: 5, now: { 5 })

  init() throws {
    folder = try ScratchFolder()
    somebody = try Address(hex: String(repeating: "77", count: 20))
  }

  // MARK: Going on

  @Test func `goes on where the last process left it`() throws {
    let first = try PersistentChain.open(path, options)
    #expect(first.beginning == .fresh)
    try first.chain.mine()
    first.chain.setBalance(9, of: somebody)
    try first.save()
    let hash = first.chain.latestBlock.hash
    first.close()
    let second = try PersistentChain.open(path, options)
    #expect(second.beginning == .continued)
    #expect(second.chain.blockNumber == 1)
    #expect(second.chain.latestBlock.hash == hash)
    #expect(second.chain.balance(of: somebody) == 9)
    try second.chain.mine()
    #expect(second.chain.latestBlock.header.parentHash == hash)
  }

  @Test func `is in the file from its first block on`() throws {
    let kept = try PersistentChain.open(path, options)
    #expect(try folder.text("chain.json").hasPrefix("{\"format\":\"chequer-chain/1\""))
    kept.close()
    #expect(try PersistentChain.open(path, options).beginning == .continued)
  }

  @Test func `keeps the time that passed`() throws {
    let first = try PersistentChain.open(path, options)
    first.chain.advanceTime(by: 1000)
    try first.save()
    first.close()
    let second = try PersistentChain.open(path, options)
    #expect(try second.chain.mine().header.timestamp == 1005)
  }

  @Test func `is not kept unless it is saved`() throws {
    let first = try PersistentChain.open(path, options)
    try first.chain.mine()
    first.close()
    #expect(throws: PersistenceError.closed(path)) { try first.save() }
    #expect(try PersistentChain.open(path, options).chain.blockNumber == 0)
  }

  @Test func `is not written while nothing changes`() throws {
    let kept = try PersistentChain.open(path, options)
    let file = try folder.number("chain.json")
    try kept.save()
    #expect(try folder.number("chain.json") == file)
    kept.chain.setBalance(9, of: somebody)
    try kept.save()
    #expect(try folder.number("chain.json") != file, "another file took its place")
  }

  @Test func `saves itself regularly until it is closed`() async throws {
    let kept = try PersistentChain.open(path, options)
    kept.saveRegularly(every: .milliseconds(5))
    try kept.chain.mine()
    let file = try folder.number("chain.json")
    for _ in 0..<2000 where try folder.number("chain.json") == file {
      try await Task.sleep(for: .milliseconds(5))
    }
    kept.close()
    #expect(try PersistentChain.open(path, options).chain.blockNumber == 1)
  }

  // MARK: Several processes

  @Test func `is one process's at a time`() throws {
    let kept = try PersistentChain.open(path, options)
    #expect(throws: PersistenceError.inUse(path, by: getpid())) {
      try PersistentChain.open(path, options)
    }
    #expect(throws: PersistenceError.inUse(path, by: getpid())) {
      try PersistentChain.open(path, options, startsAnew: true)
    }
    kept.close()
    #expect(throws: Never.self) { try PersistentChain.open(path, options) }
  }

  @Test func `is waited for as long as one has patience`() async throws {
    let kept = try PersistentChain.open(path, options)
    let closing = Task(executorPreference: OwnThreads.executor) {
      try await Task.sleep(for: .milliseconds(50))
      kept.close()
    }
    let second = try PersistentChain.open(path, options, patience: .seconds(20))
    #expect(second.beginning == .continued)
    try await closing.value
  }

  @Test func `is one chain by all the names of its file`() throws {
    let kept = try PersistentChain.open(path, options)
    try kept.chain.mine()
    try kept.save()
    #expect(symlink(path, folder.path("other.json")) == 0)
    #expect(throws: PersistenceError.inUse(folder.path("other.json"), by: getpid())) {
      try PersistentChain.open(folder.path("other.json"), options)
    }
    kept.close()
    let second = try PersistentChain.open(folder.path("other.json"), options)
    try second.chain.mine()
    try second.save()
    second.close()
    #expect(try PersistentChain.open(path, options).chain.blockNumber == 2)
  }

  // MARK: Beginning anew

  @Test func `begins anew when that is asked for`() throws {
    let first = try PersistentChain.open(path, options)
    try first.chain.mine()
    try first.save()
    first.close()
    let second = try PersistentChain.open(path, options, startsAnew: true)
    #expect(second.beginning == .anew(lostBlocks: 2))
    #expect(second.chain.blockNumber == 0)
    second.close()
    #expect(try PersistentChain.open(path, options).chain.blockNumber == 0)
  }

  @Test func `begins anew in the place of a damaged chain, or one of another release`() throws {
    for text in ["{\"format\":\"chequer-chain/1\",\"blo", "{\"format\":\"chequer-chain/99\"}"] {
      try folder.write(text, to: "chain.json")
      let kept = try PersistentChain.open(path, options, startsAnew: true)
      #expect(kept.beginning == .anew(lostBlocks: nil))
      kept.close()
    }
  }

  // MARK: What is no chain

  @Test(arguments: [
    "no JSON", "{}", "[1]", "{\"format\":\"chequer-chain/1\"}", "\u{0}", "{\"a\":1",
    "{\"format\":\"chequer-chain/1\",\"chainId\":31337,\"fork\":\"Osaka\",\"timeOffset\":0,\"blocks\":[],\"accounts\":{}}",
  ])
  func `leaves what is no chain as it is`(_ text: String) throws {
    try folder.write(text, to: "chain.json")
    #expect(throws: PersistenceError.self) { try PersistentChain.open(path, options) }
    #expect(try folder.text("chain.json") == text)
  }

  @Test func `erases nothing but chains`() throws {
    try folder.write("precious", to: "chain.json")
    #expect(throws: PersistenceError.notErased(path)) {
      try PersistentChain.open(path, options, startsAnew: true)
    }
    #expect(try folder.text("chain.json") == "precious")
  }

  @Test func `takes an empty file for none`() throws {
    try folder.write("", to: "chain.json")
    #expect(try PersistentChain.open(path, options).beginning == .fresh)
  }

  @Test func `refuses the chain of another id, other rules, or another release`() throws {
    try PersistentChain.open(path, options).close()
    var other = options
    other.chainID = 5
    #expect(
      throws: PersistenceError.chain(path, .otherChain(expected: 5, found: 31_337))
    ) { try PersistentChain.open(path, other) }
    other = options
    other.fork = .berlin
    #expect(throws: PersistenceError.self) { try PersistentChain.open(path, other) }
    try folder.write("{\"format\":\"chequer-chain/99\"}", to: "chain.json")
    #expect(throws: PersistenceError.otherVersion(path, found: "chequer-chain/99")) {
      try PersistentChain.open(path, options)
    }
  }

  @Test func `refuses folders, pipes, and places that are not there`() throws {
    #expect(throws: PersistenceError.notFile(folder.path)) {
      try PersistentChain.open(folder.path, options)
    }
    let pipe = folder.path("pipe")
    #expect(mkfifo(pipe, 0o600) == 0)
    #expect(throws: PersistenceError.notFile(pipe)) { try PersistentChain.open(pipe, options) }
    let deep = folder.path("a/b/chain.json")
    #expect(throws: PersistenceError.self) { try PersistentChain.open(deep, options) }
    let kept = try PersistentChain.open(deep, options, createsFolders: true)
    #expect(try folder.text("a/b/chain.json").isEmpty == false)
    kept.close()
  }

  @Test func `survives what a killed process left behind`() throws {
    try PersistentChain.open(path, options).close()
    try folder.write("half of a ch", to: "chain.json.part")
    try folder.write("4194303\n", to: "chain.json.lock")
    let kept = try PersistentChain.open(path, options)
    #expect(kept.beginning == .continued)
    try kept.chain.mine()
    try kept.save()
    kept.close()
    #expect(try PersistentChain.open(path, options).chain.blockNumber == 1)
  }

  // MARK: Places and words

  @Test(
    arguments: [
      (["HOME": "/home/u"], "/home/u/.local/share/chequer/embedded.json"),
      (["HOME": "/home/u", "XDG_DATA_HOME": "/data"], "/data/chequer/embedded.json"),
      (["HOME": "/home/u", "XDG_DATA_HOME": "data"], "/home/u/.local/share/chequer/embedded.json"),
      (["HOME": "/home/u", "XDG_DATA_HOME": ""], "/home/u/.local/share/chequer/embedded.json"),
      (["HOME": "home"], nil), ([:], nil),
    ] as [([String: String], String?)])
  func `has its place in the user's data`(environment: [String: String], expected: String?) throws {
    guard let expected else {
      #expect(throws: PersistenceError.noDataFolder) {
        try PersistentChain.userPath(environment: environment)
      }
      return
    }
    #expect(try PersistentChain.userPath(environment: environment) == expected)
  }

  @Test(
    arguments: [
      (
        .cannotRead("f", reason: "Permission denied"),
        "The chain's file 'f' cannot be read: Permission denied; name another file."
      ),
      (
        .cannotWrite("f", reason: "Permission denied"),
        "The chain cannot be kept in 'f': Permission denied; name another file."
      ),
      (
        .notFile("f"),
        "'f' is a folder, pipe or device, in which no chain can be kept; name a file."
      ),
      (
        .tooLarge("f", limit: 9),
        "The file 'f' has more than the 9 bytes that a chain's file may have; begin with another file."
      ),
      (
        .notChain("f", reason: "Why."),
        "The file 'f' holds no chain and is left as it is: Why. Name another file."
      ),
      (
        .otherVersion("f", found: "chequer-chain/2"),
        "The file 'f' holds a chain in the form 'chequer-chain/2', which this release does not read; use the release that wrote it, or begin with another file."
      ),
      (
        .inUse("f", by: 7),
        "The chain in 'f' is in use by process 7; end that one, or talk to it over its URL."
      ),
      (
        .inUse("f", by: nil),
        "The chain in 'f' is in use by another process; end that one, or talk to it over its URL."
      ),
      (
        .notErased("f"),
        "The file 'f' holds no chain, so it is not erased to begin anew; remove it yourself, or name another file."
      ),
      (.closed("f"), "The chain in 'f' was closed; open it again."),
      (
        .noDataFolder,
        "There is no folder for the chain: set XDG_DATA_HOME or HOME to an absolute path, or name a file."
      ),
    ] as [(PersistenceError, String)])
  func `explains an error in a sentence`(error: PersistenceError, sentence: String) {
    #expect(error.description == sentence)
  }
}
