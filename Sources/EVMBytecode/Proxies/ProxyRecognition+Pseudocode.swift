import EVMPrimitives

extension ProxyRecognition {
  /// What the proxy does, in the look of the Panoramix decompiler: one fallback function, lines
  /// indented by two and more spaces, no line break at the end.
  ///
  /// Unlike Panoramix it knows that no data has been returned before the first call, so offsets are
  /// plain numbers, and addresses and slots stand in full.
  public var pseudocode: String {
    if case .fixed(let address) = target, kind == .eip7702 {
      return """
        # no code of its own: every call to this account runs the code of
        # \(address.hex) here, with this account's storage, balance and address
        """
    }
    var lines = ["def _fallback() payable: # default function"]
    lines += doors
    lines += adminBranch
    lines += otherTargets
    lines += beaconCall
    lines += delegation(to: target, by: flow?.call, indent: "  ")
    lines += answer
    return lines.joined(separator: "\n")
  }

  /// Calls that never reach the implementation.
  private var doors: [String] {
    behaviours.flatMap { behaviour -> [String] in
      switch behaviour {
      case .logsEmptyCalls(let event):
        let values =
          switch event {
          case .amount: "call.value"
          case .accountAndAmount: "indexed this.address, call.value"
          }
        return ["  if not calldata.size:", "      log ReceiveETH(\(values))", "      stop"]
      case .answersOneByteCalls where !target.isAnswer:
        return [
          "  if calldata.size == 1:",
          "      return \(target.slot.map { "storage[\($0.key)]" } ?? target.expression)",
        ]
      case .answersMasterCopy:
        return [
          "  if call.data[0 len 32] == 0xa619486e\(String(repeating: "0", count: 56)): # masterCopy()",
          "      return \(target.expression)",
        ]
      case .takesEmptyCalls:
        return ["  if not calldata.size:", "      stop # or an answer of the proxy's own"]
      case .answersFunctions(let selectors):
        return ownFunctions(selectors)
      case .keepsCalls(let condition):
        return ["  if \(condition):", "      return # the proxy ends the call itself"]
      default: return []
      }
    }
  }

  /// The proxy's own functions, those first that may change where it leads; a few of the others.
  private func ownFunctions(_ selectors: [Selector]) -> [String] {
    let writers = flow?.writers ?? []
    let writing = selectors.filter { selector in writers.contains { $0.selector == selector } }
    let shown = (writing + selectors.filter { !writing.contains($0) }).prefix(8)
    var lines: [String] = []
    for selector in shown {
      let name = KnownProxyFunction.signature(selector).map { " # \($0)" } ?? ""
      lines.append("  if call.data[0 len 4] == \(selector.hex):\(name)")
      let acts = writers.filter { $0.selector == selector }.map(\.comment)
      lines += (acts.isEmpty ? ["the proxy's own function"] : acts).map { "      ... # \($0)" }
    }
    let rest = selectors.count - shown.count
    return lines + (rest > 0 ? ["  ... # and \(rest) more of its own functions"] : [])
  }

  private var adminBranch: [String] {
    guard let admin else { return [] }
    if flow != nil {
      return [
        "  if caller == \(admin.hex):",
        "      ... # writes a slot that the calldata names",
      ]
    }
    let tooShort =
      kind == .transparentERC7760I
      ? ["      if calldata.size < 64:", "          revert # out of gas"] : []
    return ["  if caller == \(admin.hex):"] + tooShort + [
      "      storage[call.data[32 len 32]] = call.data[0 len 32]",
      "      if calldata.size <= 64:",
      "          return",
      "      delegate address(call.data[0 len 32]) with:",
      "         funct call.data[64 len 4]",
      "           gas gas_remaining wei",
      "          args call.data[68 len calldata.size - 68]",
      "      if not delegate.return_code:",
      "          revert with ext_call.return_data[0 len return_data.size]",
      "      return ext_call.return_data[0 len return_data.size]",
    ]
  }

  /// Calls that go elsewhere, with the conditions for it.
  private var otherTargets: [String] {
    (flow?.alternatives ?? []).flatMap { other in
      ["  if \(other.condition):"]
        + delegation(to: other.target, by: other.call, indent: "      ")
        + ["      ... # and hand on what comes back"]
    }
  }

