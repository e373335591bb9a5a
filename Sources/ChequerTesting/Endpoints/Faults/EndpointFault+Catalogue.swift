import EVMPrimitives
import ExactJSON

extension EndpointFault {
  /// All faults that have names, with usual arguments; each under another name.
  ///
  /// A suite that runs a program against each of them looks at ``consequence`` for what the program may
  /// say then:
  ///
  /// ```swift
  /// @Test(arguments: EndpointFault.catalogue)
  /// func `a cheque is never said to pay what it does not`(_ fault: EndpointFault) async throws {
  ///   let chain = try await EmbeddedChain.btfs()
  ///   chain.endpoint.fail(fault)
  ///   // …
  /// }
  /// ```
  /// Some never end by themselves, such as ``silent`` and ``stalling(_:every:)``: a client needs a
  /// deadline for the whole of an answer. ``redirect(to:)`` leads to a closed port of this machine.
  public static let catalogue: [EndpointFault] =
    connectionFaults + httpFaults + rateLimits + bodyFaults + answerFaults + batchFaults
    + formFaults + revertFaults + lies + lags + logFaults + receiptFaults + transactionFaults

  /// The faults of the ``catalogue`` with a consequence.
  public static func catalogue(_ consequence: Consequence) -> [EndpointFault] {
    catalogue.filter { $0.consequence == consequence }
  }

  private static let connectionFaults: [EndpointFault] = [
    .dropped, .dropped.everySecondTime, .reset, .reset.everySecondTime, .truncated(), .resetInBody,
    .delayed(by: .milliseconds(30)), .dripping(every: .seconds(1)), .stalling(every: .seconds(1)),
    .silent, .silent.everySecondTime, .lengthBeyondBody, .closing, .notHTTP, .interimAnswers,
    .chunked(by: 7), .badChunks, .boundlessChunk, .endlessChunks, .lengthWithinBody, .twoLengths,
    .badLength, .unknownLength, .oversizedHead(1 << 20), .oversized(48 << 20),
  ]

  private static let httpFaults: [EndpointFault] = [
    .http(400), .http(404), .http(413), .http(500), .http(502), .http(503).everySecondTime,
    .page(403), .page(503), .html(), .gatewayTimeout, .unauthorized(),
    .redirect(to: "http://127.0.0.1:1/"), .status(400), .status(500), .noContent, .plainText,
    .corruptGzip, .gzipNonsense, .gzipBomb(of: 64 << 20), .unknownEncoding,
  ]

  private static let rateLimits: [EndpointFault] =
    [
      .tooManyRequests(), .tooManyRequests().everySecondTime, .tooManyRequests(retryAfter: "1"),
      .tooManyRequests(retryAfter: "0"), .tooManyRequests(retryAfter: "-5"),
      .tooManyRequests(retryAfter: "315360000"),
      .tooManyRequests(retryAfter: "99999999999999999999999"),
      .tooManyRequests(retryAfter: "soon"), .tooManyRequests(retryDateIn: 1),
      .tooManyRequests(retryDateIn: -3_600), .tooManyRequests(retryDateIn: 315_360_000),
      .overloaded(retryAfter: 1), .anonymousRateLimit, .rateLimit(code: -32005).everySecondTime,
    ] + rateLimitCodes.map { .rateLimit(code: $0) }

  private static let bodyFaults: [EndpointFault] = [
    .body("null"), .body("{}").named("empty object"), .body("[]").named("empty array"),
    .body("\"0x1\"").named("bare text"), .emptyBody, .halfBody, .nested(100_000),
    .unclosed(1 << 20), .invalidUTF8, .utf16, .byteOrderMark, .trailingText, .repeatedBody,
    .spacedBody,
  ]

