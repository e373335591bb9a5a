public import EVMPrimitives

/// Code that runs once, in the transaction that creates a contract, and leaves the contract's code
/// behind: a known prefix with the contract's code after it.
public struct CreationCode: Hashable, Sendable {
  /// The prefix, such as `EIP-1167 creation code`.
  public let title: String
  /// The library or compiler that writes the prefix.
  public let origin: String
  /// Where the contract's code stands in the creation code.
  public let runtime: Range<Int>
  /// How many bytes the prefix says the contract's code has; more than there are end in zeros.
  public let statedByteCount: Int
  /// The address that the prefix writes to the ERC-1967 implementation slot.
  public let initialImplementation: Address?

  /// Whether the contract's code is all there.
  public var isComplete: Bool { runtime.count == statedByteCount }

  /// How many bytes stand behind the contract's code; the prefix does not read them.
  public let unreadByteCount: Int

  /// Recognises creation code; nil when its prefix is not known.
  public init?(_ code: Bytecode) {
    let span = code.bytes.span
    let head = CodeHead.load(span)
    guard
      let prefix = CreationPrefix.all.first(where: { $0.pattern.matches(span, codeHead: head) })
    else { return nil }
    let start = prefix.pattern.count
    let available = code.count - start
    let lengths = prefix.pattern.ranges(.length).map { range in
      code.bytes[range].reduce(0) { $0 << 8 | Int($1) }
    }
    // A prefix that names the length twice copies one number of bytes and returns the other.
    let stated = lengths.last ?? available
    guard lengths.allSatisfy({ $0 == stated }), available > 0 else { return nil }
    title = prefix.title
    origin = prefix.origin
    runtime = start..<start + min(stated, available)
    statedByteCount = stated
    unreadByteCount = available - runtime.count
    initialImplementation = prefix.pattern.ranges(.target).first.flatMap {
      try? Address(code.bytes[$0])
    }
  }

  /// The code that the contract will have: what is missing is zero bytes.
  ///
  /// At most 65,535 bytes are added, as the prefixes hold the length in at most two bytes.
  public func deployedCode(of code: Bytecode) -> Bytecode {
    let part = Array(code.bytes[runtime])
    let padded = part + repeatElement(0, count: statedByteCount - part.count)
    return (try? Bytecode(padded)) ?? Bytecode(partOf: code, runtime)
  }
}

/// A row of the table of prefixes; `{length n}` holds the length of the contract's code.
private struct CreationPrefix: Sendable {
  let title: String
  let origin: String
  let pattern: CodePattern

  init(_ title: String, origin: String, _ pattern: String) {
    self.title = title
    self.origin = origin
    self.pattern = CodePattern(pattern)
  }

  static let all = [
    CreationPrefix(
      "EIP-1167 creation code", origin: "ERC-1167, OpenZeppelin Clones, ERC-6551 registry",
      "3d60{length 1}80600a3d3981f3"),
    CreationPrefix(
      "Vyper or 0age creation code", origin: "Vyper from 0.2.9, Solady LibClone.clone",
      "60{length 1}3d8160093d39f3"),
    CreationPrefix(
      "Solady PUSH0 creation code", origin: "Solady LibClone.clone_PUSH0",
      "60{length 1}5f8160095f39f3"),
    CreationPrefix(
      "ERC-7511 creation code", origin: "ERC-7511", "60{length 1}8060095f395ff3"),
    CreationPrefix(
      "old Vyper creation code", origin: "Vyper before 0.2.9, create_forwarder_to",
      "60{length 1}600c60003960{length 1}6000f3"),
    CreationPrefix(
      "creation code of a clone with arguments",
      origin: "clones-with-immutable-args, OpenZeppelin Clones, Solady",
      "61{length 2}3d81600a3d39f3"),
    CreationPrefix(
      "ERC-3448 creation code", origin: "ERC-3448", "600b380380600b3d393df3"),
    CreationPrefix(
      "Solady ERC-1967 creation code", origin: "Solady LibClone.deployERC1967",
      "60{length 1}3d8160223d3973{target 20}60095155f3"),
    CreationPrefix(
      "Solady ERC-1967 creation code with arguments", origin: "Solady LibClone.deployERC1967",
      "61{length 2}3d8160233d3973{target 20}60095155f3"),
  ]
}

extension CreationCode: CustomStringConvertible {
  public var description: String {
    var text =
      "Not the code of a contract but what creates one: \(title) (\(origin)), which leaves \(counted(statedByteCount))"
    if !isComplete {
      text += ", of which \(runtime.count) are there and the rest become zeros"
    }
    if unreadByteCount > 0 { text += "; \(counted(unreadByteCount)) behind them are not read" }
    if let initialImplementation {
      text += "; the ERC-1967 implementation slot is set to \(initialImplementation)"
    }
    return text + "."
  }
}
