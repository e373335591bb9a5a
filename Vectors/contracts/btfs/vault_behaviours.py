"""What vaults do: cheques cashed, bounced and refused, deposits, withdrawals."""
from places import *
from scenarios import IMPLEMENTATION, call, clone_code, event, of, raw, scenario, signed

LOGICS = {"V1": LOGIC_V1, "V2": LOGIC_V2, "multi": LOGIC_MULTI}
CASHED = "ChequeCashed(address*,address*,address*,uint256,uint256,uint256)"
MULTI_CASHED = "MultiTokenChequeCashed(address,address*,address*,address*,uint256,uint256,uint256)"
TRANSFER = "Transfer(address*,address*,uint256)"
CHEQUE = "address vault, address beneficiary, uint256 cumulativePayout"
UNIT = 10**18
PEER = "16Uiu2HAmKFQPM72SssFRrqcH1qwUsPwcp7vXSg3SEzfdYua1J5qc"


def deployed(play, logic=LOGIC_MULTI, factory=FACTORY_V2, issuer=RENTER, salt=1, peer=PEER, token=WBTT):
    """A vault as go-btfs deploys one."""
    data = call(
        "deployVault(address,address,bytes32,string,bytes)", issuer, logic, salt.to_bytes(32, "big"), peer,
        call("init(address,address)", issuer, token),
    )
    return "0x" + play.tell(issuer, factory, data)[12:].hex()


def funded(play, amount, **how):
    vault = deployed(play, **how)
    play.send(
        RENTER, WBTT, call("transfer(address,uint256)", vault, amount), event(WBTT, TRANSFER, RENTER, vault, amount)
    )
    return vault


def cheque(vault, payout, beneficiary=HOST, key=RENTER, chain=199):
    return signed(
        key, "Vault", "Cheque", CHEQUE, {"vault": vault, "beneficiary": beneficiary, "cumulativePayout": payout}, chain
    )


def token_cheque(token, vault, payout, beneficiary=HOST, key=RENTER, chain=199):
    return signed(
        key, "Vault", "MultiTokenCheque", "address token, " + CHEQUE,
        {"token": token, "vault": vault, "beneficiary": beneficiary, "cumulativePayout": payout}, chain,
    )


def cash(recipient, payout, signature):
    return call("cashChequeBeneficiary(address,uint256,bytes)", recipient, payout, signature)


def cash_token(token, recipient, payout, signature):
    return call("multiTokenCashChequeBeneficiary(address,address,uint256,bytes)", token, recipient, payout, signature)


@scenario("4.1", "V1", "V2", "multi")
def a_cheque_is_cashed_once_and_a_larger_one_pays_the_difference(play, kind):
    vault = funded(play, 10 * UNIT, logic=LOGICS[kind])
    first, second = cheque(vault, 3 * UNIT), cheque(vault, 4 * UNIT)
    play.send(
        HOST, vault, cash(HOST, 3 * UNIT, first), event(WBTT, TRANSFER, vault, HOST, 3 * UNIT),
        event(vault, CASHED, HOST, HOST, HOST, 3 * UNIT, 3 * UNIT, 0),
    )
    play.refuse(HOST, vault, cash(HOST, 3 * UNIT, first), "Vault: cannot cash")
    play.send(
        HOST, vault, cash(OWNER, 4 * UNIT, second), event(WBTT, TRANSFER, vault, OWNER, UNIT),
        event(vault, CASHED, HOST, OWNER, HOST, UNIT, 4 * UNIT, 0),
    )
    play.refuse(HOST, vault, cash(HOST, 3 * UNIT, first), "Vault: cannot cash")
    play.ask(vault, "paidOut(address)(uint256)", HOST, is_=4 * UNIT)
    play.ask(vault, "totalPaidOut()(uint256)", is_=4 * UNIT)
    play.ask(vault, "totalbalance()(uint256)", is_=6 * UNIT)
    play.ask(vault, "bounced()(bool)", is_=False)
    play.ask(vault, "issuer()(address)", is_=RENTER)
    play.ask(vault, "token()(address)", is_=WBTT)
    play.ask(vault, "implementation()(address)", is_=LOGICS[kind])
    play.word(vault, 0, 1)
    play.word(vault, 101, WBTT)
    play.word(vault, of(102, HOST), 4 * UNIT)
    play.word(vault, 103, 4 * UNIT)
    play.word(vault, 104, RENTER)
    play.word(vault, IMPLEMENTATION, LOGICS[kind])


