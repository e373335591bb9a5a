import EVMPrimitives

// What is read is checked before it counts.

extension LogReader {
  /// The logs of some ranges, checked; each fails by itself.
  func logs(
    of filter: RPCLogFilter, in pieces: [ClosedRange<UInt64>]
  ) async throws(CancellationError) -> [Result<[RPCLog], RPCFailure>] {
    let found = try await Self.ask(caller, filter, pieces)
    switch check {
    case .none: return found
    case .same(let second):
      let others = try await Self.ask(second, filter, pieces)
      return zip(found, others).map(Self.compared)
    case .blooms(let witness):
      var checked: [Result<[RPCLog], RPCFailure>] = []
      for (piece, result) in zip(pieces, found) {
        guard case .success(let logs) = result else {
          checked.append(result)
          continue
        }
        let failure = try await Self.bloomFailure(of: logs, filter, piece, witness)
        checked.append(failure.map { .failure($0) } ?? result)
      }
      return checked
    }
  }

  private static func ask(
    _ caller: any RPCCaller, _ filter: RPCLogFilter, _ pieces: [ClosedRange<UInt64>]
  ) async throws(CancellationError) -> [Result<[RPCLog], RPCFailure>] {
    let filters = pieces.map { piece in
      var part = filter
      part.blocks = piece
      return part
    }
    let found = try await caller.ask(filters.map { RPCCall<[RPCLog]>.logs($0) })
    return zip(found, filters).map { result, filter in
      result.flatMap { logs in
        do throws(RPCFailure) { return .success(try checked(logs, filter)) } catch {
          return .failure(error)
        }
      }
    }
  }

  /// The logs in order, each once and those left out that the chain took back.
  ///
  /// - Throws: ``RPCFailure/malformed(method:reason:)`` for a log that was not asked for, that has no
  ///   place, or that shares its place with another.
  private static func checked(
    _ logs: [RPCLog], _ filter: RPCLogFilter
  ) throws(RPCFailure) -> [RPCLog] {
    var places: [LogPlace: RPCLog] = [:]
    var blocks: [UInt64: Hash256] = [:]
    for log in logs where !log.isRemoved {
      guard let number = log.blockNumber, let hash = log.blockHash, let index = log.logIndex else {
        throw malformed("A log of \(log.address) has no block or no place in it.")
      }
      guard filter.includes(log) else {
        throw malformed(
          "A log of \(log.address) in block \(number) is none that was asked for.")
      }
      guard blocks.updateValue(hash, forKey: number) ?? hash == hash else {
        throw malformed("It has logs of two blocks with number \(number).")
      }
      guard places.updateValue(log, forKey: LogPlace(block: hash, index: index)) ?? log == log
      else {
        throw malformed("Two logs stand at place \(index) of block \(number).")
      }
    }
    return places.values.sorted(by: RPCLog.isBefore)
  }

  private struct LogPlace: Hashable {
    var block: Hash256
    var index: UInt64
  }

  private static func malformed(_ reason: String) -> RPCFailure {
    .malformed(method: "eth_getLogs", reason: reason)
  }

  // MARK: A second opinion

  /// What two callers say alike.
  private static func compared(
    _ first: Result<[RPCLog], RPCFailure>, _ second: Result<[RPCLog], RPCFailure>
  ) -> Result<[RPCLog], RPCFailure> {
    guard case .success(let logs) = first else { return first }
    guard case .success(let others) = second else { return second }
    guard logs.map(\.fixed) != others.map(\.fixed) else { return first }
    let answers = [("one", logs), ("the other", others)].map {
      EndpointOpinion(endpoint: $0, answer: counted($1.count, "log"))
    }
    return .failure(.disagreement(method: "eth_getLogs", answers: answers))
  }

  // MARK: Blooms

  /// Why the headers do not bear out that these are all logs; `nil` when they do.
  private static func bloomFailure(
    of logs: [RPCLog], _ filter: RPCLogFilter, _ blocks: ClosedRange<UInt64>,
    _ witness: any RPCCaller
  ) async throws(CancellationError) -> RPCFailure? {
    let byBlock = Dictionary(grouping: logs) { $0.blockNumber ?? 0 }
    // A piece is as long as the span, but a batch of headers need not be.
    var rest: ClosedRange<UInt64>? = blocks
    while let part = rest?.firstBlocks(100) {
      rest = part.upperBound < blocks.upperBound ? (part.upperBound + 1)...blocks.upperBound : nil
      let headers = try await witness.ask(part.map { RPCCall<RPCHeader>.header(.number($0)) })
      for (number, result) in zip(part, headers) {
        let header: RPCHeader
        do throws(RPCFailure) { header = try result.get() } catch { return error }
        let told = byBlock[number] ?? []
        guard told.allSatisfy({ $0.blockHash == header.hash }) else {
          return malformed("The logs of block \(number) are of another block than its header.")
        }
        guard filter.mayMatch(header.logsBloom) else {
          guard told.isEmpty else {
            return malformed("Block \(number) has no such log, by its header.")
          }
          continue
        }
        if let failure = try await failure(of: told, filter, header, witness) { return failure }
      }
    }
    return nil
  }

  /// Compares the logs with all that the block has, which are all when their filter is the header's.
  private static func failure(
    of told: [RPCLog], _ filter: RPCLogFilter, _ header: RPCHeader, _ witness: any RPCCaller
  ) async throws(CancellationError) -> RPCFailure? {
    let whole = RPCLogFilter(blocks: header.number...header.number)
    let answer = try await ask(witness, whole, [whole.blocks])[0]
    let all: [RPCLog]
    do throws(RPCFailure) { all = try answer.get() } catch { return error }
    var bloom = LogsBloom()
    for log in all { bloom.insert(logOf: log.address, topics: log.topics) }
    guard bloom == header.logsBloom, all.allSatisfy({ $0.blockHash == header.hash }) else {
      return malformed("The logs of block \(header.number) are not those that its header counts.")
    }
    let wanted = all.filter { filter.includes($0) }
    return wanted.map(\.fixed) == told.map(\.fixed)
      ? nil : malformed("Logs of block \(header.number) are missing, or are others.")
  }
}

extension RPCLog {
  /// What a log is and where, without what only some nodes tell.
  fileprivate var fixed: [[UInt8]] {
    [address.bytes, data, blockHash?.bytes ?? [], Array(String(logIndex ?? .max).utf8)]
      + topics.map(\.bytes)
  }
}

extension RPCLogFilter {
  /// Whether a block with this Bloom filter may have such logs; false is certain.
  func mayMatch(_ bloom: LogsBloom) -> Bool {
    (addresses.isEmpty || addresses.contains { bloom.mayContain($0) })
      && topics.allSatisfy { $0.isEmpty || $0.contains { bloom.mayContain($0) } }
  }
}
