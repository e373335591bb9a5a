public import EVMBytecode
public import EVMPrimitives

/// Whether the way from a vault to its logic was followed to its end.
public enum ResolutionVerdict: Hashable, Sendable {
  /// The last hop is code that answers itself.
  case complete
  /// The way ends before that.
  case partial(Obstacle)

  /// Why the way to the logic ends.
  public enum Obstacle: Hashable, Sendable {
    /// There is no code at the vault's own address: it is an account without a contract, or one that
    /// was ended or is not deployed on this chain.
    case noContract
    /// A hop points to an address without code: every call succeeds and does nothing.
    case emptyCode(Address)
    /// The slot or beacon that should name the next hop names none.
    case noTarget(in: ProxySlot?)
    /// The way comes to a place where it has been.
    case loop(Address)
    /// There are more hops than are followed.
    case tooManyHops
    /// Where the code hands a call on depends on the call, or was not followed.
    case untraced(String)
    /// Some calls go elsewhere, when this holds.
    case divided(String)
    /// A hop answers functions itself, which so never reach the logic behind it: what decides on them
    /// is its code.
    case intercepted([Selector], by: Address)
    /// Who names the next hop gave no address.
    case noAnswer(from: Address)
  }
}

extension ResolutionVerdict: CustomStringConvertible {
  public var description: String {
    switch self {
    case .complete: "every hop was followed to the code that decides"
    case .partial(let obstacle): obstacle.description
    }
  }
}

extension ResolutionVerdict.Obstacle: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noContract: "there is no code at the address, so it is no contract on this chain"
    case .emptyCode(let address):
      "it runs the code at \(address), where there is none: every call succeeds and does nothing"
    case .noTarget(let slot):
      "no logic is set: \(slot.map { "the \($0.name)" } ?? "what should name it") is zero"
    case .loop(let address): "it leads back to \(address), so no call ever ends well"
    case .tooManyHops: "there are more than \(VaultResolver.hopLimit) hops"
    case .untraced(let formula): "where it hands calls on was not followed: \(formula)"
    case .divided(let condition): "some calls go to other code: those for which \(condition)"
    case .intercepted(let functions, let address):
      "\(address) answers some functions itself, which never reach the logic: \(functions.prefix(8).map(VaultFunctionNames.title).joined(separator: ", "))\(functions.count > 8 ? " and others" : "")"
    case .noAnswer(let address): "\(address), which should name the logic, names no address"
    }
  }

  /// The name in the tool's JSON.
  public var name: String {
    switch self {
    case .noContract: "no-contract"
    case .emptyCode: "empty-code"
    case .noTarget: "no-target"
    case .loop: "loop"
    case .tooManyHops: "too-many-hops"
    case .untraced: "untraced"
    case .divided: "divided"
    case .intercepted: "intercepted"
    case .noAnswer: "no-answer"
    }
  }
}
