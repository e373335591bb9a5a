import EVMABI
public import EVMPrimitives
public import EVMRPC

/// The contract in which hosts stake BTT, since go-btfs 3.3.
public struct StakeContract: ContractBinding {
  public let address: Address
  public init(_ address: Address) { self.address = address }

  public func getUserStake(
    _ account: Address, at block: BlockID = .latest
  ) -> RPCCall<StakePosition> {
    read("getUserStake(address)(uint256,uint256,uint256)", account, at: block, making: position)
  }

  public func stakers(
    _ account: Address, at block: BlockID = .latest
  ) -> RPCCall<StakePosition> {
    read("stakers(address)(uint256,uint256,uint256)", account, at: block, making: position)
  }

  public func getGlobalStats(at block: BlockID = .latest) -> RPCCall<StakeTotals> {
    read("getGlobalStats()(uint256,uint256,uint256)", at: block) {
      let (staked, unlocked, balance) = try unpack(
        $0, as: UInt256.self, UInt256.self, UInt256.self)
      return StakeTotals(staked: staked, unlocked: unlocked, balance: balance)
    }
  }

  /// The least that may be staked, in wei.
  public func minStakeAmount(at block: BlockID = .latest) -> RPCCall<UInt256> {
    read("minStakeAmount()(uint256)", at: block)
  }

  /// Seconds from unstaking to withdrawing.
  public func unlockPeriod(at block: BlockID = .latest) -> RPCCall<UInt256> {
    read("unlockPeriod()(uint256)", at: block)
  }

  public func totalStaked(at block: BlockID = .latest) -> RPCCall<UInt256> {
    read("totalStaked()(uint256)", at: block)
  }

  public func totalUnlocked(at block: BlockID = .latest) -> RPCCall<UInt256> {
    read("totalUnlocked()(uint256)", at: block)
  }

  private var position: @Sendable ([ABIValue]) throws -> StakePosition {
    {
      let (staked, unlockTime, unlocked) = try unpack(
        $0, as: UInt256.self, UInt256.self, UInt256.self)
      return StakePosition(staked: staked, unlockTime: unlockTime, unlocked: unlocked)
    }
  }
}

// MARK: - Transactions

extension StakeContract {
  /// Stakes the coins that are sent along.
  public func stake() -> [UInt8] { calldata("stake()") }

  /// Begins to take coins back, which are free after ``unlockPeriod(at:)``.
  public func unstake(_ amount: UInt256) -> [UInt8] { calldata("unstake(uint256)", amount) }

  /// Takes what is free.
  public func withdraw() -> [UInt8] { calldata("withdraw()") }
}

/// What somebody has in the stake contract, in wei.
public struct StakePosition: Hashable, Sendable {
  public let staked: UInt256
  /// From when on ``unlocked`` can be taken, in seconds since 1970.
  public let unlockTime: UInt256
  public let unlocked: UInt256
}

/// What all have in the stake contract, in wei.
public struct StakeTotals: Hashable, Sendable {
  public let staked: UInt256
  public let unlocked: UInt256
  /// What the contract has.
  public let balance: UInt256
}
