import EVMPrimitives

/// Functions by which proxies are asked, upgraded and looked through: the signatures of the projects'
/// sources, found by their selectors.
enum KnownProxyFunction {
  /// The signature, if it is known.
  static func signature(_ selector: Selector) -> String? { table[selector] }

  /// `upgradeTo(address) (3659cfe6)`, or the selector alone.
  static func text(_ selector: Selector) -> String {
    signature(selector).map { "\($0) (\(selector.digits))" } ?? selector.digits
  }

  /// The signature's name, for pseudocode.
  static func name(_ selector: Selector) -> String {
    signature(selector).map { String($0.prefix { $0 != "(" }) } ?? "unknown_\(selector.digits)"
  }

  private static let table = Dictionary(
    uniqueKeysWithValues: signatures.map { (Selector(signature: $0), $0) })

  private static let signatures = [
    "UPGRADE_INTERFACE_VERSION()",
    "_acceptImplementation()",
    "_setImplementation(address,bool,bytes)",
    "_setPendingImplementation(address)",
    "addImplementation(address,bytes,bool)",
    "admin()",
    "appId()",
    "beacon()",
    "changeAdmin(address)",
    "childImplementation()",
    "comptrollerImplementation()",
    "controller()",
    "diamondCut((address,uint8,bytes4[])[],address,bytes)",
    "facetAddress(bytes4)",
    "facetAddresses()",
    "facetFunctionSelectors(address)",
    "facets()",
    "getAddress(bytes32)",
    "getAddress(string)",
    "getApp(bytes32,bytes32)",
    "getContract(bytes32)",
    "getImplementation()",
    "getImplementation(bytes32)",
    "getImplementation(bytes4)",
    "implementation()",
    "implementation(bytes4)",
    "init(address)",
    "init(address,address,bytes)",
    "init(address,bytes)",
    "initialize(address)",
    "initialize(address,address,bytes)",
    "initialize(address,bytes)",
    "kernel()",
    "masterCopy()",
    "nominateNewOwner(address)",
    "owner()",
    "pendingComptrollerImplementation()",
    "proxiableUUID()",
    "proxyAdmin()",
    "proxyType()",
    "setController(address)",
    "setDefaultImplementation(address)",
    "setImplementation(address)",
    "setMessageSender(address)",
    "setTarget(address)",
    "supportsInterface(bytes4)",
    "target()",
    "targetContractId()",
    "transferOwnership(address)",
    "updateAndCall(address,bytes)",
    "updateImplementation(address)",
    "upgrade(address)",
    "upgrade(address,address)",
    "upgradeAndCall(address,address,bytes)",
    "upgradeSecondaryTo(address)",
    "upgradeSecondaryToAndCall(address,bytes)",
    "upgradeTo(address)",
    "upgradeTo(address,bytes,bool)",
    "upgradeToAndCall(address,bytes)",
  ]
}

extension Selector {
  /// Eight digits, without `0x`.
  var digits: String { String(hex.dropFirst(2)) }
}
