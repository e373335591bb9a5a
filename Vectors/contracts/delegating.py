"""Proxies of no published make, and codes with a delegatecall that are no proxies; all executed.

A call with a selector of its own must end in the target, in the proxy's storage, with caller and
calldata intact: a marker stands there and answers with what it sees.
"""
import pyrevm
from assembler import assemble
from compilers import hashed
from eth_utils import keccak
from idioms import ADDRESS, CHECKED, dispatcher, load, mapping, return_word, unless
from running import SENDER

PROXY, TARGET, BEACON = "0x" + "a1" * 20, "0x" + "d4" * 20, "0x" + "e5" * 20
IMPLEMENTATION = int.from_bytes(hashed("eip1967.proxy.implementation"), "big") - 1
BEACON_SLOT = int.from_bytes(hashed("eip1967.proxy.beacon"), "big") - 1
CALL = bytes.fromhex("f00dfeed") + bytes(range(32))
# Answers with ADDRESS, CALLER, the first word of calldata and its size.
MARKER = assemble("ADDRESS 0 MSTORE CALLER 32 MSTORE 0 CALLDATALOAD 64 MSTORE CALLDATASIZE 96 MSTORE 128 0 RETURN")
ANSWER = assemble(f"{int(TARGET, 16)} 0 MSTORE 32 0 RETURN")
# Behind a delegatecall: hands on what came back, as an answer or as a revert.
HAND_ON = "RETURNDATASIZE 0 DUP1 RETURNDATACOPY @good JUMPI RETURNDATASIZE 0 REVERT good: RETURNDATASIZE 0 RETURN "
COPY = "CALLDATASIZE 0 DUP1 CALLDATACOPY "


def delegate(target):
    return COPY + f"0 DUP1 CALLDATASIZE DUP2 {target} GAS DELEGATECALL " + HAND_ON


def proxy_rows():
    """(name, comment, code, expected, storage to run with)."""
    target = int(TARGET, 16)
    yield ("target through scratch memory", "The slot is read first and kept in memory while calldata is copied behind it.",
           "7 SLOAD 0x60 MSTORE CALLDATASIZE 0 0x80 CALLDATACOPY 0 DUP1 CALLDATASIZE 0x80 0x60 MLOAD GAS DELEGATECALL " + HAND_ON,
           {"slot": 7}, {7: target})
    yield ("target masked out of a packed slot", "The implementation shares its slot with a flag and a number.",
           delegate(f"3 SLOAD 16 SHR {ADDRESS} AND"), {"slot": 3}, {3: target << 16 | 0x0101})
    yield ("slot put together by arithmetic", "ERC-1967's slot as the hash of its name, less one.",
           '"eip1967.proxy.implementation" 0x80 MSTORE 1 28 0x80 KECCAK256 SUB SLOAD 0x60 MSTORE CALLDATASIZE 0 0x80 CALLDATACOPY '
           "0 DUP1 CALLDATASIZE 0x80 0x60 MLOAD GAS DELEGATECALL " + HAND_ON, {"slot": IMPLEMENTATION}, {IMPLEMENTATION: target})
    yield ("target put together by arithmetic", "The address is pushed in two halves.",
           delegate(f"{target >> 80} 80 SHL {target & (2**80 - 1)} OR"), {"target": TARGET}, {})
    yield ("target in the code's tail", "An immutable in the manner of Vyper: behind the code, read by CODECOPY.",
           "32 @tail 0x40 CODECOPY 0x40 MLOAD 0x60 MSTORE CALLDATASIZE 0 0x80 CALLDATACOPY 0 DUP1 CALLDATASIZE 0x80 0x60 MLOAD GAS DELEGATECALL "
           + HAND_ON + f"INVALID tail= raw:{target:064x}", {"target": TARGET}, {})
    beacon = f"0x5c60da1b 224 SHL 0 MSTORE 32 0 4 0 {BEACON_SLOT} SLOAD GAS STATICCALL @ok JUMPI 0 DUP1 REVERT ok: 0 MLOAD 0x60 MSTORE "
    yield ("beacon through memory", "The beacon's answer is kept in memory while calldata is copied over the question.",
           beacon + "CALLDATASIZE 0 0x80 CALLDATACOPY 0 DUP1 CALLDATASIZE 0x80 0x60 MLOAD GAS DELEGATECALL " + HAND_ON,
           {"slot": BEACON_SLOT}, {BEACON_SLOT: int(BEACON, 16)})
    yield ("target by selector", "Each selector has its own target in a mapping at slot 2.",
           mapping("0 CALLDATALOAD 224 SHR 224 SHL", 2) + "SLOAD DUP1 @known JUMPI 0 DUP1 REVERT known: 0x60 MSTORE "
           "CALLDATASIZE 0 0x80 CALLDATACOPY 0 DUP1 CALLDATASIZE 0x80 0x60 MLOAD GAS DELEGATECALL " + HAND_ON,
           {"mapping": True}, {int.from_bytes(keccak(CALL[:4].ljust(32, b"\0") + (2).to_bytes(32, "big")), "big"): target})
    own = dispatcher([
        ("admin()", "view", return_word("1 SLOAD")),
        ("upgradeTo(address)", "nonpayable", unless("1 SLOAD CALLER EQ") + load(0) + unless(CHECKED["address"]) + f"{IMPLEMENTATION} SSTORE "),
    ], "binary", delegate(f"{IMPLEMENTATION} SLOAD"))
    yield ("functions of its own before the fallback", "Two functions are the proxy's; everything else goes to ERC-1967's slot.",
           own, {"slot": IMPLEMENTATION}, {IMPLEMENTATION: target})
    yield ("value alone is logged", "A call without data is logged and ends; all others go to slot 0.",
           "CALLDATASIZE @forward JUMPI CALLVALUE 0 MSTORE CALLER 0x88a5966d370b9919b20f3e2c13ff65706f196a4e32cc2c12bf57088f88525874 32 0 LOG2 STOP "
           "forward: " + delegate("0 SLOAD"), {"slot": 0}, {0: target})
    yield ("the admin goes another way", "The admin's calls run one implementation, all others another.",
           "CALLER 5 SLOAD EQ @admin JUMPI 6 SLOAD @go JUMP admin: 8 SLOAD go: 0x60 MSTORE CALLDATASIZE 0 0x80 CALLDATACOPY "
           "0 DUP1 CALLDATASIZE 0x80 0x60 MLOAD GAS DELEGATECALL " + HAND_ON, {"slot": 6}, {6: target})


