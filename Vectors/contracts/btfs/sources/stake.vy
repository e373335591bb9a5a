# pragma version 0.4.3
# The stake contract of go-btfs 3.3: coins are staked, unstaked, and withdrawn after a time. The owner's
# refusals are OpenZeppelin 5's; other refusals' words and the storage are ours.

event Staked:
    user: indexed(address)
    amount: uint256

event Unstaked:
    user: indexed(address)
    amount: uint256
    unlockTime: uint256

event Withdrawn:
    user: indexed(address)
    amount: uint256

event ParametersUpdated:
    minStakeAmount: uint256
    unlockPeriod: uint256

event OwnershipTransferred:
    previousOwner: indexed(address)
    newOwner: indexed(address)

event Initialized:
    version: uint64

struct Staker:
    stakedAmount: uint256
    unlockTime: uint256
    unlockedAmount: uint256

owner: public(address)
isInitialized: bool
minStakeAmount: public(uint256)
unlockPeriod: public(uint256)
totalStaked: public(uint256)
totalUnlocked: public(uint256)
users: HashMap[address, Staker]

@internal
def _set_owner(account: address):
    log OwnershipTransferred(previousOwner=self.owner, newOwner=account)
    self.owner = account

@external
def initialize(_minStakeAmount: uint256, _unlockPeriod: uint256):
    if self.isInitialized:
        raw_revert(method_id("InvalidInitialization()"))
    self.isInitialized = True
    self._set_owner(msg.sender)
    self.minStakeAmount = _minStakeAmount
    self.unlockPeriod = _unlockPeriod
    log Initialized(version=1)

@internal
@view
def _only_owner():
    if msg.sender != self.owner:
        raw_revert(abi_encode(msg.sender, method_id=method_id("OwnableUnauthorizedAccount(address)")))

@external
def transferOwnership(newOwner: address):
    self._only_owner()
    if newOwner == empty(address):
        raw_revert(abi_encode(newOwner, method_id=method_id("OwnableInvalidOwner(address)")))
    self._set_owner(newOwner)

@external
def updateParameters(_minStakeAmount: uint256, _unlockPeriod: uint256):
    self._only_owner()
    self.minStakeAmount = _minStakeAmount
    self.unlockPeriod = _unlockPeriod
    log ParametersUpdated(minStakeAmount=_minStakeAmount, unlockPeriod=_unlockPeriod)

@external
@payable
def stake():
    staker: Staker = self.users[msg.sender]
    assert staker.stakedAmount + msg.value >= self.minStakeAmount, "Stake: below the minimum"
    self.users[msg.sender].stakedAmount = staker.stakedAmount + msg.value
    self.totalStaked += msg.value
    log Staked(user=msg.sender, amount=msg.value)

@external
def unstake(amount: uint256):
    staker: Staker = self.users[msg.sender]
    assert amount > 0 and amount <= staker.stakedAmount, "Stake: not so much staked"
    unlockTime: uint256 = block.timestamp + self.unlockPeriod
    self.users[msg.sender] = Staker(
        stakedAmount=staker.stakedAmount - amount, unlockTime=unlockTime, unlockedAmount=staker.unlockedAmount + amount
    )
    self.totalStaked -= amount
    self.totalUnlocked += amount
    log Unstaked(user=msg.sender, amount=amount, unlockTime=unlockTime)

@external
def withdraw():
    staker: Staker = self.users[msg.sender]
    assert staker.unlockedAmount > 0, "Stake: nothing to withdraw"
    assert block.timestamp >= staker.unlockTime, "Stake: still locked"
    self.users[msg.sender].unlockedAmount = 0
    self.users[msg.sender].unlockTime = 0
    self.totalUnlocked -= staker.unlockedAmount
    raw_call(msg.sender, b"", value=staker.unlockedAmount)
    log Withdrawn(user=msg.sender, amount=staker.unlockedAmount)

@external
@view
def getUserStake(user: address) -> (uint256, uint256, uint256):
    staker: Staker = self.users[user]
    return staker.stakedAmount, staker.unlockTime, staker.unlockedAmount

@external
@view
def stakers(user: address) -> (uint256, uint256, uint256):
    staker: Staker = self.users[user]
    return staker.stakedAmount, staker.unlockTime, staker.unlockedAmount

@external
@view
def getGlobalStats() -> (uint256, uint256, uint256):
    return self.totalStaked, self.totalUnlocked, self.balance
