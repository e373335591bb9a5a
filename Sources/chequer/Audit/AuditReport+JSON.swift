import EVMRPC
import EVMAccounts
import Cheques
import EVMBytecode
import EVMPrimitives
import ExactJSON
import Vaults

extension AuditReport {
  var json: JSON {
    var members: [JSON.Member] = [
      .init("verdict", .string(audit.verdict.rawValue)), .init("summary", .string(audit.summary)),
    ]
    if let vault = audit.vault { members.append(.init("vault", .string(vault.checksummed))) }
    if let peerID = audit.peerID { members.append(.init("peerId", .string(peerID.text))) }
    if !others.isEmpty {
      members.append(
        .init(
          "otherVaults",
          .array(
            others.map {
              [
                "vault": .string($0.vault.checksummed),
                "factory": .string($0.record.factory.checksummed),
              ]
            })))
    }
    if let network = audit.network {
      members.append(
        .init(
          "network",
          ["name": .string(network.name), "chainId": .string(network.chainID.description)]))
    }
    if let header = audit.header {
      members.append(
        .init(
          "block",
          [
            "number": .string(header.number.description), "hash": .string(header.hash.hex),
            "timestamp": .string(header.timestamp.description),
          ]))
    }
    if let resolution = audit.resolution { members += state(resolution) }
    members.append(.init("findings", .array(audit.findings.map(Self.json))))
    if let history = audit.history { members.append(.init("history", json(history))) }
    if let solvency = audit.solvency { members.append(.init("solvency", json(solvency))) }
    if audit.isOffline {
      members += [
        .init("code", audit.codeSummary.map { .string($0) } ?? .null),
        .init(
          "claims",
          .array(
            audit.claims.map {
              ["label": .string($0.strength.rawValue), "statement": .string($0.statement)]
            })),
        .init("checks", .array(audit.checks.map { .string($0.description) })),
      ]
    }
    return .object(members)
  }

  // MARK: - The vault

  private func state(_ resolution: ResolvedVault) -> [JSON.Member] {
    var members: [JSON.Member] = [.init("resolution", Self.json(resolution))]
    guard resolution.isContract else { return members }
    members += [
      .init("issuer", Self.json(audit.issuer) { .string($0.checksummed) }),
      .init("token", Self.json(audit.token) { .string($0.checksummed) }),
      .init("implementation", Self.json(audit.logic) { .string($0.checksummed) }),
      .init("totalPaidOut", Self.json(audit.totalPaidOut) { .string($0.description) }),
      .init("bounced", Self.json(audit.bounced) { .bool($0) }),
      .init("coins", Self.json(audit.coins)),
      .init(
        "balances",
        .array(
          audit.balances.map { balance in
            [
              "token": .string(balance.address.checksummed),
              "symbol": balance.token.map { .string($0.symbol) } ?? .null,
              "own": .bool(balance.isOwn), "balance": Self.json(balance.balance),
              "paidOut": Self.json(balance.paidOut),
            ]
          })),
      .init(
        "registrations",
        .array(
          audit.registrations.map { registration in
            [
              "factory": .string(registration.record.factory.checksummed),
              "label": .string(registration.record.label),
              "deployed": registration.isDeployed.map { .bool($0) } ?? .null,
              "peerVault": Self.json(registration.peerVault),
            ]
          })),
    ]
    return members
  }

  private static func json(_ resolution: ResolvedVault) -> JSON {
    var members: [JSON.Member] = []
    switch resolution.verdict {
    case .complete: members.append(.init("verdict", "complete"))
    case .partial(let obstacle):
      members += [
        .init("verdict", .string(obstacle.name)), .init("reason", .string(obstacle.description)),
      ]
    }
    members += [
      .init("hops", .array(resolution.hops.map(json))),
      .init("logic", json(resolution.logic)),
      .init("kind", resolution.kind.map { .string($0.rawValue) } ?? .null),
      .init(
        "generation",
        [
          "name": resolution.generation.map { .string($0.rawValue) } ?? .null,
          "label": .string(resolution.generationStrength.rawValue),
        ]),
      .init(
        "payoutRule",
        [
          "name": .string(resolution.payoutRule.name),
          "label": .string(resolution.payoutRuleStrength.rawValue),
        ]),
      .init("multiToken", resolution.supportsMultiToken.map { .bool($0) } ?? .null),
    ]
    return .object(members)
  }

  private static func json(_ hop: VaultHop) -> JSON {
    [
      "address": .string(hop.address.checksummed), "storage": .string(hop.storage.checksummed),
      "codeHash": .string(hop.code.codeHash.hex), "bytes": .integer(hop.code.byteCount),
      "kind": .string(kind(of: hop)), "known": hop.known.map { .string($0.name) } ?? .null,
      "next": json(hop.next), "foundBy": hop.source.map { .string($0.description) } ?? .null,
    ]
  }

  // MARK: - Findings, events, cheques

  private static func json(_ finding: AuditFinding) -> JSON {
    [
      "id": .string(finding.id), "severity": .string(finding.severity.rawValue),
      "label": .string(finding.strength.rawValue), "title": .string(finding.title),
      "meaning": .string(finding.meaning), "advice": .string(finding.advice),
      "evidence": .array(
        finding.evidence.map {
          [
            "kind": .string($0.kind.rawValue), "place": .string($0.place),
            "value": .string($0.value),
          ]
        }),
    ]
  }

  private func json(_ history: VaultHistory) -> JSON {
    [
      "complete": .bool(history.isComplete),
      "gaps": .array(
        history.gaps.map {
          [
            "from": .string($0.blocks.lowerBound.description),
            "to": .string($0.blocks.upperBound.description), "reason": .string($0.reason),
          ]
        }),
      "events": .array(
        history.entries.map {
          [
            "block": .string($0.block.description), "transaction": .string($0.transaction.hex),
            "text": .string(Self.event($0.event, in: audit)),
          ]
        }),
    ]
  }

  private func json(_ solvency: VaultSolvency) -> JSON {
    [
      "totals": .array(
        solvency.totals.map { total in
          [
            "token": Self.json(total.token), "outstanding": Self.json(total.outstanding),
            "balance": Self.json(total.balance),
            "covered": total.isCovered.map { .bool($0) } ?? .null,
            "claims": .array(
              total.claims.map {
                [
                  "beneficiary": .string($0.cheque.beneficiary.checksummed),
                  "cumulativePayout": .string($0.cheque.cumulativePayout.description),
                  "paidOut": Self.json($0.paidOut), "outstanding": Self.json($0.outstanding),
                ]
              }),
          ]
        }),
      "rejected": .array(
        solvency.rejections.map {
          [
            "beneficiary": .string($0.cheque.beneficiary.checksummed),
            "cumulativePayout": .string($0.cheque.cumulativePayout.description),
            "reason": .string($0.reason),
          ]
        }),
    ]
  }

  private static func json(_ amount: UInt256?) -> JSON {
    amount.map { .string($0.description) } ?? .null
  }

  private static func json(_ address: Address?) -> JSON {
    address.map { .string($0.checksummed) } ?? .null
  }

  private static func json<Value>(
    _ told: VaultAudit.Told<Value>, _ json: (Value) -> JSON
  ) -> JSON {
    ["stored": told.stored.map(json) ?? .null, "told": told.told.map(json) ?? .null]
  }
}
