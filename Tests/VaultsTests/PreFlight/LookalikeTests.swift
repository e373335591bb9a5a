import ChequerTesting
import Cheques
import EVMABI
import EVMBytecode
import EVMPrimitives
import EVMRPC
import EmbeddedChain
import Testing
import Vaults

/// Contracts that answer as vaults do and cash as they like.
private enum Lookalike {
  static let address = Address.numbered(0xbad)

  /// - Parameter cashing: What stands behind cashChequeBeneficiary's selector.
  static func assembly(issuer: Address, cashing: String) -> String {
    """
    PUSH 0 CALLDATALOAD PUSH 224 SHR
    DUP1 PUSH4 0x1d143848 EQ PUSH @issuer JUMPI
    DUP1 PUSH4 0xfc0c546a EQ PUSH @token JUMPI
    DUP1 PUSH4 0x0d5f2659 EQ PUSH @cash JUMPI
    PUSH 0 PUSH 0 MSTORE PUSH 32 PUSH 0 RETURN
    issuer: JUMPDEST PUSH20 \(issuer.hex) PUSH 0 MSTORE PUSH 32 PUSH 0 RETURN
    token: JUMPDEST PUSH20 \(TestToken.wbtt.address.hex) PUSH 0 MSTORE PUSH 32 PUSH 0 RETURN
    cash: JUMPDEST \(cashing)
    """
  }

  /// ChequeCashed over the whole amount.
  static let event = """
    PUSH 36 CALLDATALOAD DUP1 PUSH 0 MSTORE PUSH 32 MSTORE PUSH 0 PUSH 64 MSTORE
    CALLER PUSH 4 CALLDATALOAD CALLER
    PUSH32 0x950494fc3642fae5221b6c32e0e45765c95ebb382a04a71b160db0843e74c99f
    PUSH 96 PUSH 0 LOG4
    """

  /// transfer(recipient, amount) of WBTT, where the amount is on the stack.
  static let transfer = """
    PUSH32 0xa9059cbb00000000000000000000000000000000000000000000000000000000 PUSH 0 MSTORE
    PUSH 4 CALLDATALOAD PUSH 4 MSTORE PUSH 36 MSTORE
    PUSH 32 PUSH 0 PUSH 68 PUSH 0 PUSH 0 PUSH20 \(TestToken.wbtt.address.hex) GAS CALL POP
    """
}

@Suite struct `A contract that only looks like a vault` {
  private func check(
    cashing: String, with caller: (any RPCCaller)? = nil,
    funding: TokenAmount = .wbtt(10)
  ) async throws -> (chain: EmbeddedChain, cheque: SignedCheque, verdict: ChequeVerdict) {
    let chain = try await EmbeddedChain.btfs()
    try chain.place(
      assembly: Lookalike.assembly(issuer: chain.renter.address, cashing: cashing),
      at: Lookalike.address)
    try chain.transfer(funding, from: chain.renter, to: Lookalike.address)
    let cheque = try Cheque(
      scheme: .btfs, chainID: 199, vault: Lookalike.address, beneficiary: chain.host.address,
      cumulativePayout: TokenAmount.wbtt(4).smallestUnits
    ).signed(with: chain.renter.key)
    return (chain, cheque, try await chain.check(cheque, by: caller))
  }

  /// What its beneficiary gets when it is cashed.
  private func cashed(_ cheque: SignedCheque, on chain: EmbeddedChain) throws -> UInt256 {
    let before = try chain.balance(of: chain.host, in: .wbtt)
    _ = try chain.cash(cheque)
    return try chain.balance(of: chain.host, in: .wbtt).subtracting(before).smallestUnits
  }