  private var beaconCall: [String] {
    let (asked, lookup): (String, Selector?)
    switch target {
    case .beacon(let slot): (asked, lookup) = ("address(storage[\(slot.key)])", target.lookup)
    case .answer(let question): (asked, lookup) = (question.asked.expression, question.selector)
    default: return []
    }
    let name = lookup.map { "\(KnownProxyFunction.name($0))(\(arguments))" } ?? "_fallback()"
    var lines = [
      "  static call \(asked).\(name) with:\(lookup.map { " # \($0.hex)" } ?? "")",
      "       gas gas_remaining wei",
    ]
    if behaviours.contains(.answersOneByteCalls) {
      lines += [
        "  if calldata.size == ext_call.success: # one byte, and the beacon answered",
        "      return ext_call.return_data[0 len return_data.size]",
      ]
    }
    return lines
  }

  /// What is given along to the one that names the target.
  private var arguments: String {
    guard case .answer(let question) = target, let key = question.key else { return "" }
    return key.expression
  }

  private func delegation(
    to target: ProxyTarget, by call: ProxyFlow.Call?, indent: String
  ) -> [String] {
    let verb =
      switch call {
      case nil, .delegateCall: "delegate"
      case .callCode: "codecall"
      case .call: "call"
      }
    return [
      "\(indent)\(verb) \(target.expression) with:",
      "\(indent)   funct call.data[0 len 4]",
      "\(indent)     gas gas_remaining wei",
      "\(indent)    args call.data[4 len calldata.size - 4]\(appendedArguments)",
    ]
  }

  private var appendedArguments: String {
    for case .addsToCalldata(let byteCount) in behaviours {
      return ", \(byteCount.map { "\(counted($0))" } ?? "bytes") of the proxy's"
    }
    guard let appended, appended.passedByteCount > 0 else { return "" }
    let copied = min(appended.copiedByteCount, appended.passedByteCount)
    let inCode = min(copied, byteCount - appended.offset)
    let zeros = appended.passedByteCount - inCode
    return (inCode > 0 ? ", this.code[\(appended.offset) len \(inCode)]" : "")
      + (zeros > 0 ? ", zeros[\(zeros)]" : "")
  }

  private var answer: [String] {
    let code = flow.map { $0.call == .delegateCall ? "delegate" : "ext_call" } ?? "delegate"
    var lines = ["  if not \(code).return_code:"]
    if behaviours.contains(.failsByInvalidJump) {
      lines.append("      invalid jump # no reason is returned, all gas is spent")
    } else if behaviours.contains(.dropsRevertData) {
      lines.append("      revert # the reason is dropped")
    } else if behaviours.contains(.replacesRevertData) {
      lines.append("      revert with ... # data of the proxy's own")
    } else if behaviours.contains(.hidesFailure) {
      lines = ["  # whether the call succeeded does not decide"]
    } else {
      lines.append("      revert with ext_call.return_data[0 len return_data.size]")
    }
    lines.append(result)
    return lines
  }

  private var result: String {
    for behaviour in behaviours {
      switch behaviour {
      case .answersWith4096Bytes:
        return "  return memory[0 len 4096] # ext_call.return_data, the rest of call.data, zeros"
      case .answersWithFixedLength(let byteCount):
        return "  return memory[... len \(byteCount)] # whatever came back"
      case .dropsAnswer: return "  stop # what came back is dropped"
      case .reshapesAnswer: return "  return ... # made of ext_call.return_data"
      default: continue
      }
    }
    return "  return ext_call.return_data[0 len return_data.size]"
  }
}

extension ProxyTarget {
  /// The address as a formula.
  fileprivate var expression: String {
    switch self {
    case .fixed(let address): address.hex
    case .slot(let slot): "address(storage[\(slot.key)])"
    case .slotOfOwnAddress: "address(storage[this.address])"
    case .beacon, .answer: "address(ext_call.return_data[0 len 32])"
    case .mapping(let base, let key):
      "address(storage[sha3(\(key.expression), \(base.key))])"
    case .computedSlot(let formula, _): "address(storage[\(formula)])"
    case .transientSlot(let slot): "address(transient[\(slot.key)])"
    case .unknown(let formula): "address(\(formula))"
    }
  }

  fileprivate var isAnswer: Bool {
    switch self {
    case .beacon, .answer: true
    default: false
    }
  }
}

extension ProxyTarget.MappingKey {
  fileprivate var expression: String {
    switch self {
    case .selector: "call.data[0 len 4]"
    case .ownAddress: "this.address"
    case .caller: "caller"
    case .other: "..."
    }
  }
}
