import EVMPrimitives
import Testing

@Suite struct `Keccak-256` {
  @Test func `the hash of no bytes is that of an account without code`() {
    #expect(
      Keccak256.hash([]).hex == "0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"
    )
  }
}
