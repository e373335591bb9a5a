# pragma version 0.4.3
# The vault of January 2022 (go-btfs 2.0): cloned without a proxy, not upgradeable, pays in part.
# Storage: 0 token, 1 paidOut, 2 totalPaidOut, 3 issuer (20 bytes) and bounced.

from ethereum.ercs import IERC20
import words
import signatures
initializes: words

event ChequeCashed:
    beneficiary: indexed(address)
    recipient: indexed(address)
    caller: indexed(address)
    totalPayout: uint256
    cumulativePayout: uint256
    callerPayout: uint256

event ChequeBounced:
    pass

event Withdraw:
    from_: indexed(address)
    amount: uint256

event Deposit:
    from_: indexed(address)
    amount: uint256

EIP712DOMAIN_TYPEHASH: public(constant(bytes32)) = keccak256("EIP712Domain(string name,string version,uint256 chainId)")
CHEQUE_TYPEHASH: public(constant(bytes32)) = keccak256("Cheque(address vault,address beneficiary,uint256 cumulativePayout)")
NAME: constant(bytes32) = keccak256("Vault")

@external
def init(_issuer: address, _token: address):
    assert _issuer != empty(address), "invalid issuer"
    assert words._address(3) == empty(address), "already initialized"
    words._set_address(3, _issuer)
    words._set_address(0, _token)

@external
@view
def issuer() -> address:
    return words._address(3)

@external
@view
def token() -> address:
    return words._address(0)

@external
@view
def bounced() -> bool:
    return (words.slots[3] >> 160) & 255 != 0

@external
@view
def paidOut(beneficiary: address) -> uint256:
    return words.slots[words._of(1, beneficiary)]

@external
@view
def totalPaidOut() -> uint256:
    return words.slots[2]

@internal
@view
def _balance() -> uint256:
    return staticcall IERC20(words._address(0)).balanceOf(self)

@external
@view
def totalbalance() -> uint256:
    return self._balance()

@external
def cashChequeBeneficiary(recipient: address, cumulativePayout: uint256, issuerSig: Bytes[signatures.LIMIT]):
    if msg.sender != words._address(3):
        structHash: bytes32 = keccak256(abi_encode(CHEQUE_TYPEHASH, self, msg.sender, cumulativePayout))
        signer: address = signatures._recover_either(signatures._digest(NAME, structHash), issuerSig)
        assert words._address(3) == signer, "invalid issuer signature"
    place: uint256 = words._of(1, msg.sender)
    assert cumulativePayout > words.slots[place], "Vault: cannot cash"
    requestPayout: uint256 = cumulativePayout - words.slots[place]
    assert requestPayout > 0, "Vault: already cashed"
    totalPayout: uint256 = min(requestPayout, self._balance())
    words.slots[place] += totalPayout
    words.slots[2] += totalPayout
    if requestPayout != totalPayout:
        words.slots[3] = (words.slots[3] & ~(255 << 160)) | (1 << 160)
        log ChequeBounced()
    assert extcall IERC20(words._address(0)).transfer(recipient, totalPayout), "transfer failed"
    log ChequeCashed(
        beneficiary=msg.sender, recipient=recipient, caller=msg.sender,
        totalPayout=totalPayout, cumulativePayout=cumulativePayout, callerPayout=0,
    )

@external
def withdraw(amount: uint256):
    issuer: address = words._address(3)
    assert msg.sender == issuer, "not issuer"
    assert amount <= self._balance(), "totalbalance not sufficient"
    assert extcall IERC20(words._address(0)).transfer(issuer, amount), "transfer failed"
    log Withdraw(from_=issuer, amount=amount)

@external
def deposit(amount: uint256):
    assert extcall IERC20(words._address(0)).transferFrom(msg.sender, self, amount), "deposit failed"
    log Deposit(from_=msg.sender, amount=amount)
