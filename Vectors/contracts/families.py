"""The families of proxies that have no fixed bytes, each as its projects' sources say it; all executed.

Besides where a call ends, who may change that is proved: every function that writes the slot is
called by a stranger and by the administrator, while the slot is set and while it is zero.
"""
import pyrevm
from assembler import assemble
from compilers import hashed
from delegating import (
    BEACON, BEACON_SLOT, CALL, COPY, HAND_ON, IMPLEMENTATION, MARKER, PROXY, TARGET, delegate,
)
from eth_abi import encode
from eth_utils import keccak
from idioms import ADDRESS, CHECKED, dispatcher, load, mapping, return_word, selector, topic, unless
from running import SENDER, split

ADMIN, NEW = "0x" + "ad" * 20, "0x" + "f6" * 20
T, B, A, S = (int(address, 16) for address in (TARGET, BEACON, ADMIN, SENDER))
MASK = f"{ADDRESS} AND "


def slot_of(text, less=0):
    return int.from_bytes(hashed(text), "big") - less


ADMIN_SLOT = slot_of("eip1967.proxy.admin", 1)
SECOND = slot_of("eip1967.proxy.implementation.secondary", 1)
DIAMOND = slot_of("diamond.standard.diamond.storage")
KERNEL, APP = slot_of("aragonOS.appStorage.kernel"), slot_of("aragonOS.appStorage.appId")
DICTIONARY = slot_of("erc7546.proxy.dictionary", 1)
UPGRADED = f"DUP1 {topic('Upgraded(address)')} 0 0 LOG2 "


def new_address():
    return load(0) + unless(CHECKED["address"])


def hashed_slot(address, slot):
    """The place of an address's value in a mapping."""
    return int.from_bytes(keccak(address.to_bytes(32, "big") + slot.to_bytes(32, "big")), "big")


def answering(signature=None):
    """A contract that names the target to this question, and refuses all others."""
    check = unless(f"0 CALLDATALOAD 224 SHR 0x{selector(signature):08x} EQ" if signature else "CALLDATASIZE ISZERO")
    return assemble(check + return_word(T))


def ask(signature, asked, arguments=()):
    """Asks for the target; leaves it, with the question at 0x80 and the answer in its place."""
    text = f"0x{selector(signature):08x} 224 SHL 0x80 MSTORE " if signature else ""
    for index, argument in enumerate(arguments):
        text += f"{argument} {0x84 + 32 * index} MSTORE "
    length = 4 + 32 * len(arguments) if signature else 0
    return text + f"32 0x80 {length} 0x80 {asked} GAS STATICCALL " + unless("") + "0x80 MLOAD " + MASK


def behind(find):
    """Finds the target first, then hands on."""
    return "0x80 0x40 MSTORE " + find + COPY + "0 DUP1 CALLDATASIZE DUP2 DUP5 GAS DELEGATECALL " + HAND_ON


def writes(slot, check=""):
    return check + new_address() + unless("DUP1 EXTCODESIZE") + f"DUP1 {slot} SSTORE " + UPGRADED + "POP STOP "


def only(slot):
    return unless(f"{slot} SLOAD {MASK}CALLER EQ")


def is_admin(slot):
    """A transparent proxy's functions are the administrator's; all others are handed on."""
    return f"{slot} SLOAD {MASK}CALLER EQ ISZERO @fallback JUMPI "


def row(name, comment, text, expected, storage=None, others=None, seen=None, **more):
    return {"name": name, "comment": comment, "text": text, "expected": expected, "storage": storage or {},
            "others": others or {}, "seen": seen or {}, **more}


def slot(number, kind, **more):
    return {"kind": kind, "from": "slot", "slot": number} | more


