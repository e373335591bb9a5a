/// A part of code.
public struct CodeSection: Hashable, Sendable {
  /// What a part is.
  public enum Kind: Hashable, Sendable {
    /// The constructor, which runs once.
    case initCode
    /// Code that runs when the contract is called.
    case runtimeCode
    /// Another contract's creation code, which this code copies: with metadata of its own.
    case embeddedCode
    /// Bytes that this code reads and never runs: vyper's jump tables and what stands behind them.
    case data
    /// A compiler's metadata.
    case metadata(CodeMetadata)
    /// Bytes behind creation code that its constructor reads.
    case constructorArguments
    /// Bytes behind creation code that nothing is known to read.
    case unread
  }

  public let kind: Kind
  public let range: Range<Int>
  /// How it is known that the part begins and ends there.
  public let evidence: String

  /// Whether its bytes are read as instructions.
  public var isCode: Bool {
    switch kind {
    case .initCode, .runtimeCode, .embeddedCode: true
    case .data, .metadata, .constructorArguments, .unread: false
    }
  }

  /// The name in the tool's JSON.
  public var name: String {
    switch kind {
    case .initCode: "init"
    case .runtimeCode: "runtime"
    case .embeddedCode: "embedded"
    case .data: "data"
    case .metadata: "metadata"
    case .constructorArguments: "arguments"
    case .unread: "unread"
    }
  }
}

extension CodeSection: CustomStringConvertible {
  /// One line: where, what, and how it is known.
  public var description: String {
    let title =
      switch kind {
      case .initCode: "constructor"
      case .runtimeCode: "code"
      case .embeddedCode: "embedded contract"
      case .data: "data"
      case .metadata(let metadata): "metadata: \(metadata)"
      case .constructorArguments: "constructor arguments"
      case .unread: "bytes that nothing is known to read"
      }
    return
      "\(range.lowerBound)..<\(range.upperBound) \(title)\(evidence.isEmpty ? "" : " (\(evidence))")"
  }
}
