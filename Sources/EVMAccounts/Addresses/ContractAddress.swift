public import EVMPrimitives

/// The addresses that new contracts get.
public enum ContractAddress {
  /// The address of the contract that `sender` creates with `nonce`.
  ///
  /// An account's first transaction has nonce 0; a contract's first creation has nonce 1 (EIP-161).
  /// - Throws: ``ContractAddressError/nonceTooGreat`` for 2^64 - 1, which no creation can have.
  /// - SeeAlso: Yellow paper, equation 84; [EIP-2681](https://eips.ethereum.org/EIPS/eip-2681).
  public static func create(
    sender: Address, nonce: UInt64
  ) throws(ContractAddressError) -> Address {
    guard nonce < .max else { throw .nonceTooGreat }
    // RLP of a list of 20 bytes and a number, at most 31 bytes, so every header is one byte.
    return withUnsafeTemporaryAllocation(byteCount: 32, alignment: 8) { list in
      list[1] = 0x80 + 20
      sender.copyBytes(to: UnsafeMutableRawBufferPointer(rebasing: list[2..<22]))
      var end = 22
      if (1..<0x80).contains(nonce) {
        list[end] = UInt8(nonce)
        end += 1
      } else {
        let byteCount = (64 - nonce.leadingZeroBitCount + 7) / 8
        list[end] = 0x80 + UInt8(byteCount)
        end += 1
        for index in (0..<byteCount).reversed() {
          list[end] = UInt8(truncatingIfNeeded: nonce >> UInt64(8 * index))
          end += 1
        }
      }
      list[0] = 0xc0 + UInt8(end - 1)
      return Address(
        lastBytesOf: Keccak256.hash(UnsafeRawBufferPointer(rebasing: list[..<end])))
    }
  }

  /// The address of the contract that `sender` creates from init code with `salt`.
  ///
  /// - SeeAlso: [EIP-1014](https://eips.ethereum.org/EIPS/eip-1014)
  public static func create2(
    sender: Address, salt: Hash256, initCodeHash: Hash256
  ) -> Address {
    withUnsafeTemporaryAllocation(byteCount: 85, alignment: 8) { preimage in
      preimage[0] = 0xff
      sender.copyBytes(to: UnsafeMutableRawBufferPointer(rebasing: preimage[1..<21]))
      salt.copyBytes(to: UnsafeMutableRawBufferPointer(rebasing: preimage[21..<53]))
      initCodeHash.copyBytes(to: UnsafeMutableRawBufferPointer(rebasing: preimage[53..<85]))
      return Address(lastBytesOf: Keccak256.hash(UnsafeRawBufferPointer(preimage)))
    }
  }
}

/// Why a contract has no address.
public enum ContractAddressError: Error, Hashable, Sendable {
  /// The nonce 2^64 - 1.
  case nonceTooGreat
}

extension ContractAddressError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .nonceTooGreat:
      "The nonce is 18446744073709551615 (2^64 - 1), with which nothing can be created; the greatest is one less."
    }
  }
}
