import EVMRPC
import Glibc

/// How far the reading of a vault's events has come, on a terminal only.
struct AuditProgress: Sendable {
  private let isShown = isatty(STDERR_FILENO) == 1

  @Sendable func show(_ coverage: LogCoverage) {
    guard isShown, coverage.blockCount > 10_000 else { return }
    StandardError.write(
      Array(
        "\r\u{1b}[Kevents of \(coverage.coveredCount) of \(coverage.blockCount) blocks".utf8))
  }

  /// Takes the line away.
  func end() {
    if isShown { StandardError.write(Array("\r\u{1b}[K".utf8)) }
  }
}
