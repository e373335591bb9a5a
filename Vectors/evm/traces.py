"""Programs whose every step is recorded: each way to go on, to call and to fail."""
import revm
import specification
from bytecode import NUMBERS, call, code, deploying, in_memory
from situation import Account, CONTRACT, FORKS, OTHER, SENDER, Situation, THIRD

CALLS = [NUMBERS[name] for name in ("CALL", "CALLCODE", "DELEGATECALL", "STATICCALL")]
_ERROR_TEXT = bytes.fromhex("08c379a0") + (32).to_bytes(32, "big") + (3).to_bytes(32, "big") + b"no!".ljust(32, b"\0")
_DOUBLER = code(0, "CALLDATALOAD", "DUP1", "ADD", 0, "MSTORE", 32, 0, "RETURN")
_REVERTER = code(7, 1, "SSTORE", *in_memory(_ERROR_TEXT), 100, 0, "REVERT")
_LOGGER = code("CALLER", 1, "SSTORE", 0xAB, 0, "MSTORE", "CALLER", 0xFEED, 32, 0, "LOG2", "STOP")


def _situation(fork, main, accounts=None, **others):
    everybody = {
        SENDER: Account(nonce=1, balance=10**18),
        CONTRACT: Account(nonce=1, balance=1000, code=main, storage={1: 5}),
    }
    return Situation(fork, everybody | (accounts or {}), **others)


def _contract(runtime, **others):
    return Account(nonce=1, code=runtime, **others)


def programs():
    """Name, forks, main code, and what else is there."""
    old, new = ["Frontier", "Byzantium"], ["Berlin", "Cancun"]
    yield "the EIP's example", ["Byzantium", "Istanbul", "Berlin"], bytes.fromhex("604080536040604055604060006040600060025afa6040f3"), {}
    yield "code that ends without STOP", old + new, code(1, 2, "ADD"), {}
    yield "a PUSH that is cut off", new, code(1) + b"\x7f\xff", {}
    yield "words of all lengths", ["Osaka"], code(0xFF, 0x100, 2**64 - 1, 2**64, 2**128 - 1, 2**128, 2**192, 2**256 - 1, "STOP"), {}
    loop = code(3) + code("JUMPDEST", 1, "SWAP1", "SUB", "DUP1", 2, "JUMPI", "STOP")
    yield "a loop", ["Frontier", "Osaka"], loop, {}
    yield "clearing, setting and restoring storage", ["Frontier", "Petersburg", "Istanbul", "Berlin", "London"], code(
        0, 1, "SSTORE", 5, 1, "SSTORE", 6, 1, "SSTORE", 1, 2, "SSTORE", 0, 2, "SSTORE", 1, "SLOAD", 9, "SLOAD", "STOP"
    ), {}
    three = {OTHER: _contract(_DOUBLER), THIRD: _contract(_REVERTER)}
    yield "a call that answers and one that reverts", ["Byzantium", "Berlin", "Prague"], code(
        21, 0, "MSTORE", *call(OTHER, size=32, output=0), "POP", *call(THIRD), "POP", "RETURNDATASIZE", 0, 0,
        "RETURNDATACOPY", 32, 0, "RETURN",
    ), {"accounts": three}
    yield "a delegated, a static and an old call", ["Byzantium", "Istanbul", "Cancun"], code(
        *call(OTHER, "DELEGATECALL", size=32), "POP", *call(OTHER, "STATICCALL", size=32), "POP",
        *call(OTHER, "CALLCODE", value=3, size=32), "STOP",
    ), {"accounts": three}
    yield "value to nobody, to a logger, and too much of it", ["Frontier", "Byzantium", "Berlin"], code(
        *call(bytes(19) + b"\xee", value=1), "POP", *call(OTHER, value=2, gas=60_000), "POP", *call(OTHER, value=10**6, gas=1), "STOP"
    ), {"accounts": {OTHER: _contract(_LOGGER)}, "gas": 300_000}
    yield "a log in a static call", ["Byzantium", "Berlin"], code(*call(OTHER, "STATICCALL"), "STOP"), {"accounts": {OTHER: _contract(_LOGGER)}}
    yield "precompiled contracts", ["Frontier", "Byzantium", "Berlin"], code(
        1, 0, "MSTORE", *call(bytes(19) + b"\x02", gas=1000, size=32), "POP", *call(bytes(19) + b"\x04", gas=10, size=32), "POP",
        *call(bytes(19) + b"\x04", gas=500, size=64, output=0), "STOP",
    ), {"gas": 100_000}
    yield "a creation and a call of what it made", ["Homestead", "Byzantium", "Berlin", "Shanghai"], code(
        *in_memory(deploying(_DOUBLER)), len(deploying(_DOUBLER)), 0, 0, "CREATE", 32, 0, 32, 0, 0, "DUP6", "GAS",
        5000, "SWAP1", "SUB", "CALL", "STOP",
    ), {}
    yield "creations with a salt, the second in the same place", ["Petersburg", "Berlin"], code(
        *in_memory(deploying(b"\x00")), 9, len(deploying(b"\x00")), 0, 0, "CREATE2", "POP",
        9, len(deploying(b"\x00")), 0, 0, "CREATE2", "STOP",
    ), {"gas": 200_000}
    yield "a creation that reverts", ["Byzantium", "London"], code(
        *in_memory(code(1, 31, "REVERT")), 5, 0, 0, "CREATE", "RETURNDATASIZE", "STOP"
    ), {}
    yield "an end by SELFDESTRUCT", ["Frontier", "Berlin", "London", "Cancun"], code(*call(OTHER), "STOP"), {
        "accounts": {OTHER: _contract(code(THIRD, "SELFDESTRUCT"), balance=5)}, "gas": 400_000
    }
    yield "recursion", ["Byzantium", "Berlin"], code(*call(CONTRACT), "STOP"), {"gas": 2500}
    yield "PUSH0, MCOPY and transient storage", ["Cancun"], code(
        "PUSH0", "TLOAD", 7, "PUSH0", "TSTORE", "PUSH0", "TLOAD", "PUSH0", "MSTORE", 32, 0, 16, "MCOPY", "MSIZE", "STOP"
    ), {}
    yield "a delegated account", ["Prague"], code(*call(OTHER), "STOP"), {
        "accounts": {OTHER: _contract(b"\xef\x01\x00" + THIRD), THIRD: _contract(_LOGGER)}
    }
    yield "no gas for the instruction", old + new, code(1, 2, "MUL"), {"gas": 8}
    yield "no gas for memory", old + new, code(1, 2**20, "MSTORE"), {"gas": 1000}
    yield "no gas for the hash of much", old + new, code(2**14, 0, "KECCAK256"), {"gas": 2000}
    yield "no gas for a cold slot", new, code(1, "SLOAD"), {"gas": 500}
    yield "no gas to write", old + new, code(1, 2, "SSTORE"), {"gas": 4000}
    yield "no gas for a cold account", new, code(OTHER, "BALANCE"), {"gas": 500}
    yield "no gas for a call with value", new, code(*call(OTHER, value=1)), {"gas": 9000}
    yield "no gas for the gas that a call asks for", ["Frontier"], code(*call(OTHER, gas=5000)), {"gas": 5000}
    yield "no gas for a creation", old + new, code(0, 0, 0, "CREATE"), {"gas": 31_000}
    yield "no gas for a copy", old + new, code(2**12, 0, 0, "CODECOPY"), {"gas": 400}
    yield "no gas for a log", old + new, code(2**10, 0, "LOG0"), {"gas": 2000}
    yield "too few words", old + new, code(1, "ADD"), {}
    yield "no such instruction", old + new, code(1) + b"\x0c", {}
    yield "an instruction of a later fork", ["Berlin"], code("PUSH0"), {}
    yield "INVALID", old + new, code(1, "INVALID"), {}
    yield "a jump into nothing", old + new, code(3, "JUMP"), {}
    yield "a read beyond what was returned", ["Byzantium", "Berlin"], code(1, 0, 0, "RETURNDATACOPY"), {}
    yield "a revert", ["Byzantium", "Berlin"], _REVERTER, {}


