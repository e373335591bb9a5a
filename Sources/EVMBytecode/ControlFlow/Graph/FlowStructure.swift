/// Internal functions, dominators and loops of what was explored.
///
/// Dominators and loops are those within functions: a call goes on behind the call, not in the
/// function, so that two calls of one function make no loop.
struct FlowStructure {
  struct Call: Hashable {
    let site: Int32
    let target: Int32
  }

  struct Function {
    let entry: Int32
    var calls: [Call] = []
    var exits: [Int32] = []
    var blocks: [Int32] = []
  }

  struct Loop {
    let header: Int32
    var latches: [Int32]
    var blocks: [Int32]
    var depth = 1
  }

  private let explorer: Explorer
  /// Block numbers by index; everything below that is called a node is such an index.
  private let reached: [Int]
  private var nodeOfBlock: [Int32]
  private(set) var edges: [EdgeSet.Edge] = []
  private(set) var functions: [Function] = []
  private(set) var loops: [Loop] = []
  private(set) var isWhole = true
  private var successors: [[Int32]]
  private var tree = DominatorTree()
  private var owners: [Int32]
  private var budget: Int

  init(_ explorer: Explorer, reached: [Int]) {
    self.explorer = explorer
    self.reached = reached
    nodeOfBlock = Array(repeating: -1, count: explorer.blocks.count)
    for (node, block) in reached.enumerated() {
      nodeOfBlock[block] = Int32(truncatingIfNeeded: node)
    }
    successors = Array(repeating: [], count: reached.count)
    owners = Array(repeating: -1, count: reached.count)
    budget = explorer.limits.work
  }

  func dominator(of node: Int) -> Int? {
    tree.parent(of: node).map { reached[$0] }
  }

  func function(of node: Int) -> Int? {
    owners[node] < 0 ? nil : Int(owners[node])
  }

  mutating func find() {
    findFunctions()
    link()
    spread()
    let roots = [0] + functions.map { Int(nodeOfBlock[Int($0.entry)]) }
    guard let tree = DominatorTree(successors, roots: roots, budget: &budget) else {
      isWhole = false
      return
    }
    self.tree = tree
    findLoops()
  }

  // MARK: - Functions

  /// Procedures of the exploration that are functions: some call's return address stands behind
  /// the call, or several calls have several return addresses.
  private mutating func findFunctions() {
    var returns = Set<Call>()
    var calls = Set<Call>()
    for procedure in explorer.procedures.dropFirst() {
      var function = Function(entry: procedure.entry)
      var seen = Set<Call>()
      var exits = Set<Call>()
      var call = procedure.lastCall
      while call >= 0 {
        let state = explorer.states[Int(call)]
        var exit = procedure.lastExit
        while exit >= 0 {
          let left = explorer.states[Int(exit)]
          exit = left.next
          budget -= 1
          guard budget > 0 else {
            isWhole = false
            break
          }
          guard let slot = left.target.slot, slot < Int(state.stackCount) else { continue }
          let place = Int(state.stackStart) + Int(state.stackCount) - 1 - slot
          guard let number = explorer.words[place].small,
            let target = explorer.blocks.destination(number)
          else { continue }
          let back = Int32(truncatingIfNeeded: target)
          exits.insert(Call(site: left.block, target: back))
          var site = state.lastSite
          while site >= 0 {
            let from = explorer.sites[Int(site)]
            site = from.previous
            budget -= 1
            let made = Call(site: from.block, target: back)
            if seen.insert(made).inserted { function.calls.append(made) }
          }
        }
        call = state.next
      }
      let followsCall = function.calls.contains {
        explorer.blocks.ends[Int($0.site)] == explorer.blocks.starts[Int($0.target)]
      }
      let isShared =
        Set(function.calls.map(\.site)).count > 1 && Set(function.calls.map(\.target)).count > 1
      guard followsCall || isShared else { continue }
      function.calls.sort { ($0.site, $0.target) < ($1.site, $1.target) }
      function.exits = Set(exits.map(\.site)).sorted()
      returns.formUnion(exits)
      calls.formUnion(function.calls.map { Call(site: $0.site, target: function.entry) })
      functions.append(function)
    }
    functions.sort { $0.entry < $1.entry }
    edges = explorer.edges.edges.map { edge in
      guard edge.kind == .jump else { return edge }
      let pair = Call(site: edge.from, target: edge.to)
      if calls.contains(pair) { return EdgeSet.Edge(from: edge.from, to: edge.to, kind: .call) }
      if returns.contains(pair) { return EdgeSet.Edge(from: edge.from, to: edge.to, kind: .return) }
      return edge
    }
  }