@scenario("4.1", "V2", "multi")
def a_cheque_above_the_balance_is_refused_whole_and_leaves_no_mark(play, kind):
    vault = funded(play, 2 * UNIT, logic=LOGICS[kind])
    play.refuse(HOST, vault, cash(HOST, 3 * UNIT, cheque(vault, 3 * UNIT)), "Vault: insufficient fund")
    play.ask(vault, "bounced()(bool)", is_=False)
    play.ask(vault, "paidOut(address)(uint256)", HOST, is_=0)
    play.word(vault, 104, RENTER)
    play.tell(RENTER, WBTT, call("transfer(address,uint256)", vault, UNIT))
    play.send(
        HOST, vault, cash(HOST, 3 * UNIT, cheque(vault, 3 * UNIT)), event(WBTT, TRANSFER, vault, HOST, 3 * UNIT),
        event(vault, CASHED, HOST, HOST, HOST, 3 * UNIT, 3 * UNIT, 0),
    )


@scenario("4.1")
def v1_pays_what_there_is_and_the_rest_of_the_same_cheque_later(play):
    vault = funded(play, 2 * UNIT, logic=LOGIC_V1)
    data = cash(HOST, 3 * UNIT, cheque(vault, 3 * UNIT))
    play.send(
        HOST, vault, data, event(vault, "ChequeBounced()"), event(WBTT, TRANSFER, vault, HOST, 2 * UNIT),
        event(vault, CASHED, HOST, HOST, HOST, 2 * UNIT, 3 * UNIT, 0),
    )
    play.ask(vault, "bounced()(bool)", is_=True)
    play.ask(vault, "paidOut(address)(uint256)", HOST, is_=2 * UNIT)
    play.word(vault, 104, (1 << 160) | int(RENTER, 16))
    # Nothing is there: it succeeds and pays nothing.
    play.send(
        HOST, vault, data, event(vault, "ChequeBounced()"), event(WBTT, TRANSFER, vault, HOST, 0),
        event(vault, CASHED, HOST, HOST, HOST, 0, 3 * UNIT, 0),
    )
    play.tell(RENTER, WBTT, call("transfer(address,uint256)", vault, 5 * UNIT))
    play.send(
        HOST, vault, data, event(WBTT, TRANSFER, vault, HOST, UNIT),
        event(vault, CASHED, HOST, HOST, HOST, UNIT, 3 * UNIT, 0),
    )
    play.refuse(HOST, vault, data, "Vault: cannot cash")
    play.ask(vault, "bounced()(bool)", is_=True)


@scenario("4.1", "V1", "V2", "multi")
def a_cheque_of_another_signer_vault_beneficiary_amount_type_or_chain_is_refused(play, kind):
    vault = funded(play, 10 * UNIT, logic=LOGICS[kind])
    for signature in (
        cheque(vault, UNIT, key=HOST), cheque(WBTT, UNIT), cheque(vault, UNIT, beneficiary=OWNER), cheque(vault, UNIT + 1),
        cheque(vault, UNIT, chain=1029), token_cheque(WBTT, vault, UNIT),
    ):
        play.refuse(HOST, vault, cash(HOST, UNIT, signature), "invalid issuer signature")
    # Another account cannot cash the host's cheque; only the host can.
    play.refuse(OWNER, vault, cash(OWNER, UNIT, cheque(vault, UNIT)), "invalid issuer signature")
    # The signature is looked at before the amount is.
    play.refuse(HOST, vault, cash(HOST, 0, cheque(vault, UNIT)), "invalid issuer signature")
    play.refuse(HOST, vault, cash(HOST, 0, cheque(vault, 0)), "Vault: cannot cash")


