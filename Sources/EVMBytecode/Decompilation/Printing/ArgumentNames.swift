import EVMABI
import EVMPrimitives

/// The parameters of a function by the places of their words in calldata.
struct ArgumentNames {
  let names: [String]
  let types: [ABIType]
  /// The parameter and what in it stands at an offset: `arg1[2]`.
  private var words: [Int: (text: String, type: ABIType)] = [:]
  private var heads: [Int: Int] = [:]

  init(names: [String], types: [ABIType]) {
    self.names = names
    self.types = types
    var offset = 4
    for (index, type) in types.enumerated() {
      heads[offset] = index
      add(type, names[index], &offset, depth: 0)
    }
  }

  private mutating func add(_ type: ABIType, _ text: String, _ offset: inout Int, depth: Int) {
    guard words.count < 400, depth < 8 else { return }
    if type.isDynamic {
      words[offset] = ("\(text).offset", .uint256)
      offset += 32
      return
    }
    switch type {
    case .fixedArray(let element, let count):
      for index in 0..<min(count.value, 100) {
        add(element, "\(text)[\(index)]", &offset, depth: depth + 1)
      }
    case .tuple(let members):
      for (index, member) in members.enumerated() {
        let name = member.name.isEmpty ? "\(index)" : member.name
        add(member.type, "\(text).\(name)", &offset, depth: depth + 1)
      }
    default:
      words[offset] = (text, type)
      offset += 32
    }
  }

  func word(at offset: Int) -> String? { words[offset]?.text }

  func isAddress(at offset: Int?) -> Bool {
    guard let offset else { return false }
    return words[offset]?.type == .address
  }

  /// Whether a value is an argument whose type has no more bits.
  func isWithin(_ term: Term, bits: Int, _ table: TermTable) -> Bool {
    let node = table.node(term)
    guard node.kind == TermKind(.calldataLoad), let offset = table.int(node.a),
      let type = words[offset]?.type
    else { return false }
    switch type {
    case .bool: return true
    case .uint(let count): return count.value <= bits
    case .address: return bits >= 160
    default: return false
    }
  }

  enum Place {
    case length(String)
    case element(String, Term)
    case word(String, Int, Term)
  }

  /// What of a dynamic argument a word at an offset is.
  func element(_ offset: Term, _ table: TermTable) -> Place? {
    guard let (name, type, constant, rest) = dynamic(offset, table) else { return nil }
    if constant == 4 && rest.isNone { return .length(name) }
    guard constant >= 36 else { return nil }
    switch type {
    case .array(let element) where !element.isDynamic:
      if rest.isNone, constant % 32 == 4 {
        guard constant == 36 else { return nil }
        return .element(name, .none)
      }
      guard constant == 36 else { return nil }
      let node = table.node(rest)
      if node.kind == TermKind(.mul), table.int(node.a) == 32 { return .element(name, node.b) }
      if node.kind == TermKind(.shl), table.int(node.a) == 5 { return .element(name, node.b) }
      return .word(name, 0, rest)
    case .bytes, .string: return .word(name, constant - 36, rest)
    default: return nil
    }
  }

  /// The name of bytes in calldata that are a whole dynamic argument's.
  func data(_ offset: Term, _ length: Term, _ table: TermTable) -> String? {
    guard let (name, type, constant, rest) = dynamic(offset, table), constant == 36, rest.isNone,
      type == .bytes || type == .string
    else { return nil }
    // Its own length.
    let node = table.node(length)
    guard node.kind == TermKind(.calldataLoad), case .length(name)? = element(node.a, table) else {
      return nil
    }
    return name
  }

  private func dynamic(
    _ offset: Term, _ table: TermTable
  ) -> (name: String, type: ABIType, constant: Int, rest: Term)? {
    guard let place = table.address(offset), !place.rest.isNone else { return nil }
    func head(_ term: Term) -> Int? {
      let node = table.node(term)
      guard node.kind == TermKind(.calldataLoad), let at = table.int(node.a), let index = heads[at],
        types[index].isDynamic
      else { return nil }
      return index
    }
    if let index = head(place.rest) { return (names[index], types[index], place.start, .none) }
    let node = table.node(place.rest)
    guard node.kind == TermKind(.add) else { return nil }
    if let index = head(node.a) { return (names[index], types[index], place.start, node.b) }
    if let index = head(node.b) { return (names[index], types[index], place.start, node.a) }
    return nil
  }
}
