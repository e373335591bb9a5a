public import EVMPrimitives

/// What a contract offers: its functions, events, errors, constructor, fallback and receive.
///
/// ```swift
/// let token = try ContractInterface(humanReadable: [
///   "function balanceOf(address) view returns (uint256)",
///   "event Transfer(address indexed from, address indexed to, uint256 value)",
/// ])
/// let calldata = try token.function("balanceOf").calldata(vault)
/// ```
public struct ContractInterface: Hashable, Sendable {
  /// The entries in the order in which they were given.
  public var items: [InterfaceItem]

  public init(_ items: [InterfaceItem] = []) { self.items = items }

  public var functions: [ABIFunction] {
    items.compactMap { if case .function(let function) = $0 { function } else { nil } }
  }

  public var events: [ABIEvent] {
    items.compactMap { if case .event(let event) = $0 { event } else { nil } }
  }

  public var errors: [ABIErrorDefinition] {
    items.compactMap { if case .error(let error) = $0 { error } else { nil } }
  }

  public var constructor: ABIConstructor? {
    items.lazy.compactMap {
      if case .constructor(let constructor) = $0 { constructor } else { nil }
    }
    .first
  }

  /// The functions with a selector: one, unless two collide.
  public func functions(_ selector: Selector) -> [ABIFunction] {
    functions.filter { $0.selector == selector }
  }

  /// The events that are not anonymous with a first topic.
  public func events(_ topic: Hash256) -> [ABIEvent] {
    events.filter { !$0.isAnonymous && $0.topic == topic }
  }

  /// The errors with a selector.
  public func errors(_ selector: Selector) -> [ABIErrorDefinition] {
    errors.filter { $0.selector == selector }
  }
}

// MARK: - Overloads

extension ContractInterface {
  /// The function of a name, or of a signature such as `transfer(address,uint256)`, which tells
  /// overloads apart.
  ///
  /// - Throws: ``ContractInterfaceError`` when there is none, or the name alone has several.
  public func function(_ nameOrSignature: String) throws(ContractInterfaceError) -> ABIFunction {
    try one(named: nameOrSignature) { _ in true }
  }

  /// The overload of a function that takes these arguments.
  ///
  /// - Throws: ``ContractInterfaceError`` when none takes them, or more than one does.
  public func function(
    _ nameOrSignature: String, taking arguments: [ABIValue]
  ) throws(ContractInterfaceError) -> ABIFunction {
    try one(named: nameOrSignature) { (try? $0.calldata(arguments: arguments)) != nil }
  }

  /// The overload of a function for which `accepts` is true, such as one that can read arguments
  /// that are still text.
  ///
  /// - Throws: ``ContractInterfaceError`` when it is none, or more than one.
  public func function(
    _ nameOrSignature: String, where accepts: (ABIFunction) -> Bool
  ) throws(ContractInterfaceError) -> ABIFunction {
    try one(named: nameOrSignature, where: accepts)
  }

  private func one(
    named name: String, where accepts: (ABIFunction) -> Bool
  ) throws(ContractInterfaceError) -> ABIFunction {
    let named: [ABIFunction]
    if name.contains("(") {
      let wanted: ABIFunction
      do { wanted = try ABIFunction(name) } catch { throw .signature(error) }
      named = functions.filter { $0.signature == wanted.signature }
    } else {
      named = functions.filter { $0.name == name }
    }
    guard !named.isEmpty else {
      throw .unknownFunction(name, known: functions.map(\.signature))
    }
    let accepting = named.filter(accepts)
    switch accepting.count {
    case 1: return accepting[0]
    case 0: throw .noOverload(name, candidates: named.map(\.signature))
    default: throw .ambiguous(name, candidates: accepting.map(\.signature))
    }
  }
}

// MARK: - Human-readable ABI

extension ContractInterface {
  /// The interface of lines in human-readable form; see ``InterfaceItem/init(parsing:)``.
  ///
  /// - Throws: ``ContractInterfaceError/line(_:number:)`` with the line, counted from one.
  public init(humanReadable lines: [String]) throws(ContractInterfaceError) {
    items = []
    for (index, line) in lines.enumerated() {
      do { items.append(try InterfaceItem(parsing: line)) } catch {
        throw .line(error, number: index + 1)
      }
    }
  }

  /// The interface of a text with one entry a line; empty lines and comments (`//`, `#`) are left out.
  ///
  /// - Throws: ``ContractInterfaceError/line(_:number:)`` with the line, counted from one.
  public init(parsing text: some StringProtocol) throws(ContractInterfaceError) {
    items = []
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, line) in lines.enumerated() {
      let line = line.drop { $0.isWhitespace }
      if line.isEmpty || line.hasPrefix("//") || line.hasPrefix("#") { continue }
      do { items.append(try InterfaceItem(parsing: line)) } catch {
        throw .line(error, number: index + 1)
      }
    }
  }

  /// The entries in human-readable form, one a line.
  public var humanReadable: [String] { items.map(\.description) }
}

/// Why a text is not an interface, or an interface has no such function.
public enum ContractInterfaceError: Error, Hashable, Sendable {
  /// A line that is no entry.
  case line(ABITypeError, number: Int)
  /// A signature that was asked for and is none.
  case signature(ABITypeError)
  case unknownFunction(String, known: [String])
  /// Overloads, none of which takes the arguments.
  case noOverload(String, candidates: [String])
  /// Several overloads that fit.
  case ambiguous(String, candidates: [String])
}

extension ContractInterfaceError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .line(let error, let number): "Line \(number) is no entry of an interface: \(error)"
    case .signature(let error): error.description
    case .unknownFunction(let name, let known):
      "The interface has no function \(quoted(name)); it has \(list(known))."
    case .noOverload(let name, let candidates):
      "The arguments fit no function \(quoted(name)); there \(candidates.count == 1 ? "is" : "are") \(list(candidates))."
    case .ambiguous(let name, let candidates):
      "Several functions fit \(quoted(name)): \(list(candidates)); give the whole signature of one."
    }
  }

  private func list(_ signatures: [String]) -> String {
    guard !signatures.isEmpty else { return "none" }
    let shown = signatures.prefix(12).joined(separator: ", ")
    return signatures.count > 12 ? "\(shown) and \(signatures.count - 12) more" : shown
  }
}
