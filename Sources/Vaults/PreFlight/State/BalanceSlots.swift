import EVMInterpreter
import EVMPrimitives

/// Where a token keeps balances: a mapping from holders at one place of its storage.
///
/// Known only so that words can be fetched together before code asks for them one by one; what a
/// balance is, the token's own code says.
struct BalanceSlots: Sendable {
  private let place: UInt256
  /// Whether the place stands before the key in what is hashed, as Vyper does it.
  private let isPlaceFirst: Bool

  /// How many places are tried.
  private static let places: UInt64 = 256

  /// Finds out where a token looks first when it is asked for a balance; `nil` where its code is not
  /// fetched, or looks elsewhere, such as a proxy.
  init?(of token: Address, in state: FetchedState) {
    let holder = Address(truncating: UInt256(0xb0_1de2))
    guard case .slot(token, let slot)? = Self.firstMiss(of: token, holder: holder, in: state) else {
      return nil
    }
    for place in 0..<Self.places {
      for isPlaceFirst in [false, true] {
        let candidate = BalanceSlots(place: UInt256(place), isPlaceFirst: isPlaceFirst)
        if candidate.slot(of: holder) == slot {
          self = candidate
          return
        }
      }
    }
    return nil
  }

  private init(place: UInt256, isPlaceFirst: Bool) {
    self.place = place
    self.isPlaceFirst = isPlaceFirst
  }

  /// The slot of a holder's balance.
  func slot(of holder: Address) -> UInt256 {
    isPlaceFirst ? mappingSlot(place, holder.word) : mappingSlot(holder.word, place)
  }

  private static func firstMiss(
    of token: Address, holder: Address, in state: FetchedState
  ) -> StatePart? {
    do {
      _ = try LocalBlock(on: state).read(token, CashOutCall.balance(of: holder))
      return nil
    } catch {
      guard case .state(let reason) = error, let missing = reason as? MissingState else {
        return nil
      }
      return missing.part
    }
  }
}

/// The slot of a mapping's value: the hash of two words, for Solidity the key and the mapping's place.
func mappingSlot(_ first: UInt256, _ second: UInt256) -> UInt256 {
  UInt256(Keccak256.hash(first.bigEndianBytes + second.bigEndianBytes))
}
