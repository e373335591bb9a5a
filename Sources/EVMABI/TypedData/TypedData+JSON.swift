import EVMPrimitives
public import ExactJSON

extension TypedData {
  /// The typed data of a JSON object in the form of `eth_signTypedData_v4`: `types`, `primaryType`,
  /// `domain` and `message`.
  ///
  /// Strict, since somebody signs it: every declared member is there and no other; integers are
  /// decimal strings, 0x hex strings or JSON integers of any size; `bytesN` has N bytes; addresses in
  /// mixed case are EIP-55. When `types` has no `EIP712Domain`, the domain's type is what its fields
  /// are, in the standard's order.
  /// - Throws: `JSONTypeError` with the place of what is wrong.
  public init(_ json: JSONValue) throws(JSONTypeError) {
    try json.requireKeys(known: ["types", "primaryType", "domain", "message"])
    let declarations = try json.require("types")
    let types = try TypedDataTypes(declarations)
    let domain = try TypedDataDomain(
      try json.require("domain"), declaration: declarations[TypedDataDomain.typeName])
    let name = try json.require("primaryType")
    let primaryType = try name.requireString()
    guard let primary = types[primaryType] else {
      throw name.invalid(
        TypedDataError.unknownPrimaryType(primaryType, known: types.structs.map(\.name))
          .description)
    }
    let message = try types.members(of: primary, in: try json.require("message"), depth: 1)
    self.init(checked: types, primary, domain, message)
  }
}

extension TypedDataTypes {
  /// The structs of the member `types`, without that of the domain.
  fileprivate init(_ json: JSONValue) throws(JSONTypeError) {
    var structs: [TypedDataStruct] = []
    for (name, list) in try json.requireMembers() where name != TypedDataDomain.typeName {
      var members: [TypedDataStruct.Member] = []
      for member in try list.requireElements() {
        let type = try member.typedDataMember("type")
        do {
          members.append(
            TypedDataStruct.Member(
              try member.typedDataMember("name").text, try TypedDataType(parsing: type.text)))
        } catch {
          throw error as? JSONTypeError ?? type.json.invalid(String(describing: error))
        }
      }
      structs.append(TypedDataStruct(name, members))
    }
    do { try self.init(structs) } catch { throw json.invalid(error.description) }
  }

  /// The values of a struct's members in a JSON object.
  fileprivate func members(
    of one: TypedDataStruct, in json: JSONValue, depth: Int
  ) throws(JSONTypeError) -> [TypedDataValue] {
    try json.requireKeys(known: one.members.map(\.name))
    var values: [TypedDataValue] = []
    values.reserveCapacity(one.members.count)
    for member in one.members {
      values.append(try value(try json.require(member.name), member.type, depth: depth + 1))
    }
    return values
  }

  private func value(
    _ json: JSONValue, _ type: TypedDataType, depth: Int
  ) throws(JSONTypeError) -> TypedDataValue {
    guard depth <= TypedData.depthLimit else {
      throw json.invalid(TypedDataError.tooDeep(limit: TypedData.depthLimit).description)
    }
    switch type {
    case .atomic(let type): return .atomic(try ABIValue(json, as: type))
    case .structure(let name):
      guard let one = self[name] else {
        preconditionFailure("an undeclared struct passed the check")
      }
      return .structure(try members(of: one, in: json, depth: depth))
    case .fixedArray(let element, let count):
      let found = try json.requireElements().count
      guard found == count.value else {
        throw json.invalid("\(type) has \(counted(count.value, "element")); these are \(found).")
      }
      return try elements(json, element, depth: depth)
    case .array(let element): return try elements(json, element, depth: depth)
    }
  }

  private func elements(
    _ json: JSONValue, _ type: TypedDataType, depth: Int
  ) throws(JSONTypeError) -> TypedDataValue {
    let elements = try json.requireElements()
    var values: [TypedDataValue] = []
    values.reserveCapacity(elements.count)
    for element in elements { values.append(try value(element, type, depth: depth + 1)) }
    return .array(values)
  }
}

extension JSONValue {
  /// The name or the type of a member's declaration, which has both and nothing else.
  fileprivate func typedDataMember(
    _ key: String
  ) throws(JSONTypeError) -> (json: JSONValue, text: String) {
    try requireKeys(known: ["name", "type"])
    let value = try require(key)
    return (value, try value.requireString())
  }
}

extension TypedDataDomain {
  /// The name of the domain's struct.
  static let typeName = "EIP712Domain"

  /// The domain of a JSON object, in the order of its declaration if there is one.
  fileprivate init(_ json: JSONValue, declaration: JSONValue?) throws(JSONTypeError) {
    let present = try json.requireMembers().map(\.key)
    var keys = Self.keys.filter { present.contains($0) }
    if let declaration {
      keys = []
      for member in try declaration.requireElements() {
        let name = try member.typedDataMember("name")
        let type = try member.typedDataMember("type")
        guard let expected = Field.type(of: name.text) else {
          throw name.json.invalid(
            "A domain has no field \(quoted(name.text)); EIP-712 knows \(Self.keys.joined(separator: ", "))."
          )
        }
        guard type.text == expected.description else {
          throw type.json.invalid("The domain's \(name.text) has the type \(expected).")
        }
        keys.append(name.text)
      }
    }
    try json.requireKeys(known: declaration == nil ? Self.keys : keys)
    var fields: [Field] = []
    for key in keys {
      let value = try json.require(key)
      guard let type = Field.type(of: key), let field = Field(key, try ABIValue(value, as: type))
      else { preconditionFailure("a domain's field has the type that its key gives it") }
      fields.append(field)
    }
    do { try self.init(fields) } catch { throw json.invalid(error.description) }
  }
}
