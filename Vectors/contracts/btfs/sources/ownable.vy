# pragma version 0.4.3
# An owner in slot 0, as OpenZeppelin 4 has it.

import words
uses: words

event OwnershipTransferred:
    previousOwner: indexed(address)
    newOwner: indexed(address)

@internal
def _set_owner(account: address):
    log OwnershipTransferred(previousOwner=words._address(0), newOwner=account)
    words._set_address(0, account)

@internal
@view
def _only_owner():
    assert msg.sender == words._address(0), "Ownable: caller is not the owner"

@external
@view
def owner() -> address:
    return words._address(0)

@external
def transferOwnership(newOwner: address):
    self._only_owner()
    assert newOwner != empty(address), "Ownable: new owner is the zero address"
    self._set_owner(newOwner)

@external
def renounceOwnership():
    self._only_owner()
    self._set_owner(empty(address))
