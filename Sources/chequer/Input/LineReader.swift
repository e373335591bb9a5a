import Glibc

/// Lines of a file descriptor, as many at a time as there are to be read.
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
  /// Bytes that are gathered before the lines in them are handed on.
  private static let gatheredSize = 1 << 20
  /// The beginning of a line whose end has not come yet.
  private var pending: [UInt8] = []
  private var skipping = false
  private var ended = false
  /// What the next call throws.
  private var failure: Failure?

  init(descriptor: Int32, maximumLineSize: Int) {
    self.descriptor = descriptor
    self.maximumLineSize = maximumLineSize
  }

  /// The next lines, at least one; nil at the end.
  ///
  /// All that is there to be read, up to ``gatheredSize`` and a line: nothing is waited for once
  /// there is a line.
  /// - Throws: ``Failure`` with status 74 when the system cannot read.
  mutating func nextLines() throws(Failure) -> [Line]? {
    if let failure { throw failure }
    var lines: [Line] = []
    var size = 0
    while !ended, lines.isEmpty || size < Self.gatheredSize && isReadable {
      let chunk: [UInt8]
      do { chunk = try readChunk(descriptor, size: Self.readSize) } catch {
        guard !lines.isEmpty else { throw error }
        // The lines before it are still answered.
        failure = error
        return lines
      }
      size += chunk.count
      if chunk.isEmpty {
        ended = true
        if skipping {
          lines.append(.tooLong)
        } else if !pending.isEmpty {
          lines.append(.text(pending[...]))
        }
      } else {
        lines += split(chunk)
      }
    }
    return lines.isEmpty ? nil : lines
  }

  /// Whether a read would not wait.
  private var isReadable: Bool {
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&request, 1, 0) == 1
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
