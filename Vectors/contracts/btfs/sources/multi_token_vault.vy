# pragma version 0.4.3
# MultiTokenVault logic (go-btfs 2.3.0): V2, and the same for any other token with sums of its own.
# Storage beyond the vault's: 105 multiTokensPaidOut, 106 multiTokensTotalPaidOut,
# 107 multiTokensBounced, which nothing writes.

from ethereum.ercs import IERC20
import words
import uups
import signatures
import vault
initializes: words
initializes: uups[words := words]
initializes: vault[words := words, uups := uups]
exports: (vault.__interface__, uups.proxiableUUID)

event Initialized:
    version: uint8

event MultiTokenChequeCashed:
    token: address
    beneficiary: indexed(address)
    recipient: indexed(address)
    caller: indexed(address)
    totalPayout: uint256
    cumulativePayout: uint256
    callerPayout: uint256

event MultiTokenChequeBounced:
    token: indexed(address)

event MultiTokenVaultWithdraw:
    token: indexed(address)
    from_: indexed(address)
    amount: uint256

event MultiTokenVaultDeposit:
    token: indexed(address)
    from_: indexed(address)
    amount: uint256

MULTI_TOKEN_CHEQUE_TYPEHASH: public(constant(bytes32)) = keccak256("MultiTokenCheque(address token,address vault,address beneficiary,uint256 cumulativePayout)")

PAID_OUT: constant(uint256) = 105
TOTAL_PAID_OUT: constant(uint256) = 106
BOUNCED: constant(uint256) = 107

@deploy
def __init__():
    uups.__init__()

@external
def init(_issuer: address, _token: address):
    vault._init(_issuer, _token)
    log Initialized(version=1)

@external
def cashChequeBeneficiary(recipient: address, cumulativePayout: uint256, issuerSig: Bytes[signatures.LIMIT]):
    vault._cash_whole(msg.sender, recipient, cumulativePayout, issuerSig)

@internal
@pure
def _paid_out(token: address, beneficiary: address) -> uint256:
    return words._of(words._of(PAID_OUT, token), beneficiary)

@external
@view
def multiTokensPaidOut(token: address, beneficiary: address) -> uint256:
    return words.slots[self._paid_out(token, beneficiary)]

@external
@view
def multiTokensTotalPaidOut(token: address) -> uint256:
    return words.slots[words._of(TOTAL_PAID_OUT, token)]

@external
@view
def multiTokensBounced(token: address) -> bool:
    return words.slots[words._of(BOUNCED, token)] & 255 != 0

@internal
@view
def _balance_of(token: address) -> uint256:
    return staticcall IERC20(token).balanceOf(self)

@external
@view
def totalbalanceOf(token: address) -> uint256:
    return self._balance_of(token)

@external
def multiTokenCashChequeBeneficiary(
    token: address, recipient: address, cumulativePayout: uint256, issuerSig: Bytes[signatures.LIMIT]
):
    if token == words._address(vault.TOKEN):
        vault._cash_whole(msg.sender, recipient, cumulativePayout, issuerSig)
        return
    vault._check_signature(
        keccak256(abi_encode(MULTI_TOKEN_CHEQUE_TYPEHASH, token, self, msg.sender, cumulativePayout)),
        issuerSig,
    )
    place: uint256 = self._paid_out(token, msg.sender)
    assert cumulativePayout > words.slots[place], "Vault: cannot cash"
    totalPayout: uint256 = cumulativePayout - words.slots[place]
    balance: uint256 = self._balance_of(token)
    if totalPayout > balance:
        vault._bounce()
        log MultiTokenChequeBounced(token=token)
    assert totalPayout <= balance, "Vault: insufficient fund"
    words.slots[place] += totalPayout
    words.slots[words._of(TOTAL_PAID_OUT, token)] += totalPayout
    assert extcall IERC20(token).transfer(recipient, totalPayout), "transfer failed"
    log MultiTokenChequeCashed(
        token=token, beneficiary=msg.sender, recipient=recipient, caller=msg.sender,
        totalPayout=totalPayout, cumulativePayout=cumulativePayout, callerPayout=0,
    )

@external
def multiTokenWithdraw(token: address, amount: uint256):
    if token == words._address(vault.TOKEN):
        vault._withdraw(amount)
        return
    assert msg.sender == vault._issuer(), "not issuer"
    assert amount <= self._balance_of(token), "totalbalance not sufficient"
    assert extcall IERC20(token).transfer(vault._issuer(), amount), "transfer failed"
    log MultiTokenVaultWithdraw(token=token, from_=vault._issuer(), amount=amount)

@external
def multiTokenDeposit(token: address, amount: uint256):
    if token == words._address(vault.TOKEN):
        vault._deposit(amount)
        return
    assert extcall IERC20(token).transferFrom(msg.sender, self, amount), "deposit failed"
    log MultiTokenVaultDeposit(token=token, from_=msg.sender, amount=amount)
