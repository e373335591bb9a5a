# since 0.2.16
# until 0.3.3
# A factory of clones in the words of old compilers.

event VaultDeployed:
    issuer: indexed(address)
    vault: address

master: public(address)
tokenAddress: public(address)
deployedContracts: public(HashMap[address, bool])
count: public(uint256)

interface Vault:
    def initialize(issuer: address, token: address): nonpayable

@deploy
def __init__(_master: address, token: address):
    self.master = _master
    self.tokenAddress = token

@external
def deployVault(issuer: address) -> address:
    vault: address = create_forwarder_to(self.master)
    extcall Vault(vault).initialize(issuer, self.tokenAddress)
    self.deployedContracts[vault] = True
    self.count += 1
    log VaultDeployed(issuer, vault)
    return vault
