import EVMPrimitives
import Glibc

/// The state-test files that paths name: files as they are, folders with all `.json` files below them.
enum StateTestFiles {
  /// Folders within each other that are looked into.
  private static let depthLimit = 64

  /// The files of the paths, those of a folder in the order of their names.
  ///
  /// Links to folders inside a folder are not followed, nor are names that begin with a dot.
  /// - Throws: ``Failure`` with status 66 for a path that does not exist, 77 or 74 for a folder that
  ///   cannot be read.
  static func files(of paths: [String]) throws(Failure) -> [String] {
    var files: [String] = []
    for path in paths {
      var status = stat()
      guard stat(path, &status) == 0 else {
        throw Failure(.noInput, "\(quoted(path)) cannot be opened: \(systemError(errno)).")
      }
      if status.st_mode & S_IFMT == S_IFDIR {
        try collect(path, depth: 0, into: &files)
      } else {
        files.append(path)
      }
    }
    return files
  }

  private static func collect(
    _ folder: String, depth: Int, into files: inout [String]
  ) throws(Failure) {
    guard depth < depthLimit else {
      throw Failure(
        .badData, "The folder \(quoted(folder)) is nested more than \(depthLimit) deep.")
    }
    guard let stream = opendir(folder) else {
      throw Failure(
        errno == EACCES ? .notPermitted : .inputOutput,
        "The folder \(quoted(folder)) cannot be read: \(systemError(errno)).")
    }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    closedir(stream)
    for name in names.sorted() {
      let path = folder.hasSuffix("/") ? folder + name : folder + "/" + name
      var status = stat()
      guard lstat(path, &status) == 0 else { continue }
      if status.st_mode & S_IFMT == S_IFDIR {
        try collect(path, depth: depth + 1, into: &files)
      } else if name.hasSuffix(".json") {
        files.append(path)
      }
    }
  }
}
