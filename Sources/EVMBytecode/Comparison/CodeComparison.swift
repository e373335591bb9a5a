public import EVMPrimitives

/// Two codes compared part by part: what is the same, what differs, and by how much.
///
/// Compared is what can run, after normalisation: metadata are left out, jump destinations are blocks
/// and not offsets, so code that was moved is the same, and a helper function counts as part of each
/// function that calls it, wherever it stands. Of creation code the contract that it leaves behind is
/// compared, and the constructor when both codes have one.
///
/// Nothing is run. The answer for B and A is that for A and B with its sides exchanged. All work is
/// bounded; ``isComplete`` says whether that was enough to see all.
public struct CodeComparison: Hashable, Sendable {
  /// One of the two codes.
  public struct Side: Hashable, Sendable {
    public let inspection: CodeInspection
    /// The hash of the code as it was given, without the metadata at its end.
    public let hashWithoutMetadata: Hash256
    public let skeleton: CodeSkeleton
    /// Events and errors, by following the code.
    public let events: [Hash256]
    public let errors: [Selector]
    /// What stands behind creation code as the constructor's arguments; nil when it reads none.
    public let constructorArguments: [UInt8]?
  }

  public let a: Side
  public let b: Side
  /// Constructor, dispatcher, receive, fallback, then functions by selector.
  public let parts: [PartComparison]
  /// Over all instructions of both contracts that can run, each once.
  public let similarity: Similarity
  /// Whether the codes are the same but for metadata and where blocks stand: every instruction with
  /// its data, what is read from code, and what stands behind a proxy or as constructor arguments.
  public let isSame: Bool
  /// Whether all that can run was seen and compared.
  public let isComplete: Bool

  /// Compares two codes.
  ///
  /// Costs a few inspections of each; 64 KiB of any code against 64 KiB stay within seconds.
  public init(_ codeA: Bytecode, _ codeB: Bytecode) {
    let (inspectionA, inspectionB) = (CodeInspection(codeA), CodeInspection(codeB))
    let partsA = ContractParts(inspectionA.deployedCode(of: codeA))
    let partsB = ContractParts(inspectionB.deployedCode(of: codeB))
    let swapped = codeB.bytes.lexicographicallyPrecedes(codeA.bytes)
    var comparer = PartComparer(partsA, partsB, swapped: swapped)
    var parts: [PartComparison] = []
    for part in Set(partsA.walks.keys).union(partsB.walks.keys).sorted() {
      parts.append(comparer.compare(part))
    }
    var isSame = partsA.digest(.exact) == partsB.digest(.exact)
    let common = (comparer.isCommonA + comparer.isCommonB).count { $0 }
    similarity = Similarity(
      common: common, total: comparer.isCommonA.count + comparer.isCommonB.count, isSame: isSame)
    var isCut = comparer.isCut
    if let constructorA = ContractParts(constructorOf: codeA, inspectionA),
      let constructorB = ContractParts(constructorOf: codeB, inspectionB)
    {
      var comparer = PartComparer(constructorA, constructorB, swapped: swapped)
      let constructor = comparer.compare(.constructor)
      parts.insert(constructor, at: 0)
      isSame = isSame && constructor.verdict == .identical
      isCut = isCut || comparer.isCut
    }
    a = Side(codeA, inspectionA, partsA)
    b = Side(codeB, inspectionB, partsB)
    self.parts = parts
    self.isSame =
      isSame && a.constructorArguments == b.constructorArguments
      && inspectionA.proxy?.trailing?.bytes == inspectionB.proxy?.trailing?.bytes
    isComplete = partsA.isComplete && partsB.isComplete && !isCut
  }

  /// Whether the contracts are the same but for what may be immutables.
  public var hasSameSkeleton: Bool { a.skeleton.hash == b.skeleton.hash }

  /// All constants that differ in parts of one logic, each place once, by their places in A.
  public var constants: [ConstantDifference] {
    var seen: Set<ConstantDifference> = []
    for part in parts {
      if case .otherConstants(let list) = part.verdict { seen.formUnion(list) }
    }
    return seen.sorted { ($0.offsetA, $0.offsetB) < ($1.offsetA, $1.offsetB) }
  }
}

extension CodeComparison.Side {
  init(_ code: Bytecode, _ inspection: CodeInspection, _ parts: ContractParts) {
    self.inspection = inspection
    hashWithoutMetadata = inspection.hashWithoutMetadata(of: code)
    skeleton = CodeSkeleton(parts)
    events = parts.events
    errors = parts.errors
    constructorArguments =
      inspection.sections.sections.lazy.compactMap { section in
        section.kind == .constructorArguments ? Array(code.bytes[section.range]) : nil
      }.first
  }
}
