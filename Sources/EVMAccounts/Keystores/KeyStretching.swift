internal import EVMCrypto

/// How a keystore's password becomes a key: the function, its cost and its salt.
public enum KeyStretching: Hashable, Sendable {
  /// scrypt: the cost N, the block size r and the parallelization p.
  case scrypt(cost: Int, blockSize: Int, parallelization: Int, byteCount: Int, salt: [UInt8])
  /// PBKDF2 with HMAC-SHA-256: the count c.
  case pbkdf2(iterations: Int, byteCount: Int, salt: [UInt8])

  /// Its name in keystores.
  public var name: String {
    switch self {
    case .scrypt: "scrypt"
    case .pbkdf2: "pbkdf2"
    }
  }

  /// How many bytes it makes, at least 32 in a keystore.
  public var byteCount: Int {
    switch self {
    case .scrypt(_, _, _, let count, _), .pbkdf2(_, let count, _): count
    }
  }

  public var salt: [UInt8] {
    switch self {
    case .scrypt(_, _, _, _, let salt), .pbkdf2(_, _, let salt): salt
    }
  }

  /// The key that `password` becomes.
  ///
  /// - Throws: ``KeystoreError`` when it would cost more than `limits` allow, before any of it is
  ///   spent, and for numbers that the function does not take.
  func key(
    password: SecretBytes, within limits: KeystoreLimits
  ) throws(KeystoreError) -> SecretBytes {
    switch self {
    case .scrypt(let cost, let blockSize, let parallelization, let byteCount, let salt):
      let work = cost.timesOrGreatest(blockSize).timesOrGreatest(parallelization)
      do throws(ScryptError) {
        let memory = try Scrypt.memory(
          cost: cost, blockSize: blockSize, parallelization: parallelization)
        guard memory <= limits.memory else {
          throw ScryptError.tooMuchMemory(needed: memory, limit: limits.memory)
        }
      } catch {
        throw .scrypt(error)
      }
      guard work <= limits.scryptWork else {
        throw .tooMuchScryptWork(needed: work, limit: limits.scryptWork)
      }
      do throws(ScryptError) {
        return try password.withUnsafeBytes { password throws(ScryptError) in
          try Scrypt.key(
            password: password, salt: salt, cost: cost, blockSize: blockSize,
            parallelization: parallelization, byteCount: byteCount, memoryLimit: limits.memory)
        }
      } catch {
        throw .scrypt(error)
      }
    case .pbkdf2(let iterations, let byteCount, let salt):
      let blocks = byteCount / 32 + (byteCount % 32 == 0 ? 0 : 1)
      let rounds = iterations.timesOrGreatest(blocks)
      guard rounds <= limits.iterations else {
        throw .tooManyIterations(needed: rounds, limit: limits.iterations)
      }
      do throws(PBKDF2Error) {
        return try password.withUnsafeBytes { password throws(PBKDF2Error) in
          try PBKDF2.sha256(
            password: password, salt: salt, iterations: iterations, byteCount: byteCount)
        }
      } catch {
        throw .pbkdf2(error)
      }
    }
  }
}

extension KeyStretching: CustomStringConvertible {
  /// Function and cost: `scrypt N=262144 r=8 p=1`, `pbkdf2 c=262144`.
  public var description: String {
    switch self {
    case .scrypt(let cost, let blockSize, let parallelization, _, _):
      "scrypt N=\(cost) r=\(blockSize) p=\(parallelization)"
    case .pbkdf2(let iterations, _, _):
      "pbkdf2 c=\(iterations)"
    }
  }
}

extension Int {
  /// The product of two numbers that are not negative, or the greatest number if it is beyond.
  fileprivate func timesOrGreatest(_ other: Int) -> Int {
    let (product, overflow) = multipliedReportingOverflow(by: other)
    return overflow ? .max : product
  }
}

/// How much a keystore may cost to open, so that a crafted file cannot take all memory or hours.
///
/// The usual limits allow four times the memory and sixteen times the time of what geth writes.
public struct KeystoreLimits: Hashable, Sendable {
  /// Bytes of memory for scrypt.
  public var memory: Int
  /// scrypt's N r p, to which its time is proportional: geth's 2^21 take a second or two.
  public var scryptWork: Int
  /// PBKDF2's iterations, counted again for each 32 bytes that it makes: 2^20 take a second or less.
  public var iterations: Int

  public init(memory: Int = 1 << 30, scryptWork: Int = 1 << 25, iterations: Int = 1 << 26) {
    self.memory = memory
    self.scryptWork = scryptWork
    self.iterations = iterations
  }
}
