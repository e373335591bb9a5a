import ExactJSON

/// What a command answered, compared with what it answers when nothing is wrong.
struct HostileAnswer {
  let command: HostileCommand
  let honest: Run

  /// Whether a run says nothing that is not so.
  ///
  /// It need not say all: it may end without an answer, and where the command's JSON has a way to say
  /// that something is not known, it may say that. What it says of the rest is what the honest run says.
  func isTrue(_ run: Run) throws -> Bool {
    if run.status == 65 || run.status == 69 { return true }
    if run.status == honest.status, run.standardOutput == honest.standardOutput { return true }
    let found = try run.lines.map(Self.json)
    let due = try honest.lines.map(Self.json)
    guard found.count == due.count else { return false }
    return zip(found, due).allSatisfy { found, due in
      switch command {
      case .audit: Self.isPartialAudit(found, of: due)
      case .check: Self.isPartialVerdict(found, of: due)
      case .plan: Self.isPartialPlan(found, of: due)
      case .vaultInfo, .vaultBalance: Self.isPart(found, of: due)
      default: false
      }
    }
  }

  private static func json(_ line: String) throws -> JSON {
    try JSON(JSONDocument(parsing: line).root)
  }

  /// The same, with `null` for what is not known, and the reasons why it is not.
  private static func isPart(_ found: JSON, of due: JSON) -> Bool {
    switch (found, due) {
    case (.null, _): true
    case (.object(let found), .object(let due)):
      found.allSatisfy { member in
        member.key == "error"
          || due.contains { $0.key == member.key && isPart(member.value, of: $0.value) }
      }
    case (.array(let found), .array(let due)):
      found.count == due.count && zip(found, due).allSatisfy { isPart($0, of: $1) }
    default: found == due
    }
  }

  /// No finding that does not hold, no history but a whole one or one with gaps, no better verdict.
  private static func isPartialAudit(_ found: JSON, of due: JSON) -> Bool {
    let findings = elements(found.member("findings"))
    let known = elements(due.member("findings"))
    guard
      findings.allSatisfy({ finding in
        finding.member("label") == "unknown" || known.contains(finding)
          || known.contains { isPart(finding, of: $0) }
      })
    else { return false }
    let isWhole = found.member("history").member("complete") == .bool(true)
    guard !isWhole || found.member("history") == due.member("history") else { return false }
    guard [due.member("verdict"), "incomplete"].contains(found.member("verdict")) else {
      return false
    }
    let rest = ["findings", "summary", "verdict", "history"]
    return isPart(found.without(rest), of: due.without(rest))
  }

  /// The same verdict and amounts, or the word that it is unknown.
  private static func isPartialVerdict(_ found: JSON, of due: JSON) -> Bool {
    if found.member("verdict") == "unknown" { return found.member("pays") == .bool(false) }
    // The node's own word is one opinion of several, and missing is another.
    let opinions = ["node", "reasons"]
    return isPart(found.without(opinions), of: due.without(opinions))
  }

  /// Nothing to be cashed that is not to be, and nothing left out but what is not known.
  private static func isPartialPlan(_ found: JSON, of due: JSON) -> Bool {
    let planned = elements(due.member("cheques"))
    let omitted = elements(due.member("omitted"))
    return elements(found.member("cheques")).allSatisfy { planned.contains($0) }
      && elements(found.member("omitted")).allSatisfy {
        $0.member("verdict") == "unknown" || omitted.contains($0)
      }
  }

  private static func elements(_ json: JSON) -> [JSON] {
    if case .array(let elements) = json { elements } else { [] }
  }
}

extension JSON {
  /// A member of an object; `null` when there is none.
  fileprivate func member(_ key: String) -> JSON {
    guard case .object(let members) = self else { return .null }
    return members.first { $0.key == key }?.value ?? .null
  }

  fileprivate func without(_ keys: [String]) -> JSON {
    guard case .object(let members) = self else { return self }
    return .object(members.filter { !keys.contains($0.key) })
  }
}
