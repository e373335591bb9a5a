public import EVMPrimitives

/// What slots and functions of other contracts are called.
public struct StorageNames: Sendable {
  private let layout: NamedStorageLayout?
  private let functions: @Sendable (Selector) -> String?

  /// - Parameters:
  ///   - layout: The layout that the contract is known to have.
  ///   - functions: The name of a function of another contract, without types.
  public init(
    _ layout: NamedStorageLayout? = nil,
    functions: @escaping @Sendable (Selector) -> String? = { _ in nil }
  ) {
    self.layout = layout
    self.functions = functions
  }

  func name(slot: UInt256, byte: Int) -> String {
    if slot.significantBitCount > 64 {
      return KnownStorageSlot.named(Hash256(slot))?.name ?? "slot \(Hash256(slot).hex)"
    }
    if let known = layout?.variables.first(where: { $0.slot == slot && $0.offset == byte }) {
      return known.name
    }
    return byte == 0 ? "slot \(slot)" : "slot \(slot) byte \(byte)"
  }

  /// Whether a variable of the layout is called so.
  func hasVariable(_ name: String) -> Bool {
    layout?.variables.contains { $0.name == name } == true
  }

  /// The name of another contract's function; that of balances is always known, as what a payment is
  /// bounded by depends on it.
  func function(_ selector: Selector) -> String {
    functions(selector) ?? (selector == Self.balanceOf ? "balanceOf" : selector.hex)
  }

  private static let balanceOf = Selector(rawValue: 0x70a0_8231)
}
