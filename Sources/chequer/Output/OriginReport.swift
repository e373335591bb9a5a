import EVMBytecode
import EVMPrimitives
import ExactJSON

/// Where inspected code comes from: compiler, metadata and parts.
extension InspectionReport {
  /// The lines for people; nil when there is nothing to say.
  func originText(_ output: OutputOptions) -> String? {
    var lines: [String] = []
    if let compiler = inspection.compiler { lines.append("compiler  \(compiler)") }
    for metadata in inspection.sections.metadata {
      lines.append("metadata  \(metadata)")
    }
    if hashWithoutMetadata != inspection.codeHash {
      lines.append("code hash without metadata  \(hashWithoutMetadata)")
    }
    if inspection.sections.sections.count > 1 {
      lines.append("parts")
      lines += inspection.sections.sections.map { section in
        // The metadata stand above.
        if case .metadata = section.kind {
          return "  \(section.range.lowerBound)..<\(section.range.upperBound) metadata"
        }
        return "  \(section)"
      }
    }
    for immutable in inspection.sections.creation?.immutables ?? [] {
      let value = immutable.value.map { Hash256($0).hex } ?? "not known from the code"
      lines.append(
        "immutable at \(immutable.offset) of the contract, written at \(immutable.writtenAt): \(value)"
      )
    }
    return lines.isEmpty ? nil : lines.joined(separator: "\n")
  }

  /// The members for programs.
  var originMembers: [JSON.Member] {
    var members: [JSON.Member] = []
    if let compiler = inspection.compiler {
      var values = [JSON.Member("name", .string(compiler.compiler.rawValue))]
      if let version = compiler.statedVersion {
        values.append(JSON.Member("version", .string(version)))
      }
      if let first = compiler.first {
        values.append(JSON.Member("first", .string(first.description)))
      }
      if let last = compiler.last { values.append(JSON.Member("last", .string(last.description))) }
      values.append(JSON.Member("confidence", .string(compiler.confidence.rawValue)))
      values.append(JSON.Member("evidence", .array(compiler.evidence.map { .string($0) })))
      members.append(JSON.Member("compiler", .object(values)))
    }
    if hashWithoutMetadata != inspection.codeHash {
      members.append(JSON.Member("codeHashWithoutMetadata", .string(hashWithoutMetadata.hex)))
    }
    if inspection.sections.sections.count > 1 {
      members.append(JSON.Member("sections", SectionReport(inspection.sections).json))
    }
    if let creation = inspection.sections.creation {
      members.append(JSON.Member("creation", creation.json))
    }
    return members
  }
}

extension CreationLayout {
  var json: JSON {
    var members = [
      JSON.Member("runtimeStart", .integer(runtime.lowerBound)),
      JSON.Member("runtimeEnd", .integer(runtime.upperBound)),
      JSON.Member("deployedSize", .integer(deployedByteCount)),
      JSON.Member("copiedAt", .integer(copiedAt)), JSON.Member("returnedAt", .integer(returnedAt)),
    ]
    if let argumentsOffset {
      members.append(JSON.Member("argumentsOffset", .integer(argumentsOffset)))
    }
    members.append(
      JSON.Member(
        "immutables",
        .array(
          immutables.map { immutable in
            [
              "offset": .integer(immutable.offset),
              "value": immutable.value.map { .string(Hash256($0).hex) } ?? .null,
              "placeholder": .bool(immutable.isPlaceholder), "pc": .integer(immutable.writtenAt),
            ]
          })))
    return .object(members)
  }
}