def other_rows():
    """(name, comment, code): a delegatecall or a slot of a proxy's, but no proxy."""
    yield ("upgradeable implementation", "Writes ERC-1967's slot and answers proxiableUUID, but sends nothing on.", dispatcher([
        ("proxiableUUID()", "view", return_word(str(IMPLEMENTATION))),
        ("upgradeToAndCall(address,bytes)", "payable",
         unless("0 SLOAD CALLER EQ") + load(0) + unless(CHECKED["address"]) + f"DUP1 {IMPLEMENTATION} SSTORE "
         + "0 DUP1 DUP1 DUP1 DUP5 GAS DELEGATECALL " + unless("DUP1")),
    ], "binary"))
    yield ("library call", "One function asks a fixed library, with data of its own making.", dispatcher([
        ("sum(uint256,uint256)", "view",
         f"0x771602f7 224 SHL 0 MSTORE {load(0)} 4 MSTORE {load(1)} 36 MSTORE 32 0 68 0 {int(TARGET, 16)} GAS DELEGATECALL "
         + unless("DUP1") + "32 0 RETURN ")]))
    yield ("multicall", "Delegates to itself, with the parts of the calldata that the caller names.", dispatcher([
        ("run(bytes)", "nonpayable",
         load(0) + "4 ADD DUP1 CALLDATALOAD DUP1 DUP3 32 ADD 0x80 CALLDATACOPY 0 DUP1 DUP3 0x80 ADDRESS GAS DELEGATECALL " + unless("DUP1"))]))
    clone = "363d3d373d3d3d363d73" + TARGET[2:] + "5af43d82803e903d91602b57fd5bf3"
    yield ("clone maker", "The code of a minimal proxy stands inside, to be created.", dispatcher([
        ("make()", "nonpayable",
         f"0x3d602d80600a3d3981f3{clone[:44]} 0 MSTORE 0x{clone[44:]} 72 SHL 0x20 MSTORE 55 0 0 CREATE "
         + unless("DUP1") + "0 MSTORE 32 0 RETURN ")]))
    yield ("one function delegates", "A named function runs the stored module with all calldata; the fallback refuses.", dispatcher([
        ("module(uint256)", "nonpayable", delegate("1 SLOAD"))]))
    yield ("forwards by a plain call", "Everything goes to slot 0's address by CALL: storage and caller are not those of a proxy.",
           COPY + "0 DUP1 CALLDATASIZE DUP2 CALLVALUE 0 SLOAD GAS CALL " + HAND_ON)
    yield ("delegates without the calldata", "Every call runs the target, with no data: nothing is handed on.",
           "0 DUP1 DUP1 DUP1 0 SLOAD GAS DELEGATECALL " + HAND_ON)


def made(code):
    """The code at the address that a call of make() answers."""
    machine = pyrevm.EVM(gas_limit=2**60, spec_id="CANCUN")
    machine.insert_account_info(PROXY, pyrevm.AccountInfo(code=code))
    out = bytes(machine.message_call(SENDER, PROXY, calldata=hashed("make()")[:4], gas=10_000_000))
    return bytes(machine.get_code("0x" + out[12:].hex()))


def sees(code, storage):
    """What the marker saw: (its address, its caller, first word, size), or None if the call ended elsewhere."""
    machine = pyrevm.EVM(gas_limit=2**60, spec_id="CANCUN")
    for address, held in ((TARGET, MARKER), (PROXY, code), (BEACON, ANSWER)):
        machine.insert_account_info(address, pyrevm.AccountInfo(code=held))
    for slot, value in storage.items():
        machine.insert_account_storage(PROXY, slot, value)
    try:
        out = bytes(machine.message_call(SENDER, PROXY, calldata=CALL, gas=10_000_000))
    except RuntimeError:
        return None
    return (out[12:32], out[44:64], out[64:96], int.from_bytes(out[96:128], "big")) if len(out) == 128 else None


def rows():
    intact = bytes.fromhex(PROXY[2:]), bytes.fromhex(SENDER[2:]), CALL[:32], len(CALL)
    for name, comment, text, expected, storage in proxy_rows():
        code = assemble(text)
        assert sees(code, storage) == intact, name
        if "slot" in expected:
            expected = {"slot": f"0x{expected['slot']:064x}"}
        yield {"name": "proxy: " + name, "comment": comment, "code": code, "proxy": expected}
    for name, comment, text in other_rows():
        code = assemble(text)
        if name == "clone maker":
            assert made(code)[:45].hex() == "363d3d373d3d3d363d73" + TARGET[2:] + "5af43d82803e903d91602b57fd5bf3"
        assert sees(code, {0: int(TARGET, 16), 1: int(TARGET, 16)}) != intact, name
        yield {"name": "no proxy: " + name, "comment": comment, "code": code, "proxy": None}
