/// Which node every path to another passes, over a graph with several roots.
///
/// - SeeAlso: Cooper, Harvey, Kennedy, "A Simple, Fast Dominance Algorithm".
struct DominatorTree {
  /// The parent by node; -1 for roots.
  private var parents: [Int32] = []
  private var first: [Int32] = []
  private var last: [Int32] = []

  /// A tree of no nodes.
  init() {}

  /// Nodes that no root reaches become roots, the lowest first.
  ///
  /// - Parameter budget: Steps that may be taken; reduced by those that were.
  /// - Returns: Nil when the budget does not suffice, which code written to cost much can do.
  init?(_ successors: [[Int32]], roots: [Int], budget: inout Int) {
    let count = successors.count
    var order: [Int32] = []
    var number = [Int32](repeating: -1, count: count)
    var isRoot = [Bool](repeating: false, count: count)
    for root in roots where root < count { isRoot[root] = true }
    // Postorder by an explicit stack of nodes with the next successor to see.
    var state = [UInt8](repeating: 0, count: count)
    var open: [(node: Int32, next: Int)] = []
    for root in roots.filter({ $0 < count }) + Array(0..<count) where state[root] == 0 {
      isRoot[root] = true
      state[root] = 1
      open.append((Int32(truncatingIfNeeded: root), 0))
      while let (node, next) = open.last {
        if next < successors[Int(node)].count {
          open[open.count - 1].next += 1
          let target = successors[Int(node)][next]
          if state[Int(target)] == 0 {
            state[Int(target)] = 1
            open.append((target, 0))
          }
        } else {
          open.removeLast()
          number[Int(node)] = Int32(truncatingIfNeeded: order.count)
          order.append(node)
        }
      }
    }
    // The node `count` stands for what enters all roots; it has the highest number.
    let top = Int32(truncatingIfNeeded: count)
    number.append(top)
    var predecessors = [[Int32]](repeating: [], count: count)
    for (node, targets) in successors.enumerated() {
      for target in targets {
        predecessors[Int(target)].append(Int32(truncatingIfNeeded: node))
      }
    }
    var parents = [Int32](repeating: -1, count: count + 1)
    parents[count] = top
    for node in 0..<count where isRoot[node] { parents[node] = top }
    var isChanged = true
    while isChanged {
      isChanged = false
      for node in order.reversed() where !isRoot[Int(node)] {
        var common: Int32 = -1
        for source in predecessors[Int(node)] where parents[Int(source)] >= 0 {
          guard common >= 0 else {
            common = source
            continue
          }
          var other = source
          while other != common {
            budget -= 1
            if number[Int(other)] < number[Int(common)] {
              other = parents[Int(other)]
            } else {
              common = parents[Int(common)]
            }
          }
        }
        guard budget > 0 else { return nil }
        if common >= 0, parents[Int(node)] != common {
          parents[Int(node)] = common
          isChanged = true
        }
      }
    }
    self.parents = parents.prefix(count).map { $0 == top ? -1 : $0 }
    numberTree(order)
  }

  /// Numbers the tree so that a node's range holds those that it dominates.
  private mutating func numberTree(_ postorder: [Int32]) {
    var children = [[Int32]](repeating: [], count: parents.count)
    var roots: [Int32] = []
    for node in postorder.reversed() {
      if parents[Int(node)] < 0 {
        roots.append(node)
      } else {
        children[Int(parents[Int(node)])].append(node)
      }
    }
    first = Array(repeating: 0, count: parents.count)
    last = first
    var clock: Int32 = 0
    var open: [(node: Int32, next: Int)] = []
    for root in roots {
      open.append((root, 0))
      clock += 1
      first[Int(root)] = clock
      while let (node, next) = open.last {
        if next < children[Int(node)].count {
          open[open.count - 1].next += 1
          let child = children[Int(node)][next]
          clock += 1
          first[Int(child)] = clock
          open.append((child, 0))
        } else {
          open.removeLast()
          last[Int(node)] = clock
        }
      }
    }
  }

  func parent(of node: Int) -> Int? {
    guard node < parents.count, parents[node] >= 0 else { return nil }
    return Int(parents[node])
  }

  /// Whether every path to the second node passes the first; each passes itself.
  func dominates(_ node: Int, _ other: Int) -> Bool {
    first[node] <= first[other] && first[other] <= last[node]
  }
}
