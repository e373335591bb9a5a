import Cheques
import EVMABI
import EVMInterpreter
import EVMBytecode
import EVMPrimitives
import EVMRPC
import ExactJSON
import Vaults

extension VerdictReport {
  /// All of the verdict as one document; amounts in the token's smallest unit and in wei.
  var json: JSON {
    var members: [JSON.Member] = [
      .init("verdict", .string(verdict.answer.name)), .init("pays", .bool(verdict.isGood)),
      .init("amount", .amount(verdict.answer.paid)),
    ]
    members += answerMembers
    members += [
      .init("message", .string(message)), .init("remedy", .string(verdict.remedy)),
      .init("cheque", cheque), .init("token", token),
      .init("caller", .string(verdict.caller.checksummed)),
      .init("recipient", .string(verdict.recipient.checksummed)),
      .init("block", block),
      .init("issuer", .address(verdict.vault.issuer)),
      .init("signature", .string(signature)),
      .init("paidOut", .amount(verdict.paidOut)),
      .init("outstanding", .amount(verdict.outstanding)),
      .init("available", .amount(verdict.available)),
      .init("payoutRule", .string(verdict.vault.resolved?.payoutRule.name ?? "unknown")),
      .init("expected", verdict.expected.map { .string($0.name) } ?? .null),
      .init("simulation", simulation), .init("node", .string(node)),
      .init("gas", gas), .init("worth", worth), .init("competition", competition),
      .init("reasons", .array(verdict.reasons.map(json))),
    ]
    switch calls {
    case nil: break
    case .success(let report): members.append(.init("trace", .object(report.members)))
    case .failure(let failure):
      members.append(.init("trace", ["error": .string(failure.description)]))
    }
    return .object(members)
  }

  private var message: String {
    let subject = verdict.subject
    return verdict.answer.title + (subject.isEmpty ? "" : " \(subject)")
  }

  private var answerMembers: [JSON.Member] {
    switch verdict.answer {
    case .partial(_, let due): [.init("of", .amount(due))]
    case .bounces(let missing): [.init("shortBy", .amount(missing))]
    case .notGenuine(let flaw): [.init("field", flaw.field.map { .string($0) } ?? .null)]
    default: []
    }
  }

  private var cheque: JSON {
    let cheque = verdict.cheque.cheque
    var members: [JSON.Member] = [
      .init("scheme", .string(cheque.scheme.name)),
      .init("chainId", .amount(UInt256(cheque.chainID))),
      .init("vault", .string(cheque.vault.checksummed)),
      .init("beneficiary", .string(cheque.beneficiary.checksummed)),
      .init("cumulativePayout", .amount(cheque.cumulativePayout)),
    ]
    if let token = cheque.scheme.token {
      members.append(.init("token", .string(token.checksummed)))
    }
    members.append(.init("digest", .string(cheque.digest.hex)))
    return .object(members)
  }

  private var token: JSON {
    let token = verdict.token
    return [
      "address": .address(token.address),
      "symbol": token.denomination.map { .string($0.symbol) } ?? .null,
      "decimals": token.denomination.map { .integer($0.decimals) } ?? .null,
      "promised": token.isPromised.map { .bool($0) } ?? .null,
    ]
  }

  private var block: JSON {
    guard case .pinned(let number, let hash) = verdict.block else { return .null }
    return ["number": .amount(UInt256(number)), "hash": .string(hash.hex)]
  }

  private var signature: String {
    switch verdict.signature {
    case .valid: "valid"
    case .rewritten: "rewritten"
    case .notNeeded: "not-needed"
    case .flawed: "flawed"
    case .unchecked: "unchecked"
    }
  }

  private var simulation: JSON {
    switch verdict.simulation {
    case .failure(let failure):
      return ["status": "not-run", "reason": .string(failure.description)]
    case .success(let run):
      var members: [JSON.Member] = []
      switch run.ending {
      case .succeeded: members.append(.init("status", "succeeded"))
      case .reverted(let reason):
        members = [.init("status", "reverted"), .init("reason", reason.json)]
      case .halted(let reason):
        members = [.init("status", "failed"), .init("reason", .string(reason))]
      }
      members += [
        .init("received", .amount(run.received)), .init("announced", .amount(run.announced)),
        .init("gasUsed", .amount(UInt256(run.gasUsed))),
      ]
      return .object(members)
    }
  }

  private var node: String {
    switch verdict.node {
    case .notAsked: "not-asked"
    case .succeeds: "succeeds"
    case .reverts: "reverts"
    case .fails: "fails"
    case .unreachable: "unreachable"
    }
  }

  private var gas: JSON {
    guard let gas = verdict.gas else { return .null }
    return [
      "used": .amount(UInt256(gas.used)), "limit": .amount(UInt256(gas.limit)),
      "price": .amount(gas.price), "cost": .amount(gas.cost), "reserve": .amount(gas.reserve),
      "coin": .amount(gas.coin), "covered": .bool(gas.isCovered),
    ]
  }

  private var worth: JSON {
    switch verdict.worth {
    case nil: .null
    case .gain(let wei)?: ["gain": .amount(wei)]
    case .loss(let wei)?: ["loss": .amount(wei)]
    case .unpriced?: "unpriced"
    }
  }

  private var competition: JSON {
    guard let competition = verdict.competition else { return .null }
    return [
      "claims": .integer(competition.claims), "due": .amount(competition.due),
      "available": .amount(competition.available),
      "suffices": .bool(competition.sufficesForAll),
      "paidInOrder": .amount(competition.paidInOrder),
      "superseded": .bool(competition.isSuperseded), "olderPays": .bool(competition.olderPays),
    ]
  }

  private func json(_ reason: VerdictReason) -> JSON {
    [
      "id": .string(reason.id), "statement": .string(reason.statement),
      "strength": .string(reason.strength.rawValue), "warning": .bool(reason.isWarning),
    ]
  }
}

extension JSON {
  /// An amount or count as a decimal string; `null` for none.
  static func amount(_ value: UInt256?) -> JSON {
    value.map { .string($0.description) } ?? .null
  }

  static func address(_ address: Address?) -> JSON {
    address.map { .string($0.checksummed) } ?? .null
  }
}
