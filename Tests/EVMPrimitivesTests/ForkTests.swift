import EVMPrimitives
import Testing

@Suite struct `Forks` {
  @Test(
    arguments: [
      ("Frontier", .frontier), ("Homestead", .homestead), ("EIP150", .tangerineWhistle),
      ("TangerineWhistle", .tangerineWhistle), ("EIP158", .spuriousDragon),
      ("SpuriousDragon", .spuriousDragon), ("Byzantium", .byzantium),
      ("Constantinople", .constantinople), ("ConstantinopleFix", .petersburg),
      ("Petersburg", .petersburg), ("Istanbul", .istanbul), ("Berlin", .berlin),
      ("London", .london), ("Merge", .paris), ("Paris", .paris), ("Shanghai", .shanghai),
      ("Cancun", .cancun), ("Prague", .prague), ("Osaka", .osaka), ("bttc", .bttc),
    ] as [(String, Fork)])
  func `a fork is found by the names of test files and clients, in any case`(
    name: String, fork: Fork
  ) throws {
    #expect(try Fork(named: name) == fork)
    #expect(try Fork(named: name.lowercased()) == fork)
    #expect(try Fork(named: name.uppercased()) == fork)
  }

  @Test func `an unknown name is answered with the known ones`() {
    let error = #expect(throws: ForkError.unknownName("Amsterdam ")) {
      try Fork(named: "Amsterdam ")
    }
    #expect(
      error?.description.hasPrefix("There is no fork 'Amsterdam '; name one of Frontier, ") == true)
    #expect(throws: ForkError.self) { try Fork(named: "") }
  }

  @Test func `no two forks share a name`() {
    let names = Fork.allCases.flatMap { $0.names.map { $0.lowercased() } }
    #expect(Set(names).count == names.count)
    #expect(Fork.allCases.allSatisfy { !$0.description.isEmpty })
  }

  @Test func `each fork of Ethereum has the rules of those before it`() {
    let forks = Fork.ofEthereum
    #expect(forks.count == Fork.allCases.count - 1 && forks.last == .newest)
    for (index, fork) in forks.enumerated() {
      for (other, earlier) in forks.enumerated() {
        #expect(fork.includes(earlier) == (other <= index), "\(fork), \(earlier)")
      }
    }
  }

  @Test func `BTTC has Berlin's rules and none of London's`() {
    #expect(Fork.bttc.includes(.berlin) && !Fork.bttc.includes(.london))
    #expect(Fork.bttc.onEthereum == .berlin)
    #expect(
      Fork.allCases.filter { Fork.bttc.includes($0) } == Array(Fork.ofEthereum.prefix(9)) + [.bttc])
  }
}
