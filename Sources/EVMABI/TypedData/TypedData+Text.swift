import EVMPrimitives

extension TypedData: CustomStringConvertible {
  /// What is signed, for a person to read before signing: the domain, then the message, a member a
  /// line, structs indented. Strings stand in quotes, invisible characters escaped.
  public var description: String {
    var lines = ["Domain"]
    let width = domain.fields.map(\.key.utf8.count).max() ?? 0
    for field in domain.fields {
      lines.append("  \(field.key.padded(to: width))  \(field.value.text(as: field.type))")
    }
    if domain.fields.isEmpty {
      lines.append("  nothing: the signature is good for any application, chain and contract")
    }
    lines.append(primaryType)
    if let primary = types[primaryType] {
      types.describe(message, primary, indentation: 2, &lines)
    }
    return lines.joined(separator: "\n")
  }
}

extension TypedDataTypes {
  fileprivate func describe(
    _ values: [TypedDataValue], _ one: TypedDataStruct, indentation: Int, _ lines: inout [String]
  ) {
    let width = one.members.map(\.name.utf8.count).max() ?? 0
    for (member, value) in zip(one.members, values) {
      describe(
        value, member.type, label: member.name.padded(to: width), indentation: indentation, &lines)
    }
  }

  private func describe(
    _ value: TypedDataValue, _ type: TypedDataType, label: String, indentation: Int,
    _ lines: inout [String]
  ) {
    let margin = String(repeating: " ", count: indentation)
    switch (value, type) {
    case (.atomic(let value), .atomic(let type)):
      lines.append("\(margin)\(label)  \(value.text(as: type))")
    case (.structure(let members), .structure(let name)):
      lines.append("\(margin)\(label)  \(name)")
      if let one = self[name] { describe(members, one, indentation: indentation + 2, &lines) }
    case (.array(let elements), .array(let element)),
      (.array(let elements), .fixedArray(let element, _)):
      lines.append("\(margin)\(label)  \(type), \(counted(elements.count, "element"))")
      for (index, value) in elements.enumerated() {
        describe(value, element, label: "[\(index)]", indentation: indentation + 2, &lines)
      }
    default: break
    }
  }
}

extension String {
  /// The text with spaces behind it up to a width.
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - utf8.count))
  }
}
