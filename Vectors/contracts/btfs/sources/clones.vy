# pragma version 0.4.3
# Clones (EIP-1167) by CREATE2, with the very creation code of OpenZeppelin's: addresses depend on it.

@internal
def _clone(master: address, salt: bytes32) -> address:
    code: Bytes[55] = concat(
        x"3d602d80600a3d3981f3363d3d373d3d3d363d73", convert(master, bytes20), x"5af43d82803e903d91602b57fd5bf3"
    )
    clone: address = raw_create(code, salt=keccak256(abi_encode(msg.sender, salt)), revert_on_failure=False)
    assert clone != empty(address), "ERC1167: create2 failed"
    return clone
