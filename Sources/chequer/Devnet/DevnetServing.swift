import Dispatch
import EVMPrimitives
import EmbeddedChain
import ExactJSON
import Synchronization

/// A server that runs beside the main thread, which only waits.
struct DevnetServing {
  private let server: DevelopmentServer

  /// Begins to serve.
  ///
  /// - Throws: ``Failure`` with status 69 when the port cannot be had.
  init(_ chain: DevelopmentChain, _ options: ServerOptions) throws(Failure) {
    let started = Self.waiting { () -> Result<DevelopmentServer, Failure> in
      do throws(ServerError) {
        return .success(try await DevelopmentServer.start(chain, options))
      } catch { return .failure(Failure(.unavailable, error.description)) }
    }
    server = try started.get()
  }

  /// Ends all connections.
  func stop() {
    let server = server
    Self.waiting { await server.stop() }
  }

  /// Lets a task run to its end while the thread waits.
  private static func waiting<Value: Sendable>(
    _ body: @escaping @Sendable () async -> Value
  ) -> Value {
    let done = DispatchSemaphore(value: 0)
    let box = ValueBox<Value>()
    Task {
      box.value.withLock { [value = await body()] in $0 = value }
      done.signal()
    }
    done.wait()
    guard let value = box.value.withLock({ $0 }) else {
      preconditionFailure("The task said that it was done without a value.")
    }
    return value
  }
}

/// A place for what a task makes.
private final class ValueBox<Value: Sendable>: Sendable {
  let value = Mutex<Value?>(nil)
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
