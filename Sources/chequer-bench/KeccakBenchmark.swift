import CLibCrypto
import EVMPrimitives

/// Keccak-256 beside OpenSSL's SHA3-256: the same permutation, another padding byte.
func benchmarkKeccak() {
  let report = Report("Keccak-256")
  let context = EVP_MD_CTX_new()
  defer { EVP_MD_CTX_free(context) }
  let algorithm = EVP_MD_fetch(nil, "SHA3-256", nil)
  defer { EVP_MD_free(algorithm) }
  for (name, size, goal) in [
    ("32 bytes", 32, 0.75), ("136 bytes", 136, nil), ("1 MiB", 1 << 20, 1.0),
  ]
    as [(String, Int, Double?)]
  {
    let message = [UInt8](repeating: 0xa5, count: size)
    var digest = [UInt8](repeating: 0, count: 32)
    let times = message.withUnsafeBytes { message in
      digest.withUnsafeMutableBytes { digest in
        Measure.nanoseconds(inTurn: [
          { count in for _ in 0..<count { consume(Keccak256.hash(message)) } },
          { count in
            for _ in 0..<count {
              EVP_DigestInit_ex2(context, algorithm, nil)
              EVP_DigestUpdate(context, message.baseAddress, message.count)
              EVP_DigestFinal_ex(
                context, digest.baseAddress?.assumingMemoryBound(to: UInt8.self), nil)
            }
          },
        ])
      }
    }
    report.row(name, times[0], "OpenSSL SHA3-256, reused EVP", times[1], goal: goal)
  }
}

/// A thousand hashes of 32 bytes, or none: for counting instructions.
func countKeccak(_ count: Int) {
  var hash = Hash256.zero
  for _ in 0..<count { hash = withUnsafeBytes(of: hash) { Keccak256.hash($0) } }
  print(hash)
}
