public import EVMPrimitives

/// A part of a contract in two codes: a function, the dispatcher, the constructor.
public struct PartComparison: Hashable, Sendable {
  public enum Verdict: Hashable, Sendable {
    /// Every instruction that can run is the same.
    case identical
    /// The same instructions, but other numbers are pushed, or numbers in another width.
    case otherConstants([ConstantDifference])
    case changed([CodeDifference])
    case onlyInA
    case onlyInB
  }

  public let part: CodePart
  public let verdict: Verdict
  /// None in common when one code does not have the part.
  public let similarity: Similarity
  /// Where its first block begins in each code.
  public let offsetA: Int?
  public let offsetB: Int?
  /// What ``CodeSkeleton/parts`` has.
  public let skeletonA: Hash256?
  public let skeletonB: Hash256?

  /// Whether the part is the same but for what may be immutables.
  public var hasSameSkeleton: Bool { skeletonA != nil && skeletonA == skeletonB }
}

extension PartComparison.Verdict {
  /// The name in the tool's JSON.
  public var name: String {
    switch self {
    case .identical: "identical"
    case .otherConstants: "constants"
    case .changed: "changed"
    case .onlyInA: "onlyInA"
    case .onlyInB: "onlyInB"
    }
  }
}
