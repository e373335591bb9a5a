import EVMABI
import EVMBytecode
import EVMPrimitives
import ExactJSON
import Vaults

/// What an inspection found, for people and programs.
struct InspectionReport {
  let inspection: CodeInspection
  let known: KnownCode?
  private let interface: InterfaceReport
  private let storage: StorageReport
  private let behaviour: BehaviourReport
  /// What it is in the vault system, by its behaviour.
  private let role: VaultSystemContract?
  let hashWithoutMetadata: Hash256

  init(_ code: Bytecode, chainID: UInt64?, names: SignatureBook) {
    inspection = CodeInspection(code)
    let exploration = CodeExploration(inspection.deployedCode(of: code), notesEffects: true)
    interface = InterfaceReport(exploration, names: names)
    storage = StorageReport(exploration, interface)
    behaviour = BehaviourReport(exploration, interface, layout: storage.known, names: names)
    role = VaultSystemContract(interface.interface, storage.layout, behaviour.behaviour)
    hashWithoutMetadata = inspection.hashWithoutMetadata(of: code)
    known = KnownCode(inspection, chainID: chainID)
  }

  /// One sentence: what the code is.
  private var summary: String {
    guard let role, inspection.proxy == nil else { return inspection.summary }
    return "By what it does, \(role.kind.title)."
  }

  private var vault: VaultCodeIdentification? {
    if case .vault(let vault)? = known { vault } else { nil }
  }
}

// MARK: - For people

extension InspectionReport {
  func text(_ output: OutputOptions) -> String {
    var blocks = [
      """
      \(output.heading(summary))
      \(inspection.byteCount) \(inspection.byteCount == 1 ? "byte" : "bytes"), code hash \(inspection.codeHash)
      """
    ]
    if let known { blocks.append(known.summary) }
    if let role { blocks.append(text(role, output)) }
    if let origin = originText(output) { blocks.append(origin) }
    if let interface = interface.text(output) { blocks.append(interface) }
    if let table = storage.table(output) {
      blocks.append(output.heading("Storage:") + "\n" + table)
      if let known = storage.known { blocks.append("It is the layout of \(known.name).") }
    }
    if let behaviour = behaviour.text(output, isProxy: inspection.proxy != nil) {
      blocks.append(behaviour)
    }
    if let proxy = inspection.proxy {
      let claims = proxy.claims + (vault?.claims ?? [])
      for strength in Claim.Strength.allCases {
        let statements = claims.filter { $0.strength == strength }.map(\.statement)
        guard !statements.isEmpty else { continue }
        blocks.append(Self.list(output.heading(strength.title), statements))
      }
      if let vault {
        blocks.append(
          Self.list(output.heading("To ask the chain:"), vault.checks.map(\.description)))
        let risks = vault.risks.map { "\($0.severity.rawValue): \($0.statement)" }
        if !risks.isEmpty {
          blocks.append(Self.list(output.heading("Risks of this generation:"), risks))
        }
      }
      blocks.append(proxy.pseudocode)
    } else if case .unknown(let sweep) = inspection.form {
      blocks.append(sweep.description)
    }
    return blocks.joined(separator: "\n\n")
  }

  private func text(_ role: VaultSystemContract, _ output: OutputOptions) -> String {
    var blocks = [
      Self.list(output.heading("Taken for \(role.kind.title), since:"), role.evidence)
    ]
    if !role.generations.isEmpty {
      let title = role.kind == .vault ? "Logic of the generation: " : "Generation: "
      blocks.append(title + role.generations.map(\.title).joined(separator: " or ") + ".")
    }
    if !role.findings.isEmpty {
      let lines = role.findings.map { finding in
        "\(finding.severity.rawValue): \(finding.statement)"
          + (finding.offsets.isEmpty ? "" : " (\(Self.places(finding.offsets)))")
      }
      blocks.append(Self.list(output.heading("What the code shows:"), lines))
    }
    return blocks.joined(separator: "\n\n")
  }

  static func places(_ offsets: [Int]) -> String {
    "at " + Set(offsets).sorted().map { "0x" + String($0, radix: 16) }.joined(separator: ", ")
  }

  static func list(_ heading: String, _ statements: [String]) -> String {
    ([heading] + statements.map { "  - \($0)" }).joined(separator: "\n")
  }
}

