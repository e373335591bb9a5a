import Glibc
import Synchronization

/// A process with the ends of its three standard streams in our hands.
///
/// It is spawned directly, with default signals and no other open file: what the tests see is what
/// a shell's user sees.
final class Child {
  private let identifier: pid_t
  /// Our end of its standard input; -1 once closed.
  private(set) var input: Int32
  /// Our end of its standard output; -1 once closed.
  private(set) var output: Int32
  /// Our end of its standard error.
  let complaints: Int32
  private var ending: Ending?

  /// How a process ended.
  enum Ending: Hashable {
    case exit(Int32)
    case signal(Int32)
  }

  /// - Parameters:
  ///   - environment: The whole environment.
  ///   - directory: The working directory; ours if nil.
  init(
    _ executable: String, _ arguments: [String], environment: [String: String],
    directory: String?
  ) throws(ChildError) {
    _ = Self.pipeSignalIsIgnored
    // A directory is a shell's business: POSIX has no way to spawn in one.
    let command =
      directory.map { ["/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", $0, executable] + arguments }
      ?? [executable] + arguments
    // Between a pipe's making and its marking no other child may be born with it.
    let (identifier, pipes, failure) = try Self.spawning.withLock { _ throws(ChildError) in
      try Self.spawn(command, environment)
    }
    self.identifier = identifier
    input = pipes.input.write
    output = pipes.output.read
    complaints = pipes.error.read
    guard failure == 0 else {
      ending = .exit(-1)
      throw ChildError("\(executable) cannot be started: \(String(cString: strerror(failure)))")
    }
  }

  /// Held while a child is born.
  static let spawning = Mutex(())

  private typealias Pipe = (read: Int32, write: Int32)

  private static func spawn(
    _ command: [String], _ environment: [String: String]
  ) throws(ChildError) -> (pid_t, pipes: (input: Pipe, output: Pipe, error: Pipe), Int32) {
    let standardInput = try Self.pipe()
    let standardOutput = try Self.pipe()
    let standardError = try Self.pipe()
    defer {
      for end in [standardInput.read, standardOutput.write, standardError.write] { close(end) }
    }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, standardInput.read, 0)
    posix_spawn_file_actions_adddup2(&actions, standardOutput.write, 1)
    posix_spawn_file_actions_adddup2(&actions, standardError.write, 2)
    // Servers of other tests in this process open sockets that a child would inherit.
    Self.closeInherited(&actions)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    for signal in [SIGPIPE, SIGINT, SIGTERM] { sigaddset(&signals, signal) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    // Threads of libdispatch block most signals, and a child would inherit that.
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
    var identifier = pid_t()
    let failure = Self.withCStrings(command) { argv in
      Self.withCStrings(environment.map { "\($0)=\($1)" }) { environment in
        posix_spawn(&identifier, command[0], &actions, &attributes, argv, environment)
      }
    }
    return (identifier, (standardInput, standardOutput, standardError), failure)
  }

  deinit {
    if ending == nil {
      kill(identifier, SIGKILL)
      waitpid(identifier, nil, 0)
    }
    for end in [input, output, complaints] where end >= 0 { close(end) }
  }

  func closeInput() {
    if input >= 0 { close(input) }
    input = -1
  }

  func closeOutput() {
    if output >= 0 { close(output) }
    output = -1
  }

  func send(_ signal: Int32) { kill(identifier, signal) }

  /// Waits for the end, which must come before `deadline`; kills it and throws otherwise.
  func wait(until deadline: ContinuousClock.Instant) throws(ChildError) -> Ending {
    while true {
      if let ending { return ending }
      var status: Int32 = 0
      if waitpid(identifier, &status, WNOHANG) == identifier {
        let number = status & 0x7f
        ending = number == 0 ? .exit((status >> 8) & 0xff) : .signal(number)
      } else if ContinuousClock.now > deadline {
        kill(identifier, SIGKILL)
        waitpid(identifier, nil, 0)
        ending = .signal(SIGKILL)
        throw ChildError("the process did not end in time and was killed")
      } else {
        usleep(500)
      }
    }
  }

  /// Lets a child begin with its standard streams alone.
  static func closeInherited(_ actions: inout posix_spawn_file_actions_t) {
    typealias CloseFrom =
      @convention(c) (UnsafeMutablePointer<posix_spawn_file_actions_t>, Int32) -> Int32
    // In glibc since 2.34, and in no header that Swift reads.
    guard let symbol = dlsym(nil, "posix_spawn_file_actions_addclosefrom_np") else { return }
    _ = unsafeBitCast(symbol, to: CloseFrom.self)(&actions, 3)
  }

  /// Writing to a child that no longer reads is an error number here, not our end. Children get the
  /// default back.
  private static let pipeSignalIsIgnored: Void = { signal(SIGPIPE, SIG_IGN) }()

  private static func pipe() throws(ChildError) -> Pipe {
    var ends: [Int32] = [0, 0]
    guard Glibc.pipe(&ends) == 0 else { throw ChildError("no pipe can be made") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  static func withCStrings(
    _ texts: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Int32
  ) -> Int32 {
    var pointers = texts.map { strdup($0) }
    pointers.append(nil)
    defer { for pointer in pointers { free(pointer) } }
    return body(pointers)
  }
}

/// What went wrong around a process, not in it.
struct ChildError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
