public import EVMPrimitives

/// Where code has a proxy's bytes but breaks the rules of its make. It still delegates as the
/// recognition says; whoever reads the arguments by the rules reads something else.
public enum ProxyDefect: Hashable, Sendable {
  /// The two lengths in the code differ: bytes copied to memory, bytes handed on.
  case lengthsDisagree(copied: Int, passed: Int)
  /// The length in the code is not the number of bytes behind it.
  case lengthIsNotTail(stated: Int, found: Int)
  /// The last two bytes should repeat the length in the code.
  case lengthWordDisagrees(stated: Int, word: Int)
  /// The last 32 bytes should be the number of metadata bytes before them.
  case metadataLengthDisagrees(stated: UInt256, found: Int)
  /// There is no room for the word that repeats the length.
  case lengthWordMissing(needed: Int, found: Int)
  /// The address in the code is zero: a template that was never filled in.
  case zeroTarget
  /// The address that calls of no function go to is zero in code that has functions of its own: an
  /// immutable before it is filled in.
  case zeroFallbackTarget
}

extension ProxyDefect: CustomStringConvertible {
  public var description: String {
    switch self {
    case .lengthsDisagree(let copied, let passed):
      "The code copies \(copied) bytes of arguments but hands on \(passed); the two must be equal."
    case .lengthIsNotTail(let stated, let found):
      "The code says that \(stated) bytes follow it, but \(found) do."
    case .lengthWordDisagrees(let stated, let word):
      "The last two bytes say \(word), but the code says \(stated); they must be equal."
    case .metadataLengthDisagrees(let stated, let found):
      "The last word says that there are \(stated) bytes of metadata, but there are \(found)."
    case .lengthWordMissing(let needed, let found):
      "Behind the code should stand at least the \(needed) bytes of a length, but there are only \(found)."
    case .zeroTarget:
      "The address in the code is zero, so every call succeeds and does nothing: this is a template that was never filled in."
    case .zeroFallbackTarget:
      "The address in the code is zero, as an immutable is before it is filled in: calls that no function takes succeed and do nothing."
    }
  }
}
