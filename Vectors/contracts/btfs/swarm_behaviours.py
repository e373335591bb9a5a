"""What Swarm's chequebooks do: hard deposits, third parties who cash, timeouts."""
from eth_utils import keccak
from places import *
from scenarios import call, clone_code, event, of, scenario, signed
from shell_behaviours import expected_vault
from vault_behaviours import CASHED, TRANSFER

UNIT = 10**16
DAY = 86400
ZERO = "0x" + "00" * 20
AMOUNT_CHANGED = "HardDepositAmountChanged(address*,uint256)"


def deployed(play, timeout=DAY, issuer=RENTER, salt=1):
    data = call("deploySimpleSwap(address,uint256,bytes32)", issuer, timeout, salt.to_bytes(32, "big"))
    return "0x" + play.tell(issuer, SWARM_FACTORY, data)[12:].hex()


def funded(play, amount, **how):
    book = deployed(play, **how)
    play.tell(RENTER, BZZ, call("transfer(address,uint256)", book, amount))
    return book


def cheque(book, payout, beneficiary=HOST, key=RENTER, chain=199):
    return signed(
        key, "Chequebook", "Cheque", "address chequebook, address beneficiary, uint256 cumulativePayout",
        {"chequebook": book, "beneficiary": beneficiary, "cumulativePayout": payout}, chain,
    )


def cashout(book, sender, payout, recipient, fee, key=HOST):
    return signed(
        key, "Chequebook", "Cashout",
        "address chequebook, address sender, uint256 requestPayout, address recipient, uint256 callerPayout",
        {"chequebook": book, "sender": sender, "requestPayout": payout, "recipient": recipient, "callerPayout": fee},
    )


def timeout_consent(book, seconds, key=HOST):
    return signed(
        key, "Chequebook", "CustomDecreaseTimeout", "address chequebook, address beneficiary, uint256 decreaseTimeout",
        {"chequebook": book, "beneficiary": HOST, "decreaseTimeout": seconds},
    )


def cash(recipient, payout, signature):
    return call("cashChequeBeneficiary(address,uint256,bytes)", recipient, payout, signature)


def cash_for(beneficiary, recipient, payout, consent, fee, signature):
    return call(
        "cashCheque(address,address,uint256,bytes,uint256,bytes)", beneficiary, recipient, payout, consent, fee, signature
    )


@scenario("2.10")
def the_factory_clones_and_registers_a_chequebook(play):
    book = expected_vault(SWARM_FACTORY, SWARM_MASTER, RENTER, 9)
    data = call("deploySimpleSwap(address,uint256,bytes32)", HOST, DAY, (9).to_bytes(32, "big"))
    play.send(RENTER, SWARM_FACTORY, data, event(SWARM_FACTORY, "SimpleSwapDeployed(address)", book))
    assert keccak(play.pair.account(book)[2]).hex().startswith("81d3de06")
    assert play.pair.account(book)[2] == clone_code(SWARM_MASTER)
    play.refuse(RENTER, SWARM_FACTORY, data, "ERC1167: create2 failed")
    play.refuse(
        RENTER, SWARM_FACTORY, call("deploySimpleSwap(address,uint256,bytes32)", ZERO, DAY, bytes(32)), "invalid issuer"
    )
    play.ask(SWARM_FACTORY, "deployedContracts(address)(bool)", book, is_=True)
    play.ask(SWARM_FACTORY, "ERC20Address()(address)", is_=BZZ)
    play.ask(SWARM_FACTORY, "master()(address)", is_=SWARM_MASTER)
    play.ask(book, "issuer()(address)", is_=HOST)
    play.ask(book, "token()(address)", is_=BZZ)
    play.ask(book, "defaultHardDepositTimeout()(uint256)", is_=DAY)
    play.word(book, 0, DAY)
    play.word(book, 1, BZZ)
    play.word(book, 6, HOST)
    for target in (book, SWARM_MASTER):
        play.refuse(OWNER, target, call("init(address,address,uint256)", OWNER, BZZ, 0), "already initialized")
    play.ask(SWARM_MASTER, "issuer()(address)", is_="0x" + "00" * 19 + "01")


