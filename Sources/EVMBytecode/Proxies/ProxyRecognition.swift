public import EVMPrimitives

/// What is known of code that is, byte for byte, a known proxy. All of it follows from the bytes.
public struct ProxyRecognition: Hashable, Sendable {
  public let kind: ProxyKind
  /// The name for a reader, such as `EIP-1167 minimal proxy`.
  public let title: String
  /// The standard, library or compiler that the bytes come from.
  public let origin: String
  /// The release that has exactly this code, where it is known: Safe proxies only.
  public let release: String?
  /// Where the code comes from that runs.
  public let target: ProxyTarget
  /// An address in the code that may change what the proxy does.
  public let admin: Address?
  /// How many leading zero bytes of the address in the code are left away (`vanity` addresses).
  public let omittedZeroBytes: Int
  /// How many bytes the proxy's own code has; what follows cannot run.
  public let codeByteCount: Int
  /// What stands behind the proxy's own code.
  public let trailing: TrailingBytes?
  /// What is appended to the calldata.
  public let appended: AppendedCalldata?
  /// Where the rules of the make are broken.
  public let defects: [ProxyDefect]
  /// What the proxy does besides handing the call on.
  public let behaviours: [ProxyBehaviour]
  /// The Keccak-256 hash of the whole code.
  public let codeHash: Hash256
  /// The length of the whole code.
  public let byteCount: Int

  /// Recognises code; nil when it is no known proxy.
  ///
  /// Costs a few comparisons for other code, and a hash of the code when it is one.
  public init?(_ code: Bytecode) {
    guard let match = ProxyMatch(code.bytes), match.isWhole else { return nil }
    self.init(match, of: code)
  }

  init(_ match: ProxyMatch, of code: Bytecode) {
    let template = match.template
    let parts = ProxyTail(match, code.bytes)
    let admin = match.address(.admin, in: code.bytes)
    var behaviours = template.behaviours
    if let admin { behaviours.append(.adminWritesAnySlot(admin)) }
    if let appended = parts.appended, appended.passedByteCount > 0 {
      behaviours.append(.appendsToCalldata(byteCount: appended.passedByteCount))
    }
    codeHash = code.hash
    byteCount = code.count
    kind = parts.trailing?.tokenBoundAccount == nil ? template.kind : .erc6551
    title = kind == .erc6551 ? "ERC-6551 token-bound account" : template.title
    origin = kind == .erc6551 ? "ERC-6551 registry" : template.origin
    release = SafeRelease.named(codeHash)
    target = match.target(in: code.bytes)
    self.admin = admin
    omittedZeroBytes = match.omittedZeroBytes
    codeByteCount = match.pattern.count
    trailing = parts.trailing
    appended = parts.appended
    self.behaviours = behaviours
    defects = parts.defects + (target.address == .zero ? [.zeroTarget] : [])
  }
}

/// The releases of the Safe proxy, told apart by the compiler's metadata.
private enum SafeRelease {
  static func named(_ codeHash: Hash256) -> String? {
    releases.first { $0.codeHash == codeHash }?.version
  }

  private static let releases: [(codeHash: Hash256, version: String)] = [
    ("aea7d4252f6245f301e540cfbee27d3a88de543af8e49c5c62405d5499fab7e5", "1.1.1"),
    ("b89c1b3bdf2cf8827818646bce9a8f6e372885f8c55e5c07acbd307cb133b000", "1.3.0"),
    ("d7d408ebcd99b2b70be43e20253d6d92a8ea8fab29bd3be7f55b10032331fb4c", "1.4.1"),
  ].map { (try! Hash256(hex: $0), $1) }
}
