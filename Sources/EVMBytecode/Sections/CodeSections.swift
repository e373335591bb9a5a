public import EVMPrimitives

/// Code divided into its parts: what is run, what is read, and what a compiler wrote behind it.
///
/// A part is told from the code around it only where bytes prove it: metadata by their own length and
/// shape, an embedded contract by the constants of the CODECOPY that takes it together with the
/// metadata that it ends in, vyper's tables by the dispatcher that reads them or by the sizes in its
/// metadata, creation code by following its constructor. All else stays with the code.
public struct CodeSections: Hashable, Sendable {
  /// The parts in order: they cover the code without a gap.
  public let sections: [CodeSection]
  /// The parts of creation code; nil when the code is no creation code, or was not taken for one.
  public let creation: CreationLayout?

  /// What code is to be taken for.
  public enum Reading: Hashable, Sendable {
    /// The code of a contract, as it stands on the chain.
    case deployed
    /// Code that creates a contract, where its constructor can be followed.
    case creation
    /// Creation code when its constructor returns bytes of it, else a contract's code.
    case either
  }

  public init(_ code: Bytecode, as reading: Reading = .either) {
    let creation = reading == .deployed ? nil : CreationLayout(code)
    self.creation = creation
    var builder = SectionBuilder(code)
    if let creation {
      builder.add(creation)
    } else {
      builder.addContract(0..<code.count, .runtimeCode, vyper: nil)
    }
    sections = builder.sections
  }

  /// All metadata, in order.
  public var metadata: [CodeMetadata] {
    sections.compactMap { if case .metadata(let metadata) = $0.kind { metadata } else { nil } }
  }
}

extension Listing {
  /// Code with its parts told apart: instructions where it is code, data where it is not, each part
  /// under a line that says what it is.
  public init(_ code: Bytecode, sections: CodeSections, style: Style = Style()) {
    let parts = sections.sections.map { section in
      Part(range: section.range, isCode: section.isCode, heading: section.description)
    }
    self.init(
      code, style: style,
      parts: parts.count == 1 && parts[0].isCode
        ? [Part(range: 0..<code.count, isCode: true, heading: nil)] : parts)
  }

  /// Code as instructions, those that a fork does not have marked as such.
  public init(_ listing: Listing, marking fork: Fork) {
    var remarks: [Int: String] = [:]
    for part in listing.parts where part.isCode {
      for instruction in listing.code.instructions(in: part.range) {
        guard let opcode = instruction.opcode, !opcode.exists(in: fork) else { continue }
        remarks[instruction.offset] = "not in \(fork); since \(opcode.introduced)"
      }
    }
    self.init(listing.code, style: listing.style, parts: listing.parts, remarks: remarks)
  }
}
