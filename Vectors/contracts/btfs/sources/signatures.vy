# pragma version 0.4.3
# Typed data (EIP-712) of a domain without a verifying contract, and recovery as OpenZeppelin has it.

LIMIT: constant(uint256) = 1024
HALF_ORDER: constant(uint256) = 57896044618658097711785492504343953926418782139537452191302581570759080747168
DOMAIN_TYPE: constant(bytes32) = keccak256("EIP712Domain(string name,string version,uint256 chainId)")
VERSION: constant(bytes32) = keccak256("1.0")

@internal
@view
def _digest(name: bytes32, structHash: bytes32) -> bytes32:
    domain: bytes32 = keccak256(abi_encode(DOMAIN_TYPE, name, VERSION, chain.id))
    return keccak256(concat(x"1901", domain, structHash))

@internal
@pure
def _signer(digest: bytes32, r: uint256, s: uint256, v: uint256) -> address:
    assert s <= HALF_ORDER, "ECDSA: invalid signature 's' value"
    assert v == 27 or v == 28, "ECDSA: invalid signature 'v' value"
    signer: address = ecrecover(digest, v, r, s)
    assert signer != empty(address), "ECDSA: invalid signature"
    return signer

# 65 bytes: r, s, v.
@internal
@pure
def _recover(digest: bytes32, signature: Bytes[LIMIT]) -> address:
    assert len(signature) == 65, "ECDSA: invalid signature length"
    r: uint256 = convert(extract32(signature, 0), uint256)
    s: uint256 = convert(extract32(signature, 32), uint256)
    v: uint256 = convert(slice(signature, 64, 1), uint256)
    return self._signer(digest, r, s, v)

# 65 bytes, or the 64 of EIP-2098, whose highest bit of s is the parity.
@internal
@pure
def _recover_either(digest: bytes32, signature: Bytes[LIMIT]) -> address:
    if len(signature) != 64:
        return self._recover(digest, signature)
    r: uint256 = convert(extract32(signature, 0), uint256)
    s: uint256 = convert(extract32(signature, 32), uint256)
    return self._signer(digest, r, s & (2**255 - 1), (s >> 255) + 27)
