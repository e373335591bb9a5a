import Glibc

/// Waits for the signals that end a server: Ctrl-C, and what `kill` sends.
///
/// Made before any other thread is, so that they all leave the signals to the one that waits.
struct InterruptWait {
  private var signals = sigset_t()

  init() {
    sigemptyset(&signals)
    for number in [SIGINT, SIGTERM] { sigaddset(&signals, number) }
    pthread_sigmask(SIG_BLOCK, &signals, nil)
  }

  /// Returns when one of them came.
  func wait() {
    var signals = signals
    var number: Int32 = 0
    while sigwait(&signals, &number) != 0 {}
  }
}
