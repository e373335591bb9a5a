/// Where the labels of an assembly are, and how wide the PUSHes that refer to them.
struct AssemblyLayout {
  /// The length of the code.
  private(set) var byteCount = 0
  private var offsets: [String: Int] = [:]
  /// The bytes of each PUSH of a label, by the statement's index.
  private var widths: [Int: Int] = [:]

  init(_ lines: [Assembly.Line]) throws(AssemblyError) {
    var definitions: [String: Int] = [:]
    for (index, line) in lines.enumerated() {
      switch line.statement {
      case .label(let name):
        if let first = definitions[name] {
          throw line.error(.repeatedLabel(name, line: lines[first].line))
        }
        definitions[name] = index
      case .pushLabel(_, let byteCount): widths[index] = byteCount ?? 1
      default: break
      }
    }
    for (index, line) in lines.enumerated() {
      if case .pushLabel(let name, _) = line.statement, definitions[name] == nil {
        throw lines[index].error(.unknownLabel(name))
      }
    }
    repeat { try place(lines) } while try widen(lines)
  }

  /// Computes all offsets with the widths as they are.
  private mutating func place(_ lines: [Assembly.Line]) throws(AssemblyError) {
    var offset = 0
    for (index, line) in lines.enumerated() {
      switch line.statement {
      case .label(let name): offsets[name] = offset
      case .instruction: offset += 1
      case .push(let data), .cutOffPush(_, let data): offset += 1 + data.count
      case .data(let data): offset += data.count
      case .pushLabel: offset += 1 + (widths[index] ?? 1)
      }
      guard offset <= Bytecode.maximumByteCount else { throw line.error(.tooLarge) }
    }
    byteCount = offset
  }

  /// Widens each PUSH of a label that does not fit; false when all do. Widths only grow, and three
  /// bytes hold every offset, so this ends.
  private mutating func widen(_ lines: [Assembly.Line]) throws(AssemblyError) -> Bool {
    var isChanged = false
    for (index, width) in widths {
      guard case .pushLabel(let name, let byteCount) = lines[index].statement,
        let target = offsets[name]
      else { continue }
      let needed = target < 1 << 8 ? 1 : target < 1 << 16 ? 2 : 3
      guard needed > width else { continue }
      if byteCount != nil { continue }
      widths[index] = needed
      isChanged = true
    }
    return isChanged
  }

  /// The offset of a label and the width of the PUSH that refers to it.
  func reference(
    _ name: String, from index: Int, _ line: Assembly.Line
  ) throws(AssemblyError) -> (target: Int, width: Int) {
    guard let target = offsets[name], let width = widths[index] else {
      throw line.error(.unknownLabel(name))
    }
    guard width >= 3 || target < 1 << (width * 8) else {
      throw line.error(.labelTooFar(name, offset: target, byteCount: width))
    }
    return (target, width)
  }
}
