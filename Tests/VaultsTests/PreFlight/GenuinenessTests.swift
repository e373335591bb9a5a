import ChequerTesting
import Cheques
import EVMCrypto
import EVMPrimitives
import EmbeddedChain
import Testing
import Vaults

@Suite struct `A cheque that is not as it was signed` {
  /// The field that a flaw names, and what it says.
  private func flaw(_ verdict: ChequeVerdict) throws -> ChequeFlaw {
    guard case .notGenuine(let flaw) = verdict.answer else {
      throw WrongAnswer(answer: verdict.answer)
    }
    return flaw
  }

  private struct WrongAnswer: Error { let answer: ChequeAnswer }

  @Test(arguments: AnyVault.Kind.allCases)
  func `by somebody else is NOT GENUINE and names the signer`(
    kind: AnyVault.Kind
  ) async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try AnyVault(kind, on: chain, funding: 10)
    let forged = try vault.cheque(to: chain.host, paying: 3, signedBy: chain.owner)
    let verdict = try await chain.check(forged)
    #expect(
      try flaw(verdict)
        == .unexplained(.otherSigner(found: chain.owner.address, issuer: chain.renter.address)))
    #expect(verdict.expected == verdict.answer)
  }

  @Test(arguments: AnyVault.Kind.allCases)
  func `with another amount names the amount that was signed`(kind: AnyVault.Kind) async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try AnyVault(kind, on: chain, funding: 10)
    let cheque = try vault.cheque(to: chain.host, paying: 3)
    let raised = try cheque.tampered(payout: vault.units(9))
    let verdict = try await chain.check(raised) { $0.history.payouts = [1, vault.units(3)] }
    #expect(try flaw(verdict).field == "cumulativePayout")
    #expect(
      try flaw(verdict)
        == .mistaken([.otherPayout(signed: vault.units(3), stated: vault.units(9))]))
    // Without any history the amount is not known, and only the signer can be told.
    #expect(try flaw(await chain.check(raised)).field == nil)
  }

  @Test func `with another beneficiary names the beneficiary that was signed`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try AnyVault(.multiToken, on: chain, funding: 10)
    let cheque = try vault.cheque(to: chain.host, paying: 3)
    let redirected = try cheque.tampered(beneficiary: chain.owner.address)
    // The cheque beside it tells whom the vault pays.
    let verdict = try await chain.check([redirected, cheque])[0]
    #expect(
      try flaw(verdict)
        == .mistaken([
          .otherBeneficiary(signed: chain.host.address, stated: chain.owner.address)
        ]))
    #expect(try flaw(verdict).field == "beneficiary")
  }

  @Test func `on another vault of the issuer names the vault that was signed`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let one = try AnyVault(.multiToken, on: chain, funding: 10)
    let other = try AnyVault(.v2, on: chain, funding: 10)
    let moved = try one.cheque(to: chain.host, paying: 3).tampered(vault: other.address)
    let verdict = try await chain.check(moved) { $0.history.vaults = [one.address] }
    #expect(
      try flaw(verdict) == .mistaken([.otherVault(signed: one.address, stated: other.address)]))
    #expect(try flaw(verdict).field == "vault")
  }

  @Test func `of another chain names the chain`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try AnyVault(.v2, on: chain, funding: 10)
    let donau = try vault.cheque(to: chain.host, paying: 3, forChain: 1029)
    #expect(try flaw(await chain.check(donau)) == .otherChain(stated: 1029, asked: 199))
    let presented = try donau.tampered(chainID: 199)
    let verdict = try await chain.check(presented)
    #expect(try flaw(verdict) == .mistaken([.otherChain(signed: 1029, stated: 199)]))
    #expect(try flaw(verdict).field == "chain")
  }

  @Test func `over WBTT in the form for other tokens is named as that`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try chain.deployVault(issuer: chain.renter, funding: .wbtt(10))
    let confused = try Cheque(
      scheme: .btfsMulti(token: TestToken.wbtt.address), chainID: 199, vault: vault.address,
      beneficiary: chain.host.address, cumulativePayout: 3
    ).signed(with: chain.renter.key)
    #expect(
      try flaw(await chain.check(confused))
        == .plainTokenSignedAsMultiToken(TestToken.wbtt.address))
    #expect(try chain.cash(confused).result == .refused("invalid issuer signature"))
    // As nodes keep it, under the key of WBTT.
    let kept = try confused.tampered(scheme: .btfs)
    let verdict = try await chain.check(kept)
    #expect(try flaw(verdict).field == "scheme")
    #expect(
      try flaw(verdict)
        == .mistaken([
          .otherScheme(signed: .btfsMulti(token: TestToken.wbtt.address), stated: .btfs)
        ]))
  }

  /// A renter signs for a worthless token and a host takes it for WBTT.
  @Test func `over another token than was signed names the token`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try chain.deployVault(issuer: chain.renter, funding: .wbtt(10))
    let usdt = try vault.cheque(to: chain.host, paying: .usdt(3)).tampered(scheme: .btfs)
    #expect(
      try flaw(await chain.check(usdt))
        == .mistaken([
          .otherScheme(signed: .btfsMulti(token: TestToken.usdt.address), stated: .btfs)
        ]))
  }

  @Test(arguments: AnyVault.Kind.allCases)
  func `with a last byte of the other parity is NOT GENUINE by its signature`(
    kind: AnyVault.Kind
  ) async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try AnyVault(kind, on: chain, funding: 10)
    let cheque = try vault.cheque(to: chain.host, paying: 3)
    var bytes = cheque.signature.bytes
    bytes[64] = 55 - bytes[64]
    let flipped = SignedCheque(cheque: cheque.cheque, signature: try Signature(bytes))
    let verdict = try await chain.check(flipped)
    #expect(try flaw(verdict) == .mistaken([.flippedRecoveryByte]))
    #expect(try flaw(verdict).field == "signature")
  }

  /// Nodes hold such cheques and cannot cash them.
  @Test(arguments: ["high s", "v of 0 or 1", "64 bytes"])
  func `in a form that contracts refuse PAYS when it is written anew, and says so`(
    form: String
  ) async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try AnyVault(.multiToken, on: chain, funding: 10)
    let cheque = try vault.cheque(to: chain.host, paying: 3)
    let signature = cheque.signature
    let (written, mistake): (Signature, ChequeMistake) =
      switch form {
      case "high s": (try signature.withHighS, .highS)
      case "v of 0 or 1": (try Signature(signature.bytes(in: .v0or1)), .recoveryByteZeroOrOne)
      default: (try Signature(compact: signature.bytes(in: .compact)), .compactSignature)
      }
    let verdict = try await chain.check(
      SignedCheque(cheque: cheque.cheque, signature: written))
    #expect(verdict.answer == .pays(vault.units(3)))
    #expect(verdict.signature == .rewritten([mistake]))
    #expect(verdict.reason("signature")?.isWarning == true)
  }
}

extension Signature {
  /// (r, n - s) with the other parity.
  fileprivate var withHighS: Signature {
    get throws {
      let order = try UInt256(
        decimalOrHex: "0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141")
      return try Signature(
        r: r, s: Hash256(order &- UInt256(s)), parity: parity == .even ? .odd : .even)
    }
  }
}
