# pragma version 0.4.3
# Vault logic V1 (go-btfs 2.1.0): pays what there is, and the rest later; a bounce leaves its mark.

import words
import uups
import signatures
import vault
initializes: words
initializes: uups[words := words]
initializes: vault[words := words, uups := uups]
exports: (vault.__interface__, uups.proxiableUUID)

@deploy
def __init__():
    uups.__init__()

@external
def init(_issuer: address, _token: address):
    vault._init(_issuer, _token)

@external
def cashChequeBeneficiary(recipient: address, cumulativePayout: uint256, issuerSig: Bytes[signatures.LIMIT]):
    vault._check_cheque(msg.sender, cumulativePayout, issuerSig)
    place: uint256 = words._of(vault.PAID_OUT, msg.sender)
    assert cumulativePayout > words.slots[place], "Vault: cannot cash"
    requestPayout: uint256 = cumulativePayout - words.slots[place]
    assert requestPayout > 0, "Vault: already cashed"
    totalPayout: uint256 = min(requestPayout, vault._balance())
    words.slots[place] += totalPayout
    words.slots[vault.TOTAL_PAID_OUT] += totalPayout
    if requestPayout != totalPayout:
        vault._bounce()
        log vault.ChequeBounced()
    vault._pay(msg.sender, recipient, totalPayout, cumulativePayout)
