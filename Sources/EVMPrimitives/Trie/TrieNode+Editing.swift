extension TrieNode {
  /// The value of `key`, or nil when it has none.
  func value(of key: [UInt8]) -> [UInt8]? {
    // The keys are compared once, at the end: what lies between the forks needs no look.
    var node = self
    while !node.isEntry {
      guard node.end <= key.nibbleCount else { return nil }
      let slot = Self.slot(of: key, at: node.end)
      guard node.has(slot: slot) else { return nil }
      node = node.children[node.index(ofSlot: slot)]
    }
    return node.key == key ? node.value : nil
  }

  /// The trie with the value of `key` set to `value`, which must not be empty.
  func setting(_ value: [UInt8], of key: [UInt8]) -> TrieNode {
    var path = Descent()
    var node = self
    while true {
      let limit = min(node.end, key.nibbleCount)
      let common = key.firstDifference(from: node.key, start: node.start, limit: limit)
      if common < node.end || node.isEntry && node.end < key.nibbleCount {
        return path.ascend(to: node.forked(at: common, with: key, value: value))
      }
      if node.isEntry {
        return path.ascend(to: TrieNode(key: key, value: value, start: node.start))
      }
      let slot = Self.slot(of: key, at: node.end)
      let index = node.index(ofSlot: slot)
      guard node.has(slot: slot) else {
        let entry = TrieNode(
          key: key, value: value, start: Self.start(inSlot: slot, at: node.end))
        var children = node.children
        children.insert(entry, at: index)
        return path.ascend(to: node.with(children, slots: node.slots | 1 << UInt32(slot)))
      }
      path.steps.append((node, index))
      node = node.children[index]
    }
  }

  /// The trie without `key`: nil when that was the last, this very node when there is no such key.
  func removing(_ key: [UInt8]) -> TrieNode? {
    var path = Descent()
    var node = self
    while !node.isEntry {
      guard node.end <= key.nibbleCount else { return self }
      let slot = Self.slot(of: key, at: node.end)
      guard node.has(slot: slot) else { return self }
      let index = node.index(ofSlot: slot)
      path.steps.append((node, index))
      node = node.children[index]
    }
    guard node.key == key else { return self }
    guard let (fork, index) = path.steps.popLast() else { return nil }
    var children = fork.children
    children.remove(at: index)
    if children.count == 1 { return path.ascend(to: children[0].starting(at: fork.start)) }
    let slot = Self.slot(of: key, at: fork.end)
    return path.ascend(to: fork.with(children, slots: fork.slots & ~(1 << UInt32(slot))))
  }

  /// The fork of this node and an entry whose key leaves its own at the nibble `place`.
  private func forked(at place: Int, with key: [UInt8], value: [UInt8]) -> TrieNode {
    let oldSlot = Self.slot(of: self.key, at: place)
    let newSlot = Self.slot(of: key, at: place)
    let old = starting(at: Self.start(inSlot: oldSlot, at: place))
    let new = TrieNode(key: key, value: value, start: Self.start(inSlot: newSlot, at: place))
    return TrieNode(
      key: key, start: start, end: place, slots: 1 << UInt32(oldSlot) | 1 << UInt32(newSlot),
      children: oldSlot < newSlot ? [old, new] : [new, old])
  }

  private func with(_ children: [TrieNode], slots: UInt32) -> TrieNode {
    TrieNode(key: key, start: start, end: end, slots: slots, children: children)
  }

  /// The forks from the root down to a place that changes, and the child taken at each.
  private struct Descent {
    var steps: [(fork: TrieNode, index: Int)] = []

    /// The root of the trie in which `node` stands at that place.
    func ascend(to node: TrieNode) -> TrieNode {
      var node = node
      for (fork, index) in steps.reversed() {
        var children = fork.children
        children[index] = node
        node = fork.with(children, slots: fork.slots)
      }
      return node
    }
  }
}
