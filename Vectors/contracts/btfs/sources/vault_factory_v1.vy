# pragma version 0.4.3
# VaultFactory V1: a peer id may be registered again, by anyone.

import words
import factory
import vault_proxy_v1
initializes: words
initializes: factory[words := words]
exports: factory.__interface__

@deploy
def __init__(_TokenAddress: address):
    words._set_address(factory.TOKEN, _TokenAddress)
    words._set_address(factory.MASTER, raw_create(vault_proxy_v1.CREATION))

@external
def deployVault(
    issuer: address, _logic: address, salt: bytes32, id: String[1024], _data: Bytes[4096]
) -> address:

    return factory._deploy(issuer, _logic, salt, id, _data)
