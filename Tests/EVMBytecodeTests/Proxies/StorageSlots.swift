import EVMBytecode
import EVMPrimitives
import Testing
import VectorFiles

@Suite struct `Known storage slots` {
  @Test(arguments: KnownStorageSlot.all)
  func `the key is what the formula gives`(slot: KnownStorageSlot) {
    let key: UInt256 =
      switch slot.formula {
      case .keccak(let text): UInt256(Keccak256.hash(text.utf8))
      case .keccakMinusOne(let text): UInt256(Keccak256.hash(text.utf8)) - 1
      case .namespace(let text):
        // ERC-7201: the hash of the 32 bytes of (hash - 1), last byte cleared.
        UInt256(Keccak256.hash(Hash256(UInt256(Keccak256.hash(text.utf8)) - 1).bytes)) & ~0xff
      case .ordinal(let number): UInt256(UInt64(number))
      }
    #expect(slot.key == Hash256(key))
  }

  @Test func `no two slots share a key or a name`() {
    #expect(Set(KnownStorageSlot.all.map(\.key)).count == KnownStorageSlot.all.count)
    #expect(Set(KnownStorageSlot.all.map(\.name)).count == KnownStorageSlot.all.count)
    #expect(KnownStorageSlot.all.count == 30)
  }

  @Test func `the slots of ERC-1967 are those that BTFS vaults use`() throws {
    let slots = try VectorFile("btfs/slots.jsonl").rows.filter {
      try $0.string("contract") == "ERC-1967"
    }
    #expect(slots.count == 4)
    for row in slots {
      let known = KnownStorageSlot.named(try Hash256(hex: row.string("slot")))
      #expect(try known?.name.contains(row.string("variable")) == true, "\(row)")
    }
  }

  @Test func `a slot is found by its key, another key is not`() throws {
    #expect(KnownStorageSlot.named(KnownStorageSlot.beacon.key) == .beacon)
    #expect(KnownStorageSlot.named(.zero) == nil, "slot 0 belongs to whatever is declared first")
  }

  @Test func `a formula is written as it is computed`() {
    #expect(
      KnownStorageSlot.implementation.formula.description
        == "keccak256(\"eip1967.proxy.implementation\") - 1")
    #expect(
      KnownStorageSlot.Formula.namespace("openzeppelin.storage.Ownable").description
        == "keccak256(keccak256(\"openzeppelin.storage.Ownable\") - 1) & ~0xff")
    #expect(KnownStorageSlot.Formula.keccak("PROXIABLE").description == "keccak256(\"PROXIABLE\")")
    #expect(KnownStorageSlot.safeSingleton.formula.description == "slot 0")
  }
}
