import Glibc

/// Lines of a file descriptor, as many at a time as one read brings.
struct LineReader {
  enum Line: Sendable {
    /// A line without its newline.
    case text(ArraySlice<UInt8>)
    /// A line past the limit, skipped.
    case tooLong
  }

  let descriptor: Int32
  let maximumLineSize: Int

  private static let readSize = 1 << 18
  /// The beginning of a line whose end has not come yet.
  private var pending: [UInt8] = []
  private var skipping = false
  private var ended = false

  init(descriptor: Int32, maximumLineSize: Int) {
    self.descriptor = descriptor
    self.maximumLineSize = maximumLineSize
  }

  /// The next lines, at least one; nil at the end.
  ///
  /// - Throws: ``Failure`` with status 74 when the system cannot read.
  mutating func nextLines() throws(Failure) -> [Line]? {
    while !ended {
      let chunk = try readChunk(descriptor, size: Self.readSize)
      guard !chunk.isEmpty else {
        ended = true
        if skipping { return [.tooLong] }
        return pending.isEmpty ? nil : [.text(pending[...])]
      }
      let lines = split(chunk)
      if !lines.isEmpty { return lines }
    }
    return nil
  }

  private mutating func split(_ chunk: [UInt8]) -> [Line] {
    var lines: [Line] = []
    var rest = chunk[...]
    while let newline = rest.firstIndex(of: UInt8(ascii: "\n")) {
      if skipping || pending.count + (newline - rest.startIndex) > maximumLineSize {
        lines.append(.tooLong)
        skipping = false
      } else if pending.isEmpty {
        lines.append(.text(rest[..<newline]))
      } else {
        lines.append(.text((pending + rest[..<newline])[...]))
      }
      pending.removeAll()
      rest = rest[(newline + 1)...]
    }
    if skipping { return lines }
    pending += rest
    if pending.count > maximumLineSize {
      pending.removeAll()
      skipping = true
    }
    return lines
  }
}

/// At most `size` bytes of a file descriptor; none at its end.
func readChunk(_ descriptor: Int32, size: Int) throws(Failure) -> [UInt8] {
  var failure: Int32 = 0
  let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
    while true {
      let got = read(descriptor, buffer.baseAddress, size)
      if got < 0, errno == EINTR { continue }
      if got < 0 { failure = errno }
      count = max(0, got)
      return
    }
  }
  if failure != 0 {
    throw Failure(.inputOutput, "The input cannot be read: \(systemError(failure)).")
  }
  return bytes
}
