internal import EVMPrimitives

extension Keystore {
  /// The name that geth gives a keystore's file:
  /// `UTC--2024-02-29T23-59-59.123456789Z--` and the address, or the identifier where the address
  /// is not stated.
  ///
  /// - Parameter time: When the file is made, since 1 January 1970 in UTC without leap seconds.
  ///   Times before it and from the year 10000 on are written as the first and last that fit.
  public func fileName(createdAt time: Duration) -> String {
    let owner =
      address.map { Hex.encode($0.bytes, prefix: false) }
      ?? (identifier ?? "").filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
    return "UTC--\(Self.text(of: time))--\(owner)"
  }

  /// The last second of the year 9999.
  private static let lastSecond: Int64 = 253_402_300_799

  /// ISO 8601 with dashes for colons, to the nanosecond.
  private static func text(of time: Duration) -> String {
    let seconds = min(max(time.components.seconds, 0), lastSecond)
    let nanoseconds = time < .zero ? 0 : time.components.attoseconds / 1_000_000_000
    let date = Date(day: Int(seconds / 86_400))
    let second = Int(seconds % 86_400)
    return "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))"
      + "T\(padded(second / 3600, 2))-\(padded(second / 60 % 60, 2))-\(padded(second % 60, 2))"
      + ".\(padded(Int(nanoseconds), 9))Z"
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  /// A date of the Gregorian calendar.
  private struct Date {
    var year: Int
    var month: Int
    var day: Int

    /// The date of a day counted from 1 January 1970, which is 0.
    ///
    /// Years are counted from March, so that the leap day is a year's last: 719468 days lie between
    /// 1 March of the year 0 and 1970, and 400 years have 146097.
    init(day number: Int) {
      let since = number + 719_468
      let era = since / 146_097
      let dayOfEra = since % 146_097
      let yearOfEra =
        (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
      let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
      let march = (5 * dayOfYear + 2) / 153
      day = dayOfYear - (153 * march + 2) / 5 + 1
      month = march < 10 ? march + 3 : march - 9
      year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }
  }
}
