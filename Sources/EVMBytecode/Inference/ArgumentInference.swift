import EVMABI
import EVMPrimitives

/// The types of a function's parameters, read off what its code does with calldata.
///
/// What a mask, a check or an instruction tells is taken first. A word of which nothing tells is
/// `uint256`, unless its uses are those of hashes and identifiers: `bytes32`. Bytes and strings are
/// treated alike by code, so both are `bytes`.
struct ArgumentInference {
  let evidence: CalldataEvidence
  /// What the keys of all functions say about each mapping.
  let votes: [Int: CalldataEvidence.KeyVotes]
  /// Whether the contract's decoders check that values fit their types, as solc's second coder does:
  /// then a mask without a check is the program's own.
  let checksMasks: Bool
  /// Whether solc compiled the contract.
  let isSolidity: Bool

  private static let depthLimit = 6
  /// Words of a head that are told apart at most.
  private static let wordLimit = 64

  /// The bytes of the parameters' head that the code asks calldata to have, where it does.
  var checkedHeadSize: Int? { evidence.headSizes[CalldataPlace(constant: 4)] }

  /// The types of the parameters.
  func arguments() -> [ABIType] {
    let start = CalldataPlace(constant: 4)
    let seen = (evidence.frames[[]] ?? []).filter { $0.place.stride == nil }
      .map(\.place.constant).max()
    var size = seen.map { max(0, $0 - 4) + 32 } ?? 0
    if let checked = evidence.headSizes[start] { size = max(size - size % 32, checked) }
    return members(of: start, size: min(size, Self.wordLimit * 32), depth: 1)
  }

  /// The types of the words from a frame's start on.
  private func members(of start: CalldataPlace, size: Int, depth: Int) -> [ABIType] {
    var types: [ABIType] = []
    var offset = 0
    while offset < size {
      var place = start
      place.constant += offset
      if place != start || depth == 1, let inner = evidence.headSizes[place],
        place != CalldataPlace(constant: 4), inner >= 32, inner % 32 == 0, offset + inner <= size,
        depth < Self.depthLimit
      {
        // A struct that stands in its place.
        let parts = members(of: place, size: inner, depth: depth + 1)
        types.append(.tuple(parts.map { ABIParameter("", $0) }))
        offset += inner
        continue
      }
      types.append(type(at: place, frameStart: start, depth: depth))
      offset += 32
    }
    return types
  }

  private func type(at place: CalldataPlace, frameStart: CalldataPlace, depth: Int) -> ABIType {
    guard
      let node = (evidence.frames[place.pointers] ?? []).first(where: { $0.place == place })?.node
    else { return .uint256 }
    let uses = evidence.uses[node] ?? CalldataUses()
    let isOffset =
      uses.isPointer || (isSolidity && uses.bound.map(Self.isOffsetBound) == true)
    guard isOffset, depth < Self.depthLimit else { return elementaryType(uses, node) }
    return dynamicType(
      at: CalldataPlace(
        pointers: (place.pointers + [node]).sorted(), constant: frameStart.constant),
      depth: depth)
  }

  /// The type of the list or the bytes whose length a word of calldata is; nil for another word.
  func typeCounted(by node: Int32, at place: CalldataPlace) -> ABIType? {
    guard !place.pointers.isEmpty, place.stride == nil, place.constant == 4 else { return nil }
    return dynamicType(at: place, depth: 1)
  }

  /// The type of what a pointer leads to.
  private func dynamicType(at start: CalldataPlace, depth: Int) -> ABIType {
    let inside = evidence.frames[start.pointers] ?? []
    let length = inside.first { $0.place == start }.map {
      evidence.uses[$0.node] ?? CalldataUses()
    }
    // Vyper copies bounded bytes with their length at once, as it does structs.
    let isBounded = !isSolidity && length?.bound != nil
    if !isBounded, let size = evidence.headSizes[start], size >= 32, size % 32 == 0,
      size <= Self.wordLimit * 32
    {
      return .tuple(members(of: start, size: size, depth: depth + 1).map { ABIParameter("", $0) })
    }
    let elements = CalldataPlace(pointers: start.pointers, constant: start.constant + 32)
    let words = inside.filter {
      $0.place.constant >= elements.constant || $0.place.stride != nil
    }
    let stride = length?.elementSize ?? words.lazy.compactMap(\.place.stride).first
    guard let stride, stride % 32 == 0 else {
      return stride == nil && isSolidity && !words.isEmpty
        ? .array(element(elements, 32, words, depth)) : .bytes
    }
    return .array(element(elements, stride, words, depth))
  }

