/// What a message means that vaults and nodes give when a cheque is not paid, and what to do.
public struct RevertExplanation: Hashable, Sendable {
  /// What stands behind a message.
  public enum Cause: Hashable, Sendable {
    case nothingLeft
    case shortfall
    /// The signature is not the issuer's for what the contract was asked to pay.
    case signature
    /// The bytes of the signature are not such as the contract takes.
    case signatureForm
    /// The token refused the transfer.
    case transfer
    /// Whoever called may not do that.
    case rights
    /// The vault or what was to become one is not set up.
    case setUp
    /// A node's own matter, before or beside the contract.
    case node
  }

  /// The message, as the contract or node writes it.
  public let message: String
  public let cause: Cause
  /// What it means, as a sentence.
  public let meaning: String
  /// What to do, as a sentence.
  public let remedy: String

  init(_ message: String, _ cause: Cause, _ meaning: String, _ remedy: String) {
    self.message = message
    self.cause = cause
    self.meaning = meaning
    self.remedy = remedy
  }

  /// The explanation of a text in which such a message stands, as errors wrap it: `execution reverted:
  /// Vault: cannot cash`, with any case; the longest message that fits.
  public static func of(_ text: String) -> RevertExplanation? {
    let text = text.lowercased()
    return table.first { text.contains($0.text) }?.explanation
  }

  /// The messages in small letters, the longest first.
  private static let table = all.map { (text: $0.message.lowercased(), explanation: $0) }
    .sorted { $0.text.utf8.count > $1.text.utf8.count }
}
