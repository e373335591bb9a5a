import EVMBytecode
import EVMPrimitives
import ExactJSON

/// A disassembly for people and programs.
struct DisassemblyReport {
  let code: Bytecode
  let fork: Fork?
  /// The parts, where they are to be shown.
  var sections: CodeSections?

  init(_ code: Bytecode, fork: Fork?) {
    self.code = code
    self.fork = fork
  }

  func listing(_ style: Listing.Style) -> Listing {
    let listing =
      sections.map { Listing(code, sections: $0, style: style) } ?? Listing(code, style: style)
    return fork.map { Listing(listing, marking: $0) } ?? listing
  }

  /// `instructions`, and `sections` where they were asked for.
  var json: JSON {
    var members = [JSON.Member("instructions", .array(code.instructions.map(json)))]
    if let sections { members.append(JSON.Member("sections", SectionReport(sections).json)) }
    return .object(members)
  }

  private func json(_ instruction: Instruction) -> JSON {
    let opcode = instruction.opcode
    var members = [
      JSON.Member("pc", .integer(instruction.offset)),
      JSON.Member("op", .string(opcode?.mnemonic ?? "DATA")),
      JSON.Member("opcode", .integer(instruction.byte)),
    ]
    if let opcode, opcode.immediateCount > 0 {
      members.append(JSON.Member("push", .string(Hex.encode(instruction.immediate))))
    }
    if let fork, let opcode, !opcode.exists(in: fork) {
      members.append(JSON.Member("since", .string(opcode.introduced.description)))
    }
    return .object(members)
  }
}

/// The parts of code, for people and programs.
struct SectionReport {
  let sections: CodeSections

  init(_ sections: CodeSections) { self.sections = sections }

  var json: JSON {
    .array(
      sections.sections.map { section in
        [
          "kind": .string(section.name), "start": .integer(section.range.lowerBound),
          "end": .integer(section.range.upperBound), "evidence": .string(section.evidence),
        ]
      })
  }
}

/// What a compiler wrote about itself, for programs.
extension CodeMetadata {
  var json: JSON {
    var members: [JSON.Member] = []
    switch compiler {
    case .solc(let version):
      members.append(JSON.Member("solc", version.map { .string($0) } ?? .null))
    case .vyper(let version): members.append(JSON.Member("vyper", .string(version)))
    }
    if let ipfsCID { members.append(JSON.Member("ipfs", .string(ipfsCID))) }
    if let bzzr0 { members.append(JSON.Member("bzzr0", .string(bzzr0.hex))) }
    if let bzzr1 { members.append(JSON.Member("bzzr1", .string(bzzr1.hex))) }
    if isExperimental { members.append(JSON.Member("experimental", .bool(true))) }
    members.append(JSON.Member("length", .integer(range.count)))
    members.append(JSON.Member("offset", .integer(range.lowerBound)))
    if let vyperLayout {
      members += [
        JSON.Member("runtimeSize", .integer(vyperLayout.runtimeByteCount)),
        JSON.Member("dataSizes", .array(vyperLayout.dataByteCounts.map { .integer($0) })),
        JSON.Member("immutablesSize", .integer(vyperLayout.immutableByteCount)),
      ]
      if let integrity = vyperLayout.integrity {
        members.append(JSON.Member("integrity", .string(integrity.hex)))
      }
    }
    if !unknownEntries.isEmpty {
      members.append(
        JSON.Member(
          "other", .object(unknownEntries.map { JSON.Member($0.key, $0.value.json) })))
    }
    return .object(members)
  }
}

extension CBORValue {
  var json: JSON {
    switch self {
    case .unsigned(let number): .string(number.description)
    case .bytes(let bytes): .string(Hex.encode(bytes))
    case .text(let text): .string(text)
    case .array(let elements): .array(elements.map(\.json))
    case .map(let entries): .object(entries.map { JSON.Member($0.key, $0.value.json) })
    case .bool(let truth): .bool(truth)
    }
  }
}
