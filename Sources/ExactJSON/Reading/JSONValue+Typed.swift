// Reading a value as a type, or throwing the error that names its path and place.

extension JSONValue {
  /// The string, escapes resolved.
  public func requireString() throws(JSONTypeError) -> String {
    guard let string else { throw wrongKind(.string) }
    return string
  }

  /// The number as it is written.
  public func requireNumber() throws(JSONTypeError) -> JSONNumber {
    guard let number else { throw wrongKind(.number) }
    return number
  }

  public func requireBool() throws(JSONTypeError) -> Bool {
    guard let bool else { throw wrongKind(.boolean) }
    return bool
  }

  public func requireElements() throws(JSONTypeError) -> Elements {
    guard let elements else { throw wrongKind(.array) }
    return elements
  }

  public func requireMembers() throws(JSONTypeError) -> Members {
    guard let members else { throw wrongKind(.object) }
    return members
  }

  /// The member named `key`, be it `null`.
  public func require(_ key: String) throws(JSONTypeError) -> JSONValue {
    guard kind == .object else { throw wrongKind(.object) }
    guard let value = self[key] else { throw .missingKey(key, at: location) }
    return value
  }

  /// The exact integer that a JSON number writes, of any width; never by way of a Double.
  ///
  /// - Parameter exponents: Whether `1e18` is taken for the integer it is.
  @inlinable
  public func integer<Integer: FixedWidthInteger>(
    as type: Integer.Type = Integer.self, exponents: JSONNumber.ExponentRule = .refuse
  ) throws(JSONTypeError) -> Integer {
    guard kind == .number else { throw wrongKind(.number) }
    do throws(JSONNumberError) {
      return try withText { (text) throws(JSONNumberError) -> Integer in
        try exactInteger(text, exponents: exponents)
      }
    } catch {
      throw .number(error, at: location)
    }
  }

  /// Lends the UTF-8 of a string (escapes resolved) without making a String of it: the way to read
  /// hashes and addresses. `nil` if this is no string.
  @inlinable
  public func withUTF8<Result, Failure: Error>(
    _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result? {
    guard kind == .string else { return nil }
    return try withText(body)
  }

  /// Refuses an object with a member that is not in `known`.
  ///
  /// - Throws: ``JSONTypeError/unknownKey(_:known:at:)`` with the first such key.
  public func requireKeys(known: [String]) throws(JSONTypeError) {
    for (key, value) in try requireMembers() where !known.contains(key) {
      throw .unknownKey(key, known: known, at: value.location)
    }
  }

  /// The error that this value is not of the kind that the caller needs.
  public func wrongKind(_ expected: Kind) -> JSONTypeError {
    .wrongKind(expected: expected.description, found: kind, at: location)
  }
}
