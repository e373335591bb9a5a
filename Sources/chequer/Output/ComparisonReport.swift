import EVMABI
import EVMBytecode
import EVMPrimitives
import ExactJSON

/// What a comparison found, for people.
struct ComparisonReport {
  let comparison: CodeComparison
  let names: SignatureBook

  init(_ comparison: CodeComparison, names: SignatureBook) {
    self.comparison = comparison
    self.names = names
  }

  func text(_ output: OutputOptions) -> String {
    var blocks = [output.heading(verdict)]
    if !comparison.isSame, let table { blocks.append(table) }
    let identical = comparison.parts.filter { $0.verdict == .identical }.map { name($0.part) }
    if !comparison.isSame, !identical.isEmpty {
      blocks.append("Identical: \(identical.joined(separator: ", "))")
    }
    blocks.append(originTable)
    if let list = surroundings { blocks.append(list) }
    if let constants = constantLines {
      blocks.append(
        InspectionReport.list(output.heading("Numbers that differ, A then B:"), constants))
    }
    blocks += differences(output)
    if !comparison.isComplete {
      blocks.append("The comparison is not complete: not all that can run was followed or kept.")
    }
    return blocks.joined(separator: "\n\n")
  }

  /// One sentence.
  var verdict: String {
    let likeness = "\(comparison.similarity) of the instructions are equal"
    if comparison.isSame {
      return comparison.a.inspection.codeHash == comparison.b.inspection.codeHash
        ? "The codes are the same, byte for byte."
        : "The codes are the same but for metadata, places of blocks and what does not run."
    }
    if let a = comparison.a.inspection.proxy, let b = comparison.b.inspection.proxy,
      a.title == b.title, a.target != b.target
    {
      return "The codes are the same proxy (\(a.title)) with other targets."
    }
    if comparison.hasSameSkeleton {
      return comparison.similarity.isWhole
        ? "The contracts are the same; what stands around them differs."
        : "The contracts have the same instructions; what may be immutables differs (\(likeness))."
    }
    let logic = comparison.parts.allSatisfy { part in
      switch part.verdict {
      case .identical, .otherConstants: true
      case .changed, .onlyInA, .onlyInB: false
      }
    }
    return logic
      ? "The contracts have the same logic with other numbers (\(likeness))."
      : "The contracts differ (\(likeness))."
  }

  /// The parts that differ, a line each.
  private var table: String? {
    var rows: [[String]] = []
    for part in comparison.parts where part.verdict != .identical {
      let result =
        switch part.verdict {
        case .identical: ""
        case .otherConstants(let list):
          part.hasSameSkeleton
            ? "same, \(number(list.count, "other word"))"
            : "same logic, \(number(list.count, "other number"))"
        case .changed: "changed"
        case .onlyInA: "only in A"
        case .onlyInB: "only in B"
        }
      let isInBoth = part.offsetA != nil && part.offsetB != nil
      rows.append([
        result, isInBoth ? part.similarity.description : "", part.offsetA.map(place) ?? "-",
        part.offsetB.map(place) ?? "-", name(part.part),
      ])
    }
    guard !rows.isEmpty else { return nil }
    return Self.columns([["", "similar", "A", "B", "part"]] + rows)
  }

  static func columns(_ rows: [[String]]) -> String {
    let count = rows.map(\.count).max() ?? 0
    let widths = (0..<count).map { column in
      rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
    }
    return rows.map { row in
      var line = ""
      for (column, cell) in row.enumerated() {
        line += cell
        if column + 1 < row.count {
          line += String(repeating: " ", count: widths[column] - cell.count + 2)
        }
      }
      return line
    }.joined(separator: "\n")
  }

  private func number(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }

  func place(_ offset: Int) -> String { "0x" + String(offset, radix: 16) }

  /// A function's known signature, or the selector alone.
  func name(_ part: CodePart) -> String {
    guard case .function(let selector) = part else { return part.description }
    return names.functions(selector).first.map { "\(selector) \($0.signature)" } ?? selector.hex
  }

  // MARK: - Around the code

  /// Size, hashes and compilers of both.
  private var originTable: String {
    let (a, b) = (comparison.a, comparison.b)
    var rows = [["", "A", "B"]]
    func add(_ title: String, _ values: (CodeComparison.Side) -> String) {
      let (left, right) = (values(a), values(b))
      rows.append(left == right ? [title, "\(left) (both)"] : [title, left, right])
    }
    add("size") { "\($0.inspection.byteCount) bytes" }
    add("code hash") { $0.inspection.codeHash.hex }
    if [a, b].contains(where: { $0.hashWithoutMetadata != $0.inspection.codeHash }) {
      add("without metadata") { $0.hashWithoutMetadata.hex }
    }
    add("skeleton, without immutables") { $0.skeleton.hash.hex }
    add("compiler") { $0.inspection.compiler?.description ?? "not known" }
    // Hashes side by side are wider than a terminal.
    return rows.dropFirst().map { row in
      row.count == 2
        ? "\(row[0]): \(row[1])" : "\(row[0]):\n  A \(row[1])\n  B \(row[2])"
    }.joined(separator: "\n")
  }

