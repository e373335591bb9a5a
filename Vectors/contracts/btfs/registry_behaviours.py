"""What tokens, oracles and registries do."""
from eth_abi import encode
from eth_account import Account
from eth_utils import keccak
from places import *
from scenarios import call, event, of, raw, scenario
from vault_behaviours import TRANSFER

ZERO = "0x" + "00" * 20
APPROVAL = "Approval(address*,address*,uint256)"
NOT_OWNER = "Ownable: caller is not the owner"
DAY = 86400


@scenario("2.8")
def wbtt_wraps_coins_one_to_one_and_refuses_without_a_word(play):
    for signature, value in (("name()(string)", "Wrapped BTT"), ("symbol()(string)", "WBTT"), ("decimals()(uint8)", 18)):
        play.ask(WBTT, signature, is_=value)
    supply = 2 * 10**24
    play.ask(WBTT, "totalSupply()(uint256)", is_=supply)
    deposit, withdrawal = "Deposit(address*,uint256)", "Withdrawal(address*,uint256)"
    play.send(HOST, WBTT, call("deposit()"), event(WBTT, deposit, HOST, 5), value=5)
    play.send(HOST, WBTT, b"", event(WBTT, deposit, HOST, 6), value=6)
    play.send(HOST, WBTT, b"\1\2\3\4\5", event(WBTT, deposit, HOST, 7), value=7)
    play.send(HOST, WBTT, call("unknown()"), event(WBTT, deposit, HOST, 0))
    play.ask(WBTT, "totalSupply()(uint256)", is_=supply + 18)
    play.ask(WBTT, "balanceOf(address)(uint256)", HOST, is_=10**24 + 18)
    play.word(WBTT, of(3, HOST), 10**24 + 18)
    play.refuse(HOST, WBTT, call("withdraw(uint256)", 10**24 + 19), "")
    play.send(HOST, WBTT, call("withdraw(uint256)", 18), event(WBTT, withdrawal, HOST, 18))
    play.refuse(HOST, WBTT, call("withdraw(uint256)", 1), "", value=1)
    play.refuse(HOST, WBTT, call("transfer(address,uint256)", OWNER, 10**24 + 1), "")
    play.send(HOST, WBTT, call("transfer(address,uint256)", OWNER, 4), event(WBTT, TRANSFER, HOST, OWNER, 4))
    # Nothing keeps tokens from being lost.
    play.send(HOST, WBTT, call("transfer(address,uint256)", ZERO, 1), event(WBTT, TRANSFER, HOST, ZERO, 1))
    play.send(HOST, WBTT, call("transfer(address,uint256)", HOST, 3), event(WBTT, TRANSFER, HOST, HOST, 3))


@scenario("2.8")
def an_allowance_of_wbtt_falls_unless_it_is_the_largest(play):
    move = "transferFrom(address,address,uint256)"
    play.refuse(OWNER, WBTT, call(move, HOST, OWNER, 1), "")
    play.send(HOST, WBTT, call("approve(address,uint256)", OWNER, 5), event(WBTT, APPROVAL, HOST, OWNER, 5))
    play.send(OWNER, WBTT, call(move, HOST, RENTER, 3), event(WBTT, TRANSFER, HOST, RENTER, 3))
    play.ask(WBTT, "allowance(address,address)(uint256)", HOST, OWNER, is_=2)
    play.word(WBTT, of(of(4, HOST), OWNER), 2)
    play.refuse(OWNER, WBTT, call(move, HOST, RENTER, 3), "")
    play.send(HOST, WBTT, call(move, HOST, RENTER, 3), event(WBTT, TRANSFER, HOST, RENTER, 3))
    most = 2**256 - 1
    play.send(HOST, WBTT, call("approve(address,uint256)", OWNER, most), event(WBTT, APPROVAL, HOST, OWNER, most))
    play.send(OWNER, WBTT, call(move, HOST, RENTER, 3), event(WBTT, TRANSFER, HOST, RENTER, 3))
    play.ask(WBTT, "allowance(address,address)(uint256)", HOST, OWNER, is_=most)


