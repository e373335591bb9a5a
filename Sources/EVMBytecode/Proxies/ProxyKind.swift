/// The make of a proxy: which standard's or library's bytes it has, or, of one that is known by what
/// its code does, where it finds its target.
///
/// The raw value is the name in the tool's JSON.
public enum ProxyKind: String, Hashable, Sendable, CaseIterable {
  /// The 45 bytes of ERC-1167, or fewer with a shortened address, with or without arguments behind.
  case eip1167 = "eip-1167"
  /// The 173 bytes of an ERC-6551 account: ERC-1167 and four words.
  case erc6551 = "erc-6551"
  /// 0age's 44 bytes.
  case zeroAge = "0age"
  /// Solady's 45 bytes with PUSH0.
  case soladyPush0 = "solady-push0"
  /// The 44 bytes of ERC-7511, with PUSH0.
  case erc7511 = "erc-7511"
  /// The first Vyper forwarder, 46 bytes.
  case vyperBeta = "vyper-beta"
  /// The Vyper forwarder before 0.2.9, 51 bytes.
  case vyperForwarder = "vyper-forwarder"
  /// The MetaProxy of ERC-3448.
  case erc3448 = "erc-3448"
  /// wighawag's clones with immutable arguments.
  case wighawagClone = "cwia"
  /// Their early version, `ClonesWithCallData`.
  case oldWighawagClone = "cwia-old"
  /// Sudoswap's pairs.
  case sudoswapClone = "cwia-sudoswap"
  /// Solady's former clones with immutable arguments.
  case soladyClone = "cwia-solady"
  /// 0xSplits clones with immutable arguments.
  case splitsArgumentClone = "cwia-0xsplits"
  /// 0xSplits clones, first version.
  case splitsClone1 = "0xsplits-v1"
  /// 0xSplits clones, second version.
  case splitsClone2 = "0xsplits-v2"
  /// The wallet of 0xsequence, 26 bytes.
  case sequenceWallet = "sequence-wallet"
  /// Solady's minimal ERC-1967 proxy, also the UUPS form of ERC-7760.
  case minimalERC1967 = "erc-1967-minimal"
  /// The same, answering a call of one byte itself.
  case minimalERC1967I = "erc-1967-minimal-i"
  /// Solady's ERC-1967 beacon proxy, also the beacon form of ERC-7760.
  case beaconERC1967 = "erc-1967-beacon"
  /// The same, answering a call of one byte itself.
  case beaconERC1967I = "erc-1967-beacon-i"
  /// The transparent form of ERC-7760 (Solady's `ERC1967Factory`).
  case transparentERC7760 = "erc-7760-transparent"
  /// The same, answering a call of one byte itself.
  case transparentERC7760I = "erc-7760-transparent-i"
  /// The designator that EIP-7702 puts in the place of an account's code.
  case eip7702 = "eip-7702"
  /// The Safe proxy of versions 1.1.1, 1.3.0 and 1.4.1.
  case safe = "safe"
  /// The Safe proxy of version 1.0.0.
  case safe100 = "safe-1.0.0"

  // MARK: Known by what the code does

  /// The target is an address in the code.
  case fixedTarget = "fixed-target"
  /// The target is in a slot of the proxy's own storage that no standard has reserved.
  case storageSlot = "storage-slot"
  /// The target is in ERC-1967's slot.
  case erc1967 = "erc-1967"
  /// The same, and the administrator's calls do not reach it.
  case transparent = "erc-1967-transparent"
  /// The target is in the slot of ERC-1822.
  case erc1822 = "erc-1822"
  /// The target is in the slot of ZeppelinOS.
  case zeppelinOS = "zeppelinos"
  /// The target is in the slot of Polygon's proxies.
  case polygon = "polygon"
  /// The target is in the slot of StarkWare's proxies.
  case starkWare = "starkware"
  /// Two implementations, of which the administrator gets one: Arbitrum's double logic.
  case doubleLogic = "arbitrum-double-logic"
  /// Compound's Unitroller: slot 2, with its functions.
  case unitroller
  /// A beacon names the target.
  case beacon
  /// ERC-2535: a target for each selector, in the mapping of diamond storage.
  case diamond = "erc-2535"
  /// A target for each selector, in a mapping elsewhere.
  case selectorMapping = "selector-mapping"
  /// A target for each selector, which another contract names.
  case selectorLookup = "selector-lookup"
  /// The target is in a mapping, whatever is called.
  case mapping
  /// Another contract names the target.
  case lookup
  /// The kernel names the target: aragonOS.
  case aragonOS = "aragonos"
  /// An address manager names the target: Optimism's ResolvedDelegateProxy.
  case resolvedDelegate = "resolved-delegate"
  /// The slot of the target is computed.
  case computedSlot = "computed-slot"
  /// The target is in a transient slot.
  case transientSlot = "transient-slot"
  /// Calls are handed on by CALLCODE: the implementation sees the proxy as its caller.
  case callCode = "callcode"
  /// Calls are handed on by CALL, and the target is told who called: Synthetix's Proxy.
  case callForwarder = "call-forwarder"
  /// Calls are handed on; to whom was not followed.
  case untraced
}
