extension Address {
  /// `0x` and 40 hex digits whose case carries the checksum of EIP-55.
  ///
  /// - SeeAlso: [EIP-55](https://eips.ethereum.org/EIPS/eip-55)
  public var checksummed: String {
    String(unsafeUninitializedCapacity: 42) { buffer in
      buffer[0] = UInt8(ascii: "0")
      buffer[1] = UInt8(ascii: "x")
      withUnsafeBytes(of: self) { bytes in
        for index in 0..<20 {
          buffer[2 &+ index &* 2] = Hex.digit(bytes[index] >> 4)
          buffer[3 &+ index &* 2] = Hex.digit(bytes[index] & 0xf)
        }
      }
      let digits = UnsafeMutableRawBufferPointer(
        rebasing: UnsafeMutableRawBufferPointer(buffer)[2..<42])
      let hash = Keccak256.hash(UnsafeRawBufferPointer(digits))
      withUnsafeBytes(of: hash) { hash in
        // Without branches, which no processor could predict: bit 6 of a character tells a letter
        // from a digit, the top bit of the hash's nibble asks for upper case, and bit 5 is the case.
        for index in 0..<20 {
          let byte = hash[index]
          let high = digits[2 &* index]
          digits[2 &* index] = high ^ (high &>> 1 & byte &>> 2 & 0x20)
          let low = digits[2 &* index &+ 1]
          digits[2 &* index &+ 1] = low ^ (low &>> 1 & byte &<< 2 & 0x20)
        }
      }
      return 42
    }
  }

  /// The address that a person or a program wrote: 40 hex digits, with or without `0x`.
  ///
  /// All digits in lower case, or all in upper case, carry no checksum and are taken; mixed case
  /// must be the EIP-55 form.
  /// - Throws: ``AddressError`` that says what is wrong, and for a wrong checksum gives the right
  ///   form.
  public init(parsing text: some StringProtocol) throws(AddressError) {
    let address: Address
    do { address = try Address(hex: text) } catch {
      switch error {
      case .invalidDigit(let character, let offset):
        throw .invalidDigit(character, offset: offset)
      case .oddDigitCount(let count): throw .wrongDigitCount(count)
      case .wrongByteCount(_, let found): throw .wrongDigitCount(found * 2)
      }
    }
    let digits = text.suffix(40)
    let hasLower = digits.utf8.contains { $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "f") }
    let hasUpper = digits.utf8.contains { $0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "F") }
    if hasLower, hasUpper, !digits.utf8.elementsEqual(address.checksummed.utf8.dropFirst(2)) {
      throw .wrongChecksum(correct: address)
    }
    self = address
  }

  /// Reads the text form; mixed case must be EIP-55.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    do { self = try Address(parsing: text) } catch {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: error.description)
    }
  }
}

/// Why a text is not an address.
public enum AddressError: Error, Hashable, Sendable {
  /// A character that is not a hex digit; `offset` counts UTF-8 bytes from the start of the text.
  case invalidDigit(Character, offset: Int)
  /// Another number of hex digits than 40.
  case wrongDigitCount(Int)
  /// Mixed case that is not the EIP-55 form of the 20 bytes.
  case wrongChecksum(correct: Address)
}

extension AddressError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .invalidDigit(let character, let offset):
      "Character \(quoted(character)) at offset \(offset) is not a hex digit; an address is 0x and 40 hex digits."
    case .wrongDigitCount(let count):
      "The address has \(count) hex digits after 0x, but an address has 40 (20 bytes)."
        + (count < 40 ? " It was cut or redacted;" : " It is too long;")
        + " copy it again from its source."
    case .wrongChecksum(let correct):
      "The mixed case of this address is not its EIP-55 checksum, so a digit may be wrong; if the digits are right, it is written \(correct.checksummed)."
    }
  }
}