@scenario("11", "V1", "V2", "multi")
def a_malformed_signature_is_refused_by_its_fault_and_a_compact_one_is_taken(play, kind):
    vault = funded(play, 10 * UNIT, logic=LOGICS[kind])
    good = cheque(vault, UNIT)
    order = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
    r, s, v = good[:32], int.from_bytes(good[32:64], "big"), good[64]
    high = r + (order - s).to_bytes(32, "big") + bytes([55 - v])
    for signature, reason in (
        (b"", "ECDSA: invalid signature length"),
        (good[:63], "ECDSA: invalid signature length"),
        (good + b"\0", "ECDSA: invalid signature length"),
        (good * 10, "ECDSA: invalid signature length"),
        (high, "ECDSA: invalid signature 's' value"),
        (good[:64] + b"\0", "ECDSA: invalid signature 'v' value"),
        (good[:64] + b"\1", "ECDSA: invalid signature 'v' value"),
        (good[:64] + b"\x1d", "ECDSA: invalid signature 'v' value"),
        (bytes(32) + good[32:], "ECDSA: invalid signature"),
        (r + bytes(32) + good[64:], "ECDSA: invalid signature"),
        (good[:64] + bytes([55 - v]), "invalid issuer signature"),
    ):
        play.refuse(HOST, vault, cash(HOST, UNIT, signature), reason)
    compact = r + (s | (v - 27) << 255).to_bytes(32, "big")
    play.send(
        HOST, vault, cash(HOST, UNIT, compact), event(WBTT, TRANSFER, vault, HOST, UNIT),
        event(vault, CASHED, HOST, HOST, HOST, UNIT, UNIT, 0),
    )


@scenario("4.6", "V1", "V2", "multi")
def the_issuer_cashes_without_a_signature_and_withdraws_at_any_time(play, kind):
    vault = funded(play, 10 * UNIT, logic=LOGICS[kind])
    play.send(
        RENTER, vault, cash(OWNER, UNIT, b""), event(WBTT, TRANSFER, vault, OWNER, UNIT),
        event(vault, CASHED, RENTER, OWNER, RENTER, UNIT, UNIT, 0),
    )
    play.ask(vault, "totalPaidOut()(uint256)", is_=UNIT)
    withdraw = "withdraw(uint256)"
    play.refuse(HOST, vault, call(withdraw, 1), "not issuer")
    play.refuse(RENTER, vault, call(withdraw, 9 * UNIT + 1), "totalbalance not sufficient")
    play.send(
        RENTER, vault, call(withdraw, 9 * UNIT), event(WBTT, TRANSFER, vault, RENTER, 9 * UNIT),
        event(vault, "VaultWithdraw(address*,uint256)", RENTER, 9 * UNIT),
    )
    reason = "" if kind == "V1" else "Vault: insufficient fund"
    if reason:
        play.refuse(HOST, vault, cash(HOST, UNIT, cheque(vault, UNIT)), reason)


@scenario("4.2", "V1", "V2", "multi")
def anybody_deposits_what_was_approved(play, kind):
    vault = deployed(play, logic=LOGICS[kind])
    # WBTT refuses without a word.
    play.refuse(HOST, vault, call("deposit(uint256)", 5), "")
    play.send(
        HOST, WBTT, call("approve(address,uint256)", vault, 7),
        event(WBTT, "Approval(address*,address*,uint256)", HOST, vault, 7),
    )
    play.send(
        HOST, vault, call("deposit(uint256)", 5), event(WBTT, TRANSFER, HOST, vault, 5),
        event(vault, "VaultDeposit(address*,uint256)", HOST, 5),
    )
    play.refuse(HOST, vault, call("deposit(uint256)", 3), "")
    play.refuse(RENTER, vault, call("deposit(uint256)", 1), "", value=1)
    play.ask(vault, "totalbalance()(uint256)", is_=5)


