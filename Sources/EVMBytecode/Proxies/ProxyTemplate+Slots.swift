import EVMPrimitives

extension ProxyTemplate {
  /// Proxies that read their implementation, or their beacon, from a slot of their own storage.
  static let slotProxies = [
    ProxyTemplate(
      .sequenceWallet, "Sequence wallet", origin: "0xsequence Wallet.sol",
      pattern: "363d3d373d3d3d363d30545af43d82803e903d91601857fd5bf3", to: .toSlotOfOwnAddress),
    ProxyTemplate(
      .minimalERC1967, "minimal ERC-1967 proxy",
      origin: "Solady LibClone.deployERC1967; ERC-7760, UUPS",
      pattern: "363d3d373d3d363d7f\(slot)545af43d6000803e6038573d6000fd5b3d6000f3",
      to: .toSlot(.implementation), tail: .inCode),
    ProxyTemplate(
      .minimalERC1967I, "minimal ERC-1967 proxy, I-variant",
      origin: "Solady LibClone.deployERC1967I; ERC-7760, UUPS",
      pattern:
        "365814604357363d3d373d3d363d7f\(slot)545af43d6000803e603e573d6000fd5b3d6000f35b6020600f3d393d51543d52593df3",
      to: .toSlot(.implementation), tail: .inCode, [.answersOneByteCalls]),
    ProxyTemplate(
      .beaconERC1967, "minimal ERC-1967 beacon proxy",
      origin: "Solady LibClone.deployERC1967BeaconProxy; ERC-7760, beacon",
      pattern:
        "363d3d373d3d363d602036600436635c60da1b60e01b36527f\(beacon)545afa5036515af43d6000803e604d573d6000fd5b3d6000f3",
      to: .toBeacon(.beacon), tail: .inCode, [.trustsBeaconAnswer]),
    ProxyTemplate(
      .beaconERC1967I, "minimal ERC-1967 beacon proxy, I-variant",
      origin: "Solady LibClone.deployERC1967IBeaconProxy; ERC-7760, beacon",
      pattern:
        "363d3d373d3d363d602036600436635c60da1b60e01b36527f\(beacon)545afa361460525736515af43d600060013e6052573d6001fd5b3d6001f3",
      to: .toBeacon(.beacon), tail: .inCode, [.answersOneByteCalls, .trustsBeaconAnswer]),
    ProxyTemplate(
      .transparentERC7760, "ERC-7760 transparent proxy", origin: "ERC-7760; Solady ERC1967Factory",
      pattern:
        "3d3d3373{admin 20}14605757363d3d37363d7f\(slot)545af43d6000803e6052573d6000fd5b3d6000f35b3d356020355560408036111560525736038060403d373d3d355af43d6000803e6052573d6000fd",
      to: .toSlot(.implementation), tail: .inCode),
    ProxyTemplate(
      .transparentERC7760, "ERC-7760 transparent proxy, 14-byte factory",
      origin: "ERC-7760; Solady ERC1967Factory",
      pattern:
        "3d3d336d{admin 14}14605157363d3d37363d7f\(slot)545af43d6000803e604c573d6000fd5b3d6000f35b3d3560203555604080361115604c5736038060403d373d3d355af43d6000803e604c573d6000fd",
      to: .toSlot(.implementation), tail: .inCode),
    ProxyTemplate(
      .transparentERC7760I, "ERC-7760 transparent proxy, I-variant", origin: "ERC-7760",
      pattern:
        "3658146083573d3d3373{admin 20}14605d57363d3d37363d7f\(slot)545af43d6000803e6058573d6000fd5b3d6000f35b3d35602035556040360380156058578060403d373d3d355af43d6000803e6058573d6000fd5b602060293d393d51543d52593df3",
      to: .toSlot(.implementation), tail: .inCode, [.answersOneByteCalls]),
    ProxyTemplate(
      .transparentERC7760I, "ERC-7760 transparent proxy, I-variant, 14-byte factory",
      origin: "ERC-7760",
      pattern:
        "365814607d573d3d336d{admin 14}14605757363d3d37363d7f\(slot)545af43d6000803e6052573d6000fd5b3d6000f35b3d35602035556040360380156052578060403d373d3d355af43d6000803e6052573d6000fd5b602060233d393d51543d52593df3",
      to: .toSlot(.implementation), tail: .inCode, [.answersOneByteCalls]),
  ]

  /// The Safe's proxies, and the designator of EIP-7702.
  static let wallets = [
    ProxyTemplate(
      .safe, "Safe proxy", origin: "Safe 1.1.1, 1.3.0 and 1.4.1",
      pattern:
        "608060405273ffffffffffffffffffffffffffffffffffffffff600054167fa619486e0000000000000000000000000000000000000000000000000000000060003514156050578060005260206000f35b3660008037600080366000845af43d6000803e60008114156070573d6000fd5b3d6000f3fe",
      to: .toSlot(.safeSingleton), tail: .compilerMetadata, [.answersMasterCopy]),
    ProxyTemplate(
      .safe100, "Safe proxy 1.0.0", origin: "Safe 1.0.0",
      pattern:
        "608060405273ffffffffffffffffffffffffffffffffffffffff600054163660008037600080366000845af43d6000803e6000811415603d573d6000fd5b3d6000f3fe",
      to: .toSlot(.safeSingleton), tail: .compilerMetadata),
    ProxyTemplate(
      .eip7702, "EIP-7702 delegation designator", origin: "EIP-7702",
      pattern: "ef0100{target 20}", tail: .none),
  ]

  private static let slot = KnownStorageSlot.implementation.key.hex.dropFirst(2)
  private static let beacon = KnownStorageSlot.beacon.key.hex.dropFirst(2)
}
