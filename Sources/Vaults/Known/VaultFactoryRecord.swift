import EVMAccounts
public import EVMPrimitives

/// A factory that some release or commit of go-btfs or bee named, and what follows from its
/// address: the master that it creates first, and the code that all its vaults share.
///
/// The master is CREATE(factory, nonce 1), as a contract's nonce starts at one. That the factory
/// stands on the chain, and was created with the usual constructor, is not known from here.
public struct VaultFactoryRecord: Hashable, Sendable {
  public let chainID: UInt64
  public let factory: Address
  /// The address of the first contract that the factory creates.
  public let master: Address
  /// The Keccak-256 hash of the code of every vault of this factory: EIP-1167 over ``master``.
  public let cloneCodeHash: Hash256
  public let generation: VaultGeneration
  /// The name in a sentence, such as `factory V2`.
  public let label: String
  /// The first release of go-btfs that names the factory.
  public let release: String?
  /// The day of the first commit that names it, `YYYY-MM-DD`.
  public let since: String?
  /// Whether the newest releases use it.
  public let isCurrent: Bool

  init(
    _ chainID: UInt64, _ factory: String, master: String, code: String,
    _ generation: VaultGeneration, _ label: String, release: String? = nil,
    since: String? = nil, isCurrent: Bool = false
  ) {
    self.chainID = chainID
    self.factory = knownAddress(factory)
    self.master = knownAddress(master)
    // 64 digits each; a test computes every one of them again.
    cloneCodeHash = try! Hash256(hex: code)
    self.generation = generation
    self.label = label
    self.release = release
    self.since = since
    self.isCurrent = isCurrent
  }

  /// Who names the factory, such as `go-btfs 2.1.2 (2022-04-06)`.
  public var origin: String {
    switch (release, since) {
    case (let release?, let since?): "go-btfs \(release) (\(since))"
    case (let release?, nil): "go-btfs \(release)"
    case (nil, let since?): "a commit of go-btfs of \(since)"
    case (nil, nil): "bee"
    }
  }

  /// The factories whose clones point at `master`; one address may be on several chains.
  public static func withMaster(_ master: Address) -> [VaultFactoryRecord] {
    all.filter { $0.master == master }
  }

  /// The factories whose clones have this code hash.
  public static func withCloneCodeHash(_ hash: Hash256) -> [VaultFactoryRecord] {
    all.filter { $0.cloneCodeHash == hash }
  }

  /// The factories at this address.
  public static func at(_ factory: Address) -> [VaultFactoryRecord] {
    all.filter { $0.factory == factory }
  }
}

extension VaultFactoryRecord {
  /// The code of every vault of this factory: the 45 bytes of EIP-1167 over ``master``.
  public var cloneCode: [UInt8] {
    Self.cloneStart + master.bytes + Self.cloneEnd
  }

  /// The code that creates a vault.
  public var cloneCreationCode: [UInt8] {
    [0x3d, 0x60, 0x2d, 0x80, 0x60, 0x0a, 0x3d, 0x39, 0x81, 0xf3] + cloneCode
  }

  /// The address of the vault that `caller` gets from the factory for `salt`.
  ///
  /// The factory hashes the caller into the salt: CREATE2 with
  /// keccak256(abi.encode(caller, salt)). The issuer, the logic and the peer id are not part of it.
  public func vaultAddress(caller: Address, salt: Hash256) -> Address {
    let ownSalt = Keccak256.hash([UInt8](repeating: 0, count: 12) + caller.bytes + salt.bytes)
    return ContractAddress.create2(
      sender: factory, salt: ownSalt, initCodeHash: Keccak256.hash(cloneCreationCode))
  }

  private static let cloneStart: [UInt8] = [
    0x36, 0x3d, 0x3d, 0x37, 0x3d, 0x3d, 0x3d, 0x36, 0x3d, 0x73,
  ]
  private static let cloneEnd: [UInt8] = [
    0x5a, 0xf4, 0x3d, 0x82, 0x80, 0x3e, 0x90, 0x3d, 0x91, 0x60, 0x2b, 0x57, 0xfd, 0x5b, 0xf3,
  ]
}
