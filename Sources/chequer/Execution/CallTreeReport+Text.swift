import EVMABI
import EVMInterpreter
import EVMPrimitives

extension CallTreeReport {
  /// The calls as an indented tree: what each says, writes and logs, and how it ends.
  func lines(_ paint: TerminalPaint) -> [String] {
    guard !tree.calls.isEmpty else { return [] }
    var lines = [title(of: tree.calls[0], paint)]
    var path: [(call: Int, event: Int)] = [(0, 0)]
    while let (index, event) = path.last {
      let call = tree.calls[index]
      let margin = Self.margin(depth: path.count - 1)
      guard event < call.events.count else {
        lines.append("\(margin)└─ \(ending(of: call, paint))")
        path.removeLast()
        continue
      }
      path[path.count - 1].event += 1
      switch call.events[event] {
      case .call(let inner):
        lines.append("\(margin)├─ \(title(of: tree.calls[inner], paint))")
        if !isToldByTitle(tree.calls[inner]) { path.append((inner, 0)) }
      case .log(let log): lines.append("\(margin)├─ event \(paint(.yellow, names.text(of: log)))")
      case .storageWrite(let write):
        lines.append(
          "\(margin)├─ slot \(short(write.slot)): \(short(write.previous)) → \(short(write.value))")
      }
    }
    return lines + changes(paint)
  }

  /// A bar for each call around a line; of very many the number, or lines would be pages long.
  private static func margin(depth: Int) -> String {
    let most = 40
    return String(repeating: "│  ", count: min(depth, most)) + (depth > most ? "(\(depth)) " : "")
  }

  /// The words and the wei that are elsewhere after the run.
  private func changes(_ paint: TerminalPaint) -> [String] {
    var lines: [String] = []
    let writes = tree.storageChanges
    if !writes.isEmpty {
      lines += ["", paint(.bold, "Storage")]
      for write in writes {
        lines.append(
          "  \(write.address.checksummed) slot \(short(write.slot)): \(short(write.previous)) → \(short(write.value))"
        )
      }
    }
    let transfers = tree.transfers
    if !transfers.isEmpty {
      lines += ["", paint(.bold, "Value")]
      for transfer in transfers {
        lines.append(
          "  \(transfer.from.checksummed) → \(transfer.to.checksummed): \(transfer.amount) wei")
      }
    }
    if tree.omittedCount > 0 {
      lines += [
        "", "\(tree.omittedCount) more calls, events and writes, which the tree has no room for.",
      ]
    }
    return lines
  }

  /// Whether the title says all: a contract that ends pays out, and a copy is what was copied. Some
  /// compilers copy with the precompiled contract all the time.
  private func isToldByTitle(_ call: CallTree.Call) -> Bool {
    call.start.kind == .selfDestruct
      || call.start.precompile == .identity && call.end?.status == .success
  }

  /// `CALL 0x... transfer(to: 0x..., amount: 5), 3 wei, 2600 gas`.
  private func title(of call: CallTree.Call, _ paint: TerminalPaint) -> String {
    let start = call.start
    let gas = paint(.dim, call.end.map { "\($0.gasUsed) gas" } ?? "not ended")
    let kind = paint(.bold, start.kind.description)
    let value = start.value.isZero ? "" : ", \(start.value) wei"
    switch start.kind {
    case .selfDestruct: return "\(kind) pays \(start.value) wei to \(start.address.checksummed)"
    case .create, .create2:
      return "\(kind) with \(counted(call.inputCount, "byte")) of init code\(value), \(gas)"
    case .call, .callCode, .delegateCall, .staticCall:
      if isToldByTitle(call) {
        return "\(kind) ID copies \(counted(call.inputCount, "byte"))\(value), \(gas)"
      }
      let target = start.precompile.map(\.description) ?? start.codeAddress.checksummed
      return "\(kind) \(target)\(content(of: call, paint))\(value), \(gas)"
    }
  }

  private func content(of call: CallTree.Call, _ paint: TerminalPaint) -> String {
    if let (function, arguments) = names.function(of: call) {
      return " " + paint(.cyan, function.text(calledWith: arguments))
    }
    let input = call.start.input
    if call.inputCount == 0 { return "" }
    return " " + paint(.cyan, shortened(input, count: call.inputCount))
  }

  private func ending(of call: CallTree.Call, _ paint: TerminalPaint) -> String {
    guard let end = call.end else { return paint(.red, "broken off") }
    switch end.status {
    case .revert:
      return paint(.red, "reverts: \(RevertReason(end.output, names: names.names))")
    case .halt(let reason): return paint(.red, "fails: \(reason)")
    case .success:
      let undone = call.isUndone ? paint(.red, ", undone") : ""
      if let address = end.createdAddress {
        return
          "creates \(address.checksummed) with \(counted(call.outputCount, "byte")) of code\(undone)"
      }
      guard call.outputCount > 0 else { return "ends\(undone)" }
      if let (function, _) = names.function(of: call),
        let values = names.results(of: function, in: end.output)
      {
        return "returns \(function.outputs.text(values))\(undone)"
      }
      return "returns \(shortened(end.output, count: call.outputCount))\(undone)"
    }
  }

  /// A word in hex, without zeros in front.
  private func short(_ word: UInt256) -> String { "0x\(word.text(radix: 16))" }
}
