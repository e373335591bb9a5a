import ExactJSON
import Foundation
import TestThreads
import Testing
import VectorFiles

@Suite(.childThreads) struct `Importing keys` {
  private static let mnemonic =
    "record access aerobic glow retreat language distance stamp cattle arrive defy movie"

  @Test(arguments: [
    (KeystoreCase.key, KeystoreCase.address), ("0x" + KeystoreCase.key, KeystoreCase.address),
    ("CAISINtr9docIiXXY1bfL1nr0yB7kSKLz0KfDHkflOkJWh+O", KeystoreCase.address),
    (mnemonic, KeystoreCase.address),
    (mnemonic.replacingOccurrences(of: " ", with: ","), KeystoreCase.address),
  ])
  func `a key, a node's PrivKey and a mnemonic lead to the same account`(
    secret: String, address: String
  ) throws {
    let folder = try TemporaryFolder()
    let run = try chequer(
      "key", "import", "--light", "--keystore-folder", ".", "--password-env", "PW", "--json",
      input: secret + "\n", environment: ["PW": "pw"], directory: folder.path)
    #expect(run.status == 0, "\(run.complaint)")
    let answer = try JSONDocument(parsing: run.line).root
    #expect(answer["address"]?.string == address)
    #expect(answer["path"]?.string == (secret.count > 70 ? "m/44'/195'/0'/0/0" : nil))
    let shown = run.output + run.complaint
    #expect(!shown.contains("aerobic") && !shown.contains(KeystoreCase.key.prefix(12)))
  }

  @Test func `a path and a passphrase choose another key`() throws {
    let folder = try TemporaryFolder()
    let run = try chequer(
      "key", "import", "--light", "--keystore-folder", ".", "--password-env", "PW", "--json",
      "--path", "m/44'/60'/0'/0/3", input: Self.mnemonic, environment: ["PW": "pw"],
      directory: folder.path)
    // As the help of key derive has it.
    #expect(
      try JSONDocument(parsing: run.line).root["address"]?.string
        == "0xD3adc9A3285abC58F45EAF9EF8a653Aa4b5005f1")
    let refused = try chequer(
      "key", "import", "--light", "--keystore-folder", ".", "--password-env", "PW", "--path", "m/0",
      input: KeystoreCase.key, environment: ["PW": "pw"], directory: folder.path)
    #expect(refused.status == 64 && refused.complaint.contains("mnemonic"))
  }

  @Test func `what the old dashboard encrypted opens with its password`() throws {
    let rows = try VectorFile("keystores/wallet.jsonl").rows.filter {
      let text = try $0.string("text")
      return text.hasPrefix("record") || text.hasPrefix("CAISINtr") || text.hasPrefix("db6b")
    }
    #expect(rows.count == 24)
    for row in rows {
      let folder = try TemporaryFolder()
      try folder.write(row.string("encrypted") + "\n", to: "wallet")
      let arguments = [
        "key", "import", "--dashboard", "--light", "--keystore-folder", "keys", "--key-file",
        "wallet", "--dashboard-password-env", "OLD", "--password-env", "PW", "--json",
      ]
      let run = try chequer(
        arguments, environment: ["OLD": try row.string("password"), "PW": "pw"],
        directory: folder.path)
      #expect(run.status == 0, "\(row): \(run.complaint)")
      #expect(
        try JSONDocument(parsing: run.line).root["address"]?.string == KeystoreCase.address,
        "\(row)")
      let wrong = try chequer(
        arguments, environment: ["OLD": "wrong", "PW": "pw"], directory: folder.path)
      #expect(wrong.status == 77, "\(row)")
      expectError(wrong.line, code: "not-permitted")
    }
  }

  @Test(arguments: [
    KeystoreCase.key.dropLast() + "z", "0x" + KeystoreCase.key + "00", mnemonic + " movie",
    "hunter2hunter2hunter2", "CAISINtr9docIiXXY1bfL1nr0yB7kSKLz0KfDHkflOkJWh+",
    "pTwG8Fz4zDM60WLHMSOXVfSf3u3g7p+ydWfVcPp+GKlwdv6nSerzfvaokKXcHeC+", "", " ", "\u{1b}[2J",
  ])
  func `what is no key is refused and not shown`(secret: String) throws {
    let folder = try TemporaryFolder()
    for more in [[], ["--dashboard", "--dashboard-password-env", "PW"]] {
      let run = try chequer(
        ["key", "import", "--light", "--keystore-folder", ".", "--password-env", "PW", "--json"]
          + more, input: Array(secret.utf8), environment: ["PW": "pw"], directory: folder.path)
      #expect(run.status == 65 || run.status == 77, "\(run.output)")
      let shown = run.output + run.complaint
      #expect(secret.count < 8 || !shown.contains(secret.prefix(8)), "\(shown)")
      #expect(!shown.contains("\u{1b}"))
      #expect(try folder.names() == [])
    }
  }
}
