import EVMPrimitives
import ExactJSON

extension EndpointPool {
  /// Asks one endpoint, and gives one answer for each request.
  func raw(
    _ index: Int, _ requests: [RPCRequest]
  ) async throws(CancellationError) -> [Result<JSONValue, RPCFailure>] {
    guard !requests.isEmpty else { return [] }
    let start = clock.now()
    var answers = try await endpoints[index].caller.answers(to: requests)
    let time = clock.now() - start
    while answers.count < requests.count {
      answers.append(
        .failure(
          .malformed(method: requests[answers.count].method, reason: "There is no answer to it.")))
    }
    learn { knowledge in
      knowledge.health[index].batchCount += 1
      if answers.contains(where: { $0.failure?.isOutage != true }) {
        knowledge.health[index].answered(in: time)
      }
      for (request, answer) in zip(requests, answers) {
        if case .failure(.unsupported) = answer {
          knowledge.health[index].unsupportedMethods.insert(request.method)
        }
      }
    }
    return answers
  }

  func noteFailure(_ failure: RPCFailure, of index: Int) {
    let now = clock.now()
    learn { $0.health[index].failed(failure, at: now, options: options) }
  }

  /// Asks one endpoint, and lets only results pass that are what their methods answer.
  ///
  /// Where its node does not take a block's hash, the block is named by its number, and whether the
  /// number still has this hash is asked afterwards.
  func checked(
    _ index: Int, _ requests: [RPCRequest], check: ResultCheck
  ) async throws(CancellationError) -> [Result<JSONValue, RPCFailure>] {
    guard !requests.isEmpty else { return [] }
    var answers = try await askingByHash(index, requests)
    for place in answers.indices {
      if case .failure(.reverted(_, let message)) = answers[place], requests[place].runsNoCode {
        // Nothing is run that could revert: these are the node's words and not the chain's.
        answers[place] = .failure(.node(code: 3, message: message))
      }
      guard case .success(let result) = answers[place] else { continue }
      do throws(RPCFailure) {
        try notice(try requests[place].canonical(result), result, to: requests[place])
        if let failure = check(place, result) { throw failure }
      } catch { answers[place] = .failure(error) }
    }
    if let fault = answers.lazy.compactMap(\.failure).first(where: { $0.standing == .fault }) {
      noteFailure(fault, of: index)
      if case .unproven = fault { learn { $0.health[index].contradictions += 1 } }
    } else {
      learn { $0.health[index].succeeded() }
    }
    return answers
  }

  /// Remembers blocks, and refuses a head that is older than one which was answered before.
  private func notice(
    _ answer: CanonicalAnswer, _ result: JSONValue, to request: RPCRequest
  ) throws(RPCFailure) {
    guard case .header = answer, let header = try? RPCHeader(result) else { return }
    let newest = learn { knowledge in
      knowledge.remember(header)
      return knowledge.newestAnswered
    }
    if request.asksForHead, header.number < newest {
      throw .blockNotFound("block \(newest), which was seen before")
    }
  }

  private func askingByHash(
    _ index: Int, _ requests: [RPCRequest]
  ) async throws(CancellationError) -> [Result<JSONValue, RPCFailure>] {
    let takesHashes = health(of: index).takesBlockHashes
    let pinned = requests.indices.filter { place in
      if requests[place].readsState, case .hash = requests[place].block { true } else { false }
    }
    guard !pinned.isEmpty else { return try await raw(index, requests) }
    var answers: [Result<JSONValue, RPCFailure>]
    var refused = pinned
    if takesHashes == false {
      answers = requests.map { .failure(.blockNotFound($0.blockInWords)) }
      let others = requests.indices.filter { !pinned.contains($0) }
      if !others.isEmpty {
        let found = try await raw(index, others.map { requests[$0] })
        for (place, answer) in zip(others, found) { answers[place] = answer }
      }
    } else {
      answers = try await raw(index, requests)
      if takesHashes == true { return answers }
      refused = pinned.filter { answers[$0].failure?.mayRefuseBlockHash == true }
      if refused.isEmpty {
        if pinned.contains(where: { answers[$0].failure == nil }) {
          learn { $0.health[index].takesBlockHashes = true }
        }
        return answers
      }
    }
    let byNumber = try await askingByNumber(index, refused.map { requests[$0] })
    if takesHashes == nil, byNumber.contains(where: { $0.failure == nil }) {
      learn { $0.health[index].takesBlockHashes = false }
    }
    for (place, answer) in zip(refused, byNumber) { answers[place] = answer }
    return answers
  }

  /// Asks with numbers in the place of hashes, then whether the numbers still have these hashes.
  private func askingByNumber(
    _ index: Int, _ requests: [RPCRequest]
  ) async throws(CancellationError) -> [Result<JSONValue, RPCFailure>] {
    var numbers: [Hash256: UInt64] = learn { $0.blocks }
    var hashes: Set<Hash256> = []
    for request in requests { if case .hash(let hash) = request.block { hashes.insert(hash) } }
    let unknown = hashes.filter { numbers[$0] == nil }.map { $0 }
    if !unknown.isEmpty {
      let calls = unknown.map { RPCRequest("eth_getBlockByHash", [.string($0.hex), false]) }
      let found = try await raw(index, calls)
      for (hash, answer) in zip(unknown, found) {
        if let result = try? answer.get(), let header = try? RPCHeader(result), header.hash == hash
        {
          numbers[hash] = header.number
        }
      }
    }
    let rewritten = requests.map { request in
      guard case .hash(let hash) = request.block, let number = numbers[hash] else { return request }
      return request.reading(.number(number))
    }
    var answers = try await raw(index, rewritten)
    let blocks = hashes.compactMap { hash in numbers[hash].map { (hash: hash, number: $0) } }
    let headers = try await raw(
      index, blocks.map { RPCCall.header(.number($0.number)).request })
    var doubts = Dictionary(
      uniqueKeysWithValues: hashes.map { ($0, RPCFailure.blockNotFound("block \($0)")) })
    for (block, answer) in zip(blocks, headers) {
      switch RPCCall.header(.number(block.number)).value(of: answer) {
      case .success(let header): if header.hash == block.hash { doubts[block.hash] = nil }
      case .failure(let failure): doubts[block.hash] = failure
      }
    }
    for place in requests.indices {
      guard case .hash(let hash) = requests[place].block, let doubt = doubts[hash] else { continue }
      answers[place] = .failure(doubt)
    }
    return answers
  }
}
