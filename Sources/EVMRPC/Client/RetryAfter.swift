import EVMPrimitives

/// `Retry-After` of HTTP: seconds, or a date in one of three forms.
///
/// - SeeAlso: [RFC 9110](https://www.rfc-editor.org/rfc/rfc9110), sections 5.6.7 and 10.2.3.
enum RetryAfter {
  /// Nobody is waited for longer, whatever an endpoint says.
  static let longest: Duration = .seconds(300)

  /// How long to wait; `nil` when the text says nothing that can be read. A date that has passed is
  /// no wait at all.
  ///
  /// - Parameter now: Seconds since 1970.
  static func parse(_ text: String, now: Int64) -> Duration? {
    let text = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard !text.isEmpty, text.utf8.count <= 64 else { return nil }
    if text.utf8.allSatisfy({ $0 &- 0x30 < 10 }) {
      // More digits than a number has are longer than the longest, too.
      return min(.seconds(Int32(text) ?? .max), longest)
    }
    guard let date = date(text, now: now) else { return nil }
    let (wait, overflow) = date.subtractingReportingOverflow(now)
    return overflow ? nil : min(max(.seconds(wait), .zero), longest)
  }

  /// Seconds since 1970 of `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT` or
  /// `Sun Nov 6 08:49:37 1994`.
  private static func date(_ text: String, now: Int64) -> Int64? {
    let parts = text.split { $0 == " " || $0 == "," || $0 == "-" }
    let fields: (day: Substring, month: Substring, year: Substring, time: Substring)
    if parts.count == 6, parts[5] == "GMT" {
      fields = (parts[1], parts[2], parts[3], parts[4])
    } else if parts.count == 5 {
      fields = (parts[2], parts[1], parts[4], parts[3])
    } else {
      return nil
    }
    let time = fields.time.split(separator: ":", omittingEmptySubsequences: false).map(number)
    guard let month = months.firstIndex(of: String(fields.month)), let day = number(fields.day),
      let year = year(fields.year, now: now), (1...31).contains(day), time.count == 3,
      let hour = time[0], let minute = time[1], let second = time[2], hour < 24, minute < 60,
      // A leap second is one of the next minute.
      second <= 60
    else { return nil }
    let days = days(year: year, month: Int64(month) + 1, day: day)
    return days * 86_400 + hour * 3600 + minute * 60 + second
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// Four digits, or two: then the year of that ending which is at most 50 years ahead.
  private static func year(_ text: Substring, now: Int64) -> Int64? {
    guard let number = number(text) else { return nil }
    if text.utf8.count == 4 { return number }
    guard text.utf8.count == 2 else { return nil }
    let present = 1970 + now / 31_556_952
    let year = present - present % 100 + number
    return year > present + 50 ? year - 100 : year
  }

  /// Days since 1970-01-01 in the Gregorian calendar, counted in years that begin in March.
  private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
    let shifted = month > 2 ? year : year - 1
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private static func number(_ text: Substring) -> Int64? {
    (1...4).contains(text.utf8.count) && text.utf8.allSatisfy { $0 &- 0x30 < 10 }
      ? Int64(text) : nil
  }
}
