import EVMABI
import EVMPrimitives

/// Gathers what a contract's formulas say about its storage.
struct StorageReading {
  var tree = StorageTree()
  private(set) var unknownReads: Set<Int> = []
  private(set) var unknownWrites: Set<Int> = []
  private let isTransient: Bool
  private let bounds: ArrayBounds
  private let isSolidity: Bool
  /// The slots of arrays' lengths, as their indices are checked against them.
  private var lengths: [Int: Set<Expression>] = [:]
  private let reader: StoragePathReader
  /// The words by the formulas of their slots; -1 for a slot that is not known.
  private var wordOfSlot: [Expression: Int] = [:]

  init(_ exploration: CodeExploration, isTransient: Bool) {
    self.isTransient = isTransient
    isSolidity = exploration.isSolidity
    bounds = ArrayBounds(exploration.machine.table)
    reader = StoragePathReader(exploration, isTransient: isTransient)
  }

  /// Reads all paths.
  mutating func read(_ exploration: CodeExploration, _ signatures: [Selector: ABIFunction]) {
    let table = exploration.machine.table
    for (number, function) in exploration.functions.enumerated() {
      let types = ValueTypes(
        table, exploration.inference(of: function),
        parameters: signatures[function.entry.selector]?.inputs.map(\.type))
      read(function.facts, number, types, table)
    }
    let types = ValueTypes(table, nil, parameters: nil)
    read(exploration.otherwise, exploration.functions.count, types, table)
    for facts in exploration.strays { read(facts, exploration.functions.count, types, table) }
    var uses = StorageUses(table, wordOfSlot, isTransient: isTransient)
    uses.collect(into: &tree)
    for (number, function) in exploration.functions.enumerated() {
      guard let signature = signatures[function.entry.selector] else { continue }
      noteTexts(signature, number)
      uses.collect(function.facts, returning: signature.outputs.map(\.type), into: &tree)
    }
    for facts in exploration.allFacts {
      uses.collect(facts, into: &tree)
      readSources(facts, table)
    }
    for (array, slots) in lengths {
      for slot in slots {
        if let length = wordOfSlot[slot], length >= 0 { tree.words[array].lengths.insert(length) }
      }
    }
    tree.foldElements()
  }

  private mutating func read(
    _ facts: FunctionFacts, _ function: Int, _ types: ValueTypes, _ table: ExpressionTable
  ) {
    for access in facts.storage where access.isTransient == isTransient {
      guard let word = word(of: access.slot, types, table) else {
        if access.written == nil {
          unknownReads.insert(access.offset)
        } else {
          unknownWrites.insert(access.offset)
        }
        continue
      }
      guard let value = access.written else {
        tree.words[word].readers.insert(function)
        continue
      }
      tree.words[word].writers.insert(function)
      let write = StorageWrite(value, to: access.slot, table)
      if let number = table.value(value), number < StorageUses.smallNumber {
        tree.words[word].constants[function, default: []].insert(number)
      } else {
        tree.words[word].constants[function, default: []].insert(.max)
      }
      if !isSolidity, let counted = types.typeCounted(by: value) {
        tree.words[word].counted[counted, default: 0] += 1
      }
      if write.isWhole {
        tree.words[word].wholeWrites += 1
        tree.words[word].whole.count += 1
        if let type = types.type(of: value) { tree.words[word].whole.types[type, default: 0] += 1 }
        continue
      }
      for part in write.parts where part.range.isOfBytes {
        tree.words[word].parts[part.range, default: 0] += 1
        tree.words[word].votes[part.range, default: FieldVotes()].count += 1
        if let value = part.value, let type = types.type(of: value) {
          tree.words[word].votes[part.range, default: FieldVotes()].types[type, default: 0] += 1
        }
      }
    }
  }

  /// Notes whether a function that uses a word takes or gives text, or other bytes: code tells them
  /// not apart.
  private mutating func noteTexts(_ signature: ABIFunction, _ function: Int) {
    func only(_ types: [ABIType]) -> ABIType? {
      let texts = Set(types.filter { $0 == .string || $0 == .bytes })
      return texts.count == 1 ? texts.first : nil
    }
    let given = only(signature.inputs.map(\.type))
    let answered = only(signature.outputs.map(\.type))
    guard given != nil || answered != nil else { return }
    for word in tree.words.indices {
      if let given, tree.words[word].writers.contains(function) {
        tree.words[word].texts[given, default: 0] += 1
      }
      if let answered, tree.words[word].readers.contains(function) {
        tree.words[word].texts[answered, default: 0] += 1
      }
    }
  }

  /// Notes the words of which a value that is written is made, once all words are known.
  private mutating func readSources(_ facts: FunctionFacts, _ table: ExpressionTable) {
    for access in facts.storage where access.isTransient == isTransient {
      guard let value = access.written, let word = wordOfSlot[access.slot], word >= 0 else {
        continue
      }
      var source = value
      if table.isOp(source, .add) {
        let (first, second) = table.operands(source)
        if table.value(first) != nil { source = second }
      }
      guard table.isOp(source, isTransient ? .tload : .sload),
        let other = wordOfSlot[table.operands(source).0], other >= 0
      else { continue }
      tree.words[word].sources.insert(other)
    }
  }

  /// The word of a slot; its keys' types are noted each time, as they depend on the function.
  private mutating func word(
    of slot: Expression, _ types: ValueTypes, _ table: ExpressionTable
  ) -> Int? {
    guard let path = reader.path(slot, table), path.isAnchored else {
      wordOfSlot[slot] = -1
      return nil
    }
    let word = tree.word(at: path) { tree, mapping, key in
      guard let key else {
        tree.words[mapping].keyTypes[.string, default: 0] += 1
        return
      }
      // Vyper hashes a key of bytes before it hashes it with the slot.
      let isHashed = !isSolidity && table.op(key) == .unknownHash
      guard let type = isHashed ? .string : types.type(of: key) else { return }
      tree.words[mapping].keyTypes[type, default: 0] += 1
    }
    wordOfSlot[slot] = word ?? -1
    if path.steps.last == .word(.zero), path.steps.dropLast().last?.isElement == true,
      let array = tree.array(at: path)
    {
      note(path, array, table)
    }
    return word
  }

  /// Notes how many elements a fixed array has.
  private mutating func note(_ path: StoragePath, _ array: Int, _ table: ExpressionTable) {
    for index in path.indices {
      if let count = bounds.count(index, table).flatMap({ Int(exactly: $0) }) {
        tree.words[array].count = max(tree.words[array].count ?? 0, count)
      }
      lengths[array, default: []].formUnion(bounds.lengths(index, table))
      // What is appended is written where the length says.
      if table.isOp(index, .sload) {
        lengths[array, default: []].insert(table.operands(index).0)
      }
    }
  }
}
