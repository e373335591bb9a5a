import EVMPrimitives
import EVMRPC
import Testing
import Vaults
import VectorFiles

/// Answers that eth-abi encoded.
@Suite struct `Contracts' answers` {
  private static let at = BindingCalls.one

  private func answer<Value>(_ name: String, _ call: RPCCall<Value>) async throws -> Value {
    let row = try #require(
      try VectorFile("bindings/answers.jsonl").rows.first {
        try $0.string("answer") == name
      }, "\(name)")
    return try await FixedAnswer(data: row.bytes("data")).ask(call)
  }

  @Test func `a token's name and symbol are read as text and as 32 bytes`() async throws {
    let token = ERC20Contract(Self.at)
    #expect(try await answer("token.name", token.name()) == "Wrapped BTT")
    #expect(try await answer("token.symbol", token.symbol()) == "W₿T")
    #expect(try await answer("token.symbol.word", token.symbol()) == "MKR")
    #expect(
      try await answer("token.symbol.full", token.symbol()) == String(repeating: "A", count: 32))
    #expect(try await answer("token.decimals", token.decimals()) == 18)
    #expect(try await answer("token.totalSupply", token.totalSupply()) == .max)
  }

  @Test func `a host's status has 30 days of reports`() async throws {
    let status = try await answer(
      "status.getStatus", StatusContract(Self.at).getStatus(BindingCalls.peer))
    #expect(status.peerID == BindingCalls.peer)
    #expect(status.createTime == 1_700_000_000)
    #expect(status.version == "4.1.0")
    #expect(status.lastNonce == 7)
    #expect(status.lastSignedTime == .max)
    #expect(status.lastSignature == Array(0..<65))
    #expect(status.hearts == Array(1...30))
    // 2023-11-14 is day 19675 since 1970, and 19675 mod 30 is 25.
    #expect(status.hearts(on: 1_700_000_000) == 26)
  }

  @Test func `the hosts that are ranked are a list`() async throws {
    let hosts = try await answer(
      "status.getHighScoreHost", StatusContract(Self.at).getHighScoreHost())
    try #require(hosts.count == 2)
    #expect(hosts[0].version == "4.0.0")
    #expect(hosts[0].hearts == Array(1...30))
    #expect(hosts[0].lastSignature == [1])
    #expect(hosts[1].createTime == 4)
    #expect(hosts[1].lastNonce == 5)
    #expect(hosts[1].lastSignedTime == 6)
    #expect(hosts[1].lastSignature.isEmpty)
  }

  @Test func `totals of reports have 64 bits`() async throws {
    let totals = try await answer("status.totalStat", StatusContract(Self.at).totalStat())
    #expect(totals.reports == .max)
    #expect(totals.nodes == 5)
  }

  @Test func `a file's description is a tuple`() async throws {
    let file = try await answer(
      "fileMeta.getFileMeta", FileMetaContract(Self.at).getFileMeta("cid"))
    #expect(
      file
        == FileDescription(
          ownerPeerID: BindingCalls.peer, from: BindingCalls.two, fileName: "name",
          fileExtension: ".txt", isDirectory: true, fileSize: BindingCalls.large))
  }

  @Test func `a storage contract's state may be one that is not known yet`() async throws {
    let file = try await answer(
      "fileContractMeta.getFileMeta", FileContractMetaContract(Self.at).getFileMeta("cid", []))
    #expect(file.metaData == [0x0a, 0x02, 0x68, 0x69])
    #expect(
      file.states == [.initial, .completed, .closed, .invalid, StorageContractState(rawValue: 9)])
    #expect(
      file.states.map(\.description) == ["initial", "completed", "closed", "invalid", "state 9"])
  }

  @Test func `a stake has three numbers`() async throws {
    let stake = StakeContract(Self.at)
    for call in [stake.getUserStake(.zero), stake.stakers(.zero)] {
      let position = try await answer("stake.getUserStake", call)
      #expect(position.staked == BindingCalls.large)
      #expect(position.unlockTime == 1_700_000_000)
      #expect(position.unlocked == 3)
    }
    let totals = try await answer("stake.getGlobalStats", stake.getGlobalStats())
    #expect(totals.staked == BindingCalls.large)
    #expect(totals.unlocked == 2)
    #expect(totals.balance == BindingCalls.large + 2)
  }

  @Test func `prices and rates come with their tokens`() async throws {
    let oracle = MultiTokenPriceOracleContract(Self.at)
    let prices = try await answer(
      "multiOracle.getPricesAndRates",
      oracle.getPricesAndRates([BindingCalls.one, BindingCalls.two]))
    #expect(prices.map(\.token) == [BindingCalls.one, BindingCalls.two])
    #expect(prices.map(\.price) == [125_000, 7])
    #expect(prices.map(\.rate) == [1_000_000_000_000, 1])
  }

  @Test func `a rate is never taken for another token's`() async throws {
    let oracle = MultiTokenPriceOracleContract(Self.at)
    let failure = await #expect(throws: RPCFailure.self) {
      try await answer(
        "multiOracle.getPricesAndRates.uneven",
        oracle.getPricesAndRates([BindingCalls.one, BindingCalls.two]))
    }
    #expect(
      failure?.description.contains("There are 2 prices and 1 rate of 2 tokens.") == true)
    await #expect(throws: RPCFailure.self) {
      try await answer(
        "multiOracle.getPricesAndRates", oracle.getPricesAndRates([BindingCalls.one]))
    }
  }

  @Test func `what a chequebook sets aside has four numbers`() async throws {
    let deposit = try await answer(
      "chequebook.hardDeposits", ChequebookContract(Self.at).hardDeposits(.zero))
    #expect(deposit.amount == BindingCalls.large)
    #expect(deposit.decreaseAmount == 2)
    #expect(deposit.timeout == 3)
    #expect(deposit.canBeDecreasedAt == 4)
    let price = try await answer(
      "chequebookOracle.getPrice", ChequebookPriceOracleContract(Self.at).getPrice())
    #expect(price.price == 100_000)
    #expect(price.chequeValueDeduction == 100)
  }

  @Test func `proposals are read one by one and as lists`() async throws {
    let contract = ProposalContract(Self.at)
    let first = try await answer("proposal.getProposal", contract.getProposal(1))
    #expect(first.id == 1)
    #expect(first.proposer == BindingCalls.one)
    #expect(first.type == 3)
    #expect(first.title == "First")
    #expect(first.description == String(repeating: "d", count: 70))
    #expect(first.uri == "https://example.com/p")
    #expect(first.status == 2)
    #expect(first.createdAt == 1_700_000_001)
    #expect(first.updatedAt == 18_446_744_073_709_551_617)
    for call in [contract.getAllProposals(), contract.getProposalsByType(3)] {
      let all = try await answer("proposal.getAllProposals", call)
      #expect(all.map(\.id) == [1, 2])
      #expect(all.first == first)
      #expect(all.last?.title == "")
    }
    #expect(
      try await answer("proposal.getAllProposals.none", contract.getAllProposals()).isEmpty)
    #expect(try await answer("proposal.getProposalCount", contract.getProposalCount()) == 2)
  }

  @Test func `text that is no UTF-8 does not hide the rest`() async throws {
    let proposal = try await answer(
      "proposal.getProposal.text", ProposalContract(Self.at).getProposal(1))
    #expect(proposal.title == "\u{FFFD}\u{FFFD}\u{1B}st")
    #expect(proposal.uri == "https://example.com/p")
  }

  @Test func `an answer that ends early is refused`() async throws {
    let row = try #require(
      try VectorFile("bindings/answers.jsonl").rows.first {
        try $0.string("answer") == "proposal.getAllProposals"
      })
    let data = try row.bytes("data")
    for length in stride(from: 1, to: data.count, by: 17) {
      await #expect(throws: RPCFailure.self, "\(length) bytes") {
        try await FixedAnswer(data: Array(data.prefix(length))).ask(
          ProposalContract(Self.at).getAllProposals())
      }
    }
  }
}
