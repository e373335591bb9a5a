import EVMPrimitives
import ExactJSON

/// Where nodes put what a contract returned when it reverted: in `data` as hex (geth), in objects
/// inside of it (Hardhat, Ganache, wallets), behind `Reverted ` (Parity), or in the message.
enum RevertData {
  /// The revert data in an error object; `nil` when nothing looks like it.
  ///
  /// Of several texts, those with a selector that Solidity knows come first, then those that are a
  /// selector and whole words, then others that stand where only data does; of equal ones, that
  /// which is less deep inside. Hashes, which these objects have as well, are none of these.
  static func find(in error: JSONValue) -> [UInt8]? {
    var best: (rank: Int, data: [UInt8])?
    for (key, value) in error.breadthFirst(limit: 256) {
      guard let text = value.string else { continue }
      for (data, isWhole) in candidates(in: text) {
        guard let rank = rank(of: data, isWhole: isWhole, key: key), rank < best?.rank ?? .max
        else { continue }
        best = (rank, data)
      }
    }
    return best?.data
  }

  /// Whether the result of a call is revert data, as old nodes have it: a selector that Solidity
  /// uses for nothing else, and words behind it.
  static func isResult(_ result: JSONValue) -> [UInt8]? {
    guard let text = result.string, text.utf8.count <= 1 << 20, let data = try? Hex.decode(text),
      isSolidity(data)
    else { return nil }
    return data
  }

  private static func rank(of data: [UInt8], isWhole: Bool, key: String) -> Int? {
    if isSolidity(data) { return 0 }
    if data.count >= 4, data.count % 32 == 4 { return 1 }
    // A contract may return anything; what has the size of a hash or an address is one elsewhere.
    let isPlace = ["data", "return", "result", "output"].contains(key)
    return isWhole && isPlace && !data.isEmpty ? 2 : nil
  }

  /// `Error(string)` or `Panic(uint256)`.
  private static func isSolidity(_ data: [UInt8]) -> Bool {
    data.count % 32 == 4
      && (data.starts(with: [0x08, 0xc3, 0x79, 0xa0])
        || data.starts(with: [0x4e, 0x48, 0x7b, 0x71]))
  }

  /// The runs of hex digits behind each `0x`, and whether one is all of the text.
  private static func candidates(in text: String) -> [(data: [UInt8], isWhole: Bool)] {
    let bytes = Array(text.utf8.prefix(1 << 20))
    var found: [(data: [UInt8], isWhole: Bool)] = []
    var place = 0
    var tries = 0
    while place + 1 < bytes.count, tries < 16 {
      guard bytes[place] == UInt8(ascii: "0"), bytes[place + 1] | 0x20 == UInt8(ascii: "x") else {
        place += 1
        continue
      }
      tries += 1
      let end = bytes[(place + 2)...].firstIndex { !isDigit($0) } ?? bytes.endIndex
      let isWhole =
        end == bytes.count && (place == 0 || bytes[..<place].elementsEqual("Reverted ".utf8))
      if let data = try? Hex.decode(String(decoding: bytes[place..<end], as: UTF8.self)) {
        found.append((data, isWhole))
      }
      place = end
    }
    return found
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
  }
}
