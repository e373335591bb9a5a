import ChequerTesting
import EVMPrimitives
import Glibc

/// The faults that commands are run against.
enum HostileFaults {
  /// All of the catalogue in a run that is asked for with `CHEQUER_ALL_FAULTS=1`, which takes minutes;
  /// otherwise ``usual``.
  static func chosen(_ usual: [EndpointFault], with others: [EndpointFault]) -> [EndpointFault] {
    getenv("CHEQUER_ALL_FAULTS") == nil ? usual + others : EndpointFault.catalogue
  }

  /// Every lie but those of proofs, and every lag.
  static let lies = EndpointFault.catalogue.filter { fault in
    [.lie, .lag].contains(fault.consequence) && !isProofLie(fault)
  }

  /// The ``lies``, and one or two of each other family.
  static let usual: [EndpointFault] =
    lies + [
      .dropped, .truncated(), .resetInBody, .silent, .http(503).everySecondTime, .html(),
      .gzipNonsense, .tooManyRequests(retryAfter: "315360000"),
      .rateLimit(code: -32005).everySecondTime, .nested(100_000), .repeatedBody,
      .terminalEscapes, .echo, .longMessage(1 << 20), .boundlessNumber, .doubleKeys,
      .unwrappedBatch, .wrongID, .contradiction, .overlongQuantity, .nullResult,
    ]

  /// Those of proofs, and what a proof shows to be one.
  static let aboutProofs: [EndpointFault] =
    EndpointFault.catalogue.filter(isProofLie) + [.unsupported("eth_getProof").named("no proofs")]

  /// What is told of mined transactions.
  static let aboutReceipts: [EndpointFault] = [
    .nullReceipts, .vanishingReceipts, .unknownTransactions, .emptyReceipts, .undefinedReceipts,
    .otherReceipts, .orphanedReceipts, .receiptsAhead, .flippedStatus, .strangeStatus,
    .receiptsWithoutLogs, .alteredReceipts, .unminedTransactions,
  ]

  /// What is told of logs.
  static let aboutLogs: [EndpointFault] = [
    .missingLogs(1), .cutLogs(after: 1), .noLogs, .nullLogs, .doubleLogs, .reversedLogs,
    .removedLog, .alteredLog, .orphanedLog, .strayLog, .pendingLog, .topiclessLog, .mistopicedLog,
    .bareLog, .foreignLog, .logCount(of: 1), .logRange(of: 2, in: .suggestion),
  ]

  /// What is told of transactions that are sent, and what they are made of.
  static let aboutSending: [EndpointFault] =
    [
      .alreadyKnown, .swallowedTransactions, .lostAnswers, .lostTransactions,
      .otherTransactionHash, .nullTransactionHash, .takenWithError,
      .takingThough(.nonceTooLow), .takingThough(.replacementUnderpriced),
      .alreadyKnown(in: .parity), .nullReceipts, .vanishingReceipts, .unknownTransactions,
      .orphanedReceipts.everySecondTime, .flippedStatus, .receiptsWithoutLogs, .lyingNonce(by: 3),
      .gasEstimate(21_000), .falseReverts(), .falseHash, .syncing, .unknownBlocks,
    ] + EndpointFault.TransactionRefusal.allCases.map { .refusing($0) }

  /// What concerns a command besides.
  static func special(to command: HostileCommand) -> [EndpointFault] {
    switch command {
    case .transaction, .receipt, .status: aboutReceipts
    case .vaultEvents, .audit: aboutLogs
    default: []
    }
  }

  private static func isProofLie(_ fault: EndpointFault) -> Bool {
    fault.name.hasPrefix("lying proof")
  }
}
