public import EVMPrimitives

/// What a compiler wrote about itself and its sources behind code, as CBOR with its length.
///
/// - SeeAlso: [Solidity, "Encoding of the Metadata Hash in the Bytecode"](https://docs.soliditylang.org/en/latest/metadata.html)
public struct CodeMetadata: Hashable, Sendable {
  /// Who wrote it.
  public enum Compiler: Hashable, Sendable {
    /// solc; the version stands there since 0.5.9, as three bytes, or as text for a build that is
    /// no release.
    case solc(version: String?)
    case vyper(version: String)
  }

  /// What vyper writes since 0.3.10, at the end of creation code.
  public struct VyperLayout: Hashable, Sendable {
    /// Keccak-256 over the sources, since 0.4.1.
    public let integrity: Hash256?
    /// The bytes of the contract's code, data sections included, immutables not.
    public let runtimeByteCount: Int
    /// The data sections at the end of the contract's code, in order.
    public let dataByteCounts: [Int]
    /// The bytes of immutables that the constructor puts behind the contract's code.
    public let immutableByteCount: Int
  }

  public let compiler: Compiler
  /// All entries of the map, known or not, in order.
  public let entries: [CBOREntry]
  public let vyperLayout: VyperLayout?
  /// Where it stands: the CBOR and the two bytes of its length.
  public let range: Range<Int>

  /// The multihash of the metadata file in IPFS, 34 bytes, when it stands there.
  public var ipfs: [UInt8]? { bytes("ipfs", count: 34) }
  /// The same as it is written, a CIDv0: `Qm...`.
  public var ipfsCID: String? { ipfs.map { Base58.encode($0) } }
  /// The Swarm hash of the first kind, 32 bytes.
  public var bzzr0: Hash256? { bytes("bzzr0", count: 32).flatMap { try? Hash256($0) } }
  /// The Swarm hash of the second kind, 32 bytes.
  public var bzzr1: Hash256? { bytes("bzzr1", count: 32).flatMap { try? Hash256($0) } }
  /// Whether experimental features were on.
  public var isExperimental: Bool {
    entries.contains { $0.key == "experimental" && $0.value == .bool(true) }
  }
  /// Entries whose keys are not those of solc and vyper.
  public var unknownEntries: [CBOREntry] {
    entries.filter { !Self.knownKeys.contains($0.key) }
  }

  static let knownKeys: Set = ["ipfs", "bzzr0", "bzzr1", "solc", "experimental", "vyper"]

  private func bytes(_ key: String, count: Int) -> [UInt8]? {
    for entry in entries where entry.key == key {
      if case .bytes(let bytes) = entry.value, bytes.count == count { return bytes }
    }
    return nil
  }
}

extension CodeMetadata.Compiler: CustomStringConvertible {
  /// The name and version: `solc 0.8.20`, `vyper 0.3.10`.
  public var description: String {
    switch self {
    case .solc(let version): version.map { "solc \($0)" } ?? "solc before 0.5.9"
    case .vyper(let version): "vyper \(version)"
    }
  }
}

extension CodeMetadata: CustomStringConvertible {
  /// One line: the compiler and what else is known.
  public var description: String {
    var parts = [compiler.description]
    if let ipfsCID { parts.append("IPFS \(ipfsCID)") }
    if let bzzr0 { parts.append("Swarm bzzr0 \(bzzr0)") }
    if let bzzr1 { parts.append("Swarm bzzr1 \(bzzr1)") }
    if isExperimental { parts.append("experimental features") }
    if let vyperLayout {
      parts.append("\(counted(vyperLayout.runtimeByteCount, "byte")) of code")
      let data = vyperLayout.dataByteCounts.reduce(0) {
        $0.addingReportingOverflow($1).partialValue
      }
      if data > 0 { parts.append("\(data) of them data") }
      if vyperLayout.immutableByteCount > 0 {
        parts.append("\(counted(vyperLayout.immutableByteCount, "byte")) of immutables")
      }
      if let integrity = vyperLayout.integrity { parts.append("integrity \(integrity)") }
    }
    if !unknownEntries.isEmpty {
      parts.append("also \(unknownEntries.map { quoted($0.key) }.joined(separator: ", "))")
    }
    return parts.joined(separator: ", ") + "; \(counted(range.count, "byte"))"
  }
}
