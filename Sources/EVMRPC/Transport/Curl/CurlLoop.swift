internal import CCurl
internal import Dispatch
internal import Glibc
internal import Synchronization

/// A thread that runs requests, and what other threads hand to it.
final class CurlLoop: Sendable {
  private let inbox = Mutex(Inbox())
  /// Signalled when the thread uses libcurl no more.
  private let hasLeft = DispatchSemaphore(value: 0)

  /// What the thread is to do.
  struct Inbox {
    var submitted: [CurlRequest] = []
    var cancelled: [CurlRequest] = []
    /// Ends the thread when its requests have ended.
    var isStopped = false
    /// Ends the thread at once, because the process ends.
    var isHalted = false
    fileprivate var thread: RunningThread?
  }

  /// The library and multi handle of a thread that runs.
  ///
  /// Other threads use the handle only to wake the thread up, which libcurl allows, and only while it
  /// stands in the inbox; the thread takes it out before it frees it.
  fileprivate struct RunningThread: @unchecked Sendable {
    let library: CurlLibrary
    let multi: CurlLibrary.Handle

    func wake() { _ = library.multiWakeup(multi) }
  }

  // MARK: From other threads

  func submit(_ request: CurlRequest) throws(TransportFailure) {
    let library = try CurlLibrary.shared.get()
    try inbox.withLock { inbox throws(TransportFailure) in
      let thread: RunningThread
      if let running = inbox.thread {
        thread = running
      } else {
        thread = try start(library)
        inbox.thread = thread
      }
      inbox.submitted.append(request)
      thread.wake()
    }
  }

  /// Lets the thread drop a request whose task was resumed already.
  func cancel(_ request: CurlRequest) {
    inbox.withLock { inbox in
      guard let thread = inbox.thread else { return }
      inbox.cancelled.append(request)
      thread.wake()
    }
  }

  /// Ends the thread when its requests have ended.
  func stop() {
    inbox.withLock { inbox in
      inbox.isStopped = true
      inbox.thread?.wake()
    }
  }

  /// Keeps the thread from using libcurl ever again, for the process's end, at which OpenSSL frees
  /// what the thread would use.
  private func halt() {
    inbox.withLock { inbox in
      inbox.isHalted = true
      inbox.thread?.wake()
    }
  }
}

// MARK: - The thread

extension CurlLoop {
  /// All loops that have threads.
  private static let running = Mutex(RunningLoops())

  private struct RunningLoops {
    var loops: [ObjectIdentifier: CurlLoop] = [:]
    /// Whether the process ends, so that no thread starts any more.
    var isOver = false
  }

  /// Halts all loops, for the process's end.
  static func haltAll() {
    let loops = running.withLock { running in
      running.isOver = true
      return running.loops.values
    }
    for loop in loops { loop.halt() }
    let end = DispatchTime.now() + .seconds(5)
    for loop in loops { _ = loop.hasLeft.wait(timeout: end) }
  }

  private func start(_ library: CurlLibrary) throws(TransportFailure) -> RunningThread {
    // Before the thread is there, so that the process's end never misses it.
    let isOver = Self.running.withLock { running in
      if !running.isOver { running.loops[ObjectIdentifier(self)] = self }
      return running.isOver
    }
    guard !isOver else { throw .unavailable("the process is ending") }
    guard let multi = library.multiInit() else {
      Self.forget(self)
      throw .unavailable("memory is out")
    }
    _ = chequer_multi_set_number(
      library.multiSet, multi, CURLMOPT_MAXCONNECTS, CurlLanes.limit)
    let running = RunningThread(library: library, multi: multi)
    let start = Unmanaged.passRetained(ThreadStart(loop: self, running: running))
    var thread = pthread_t()
    let code = pthread_create(
      &thread, nil,
      { context in
        guard let context else { return nil }
        let start = Unmanaged<ThreadStart>.fromOpaque(context).takeRetainedValue()
        start.loop.run(start.running)
        return nil
      }, start.toOpaque())
    guard code == 0 else {
      start.release()
      Self.forget(self)
      _ = library.multiCleanup(multi)
      throw .unavailable("the system starts no thread (\(String(cString: strerror(code))))")
    }
    pthread_detach(thread)
    return running
  }

  private func run(_ thread: RunningThread) {
    // Signals are for the process's own threads; a connection that broke is an error, not a signal.
    var signals = sigset_t()
    sigfillset(&signals)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    var work = CurlWork(thread.library, multi: thread.multi)
    while true {
      let inbox = take()
      if inbox.isHalted { park(with: work) }
      work.take(inbox)
      let isIdle = work.advance()
      if isIdle, leaves() {
        work.end()
        break
      }
      work.wait()
    }
    hasLeft.signal()
    Self.forget(self)
  }

  private static func forget(_ loop: CurlLoop) {
    _ = running.withLock { $0.loops.removeValue(forKey: ObjectIdentifier(loop)) }
  }

  /// Waits for the process's end without freeing anything, which would use libcurl.
  private func park(with work: CurlWork) -> Never {
    withExtendedLifetime(work) {
      hasLeft.signal()
      while true { pause() }
    }
  }

  /// What came in since it was last looked at.
  private func take() -> Inbox {
    inbox.withLock { inbox in
      defer {
        inbox.submitted = []
        inbox.cancelled = []
      }
      return inbox
    }
  }

  /// Whether the thread, which has nothing to do, is to end; its handle is then out of reach.
  private func leaves() -> Bool {
    inbox.withLock { inbox in
      guard inbox.isStopped, inbox.submitted.isEmpty else { return false }
      inbox.thread = nil
      return true
    }
  }

  /// What a new thread is given.
  private final class ThreadStart: Sendable {
    let loop: CurlLoop
    let running: RunningThread

    init(loop: CurlLoop, running: RunningThread) {
      self.loop = loop
      self.running = running
    }
  }
}