def slot_rows():
    """The target is in a slot."""
    transparent = dispatcher([
        ("upgradeTo(address)", "payable", is_admin(ADMIN_SLOT) + writes(IMPLEMENTATION)),
        ("changeAdmin(address)", "payable", is_admin(ADMIN_SLOT) + new_address() + f"{ADMIN_SLOT} SSTORE STOP "),
        ("admin()", "payable", is_admin(ADMIN_SLOT) + return_word(f"{ADMIN_SLOT} SLOAD")),
        ("implementation()", "payable", is_admin(ADMIN_SLOT) + return_word(f"{IMPLEMENTATION} SLOAD")),
    ], "binary", delegate(f"{IMPLEMENTATION} SLOAD"))
    both = {IMPLEMENTATION: T, ADMIN_SLOT: A}
    yield row("ERC-1967 transparent", "OpenZeppelin 3 and 4: the administrator's functions, and the fallback for all others.",
              transparent, slot(IMPLEMENTATION, "erc-1967-transparent", writers={"upgradeTo(address)": "no"}), both)
    frozen = (
        f"0x80 0x40 MSTORE {A} CALLER EQ @admin JUMPI @forward JUMP admin: "
        + unless(f"0 CALLDATALOAD 224 SHR 0x{selector('upgradeToAndCall(address,bytes)'):08x} EQ")
        + writes(IMPLEMENTATION) + "forward: " + delegate(f"{IMPLEMENTATION} SLOAD {MASK}"))
    yield row("ERC-1967 transparent, frozen administrator", "OpenZeppelin 5: the administrator is an immutable.", frozen,
              slot(IMPLEMENTATION, "erc-1967-transparent", writers={"upgradeToAndCall(address,bytes)": "no"}), both)
    yield row("ERC-1967 without functions", "ERC1967Proxy, whose upgrades are the implementation's.",
              behind(f"{IMPLEMENTATION} SLOAD {MASK}"), slot(IMPLEMENTATION, "erc-1967", writers={}), both)
    init = "init(address,bytes)"
    for name, check, openness in (
        ("may be set while the slot is zero", unless(f"{IMPLEMENTATION} SLOAD {MASK}ISZERO"), "while-zero"), ("may always be set", "", "always"),
    ):
        code = dispatcher([(init, "payable", check + writes(IMPLEMENTATION))], "shr", delegate(f"{IMPLEMENTATION} SLOAD {MASK}"))
        yield row(f"ERC-1967 that {name}", f"A BTFS VaultProxy of {'V2' if check else 'V1'}: anybody may call init.", code,
                  slot(IMPLEMENTATION, "erc-1967", writers={init: openness}), both)
    flagged = unless("9 SLOAD 0xff AND ISZERO") + "1 9 SSTORE "
    yield row("ERC-1967 that is initialised once by a flag", "The flag is in a slot of its own, as Initializable has it.", dispatcher(
        [("initialize(address,bytes)", "payable", flagged + writes(IMPLEMENTATION))], "shr", delegate(f"{IMPLEMENTATION} SLOAD")),
        slot(IMPLEMENTATION, "erc-1967", writers={"initialize(address,bytes)": "no"}), both | {9: 1}, admin_needs={9: 0})
    yield row("ERC-1822", "The slot of PROXIABLE.", delegate(f"{slot_of('PROXIABLE')} SLOAD"),
              slot(slot_of("PROXIABLE"), "erc-1822", writers={}), {slot_of("PROXIABLE"): T})
    old, old_admin = slot_of("org.zeppelinos.proxy.implementation"), slot_of("org.zeppelinos.proxy.admin")
    yield row("ZeppelinOS", "FiatTokenProxy: as transparent proxies were before ERC-1967.", dispatcher(
        [("upgradeTo(address)", "payable", is_admin(old_admin) + writes(old))], "div", delegate(f"{old} SLOAD {MASK}")),
        slot(old, "zeppelinos", writers={"upgradeTo(address)": "no"}), {old: T, old_admin: A})
    safe = (f"0x80 0x40 MSTORE 0 SLOAD {MASK}0 CALLDATALOAD 224 SHR 0x{selector('masterCopy()'):08x} EQ @copy JUMPI "
            "CALLDATASIZE 0 DUP1 CALLDATACOPY 0 DUP1 CALLDATASIZE DUP2 DUP5 GAS DELEGATECALL " + HAND_ON
            + "copy: 0 MSTORE 32 0 RETURN")
    yield row("Safe of 1.5", "masterCopy() is answered whatever stands behind its selector.", safe, slot(0, "safe", writers={}), {0: T})
    accept = unless("3 SLOAD CALLER EQ 3 SLOAD ISZERO ISZERO AND") + f"3 SLOAD {MASK}2 SSTORE 0 3 SSTORE STOP "
    yield row("Unitroller", "Compound: a pending implementation accepts for itself.", dispatcher([
        ("comptrollerImplementation()", "view", return_word("2 SLOAD")),
        ("pendingComptrollerImplementation()", "view", return_word("3 SLOAD")),
        ("_setPendingImplementation(address)", "payable", only(0) + new_address() + "3 SSTORE STOP "),
        ("_acceptImplementation()", "payable", accept),
    ], "binary", delegate("2 SLOAD")), slot(2, "unitroller", writers={"_acceptImplementation()": "no"}), {0: A, 2: T, 3: A})
    matic, owner = slot_of("matic.network.proxy.implementation"), slot_of("matic.network.proxy.owner")
    yield row("Polygon", "UpgradableProxy, with its owner in a slot.", dispatcher(
        [("updateImplementation(address)", "payable", only(owner) + writes(matic))], "shr", behind(f"{matic} SLOAD ")),
        slot(matic, "polygon", writers={"updateImplementation(address)": "no"}), {matic: T, owner: A})
    stark = slot_of("StarkWare2019.implemntation-slot")
    yield row("StarkWare", "The slot whose name is misspelt.", delegate(f"{stark} SLOAD"), slot(stark, "starkware", writers={}), {stark: T})
    double = (f"CALLER {ADMIN_SLOT} SLOAD {MASK}EQ @admin JUMPI {SECOND} SLOAD @go JUMP admin: {IMPLEMENTATION} SLOAD go: "
              "CALLDATASIZE 0 DUP1 CALLDATACOPY 0 DUP1 CALLDATASIZE DUP2 DUP5 GAS DELEGATECALL " + HAND_ON)
    yield row("Arbitrum's double logic", "The administrator gets the first implementation, everybody else the second.", double,
              slot(SECOND, "arbitrum-double-logic", alternatives=1), {SECOND: T, IMPLEMENTATION: 1, ADMIN_SLOT: A})
    yield row("Argent", "Value alone is logged with three topics; the rest goes to slot 0.",
              "CALLDATASIZE @forward JUMPI CALLVALUE ISZERO @forward JUMPI 0 CALLER CALLVALUE "
              f"{topic('Received(uint256,address,bytes)')} 0 0 LOG3 STOP forward: " + delegate("0 SLOAD"),
              slot(0, "storage-slot", behaviours=["takes-empty-calls"]), {0: T})
    tail = ("32 @tail 0x40 CODECOPY 0x40 MLOAD SLOAD 0x60 MSTORE CALLDATASIZE 0 0x80 CALLDATACOPY 0 DUP1 CALLDATASIZE 0x80 0x60 "
            "MLOAD GAS DELEGATECALL " + HAND_ON + f"INVALID tail= raw:{IMPLEMENTATION:064x}")
    yield row("slot in the code's tail", "Compound's Comet: the slot's number is copied from behind the code.", tail,
              slot(IMPLEMENTATION, "erc-1967"), {IMPLEMENTATION: T})
    yield row("slot less one", "Aave: the hash is pushed, and one taken off when it runs.",
              delegate(f"1 {IMPLEMENTATION + 1} SUB SLOAD"), slot(IMPLEMENTATION, "erc-1967"), {IMPLEMENTATION: T})
    yield row("slot of its own address", "A Sequence wallet that some compiler wrote.", behind("ADDRESS SLOAD "),
              {"kind": "computed-slot", "from": "slot-of-own-address"}, {int(PROXY, 16): T})
    yield row("slot picked by the caller", "Without a jump: 6, or 8 for the one in slot 5.",
              delegate("5 SLOAD CALLER EQ 2 MUL 6 ADD SLOAD"), {"kind": "computed-slot", "from": "slot-by-caller"}, {6: T, 5: A})
    anything = dispatcher([
        ("set(bytes32,bytes32)", "payable", f"{load(1)}{load(0)}SSTORE STOP "),
        ("run(address)", "payable", unless(f"{ADMIN_SLOT} SLOAD {MASK}CALLER EQ") + f"0 DUP1 DUP1 DUP1 {new_address()}GAS DELEGATECALL STOP "),
    ], "shr", delegate(f"{IMPLEMENTATION} SLOAD"))
    yield row("any slot, any code", "Anybody writes any slot; the administrator runs any code in the proxy's storage.", anything,
              slot(IMPLEMENTATION, "erc-1967", writers={"set(bytes32,bytes32)": "always", "run(address)": "no"},
                   means={"set(bytes32,bytes32)": "any-slot", "run(address)": "code"}), both, runs=IMPLEMENTATION)
    yield row("transient slot", "The target is put into transient storage, and read from there.",
              "3 SLOAD 5 TSTORE " + delegate("5 TLOAD"), {"kind": "transient-slot", "from": "transient-slot"}, {3: T})
    yield row("one byte asks for the target", "A side door: calldata of one byte never reaches the implementation.",
              "CALLDATASIZE 1 EQ @door JUMPI " + delegate("7 SLOAD") + "door: " + return_word("7 SLOAD"),
              slot(7, "storage-slot", behaviours=["answers-one-byte-calls"]), {7: T})


