extension JSONValue {
  /// The value of the member named `key`; `nil` if there is none or this is no object.
  ///
  /// The members are searched in order. Keys are compared by their code points: an accent written
  /// as one code point is not the same as one written as two.
  public subscript(key: String) -> JSONValue? {
    contents.find(key.utf8.span, in: index).map { JSONValue(contents: contents, index: $0) }
  }

  /// The element at `position`, counted from zero; `nil` past the end or if this is no array.
  ///
  /// Elements are walked from the first one: for all of them use ``elements``.
  public subscript(position: Int) -> JSONValue? {
    guard let elements, position >= 0, position < elements.count else { return nil }
    return elements.dropFirst(position).first { _ in true }
  }

  /// The elements in order, if this is an array.
  @inlinable
  public var elements: Elements? {
    token.kind == .array ? Elements(contents: contents, index: index) : nil
  }

  /// The members in the order in which they are written, if this is an object.
  @inlinable
  public var members: Members? {
    token.kind == .object ? Members(contents: contents, index: index) : nil
  }

  /// The elements of an array, in order.
  @frozen
  public struct Elements: Sequence, IteratorProtocol, Sendable {
    @usableFromInline let contents: JSONDocument.Contents
    @usableFromInline var cursor: Int
    @usableFromInline let end: Int
    /// How many elements the array has.
    public let count: Int

    @inlinable
    init(contents: JSONDocument.Contents, index: Int) {
      self.contents = contents
      cursor = index + 2
      end = contents.tape[index].extent
      count = contents.tape[index + 1].count
    }

    @inlinable
    public mutating func next() -> JSONValue? {
      guard cursor < end else { return nil }
      let value = JSONValue(contents: contents, index: cursor)
      cursor = contents.after(cursor)
      return value
    }

    @inlinable
    public var underestimatedCount: Int { count }
  }

  /// The members of an object, in order.
  @frozen
  public struct Members: Sequence, IteratorProtocol, Sendable {
    @usableFromInline let contents: JSONDocument.Contents
    @usableFromInline var cursor: Int
    @usableFromInline let end: Int
    /// How many members the object has.
    public let count: Int

    @inlinable
    init(contents: JSONDocument.Contents, index: Int) {
      self.contents = contents
      cursor = index + 2
      end = contents.tape[index].extent
      count = contents.tape[index + 1].count
    }

    @inlinable
    public mutating func next() -> (key: String, value: JSONValue)? {
      guard cursor < end else { return nil }
      let key = JSONValue(contents: contents, index: cursor).string ?? ""
      let value = JSONValue(contents: contents, index: cursor + 1)
      cursor = contents.after(cursor + 1)
      return (key, value)
    }

    @inlinable
    public var underestimatedCount: Int { count }
  }
}

extension JSONDocument.Contents {
  /// The index of the token after the value at `index`.
  @inlinable
  func after(_ index: Int) -> Int {
    let token = tape[index]
    return token.isContainer ? token.extent : index + 1
  }

  /// The index of the value of the member named `key` of the object at `index`.
  func find(_ key: Span<UInt8>, in index: Int) -> Int? {
    // Buffer pointers rather than spans: a span of a class's array would retain it first.
    tape.withUnsafeBufferPointer { tape in
      bytes.withUnsafeBufferPointer { bytes in
        let object = tape[index]
        guard object.rawKind == Token.Kind.object.rawValue else { return nil }
        var position = index + 2
        while position < object.extent {
          if tape[position].spells(key, in: bytes.span) { return position + 1 }
          let value = tape[position + 1]
          position = value.isContainer ? value.extent : position + 2
        }
        return nil
      }
    }
  }
}
