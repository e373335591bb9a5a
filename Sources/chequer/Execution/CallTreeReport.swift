import EVMABI
import EVMInterpreter
import EVMPrimitives
import ExactJSON

/// A call tree as JSON.
struct CallTreeReport {
  let tree: CallTree
  let names: CallNames

  /// `{"calls", "storage", "transfers", "omitted"}`.
  ///
  /// The calls stand in one list, each before those that it made and with the index of the call
  /// around it: nested, code could make a document deeper than readers take.
  var members: [JSON.Member] {
    [
      JSON.Member("calls", .array(tree.calls.map(json))),
      JSON.Member("storage", .array(tree.storageChanges.map(json))),
      JSON.Member(
        "transfers",
        .array(
          tree.transfers.map {
            [
              "from": .string($0.from.checksummed), "to": .string($0.to.checksummed),
              "amount": .string($0.amount.description),
            ]
          })),
      JSON.Member("omitted", .integer(tree.omittedCount)),
    ]
  }

  private func json(_ call: CallTree.Call) -> JSON {
    let start = call.start
    var members: [JSON.Member] = [
      JSON.Member("parent", call.parent.map { .integer($0) } ?? .null),
      JSON.Member("depth", .integer(start.depth)),
      JSON.Member("kind", .string(start.kind.description)),
      JSON.Member("from", .string(start.caller.checksummed)),
      JSON.Member("to", .string((call.end?.createdAddress ?? start.address).checksummed)),
    ]
    if start.codeAddress != start.address {
      members.append(JSON.Member("codeAddress", .string(start.codeAddress.checksummed)))
    }
    if let precompile = start.precompile {
      members.append(JSON.Member("precompile", .string(precompile.description)))
    }
    members += [
      JSON.Member("value", .string(start.value.description)),
      JSON.Member("gas", .string(start.gas.description)),
      JSON.Member("input", .string(Hex.encode(start.input))),
    ]
    let function = names.function(of: call)
    if let (function, arguments) = function {
      members += [
        JSON.Member("function", .string(function.signature)),
        JSON.Member("arguments", function.inputs.described(arguments)),
      ]
    }
    members.append(JSON.Member("events", .array(call.events.map(json))))
    members += end(of: call, function?.0)
    members.append(JSON.Member("undone", .bool(call.isUndone)))
    return .object(members)
  }

  private func end(of call: CallTree.Call, _ function: ABIFunction?) -> [JSON.Member] {
    guard let end = call.end else { return [] }
    var members = [
      JSON.Member("success", .bool(end.status == .success)),
      JSON.Member("output", .string(Hex.encode(end.output))),
      JSON.Member("gasUsed", .string(end.gasUsed.description)),
    ]
    switch end.status {
    case .success:
      if let function, let values = names.results(of: function, in: end.output) {
        members.append(JSON.Member("results", function.outputs.described(values)))
      }
    case .revert:
      members.append(JSON.Member("error", "reverted"))
      members.append(JSON.Member("reason", RevertReason(end.output, names: names.names).json))
    case .halt(let reason): members.append(JSON.Member("error", .string(reason.description)))
    }
    return members
  }

  private func json(_ event: CallTree.Event) -> JSON {
    switch event {
    case .call(let index): return ["call": .integer(index)]
    case .log(let log):
      guard case .object(var members) = log.json else { return log.json }
      if let event = names.json(of: log) { members.append(JSON.Member("event", event)) }
      return ["log": .object(members)]
    case .storageWrite(let write): return ["storage": json(write)]
    }
  }

  private func json(_ write: StorageWriteRecord) -> JSON {
    [
      "address": .string(write.address.checksummed), "slot": .string(write.slot.paddedHex),
      "previous": .string(write.previous.paddedHex), "value": .string(write.value.paddedHex),
    ]
  }
}

extension UInt256 {
  /// All 32 bytes as 0x hex.
  fileprivate var paddedHex: String { Hex.encode(bigEndianBytes) }
}
