import Vaults

extension JournalError {
  /// With which status the tool ends by it.
  var exitStatus: ExitStatus {
    switch self {
    case .cannotRead: .inputOutput
    case .cannotWrite: .cannotWrite
    case .inUse: .unavailable
    case .notFile, .tooLarge, .corrupt, .otherOwner: .badData
    case .noDataFolder: .noInput
    }
  }
}

extension SendingFailure {
  /// With which status the tool ends by it.
  var exitStatus: ExitStatus {
    switch self {
    case .unsettled, .wrongChain, .implausibleNonce, .gasBelowIntrinsic: .unavailable
    case .otherSigner, .otherNonce: .badData
    case .unknownTransaction: .noInput
    case .wouldRevert, .feeAboveMaximum, .insufficientCoin, .gasAboveBlock, .nonceGap, .refused,
      .replacedByOther, .notOpen:
      .no
    }
  }
}
