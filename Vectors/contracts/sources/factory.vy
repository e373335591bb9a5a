# since 0.3.7
# A factory that clones, copies, and creates from a blueprint, with and without salt.

event VaultDeployed:
    issuer: indexed(address)
    vault: address
    id: String[64]

MASTER: immutable(address)
BLUEPRINT: immutable(address)
owner: public(address)
tokenAddress: public(address)
deployedContracts: public(HashMap[address, bool])
vaultOf: HashMap[String[64], address]

interface Vault:
    def initialize(issuer: address, token: address): nonpayable

@deploy
def __init__(_master: address, _blueprint: address, token: address):
    MASTER = _master
    BLUEPRINT = _blueprint
    self.owner = msg.sender
    self.tokenAddress = token

@view
@external
def master() -> address:
    return MASTER

@external
def deployVault(issuer: address, salt: bytes32, id: String[64]) -> address:
    assert self.vaultOf[id] == empty(address), "peer has a vault"
    vault: address = create_minimal_proxy_to(MASTER, salt=keccak256(concat(convert(msg.sender, bytes32), salt)))
    extcall Vault(vault).initialize(issuer, self.tokenAddress)
    self.deployedContracts[vault] = True
    self.vaultOf[id] = vault
    log VaultDeployed(issuer, vault, id)
    return vault

@external
def cloneVault() -> address:
    return create_minimal_proxy_to(MASTER)

@external
@payable
def copyVault(source: address) -> address:
    return create_copy_of(source, value=msg.value)

@external
def createVault(issuer: address, salt: bytes32) -> address:
    return create_from_blueprint(BLUEPRINT, issuer, self.tokenAddress, code_offset=3, salt=salt)
