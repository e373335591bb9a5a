"""What shells, factories and upgrades do: who may put which logic behind a vault."""
from assembly import assemble
from eth_utils import keccak, to_checksum_address
from places import *
from scenarios import IMPLEMENTATION, call, clone_code, event, of, raw, scenario
from vault_behaviours import LOGICS, PEER, UNIT, cash, cash_token, cheque, deployed, funded, token_cheque

FACTORIES = {"V1": FACTORY_V1, "V2": FACTORY_V2}
MASTERS = {"V1": MASTER_V1, "V2": MASTER_V2}
UPGRADED = "Upgraded(address*)"
DEPLOYED = "VaultDeployed(address,address,string)"
# Codes of a few instructions, at places of no account.
ANSWERS_NOTHING, ANSWERS_ZERO, REFUSES, EXPLAINS = ("0x" + f"{0xE0 + place:02x}" * 20 for place in range(4))
CODES = {
    ANSWERS_NOTHING: raw("00"),
    ANSWERS_ZERO: raw("600060005260206000f3"),
    REFUSES: raw("60006000fd"),
    # Answers proxiableUUID() with the right word, and refuses any other call with three bytes.
    EXPLAINS: assemble(
        "PUSH1 0 CALLDATALOAD PUSH1 224 SHR PUSH4 0x52d1902d EQ PUSH2 @asked JUMPI"
        " PUSH3 0x102030 PUSH1 0 MSTORE PUSH1 3 PUSH1 29 REVERT"
        f" asked: JUMPDEST PUSH32 {IMPLEMENTATION} PUSH1 0 MSTORE PUSH1 32 PUSH1 0 RETURN"
    ),
}


def deploy(issuer, logic, salt, peer, data):
    return call("deployVault(address,address,bytes32,string,bytes)", issuer, logic, salt.to_bytes(32, "big"), peer, data)


def init(issuer=RENTER, token=WBTT):
    return call("init(address,address)", issuer, token)


def shell_init(logic, data=b""):
    return call("init(address,bytes)", logic, data)


def expected_vault(factory, master, sender, salt):
    """The address by CREATE2: sender and salt make the salt, the clone of the master the code."""
    salted = keccak(raw(sender).rjust(32, b"\0") + salt.to_bytes(32, "big"))
    code = raw("3d602d80600a3d3981f3") + clone_code(master)
    return to_checksum_address(keccak(b"\xff" + raw(factory) + salted + keccak(code))[12:])


@scenario("1.5", "V1", "V2")
def a_factory_clones_its_master_registers_the_vault_and_says_so(play, kind):
    factory, master = FACTORIES[kind], MASTERS[kind]
    vault = expected_vault(factory, master, RENTER, 42)
    play.send(
        RENTER, factory, deploy(RENTER, LOGIC_MULTI, 42, PEER, init()),
        event(vault, UPGRADED, LOGIC_MULTI), event(vault, "Initialized(uint8)", 1),
        event(factory, DEPLOYED, RENTER, vault, PEER),
    )
    assert play.pair.account(vault)[2] == clone_code(master)
    play.ask(factory, "deployedContracts(address)(bool)", vault, is_=True)
    play.ask(factory, "deployedContracts(address)(bool)", LOGIC_MULTI, is_=False)
    play.ask(factory, "peerVaultAddress(string)(address)", PEER, is_=vault)
    play.ask(factory, "peerVaultAddress(string)(address)", "nobody", is_="0x" + "00" * 20)
    play.ask(factory, "master()(address)", is_=master)
    play.ask(factory, "TokenAddress()(address)", is_=WBTT)
    play.word(factory, of(0, vault), 1)
    play.word(factory, of(1, PEER, "string"), vault)
    play.word(factory, 2, master)
    play.word(factory, 3, WBTT)
    play.word(vault, IMPLEMENTATION, LOGIC_MULTI)
    play.refuse(RENTER, factory, deploy(RENTER, LOGIC_MULTI, 42, "other", init()), "ERC1167: create2 failed")
    # The same salt from another sender is another address.
    other = expected_vault(factory, master, HOST, 42)
    play.send(
        HOST, factory, deploy(RENTER, LOGIC_V2, 42, "other", init(HOST)), event(other, UPGRADED, LOGIC_V2),
        event(factory, DEPLOYED, RENTER, other, "other"),
    )
    # The event's issuer is an echo; the vault has its own.
    play.ask(other, "issuer()(address)", is_=HOST)


