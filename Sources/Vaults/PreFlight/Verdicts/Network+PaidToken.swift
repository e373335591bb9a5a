import Cheques
import EVMPrimitives

extension Network {
  /// The token that a vault pays in, beside the one that cheques of a scheme promise on this network.
  func paidToken(at address: Address?, of scheme: ChequeScheme) -> PaidToken {
    let wrapped = token(named: "WBTT")?.address
    let promised: Address? =
      switch scheme {
      case .btfs: wrapped
      case .btfsMulti(let token): token
      case .swarm: swarmToken?.address
      }
    let known = address.flatMap { address in
      token(at: address) ?? (swarmToken?.address == address ? swarmToken : nil)
    }
    let isPromised: Bool? =
      if let address, let promised { address == promised } else { nil }
    return PaidToken(
      address: address, denomination: known?.denomination, isPromised: isPromised,
      isWrappedCoin: address != nil && address == wrapped)
  }

  /// Swarm's token; the embedded chain has it at its address on Gnosis.
  private var swarmToken: Token? {
    token(named: "BZZ") ?? (self == .embedded ? Network.gnosis.token(named: "BZZ") : nil)
  }
}