@scenario("2.8")
def other_tokens_refuse_with_reasons_and_keep_the_largest_allowance_no_better(play):
    for token, symbol, decimals in ((TRX, "TRX", 6), (USDD, "USDD", 18), (USDT, "USDT", 6), (BZZ, "xBZZ", 16)):
        play.ask(token, "symbol()(string)", is_=symbol)
        play.ask(token, "decimals()(uint8)", is_=decimals)
        play.ask(token, "totalSupply()(uint256)", is_=2 * 10 ** (6 + decimals))
    transfer, move = "transfer(address,uint256)", "transferFrom(address,address,uint256)"
    play.refuse(HOST, TRX, call(transfer, OWNER, 10**12 + 1), "ERC20: transfer amount exceeds balance")
    play.refuse(HOST, TRX, call(transfer, ZERO, 1), "ERC20: transfer to the zero address")
    play.refuse(HOST, TRX, call("approve(address,uint256)", ZERO, 1), "ERC20: approve to the zero address")
    play.refuse(HOST, TRX, call(move, ZERO, HOST, 0), "ERC20: transfer from the zero address")
    play.send(HOST, TRX, call(transfer, OWNER, 5), event(TRX, TRANSFER, HOST, OWNER, 5))
    most = 2**256 - 1
    play.send(HOST, TRX, call("approve(address,uint256)", OWNER, most), event(TRX, APPROVAL, HOST, OWNER, most))
    play.send(
        OWNER, TRX, call(move, HOST, RENTER, 5), event(TRX, TRANSFER, HOST, RENTER, 5),
        event(TRX, APPROVAL, HOST, OWNER, most - 5),
    )
    play.refuse(RENTER, TRX, call(move, HOST, RENTER, 5), "ERC20: transfer amount exceeds allowance")
    play.send(HOST, TRX, call("decreaseAllowance(address,uint256)", OWNER, most - 9), event(TRX, APPROVAL, HOST, OWNER, 4))
    play.refuse(HOST, TRX, call("decreaseAllowance(address,uint256)", OWNER, 5), "ERC20: decreased allowance below zero")
    play.send(HOST, TRX, call("increaseAllowance(address,uint256)", OWNER, 2), event(TRX, APPROVAL, HOST, OWNER, 6))
    play.refuse(HOST, TRX, call("mint(address,uint256)", HOST, 1), NOT_OWNER)
    play.send(OWNER, TRX, call("mint(address,uint256)", HOST, 1), event(TRX, TRANSFER, ZERO, HOST, 1))


@scenario("2.4")
def the_oracle_lists_prices_and_rates_that_its_owner_sets(play):
    tokens = [token[0] for token in TOKENS]
    prices, rates = tuple(token[3] for token in TOKENS), tuple(token[4] for token in TOKENS)
    play.ask(ORACLE, "getPrice(address)(uint256)", WBTT, is_=125_000_000)
    play.ask(ORACLE, "getRate(address)(uint256)", WBTT, is_=10**12)
    play.ask(ORACLE, "prices(address)(uint256)", USDT, is_=prices[3])
    play.ask(ORACLE, "rates(address)(uint256)", USDT, is_=1)
    play.ask(ORACLE, "getPrice(address)(uint256)", HOST, is_=0)
    play.ask(ORACLE, "getPrices(address[])(uint256[])", tokens, is_=(prices,))
    play.ask(ORACLE, "getRates(address[])(uint256[])", tokens, is_=(rates,))
    play.ask(ORACLE, "getPricesAndRates(address[])(uint256[],uint256[])", tokens[:1], is_=(prices[:1], rates[:1]))
    for signature in ("getPrices(address[])", "getRates(address[])", "getPricesAndRates(address[])"):
        play.refuse(HOST, ORACLE, call(signature, []), "tokens length not greater than 0")
    update = "updatePricesAndRates(address[],uint256[],uint256[])"
    play.refuse(HOST, ORACLE, call(update, [], [], []), NOT_OWNER)
    for lists, reason in (
        (([], [], []), "length not grater than 0"), (([WBTT], [], []), "new prices length not match"),
        (([WBTT], [1], []), "new rates length not match"),
    ):
        play.refuse(OWNER, ORACLE, call(update, *lists), reason)
    play.send(
        OWNER, ORACLE, call(update, tokens[:2], [7, 8], [9, 10]),
        event(ORACLE, "PricesAndRatesUpdate(address[],uint256[],uint256[])", tokens[:2], [7, 8], [9, 10]),
    )
    play.word(ORACLE, of(1, TRX), 8)
    play.word(ORACLE, of(2, TRX), 10)
    play.word(ORACLE, 0, OWNER)


