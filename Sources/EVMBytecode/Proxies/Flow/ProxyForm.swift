import EVMPrimitives

/// The name for a proxy that is known by what its code does.
struct ProxyForm {
  let kind: ProxyKind
  let title: String
  let origin: String

  init(_ search: ProxyFlowSearch) {
    kind = Self.kind(of: search)
    (title, origin) = Self.names(of: kind)
  }

  private static func kind(of search: ProxyFlowSearch) -> ProxyKind {
    let flow = search.flow
    switch flow.call {
    case .callCode: return .callCode
    case .call: return .callForwarder
    case .delegateCall: break
    }
    let targets = [search.target] + flow.alternatives.map(\.target)
    let slots = targets.compactMap {
      if case .slot(let slot) = $0 { slot.known?.name } else { nil }
    }
    if slots.contains("Arbitrum second implementation") { return .doubleLogic }
    switch search.target {
    case .fixed: return .fixedTarget
    case .slot(let slot): return Self.kind(of: slot, search)
    case .beacon: return .beacon
    case .slotOfOwnAddress, .computedSlot: return .computedSlot
    case .transientSlot: return .transientSlot
    case .unknown: return .untraced
    case .mapping(let base, .selector):
      return base.known?.name.contains("diamond storage") == true ? .diamond : .selectorMapping
    case .mapping: return .mapping
    case .answer(let question):
      if question.selector?.rawValue == 0xbe00_bbd8 { return .aragonOS }
      if question.selector?.rawValue == 0xbf40_fac1,
        case .mapping(_, .ownAddress) = question.asked
      {
        return .resolvedDelegate
      }
      return question.isBeacon ? .beacon : question.key == .selector ? .selectorLookup : .lookup
    }
  }

  private static func kind(of slot: ProxySlot, _ search: ProxyFlowSearch) -> ProxyKind {
    switch slot.known?.name {
    case "ERC-1967 implementation":
      return search.flow.comparedCallers.isEmpty ? .erc1967 : .transparent
    case "ERC-1822 implementation": return .erc1822
    case "ZeppelinOS implementation": return .zeppelinOS
    case "Polygon implementation": return .polygon
    case "StarkWare implementation": return .starkWare
    default: break
    }
    let functions = Set(search.flow.functions.map(\.rawValue))
    if UInt256(slot.key) == 2, functions.isSuperset(of: [0xbb82_aa5e, 0xdcfb_c0c7]) {
      return .unitroller
    }
    let answersMasterCopy =
      functions == [0xa619_486e] || search.behaviours.contains(.answersMasterCopy)
    return slot.key == .zero && answersMasterCopy ? .safe : .storageSlot
  }

  private static func names(of kind: ProxyKind) -> (title: String, origin: String) {
    switch kind {
    case .fixedTarget: ("forwarder", "a fixed address in the code")
    case .storageSlot: ("proxy over a storage slot", "a slot without a standard")
    case .erc1967: ("ERC-1967 proxy", "ERC-1967")
    case .transparent: ("ERC-1967 proxy that tells callers apart", "ERC-1967")
    case .erc1822: ("ERC-1822 proxy", "ERC-1822")
    case .zeppelinOS: ("ZeppelinOS proxy", "ZeppelinOS, before OpenZeppelin 2.3")
    case .polygon: ("Polygon proxy", "Polygon's UpgradableProxy")
    case .starkWare: ("StarkWare proxy", "StarkEx")
    case .doubleLogic: ("double-logic proxy", "Arbitrum's DoubleLogicERC1967Upgrade")
    case .unitroller: ("Compound Unitroller", "Compound")
    case .safe: ("Safe-like proxy", "Safe from 1.1")
    case .beacon: ("beacon proxy", "a beacon that names the implementation")
    case .diamond: ("diamond", "ERC-2535")
    case .selectorMapping: ("proxy with a target for each selector", "such as ERC-1538")
    case .selectorLookup:
      ("proxy that asks for a target for each selector", "such as ERC-7546")
    case .mapping: ("proxy over a mapping", "a mapping in its own storage")
    case .lookup: ("proxy that asks for its target", "a registry that names the implementation")
    case .aragonOS: ("aragonOS application proxy", "aragonOS")
    case .resolvedDelegate: ("resolved delegate proxy", "Optimism's ResolvedDelegateProxy")
    case .computedSlot: ("proxy over a computed slot", "a slot whose number is computed")
    case .transientSlot: ("proxy over a transient slot", "EIP-1153")
    case .callCode: ("CALLCODE forwarder", "before EIP-7")
    case .callForwarder: ("proxy that forwards by CALL", "such as Synthetix's Proxy")
    default: ("proxy whose target was not traced", "unknown")
    }
  }
}
