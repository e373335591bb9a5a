import Cheques
import EVMCrypto
import EVMPrimitives
import Testing
import VectorFiles

@Suite struct `Verifying cheques` {
  /// What a row's name for a mistake means to the diagnosis; nil where no single value is meant.
  private static func expected(_ row: VectorRow, _ cheque: Cheque) throws -> [ChequeMistake]? {
    switch try row.string("mistake") {
    case "otherChain":
      return [
        .otherChain(signed: UInt64(try row.integer("actualChainId")), stated: cheque.chainID)
      ]
    case "swarmDomain": return [.otherScheme(signed: .swarm, stated: cheque.scheme)]
    case "swapped": return [.swappedVaultAndBeneficiary]
    case "highS": return [.highS]
    case "vZeroOne": return [.recoveryByteZeroOrOne]
    case "otherAmount":
      return [
        .otherPayout(signed: try row.word("actualAmount"), stated: cheque.cumulativePayout)
      ]
    case "compact": return [.compactSignature]
    default: return nil
    }
  }

  @Test func `the mistake behind a refused signature is named`() throws {
    for row in try VectorFile("cheques/diagnose.jsonl").rows {
      let signed = try row.signedCheque()
      let issuer = try row.address("issuer")
      let mistake = try row.string("mistake")
      #expect(throws: ChequeRejection.self, "\(row)") { try signed.verified(issuer: issuer) }
      var context = ChequeDiagnosisContext(depth: .oneField)
      if row.has("history") {
        context.payouts = try row.strings("history").map { try UInt256(parsing: $0) }
      }
      if row.has("token") { context.tokens.append(try row.address("token")) }
      if row.has("actualToken") { context.tokens.append(try row.address("actualToken")) }
      switch signed.diagnosis(issuer: issuer, context: context) {
      case .valid: Issue.record("\(row): accepted")
      case .mistaken(let found, _):
        if mistake == "otherType" {
          #expect(found.count == 1, "\(row)")
          guard case .otherScheme(let scheme, signed.cheque.scheme)? = found.first else {
            Issue.record("\(row): \(found)")
            continue
          }
          #expect(scheme != .swarm, "\(row)")
        } else {
          #expect(found == (try Self.expected(row, signed.cheque)), "\(row)")
        }
      case .unexplained(let rejection):
        #expect(mistake == "wrongSigner", "\(row)")
        if case .otherSigner(let found, _) = rejection {
          #expect(found == (try row.address("actualSigner")), "\(row)")
        } else {
          Issue.record("\(row): \(rejection)")
        }
      }
    }
  }

