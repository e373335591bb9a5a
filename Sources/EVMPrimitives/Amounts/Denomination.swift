/// A unit in which amounts are written: a symbol, and how many decimal places it has.
///
/// One unit is 10^decimals of the token's smallest unit: 10^18 wei for BTT, 10^6 for USDT, 10^9 wei
/// for gwei.
public struct Denomination: Hashable, Sendable {
  /// The name after the number, such as `BTT`: ASCII letters, digits and dots, a letter first.
  public let symbol: String
  /// Decimal places, 0 to 77.
  public let decimals: Int

  /// A unit of any token.
  ///
  /// - Throws: ``DenominationError`` for decimals outside 0...77 (10^78 does not fit 256 bits) or a
  ///   symbol that could not be read back.
  public init(symbol: String, decimals: Int) throws(DenominationError) {
    guard (0...77).contains(decimals) else {
      throw .decimalsOutOfRange(decimals, symbol: symbol)
    }
    guard Self.isSymbol(symbol.utf8) else { throw .unusableSymbol(symbol) }
    self.symbol = symbol
    self.decimals = decimals
  }

  private init(_ symbol: String, _ decimals: Int) {
    self.symbol = symbol
    self.decimals = decimals
  }

  static func isSymbolStart(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- UInt8(ascii: "a") < 26
  }

  static func isSymbolPart(_ byte: UInt8) -> Bool {
    isSymbolStart(byte) || byte &- UInt8(ascii: "0") < 10 || byte == UInt8(ascii: ".")
  }

  private static func isSymbol(_ utf8: String.UTF8View) -> Bool {
    guard let first = utf8.first, isSymbolStart(first) else { return false }
    return utf8.allSatisfy(isSymbolPart)
  }

  /// 10^decimals.
  public var scale: UInt256 {
    var scale = UInt256.one
    let ten = UInt256(limb: 10)
    for _ in 0..<decimals { scale = scale &* ten }
    return scale
  }
}

// MARK: - Known units

extension Denomination {
  public static let wei = Denomination("wei", 0)
  public static let gwei = Denomination("gwei", 9)
  /// The coin of BTTC, in which gas is paid.
  public static let btt = Denomination("BTT", 18)
  /// BTT wrapped as a token: what most BTFS cheques promise.
  public static let wbtt = Denomination("WBTT", 18)
  public static let trx = Denomination("TRX", 6)
  public static let usdd = Denomination("USDD", 18)
  public static let usdt = Denomination("USDT", 6)
  /// The test token of the Donau network.
  public static let tst = Denomination("TST", 6)
  /// Swarm's token, in which its chequebooks pay.
  public static let bzz = Denomination("BZZ", 16)

  /// All units known by name, smallest first.
  public static let known: [Denomination] = [
    wei, Denomination("kwei", 3), Denomination("mwei", 6), gwei, Denomination("szabo", 12),
    Denomination("finney", 15), Denomination("ether", 18), Denomination("eth", 18), btt, wbtt,
    trx, Denomination("sun", 0), usdd, usdt, tst, bzz, Denomination("xBZZ", 16),
    Denomination("plur", 0), Denomination("xDAI", 18),
  ]

  /// The coin or token that the unit measures, by name; `nil` for units that measure any, such as
  /// gwei, and for those that are not known.
  public var asset: String? {
    switch symbol.lowercased() {
    case "btt", "wbtt": "BTT"
    case "trx", "sun": "TRX"
    case "bzz", "xbzz", "plur": "BZZ"
    case "usdd", "usdt", "tst", "xdai": symbol.uppercased()
    default: nil
    }
  }

  /// The known unit of a name, in any case, or `nil`.
  public static func named(_ name: some StringProtocol) -> Denomination? {
    let name = name.lowercased()
    return known.first { $0.symbol.lowercased() == name }
  }
}

/// Why a unit cannot be made.
public enum DenominationError: Error, Hashable, Sendable {
  case decimalsOutOfRange(Int, symbol: String)
  case unusableSymbol(String)
}

extension DenominationError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .decimalsOutOfRange(let decimals, let symbol):
      "\(decimals) decimals were given for \(quoted(symbol)); a 256-bit amount allows 0 to 77."
    case .unusableSymbol(let symbol):
      "\(quoted(symbol)) cannot name a unit; use ASCII letters, digits and dots, a letter first."
    }
  }
}
