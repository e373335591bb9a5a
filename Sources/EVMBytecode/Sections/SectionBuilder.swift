/// Divides code into sections, from its first byte to its last.
struct SectionBuilder {
  private let code: Bytecode
  private(set) var sections: [CodeSection] = []

  init(_ code: Bytecode) { self.code = code }

  private mutating func add(_ kind: CodeSection.Kind, _ range: Range<Int>, _ evidence: String) {
    guard !range.isEmpty else { return }
    sections.append(CodeSection(kind: kind, range: range, evidence: evidence))
  }

  /// Creation code: constructor, the contract's code, what stands behind it.
  mutating func add(_ creation: CreationLayout) {
    let runtime = creation.runtime
    let copied = "CODECOPY at \(creation.copiedAt), RETURN at \(creation.returnedAt)"
    let arguments = max(creation.argumentsOffset ?? code.count, runtime.upperBound)
    let end = min(arguments, code.count)
    // Vyper's metadata since 0.3.10 stand behind the contract's code and say how much of it is data.
    let vyper = CodeMetadata(endOf: code.bytes[runtime.upperBound..<end]).flatMap { metadata in
      metadata.vyperLayout.map { (metadata, $0) }
    }
    addInit(0..<runtime.lowerBound, "followed from offset 0")
    addContract(runtime, .runtimeCode, vyper: vyper?.1, evidence: copied)
    let tailEnd = vyper?.0.range.lowerBound ?? end
    if creation.argumentsOffset == nil, vyper == nil {
      addTail(runtime.upperBound..<tailEnd, orElse: .unread)
    } else {
      addTail(runtime.upperBound..<tailEnd, orElse: .initCode)
    }
    if let (metadata, _) = vyper {
      add(.metadata(metadata), metadata.range, "length and CBOR")
    }
    add(
      creation.argumentsOffset == nil ? .unread : .constructorArguments, end..<code.count,
      creation.argumentsOffset == nil ? "" : "read by the constructor")
  }

  /// A constructor; what other contracts it holds have metadata of their own.
  private mutating func addInit(_ range: Range<Int>, _ evidence: String) {
    addCode(range, .initCode, CodeMetadata.all(in: code.bytes[range]), evidence)
  }

  /// What stands between the contract's code and the constructor's arguments: the end of the
  /// constructor (vyper to 0.3.9), embedded contracts, or metadata.
  private mutating func addTail(_ range: Range<Int>, orElse kind: CodeSection.Kind) {
    guard !range.isEmpty else { return }
    let metadata = CodeMetadata.all(in: code.bytes[range])
    if metadata.isEmpty {
      let isConstructorEnd = kind == .unread && code.bytes[range].elementsEqual(Self.vyperEnd)
      let isShortEnd = kind == .unread && code.bytes[range].elementsEqual(Self.vyperShortEnd)
      return add(
        isConstructorEnd || isShortEnd ? .initCode : kind, range, "behind the contract's code")
    }
    addCode(range, .initCode, metadata, "behind the contract's code")
  }

  /// STOP, JUMPDEST and a revert: how vyper from 0.3.2 to 0.3.9 ends a constructor.
  private static let vyperEnd: [UInt8] = [0x00, 0x5b, 0x60, 0x00, 0x80, 0xfd]
  private static let vyperShortEnd: [UInt8] = [0x00, 0x5b, 0x5f, 0x80, 0xfd]

  /// A contract's code with its metadata, embedded contracts and data.
  mutating func addContract(
    _ range: Range<Int>, _ kind: CodeSection.Kind, vyper: CodeMetadata.VyperLayout?,
    evidence: String = ""
  ) {
    let metadata = CodeMetadata.all(in: code.bytes[range])
    if metadata.isEmpty, let data = vyperData(range, vyper) {
      add(kind, range.lowerBound..<data.offset, evidence)
      return add(.data, data.offset..<range.upperBound, data.evidence)
    }
    addCode(range, kind, metadata, evidence)
  }

  /// Code with the metadata in it, and with the embedded contracts that end in some of them.
  private mutating func addCode(
    _ range: Range<Int>, _ kind: CodeSection.Kind, _ metadata: [CodeMetadata], _ evidence: String
  ) {
    var start = range.lowerBound
    for copy in embedded(in: range, metadata) {
      addPieces(start..<copy.range.lowerBound, kind, metadata, evidence)
      addPieces(
        copy.range, .embeddedCode, metadata,
        "copied by the CODECOPY at \(copy.offset), ends in metadata")
      start = copy.range.upperBound
    }
    addPieces(start..<range.upperBound, kind, metadata, evidence)
  }

  /// Code cut at the metadata in it.
  private mutating func addPieces(
    _ range: Range<Int>, _ kind: CodeSection.Kind, _ metadata: [CodeMetadata], _ evidence: String
  ) {
    var start = range.lowerBound
    for metadata in metadata where range.contains(metadata.range.lowerBound) {
      add(kind, start..<metadata.range.lowerBound, evidence)
      add(.metadata(metadata), metadata.range, "length and CBOR")
      start = metadata.range.upperBound
    }
    add(kind, start..<range.upperBound, evidence)
  }

  /// The copies that end where metadata end and begin behind their CODECOPY: the outermost of those
  /// that lie inside each other, in order.
  private func embedded(in range: Range<Int>, _ metadata: [CodeMetadata]) -> [ConstantCopy] {
    guard !metadata.isEmpty else { return [] }
    let starts = Dictionary(
      metadata.map { ($0.range.upperBound, $0.range.lowerBound) },
      uniquingKeysWith: { first, _ in first })
    let copies = ConstantCopy.all(in: code, range).filter { copy in
      guard let metadataStart = starts[copy.range.upperBound] else { return false }
      return copy.range.lowerBound < metadataStart && copy.offset < copy.range.lowerBound
    }
    var chosen: [ConstantCopy] = []
    for copy in copies.sorted(by: {
      ($0.range.lowerBound, $1.range.upperBound) < ($1.range.lowerBound, $0.range.upperBound)
    }) where copy.range.lowerBound >= chosen.last?.range.upperBound ?? 0 {
      chosen.append(copy)
    }
    return chosen
  }

  /// Where the data of vyper code begin: by its metadata, or by the table that its dispatcher reads.
  private func vyperData(
    _ range: Range<Int>, _ layout: CodeMetadata.VyperLayout?
  ) -> (offset: Int, evidence: String)? {
    if let layout, layout.runtimeByteCount == range.count {
      var total = 0
      for count in layout.dataByteCounts { total += min(count, range.count) }
      guard total > 0, total < range.count else { return nil }
      return (range.upperBound - total, "sizes in vyper's metadata")
    }
    guard let table = VyperDispatcher(code.bytes[range])?.tableOffset, table < range.count else {
      return nil
    }
    return (range.lowerBound + table, "jump table that vyper's dispatcher reads")
  }
}