def fixed_rows():
    """The target is in the code, and what comes back is changed."""
    fixed = {"kind": "fixed-target", "from": "code", "target": TARGET}
    start = COPY + f"4096 0 CALLDATASIZE DUP2 {T} GAS DELEGATECALL "
    yield row("answers of 4096 bytes", "An old Vyper forwarder in other bytes: the answer is padded, a reason is lost.",
              start + unless("") + "4096 0 RETURN", fixed | {"behaviours": ["returns-fixed-length", "drops-revert-data"]}, answer=4096)
    yield row("failure without a reason by an invalid instruction", "What is left of the gas is spent.",
              COPY + f"0 DUP1 CALLDATASIZE DUP2 {T} GAS DELEGATECALL RETURNDATASIZE 0 DUP1 RETURNDATACOPY @good JUMPI INVALID "
              "good: RETURNDATASIZE 0 RETURN", fixed | {"behaviours": ["fails-by-invalid-jump"]})
    yield row("failures are answers", "Whether the call succeeded is not asked.",
              COPY + f"0 DUP1 CALLDATASIZE DUP2 {T} GAS DELEGATECALL POP RETURNDATASIZE 0 DUP1 RETURNDATACOPY RETURNDATASIZE 0 RETURN",
              fixed | {"behaviours": ["hides-failure"]})
    yield row("success compared with a number that it never is", "A Safe's end with a slip: the reverting branch is dead, so failures are answers.",
              COPY + f"0 DUP1 CALLDATASIZE DUP2 {T} GAS DELEGATECALL RETURNDATASIZE 0 DUP1 RETURNDATACOPY 4 DUP2 EQ @bad JUMPI "
              "RETURNDATASIZE 0 RETURN bad: RETURNDATASIZE 0 REVERT", fixed | {"behaviours": ["hides-failure"]})
    yield row("the caller behind the calldata", "As for a trusted forwarder: 20 bytes more.",
              COPY + f"CALLER 96 SHL CALLDATASIZE MSTORE 0 DUP1 20 CALLDATASIZE ADD 0 {T} GAS DELEGATECALL " + HAND_ON,
              fixed | {"behaviours": ["adds-to-calldata"]}, appended=20)
    yield row("target in another contract's code", "Data kept as code, read by EXTCODECOPY; where from is not followed.",
              f"32 0 0 {B} EXTCODECOPY 0 MLOAD " + COPY + "0 DUP1 CALLDATASIZE DUP2 DUP5 GAS DELEGATECALL " + HAND_ON,
              {"kind": "untraced", "from": "unknown"}, others={BEACON: T.to_bytes(32, "big")})
    yield row("functions before a forwarder", "A contract with an extension, whose address is an immutable.", dispatcher(
        [("count()", "view", return_word("0 SLOAD"))], "shr", delegate(f"0x{T:064x}")), fixed)
    yield row("CALLCODE", "Before Homestead: the target sees the proxy as its caller.",
              COPY + f"0 DUP1 CALLDATASIZE DUP2 CALLVALUE {T} GAS CALLCODE " + HAND_ON,
              fixed | {"kind": "callcode"}, seen={"caller": PROXY})
    yield row("CALLCODE from a slot", "The same, with the target in slot 4.",
              COPY + "0 DUP1 CALLDATASIZE DUP2 CALLVALUE 4 SLOAD GAS CALLCODE " + HAND_ON,
              slot(4, "callcode"), {4: T}, seen={"caller": PROXY})


