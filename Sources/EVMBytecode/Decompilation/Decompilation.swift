public import EVMABI
public import EVMPrimitives

/// A statement of a decompiled function, in the order of the text.
public struct DecompiledStatement: Hashable, Sendable {
  /// The line without indentation and braces.
  public let text: String
  /// How many statements it stands in.
  public let depth: Int
  /// The instructions that it is made of, as ranges of offsets in ascending order, PUSH data
  /// included; empty for a line that no instruction makes, such as `else`.
  public let places: [Range<Int>]
  /// Whether compilers add it and no source has it: checks of calldata's length and types, of
  /// overflow, of coins sent along. What follows relies on it.
  public let isHidden: Bool
  /// Whether statements stand in it.
  public let opens: Bool
  /// The program counters of those instructions, ascending.
  public let offsets: [Int]
}

/// A function as readable statements.
public struct DecompiledFunction: Hashable, Sendable {
  public enum Entry: Hashable, Sendable {
    case function(Selector)
    /// What runs without calldata.
    case receive
    /// What runs with calldata that names no function.
    case fallback
  }

  /// How far the statements can be relied on.
  public enum Verdict: Hashable, Sendable {
    /// Every path was followed to its end.
    case complete
    /// Something is missing where the statements say it; the sentence says why.
    case partial(String)
  }

  public let entry: Entry
  /// The known signature, else nil.
  public let signature: String?
  /// The parameters' types as the code or the known signature has them.
  public let arguments: [ABIType]
  public let mutability: StateMutability
  public let verdict: Verdict
  /// The first line, up to the brace.
  public let head: String
  public let statements: [DecompiledStatement]
}

/// A contract's code as functions of readable statements.
///
/// Nothing is run. Each function is read from the code's first instruction with its selector, so the
/// dispatcher's part is in it too. What the statements do is what the code does; they are ordered as
/// their effects are. Reads of storage stand where their value is used as long as nothing could have
/// changed it.
///
/// Words of memory that are written and read back are followed under one assumption: addresses do
/// not wrap around, so what is added to a pointer lies behind it.
public struct Decompilation: Sendable {
  /// By selector, then `receive` and `fallback` where they do something.
  public let functions: [DecompiledFunction]
  /// Whether all functions were found and each is complete.
  public let isComplete: Bool
  /// The statements of each function as they can be carried out, `receive` and `fallback` too when they
  /// do nothing; for tests.
  package let trees: [DecompiledTree]

  /// Decompiles code that runs; of creation code, what ``CodeInspection/deployedCode(of:)`` gives.
  ///
  /// - Parameters:
  ///   - names: Where names of functions, events and errors are looked up.
  ///   - storage: Who knows names of variables; without, they are named by their slots.
  public init(
    _ code: Bytecode, names: SignatureBook = .known, storage: (any StorageNaming)? = nil,
    limits: DecompilationLimits = DecompilationLimits()
  ) {
    var decompiler = Decompiler(code, names: names, storage: storage, limits: limits)
    decompiler.run()
    functions = decompiler.functions
    trees = decompiler.trees
    isComplete = decompiler.isComplete
  }
}

/// What a function does, as it can be carried out.
package struct DecompiledTree: Sendable {
  package let entry: DecompiledFunction.Entry
  package let table: TermTable
  package let statements: [Statement]
  /// Values that are read where they are used.
  package let inlined: [Int32: Source]
}
