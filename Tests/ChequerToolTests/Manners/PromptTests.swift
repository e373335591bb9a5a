import Glibc
import TestThreads
import Testing

@Suite(.childThreads) struct `Prompts for passwords` {
  private static let key = "db6bf5da1c2225d76356df2f59ebd3207b91228bcf429f0c791f94e9095a1f8e"

  private func newKeystore(
    in folder: TemporaryFolder, _ more: String...
  ) throws -> TerminalSession {
    try TerminalSession(
      ["key", "new", "--keystore", "--light", "--keystore-folder", ".", "--name", "node"] + more,
      directory: folder.path)
  }

  @Test func `a new password is asked for twice and never shown, and opens the keystore`() throws {
    let folder = try TemporaryFolder()
    let session = try newKeystore(in: folder)
    #expect(session.isEchoing)
    try session.wait(for: "New password of the keystore (hidden): ")
    #expect(!session.isEchoing)
    session.type("correct horse ")
    try session.wait(for: "The same again: ")
    session.type("correct horse ")
    #expect(try session.end() == .exit(0))
    #expect(session.isEchoing)
    #expect(!session.screen.contains("horse"))
    #expect(session.screen.contains("The key is in './node'"))
    #expect(try folder.mode(of: "node") == 0o600)

    let opening = try TerminalSession(["key", "keystore", "node"], directory: folder.path)
    try opening.wait(for: "(hidden): ")
    opening.type("correct horse ")
    #expect(try opening.end() == .exit(0))
    #expect(opening.screen.contains("Peer ID"))
    #expect(!opening.screen.contains("horse"))
  }

  @Test func `two passwords that differ make nothing`() throws {
    let folder = try TemporaryFolder()
    let session = try newKeystore(in: folder)
    try session.wait(for: "(hidden): ")
    session.type("correct horse")
    try session.wait(for: "again: ")
    session.type("correct house")
    #expect(try session.end() == .exit(65))
    #expect(session.screen.contains("differ"))
    #expect(session.isEchoing)
    #expect(try folder.names() == [])
  }

  @Test func `an empty password is refused without its flag`() throws {
    let folder = try TemporaryFolder()
    let session = try newKeystore(in: folder)
    for prompt in ["(hidden): ", "again: "] {
      try session.wait(for: prompt)
      session.type("")
    }
    #expect(try session.end() == .exit(65))
    #expect(session.screen.contains("--allow-empty-password"))
    #expect(try folder.names() == [])

    let willing = try newKeystore(in: folder, "--allow-empty-password")
    for prompt in ["(hidden): ", "again: "] {
      try willing.wait(for: prompt)
      willing.type("")
    }
    #expect(try willing.end() == .exit(0))
    #expect(try folder.names() == ["node"])
  }

  @Test(arguments: [1, 2])
  func `an interrupted prompt restores the terminal and leaves no file`(prompts: Int) throws {
    let folder = try TemporaryFolder()
    let session = try newKeystore(in: folder)
    try session.wait(for: "(hidden): ")
    if prompts == 2 {
      session.type("correct horse")
      try session.wait(for: "again: ")
    }
    #expect(!session.isEchoing)
    session.type("\u{3}")
    #expect(try session.end() == .signal(SIGINT))
    #expect(session.isEchoing)
    #expect(try folder.names() == [])
  }

  @Test func `a key from a pipe leaves the terminal for the password`() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.key + "\n", to: "key")
    let session = try TerminalSession(
      [
        "key", "import", "--key-file", "key", "--light", "--keystore-folder", ".", "--name", "node",
      ], directory: folder.path)
    try session.wait(for: "0xb5f59C8213931E5775e6DbE727709D4c576F910e (hidden): ")
    session.type("pw")
    try session.wait(for: "again: ")
    session.type("pw")
    #expect(try session.end() == .exit(0))
    #expect(!session.screen.contains(Self.key.prefix(12)))
  }
}
