import EVMCrypto
public import EVMPrimitives

extension Precompile {
  /// Runs it on an input, which may be of any length.
  ///
  /// The price is settled before the work, so that nothing costs more time than its gas pays for.
  /// - Parameters:
  ///   - input: The calldata. Where the rules read beyond its end, they read zeros.
  ///   - gas: What the call may spend.
  ///   - fork: Whose prices hold. It is not asked whether the fork has the precompile; see
  ///     ``init(at:under:)``.
  public func run(_ input: UnsafeRawBufferPointer, gas: UInt64, under fork: Fork)
    -> PrecompileOutcome
  {
    if self == .modexp { return ModularPower.run(input, gas: gas, under: fork) }
    let price = price(of: input, under: fork)
    guard price <= gas else { return .outOfGas }
    do throws(PrecompileFailure) {
      guard let output = try output(for: input) else { return .unsupported(self) }
      return .success(output: output, gasUsed: price)
    } catch {
      return .failed(error)
    }
  }

  /// Runs it on an input; see ``run(_:gas:under:)-(UnsafeRawBufferPointer,_,_)``.
  public func run(_ input: [UInt8], gas: UInt64, under fork: Fork) -> PrecompileOutcome {
    input.withUnsafeBytes { run($0, gas: gas, under: fork) }
  }

  /// What a run costs; one that is going to be refused for its length costs all there is anyway.
  private func price(of input: UnsafeRawBufferPointer, under fork: Fork) -> UInt64 {
    let count = UInt64(input.count)
    let words = (count + 31) / 32
    let isCheaper = fork.includes(.istanbul)
    switch self {
    case .ecrecover: return 3000
    case .sha256: return 60 + 12 * words
    case .ripemd160: return 600 + 120 * words
    case .identity: return 15 + 3 * words
    case .modexp: return 0
    // EIP-1108 made the curve cheaper.
    case .bn254Add: return isCheaper ? 150 : 500
    case .bn254Multiply: return isCheaper ? 6000 : 40_000
    case .bn254Pairing:
      let pairs = count / 192
      return isCheaper ? 45_000 + 34_000 * pairs : 100_000 + 80_000 * pairs
    case .blake2f: return BLAKE2Compression.rounds(of: input)
    case .kzgPointEvaluation, .bls12G1Add, .bls12G1MultiScalarMultiply, .bls12G2Add,
      .bls12G2MultiScalarMultiply, .bls12Pairing, .bls12MapFpToG1, .bls12MapFp2ToG2:
      return UnbuiltPrecompile(self)?.price(ofLength: input.count) ?? 0
    case .p256Verify: return 6900
    }
  }

  /// The output, or nil for a function that is not built here.
  private func output(for input: UnsafeRawBufferPointer) throws(PrecompileFailure) -> [UInt8]? {
    switch self {
    case .ecrecover: return recoveredAddress(PaddedInput(input))
    case .sha256: return SHA256.hash(input).bytes
    case .ripemd160:
      let digest = RIPEMD160.hash(input)
      return [UInt8](unsafeUninitializedCapacity: 32) { word, count in
        word.initialize(repeating: 0)
        let end = UnsafeMutableBufferPointer(rebasing: word[12...])
        digest.copyBytes(to: UnsafeMutableRawBufferPointer(end))
        count = 32
      }
    case .identity: return [UInt8](input)
    case .bn254Add: return try BN254.sum(PaddedInput(input))
    case .bn254Multiply: return try BN254.multiple(PaddedInput(input))
    case .bn254Pairing: return try BN254.pairingCheck(input)
    case .blake2f: return try BLAKE2Compression.output(for: input)
    case .p256Verify:
      return isSignatureWithP256(input) ? Hash256(UInt256.one).bytes : []
    case .modexp: return nil
    case .kzgPointEvaluation, .bls12G1Add, .bls12G1MultiScalarMultiply, .bls12G2Add,
      .bls12G2MultiScalarMultiply, .bls12Pairing, .bls12MapFpToG1, .bls12MapFp2ToG2:
      if let failure = UnbuiltPrecompile(self)?.failure(ofLength: input.count) { throw failure }
      return nil
    }
  }

  /// ECRECOVER: digest, v, r and s as words; the signer's address as a word, or nothing when there
  /// is none. A high s is taken; v is 27 or 28 in the whole word.
  private func recoveredAddress(_ input: PaddedInput) -> [UInt8] {
    let v = input.word(at: 32)
    guard v == 27 || v == 28,
      let signature = try? Signature(
        r: Hash256(input.word(at: 64)), s: Hash256(input.word(at: 96)),
        parity: v == 27 ? .even : .odd),
      let signer = try? signature.address(signing: Hash256(input.word(at: 0)))
    else { return [] }
    return Hash256(signer.word).bytes
  }

  /// P256VERIFY: digest, r, s and the public key's x and y as words, and nothing else.
  private func isSignatureWithP256(_ input: UnsafeRawBufferPointer) -> Bool {
    guard input.count == 160 else { return false }
    func word(_ index: Int) -> Hash256 {
      Hash256(copying: UnsafeRawBufferPointer(rebasing: input[32 * index..<32 * index + 32]))
    }
    return P256.isValid(r: word(1), s: word(2), for: word(0), publicKey: word(3), word(4))
  }
}
