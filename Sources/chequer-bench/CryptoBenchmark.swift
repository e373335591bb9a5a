import CLibCrypto
import CSecp256k1
import EVMAccounts
import EVMCrypto
import EVMPrimitives

/// Keys, signatures, seeds and derivation beside the bare C calls that they stand on.
func benchmarkCrypto() {
  let bare = BareCurve()
  let secret = [UInt8](repeating: 0x42, count: 32)
  let key = try! SecretKey(secret)
  let digest = Keccak256.hash("benchmark".utf8)
  let signature = key.sign(digest)
  let publicKey = key.publicKey

  var report = Report("secp256k1")
  report.compare("public key", "bare C", goal: 1.02) {
    key.publicKey.isOdd
  } with: {
    bare.publicKey(secret)
  }
  report.compare("sign, recoverable", "bare C", goal: 1.02) {
    key.sign(digest).parity == .odd ? 1 : 0
  } with: {
    bare.sign(digest, secret)
  }
  report.compare("recover, serialised", "bare C", goal: 1.02) {
    try! signature.publicKey(signing: digest).isOdd
  } with: {
    bare.recover(digest, signature)
  }
  report.compare("verify, from parsed forms", "bare C", goal: 1.02) {
    publicKey.isValid(signature, for: digest) ? 1 : 0
  } with: {
    bare.verify(digest, signature, publicKey.uncompressed)
  }

  report = Report("Seeds and derived keys")
  let words = Array(repeating: "abandon", count: 11).joined(separator: " ") + " about"
  let mnemonic = try! Mnemonic(parsing: words)
  report.compare("mnemonic to seed", "PKCS5_PBKDF2_HMAC", goal: 0.66) {
    mnemonic.seed().count
  } with: {
    pkcs5Seed(Array(words.utf8), Array("mnemonic".utf8))
  }
  let seed = mnemonic.seed()
  report.compare("seed to m/44'/195'/0'/0/0 and address", "bare C", goal: 75.0 / 74) {
    let key = try! ExtendedPrivateKey(seed: seed).descendant(.btfs).secretKey
    return key.publicKey.address == .zero ? 1 : 0
  } with: {
    bare.address(seed)
  }

  report = Report("Addresses as text, and other single figures")
  let address = publicKey.address
  report.alone("EIP-55", goal: 400) { address.checksummed.utf8.count }
  report.alone("Tron address", goal: 400) { TronAddress(address).text.utf8.count }
  let tron = TronAddress(address).text
  report.alone("Tron address read") {
    try! TronAddress(parsing: tron).address == .zero ? 1 : 0
  }
  let peerID = PeerID(publicKey).text
  report.alone("peer ID written") { PeerID(publicKey).text.utf8.count }
  report.alone("peer ID read") { try! PeerID(parsing: peerID).publicKey.isOdd }
  report.alone("SHA-256 of 32 bytes") {
    withUnsafeBytes(of: digest) { Int(withUnsafeBytes(of: SHA256.hash($0)) { $0[0] }) }
  }
  report.alone("mnemonic parsed") { try! Mnemonic(parsing: words).wordCount }
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

// MARK: Rows

extension Report {
  fileprivate func compare(
    _ name: String, _ peer: String, goal: Double, _ ours: () -> Int, with theirs: () -> Int
  ) {
    withoutActuallyEscaping(ours) { ours in
      withoutActuallyEscaping(theirs) { theirs in
        let times = Measure.nanoseconds(inTurn: [
          { count in for _ in 0..<count { consume(ours()) } },
          { count in for _ in 0..<count { consume(theirs()) } },
        ])
        row(name, times[0], peer, times[1], goal: goal)
      }
    }
  }

  fileprivate func alone(_ name: String, goal: Double? = nil, _ work: () -> Int) {
    row(
      name, Measure.nanoseconds { count in for _ in 0..<count { consume(work()) } }, goal: goal)
  }
}