  @Test func `and logs a payment that it does not make pays nothing`() async throws {
    let (chain, cheque, verdict) = try await check(cashing: Lookalike.event + " STOP")
    #expect(
      verdict.answer == .unknown(.paysNothing(announced: TokenAmount.wbtt(4).smallestUnits)))
    #expect(verdict.reason("vault")?.isWarning == true)
    #expect(!verdict.isGood)
    #expect(try cashed(cheque, on: chain) == 0)
  }

  @Test func `and succeeds without any event pays nothing`() async throws {
    let (chain, cheque, verdict) = try await check(cashing: "STOP")
    #expect(verdict.answer == .unknown(.paysNothing(announced: nil)))
    #expect(verdict.remedy.contains("Audit"))
    #expect(try cashed(cheque, on: chain) == 0)
  }

  @Test func `and pays less than it logs is told by what arrives`() async throws {
    let (chain, cheque, verdict) = try await check(
      cashing: "\(Lookalike.event) PUSH 5 \(Lookalike.transfer) STOP")
    #expect(verdict.answer == .partial(paid: 5, of: TokenAmount.wbtt(4).smallestUnits))
    #expect(try cashed(cheque, on: chain) == 5)
  }

  @Test func `and pays what is due PAYS, with a warning that it may do otherwise`() async throws {
    let (chain, cheque, verdict) = try await check(
      cashing: "PUSH 36 CALLDATALOAD \(Lookalike.transfer) STOP")
    let due = TokenAmount.wbtt(4).smallestUnits
    #expect(verdict.answer == .pays(due))
    #expect(verdict.expected == nil)
    #expect(verdict.reason("vault")?.strength == .unknown)
    #expect(try cashed(cheque, on: chain) == due)
  }

  /// A call without a gas price is one that nobody pays for, by which code can tell a trial.
  @Test func `and pays only in trials is caught, because the run here has a gas price`()
    async throws
  {
    let (chain, cheque, verdict) = try await check(
      cashing: """
        GASPRICE PUSH @refuse JUMPI PUSH 36 CALLDATALOAD \(Lookalike.transfer) STOP
        refuse: JUMPDEST PUSH 0 PUSH 0 REVERT
        """)
    #expect(
      verdict.answer == .unknown(.disagreement(here: .reverted(.empty), node: .succeeds)))
    #expect(try cashed(cheque, on: chain) == 0)
  }

  @Test func `and never ends costs bounded work`() async throws {
    let (_, _, verdict) = try await check(
      cashing: "loop: JUMPDEST PUSH @loop JUMP")
    guard case .unknown(.fails) = verdict.answer else {
      Issue.record("An endless loop is \(verdict.answer).")
      return
    }
  }

  @Test func `and reads one word after the other costs bounded work`() async throws {
    let (chain, _, verdict) = try await check(
      cashing: """
        PUSH 1000 loop: JUMPDEST DUP1 SLOAD POP PUSH 1 SWAP1 SUB DUP1 PUSH @loop JUMPI STOP
        """)
    #expect(verdict.answer == .unknown(.notRun(.tooMuchState(rounds: 64))))
    _ = chain
  }

  @Test func `and reverts with a vault's words is not believed against the state`() async throws {
    // Error(string) "Vault: cannot cash", though nothing was paid.
    let (_, _, verdict) = try await check(
      cashing: """
        PUSH32 0x08c379a000000000000000000000000000000000000000000000000000000000 PUSH 0 MSTORE
        PUSH 32 PUSH 4 MSTORE PUSH 18 PUSH 36 MSTORE
        PUSH32 0x5661756c743a2063616e6e6f7420636173680000000000000000000000000000 PUSH 68 MSTORE
        PUSH 100 PUSH 0 REVERT
        """)
    #expect(verdict.answer == .unknown(.fails("\"Vault: cannot cash\"")))
  }

  /// The same vault with other logic behind it: nothing of what was promised holds.
  @Test func `after an upgrade is flagged, whatever its issuer signed`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try chain.deployVault(issuer: chain.renter, funding: .wbtt(10))
    let cheque = try vault.cheque(to: chain.host, paying: .wbtt(4))
    try chain.place(
      assembly: Lookalike.assembly(
        issuer: chain.renter.address, cashing: Lookalike.event + " STOP"),
      at: Lookalike.address)
    let code = try #require(VaultFactoryRecord.at(VaultKind.v2.factory).first).cloneCode
    try chain.place(
      code, at: vault.address,
      storage: [KnownStorageSlot.implementation.word: Lookalike.address.word])
    let verdict = try await chain.check(cheque)
    #expect(
      verdict.answer == .unknown(.paysNothing(announced: TokenAmount.wbtt(4).smallestUnits)))
    #expect(verdict.reason("vault")?.isWarning == true)
  }
}