  /// The graph within functions: a call goes on where it returns to.
  private mutating func link() {
    for edge in edges where edge.kind != .call && edge.kind != .return {
      connect(edge.from, edge.to)
    }
    for function in functions {
      for call in function.calls { connect(call.site, call.target) }
    }
    for node in successors.indices { successors[node].sort() }
  }

  private mutating func connect(_ from: Int32, _ to: Int32) {
    let (from, to) = (nodeOfBlock[Int(from)], nodeOfBlock[Int(to)])
    guard from >= 0, to >= 0 else { return }
    successors[Int(from)].append(to)
  }

  /// Gives each function the blocks that its entry reaches without entering another.
  private mutating func spread() {
    var isEntry = [Bool](repeating: false, count: reached.count)
    for function in functions { isEntry[Int(nodeOfBlock[Int(function.entry)])] = true }
    var mark = [Int32](repeating: -1, count: reached.count)
    for index in functions.indices {
      let entry = nodeOfBlock[Int(functions[index].entry)]
      var body: [Int32] = []
      var open = [entry]
      let stamp = Int32(truncatingIfNeeded: index)
      mark[Int(entry)] = stamp
      while let node = open.popLast() {
        body.append(node)
        budget -= 1
        for next in successors[Int(node)]
        where mark[Int(next)] != stamp && !isEntry[Int(next)] {
          mark[Int(next)] = stamp
          open.append(next)
        }
      }
      guard budget > 0 else {
        isWhole = false
        return
      }
      body.sort()
      for node in body where owners[Int(node)] < 0 { owners[Int(node)] = functions[index].entry }
      functions[index].blocks = body.map { Int32(truncatingIfNeeded: reached[Int($0)]) }
    }
  }

  // MARK: - Loops

  private mutating func findLoops() {
    var predecessors = [[Int32]](repeating: [], count: reached.count)
    var latches: [Int32: [Int32]] = [:]
    for (node, targets) in successors.enumerated() {
      let from = Int32(truncatingIfNeeded: node)
      for target in targets {
        predecessors[Int(target)].append(from)
        if tree.dominates(Int(target), node) { latches[target, default: []].append(from) }
      }
    }
    var mark = [Int32](repeating: -1, count: reached.count)
    for (header, ends) in latches.sorted(by: { $0.key < $1.key }) {
      mark[Int(header)] = header
      var body = [header]
      var open = Set(ends).sorted()
      while let node = open.popLast() {
        guard mark[Int(node)] != header else { continue }
        mark[Int(node)] = header
        body.append(node)
        budget -= predecessors[Int(node)].count
        open += predecessors[Int(node)].filter { mark[Int($0)] != header }
      }
      guard budget > 0 else {
        isWhole = false
        break
      }
      body.sort()
      loops.append(
        Loop(
          header: block(header), latches: Set(ends).sorted().map(block), blocks: body.map(block)))
    }
    nest()
  }

  private func block(_ node: Int32) -> Int32 { Int32(truncatingIfNeeded: reached[Int(node)]) }

  /// A loop stands in every other loop that holds its header.
  private mutating func nest() {
    var depths: [Int32: Int] = [:]
    for loop in loops { depths[loop.header] = 0 }
    for loop in loops {
      for block in loop.blocks where depths[block] != nil { depths[block, default: 0] += 1 }
    }
    for index in loops.indices { loops[index].depth = depths[loops[index].header] ?? 1 }
  }
}
