import EVMPrimitives
public import ExactJSON

extension ABIValue {
  /// The value of the type that a JSON value states.
  ///
  /// Integers are decimal strings, 0x hex strings or JSON integers of any size; fixed-point numbers
  /// decimal strings or JSON numbers; bytes 0x hex; addresses hex, mixed case EIP-55; arrays JSON
  /// arrays; tuples JSON arrays, or objects where all members have names.
  /// - Throws: `JSONTypeError` with the place of what does not fit.
  public init(_ json: JSONValue, as type: ABIType) throws(JSONTypeError) {
    switch type {
    case .uint(let bits): self = .uint(try json.unsigned(bits: bits.value, type))
    case .int(let bits): self = .int(try json.signed(bits: bits.value, type))
    case .ufixed(let bits, let decimals):
      let scaled = try json.scaled(decimals: decimals.value, bits: bits.value, type)
      guard !scaled.isNegative || scaled.magnitude.isZero else {
        throw json.invalid("\(type) has no sign.")
      }
      self = .uint(scaled.magnitude)
    case .fixed(let bits, let decimals):
      let scaled = try json.scaled(decimals: decimals.value, bits: bits.value, type)
      guard let number = Int256(isNegative: scaled.isNegative, magnitude: scaled.magnitude),
        number.fits(bits: bits.value)
      else { throw json.invalid("The number does not fit \(type).") }
      self = .int(number)
    case .bool: self = .bool(try json.requireBool())
    case .address:
      let text = try json.requireString()
      do { self = .address(try Address(parsing: text)) } catch {
        throw json.invalid(error.description)
      }
    case .function:
      let bytes = try json.hex()
      guard bytes.count == 24 else {
        throw json.invalid(
          "A function has 24 bytes, its contract's address and its selector; these are \(bytes.count)."
        )
      }
      self = .function(bytes)
    case .fixedBytes(let count):
      let bytes = try json.hex()
      guard bytes.count == count.value else {
        throw json.invalid(
          "\(type) has exactly \(counted(count.value, "byte")); these are \(bytes.count).")
      }
      self = .bytes(bytes)
    case .bytes: self = .bytes(try json.hex())
    case .string: self = .string(try json.requireString())
    case .array(let element): self = .array(try json.values { _ in element })
    case .fixedArray(let element, let count):
      let found = try json.requireElements().count
      guard found == count.value else {
        throw json.invalid(
          "\(type) has exactly \(counted(count.value, "element")); these are \(found).")
      }
      self = .array(try json.values { _ in element })
    case .tuple(let members): self = .tuple(try members.values(json))
    }
  }

  /// The function of 24 bytes.
  init(functionBytes bytes: [UInt8]) {
    self = bytes.withUnsafeBytes {
      .function(
        Address(copying: UnsafeRawBufferPointer(rebasing: $0[..<20])),
        Selector(copying: UnsafeRawBufferPointer(rebasing: $0[20..<24])))
    }
  }

  static func function(_ bytes: [UInt8]) -> ABIValue { ABIValue(functionBytes: bytes) }
}

extension [ABIParameter] {
  /// The values of parameters that a JSON array states in order, or a JSON object by name.
  ///
  /// - Throws: `JSONTypeError` with the place of what does not fit.
  public func values(_ json: JSONValue) throws(JSONTypeError) -> [ABIValue] {
    if json.kind == .object {
      let names = map(\.name)
      guard !names.contains(""), Set(names).count == count else {
        throw json.invalid(
          "The members of \(typesDescription) have no names; give them as an array.")
      }
      try json.requireKeys(known: names)
      var values: [ABIValue] = []
      values.reserveCapacity(count)
      for parameter in self {
        values.append(try ABIValue(try json.require(parameter.name), as: parameter.type))
      }
      return values
    }
    let found = try json.requireElements().count
    guard found == count else {
      throw json.invalid(
        "\(counted(count, "value")) of \(typesDescription) needed; \(found == 1 ? "there is" : "there are") \(found)."
      )
    }
    return try json.values { self[$0].type }
  }
}

extension JSONValue {
  fileprivate func values(_ type: (Int) -> ABIType) throws(JSONTypeError) -> [ABIValue] {
    let elements = try requireElements()
    var values: [ABIValue] = []
    values.reserveCapacity(elements.count)
    for element in elements { values.append(try ABIValue(element, as: type(values.count))) }
    return values
  }

  func hex() throws(JSONTypeError) -> [UInt8] {
    let text = try requireString()
    do { return try Hex.decode(text) } catch { throw invalid(error.description) }
  }

  func unsigned(bits: Int, _ type: ABIType) throws(JSONTypeError) -> UInt256 {
    let number: UInt256
    if let text = string {
      do { number = try UInt256(decimalOrHex: text) } catch {
        throw invalid(
          text.hasPrefix("-") ? "\(type) has no sign." : error.description)
      }
    } else {
      if let written = try? requireNumber(), written.lexeme.hasPrefix("-") {
        throw invalid("\(type) has no sign.")
      }
      number = try integer(as: UInt256.self)
    }
    guard number.significantBitCount <= bits else {
      throw invalid("The number \(number) does not fit \(type).")
    }
    return number
  }

