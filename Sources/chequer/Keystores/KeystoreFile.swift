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
  func opened(_ source: PasswordSource) throws -> SecretKey {
    let thing = keystore.address.map { "\($0)" } ?? quoted(path, limit: 200)
    let password = try source.password(of: thing)
    return try reading(path == "-" ? "Standard input" : quoted(path, limit: 200)) {
      try keystore.privateKey(password: password)
    }
  }

  private static func bytes(of path: String) throws(Failure) -> [UInt8] {
    if path == "-" { return try TextInput.contents(ofDescriptor: STDIN_FILENO) }
    return try TextInput.contents(ofFile: path)
  }
}
