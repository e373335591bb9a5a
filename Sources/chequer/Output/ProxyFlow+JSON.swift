import EVMBytecode
import EVMPrimitives
import ExactJSON

extension ProxyTarget {
  /// Where the address comes from, in one word.
  var source: String {
    switch self {
    case .fixed: "code"
    case .slot: "slot"
    case .beacon: "beacon"
    case .slotOfOwnAddress: "slot-of-own-address"
    case .mapping(_, .selector): "mapping-by-selector"
    case .mapping(_, .ownAddress): "mapping-by-own-address"
    case .mapping(_, .caller): "mapping-by-caller"
    case .mapping(_, .other): "mapping"
    case .answer(let question):
      question.isBeacon
        ? "beacon" : question.key == .selector ? "lookup-by-selector" : "lookup"
    case .computedSlot(_, let byCaller): byCaller ? "slot-by-caller" : "computed-slot"
    case .transientSlot: "transient-slot"
    case .unknown: "unknown"
    }
  }

  /// The slot with its name, the base of a mapping, and who is asked and how.
  var members: [JSON.Member] {
    var members: [JSON.Member] = []
    if let slot {
      members.append(JSON.Member("slot", .string(slot.key.hex)))
      members.append(JSON.Member("slotName", slot.known.map { .string($0.name) } ?? .null))
    }
    switch self {
    case .mapping(let base, let key):
      members.append(JSON.Member("mappingBase", .string(base.key.hex)))
      members.append(JSON.Member("mappingKey", .string(key.rawValue)))
    case .answer(let question):
      if let beacon = fixedBeacon {
        members.append(JSON.Member("beacon", .string(beacon.checksummed)))
      }
      members.append(JSON.Member("askedFrom", .string(question.asked.source)))
      if let key = question.key {
        members.append(JSON.Member("lookupKey", .string(key.rawValue)))
      }
    case .computedSlot(let formula, _), .unknown(let formula):
      members.append(JSON.Member("formula", .string(formula)))
    case .transientSlot(let slot):
      members.append(JSON.Member("transientSlot", .string(slot.key.hex)))
    case .fixed, .slot, .beacon, .slotOfOwnAddress: break
    }
    if let lookup { members.append(JSON.Member("lookup", .string(lookup.hex))) }
    return members
  }
}

extension ProxyFlow {
  /// `{"call", "complete", "functions", "alternatives", "writers", "comparedCallers"}`.
  var json: JSON {
    [
      "call": .string(call.rawValue), "complete": .bool(isComplete),
      "functions": .array(functions.map { .string($0.hex) }),
      "alternatives": .array(alternatives.map(\.json)),
      "writers": .array(writers.map(\.json)),
      "comparedCallers": .array(comparedCallers.map(\.json)),
    ]
  }
}

extension ProxyFlow.Alternative {
  fileprivate var json: JSON {
    .object(
      [
        JSON.Member("condition", .string(condition)), JSON.Member("call", .string(call.rawValue)),
        JSON.Member("target", target.address.map { .string($0.checksummed) } ?? .null),
        JSON.Member("targetFrom", .string(target.source)),
      ] + target.members)
  }
}

extension ProxyWriter {
  fileprivate var json: JSON {
    [
      "selector": selector.map { .string($0.hex) } ?? .null,
      "means": .string(means.rawValue),
      "open": .string(isOpenWhileZero ? "while-zero" : isOpen ? "always" : "no"),
      "guards": .array(
        guards.map { check in
          var members = [JSON.Member("kind", .string(check.name))]
          switch check {
          case .caller(let authority): members += authority.members
          case .storage(let slot): members.append(JSON.Member("slot", .string(slot.key.hex)))
          case .condition(let formula):
            members.append(JSON.Member("formula", .string(formula)))
          case .callerIsListed, .slotIsZero, .anotherContract: break
          }
          return .object(members)
        }),
    ]
  }
}

extension ProxyAuthority {
  fileprivate var json: JSON { .object(members) }

  fileprivate var members: [JSON.Member] {
    switch self {
    case .address(let address): [JSON.Member("address", .string(address.checksummed))]
    case .slot(let slot): [JSON.Member("slot", .string(slot.key.hex))]
    case .itself: [JSON.Member("itself", true)]
    case .formula(let formula): [JSON.Member("formula", .string(formula))]
    }
  }
}
