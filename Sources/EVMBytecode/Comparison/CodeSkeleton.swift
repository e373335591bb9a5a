public import EVMPrimitives

/// Code without what differs between two deployments of one contract: metadata, immutables, and
/// where its blocks stand.
///
/// Hashes are equal when every instruction that can run is the same, apart from: the offset of a jump
/// destination and how wide it is pushed; the 32 bytes of a PUSH32 that may be an immutable, since
/// code does not tell immutables from other words; the bytes that a CODECOPY reads (vyper's
/// immutables, tables), unless they are a contract that ends in metadata; and a library's own address
/// at its beginning. Of a PUSH32 the bytes count where an immutable is not to be expected: an event's
/// topic, a storage key of ``KnownStorageSlot``, a selector at the upper end, a mask (all ones
/// excepted).
///
/// Where it is not known what can run (``isComplete``) or what code reads of itself, all bytes count
/// that nothing was seen to reach, but metadata and what follows a PUSH32. The hashes are Chequer's
/// own: they are compared with each other, and may change with its version.
public struct CodeSkeleton: Hashable, Sendable {
  /// Keccak-256 over all that can run.
  public let hash: Hash256
  /// The same for each part: with the helper functions that it calls, wherever they stand.
  public let parts: [CodePart: Hash256]
  /// Whether all that can run was followed.
  public let isComplete: Bool

  /// The skeleton of a contract's code; of creation code, of the contract that it leaves behind.
  ///
  /// Costs about as much as ``InferredInterface``: milliseconds, and bounded for any code.
  public init(_ code: Bytecode) {
    self.init(ContractParts(CodeInspection(code).deployedCode(of: code)))
  }

  init(_ parts: ContractParts) {
    hash = parts.digest(.skeleton)
    self.parts = Dictionary(
      uniqueKeysWithValues: parts.walks.keys.compactMap { part in
        parts.digest(of: part, .skeleton).map { (part, $0) }
      })
    isComplete = parts.isComplete
  }
}