  /// What differs beside functions: proxies, arguments, immutables, events and errors.
  private var surroundings: String? {
    let (a, b) = (comparison.a, comparison.b)
    var lines: [String] = []
    func add(_ title: String, _ left: String?, _ right: String?) {
      guard left != right else { return }
      lines.append("\(title):\n  A \(left ?? "none")\n  B \(right ?? "none")")
    }
    add("proxy", a.inspection.proxy?.title, b.inspection.proxy?.title)
    add(
      "target", a.inspection.proxy?.target.description, b.inspection.proxy?.target.description)
    add("behind the proxy", a.trailing, b.trailing)
    add("constructor arguments", a.arguments, b.arguments)
    for (offset, left, right) in comparison.immutables {
      add("immutable at \(place(offset)) of the contract", left, right)
    }
    lines += missing("event", a.events, b.events) { topic in
      names.events(topic).first?.signature ?? topic.hex
    }
    lines += missing("error", a.errors, b.errors) { selector in
      names.errors(selector).first?.signature ?? selector.hex
    }
    return lines.isEmpty ? nil : lines.joined(separator: "\n")
  }

  private func missing<Element: Hashable>(
    _ noun: String, _ a: [Element], _ b: [Element], _ text: (Element) -> String
  ) -> [String] {
    let (inA, inB) = (Set(a), Set(b))
    return a.filter { !inB.contains($0) }.map { "\(noun) only in A: \(text($0))" }
      + b.filter { !inA.contains($0) }.map { "\(noun) only in B: \(text($0))" }
  }

  // MARK: - Details

  private static let constantLineLimit = 60

  private var constantLines: [String]? {
    let constants = comparison.constants
    guard !constants.isEmpty else { return nil }
    var lines = constants.prefix(Self.constantLineLimit).map { constant in
      let note = constant.mayBeImmutable ? ", may be an immutable" : ""
      return
        "\(constant.kind.rawValue) \(constant.textA) at \(place(constant.offsetA)), \(constant.textB) at \(place(constant.offsetB))\(note)"
    }
    if constants.count > lines.count {
      lines.append("\(constants.count - lines.count) more; --json has all")
    }
    return lines
  }

  private static let lineLimit = 400
  private static let context = 3

  /// The lines that differ, those of a helper function once.
  private func differences(_ output: OutputOptions) -> [String] {
    var shown: [[[Int?]]: String] = [:]
    var blocks: [String] = []
    var count = 0
    for part in comparison.parts {
      guard case .changed(let differences) = part.verdict else { continue }
      var lines: [String] = []
      for difference in differences {
        let key = difference.lines.map { [$0.offsetA, $0.offsetB] }
        if let other = shown[key] {
          lines.append("  @@ as in \(other)")
          continue
        }
        guard count < Self.lineLimit else {
          lines.append("  @@ left out; --json has all")
          break
        }
        shown[key] = name(part.part)
        let text = difference.text(place, context: Self.context)
        count += text.count
        lines += text
      }
      guard !lines.isEmpty else { continue }
      blocks.append(
        ([output.heading("\(name(part.part)), \(part.similarity):")] + lines)
          .joined(separator: "\n"))
    }
    return blocks
  }
}

extension CodeComparison.Side {
  fileprivate var trailing: String? {
    inspection.proxy?.trailing.map { Hex.encode($0.bytes) }
  }
  fileprivate var arguments: String? { constructorArguments.map { Hex.encode($0) } }
}

extension CodeComparison {
  /// Immutables that the constructors write and that differ, by their places in the contract.
  var immutables: [(offset: Int, a: String?, b: String?)] {
    func values(_ side: Side) -> [Int: String] {
      Dictionary(
        (side.inspection.sections.creation?.immutables ?? []).map {
          ($0.offset, $0.value.map { Hash256($0).hex } ?? "not known from the code")
        }, uniquingKeysWith: { first, _ in first })
    }
    let (left, right) = (values(a), values(b))
    return Set(left.keys).union(right.keys).sorted()
      .map { ($0, left[$0], right[$0]) }.filter { $0.1 != $0.2 }
  }
}

extension ConstantDifference {
  var textA: String { text(bytesA) }
  var textB: String { text(bytesB) }

  private func text(_ bytes: [UInt8]) -> String {
    switch kind {
    case .address:
      (try? Address(repeatElement(0, count: max(0, 20 - bytes.count)) + bytes.suffix(20)))?
        .checksummed ?? Hex.encode(bytes)
    case .number: (try? UInt256(bigEndianUpTo32: bytes))?.description ?? Hex.encode(bytes)
    case .selector, .word, .data: Hex.encode(bytes)
    }
  }
}

extension CodeDifference {
  /// The lines as a unified diff has them; long runs of equal ones are left out.
  fileprivate func text(_ place: (Int) -> String, context: Int) -> [String] {
    var text: [String] = []
    let start = lines.first.map { line in
      let a = line.offsetA ?? lines.lazy.compactMap(\.offsetA).first
      let b = line.offsetB ?? lines.lazy.compactMap(\.offsetB).first
      return "A \(a.map(place) ?? "none") B \(b.map(place) ?? "none")"
    }
    text.append("  @@ \(start ?? "")")
    var isNear = [Bool](repeating: false, count: lines.count)
    for (index, line) in lines.enumerated() where line.side != .both {
      for near in max(0, index - context)...min(lines.count - 1, index + context) {
        isNear[near] = true
      }
    }
    var isGap = false
    for (index, line) in lines.enumerated() {
      guard isNear[index] else {
        if !isGap { text.append("    ...") }
        isGap = true
        continue
      }
      isGap = false
      let mark =
        switch line.side {
        case .both: " "
        case .a: "-"
        case .b: "+"
        }
      text.append("  \(mark) \(line.text)")
    }
    if omittedLineCount > 0 { text.append("    \(omittedLineCount) more lines") }
    return text
  }
}
