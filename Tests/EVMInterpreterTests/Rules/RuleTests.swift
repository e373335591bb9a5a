import EVMInterpreter
import EVMPrimitives
import Testing
import VectorFiles

/// What each EIP changed, under the forks before and after it.
@Suite struct `Rules of the forks` {
  @Test func `EIP-2: a creation must pay for its code`() throws { try checkRules(of: 2) }
  @Test func `EIP-7: a delegated call keeps caller and value`() throws { try checkRules(of: 7) }
  @Test func `EIP-140: a revert undoes and gives data and gas back`() throws {
    try checkRules(of: 140)
  }
  @Test func `EIP-145: shifts`() throws { try checkRules(of: 145) }
  @Test func `EIP-150: dearer reads, and all but a 64th of the gas`() throws {
    try checkRules(of: 150)
  }
  @Test func `EIP-160: dearer powers`() throws { try checkRules(of: 160) }
  @Test func `EIP-161: no account is empty, and a contract begins with nonce 1`() throws {
    try checkRules(of: 161)
  }
  @Test func `EIP-170: code has at most 24,576 bytes`() throws { try checkRules(of: 170) }
  @Test func `EIP-210 is not in force: the hashes of the last 256 blocks`() throws {
    try checkRules(of: 210)
  }
  @Test func `EIP-211: what a call returned can be read, and no more than that`() throws {
    try checkRules(of: 211)
  }
  @Test func `EIP-214: nothing changes in a static call`() throws { try checkRules(of: 214) }
  @Test func `EIP-684: no contract is made where there is one`() throws {
    try checkRules(of: 684)
  }
  @Test func `EIP-1014: the address of CREATE2 comes from code and salt`() throws {
    try checkRules(of: 1014)
  }
  @Test func `EIP-1052: the hash of an account's code`() throws { try checkRules(of: 1052) }
  @Test func `EIP-1153: words that last for a transaction`() throws { try checkRules(of: 1153) }
  @Test func `EIP-1283: storage is charged for what changes in the end`() throws {
    try checkRules(of: 1283)
  }
  @Test func `EIP-1344: the chain's id`() throws { try checkRules(of: 1344) }
  @Test func `EIP-1884: dearer reads of the tries, and the own balance`() throws {
    try checkRules(of: 1884)
  }
  @Test func `EIP-2200: net charges, and no write with a stipend`() throws {
    try checkRules(of: 2200)
  }
  @Test func `EIP-2681: a nonce that is the last makes nothing more`() throws {
    try checkRules(of: 2681)
  }
  @Test func `EIP-2929: the first look at an account or slot costs more`() throws {
    try checkRules(of: 2929)
  }
  @Test func `EIP-3198: the base fee`() throws { try checkRules(of: 3198) }
  @Test func `EIP-3529: smaller refunds, and none for ended contracts`() throws {
    try checkRules(of: 3529)
  }
  @Test func `EIP-3541: no code begins with 0xef`() throws { try checkRules(of: 3541) }
  @Test func `EIP-3651: the proposer is warm`() throws { try checkRules(of: 3651) }
  @Test func `EIP-3855: zero in one byte`() throws { try checkRules(of: 3855) }
  @Test func `EIP-3860: init code is limited and charged`() throws { try checkRules(of: 3860) }
  @Test func `EIP-4399: randomness instead of difficulty`() throws { try checkRules(of: 4399) }
  @Test func `EIP-4844: the hashes of blobs`() throws { try checkRules(of: 4844) }
  @Test func `EIP-5656: memory is copied, over itself too`() throws { try checkRules(of: 5656) }
  @Test func `EIP-6780: only new contracts end`() throws { try checkRules(of: 6780) }
  @Test func `EIP-7516: the base fee of blobs`() throws { try checkRules(of: 7516) }
  @Test func `EIP-7702: accounts that run another's code`() throws { try checkRules(of: 7702) }
  @Test func `EIP-7939: zeros in front of a word`() throws { try checkRules(of: 7939) }

  @Test func `BTTC has the rules of Berlin`() throws {
    for row in try VectorFile("evm/rules.jsonl").rows
    where try row.strings("forks").contains("Berlin") {
      let (berlin, bttc) = (
        try Situation(row, under: .berlin), try Situation(row, under: .bttc)
      )
      let expected = try berlin.machine().run(berlin.message)
      let result = try bttc.machine().run(bttc.message)
      #expect(result.status == expected.status, "\(row)")
      #expect(result.output == expected.output, "\(row)")
      #expect(result.gasLeft == expected.gasLeft, "\(row)")
    }
  }
}
