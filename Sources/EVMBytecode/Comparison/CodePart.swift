public import EVMPrimitives

/// A part of a contract that is compared by itself.
public enum CodePart: Hashable, Sendable {
  /// What runs before a function is chosen.
  case dispatcher
  /// What answers a call without calldata.
  case receive
  /// What answers when no function is meant; the whole code where nothing chooses.
  case fallback
  /// A function, by its selector.
  case function(Selector)
  /// Code that runs once, when the contract is created.
  case constructor
}

extension CodePart: Comparable {
  /// In the order in which they run, functions by selector.
  public static func < (left: CodePart, right: CodePart) -> Bool { left.rank < right.rank }

  private var rank: UInt64 {
    switch self {
    case .constructor: 0
    case .dispatcher: 1
    case .receive: 2
    case .fallback: 3
    case .function(let selector): 4 + UInt64(selector.rawValue)
    }
  }
}

extension CodePart: CustomStringConvertible {
  /// `dispatcher`, or a selector in hex.
  public var description: String {
    switch self {
    case .dispatcher: "dispatcher"
    case .receive: "receive"
    case .fallback: "fallback"
    case .constructor: "constructor"
    case .function(let selector): selector.hex
    }
  }

  /// Five bytes that no other part has.
  var tag: [UInt8] {
    switch self {
    case .function(let selector): [1] + selector.bytes
    case .dispatcher: [2, 0, 0, 0, 0]
    case .receive: [3, 0, 0, 0, 0]
    case .fallback: [4, 0, 0, 0, 0]
    case .constructor: [5, 0, 0, 0, 0]
    }
  }
}
