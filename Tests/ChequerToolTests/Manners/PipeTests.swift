import Glibc
import TestThreads
import Testing

@Suite(.childThreads) struct `Pipes and signals` {
  private static let empty =
    #"{"hash":"0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"}"#

  @Test func `each row is answered before the next is written`() throws {
    let conversation = try Conversation("keccak", "--jsonl")
    for _ in 0..<20 {
      conversation.say(#"{"data":"0x"}"#)
      #expect(try conversation.hear() == Self.empty)
      conversation.say("nonsense")
      expectError(try conversation.hear())
    }
    #expect(try conversation.end() == .exit(0))
    #expect(conversation.complaint() == "")
  }

  @Test func `lines of text are answered as they come`() throws {
    let conversation = try Conversation("wei", "--to", "btt")
    conversation.say("1500000000000000000")
    #expect(try conversation.hear() == "1.5")
    conversation.say("5gwei")
    #expect(try conversation.hear() == "0.000000005")
    #expect(try conversation.end() == .exit(0))
  }

  @Test func `a reader that leaves ends it quietly`() throws {
    let conversation = try Conversation("keccak", "--jsonl")
    conversation.say(#"{"data":"0x"}"#)
    #expect(try conversation.hear() == Self.empty)
    conversation.stopListening()
    for _ in 0..<1000 where !conversation.say(#"{"data":"0x"}"#) { break }
    #expect(try conversation.ending() == .signal(SIGPIPE))
    #expect(conversation.complaint() == "")
  }

  @Test func `head takes one answer of many`() throws {
    let run = try shell(#"yes '{"data":"0x"}' | chequer keccak --jsonl | head -1"#)
    #expect(run.lines == [Self.empty])
    #expect(run.complaint == "")
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func `a signal ends a waiting reader at once`(signal: Int32) throws {
    for arguments in [["keccak", "--jsonl"], ["keccak"]] {
      let conversation =
        arguments.count == 2
        ? try Conversation("keccak", "--jsonl") : try Conversation("keccak")
      if arguments.count == 2 {
        conversation.say(#"{"data":"0x"}"#)
        #expect(try conversation.hear() == Self.empty)
      } else {
        conversation.say("0x")
        _ = try conversation.hear()
      }
      let start = ContinuousClock.now
      conversation.send(signal)
      #expect(try conversation.ending() == .signal(signal))
      #expect(ContinuousClock.now - start < .seconds(10))
      #expect(conversation.complaint() == "")
    }
  }

  @Test(arguments: [
    "chequer keccak 0x", "chequer keccak --json 0x", "chequer --help", "chequer --version",
    #"echo '{"data":"0x"}' | chequer keccak --jsonl"#, "echo 1btt | chequer wei",
    "chequer inspect --json 0x00", "chequer key new --show-mnemonic",
  ])
  func `a full disk is 74 and a sentence`(command: String) throws {
    let run = try shell("\(command) > /dev/full")
    #expect(run.status == 74, "\(run.complaint)")
    #expect(run.complaint.contains("Standard output cannot be written: No space left on device."))
  }

  @Test(arguments: [
    "keccak", "rlp encode", "rlp decode", "calc", "wei", "address", "inspect", "disasm",
    "key derive", "key mnemonic",
    "cheque verify --issuer 0x0000000000000000000000000000000000000001",
    "ecdsa sign --unsafe-hash \(String(repeating: "11", count: 32))", "keccak --jsonl",
  ])
  func `nothing to read ends at once`(command: String) throws {
    let run = try shell("chequer \(command) < /dev/null")
    #expect([0, 64, 65].contains(run.status), "\(run.status)")
    #expect((run.status == 0) == (run.complaint == ""), "\(run.complaint)")
    #expect(run.output == "")
  }

  @Test func `a closed standard input, output or error does no harm`() throws {
    #expect(try shell("chequer keccak --jsonl <&-").status == 74)
    #expect(try shell("chequer keccak 0x >&-").status == 74)
    #expect(try shell("chequer keccak 0x1 2>&-").status == 65)
  }
}
