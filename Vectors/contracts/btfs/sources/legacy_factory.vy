# pragma version 0.4.3
# VaultFactory of January 2022 (go-btfs 2.0.2): clones the vault itself, whose issuer it takes from use.
# Storage: 0 deployedContracts, 1 peerVaultAddress (by text), 2 TokenAddress, 3 master.

import words
import clones
import legacy_vault_creation
initializes: words

event VaultDeployed:
    issuer: address
    contractAddress: address
    id: String[1024]

interface Vault:
    def init(_issuer: address, _token: address): nonpayable

@deploy
def __init__(_TokenAddress: address):
    words._set_address(2, _TokenAddress)
    master: address = raw_create(legacy_vault_creation.CREATION)
    extcall Vault(master).init(0x0000000000000000000000000000000000000001, empty(address))
    words._set_address(3, master)

@external
@view
def deployedContracts(vault: address) -> bool:
    return words.slots[words._of(0, vault)] & 255 != 0

@internal
@pure
def _peer(id: String[1024]) -> uint256:
    return convert(keccak256(concat(convert(id, Bytes[1024]), convert(1, bytes32))), uint256)

@external
@view
def peerVaultAddress(id: String[1024]) -> address:
    return words._address(self._peer(id))

@external
@view
def TokenAddress() -> address:
    return words._address(2)

@external
@view
def master() -> address:
    return words._address(3)

@external
def deployVault(issuer: address, salt: bytes32, id: String[1024]) -> address:
    vault: address = clones._clone(words._address(3), salt)
    extcall Vault(vault).init(issuer, words._address(2))
    place: uint256 = words._of(0, vault)
    words.slots[place] = (words.slots[place] & ~255) | 1
    words._set_address(self._peer(id), vault)
    log VaultDeployed(issuer=issuer, contractAddress=vault, id=id)
    return vault
