/// Which compiler wrote code, as far as it shows: by its metadata, or by its habits.
///
/// Habits narrow the version down and never prove it: options change them, and anybody can write the
/// same bytes by hand.
public struct CompilerFingerprint: Hashable, Sendable {
  public enum Compiler: String, Hashable, Sendable {
    case solc, vyper
  }

  /// How well the compiler and its versions are founded.
  public enum Confidence: String, Hashable, Sendable {
    /// Its metadata name it.
    case stated
    /// Several habits agree that only this compiler has.
    case likely
    /// One habit that others share.
    case possible
  }

  /// A release, by its three numbers.
  public struct Version: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let major: Int
    public let minor: Int
    public let patch: Int

    public init(_ major: Int, _ minor: Int, _ patch: Int) {
      self.major = major
      self.minor = minor
      self.patch = patch
    }

    /// The release of a text such as `0.8.20`, or of a build before or after it.
    public init?(_ text: String) {
      let numbers = text.prefix { $0 != "-" && $0 != "+" }.split(separator: ".").map { Int($0) }
      guard numbers.count == 3, let major = numbers[0], let minor = numbers[1],
        let patch = numbers[2]
      else { return nil }
      self.init(major, minor, patch)
    }

    public static func < (left: Version, right: Version) -> Bool {
      (left.major, left.minor, left.patch) < (right.major, right.minor, right.patch)
    }

    public var description: String { "\(major).\(minor).\(patch)" }
  }

  public let compiler: Compiler
  /// The version that metadata state, as they write it.
  public let statedVersion: String?
  /// The first release that writes such code; nil when nothing says.
  public let first: Version?
  /// The last release that writes such code; nil when nothing says.
  public let last: Version?
  public let confidence: Confidence
  /// What it was told by, a phrase each.
  public let evidence: [String]

  /// Whether a release is one of those that the habits leave.
  public func includes(_ version: Version) -> Bool {
    (first.map { $0 <= version } ?? true) && (last.map { version <= $0 } ?? true)
  }
}

extension CompilerFingerprint {
  /// The compiler of code; nil when neither metadata nor habits show one.
  public init?(_ code: Bytecode, sections: CodeSections) {
    if let fingerprint = Self.stated(sections) {
      self = fingerprint
    } else if let range = sections.sections.first(where: { $0.kind == .runtimeCode })?.range {
      let habits = CodeHabits(code, range)
      guard let fingerprint = Self.solc(habits) ?? Self.vyper(habits) else { return nil }
      self = fingerprint
    } else {
      return nil
    }
  }

  /// The last metadata that are the contract's own; older solc writes no version there.
  private static func stated(_ sections: CodeSections) -> CompilerFingerprint? {
    guard let metadata = sections.metadata.last else { return nil }
    // Metadata with code behind them belong to an embedded contract, which is most often of the same
    // compiler; vyper's stand behind the contract's code and before arguments.
    let isOwn =
      sections.sections.last { $0.isCode }.map { $0.range.upperBound <= metadata.range.lowerBound }
      ?? true
    let isVyper = if case .vyper = metadata.compiler { true } else { false }
    let confidence: Confidence = isOwn || isVyper ? .stated : .likely
    let evidence = isOwn || isVyper ? "metadata" : "metadata of an embedded contract"
    switch metadata.compiler {
    case .solc(let version):
      let release = version.flatMap { Version($0) }
      return CompilerFingerprint(
        compiler: .solc, statedVersion: version, first: release ?? Version(0, 4, 7),
        last: release ?? Version(0, 5, 8), confidence: confidence, evidence: [evidence])
    case .vyper(let version):
      let release = Version(version)
      return CompilerFingerprint(
        compiler: .vyper, statedVersion: version, first: release, last: release,
        confidence: confidence, evidence: [evidence])
    }
  }
}

extension CompilerFingerprint: CustomStringConvertible {
  /// One line: the compiler, its versions, how it is known.
  public var description: String {
    let versions =
      switch (first, last) {
      case (let first?, let last?) where first == last: " \(statedVersion ?? first.description)"
      case (let first?, let last?): " \(first) to \(last)"
      case (let first?, nil): " \(first) or later"
      case (nil, let last?): " \(last) or earlier"
      case (nil, nil): ""
      }
    return
      "\(compiler.rawValue)\(versions), \(confidence.rawValue) (\(evidence.joined(separator: ", ")))"
  }
}
