import EVMPrimitives

/// A stretch of memory whose content is known.
struct MemoryFact: Hashable {
  enum Content: Hashable {
    /// The word's bytes from `skip` on.
    case word(Term, skip: Int)
    /// Calldata from an offset on.
    case calldata(Term)
    /// Code from an offset on.
    case code(Int)
    /// Zeros from the end of a stretch of the length to the next multiple of 32.
    case padding(Term)
    /// What the call returned, from an offset on; -1 for the latest call, whichever it was.
    case returned(Int32, Term)
  }

  /// What is added to `start`; none for nothing.
  var rest: Term
  var start: Int
  /// Bytes, when their number is known.
  var count: Int
  /// Their number, when it is not.
  var length: Term = .none
  var content: Content
}

/// What is known of memory at a point of the code.
struct MemoryFacts: Hashable {
  private(set) var facts: [MemoryFact] = []
  /// Memory from here on was never written, so it is zero.
  private(set) var untouched: Int

  private static let capacity = 160

  init() {
    untouched = 0
  }

  mutating func forgetAll() {
    facts.removeAll()
    untouched = .max
  }

  /// Where a stretch stands relative to another, when that is known.
  enum Relation {
    /// The distance from the first's start to the second's.
    case distance(Int)
    case apart
    case unknown
  }

  /// Notes that bytes were written; `content` nil when nothing is known of them.
  ///
  /// - Parameters:
  ///   - count: Nil when the number is not known; `length` may say what it is.
  mutating func write(
    _ rest: Term, _ start: Int, count: Int?, length: Term = .none,
    _ content: MemoryFact.Content?, _ table: TermTable
  ) {
    if count == 0 { return }
    var kept: [MemoryFact] = []
    kept.reserveCapacity(facts.count + 1)
    for fact in facts {
      let size = fact.length.isNone ? fact.count : nil
      let relation = table.relation(
        fact.rest, fact.start, size, length: fact.length, rest, start, count)
      switch relation {
      case .apart: kept.append(fact)
      case .unknown: continue
      case .distance(let distance):
        guard let size, let count else {
          // What starts before the write keeps its head when its size is known.
          if let size, distance > 0 {
            kept.append(distance < size ? fact.part(0, distance) : fact)
          } else if let count, distance + count <= 0 {
            kept.append(fact)
          }
          continue
        }
        if distance >= size || distance + count <= 0 {
          kept.append(fact)
          continue
        }
        if case .padding = fact.content { continue }
        if distance > 0 { kept.append(fact.part(0, distance)) }
        if distance + count < size, fact.canBeCut {
          kept.append(fact.part(distance + count, size))
        }
      }
    }
    facts = kept
    if let content {
      facts.append(
        MemoryFact(
          rest: rest, start: start, count: count ?? 0, length: count == nil ? length : .none,
          content: content))
      if facts.count > Self.capacity { facts.removeFirst(facts.count - Self.capacity) }
    }
    if rest.isNone, let count, start >= 0 {
      // What lies between is zero still; it is noted as long as that is short.
      if start > untouched, start - untouched <= 0x200 {
        var place = untouched
        while place < start {
          let size = min(32, start - place)
          facts.insert(
            MemoryFact(
              rest: .none, start: place, count: size, content: .word(.zero, skip: 0)), at: 0)
          place += size
        }
      }
      untouched = max(untouched, start &+ count)
    } else {
      untouched = .max
    }
  }

  func fact(at rest: Term, _ start: Int) -> MemoryFact? {
    facts.last { $0.rest == rest && $0.start == start }
  }

  /// Whether the fact is known, most likely at a place in the list.
  func contains(_ fact: MemoryFact, near index: Int) -> Bool {
    if index < facts.count, facts[index] == fact { return true }
    return facts.contains(fact)
  }

  mutating func replaceContent(at index: Int, _ content: MemoryFact.Content) {
    facts[index].content = content
  }

  mutating func insert(_ fact: MemoryFact) { facts.insert(fact, at: 0) }

  mutating func setUntouched(_ offset: Int) { untouched = offset }

  mutating func keep(_ isKept: (MemoryFact) -> Bool) { facts.removeAll { !isKept($0) } }

  mutating func raise(_ other: Int) { untouched = max(untouched, other) }
}

extension MemoryFact {
  /// The bytes between, as a fact of their own.
  func part(_ from: Int, _ to: Int) -> MemoryFact {
    var part = self
    part.start = start &+ from
    part.count = to - from
    switch content {
    case .word(let term, let skip): part.content = .word(term, skip: skip + from)
    case .code(let offset): part.content = .code(offset + from)
    case .calldata, .returned, .padding: break
    }
    return part
  }

  /// Whether a part that does not start at the first byte can be said.
  var canBeCut: Bool {
    switch content {
    case .word, .code: true
    case .calldata, .returned, .padding: false
    }
  }
}
