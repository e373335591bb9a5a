public import EVMCrypto
internal import EVMPrimitives

extension Keystore {
  /// The private key.
  ///
  /// The code over the encrypted key is compared first, in constant time, and only then is anything
  /// decrypted; the key's address must be the stated one. Like bee, this takes the code of SHA3-256
  /// too, which bee's first versions wrote instead of Keccak-256's.
  /// - Parameters:
  ///   - password: The bytes of the password, UTF-8 as it was typed: nothing is normalised, and a
  ///     newline at its end belongs to it.
  ///   - limits: What opening may cost.
  /// - Throws: ``KeystoreError``: ``KeystoreError/wrongPassword`` when the code differs, which a
  ///   damaged file looks like too.
  public func privateKey(
    password: SecretBytes, within limits: KeystoreLimits = KeystoreLimits()
  ) throws(KeystoreError) -> SecretKey {
    let stretched = try stretching.key(password: password, within: limits)
    guard isGenuine(under: stretched) else { throw .wrongPassword }
    let plain: SecretBytes
    do throws(CipherError) {
      plain = try AES.counterMode(
        ciphertext, key: stretched.part(0..<16), counter: counter)
    } catch {
      throw .cipher(error)
    }
    let key: SecretKey
    do throws(SecretKeyError) {
      key = try SecretKey(plain.paddedInFront(to: SecretKey.byteCount))
    } catch {
      throw .notASecretKey(error)
    }
    if let address {
      let derived = key.publicKey.address
      guard derived == address else { throw .otherAddress(stated: address, derived: derived) }
    }
    return key
  }

  /// Whether the file's code is that of the stretched key.
  private func isGenuine(under stretched: SecretBytes) -> Bool {
    let message = Self.authenticated(ciphertext, under: stretched)
    return message.withUnsafeBytes { message in
      let stated = SecretBytes(code.bytes)
      let keccak = stated.isEqual(to: Keccak256.hash(message).bytes)
      return keccak || stated.isEqual(to: SHA3_256.hash(message).bytes)
    }
  }

  /// What the code is over: bytes 16 to 31 of the stretched key, then the encrypted key.
  static func authenticated(
    _ ciphertext: [UInt8], under stretched: SecretBytes
  ) -> SecretBytes {
    SecretBytes(count: 16 + ciphertext.count) { message in
      stretched.withUnsafeBytes {
        message.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[16..<32]))
      }
      UnsafeMutableRawBufferPointer(rebasing: message[16...]).copyBytes(from: ciphertext)
    }
  }
}

extension SecretBytes {
  /// A copy of some of the bytes.
  func part(_ range: Range<Int>) -> SecretBytes {
    withUnsafeBytes { SecretBytes(UnsafeRawBufferPointer(rebasing: $0[range])) }
  }

  /// The bytes behind as many zeros as `length` lacks.
  fileprivate func paddedInFront(to length: Int) -> SecretBytes {
    guard count < length else { return self }
    return SecretBytes(count: length) { padded in
      withUnsafeBytes {
        UnsafeMutableRawBufferPointer(rebasing: padded[(length - count)...]).copyMemory(from: $0)
      }
    }
  }
}