@scenario("4.1")
def a_host_cashes_into_its_own_vault_as_go_btfs_does(play):
    vault = funded(play, 10 * UNIT)
    own = deployed(play, issuer=HOST, salt=2, peer="host")
    play.send(
        HOST, vault, cash(own, UNIT, cheque(vault, UNIT)), event(WBTT, TRANSFER, vault, own, UNIT),
        event(vault, CASHED, HOST, own, HOST, UNIT, UNIT, 0),
    )
    play.tell(HOST, own, call("withdraw(uint256)", UNIT))


@scenario("2.2")
def other_tokens_have_sums_of_their_own(play):
    vault = funded(play, 10 * UNIT)
    play.tell(RENTER, USDT, call("transfer(address,uint256)", vault, 5_000_000))
    play.send(
        HOST, vault, cash_token(USDT, OWNER, 2_000_000, token_cheque(USDT, vault, 2_000_000)),
        event(USDT, TRANSFER, vault, OWNER, 2_000_000),
        event(vault, MULTI_CASHED, USDT, HOST, OWNER, HOST, 2_000_000, 2_000_000, 0),
    )
    play.send(
        HOST, vault, cash_token(USDT, HOST, 3_000_000, token_cheque(USDT, vault, 3_000_000)),
        event(USDT, TRANSFER, vault, HOST, 1_000_000),
        event(vault, MULTI_CASHED, USDT, HOST, HOST, HOST, 1_000_000, 3_000_000, 0),
    )
    play.refuse(HOST, vault, cash_token(USDT, HOST, 3_000_000, token_cheque(USDT, vault, 3_000_000)), "Vault: cannot cash")
    play.refuse(
        HOST, vault, cash_token(USDT, HOST, 6_000_000, token_cheque(USDT, vault, 6_000_000)), "Vault: insufficient fund"
    )
    play.refuse(HOST, vault, cash_token(USDT, HOST, 4_000_000, cheque(vault, 4_000_000)), "invalid issuer signature")
    play.refuse(HOST, vault, cash_token(TRX, HOST, 4_000_000, token_cheque(USDT, vault, 4_000_000)), "invalid issuer signature")
    play.ask(vault, "multiTokensPaidOut(address,address)(uint256)", USDT, HOST, is_=3_000_000)
    play.ask(vault, "multiTokensTotalPaidOut(address)(uint256)", USDT, is_=3_000_000)
    play.ask(vault, "multiTokensBounced(address)(bool)", USDT, is_=False)
    play.ask(vault, "totalbalanceOf(address)(uint256)", USDT, is_=2_000_000)
    play.ask(vault, "totalPaidOut()(uint256)", is_=0)
    play.ask(vault, "bounced()(bool)", is_=False)
    play.word(vault, of_two(105, USDT, HOST), 3_000_000)
    play.word(vault, of(106, USDT), 3_000_000)
    play.word(vault, of(107, USDT), 0)
    play.refuse(HOST, vault, call("multiTokenWithdraw(address,uint256)", USDT, 1), "not issuer")
    play.refuse(RENTER, vault, call("multiTokenWithdraw(address,uint256)", USDT, 2_000_001), "totalbalance not sufficient")
    play.send(
        RENTER, vault, call("multiTokenWithdraw(address,uint256)", USDT, 500_000), event(USDT, TRANSFER, vault, RENTER, 500_000),
        event(vault, "MultiTokenVaultWithdraw(address*,address*,uint256)", USDT, RENTER, 500_000),
    )
    play.refuse(
        HOST, vault, call("multiTokenDeposit(address,uint256)", USDT, 5), "ERC20: transfer amount exceeds allowance"
    )
    play.tell(HOST, USDT, call("approve(address,uint256)", vault, 5))
    play.send(
        HOST, vault, call("multiTokenDeposit(address,uint256)", USDT, 5), event(USDT, TRANSFER, HOST, vault, 5),
        event(USDT, "Approval(address*,address*,uint256)", HOST, vault, 0),
        event(vault, "MultiTokenVaultDeposit(address*,address*,uint256)", USDT, HOST, 5),
    )


