public import EVMABI
public import EVMPrimitives

/// A function's selector and the types of its parameters, as its code shows them.
public struct InferredArguments: Hashable, Sendable {
  public let selector: Selector
  /// The parameters' types as far as the code tells them apart; `uint256` where nothing does.
  public let arguments: [ABIType]
  /// Whether all paths were followed within the bounds.
  public let isComplete: Bool

  /// The types as a signature has them: `uint256,(address,bytes)[]`.
  public var argumentList: String { arguments.map(\.description).joined(separator: ",") }
}

extension InferredInterface {
  /// The functions that the dispatcher leads to, in the order of their selectors, with the types of
  /// their parameters and nothing else: a fifth of what the whole interface costs.
  ///
  /// Paths are followed less far than for the whole interface, so about one function in forty has
  /// other types than there, as a use of a parameter was not seen.
  public static func arguments(in code: Bytecode) -> [InferredArguments] {
    let exploration = CodeExploration(argumentsIn: code)
    let checksMasks = exploration.checksMasks
    var functions: [InferredArguments] = []
    for index in exploration.functions.indices
    where !exploration.functions[index].entry.isHandWritten {
      // A copy of the whole function would cost as much as its types.
      let inference = ArgumentInference(
        evidence: exploration.functions[index].evidence, votes: exploration.votes,
        checksMasks: checksMasks,
        isSolidity: exploration.isSolidity)
      functions.append(
        InferredArguments(
          selector: exploration.functions[index].entry.selector, arguments: inference.arguments(),
          isComplete: exploration.functions[index].facts.isComplete))
    }
    return functions
  }
}
