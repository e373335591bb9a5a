import Cheques
import EVMABI
import EVMBytecode
import EVMPrimitives

/// Reads off a contract's code whether it is one of the vault system's, and which.
struct VaultSystemReading {
  let interface: InferredInterface
  let layout: StorageLayout
  let behaviour: ContractBehaviour
  private let selectors: Set<Selector>

  init(
    _ interface: InferredInterface, _ layout: StorageLayout, _ behaviour: ContractBehaviour
  ) {
    self.interface = interface
    self.layout = layout
    self.behaviour = behaviour
    selectors = Set(interface.functions.map(\.selector))
  }

  func has(_ signature: String) -> Bool { selectors.contains(Selector(signature: signature)) }

  // MARK: - Kind

  var kind: VaultSystemContract.Kind? {
    if deployments.contains(where: { $0.hasPrefix("deployVault") }) { return .vaultFactory }
    if !deployments.isEmpty { return .chequebookFactory }
    if has("init(address,bytes)") || has("init(address,address,bytes)"),
      behaviour.actions.contains(where: \.delegatesWithoutFunction)
    {
      return .vaultProxy
    }
    if has(Self.hardDeposits) || checks(.swarm) {
      return pays ? .swarmChequebook : nil
    }
    if checks(.btfsMulti(token: .zero)) || has(Self.multiCash) {
      return pays ? .multiTokenVault : nil
    }
    if checks(.btfs) || has(Self.cash) && has("issuer()") && has("paidOut(address)") {
      return pays ? .vault : nil
    }
    if has("getPrice(address)"), has("getRate(address)") { return .multiTokenPriceOracle }
    if has("getPrice()") || has("getPrice(address)"),
      has("getExchangeRate()") || has("updatePrice(uint256)")
    {
      return .priceOracle
    }
    if has("deposit()"), has("withdraw(uint256)"), has("transfer(address,uint256)"),
      has("balanceOf(address)"), takesCoins("deposit()")
    {
      return .wrappedCoin
    }
    return nil
  }

  static let cash = "cashChequeBeneficiary(address,uint256,bytes)"
  static let multiCash = "multiTokenCashChequeBeneficiary(address,address,uint256,bytes)"
  static let hardDeposits = "hardDeposits(address)"

  /// The functions that create vaults or chequebooks.
  private static let deploySignatures = [
    "deployVault(address,address,bytes32,string,bytes)", "deployVault(address,bytes32)",
    "deployVault(address,bytes32,string)",
    "deployVault(address,address,address,bytes32,string,bytes)",
    "deploySimpleSwap(address,bytes32)", "deploySimpleSwap(address,uint256,bytes32)",
  ]

  private var deployments: [String] { Self.deploySignatures.filter(has) }

  private var pays: Bool { !behaviour.payments.isEmpty }

  private func takesCoins(_ signature: String) -> Bool {
    interface.functions.contains {
      $0.selector == Selector(signature: signature) && $0.mutability == .payable
    }
  }

  /// Whether signatures of a scheme's cheques are checked: the type's hash stands in the code.
  func checks(_ scheme: ChequeScheme) -> Bool {
    behaviour.hashes.contains(UInt256(scheme.typeHash))
  }

  /// The checks of signatures of some schemes' cheques.
  func chequeChecks(of schemes: [ChequeScheme]) -> [SignatureCheck] {
    let types = schemes.map { UInt256($0.typeHash) }
    return behaviour.signatureChecks.filter { check in
      guard case .typedData(_, let type, _) = check.message, let hash = type.constant else {
        return false
      }
      return types.contains(hash)
    }
  }

  /// A function's signature where it is one of the system's, otherwise its selector.
  func title(of function: Selector) -> String { Self.titles[function] ?? function.hex }

  private static let titles: [Selector: String] = {
    let names =
      VaultSystemContract.Kind.allCases.flatMap(functions) + [
        "upgradeTo(address)", "upgradeToAndCall(address,bytes)", "init(address,address,uint256)",
        "updatePrices(address[],uint256[])", "updatePricesAndRates(address[],uint256[],uint256[])",
      ]
    return Dictionary(
      names.map { (Selector(signature: $0), $0) }, uniquingKeysWith: { one, _ in one })
  }()

