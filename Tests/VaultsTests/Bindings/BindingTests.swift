import Cheques
import EVMCrypto
import EVMPrimitives
import EVMRPC
import Testing
import Vaults
import VectorFiles

@Suite struct `Contract bindings` {
  @Test func `each function is called as its contract's interface says`() throws {
    let rows = try VectorFile("bindings/calls.jsonl").rows
    var calls = BindingCalls.all
    for row in rows {
      let name = "\(try row.string("contract")) \(try row.string("signature"))"
      let calldata = try #require(calls.removeValue(forKey: name) ?? nil, "\(row): \(name)")
      #expect(try calldata == row.bytes("calldata"), "\(name)")
      #expect(try Array(calldata.prefix(4)) == row.bytes("selector"), "\(name)")
    }
    #expect(calls.isEmpty, "no row for \(calls.keys)")
  }

  @Test func `a read asks the contract at the block`() {
    let hash = Hash256(UInt256(7))
    let call = VaultContract(BindingCalls.one).bounced(at: .pinned(number: 5, hash: hash))
    #expect(call.contract == "0x1111111111111111111111111111111111111111")
    #expect(call.request.method == "eth_call")
    #expect(call.request.parameters.last == BlockID.pinned(number: 5, hash: hash).json)
  }

  @Test func `an answer of nothing says that there is no such contract`() async {
    let failure = await #expect(throws: RPCFailure.self) {
      try await FixedAnswer(data: []).ask(VaultContract(BindingCalls.one).paidOut(.zero))
    }
    #expect(
      failure?.description
        == "The answer to eth_call cannot be read: 0x1111111111111111111111111111111111111111 has no contract with the function paidOut(address)."
    )
  }

  @Test(arguments: [1, 31, 33, 64])
  func `an answer of another length is refused with the function's name`(count: Int) async {
    let answer = FixedAnswer(data: [UInt8](repeating: 0, count: count))
    let failure = await #expect(throws: RPCFailure.self) {
      try await answer.ask(VaultContract(BindingCalls.one).issuer())
    }
    #expect(
      failure?.description.contains(
        "does not answer as a contract with the function issuer() does") == true)
  }

  @Test(arguments: [2, 255]) func `a boolean above 1 is refused`(last: UInt8) async {
    let answer = FixedAnswer(data: [UInt8](repeating: 0, count: 31) + [last])
    await #expect(throws: RPCFailure.self) {
      try await answer.ask(VaultContract(BindingCalls.one).bounced())
    }
  }

  @Test func `an address with more than 20 bytes is refused`() async {
    await #expect(throws: RPCFailure.self) {
      try await FixedAnswer(data: [UInt8](repeating: 0xff, count: 32)).ask(
        VaultContract(BindingCalls.one).issuer())
    }
  }

  @Test func `later factories have no deployment without a logic`() {
    let factory = VaultFactoryContract(BindingCalls.one)
    for generation in [VaultGeneration.proxyV1, .proxyV2, .swarm] {
      #expect(
        factory.deployVault(generation, issuer: .zero, salt: .zero, peerID: "") == nil)
    }
  }
}

@Suite struct `Cash-out calldata` {
  /// The dossier's worked example A, and B over USDT.
  private static let vault = "0x1f8B3e7E691D733F5eb17E5570c49dE3e5Aecef9"
  private static let beneficiary = "0xF54430F85b5862cdd3278C3C78fda39b65f4a2bC"
  private static let signatureA =
    "2ab9132eae10c9c44f44cab2b6cbcc7023fb61670849293aa10c4f8acced66fd582be5048662e4757e3968f6abcc0b2c845f87852a9b3e2b6f19aa92e7f4f0e61b"
  private static let signatureB =
    "824b85af2bf3aab255e3b6676e874d406092ed6e9aef81a9fab69331f5181fb57e23391a66d615db4ef8e3bc547cba9702af7ec45751adc165ad8f6faa5c40c71c"
  private static let zeros = String(repeating: "0", count: 62)

  private func signed(
    _ scheme: ChequeScheme, _ payout: UInt256, _ signature: String
  ) throws -> SignedCheque {
    SignedCheque(
      cheque: try Cheque(
        scheme: scheme, chainID: 199, vault: Address(parsing: Self.vault),
        beneficiary: Address(parsing: Self.beneficiary), cumulativePayout: payout),
      signature: try Signature(hex: signature))
  }

  @Test func `a cheque in the vault's token is cashed by the function that names none`() throws {
    let cheque = try signed(.btfs, 1_331_381_000_000_000_000, Self.signatureA)
    let expected =
      "0x0d5f2659000000000000000000000000f54430f85b5862cdd3278c3c78fda39b65f4a2bc"
      + "000000000000000000000000000000000000000000000000127a03f72db45000"
      + "0000000000000000000000000000000000000000000000000000000000000060"
      + "0000000000000000000000000000000000000000000000000000000000000041" + Self.signatureA
      + Self.zeros
    #expect(Hex.encode(VaultContract(of: cheque.cheque).cashOut(of: cheque)) == expected)
  }

  @Test func `a cheque over another token is cashed by the function that names it`() throws {
    let token = try Address(parsing: "0xdB28719F7f938507dBfe4f0eAe55668903D34a15")
    let cheque = try signed(.btfsMulti(token: token), 1_234_567, Self.signatureB)
    let expected =
      "0xfa319775000000000000000000000000db28719f7f938507dbfe4f0eae55668903d34a15"
      + "000000000000000000000000f54430f85b5862cdd3278c3c78fda39b65f4a2bc"
      + "000000000000000000000000000000000000000000000000000000000012d687"
      + "0000000000000000000000000000000000000000000000000000000000000080"
      + "0000000000000000000000000000000000000000000000000000000000000041" + Self.signatureB
      + Self.zeros
    #expect(Hex.encode(VaultContract(of: cheque.cheque).cashOut(of: cheque)) == expected)
  }

  @Test func `a signature is sent in the form that contracts take, whatever form it came in`()
    throws
  {
    let payout: UInt256 = 1_331_381_000_000_000_000
    let expected = VaultContract(.zero).cashOut(of: try signed(.btfs, payout, Self.signatureA))
    let bytes = try Hex.decode(Self.signatureA)
    let lowV = Hex.encode(bytes.dropLast() + [0])
    // n - s, with the other v: the same statement, which the contract refuses.
    let n = try UInt256(
      decimalOrHex: "0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141")
    let s = try n - UInt256(bigEndian: Array(bytes[32..<64]))
    let highS = Hex.encode(bytes[..<32] + Hash256(s).bytes + [28])
    for other in [lowV, highS] {
      #expect(VaultContract(.zero).cashOut(of: try signed(.btfs, payout, other)) == expected)
    }
  }

  @Test func `the money goes to another recipient if one is named`() throws {
    let cheque = try signed(.swarm, 5, Self.signatureA)
    let calldata = VaultContract(of: cheque.cheque).cashOut(of: cheque, recipient: BindingCalls.two)
    #expect(Array(calldata[16..<36]) == BindingCalls.two.bytes)
    #expect(Array(calldata[..<4]) == [0x0d, 0x5f, 0x26, 0x59])
  }
}
