public import EVMPrimitives
public import EmbeddedChain

/// What money can be sent to or asked for: an address, or what has one, so that a test names the
/// account and not its address.
public protocol HasAddress: Sendable {
  var address: Address { get }
}

extension Address: HasAddress {
  public var address: Address { self }
}

extension TestAccount: HasAddress {}
