import EVMPrimitives

extension Listing {
  /// The text with labels or remarks.
  func annotated() -> [UInt8] {
    let labels = style.namesLabels ? namedDestinations : []
    var out: [UInt8] = []
    out.reserveCapacity(code.count * 12)
    for part in parts {
      if let heading = part.heading { out += "; \(heading)\n".utf8 }
      walk(part) { piece in
        switch piece {
        case .data(let range):
          append("DATA \(Hex.encode(code.bytes[range]))", at: range.lowerBound, to: &out)
        case .instruction(let opcode, let instruction):
          if opcode == .jumpDest {
            if instruction.offset > part.range.lowerBound { out.append(UInt8(ascii: "\n")) }
            if labels.contains(instruction.offset) {
              out += "\(label(instruction.offset)):\n".utf8
            }
          }
          append(text(opcode, instruction, labels), at: instruction.offset, to: &out)
        }
      }
    }
    return out
  }

  private enum Piece {
    case instruction(Opcode, Instruction)
    case data(Range<Int>)
  }

  /// The lines of a part, in order.
  private func walk(_ part: Part, _ visit: (Piece) -> Void) {
    var offset = part.range.lowerBound
    let end = part.range.upperBound
    func data(to limit: Int) {
      while offset < limit {
        let next = Swift.min(offset + Self.dataLine, limit)
        visit(.data(offset..<next))
        offset = next
      }
    }
    guard part.isCode else { return data(to: end) }
    while offset < end {
      let instruction = Instruction(at: offset, in: code.bytes)
      if instruction.offset + 1 + Int(instruction.byte.pushDataCount) > end, end < code.count {
        return data(to: end)
      }
      if let opcode = instruction.opcode {
        visit(.instruction(opcode, instruction))
        offset = instruction.end
      } else {
        var limit = offset + 1
        while limit < end, Opcode(rawValue: code.bytes[limit]) == nil { limit += 1 }
        data(to: limit)
      }
    }
  }

  private func append(_ text: String, at offset: Int, to out: inout [UInt8]) {
    if style.showsOffsets {
      let digits = String(offset, radix: 16)
      let padding = Self.offsetDigits(code.count) - digits.utf8.count
      out += "\(String(repeating: "0", count: Swift.max(0, padding)))\(digits): ".utf8
    }
    out += text.utf8
    if let remark = remarks[offset] { out += "  ; \(remark)".utf8 }
    out.append(UInt8(ascii: "\n"))
  }

  private func text(_ opcode: Opcode, _ instruction: Instruction, _ labels: Set<Int>) -> String {
    guard opcode.immediateCount > 0 else { return opcode.mnemonic }
    if let target = reference(instruction), labels.contains(target) {
      return "\(opcode.mnemonic) @\(label(target))"
    }
    let dots = instruction.isCutOff ? ".." : ""
    return "\(opcode.mnemonic) \(Hex.encode(instruction.immediate))\(dots)"
  }

  private func label(_ offset: Int) -> String { "label_\(String(offset, radix: 16))" }

  /// The jump destinations that a line begins with and that some PUSH refers to.
  private var namedDestinations: Set<Int> {
    let destinations = code.jumpDestinations
    var lines: Set<Int> = []
    var wanted: Set<Int> = []
    for part in parts where part.isCode {
      walk(part) { piece in
        guard case .instruction(let opcode, let instruction) = piece else { return }
        if opcode == .jumpDest, destinations.contains(instruction.offset) {
          lines.insert(instruction.offset)
        }
        if let target = reference(instruction) { wanted.insert(target) }
      }
    }
    return lines.intersection(wanted)
  }

  /// The offset that a PUSH can mean: its value, when JUMP or JUMPI follows or it is PUSH2 or PUSH3.
  private func reference(_ instruction: Instruction) -> Int? {
    guard instruction.byte.pushDataCount > 0, !instruction.isCutOff,
      let value = instruction.pushedValue, let target = Int(exactly: value), target < code.count
    else { return nil }
    if instruction.byte == 0x61 || instruction.byte == 0x62 { return target }
    let isFollowed = instruction.end < code.count && (code.bytes[instruction.end] | 1) == 0x57
    return isFollowed ? target : nil
  }
}
