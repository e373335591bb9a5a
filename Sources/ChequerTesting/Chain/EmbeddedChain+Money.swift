public import EVMPrimitives
public import EmbeddedChain

extension EmbeddedChain {
  /// BTT that somebody has, from which gas is paid.
  public func balance(of holder: some HasAddress) -> TokenAmount {
    TokenAmount(smallestUnits: development.balance(of: holder.address), in: .btt)
  }

  /// Tokens that somebody has.
  ///
  /// - Throws: ``EmbeddedChainError`` when there is no token's contract.
  public func balance(
    of holder: some HasAddress, in token: TestToken
  ) throws(EmbeddedChainError) -> TokenAmount {
    token.amount(try ask(token, "balanceOf(address)(uint256)", holder.address))
  }

  /// Sets what somebody has in BTT, out of nothing.
  public func setBalance(_ balance: TokenAmount, of holder: some HasAddress) {
    development.setBalance(balance.smallestUnits, of: holder.address)
  }

  /// Sends tokens; they are a vault's as soon as they arrive, without an event of the vault.
  ///
  /// - Throws: ``EmbeddedChainError/failed(_:)`` when the sender has too few.
  @discardableResult
  public func transfer(
    _ amount: TokenAmount, from sender: TestAccount, to recipient: some HasAddress
  ) throws(EmbeddedChainError) -> SentTransaction {
    try send(
      from: sender, to: TestToken(of: amount), "transfer(address,uint256)", recipient.address,
      amount.smallestUnits
    ).succeeded()
  }

  /// Allows a contract to take so much of somebody's tokens, in the place of what was allowed before.
  ///
  /// - Throws: ``EmbeddedChainError/failed(_:)``.
  @discardableResult
  public func approve(
    _ amount: TokenAmount, from owner: TestAccount, for spender: some HasAddress
  ) throws(EmbeddedChainError) -> SentTransaction {
    try send(
      from: owner, to: TestToken(of: amount), "approve(address,uint256)", spender.address,
      amount.smallestUnits
    ).succeeded()
  }

  /// The token of a contract, with the symbol and decimals that it tells.
  ///
  /// - Throws: ``EmbeddedChainError`` when it tells none.
  public func token(at address: some HasAddress) throws(EmbeddedChainError) -> TestToken {
    if let known = TestToken.all.first(where: { $0.address == address.address }) { return known }
    let symbol: String = try ask(address, "symbol()(string)")
    let decimals: UInt8 = try ask(address, "decimals()(uint8)")
    do {
      return TestToken(address, in: try Denomination(symbol: symbol, decimals: Int(decimals)))
    } catch { throw .chain(.refused(error.description)) }
  }
}
