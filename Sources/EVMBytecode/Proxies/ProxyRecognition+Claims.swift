import EVMPrimitives

extension ProxyRecognition {
  /// One line: what the code is and where it leads.
  public var summary: String {
    switch target {
    case .fixed(let address):
      "\(name): \(runs) \(address)"
    case .slot(let slot):
      "\(name): \(runs) the address in its own \(slot.name)"
    case .beacon(let slot):
      "\(name): runs the code that its beacon names; the beacon is in its own \(slot.name)"
    case .slotOfOwnAddress:
      "\(name): \(runs) the address in the storage slot of its own number"
    case .mapping(let base, let key):
      "\(name): \(runs) the address that its mapping at \(base.name) has for \(key.words)"
    case .answer(let question):
      "\(name): \(runs) the address that \(question.isBeacon ? "its beacon" : "another contract") answers to \(question.call); \(question.asked.place)"
    case .computedSlot, .transientSlot, .unknown:
      "\(name): \(runs) \(target)"
    }
  }

  /// What becomes of the target, for a sentence that names it next.
  private var runs: String { flow?.call == .call ? "calls" : "runs the code of" }

  /// The title with what sets this one apart: release, shortened address, arguments.
  public var name: String {
    var name = title
    if let release { name += " \(release)" }
    if omittedZeroBytes > 0 {
      name +=
        ", \(omittedZeroBytes) leading zero \(omittedZeroBytes == 1 ? "byte" : "bytes") left away"
    }
    if let trailing, trailing.role == .immutableArguments, trailing.tokenBoundAccount == nil {
      name += ", \(counted(trailing.bytes.count)) of immutable arguments"
    }
    return name
  }

  /// In whose storage the code behind the proxy runs: the question that decides where the next
  /// hop's slots are read.
  public var storageContext: String {
    if flow?.call == .call {
      return
        "The target runs by CALL, in its own storage, and sees this account as its caller: its slots are its own."
    }
    let rule =
      kind == .eip7702
      ? "The designated code runs as if it stood in this account"
      : "The code runs by \((flow?.call ?? .delegateCall).rawValue)"
    return rule
      + ", with this account's storage, balance and address: if it is a proxy too, its slots are those of this account, not of the address where its code stands."
  }

  /// What the code proves, and what it leaves open.
  public var claims: [Claim] {
    var claims = [
      flow == nil
        ? Claim(.proven, "Byte for byte, the code is of this make: \(title) (\(origin)).")
        : Claim(
          .proven,
          "A call that no function takes reaches \((flow?.call ?? .delegateCall).rawValue) with its whole calldata, as following the code shows."
        ),
      Claim(.proven, "It \(flow?.call == .call ? "calls" : "runs") \(target)."),
      Claim(.proven, storageContext),
    ]
    if case .beacon = target, flow != nil { claims.append(Claim(.proven, Self.beaconContext)) }
    if case .answer = target { claims.append(Claim(.proven, Self.beaconContext)) }
    if flow?.call == .callCode {
      claims.append(
        Claim(.proven, "The code sees this account as its caller, not who called the proxy."))
    }
    if let trailing { claims.append(Claim(.proven, trailing.description)) }
    claims += defects.map { Claim(.proven, $0.description) }
    claims += behaviours.map { Claim(.proven, $0.description) }
    if let flow { claims += self.claims(of: flow) }
    claims.append(Claim(.unknown, openQuestion))
    return claims
  }

  private static let beaconContext =
    "Whoever names the target is asked in its own storage: who may change the answer is decided there, not here."

  private func claims(of flow: ProxyFlow) -> [Claim] {
    var claims = flow.alternatives.map {
      Claim(.proven, "Calls for which \($0.condition) go by \($0.call.rawValue) to \($0.target).")
    }
    for writer in flow.writers { claims.append(Claim(.proven, writer.description)) }
    if target.slot != nil, !target.isMapping {
      if flow.writers.isEmpty, flow.isComplete {
        claims.append(Claim(.proven, "No function of the proxy itself was seen to write the slot."))
      }
      if flow.call != .call {
        claims.append(
          Claim(
            .unknown,
            "Whether the code that it runs writes the slot: it runs in the same storage, and upgrade functions of an implementation do so."
          ))
      }
    } else if target.slot != nil, flow.call != .call {
      claims.append(
        Claim(
          .unknown,
          "Who may change the mapping: a function reached through it may be one that does."))
    }
    if !flow.isComplete {
      claims.append(
        Claim(
          .unknown,
          "Whether there is more: not all paths of the code were followed to their ends."))
    }
    return claims
  }

  private var openQuestion: String {
    switch target {
    case .fixed(let address):
      "Whether there is code at \(address), and which; without code there, every call succeeds and does nothing."
    case .slot, .slotOfOwnAddress:
      flow == nil
        ? "Which address the slot holds; while it is zero, every call succeeds and does nothing."
        : "Which address the slot holds."
    case .beacon:
      "Which beacon the slot holds, what it answers, and who may change the answer."
    case .mapping: "Which addresses the mapping holds."
    case .answer: "What the one that is asked answers, and who may change the answer."
    case .computedSlot, .transientSlot: "Which slot is read, and which address it holds."
    case .unknown: "Where the target comes from."
    }
  }
}

extension ProxyTarget {
  /// Where the address of one that is asked stands, as the end of a sentence.
  fileprivate var place: String {
    switch self {
    case .fixed(let address): "it is asked at \(address)"
    case .slot(let slot): "the address that is asked is in its own \(slot.name)"
    default: "it is asked at \(self)"
    }
  }
}
