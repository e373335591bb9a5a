import CLibCrypto
import CSecp256k1
import EVMAccounts
import EVMCrypto
import EVMPrimitives

/// Keys, signatures, seeds and derivation beside the bare C calls that they stand on, in one run:
/// microseconds on the thread's CPU clock, best of many short rounds, ours and theirs by turns.
func benchmarkCrypto() {
  let bare = BareCurve()
  let secret = [UInt8](repeating: 0x42, count: 32)
  let key = try! SecretKey(secret)
  let digest = Keccak256.hash("benchmark".utf8)
  let signature = key.sign(digest)
  let publicKey = key.publicKey

  print("secp256k1, microseconds: ours, bare C, ratio (limit)")
  compare("public key", limit: 1.02) {
    key.publicKey.isOdd
  } with: {
    bare.publicKey(secret)
  }
  compare("sign, recoverable", limit: 1.02) {
    key.sign(digest).parity == .odd ? 1 : 0
  } with: {
    bare.sign(digest, secret)
  }
  compare("recover, serialised", limit: 1.02) {
    try! signature.publicKey(signing: digest).isOdd
  } with: {
    bare.recover(digest, signature)
  }
  compare("verify, from parsed forms", limit: 1.02) {
    publicKey.isValid(signature, for: digest) ? 1 : 0
  } with: {
    bare.verify(digest, signature, publicKey.uncompressed)
  }

  print("seeds and keys, microseconds: ours, C, ratio (limit)")
  let words = Array(repeating: "abandon", count: 11).joined(separator: " ") + " about"
  let mnemonic = try! Mnemonic(parsing: words)
  compare("mnemonic to seed, PKCS5_PBKDF2_HMAC", limit: 0.66) {
    mnemonic.seed().count
  } with: {
    pkcs5Seed(Array(words.utf8), Array("mnemonic".utf8))
  }
  let seed = mnemonic.seed()
  compare("seed to m/44'/195'/0'/0/0 and address", limit: 75.0 / 74) {
    let key = try! ExtendedPrivateKey(seed: seed).descendant(.btfs).secretKey
    return key.publicKey.address == .zero ? 1 : 0
  } with: {
    bare.address(seed)
  }

  print("text, nanoseconds: ours (limit)")
  let address = publicKey.address
  alone("EIP-55", limit: 400) { address.checksummed.utf8.count }
  alone("Tron address", limit: 400) { TronAddress(address).text.utf8.count }
  let tron = TronAddress(address).text
  alone("Tron address read", limit: nil) {
    try! TronAddress(parsing: tron).address == .zero ? 1 : 0
  }
  let peerID = PeerID(publicKey).text
  alone("peer ID written", limit: nil) { PeerID(publicKey).text.utf8.count }
  alone("peer ID read", limit: nil) { try! PeerID(parsing: peerID).publicKey.isOdd }
  alone("SHA-256 of 32 bytes", limit: nil) {
    withUnsafeBytes(of: digest) { Int(withUnsafeBytes(of: SHA256.hash($0)) { $0[0] }) }
  }
  alone("mnemonic parsed", limit: nil) { try! Mnemonic(parsing: words).wordCount }
}

extension PublicKey {
  /// Something small that depends on the key.
  fileprivate var isOdd: Int { address == .zero ? 1 : 0 }
}

// MARK: The same in bare C calls

/// What a C programmer would write: a context, structures on the stack, and no checks.
private struct BareCurve {
  let context: OpaquePointer = {
    let context = secp256k1_context_create(UInt32(SECP256K1_CONTEXT_NONE))!
    _ = secp256k1_context_randomize(context, [UInt8](repeating: 7, count: 32))
    return context
  }()

  /// Makes the key and, as ours does for its equality, both coordinates.
  func publicKey(_ secret: [UInt8]) -> Int {
    var key = secp256k1_pubkey()
    precondition(secp256k1_ec_pubkey_create(context, &key, secret) == 1)
    return addressByte(&key)
  }

