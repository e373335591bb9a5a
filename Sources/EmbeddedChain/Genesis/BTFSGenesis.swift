public import EVMPrimitives
import ExactJSON

/// A state in which BTFS's contracts stand at their addresses on BTTC, and Swarm's at theirs on Gnosis.
///
/// The contracts are our own, with the functions, events, refusals and storage slots of the real ones:
/// WBTT and the other tokens, the vault factories V1 and V2 with their masters, the three logics of
/// vaults, the factory of January 2022, both price oracles, status, file metadata, storage contracts
/// and stake; Swarm's factory, chequebook master and token. Where they come from is told in
/// `Vectors/contracts/btfs/SOURCE.md`.
///
/// Three accounts of the mnemonic that test chains share have 10^27 wei each; renter and host have 10^24
/// wei of WBTT besides, and a million of each other token.
public enum BTFSGenesis {
  /// BTTC's.
  public static let chainID: UInt64 = 199

  /// Who deployed the contracts, and may mint tokens.
  public static let owner = address("f39Fd6e51aad88F6F4ce6aB8827279cffFb92266")
  /// Who is to issue cheques; the second account of the mnemonic.
  public static let renter = address("70997970C51812dc3A010C7d01b50e0d17dc79C8")
  /// Who is to cash them; the third.
  public static let host = address("3C44CdDdB6a900fa2b585dd299e03d12FA4293BC")

  /// The state, read once.
  public static let state: WorldState = {
    let text = accounts.withUTF8Buffer(Array.init)
    do { return try WorldState(alloc: JSONDocument(parsing: text).root) } catch {
      preconditionFailure("The accounts of the genesis cannot be read: \(error)")
    }
  }()

  private static func address(_ digits: String) -> Address {
    do { return try Address(hex: digits) } catch {
      preconditionFailure("\(digits) is no address: \(error)")
    }
  }
}
