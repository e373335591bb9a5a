public import EVMPrimitives

/// A first look at code: its size, its hash, and what it is recognised as.
///
/// Total: every code has an answer, and "not known" is one. Nothing is run.
public struct CodeInspection: Hashable, Sendable {
  /// What code is recognised as.
  public enum Form: Hashable, Sendable {
    /// No code: the account is no contract.
    case empty
    /// A proxy: byte for byte a known one, or one by what its code does.
    case proxy(ProxyRecognition)
    /// Known creation code, and what the contract is that it leaves behind.
    case creation(CreationCode, of: DeployedForm)
    /// Creation code whose constructor was followed, and what the contract is that it leaves behind.
    case constructor(CreationLayout, of: DeployedForm)
    /// Known code that is no proxy.
    case neighbour(CodeNeighbour)
    /// None of the known templates, and no proxy as far as the code was followed; with what a linear
    /// sweep finds.
    case unknown(LinearSweep)
  }

  /// What the code is recognised as that creation code leaves behind.
  public enum DeployedForm: Hashable, Sendable {
    case empty
    case proxy(ProxyRecognition)
    case neighbour(CodeNeighbour)
    case unknown(LinearSweep)
  }

  /// The length in bytes.
  public let byteCount: Int
  /// The Keccak-256 hash.
  public let codeHash: Hash256
  public let form: Form
  /// The parts of the code.
  public let sections: CodeSections
  /// Which compiler wrote it, as far as that shows.
  public let compiler: CompilerFingerprint?

  /// Looks at the code of an account, or at the code that creates a contract.
  public init(_ code: Bytecode) {
    byteCount = code.count
    codeHash = code.hash
    sections = CodeSections(code)
    compiler = CompilerFingerprint(code, sections: sections)
    // What code creates is looked at before what it does: a constructor has no calldata to hand on.
    switch DeployedForm(templatesOf: code) {
    case .empty: form = .empty
    case .proxy(let proxy): form = .proxy(proxy)
    case .neighbour(let neighbour): form = .neighbour(neighbour)
    case .unknown(let sweep):
      if let creation = CreationCode(code) {
        form = .creation(creation, of: DeployedForm(creation.deployedCode(of: code)))
      } else if let creation = sections.creation {
        form = .constructor(creation, of: DeployedForm(creation.deployedCode(of: code)))
      } else if let proxy = ProxyRecognition(following: code) {
        form = .proxy(proxy)
      } else {
        form = .unknown(sweep)
      }
    }
  }

  /// What runs once the contract stands: the code itself, or what its constructor leaves behind.
  public func deployedCode(of code: Bytecode) -> Bytecode {
    switch form {
    case .creation(let creation, _): creation.deployedCode(of: code)
    case .constructor(let creation, _): creation.deployedCode(of: code)
    default: code
    }
  }

  /// The proxy that the code is, or that the creation code leaves behind.
  public var proxy: ProxyRecognition? {
    switch form {
    case .proxy(let proxy), .creation(_, of: .proxy(let proxy)),
      .constructor(_, of: .proxy(let proxy)):
      proxy
    default: nil
    }
  }

  /// One sentence: what the code is.
  public var summary: String {
    switch form {
    case .empty: "No code: an account without a contract, or one that is not created yet."
    case .proxy(let proxy): proxy.summary + "."
    case .neighbour(let neighbour): neighbour.description
    case .creation(let creation, let deployed):
      "\(creation) The contract is: \(deployed.summary)"
    case .constructor(let creation, let deployed):
      "\(creation) The contract is: \(deployed.summary)"
    case .unknown: DeployedForm.unknownSummary
    }
  }

  /// The hash of the code without the compiler's metadata at its end: equal for the same code from
  /// other source files. The code's own hash when it ends in none.
  public func hashWithoutMetadata(of code: Bytecode) -> Hash256 {
    guard case .metadata(let metadata)? = sections.sections.last?.kind else { return codeHash }
    return Keccak256.hash(Array(code.bytes[..<metadata.range.lowerBound]))
  }
}

extension CodeInspection.DeployedForm {
  init(_ code: Bytecode) {
    self.init(templatesOf: code)
    if case .unknown = self, let proxy = ProxyRecognition(following: code) { self = .proxy(proxy) }
  }

  /// By the bytes alone.
  fileprivate init(templatesOf code: Bytecode) {
    if code.isEmpty {
      self = .empty
    } else if let proxy = ProxyRecognition(template: code) {
      self = .proxy(proxy)
    } else if let neighbour = CodeNeighbour(code) {
      self = .neighbour(neighbour)
    } else {
      self = .unknown(LinearSweep(code))
    }
  }

  /// One sentence: what the code is.
  public var summary: String {
    switch self {
    case .empty: "no code."
    case .proxy(let proxy): proxy.summary + "."
    case .neighbour(let neighbour): neighbour.description
    case .unknown: Self.unknownSummary
    }
  }

  static let unknownSummary =
    "No proxy is recognised: neither by the bytes of a known make, nor by what runs when no function is called, as far as that was followed."
}
