import ChequerTesting
import Cheques
import EVMABI
import EVMBytecode
import EVMPrimitives
import EVMRPC
import EmbeddedChain
import ExactJSON
import Synchronization
import Testing
import Vaults

@Suite struct `The verdict on a cheque` {
  @Test(arguments: AnyVault.Kind.allCases)
  func `is PAYS with the exact amount and gas that cashing it then takes`(
    kind: AnyVault.Kind
  ) async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try AnyVault(kind, on: chain, funding: 10)
    let cheque = try vault.cheque(to: chain.host, paying: 3)
    let verdict = try await chain.check(cheque)
    #expect(verdict.answer == .pays(vault.units(3)))
    #expect(verdict.expected == verdict.answer)
    #expect(verdict.isGood)
    #expect(verdict.paidOut == 0)
    #expect(verdict.outstanding == vault.units(3))
    #expect(verdict.available == vault.units(10))
    #expect(verdict.signature == .valid)
    let cashed = try chain.cash(cheque)
    #expect(cashed.result == .paid(vault.amount(3)))
    let gas = try #require(verdict.gas)
    #expect(gas.used == cashed.transaction.gasUsed)
    #expect(gas.cost == cashed.transaction.fee)
    #expect(gas.limit >= gas.used)
  }

  @Test(arguments: AnyVault.Kind.allCases)
  func `is NOTHING LEFT once it was cashed, and for an older cheque`(
    kind: AnyVault.Kind
  ) async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try AnyVault(kind, on: chain, funding: 10)
    let older = try vault.cheque(to: chain.host, paying: 2)
    let newer = try vault.cheque(to: chain.host, paying: 3)
    try chain.cash(newer).transaction.succeeded()
    for cheque in [older, newer] {
      let verdict = try await chain.check(cheque)
      #expect(verdict.answer == .nothingLeft)
      #expect(verdict.outstanding == 0)
    }
    let next = try vault.cheque(to: chain.host, paying: 5)
    #expect(try await chain.check(next).answer == .pays(vault.units(2)))
  }

  @Test(arguments: AnyVault.Kind.allCases)
  func `above the balance is BOUNCES by what is missing, or PARTIAL`(
    kind: AnyVault.Kind
  ) async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try AnyVault(kind, on: chain, funding: 2)
    let verdict = try await chain.check(vault.cheque(to: chain.host, paying: 7))
    #expect(
      verdict.answer
        == (kind.paysInPart
          ? .partial(paid: vault.units(2), of: vault.units(7))
          : .bounces(shortBy: vault.units(5))))
    #expect(verdict.expected == verdict.answer)
    #expect(!verdict.isGood)
  }

  @Test(arguments: AnyVault.Kind.allCases)
  func `on an empty vault is BOUNCES by all of it`(kind: AnyVault.Kind) async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try AnyVault(kind, on: chain, funding: 2)
    try vault.withdraw(2)
    let verdict = try await chain.check(vault.cheque(to: chain.host, paying: 7))
    #expect(verdict.answer == .bounces(shortBy: vault.units(7)))
    #expect(verdict.remedy.contains("\(vault.units(7))"))
  }

  @Test(arguments: AnyVault.Kind.allCases)
  func `counts what its own vault paid out, and no other`(kind: AnyVault.Kind) async throws {
    let chain = try await EmbeddedChain.btfs()
    let vaults = try (0..<2).map { _ in try AnyVault(kind, on: chain, funding: 10) }
    try chain.cash(vaults[0].cheque(to: chain.host, paying: 5)).transaction.succeeded()
    let verdicts = try await chain.check([
      vaults[0].cheque(to: chain.host, paying: 6), vaults[1].cheque(to: chain.host, paying: 3),
    ])
    #expect(verdicts.map(\.paidOut) == [vaults[0].units(5), 0])
    #expect(verdicts.map(\.answer) == [.pays(vaults[0].units(1)), .pays(vaults[1].units(3))])
  }

  @Test(arguments: [1, 2, 5, 9, 14])
  func `is that of one block, whatever the chain does meanwhile`(moment: Int) async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try chain.deployVault(issuer: chain.renter, funding: .wbtt(10))
    let cheque = try vault.cheque(to: chain.host, paying: .wbtt(3))
    let block = chain.latestBlock
    let caller = ScriptedCaller(chain.development)
    let count = Box(0)
    caller.answer { _ in
      let isNow = count.value.withLock { count in
        count += 1
        return count == moment
      }
      if isNow { _ = try? vault.withdraw(.wbtt(10)) }
      return nil
    }
    let verdict = try await chain.check(cheque, by: caller)
    #expect(verdict.answer == .pays(TokenAmount.wbtt(3).smallestUnits))
    #expect(verdict.available == TokenAmount.wbtt(10).smallestUnits)
    #expect(try vault.balance() == .wbtt(0))
    let bound: JSON = ["blockHash": .string(block.hash.hex)]
    for request in caller.requests where request.method != "eth_gasPrice" {
      #expect(request.parameters.contains(bound), "\(request.method)")
    }
  }

  @Test func `over another token is PAYS in that`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try chain.deployVault(issuer: chain.renter)
    try vault.deposit(.usdt(5))
    let cheque = try vault.cheque(to: chain.host, paying: .usdt(4))
    let verdict = try await chain.check(cheque)
    #expect(verdict.answer == .pays(4_000_000))
    #expect(verdict.token.address == TestToken.usdt.address)
    #expect(verdict.worth == .unpriced)
    let cashed = try chain.cash(cheque)
    #expect(verdict.gas?.used == cashed.transaction.gasUsed)
    let tooMuch = try vault.cheque(to: chain.host, paying: .usdt(6))
    #expect(try await chain.check(tooMuch).answer == .bounces(shortBy: 1_000_000))
  }

  @Test(arguments: [VaultKind.v1, .v2])
  func `over another token is NOT PAYABLE by a vault without that function`(
    kind: VaultKind
  ) async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try chain.deployVault(issuer: chain.renter, generation: kind)
    try chain.transfer(.usdt(5), from: chain.renter, to: vault)
    let verdict = try await chain.check(vault.cheque(to: chain.host, paying: .usdt(4)))
    #expect(verdict.answer == .notPayable(.noMultiToken))
  }

  @Test func `is NOT YOURS for anybody but the beneficiary`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try AnyVault(.multiToken, on: chain, funding: 10)
    let verdict = try await chain.check(vault.cheque(to: chain.host, paying: 3)) {
      $0.cashedBy = chain.owner.address
    }
    #expect(verdict.answer == .notYours(caller: chain.owner.address))
    #expect(verdict.remedy.contains(chain.host.address.checksummed))
  }

  @Test func `is NOT PAYABLE where there is no contract`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try AnyVault(.multiToken, on: chain, funding: 10)
    let cheque = try vault.cheque(to: chain.host, paying: 3)
    let verdict = try await chain.check(cheque.tampered(vault: .numbered(9)))
    #expect(verdict.answer == .notPayable(.noContract))
  }

  @Test func `is NOT PAYABLE where the vault was never set up`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try chain.deployVault(issuer: chain.renter)
    let cheque = try vault.cheque(to: chain.host, paying: .wbtt(3))
    let clone = try #require(VaultFactoryRecord.at(VaultKind.v2.factory).first).cloneCode
    let logic = VaultKind.multiToken.logic.word
    try chain.place(
      Array(clone), at: .numbered(5), storage: [KnownStorageSlot.implementation.word: logic])
    let bare = try await chain.check(cheque.tampered(vault: .numbered(5)))
    #expect(bare.answer == .notPayable(.noIssuer))
    try chain.place(Array(clone), at: .numbered(6))
    guard
      case .notPayable(.noLogic) = try await chain.check(
        cheque.tampered(vault: .numbered(6))
      ).answer
    else {
      Issue.record("A shell without logic pays nothing.")
      return
    }
  }

  @Test func `says when the coin for gas is missing, and how much`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try AnyVault(.v2, on: chain, funding: 100)
    let cheque = try vault.cheque(to: chain.host, paying: 90)
    chain.setBalance(.btt(1), of: chain.host)
    try chain.mine()
    let verdict = try await chain.check(cheque)
    #expect(verdict.answer == .pays(vault.units(90)))
    let gas = try #require(verdict.gas)
    #expect(!gas.isCovered)
    #expect(gas.coin == TokenAmount.btt(1).smallestUnits)
    #expect(gas.missing == gas.reserve &- gas.coin)
    #expect(verdict.reason("coin")?.isWarning == true)
    chain.setBalance(
      TokenAmount(smallestUnits: gas.reserve, in: .btt), of: chain.host)
    try chain.mine()
    let covered = try await chain.check(cheque)
    #expect(covered.gas?.isCovered == true)
    #expect(covered.reason("coin") == nil)
  }

  @Test func `compares what is paid with its gas, in wei`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try AnyVault(.v2, on: chain, funding: 1_000)
    let small = try vault.cheque(to: chain.host, paying: 1)
    let large = try vault.cheque(to: chain.owner, paying: 500)
    let verdicts = try await chain.check([small, large]) { $0.gasPrice = 300_000_000_000_000 }
    let cost = try #require(verdicts[0].gas?.cost)
    #expect(verdicts[0].worth == .loss(cost &- vault.units(1)))
    #expect(verdicts[0].reason("worth")?.isWarning == true)
    let largeCost = try #require(verdicts[1].gas?.cost)
    #expect(verdicts[1].worth == .gain(vault.units(500) &- largeCost))
  }

  @Test func `warns of a vault that pays another token than WBTT`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try chain.deployVault(issuer: chain.renter)
    let cheque = try vault.cheque(to: chain.host, paying: .wbtt(3))
    // The word in which the logic keeps its token.
    let code = try #require(VaultFactoryRecord.at(VaultKind.v2.factory).first).cloneCode
    try chain.place(
      Array(code), at: vault.address,
      storage: [
        KnownStorageSlot.implementation.word: VaultKind.multiToken.logic.word,
        101: TestToken.usdd.address.word, 104: chain.renter.address.word,
      ])
    try chain.transfer(.usdd(5), from: chain.renter, to: vault)
    let verdict = try await chain.check(cheque)
    #expect(verdict.answer == .pays(TokenAmount.usdd(3).smallestUnits))
    #expect(verdict.token.isPromised == false)
    #expect(!verdict.isGood)
    #expect(verdict.reason("token")?.isWarning == true)
  }

  @Test func `sends the money where it is told, and warns of the vault itself`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try AnyVault(.v2, on: chain, funding: 10)
    let cheque = try vault.cheque(to: chain.host, paying: 3)
    let elsewhere = try await chain.check(cheque) { $0.recipient = .numbered(77) }
    #expect(elsewhere.answer == .pays(vault.units(3)))
    let back = try await chain.check(cheque) { $0.recipient = vault.address }
    #expect(back.answer == .unknown(.paysNothing(announced: vault.units(3))))
    #expect(back.reason("recipient")?.isWarning == true)
  }

  @Test func `is UNKNOWN when the endpoint does not answer`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try AnyVault(.v2, on: chain, funding: 10)
    let cheque = try vault.cheque(to: chain.host, paying: 3)
    for method in ["eth_getCode", "eth_getStorageAt", "eth_getBalance"] {
      let caller = CountingCaller(chain.development, refusing: [method])
      guard case .unknown(.unreachable) = try await chain.check(cheque, by: caller).answer else {
        Issue.record("Without \(method) nothing can be known.")
        continue
      }
    }
    let caller = CountingCaller(chain.development, refusing: ["eth_call", "eth_gasPrice"])
    let verdict = try await chain.check(cheque, by: caller)
    #expect(verdict.answer == .pays(vault.units(3)))
    #expect(verdict.gas == nil)
    #expect(verdict.reason("node")?.strength == .unknown)
  }

  /// What is wrong with the endpoint says nothing of the cheque; what it says of the code does.
  @Test func `takes a node's word only where it is about the code`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try AnyVault(.v2, on: chain, funding: 10)
    let cheque = try vault.cheque(to: chain.host, paying: 3)
    func verdict(_ failure: RPCFailure) async throws -> ChequeVerdict {
      try await chain.check(
        cheque, by: RefusingCaller(chain: chain.development, method: "eth_call", failure: failure))
    }
    let busy = try await verdict(.node(code: -32000, message: "too many requests in this batch"))
    #expect(busy.answer == .pays(vault.units(3)))
    #expect(busy.reason("node")?.strength == .unknown)
    let short = try await verdict(.node(code: -32000, message: "out of gas"))
    #expect(
      short.answer == .unknown(.disagreement(here: .succeeded, node: .fails("out of gas"))))
    // Error(string) in the message alone, as some nodes pass it on.
    let reverted = try await verdict(
      .reverted(data: [], message: "execution reverted: Vault: cannot cash"))
    #expect(
      reverted.answer
        == .unknown(
          .disagreement(here: .succeeded, node: .reverts(.message("Vault: cannot cash")))))
  }
}

/// A caller that answers one method with a failure.
private struct RefusingCaller: RPCCaller {
  let chain: any RPCCaller
  let method: String
  let failure: RPCFailure

  func answers(
    to requests: [RPCRequest]
  ) async throws(CancellationError) -> [Result<JSONValue, RPCFailure>] {
    let answers = try await chain.answers(to: requests)
    return zip(requests, answers).map { request, answer in
      request.method == method ? .failure(failure) : answer
    }
  }
}