  // MARK: - Evidence

  func evidence(of kind: VaultSystemContract.Kind) -> [String] {
    var lines: [String] = []
    let wanted = Self.functions(of: kind)
    let found = wanted.filter(has)
    if !found.isEmpty {
      lines.append(
        "\(found.count) of \(wanted.count) functions that one has: \(found.joined(separator: ", "))"
      )
    }
    for scheme in [ChequeScheme.btfs, .btfsMulti(token: .zero), .swarm] where checks(scheme) {
      lines.append("it checks signatures of \(scheme.typeDescription)")
    }
    if let known = NamedStorageLayout.known(for: layout) {
      lines.append("its storage is that of \(known.layout.name)")
    }
    return lines
  }

  private static func functions(of kind: VaultSystemContract.Kind) -> [String] {
    let vault = [
      "init(address,address)", "issuer()", "token()", "totalbalance()", "totalPaidOut()",
      "paidOut(address)", "bounced()", cash, "withdraw(uint256)", "deposit(uint256)",
    ]
    return switch kind {
    case .vault: vault
    case .multiTokenVault:
      vault + [
        multiCash, "multiTokensPaidOut(address,address)", "multiTokensTotalPaidOut(address)",
        "totalbalanceOf(address)", "multiTokenWithdraw(address,uint256)",
        "multiTokenDeposit(address,uint256)",
      ]
    case .swarmChequebook:
      [
        "issuer()", "token()", "balance()", "liquidBalance()", "totalPaidOut()",
        "paidOut(address)", "bounced()", cash, hardDeposits, "totalHardDeposit()",
        "cashCheque(address,address,uint256,bytes,uint256,bytes)", "withdraw(uint256)",
      ]
    case .vaultFactory, .chequebookFactory:
      deploySignatures + [
        "deployedContracts(address)", "peerVaultAddress(string)", "master()", "TokenAddress()",
        "ERC20Address()",
      ]
    case .vaultProxy: ["init(address,bytes)", "init(address,address,bytes)"]
    case .priceOracle, .multiTokenPriceOracle:
      [
        "getPrice()", "getPrice(address)", "getRate(address)", "getPrices(address[])",
        "getExchangeRate()", "updatePrice(uint256)", "updateExchangeRate(uint256)", "owner()",
      ]
    case .wrappedCoin:
      [
        "deposit()", "withdraw(uint256)", "transfer(address,uint256)", "balanceOf(address)",
        "approve(address,uint256)", "transferFrom(address,address,uint256)", "totalSupply()",
      ]
    }
  }

  func generations(of kind: VaultSystemContract.Kind) -> [VaultGeneration] {
    switch kind {
    case .vaultFactory, .chequebookFactory:
      let generations = VaultGeneration.allCases.filter { has($0.deploySignature) }
      // The two factories of proxy shells differ in whether a peer id can be taken again.
      guard generations.contains(.proxyV1), let isOnce = registersPeersOnce else {
        return generations
      }
      return generations.filter { $0 != (isOnce ? .proxyV1 : .proxyV2) }
    case .vault:
      // The logics released with each: without an upgrade it is the clones' own code.
      guard let isWhole = refusesWhole else { return [] }
      if has("proxiableUUID()") { return [isWhole ? .proxyV2 : .proxyV1] }
      return isWhole || !behaviour.control.isEmpty
        ? [] : [.directVault, .directVaultWithPeerID]
    case .swarmChequebook: return has("init(address,address,uint256)") ? [.swarm] : []
    case .vaultProxy:
      return shellInitialisation.map { [$0.isGuarded ? .proxyV2 : .proxyV1] } ?? []
    default: return []
    }
  }
}

extension ContractAction {
  fileprivate var delegatesWithoutFunction: Bool {
    if case .delegateCall = kind { function == nil } else { false }
  }
}
