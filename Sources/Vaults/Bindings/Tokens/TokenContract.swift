import EVMABI
public import EVMPrimitives
public import EVMRPC

/// A contract with the functions of ERC-20.
///
/// - SeeAlso: [ERC-20](https://eips.ethereum.org/EIPS/eip-20).
public protocol TokenContract: ContractBinding {}

extension TokenContract {
  /// The token's name, raw; also of old tokens that return 32 bytes.
  public func name(at block: BlockID = .latest) -> RPCCall<String> { label("name", at: block) }

  /// The token's symbol, raw; also of old tokens that return 32 bytes.
  public func symbol(at block: BlockID = .latest) -> RPCCall<String> { label("symbol", at: block) }

  /// How many decimal places amounts are written with.
  public func decimals(at block: BlockID = .latest) -> RPCCall<UInt8> {
    read("decimals()(uint8)", at: block)
  }

  /// All there is of the token, in its smallest unit as all amounts here.
  public func totalSupply(at block: BlockID = .latest) -> RPCCall<UInt256> {
    read("totalSupply()(uint256)", at: block)
  }

  public func balanceOf(_ account: Address, at block: BlockID = .latest) -> RPCCall<UInt256> {
    read("balanceOf(address)(uint256)", account, at: block)
  }

  /// How much of the owner's the spender may take.
  public func allowance(
    owner: Address, spender: Address, at block: BlockID = .latest
  ) -> RPCCall<UInt256> {
    read("allowance(address,address)(uint256)", owner, spender, at: block)
  }

  private func label(_ name: String, at block: BlockID) -> RPCCall<String> {
    let text = ContractFunction("\(name)()(string)", at: address)
    let word = ContractFunction("\(name)()(bytes32)", at: address)
    return call(text.calldata(), at: block).map { answer in
      if answer.count == 32 {
        return try word.reading {
          ContractText(padded: try unpack(try word.results(in: answer), as: Hash256.self)).text
        }
      }
      return try text.reading {
        try unpack(try text.results(in: answer), as: ContractText.self).text
      }
    }
  }
}

// MARK: - Transactions

extension TokenContract {
  /// Lets the spender take so much from now on, whatever it was allowed before.
  public func approve(_ spender: Address, _ amount: UInt256) -> [UInt8] {
    calldata("approve(address,uint256)(bool)", spender, amount)
  }

  public func transfer(to recipient: Address, _ amount: UInt256) -> [UInt8] {
    calldata("transfer(address,uint256)(bool)", recipient, amount)
  }

  /// Takes an amount that its owner has approved.
  public func transferFrom(
    _ owner: Address, to recipient: Address, _ amount: UInt256
  ) -> [UInt8] {
    calldata("transferFrom(address,address,uint256)(bool)", owner, recipient, amount)
  }
}

/// Any token, such as USDT.
public struct ERC20Contract: TokenContract {
  public let address: Address
  public init(_ address: Address) { self.address = address }
}

/// The chain's coin as a token, such as WBTT: coins are wrapped by paying them in.
public struct WrappedCoinContract: TokenContract {
  public let address: Address
  public init(_ address: Address) { self.address = address }

  /// Wraps the coins that are sent along.
  public func deposit() -> [UInt8] { calldata("deposit()") }

  /// Turns tokens of the sender back into coins.
  public func withdraw(_ amount: UInt256) -> [UInt8] { calldata("withdraw(uint256)", amount) }
}
