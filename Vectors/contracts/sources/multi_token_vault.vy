# since 0.2.16
# A vault of several tokens: each token has its own sums, and its own cheques.

interface Token:
    def transfer(to: address, amount: uint256) -> bool: nonpayable
    def balanceOf(owner: address) -> uint256: view

event MultiTokenChequeCashed:
    token: indexed(address)
    beneficiary: indexed(address)
    recipient: indexed(address)
    totalPayout: uint256
    cumulativePayout: uint256

event MultiTokenWithdraw:
    token: indexed(address)
    amount: uint256

CHEQUE_TYPE: constant(bytes32) = keccak256("MultiTokenCheque(address token,address vault,address beneficiary,uint256 cumulativePayout)")

issuer: public(address)
implementationName: public(String[32])
multiTokensPaidOut: public(HashMap[address, HashMap[address, uint256]])
multiTokensTotalPaidOut: public(HashMap[address, uint256])
multiTokensBounced: public(HashMap[address, bool])
nonces: HashMap[bytes32, uint256]

@deploy
def __init__(_issuer: address, name: String[32]):
    self.issuer = _issuer
    self.implementationName = name

@external
@nonreentrant
def cashMultiTokenCheque(token: address, recipient: address, cumulativePayout: uint256, r: uint256, s: uint256, v: uint256):
    structHash: bytes32 = keccak256(concat(
        CHEQUE_TYPE, convert(token, bytes32), convert(self, bytes32),
        convert(msg.sender, bytes32), convert(cumulativePayout, bytes32)
    ))
    digest: bytes32 = keccak256(concat(b"\x19\x01", convert(chain.id, bytes32), structHash))
    assert ecrecover(digest, v, r, s) == self.issuer, "invalid issuer signature"
    payout: uint256 = cumulativePayout - self.multiTokensPaidOut[token][msg.sender]
    available: uint256 = staticcall Token(token).balanceOf(self)
    if available < payout:
        self.multiTokensBounced[token] = True
        payout = available
    self.multiTokensPaidOut[token][msg.sender] += payout
    self.multiTokensTotalPaidOut[token] += payout
    self.nonces[structHash] += 1
    assert extcall Token(token).transfer(recipient, payout)
    log MultiTokenChequeCashed(token, msg.sender, recipient, payout, cumulativePayout)

@external
@nonreentrant
def withdrawMultiToken(token: address, amount: uint256):
    assert msg.sender == self.issuer, "not issuer"
    assert extcall Token(token).transfer(msg.sender, amount)
    log MultiTokenWithdraw(token, amount)

@view
@external
def totalbalanceOf(token: address) -> uint256:
    return staticcall Token(token).balanceOf(self)

@external
def rename(name: String[32]):
    assert msg.sender == self.issuer
    self.implementationName = name
