import ChequerTesting
import EVMRPC
import EmbeddedChain

/// A call of a chain's id.
let chainIDCall = Array(#"{"jsonrpc":"2.0","id":1,"method":"eth_chainId","params":[]}"#.utf8)

/// The answer of a chain with id 199.
let chainIDAnswer = #"{"jsonrpc":"2.0","id":1,"result":"0xc7"}"#

extension HTTPAnswer {
  var text: String { String(decoding: body, as: UTF8.self) }
}

extension CurlTransport {
  /// Sends the call of a chain's id.
  func ask(_ url: String, within deadlines: Deadlines = Deadlines()) async throws -> HTTPAnswer {
    try await send(
      chainIDCall, to: EndpointURL(parsing: url, allowsInsecure: true), within: deadlines)
  }

  /// Why there is no answer; `nil` when there is one.
  func failure(
    _ url: String, within deadlines: Deadlines = Deadlines()
  ) async throws -> TransportFailure? {
    do {
      _ = try await ask(url, within: deadlines)
      return nil
    } catch let failure as TransportFailure { return failure }
  }
}

extension EmbeddedChain {
  /// A chain without contracts.
  convenience init(chainID: UInt64) throws {
    try self.init(DevelopmentChain(ChainOptions(chainID: chainID)))
  }
}

/// Waits until something holds; false when it does not for long.
func eventually(_ condition: () -> Bool) async -> Bool {
  for _ in 0..<2000 {
    if condition() { return true }
    try? await Task.sleep(for: .milliseconds(5))
  }
  return condition()
}
