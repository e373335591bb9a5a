import EVMAccounts
import EVMBytecode
import EVMInterpreter
import EVMPrimitives

/// Notes the accounts and slots that code touches.
final class AccessCollector: ExecutionTracer {
  private var slots: [Address: Set<UInt256>] = [:]
  /// Accounts that are warm anyway; they come into the list for their slots alone.
  private let excluded: Set<Address>

  init(list: [AccessListEntry], without excluded: [Address]) {
    self.excluded = Set(excluded)
    for entry in list {
      slots[entry.address, default: []].formUnion(entry.storageKeys.map { UInt256($0) })
    }
  }

  var wantsSteps: Bool { true }

  func enter(_ frame: FrameStart) {}
  func exit(_ end: FrameEnd) {}

  func step(_ step: ExecutionStep) {
    guard let opcode = Opcode(rawValue: step.opcode) else { return }
    switch opcode {
    case .sload, .sstore:
      guard let slot = step.stack.last else { return }
      slots[step.address, default: []].insert(slot)
    case .balance, .extCodeSize, .extCodeCopy, .extCodeHash, .selfDestruct:
      guard let word = step.stack.last else { return }
      touch(word)
    case .call, .callCode, .delegateCall, .staticCall:
      guard step.stack.count >= 2 else { return }
      touch(step.stack[step.stack.count - 2])
    default: break
    }
  }

  private func touch(_ word: UInt256) {
    let address = Address(truncating: word)
    if !excluded.contains(address) { _ = slots[address, default: []] }
  }

  /// By ascending address and slot.
  var list: [AccessListEntry] {
    slots.sorted { $0.key < $1.key }.map { address, slots in
      AccessListEntry(address: address, storageKeys: slots.sorted().map { Hash256($0) })
    }
  }
}
