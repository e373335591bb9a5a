# pragma version 0.4.3
# Swarm's ERC20SimpleSwap (0.6.5 to 0.6.9): pays what there is; hard deposits stand for one beneficiary
# each; a third party may cash for a beneficiary who signs, and be paid for it.
# Storage: 0 defaultHardDepositTimeout, 1 token, 2 paidOut, 3 totalPaidOut, 4 hardDeposits (four words
# each: amount, decreaseAmount, timeout, canBeDecreasedAt), 5 totalHardDeposit, 6 issuer and bounced.

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

event HardDepositAmountChanged:
    beneficiary: indexed(address)
    amount: uint256

event HardDepositDecreasePrepared:
    beneficiary: indexed(address)
    decreaseAmount: uint256

event HardDepositTimeoutChanged:
    beneficiary: indexed(address)
    timeout: uint256

EIP712DOMAIN_TYPEHASH: public(constant(bytes32)) = keccak256("EIP712Domain(string name,string version,uint256 chainId)")
CHEQUE_TYPEHASH: public(constant(bytes32)) = keccak256("Cheque(address chequebook,address beneficiary,uint256 cumulativePayout)")
CASHOUT_TYPEHASH: public(constant(bytes32)) = keccak256("Cashout(address chequebook,address sender,uint256 requestPayout,address recipient,uint256 callerPayout)")
CUSTOMDECREASETIMEOUT_TYPEHASH: public(constant(bytes32)) = keccak256("CustomDecreaseTimeout(address chequebook,address beneficiary,uint256 decreaseTimeout)")
NAME: constant(bytes32) = keccak256("Chequebook")

TIMEOUT: constant(uint256) = 0
TOKEN: constant(uint256) = 1
PAID_OUT: constant(uint256) = 2
TOTAL_PAID_OUT: constant(uint256) = 3
HARD_DEPOSITS: constant(uint256) = 4
TOTAL_HARD_DEPOSIT: constant(uint256) = 5
ISSUER: constant(uint256) = 6

@external
def init(_issuer: address, _token: address, _defaultHardDepositTimeout: uint256):
    assert _issuer != empty(address), "invalid issuer"
    assert self._issuer() == empty(address), "already initialized"
    words._set_address(ISSUER, _issuer)
    words._set_address(TOKEN, _token)
    words.slots[TIMEOUT] = _defaultHardDepositTimeout

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
def defaultHardDepositTimeout() -> uint256:
    return words.slots[TIMEOUT]

@external
@view
def paidOut(beneficiary: address) -> uint256:
    return words.slots[words._of(PAID_OUT, beneficiary)]

@external
@view
def totalPaidOut() -> uint256:
    return words.slots[TOTAL_PAID_OUT]

@external
@view
def totalHardDeposit() -> uint256:
    return words.slots[TOTAL_HARD_DEPOSIT]

@external
@view
def hardDeposits(beneficiary: address) -> (uint256, uint256, uint256, uint256):
    place: uint256 = words._of(HARD_DEPOSITS, beneficiary)
    return (
        words.slots[place], words.slots[unsafe_add(place, 1)],
        words.slots[unsafe_add(place, 2)], words.slots[unsafe_add(place, 3)],
    )

@internal
@pure
def _add(a: uint256, b: uint256) -> uint256:
    assert unsafe_add(a, b) >= a, "SafeMath: addition overflow"
    return unsafe_add(a, b)

@internal
@pure
def _sub(a: uint256, b: uint256) -> uint256:
    assert b <= a, "SafeMath: subtraction overflow"
    return unsafe_sub(a, b)

@internal
@view
def _balance() -> uint256:
    return staticcall self._token().balanceOf(self)

@internal
@view
def _liquid_balance() -> uint256:
    return self._sub(self._balance(), words.slots[TOTAL_HARD_DEPOSIT])

@internal
@view
def _liquid_balance_for(beneficiary: address) -> uint256:
    return self._add(self._liquid_balance(), words.slots[words._of(HARD_DEPOSITS, beneficiary)])

@external
@view
def balance_() -> uint256:
    return self._balance()

@external
@view
def liquidBalance() -> uint256:
    return self._liquid_balance()

@external
@view
def liquidBalanceFor(beneficiary: address) -> uint256:
    return self._liquid_balance_for(beneficiary)

@internal
@view
def _signer(structHash: bytes32, signature: Bytes[signatures.LIMIT]) -> address:
    return signatures._recover(signatures._digest(NAME, structHash), signature)

