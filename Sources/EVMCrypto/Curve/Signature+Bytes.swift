import EVMPrimitives

extension Signature {
  /// The signature of 65 bytes: r, s and v, which is 0, 1, 27 or 28.
  ///
  /// Which of the two numberings was used stays readable in ``form``.
  /// - Throws: ``SignatureError`` for another length, another v, and r or s out of range.
  @inlinable
  public init(_ bytes: some Collection<UInt8>) throws(SignatureError) {
    self = try withContiguousBytes(of: bytes) { Self.read($0) }.get()
  }

  /// The signature that 130 hex digits spell, with or without `0x`; see ``init(_:)``.
  public init(hex text: some StringProtocol) throws(SignatureError) {
    let bytes: [UInt8]
    do { bytes = try Hex.decode(text) } catch { throw .notHex(error) }
    try self.init(bytes)
  }

  /// The signature of 64 bytes in which the top bit of s is the parity.
  ///
  /// Never guessed: who accepts this form says so, because it gives one statement a second byte
  /// string.
  /// - SeeAlso: [EIP-2098](https://eips.ethereum.org/EIPS/eip-2098)
  @inlinable
  public init(compact bytes: some Collection<UInt8>) throws(SignatureError) {
    self = try withContiguousBytes(of: bytes) { Self.readCompact($0) }.get()
  }

  /// The signature of 64 bytes, r and s, which says nothing about recovery.
  @inlinable
  public init(withoutRecovery bytes: some Collection<UInt8>) throws(SignatureError) {
    self = try withContiguousBytes(of: bytes) { Self.readScalars($0) }.get()
  }

  @usableFromInline
  static func read(_ bytes: UnsafeRawBufferPointer) -> Result<Signature, SignatureError> {
    guard bytes.count == 65 else { return .failure(.wrongByteCount(bytes.count)) }
    let v = bytes[64]
    switch v {
    case 0, 1: return checked(Scalars(copying: bytes), Parity(rawValue: v), .v0or1)
    case 27, 28: return checked(Scalars(copying: bytes), Parity(rawValue: v - 27), .v27or28)
    case 2, 3, 29, 30: return .failure(.unusedRecoveryID(v: v))
    default: return .failure(.invalidV(v))
    }
  }

  @usableFromInline
  static func readCompact(_ bytes: UnsafeRawBufferPointer) -> Result<Signature, SignatureError> {
    guard bytes.count == 64 else { return .failure(.wrongByteCount(bytes.count)) }
    return withUnsafeTemporaryAllocation(byteCount: 64, alignment: 8) { buffer in
      buffer.copyMemory(from: bytes)
      buffer[32] &= 0x7f
      return checked(
        Scalars(copying: UnsafeRawBufferPointer(buffer)), bytes[32] < 0x80 ? .even : .odd,
        .compact)
    }
  }

  @usableFromInline
  static func readScalars(_ bytes: UnsafeRawBufferPointer) -> Result<Signature, SignatureError> {
    guard bytes.count == 64 else { return .failure(.wrongByteCount(bytes.count)) }
    return checked(Scalars(copying: bytes), nil, .withoutRecovery)
  }

  private static func checked(
    _ scalars: Scalars, _ parity: Parity?, _ form: Form
  ) -> Result<Signature, SignatureError> {
    do throws(SignatureError) {
      return .success(try Signature(checking: scalars, parity: parity, form: form))
    } catch { return .failure(error) }
  }

  /// The last byte as contracts take it, 27 or 28; nil without recovery.
  public var v: UInt8? { parity.map { $0.rawValue + 27 } }

  /// The signature as contracts take it: r, s and 27 or 28, 65 bytes.
  ///
  /// Without recovery there is no v, and the bytes are r and s, 64 of them.
  public var bytes: [UInt8] { r.bytes + s.bytes + (v.map { [$0] } ?? []) }

  /// ``bytes`` as lower-case hex with `0x`.
  public var hex: String { Hex.encode(bytes) }

  /// The signature in a form of choice: 65 bytes with v, or 64.
  ///
  /// - Throws: ``SignatureError/noRecovery`` when the form needs a parity that was not given, and
  ///   ``SignatureError/highS`` when s has no room for the parity in its top bit.
  public func bytes(in form: Form) throws(SignatureError) -> [UInt8] {
    if form == .withoutRecovery { return r.bytes + s.bytes }
    guard let parity else { throw .noRecovery }
    switch form {
    case .v27or28: return r.bytes + s.bytes + [parity.rawValue + 27]
    case .v0or1: return r.bytes + s.bytes + [parity.rawValue]
    case .compact, .withoutRecovery:
      guard isLowS else { throw .highS }
      var bytes = r.bytes + s.bytes
      bytes[32] |= parity.rawValue << 7
      return bytes
    }
  }
}

extension Signature: CustomStringConvertible {
  /// ``hex``. A signature is public, but whoever holds a cheque's can cash it for the beneficiary.
  public var description: String { hex }
}