def _step(step):
    """A line of the specifications' tracer, without what depends on the order of their checks."""
    row = {
        "pc": step.pc, "op": int(step.op), "gas": step.gas, "gasCost": step.gasCost, "memSize": step.memSize,
        "stack": step.stack, "depth": step.depth, "returnData": step.returnData, "refund": step.refund,
    }
    if row["returnData"] is None:
        # Before Byzantium there is nothing that reads it.
        del row["returnData"]
    if step.error:
        row["error"] = step.error
        priced = step.error in ("Revert", "InvalidJumpDestError") or (
            # Whether a call's price has the gas in it that it asked for and did not get, nobody has ruled.
            step.error == "OutOfGasError" and int(step.gasCost, 16) > int(step.gas, 16) and int(step.op) not in CALLS
        )
        if not priced:
            del row["gasCost"]
        del row["refund"]
    return row


def _confirm(situation, steps):
    """revm's tracer must agree on every step that it prints; it prints none for undefined bytes and ends."""
    theirs = revm.traced(situation)
    for ours, other in zip(steps, theirs):
        for key in ("pc", "op", "gas", "depth", "stack"):
            assert ours[key] == other[key], (situation, key, ours, other)
        assert ours["memSize"] == int(other["memSize"]), (ours, other)
        if "error" not in ours and other["op"] not in (0xF0, 0xF5):
            assert ours["gasCost"] == other["gasCost"], (ours, other)
    assert len(theirs) in (len(steps), len(steps) - 1), (situation, len(theirs), len(steps))


def rows():
    confirmed = 0
    for name, forks, main, rest in programs():
        for fork in forks:
            assert fork in FORKS
            situation = _situation(fork, main, **rest)
            trace, end = specification.traced(situation)
            steps = [_step(step) for step in trace]
            if revm.has(fork):
                _confirm(situation, steps)
                confirmed += 1
            yield name, situation, steps, end
    print(f"traces: {confirmed} confirmed by revm")