def of_two(slot, first, second):
    return of(of(slot, first), second)


@scenario("2.2")
def the_vaults_own_token_goes_the_old_way_through_the_new_functions(play):
    vault = funded(play, 10 * UNIT)
    play.refuse(HOST, vault, cash_token(WBTT, HOST, UNIT, token_cheque(WBTT, vault, UNIT)), "invalid issuer signature")
    play.send(
        HOST, vault, cash_token(WBTT, HOST, UNIT, cheque(vault, UNIT)), event(WBTT, TRANSFER, vault, HOST, UNIT),
        event(vault, CASHED, HOST, HOST, HOST, UNIT, UNIT, 0),
    )
    play.ask(vault, "paidOut(address)(uint256)", HOST, is_=UNIT)
    play.ask(vault, "multiTokensPaidOut(address,address)(uint256)", WBTT, HOST, is_=0)
    play.send(
        RENTER, vault, call("multiTokenWithdraw(address,uint256)", WBTT, UNIT), event(WBTT, TRANSFER, vault, RENTER, UNIT),
        event(vault, "VaultWithdraw(address*,uint256)", RENTER, UNIT),
    )
    play.tell(HOST, WBTT, call("approve(address,uint256)", vault, 5))
    play.send(
        HOST, vault, call("multiTokenDeposit(address,uint256)", WBTT, 5), event(WBTT, TRANSFER, HOST, vault, 5),
        event(vault, "VaultDeposit(address*,uint256)", HOST, 5),
    )


@scenario("3.2")
def the_worked_examples_of_signatures_cash(play):
    vault, issuer = "0x1f8B3e7E691D733F5eb17E5570c49dE3e5Aecef9", "0xb5f59C8213931E5775e6DbE727709D4c576F910e"
    host = "0xF54430F85b5862cdd3278C3C78fda39b65f4a2bC"
    play.place(vault, clone_code(MASTER_V2))
    play.tell(OWNER, vault, call("init(address,bytes)", LOGIC_MULTI, call("init(address,address)", issuer, WBTT)))
    play.tell(RENTER, WBTT, call("transfer(address,uint256)", vault, 1000 * UNIT))
    for token in (USDT, TRX):
        play.tell(RENTER, token, call("transfer(address,uint256)", vault, 10**12))
    for payout, paid, signature in (
        (1331381000000000000, 1331381000000000000, "2ab9132eae10c9c44f44cab2b6cbcc7023fb61670849293aa10c4f8acced66fd582be5048662e4757e3968f6abcc0b2c845f87852a9b3e2b6f19aa92e7f4f0e61b"),
        (423850361000000000000, 422518980000000000000, "cb99be10f7e8eddc03a45c3a1f1b9c2f538a7f38df9b41f1166b4696b75e9ed03d88f2e4affe94abe0b97548f3b7a9d65e8e4a3320630dc0ea9c8bc94d88d1821b"),
    ):
        play.send(
            host, vault, cash(host, payout, raw(signature)), event(WBTT, TRANSFER, vault, host, paid),
            event(vault, CASHED, host, host, host, paid, payout, 0),
        )
    for token, payout, signature in (
        (USDT, 1234567, "824b85af2bf3aab255e3b6676e874d406092ed6e9aef81a9fab69331f5181fb57e23391a66d615db4ef8e3bc547cba9702af7ec45751adc165ad8f6faa5c40c71c"),
        (TRX, 987654321, "3956f8c75cc942be928cd29b4edba3a743a18c09a0efdb10522726b79edf9ce204aaae8ce1946b7d02eb6c91b3b9f2e7569e916b9c09f28ed69a0717a117ece41c"),
    ):
        play.send(
            host, vault, cash_token(token, host, payout, raw(signature)), event(token, TRANSFER, vault, host, payout),
            event(vault, MULTI_CASHED, token, host, host, host, payout, payout, 0),
        )
    # Signed for Donau, and of the wrong type: refused.
    donau = "6a1dc7becc7fba619d814d53096efc6bcf32d9199ce5d90cd4028f96ec4f6fd64e0435616e077a812a2df507263fb7eaa7804bf0db86a50cddac5b52420271cc1c"
    wrong = "ea672f2d28a1aa945d890cab80dd72bab0192eb2cbef4885e25d038dd1ac746d7e34b664af76291606c30e7e8ac39c1c209e602e73d5a6eec42855a23369b49e1b"
    for signature in (donau, wrong):
        play.refuse(host, vault, cash_token(WBTT, host, 1331381000000000000, raw(signature)), "invalid issuer signature")
    # The slots of the dossier's worked examples.
    play.word(vault, 0xEE5D0AB1C65C682E343A1FCD003BA312CC08FB44695E910C445A4154BEBE41FE, 423850361000000000000)
    play.word(vault, 0xC8AD48AB7C39DBC3CFB38A14927EF568B548ADB321E1BE31EE7A3B2DC873FBCF, 1234567)
    play.word(vault, 0x4B95C4F9D49F6929783B125346BF525FC55356549F42A129F3420E9217E88F07, 1234567)
    play.word(vault, 0xA68835A3AEBA9CA4DEAB7FEE080A21873775FD7B98EEE4591409A20F0EF8CC14, 0)


