import ExactJSON
import Foundation
import TestThreads
import Testing

@Suite(.childThreads) struct `Keystore files` {
  @Test func `a new one is its owner's alone, and so is a folder that was made for it`() throws {
    let test = try KeystoreCase()
    let run = try test.run(
      "key", "new", "--keystore", "--light", "--keystore-folder", "a/b", "--password-file",
      "password", "--json")
    #expect(run.status == 0 && run.complaint == "", "\(run.complaint)")
    let answer = try JSONDocument(parsing: run.line).root
    let path = try #require(answer["keystore"]?.string)
    let address = try #require(answer["address"]?.string)
    #expect(path.hasPrefix("a/b/UTC--20"))
    #expect(path.hasSuffix("Z--" + address.dropFirst(2).lowercased()))
    #expect(try test.folder.mode(of: path) == 0o600)
    #expect(try test.folder.mode(of: "a") == 0o700)
    #expect(try test.folder.mode(of: "a/b") == 0o700)
    #expect(try test.folder.names(in: "a/b").count == 1)
    #expect(try !test.folder.text(of: path).contains("\n"))
    #expect(!run.output.contains("mnemonic") && answer["path"] == nil)
  }

  @Test func `a mnemonic and a keystore of its key can be made at once`() throws {
    let test = try KeystoreCase()
    let run = try test.run(
      "key", "new", "--keystore", "--light", "--keystore-folder", ".", "--name", "new", "--out",
      "words", "--password-file", "password", "--json")
    #expect(run.status == 0, "\(run.complaint)")
    let derived = try test.run("key", "derive", "--json", "--key-file", "words")
    let exported = try test.run("key", "keystore", "new", "--password-file", "password", "--json")
    let address = try JSONDocument(parsing: run.line).root["address"]?.string
    #expect(try JSONDocument(parsing: derived.line).root["address"]?.string == address)
    #expect(try JSONDocument(parsing: exported.line).root["address"]?.string == address)
  }

  @Test func `an existing file is never written over, and nothing else is left`() throws {
    let test = try KeystoreCase()
    let before = try test.folder.names()
    for command in [
      [
        "import", "--light", "--key-file", "node.key", "--name", "password", "--keystore-folder",
        ".",
      ],
      ["new", "--light", "--keystore", "--name", "wrong", "--keystore-folder", "."],
      [
        "new", "--light", "--keystore", "--name", "wrong", "--keystore-folder", ".", "--out",
        "words",
      ],
      ["export", "node", "--out", "node.key"],
      [
        "export", "node", "--reencrypt", "--new-password-file", "wrong", "--light", "--out", "node",
      ],
    ] {
      let run = try chequer(
        ["key"] + command + ["--password-file", "password", "--json"],
        directory: test.folder.path)
      #expect(run.status == 73, "\(command): \(run.complaint)")
      expectError(run.line, code: "cannot-write")
      #expect(try test.folder.names() == before, "\(command)")
    }
    #expect(try test.folder.text(of: "wrong") == "another\n")
    #expect(try test.folder.text(of: "node.key") == KeystoreCase.key + "\n")
  }

  @Test func `a link of that name is not followed`() throws {
    let test = try KeystoreCase()
    try FileManager.default.createSymbolicLink(
      atPath: test.folder.path + "/link", withDestinationPath: test.folder.path + "/elsewhere")
    let run = try test.run(
      "key", "export", "node", "--password-file", "password", "--out", "link")
    #expect(run.status == 73)
    #expect(try !test.folder.names().contains("elsewhere"))
  }

  @Test func `an account that the folder has is not stored twice`() throws {
    let test = try KeystoreCase()
    let run = try test.run(
      "key", "import", "--light", "--keystore-folder", ".", "--password-file", "password",
      input: KeystoreCase.key)
    #expect(run.status == 73)
    #expect(run.complaint.contains(KeystoreCase.address) && run.complaint.contains("'./node'"))
  }

