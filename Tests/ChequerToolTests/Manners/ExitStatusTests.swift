import TestThreads
import Testing

/// A call that fails, its status, its code in JSON, and words of its sentence.
struct FailingCall: CustomTestStringConvertible, Sendable {
  var arguments: [String]
  var status: Int32
  var code: String
  var words: [String]
  var input = ""
  var testDescription: String { arguments.joined(separator: " ") }

  private static let vault = "0x1f8B3e7E691D733F5eb17E5570c49dE3e5Aecef9"
  private static let hash = String(repeating: "11", count: 32)

  static let all: [FailingCall] = [
    FailingCall(["keccak", "--file", "absent"], 66, "no-input", ["absent", "No such file"]),
    FailingCall(["keccak", "text", "--file", "f"], 64, "usage", ["not both"]),
    FailingCall(["keccak", "0x0"], 65, "bad-data", ["odd"]),
    FailingCall(["keccak", "--file", "/"], 74, "input-output", ["directory"]),
    FailingCall(["rlp", "decode", "0x8100"], 65, "bad-data", ["offset 0"]),
    FailingCall(["rlp", "encode", "[1]"], 65, "bad-data", ["$[0]"]),
    FailingCall(["calc", "1/0"], 65, "bad-data", ["zero"]),
    FailingCall(["wei", "1.5doge"], 65, "bad-data", ["doge"]),
    FailingCall(["adress", "x"], 64, "usage", ["'adress' is not a command", "address"]),
    FailingCall(["nonsense"], 64, "usage", ["'nonsense' is not a command", "inspect", "cheque"]),
    FailingCall(["wei", "-1btt"], 64, "usage", ["'-1btt' begins with a sign"]),
    FailingCall(["calc", "-1"], 64, "usage", ["'-1' begins with a sign", "parentheses"]),
    FailingCall(["calc", "1", "--hex", "--to", "btt"], 64, "usage", ["--hex"]),
    FailingCall(["wei", "5usdt", "--to", "btt"], 65, "bad-data", ["USDT", "different tokens"]),
    FailingCall(
      ["cheque", "hash", "--vault", vault, "--beneficiary", "0x12", "--payout", "1"], 65,
      "bad-data", ["--beneficiary: "]),
    FailingCall(
      ["key", "derive"], 65, "bad-data", ["private key", "chequer address"], input: hash),
    FailingCall(
      ["key", "mnemonic"], 65, "bad-data", ["longer than 65536"],
      input: String(repeating: "word ", count: 20_000)),
    FailingCall(["address", "0x2d000000000000000000000000000000"], 65, "bad-data", ["32", "40"]),
    FailingCall(
      ["address", "0xbb00000000000000000000000000000000000000"], 65, "bad-data", ["39", "40"]
    )
    .shortened(),
    FailingCall(["address", "create"], 64, "usage", ["--sender"]),
    FailingCall(["address", "create", "--sender", vault], 64, "usage", ["--nonce", "--salt"]),
    FailingCall(["address", "create", "--sender", "me", "--nonce", "1"], 65, "bad-data", ["me"])
      .anyWords(),
    FailingCall(["inspect", "0x123"], 65, "bad-data", ["odd"]),
    FailingCall(["inspect", "absent.hex"], 66, "no-input", ["absent.hex"]),
    FailingCall(["inspect", "/"], 74, "input-output", ["directory"]),
    FailingCall(
      ["inspect", "0x" + String(repeating: "11", count: 20)], 69, "unavailable", ["code"]),
    FailingCall(["cheque", "hash"], 64, "usage", ["--vault"]),
    FailingCall(
      ["cheque", "hash", "--vault", vault, "--beneficiary", vault, "--payout", "1.5usdt"], 65,
      "bad-data", ["USDT", "WBTT"]),
    FailingCall(
      [
        "cheque", "hash", "--vault", vault, "--beneficiary", vault, "--payout", "1.5wbtt",
        "--token", "USDT",
      ], 65, "bad-data", ["USDT", "WBTT"]),
    FailingCall(["cheque", "verify"], 64, "usage", ["--issuer"]),
    FailingCall(
      ["cheque", "verify", "absent.json", "--issuer", vault], 66, "no-input", ["absent.json"]),
    FailingCall(["cheque", "verify", "{}", "--issuer", vault], 65, "bad-data", ["Vault"]),
    FailingCall(["cheque", "verify", "[]", "--issuer", vault], 65, "bad-data", ["no cheque"]),
    FailingCall(["cheque", "verify", "--issuer", vault], 65, "bad-data", ["empty"]),
    FailingCall(
      ["cheque", "verify", "--issuer", vault, "--vault", vault], 64, "usage", ["--signature"]),
    FailingCall(
      ["cheque", "verify", "{}", "--issuer", vault, "--payout", "5"], 64, "usage", ["--payout"]),
    FailingCall(["key", "new"], 64, "usage", ["--out", "--show-mnemonic"]),
    FailingCall(["key", "new", "--out", "/"], 73, "cannot-write", ["/"]),
    FailingCall(["key", "new", "--out", "no/such/folder"], 73, "cannot-write", ["No such file"]),
    FailingCall(["key", "new", "--show-mnemonic", "--words", "13"], 64, "usage", ["24"]),
    FailingCall(["key", "derive", "--key-file", "absent"], 66, "no-input", ["absent"]),
    FailingCall(["key", "derive", "--key-env", "ABSENT"], 66, "no-input", ["ABSENT"]),
    FailingCall(["key", "derive", "--key-fd", "99"], 66, "no-input", ["99"]),
    FailingCall(["key", "derive"], 65, "bad-data", ["0 words"]),
    FailingCall(["key", "derive", "--scheme", "btfs", "--index", "2"], 64, "usage", ["--index"]),
    FailingCall(
      ["key", "derive", "--scheme", "btfs", "--account", "2"], 64, "usage", ["--account"]),
    FailingCall(["key", "derive", "--scheme", "eth"], 64, "usage", ["btfs"]),
    FailingCall(["key", "derive", "--path", "m/0", "--coin", "60"], 64, "usage", ["not both"]),
    FailingCall(["key", "mnemonic", "--from-entropy"], 64, "usage", ["--show-secrets"]),
    FailingCall(["ecdsa", "sign", "--unsafe-hash", hash], 65, "bad-data", ["0 bytes", "32"]),
    FailingCall(["ecdsa", "sign"], 64, "usage", ["hash"]),
    FailingCall(["ecdsa", "recover", hash], 64, "usage", ["SIGNATURE"]),
    FailingCall(["ecdsa", "recover", hash, "0x00"], 65, "bad-data", ["65"]),
    FailingCall(["ecdsa", "verify", hash, "0x00", "0x00"], 65, "bad-data", ["33"]),
    FailingCall(["nonsense"], 64, "usage", []),
    FailingCall(["keccak", "--nonsense"], 64, "usage", ["--nonsense"]),
    FailingCall(["keccak", "a", "b"], 64, "usage", ["'b'"]),
  ]

