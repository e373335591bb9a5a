# pragma version 0.4.3
# A logic that its proxy's owner replaces (ERC-1822 on ERC-1967's slot), with OpenZeppelin's checks.

import words
uses: words

event Upgraded:
    implementation: indexed(address)

DATA: constant(uint256) = 4096
IMPLEMENTATION: constant(bytes32) = 0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc
ROLLBACK: constant(bytes32) = 0x4910fdfa16fed3260ed0e7147f7cc6da11a60208b5b9406d12a635614ffd9143

SELF: immutable(address)

@deploy
def __init__():
    SELF = self

@internal
@view
def _implementation() -> address:
    return words._address(convert(IMPLEMENTATION, uint256))

@internal
@view
def _only_proxy():
    assert self != SELF, "Function must be called through delegatecall"
    assert self._implementation() == SELF, "Function must be called through active proxy"

@external
@view
def proxiableUUID() -> bytes32:
    assert self == SELF, "UUPSUpgradeable: must not be called through delegatecall"
    return IMPLEMENTATION

@internal
def _upgrade(newImplementation: address, data: Bytes[DATA], always: bool):
    if words.slots[convert(ROLLBACK, uint256)] & 255 == 0:
        # A call of what is no contract fails before there is anything to catch.
        if not newImplementation.is_contract:
            raw_revert(b"")
        answered: bool = False
        answer: Bytes[32] = b""
        answered, answer = raw_call(
            newImplementation, method_id("proxiableUUID()"),
            max_outsize=32, is_static_call=True, revert_on_failure=False,
        )
        assert answered, "ERC1967Upgrade: new implementation is not UUPS"
        if len(answer) < 32:
            raw_revert(b"")
        assert convert(answer, bytes32) == IMPLEMENTATION, "ERC1967Upgrade: unsupported proxiableUUID"
    assert newImplementation.is_contract, "ERC1967: new implementation is not a contract"
    words._set_address(convert(IMPLEMENTATION, uint256), newImplementation)
    log Upgraded(implementation=newImplementation)
    if always or len(data) > 0:
        succeeded: bool = False
        reason: Bytes[DATA] = b""
        succeeded, reason = raw_call(
            newImplementation, data, max_outsize=DATA, is_delegate_call=True, revert_on_failure=False
        )
        if not succeeded:
            assert len(reason) > 0, "Address: low-level delegate call failed"
            raw_revert(reason)
