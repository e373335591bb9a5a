import EVMPrimitives
import ExactJSON

// What a node says of itself.

extension RPCMethod {
  static let node: [String: RPCMethod] = [
    "web3_clientVersion": .read(0, ChainCore.clientVersion),
    "web3_sha3": .read(1, ChainCore.keccak),
    "net_version": .read(0, ChainCore.networkVersion),
    "net_listening": .read(0, ChainCore.isListening),
    "net_peerCount": .read(0, ChainCore.zero),
    "eth_chainId": .read(0, ChainCore.chainIdentifier),
    "eth_protocolVersion": .read(0, ChainCore.protocolVersion),
    "eth_syncing": .read(0, ChainCore.no),
    "eth_mining": .read(0, ChainCore.isMining),
    "eth_hashrate": .read(0, ChainCore.zero),
    "eth_coinbase": .read(0, ChainCore.coinbase),
    "eth_accounts": .read(0, ChainCore.accountList),
    "eth_requestAccounts": .read(0, ChainCore.accountList),
    "rpc_modules": .read(0, ChainCore.modules),
  ]
}

extension ChainCore {
  /// The name and version that clients are told.
  static let clientName = "chequer/0.1.0"

  func clientVersion(_ arguments: Arguments) throws(RPCError) -> JSON {
    .string("\(Self.clientName)/swift")
  }

  func keccak(_ arguments: Arguments) throws(RPCError) -> JSON {
    .hex(Keccak256.hash(try arguments.bytes(0)))
  }

  func networkVersion(_ arguments: Arguments) throws(RPCError) -> JSON {
    .string(String(state.chainID))
  }

  func isListening(_ arguments: Arguments) throws(RPCError) -> JSON { true }
  func zero(_ arguments: Arguments) throws(RPCError) -> JSON { "0x0" }
  func no(_ arguments: Arguments) throws(RPCError) -> JSON { false }

  func chainIdentifier(_ arguments: Arguments) throws(RPCError) -> JSON {
    .quantity(state.chainID)
  }

  func protocolVersion(_ arguments: Arguments) throws(RPCError) -> JSON { "0x44" }

  func isMining(_ arguments: Arguments) throws(RPCError) -> JSON { .bool(mining != .onRequest) }

  func coinbase(_ arguments: Arguments) throws(RPCError) -> JSON { .hex(state.next.coinbase) }

  func accountList(_ arguments: Arguments) throws(RPCError) -> JSON {
    .array(accounts.map { .hex($0.address) })
  }

  func modules(_ arguments: Arguments) throws(RPCError) -> JSON {
    let names = Set(
      RPCMethod.all.keys.compactMap { $0.split(separator: "_").first.map(String.init) })
    return .object(names.sorted().map { JSON.Member($0, "1.0") })
  }
}
