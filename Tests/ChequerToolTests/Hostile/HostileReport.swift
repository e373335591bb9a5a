import ExactJSON
import Glibc

/// A line of JSON for each run of the tool, in the file that `CHEQUER_FAULT_REPORT` names; nothing
/// without it.
enum HostileReport {
  private static let file: Int32? = getenv("CHEQUER_FAULT_REPORT").map {
    open($0, O_WRONLY | O_APPEND | O_CREAT, 0o600)
  }

  static func line(
    _ suite: String, _ command: String, _ fault: String, _ run: Run, after time: Duration
  ) {
    guard let file else { return }
    let json: JSON = [
      "suite": .string(suite), "command": .string(command), "fault": .string(fault),
      "status": .integer(Int(run.status)), "milliseconds": .integer(Int(time / .milliseconds(1))),
      "output": .string(run.output), "complaint": .string(run.complaint),
    ]
    let bytes = Array((json.text() + "\n").utf8)
    _ = bytes.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
  }
}