@scenario("1.6")
def the_dossiers_deployment_has_its_address_and_slots(play):
    sender, issuer = "0x" + "11" * 20, "0x7Cf4B71017F0312037D53fe966CE625BF98FFff6"
    vault = "0x3b3ed80c9c687B6a0C16e5ce778ecFEe3D5A0a4E"
    play.send(
        sender, FACTORY_V2, deploy(issuer, LOGIC_MULTI, 0x2A, PEER, init(issuer)),
        event(vault, UPGRADED, LOGIC_MULTI), event(vault, "Initialized(uint8)", 1),
        event(FACTORY_V2, DEPLOYED, issuer, vault, PEER),
    )
    assert keccak(play.pair.account(vault)[2]).hex() == "56dd1118a2dff81e9dace9d86dae42c09d728080c3b02caa02df63ef30647fda"
    play.word(FACTORY_V2, 0x9B7F525E5DBCDF823271043383DC94A63455E57F652511384ED8FB7221799AA8, vault)
    play.word(FACTORY_V2, 0x2A8AA46266F2B0EA73E64792B15D1EE8DD710CA423D0156A93F9EA6BA710DE82, 1)


@scenario("4.6")
def v1_registers_a_peer_id_again_for_anyone(play):
    first = deployed(play, factory=FACTORY_V1)
    second = deployed(play, factory=FACTORY_V1, issuer=HOST)
    assert first != second
    play.ask(FACTORY_V1, "peerVaultAddress(string)(address)", PEER, is_=second)
    play.ask(FACTORY_V1, "deployedContracts(address)(bool)", first, is_=True)


@scenario("4.6")
def v2_registers_a_peer_id_for_whoever_comes_first(play):
    squatted = deployed(play, issuer=HOST)
    play.refuse(RENTER, FACTORY_V2, deploy(RENTER, LOGIC_MULTI, 1, PEER, init()), "vault alerady created")
    play.ask(FACTORY_V2, "peerVaultAddress(string)(address)", PEER, is_=squatted)
    # The peer id is looked at before anything else is done.
    play.refuse(RENTER, FACTORY_V2, deploy(RENTER, RENTER, 1, PEER, b""), "vault alerady created")


@scenario("2.11", "V1", "V2")
def a_deployment_is_refused_with_the_reason_of_whoever_refuses(play, kind):
    factory = FACTORIES[kind]
    for address, code in CODES.items():
        play.place(address, code)
    for logic, data, reason in (
        (RENTER, init(), "ERC1967: new implementation is not a contract"),
        (LOGIC_V1, init("0x" + "00" * 20), "invalid issuer"),
        (LOGIC_V1, b"\1\2\3\4", "Address: low-level delegate call failed"),
        (REFUSES, b"\1", "Address: low-level delegate call failed"),
        (EXPLAINS, b"\1", raw("102030")),
    ):
        play.refuse(RENTER, factory, deploy(RENTER, logic, 1, PEER, data), reason)
    # Without data no call is made: the vault has a logic, and no issuer.
    vault = "0x" + play.tell(RENTER, factory, deploy(RENTER, LOGIC_V2, 1, PEER, b""))[12:].hex()
    play.ask(vault, "issuer()(address)", is_="0x" + "00" * 20)
    play.refuse(HOST, vault, cash(HOST, UNIT, cheque(vault, UNIT)), "invalid issuer signature")
    # Whoever calls init is the issuer.
    play.send(HOST, vault, init(HOST))
    play.refuse(RENTER, vault, init(), "Initializable: contract is already initialized")


@scenario("4.6")
def anyone_puts_another_logic_behind_a_vault_of_v1(play):
    vault = funded(play, 5 * UNIT, factory=FACTORY_V1, logic=LOGIC_V1)
    play.send(HOST, vault, shell_init(LOGIC_V2), event(vault, UPGRADED, LOGIC_V2))
    play.word(vault, IMPLEMENTATION, LOGIC_V2)
    # The vault's own init is still guarded by its logic.
    play.refuse(HOST, vault, shell_init(LOGIC_V1, init(HOST)), "Initializable: contract is already initialized")
    play.refuse(HOST, vault, shell_init(HOST), "ERC1967: new implementation is not a contract")
    play.ask(vault, "issuer()(address)", is_=RENTER)


@scenario("4.6")
def nobody_puts_another_logic_behind_a_vault_of_v2_through_its_shell(play):
    vault = funded(play, 5 * UNIT, logic=LOGIC_V2)
    for sender in (HOST, RENTER):
        play.refuse(sender, vault, shell_init(LOGIC_MULTI), "already initialized")
    # A wrong logic and a wrong length make no difference, a wrong shape does.
    play.refuse(HOST, vault, shell_init(HOST), "already initialized")
    play.refuse(HOST, vault, shell_init(HOST)[:67], "")
    play.word(vault, IMPLEMENTATION, LOGIC_V2)


