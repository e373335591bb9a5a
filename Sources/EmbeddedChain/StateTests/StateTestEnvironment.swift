import EVMInterpreter
public import EVMPrimitives
import ExactJSON

/// The block of a state test: what its `env` and `config` say.
public struct StateTestEnvironment: Sendable {
  public let coinbase: Address
  public let number: UInt64
  public let timestamp: UInt64
  /// 2^64 - 1 stands for anything above, too.
  public let gasLimit: UInt64
  public let difficulty: UInt256
  /// PREVRANDAO since Paris; ``difficulty`` where it is missing.
  public let random: UInt256?
  /// 10 wei where it is missing, as in geth.
  public let baseFee: UInt256
  public let excessBlobGas: UInt64
  /// Wei per blob gas, where the file gives it instead of the excess.
  public let blobBaseFee: UInt256?
  public let chainID: UInt64
  /// The room for blobs, where the file's `config` says it, by the fork's name.
  public let blobSchedules: [String: BlobSchedule]
  /// Hashes of earlier blocks that the file gives.
  let blockHashes: [UInt64: Hash256]

  init(_ env: JSONValue, configuration: JSONValue?) throws(JSONTypeError) {
    coinbase = try env.require("currentCoinbase").fixedBytes()
    number = try env.require("currentNumber").limitedNumber()
    timestamp = try env.require("currentTimestamp").limitedNumber()
    let gasLimit = try env.require("currentGasLimit").anyWord()
    self.gasLimit = gasLimit.map { UInt64(clamping: $0) } ?? .max
    difficulty = try env.present("currentDifficulty")?.limitedWord() ?? .zero
    random = try env.present("currentRandom")?.limitedWord()
    baseFee = try env.present("currentBaseFee")?.limitedWord() ?? UInt256(10 as UInt64)
    excessBlobGas = try env.present("currentExcessBlobGas")?.limitedNumber() ?? 0
    blobBaseFee = try env.present("currentBlobBaseFee")?.limitedWord()
    chainID = try configuration?.present("chainid")?.limitedNumber() ?? 1
    var schedules: [String: BlobSchedule] = [:]
    if let list = configuration?.present("blobSchedule") {
      for (fork, value) in try list.requireMembers() {
        schedules[fork] = BlobSchedule(
          target: try value.require("target").limitedNumber(),
          maximum: try value.require("max").limitedNumber(),
          baseFeeUpdateFraction: try value.require("baseFeeUpdateFraction").limitedNumber())
      }
    }
    blobSchedules = schedules
    var hashes: [UInt64: Hash256] = [:]
    if let list = env.present("blockHashes") {
      for (key, value) in try list.requireMembers() {
        guard let number = try? UInt256(decimalOrHex: key), let number = UInt64(exactly: number)
        else { throw value.invalid("its name \(key) is no block number.") }
        hashes[number] = try value.fixedBytes()
      }
    }
    blockHashes = hashes
  }
}

extension StateTestEnvironment {
  /// The room for blobs under a fork.
  func blobSchedule(named name: String, under fork: Fork) -> BlobSchedule? {
    guard fork.includes(.cancun) else { return nil }
    return blobSchedules[name] ?? BlobSchedule.afterOsaka[name] ?? BlobSchedule(under: fork)
  }

  /// The block under the rules of a fork.
  func context(named name: String, under fork: Fork) -> BlockContext {
    let schedule = blobSchedule(named: name, under: fork)
    return BlockContext(
      number: number, timestamp: timestamp, gasLimit: gasLimit, coinbase: coinbase,
      prevRandao: fork.includes(.paris) ? random ?? difficulty : difficulty,
      baseFee: fork.includes(.london) ? baseFee : .zero,
      blobBaseFee: blobBaseFee ?? schedule?.baseFee(excessBlobGas: excessBlobGas) ?? .one,
      chainID: chainID)
  }

  /// The hash of an earlier block: unless the file gives it, Keccak-256 of the number's decimal
  /// digits, as in all clients' state-test runners.
  func blockHash(of number: UInt64) -> Hash256 {
    blockHashes[number] ?? Keccak256.hash(number.description.utf8)
  }
}