@internal
def _cash(
    beneficiary: address, recipient: address, cumulativePayout: uint256, callerPayout: uint256,
    issuerSig: Bytes[signatures.LIMIT],
):
    if msg.sender != self._issuer():
        structHash: bytes32 = keccak256(abi_encode(CHEQUE_TYPEHASH, self, beneficiary, cumulativePayout))
        assert self._issuer() == self._signer(structHash, issuerSig), "invalid issuer signature"
    paid: uint256 = words._of(PAID_OUT, beneficiary)
    deposit: uint256 = words._of(HARD_DEPOSITS, beneficiary)
    requestPayout: uint256 = self._sub(cumulativePayout, words.slots[paid])
    totalPayout: uint256 = min(requestPayout, self._liquid_balance_for(beneficiary))
    hardDepositUsage: uint256 = min(totalPayout, words.slots[deposit])
    assert totalPayout >= callerPayout, "SimpleSwap: cannot pay caller"
    if hardDepositUsage != 0:
        words.slots[deposit] = self._sub(words.slots[deposit], hardDepositUsage)
        words.slots[TOTAL_HARD_DEPOSIT] = self._sub(words.slots[TOTAL_HARD_DEPOSIT], hardDepositUsage)
    words.slots[paid] = self._add(words.slots[paid], totalPayout)
    words.slots[TOTAL_PAID_OUT] = self._add(words.slots[TOTAL_PAID_OUT], totalPayout)
    if requestPayout != totalPayout:
        words.slots[ISSUER] = (words.slots[ISSUER] & ~(255 << 160)) | (1 << 160)
        log ChequeBounced()
    if callerPayout != 0:
        assert extcall self._token().transfer(msg.sender, callerPayout), "transfer failed"
    assert extcall self._token().transfer(recipient, totalPayout - callerPayout), "transfer failed"
    log ChequeCashed(
        beneficiary=beneficiary, recipient=recipient, caller=msg.sender,
        totalPayout=totalPayout, cumulativePayout=cumulativePayout, callerPayout=callerPayout,
    )

@external
def cashCheque(
    beneficiary: address, recipient: address, cumulativePayout: uint256,
    beneficiarySig: Bytes[signatures.LIMIT], callerPayout: uint256, issuerSig: Bytes[signatures.LIMIT],
):
    structHash: bytes32 = keccak256(
        abi_encode(CASHOUT_TYPEHASH, self, msg.sender, cumulativePayout, recipient, callerPayout)
    )
    assert beneficiary == self._signer(structHash, beneficiarySig), "invalid beneficiary signature"
    self._cash(beneficiary, recipient, cumulativePayout, callerPayout, issuerSig)

@external
def cashChequeBeneficiary(recipient: address, cumulativePayout: uint256, issuerSig: Bytes[signatures.LIMIT]):
    self._cash(msg.sender, recipient, cumulativePayout, 0, issuerSig)

@external
def prepareDecreaseHardDeposit(beneficiary: address, decreaseAmount: uint256):
    assert msg.sender == self._issuer(), "SimpleSwap: not issuer"
    deposit: uint256 = words._of(HARD_DEPOSITS, beneficiary)
    assert decreaseAmount <= words.slots[deposit], "hard deposit not sufficient"
    timeout: uint256 = words.slots[unsafe_add(deposit, 2)]
    if timeout == 0:
        timeout = words.slots[TIMEOUT]
    words.slots[unsafe_add(deposit, 3)] = unsafe_add(block.timestamp, timeout)
    words.slots[unsafe_add(deposit, 1)] = decreaseAmount
    log HardDepositDecreasePrepared(beneficiary=beneficiary, decreaseAmount=decreaseAmount)

# Anyone may take the second step.
@external
def decreaseHardDeposit(beneficiary: address):
    deposit: uint256 = words._of(HARD_DEPOSITS, beneficiary)
    due: uint256 = words.slots[unsafe_add(deposit, 3)]
    assert block.timestamp >= due and due != 0, "deposit not yet timed out"
    decrease: uint256 = words.slots[unsafe_add(deposit, 1)]
    words.slots[deposit] = self._sub(words.slots[deposit], decrease)
    words.slots[unsafe_add(deposit, 3)] = 0
    words.slots[TOTAL_HARD_DEPOSIT] = self._sub(words.slots[TOTAL_HARD_DEPOSIT], decrease)
    log HardDepositAmountChanged(beneficiary=beneficiary, amount=words.slots[deposit])

@external
def increaseHardDeposit(beneficiary: address, amount: uint256):
    assert msg.sender == self._issuer(), "SimpleSwap: not issuer"
    assert self._add(words.slots[TOTAL_HARD_DEPOSIT], amount) <= self._balance(), "hard deposit exceeds balance"
    deposit: uint256 = words._of(HARD_DEPOSITS, beneficiary)
    words.slots[deposit] = self._add(words.slots[deposit], amount)
    words.slots[TOTAL_HARD_DEPOSIT] = self._add(words.slots[TOTAL_HARD_DEPOSIT], amount)
    words.slots[unsafe_add(deposit, 3)] = 0
    log HardDepositAmountChanged(beneficiary=beneficiary, amount=words.slots[deposit])

@external
def setCustomHardDepositTimeout(
    beneficiary: address, hardDepositTimeout: uint256, beneficiarySig: Bytes[signatures.LIMIT]
):
    assert msg.sender == self._issuer(), "SimpleSwap: not issuer"
    structHash: bytes32 = keccak256(
        abi_encode(CUSTOMDECREASETIMEOUT_TYPEHASH, self, beneficiary, hardDepositTimeout)
    )
    assert beneficiary == self._signer(structHash, beneficiarySig), "invalid beneficiary signature"
    words.slots[unsafe_add(words._of(HARD_DEPOSITS, beneficiary), 2)] = hardDepositTimeout
    log HardDepositTimeoutChanged(beneficiary=beneficiary, timeout=hardDepositTimeout)

@external
def withdraw(amount: uint256):
    assert msg.sender == self._issuer(), "not issuer"
    assert amount <= self._liquid_balance(), "liquidBalance not sufficient"
    assert extcall self._token().transfer(self._issuer(), amount), "transfer failed"
