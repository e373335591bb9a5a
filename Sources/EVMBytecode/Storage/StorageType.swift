public import EVMABI

/// The type of a variable in storage, as far as code shows it.
public indirect enum StorageType: Hashable, Sendable {
  /// A value of up to 32 bytes; of `bytes` and `string` the short form and the length.
  case value(ABIType)
  case mapping(key: ABIType, value: StorageType)
  /// `T[]`.
  case array(StorageType)
  /// `T[N]`; the count is nil where no check tells it.
  case fixedArray(StorageType, count: Int?)
  /// A struct's members that were seen, in order.
  case structure([StorageType])
}

extension StorageType: CustomStringConvertible {
  /// The type as Solidity writes it: `mapping(address => (uint256,bool))`; `T[?]` where a count is not
  /// known.
  public var description: String {
    switch self {
    case .value(let type): type.description
    case .mapping(let key, let value): "mapping(\(key) => \(value))"
    case .array(let element): "\(element)[]"
    case .fixedArray(let element, let count): "\(element)[\(count.map(String.init) ?? "?")]"
    case .structure(let members): "(" + members.map(\.description).joined(separator: ",") + ")"
    }
  }
}
