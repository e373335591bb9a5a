# since 0.2.16
# A single-token vault that pays cheques signed by its issuer: cumulative sums, all or nothing.

interface Token:
    def transfer(to: address, amount: uint256) -> bool: nonpayable
    def transferFrom(owner: address, to: address, amount: uint256) -> bool: nonpayable
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

event Withdraw:
    amount: uint256

event Deposit:
    depositor: indexed(address)
    amount: uint256

DOMAIN_TYPE: constant(bytes32) = keccak256("EIP712Domain(string name,string version,uint256 chainId)")
CHEQUE_TYPE: constant(bytes32) = keccak256("Cheque(address vault,address beneficiary,uint256 cumulativePayout)")
CASHOUT_TYPE: constant(bytes32) = keccak256("Cashout(address vault,address sender,uint256 requestPayout,address recipient,uint256 callerPayout)")
NAME_HASH: constant(bytes32) = keccak256("Vault")
VERSION_HASH: constant(bytes32) = keccak256("1.0")
HALF_ORDER: constant(uint256) = 57896044618658097711785492504343953926418782139537452191302581570759080747168

token: public(address)
paidOut: public(HashMap[address, uint256])
totalPaidOut: public(uint256)
issuer: public(address)
bounced: public(bool)
totalDeposit: uint256
totalWithdrawn: uint256

@external
def initialize(_issuer: address, _token: address):
    assert self.issuer == empty(address), "already initialized"
    assert _issuer != empty(address), "invalid issuer"
    self.issuer = _issuer
    self.token = _token

@internal
@view
def _domain() -> bytes32:
    return keccak256(concat(DOMAIN_TYPE, NAME_HASH, VERSION_HASH, convert(chain.id, bytes32)))

@internal
@view
def _recover(structHash: bytes32, signature: Bytes[65]) -> address:
    assert len(signature) == 65, "ECDSA: invalid signature length"
    digest: bytes32 = keccak256(concat(b"\x19\x01", self._domain(), structHash))
    r: uint256 = convert(extract32(signature, 0), uint256)
    s: uint256 = convert(extract32(signature, 32), uint256)
    v: uint256 = convert(slice(signature, 64, 1), uint256)
    assert s <= HALF_ORDER, "ECDSA: invalid signature 's' value"
    assert v == 27 or v == 28, "ECDSA: invalid signature 'v' value"
    signer: address = ecrecover(digest, v, r, s)
    assert signer != empty(address), "ECDSA: invalid signature"
    return signer

@internal
@view
def _chequeHash(beneficiary: address, cumulativePayout: uint256) -> bytes32:
    return keccak256(concat(
        CHEQUE_TYPE, convert(self, bytes32), convert(beneficiary, bytes32), convert(cumulativePayout, bytes32)
    ))

@internal
@view
def _balance() -> uint256:
    return staticcall Token(self.token).balanceOf(self)

@view
@external
def totalbalance() -> uint256:
    return self._balance()

@internal
def _cash(sender: address, beneficiary: address, recipient: address, cumulativePayout: uint256, callerPayout: uint256, issuerSignature: Bytes[65]):
    if sender != self.issuer:
        assert self.issuer == self._recover(self._chequeHash(beneficiary, cumulativePayout), issuerSignature), "invalid issuer signature"
    requestPayout: uint256 = cumulativePayout - self.paidOut[beneficiary]
    assert requestPayout >= callerPayout, "Vault: cannot pay caller"
    assert self._balance() >= requestPayout, "Vault: insufficient fund"
    self.paidOut[beneficiary] = cumulativePayout
    self.totalPaidOut += requestPayout
    assert extcall Token(self.token).transfer(recipient, requestPayout - callerPayout), "Vault: transfer failed"
    if callerPayout != 0:
        assert extcall Token(self.token).transfer(sender, callerPayout), "Vault: transfer failed"
    log ChequeCashed(beneficiary, recipient, sender, requestPayout, cumulativePayout, callerPayout)

@external
def cashChequeBeneficiary(recipient: address, cumulativePayout: uint256, issuerSignature: Bytes[65]):
    self._cash(msg.sender, msg.sender, recipient, cumulativePayout, 0, issuerSignature)

@external
def cashCheque(beneficiary: address, recipient: address, cumulativePayout: uint256, beneficiarySignature: Bytes[65], callerPayout: uint256, issuerSignature: Bytes[65]):
    structHash: bytes32 = keccak256(concat(
        CASHOUT_TYPE, convert(self, bytes32), convert(msg.sender, bytes32),
        convert(cumulativePayout, bytes32), convert(recipient, bytes32), convert(callerPayout, bytes32)
    ))
    assert beneficiary == self._recover(structHash, beneficiarySignature), "invalid beneficiary signature"
    self._cash(msg.sender, beneficiary, recipient, cumulativePayout, callerPayout, issuerSignature)

@external
def bounce(beneficiary: address, cumulativePayout: uint256):
    if self._balance() < cumulativePayout - self.paidOut[beneficiary]:
        self.bounced = True
        log ChequeBounced()

@external
def deposit(amount: uint256):
    assert msg.sender == self.issuer, "not issuer"
    self.totalDeposit += amount
    assert extcall Token(self.token).transferFrom(msg.sender, self, amount), "Vault: deposit failed"
    log Deposit(msg.sender, amount)

@external
def withdraw(amount: uint256):
    assert msg.sender == self.issuer, "not issuer"
    assert amount <= self._balance(), "not enough balance"
    self.totalWithdrawn += amount
    assert extcall Token(self.token).transfer(self.issuer, amount), "Vault: transfer failed"
    log Withdraw(amount)
