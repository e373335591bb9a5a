# pragma version 0.4.3
# Swarm's SimpleSwapFactory: clones of one chequebook, which it takes from use.
# Storage: 0 deployedContracts, 1 ERC20Address, 2 master.

import words
import clones
import chequebook_creation
initializes: words

event SimpleSwapDeployed:
    contractAddress: address

interface Chequebook:
    def init(_issuer: address, _token: address, _defaultHardDepositTimeout: uint256): nonpayable

@deploy
def __init__(_ERC20Address: address):
    words._set_address(1, _ERC20Address)
    master: address = raw_create(chequebook_creation.CREATION)
    extcall Chequebook(master).init(0x0000000000000000000000000000000000000001, empty(address), 0)
    words._set_address(2, master)

@external
@view
def deployedContracts(chequebook: address) -> bool:
    return words.slots[words._of(0, chequebook)] & 255 != 0

@external
@view
def ERC20Address() -> address:
    return words._address(1)

@external
@view
def master() -> address:
    return words._address(2)

@external
def deploySimpleSwap(issuer: address, defaultHardDepositTimeoutDuration: uint256, salt: bytes32) -> address:
    chequebook: address = clones._clone(words._address(2), salt)
    extcall Chequebook(chequebook).init(issuer, words._address(1), defaultHardDepositTimeoutDuration)
    place: uint256 = words._of(0, chequebook)
    words.slots[place] = (words.slots[place] & ~255) | 1
    log SimpleSwapDeployed(contractAddress=chequebook)
    return chequebook
