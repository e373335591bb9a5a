import EVMAccounts
import EVMCrypto
import EVMPrimitives

/// Reading raw transactions, beside a copy of the same bytes, and finding their sender.
func benchmarkTransactions() {
  let report = Report("Transactions")
  guard let samples = try? SampleTransactions() else {
    return report.note("The sample transactions could not be made.")
  }
  for (name, raw) in [
    ("decode a cash-out, type 0", samples.cashOut),
    ("decode type 2, 30 storage keys", samples.listed),
  ] {
    let times = Measure.nanoseconds(inTurn: [
      { count in for _ in 0..<count { consume(try? SignedTransaction(decoding: raw)) } },
      { count in for _ in 0..<count { consume(copied(raw)) } },
    ])
    report.row(name, times[0], "memcpy of \(raw.count) bytes", times[1])
    report.note("  \(fixed(1e9 / times[0], 0)) a second")
  }
  guard let cashOut = try? SignedTransaction(decoding: samples.cashOut) else { return }
  let digest = cashOut.transaction.signingHash
  let rules = TransactionRules(fork: .bttc, chainID: 199)
  let times = Measure.nanoseconds(inTurn: [
    { count in for _ in 0..<count { consume(try? rules.sender(of: cashOut)) } },
    { count in for _ in 0..<count { consume(try? cashOut.signature.address(signing: digest)) } },
  ])
  report.row("rules and sender of a cash-out", times[0], "recovery alone", times[1])
}

@inline(never)
private func copied(_ bytes: [UInt8]) -> [UInt8] {
  [UInt8](unsafeUninitializedCapacity: bytes.count) { buffer, count in
    count = bytes.count
    bytes.withUnsafeBytes { UnsafeMutableRawBufferPointer(buffer).copyMemory(from: $0) }
  }
}

private struct SampleTransactions {
  let cashOut: [UInt8]
  let listed: [UInt8]

  init() throws {
    let key = try SecretKey([UInt8](repeating: 0x46, count: 32))
    let vault = try Address(hex: "1f8B3e7E691D733F5eb17E5570c49dE3e5Aecef9")
    let calldata = (0..<260).map { UInt8(truncatingIfNeeded: $0 * 7) }
    cashOut = try UnsignedTransaction(
      nonce: 7, gasLimit: 90_000, to: vault, value: 0, input: calldata,
      variant: .legacy(chainID: 199, gasPrice: 300_000_000_000_000)
    ).signed(with: key).encoded
    let list = (0..<10).map { entry in
      AccessListEntry(
        address: Address(truncating: UInt256(entry)),
        storageKeys: (0..<3).map { Hash256(UInt256($0 + entry)) })
    }
    listed = try UnsignedTransaction(
      nonce: 7, gasLimit: 900_000, to: vault, value: 1, input: calldata,
      variant: .feeMarket(
        chainID: 1, fees: GasFees(maxFeePerGas: 9, maxPriorityFeePerGas: 1), accessList: list)
    ).signed(with: key).encoded
  }
}
