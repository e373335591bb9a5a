public import EVMPrimitives

/// Data for one contract that checks the signature: EIP-191's version 0x00, "data with intended
/// validator".
///
/// What is signed is `0x19 0x00`, the contract's 20 bytes, and the data.
public struct ValidatorMessage: AccountMessage {
  /// The contract for which the signature is meant.
  public let validator: Address
  public let data: [UInt8]

  public init(validator: Address, data: [UInt8]) {
    self.validator = validator
    self.data = data
  }

  public var signedBytes: [UInt8] { [0x19, 0x00] + validator.bytes + data }
}
