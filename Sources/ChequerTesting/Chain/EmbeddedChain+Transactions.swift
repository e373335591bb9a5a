public import EVMABI
public import EVMAccounts
import EVMInterpreter
public import EVMPrimitives
public import EmbeddedChain
import ExactJSON

extension EmbeddedChain {
  /// Gas that a transaction may use unless it says otherwise: more than anything here needs.
  public static let gasLimit: UInt64 = 3_000_000

  /// Sends a transaction, whatever comes of it: one that fails is mined and costs its fee, too.
  ///
  /// - Parameters:
  ///   - to: Nobody, to create a contract of the code in `data`.
  ///   - value: Wei.
  /// - Throws: ``EmbeddedChainError/chain(_:)`` when no block can take it, and
  ///   ``EmbeddedChainError/notMined(_:)`` when the chain does not mine by itself.
  @discardableResult
  public func send(
    from sender: TestAccount, to recipient: (some HasAddress)?, _ data: [UInt8] = [],
    value: UInt256 = .zero, gasLimit: UInt64 = gasLimit
  ) throws(EmbeddedChainError) -> SentTransaction {
    let transaction: SignedTransaction
    do {
      transaction = try UnsignedTransaction(
        nonce: development.nonce(of: sender.address), gasLimit: gasLimit, to: recipient?.address,
        value: value, input: data,
        variant: .legacy(chainID: development.chainID, gasPrice: try gasPrice())
      ).signed(with: sender.key)
    } catch let error as EmbeddedChainError { throw error } catch {
      throw .chain(.refused("\(error)"))
    }
    return try send(transaction)
  }

  /// Sends a transaction that was signed elsewhere.
  ///
  /// - Throws: As the other `send` does.
  @discardableResult
  public func send(
    _ transaction: SignedTransaction
  ) throws(EmbeddedChainError) -> SentTransaction {
    let hash: Hash256
    do { hash = try development.send(transaction) } catch { throw .chain(error) }
    return try sentTransaction(hash)
  }

  /// Calls a function in a transaction.
  ///
  /// ```swift
  /// try chain.send(from: chain.renter, to: TestToken.wbtt, "approve(address,uint256)",
  ///   vault.address, UInt256(5)).succeeded()
  /// ```
  /// - Throws: Also ``EmbeddedChainError/function(_:)`` when the arguments do not fit.
  @discardableResult
  public func send<each Argument: ABIConvertible>(
    from sender: TestAccount, to contract: some HasAddress, _ function: String,
    _ arguments: repeat each Argument, value: UInt256 = .zero
  ) throws(EmbeddedChainError) -> SentTransaction {
    try send(
      from: sender, to: contract, encoded(function, repeat each arguments), value: value)
  }

  /// What a mined transaction came to.
  ///
  /// - Throws: ``EmbeddedChainError/notMined(_:)`` when it waits, or there is none with this hash.
  public func sentTransaction(_ hash: Hash256) throws(EmbeddedChainError) -> SentTransaction {
    guard let mined = development.transaction(hash) else { throw .notMined(hash) }
    return SentTransaction(
      mined: mined, events: mined.receipt.logs.map(DecodedEvent.init),
      failure: try failure(of: mined))
  }

  /// Asks a contract for one value, at the latest block.
  ///
  /// ```swift
  /// let issuer: Address = try chain.ask(vault, "issuer()(address)")
  /// ```
  /// - Parameter function: With the types of what it returns, as `cast` writes them.
  /// - Throws: ``EmbeddedChainError/chain(_:)`` when it reverts, and
  ///   ``EmbeddedChainError/function(_:)`` when it answers something else.
  public func ask<Value: ABIConvertible, each Argument: ABIConvertible>(
    _ contract: some HasAddress, _ function: String, _ arguments: repeat each Argument,
    as type: Value.Type = Value.self
  ) throws(EmbeddedChainError) -> Value {
    let data = try encoded(function, repeat each arguments)
    let answer: [UInt8]
    do { answer = try call(contract.address, data) } catch { throw .chain(error) }
    do throws(ABICallError) {
      return try Self.function(function).result(of: answer)
    } catch { throw .function(error) }
  }
}

extension EmbeddedChain {
  /// The calldata of a call.
  func encoded<each Argument: ABIConvertible>(
    _ function: String, _ arguments: repeat each Argument
  ) throws(EmbeddedChainError) -> [UInt8] {
    do throws(ABICallError) {
      return try Self.function(function).calldata(repeat each arguments)
    } catch { throw .function(error) }
  }

  private func call(_ contract: Address, _ data: [UInt8]) throws(RPCError) -> [UInt8] {
    let answer = try development.call(
      "eth_call", [["to": .string(contract.hex), "data": .string(Hex.encode(data))], "latest"])
    return answer.bytes ?? []
  }

  private func gasPrice() throws(EmbeddedChainError) -> UInt256 {
    do {
      let price = try development.call("eth_gasPrice")
      guard case .string(let text) = price else { return .zero }
      return try UInt256(decimalOrHex: text)
    } catch let error as RPCError { throw .chain(error) } catch { return .zero }
  }

  /// Why a transaction failed: the block is run again, for a receipt does not say.
  private func failure(
    of mined: MinedTransaction
  ) throws(EmbeddedChainError) -> TransactionFailure? {
    switch mined.status {
    case .success: return nil
    case .halt(let reason): return .halted(reason)
    case .revert:
      do {
        let trace = try development.call(
          "debug_traceTransaction",
          [
            .string(mined.hash.hex),
            ["tracer": "callTracer", "tracerConfig": ["onlyTopCall": true]],
          ])
        return .reverted(RevertReason(trace["output"]?.bytes ?? []))
      } catch { throw .chain(error) }
    }
  }

  /// The function of a signature that a test wrote.
  private static func function(_ signature: String) throws(ABICallError) -> ABIFunction {
    do { return try ABIFunction(signature) } catch { throw .type(error) }
  }
}

extension JSON {
  /// The member of an object.
  subscript(key: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }
}
