import ArgumentParser
import EVMAccounts
import EVMCrypto
import EVMPrimitives
import Glibc

/// A folder of keystores, by default the user's own.
struct KeystoreFolder {
  let path: String
  /// Whether the user named it, so that its absence is a mistake.
  let isNamed: Bool

  /// `$CHEQUER_KEYSTORE`, else `chequer/keystore` in `$XDG_DATA_HOME` or `~/.local/share`.
  init(_ named: String?) throws(Failure) {
    if let named {
      path = named
      isNamed = true
    } else if let folder = Self.environment("CHEQUER_KEYSTORE") {
      path = folder
      isNamed = false
    } else if let data = Self.environment("XDG_DATA_HOME"), data.hasPrefix("/") {
      path = data + "/chequer/keystore"
      isNamed = false
    } else if let home = Self.environment("HOME") {
      path = home + "/.local/share/chequer/keystore"
      isNamed = false
    } else {
      throw Failure(
        .noInput,
        "There is no home folder to keep keystores in; set CHEQUER_KEYSTORE or give --keystore-folder."
      )
    }
  }

  private static func environment(_ name: String) -> String? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return String(cString: value)
  }

  /// A file of the folder: a keystore, or why it is none.
  struct Entry {
    var name: String
    var path: String
    var file: Result<Keystore, Failure>
  }

  /// All files by name, hidden ones and backups (`~`) left out; none when there is no folder.
  ///
  /// - Throws: ``Failure`` with status 66 when a folder that the user named is not there, 77 when it
  ///   may not be read.
  func entries() throws(Failure) -> [Entry] {
    guard let folder = opendir(path) else {
      if errno == ENOENT, !isNamed { return [] }
      throw Failure(
        errno == EACCES ? .notPermitted : .noInput,
        "The folder \(quoted(path, limit: 200)) cannot be read: \(systemError(errno)).")
    }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { name in
        name.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: name.pointee)) {
          String(cString: $0)
        }
      }
      if !name.hasPrefix("."), !name.hasSuffix("~") { names.append(name) }
    }
    return names.sorted().compactMap { entry($0) }
  }

  /// The file of a name; nil for a folder.
  private func entry(_ name: String) -> Entry? {
    let path = "\(path)/\(name)"
    func damaged(_ reason: String) -> Entry {
      Entry(name: name, path: path, file: .failure(Failure(.badData, reason)))
    }
    // Without waiting: a pipe that nobody writes to would hold the list up.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return damaged("It cannot be opened: \(systemError(errno)).") }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      return damaged("It cannot be examined: \(systemError(errno)).")
    }
    if status.st_mode & S_IFMT == S_IFDIR { return nil }
    guard status.st_mode & S_IFMT == S_IFREG else { return damaged("It is no regular file.") }
    guard status.st_size <= Keystore.maximumByteCount else {
      return damaged("It is larger than \(Keystore.maximumByteCount) bytes, so it is no keystore.")
    }
    do {
      let keystore = try Keystore(parsing: try TextInput.contents(ofDescriptor: descriptor))
      return Entry(name: name, path: path, file: .success(keystore))
    } catch {
      return Entry(name: name, path: path, file: .failure(Failure(describing: error)))
    }
  }

  /// The keystore that `text` means: an address of one in the folder, a file, or a name in the folder.
  ///
  /// - Throws: ``Failure`` with status 66 when there is none, 64 when several have the address.
  func keystore(_ text: String) throws -> KeystoreFile {
    if let address = Self.address(text) { return try keystore(of: address) }
    if text == "-" || access(text, F_OK) == 0 { return try KeystoreFile(reading: text) }
    let inside = "\(path)/\(text)"
    if !text.isEmpty, !text.contains("/"), access(inside, F_OK) == 0 {
      return try KeystoreFile(reading: inside)
    }
    // A longer text may be a secret that was pasted in the wrong place.
    let name = text.utf8.count < 45 ? quoted(text, limit: 45) : "The text"
    throw Failure(
      .noInput,
      "\(name) is no file here and no name in \(quoted(path, limit: 200)); see chequer key list.")
  }

  private func keystore(of address: Address) throws -> KeystoreFile {
    let found = try entries().filter { (try? $0.file.get())?.address == address }
    guard let first = found.first else {
      throw Failure(
        .noInput,
        "No keystore in \(quoted(path, limit: 200)) is that of \(address); see chequer key list.")
    }
    guard found.count == 1 else {
      let names = found.map { quoted($0.name, limit: 120) }.joined(separator: ", ")
      throw Failure(
        .usage, "\(found.count) keystores are those of \(address): \(names); give the file.")
    }
    return try KeystoreFile(reading: first.path)
  }

  /// The address in EVM or Tron form; nil for any other text.
  private static func address(_ text: String) -> Address? {
    if text.hasPrefix("T"), let tron = try? TronAddress(parsing: text) { return tron.address }
    return try? Address(parsing: text)
  }
}

extension KeystoreFolder {
  /// Writes a keystore to a new file in the folder, which is made if it is missing.
  ///
  /// - Parameter name: The file's name; geth's if nil.
  /// - Returns: The file's path.
  /// - Throws: ``Failure`` with status 73 when the name is taken, or the folder has the account.
  func store(_ keystore: Keystore, name: String?) throws(Failure) -> String {
    try NewFile.createFolder(path)
    let same = try entries().first { (try? $0.file.get())?.address == keystore.address }
    if let same {
      throw Failure(
        .cannotWrite,
        "\(quoted(same.path, limit: 200)) is already a keystore of \(keystore.address?.checksummed ?? "this key"), so none was made; use it, or choose another folder."
      )
    }
    let file = "\(path)/\(name ?? keystore.fileName(createdAt: .sinceEpoch))"
    try NewFile.create(file, holding: keystore.fileContents)
    return file
  }
}

extension Keystore {
  /// What a file of the keystore holds. It has no newline, as geth writes it.
  var fileContents: SecretBytes { SecretBytes(json.utf8) }
}

extension Duration {
  /// The time since 1 January 1970.
  static var sinceEpoch: Duration {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }
}

/// Which folder keystores are in.
struct KeystoreFolderOptions: ParsableArguments {
  @Option(
    name: .customLong("keystore-folder"),
    help:
      "The folder of keystores; by default $CHEQUER_KEYSTORE, else chequer/keystore in $XDG_DATA_HOME or ~/.local/share.",
    completion: .directory)
  var path: String?

  var folder: KeystoreFolder {
    get throws(Failure) { try KeystoreFolder(path) }
  }
}

/// How a new keystore is made and named.
struct NewKeystoreOptions: ParsableArguments {
  @Option(
    help: "The new keystore's file name; by default geth's, of time and address.")
  var name: String?

  @Flag(help: "Stretch the password less: 4 MiB and 0.1 s, for small machines and long passwords.")
  var light = false

  @Flag(help: "Take an empty password, with which anybody opens the file.")
  var allowEmptyPassword = false

  var cost: Keystore.Cost { light ? .light : .standard }

  /// Whether an option for a new keystore is given.
  var isGiven: Bool { name != nil || light || allowEmptyPassword }

  func validate() throws {
    guard let name else { return }
    guard !name.isEmpty, !name.contains("/"), !name.hasPrefix("."), !name.hasSuffix("~"),
      name.utf8.count <= 255
    else {
      throw ValidationError(
        "--name is a file name of at most 255 bytes without '/', '.' at its start and '~' at its end."
      )
    }
  }
}
