# since 0.2.16
# A chequebook in the manner of Swarm: hard deposits stand for a beneficiary, and expire slowly.

interface Token:
    def transfer(to: address, amount: uint256) -> bool: nonpayable
    def balanceOf(owner: address) -> uint256: view

event ChequeCashed:
    beneficiary: indexed(address)
    recipient: indexed(address)
    operator: indexed(address)
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

struct HardDeposit:
    amount: uint256
    decreaseAmount: uint256
    timeout: uint256
    canBeDecreasedAt: uint256

token: public(address)
issuer: public(address)
defaultHardDepositTimeout: public(uint256)
paidOut: public(HashMap[address, uint256])
totalPaidOut: public(uint256)
totalHardDeposit: public(uint256)
hardDeposits: public(HashMap[address, HardDeposit])
bounced: public(bool)

@deploy
def __init__(_issuer: address, _token: address, timeout: uint256):
    self.issuer = _issuer
    self.token = _token
    self.defaultHardDepositTimeout = timeout

@internal
@view
def _balance() -> uint256:
    return staticcall Token(self.token).balanceOf(self)

@internal
@view
def _liquid() -> uint256:
    return self._balance() - self.totalHardDeposit

@view
@external
def liquidBalance() -> uint256:
    return self._liquid()

@view
@external
def liquidBalanceFor(beneficiary: address) -> uint256:
    return self._liquid() + self.hardDeposits[beneficiary].amount

@external
def cashChequeBeneficiary(recipient: address, cumulativePayout: uint256, v: uint256, r: uint256, s: uint256):
    digest: bytes32 = keccak256(concat(
        keccak256("Cheque(address chequebook,address beneficiary,uint256 cumulativePayout)"),
        convert(self, bytes32), convert(msg.sender, bytes32), convert(cumulativePayout, bytes32)
    ))
    assert ecrecover(digest, v, r, s) == self.issuer, "invalid issuer signature"
    requested: uint256 = cumulativePayout - self.paidOut[msg.sender]
    total: uint256 = min(requested, self._liquid() + self.hardDeposits[msg.sender].amount)
    fromHard: uint256 = min(total, self.hardDeposits[msg.sender].amount)
    if fromHard != 0:
        self.hardDeposits[msg.sender].amount -= fromHard
        self.totalHardDeposit -= fromHard
    self.paidOut[msg.sender] += total
    self.totalPaidOut += total
    assert extcall Token(self.token).transfer(recipient, total)
    log ChequeCashed(msg.sender, recipient, msg.sender, total, cumulativePayout, 0)
    if requested != total:
        self.bounced = True
        log ChequeBounced()

@external
def prepareDecreaseHardDeposit(beneficiary: address, decreaseAmount: uint256):
    assert msg.sender == self.issuer, "SimpleSwap: not issuer"
    assert decreaseAmount <= self.hardDeposits[beneficiary].amount, "hard deposit not sufficient"
    timeout: uint256 = self.hardDeposits[beneficiary].timeout
    if timeout == 0:
        timeout = self.defaultHardDepositTimeout
    self.hardDeposits[beneficiary].canBeDecreasedAt = block.timestamp + timeout
    self.hardDeposits[beneficiary].decreaseAmount = decreaseAmount
    log HardDepositDecreasePrepared(beneficiary, decreaseAmount)

@external
def decreaseHardDeposit(beneficiary: address):
    assert self.hardDeposits[beneficiary].canBeDecreasedAt != 0, "deposit not yet timed out"
    assert block.timestamp >= self.hardDeposits[beneficiary].canBeDecreasedAt, "deposit not yet timed out"
    self.hardDeposits[beneficiary].amount -= self.hardDeposits[beneficiary].decreaseAmount
    self.hardDeposits[beneficiary].canBeDecreasedAt = 0
    self.totalHardDeposit -= self.hardDeposits[beneficiary].decreaseAmount
    log HardDepositAmountChanged(beneficiary, self.hardDeposits[beneficiary].amount)

@external
def increaseHardDeposit(beneficiary: address, amount: uint256):
    assert msg.sender == self.issuer, "SimpleSwap: not issuer"
    assert self.totalHardDeposit + amount <= self._balance(), "hard deposit exceeds balance"
    self.hardDeposits[beneficiary].amount += amount
    self.totalHardDeposit += amount
    self.hardDeposits[beneficiary].canBeDecreasedAt = 0
    log HardDepositAmountChanged(beneficiary, self.hardDeposits[beneficiary].amount)

@external
def setCustomHardDepositTimeout(beneficiary: address, timeout: uint256):
    assert msg.sender == self.issuer, "SimpleSwap: not issuer"
    self.hardDeposits[beneficiary].timeout = timeout
    log HardDepositTimeoutChanged(beneficiary, timeout)

@external
def withdraw(amount: uint256):
    assert msg.sender == self.issuer, "not issuer"
    assert amount <= self._liquid(), "liquidBalance not sufficient"
    assert extcall Token(self.token).transfer(self.issuer, amount)
