import EVMBytecode
import EVMPrimitives

/// The names that a known layout gives to places in storage.
struct LayoutNaming: StorageNaming {
  let layout: NamedStorageLayout

  func name(of place: StoragePlace) -> (variable: String, field: String?)? {
    guard !place.isTransient, let slot = try? UInt256(bigEndian: place.slot) else { return nil }
    let variables = layout.variables.filter { $0.slot == slot }
    guard place.path.isEmpty else {
      guard variables.count == 1, let variable = variables.first else { return nil }
      guard case .member(let distance)? = place.path.last, place.path.count > 1 else {
        return (variable.name, nil)
      }
      return (variable.name, "word\(distance)")
    }
    let byte = place.bits.lowerBound / 8
    return variables.first { $0.offset == byte && place.bits.count < 256 || variables.count == 1 }
      .map { ($0.name, nil) }
  }
}