extension Claim.Strength {
  fileprivate var title: String {
    switch self {
    case .proven: "Proven from the bytes:"
    case .reported: "Reported, not proven:"
    case .unknown: "Not known without the chain:"
    }
  }
}

// MARK: - For programs

extension InspectionReport {
  var json: JSON {
    var members = [
      JSON.Member("summary", .string(summary)),
      JSON.Member("size", .integer(inspection.byteCount)),
      JSON.Member("codeHash", .string(inspection.codeHash.hex)),
      JSON.Member("metadata", inspection.sections.metadata.last?.json ?? .null),
      JSON.Member("proxy", inspection.proxy.map(json) ?? .null),
    ]
    if let known { members.append(JSON.Member("known", json(known))) }
    members += interface.members
    members += storage.members
    if let role { members.append(JSON.Member("role", json(role))) }
    members.append(JSON.Member("behaviour", behaviour.json))
    members += originMembers
    return .object(members)
  }

  private func json(_ proxy: ProxyRecognition) -> JSON {
    var members = [
      JSON.Member("kind", .string(proxy.kind.rawValue)),
      JSON.Member("title", .string(proxy.name)),
      JSON.Member("origin", .string(proxy.origin)),
      JSON.Member("target", proxy.target.address.map { .string($0.checksummed) } ?? .null),
      JSON.Member("targetFrom", .string(proxy.target.source)),
    ]
    members += proxy.target.members
    if let admin = proxy.admin {
      members.append(JSON.Member("admin", .string(admin.checksummed)))
    }
    if let trailing = proxy.trailing {
      let key = trailing.role == .immutableArguments ? "arguments" : "trailing"
      members.append(JSON.Member(key, .string(Hex.encode(trailing.bytes))))
      members.append(JSON.Member("\(key)Offset", .integer(trailing.offset)))
    }
    if let account = proxy.trailing?.tokenBoundAccount {
      members.append(
        JSON.Member(
          "tokenBoundAccount",
          [
            "salt": .string(account.salt.hex), "chainId": .string(account.chainID.description),
            "tokenContract": .string(account.tokenContract.checksummed),
            "tokenId": .string(account.tokenID.description),
          ]))
    }
    members += [
      JSON.Member("storageContext", .string(proxy.storageContext)),
      JSON.Member("behaviours", .array(proxy.behaviours.map { .string($0.name) })),
      JSON.Member("defects", .array(proxy.defects.map { .string($0.description) })),
      JSON.Member("claims", json(proxy.claims + (vault?.claims ?? []))),
      JSON.Member("pseudocode", .string(proxy.pseudocode)),
    ]
    if let flow = proxy.flow { members.append(JSON.Member("flow", flow.json)) }
    return .object(members)
  }

  private func json(_ role: VaultSystemContract) -> JSON {
    [
      "kind": .string(role.kind.rawValue),
      "title": .string(role.kind.title),
      "evidence": .array(role.evidence.map { .string($0) }),
      "generations": .array(role.generations.map { .string($0.rawValue) }),
      "findings": .array(
        role.findings.map { finding in
          [
            "name": .string(finding.name), "severity": .string(finding.severity.rawValue),
            "statement": .string(finding.statement),
            "offsets": .array(finding.offsets.map { .integer($0) }),
          ]
        }),
    ]
  }

  private func json(_ claims: [Claim]) -> JSON {
    .array(
      claims.map {
        [
          "strength": .string($0.strength.rawValue), "statement": .string($0.statement),
        ]
      })
  }

  private func json(_ known: KnownCode) -> JSON {
    var members = [JSON.Member("summary", .string(known.summary))]
    if case .vault(let vault) = known {
      members += [
        JSON.Member(
          "factories",
          .array(
            vault.candidates.map {
              [
                "chainId": .string($0.chainID.description),
                "factory": .string($0.factory.checksummed),
                "master": .string($0.master.checksummed),
                "generation": .string($0.generation.rawValue), "label": .string($0.label),
              ]
            })),
        JSON.Member("checks", .array(vault.checks.map { .string($0.description) })),
        JSON.Member(
          "risks",
          .array(
            vault.risks.map {
              [
                "name": .string($0.name), "severity": .string($0.severity.rawValue),
                "statement": .string($0.statement),
              ]
            })),
      ]
    }
    return .object(members)
  }
}
