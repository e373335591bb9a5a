import EVMPrimitives

extension ABIFunction {
  /// The calldata of a call: the selector, then the encoded arguments.
  ///
  /// - Throws: ``ABICallError/values(_:of:)`` when an argument does not fit.
  public func calldata(arguments: [ABIValue]) throws(ABICallError) -> [UInt8] {
    try inputs.encoding(of: arguments, after: selector, for: signature)
  }

  /// The calldata of a call with Swift values: `transfer.calldata(recipient, UInt256(5))`.
  ///
  /// - Throws: ``ABICallError/values(_:of:)`` when an argument does not fit.
  public func calldata<each Argument: ABIConvertible>(
    _ arguments: repeat each Argument
  ) throws(ABICallError) -> [UInt8] {
    var values: [ABIValue] = []
    for argument in repeat each arguments { values.append(argument.abiValue) }
    return try calldata(arguments: values)
  }

  /// The arguments in calldata.
  ///
  /// - Throws: ``ABICallError`` when it is another function's or malformed.
  public func arguments(
    in calldata: [UInt8], rules: ABIDecodingRules = .strict
  ) throws(ABICallError) -> [ABIValue] {
    try inputs.values(in: calldata, after: selector, for: signature, rules)
  }

  /// What a call returned.
  ///
  /// - Throws: ``ABICallError/noReturnData(of:)`` for no data where values are returned, and
  ///   ``ABICallError/data(_:of:)`` for what is malformed.
  public func results(
    in returnData: [UInt8], rules: ABIDecodingRules = .strict
  ) throws(ABICallError) -> [ABIValue] {
    if returnData.isEmpty, !outputs.isEmpty { throw .noReturnData(of: signature) }
    return try outputs.values(in: returnData[...], for: signature, rules)
  }

  /// The return data of values: what a contract that a test plays would answer.
  ///
  /// - Throws: ``ABICallError/values(_:of:)`` when a value does not fit.
  public func returnData(of values: [ABIValue]) throws(ABICallError) -> [UInt8] {
    try outputs.encoding(of: values, after: nil, for: signature)
  }

  /// The one value that a call returned, as a Swift type.
  ///
  /// - Throws: ``ABICallError`` when there is another number of them, or it is of another type.
  public func result<Value: ABIConvertible>(
    of returnData: [UInt8], as type: Value.Type = Value.self
  ) throws(ABICallError) -> Value {
    let values = try results(in: returnData)
    guard values.count == 1 else {
      throw .wrongResultCount(expected: 1, found: values.count, of: signature)
    }
    do { return try Value(abiValue: values[0]) } catch { throw .conversion(error, of: signature) }
  }

  /// The values that a call returned, as Swift types:
  /// `let (prices, rates) = try f.results(of: data, as: [UInt256].self, [UInt256].self)`.
  ///
  /// - Throws: ``ABICallError`` when there is another number of them, or one is of another type.
  public func results<each Value: ABIConvertible>(
    of returnData: [UInt8], as types: repeat (each Value).Type
  ) throws(ABICallError) -> (repeat each Value) {
    let values = try results(in: returnData)
    var count = 0
    for _ in repeat each types { count += 1 }
    guard values.count == count else {
      throw .wrongResultCount(expected: count, found: values.count, of: signature)
    }
    var rest = values.makeIterator()
    func next<Result: ABIConvertible>(_ type: Result.Type) throws(ABIConversionError) -> Result {
      guard let value = rest.next() else { preconditionFailure("the results were counted") }
      return try Result(abiValue: value)
    }
    do throws(ABIConversionError) {
      return (repeat try next(each types))
    } catch { throw .conversion(error, of: signature) }
  }
}

extension ABIConstructor {
  /// The encoded arguments, which follow the init code.
  ///
  /// - Throws: ``ABICallError/values(_:of:)`` when an argument does not fit.
  public func encoded(arguments: [ABIValue]) throws(ABICallError) -> [UInt8] {
    try inputs.encoding(of: arguments, after: nil, for: description)
  }

  /// The arguments behind the init code.
  ///
  /// - Throws: ``ABICallError/data(_:of:)`` for what is malformed.
  public func arguments(
    in data: [UInt8], rules: ABIDecodingRules = .strict
  ) throws(ABICallError) -> [ABIValue] {
    try inputs.values(in: data[...], for: description, rules)
  }
}

extension ABIErrorDefinition {
  /// The revert data of the error: the selector, then the encoded arguments.
  ///
  /// - Throws: ``ABICallError/values(_:of:)`` when an argument does not fit.
  public func revertData(arguments: [ABIValue]) throws(ABICallError) -> [UInt8] {
    try inputs.encoding(of: arguments, after: selector, for: signature)
  }

  /// The arguments in revert data.
  ///
  /// - Throws: ``ABICallError`` when it is another error's or malformed.
  public func arguments(
    in revertData: [UInt8], rules: ABIDecodingRules = .strict
  ) throws(ABICallError) -> [ABIValue] {
    try inputs.values(in: revertData, after: selector, for: signature, rules)
  }
}

extension [ABIParameter] {
  fileprivate func encoding(
    of values: [ABIValue], after selector: Selector?, for signature: String
  ) throws(ABICallError) -> [UInt8] {
    let coder = try coder()
    var bytes = selector?.bytes ?? []
    do { try coder.encode(values, appendingTo: &bytes) } catch {
      throw .values(error, of: signature)
    }
    return bytes
  }

  fileprivate func values(
    in data: [UInt8], after selector: Selector, for signature: String, _ rules: ABIDecodingRules
  ) throws(ABICallError) -> [ABIValue] {
    guard data.starts(with: selector.bytes) else {
      throw .otherSelector(expected: selector, found: data.prefix(4).map { $0 }, of: signature)
    }
    return try values(in: data.dropFirst(4), for: signature, rules)
  }

  func values(
    in data: ArraySlice<UInt8>, for signature: String, _ rules: ABIDecodingRules
  ) throws(ABICallError) -> [ABIValue] {
    let coder = try coder()
    do { return try coder.decode(data, rules: rules) } catch { throw .data(error, of: signature) }
  }

  func coder() throws(ABICallError) -> ABICoder {
    do { return try ABICoder(self) } catch { throw .type(error) }
  }
}
