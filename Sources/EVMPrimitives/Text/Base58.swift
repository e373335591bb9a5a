/// Bytes as digits of base 58, in Bitcoin's alphabet: no 0, O, I and l.
///
/// Each leading zero byte is a `1`. The cost is quadratic in the length, so reading has a limit.
/// - SeeAlso: [The Base58 encoding scheme](https://datatracker.ietf.org/doc/html/draft-msporny-base58-03).
public enum Base58 {
  /// The most characters that are read: far above the 111 of an extended key.
  public static let maximumLength = 1024

  static let alphabet: StaticString = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"

  /// 58 to the power of 10: the digits of one division.
  private static let chunk: UInt64 = 430_804_206_899_405_824
  private static let chunkDigits = 10

  /// The text of `bytes`.
  public static func encode(_ bytes: some Collection<UInt8>) -> String {
    bytes.withContiguousStorageIfAvailable { encode(UnsafeRawBufferPointer($0)) }
      ?? Array(bytes).withUnsafeBytes { encode($0) }
  }

  package static func encode(_ bytes: UnsafeRawBufferPointer) -> String {
    var zeros = 0
    while zeros < bytes.count, bytes[zeros] == 0 { zeros += 1 }
    let capacity = bytes.count * 138 / 100 + chunkDigits + 1
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: capacity) { digits in
      let first = writeDigits(of: UnsafeRawBufferPointer(rebasing: bytes[zeros...]), to: digits)
      let count = capacity - first
      return String(unsafeUninitializedCapacity: zeros + count) { text in
        for index in 0..<zeros { text[index] = UInt8(ascii: "1") }
        for index in 0..<count { text[zeros + index] = digits[first + index] }
        return zeros + count
      }
    }
  }

  /// Writes the digits of a number without leading zeros to the end of `digits`; returns the place
  /// of the first.
  private static func writeDigits(
    of bytes: UnsafeRawBufferPointer, to digits: UnsafeMutableBufferPointer<UInt8>
  ) -> Int {
    let limbCount = (bytes.count + 7) / 8
    var position = digits.count
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: limbCount) { limbs in
      load(bytes, into: limbs)
      var first = 0
      while first < limbCount {
        var remainder: UInt64 = 0
        for index in first..<limbCount {
          (limbs[index], remainder) = chunk.dividingFullWidth((remainder, limbs[index]))
        }
        while first < limbCount, limbs[first] == 0 { first += 1 }
        // The last chunk ends with its first digit that is not zero.
        for _ in 0..<chunkDigits where first < limbCount || remainder > 0 {
          position -= 1
          digits[position] = alphabet.utf8Start[Int(remainder % 58)]
          remainder /= 58
        }
      }
    }
    return position
  }

  /// Fills `limbs` with the big-endian number in `bytes`, most significant limb first.
  private static func load(
    _ bytes: UnsafeRawBufferPointer, into limbs: UnsafeMutableBufferPointer<UInt64>
  ) {
    var end = bytes.count
    for index in limbs.indices.reversed() {
      if end >= 8 {
        let limb = bytes.loadUnaligned(fromByteOffset: end - 8, as: UInt64.self)
        limbs[index] = UInt64(bigEndian: limb)
      } else {
        limbs[index] = bytes[..<end].reduce(0) { $0 << 8 | UInt64($1) }
      }
      end -= 8
    }
  }

  /// The bytes that `text` spells.
  ///
  /// - Throws: ``Base58Error`` with the place of the first character outside the alphabet, or for
  ///   more than ``maximumLength`` characters.
  public static func decode(_ text: some StringProtocol) throws(Base58Error) -> [UInt8] {
    let characters = Array(text.utf8)
    guard characters.count <= maximumLength else { throw .tooLong(characters.count) }
    var ones = 0
    while ones < characters.count, characters[ones] == UInt8(ascii: "1") { ones += 1 }
    // Limbs of the number, least significant first.
    var limbs: [UInt64] = []
    limbs.reserveCapacity(characters.count / chunkDigits + 1)
    var position = ones
    while position < characters.count {
      let end = min(position + chunkDigits, characters.count)
      var value: UInt64 = 0
      var scale: UInt64 = 1
      for index in position..<end {
        guard let digit = digit(of: characters[index]) else {
          throw .invalidCharacter(character(in: characters, at: index), offset: index)
        }
        value = value * 58 + digit
        scale *= 58
      }
      for index in limbs.indices {
        let (high, low) = limbs[index].multipliedFullWidth(by: scale)
        let (sum, carried) = low.addingReportingOverflow(value)
        limbs[index] = sum
        value = high + (carried ? 1 : 0)
      }
      if value > 0 { limbs.append(value) }
      position = end
    }
    var bytes = [UInt8](repeating: 0, count: ones)
    var leading = true
    for limb in limbs.reversed() {
      for shift in stride(from: UInt64(56), through: 0, by: -8) {
        let byte = UInt8(truncatingIfNeeded: limb >> shift)
        if byte != 0 { leading = false }
        if !leading { bytes.append(byte) }
      }
    }
    return bytes
  }

  private static func digit(of character: UInt8) -> UInt64? {
    let value = values[Int(character)]
    return value < 58 ? UInt64(value) : nil
  }

  /// The digit of each ASCII character, 255 for those outside the alphabet.
  private static let values: [UInt8] = {
    var values = [UInt8](repeating: 255, count: 256)
    for digit in 0..<58 { values[Int(alphabet.utf8Start[digit])] = UInt8(digit) }
    return values
  }()

  /// The character that begins at `offset`, whole if it takes several bytes.
  private static func character(in utf8: [UInt8], at offset: Int) -> Character {
    String(decoding: utf8[offset..<min(offset + 8, utf8.count)], as: UTF8.self).first ?? "?"
  }
}

/// Why a text is not Base58, or not Base58Check.
public enum Base58Error: Error, Hashable, Sendable {
  /// A character outside the alphabet; `offset` counts UTF-8 bytes from the start of the text.
  case invalidCharacter(Character, offset: Int)
  /// More characters than ``Base58/maximumLength``.
  case tooLong(Int)
  /// Fewer bytes than a checksum has.
  case noChecksum(byteCount: Int)
  /// A checksum that does not belong to the payload.
  case wrongChecksum
}

extension Base58Error: CustomStringConvertible {
  public var description: String {
    switch self {
    case .invalidCharacter(let character, let offset):
      "Character \(quoted(character)) at offset \(offset) is not Base58, which has no 0, O, I and l and no signs; copy the text again from its source."
    case .tooLong(let count):
      "The text has \(count) characters, more than the \(Base58.maximumLength) that any Base58 text read here has."
    case .noChecksum(let count):
      "The Base58 text spells \(count) bytes, but its checksum alone has 4; copy all of it."
    case .wrongChecksum:
      "The Base58 checksum is wrong, so a character was altered, lost or redacted; copy the text again from its source."
    }
  }
}
