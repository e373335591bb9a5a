public import EVMPrimitives

/// Code that stands beside the proxies: recognised for what it is, so that nobody takes it for one.
public enum CodeNeighbour: Hashable, Sendable {
  /// The bytes of an EIP-1167 proxy with a jump target that is wrong for their length.
  case brokenMinimalProxy(target: Address, jump: UInt8, expected: UInt8)
  /// `ef0100`, but not the 23 bytes of an EIP-7702 designator.
  case malformedDesignator(byteCount: Int)
  /// A container of the EVM Object Format (`ef00`).
  case objectFormat
  /// Code that begins with `ef` and is neither of the two; EIP-3541 lets none be deployed.
  case reserved(secondByte: UInt8?)
  /// The shim that CREATE3 deploys first: it creates a contract from its calldata.
  case create3Shim
  /// Creation code of the CREATE3 shim.
  case create3ShimCreation
  /// Creation code that asks its caller which code to take (`getImplementation()`, aaf10f42).
  case metamorphicCreation
  /// Creation code that asks its caller for creation code (`getInitializationCode()`, 57b9f523).
  case transientMetamorphicCreation
  /// Creation code kept on the chain for later use, behind a preamble.
  case blueprint(Blueprint)
  /// A Solidity library: it compares its own address with the one in its code, which is zero until
  /// the library is deployed.
  case library(Address)

  /// No EVM code at all.
  case foreign(ForeignCode)

  /// The preamble of ERC-5202.
  public struct Blueprint: Hashable, Sendable {
    /// The version, 0 to 63; only 0 is defined.
    public let version: UInt8
    /// The bytes between the preamble and the creation code; their meaning is the deployer's.
    public let data: Range<Int>
    /// Where the creation code stands.
    public let creationCode: Range<Int>
  }
}

extension CodeNeighbour: CustomStringConvertible {
  public var description: String {
    switch self {
    case .brokenMinimalProxy(let target, let jump, let expected):
      "The bytes of an EIP-1167 proxy of \(target) with a broken jump: it goes to offset \(jump), but its target is at offset \(expected); every successful call fails and spends all gas."
    case .malformedDesignator(let byteCount):
      "Begins like an EIP-7702 designator, but has \(counted(byteCount)) where a designator has 23."
    case .objectFormat:
      "An EVM Object Format container (ef00): another kind of code, which this reader does not know."
    case .reserved(let second):
      "Begins with ef\(second.map { Hex.encode([$0], prefix: false) } ?? ""): code that EIP-3541 lets nobody deploy, and no known format."
    case .create3Shim:
      "A CREATE3 shim: it creates a contract from whatever calldata it gets; no proxy."
    case .create3ShimCreation:
      "Creation code of a CREATE3 shim; no proxy."
    case .metamorphicCreation:
      "Metamorphic creation code: it asks its caller getImplementation() and takes that contract's code, so the code at one address can change after a SELFDESTRUCT where EIP-6780 is not in force."
    case .transientMetamorphicCreation:
      "Transient metamorphic creation code: it asks its caller getInitializationCode() and creates a contract from the answer."
    case .blueprint(let blueprint):
      "A blueprint (ERC-5202, version \(blueprint.version)): \(counted(blueprint.creationCode.count)) of creation code that do not run here; no proxy."
    case .foreign(let code): code.description
    case .library(.zero):
      "A Solidity library as the compiler leaves it: the place of its own address is still zero, so this is not its code on a chain; no proxy."
    case .library(let address):
      "A Solidity library deployed at \(address): it compares its own address with that one; no proxy."
    }
  }

  /// The name in the tool's JSON.
  public var name: String {
    switch self {
    case .brokenMinimalProxy: "broken-eip-1167"
    case .malformedDesignator: "malformed-eip-7702"
    case .objectFormat: "eof"
    case .reserved: "reserved"
    case .create3Shim: "create3-shim"
    case .create3ShimCreation: "create3-shim-creation"
    case .metamorphicCreation: "metamorphic-creation"
    case .transientMetamorphicCreation: "transient-metamorphic-creation"
    case .blueprint: "erc-5202-blueprint"
    case .foreign(let code): code.rawValue
    case .library: "solidity-library"
    }
  }
}
