import ChequerTesting
import EVMPrimitives
import EVMRPC
import EmbeddedChain
import ExactJSON
import TestThreads
import Testing
import VectorFiles

@Suite(.ownThreads) struct `A client of a hostile endpoint` {
  private static let classes: [EndpointFault.Consequence] = [
    .transport, .rateLimit, .malformed, .harmless,
  ]
  static let faults = EndpointFault.catalogue.filter { classes.contains($0.consequence) }
  private static let key = "sk-0123456789abcdef"
  /// One chain behind all of these endpoints, which none of them changes, and what it answers.
  private static let chain = Task {
    let chain = try await EmbeddedChain.btfs()
    let vault = try chain.deployVault(issuer: chain.renter, funding: .wbtt(10))
    return (chain, vault, try await answers(of: chain.development, on: chain))
  }

  /// What a client asks, each answer as a text or its failure.
  private static func answers(of caller: some RPCCaller, on chain: EmbeddedChain) async throws
    -> [String]
  {
    let host = chain.host.address
    let call = CallMessage(
      to: TestToken.wbtt.address, data: Array(Selector(signature: "totalSupply()").bytes))
    let numbers = try await caller.ask([
      RPCCall<UInt256>.balance(of: host), .storage(of: TestToken.wbtt.address, slot: 2), .gasPrice,
    ])
    let others = try await caller.ask([RPCCall<UInt64>.chainID, .blockNumber, .nonce(of: host)])
    let header = try await caller.ask([RPCCall<RPCHeader>.header(.latest)])
    let bytes = try await caller.ask([
      RPCCall<[UInt8]>.code(of: TestToken.wbtt.address), .call(call),
    ])
    let receipt = try await caller.ask([RPCCall<RPCReceipt?>.receipt(of: .zero)])
    return numbers.map { shown($0) } + others.map { shown($0) } + header.map { shown($0) }
      + bytes.map { shown($0) } + receipt.map { shown($0) }
  }

  private static func shown<Value>(_ result: Result<Value, RPCFailure>) -> String {
    switch result {
    case .success(let value): "\(value)"
    case .failure(let failure): "failed: \(failure)"
    }
  }

  private func client(
    _ endpoint: FaultyEndpoint, _ retries: RetryPolicy, within total: Duration = .seconds(2)
  ) async throws -> RPCClient {
    RPCClient(
      try EndpointURL(parsing: await endpoint.url + "/v3/\(Self.key)"), over: CurlTransport.shared,
      options: RPCClientOptions(
        deadlines: Deadlines(total: total, byteLimit: 1 << 20), retries: retries),
      time: RPCClientTime(clock: VirtualClock()))
  }

