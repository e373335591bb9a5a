import ArgumentParser
import EVMAccounts
import EVMPrimitives
import ExactJSON

struct KeyList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "The keystores in a folder: addresses, files and what opening them costs.",
    discussion: """
      No password is asked for, so an address is what the file says. A file that is no keystore is \
      named with the reason.

      chequer key list --keystore-folder .
      """)

  @OptionGroup var folder: KeystoreFolderOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let folder = try folder.folder
    let entries = try folder.entries()
    var keystores: [JSON] = []
    var damaged: [JSON] = []
    var lines: [String] = []
    for entry in entries {
      switch entry.file {
      case .success(let keystore):
        keystores.append(json(entry, keystore))
        lines += text(entry, keystore)
      case .failure(let failure):
        damaged.append([
          "name": .string(entry.name), "path": .string(entry.path),
          "reason": .string(failure.description),
        ])
        lines.append("No keystore: \(quoted(entry.name, limit: 120)). \(failure.description)")
      }
    }
    if lines.isEmpty {
      lines.append(
        "There are no keystores in \(quoted(folder.path, limit: 200)); chequer key new --keystore makes one."
      )
    }
    output.write(
      [
        "folder": .string(folder.path), "keystores": .array(keystores), "damaged": .array(damaged),
      ], or: lines.joined(separator: "\n"))
  }

  private func json(_ entry: KeystoreFolder.Entry, _ keystore: Keystore) -> JSON {
    [
      "address": keystore.address.map { .string($0.checksummed) } ?? .null,
      "tron": keystore.address.map { .string(TronAddress($0).text) } ?? .null,
      "name": .string(entry.name), "path": .string(entry.path),
      "cost": .string(keystore.stretching.description),
    ]
  }

  private func text(_ entry: KeystoreFolder.Entry, _ keystore: Keystore) -> [String] {
    let names =
      keystore.address.map { "\($0)  \(TronAddress($0))" }
      ?? "An address is not stated; the password tells it."
    return [names, "  \(quoted(entry.path, limit: 200))  \(keystore.stretching)"]
  }
}