  func signed(bits: Int, _ type: ABIType) throws(JSONTypeError) -> Int256 {
    let number: Int256
    if let text = string {
      do { number = try Int256(decimalOrHex: text) } catch { throw invalid(error.description) }
    } else {
      number = try integer(as: Int256.self)
    }
    guard number.fits(bits: bits) else {
      throw invalid("The number \(number) does not fit \(type).")
    }
    return number
  }

  /// A decimal number times 10^`decimals`, which must be an integer of so many bits.
  fileprivate func scaled(
    decimals: Int, bits: Int, _ type: ABIType
  ) throws(JSONTypeError) -> ScaledDecimal {
    let text: String
    if let string { text = string } else { text = try requireNumber().lexeme }
    do {
      let scaled = try ScaledDecimal(text, decimals: decimals)
      guard scaled.magnitude.significantBitCount <= bits else {
        throw IntegerTextError.tooLarge
      }
      return scaled
    } catch { throw invalid("The number is not one of \(type): \(error)") }
  }
}

extension Int256 {
  /// The number of a decimal text with an optional `-`, or of 0x hex, which has no sign.
  init(decimalOrHex text: String) throws(IntegerTextError) {
    guard text.utf8.starts(with: "0x".utf8) || text.utf8.starts(with: "0X".utf8) else {
      self = try Int256(parsing: text)
      return
    }
    let number = try UInt256(decimalOrHex: text)
    guard !Int256(bitPattern: number).isNegative else { throw .tooLarge }
    self = Int256(bitPattern: number)
  }
}

/// A decimal number with a fixed number of places, as an integer of its last place.
struct ScaledDecimal {
  var isNegative: Bool
  var magnitude: UInt256

  /// - Throws: `IntegerTextError`; ``DecimalPlacesError`` for more places than there are.
  init(_ text: String, decimals: Int) throws {
    isNegative = text.hasPrefix("-")
    let digits = text.dropFirst(isNegative ? 1 : 0)
    let parts = digits.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    var places = parts.count > 1 ? String(parts[1]) : ""
    guard parts[0].utf8.count > 0, parts.count == 1 || !places.isEmpty else {
      throw IntegerTextError.empty
    }
    while places.utf8.last == UInt8(ascii: "0"), places.utf8.count > decimals {
      places.removeLast()
    }
    guard places.utf8.count <= decimals else {
      throw DecimalPlacesError(given: places.utf8.count, allowed: decimals)
    }
    let padding = String(repeating: "0", count: decimals - places.utf8.count)
    magnitude = try UInt256(parsing: parts[0] + places + padding)
  }

  /// The plain decimal text: no exponent, no superfluous zeros.
  static func text(_ magnitude: UInt256, isNegative: Bool, decimals: Int) -> String {
    var digits = magnitude.description
    if digits.utf8.count <= decimals {
      digits = String(repeating: "0", count: decimals + 1 - digits.utf8.count) + digits
    }
    var places = digits.suffix(decimals)
    while places.last == "0" { places.removeLast() }
    let whole = digits.dropLast(decimals)
    return (isNegative ? "-" : "") + whole + (places.isEmpty ? "" : "." + places)
  }
}

/// More decimal places than a fixed-point type has.
struct DecimalPlacesError: Error, CustomStringConvertible {
  var given: Int
  var allowed: Int

  var description: String {
    "it has \(counted(given, "decimal place")), but the type has \(allowed); nothing is rounded."
  }
}

// MARK: - Writing

extension ABIValue {
  /// The value as JSON: numbers as decimal strings, bytes as 0x hex, addresses in EIP-55, tuples as
  /// arrays.
  ///
  /// - Parameter type: The value's type, which fixed-point numbers need; without it, or with another,
  ///   they are written in units of their last place.
  public func json(as type: ABIType? = nil) -> JSON {
    switch self {
    case .uint, .int: .string(text(as: type))
    case .bool(let truth): .bool(truth)
    case .address(let address): .string(address.checksummed)
    case .function(let address, let selector): .string(Hex.encode(address.bytes + selector.bytes))
    case .bytes(let bytes): .string(Hex.encode(bytes))
    case .string(let text): .string(text)
    case .array(let elements): .array(elements.map { $0.json(as: type?.element) })
    case .tuple(let members):
      .array(
        members.enumerated().map { index, member in member.json(as: type?.member(index)?.type) })
    }
  }
}

extension ABIType {
  /// The type of an array's elements; nil for other types.
  var element: ABIType? {
    switch self {
    case .array(let element), .fixedArray(let element, _): element
    default: nil
    }
  }

  /// The member of a tuple at `index`, if there is one.
  func member(_ index: Int) -> ABIParameter? {
    guard case .tuple(let members) = self, members.indices.contains(index) else { return nil }
    return members[index]
  }
}
