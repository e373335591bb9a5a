/// The keys of all open objects, to find two that are equal.
///
/// Small objects compare each new key's hash with the earlier ones; large ones sort theirs when
/// they close, by hash and then by bytes, so crafted collisions cost no more than a sort.
struct KeySet {
  private var entries: [Entry] = []

  private struct Entry {
    var hash: UInt64
    var key: Token
  }

  struct Duplicate {
    var earlier: Token
    var later: Token
  }

  /// Objects with more keys are checked when they close.
  private static let smallCount = 16

  var count: Int { entries.count }

  /// Adds `key` to the object whose keys start at `first`; answers the earlier equal one.
  @inline(__always)
  mutating func insert(_ key: Token, since first: Int, _ input: Span<UInt8>) -> Duplicate? {
    let hash = key.contentHash(in: input)
    let count = entries.count
    if count &- first < Self.smallCount {
      var index = first
      while index < count {
        if entries[index].hash == hash, entries[index].key.hasSameText(as: key, in: input) {
          return Duplicate(earlier: entries[index].key, later: key)
        }
        index &+= 1
      }
    }
    entries.append(Entry(hash: hash, key: key))
    return nil
  }

  /// Forgets the keys from `first` on; answers two equal ones, the later of them the first in the
  /// text that repeats a key.
  mutating func close(since first: Int, _ input: Span<UInt8>) -> Duplicate? {
    let duplicate =
      entries.count - first > Self.smallCount ? firstDuplicate(since: first, input) : nil
    entries.removeSubrange(first...)
    return duplicate
  }

  private func firstDuplicate(since first: Int, _ input: Span<UInt8>) -> Duplicate? {
    // Sorted by hash; equal hashes (equal keys, or crafted ones) by their bytes, then by place.
    var sorted = Array(entries[first...])
    sorted.sort { $0.hash < $1.hash }
    var result: Duplicate?
    var start = 0
    while start < sorted.count {
      var end = start + 1
      while end < sorted.count, sorted[end].hash == sorted[start].hash { end += 1 }
      if end > start + 1 {
        let run = sorted[start..<end].map { (text: $0.key.text(in: input), key: $0.key) }
          .sorted {
            $0.text == $1.text
              ? $0.key.start < $1.key.start : $0.text.lexicographicallyPrecedes($1.text)
          }
        for (one, next) in zip(run, run.dropFirst()) where one.text == next.text {
          if result == nil || next.key.start < result!.later.start {
            result = Duplicate(earlier: one.key, later: next.key)
          }
        }
      }
      start = end
    }
    return result
  }
}

extension Token {
  /// A hash of a string's characters, escapes resolved.
  @inline(__always)
  func contentHash(in input: Span<UInt8>) -> UInt64 {
    kind == .plainString
      ? input.hash(from: start, count: extent)
      : {
        let text = text(in: input); return text.span.hash(from: 0, count: text.count)
      }()
  }

  func hasSameText(as other: Token, in input: Span<UInt8>) -> Bool {
    if kind == .plainString, other.kind == .plainString {
      guard extent == other.extent else { return false }
      return input.equals(input.extracting(other.start..<other.start + extent), from: start)
    }
    return text(in: input) == other.text(in: input)
  }
}

extension Span<UInt8> {
  /// A hash of `count` bytes from `start` on, good enough to tell keys apart.
  @inline(__always)
  func hash(from start: Int, count length: Int) -> UInt64 {
    let factor: UInt64 = 0x9e37_79b9_7f4a_7c15
    var hash = UInt64(truncatingIfNeeded: length)
    var position = start
    var rest = length
    while rest >= 8 {
      hash = (hash ^ word(at: position)) &* factor
      hash ^= hash >> 29
      position &+= 8
      rest &-= 8
    }
    if rest > 0 {
      var tail: UInt64 = 0
      if position &+ 8 <= count {
        tail = word(at: position) & (1 &<< UInt64(truncatingIfNeeded: rest &* 8) &- 1)
      } else {
        for offset in 0..<rest { tail |= UInt64(self[position + offset]) << UInt64(offset * 8) }
      }
      hash = (hash ^ tail) &* factor
      hash ^= hash >> 29
    }
    return hash
  }
}
