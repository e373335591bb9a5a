public import EVMPrimitives
import EmbeddedChain
import EVMABI
import Vaults

/// A token on an ``EmbeddedChain``: its contract, and the unit in which its amounts are written.
public struct TestToken: Hashable, HasAddress {
  public let address: Address
  public let denomination: Denomination

  public init(_ address: some HasAddress, in denomination: Denomination) {
    self.address = address.address
    self.denomination = denomination
  }

  private init(_ token: Network.Token) {
    address = token.address
    denomination = token.denomination
  }

  /// Wrapped BTT, in which BTFS's cheques pay that name no token.
  public static let wbtt = ofBTTC("WBTT")
  public static let trx = ofBTTC("TRX")
  public static let usdd = ofBTTC("USDD")
  public static let usdt = ofBTTC("USDT")
  /// Swarm's token, in which its chequebooks pay.
  public static let bzz: TestToken = {
    guard let token = Network.gnosis.tokens.first else {
      preconditionFailure("Gnosis has no token in the table of networks.")
    }
    return TestToken(token)
  }()

  /// All tokens of the genesis.
  public static let all = [wbtt, trx, usdd, usdt, bzz]

  private static func ofBTTC(_ symbol: String) -> TestToken {
    guard let token = Network.bttc.token(named: symbol) else {
      preconditionFailure("\(symbol) is not in the table of networks.")
    }
    return TestToken(token)
  }

  /// The token in whose unit an amount is written.
  ///
  /// - Throws: ``EmbeddedChainError/noToken(_:)`` for another unit, such as wei.
  public init(of amount: TokenAmount) throws(EmbeddedChainError) {
    guard let token = Self.all.first(where: { $0.denomination == amount.denomination }) else {
      throw .noToken(amount.denomination)
    }
    self = token
  }

  /// An amount of its smallest units.
  func amount(_ smallestUnits: UInt256) -> TokenAmount {
    TokenAmount(smallestUnits: smallestUnits, in: denomination)
  }
}

// MARK: - Amounts, as tests write them

extension TokenAmount {
  /// Whole coins of BTTC.
  public static func btt(_ whole: UInt64) -> TokenAmount { TokenAmount(whole: whole, .btt) }
  /// Whole wrapped BTT.
  public static func wbtt(_ whole: UInt64) -> TokenAmount { TokenAmount(whole: whole, .wbtt) }
  public static func trx(_ whole: UInt64) -> TokenAmount { TokenAmount(whole: whole, .trx) }
  public static func usdd(_ whole: UInt64) -> TokenAmount { TokenAmount(whole: whole, .usdd) }
  public static func usdt(_ whole: UInt64) -> TokenAmount { TokenAmount(whole: whole, .usdt) }
  /// Whole tokens of Swarm.
  public static func bzz(_ whole: UInt64) -> TokenAmount { TokenAmount(whole: whole, .bzz) }

  /// Wrapped BTT in decimals, such as `.wbtt("1.5")`; every other unit is read likewise by
  /// `TokenAmount(parsing: "1.5 TRX", in: .trx)`.
  ///
  /// - Throws: `AmountTextError`.
  public static func wbtt(_ decimal: String) throws(AmountTextError) -> TokenAmount {
    try TokenAmount(parsing: decimal, in: .wbtt, naming: [.wbtt])
  }

  private init(whole: UInt64, _ denomination: Denomination) {
    // At most 2^64 times 10^18, far below 2^256.
    self.init(smallestUnits: UInt256(whole) &* denomination.scale, in: denomination)
  }
}
