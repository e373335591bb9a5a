/// The faults that an endpoint was told to have, and what it was asked.
struct EndpointScript {
  private struct Entry {
    let fault: EndpointFault
    let methods: Set<String>
    /// How often it still strikes; `nil` is without end.
    var left: Int?
    /// How often it still could strike and does not.
    var skipped: Int
    /// How often it could strike since then.
    var chances = 0

    func concerns(_ method: String) -> Bool {
      (methods.isEmpty || methods.contains(method))
        && (fault.methods.isEmpty || fault.methods.contains(method))
    }

    /// Counts a chance to strike; whether it does.
    mutating func strikes() -> Bool {
      if skipped > 0 {
        skipped -= 1
        return false
      }
      chances += 1
      switch fault.rhythm {
      case .always: break
      case .after(let count): guard chances > count else { return false }
      case .everySecondTime: guard chances.isMultiple(of: 2) else { return false }
      }
      if let left {
        guard left > 0 else { return false }
        self.left = left - 1
      }
      return true
    }
  }

  /// What is done to an answer.
  struct Plan {
    var wire: EndpointFault.Wire?
    /// Whether the chain is asked.
    var isAsked = true
    /// For each call, by its place, the faults that strike it.
    var transforms: [Int: [EndpointFault.Transform]] = [:]
  }

  private var entries: [Entry] = []
  var requests: [EndpointRequest] = []

  mutating func add(
    _ fault: EndpointFault, methods: Set<String>, times: Int?, skipping skipped: Int
  ) {
    entries.append(
      Entry(fault: fault, methods: methods, left: times, skipped: max(0, skipped)))
  }

  mutating func removeFaults() { entries = [] }

  /// Decides what happens to a request, and counts it.
  mutating func plan(for exchange: EndpointExchange) -> Plan {
    var plan = Plan()
    var wireFault: String?
    var callFaults: [String] = []
    let methods = exchange.calls.map(\.method)
    for index in entries.indices {
      switch entries[index].fault.effect {
      case .answer(let wire), .refusal(let wire):
        let entry = entries[index]
        let isMeant =
          entry.methods.isEmpty && entry.fault.methods.isEmpty
          || methods.contains { entry.concerns($0) }
        let isLarge =
          entry.fault.leastBatch.map { exchange.isBatch && methods.count >= $0 } ?? true
        guard plan.wire == nil, isMeant, isLarge, entries[index].strikes() else { continue }
        plan.wire = wire
        if case .refusal = entry.fault.effect { plan.isAsked = false }
        wireFault = entry.fault.name
      case .call(let transform):
        for (place, method) in methods.enumerated() where entries[index].concerns(method) {
          guard entries[index].strikes() else { continue }
          plan.transforms[place, default: []].append(transform)
          callFaults.append(entries[index].fault.name)
        }
      }
    }
    entries.removeAll { $0.left == 0 }
    requests.append(EndpointRequest(methods: methods, fault: wireFault, callFaults: callFaults))
    return plan
  }
}
