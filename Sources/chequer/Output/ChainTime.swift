import Glibc

/// A time of a chain, in UTC.
///
/// - Parameter seconds: Since 1970.
func chainTime(_ seconds: UInt64) -> String {
  var seconds = time_t(clamping: seconds)
  var parts = tm()
  guard gmtime_r(&seconds, &parts) != nil else { return "second \(seconds)" }
  func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
  return
    "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday)) \(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec)) UTC"
}
