import EVMCrypto
public import EVMPrimitives

/// What a block asks of the beacon chain.
///
/// - SeeAlso: [EIP-7685](https://eips.ethereum.org/EIPS/eip-7685)
public enum BlockRequests {
  /// The hash over the requests that stands in a header: SHA-256 over the SHA-256 of each.
  ///
  /// - Parameter requests: The byte of the type and its data, in order of the types; those without
  ///   data do not count.
  public static func hash(of requests: [[UInt8]]) -> Hash256 {
    var digests: [UInt8] = []
    for request in requests where request.count > 1 { digests += SHA256.hash(request).bytes }
    return SHA256.hash(digests)
  }
}