  func addressByte(_ key: inout secp256k1_pubkey) -> Int {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 65) { bytes in
      var count = 65
      _ = secp256k1_ec_pubkey_serialize(
        context, bytes.baseAddress!, &count, &key, UInt32(SECP256K1_EC_UNCOMPRESSED))
      let hash = Keccak256.hash(
        UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: bytes[1...])))
      return withUnsafeBytes(of: hash) { Int($0[12]) }
    }
  }

  func sign(_ digest: Hash256, _ secret: [UInt8]) -> Int {
    withUnsafeBytes(of: digest) { digest in
      var signature = secp256k1_ecdsa_recoverable_signature()
      let message = digest.baseAddress!.assumingMemoryBound(to: UInt8.self)
      _ = secp256k1_ecdsa_sign_recoverable(context, &signature, message, secret, nil, nil)
      return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64) { bytes in
        var recovery: Int32 = 0
        _ = secp256k1_ecdsa_recoverable_signature_serialize_compact(
          context, bytes.baseAddress!, &recovery, &signature)
        return Int(recovery)
      }
    }
  }

  func recover(_ digest: Hash256, _ given: Signature) -> Int {
    withUnsafeBytes(of: (given.r, given.s)) { scalars in
      withUnsafeBytes(of: digest) { digest in
        var signature = secp256k1_ecdsa_recoverable_signature()
        var key = secp256k1_pubkey()
        _ = secp256k1_ecdsa_recoverable_signature_parse_compact(
          context, &signature, scalars.baseAddress!.assumingMemoryBound(to: UInt8.self),
          Int32(given.parity!.rawValue))
        precondition(
          secp256k1_ecdsa_recover(
            context, &key, &signature, digest.baseAddress!.assumingMemoryBound(to: UInt8.self))
            == 1)
        return addressByte(&key)
      }
    }
  }

  func verify(_ digest: Hash256, _ given: Signature, _ point: [UInt8]) -> Int {
    withUnsafeBytes(of: (given.r, given.s)) { scalars in
      withUnsafeBytes(of: digest) { digest in
        var signature = secp256k1_ecdsa_signature()
        var key = secp256k1_pubkey()
        _ = secp256k1_ec_pubkey_parse(context, &key, point, 65)
        _ = secp256k1_ecdsa_signature_parse_compact(
          context, &signature, scalars.baseAddress!.assumingMemoryBound(to: UInt8.self))
        return Int(
          secp256k1_ecdsa_verify(
            context, &signature, digest.baseAddress!.assumingMemoryBound(to: UInt8.self), &key))
      }
    }
  }

  /// Master key, three hardened steps, two others, and the address: three public keys in all.
  func address(_ seed: SecretBytes) -> Int {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 160) { memory in
      let node = memory.baseAddress!
      let message = node + 64
      var key = secp256k1_pubkey()
      seed.withUnsafeBytes { seed in
        let start = seed.baseAddress!.assumingMemoryBound(to: UInt8.self)
        bareHMAC(Array("Bitcoin seed".utf8), 12, start, seed.count, node)
      }
      for index: UInt32 in [0x8000_002c, 0x8000_00c3, 0x8000_0000, 0, 0] {
        if index >= 0x8000_0000 {
          message[0] = 0
          (message + 1).update(from: node, count: 32)
        } else {
          var count = 33
          _ = secp256k1_ec_pubkey_create(context, &key, node)
          _ = secp256k1_ec_pubkey_serialize(
            context, message, &count, &key, UInt32(SECP256K1_EC_COMPRESSED))
        }
        for byte in 0..<4 {
          message[33 + byte] = UInt8(truncatingIfNeeded: index >> UInt32(24 - 8 * byte))
        }
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64) { code in
          let code = code.baseAddress!
          bareHMAC(UnsafePointer(node + 32), 32, message, 37, code)
          _ = secp256k1_ec_seckey_tweak_add(context, node, code)
          (node + 32).update(from: code + 32, count: 32)
        }
      }
      _ = secp256k1_ec_pubkey_create(context, &key, node)
      return addressByte(&key)
    }
  }
}

