import Cheques
import EVMABI
import EVMBytecode
import EVMPrimitives
import ExactJSON

/// What a contract can do, for people and programs.
struct BehaviourReport {
  let behaviour: ContractBehaviour
  private let interface: InterfaceReport

  init(
    _ exploration: CodeExploration, _ interface: InterfaceReport, layout: NamedStorageLayout?,
    names: SignatureBook
  ) {
    self.interface = interface
    behaviour = ContractBehaviour(
      exploration,
      names: StorageNames(layout) { names.functions($0).first?.name },
      parameters: interface.parameterNames)
  }

  private func name(_ function: Selector?) -> String {
    function.map(interface.shortName) ?? "the fallback"
  }

  private static func places(_ offsets: [Int]) -> String { InspectionReport.places(offsets) }

  /// A hash that stands in code, as what it is the hash of.
  private static func words(_ source: ValueSource) -> String {
    guard let constant = source.constant else { return source.text }
    return knownHashes[constant] ?? source.text
  }

  /// The types of cheques and the names of the domains that they are signed in.
  private static let knownHashes: [UInt256: String] = {
    let schemes = [ChequeScheme.btfs, .btfsMulti(token: .zero), .swarm]
    var known = [UInt256: String](
      schemes.map { (UInt256($0.typeHash), $0.typeDescription) }, uniquingKeysWith: { $1 })
    for text in ["Vault", "Chequebook", "1.0", "1", "2", "Permit2"] {
      known[UInt256(Keccak256.hash(text.utf8))] = "\"\(text)\""
    }
    return known
  }()
}

// MARK: - For people

extension BehaviourReport {
  /// The lists; nil when there is nothing to say.
  ///
  /// - Parameter isProxy: Whether it is told elsewhere that calls are handed on.
  func text(_ output: OutputOptions, isProxy: Bool) -> String? {
    let control = behaviour.control.filter { !(isProxy && $0.isFallbackDelegation) }
    let lists = [
      ("Who can change or end this code:", lines(control)),
      ("Coins and tokens that it moves:", lines(behaviour.payments)),
      ("Signatures that are checked:", behaviour.signatureChecks.map(line)),
      ("Contracts that it creates:", lines(behaviour.creations)),
    ]
    let blocks = lists.filter { !$0.1.isEmpty }.map {
      InspectionReport.list(output.heading($0.0), $0.1)
    }
    return blocks.isEmpty ? nil : blocks.joined(separator: "\n\n")
  }

  /// A line for each action; functions that do the same under the same conditions share one.
  private func lines(_ actions: [ContractAction]) -> [String] {
    var order: [[String]] = []
    var groups: [[String]: [ContractAction]] = [:]
    for action in actions {
      let key = details(action)
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(action)
    }
    return order.map { key in
      let group = groups[key] ?? []
      var names = group.map { name($0.function) }
      if names.count > 5 { names = names.prefix(4) + ["\(names.count - 4) more"] }
      let offsets = Set(group.flatMap(\.offsets)).sorted()
      let places = Self.places(Array(offsets.prefix(8))) + (offsets.count > 8 ? ", …" : "")
      let head = names.joined(separator: ", ") + (names.count > 1 ? ": " : " ") + key[0]
      return (["\(head) (\(places))"] + key.dropFirst()).joined(separator: "\n      ")
    }
  }

  /// What an action is and what is asked before, but for who does it and where.
  private func details(_ action: ContractAction) -> [String] {
    var parts = [Self.phrase(action.kind)]
    let requirements = action.requirements.map(\.text)
    if !requirements.isEmpty {
      parts.append("requires " + requirements.joined(separator: "; "))
    }
    if !action.isGuarded, action.isComplete {
      let isSigned = behaviour.signatureChecks.contains {
        $0.function == action.function && !$0.signers.isEmpty
      }
      parts.append(
        isSigned
          ? "no check of who calls on every path; see the signature below"
          : "no check of who calls was found")
    }
    if !action.isComplete { parts.append("not all paths to it were followed") }
    if !action.canSucceed { parts.append("every path with it reverts") }
    let late = writesAfter(action)
    if !late.isEmpty {
      parts.append("before writing \(late.joined(separator: ", ")), which a re-entering call sees")
    }
    return parts
  }

  /// What the same function writes after the action, although the action calls somebody else.
  private func writesAfter(_ action: ContractAction) -> [String] {
    guard action.callsOut else { return [] }
    return behaviour.actions.compactMap { other in
      guard other.function == action.function, case .writes(let place, _) = other.kind,
        !Set(other.callsBefore).isDisjoint(with: action.offsets), other.canSucceed
      else { return nil }
      return place.text
    }
  }

  private static func phrase(_ kind: ContractAction.Kind) -> String {
    switch kind {
    case .delegateCall(let target): "runs the code of \(target) on this contract's storage"
    case .selfDestruct(let heir): "ends the contract and sends its coins to \(heir)"
    case .writesControl(let slot, let value): "sets the \(slot.name) to \(value)"
    case .writesAnySlot(let slot, let value): "writes \(value) to \(slot)"
    case .writes(let place, let value): "sets \(place) to \(value)"
    case .sendsCoins(let target, let amount): "sends \(amount) in coins to \(target)"
    case .movesTokens(let function, let token, let arguments):
      "calls \(function.rawValue)(\(arguments.map(\.text).joined(separator: ", "))) of the token \(token)"
    case .calls(let target, let selector, _):
      "calls \(selector?.hex ?? "something") of \(target)"
    case .creates(let creation, let salt):
      "creates \(phrase(creation))" + (salt.map { " with the salt \($0)" } ?? "")
    }
  }