@scenario("2.4")
def the_old_oracle_has_one_exchange_rate(play):
    play.ask(ORACLE_OLD, "getPrice(address)(uint256)", WBTT, is_=125_000_000)
    play.ask(ORACLE_OLD, "prices(address)(uint256)", WBTT, is_=125_000_000)
    play.ask(ORACLE_OLD, "getPrices(address[])(uint256[])", [WBTT, TRX], is_=((125_000_000, 0),))
    play.ask(ORACLE_OLD, "getExchangeRate()(uint256)", is_=10**12)
    play.ask(ORACLE_OLD, "exchangeRate()(uint256)", is_=10**12)
    play.refuse(HOST, ORACLE_OLD, call("updateExchangeRate(uint256)", 3), NOT_OWNER)
    play.refuse(HOST, ORACLE_OLD, call("getPrices(address[])", []), "tokens length not greater than 0")
    play.refuse(OWNER, ORACLE_OLD, call("updatePrices(address[],uint256[])", [TRX], []), "new prices length not match")
    play.send(
        OWNER, ORACLE_OLD, call("updateExchangeRate(uint256)", 3), event(ORACLE_OLD, "ExchangeRateUpdate(uint256)", 3)
    )
    play.send(
        OWNER, ORACLE_OLD, call("updatePrices(address[],uint256[])", [TRX], [4]),
        event(ORACLE_OLD, "PricesUpdate(address[],uint256[])", [TRX], [4]),
    )
    play.refuse(OWNER, ORACLE_OLD, call("transferOwnership(address)", ZERO), "Ownable: new owner is the zero address")
    transferred = "OwnershipTransferred(address*,address*)"
    play.send(OWNER, ORACLE_OLD, call("transferOwnership(address)", HOST), event(ORACLE_OLD, transferred, OWNER, HOST))
    play.refuse(OWNER, ORACLE_OLD, call("renounceOwnership()"), NOT_OWNER)
    play.send(HOST, ORACLE_OLD, call("renounceOwnership()"), event(ORACLE_OLD, transferred, HOST, ZERO))


def report(peer, created, version, nonce, account, signed, key=OWNER):
    """A heartbeat with the server's signature: no personal message, but its own way of hashing."""
    kinds = ["string", "uint32", "string", "uint32", "address", "uint32"]
    data = encode(kinds, [peer, created, version, nonce, account, signed])
    digest = keccak(encode(["bytes", "uint256", "bytes"], [b"\x19Ethereum Signed Message:\n", len(data), data]))
    signature = Account.unsafe_sign_hash(digest, KEYS[key]).signature
    signature = bytes(signature[:64]) + bytes([signature[64] - 27])
    arguments = (peer, created, version, nonce, account, signed)
    return digest, signature, call("reportStatus(string,uint32,string,uint32,address,uint32,bytes)", *arguments, signature)


REPORTED = "statusReported(string,uint32,string,uint32,address,uint32,uint32,uint32,uint16[30])"
STATUS_OF = "getStatus(string)(string,uint32,string,uint32,uint32,bytes,uint16[30])"


