# pragma version 0.4.3
# What the factories of proxied vaults share.
# Storage: 0 deployedContracts, 1 peerVaultAddress (by text), 2 master, 3 TokenAddress.

import words
import clones
uses: words

event VaultDeployed:
    issuer: address
    contractAddress: address
    id: String[1024]

interface VaultProxy:
    def init(_logic: address, _data: Bytes[4096]): payable

DEPLOYED: constant(uint256) = 0
PEERS: constant(uint256) = 1
MASTER: constant(uint256) = 2
TOKEN: constant(uint256) = 3

@external
@view
def deployedContracts(vault: address) -> bool:
    return words.slots[words._of(DEPLOYED, vault)] & 255 != 0

# A mapping hashes a text as it is, without its length.
@internal
@pure
def _peer(id: String[1024]) -> uint256:
    return convert(keccak256(concat(convert(id, Bytes[1024]), convert(PEERS, bytes32))), uint256)

@external
@view
def peerVaultAddress(id: String[1024]) -> address:
    return words._address(self._peer(id))

@external
@view
def master() -> address:
    return words._address(MASTER)

@external
@view
def TokenAddress() -> address:
    return words._address(TOKEN)

@internal
def _deploy(issuer: address, logic: address, salt: bytes32, id: String[1024], data: Bytes[4096]) -> address:
    vault: address = clones._clone(words._address(MASTER), salt)
    extcall VaultProxy(vault).init(logic, data)
    place: uint256 = words._of(DEPLOYED, vault)
    words.slots[place] = (words.slots[place] & ~255) | 1
    words._set_address(self._peer(id), vault)
    log VaultDeployed(issuer=issuer, contractAddress=vault, id=id)
    return vault