  private static func phrase(_ creation: ContractAction.Creation) -> String {
    switch creation {
    case .clone(let target): "a minimal proxy (ERC-1167) of \(target)"
    case .embedded: "a contract whose code stands in this one's"
    case .unknown: "a contract of code that is copied or put together"
    }
  }

  private func line(_ check: SignatureCheck) -> String {
    var parts: [String] = []
    let method =
      switch check.method {
      case .ecrecover: "ecrecover"
      case .contract(let target): "isValidSignature of \(target)"
      }
    let place = Self.places([check.offset])
    switch check.message {
    case .digest(let digest):
      parts.append("\(name(check.function)) asks \(method) about \(digest) (\(place))")
    case .typedData(let domain, let type, let members):
      parts.append(
        "\(name(check.function)) asks \(method) about EIP-712 data of type \(Self.words(type)) (\(place))"
      )
      parts.append("signed: " + members.map(\.text).joined(separator: ", "))
      switch domain {
      case .made(let words):
        let missing = [
          domain.holdsChainID == false ? "the chain id" : nil,
          domain.holdsContract == false ? "this contract's address" : nil,
        ].compactMap { $0 }
        parts.append(
          "domain: \(words.dropFirst().map(Self.words).joined(separator: ", "))"
            + (missing.isEmpty ? "" : ", without " + missing.joined(separator: " and ")))
      case .kept(let source):
        parts.append("domain: \(source.kind == .storage ? "kept in \(source)" : source.text)")
      }
    }
    if check.isWaivedForSigner {
      parts.append("only asked where the caller is not the signer himself")
    }
    if !check.signers.isEmpty {
      parts.append("the signer must be \(check.signers.map(\.text).joined(separator: " or "))")
    }
    if check.method == .ecrecover {
      parts.append(
        "a signer of zero is \(check.refusesZero ? "" : "not ")refused, a high s is \(check.refusesHighS ? "" : "not ")refused"
      )
    }
    return parts.joined(separator: "\n      ")
  }
}

extension ContractAction {
  fileprivate var isFallbackDelegation: Bool {
    if case .delegateCall = kind { function == nil } else { false }
  }

  /// Whether control goes to another contract.
  fileprivate var callsOut: Bool {
    switch kind {
    case .sendsCoins, .movesTokens, .calls, .delegateCall: true
    default: false
    }
  }
}

// MARK: - For programs

extension BehaviourReport {
  var json: JSON {
    [
      "control": .array(behaviour.control.map(json)),
      "payments": .array(behaviour.payments.map(json)),
      "signatures": .array(behaviour.signatureChecks.map(json)),
      "creations": .array(behaviour.creations.map(json)),
      "actions": .array(behaviour.actions.map(json)),
      "complete": .bool(behaviour.isComplete),
    ]
  }

  private func json(_ action: ContractAction) -> JSON {
    [
      "function": action.function.map { .string($0.hex) } ?? .null,
      "action": .string(Self.phrase(action.kind)),
      "offsets": .array(action.offsets.map { .integer($0) }),
      "requires": .array(
        action.requirements.map {
          ["kind": .string($0.kind.rawValue), "text": .string($0.text)]
        }),
      "guarded": .bool(action.isGuarded),
      "canSucceed": .bool(action.canSucceed),
      "complete": .bool(action.isComplete),
      "writesAfter": .array(writesAfter(action).map { .string($0) }),
    ]
  }

  private func json(_ check: SignatureCheck) -> JSON {
    var members = [
      JSON.Member("function", check.function.map { .string($0.hex) } ?? .null),
      JSON.Member("offset", .integer(check.offset)),
    ]
    switch check.method {
    case .ecrecover: members.append(JSON.Member("method", .string("ecrecover")))
    case .contract(let target):
      members.append(JSON.Member("method", .string("isValidSignature of \(target)")))
    }
    switch check.message {
    case .digest(let digest): members.append(JSON.Member("digest", .string(digest.text)))
    case .typedData(let domain, let type, let signed):
      members.append(JSON.Member("type", .string(type.text)))
      members.append(JSON.Member("signed", .array(signed.map { .string($0.text) })))
      switch domain {
      case .made(let words):
        members.append(
          JSON.Member("domain", .array(words.dropFirst().map { .string($0.text) })))
        members.append(JSON.Member("holdsChainId", .bool(domain.holdsChainID == true)))
        members.append(JSON.Member("holdsContract", .bool(domain.holdsContract == true)))
      case .kept(let source): members.append(JSON.Member("domainFrom", .string(source.text)))
      }
    }
    members += [
      JSON.Member("signers", .array(check.signers.map { .string($0.text) })),
      JSON.Member("refusesZero", .bool(check.refusesZero)),
      JSON.Member("refusesHighS", .bool(check.refusesHighS)),
      JSON.Member("waivedForSigner", .bool(check.isWaivedForSigner)),
    ]
    return .object(members)
  }
}