def asking_rows():
    """Another contract, or a mapping, names the target."""
    beacon = {"kind": "beacon", "from": "beacon"}
    yield row("beacon in the code", "BeaconProxy of OpenZeppelin 5: the beacon is an immutable.", behind(ask("implementation()", B)),
              beacon | {"beacon": BEACON, "lookup": "implementation()"}, others={BEACON: answering("implementation()")})
    yield row("beacon of another function", "childImplementation(), and the beacon in ERC-1967's slot.",
              behind(ask("childImplementation()", f"{BEACON_SLOT} SLOAD")),
              beacon | {"slot": BEACON_SLOT, "lookup": "childImplementation()", "writers": {}}, {BEACON_SLOT: B},
              {BEACON: answering("childImplementation()")})
    yield row("beacon that is asked without data", "Dharma's: the question is empty.", behind(ask(None, B)),
              beacon | {"beacon": BEACON}, others={BEACON: answering()})
    registry = {"kind": "lookup", "from": "lookup"}
    yield row("registry by a constant key", "Livepeer: the controller in slot 0 is asked for a name's hash in slot 1.",
              dispatcher([("setController(address)", "payable", only(0) + writes(0))], "shr",
                         behind(ask("getContract(bytes32)", f"0 SLOAD {MASK}", ["1 SLOAD"]))),
              registry | {"slot": 0, "lookup": "getContract(bytes32)", "key": "other", "writers": {"setController(address)": "no"}},
              {0: B, 1: slot_of("BondingManagerTarget")}, {BEACON: answering("getContract(bytes32)")})
    yield row("aragonOS", "The kernel in one slot is asked for the application in another.",
              behind(ask("getApp(bytes32,bytes32)", f"{KERNEL} SLOAD", [slot_of("base"), f"{APP} SLOAD"])),
              {"kind": "aragonos", "from": "lookup", "slot": KERNEL, "lookup": "getApp(bytes32,bytes32)", "key": "other"},
              {KERNEL: B, APP: 5}, {BEACON: answering("getApp(bytes32,bytes32)")})
    name = mapping("ADDRESS", 0) + "SLOAD DUP1 0xff AND 1 SHR 0xa4 MSTORE 0xff NOT AND 0xc4 MSTORE "
    resolved = (name + f"0x{selector('getAddress(string)'):08x} 224 SHL 0x80 MSTORE 32 0x84 MSTORE " + mapping("ADDRESS", 1)
                + "SLOAD 32 0x80 100 0x80 DUP5 GAS STATICCALL " + unless("") + "0x80 MLOAD " + MASK)
    yield row("Optimism's resolved delegate", "Manager and name are in mappings that the proxy's own address picks.", behind(resolved),
              {"kind": "resolved-delegate", "from": "lookup", "slot": 1, "lookup": "getAddress(string)", "key": "other"},
              {hashed_slot(int(PROXY, 16), 1): B,
               hashed_slot(int(PROXY, 16), 0): int.from_bytes(b"Messenger".ljust(31, b"\0") + bytes([18]), "big")},
              {BEACON: answering("getAddress(string)")})
    sig = f"0 CALLDATALOAD 0x{0xffffffff << 224:064x} AND "
    yield row("ERC-7546", "The dictionary is asked for each selector.",
              behind(ask("getImplementation(bytes4)", f"{DICTIONARY} SLOAD", [sig])),
              {"kind": "selector-lookup", "from": "lookup-by-selector", "slot": DICTIONARY, "lookup": "getImplementation(bytes4)",
               "key": "selector"}, {DICTIONARY: B}, {BEACON: answering("getImplementation(bytes4)")})
    first = int.from_bytes(CALL[:4].ljust(32, b"\0"), "big")
    yield row("diamond", "ERC-2535 as diamond-3 has it: facet and position share a word.",
              behind(mapping(sig, DIAMOND) + f"SLOAD 96 SHR {unless('DUP1')}"),
              {"kind": "erc-2535", "from": "mapping-by-selector", "slot": DIAMOND, "key": "selector"},
              {hashed_slot(first, DIAMOND): T << 96 | 3})
    yield row("diamond in a struct", "zkSync: the facet is in a struct, one slot behind the entry.",
              behind(mapping(sig, DIAMOND - 1) + f"1 ADD SLOAD {MASK}{unless('DUP1')}"),
              {"kind": "erc-2535", "from": "mapping-by-selector", "slot": DIAMOND - 1, "key": "selector"},
              {hashed_slot(first, DIAMOND - 1) + 1: T})
    yield row("mapping by the caller", "Each caller has a module of its own.", behind(mapping("CALLER", 4) + "SLOAD "),
              {"kind": "mapping", "from": "mapping-by-caller", "slot": 4, "key": "caller"}, {hashed_slot(S, 4): T})
    yield row("mapping by its own address", "One storage layout for many proxies.", behind(mapping("ADDRESS", 4) + "SLOAD "),
              {"kind": "mapping", "from": "mapping-by-own-address", "slot": 4, "key": "own-address"},
              {hashed_slot(int(PROXY, 16), 4): T})
    tell = (f"0x{selector('setMessageSender(address)'):08x} 224 SHL 0x80 MSTORE CALLER 0x84 MSTORE 0 0 36 0x80 0 2 SLOAD {MASK}GAS CALL "
            + unless(""))
    send = COPY + f"0 DUP1 CALLDATASIZE DUP2 CALLVALUE 2 SLOAD {MASK}GAS CALL " + HAND_ON
    yield row("Synthetix", "The target is told who calls, then called.", tell + send, slot(2, "call-forwarder"), {2: T},
              seen={"caller": PROXY, "address": TARGET})
    flagged = "2 SLOAD 160 SHR 0xff AND @run JUMPI " + tell + send.replace("good", "fine") + "run: " + delegate(f"2 SLOAD {MASK}")
    yield row("Synthetix with a flag", "A flag beside the target says whether its code is run here instead.", flagged,
              slot(2, "storage-slot", alternatives=1), {2: 1 << 160 | T})