@scenario("2.10")
def a_chequebook_pays_in_part_marks_the_bounce_and_pays_the_rest_later(play):
    book = funded(play, 2 * UNIT)
    data = cash(HOST, 3 * UNIT, cheque(book, 3 * UNIT))
    play.send(
        HOST, book, data, event(book, "ChequeBounced()"), event(BZZ, TRANSFER, book, HOST, 2 * UNIT),
        event(book, CASHED, HOST, HOST, HOST, 2 * UNIT, 3 * UNIT, 0),
    )
    play.word(book, of(2, HOST), 2 * UNIT)
    play.word(book, 3, 2 * UNIT)
    play.word(book, 6, (1 << 160) | int(RENTER, 16))
    play.ask(book, "bounced()(bool)", is_=True)
    play.tell(RENTER, BZZ, call("transfer(address,uint256)", book, UNIT))
    play.send(
        HOST, book, data, event(BZZ, TRANSFER, book, HOST, UNIT),
        event(book, CASHED, HOST, HOST, HOST, UNIT, 3 * UNIT, 0),
    )
    # What is paid may be cashed again, for nothing; less than what is paid may not.
    play.send(
        HOST, book, data, event(BZZ, TRANSFER, book, HOST, 0), event(book, CASHED, HOST, HOST, HOST, 0, 3 * UNIT, 0)
    )
    play.refuse(HOST, book, cash(HOST, UNIT, cheque(book, UNIT)), "SafeMath: subtraction overflow")
    play.ask(book, "totalPaidOut()(uint256)", is_=3 * UNIT)
    play.ask(book, "paidOut(address)(uint256)", HOST, is_=3 * UNIT)


@scenario("2.10")
def a_third_party_cashes_for_a_beneficiary_who_signs_and_is_paid_for_it(play):
    book = funded(play, 10 * UNIT)
    good = cheque(book, 3 * UNIT)
    consent = cashout(book, OWNER, 3 * UNIT, HOST, UNIT)
    reason = "invalid beneficiary signature"
    play.refuse(RENTER, book, cash_for(HOST, HOST, 3 * UNIT, consent, UNIT, good), reason)
    play.refuse(OWNER, book, cash_for(HOST, OWNER, 3 * UNIT, consent, UNIT, good), reason)
    play.refuse(OWNER, book, cash_for(HOST, HOST, 3 * UNIT, consent, 2 * UNIT, good), reason)
    play.refuse(OWNER, book, cash_for(HOST, HOST, 2 * UNIT, consent, UNIT, good), reason)
    wrong = cashout(book, OWNER, 3 * UNIT, HOST, UNIT, key=RENTER)
    play.refuse(OWNER, book, cash_for(HOST, HOST, 3 * UNIT, wrong, UNIT, good), reason)
    play.refuse(OWNER, book, cash_for(HOST, HOST, 3 * UNIT, consent, UNIT, cheque(book, UNIT)), "invalid issuer signature")
    play.refuse(OWNER, book, cash(HOST, 3 * UNIT, good), "invalid issuer signature")
    play.send(
        OWNER, book, cash_for(HOST, HOST, 3 * UNIT, consent, UNIT, good), event(BZZ, TRANSFER, book, OWNER, UNIT),
        event(BZZ, TRANSFER, book, HOST, 2 * UNIT), event(book, CASHED, HOST, HOST, OWNER, 3 * UNIT, 3 * UNIT, UNIT),
    )
    # A caller who would get more than is paid gets nothing.
    more = cashout(book, OWNER, 4 * UNIT, HOST, 2 * UNIT)
    play.refuse(
        OWNER, book, cash_for(HOST, HOST, 4 * UNIT, more, 2 * UNIT, cheque(book, 4 * UNIT)), "SimpleSwap: cannot pay caller"
    )
    # The issuer cashes for a beneficiary who signs, with no signature of its own.
    consent = cashout(book, RENTER, 5 * UNIT, HOST, 0)
    play.send(
        RENTER, book, cash_for(HOST, HOST, 5 * UNIT, consent, 0, b""), event(BZZ, TRANSFER, book, HOST, 2 * UNIT),
        event(book, CASHED, HOST, HOST, RENTER, 2 * UNIT, 5 * UNIT, 0),
    )


