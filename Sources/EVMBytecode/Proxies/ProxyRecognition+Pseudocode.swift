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
    lines += beaconCall
    lines += delegation
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
      case .answersOneByteCalls where target.slot != .beacon:
        return ["  if calldata.size == 1:", "      return \(storedWord)"]
      case .answersMasterCopy:
        return [
          "  if call.data[0 len 32] == 0xa619486e\(String(repeating: "0", count: 56)): # masterCopy()",
          "      return \(targetExpression)",
        ]
      default: return []
      }
    }
  }

  private var adminBranch: [String] {
    guard let admin else { return [] }
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

  private var beaconCall: [String] {
    guard case .beacon = target else { return [] }
    var lines = [
      "  static call address(\(storedWord)).implementation() with: # 0x5c60da1b",
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

  private var delegation: [String] {
    [
      "  delegate \(targetExpression) with:",
      "     funct call.data[0 len 4]",
      "       gas gas_remaining wei",
      "      args call.data[4 len calldata.size - 4]\(appendedArguments)",
    ]
  }

  private var targetExpression: String {
    switch target {
    case .fixed(let address): address.hex
    case .slot, .slotOfOwnAddress: "address(\(storedWord))"
    case .beacon: "address(ext_call.return_data[0 len 32])"
    }
  }

  private var storedWord: String {
    target.slot.map { "storage[\($0.key)]" } ?? "storage[this.address]"
  }

  private var appendedArguments: String {
    guard let appended, appended.passedByteCount > 0 else { return "" }
    let copied = min(appended.copiedByteCount, appended.passedByteCount)
    let inCode = min(copied, byteCount - appended.offset)
    let zeros = appended.passedByteCount - inCode
    return (inCode > 0 ? ", this.code[\(appended.offset) len \(inCode)]" : "")
      + (zeros > 0 ? ", zeros[\(zeros)]" : "")
  }

  private var answer: [String] {
    var lines = ["  if not delegate.return_code:"]
    if behaviours.contains(.failsByInvalidJump) {
      lines.append("      invalid jump # no reason is returned, all gas is spent")
    } else if behaviours.contains(.dropsRevertData) {
      lines.append("      revert # the reason is dropped")
    } else {
      lines.append("      revert with ext_call.return_data[0 len return_data.size]")
    }
    lines.append(
      behaviours.contains(.answersWith4096Bytes)
        ? "  return memory[0 len 4096] # ext_call.return_data, the rest of call.data, zeros"
        : "  return ext_call.return_data[0 len return_data.size]")
    return lines
  }
}
