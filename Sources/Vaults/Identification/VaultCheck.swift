public import EVMBytecode
public import EVMPrimitives

/// A question that only the chain can answer, and what to read for it.
public struct VaultCheck: Hashable, Sendable {
  /// Whose state is read.
  public enum Subject: Hashable, Sendable {
    /// The vault, the clone whose code was given; its address is not part of its code.
    case vault
    /// A contract at a known address.
    case contract(Address)
  }

  /// What is read.
  public enum Reading: Hashable, Sendable {
    case code
    case storage(KnownStorageSlot)
    /// A storage slot with the compiler's number.
    case storageSlot(Int)
    /// A function without arguments, or with the vault's address as its only one.
    case call(String)
  }

  public let subject: Subject
  public let reading: Reading
  /// What the answer should be, and what another one means.
  public let expectation: String

  init(_ subject: Subject, _ reading: Reading, _ expectation: String) {
    self.subject = subject
    self.reading = reading
    self.expectation = expectation
  }
}

extension VaultCheck: CustomStringConvertible {
  public var description: String {
    let account =
      switch subject {
      case .vault: "the vault"
      case .contract(let address): address.checksummed
      }
    let place =
      switch reading {
      case .code: "the code of \(account)"
      case .storage(let slot): "storage slot \(slot.key) of \(account) (\(slot.name))"
      case .storageSlot(let number): "storage slot \(number) of \(account)"
      case .call(let signature): "\(signature) of \(account)"
      }
    return "\(place): \(expectation)"
  }
}
