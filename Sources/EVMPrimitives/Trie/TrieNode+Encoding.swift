extension TrieNode {
  /// What the node's parent says of it, worked out for all nodes below that have none yet.
  ///
  /// Works without recursion: a trie is as deep as its longest keys.
  var reference: NodeReference {
    if let knownReference { return knownReference }
    var encoding: [UInt8] = []
    encoding.reserveCapacity(600)
    var open = [self]
    while let node = open.last {
      let depth = open.count
      // Through a span, as an array counts a reference to each element that it hands out.
      let nodes = node.children
      let children = nodes.span
      for index in children.indices where !children[index].isWorkedOut {
        if children[index].isEntry {
          _ = children[index].worked(into: &encoding)
        } else {
          open.append(children[index])
        }
      }
      guard open.count == depth else { continue }
      open.removeLast()
      if node !== self { _ = node.worked(into: &encoding) }
    }
    return worked(into: &encoding)
  }

  /// Works out the reference of a node whose children have theirs.
  private func worked(into encoding: inout [UInt8]) -> NodeReference {
    if isEntry {
      encodeLeaf(into: &encoding)
    } else {
      encodeBranch(into: &encoding)
      if isExtended {
        let branch = NodeReference(to: encoding)
        encodeExtension(to: branch, into: &encoding)
      }
    }
    let reference = NodeReference(to: encoding)
    remember(reference)
    return reference
  }

  /// The encodings that the node's entries have in common, outermost first: one, or an extension's and
  /// its branch's.
  var encodings: [[UInt8]] {
    for child in children { _ = child.reference }
    var encoding: [UInt8] = []
    if isEntry {
      encodeLeaf(into: &encoding)
      return [encoding]
    }
    encodeBranch(into: &encoding)
    guard isExtended else { return [encoding] }
    let branch = encoding
    encodeExtension(to: NodeReference(to: branch), into: &encoding)
    return [encoding, branch]
  }

  private func encodeLeaf(into encoding: inout [UInt8]) {
    let path = key.hexPrefix(start..<end, isLeaf: true)
    encoding.removeAll(keepingCapacity: true)
    encoding.appendRLPHeader(
      ofList: path.rlpByteCount + value.rlpByteCount)
    encoding.appendRLP(path)
    encoding.appendRLP(value)
  }

  private func encodeExtension(to branch: NodeReference, into encoding: inout [UInt8]) {
    let path = key.hexPrefix(start..<end, isLeaf: false)
    encoding.removeAll(keepingCapacity: true)
    encoding.appendRLPHeader(ofList: path.rlpByteCount + branch.rlpByteCount)
    encoding.appendRLP(path)
    encoding.append(branch)
  }

  private func encodeBranch(into encoding: inout [UInt8]) {
    let nodes = children
    let ended = has(slot: 0) ? nodes[0].value : []
    let first = has(slot: 0) ? 1 : 0
    let children = nodes.span
    var length = 16 - (children.count - first) + ended.rlpByteCount
    for index in first..<children.count {
      length += children[index].knownReference?.rlpByteCount ?? 0
    }
    encoding.removeAll(keepingCapacity: true)
    encoding.appendRLPHeader(ofList: length)
    var next = first
    for slot in 1...16 {
      if has(slot: slot), let reference = children[next].knownReference {
        encoding.append(reference)
        next += 1
      } else {
        encoding.append(0x80)
      }
    }
    encoding.appendRLP(ended)
  }
}

extension NodeReference {
  /// The bytes that the reference takes inside its parent.
  fileprivate var rlpByteCount: Int { isHash ? 33 : count }
}

extension [UInt8] {
  /// The bytes that this byte string's RLP takes.
  fileprivate var rlpByteCount: Int {
    if count == 1, self[0] < 0x80 { return 1 }
    return count < 56 ? 1 + count : 1 + Self.lengthByteCount(count) + count
  }

  private static func lengthByteCount(_ length: Int) -> Int {
    (64 - length.leadingZeroBitCount + 7) / 8
  }

  fileprivate mutating func appendRLP(_ bytes: [UInt8]) {
    if bytes.count != 1 || bytes[0] >= 0x80 { appendRLPHeader(length: bytes.count, base: 0x80) }
    append(contentsOf: bytes)
  }

  fileprivate mutating func appendRLPHeader(ofList length: Int) {
    appendRLPHeader(length: length, base: 0xc0)
  }

  private mutating func appendRLPHeader(length: Int, base: UInt8) {
    if length < 56 { return append(base + UInt8(length)) }
    let byteCount = Self.lengthByteCount(length)
    append(base + 55 + UInt8(byteCount))
    for index in (0..<byteCount).reversed() {
      append(UInt8(truncatingIfNeeded: length >> (8 * index)))
    }
  }

  fileprivate mutating func append(_ reference: NodeReference) {
    if reference.isHash { append(0xa0) }
    Swift.withUnsafeBytes(of: reference.bytes) { append(contentsOf: $0.prefix(reference.count)) }
  }
}
