import EVMPrimitives

extension ProxyRecognition {
  /// One line: what the code is and where it leads.
  public var summary: String {
    switch target {
    case .fixed(let address):
      "\(name): runs the code of \(address)"
    case .slot(let slot):
      "\(name): runs the code of the address in its own \(slot.name) slot"
    case .beacon(let slot):
      "\(name): runs the code that its beacon names; the beacon is in its own \(slot.name) slot"
    case .slotOfOwnAddress:
      "\(name): runs the code of the address in the storage slot of its own number"
    }
  }

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
    let rule =
      kind == .eip7702
      ? "The designated code runs as if it stood in this account"
      : "The code runs by DELEGATECALL"
    return rule
      + ", with this account's storage, balance and address: if it is a proxy too, its slots are those of this account, not of the address where its code stands."
  }

  /// What the bytes prove, and what they leave open.
  public var claims: [Claim] {
    var claims = [
      Claim(
        .proven, "Byte for byte, the code is of this make: \(title) (\(origin))."),
      Claim(.proven, "It runs \(target)."),
      Claim(.proven, storageContext),
    ]
    if let trailing { claims.append(Claim(.proven, trailing.description)) }
    claims += defects.map { Claim(.proven, $0.description) }
    claims += behaviours.map { Claim(.proven, $0.description) }
    claims.append(Claim(.unknown, openQuestion))
    return claims
  }

  private var openQuestion: String {
    switch target {
    case .fixed(let address):
      "Whether there is code at \(address), and which; without code there, every call succeeds and does nothing."
    case .slot, .slotOfOwnAddress:
      "Which address the slot holds; while it is zero, every call succeeds and does nothing."
    case .beacon:
      "Which beacon the slot holds, what it answers, and who may change the answer."
    }
  }
}