@scenario("4.6", "V1", "V2")
def the_master_has_no_logic_and_answers_anything_with_nothing(play, kind):
    master = MASTERS[kind]
    play.word(master, IMPLEMENTATION, 0)
    for data in (b"", b"\1", call("issuer()"), call("withdraw(uint256)", 5)):
        assert play.send(RENTER, master, data, value=len(data)) == b""
    play.send(HOST, master, shell_init(LOGIC_MULTI), event(master, UPGRADED, LOGIC_MULTI))
    if kind == "V1":
        play.send(RENTER, master, shell_init(LOGIC_V1), event(master, UPGRADED, LOGIC_V1))
    else:
        play.refuse(RENTER, master, shell_init(LOGIC_V1), "already initialized")
    # Clones read their own slot, not the master's.
    vault = deployed(play, factory=FACTORIES[kind], logic=LOGIC_V2)
    play.ask(vault, "implementation()(address)", is_=LOGIC_V2)


@scenario("2.3", "V1", "V2")
def the_shells_init_reads_its_words_strictly(play, kind):
    vault = "0x" + "cd" * 20
    play.place(vault, clone_code(MASTERS[kind]))
    good = shell_init(LOGIC_V2, init())
    dirty = good[:4] + b"\1" + good[5:]
    panic = raw("4e487b71") + (0x41).to_bytes(32, "big")
    word = 4 + 32
    for data, reason in (
        (good[:4], ""), (good[:67], ""), (dirty, ""),
        (good[:word] + (2**64).to_bytes(32, "big") + good[word + 32 :], ""),
        (good[:word] + (2**64 - 1).to_bytes(32, "big") + good[word + 32 :], ""),
        (good[:word] + (len(good) - 4 - 31).to_bytes(32, "big") + good[word + 32 :], ""),
        (good[: word + 32] + (2**64).to_bytes(32, "big") + good[word + 64 :], panic),
        (good[: word + 32] + (2**64 - 1).to_bytes(32, "big") + good[word + 64 :], ""),
        (good[: word + 32] + (len(good) - word - 63).to_bytes(32, "big") + good[word + 64 :], ""),
    ):
        play.refuse(HOST, vault, data, reason)
    # The shell takes coins, but the logic's init does not.
    play.refuse(RENTER, vault, good, "Address: low-level delegate call failed", value=3)
    # The padding behind the data may be missing.
    play.send(RENTER, vault, good[: word + 64 + 68], event(vault, UPGRADED, LOGIC_V2))
    play.ask(vault, "issuer()(address)", is_=RENTER)


@scenario("1.6")
def a_vault_is_upgraded_from_v1_to_v2_to_multi_and_keeps_its_books(play):
    vault = funded(play, 2 * UNIT, factory=FACTORY_V1, logic=LOGIC_V1)
    play.tell(HOST, vault, cash(HOST, 3 * UNIT, cheque(vault, 3 * UNIT)))
    play.send(RENTER, vault, call("upgradeTo(address)", LOGIC_V2), event(vault, UPGRADED, LOGIC_V2))
    play.refuse(HOST, vault, cash(HOST, 3 * UNIT, cheque(vault, 3 * UNIT)), "Vault: insufficient fund")
    # The mark that V1 left.
    play.ask(vault, "bounced()(bool)", is_=True)
    play.ask(vault, "paidOut(address)(uint256)", HOST, is_=2 * UNIT)
    play.refuse(HOST, vault, call("MULTI_TOKEN_CHEQUE_TYPEHASH()"), "")
    play.send(RENTER, vault, call("upgradeTo(address)", LOGIC_MULTI), event(vault, UPGRADED, LOGIC_MULTI))
    play.ask(
        vault, "MULTI_TOKEN_CHEQUE_TYPEHASH()(bytes32)",
        is_=raw("8c842092946feae38811135d7ff31dbe46e5f73d737c2a68f78c927b9eb40b61"),
    )
    play.ask(
        vault, "CHEQUE_TYPEHASH()(bytes32)", is_=raw("797885ce783397eac54dfce7eb7e575a99b61d93125111f5fcc84780c6bb18b9")
    )
    play.ask(
        vault, "EIP712DOMAIN_TYPEHASH()(bytes32)",
        is_=raw("c2f8787176b8ac6bf7215b4adcc1e069bf4ab82d9ab1df05a57a91d425935b6e"),
    )
    play.refuse(HOST, vault, init(HOST), "Initializable: contract is already initialized")
    play.tell(RENTER, TRX, call("transfer(address,uint256)", vault, 7))
    play.tell(HOST, vault, cash_token(TRX, HOST, 7, token_cheque(TRX, vault, 7)))
    play.word(vault, 104, (1 << 160) | int(RENTER, 16))


