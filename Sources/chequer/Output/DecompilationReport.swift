import EVMABI
import EVMBytecode
import EVMPrimitives
import ExactJSON

/// Decompiled functions for people and programs.
struct DecompilationReport {
  private let functions: [DecompiledFunction]
  private let isComplete: Bool
  private let output: OutputOptions

  /// - Parameter function: A selector, a name, a signature, `receive` or `fallback`; nil for all.
  init(_ code: Bytecode, names: SignatureBook, function: String?, output: OutputOptions) throws {
    let deployed = CodeInspection(code).deployedCode(of: code)
    let storage = StorageReport(deployed, names: names)
    let decompilation = Decompilation(
      deployed, names: names, storage: storage.known.map(LayoutNaming.init))
    self.output = output
    guard let function else {
      functions = decompilation.functions
      isComplete = decompilation.isComplete
      return
    }
    functions = decompilation.functions.filter { $0.isCalled(function) }
    isComplete = functions.allSatisfy { $0.verdict == .complete }
    guard !functions.isEmpty else {
      throw Failure(
        .noInput,
        "The code has no function \(function); chequer selectors lists those that it has.")
    }
  }

  // MARK: - For people

  func text(showsOffsets: Bool) -> String {
    guard !functions.isEmpty else { return "No code runs here: there is nothing to decompile." }
    var text = functions.map { self.text($0, showsOffsets: showsOffsets) }
      .joined(separator: "\n\n")
    if !isComplete {
      text += "\n\n" + colored("// Not complete: see the functions marked so.", .comment)
    }
    return text
  }

  private func text(_ function: DecompiledFunction, showsOffsets: Bool) -> String {
    let statements = function.statements.filter { showsOffsets || !$0.isHidden }
    let margin = showsOffsets ? statements.map { offsets($0).count }.max() ?? 0 : 0
    func line(_ place: String, _ text: String) -> String {
      guard showsOffsets else { return text }
      let padding = String(repeating: " ", count: margin - place.count)
      return colored(place + padding, .comment) + "  " + text
    }
    var lines: [String] = []
    var comments: [String] = []
    if case .function(let selector) = function.entry { comments.append(selector.hex) }
    if case .partial(let reason) = function.verdict { comments.append("partial: \(reason)") }
    let comment =
      comments.isEmpty ? "" : colored(" // \(comments.joined(separator: ", "))", .comment)
    lines.append(line("", output.heading(function.head) + " {" + comment))
    var depth = 0
    for (index, statement) in statements.enumerated() {
      let isElse = statement.text.hasPrefix("else")
      while depth > statement.depth {
        depth -= 1
        if depth == statement.depth, isElse { break }
        lines.append(line("", indentation(depth) + "}"))
      }
      let head = isElse ? "} " : ""
      let opens = statement.opens
      // A block without a visible statement is closed at once.
      let isEmpty =
        opens && (index + 1 == statements.count || statements[index + 1].depth <= statement.depth)
      let tail = opens ? (isEmpty ? " {}" : " {") : statement.text.hasSuffix(":") ? "" : ";"
      lines.append(
        line(
          offsets(statement),
          indentation(statement.depth) + head + colored(statement.text) + tail))
      depth = opens && !isEmpty ? statement.depth + 1 : statement.depth
    }
    while depth > 0 {
      depth -= 1
      lines.append(line("", indentation(depth) + "}"))
    }
    lines.append(line("", "}"))
    return lines.joined(separator: "\n")
  }

  private func indentation(_ depth: Int) -> String { String(repeating: "  ", count: depth + 1) }

  private func offsets(_ statement: DecompiledStatement) -> String {
    let texts = statement.places.map { range in
      let start = String(range.lowerBound, radix: 16)
      let end = String(range.upperBound - 1, radix: 16)
      return start == end ? start : "\(start)-\(end)"
    }
    return texts.count > 3
      ? texts.prefix(2).joined(separator: " ") + " +\(texts.count - 2)"
      : texts.joined(separator: " ")
  }

  // MARK: - Colour

  private enum Role: String {
    case comment = "2", keyword = "34", text = "32"
  }

  private func colored(_ text: String, _ role: Role) -> String {
    output.usesColor ? "\u{1b}[\(role.rawValue)m\(text)\u{1b}[0m" : text
  }

  private static let keywords: Set<Substring> = [
    "if", "else", "while", "return", "revert", "require", "emit", "break", "continue", "goto",
  ]

  /// A statement with its first word coloured.
  private func colored(_ text: String) -> String {
    guard output.usesColor else { return text }
    let word = text.prefix { $0.isLetter }
    guard Self.keywords.contains(word) else { return text }
    return colored(String(word), .keyword) + text.dropFirst(word.count)
  }

  // MARK: - For programs

  /// An object of the functions and whether they are complete.
  var json: JSON {
    ["functions": .array(functions.map(json)), "complete": .bool(isComplete)]
  }

  private func json(_ function: DecompiledFunction) -> JSON {
    var members: [JSON.Member] = []
    switch function.entry {
    case .function(let selector):
      members.append(JSON.Member("selector", .string(selector.hex)))
    case .receive: members.append(JSON.Member("special", .string("receive")))
    case .fallback: members.append(JSON.Member("special", .string("fallback")))
    }
    if let signature = function.signature {
      members.append(JSON.Member("signature", .string(signature)))
    }
    members += [
      JSON.Member(
        "arguments", .string(function.arguments.map(\.description).joined(separator: ","))),
      JSON.Member("mutability", .string(function.mutability.rawValue)),
    ]
    switch function.verdict {
    case .complete: members.append(JSON.Member("verdict", .string("complete")))
    case .partial(let reason):
      members.append(JSON.Member("verdict", .string("partial")))
      members.append(JSON.Member("reason", .string(reason)))
    }
    members.append(JSON.Member("text", .string(plainText(function))))
    members.append(
      JSON.Member("statements", .array(function.statements.map(json))))
    return .object(members)
  }

  private func plainText(_ function: DecompiledFunction) -> String {
    var plain = self.output
    plain.noColor = true
    return DecompilationReport(plain).text(function, showsOffsets: false)
  }

  private init(_ output: OutputOptions) {
    functions = []
    isComplete = true
    self.output = output
  }

  private func json(_ statement: DecompiledStatement) -> JSON {
    var members = [
      JSON.Member("text", .string(statement.text)),
      JSON.Member("depth", .integer(statement.depth)),
      JSON.Member("pcs", .array(statement.offsets.map { .integer($0) })),
    ]
    if statement.isHidden { members.append(JSON.Member("hidden", .bool(true))) }
    return .object(members)
  }
}

extension DecompiledFunction {
  /// Whether somebody means this function by a selector, a name or a signature.
  fileprivate func isCalled(_ text: String) -> Bool {
    switch entry {
    case .receive: return text == "receive"
    case .fallback: return text == "fallback"
    case .function(let selector):
      if selector.hex == text.lowercased() || selector.hex.dropFirst(2) == text.lowercased() {
        return true
      }
      guard let signature else { return false }
      return signature == text || signature.prefix { $0 != "(" } == text
    }
  }
}
