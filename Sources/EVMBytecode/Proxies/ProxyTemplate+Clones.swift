extension ProxyTemplate {
  /// Clones that forward every call to an address in their code, unchanged.
  static let minimalClones = [
    ProxyTemplate(
      .eip1167, "EIP-1167 minimal proxy",
      origin: "ERC-1167; OpenZeppelin Clones, Solady, Vyper from 0.2.9",
      pattern: "363d3d373d3d3d363d {push target} 5af43d82803e903d91 60{jump 2b} 57fd5bf3",
      tail: .inCode),
    ProxyTemplate(
      .zeroAge, "0age's more minimal proxy", origin: "0age; Solady LibClone.clone",
      pattern: "3d3d3d3d363d3d37363d73{target 20}5af43d3d93803e602a57fd5bf3"),
    ProxyTemplate(
      .soladyPush0, "Solady's minimal proxy with PUSH0", origin: "Solady LibClone.clone_PUSH0",
      pattern: "5f5f365f5f37365f73{target 20}5af43d5f5f3e6029573d5ffd5b3d5ff3"),
    ProxyTemplate(
      .erc7511, "ERC-7511 minimal proxy with PUSH0", origin: "ERC-7511",
      pattern: "365f5f375f5f365f73{target 20}5af43d5f5f3e5f3d91602a57fd5bf3"),
    ProxyTemplate(
      .vyperBeta, "Vyper's first forwarder",
      origin: "Vyper 0.1 beta, create_with_code_of; Uniswap v1",
      pattern: "366000600037611000600036600073{target 20}5af41558576110006000f3",
      [.answersWith4096Bytes, .failsByInvalidJump]),
    ProxyTemplate(
      .vyperForwarder, "Vyper's forwarder before 0.2.9",
      origin: "Vyper 0.1.0b17 to 0.2.8, create_forwarder_to",
      pattern: "366000600037611000600036600073{target 20}5af4602c57600080fd5b6110006000f3",
      [.answersWith4096Bytes, .dropsRevertData]),
  ]

  /// Clones that append what stands behind their code to the calldata.
  static let argumentClones = [
    ProxyTemplate(
      .erc3448, "ERC-3448 MetaProxy", origin: "ERC-3448",
      pattern: "363d3d373d3d3d3d60368038038091363936013d73{target 20}5af43d3d93803e603457fd5bf3",
      tail: .metaProxy),
    ProxyTemplate(
      .wighawagClone, "clone with immutable arguments",
      origin: "wighawag's clones-with-immutable-args",
      pattern:
        "3d3d3d3d363d3d37 61{length 2} 603736393661{length 2} 013d73{target 20}5af43d3d93803e603557fd5bf3",
      tail: .lengthPlusTwo),
    ProxyTemplate(
      .oldWighawagClone, "clone with calldata, early version",
      origin: "wighawag's ClonesWithCallData; ArtBlocks",
      pattern:
        "363d3d37 61{length 2} 603836393d3d3d3661{length 2} 013d73{target 20}5af43d82803e903d91603657fd5bf3",
      tail: .lengthPlusTwo),
    ProxyTemplate(
      .sudoswapClone, "Sudoswap pair clone", origin: "Sudoswap LSSVMPairCloner",
      pattern:
        "3d3d3d3d363d3d37 60{length 1} 603536393660{length 1} 013d73{target 20}5af43d3d93803e603357fd5bf3",
      tail: .exactLength),
  ]

  /// Clones that take calls without data themselves.
  static let receivingClones = [
    ProxyTemplate(
      .soladyClone, "Solady's former clone with immutable arguments",
      origin: "Solady LibClone before 2024, LibCWIA",
      pattern:
        "36602c57343d527f\(receiveAmountTopic)593da1005b363d3d373d3d3d3d 61{length 2} 806062363936013d73{target 20}5af43d3d93803e606057fd5bf3",
      tail: .lengthPlusTwo, [.logsEmptyCalls(.amount)]),
    ProxyTemplate(
      .splitsArgumentClone, "0xSplits clone with immutable arguments", origin: "0xSplits",
      pattern:
        "36602f57343d527f\(receiveAmountTopic)60203da13d3df35b3d3d3d3d363d3d37 61{length 2} 606736393661{length 2} 013d73{target 20}5af43d3d93803e606557fd5bf3",
      tail: .lengthPlusTwo, [.logsEmptyCalls(.amount)]),
    ProxyTemplate(
      .splitsClone1, "0xSplits clone, first version", origin: "0xSplits Clones",
      pattern:
        "36603057343d52307f\(receiveAccountTopic)60203da23d3df35b3d3d3d3d363d3d37363d73{target 20}5af43d3d93803e605b57fd5bf3",
      [.logsEmptyCalls(.accountAndAmount)]),
    ProxyTemplate(
      .splitsClone2, "0xSplits clone, second version", origin: "0xSplits v2",
      pattern:
        "36602c57343d527f\(receiveAmountTopic)593da1005b3d3d3d3d363d3d37363d73{target 20}5af43d3d93803e605757fd5bf3",
      [.logsEmptyCalls(.amount)]),
  ]

  /// The Keccak-256 hash of `ReceiveETH(uint256)`.
  private static let receiveAmountTopic =
    "9e4ac34f21c619cefc926c8bd93b54bf5a39c7ab2127a895af1cc0691d7e3dff"
  /// The Keccak-256 hash of `ReceiveETH(address,uint256)`.
  private static let receiveAccountTopic =
    "830d2d700a97af574b186c80d40429385d24241565b08a7c559ba283a964d9b1"
}