  init(
    _ arguments: [String], _ status: Int32, _ code: String, _ words: [String],
    input: String = ""
  ) {
    self.input = input
    self.arguments = arguments
    self.status = status
    self.code = code
    self.words = words
  }

  /// With the last digit of the last argument cut off.
  private func shortened() -> FailingCall {
    var call = self
    call.arguments[call.arguments.count - 1].removeLast()
    return call
  }

  private func anyWords() -> FailingCall {
    var call = self
    call.words = []
    return call
  }
}

@Suite(.childThreads) struct `Failures` {
  @Test(arguments: FailingCall.all)
  func `a sentence on standard error, and a document too for programs`(call: FailingCall) throws {
    let folder = try TemporaryFolder()
    let program = try chequer(
      call.arguments + ["--json"], input: Array(call.input.utf8), directory: folder.path)
    #expect(program.status == call.status)
    #expect(program.complaint.hasPrefix("chequer: ") || program.complaint.hasPrefix("Error: "))
    try #require(program.lines.count == 1)
    expectError(program.line, code: call.code, call.testDescription)
    for word in call.words {
      #expect(program.line.contains(word), "\(program.output)")
      #expect(program.complaint.contains(word), "\(program.complaint)")
    }
  }

  @Test(arguments: FailingCall.all.enumerated().filter { $0.offset % 4 == 0 }.map(\.element))
  func `people get the sentence alone`(call: FailingCall) throws {
    let folder = try TemporaryFolder()
    let run = try chequer(call.arguments, input: Array(call.input.utf8), directory: folder.path)
    #expect(run.status == call.status, "\(run.complaint)")
    #expect(run.output == "")
    #expect(run.complaint.hasPrefix("chequer: ") || run.complaint.hasPrefix("Error: "))
    for word in call.words { #expect(run.complaint.contains(word), "\(run.complaint)") }
  }

  @Test func `a mnemonic's file is never overwritten`() throws {
    let folder = try TemporaryFolder()
    try folder.write("precious", to: "node.mnemonic")
    let run = try chequer("key", "new", "--json", "--out", "node.mnemonic", directory: folder.path)
    #expect(run.status == 73)
    expectError(run.line, code: "cannot-write")
    #expect(run.complaint.contains("exists"))
    #expect(try folder.text(of: "node.mnemonic") == "precious")
  }

  @Test(arguments: [0o644, 0o640, 0o604, 0o660])
  func `a key file that others may read is refused`(mode: Int) throws {
    let folder = try TemporaryFolder()
    let secret =
      "record access aerobic glow retreat language distance stamp cattle arrive defy movie"
    try folder.write(secret, to: "mnemonic", mode: mode)
    for command in ["derive", "mnemonic"] {
      let run = try chequer(
        "key", command, "--json", "--key-file", "mnemonic", directory: folder.path)
      #expect(run.status == 77)
      expectError(run.line, code: "not-permitted")
      #expect(run.complaint.contains("chmod 600"))
    }
    let passphrase = try chequer(
      "key", "derive", "--passphrase-file", "mnemonic", input: secret, directory: folder.path)
    #expect(passphrase.status == 77)
  }

  @Test func `help and version are answers`() throws {
    for arguments in [["--help"], ["-h"], ["help"], ["keccak", "--help"], ["help", "keccak"], []] {
      let run = try chequer(arguments)
      #expect(run.status == 0 && run.complaint == "", "\(arguments)")
      #expect(run.output.contains("USAGE: chequer"), "\(arguments)")
    }
    let version = try chequer("--version")
    #expect(version.status == 0)
    #expect(version.output.split(separator: ".").count == 3 && version.lines.count == 1)
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func `completions are made`(shell: String) throws {
    let run = try chequer("--generate-completion-script", shell)
    #expect(run.status == 0)
    for command in ["inspect", "mnemonic", "recover"] { #expect(run.output.contains(command)) }
  }
}
