// A member in one call.

extension JSONWriter {
  public mutating func member(_ key: String, _ value: String) {
    self.key(key)
    string(value)
  }

  public mutating func member(_ key: String, _ value: Bool) {
    self.key(key)
    bool(value)
  }

  /// A member whose value is a bare JSON number, exact at any size.
  public mutating func member(_ key: String, integer value: some FixedWidthInteger) {
    self.key(key)
    integer(value)
  }

  public mutating func member(_ key: String, _ value: JSON) {
    self.key(key)
    json(value)
  }
}
