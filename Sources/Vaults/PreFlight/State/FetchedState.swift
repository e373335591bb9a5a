import EVMInterpreter
import EVMPrimitives
import EVMRPC

/// The state of one block as far as it was fetched, for code that is run here instead of by a node.
///
/// Only raw accounts, code and storage are taken from the node, never what a contract says of itself.
struct FetchedState: Sendable {
  /// The block whose state it is.
  let header: RPCHeader
  let chainID: UInt64
  /// The rules of the block.
  let fork: Fork

  private var accounts: [Address: FetchedAccount] = [:]
  private var words: [Place: UInt256] = [:]
  private var blockHashes: [UInt64: Hash256] = [:]
  /// One code for all accounts that have it, such as the clones of one factory.
  private var codes: [Hash256: ExecutableCode] = [:]
  private var failures: [StatePart: RPCFailure] = [:]

  private struct FetchedAccount: Sendable {
    let account: Account
    let code: ExecutableCode
  }

  private struct Place: Hashable, Sendable {
    let address: Address
    let slot: UInt256
  }

  init(of header: RPCHeader, chainID: UInt64) {
    self.header = header
    self.chainID = chainID
    fork = header.isLondon ? .newest : .bttc
  }

  /// The code of an account that was fetched; `nil` for any other.
  func code(of address: Address) -> ExecutableCode? { accounts[address]?.code }

  /// The balance in wei of an account that was fetched.
  func balance(of address: Address) -> UInt256? { accounts[address]?.account.balance }

  /// A word that was fetched.
  func word(of address: Address, slot: UInt256) -> UInt256? {
    words[Place(address: address, slot: slot)]
  }

  func has(_ part: StatePart) -> Bool {
    switch part {
    case .account(let address): accounts[address] != nil
    case .slot(let address, let slot): words[Place(address: address, slot: slot)] != nil
    case .blockHash(let number): blockHashes[number] != nil
    }
  }

  /// Why a part is not there although it was asked for.
  func failure(of part: StatePart) -> RPCFailure? { failures[part] }

  /// Calls to a node in one batch: more would make its answer too long to hold.
  private static let batchLimit = 1_000

  /// Fetches those of the parts that are not there yet, in batches; what cannot be fetched is noted as
  /// a failure and asked for again next time.
  mutating func fetch(
    _ parts: some Sequence<StatePart>, by caller: some RPCCaller
  ) async throws(CancellationError) {
    let missing = Array(Set(parts.filter { !has($0) }))
    let calls = missing.flatMap { part in
      part.calls(at: header.id).map { (part: part, call: $0) }
    }
    var pieces: [StatePart: [Result<StatePiece, RPCFailure>]] = [:]
    var start = 0
    while start < calls.count {
      let batch = calls[start..<min(start + Self.batchLimit, calls.count)]
      let answers = try await caller.ask(batch.map(\.call))
      for ((part, _), answer) in zip(batch, answers) { pieces[part, default: []].append(answer) }
      start += batch.count
    }
    for (part, answers) in pieces { keep(part, answers) }
  }

  private mutating func keep(_ part: StatePart, _ answers: [Result<StatePiece, RPCFailure>]) {
    var balance: UInt256?
    var nonce: UInt64?
    var code: [UInt8]?
    for answer in answers {
      switch answer {
      case .failure(let failure): return failures[part] = failure
      case .success(.balance(let value)): balance = value
      case .success(.nonce(let value)): nonce = value
      case .success(.code(let bytes)): code = bytes
      case .success(.word(let word)):
        if case .slot(let address, let slot) = part {
          words[Place(address: address, slot: slot)] = word
        }
      case .success(.blockHash(let hash)):
        if case .blockHash(let number) = part { blockHashes[number] = hash }
      }
    }
    failures[part] = nil
    guard case .account(let address) = part, let balance, let nonce, let code else { return }
    let executable = shared(code)
    accounts[address] = FetchedAccount(
      account: Account(
        nonce: nonce, balance: balance, codeHash: executable.hash, hasStorage: !code.isEmpty),
      code: executable)
  }

  private mutating func shared(_ bytes: [UInt8]) -> ExecutableCode {
    guard !bytes.isEmpty else { return .empty }
    let hash = Keccak256.hash(bytes)
    if let code = codes[hash] { return code }
    let code = ExecutableCode(bytes, hash: hash)
    codes[hash] = code
    return code
  }
}

extension FetchedState: StateReader {
  func account(at address: Address) throws -> Account? {
    guard let fetched = accounts[address] else { throw MissingState(part: .account(address)) }
    return fetched.account.isEmpty ? nil : fetched.account
  }

  func code(at address: Address, hash: Hash256) throws -> ExecutableCode {
    guard let fetched = accounts[address] else { throw MissingState(part: .account(address)) }
    return fetched.code
  }

  func storage(at address: Address, slot: UInt256) throws -> UInt256 {
    guard let word = words[Place(address: address, slot: slot)] else {
      throw MissingState(part: .slot(address, slot))
    }
    return word
  }

  func blockHash(of number: UInt64) throws -> Hash256? {
    guard number < header.number, header.number - number <= 256 else { return nil }
    if number == header.number - 1 { return header.parentHash }
    guard let hash = blockHashes[number] else { throw MissingState(part: .blockHash(number)) }
    return hash
  }
}

/// A piece of a part, as one call answers it.
private enum StatePiece: Sendable {
  case balance(UInt256)
  case nonce(UInt64)
  case code([UInt8])
  case word(UInt256)
  case blockHash(Hash256)
}

extension StatePart {
  fileprivate func calls(at block: BlockID) -> [RPCCall<StatePiece>] {
    switch self {
    case .account(let address):
      [
        RPCCall.code(of: address, at: block).map { .code($0) },
        RPCCall.balance(of: address, at: block).map { .balance($0) },
        RPCCall.nonce(of: address, at: block).map { .nonce($0) },
      ]
    case .slot(let address, let slot):
      [RPCCall.storage(of: address, slot: slot, at: block).map { .word($0) }]
    case .blockHash(let number):
      [RPCCall.header(.number(number)).map { .blockHash($0.hash) }]
    }
  }
}
