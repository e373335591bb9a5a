import EVMABI
import EVMBytecode
import EVMPrimitives
import ExactJSON
import Vaults

/// A contract's storage, for people and programs.
struct StorageReport {
  let layout: StorageLayout
  private let interface: InterfaceReport
  /// The known layout that the code uses, if it is one.
  let known: NamedStorageLayout?

  /// The layout of code; of creation code, of the contract that it leaves behind.
  init(_ code: Bytecode, names: SignatureBook) {
    let exploration = CodeExploration(CodeInspection(code).deployedCode(of: code))
    self.init(exploration, InterfaceReport(exploration, names: names))
  }

  init(_ exploration: CodeExploration, _ interface: InterfaceReport) {
    self.interface = interface
    layout = StorageLayout(exploration, signatures: interface.knownFunctions)
    known = NamedStorageLayout.known(for: layout)?.layout
  }

  /// The name that a known layout gives to the variable.
  private func name(_ variable: StorageVariable, in layout: NamedStorageLayout?) -> String? {
    variable.knownName
      ?? layout?.variables.first {
        $0.slot == variable.slot && $0.offset == variable.offset && $0.accepts(variable.type)
      }?.name
  }
}

// MARK: - For people

extension StorageReport {
  func text(_ output: OutputOptions, like asked: NamedStorageLayout? = nil) -> String {
    var blocks = [table(output, asked) ?? "No variable in storage was found."]
    if !layout.transient.isEmpty {
      let rows = layout.transient.map { row($0, name: nil) }
      blocks.append(
        ([output.heading("Transient storage:")] + Self.aligned([Self.head] + rows))
          .joined(separator: "\n"))
    }
    if !layout.unknownWrites.isEmpty {
      blocks.append(
        "Writes to slots that are computed in a way not known, such as by the caller, at "
          + Self.places(layout.unknownWrites) + ".")
    }
    if !layout.unknownReads.isEmpty {
      blocks.append(
        "Reads such slots at " + Self.places(layout.unknownReads) + ".")
    }
    if let asked {
      blocks.append(comparison(asked, output))
    } else if let known {
      blocks.append("It is the layout of \(known.name).")
    }
    if !layout.isComplete {
      blocks.append("Some paths were too long to follow: there may be more than is listed.")
    }
    return blocks.joined(separator: "\n\n")
  }

  private static let head = ["slot", "bytes", "type", "name", "written by"]

  /// The variables as a table; nil without any.
  func table(_ output: OutputOptions, _ asked: NamedStorageLayout? = nil) -> String? {
    guard !layout.variables.isEmpty else { return nil }
    let rows = layout.variables.map { row($0, name: name($0, in: asked ?? known)) }
    let lines = Self.aligned([Self.head] + rows)
    return ([output.heading(lines[0])] + lines.dropFirst()).joined(separator: "\n")
  }

  private func row(_ variable: StorageVariable, name: String?) -> [String] {
    let slot =
      variable.slot.significantBitCount <= 64
      ? variable.slot.description : Hash256(variable.slot).hex
    let last = variable.offset + variable.byteCount - 1
    let bytes = variable.offset == last ? "\(last)" : "\(variable.offset)-\(last)"
    var writers = variable.writers.map(interface.shortName)
    if writers.count > 4 { writers = writers.prefix(3) + ["\(variable.writers.count - 3) more"] }
    return [
      slot, bytes, variable.type.description, name ?? "", writers.joined(separator: ", "),
    ]
  }

  private static func places(_ offsets: [Int]) -> String {
    offsets.prefix(8).map { "0x" + String($0, radix: 16) }.joined(separator: ", ")
      + (offsets.count > 8 ? " and \(offsets.count - 8) more places" : "")
  }

