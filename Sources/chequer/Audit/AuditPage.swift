import EVMRPC
import Cheques
import EVMBytecode
import EVMPrimitives
import Vaults

extension AuditReport {
  /// The report as a page that stands alone: styles within, no script, nothing fetched.
  var page: String {
    let subject = audit.vault?.checksummed ?? "bytecode"
    let sections = [
      factSection, offlineSection, findingSection, waySection, solvencySection, moneySection,
      eventSection,
    ]
    return """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <title>Audit of \(escaped(subject))</title>
      <style>
      \(AuditPageStyle.text)
      </style>
      </head>
      <body>
      <main>
      <header class="\(audit.verdict.rawValue)">
      <p class="kicker">Vault audit</p>
      <h1>\(audit.vault.map { "<code>\(escaped($0.checksummed))</code>" } ?? "Bytecode without a chain")</h1>
      <p class="verdict">\(escaped(audit.summary))</p>
      \(counts)
      </header>
      \(sections.compactMap(\.self).joined(separator: "\n"))
      <footer>\(escaped(footer))</footer>
      </main>
      </body>
      </html>
      """
  }

  private var counts: String {
    let parts = AuditFinding.Severity.allCases.sorted(by: >).map { severity in
      "<li class=\"\(severity.rawValue)\"><b>\(audit.findings(severity).count)</b> \(severity.rawValue)</li>"
    }
    return "<ul class=\"counts\">\(parts.joined())</ul>"
  }

  private var footer: String {
    let block =
      audit.header.map { "All that is said was read at block \($0.number) (\($0.hash)). " } ?? ""
    return
      "\(block)Proven: by code, storage or logs. Reported: told by a contract or by published sources, and not checked. Unknown: not read. Made by chequer \(Chequer.version)."
  }

  // MARK: - Sections

  private var factSection: String? {
    let facts = facts
    guard !facts.isEmpty else { return nil }
    let rows = facts.map { "<tr><th>\(escaped($0.name))</th><td>\(breakable($0.value))</td></tr>" }
    var text = section("The vault", "<table class=\"facts\">\(rows.joined())</table>")
    if !others.isEmpty {
      text += section(
        "Other vaults registered for the peer ID",
        list(others.map { "\($0.vault), by \($0.record.label)" }))
    }
    return text
  }

  private var waySection: String? {
    guard let resolution = audit.resolution, !resolution.hops.isEmpty else { return nil }
    let hops = resolution.hops.map { hop in
      let known = hop.known.map { "<span class=\"known\">\(escaped($0.name))</span>" } ?? ""
      let next = hop.source.map { "<p class=\"next\">goes on to \(breakable($0.description))</p>" }
      return """
        <li><p><code>\(escaped(hop.address.checksummed))</code> \(known)</p>
        <p>\(escaped(Self.kind(of: hop))), \(hop.code.byteCount) bytes</p>
        <p class="hash">code hash <code>\(escaped(hop.code.codeHash.hex))</code></p>\(next ?? "")</li>
        """
    }
    let end =
      resolution.verdict == .complete
      ? "" : "<p class=\"alert\">\(breakable(resolution.verdict.description))</p>"
    return section("The way to the logic", "<ol class=\"hops\">\(hops.joined())</ol>\(end)")
  }

  private var findingSection: String? {
    guard !audit.findings.isEmpty else { return nil }
    let findings = audit.findings.map { finding in
      let rows = finding.evidence.map {
        "<tr><td>\(breakable($0.place))</td><td>\(breakable($0.value))</td></tr>"
      }
      let evidence = rows.isEmpty ? "" : "<table class=\"evidence\">\(rows.joined())</table>"
      return """
        <article class="\(finding.severity.rawValue)">
        <div class="head"><span class="badge">\(finding.severity.rawValue)</span>
        <h3>\(escaped(finding.title))</h3>
        <p class="labels">\(finding.strength.rawValue) <code>\(escaped(finding.id))</code></p></div>
        <p>\(escaped(finding.meaning)) <span class="advice"><b>What to do:</b> \(escaped(finding.advice))</span></p>
        \(evidence)
        </article>
        """
    }
    return section("Findings", findings.joined(separator: "\n"))
  }

