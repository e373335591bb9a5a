import Glibc
import Synchronization

/// A running tool on a terminal of its own, spoken to as a person does.
final class TerminalSession {
  private let identifier: pid_t
  /// The person's end of the terminal.
  private let person: Int32
  /// The tool's end, held open so that its settings can be looked at to the last.
  private let line: Int32
  private var ending: Child.Ending?
  /// All that appeared on the terminal so far.
  private(set) var screen = ""
  /// How much of the screen was waited for.
  private var seen = 0

  private static let patience: Duration = .seconds(20)
  /// Linux's TIOCGPTN and TIOCSPTLCK: a terminal's number, and whether it may be opened.
  private static let getNumber: UInt = 0x8004_5430
  private static let setLock: UInt = 0x4004_5431

  init(
    _ arguments: [String], environment: [String: String] = [:], directory: String
  ) throws(ChildError) {
    person = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var number: UInt32 = 0
    var isLocked: Int32 = 0
    guard person >= 0, ioctl(person, Self.getNumber, &number) == 0,
      ioctl(person, Self.setLock, &isLocked) == 0
    else { throw ChildError("no terminal can be made") }
    let path = "/dev/pts/\(number)"
    line = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard line >= 0 else { throw ChildError("the terminal cannot be opened") }
    let command =
      ["/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", directory, Tool.path] + arguments
    let spawned = Child.spawning.withLock { _ in
      Self.spawn(command, on: path, Tool.environment(environment))
    }
    identifier = spawned.identifier
    guard spawned.failure == 0 else { throw ChildError("the tool cannot be started") }
  }

  private static func spawn(
    _ command: [String], on terminal: String, _ environment: [String: String]
  ) -> (identifier: pid_t, failure: Int32) {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // The first terminal that the leader of a session opens becomes that session's.
    posix_spawn_file_actions_addopen(&actions, 0, terminal, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    posix_spawn_file_actions_adddup2(&actions, 0, 2)
    Child.closeInherited(&actions)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    for signal in [SIGPIPE, SIGINT, SIGTERM] { sigaddset(&signals, signal) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | 0x80))
    var identifier = pid_t()
    let failure = Child.withCStrings(command) { argv in
      Child.withCStrings(environment.map { "\($0)=\($1)" }) { environment in
        posix_spawn(&identifier, command[0], &actions, &attributes, argv, environment)
      }
    }
    return (identifier, failure)
  }

  deinit {
    if ending == nil {
      kill(identifier, SIGKILL)
      waitpid(identifier, nil, 0)
    }
    close(person)
    close(line)
  }

  /// Whether the terminal shows what is typed.
  var isEchoing: Bool {
    var settings = termios()
    tcgetattr(line, &settings)
    return settings.c_lflag & tcflag_t(ECHO) != 0
  }

  /// Types a text, and Return unless it is a control character.
  func type(_ text: String) {
    let bytes = Array((text == "\u{3}" ? text : text + "\n").utf8)
    _ = bytes.withUnsafeBytes { write(person, $0.baseAddress, $0.count) }
  }

  /// Waits until a text stands on the terminal, behind what was waited for before.
  func wait(for text: String) throws(ChildError) {
    let deadline = ContinuousClock.now + Self.patience
    while !screen.dropFirst(seen).contains(text) {
      guard ContinuousClock.now < deadline else {
        throw ChildError("'\(text)' did not appear in: \(screen)")
      }
      readScreen(for: 100)
    }
    seen = screen.count
  }

  private func readScreen(for milliseconds: Int32) {
    var waiting = pollfd(fd: person, events: Int16(POLLIN), revents: 0)
    guard poll(&waiting, 1, milliseconds) == 1, waiting.revents & Int16(POLLIN) != 0 else { return }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = read(person, &bytes, bytes.count)
    screen += String(decoding: bytes[..<max(0, count)], as: UTF8.self)
  }

  /// Waits for the tool's end and for the last of its words.
  func end() throws(ChildError) -> Child.Ending {
    let deadline = ContinuousClock.now + Self.patience
    while true {
      readScreen(for: 10)
      var status: Int32 = 0
      if waitpid(identifier, &status, WNOHANG) == identifier {
        readScreen(for: 10)
        let number = status & 0x7f
        let ending: Child.Ending = number == 0 ? .exit((status >> 8) & 0xff) : .signal(number)
        self.ending = ending
        return ending
      }
      guard ContinuousClock.now < deadline else { throw ChildError("the tool did not end in time") }
    }
  }
}
