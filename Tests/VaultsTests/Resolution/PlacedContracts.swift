import ChequerTesting
import EVMBytecode
import EVMInterpreter
import EVMPrimitives
import EVMRPC
import EmbeddedChain
import ExactJSON
import Synchronization
import Vaults

/// Contracts that stand where a test wants them, and code that is not what it says.
extension EmbeddedChain {
  /// Puts code at an address, with words of storage.
  func place(
    _ code: [UInt8], at address: Address, storage: [UInt256: UInt256] = [:]
  ) throws {
    set(code, at: address, storage: storage)
    try mine()
  }

  /// Puts code at an address; it is there from the next block on.
  func set(_ code: [UInt8], at address: Address, storage: [UInt256: UInt256]) {
    var account = WorldAccount(nonce: 1, code: ExecutableCode(code))
    for (slot, word) in storage { account.storage[slot] = word }
    development.setAccount(account, at: address)
  }

  /// Puts assembled code at an address.
  func place(
    assembly: String, at address: Address, storage: [UInt256: UInt256] = [:]
  ) throws {
    try place(Assembly(parsing: assembly).bytecode().bytes, at: address, storage: storage)
  }

  /// The block that a report reads.
  func head() async throws -> BlockID { try await development.ask(.header(.latest)).id }

  func resolve(_ vault: some HasAddress) async throws -> ResolvedVault {
    try await ResolvedVault.resolve(
      vault.address, at: head(), by: development, network: .embedded)
  }
}

extension Address {
  /// An address that nothing else has.
  static func numbered(_ number: UInt64) -> Address {
    Address(truncating: UInt256(0xc0de_0000_0000) &+ UInt256(number))
  }

  /// The code of an EIP-1167 clone.
  var cloneCode: [UInt8] {
    [0x36, 0x3d, 0x3d, 0x37, 0x3d, 0x3d, 0x3d, 0x36, 0x3d, 0x73] + bytes
      + [0x5a, 0xf4, 0x3d, 0x82, 0x80, 0x3e, 0x90, 0x3d, 0x91, 0x60, 0x2b, 0x57, 0xfd, 0x5b, 0xf3]
  }
}

extension KnownStorageSlot {
  var word: UInt256 { UInt256(key) }
}

/// A caller that counts what goes through it, and can refuse methods.
final class CountingCaller: RPCCaller {
  private let chain: any RPCCaller
  private let refused: Set<String>
  private let counts = Mutex<(batches: Int, requests: Int)>((0, 0))

  init(_ chain: any RPCCaller, refusing refused: Set<String> = []) {
    self.chain = chain
    self.refused = refused
  }

  var batches: Int { counts.withLock { $0.batches } }
  var requests: Int { counts.withLock { $0.requests } }

  func answers(
    to requests: [RPCRequest]
  ) async throws(CancellationError) -> [Result<JSONValue, RPCFailure>] {
    counts.withLock {
      $0.batches += 1
      $0.requests += requests.count
    }
    let answers = try await chain.answers(to: requests)
    return zip(requests, answers).map { request, answer in
      refused.contains(request.method) ? .failure(.unsupported(method: request.method)) : answer
    }
  }
}
