import ExactJSON
import Foundation
import TestThreads
import Testing

@Suite(.childThreads) struct `Failures of keystores` {
  @Test(arguments: [
    FailingCall(
      ["key", "keystore", "absent", "--password-env", "PW"], 66, "no-input",
      ["'absent'", "chequer key list"]),
    FailingCall(
      ["key", "keystore", "./absent", "--password-env", "PW"], 66, "no-input", ["absent"]),
    FailingCall(
      ["key", "keystore", KeystoreCase.address, "--password-env", "PW", "--keystore-folder", "."],
      66,
      "no-input", [KeystoreCase.address]),
    FailingCall(
      ["key", "keystore", "x", "--password-env", "PW", "--keystore-folder", "absent"], 66,
      "no-input",
      ["'x'"]),
    FailingCall(["key", "list", "--keystore-folder", "absent"], 66, "no-input", ["absent"]),
    FailingCall(["key", "keystore"], 64, "usage", ["keystore"]),
    FailingCall(["key", "keystore", "-", "--password-env", "PW"], 65, "bad-data", ["JSON"]),
    FailingCall(
      ["key", "keystore", "-", "--password-env", "PW"], 65, "bad-data", ["version 4"],
      input: #"{"version":4}"#),
    FailingCall(["key", "export", "-", "--password-env", "PW"], 64, "usage", ["--show-private"]),
    FailingCall(
      ["key", "export", "-", "--reencrypt", "--show-private"], 64, "usage", ["--out"]),
    FailingCall(
      ["key", "export", "-", "--light", "--show-private"], 64, "usage", ["--reencrypt"]),
    FailingCall(["key", "export", "-", "--form", "wif", "--out", "x"], 64, "usage", ["wif"]),
    FailingCall(["key", "new", "--password-env", "PW", "--out", "x"], 64, "usage", ["--keystore"]),
    FailingCall(["key", "new", "--keystore", "--name", "../x"], 64, "usage", ["--name"]),
    FailingCall(["key", "new", "--keystore", "--name", ".x"], 64, "usage", ["--name"]),
    FailingCall(
      ["key", "new", "--keystore", "--password-env", "PW", "--password-fd", "3"], 64, "usage",
      ["one way"]),
    FailingCall(
      ["key", "new", "--keystore", "--password-env", "ABSENT"], 66, "no-input", ["ABSENT"]),
    FailingCall(["key", "new", "--keystore", "--password-fd", "99"], 66, "no-input", ["99"]),
    FailingCall(
      ["key", "new", "--keystore", "--password-file", "absent"], 66, "no-input", ["absent"]),
    FailingCall(
      ["key", "new", "--keystore", "--password-env", "EMPTY"], 65, "bad-data",
      ["--allow-empty-password"]),
    FailingCall(
      [
        "key", "new", "--keystore", "--light", "--password-env", "PW", "--keystore-folder",
        "/dev/null/x",
      ],
      73, "cannot-write", ["/dev/null/x"]),
    FailingCall(
      ["key", "import", "--password-fd", "0"], 64, "usage", ["descriptor each"]),
    FailingCall(
      ["key", "import", "--dashboard-password-env", "PW"], 64, "usage", ["--dashboard"]),
    FailingCall(
      ["key", "import", "--path", "x", "--password-env", "PW"], 65, "bad-data", ["--path: "]),
    FailingCall(
      ["ecdsa", "sign", "--unsafe-hash", KeystoreCase.hash, "--password-env", "PW"], 64, "usage",
      ["--keystore"]),
    FailingCall(
      ["ecdsa", "sign", "--unsafe-hash", KeystoreCase.hash, "--keystore", "x", "--key-env", "PW"],
      64,
      "usage", ["not both"]),
    FailingCall(
      [
        "ecdsa", "sign", "--unsafe-hash", KeystoreCase.hash, "--keystore", KeystoreCase.key,
        "--password-env", "PW",
      ], 66, "no-input", ["The text"]),
  ])
  func `are a sentence and a status`(call: FailingCall) throws {
    let folder = try TemporaryFolder()
    let run = try chequer(
      call.arguments + ["--json"], input: Array(call.input.utf8),
      environment: ["PW": "pw", "EMPTY": "", "HOME": folder.path], directory: folder.path)
    #expect(run.status == call.status, "\(run.complaint)")
    try #require(run.lines.count == 1)
    expectError(run.line, code: call.code, call.testDescription)
    for word in call.words { #expect(run.complaint.contains(word), "\(run.complaint)") }
    #expect(!run.complaint.contains(KeystoreCase.key.prefix(12)))
  }

  @Test(arguments: [0o644, 0o640, 0o604])
  func `a password file that others may read is refused`(mode: Int) throws {
    let test = try KeystoreCase()
    try test.folder.write(KeystoreCase.password, to: "open", mode: mode)
    let run = try test.run("key", "keystore", "node", "--password-file", "open", "--json")
    #expect(run.status == 77)
    #expect(run.complaint.contains("chmod 600"))
  }

  @Test func `a wrong password is told from a damaged code, and neither shows the password`() throws
  {
    let test = try KeystoreCase()
    let text = try test.folder.text(of: "node")
    let code = try #require(try JSONDocument(parsing: text).root["crypto"]?["mac"]?.string)
    try test.folder.write(
      text.replacingOccurrences(of: code, with: String(code.dropLast(2))), to: "damaged")
    let wrong = try test.run("key", "export", "node", "--password-file", "wrong", "--show-private")
    #expect(wrong.status == 77 && wrong.complaint.contains("password is wrong"))
    let damaged = try test.run(
      "key", "export", "damaged", "--password-file", "password", "--show-private")
    #expect(damaged.status == 65 && damaged.complaint.contains("mac at $.crypto.mac"))
    for run in [wrong, damaged] {
      #expect(run.output == "")
      #expect(!run.complaint.contains("horse") && !run.complaint.contains("another"))
    }
  }

  @Test func `without a terminal the password options are named`() throws {
    let test = try KeystoreCase()
    // A session of its own has no terminal.
    let run = try shell("setsid chequer key keystore node", directory: test.folder.path)
    #expect(run.status == 64)
    #expect(run.complaint.contains("--password-file"))
  }
}
