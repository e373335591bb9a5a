public import EVMPrimitives

/// The deployed code of a vault factory as go-btfs carries it, known by its hash.
///
/// On start a node fetches its factory's code and demands that it equals the one it carries.
public struct FactoryCode: Hashable, Sendable {
  /// The Keccak-256 hash of the whole code, the compiler's metadata included.
  public let codeHash: Hash256
  public let byteCount: Int
  /// The day of go-btfs's first commit with this code, `YYYY-MM-DD`.
  public let since: String
  /// The Solidity compiler's version, from the metadata.
  public let compiler: String
  /// The function that creates a vault.
  public let deploySignature: String
  /// The storage slot of the token's address.
  public let tokenSlot: Int
  /// The storage slot of the master's address.
  public let masterSlot: Int
  /// The factory's name where the code was released: `factory V1` or `factory V2`.
  public let label: String?

  init(
    _ codeHash: String, _ byteCount: Int, _ since: String, solc: String, deploy: String,
    tokenSlot: Int, masterSlot: Int, label: String? = nil
  ) {
    self.codeHash = try! Hash256(hex: codeHash)
    self.byteCount = byteCount
    self.since = since
    compiler = solc
    deploySignature = deploy
    self.tokenSlot = tokenSlot
    self.masterSlot = masterSlot
    self.label = label
  }

  /// The factory code with this hash.
  public static func withCodeHash(_ hash: Hash256) -> FactoryCode? {
    all.first { $0.codeHash == hash }
  }
}

extension FactoryCode: CustomStringConvertible {
  public var description: String {
    "vault factory code of go-btfs, \(label.map { "\($0), " } ?? "")first committed \(since), solc \(compiler), creates vaults by \(deploySignature)"
  }
}