  @Test func `two mistakes at once are found, and three are not claimed`() throws {
    let key = try SecretKey(
      hex: "db6bf5da1c2225d76356df2f59ebd3207b91228bcf429f0c791f94e9095a1f8e")
    let issuer = key.publicKey.address
    let meant = try sampleCheque()
    let signature = try Cheque(
      scheme: .btfs, chainID: 1029, vault: meant.beneficiary, beneficiary: meant.vault,
      cumulativePayout: meant.cumulativePayout
    ).signed(with: key).signature
    let diagnosis = SignedCheque(cheque: meant, signature: signature).diagnosis(issuer: issuer)
    guard case .mistaken(let mistakes, _) = diagnosis else {
      Issue.record("\(diagnosis)")
      return
    }
    #expect(
      mistakes == [.otherChain(signed: 1029, stated: 199), .swappedVaultAndBeneficiary])
    #expect(
      diagnosis.description
        == "The signature is the issuer's, but it was signed for chain 1029, not 199, and vault and beneficiary were exchanged when it was signed; the contract refuses it as it stands, so ask the issuer for a new cheque."
    )
    let swarm = try Cheque(
      scheme: .swarm, chainID: 1029, vault: meant.beneficiary, beneficiary: meant.vault,
      cumulativePayout: meant.cumulativePayout
    ).signed(with: key).signature
    guard
      case .unexplained = SignedCheque(cheque: meant, signature: swarm).diagnosis(issuer: issuer)
    else {
      Issue.record("an explanation by three mistakes")
      return
    }
  }

  @Test func `a vault or beneficiary that is known is named when it was signed for`() throws {
    let key = try SecretKey(UInt256(7).bigEndianBytes)
    let issuer = key.publicKey.address
    let (vault, other) = (Address(truncating: 11), Address(truncating: 12))
    let (host, thief) = (Address(truncating: 21), Address(truncating: 22))
    func cheque(_ vault: Address, _ beneficiary: Address) throws -> Cheque {
      try Cheque(
        scheme: .btfs, chainID: 199, vault: vault, beneficiary: beneficiary, cumulativePayout: 5)
    }
    let signature = try cheque(vault, host).signed(with: key).signature
    func diagnosis(
      _ cheque: Cheque, _ context: ChequeDiagnosisContext
    ) -> ChequeDiagnosis {
      SignedCheque(cheque: cheque, signature: signature).diagnosis(
        issuer: issuer, context: context)
    }
    let redirected = diagnosis(
      try cheque(vault, thief), ChequeDiagnosisContext(beneficiaries: [thief, host]))
    guard case .mistaken(let mistakes, _) = redirected else {
      Issue.record("\(redirected)")
      return
    }
    #expect(mistakes == [.otherBeneficiary(signed: host, stated: thief)])
    #expect(mistakes.map(\.field) == ["beneficiary"])
    #expect(mistakes.map(\.name) == ["otherBeneficiary"])
    #expect(
      redirected.description
        == "The signature is the issuer's, but it was signed for the beneficiary \(host), not \(thief); the contract refuses it as it stands, so ask the issuer for a new cheque."
    )
    let moved = diagnosis(try cheque(other, host), ChequeDiagnosisContext(vaults: [vault]))
    guard case .mistaken(let list, _) = moved, list.count == 1, let mistake = list.first else {
      Issue.record("\(moved)")
      return
    }
    #expect(mistake == .otherVault(signed: vault, stated: other))
    #expect(mistake.field == "vault")
    #expect(mistake.description == "it was signed for the vault \(vault), not \(other)")
    guard
      case .unexplained = diagnosis(try cheque(other, host), ChequeDiagnosisContext())
    else {
      Issue.record("A vault that nobody named cannot be known.")
      return
    }
  }

  @Test func `each refusal has its sentence`() throws {
    let key = try SecretKey(
      hex: "db6bf5da1c2225d76356df2f59ebd3207b91228bcf429f0c791f94e9095a1f8e")
    let issuer = key.publicKey.address
    let signed = try sampleCheque().signed(with: key)
    let other = Address(truncating: 7)
    func sentence(_ bytes: [UInt8], compact: Bool = false, bare: Bool = false) throws -> String {
      let signature =
        compact
        ? try Signature(compact: bytes)
        : bare ? try Signature(withoutRecovery: bytes) : try Signature(bytes)
      let cheque = SignedCheque(cheque: signed.cheque, signature: signature)
      let error = #expect(throws: ChequeRejection.self) { try cheque.verified(issuer: issuer) }
      return error?.description ?? ""
    }
    #expect(
      try sentence(signed.signature.bytes(in: .v0or1))
        == "The signature's last byte is 0 or 1, which the contract refuses; it must be 27 or 28, so add 27 to it."
    )
    #expect(
      try sentence(signed.signature.bytes(in: .compact), compact: true)
        == "The signature is in EIP-2098's compact form, which nodes and some vaults refuse; write it as 65 bytes."
    )
    #expect(
      try sentence(signed.signature.bytes(in: .withoutRecovery), bare: true)
        == "The signature has no last byte v, without which the contract cannot recover the signer; ask for all 65 bytes."
    )
    let order: UInt256 =
      0xffff_ffff_ffff_ffff_ffff_ffff_ffff_fffe_baae_dce6_af48_a03b_bfd2_5e8c_d036_4141
    let highS = UInt256(signed.signature.s)
    let flipped: UInt8 = signed.signature.v == 27 ? 28 : 27
    #expect(
      try sentence(
        signed.signature.r.bytes + (order - highS).bigEndianBytes + [flipped])
        == "The signature's s is in the upper half, which the contract refuses although go-btfs takes it; the same signature with a low s can be cashed."
    )
    // r = 5 is the x coordinate of no point.
    #expect(
      try sentence(UInt256(5).bigEndianBytes + UInt256(1).bigEndianBytes + [27])
        == SignatureError.noPublicKey.description)
    let error = #expect(throws: ChequeRejection.self) { try signed.verified(issuer: other) }
    #expect(
      error?.description
        == "For this cheque the signature is that of \(issuer), not of the issuer \(other).")
    #expect(
      signed.diagnosis(issuer: other).description
        == "The cheque as it stands was signed by \(issuer), not by the issuer \(other); no likely mistake explains it, so the key or a field is another one."
    )
    #expect(
      signed.diagnosis(issuer: issuer).description
        == "The signature is that of the issuer \(issuer), as the contract takes it.")
  }

  @Test func `a flipped recovery byte and a missing one are named`() throws {
    let key = try SecretKey(hex: String(repeating: "01", count: 32))
    let signed = try sampleCheque().signed(with: key)
    var bytes = signed.signature.bytes
    bytes[64] = bytes[64] == 27 ? 28 : 27
    func mistakes(_ signature: Signature) -> [ChequeMistake] {
      let cheque = SignedCheque(cheque: signed.cheque, signature: signature)
      guard case .mistaken(let mistakes, _) = cheque.diagnosis(issuer: key.publicKey.address)
      else { return [] }
      return mistakes
    }
    #expect(mistakes(try Signature(bytes)) == [.flippedRecoveryByte])
    #expect(mistakes(try Signature(withoutRecovery: bytes.dropLast())) == [.noRecoveryByte])
  }

  @Test func `a batch verifies as its cheques do one by one`() async throws {
    var entries: [(cheque: SignedCheque, issuer: Address)] = []
    for row in try VectorFile("cheques/random.jsonl").rows
      + VectorFile("cheques/diagnose.jsonl").rows
    {
      entries.append((try row.signedCheque(), try row.address("issuer")))
    }
    let alone = entries.map { entry in
      Result { () throws(ChequeRejection) in try entry.cheque.verified(issuer: entry.issuer) }
    }
    for workers in [0, 1, 2, 7] {
      #expect(try await ChequeBatch.verify(entries, workers: workers) == alone)
    }
    #expect(try await ChequeBatch.verify([], workers: 2).isEmpty)
  }

  @Test func `a cancelled batch ends with an error`() async throws {
    let row = try VectorFile("cheques/worked.jsonl").rows[0]
    let entry = (cheque: try row.signedCheque(), issuer: try row.address("issuer"))
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await ChequeBatch.verify(Array(repeating: entry, count: 64), workers: 2)
    }
    await #expect(throws: CancellationError.self) { try await task.value }
  }
}
