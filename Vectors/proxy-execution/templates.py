"""The byte templates, with <I> for the target, <S> and <B> for slots, <A> for an administrator."""
from Crypto.Hash import keccak


def keccak256(data):
    return keccak.new(digest_bits=256, data=data).digest()


def slot(text, less=1):
    value = int.from_bytes(keccak256(text.encode()), "big")
    return (value - less).to_bytes(32, "big")


IMPLEMENTATION = slot("eip1967.proxy.implementation")
BEACON_SLOT = slot("eip1967.proxy.beacon")
RECEIVE = slot("ReceiveETH(uint256)", 0).hex()
RECEIVE_ACCOUNT = slot("ReceiveETH(address,uint256)", 0).hex()

FIXED = [
    ("0age", "0age", "3d3d3d3d363d3d37363d73<I>5af43d3d93803e602a57fd5bf3"),
    ("Solady PUSH0", "solady-push0", "5f5f365f5f37365f73<I>5af43d5f5f3e6029573d5ffd5b3d5ff3"),
    ("ERC-7511", "erc-7511", "365f5f375f5f365f73<I>5af43d5f5f3e5f3d91602a57fd5bf3"),
    ("Vyper beta", "vyper-beta",
     "366000600037611000600036600073<I>5af41558576110006000f3"),
    ("Vyper forwarder", "vyper-forwarder",
     "366000600037611000600036600073<I>5af4602c57600080fd5b6110006000f3"),
    ("0xSplits v1", "0xsplits-v1",
     f"36603057343d52307f{RECEIVE_ACCOUNT}60203da23d3df35b"
     "3d3d3d3d363d3d37363d73<I>5af43d3d93803e605b57fd5bf3"),
    ("0xSplits v2", "0xsplits-v2",
     f"36602c57343d527f{RECEIVE}593da1005b"
     "3d3d3d3d363d3d37363d73<I>5af43d3d93803e605757fd5bf3"),
]
SLOTS = [
    ("Sequence", "sequence-wallet", "own", "363d3d373d3d3d363d30545af43d82803e903d91601857fd5bf3"),
    ("Solady ERC-1967", "erc-1967-minimal", "slot",
     "363d3d373d3d363d7f<S>545af43d6000803e6038573d6000fd5b3d6000f3"),
    ("Solady ERC-1967 I", "erc-1967-minimal-i", "slot",
     "365814604357363d3d373d3d363d7f<S>545af43d6000803e603e573d6000fd5b3d6000f3"
     "5b6020600f3d393d51543d52593df3"),
    ("Solady beacon", "erc-1967-beacon", "beacon",
     "363d3d373d3d363d602036600436635c60da1b60e01b36527f<B>545afa5036515af43d6000803e604d573d6000fd"
     "5b3d6000f3"),
    ("Solady beacon I", "erc-1967-beacon-i", "beacon",
     "363d3d373d3d363d602036600436635c60da1b60e01b36527f<B>545afa361460525736515af43d600060013e6052"
     "573d6001fd5b3d6001f3"),
    ("Safe", "safe", "slot0",
     "608060405273ffffffffffffffffffffffffffffffffffffffff600054167fa619486e" + "00" * 28
     + "60003514156050578060005260206000f35b3660008037600080366000845af43d6000803e60008114156070573d"
     "6000fd5b3d6000f3fe"),
    ("Safe 1.0.0", "safe-1.0.0", "slot0",
     "608060405273ffffffffffffffffffffffffffffffffffffffff60005416"
     "3660008037600080366000845af43d6000803e6000811415603d573d6000fd5b3d6000f3fe"),
]
TRANSPARENT = [
    ("erc-7760-transparent", 20,
     "3d3d3373<A>14605757363d3d37363d7f<S>545af43d6000803e6052573d6000fd5b3d6000f3"
     "5b3d356020355560408036111560525736038060403d373d3d355af43d6000803e6052573d6000fd"),
    ("erc-7760-transparent", 14,
     "3d3d336d<A>14605157363d3d37363d7f<S>545af43d6000803e604c573d6000fd5b3d6000f3"
     "5b3d3560203555604080361115604c5736038060403d373d3d355af43d6000803e604c573d6000fd"),
    ("erc-7760-transparent-i", 20,
     "3658146083573d3d3373<A>14605d57363d3d37363d7f<S>545af43d6000803e6058573d6000fd5b3d6000f3"
     "5b3d35602035556040360380156058578060403d373d3d355af43d6000803e6058573d6000fd"
     "5b602060293d393d51543d52593df3"),
    ("erc-7760-transparent-i", 14,
     "365814607d573d3d336d<A>14605757363d3d37363d7f<S>545af43d6000803e6052573d6000fd5b3d6000f3"
     "5b3d35602035556040360380156052578060403d373d3d355af43d6000803e6052573d6000fd"
     "5b602060233d393d51543d52593df3"),
]
META = "363d3d373d3d3d3d60368038038091363936013d73<I>5af43d3d93803e603457fd5bf3"
# kind, template, bytes of a length in the code, bytes of the length at the end
WITH_ARGUMENTS = [
    ("cwia", "3d3d3d3d363d3d3761<c>603736393661<p>013d73<I>5af43d3d93803e603557fd5bf3", 2, 2),
    ("cwia-old", "363d3d3761<c>603836393d3d3d3661<p>013d73<I>5af43d82803e903d91603657fd5bf3", 2, 2),
    ("cwia-sudoswap", "3d3d3d3d363d3d3760<c>603536393660<p>013d73<I>5af43d3d93803e603357fd5bf3",
     1, 0),
    ("cwia-solady",
     f"36602c57343d527f{RECEIVE}593da1005b363d3d373d3d3d3d61<c>806062363936013d73<I>"
     "5af43d3d93803e606057fd5bf3", 2, 2),
    ("cwia-0xsplits",
     f"36602f57343d527f{RECEIVE}60203da13d3df35b3d3d3d3d363d3d3761<c>606736393661<p>013d73<I>"
     "5af43d3d93803e606557fd5bf3", 2, 2),
]
