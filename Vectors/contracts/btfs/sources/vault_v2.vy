# pragma version 0.4.3
# Vault logic V2 (go-btfs 2.1.2): a cheque above the balance is refused whole.

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
    vault._cash_whole(msg.sender, recipient, cumulativePayout, issuerSig)