  private func element(
    _ start: CalldataPlace, _ stride: Int, _ words: [(place: CalldataPlace, node: Int32)],
    _ depth: Int
  ) -> ABIType {
    guard stride == 32 else {
      guard stride <= Self.wordLimit * 32, depth < Self.depthLimit else { return .uint256 }
      let parts = members(of: start, size: stride, depth: depth + 1)
      return .tuple(parts.map { ABIParameter("", $0) })
    }
    let first = words.first {
      $0.place.constant == start.constant || $0.place.stride != nil
    }
    guard let first else { return .uint256 }
    let use = evidence.uses[first.node] ?? CalldataUses()
    guard use.isPointer, depth < Self.depthLimit else { return elementaryType(use, first.node) }
    return dynamicType(
      at: CalldataPlace(
        pointers: (first.place.pointers + [first.node]).sorted(), constant: start.constant),
      depth: depth + 1)
  }

  // MARK: - Words

  func elementaryType(_ uses: CalldataUses, _ node: Int32) -> ABIType {
    if let bytes = uses.signBytes { return .int(bits(bytes * 8)) }
    if uses.isBoolean { return .bool }
    let isUnmasked = uses.kinds & CalldataUses.Kind.unmasked != 0
    if uses.isMaskChecked || (!checksMasks && !isUnmasked) {
      if let bits = uses.lowMask { return bits == 160 ? .address : .uint(self.bits(bits)) }
      if let bytes = uses.highMask, bytes < 32, let count = try? ABIByteCount(checking: bytes) {
        return .fixedBytes(count)
      }
    }
    if let bound = uses.bound, let type = type(below: bound, uses) { return type }
    if uses.isWeaklyBoolean, !isUnmasked { return .bool }
    if uses.isSigned { return .int256 }
    let isHash = uses.isReadByBytes || (isSolidity && isIdentifier(uses, node))
    return isHash ? .bytes32 : .uint256
  }

  /// The type of a value that is refused from a bound on.
  private func type(below bound: UInt256, _ uses: CalldataUses) -> ABIType? {
    // solc checks an enum so, and never a boolean.
    if bound == 2, uses.isShiftChecked || !isSolidity { return .bool }
    if bound == UInt256.one &<< 160 { return .address }
    if bound <= 256, !uses.has(.arithmetic), !uses.has(.key) { return .uint(8) }
    guard let bits = (bound &- UInt256.one).lowMaskBits, bits < 256 else { return nil }
    return .uint(self.bits(bits))
  }

  /// Whether an unmasked value is rather a hash or an identifier than a number, by its uses.
  private func isIdentifier(_ uses: CalldataUses, _ node: Int32) -> Bool {
    if uses.isSignatureScalar { return true }
    let isKey = uses.has(.key)
    let numeric = CalldataUses.Kind.numeric & ~(isKey ? CalldataUses.Kind.shift.bit : 0)
    if uses.kinds & numeric != 0 { return false }
    if isKey, uses.has(.innerKey) { return true }
    if uses.has(.equalsZero) || uses.has(.equalsStorage) { return true }
    for mapping in evidence.mappings[node] ?? [] {
      if let votes = votes[mapping], votes.hashes != votes.numbers {
        return votes.hashes > votes.numbers
      }
    }
    if uses.has(.topic) {
      return !uses.has(.written) && !uses.has(.logged) && !uses.has(.innerKey)
        && !uses.has(.negation) && !isKey
    }
    return uses.kinds & ~CalldataUses.Kind.stored.bit == CalldataUses.Kind.hashed.bit
      && !uses.isMember
  }

  /// Whether a bound is that of the offsets of solc's decoders.
  private static func isOffsetBound(_ bound: UInt256) -> Bool {
    bound == UInt256.one &<< 64 || bound == (UInt256.one &<< 32) &+ UInt256.one
  }

  private func bits(_ count: Int) -> ABIBitCount {
    (try? ABIBitCount(checking: count)) ?? 256
  }
}
