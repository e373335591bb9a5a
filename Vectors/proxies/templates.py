"""The byte templates of proxies, as the standards and projects named in `origin` publish them.

In the hex: <I> the implementation, <F> the factory (admin), <IMPL> and <BEACON> the ERC-1967 slots,
<ETH> and <SPLIT> the topics of ReceiveETH(uint256) and ReceiveETH(address,uint256), <2> a two-byte
length. `tail` says what stands behind: nothing, bare arguments, arguments and their length in two
bytes (counting those two) or in 32, four words, or Solidity's metadata.
"""
IMPL = "360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc"
BEACON = "a3f0ad74e5423aebfd80d3ef4346578335a9a72aeaee59ff6cb3582b35133d50"
NAMED = {
    "<IMPL>": IMPL, "<BEACON>": BEACON,
    "<ETH>": "9e4ac34f21c619cefc926c8bd93b54bf5a39c7ab2127a895af1cc0691d7e3dff",
    "<SPLIT>": "830d2d700a97af574b186c80d40429385d24241565b08a7c559ba283a964d9b1",
}

# kind, name, origin, tail, template. A template without <I> takes its target from storage.
TEMPLATES = (
    ("eip-1167", "EIP-1167", "ERC-1167", "", "363d3d373d3d3d363d73<I>5af43d82803e903d91602b57fd5bf3"),
    ("eip-1167", "EIP-1167 with arguments", "OpenZeppelin Clones 5.2, Solady LibClone", "args",
     "363d3d373d3d3d363d73<I>5af43d82803e903d91602b57fd5bf3"),
    ("erc-6551", "ERC-6551 account", "ERC-6551", "words", "363d3d373d3d3d363d73<I>5af43d82803e903d91602b57fd5bf3"),
    ("0age", "0age's proxy", "0age, Solady clone()", "", "3d3d3d3d363d3d37363d73<I>5af43d3d93803e602a57fd5bf3"),
    ("solady-push0", "Solady's proxy with PUSH0", "Solady clone_PUSH0()", "", "5f5f365f5f37365f73<I>5af43d5f5f3e6029573d5ffd5b3d5ff3"),
    ("erc-7511", "ERC-7511", "ERC-7511", "", "365f5f375f5f365f73<I>5af43d5f5f3e5f3d91602a57fd5bf3"),
    ("vyper-beta", "Vyper's first forwarder", "Vyper 0.1 beta", "", "366000600037611000600036600073<I>5af41558576110006000f3"),
    ("vyper-forwarder", "Vyper's forwarder before 0.2.9", "Vyper 0.1.0b17 to 0.2.8", "",
     "366000600037611000600036600073<I>5af4602c57600080fd5b6110006000f3"),
    ("erc-3448", "ERC-3448 MetaProxy", "ERC-3448", "args32", "363d3d373d3d3d3d60368038038091363936013d73<I>5af43d3d93803e603457fd5bf3"),
    ("cwia", "wighawag's clone with immutable arguments", "clones-with-immutable-args", "args2",
     "3d3d3d3d363d3d3761<2>603736393661<2>013d73<I>5af43d3d93803e603557fd5bf3"),
    ("cwia-old", "ClonesWithCallData", "wighawag, early version", "args2",
     "363d3d3761<2>603836393d3d3d3661<2>013d73<I>5af43d82803e903d91603657fd5bf3"),
    ("cwia-sudoswap", "Sudoswap ERC-20 pair", "Sudoswap LSSVMPairCloner", "args81",
     "3d3d3d3d363d3d37605160353639366051013d73<I>5af43d3d93803e603357fd5bf3"),
    ("cwia-sudoswap", "Sudoswap ETH pair", "Sudoswap LSSVMPairCloner", "args61",
     "3d3d3d3d363d3d37603d6035363936603d013d73<I>5af43d3d93803e603357fd5bf3"),
    ("cwia-solady", "Solady's former clone with immutable arguments", "Solady LibClone and CWIA", "args2",
     "36602c57343d527f<ETH>593da1005b363d3d373d3d3d3d61<2>806062363936013d73<I>5af43d3d93803e606057fd5bf3"),
    ("0xsplits-v1", "0xSplits clone, first version", "0xSplits Clones", "",
     "36603057343d52307f<SPLIT>60203da23d3df35b3d3d3d3d363d3d37363d73<I>5af43d3d93803e605b57fd5bf3"),
    ("0xsplits-v2", "0xSplits clone, second version", "0xSplits", "",
     "36602c57343d527f<ETH>593da1005b3d3d3d3d363d3d37363d73<I>5af43d3d93803e605757fd5bf3"),
    ("cwia-0xsplits", "0xSplits clone with immutable arguments", "0xSplits", "args2",
     "36602f57343d527f<ETH>60203da13d3df35b3d3d3d3d363d3d3761<2>606736393661<2>013d73<I>5af43d3d93803e606557fd5bf3"),
    ("sequence-wallet", "Sequence wallet", "0xsequence Wallet.sol", "", "363d3d373d3d3d363d30545af43d82803e903d91601857fd5bf3"),
    ("erc-1967-minimal", "Solady's minimal ERC-1967, ERC-7760 UUPS", "Solady, ERC-7760", "",
     "363d3d373d3d363d7f<IMPL>545af43d6000803e6038573d6000fd5b3d6000f3"),
    ("erc-1967-minimal", "Solady's minimal ERC-1967 with arguments", "Solady deployERC1967(args)", "args",
     "363d3d373d3d363d7f<IMPL>545af43d6000803e6038573d6000fd5b3d6000f3"),
    ("erc-1967-minimal-i", "Solady's ERC-1967, I-variant", "Solady, ERC-7760", "",
     "365814604357363d3d373d3d363d7f<IMPL>545af43d6000803e603e573d6000fd5b3d6000f35b6020600f3d393d51543d52593df3"),
    ("erc-1967-beacon", "Solady's ERC-1967 beacon proxy", "Solady, ERC-7760", "",
     "363d3d373d3d363d602036600436635c60da1b60e01b36527f<BEACON>545afa5036515af43d6000803e604d573d6000fd5b3d6000f3"),
    ("erc-1967-beacon-i", "Solady's ERC-1967 beacon proxy, I-variant", "Solady, ERC-7760", "",
     "363d3d373d3d363d602036600436635c60da1b60e01b36527f<BEACON>545afa361460525736515af43d600060013e6052573d6001fd5b3d6001f3"),
    ("erc-7760-transparent", "ERC-7760 transparent, 20-byte factory", "ERC-7760", "",
     "3d3d3373<F>14605757363d3d37363d7f<IMPL>545af43d6000803e6052573d6000fd5b3d6000f35b3d3560203555604080361115605257"
     "36038060403d373d3d355af43d6000803e6052573d6000fd"),
    ("erc-7760-transparent", "ERC-7760 transparent, 14-byte factory", "ERC-7760", "",
     "3d3d336d<F14>14605157363d3d37363d7f<IMPL>545af43d6000803e604c573d6000fd5b3d6000f35b3d3560203555604080361115604c57"
     "36038060403d373d3d355af43d6000803e604c573d6000fd"),
    ("erc-7760-transparent-i", "ERC-7760 transparent I-variant, 20-byte factory", "ERC-7760", "",
     "3658146083573d3d3373<F>14605d57363d3d37363d7f<IMPL>545af43d6000803e6058573d6000fd5b3d6000f35b3d3560203555604036038015"
     "6058578060403d373d3d355af43d6000803e6058573d6000fd5b602060293d393d51543d52593df3"),
    ("erc-7760-transparent-i", "ERC-7760 transparent I-variant, 14-byte factory", "ERC-7760", "",
     "365814607d573d3d336d<F14>14605757363d3d37363d7f<IMPL>545af43d6000803e6052573d6000fd5b3d6000f35b3d3560203555604036038015"
     "6052578060403d373d3d355af43d6000803e6052573d6000fd5b602060233d393d51543d52593df3"),
    ("eip-7702", "EIP-7702 delegation", "EIP-7702", "", "ef0100<I>"),
    ("safe", "Safe proxy 1.1.1", "safe-contracts 1.1.1", "cbor:a265627a7a72315820d8a00dc4fe6bf675a9d7416fc2d00bb3433362aa8186b750f76c"
     "4027269667ff64736f6c634300050e0032", "<SAFE>"),
    ("safe", "Safe proxy 1.3.0", "safe-contracts 1.3.0", "cbor:a2646970667358221220d1429297349653a4918076d650332de1a1068c5f3e07c5c823"
     "60c277770b955264736f6c63430007060033", "<SAFE>"),
    ("safe", "Safe proxy 1.4.1", "safe-smart-account 1.4.1", "cbor:a264697066735822122003d1488ee65e08fa41e58e888a9865554c535f2c77126a"
     "82cb4c0f917f31441364736f6c63430007060033", "<SAFE>"),
    ("safe-1.0.0", "Safe proxy 1.0.0, reconstructed", "safe-contracts 1.0.0", "",
     "608060405273ffffffffffffffffffffffffffffffffffffffff600054163660008037600080366000845af43d6000803e6000811415603d573d"
     "6000fd5b3d6000f3fe"),
)
SAFE = ("608060405273ffffffffffffffffffffffffffffffffffffffff600054167fa619486e" + "00" * 28 + "60003514156050578060005260206000f3"
        "5b3660008037600080366000845af43d6000803e60008114156070573d6000fd5b3d6000f3fe")

# Prefixes of creation code; <1> is the runtime's length. Which kind of runtime, name, prefix.
CREATION = (
    ("eip-1167", "OpenZeppelin's and EIP-1167's", "3d60<1>80600a3d3981f3"), ("eip-1167", "Vyper's, from 0.2.9", "60<1>3d8160093d39f3"),
    ("0age", "0age's", "60<1>3d8160093d39f3"), ("solady-push0", "Solady's with PUSH0", "60<1>5f8160095f39f3"),
    ("erc-7511", "ERC-7511's", "60<1>8060095f395ff3"), ("vyper-forwarder", "Vyper's, before 0.2.9", "60<1>600c60003960<1>6000f3"),
    ("cwia", "clones with immutable arguments", "61<2>3d81600a3d39f3"), ("erc-6551", "ERC-6551's", "3d60<1>80600a3d3981f3"),
)
