import EVMPrimitives
import EmbeddedChain
import ExactJSON

/// A server that runs beside the main thread, which only waits.
struct DevnetServing {
  private let server: DevelopmentServer

  /// Begins to serve.
  ///
  /// - Throws: ``Failure`` with status 69 when the port cannot be had.
  init(_ chain: DevelopmentChain, _ options: ServerOptions) throws(Failure) {
    do { server = try awaiting { try await DevelopmentServer.start(chain, options) } } catch {
      throw Failure(.unavailable, String(describing: error))
    }
  }

  /// Ends all connections.
  func stop() {
    let server = server
    // Stopping throws nothing.
    try? awaiting { await server.stop() }
  }
}

// MARK: - What is shown

extension DevnetServing {
  /// What a program is told when the server is ready. Keys stand in it: they are test material.
  var readyDocument: JSON {
    let chain = server.chain
    return [
      "url": .string(server.url), "chainId": .integer(chain.chainID),
      "forkRules": .string(chain.fork.description),
      "accounts": .array(
        chain.accounts.map {
          ["address": .string($0.address.checksummed), "privateKey": .string($0.revealedKey)]
        }),
    ]
  }

  /// The same for people.
  var readyText: String {
    let chain = server.chain
    var lines = [
      "A chain with id \(chain.chainID) and the rules of \(chain.fork) is served at \(server.url)."
    ]
    if !chain.accounts.isEmpty {
      lines.append(
        "Accounts, with keys that everybody knows (never send them real money):")
    }
    lines += chain.accounts.map { "  \($0.address.checksummed)  \($0.revealedKey)" }
    lines.append("Ctrl-C ends it.")
    return lines.joined(separator: "\n")
  }
}