@scenario("2.5")
def heartbeats_are_counted_by_day_when_the_server_signed_them(play):
    start, peer = play.pair.timestamp, "16Uiu2HAm"
    nothing = ("", 0, "", 0, 0, b"", (0,) * 30)
    play.ask(STATUS, STATUS_OF, peer, is_=nothing)
    digest, signature, data = report(peer, start - 5, "4.1.0", 30, HOST, start - 4)
    arguments = (peer, start - 5, "4.1.0", 30, HOST, start - 4)
    play.ask(STATUS, "genHashExt(string,uint32,string,uint32,address,uint32)(bytes32)", *arguments, is_=digest)
    play.ask(STATUS, "recoverSignerExt(bytes32,bytes)(address)", digest, signature, is_=OWNER)
    hearts = [0] * 30
    hearts[start // DAY % 30] = 24
    play.send(HOST, STATUS, data, event(STATUS, REPORTED, *arguments, 0, start, hearts))
    play.ask(STATUS, STATUS_OF, peer, is_=(peer, start - 5, "4.1.0", 30, start - 4, signature, tuple(hearts)))
    play.refuse(HOST, STATUS, data, "reportStatus: Invalid lastNonce<Nonce")
    for arguments, reason in (
        ((peer, 0, "4.1.0", 31, HOST, start), "reportStatus: Invalid createTime"),
        ((peer, 1, "4.1.0", 0, HOST, start), "reportStatus: Invalid Nonce"),
        ((peer, 1, "4.1.0", 31, HOST, 0), "reportStatus: Invalid signedTime"),
        ((peer, 1, "4.1.0", 31, RENTER, start), "reportStatus: Invalid msg.sender"),
        ((peer, 1, "4.1.0", 31, HOST, start), "reportStatus: Invalid createTime."),
        ((peer, start - 5, "4.1.0", 31, HOST, start - DAY - 1), "reportStatus: signed time must be within 1 days of the current time."),
    ):
        play.refuse(HOST, STATUS, report(*arguments)[2], reason)
    play.refuse(
        HOST, STATUS, report(peer, 1, "4.1.0", 31, HOST, start, key=HOST)[2], "reportStatus: Invalid signed address."
    )
    # Three days later: the mean for the days between, the rest for the day itself.
    play.wait(3 * DAY)
    now = play.pair.timestamp
    arguments = (peer, start - 5, "4.1.1", 100, HOST, now - 1)
    for days in (1, 2):
        hearts[(now // DAY - days) % 30] = 23
    hearts[now // DAY % 30] = 70 - 2 * 23
    play.send(HOST, STATUS, report(*arguments)[2], event(STATUS, REPORTED, *arguments, 30, now, hearts))
    play.ask(STATUS, "totalStat()(uint64,uint64)", is_=(71, 1))
    play.ask(STATUS, "currentVersion()(string)", is_="4.1.0")


@scenario("2.5")
def the_status_contracts_owner_sets_its_version_and_signer(play):
    play.refuse(HOST, STATUS, call("initialize(address)", HOST), "Initializable: contract is already initialized")
    play.refuse(HOST, STATUS, call("setCurrentVersion(string)", "5"), NOT_OWNER)
    play.send(
        OWNER, STATUS, call("setCurrentVersion(string)", "5"), event(STATUS, "versionChanged(string,string)", "4.1.0", "5")
    )
    play.send(
        OWNER, STATUS, call("setSignAddress(address)", HOST), event(STATUS, "signAddressChanged(address,address)", OWNER, HOST)
    )
    assert play.tell(HOST, STATUS, call("getHighScoreHost()")) == encode(["uint256", "uint256"], [32, 0])


@scenario("2.6")
def files_and_their_contracts_are_registered(play):
    meta = ("peer", HOST, "a.txt", "txt", False, 120980347)
    kinds = "(string,address,string,string,bool,uint256)"
    play.refuse(OWNER, FILE_META, call(f"AddFileMeta(string,{kinds})", "Qm1", meta), "FileMeta: from must be the sender")
    added = keccak(text=f"eventAddFileMeta(string,{kinds})")
    log = {"address": FILE_META.lower(), "topics": [added], "data": encode(["string", kinds], ["Qm1", meta])}
    play.send(HOST, FILE_META, call(f"AddFileMeta(string,{kinds})", "Qm1", meta), log)
    assert play.tell(OWNER, FILE_META, call("GetFileMeta(string)", "Qm1")) == encode([kinds], [meta])
    play.refuse(OWNER, FILE_META, call("DeleteFileMeta(string)", "Qm1"), "FileMeta: not the uploader")
    play.send(
        HOST, FILE_META, call("DeleteFileMeta(string)", "Qm1"), event(FILE_META, "eventDeleteFileMeta(string)", "Qm1")
    )
    identifier = "178e2f6e-7641-4f5e-9b5a-5d595d8f8230,1"
    key = keccak(text=identifier)
    add = call("addFileMeta(string,bytes,uint256,(bytes32,address)[])", "Qm2", b"\x0a\x01x", 99, [(key, HOST)])
    play.send(RENTER, FILE_CONTRACT_META, add, event(FILE_CONTRACT_META, "FileMetaAdded(string,bytes)", "Qm2", b"\x0a\x01x"))
    play.refuse(RENTER, FILE_CONTRACT_META, add, "FileMeta: already added")
    ask = "getFileMeta(string,string[])(bytes,uint8[])"
    play.ask(FILE_CONTRACT_META, ask, "Qm2", [identifier, "other"], is_=(b"\x0a\x01x", (1, 0)))
    update = "updateStatus(string,uint8)"
    play.refuse(RENTER, FILE_CONTRACT_META, call(update, identifier, 2), "FileMeta: not the storage provider")
    play.refuse(HOST, FILE_CONTRACT_META, call(update, identifier, 4), "FileMeta: invalid status")
    play.send(
        HOST, FILE_CONTRACT_META, call(update, identifier, 2),
        event(FILE_CONTRACT_META, "StatusUpdated(string,uint8)", identifier, 2),
    )
    play.ask(FILE_CONTRACT_META, "contractStatus(bytes32)(uint8)", key, is_=2)
    play.ask(FILE_CONTRACT_META, "contractSP(bytes32)(address)", key, is_=HOST)
    play.ask(FILE_CONTRACT_META, "totalUsedSize()(uint256)", is_=99)


@scenario("2.7")
def coins_are_staked_unlocked_after_a_time_and_withdrawn(play):
    least, period = 10**21, 7 * DAY
    play.refuse(HOST, STAKE, call("stake()"), "Stake: below the minimum", value=least - 1)
    play.send(HOST, STAKE, call("stake()"), event(STAKE, "Staked(address*,uint256)", HOST, least), value=least)
    play.refuse(HOST, STAKE, call("unstake(uint256)", least + 1), "Stake: not so much staked")
    due = play.pair.timestamp + period
    play.send(
        HOST, STAKE, call("unstake(uint256)", 5), event(STAKE, "Unstaked(address*,uint256,uint256)", HOST, 5, due)
    )
    play.ask(STAKE, "getUserStake(address)(uint256,uint256,uint256)", HOST, is_=(least - 5, due, 5))
    play.ask(STAKE, "getGlobalStats()(uint256,uint256,uint256)", is_=(least - 5, 5, least))
    play.refuse(HOST, STAKE, call("withdraw()"), "Stake: still locked")
    play.wait(period)
    play.send(HOST, STAKE, call("withdraw()"), event(STAKE, "Withdrawn(address*,uint256)", HOST, 5))
    play.refuse(HOST, STAKE, call("withdraw()"), "Stake: nothing to withdraw")
    refusal = raw("118cdaa7") + bytes(12) + raw(HOST)
    play.refuse(HOST, STAKE, call("updateParameters(uint256,uint256)", 1, 2), refusal)
    play.refuse(HOST, STAKE, call("initialize(uint256,uint256)", 1, 2), raw("f92ee8a9"))
    play.send(
        OWNER, STAKE, call("updateParameters(uint256,uint256)", 1, 2), event(STAKE, "ParametersUpdated(uint256,uint256)", 1, 2)
    )