  private static let answerFaults: [EndpointFault] = [
    .error(-32603, "Internal error"), .error(-32000, "").named("wordless error"),
    .unsupported("eth_getProof").named("no proofs"),
    .unsupported("eth_getLogs").named("no logs method"),
    .unsupported("eth_call").named("no calls"), .terminalEscapes, .longMessage(1 << 20), .echo,
    .nullResult, .anotherKind, .boundlessNumber, .bareAnswer, .resultAndError, .nullError,
    .noVersion, .strangeMembers, .doubleKeys, .textError, .oddError,
  ]

  private static let batchFaults: [EndpointFault] = [
    .batchLimit(of: 0), .batchLimit(of: 2), .reorderedBatch, .unwrappedBatch, .emptyBatch,
    .extraAnswer, .swappedIDs, .holedBatch, .wrongID, .missingID, .nullID, .textID,
    .missingAnswer, .missingAnswer.everySecondTime, .doubleAnswer, .contradiction,
  ]

  private static let formFaults: [EndpointFault] =
    QuantityForm.allCases.map { .quantities(as: $0) } + [.overlongQuantity]
    + BytesForm.allCases.map { .bytes(as: $0) }

  private static let revertFaults: [EndpointFault] =
    RevertPlace.allCases.map { .reverts(in: $0) } + [.bareReverts, .falseReverts(), .hiddenReverts]

  private static let lies: [EndpointFault] =
    [
      .wrongChain(1029), .wrongChain(1029).starting(after: 1), .lyingBalance(5),
      .lyingBalance(0).named("no balance"), .lyingNonce(by: 3), .lyingCode, .missingCode,
      .lyingStorage, .missingStorage, .lyingCall(), .lyingCall(word: 1),
      .lyingCall().everySecondTime, .emptyCalls, .zeroCalls, .gasPrice(0), .gasPrice(.max),
      .gasPrice(10_000_000_000_000_000), .gasEstimate(1), .gasEstimate(.max),
      .gasEstimate(21_000), .falseHash, .falseStateRoot, .forgedHeader, .bareHeaders,
      .hashlessHeaders, .otherHeader, .renumberedHeader,
    ] + ProofLie.allCases.map { .lyingProof($0) }

  private static let lags: [EndpointFault] = [
    .staleHead(by: 2), .staleHead(by: 2).everySecondTime, .headAhead(by: 1_000), .syncing,
    .prunedState, .unknownBlocks, .reorganized(above: 0),
    .reorganized(above: 0).starting(after: 4), .older(by: 86_400), .later(by: 86_400),
  ]

  private static let logFaults: [EndpointFault] =
    [
      .missingLogs(1), .cutLogs(after: 1), .noLogs, .nullLogs, .doubleLogs, .reversedLogs,
      .removedLog, .alteredLog, .orphanedLog, .strayLog, .pendingLog, .topiclessLog,
      .mistopicedLog, .bareLog, .foreignLog, .logCount(of: 1),
    ] + RangeWords.allCases.map { .logRange(of: 2, in: $0) }

  private static let receiptFaults: [EndpointFault] = [
    .nullReceipts, .nullReceipts.everySecondTime, .vanishingReceipts, .unknownTransactions,
    .emptyReceipts, .undefinedReceipts, .otherReceipts, .orphanedReceipts,
    .orphanedReceipts.everySecondTime, .receiptsAhead, .flippedStatus, .strangeStatus,
    .rootsForStatus, .receiptsWithoutLogs, .alteredReceipts, .unminedTransactions,
  ]

  private static let transactionFaults: [EndpointFault] =
    [
      .alreadyKnown, .swallowedTransactions, .lostAnswers, .lostTransactions,
      .otherTransactionHash, .nullTransactionHash, .takenWithError,
    ] + TransactionRefusal.allCases.map { .refusing($0) }
    + [.takingThough(.nonceTooLow), .takingThough(.replacementUnderpriced)]
    + KnownWords.allCases.dropFirst().map { .alreadyKnown(in: $0) }
}

extension EndpointFault: CustomStringConvertible {
  /// Its name.
  public var description: String { name }
}
