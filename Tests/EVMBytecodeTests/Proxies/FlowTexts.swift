import EVMBytecode
import EVMPrimitives
import Testing
import VectorFiles

/// What a reader is told of a proxy that was found by following its code.
@Suite struct `Texts of followed proxies` {
  static func sample(_ name: String) throws -> ProxyRecognition {
    let row = try #require(
      try VectorFile("contracts/assembled.jsonl").rows.first {
        try $0.string("name") == "proxy: " + name
      })
    return try #require(ProxyRecognition(Bytecode(row.bytes("code"))))
  }

  /// The reader sees that anybody may set the target, and how long.
  @Test func `an init that is open while the slot is zero is said to be open`() throws {
    let proxy = try Self.sample("ERC-1967 that may be set while the slot is zero")
    #expect(
      proxy.summary
        == "ERC-1967 proxy: runs the code of the address in its own ERC-1967 implementation slot")
    #expect(
      proxy.claims.contains(
        Claim(
          .proven,
          "init(address,bytes) (c0d91eaf) writes the slot for any caller while it is zero: until it is set, anybody may decide what code runs here."
        )))
    let always = try Self.sample("ERC-1967 that may always be set")
    #expect(
      always.claims.contains(
        Claim(
          .proven,
          "init(address,bytes) (c0d91eaf) writes the slot, and no check of the caller was seen: anybody may change what code runs here."
        )))
  }

  @Test func `the guard of an upgrade names the slot of the administrator`() throws {
    let claims = try Self.sample("ERC-1967 transparent").claims
    #expect(
      claims.contains(
        Claim(
          .proven,
          "upgradeTo(address) (3659cfe6) writes the slot if the caller is the address in ERC-1967 admin slot."
        )))
  }

  @Test func `an administrator in the code is named with the guard`() throws {
    let claims = try Self.sample("ERC-1967 transparent, frozen administrator").claims
    #expect(
      claims.contains(
        Claim(
          .proven,
          "upgradeToAndCall(address,bytes) (4f1ef286) writes the slot if the caller is 0xadADADadAdADAdadADADADadadADAdAdadaDAdAD, fixed in the code."
        )))
  }

  /// A forwarder is a template then; a contract with functions lacks an immutable.
  @Test func `a zero address behind functions is an immutable before it is filled in`() throws {
    let row = try #require(
      try VectorFile("contracts/assembled.jsonl").rows.first {
        try $0.string("name") == "proxy: functions before a forwarder"
      })
    let target = [UInt8](repeating: 0xd4, count: 20)
    var code = try row.bytes("code")
    let place = try #require(code.indices.first { Array(code[$0...].prefix(20)) == target })
    #expect(try #require(ProxyRecognition(Bytecode(code))).defects.isEmpty)
    code.replaceSubrange(place..<place + 20, with: repeatElement(0, count: 20))
    let proxy = try #require(ProxyRecognition(Bytecode(code)))
    #expect(
      proxy.defects.map(\.description) == [
        "The address in the code is zero, as an immutable is before it is filled in: calls that no function takes succeed and do nothing."
      ])
  }

  /// The reader sees whose storage a beacon's answer depends on, and whose the code runs in.
  @Test func `storage is told hop by hop`() throws {
    let statements = try Self.sample("beacon in the code").claims.map(\.statement)
    #expect(
      statements.contains(
        "The code runs by DELEGATECALL, with this account's storage, balance and address: if it is a proxy too, its slots are those of this account, not of the address where its code stands."
      ))
    #expect(
      statements.contains(
        "Whoever names the target is asked in its own storage: who may change the answer is decided there, not here."
      ))
    #expect(
      try Self.sample("Synthetix").storageContext
        == "The target runs by CALL, in its own storage, and sees this account as its caller: its slots are its own."
    )
  }

  /// The reader sees the question, its selector, and that its answer is run.
  @Test func `a lookup stands in the pseudocode`() throws {
    #expect(
      try Self.sample("ERC-7546").pseudocode == """
        def _fallback() payable: # default function
          static call address(storage[0x267691be3525af8a813d30db0c9e2bad08f63baecf6dceb85e2cf3676cff56f4]).getImplementation(call.data[0 len 4]) with: # 0xdc9cc645
               gas gas_remaining wei
          delegate address(ext_call.return_data[0 len 32]) with:
             funct call.data[0 len 4]
               gas gas_remaining wei
              args call.data[4 len calldata.size - 4]
          if not delegate.return_code:
              revert with ext_call.return_data[0 len return_data.size]
          return ext_call.return_data[0 len return_data.size]
        """)
  }

  /// The reader sees both targets, and who gets which.
  @Test func `another target stands under its condition`() throws {
    let lines = try Self.sample("the admin goes another way").pseudocode.split(separator: "\n")
    #expect(lines[1] == "  if caller == storage[5]:")
    #expect(
      lines[2]
        == "      delegate address(storage[0x\(String(repeating: "0", count: 63))8]) with:")
    #expect(
      lines[7] == "  delegate address(storage[0x\(String(repeating: "0", count: 63))6]) with:")
  }

  /// The reader sees in the pseudocode, too, which function changes the target, and for whom.
  @Test func `a function that writes the slot says so in the pseudocode`() throws {
    let lines = try Self.sample("ERC-1967 that may be set while the slot is zero").pseudocode
      .split(separator: "\n")
    #expect(lines[1] == "  if call.data[0 len 4] == 0xc0d91eaf: # init(address,bytes)")
    #expect(lines[2] == "      ... # writes the slot for any caller while it is zero")
    let transparent = try Self.sample("ERC-1967 transparent").pseudocode
    #expect(
      transparent.hasPrefix(
        """
        def _fallback() payable: # default function
          if call.data[0 len 4] == 0x3659cfe6: # upgradeTo(address)
              ... # writes the slot if the caller is the address in ERC-1967 admin slot
          if call.data[0 len 4] == 0x5c60da1b: # implementation()
              ... # the proxy's own function

        """))
  }

  @Test func `every proxy has a summary, claims and pseudocode`() throws {
    for row in try VectorFile("contracts/assembled.jsonl").rows {
      guard try row.string("name").hasPrefix("proxy: ") else { continue }
      let proxy = try #require(ProxyRecognition(Bytecode(row.bytes("code"))))
      #expect(proxy.pseudocode.hasPrefix("def _fallback() payable: # default function\n"))
      #expect(proxy.claims.allSatisfy { $0.statement.hasSuffix(".") }, "\(row)")
      #expect(proxy.claims.contains { $0.strength == .unknown }, "\(row)")
      #expect(!proxy.summary.contains("\n"), "\(row)")
    }
  }
}
