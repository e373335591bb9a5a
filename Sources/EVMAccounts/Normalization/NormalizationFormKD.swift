public import EVMCrypto

/// Unicode's normalisation form KD, in which BIP-39 hashes words and passphrases.
///
/// The data is that of Unicode 14.0; scalars assigned later stay as they are. Text in ASCII is
/// copied without a look at the table.
/// - SeeAlso: Unicode Standard Annex 15.
public enum NormalizationFormKD {
  /// The normalised text as UTF-8, in memory that is wiped.
  public static func utf8(of text: some StringProtocol) -> SecretBytes {
    let text = String(text)
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return SecretBytes(text.utf8) }
    var scalars = scalars(of: text)
    defer { wipe(&scalars) }
    return utf8(of: scalars)
  }

  /// The normalised scalars, which the caller wipes.
  static func scalars(of text: String) -> [UInt32] {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.map { UInt32($0) } }
    let table = Decompositions.shared
    // Three times the length is enough but for a few ligatures, so old copies are rare.
    var scalars: [UInt32] = []
    scalars.reserveCapacity(text.utf8.count * 3)
    for scalar in text.unicodeScalars {
      table.decompose(scalar.value) { scalars.append($0) }
    }
    reorder(&scalars, table)
    return scalars
  }

  static func utf8(of scalars: [UInt32]) -> SecretBytes {
    let count = scalars.reduce(0) { count, scalar in
      count + (scalar < 0x80 ? 1 : scalar < 0x800 ? 2 : scalar < 0x1_0000 ? 3 : 4)
    }
    return SecretBytes(count: count) { bytes in
      var position = 0
      for scalar in scalars {
        guard let scalar = Unicode.Scalar(scalar) else { continue }
        for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
          bytes[position] = byte
          position += 1
        }
      }
    }
  }

  /// Sorts each sequence of marks by combining class; marks of one class keep their order.
  private static func reorder(_ scalars: inout [UInt32], _ table: Decompositions) {
    var index = 0
    while index < scalars.count {
      guard table.combiningClass(of: scalars[index]) != 0 else {
        index += 1
        continue
      }
      let start = index
      while index < scalars.count, table.combiningClass(of: scalars[index]) != 0 { index += 1 }
      if index - start > 1 { sort(&scalars, start..<index, table) }
    }
  }

  private static func sort(
    _ scalars: inout [UInt32], _ range: Range<Int>, _ table: Decompositions
  ) {
    // Class, then place: a key for any sort, in time n log n for a text of nothing but marks.
    let keys = range.map { UInt64(table.combiningClass(of: scalars[$0])) << 32 | UInt64($0) }
    if zip(keys, keys.dropFirst()).allSatisfy(<) { return }
    let ordered = keys.sorted().map { scalars[Int($0 & 0xffff_ffff)] }
    scalars.replaceSubrange(range, with: ordered)
  }
}

/// Overwrites the elements of `array` and empties it; other copies of it are not reached.
func wipe(_ array: inout [UInt32]) {
  array.withUnsafeMutableBytes { wipe($0) }
  array = []
}
