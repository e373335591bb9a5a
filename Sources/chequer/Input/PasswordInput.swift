import ArgumentParser
import EVMCrypto
import EVMPrimitives
import Glibc

/// Where a password comes from; never from the arguments.
struct PasswordSource {
  var file: String?
  var descriptor: Int32?
  var environment: String?
  /// How its options begin: `--password`.
  var option: String

  var isGiven: Bool { file != nil || descriptor != nil || environment != nil }

  func checkIsSingle() throws(ValidationError) {
    guard [file != nil, descriptor != nil, environment != nil].filter({ $0 }).count <= 1 else {
      throw ValidationError(
        "Give the password in one way: \(option)-file, \(option)-fd or \(option)-env.")
    }
  }

  /// The password that the options name; nil without any.
  private func given() throws(Failure) -> SecretBytes? {
    if let file { return try SecretReader.contents(ofFile: file).withoutLastNewline }
    if let descriptor {
      return try SecretReader.contents(ofOpenDescriptor: descriptor).withoutLastNewline
    }
    if let environment { return try SecretReader.value(ofEnvironment: environment) }
    return nil
  }

  /// The password as it is: given, or asked for.
  ///
  /// - Parameter thing: What it opens, for the prompt.
  func password(of thing: String) throws(Failure) -> SecretBytes {
    if let password = try given() { return password }
    return try ask("Password of \(thing) (hidden): ")
  }

  /// A password for something new: given, or asked for twice.
  func newPassword(of thing: String, allowsEmpty: Bool) throws(Failure) -> SecretBytes {
    let password: SecretBytes
    if let given = try given() {
      password = given
    } else {
      password = try ask("New password of \(thing) (hidden): ")
      let again = try ask("The same again: ")
      guard password.isEqual(to: again) else {
        throw Failure(.badData, "The two passwords differ, so nothing was made; try again.")
      }
    }
    guard password.count > 0 || allowsEmpty else {
      throw Failure(
        .badData,
        "The password is empty, with which anybody opens the file; give one, or add --allow-empty-password."
      )
    }
    return password
  }

  private func ask(_ prompt: String) throws(Failure) -> SecretBytes {
    do {
      return try SecretReader.answer(to: prompt).withoutLastNewline
    } catch {
      guard error.status == .usage else { throw error }
      throw Failure(
        .usage,
        "There is no terminal to ask for the password on; give it with \(option)-file, \(option)-fd or \(option)-env."
      )
    }
  }
}

/// The password of a keystore.
struct PasswordOptions: ParsableArguments {
  @Option(
    name: .customLong("password-file"),
    help: "Read the password from a file that only you may read; one newline at its end is cut.",
    completion: .file())
  var file: String?

  @Option(
    name: .customLong("password-fd"),
    help: "Read the password from this open file descriptor; one newline at its end is cut.")
  var descriptor: Int32?

  @Option(
    name: .customLong("password-env"), help: "Read the password from this environment variable.")
  var environment: String?

  var source: PasswordSource {
    PasswordSource(
      file: file, descriptor: descriptor, environment: environment, option: "--password")
  }

  func validate() throws { try source.checkIsSingle() }
}

/// The password that a keystore gets instead of its own.
struct NewPasswordOptions: ParsableArguments {
  @Option(
    name: .customLong("new-password-file"),
    help: "Read the new password from a file that only you may read.", completion: .file())
  var file: String?

  @Option(
    name: .customLong("new-password-fd"),
    help: "Read the new password from this open file descriptor.")
  var descriptor: Int32?

  @Option(
    name: .customLong("new-password-env"),
    help: "Read the new password from this environment variable.")
  var environment: String?

  var source: PasswordSource {
    PasswordSource(
      file: file, descriptor: descriptor, environment: environment, option: "--new-password")
  }

  func validate() throws { try source.checkIsSingle() }
}

/// The password of the old dashboard's encrypted text.
struct DashboardPasswordOptions: ParsableArguments {
  @Option(
    name: .customLong("dashboard-password-file"),
    help: "Read the dashboard's password from a file that only you may read.", completion: .file())
  var file: String?

  @Option(
    name: .customLong("dashboard-password-fd"),
    help: "Read the dashboard's password from this open file descriptor.")
  var descriptor: Int32?

  @Option(
    name: .customLong("dashboard-password-env"),
    help: "Read the dashboard's password from this environment variable.")
  var environment: String?

  var source: PasswordSource {
    PasswordSource(
      file: file, descriptor: descriptor, environment: environment, option: "--dashboard-password")
  }

  func validate() throws { try source.checkIsSingle() }
}