@scenario("2.10")
def a_hard_deposit_stands_for_its_beneficiary_alone(play):
    book = funded(play, 10 * UNIT)
    play.refuse(HOST, book, call("increaseHardDeposit(address,uint256)", HOST, 1), "SimpleSwap: not issuer")
    play.refuse(RENTER, book, call("increaseHardDeposit(address,uint256)", HOST, 10 * UNIT + 1), "hard deposit exceeds balance")
    play.refuse(RENTER, book, call("increaseHardDeposit(address,uint256)", HOST, 2**256 - 1), "hard deposit exceeds balance")
    play.send(
        RENTER, book, call("increaseHardDeposit(address,uint256)", HOST, 4 * UNIT),
        event(book, AMOUNT_CHANGED, HOST, 4 * UNIT),
    )
    play.refuse(RENTER, book, call("increaseHardDeposit(address,uint256)", HOST, 2**256 - 1), "SafeMath: addition overflow")
    play.ask(book, "balance()(uint256)", is_=10 * UNIT)
    play.ask(book, "liquidBalance()(uint256)", is_=6 * UNIT)
    play.ask(book, "liquidBalanceFor(address)(uint256)", HOST, is_=10 * UNIT)
    play.ask(book, "liquidBalanceFor(address)(uint256)", OWNER, is_=6 * UNIT)
    play.ask(book, "totalHardDeposit()(uint256)", is_=4 * UNIT)
    play.ask(book, "hardDeposits(address)(uint256,uint256,uint256,uint256)", HOST, is_=(4 * UNIT, 0, 0, 0))
    play.word(book, of(4, HOST), 4 * UNIT)
    play.word(book, 5, 4 * UNIT)
    # The issuer may take the rest alone.
    play.refuse(RENTER, book, call("withdraw(uint256)", 6 * UNIT + 1), "liquidBalance not sufficient")
    play.refuse(HOST, book, call("withdraw(uint256)", 1), "not issuer")
    play.send(RENTER, book, call("withdraw(uint256)", 5 * UNIT), event(BZZ, TRANSFER, book, RENTER, 5 * UNIT))
    # Another beneficiary gets what is liquid, and a bounce.
    play.send(
        OWNER, book, cash(OWNER, 3 * UNIT, cheque(book, 3 * UNIT, OWNER)), event(book, "ChequeBounced()"),
        event(BZZ, TRANSFER, book, OWNER, UNIT), event(book, CASHED, OWNER, OWNER, OWNER, UNIT, 3 * UNIT, 0),
    )
    # The host's cheque uses the hard deposit up first.
    play.send(
        HOST, book, cash(HOST, 3 * UNIT, cheque(book, 3 * UNIT)), event(BZZ, TRANSFER, book, HOST, 3 * UNIT),
        event(book, CASHED, HOST, HOST, HOST, 3 * UNIT, 3 * UNIT, 0),
    )
    play.word(book, of(4, HOST), UNIT)
    play.word(book, 5, UNIT)
    play.ask(book, "liquidBalance()(uint256)", is_=0)


