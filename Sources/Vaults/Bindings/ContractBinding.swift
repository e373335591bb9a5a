import EVMABI
public import EVMPrimitives
import EVMRPC

/// A contract at an address, whose functions are methods.
///
/// Reads are calls for an `RPCCaller`, one by one or in a batch; transactions are calldata for
/// whoever signs them. Methods are named as the contract's functions. Text that a contract returns
/// is what somebody wrote there: quote it before it is shown.
///
/// ```swift
/// let vault = VaultContract(address)
/// let paid = try await caller.ask(vault.paidOut(beneficiary, at: header.id))
/// ```
/// That the contract stands at the address is not checked: a call says so when nothing answers.
public protocol ContractBinding: Hashable, Sendable {
  var address: Address { get }
  init(_ address: Address)
}

extension ContractBinding {
  /// The call of a function with one result.
  ///
  /// - Parameter function: With the types of arguments and results, as `cast` writes them.
  func read<Value: ABIConvertible, each Argument: ABIConvertible>(
    _ function: String, _ arguments: repeat each Argument, at block: BlockID
  ) -> RPCCall<Value> {
    let function = ContractFunction(function, at: address)
    return call(function.calldata(repeat each arguments), at: block).map { answer in
      try function.reading { try unpack(try function.results(in: answer), as: Value.self) }
    }
  }

  /// The call of a function with several results, or with one that is put together by `make`.
  func read<Value: Sendable, each Argument: ABIConvertible>(
    _ function: String, _ arguments: repeat each Argument, at block: BlockID,
    making make: @escaping @Sendable ([ABIValue]) throws -> Value
  ) -> RPCCall<Value> {
    let function = ContractFunction(function, at: address)
    return call(function.calldata(repeat each arguments), at: block).map { answer in
      try function.reading { try make(try function.results(in: answer)) }
    }
  }

  /// The call of a function that returns a text.
  func readText<each Argument: ABIConvertible>(
    _ function: String, _ arguments: repeat each Argument, at block: BlockID
  ) -> RPCCall<String> {
    read(function, repeat each arguments, at: block) { try unpack($0, as: ContractText.self).text }
  }

  /// The call with this calldata.
  func call(_ calldata: [UInt8], at block: BlockID) -> RPCCall<[UInt8]> {
    .call(CallMessage(to: address, data: calldata), at: block)
  }

  /// The calldata of a transaction.
  func calldata<each Argument: ABIConvertible>(
    _ function: String, _ arguments: repeat each Argument
  ) -> [UInt8] {
    ContractFunction(function, at: address).calldata(repeat each arguments)
  }
}

/// The values that a function returned or a tuple holds, as Swift types.
///
/// - Throws: `ABIConversionError` when there is another number of them, or one is of another type.
func unpack<each Value: ABIConvertible>(
  _ values: [ABIValue], as types: repeat (each Value).Type
) throws(ABIConversionError) -> (repeat each Value) {
  var rest = values.makeIterator()
  func next<Result: ABIConvertible>(_ type: Result.Type) throws(ABIConversionError) -> Result {
    guard let value = rest.next() else { throw ABIConversionError(.tuple(values), type) }
    return try Result(abiValue: value)
  }
  return (repeat try next(each types))
}

extension [ABIValue] {
  /// The members of a decoded tuple.
  ///
  /// - Throws: `ABIConversionError` when it is none.
  init(membersOf value: ABIValue) throws(ABIConversionError) {
    guard case .tuple(let members) = value else {
      throw ABIConversionError(value, Self.self)
    }
    self = members
  }
}
