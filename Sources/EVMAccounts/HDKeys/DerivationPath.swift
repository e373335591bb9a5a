/// The way from a key to one of its descendants, such as `m/44'/195'/0'/0/0`.
///
/// - SeeAlso: [BIP-32](https://github.com/bitcoin/bips/blob/master/bip-0032.mediawiki), "Key tree";
///   [BIP-44](https://github.com/bitcoin/bips/blob/master/bip-0044.mediawiki).
public struct DerivationPath: Hashable, Sendable {
  /// The most steps from a master key: an extended key's depth is one byte.
  public static let maximumDepth = 255

  /// The steps, from the key down; at most ``maximumDepth``.
  public let steps: [ChildIndex]

  /// The path of a BTFS node, whose one key is identity, BTTC account and Tron account:
  /// `m/44'/195'/0'/0/0`.
  public static let btfs = bip44(coinType: 195)

  /// The first account of an Ethereum wallet: `m/44'/60'/0'/0/0`.
  public static let ethereum = bip44(coinType: 60)

  /// The path of given steps.
  ///
  /// - Throws: ``DerivationPathError/tooDeep`` for more than ``maximumDepth``.
  public init(_ steps: [ChildIndex]) throws(DerivationPathError) {
    guard steps.count <= Self.maximumDepth else { throw .tooDeep }
    self.steps = steps
  }

  private init(checked steps: [ChildIndex]) { self.steps = steps }

  /// The path of BIP-44: `m/44'/coinType'/account'/change/index`.
  ///
  /// - Parameters:
  ///   - coinType: As SLIP-44 registers it: 195 for Tron and BTFS, 60 for Ethereum.
  ///   - change: 0 for addresses that are given out, 1 for change.
  /// - Throws: ``DerivationPathError/indexTooGreat(step:)`` for a number of 2^31 or more.
  public static func bip44(
    coinType: UInt32, account: UInt32, change: UInt32, index: UInt32
  ) throws(DerivationPathError) -> DerivationPath {
    let numbers = [coinType, account, change, index]
    if let wrong = numbers.firstIndex(where: { $0 >= ChildIndex.limit }) {
      throw .indexTooGreat(step: wrong + 2)
    }
    return DerivationPath(checked: [
      .hardened(44), .hardened(coinType), .hardened(account), ChildIndex(rawValue: change),
      ChildIndex(rawValue: index),
    ])
  }

  private static func bip44(coinType: UInt32) -> DerivationPath {
    DerivationPath(checked: [
      .hardened(44), .hardened(coinType), .hardened(0), ChildIndex(rawValue: 0),
      ChildIndex(rawValue: 0),
    ])
  }

  /// The path that somebody wrote: `m` and numbers, each after a `/`.
  ///
  /// A hardened step ends with `'`, `h` or `H`. Without `m/` in front the path is taken as well, for
  /// it means the same from the key at hand.
  /// - Throws: ``DerivationPathError`` with the step that is wrong, counted from 1.
  public init(parsing text: some StringProtocol) throws(DerivationPathError) {
    var pieces = text.utf8.split(
      separator: UInt8(ascii: "/"), maxSplits: Self.maximumDepth + 2,
      omittingEmptySubsequences: false)
    if let first = pieces.first, first.elementsEqual("m".utf8) {
      pieces.removeFirst()
    } else if text.isEmpty {
      throw .empty
    }
    guard pieces.count <= Self.maximumDepth else { throw .tooDeep }
    var steps: [ChildIndex] = []
    for (offset, piece) in pieces.enumerated() {
      steps.append(try Self.index(Array(piece), step: offset + 1))
    }
    self.steps = steps
  }

  private static func index(
    _ text: [UInt8], step: Int
  ) throws(DerivationPathError) -> ChildIndex {
    let marks = [UInt8(ascii: "'"), UInt8(ascii: "h"), UInt8(ascii: "H")]
    let hardened = text.last.map(marks.contains) ?? false
    let digits = hardened ? text.dropLast() : text[...]
    guard !digits.isEmpty else { throw .emptyStep(step) }
    var number: UInt64 = 0
    for digit in digits {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else {
        throw .notANumber(step: step)
      }
      number = number * 10 + UInt64(digit - UInt8(ascii: "0"))
      guard number < ChildIndex.limit else { throw .indexTooGreat(step: step) }
    }
    return hardened ? .hardened(UInt32(number)) : ChildIndex(rawValue: UInt32(number))
  }
}

extension DerivationPath: CustomStringConvertible {
  /// With `m` in front and `'` for hardened steps.
  public var description: String { (["m"] + steps.map(\.description)).joined(separator: "/") }
}

/// Why a text is not a derivation path.
public enum DerivationPathError: Error, Hashable, Sendable {
  /// No text at all; the key itself is `m`.
  case empty
  /// Nothing between two slashes, behind the last one, or before the mark of a hardened step.
  case emptyStep(Int)
  /// A step that is not digits and at most one mark.
  case notANumber(step: Int)
  /// A number of 2^31 or more.
  case indexTooGreat(step: Int)
  /// More steps than ``DerivationPath/maximumDepth``.
  case tooDeep
}

extension DerivationPathError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .empty:
      "The derivation path is empty; write m for the key itself, or for instance m/44'/195'/0'/0/0."
    case .emptyStep(let step):
      "Step \(step) of the derivation path has no number; write it like m/44'/195'/0'/0/0."
    case .notANumber(let step):
      "Step \(step) of the derivation path is not a number; a step is digits, and ' or h behind them if it is hardened."
    case .indexTooGreat(let step):
      "Step \(step) of the derivation path is 2147483648 (2^31) or more; mark a hardened step with ' instead."
    case .tooDeep:
      "The derivation path has more than \(DerivationPath.maximumDepth) steps, which no extended key can be deep."
    }
  }
}