@scenario("2.10")
def a_hard_deposit_is_lowered_in_two_steps_after_its_time(play):
    book = funded(play, 10 * UNIT)
    play.tell(RENTER, book, call("increaseHardDeposit(address,uint256)", HOST, 4 * UNIT))
    prepare, decrease = "prepareDecreaseHardDeposit(address,uint256)", call("decreaseHardDeposit(address)", HOST)
    play.refuse(HOST, book, call(prepare, HOST, 1), "SimpleSwap: not issuer")
    play.refuse(RENTER, book, call(prepare, HOST, 4 * UNIT + 1), "hard deposit not sufficient")
    play.refuse(RENTER, book, decrease, "deposit not yet timed out")
    play.send(
        RENTER, book, call(prepare, HOST, 3 * UNIT),
        event(book, "HardDepositDecreasePrepared(address*,uint256)", HOST, 3 * UNIT),
    )
    due = play.pair.timestamp + DAY
    play.ask(book, "hardDeposits(address)(uint256,uint256,uint256,uint256)", HOST, is_=(4 * UNIT, 3 * UNIT, 0, due))
    place = of(4, HOST)
    for offset, word in enumerate((4 * UNIT, 3 * UNIT, 0, due)):
        play.word(book, place + offset, word)
    play.wait(DAY - 1)
    play.refuse(RENTER, book, decrease, "deposit not yet timed out")
    play.wait(1)
    # Anyone may take the second step.
    play.send(OWNER, book, decrease, event(book, AMOUNT_CHANGED, HOST, UNIT))
    play.refuse(OWNER, book, decrease, "deposit not yet timed out")
    play.word(book, 5, UNIT)
    # An increase calls a decrease off.
    play.tell(RENTER, book, call(prepare, HOST, UNIT))
    play.tell(RENTER, book, call("increaseHardDeposit(address,uint256)", HOST, 0))
    play.wait(2 * DAY)
    play.refuse(RENTER, book, decrease, "deposit not yet timed out")
    # Cashed in between: the decrease no longer fits.
    play.tell(RENTER, book, call(prepare, HOST, UNIT))
    play.tell(HOST, book, cash(HOST, UNIT // 2, cheque(book, UNIT // 2)))
    play.wait(DAY)
    play.refuse(RENTER, book, decrease, "SafeMath: subtraction overflow")


@scenario("2.10")
def a_beneficiary_agrees_to_another_timeout(play):
    book = funded(play, 10 * UNIT)
    custom = "setCustomHardDepositTimeout(address,uint256,bytes)"
    consent = timeout_consent(book, 10)
    play.refuse(HOST, book, call(custom, HOST, 10, consent), "SimpleSwap: not issuer")
    play.refuse(RENTER, book, call(custom, HOST, 11, consent), "invalid beneficiary signature")
    play.refuse(RENTER, book, call(custom, HOST, 10, timeout_consent(book, 10, RENTER)), "invalid beneficiary signature")
    play.send(
        RENTER, book, call(custom, HOST, 10, consent), event(book, "HardDepositTimeoutChanged(address*,uint256)", HOST, 10)
    )
    play.word(book, of(4, HOST) + 2, 10)
    play.tell(RENTER, book, call("increaseHardDeposit(address,uint256)", HOST, UNIT))
    play.tell(RENTER, book, call("prepareDecreaseHardDeposit(address,uint256)", HOST, UNIT))
    play.wait(9)
    play.refuse(HOST, book, call("decreaseHardDeposit(address)", HOST), "deposit not yet timed out")
    play.wait(1)
    play.send(HOST, book, call("decreaseHardDeposit(address)", HOST), event(book, AMOUNT_CHANGED, HOST, 0))


@scenario("11")
def a_chequebook_takes_no_compact_signature_and_no_other_scheme(play):
    book = funded(play, 10 * UNIT)
    good = cheque(book, UNIT)
    order = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
    s, v = int.from_bytes(good[32:64], "big"), good[64]
    compact = good[:32] + (s | (v - 27) << 255).to_bytes(32, "big")
    high = good[:32] + (order - s).to_bytes(32, "big") + bytes([55 - v])
    vaults = signed(
        RENTER, "Vault", "Cheque", "address vault, address beneficiary, uint256 cumulativePayout",
        {"vault": book, "beneficiary": HOST, "cumulativePayout": UNIT},
    )
    for signature, reason in (
        (compact, "ECDSA: invalid signature length"), (good + b"\0", "ECDSA: invalid signature length"),
        (high, "ECDSA: invalid signature 's' value"), (good[:64] + b"\0", "ECDSA: invalid signature 'v' value"),
        (bytes(32) + good[32:], "ECDSA: invalid signature"), (vaults, "invalid issuer signature"),
        (cheque(book, UNIT, chain=100), "invalid issuer signature"),
    ):
        play.refuse(HOST, book, cash(HOST, UNIT, signature), reason)
    hashes = {
        "EIP712DOMAIN_TYPEHASH": "c2f8787176b8ac6bf7215b4adcc1e069bf4ab82d9ab1df05a57a91d425935b6e",
        "CHEQUE_TYPEHASH": "48ebe6deff4a5ee645c01506a026031e2a945d6f41f1f4e5098ad65347492c12",
        "CASHOUT_TYPEHASH": "7d824962dd0f01520922ea1766c987b1db570cd5db90bdba5ccf5e3206079502",
        "CUSTOMDECREASETIMEOUT_TYPEHASH": "e95f353750f192082df064ca5142d3a2d6f0bef0f3ffad66d80d8af86b7a749a",
    }
    for name, value in hashes.items():
        play.ask(book, f"{name}()(bytes32)", is_=bytes.fromhex(value))
