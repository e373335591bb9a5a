import EVMPrimitives

/// Turns a graph into statements with branches and loops.
///
/// A block stands where the block stands that every path to it passes last, behind what leads to it;
/// the way there is leaving a labelled block, which later passes turn into `if` and `else`. Only
/// loops that are entered in several places, and depth beyond the limit, need a goto.
///
/// - SeeAlso: Ramsey, "Beyond Relooper: Recursive Translation of Unstructured Control Flow to
///   Structured Control Flow" (2022).
struct Structurer {
  private let graph: LiftedGraph
  private let limits: DecompilationLimits
  /// The order in which blocks are met on the way back of a search: targets of plain edges are later.
  private var order: [Int]
  private var tree = DominatorTree()
  private var loopOf: [Int: Set<Int>] = [:]
  /// Blocks that stand behind others, by the block and whether behind its loop.
  private var behind: [Int: [Int]] = [:]
  private var behindLoop: [Int: [Int]] = [:]
  private var isInline: [Bool]
  private var isDone: [Bool]
  private var gotoTargets: Set<Int> = []
  private var waiting: [Int] = []
  /// Instructions that no statement has yet: those of jumps.
  private var open: [Range<Int>] = []
  private(set) var statementCount = 0
  /// Whether the limit of statements was reached.
  private(set) var isCut = false

  init(_ graph: LiftedGraph, limits: DecompilationLimits) {
    self.graph = graph
    self.limits = limits
    order = Array(repeating: -1, count: graph.nodes.count)
    isInline = Array(repeating: false, count: graph.nodes.count)
    isDone = Array(repeating: false, count: graph.nodes.count)
  }

  mutating func statements() -> [Statement] {
    guard !graph.nodes.isEmpty else { return [] }
    number()
    var budget = 4_000_000
    let successors = graph.nodes.enumerated().map { index, node in
      order[index] < 0 ? [] : node.edges.map { Int32(truncatingIfNeeded: $0.target) }
    }
    guard let tree = DominatorTree(successors, roots: [0], budget: &budget) else {
      isCut = true
      return [.end(.limit(at: graph.nodes[0].start), places: [])]
    }
    self.tree = tree
    findLoops()
    place()
    var result = write(0, [], depth: 0)
    while let next = waiting.popLast() {
      guard !isDone[next] else { continue }
      result += write(next, [], depth: 0)
    }
    return result.replaced { statement in
      if case .label(let label) = statement, !gotoTargets.contains(label) { return [] }
      return [statement]
    }
  }

  // MARK: - Order, loops, places

  private mutating func number() {
    var open: [(node: Int, next: Int)] = [(0, 0)]
    var isSeen = [Bool](repeating: false, count: graph.nodes.count)
    isSeen[0] = true
    var clock = graph.nodes.count
    while let (node, next) = open.last {
      let edges = graph.nodes[node].edges
      if next < edges.count {
        open[open.count - 1].next += 1
        // The last first, so that what is taken stands behind what is not.
        let target = edges[edges.count - 1 - next].target
        if !isSeen[target] {
          isSeen[target] = true
          open.append((target, 0))
        }
      } else {
        open.removeLast()
        clock -= 1
        order[node] = clock
      }
    }
  }

  private func isBack(_ source: Int, _ target: Int) -> Bool { order[target] <= order[source] }

  private mutating func findLoops() {
    var predecessors = [[Int]](repeating: [], count: graph.nodes.count)
    for (index, node) in graph.nodes.enumerated() where order[index] >= 0 {
      for edge in node.edges { predecessors[edge.target].append(index) }
    }
    var work = 0
    for (index, node) in graph.nodes.enumerated() where order[index] >= 0 {
      for edge in node.edges
      where isBack(index, edge.target) && tree.dominates(edge.target, index) {
        var body = loopOf[edge.target] ?? [edge.target]
        var open = [index]
        while let next = open.popLast() {
          guard body.insert(next).inserted else { continue }
          work += 1
          open += predecessors[next]
        }
        loopOf[edge.target] = body
        if work > 400_000 { return }
      }
    }
  }

  private mutating func place() {
    var forward = [Int](repeating: 0, count: graph.nodes.count)
    for (index, node) in graph.nodes.enumerated() where order[index] >= 0 {
      for edge in node.edges where !isBack(index, edge.target) { forward[edge.target] += 1 }
    }
    let loops = loopOf.sorted { order[$0.key] > order[$1.key] }
    let nodes = graph.nodes.indices.filter { order[$0] > 0 && $0 != 0 }.sorted {
      order[$0] < order[$1]
    }
    let ends = endings(nodes)
    for node in nodes {
      guard let parent = tree.parent(of: node) else { continue }
      var place = parent
      var isBehind = false
      // What is left for good stands where the loop is left.
      if !(forward[node] == 1 && ends[node] <= 4) {
        // From the inside out.
        for (header, body) in loops where body.contains(place) && !body.contains(node) {
          place = header
          isBehind = true
        }
      }
      if isBehind {
        behindLoop[place, default: []].append(node)
      } else if forward[node] == 1 {
        isInline[node] = true
      } else {
        behind[place, default: []].append(node)
      }
    }
  }

  /// How many statements run from a block on until all paths have ended, when no other block is
  /// shared and there are few; else many.
  private func endings(_ nodes: [Int]) -> [Int] {
    var counts = [Int](repeating: 1 << 20, count: graph.nodes.count)
    for node in nodes.reversed() {
      var sum = graph.nodes[node].actions.count + 1
      for edge in graph.nodes[node].edges {
        let isOwn = !isBack(node, edge.target) && tree.parent(of: edge.target) == node
        sum += isOwn ? counts[edge.target] : 1 << 20
      }
      counts[node] = min(sum, 1 << 20)
    }
    return counts
  }