  private var moneySection: String? {
    guard !audit.balances.isEmpty else { return nil }
    let rows = audit.balances.map { balance in
      let unit = balance.token?.denomination
      let name = unit?.symbol ?? "unknown token"
      return """
        <tr><th>\(escaped(name))\(balance.isOwn ? " <span class=\"known\">own</span>" : "")<br><code>\(escaped(balance.address.checksummed))</code></th>\
        <td class="amount">\(breakable(Self.amount(balance.balance, unit)))</td>\
        <td class="amount">\(balance.paidOut.map { breakable(Self.amount($0, unit)) } ?? "–")</td></tr>
        """
    }
    return section(
      "Money",
      "<table class=\"money\"><tr><th>token</th><th>in the vault</th><th>paid out</th></tr>\(rows.joined())</table>"
    )
  }

  private var solvencySection: String? {
    guard let solvency = audit.solvency else { return nil }
    var rows: [String] = []
    for total in solvency.totals {
      let unit = audit.balances.first { $0.address == total.token }?.token?.denomination
      rows.append(
        "<tr class=\"total\"><th>\(escaped(unit?.symbol ?? total.token?.checksummed ?? "token")), all cheques</th><td class=\"amount\">\(breakable(Self.amount(total.outstanding, unit)))</td><td>\(total.isCovered.map { $0 ? "covered" : "not covered" } ?? "not known")</td></tr>"
      )
      rows += total.claims.map { claim in
        "<tr><th><code>\(escaped(claim.cheque.beneficiary.checksummed))</code></th><td class=\"amount\">\(breakable(Self.amount(claim.outstanding, unit)))</td><td></td></tr>"
      }
    }
    rows += solvency.rejections.map { rejection in
      "<tr><th><code>\(escaped(rejection.cheque.beneficiary.checksummed))</code></th><td>not counted</td><td>\(breakable(rejection.reason))</td></tr>"
    }
    return section(
      "Cheques that were given",
      "<table class=\"money\"><tr><th>beneficiary</th><th>outstanding</th><th></th></tr>\(rows.joined())</table>"
    )
  }

  private var eventSection: String? {
    guard let history = audit.history else { return nil }
    let rows = history.entries.map { entry in
      "<tr><td>\(entry.block)</td><td>\(breakable(Self.event(entry.event, in: audit)))<p class=\"hash\"><code>\(escaped(entry.transaction.hex))</code></p></td></tr>"
    }
    let gaps = history.gaps.map { gap in
      "<p class=\"alert\">Blocks \(gap.blocks.lowerBound) to \(gap.blocks.upperBound) were not read: \(breakable(gap.reason))</p>"
    }
    let table =
      rows.isEmpty
      ? "<p>No event was found in the blocks that were read.</p>"
      : "<table class=\"events\"><tr><th>block</th><th>event</th></tr>\(rows.joined())</table>"
    return section("Events", table + gaps.joined())
  }

  private var offlineSection: String? {
    guard audit.isOffline else { return nil }
    let summary = audit.codeSummary.map { section("What the code is", "<p>\(breakable($0))</p>") }
    var parts = [summary].compactMap(\.self)
    parts += Claim.Strength.allCases.compactMap { strength -> String? in
      let statements = audit.claims.filter { $0.strength == strength }.map(\.statement)
      return statements.isEmpty
        ? nil
        : section(
          String(Self.title(strength).dropLast()), list(statements))
    }
    if !audit.checks.isEmpty {
      parts.append(section("To read on the chain", list(audit.checks.map(\.description))))
    }
    return parts.joined(separator: "\n")
  }

  // MARK: - Text

  private func section(_ title: String, _ body: String) -> String {
    "<section>\n<h2>\(escaped(title))</h2>\n\(body)\n</section>"
  }

  private func list(_ lines: [String]) -> String {
    "<ul>\(lines.map { "<li>\(breakable($0))</li>" }.joined())</ul>"
  }

  /// Text in which hashes and addresses stand as code, which may break anywhere.
  private func breakable(_ text: String) -> String {
    text.split(separator: " ", omittingEmptySubsequences: false).map { word in
      guard word.hasPrefix("0x") || word.hasPrefix("(0x"), word.utf8.count > 12 else {
        return escaped(word)
      }
      let marks = word.reversed().prefix { ",.:;()".contains($0) }.count
      let start = word.first == "(" ? 1 : 0
      let code = word.dropFirst(start).dropLast(marks)
      return
        "\(word.prefix(start))<code>\(escaped(code))</code>\(escaped(word.suffix(marks)))"
    }.joined(separator: " ")
  }

  /// Text as HTML shows it; a control character is a mark of its own.
  private func escaped(_ text: some StringProtocol) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case _ where scalar.properties.generalCategory == .control: result += "\u{fffd}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
