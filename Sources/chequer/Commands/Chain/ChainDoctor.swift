import ArgumentParser
import EVMPrimitives
import EVMRPC
import ExactJSON

struct ChainDoctor: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "What each endpoint is good for, and what is wrong with it.",
    discussion: """
      chequer chain doctor --network embedded

      Each endpoint is asked for its chain, its newest block, proofs, blocks by hash, calls on changed \
      accounts, logs of up to 100000 blocks and old state. Nothing is changed on any chain. Ends with \
      status 69 when no endpoint can be used.
      """)

  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let report = try connection.withConnection { connection -> PoolReport in
      let pool =
        connection.pool
        ?? EndpointPool(
          [Endpoint(name: "the embedded chain", caller: AnyCaller(caller: connection.caller))],
          chainID: connection.chainID, options: .anyHead)
      return try await pool.report()
    }
    output.write(report.document, or: report.text(output))
    if report.usableCount == 0 { throw Ending(status: .unavailable) }
  }
}

extension EndpointPoolOptions {
  /// For chains whose newest block may be of any age.
  static var anyHead: EndpointPoolOptions {
    var options = EndpointPoolOptions()
    options.maximumHeadAge = nil
    return options
  }
}

extension PoolReport {
  fileprivate var document: JSON {
    [
      "chainId": .integer(chainID), "usable": .integer(usableCount),
      "clockLag": clockLag.map { .integer($0) } ?? .null, "advice": .string(advice),
      "endpoints": .array(endpoints.map(\.document)),
    ]
  }

  fileprivate func text(_ output: OutputOptions) -> String {
    let rows = endpoints.map(\.row)
    let header = ["endpoint", "verdict", "chain", "head", "age", "lag", "answers in"]
    let widths = header.indices.map { column in
      ([header] + rows).map { $0[column].count }.max() ?? 0
    }
    func line(_ cells: [String]) -> String {
      zip(cells, widths).map { $0.padding(to: $1) }.joined(separator: "  ").trimmedEnd
    }
    var lines = [output.heading(line(header))] + rows.map(line)
    for endpoint in endpoints {
      lines += ["", endpoint.name] + endpoint.details.map { "  " + $0 }
    }
    return (lines + ["", advice]).joined(separator: "\n")
  }
}

extension EndpointReport {
  fileprivate var row: [String] {
    [
      name, verdict.rawValue, chainID?.description ?? "?", head?.number.description ?? "?",
      headAge.map { "\($0) s" } ?? "?", lag?.description ?? "?",
      latency.map { "\($0.milliseconds) ms" } ?? "?",
    ]
  }

  fileprivate var details: [String] {
    var lines: [String] = []
    if let clientVersion { lines.append("software        \(clientVersion.visible)") }
    if isReachable {
      lines += [
        "London          \(isLondon.map { $0 ? "yes: a base fee" : "no: transactions of types 0 and 1" } ?? "?")",
        "proofs          \(proofs)", "blocks by hash  \(blockHashes)",
        "call overrides  \(overrides)", "old state       \(archive)",
        "logs at once    \(logSpan.map { "\(counted(Int(clamping: $0), "block")), or more" } ?? "?")",
      ]
    }
    return lines + [advice]
  }

  fileprivate var document: JSON {
    [
      "name": .string(name), "verdict": .string(verdict.rawValue), "advice": .string(advice),
      "failure": failure.map { .string($0) } ?? .null,
      "chainId": chainID.map { .integer($0) } ?? .null,
      "clientVersion": clientVersion.map { .string($0) } ?? .null,
      "head": head.map {
        [
          "number": .integer($0.number), "hash": .string($0.hash.hex),
          "timestamp": .integer($0.timestamp),
        ]
      } ?? .null,
      "headAge": headAge.map { .integer($0) } ?? .null, "lag": lag.map { .integer($0) } ?? .null,
      "latencyMilliseconds": latency.map { .integer($0.milliseconds) } ?? .null,
      "syncing": isSyncing.map { .bool($0) } ?? .null,
      "london": isLondon.map { .bool($0) } ?? .null,
      "soundHeaders": hasSoundHeaders.map { .bool($0) } ?? .null,
      "proofs": .string(proofs.description), "blocksByHash": .string(blockHashes.description),
      "overrides": .string(overrides.description), "archive": .string(archive.description),
      "logSpan": logSpan.map { .integer($0) } ?? .null,
      "batchLimit": batchLimit.map { .integer($0) } ?? .null,
    ]
  }
}

extension Duration {
  fileprivate var milliseconds: Int64 {
    components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
  }
}

extension String {
  fileprivate var trimmedEnd: String {
    String(reversed().drop { $0 == " " }.reversed())
  }
}
