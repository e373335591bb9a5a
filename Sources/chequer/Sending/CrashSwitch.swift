import Glibc
import Synchronization
import Vaults

/// In debug builds, a way for tests to have the process killed between two steps of sending.
///
/// `CHEQUER_CRASH_AT=after-signed:7` kills it when it reaches that step for the seventh time,
/// `CHEQUER_CRASH_AT=25` at the 25th step of any kind.
enum CrashSwitch {
  static func arm(_ sender: inout TransactionSender) {
    #if DEBUG
      guard let value = getenv("CHEQUER_CRASH_AT") else { return }
      let parts = String(cString: value).split(separator: ":")
      guard let last = parts.last.flatMap({ Int($0) }) else { return }
      let step = parts.count == 2 ? SendingStep(rawValue: String(parts[0])) : nil
      let counter = StepCounter()
      sender.reach = { reached in
        guard step == nil || step == reached else { return }
        if counter.next() == last { kill(getpid(), SIGKILL) }
      }
    #endif
  }
}

#if DEBUG
  private final class StepCounter: Sendable {
    private let count = Mutex(0)

    func next() -> Int {
      count.withLock { count in
        count += 1
        return count
      }
    }
  }
#endif
