import ArgumentParser
import EVMAccounts
import EVMCrypto
import EVMPrimitives
import Glibc

/// A keystore and where it was read.
struct KeystoreFile {
  /// The file's path, `-` for standard input.
  let path: String
  let keystore: Keystore

  /// Reads a file, or standard input for `-`.
  ///
  /// - Throws: ``Failure`` with status 66 when there is no such file, 65 when it is no keystore.
  init(reading path: String) throws {
    let bytes = try Self.bytes(of: path)
    self.path = path
    keystore = try reading(path == "-" ? "Standard input" : quoted(path, limit: 200)) {
      try Keystore(parsing: bytes)
    }
  }

  /// The private key; the password comes from `source`, or is asked for.
  ///
  /// - Throws: ``Failure`` with status 77 when the password is wrong, 65 when the file is damaged or
  ///   opening it costs more than `limits` allow.
  func opened(_ source: PasswordSource, within limits: KeystoreLimits) throws -> SecretKey {
    let name = path == "-" ? "Standard input" : quoted(path, limit: 200)
    let password = try source.password(of: keystore.address.map { "\($0)" } ?? name)
    do {
      return try keystore.privateKey(password: password, within: limits)
    } catch {
      var failure = Failure(describing: error)
      failure.description = "\(name): \(failure.description)"
      if error.isTooCostly { failure.description += " --any-cost allows it." }
      throw failure
    }
  }

  private static func bytes(of path: String) throws(Failure) -> [UInt8] {
    if path == "-" { return try TextInput.contents(ofDescriptor: STDIN_FILENO) }
    return try TextInput.contents(ofFile: path)
  }
}

/// Which keystore to open, and with what password.
struct KeystoreOpeningOptions: ParsableArguments {
  @OptionGroup var folder: KeystoreFolderOptions
  @OptionGroup var password: PasswordOptions

  @Flag(help: "Open the keystore whatever it costs; without it 1 GiB and about 20 s are the limit.")
  var anyCost = false

  /// Whether an option is given.
  var isGiven: Bool { folder.path != nil || password.source.isGiven || anyCost }

  /// The private key of a keystore: a file, an address, or a name in the folder.
  func privateKey(_ keystore: String) throws -> SecretKey {
    let limits =
      anyCost
      ? KeystoreLimits(memory: .max, scryptWork: .max, iterations: .max) : KeystoreLimits()
    return try folder.folder.keystore(keystore).opened(password.source, within: limits)
  }
}
