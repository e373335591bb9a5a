/// What a call may do: read nothing, read state, write state, or take coins too.
public enum StateMutability: String, Hashable, Sendable, CaseIterable {
  case pure
  case view
  case nonpayable
  case payable
}