  // MARK: - Writing

  /// The statements of a block and of those that stand below and behind it; none is passed by at
  /// its end.
  private mutating func write(_ start: Int, _ outer: Set<Int>, depth: Int) -> [Statement] {
    var result: [Statement] = []
    var node = start
    var enclosing = outer
    while true {
      guard !isDone[node] else {
        gotoTargets.insert(node)
        return result + [.goto(node)]
      }
      guard statementCount < limits.statements else {
        isCut = true
        return result + [.end(.limit(at: graph.nodes[node].start), places: [])]
      }
      isDone[node] = true
      result.append(.label(node))
      let isLoop = loopOf[node] != nil
      let after = (behindLoop[node] ?? []).sorted { order[$0] < order[$1] }
      let inner = (behind[node] ?? []).sorted { order[$0] < order[$1] }
      if !isLoop, after.isEmpty, inner.isEmpty {
        guard let next = writeOwn(node, &result, enclosing, depth: depth, mayGoOn: true) else {
          return result
        }
        node = next
        continue
      }
      var list: [Statement] = []
      var scope = enclosing.union(after)
      if isLoop { scope.insert(node) }
      scope.formUnion(inner)
      if inner.isEmpty, isLoop {
        // The body goes on in a list of its own.
        if let next = writeOwn(node, &list, scope, depth: depth + 1, mayGoOn: true) {
          list += write(next, scope, depth: depth + 1)
        }
      } else {
        _ = writeOwn(node, &list, scope, depth: depth + 1, mayGoOn: false)
      }
      let tail = isLoop ? after : inner
      if isLoop {
        for (place, next) in inner.enumerated() {
          scope.remove(next)
          list = [.block(next, list)] + write(next, scope, depth: depth + 1)
          _ = place
        }
        list = [.loop(node, list)]
        scope = enclosing.union(after)
      }
      for next in tail.dropLast() {
        scope.remove(next)
        list = [.block(next, list)] + write(next, scope, depth: depth + 1)
      }
      guard let last = tail.last else { return result + list }
      result.append(.block(last, list))
      enclosing = outer
      node = last
    }
  }

  /// Writes a block's own statements.
  ///
  /// - Parameter mayGoOn: Whether the block that follows may be left to the caller.
  /// - Returns: That block.
  private mutating func writeOwn(
    _ node: Int, _ result: inout [Statement], _ enclosing: Set<Int>, depth: Int, mayGoOn: Bool
  ) -> Int? {
    var lifted = graph.nodes[node]
    if !open.isEmpty {
      if lifted.actions.isEmpty {
        lifted.places = (open + lifted.places).joined
      } else {
        lifted.actions[0].places = (open + lifted.actions[0].places).joined
      }
      open = []
    }
    for placed in lifted.actions { result.append(.action(placed)) }
    statementCount += lifted.actions.count + 1
    switch lifted.terminator {
    case .end(let end):
      result.append(.end(end, places: lifted.places))
      return nil
    case .jump(let edge):
      if edge.moves.isEmpty {
        open = lifted.places
      } else {
        append(edge.moves, lifted.places, &result)
      }
      if mayGoOn, canGoOn(node, edge.target) { return edge.target }
      let next = transfer(node, edge.target, enclosing, depth: depth)
      if !open.isEmpty, result.attachToLast(open) { open = [] }
      result += next
      return nil
    case .branch(let condition, let taken, let notTaken):
      // The side that goes on stands behind the other.
      let goesTaken = isShorter(notTaken.target, taken.target, node)
      let (near, far) = goesTaken ? (notTaken, taken) : (taken, notTaken)
      var list: [Statement] = []
      append(near.moves, [], &list)
      list += transfer(node, near.target, enclosing, depth: depth + 1)
      result.append(
        goesTaken
          ? .branch(condition, then: [], else: list, places: lifted.places)
          : .branch(condition, then: list, else: [], places: lifted.places))
      append(far.moves, [], &result)
      if mayGoOn, canGoOn(node, far.target) { return far.target }
      result += transfer(node, far.target, enclosing, depth: depth)
      return nil
    }
  }

  private func append(
    _ moves: [Assignment], _ places: [Range<Int>], _ result: inout [Statement]
  ) {
    guard !moves.isEmpty else { return }
    result.append(.action(PlacedAction(action: .assign(moves), places: places)))
  }

  private func canGoOn(_ node: Int, _ target: Int) -> Bool {
    !isBack(node, target) && isInline[target] && !isDone[target]
  }

  /// Whether the first target is better written inside the branch than the second.
  private func isShorter(_ first: Int, _ second: Int, _ node: Int) -> Bool {
    let (a, b) = (!canGoOn(node, first), !canGoOn(node, second))
    if a != b { return a }
    let (x, y) = (weight(first), weight(second))
    return x != y ? x < y : false
  }

  private func weight(_ node: Int) -> Int {
    if case .end(let end) = graph.nodes[node].terminator {
      if case .revert = end { return 0 }
      return 1 + graph.nodes[node].actions.count
    }
    return 1 << 20
  }

  private mutating func transfer(
    _ node: Int, _ target: Int, _ enclosing: Set<Int>, depth: Int
  ) -> [Statement] {
    if isBack(node, target) {
      if loopOf[target] != nil, enclosing.contains(target) { return [.again(target)] }
    } else if isInline[target], !isDone[target] {
      if depth < limits.depth { return write(target, enclosing, depth: depth + 1) }
      waiting.append(target)
    } else if enclosing.contains(target), !isDone[target] {
      return [.leave(target)]
    }
    if !isDone[target] { waiting.append(target) }
    gotoTargets.insert(target)
    return [.goto(target)]
  }
}
