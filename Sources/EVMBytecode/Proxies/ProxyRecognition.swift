public import EVMPrimitives

/// What is known of code that is a proxy: byte for byte a known one, or one by what its code does.
/// All of it follows from the code.
public struct ProxyRecognition: Hashable, Sendable {
  public let kind: ProxyKind
  /// The name for a reader, such as `EIP-1167 minimal proxy`.
  public let title: String
  /// The standard, library or compiler that the bytes come from; of a proxy that is known by what its
  /// code does, where its form is described.
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
  /// What following the code showed; nil where the bytes alone decided.
  public let flow: ProxyFlow?

  /// Recognises code; nil when it is no proxy.
  ///
  /// The bytes of known makes decide first, at the cost of a few comparisons. Other code that has an
  /// instruction to hand a call on is followed, as ``init(following:)`` does.
  public init?(_ code: Bytecode) {
    if let match = ProxyMatch(code.bytes), match.isWhole {
      self.init(match, of: code)
    } else {
      self.init(following: code)
    }
  }

  /// Recognises a proxy by its bytes alone; nil when it is of no known make.
  public init?(template code: Bytecode) {
    guard let match = ProxyMatch(code.bytes), match.isWhole else { return nil }
    self.init(match, of: code)
  }

  /// Recognises a proxy by what its code does, whatever its bytes; nil when a call that no function
  /// takes is not handed on with its whole calldata.
  ///
  /// Followed is what runs when no function is called, on formulas; nothing is executed. Costs a few
  /// hundred steps for code whose fallback refuses, and is bounded for any. A designator of EIP-7702
  /// is not code and cannot be followed.
  public init?(following code: Bytecode) {
    guard let search = ProxyFlowSearch(code) else { return nil }
    let form = ProxyForm(search)
    kind = form.kind
    title = form.title
    origin = form.origin
    release = nil
    target = search.target
    admin = search.admin
    omittedZeroBytes = 0
    codeByteCount = code.count
    trailing = nil
    appended = nil
    behaviours = search.behaviours
    defects =
      search.target.address == .zero
      ? [search.flow.functions.isEmpty ? .zeroTarget : .zeroFallbackTarget] : []
    codeHash = code.hash
    byteCount = code.count
    flow = search.flow
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
    flow = nil
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