  /// Rows with the columns under one another. Slots that fill a line stand in one of their own.
  private static func aligned(_ rows: [[String]]) -> [String] {
    // A column with nothing under its head is left out.
    let used = (0..<(rows.first?.count ?? 0)).filter { column in
      rows.dropFirst().contains { !$0[column].isEmpty }
    }
    let rows = rows.map { row in used.map { row[$0] } }
    let columns = used.count
    let widths = (0..<columns).map { column in
      rows.lazy.map { $0[column].count }.filter { column > 0 || $0 <= 20 }.max() ?? 0
    }
    return rows.map { row in
      var line = ""
      for (column, text) in row.enumerated() {
        if text.count > widths[column] {
          line += text + "\n" + String(repeating: " ", count: widths[column] + 2)
        } else {
          line += text + String(repeating: " ", count: widths[column] - text.count + 2)
        }
      }
      while line.hasSuffix(" ") { line.removeLast() }
      return line
    }
  }

  private func comparison(_ asked: NamedStorageLayout, _ output: OutputOptions) -> String {
    let comparison = layout.comparison(with: asked)
    var lines = [
      output.heading(
        comparison.agrees
          ? "Nothing speaks against the layout of \(asked.name)."
          : "This is not the layout of \(asked.name).")
    ]
    lines += comparison.matching.map { "  = \(Self.line($0))" }
    lines += comparison.different.map { difference in
      "  ! \(Self.line(difference.declared)), but the code uses "
        + difference.found.map {
          "\($0.type) at bytes \($0.offset)-\($0.offset + $0.byteCount - 1)"
        }.joined(separator: " and ")
    }
    lines += comparison.untouched.map { "  ? \(Self.line($0)), not touched by the code" }
    lines += comparison.undeclared.map {
      "  + slot \($0.slot) byte \($0.offset): \($0.type), not declared there"
    }
    return lines.joined(separator: "\n")
  }

  private static func line(_ variable: NamedStorageLayout.Variable) -> String {
    "slot \(variable.slot) byte \(variable.offset): \(variable.typeDescription) \(variable.name)"
  }
}

// MARK: - For programs

extension StorageReport {
  func json(like asked: NamedStorageLayout?) -> JSON {
    var members = self.members
    members += [
      JSON.Member("unknownReads", .array(layout.unknownReads.map { .integer($0) })),
      JSON.Member("unknownWrites", .array(layout.unknownWrites.map { .integer($0) })),
      JSON.Member("complete", .bool(layout.isComplete)),
    ]
    if let asked { members.append(JSON.Member("comparison", json(asked))) }
    return .object(members)
  }

  /// The members that stand in an inspection too.
  var members: [JSON.Member] {
    var members = [JSON.Member("storage", .array(layout.variables.map(json)))]
    if !layout.transient.isEmpty {
      members.append(JSON.Member("transientStorage", .array(layout.transient.map(json))))
    }
    if let known { members.append(JSON.Member("storageLayout", .string(known.name))) }
    return members
  }

  private func json(_ variable: StorageVariable) -> JSON {
    var members = [
      JSON.Member("slot", .string(Hash256(variable.slot).hex)),
      JSON.Member("offset", .integer(variable.offset)),
      JSON.Member("bytes", .integer(variable.byteCount)),
      JSON.Member("type", .string(variable.type.description)),
    ]
    if let name = name(variable, in: known) { members.append(JSON.Member("name", .string(name))) }
    members += [
      JSON.Member("readers", .array(variable.readers.map { .string($0.hex) })),
      JSON.Member("writers", .array(variable.writers.map { .string($0.hex) })),
    ]
    return .object(members)
  }

  private func json(_ asked: NamedStorageLayout) -> JSON {
    let comparison = layout.comparison(with: asked)
    return [
      "layout": .string(asked.name),
      "agrees": .bool(comparison.agrees),
      "matching": .array(comparison.matching.map { .string($0.name) }),
      "different": .array(
        comparison.different.map { .string($0.declared.name) }),
      "untouched": .array(comparison.untouched.map { .string($0.name) }),
      "undeclared": .array(comparison.undeclared.map(json)),
    ]
  }
}
