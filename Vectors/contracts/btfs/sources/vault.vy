# pragma version 0.4.3
# What all vaults behind a proxy share: one issuer, one token, cheques paid once each.
# Storage: 0 initialized (1 byte) and initializing, 101 token, 102 paidOut, 103 totalPaidOut,
# 104 issuer (20 bytes) and bounced; between them are the gaps of OpenZeppelin's upgradeable contracts.

from ethereum.ercs import IERC20
import words
import uups
import signatures
uses: words
uses: uups

event ChequeCashed:
    beneficiary: indexed(address)
    recipient: indexed(address)
    caller: indexed(address)
    totalPayout: uint256
    cumulativePayout: uint256
    callerPayout: uint256

event ChequeBounced:
    pass

event VaultWithdraw:
    from_: indexed(address)
    amount: uint256

event VaultDeposit:
    from_: indexed(address)
    amount: uint256

EIP712DOMAIN_TYPEHASH: public(constant(bytes32)) = keccak256("EIP712Domain(string name,string version,uint256 chainId)")
CHEQUE_TYPEHASH: public(constant(bytes32)) = keccak256("Cheque(address vault,address beneficiary,uint256 cumulativePayout)")
NAME: constant(bytes32) = keccak256("Vault")

TOKEN: constant(uint256) = 101
PAID_OUT: constant(uint256) = 102
TOTAL_PAID_OUT: constant(uint256) = 103
ISSUER: constant(uint256) = 104

@internal
def _init(_issuer: address, _token: address):
    initializing: bool = (words.slots[0] >> 8) & 255 != 0
    initialized: bool = words.slots[0] & 255 != 0
    assert not initializing and not initialized, "Initializable: contract is already initialized"
    assert _issuer != empty(address), "invalid issuer"
    assert self._issuer() == empty(address), "already initialized"
    words.slots[0] = (words.slots[0] & ~255) | 1
    words._set_address(ISSUER, _issuer)
    words._set_address(TOKEN, _token)

@internal
@view
def _issuer() -> address:
    return words._address(ISSUER)

@internal
@view
def _token() -> IERC20:
    return IERC20(words._address(TOKEN))

@external
@view
def issuer() -> address:
    return self._issuer()

@external
@view
def token() -> address:
    return words._address(TOKEN)

@external
@view
def bounced() -> bool:
    return (words.slots[ISSUER] >> 160) & 255 != 0

@external
@view
def paidOut(beneficiary: address) -> uint256:
    return words.slots[words._of(PAID_OUT, beneficiary)]

@external
@view
def totalPaidOut() -> uint256:
    return words.slots[TOTAL_PAID_OUT]

# What the proxy's slot says; a logic may answer anything here, so it proves nothing.
@external
@view
def implementation() -> address:
    return uups._implementation()

@internal
@view
def _balance() -> uint256:
    return staticcall self._token().balanceOf(self)

@external
@view
def totalbalance() -> uint256:
    return self._balance()

# The issuer needs no signature: the call says as much.
@internal
@view
def _check_signature(structHash: bytes32, issuerSig: Bytes[signatures.LIMIT]):
    if msg.sender != self._issuer():
        signer: address = signatures._recover_either(signatures._digest(NAME, structHash), issuerSig)
        assert self._issuer() == signer, "invalid issuer signature"

@internal
@view
def _check_cheque(beneficiary: address, cumulativePayout: uint256, issuerSig: Bytes[signatures.LIMIT]):
    self._check_signature(
        keccak256(abi_encode(CHEQUE_TYPEHASH, self, beneficiary, cumulativePayout)), issuerSig
    )

@internal
def _bounce():
    words.slots[ISSUER] = (words.slots[ISSUER] & ~(255 << 160)) | (1 << 160)

@internal
def _pay(beneficiary: address, recipient: address, totalPayout: uint256, cumulativePayout: uint256):
    assert extcall self._token().transfer(recipient, totalPayout), "transfer failed"
    log ChequeCashed(
        beneficiary=beneficiary, recipient=recipient, caller=msg.sender,
        totalPayout=totalPayout, cumulativePayout=cumulativePayout, callerPayout=0,
    )

# All or nothing. The mark of a bounce falls with the rest when the payout is refused.
@internal
def _cash_whole(beneficiary: address, recipient: address, cumulativePayout: uint256, issuerSig: Bytes[signatures.LIMIT]):
    self._check_cheque(beneficiary, cumulativePayout, issuerSig)
    place: uint256 = words._of(PAID_OUT, beneficiary)
    assert cumulativePayout > words.slots[place], "Vault: cannot cash"
    totalPayout: uint256 = cumulativePayout - words.slots[place]
    balance: uint256 = self._balance()
    if totalPayout > balance:
        self._bounce()
        log ChequeBounced()
    assert totalPayout <= balance, "Vault: insufficient fund"
    words.slots[place] += totalPayout
    words.slots[TOTAL_PAID_OUT] += totalPayout
    self._pay(beneficiary, recipient, totalPayout, cumulativePayout)

@internal
def _withdraw(amount: uint256):
    assert msg.sender == self._issuer(), "not issuer"
    assert amount <= self._balance(), "totalbalance not sufficient"
    assert extcall self._token().transfer(self._issuer(), amount), "transfer failed"
    log VaultWithdraw(from_=self._issuer(), amount=amount)

@external
def withdraw(amount: uint256):
    self._withdraw(amount)

@internal
def _deposit(amount: uint256):
    assert extcall self._token().transferFrom(msg.sender, self, amount), "deposit failed"
    log VaultDeposit(from_=msg.sender, amount=amount)

@external
def deposit(amount: uint256):
    self._deposit(amount)

@external
def upgradeTo(newImplementation: address):
    uups._only_proxy()
    assert msg.sender == self._issuer(), "not issuer"
    uups._upgrade(newImplementation, b"", False)

@external
@payable
def upgradeToAndCall(newImplementation: address, data: Bytes[uups.DATA]):
    uups._only_proxy()
    assert msg.sender == self._issuer(), "not issuer"
    uups._upgrade(newImplementation, data, True)