@scenario("2.11", "V1", "V2", "multi")
def only_the_issuer_upgrades_only_through_the_proxy_and_only_to_such_a_logic(play, kind):
    logic = LOGICS[kind]
    direct = "0x" + "d1" * 20
    play.place(direct, clone_code(logic))
    for address, code in CODES.items():
        play.place(address, code)
    vault = deployed(play, logic=logic)
    upgrade, upgrade_and_call = "upgradeTo(address)", "upgradeToAndCall(address,bytes)"
    for target, reason in (
        (logic, "Function must be called through delegatecall"), (direct, "Function must be called through active proxy"),
        (vault, "not issuer"),
    ):
        play.refuse(HOST, target, call(upgrade, LOGIC_V2), reason)
        play.refuse(HOST, target, call(upgrade_and_call, LOGIC_V2, b""), reason)
    for target, reason in (
        (HOST, ""), (ANSWERS_NOTHING, ""), (ANSWERS_ZERO, "ERC1967Upgrade: unsupported proxiableUUID"),
        (REFUSES, "ERC1967Upgrade: new implementation is not UUPS"), (WBTT, "ERC1967Upgrade: new implementation is not UUPS"),
        (vault, "ERC1967Upgrade: new implementation is not UUPS"),
    ):
        play.refuse(RENTER, vault, call(upgrade, target), reason)
        play.refuse(RENTER, vault, call(upgrade_and_call, target, b"\1"), reason)
    play.refuse(RENTER, vault, call(upgrade, LOGIC_V1), "", value=1)
    play.refuse(RENTER, vault, call(upgrade_and_call, LOGIC_V2, b""), "Address: low-level delegate call failed")
    play.refuse(RENTER, vault, call(upgrade_and_call, EXPLAINS, b"\1"), raw("102030"))
    play.refuse(
        RENTER, vault, call(upgrade_and_call, LOGIC_V2, init(HOST)), "Initializable: contract is already initialized"
    )
    play.word(vault, IMPLEMENTATION, logic)
    asked = call(upgrade_and_call, LOGIC_V2, call("issuer()"))
    # The function takes coins; what it calls does not.
    play.refuse(RENTER, vault, asked, "Address: low-level delegate call failed", value=2)
    play.send(RENTER, vault, asked, event(vault, UPGRADED, LOGIC_V2))
    play.refuse(RENTER, vault, call("proxiableUUID()"), "UUPSUpgradeable: must not be called through delegatecall")
    play.ask(logic, "proxiableUUID()(bytes32)", is_=IMPLEMENTATION.to_bytes(32, "big"))
    # EXPLAINS has the right word, so it is taken; whatever the vault is asked, it explains.
    play.send(RENTER, vault, call(upgrade, EXPLAINS), event(vault, UPGRADED, EXPLAINS))
    play.refuse(RENTER, vault, call(upgrade, LOGIC_V2), raw("102030"))


@scenario("4.6", "V1", "V2", "multi")
def a_logic_by_itself_takes_anyone_as_issuer_and_cannot_be_upgraded(play, kind):
    logic = LOGICS[kind]
    logs = [event(logic, "Initialized(uint8)", 1)] if kind == "multi" else []
    play.send(HOST, logic, init(HOST), *logs)
    play.ask(logic, "issuer()(address)", is_=HOST)
    play.refuse(RENTER, logic, init(), "Initializable: contract is already initialized")
    play.refuse(HOST, logic, call("upgradeTo(address)", LOGIC_V1), "Function must be called through delegatecall")
    play.ask(logic, "implementation()(address)", is_="0x" + "00" * 20)


@scenario("2.3")
def a_shell_answers_and_refuses_as_its_logic_does_at_any_length(play):
    # Answers with its call data thrice, or refuses with it when the first byte is not zero.
    echo, vault = "0x" + "ec" * 20, "0x" + "cd" * 20
    copies = " ".join(f"CALLDATASIZE PUSH1 0 PUSH1 {n} CALLDATASIZE MUL CALLDATACOPY" for n in range(3))
    code = assemble(
        copies + " PUSH1 0 MLOAD PUSH1 248 SHR PUSH2 @refuse JUMPI PUSH1 3 CALLDATASIZE MUL PUSH1 0 RETURN"
        " refuse: JUMPDEST PUSH1 3 CALLDATASIZE MUL PUSH1 0 REVERT"
    )
    play.place(vault, clone_code(MASTER_V2))
    play.place(echo, code)
    play.tell(HOST, vault, shell_init(echo))
    for size in (2, 31, 33, 2500):
        data = bytes(size - 1) + b"\7"
        assert play.send(HOST, vault, data) == data * 3, size
        data = b"\7" * size
        play.refuse(HOST, vault, data, data * 3)


