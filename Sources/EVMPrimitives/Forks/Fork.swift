/// The rules of a chain at some time of its life: Ethereum's forks in order, and BTTC's today.
///
/// Each fork of Ethereum has the rules of those before it, so a rule asks ``includes(_:)`` for the
/// fork that brought it. BTTC is Berlin without London, whatever year it is.
///
/// - SeeAlso: [The history of Ethereum's forks](https://ethereum.org/ethereum-forks/);
///   [EIP-7568](https://eips.ethereum.org/EIPS/eip-7568).
@frozen
public enum Fork: UInt8, CaseIterable, Hashable, Sendable {
  case frontier
  case homestead
  /// EIP-150 of 2016: dearer reads of the state.
  case tangerineWhistle
  /// EIP-155, 158, 160, 161 and 170 of 2016: replay protection, and no empty accounts.
  case spuriousDragon
  case byzantium
  case constantinople
  /// Constantinople without EIP-1283; Ethereum's test files call it ConstantinopleFix.
  case petersburg
  case istanbul
  case berlin
  case london
  /// The Merge.
  case paris
  case shanghai
  case cancun
  case prague
  case osaka
  /// BTTC since 2021: Berlin without London, so neither base fee nor transactions of type 2.
  case bttc

  /// The newest fork of Ethereum.
  @inlinable
  public static var newest: Fork { .osaka }

  /// The forks of Ethereum, oldest first.
  public static var ofEthereum: [Fork] { allCases.filter { $0 != .bttc } }

  /// The last fork of Ethereum whose rules this one has.
  @inlinable
  public var onEthereum: Fork { self == .bttc ? .berlin : self }

  /// Whether the rules that came with `fork` are in force.
  @inlinable
  public func includes(_ fork: Fork) -> Bool {
    onEthereum.rawValue >= fork.onEthereum.rawValue
  }
}

// MARK: - Names

extension Fork {
  /// The names under which Ethereum's test files and clients know the fork; the first is the one
  /// that ``description`` shows.
  public var names: [String] {
    switch self {
    case .frontier: ["Frontier"]
    case .homestead: ["Homestead"]
    case .tangerineWhistle: ["TangerineWhistle", "EIP150"]
    case .spuriousDragon: ["SpuriousDragon", "EIP158"]
    case .byzantium: ["Byzantium"]
    case .constantinople: ["Constantinople"]
    case .petersburg: ["Petersburg", "ConstantinopleFix"]
    case .istanbul: ["Istanbul", "MuirGlacier"]
    case .berlin: ["Berlin"]
    case .london: ["London", "ArrowGlacier", "GrayGlacier"]
    case .paris: ["Paris", "Merge"]
    case .shanghai: ["Shanghai"]
    case .cancun: ["Cancun"]
    case .prague: ["Prague"]
    case .osaka: ["Osaka"]
    case .bttc: ["bttc"]
    }
  }

  /// The fork that somebody named, in any case.
  ///
  /// - Throws: ``ForkError`` with the names there are.
  public init(named name: some StringProtocol) throws(ForkError) {
    let wanted = name.lowercased()
    let fork = Fork.allCases.first { $0.names.contains { $0.lowercased() == wanted } }
    guard let fork else { throw .unknownName(String(name)) }
    self = fork
  }
}

extension Fork: CustomStringConvertible {
  public var description: String { names.first ?? "" }
}

/// Why no fork was found.
public enum ForkError: Error, Hashable, Sendable {
  case unknownName(String)
}

extension ForkError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unknownName(let name):
      "There is no fork \(quoted(name)); name one of \(Fork.allCases.map(\.description).joined(separator: ", "))."
    }
  }
}
