import EVMPrimitives

extension TermPrinter {
  /// The name of what a slot holds.
  ///
  /// - Parameter bits: The bits that are meant; nil for the whole word.
  mutating func storage(
    _ slot: Term, bits: Range<Int>? = nil, isTransient: Bool = false
  ) -> String {
    guard let path = table.slotPath(slot, isVyper: context.isVyper) else {
      let name = isTransient ? "transient" : "storage"
      let text = "\(name)[\(text(slot))]"
      return bits.map { "\(text).\(self.field($0))" } ?? text
    }
    let shape = context.shape(path, isTransient: isTransient)
    var field: String?
    if let naming = context.naming,
      let known = naming.name(
        of: StoragePlace(
          slot: path.slot.bigEndianBytes, path: path.steps, bits: bits ?? 0..<256,
          isTransient: isTransient))
    {
      let own = place(path, named: known.variable)
      return known.field.map { "\(own).\($0)" } ?? own
    }
    let text = place(path, isTransient: isTransient)
    if let bits, context.wholeWidth(shape) != bits.upperBound || bits.lowerBound != 0 {
      field = self.field(bits)
    }
    return field.map { "\(text).\($0)" } ?? text
  }

  func field(_ bits: Range<Int>) -> String {
    "field_\(bits.lowerBound / 8)_\(bits.count / 8)"
  }

  /// The name of a variable with the keys that lead to the value.
  mutating func place(
    _ path: TermTable.SlotPath, named known: String? = nil, isTransient: Bool = false
  ) -> String {
    var text: String
    if let known {
      text = known
    } else if let slot = KnownStorageSlot.named(Hash256(path.slot)), slot.formula.isHashed {
      text = "storage[\"\(slot.name)\"]"
    } else if path.slot.significantBitCount <= 32 {
      let kind =
        switch path.steps.first {
        case .mapping?: "map"
        case .element?: "array"
        default: "slot"
        }
      text = "\(isTransient ? "transient_" : "")\(kind)\(path.slot)"
    } else {
      text = "\(isTransient ? "transient" : "storage")[\(path.slot.quantity)]"
    }
    let shape = context.shape(path, isTransient: isTransient)
    let isLength = known == nil && context.arrays.contains(shape)
    if isLength, path.steps.isEmpty { text = "array\(text.dropFirst(4))" }
    for (step, key) in zip(path.steps, path.keys) {
      switch step {
      case .mapping, .element:
        if let variable = table.variable(key), let parts = table.hashes[variable] {
          let own = context.isVyper ? Array(parts.dropFirst()) : Array(parts.dropLast())
          text += "[\(message(.parts(own)))]"
          continue
        }
        text += "[\(self.text(key))]"
      case .member(let number): text += ".m\(number)"
      }
    }
    return isLength ? text + ".length" : text
  }
}

extension KnownStorageSlot.Formula {
  fileprivate var isHashed: Bool {
    if case .ordinal = self { return false }
    return true
  }
}
