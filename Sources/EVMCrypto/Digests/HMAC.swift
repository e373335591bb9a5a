public import EVMPrimitives

/// Message authentication with a keyed hash; key and message of any length.
///
/// What the key leaves in memory on the way is wiped. Compare codes that somebody else sends in
/// constant time, with ``SecretBytes/isEqual(to:)-(SecretBytes)``.
/// - SeeAlso: FIPS 198-1; [RFC 2104](https://www.rfc-editor.org/rfc/rfc2104).
public enum HMAC {
  /// The code of `message` under `key` with SHA-256.
  public static func sha256(
    _ message: some Collection<UInt8>, key: some Collection<UInt8>
  ) -> Hash256 {
    withContiguousBytes(of: key) { key in
      withContiguousBytes(of: message) { message in
        code(of: message, key: key, hash: SHA256.self) { Hash256(copying: $0) }
      }
    }
  }

  /// The code of `message` under `key` with SHA-512.
  public static func sha512(
    _ message: some Collection<UInt8>, key: some Collection<UInt8>
  ) -> Hash512 {
    withContiguousBytes(of: key) { key in
      withContiguousBytes(of: message) { message in
        code(of: message, key: key, hash: SHA512.self) { Hash512(copying: $0) }
      }
    }
  }

  /// Writes the 64-byte code with SHA-512 to `output`, for callers that wipe it.
  package static func sha512(
    _ message: UnsafeRawBufferPointer, key: UnsafeRawBufferPointer,
    to output: UnsafeMutableRawBufferPointer
  ) {
    code(of: message, key: key, hash: SHA512.self) { output.copyMemory(from: $0) }
  }

  private static func code<Hash: HashFunction, Code>(
    of message: UnsafeRawBufferPointer, key: UnsafeRawBufferPointer, hash: Hash.Type,
    as make: (UnsafeRawBufferPointer) -> Code
  ) -> Code {
    withWipedScratch(byteCount: Hash.stateByteCount + Hash.blockByteCount) { scratch in
      let state = scratch.baseAddress.unsafelyUnwrapped
      let block = UnsafeMutableRawBufferPointer(rebasing: scratch[Hash.stateByteCount...])
      fillKeyBlock(block, with: key, mask: 0x36, hash: hash, state: state)
      Hash.start(state)
      Hash.absorb(UnsafeRawBufferPointer(block), into: state)
      Hash.absorb(message, into: state)
      return withUnsafeTemporaryAllocation(byteCount: Hash.digestByteCount, alignment: 8) {
        digest in
        let start = digest.baseAddress.unsafelyUnwrapped
        defer { wipe(digest) }
        Hash.finish(state, to: start)
        for index in block.indices { block[index] ^= 0x36 ^ 0x5c }
        Hash.start(state)
        Hash.absorb(UnsafeRawBufferPointer(block), into: state)
        Hash.absorb(UnsafeRawBufferPointer(digest), into: state)
        Hash.finish(state, to: start)
        return make(UnsafeRawBufferPointer(digest))
      }
    }
  }

  /// Writes the key to `block`, hashed when it is longer than a block and padded with zeros when it
  /// is shorter, each byte masked.
  static func fillKeyBlock<Hash: HashFunction>(
    _ block: UnsafeMutableRawBufferPointer, with key: UnsafeRawBufferPointer, mask: UInt8,
    hash: Hash.Type, state: UnsafeMutableRawPointer
  ) {
    block.initializeMemory(as: UInt8.self, repeating: 0)
    if key.count > block.count {
      Hash.start(state)
      Hash.absorb(key, into: state)
      Hash.finish(state, to: block.baseAddress.unsafelyUnwrapped)
    } else {
      block.copyMemory(from: key)
    }
    for index in block.indices { block[index] ^= mask }
  }
}