def other_rows():
    """What hands on something, but is no proxy."""
    yield ("module execution", "A Safe's function delegates what its arguments say; the fallback takes value.", dispatcher([
        ("execTransactionFromModule(address,uint256,bytes,uint8)", "payable",
         unless(mapping("CALLER", 1) + "SLOAD") + "0x64 CALLDATALOAD 1 EQ @run JUMPI STOP run: 0x44 CALLDATALOAD 4 ADD DUP1 "
         "CALLDATALOAD DUP1 DUP3 32 ADD 0x80 CALLDATACOPY 0 DUP1 DUP3 0x80 4 CALLDATALOAD GAS DELEGATECALL " + unless(""))],
        "shr", "STOP"))
    yield ("fallback handler", "A Safe's fallback asks its handler by CALL, with the caller behind the calldata.",
           "3 SLOAD DUP1 @handler JUMPI STOP handler: " + COPY + "CALLER 96 SHL CALLDATASIZE MSTORE 0 DUP1 20 CALLDATASIZE ADD 0 DUP1 "
           "DUP6 GAS CALL " + HAND_ON)
    yield ("target named by calldata", "Runs whatever code the first argument names.", delegate(load(0)))
    yield ("calldata without the selector", "What stands behind the selector is handed on, not the call.",
           "4 CALLDATASIZE SUB 4 0 CALLDATACOPY 0 DUP1 4 CALLDATASIZE SUB 0 1 SLOAD GAS DELEGATECALL " + HAND_ON)
    yield ("delegates to itself", "The whole call again, by its own code, until the gas is spent.", delegate("ADDRESS"))
    yield ("static forwarding", "Reads of another contract: by STATICCALL nothing of a proxy's can run.",
           COPY + "0 DUP1 CALLDATASIZE DUP2 1 SLOAD GAS STATICCALL " + HAND_ON)
    yield ("overwritten calldata", "The first word of the copy is replaced before it is handed on.",
           COPY + f"{T} 0 MSTORE 0 DUP1 CALLDATASIZE DUP2 1 SLOAD GAS DELEGATECALL " + HAND_ON)
    yield ("only calls without a selector", "Less than four bytes are handed on; whatever has a selector is refused.",
           "4 CALLDATASIZE LT @short JUMPI 0 DUP1 REVERT short: " + delegate("1 SLOAD"))
    yield ("an answer copied past its end", "Hands calls on, but copies the answer from its eighth byte on, all of its length: every call fails.",
           COPY + f"0 DUP1 CALLDATASIZE DUP2 {T} GAS DELEGATECALL RETURNDATASIZE 8 0 RETURNDATACOPY POP RETURNDATASIZE 0 RETURN")
    yield ("factory with an implementation slot", "Makes contracts and keeps ERC-1967's slot; nothing is handed on.", dispatcher([
        ("implementation()", "view", return_word(f"{IMPLEMENTATION} SLOAD")),
        ("setImplementation(address)", "nonpayable", only(0) + new_address() + f"{IMPLEMENTATION} SSTORE "),
        ("make()", "nonpayable", f"0x600b5981380380925939f3 0 MSTORE 11 21 0 CREATE {return_word('')}")], "binary"))