  @Test func `an exported key is its owner's alone`() throws {
    let test = try KeystoreCase()
    let run = try test.run(
      "key", "export", "node", "--password-file", "password", "--out", "out", "--json")
    #expect(run.line == #"{"address":"\#(KeystoreCase.address)","file":"out"}"#)
    #expect(try test.folder.text(of: "out") == "0x" + KeystoreCase.key + "\n")
    #expect(try test.folder.mode(of: "out") == 0o600)
    let shown = try test.run(
      "key", "export", "node", "--password-file", "password", "--show-private", "--form", "privkey",
      "--json")
    #expect(
      shown.line
        == #"{"privateKey":"CAISINtr9docIiXXY1bfL1nr0yB7kSKLz0KfDHkflOkJWh+O","address":"\#(KeystoreCase.address)"}"#
    )
  }

  @Test func `another password opens the new file and not the old one`() throws {
    let test = try KeystoreCase()
    let run = try test.run(
      "key", "export", "node", "--reencrypt", "--light", "--password-file", "password",
      "--new-password-env", "NEW", "--out", "second", environment: ["NEW": "n\u{e9}w\n"])
    #expect(run.status == 0, "\(run.complaint)")
    #expect(try test.folder.mode(of: "second") == 0o600)
    try test.folder.write("n\u{e9}w\n\n", to: "new")
    for (name, password, status) in [
      ("second", "new", 0), ("second", "password", 77), ("node", "new", 77),
      ("node", "password", 0),
    ] {
      let opened = try test.run("key", "keystore", name, "--password-file", password)
      #expect(opened.status == status, "\(name) \(password)")
    }
  }

  @Test(arguments: [
    ("x", 77), ("correct horse", 77), ("correct horse ", 0), ("correct horse \n", 0),
    ("correct horse \r\n", 0), ("correct horse \n\n", 77), ("\ncorrect horse ", 77), ("", 77),
  ])
  func `a password file loses one newline and nothing else`(text: String, status: Int32) throws {
    let test = try KeystoreCase()
    try test.folder.write(text, to: "given")
    let run = try test.run("key", "keystore", "node", "--password-file", "given")
    #expect(run.status == status, "\(run.complaint)")
    let piped = try shell(
      "chequer key keystore node --password-fd 3 3< given", directory: test.folder.path)
    #expect(piped.status == status, "\(piped.complaint)")
  }

  @Test func `a password in the environment is taken as it is`() throws {
    let test = try KeystoreCase()
    for (value, status) in [(KeystoreCase.password, 0), (KeystoreCase.password + "\n", 77)] {
      let run = try test.run(
        "key", "keystore", "node", "--password-env", "PW", environment: ["PW": value])
      #expect(run.status == Int32(status))
    }
  }

  @Test(arguments: [
    "node", "./node", KeystoreCase.address, KeystoreCase.address.lowercased(), KeystoreCase.tron,
  ])
  func `a file, a name and an address in either form sign alike`(name: String) throws {
    let test = try KeystoreCase()
    let bare = try test.run(
      "ecdsa", "sign", "--unsafe-hash", KeystoreCase.hash, "--key-file", "node.key")
    let run = try test.run(
      "ecdsa", "sign", "--unsafe-hash", KeystoreCase.hash, "--keystore", name,
      "--keystore-folder", ".", "--password-file", "password")
    #expect(run.status == 0, "\(run.complaint)")
    #expect(run.output == bare.output)
  }

  @Test func `a cheque is signed with a keystore`() throws {
    let test = try KeystoreCase()
    let cheque = [
      "cheque", "sign", "--vault", "0x1f8B3e7E691D733F5eb17E5570c49dE3e5Aecef9", "--beneficiary",
      "0xF54430F85b5862cdd3278C3C78fda39b65f4a2bC", "--payout", "1331381000000000",
    ]
    let bare = try chequer(cheque + ["--key-file", "node.key"], directory: test.folder.path)
    let run = try chequer(
      cheque + ["--keystore", "node", "--password-file", "password"], directory: test.folder.path)
    #expect(run.status == 0 && run.output == bare.output, "\(run.complaint)")
  }

  @Test func `the folder is that of the environment, then of the user's data`() throws {
    let test = try KeystoreCase()
    let home = test.folder.path
    for (environment, folder) in [
      (
        ["CHEQUER_KEYSTORE": "\(home)/mine", "XDG_DATA_HOME": "\(home)/data", "HOME": home], "mine"
      ),
      (
        ["CHEQUER_KEYSTORE": "", "XDG_DATA_HOME": "\(home)/data", "HOME": home],
        "data/chequer/keystore"
      ),
      (["XDG_DATA_HOME": "relative", "HOME": home], ".local/share/chequer/keystore"),
      (["HOME": home], ".local/share/chequer/keystore"),
    ] {
      let empty = try test.run("key", "list", "--json", environment: environment)
      #expect(empty.status == 0)
      let list = try JSONDocument(parsing: empty.line).root
      #expect(list["folder"]?.string == "\(home)/\(folder)")
      let before = try #require(list["keystores"]?.elements).count
      let run = try test.run(
        "key", "new", "--keystore", "--light", "--password-file", "password",
        environment: environment)
      #expect(run.status == 0, "\(run.complaint)")
      let full = try JSONDocument(
        parsing: test.run("key", "list", "--json", environment: environment).line
      ).root
      #expect(full["keystores"]?.elements?.count == before + 1)
    }
  }

  @Test func `the list names what is damaged and goes on`() throws {
    let test = try KeystoreCase()
    try test.folder.write("", to: "empty")
    try test.folder.write("{", to: "cut")
    try test.folder.write("x", to: ".hidden")
    try test.folder.write("x", to: "node~")
    try test.folder.write(String(repeating: " ", count: 2 << 20), to: "large")
    try FileManager.default.createDirectory(
      atPath: test.folder.path + "/subfolder", withIntermediateDirectories: false)
    #expect(mkfifo(test.folder.path + "/pipe", 0o600) == 0)
    let text = try test.folder.text(of: "node")
    try test.folder.write(
      text.replacingOccurrences(of: "\"n\": 4", with: "\"n\": 1099511627776"), to: "costly")
    let run = try test.run("key", "list", "--keystore-folder", ".", "--json")
    #expect(run.status == 0 && run.complaint == "")
    let list = try JSONDocument(parsing: run.line).root
    let keystores = try #require(list["keystores"]?.elements)
    #expect(
      keystores.map { $0["name"]?.string } == ["costly", "node"])
    #expect(keystores.allSatisfy { $0["address"]?.string == KeystoreCase.address })
    #expect(keystores.allSatisfy { $0["tron"]?.string == KeystoreCase.tron })
    #expect(
      keystores.map { $0["cost"]?.string }
        == ["scrypt N=1099511627776 r=8 p=1", "scrypt N=4 r=8 p=1"])
    let damaged = try #require(list["damaged"]?.elements)
    #expect(
      damaged.map { $0["name"]?.string }
        == ["cut", "empty", "large", "node.key", "password", "pipe", "wrong"])
    #expect(!run.output.contains(KeystoreCase.key.prefix(6)) && !run.output.contains("horse"))
    let people = try test.run("key", "list", "--keystore-folder", ".")
    #expect(people.output.contains("No keystore: 'cut'."))
    #expect(people.output.contains("\(KeystoreCase.address)  \(KeystoreCase.tron)"))
    // Two files of one account need to be told apart.
    let twice = try test.run(
      "key", "keystore", KeystoreCase.address, "--keystore-folder", ".", "--password-file",
      "password")
    #expect(twice.status == 64)
    #expect(twice.complaint.contains("'costly', 'node'"))
    // A cost that would take terabytes is refused at once.
    let costly = try test.run("key", "keystore", "costly", "--password-file", "password", "--json")
    #expect(costly.status == 65)
    expectError(costly.line)
    #expect(costly.complaint.contains("memory") && costly.complaint.contains("--any-cost"))
    let willing = try test.run(
      "key", "keystore", "costly", "--password-file", "password", "--any-cost", "--json")
    #expect(willing.status == 69)
    expectError(willing.line, code: "unavailable")
  }

  @Test func `an interrupt at any moment leaves a whole file or none`() throws {
    var endings: Set<Child.Ending> = []
    for delay in stride(from: 0, through: 150, by: 10) {
      let folder = try TemporaryFolder()
      let child = try Child(
        Tool.path,
        ["key", "new", "--keystore", "--light", "--keystore-folder", folder.path + "/keys"]
          + ["--password-env", "PW"],
        environment: Tool.environment(["PW": "pw"]), directory: nil)
      usleep(UInt32(delay) * 1000)
      child.send(SIGINT)
      let ending = try child.wait(until: .now + .seconds(20))
      endings.insert(ending)
      let names = (try? folder.names(in: "keys")) ?? []
      #expect(names.count <= 1 && !names.contains { $0.hasPrefix(".") }, "\(delay): \(names)")
      if let name = names.first {
        let opened = try chequer(
          "key", "keystore", "keys/\(name)", "--password-env", "PW",
          environment: ["PW": "pw"], directory: folder.path)
        #expect(opened.status == 0, "\(delay): \(opened.complaint)")
      } else {
        #expect(ending == .signal(SIGINT), "\(delay)")
      }
    }
    #expect(endings.contains(.signal(SIGINT)))
  }

  @Test func `an interrupt while the password is stretched leaves nothing`() throws {
    let folder = try TemporaryFolder()
    let child = try Child(
      Tool.path,
      ["key", "new", "--keystore", "--keystore-folder", folder.path, "--password-env", "PW"],
      environment: Tool.environment(["PW": "pw"]), directory: nil)
    usleep(100_000)
    child.send(SIGINT)
    #expect(try child.wait(until: .now + .seconds(20)) == .signal(SIGINT))
    #expect(try folder.names() == [])
  }
}
