extension JSONValue {
  /// The value of the member named `key`; `nil` if there is none or this is no object.
  public subscript(key: String) -> JSONValue? {
    members?.first { $0.key == key }?.value
  }

  /// The elements in order, if this is an array.
  public var elements: Elements? {
    token.kind == .array ? Elements(contents: contents, index: index) : nil
  }

  /// The members in the order in which they are written, if this is an object.
  public var members: Members? {
    token.kind == .object ? Members(contents: contents, index: index) : nil
  }

  /// The elements of an array.
  public struct Elements: Sequence, IteratorProtocol, Sendable {
    let contents: JSONDocument.Contents
    var cursor: Int
    let end: Int
    public let count: Int

    init(contents: JSONDocument.Contents, index: Int) {
      self.contents = contents
      cursor = index + 2
      end = contents.tape[index].extent
      count = contents.tape[index + 1].count
    }

    public mutating func next() -> JSONValue? {
      guard cursor < end else { return nil }
      let value = JSONValue(contents: contents, index: cursor)
      cursor = contents.after(cursor)
      return value
    }
  }

  /// The members of an object.
  public struct Members: Sequence, IteratorProtocol, Sendable {
    let contents: JSONDocument.Contents
    var cursor: Int
    let end: Int
    public let count: Int

    init(contents: JSONDocument.Contents, index: Int) {
      self.contents = contents
      cursor = index + 2
      end = contents.tape[index].extent
      count = contents.tape[index + 1].count
    }

    public mutating func next() -> (key: String, value: JSONValue)? {
      guard cursor < end else { return nil }
      let key = JSONValue(contents: contents, index: cursor).string ?? ""
      let value = JSONValue(contents: contents, index: cursor + 1)
      cursor = contents.after(cursor + 1)
      return (key, value)
    }
  }
}

extension JSONDocument.Contents {
  /// The index of the token after the value at `index`.
  @inlinable
  func after(_ index: Int) -> Int {
    let token = tape[index]
    return token.isContainer ? token.extent : index + 1
  }
}