class Stage:
    """The proxy with its storage, the marker and whoever else it asks; NEW writes a slot when it is run."""

    def __init__(self, code, storage, others, runs=0):
        self.machine = pyrevm.EVM(gas_limit=2**60, spec_id="CANCUN")
        writer = assemble(f"1 {runs} SSTORE STOP")
        for address, held in {TARGET: MARKER, NEW: writer, PROXY: code, **others}.items():
            self.machine.insert_account_info(address, pyrevm.AccountInfo(code=held))
        for number, value in storage.items():
            self.machine.insert_account_storage(PROXY, number, value)

    def call(self, data, caller=SENDER):
        try:
            return bytes(self.machine.message_call(caller, PROXY, calldata=data, gas=10_000_000))
        except RuntimeError:
            return None

    def changes(self, number, signature, caller):
        """Whether a call of a function changes a slot."""
        before = self.machine.storage(PROXY, number)
        kinds = split(signature[signature.index("(") + 1 : -1])
        values = {"address": NEW, "bytes": b"", "bytes32": number.to_bytes(32, "big")}
        self.call(hashed(signature)[:4] + encode(kinds, [values[kind] for kind in kinds]), caller)
        return self.machine.storage(PROXY, number) != before


def prove(item, code):
    """The call ends in the target, and who may change that is who is said to."""
    expected, storage, others = item["expected"], item["storage"], item["others"]
    out = Stage(code, storage, others).call(CALL)
    length = item.get("answer", 128)
    assert out is not None and len(out) == length, item["name"]
    seen = {"address": PROXY, "caller": SENDER} | item["seen"]
    words = [int.from_bytes(out[place : place + 32], "big") for place in range(0, 128, 32)]
    assert words == [int(seen["address"], 16), int(seen["caller"], 16), int.from_bytes(CALL[:32], "big"),
                     len(CALL) + item.get("appended", 0)], item["name"]
    runs = item.get("runs", 2**255)
    for signature, openness in expected.get("writers", {}).items():
        number = expected["slot"]
        empty = storage | {number: 0}
        assert Stage(code, storage, others, runs).changes(number, signature, SENDER) == (openness == "always"), item["name"]
        assert Stage(code, empty, others, runs).changes(number, signature, SENDER) == (openness != "no"), item["name"]
        if openness == "no":
            needs = storage | item.get("admin_needs", {})
            assert Stage(code, needs | ({0: A} if number == 0 else {}), others, runs).changes(number, signature, ADMIN), item["name"]


def rows():
    for item in [*slot_rows(), *fixed_rows(), *asking_rows()]:
        code = assemble(item["text"])
        prove(item, code)
        expected = dict(item["expected"])
        if "slot" in expected:
            expected["slot"] = f"0x{expected['slot']:064x}"
        if "lookup" in expected:
            expected["lookup"] = f"0x{selector(expected['lookup']):08x}"
        if "writers" in expected:
            for member in {"writers", "means"} & expected.keys():
                expected[member] = {f"0x{selector(name):08x}": word for name, word in expected[member].items()}
        yield {"name": "proxy: " + item["name"], "comment": item["comment"], "code": code, "proxy": expected}
    intact = int(PROXY, 16).to_bytes(32, "big") + int(SENDER, 16).to_bytes(32, "big") + CALL[:32] + len(CALL).to_bytes(32, "big")
    for name, comment, text in other_rows():
        code = assemble(text)
        assert Stage(code, {1: T, 3: T}, {}).call(CALL) != intact, name
        yield {"name": "no proxy: " + name, "comment": comment, "code": code, "proxy": None}