@scenario("1.6")
def the_vault_of_january_2022_pays_in_part_and_stands_without_a_proxy(play):
    deploy = call("deployVault(address,bytes32,string)", RENTER, bytes(32), PEER)
    vault = "0x" + play.tell(RENTER, FACTORY_LEGACY, deploy)[12:].hex()
    assert play.pair.account(vault)[2] == clone_code(MASTER_LEGACY)
    play.tell(RENTER, WBTT, call("approve(address,uint256)", vault, 2 * UNIT))
    play.send(
        RENTER, vault, call("deposit(uint256)", 2 * UNIT), event(WBTT, TRANSFER, RENTER, vault, 2 * UNIT),
        event(vault, "Deposit(address*,uint256)", RENTER, 2 * UNIT),
    )
    data = cash(HOST, 3 * UNIT, cheque(vault, 3 * UNIT))
    play.send(
        HOST, vault, data, event(vault, "ChequeBounced()"), event(WBTT, TRANSFER, vault, HOST, 2 * UNIT),
        event(vault, CASHED, HOST, HOST, HOST, 2 * UNIT, 3 * UNIT, 0),
    )
    play.word(vault, 0, WBTT)
    play.word(vault, of(1, HOST), 2 * UNIT)
    play.word(vault, 2, 2 * UNIT)
    play.word(vault, 3, (1 << 160) | int(RENTER, 16))
    play.ask(vault, "bounced()(bool)", is_=True)
    play.ask(FACTORY_LEGACY, "peerVaultAddress(string)(address)", PEER, is_=vault)
    play.ask(FACTORY_LEGACY, "deployedContracts(address)(bool)", vault, is_=True)
    play.ask(FACTORY_LEGACY, "master()(address)", is_=MASTER_LEGACY)
    play.word(FACTORY_LEGACY, 2, WBTT)
    play.word(FACTORY_LEGACY, 3, MASTER_LEGACY)
    play.refuse(OWNER, vault, call("init(address,address)", OWNER, WBTT), "already initialized")
    play.refuse(OWNER, MASTER_LEGACY, call("init(address,address)", OWNER, WBTT), "already initialized")
    play.refuse(RENTER, vault, call("upgradeTo(address)", LOGIC_V2), "")
    play.tell(RENTER, WBTT, call("transfer(address,uint256)", vault, UNIT))
    play.send(
        RENTER, vault, call("withdraw(uint256)", UNIT), event(WBTT, TRANSFER, vault, RENTER, UNIT),
        event(vault, "Withdraw(address*,uint256)", RENTER, UNIT),
    )