  @Test(arguments: faults.indices)
  func `has the right answer or none, and shows no key`(_ index: Int) async throws {
    let fault = Self.faults[index]
    let (chain, _, honest) = try await Self.chain.value
    let endpoint = chain.newEndpoint()
    endpoint.fail(fault)
    let isSlow = [.transport, .malformed].contains(fault.consequence)
    let client = try await client(
      endpoint, RetryPolicy(attempts: 2), within: isSlow ? .milliseconds(400) : .seconds(20))
    let found = try await Self.answers(of: client, on: chain)
    // Bytes of another length are for whoever knows how many there must be.
    let isOpaque = ["bytes: short", "bytes: long"].contains(fault.name)
    for (index, (found, honest)) in zip(found, honest).enumerated()
    where !found.hasPrefix("failed: ") && !(isOpaque && [7, 8].contains(index)) {
      #expect(found == honest, "\(fault.name)")
    }
    if fault.consequence == .harmless {
      for (found, honest) in zip(found, honest) { #expect(found == honest, "\(fault.name)") }
    }
    #expect(!found.joined().contains(Self.key), "\(fault.name)")
    #expect(found.allSatisfy { $0.utf8.count < 80_000 }, "\(fault.name)")
    await endpoint.stop()
  }

  @Test(arguments: EndpointFault.catalogue(.rateLimit).indices)
  func `knows a rate limit however it is told`(_ index: Int) async throws {
    let fault = EndpointFault.catalogue(.rateLimit)[index]
    let (chain, _, _) = try await Self.chain.value
    let endpoint = chain.newEndpoint()
    endpoint.fail(fault)
    let client = try await client(endpoint, .never, within: .seconds(20))
    let answers = try await client.ask((0..<4).map { _ in RPCCall<UInt64>.chainID })
    let single = try await client.failure(of: .chainID)
    for failure in answers.compactMap(\.failure) + [single].compactMap({ $0 }) {
      guard case .rateLimited(_, let pause) = failure else {
        Issue.record("\(fault.name): \(failure)")
        continue
      }
      #expect((.zero ... .seconds(300)).contains(pause ?? .zero), "\(fault.name)")
    }
    await endpoint.stop()
  }

  @Test(
    arguments: EndpointFault.catalogue.indices.filter {
      EndpointFault.catalogue[$0].name.hasSuffix("every second time")
        && !EndpointFault.catalogue[$0].name.hasPrefix("silence")
        && classes.contains(EndpointFault.catalogue[$0].consequence)
    })
  func `gets every answer of an endpoint that fails every second time`(_ index: Int) async throws {
    let fault = EndpointFault.catalogue[index]
    let (chain, _, honest) = try await Self.chain.value
    let endpoint = chain.newEndpoint()
    endpoint.fail(fault)
    let client = try await client(
      endpoint, RetryPolicy(attempts: 8, budget: .seconds(600)), within: .seconds(20))
    let found = try await Self.answers(of: client, on: chain)
    for (found, honest) in zip(found, honest) { #expect(found == honest, "\(fault.name)") }
    await endpoint.stop()
  }

  @Test(arguments: EndpointFault.RevertPlace.allCases)
  func `finds what a contract says wherever the node puts it`(
    _ place: EndpointFault.RevertPlace
  ) async throws {
    let (chain, vault, _) = try await Self.chain.value
    let endpoint = chain.newEndpoint()
    let withdrawal = CallMessage(
      from: chain.host.address, to: vault.address,
      data: Selector(signature: "withdraw(uint256)").bytes + UInt256(1).bigEndianBytes)
    let honest = try await chain.development.failure(of: .call(withdrawal))
    guard case .reverted(let data, _)? = honest, !data.isEmpty else {
      Issue.record("\(String(describing: honest))")
      return
    }
    endpoint.fail(.reverts(in: place))
    let found = try await client(endpoint, .never, within: .seconds(20)).failure(
      of: .call(withdrawal))
    guard case .reverted(let told, _)? = found else {
      Issue.record("\(String(describing: found))")
      return
    }
    #expect(told == (place == .reason ? [] : data))
    await endpoint.stop()
  }

  /// Mutations of answers to a batch and to a single call: the client never traps, and never takes an
  /// id, a kind or a size that is not there.
  @Test(arguments: 0..<40)
  func `does not fall over nonsense`(_ seed: UInt64) async throws {
    let random = SeededGenerator(seed: seed)
    let transport = ScriptedTransport({ body in
      var random = random
      var answer = HTTPAnswer.results(
        #"{"number":"0x5","list":[1,"0x",null],"error":{"code":3}}"#, to: body)
      for _ in 0..<Int.random(in: 1...20, using: &random) {
        let place = Int.random(in: 0..<max(1, answer.body.count), using: &random)
        guard !answer.body.isEmpty else { break }
        switch Int.random(in: 0..<5, using: &random) {
        case 0: answer.body.remove(at: place)
        case 1: answer.body[place] = UInt8.random(in: 0...255, using: &random)
        case 2:
          answer.body.insert(
            contentsOf: Array("\"},[{:0x-1e9".utf8).shuffled(using: &random).prefix(3), at: place)
        case 3: answer.body.swapAt(place, Int.random(in: 0..<answer.body.count, using: &random))
        default: answer.body.removeLast(Int.random(in: 0...3, using: &random) % answer.body.count)
        }
      }
      answer.status = [200, 200, 400, 429, 500].randomElement(using: &random) ?? 200
      answer.retryAfter = String(decoding: random.bytes(count: 6), as: UTF8.self)
      return answer
    })
    let client = try RPCClient.scripted(transport)
    for count in [1, 2, 5] {
      let answers = try await client.ask(
        (0..<count).map { _ in RPCCall<UInt64>.blockNumber })
      #expect(answers.count == count)
      // A number is due, and there is an object.
      for answer in answers {
        if case .success(let value) = answer { Issue.record("\(value)") }
      }
    }
  }
}

extension Result where Failure == RPCFailure {
  var failure: RPCFailure? {
    if case .failure(let failure) = self { failure } else { nil }
  }
}