/// HMAC-SHA-512 with a key of at most one block.
private func bareHMAC(
  _ key: UnsafePointer<UInt8>, _ keyCount: Int, _ message: UnsafePointer<UInt8>, _ count: Int,
  _ code: UnsafeMutablePointer<UInt8>
) {
  withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 128) { block in
    let block = block.baseAddress!
    var context = SHA512_CTX()
    for index in 0..<128 { block[index] = (index < keyCount ? key[index] : 0) ^ 0x36 }
    _ = SHA512_Init(&context)
    _ = SHA512_Update(&context, block, 128)
    _ = SHA512_Update(&context, message, count)
    _ = SHA512_Final(code, &context)
    for index in 0..<128 { block[index] ^= 0x36 ^ 0x5c }
    _ = SHA512_Init(&context)
    _ = SHA512_Update(&context, block, 128)
    _ = SHA512_Update(&context, code, 64)
    _ = SHA512_Final(code, &context)
  }
}

private func pkcs5Seed(_ password: [UInt8], _ salt: [UInt8]) -> Int {
  withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64) { seed in
    password.withUnsafeBytes { password in
      Int(
        PKCS5_PBKDF2_HMAC(
          password.baseAddress!.assumingMemoryBound(to: CChar.self), Int32(password.count), salt,
          Int32(salt.count), 2048, EVP_sha512(), 64, seed.baseAddress!))
    }
  }
}

// MARK: Timing

/// Nanoseconds of one turn in a round of about 0.6 ms.
private func round(_ sink: inout Int, _ work: () -> Int) -> Double {
  let start = threadNanoseconds()
  var turns = 0
  var elapsed = 0
  repeat {
    for _ in 0..<8 where elapsed < 600_000 || turns == 0 {
      sink &+= work()
      turns += 1
      if turns < 8 { elapsed = threadNanoseconds() - start }
    }
    elapsed = threadNanoseconds() - start
  } while elapsed < 600_000
  return Double(elapsed) / Double(turns)
}

private func compare(
  _ name: String, limit: Double, _ ours: () -> Int, with theirs: () -> Int
) {
  var sink = 0
  var best = (Double.infinity, Double.infinity)
  for _ in 0..<101 {
    best.0 = min(best.0, round(&sink, ours))
    best.1 = min(best.1, round(&sink, theirs))
  }
  precondition(sink != .max)
  let ratio = best.0 / best.1
  print(
    "  \(padded(name)) \(fixed(best.0 / 1000)) \(fixed(best.1 / 1000))  \(fixed(ratio, places: 3))"
      + "  (\(fixed(limit, places: 3)))" + (ratio <= limit ? "" : "  OVER"))
}

private func alone(_ name: String, limit: Double?, _ work: () -> Int) {
  var sink = 0
  var best = Double.infinity
  for _ in 0..<101 { best = min(best, round(&sink, work)) }
  precondition(sink != .max)
  let verdict = limit.map { "  (\(fixed($0)))" + (best <= $0 ? "" : "  OVER") } ?? ""
  print("  \(padded(name)) \(fixed(best))\(verdict)")
}

private func padded(_ name: String) -> String {
  name + String(repeating: " ", count: max(1, 40 - name.count))
}

/// A number with a fixed count of decimal places.
private func fixed(_ value: Double, places: Int = 1) -> String {
  let scale = (0..<places).reduce(1) { scale, _ in scale * 10 }
  let scaled = Int((value * Double(scale)).rounded())
  let fraction = String(scaled % scale)
  let whole = String(scaled / scale)
  let zeros = String(repeating: "0", count: places - fraction.count)
  return String(repeating: " ", count: max(0, 6 - whole.count)) + whole + "." + zeros + fraction
}
