/// A message that a wallet signs for its owner: `personal_sign`, EIP-191's version 0x45 (`E`).
///
/// What is signed is `"\u{19}Ethereum Signed Message:\n"`, the number of bytes in decimal, and the
/// bytes. A text is its UTF-8, as it stands: nothing is normalised or trimmed.
public struct PersonalMessage: AccountMessage {
  public let bytes: [UInt8]

  public init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The message of a text.
  public init(text: String) { bytes = Array(text.utf8) }

  /// `0x19`, `Ethereum Signed Message:`, a line feed, the length, the message.
  public var signedBytes: [UInt8] {
    Array("\u{19}Ethereum Signed Message:\n\(bytes.count)".utf8) + bytes
  }
}
