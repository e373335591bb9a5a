"""Programs that call: every frame as the specifications run it, and the accounts afterwards."""
import specification
from bytecode import call, code, deploying, in_memory
from ethereum.trace import OpStart
from situation import Account, CONTRACT, NOBODY, OTHER, SENDER, Situation, THIRD

FOURTH = bytes.fromhex("c000000000000000000000000000000000000004")
_KINDS = {"CALL", "CALLCODE", "DELEGATECALL", "STATICCALL", "CREATE", "CREATE2"}
_TAKES = code("CALLVALUE", 1, "SLOAD", "ADD", 1, "SSTORE", "STOP")
_REVERTS = code(9, 2, "SSTORE", *call(FOURTH, value=1), "POP", 0xBAD, 0, "MSTORE", 32, 0, "REVERT")
_HALTS = code(9, 3, "SSTORE", *call(FOURTH, value=1), "POP", "INVALID")


def recorded(situation, ask):
    """Every frame in the order in which it began, and the end of the run."""
    interpreter = specification.part(situation.fork, "vm.interpreter")
    process_message, process_create = interpreter.process_message, interpreter.process_create_message
    frames, operations = [], ["CALL" if situation.to else "CREATE"]

    def tracer(evm, event):
        if isinstance(event, OpStart) and event.op.name in _KINDS:
            operations.append(event.op.name)

    def entered(message, creates):
        frame = {
            "kind": operations[-1], "depth": int(message.depth), "caller": bytes(message.caller),
            "address": bytes(message.current_target), "value": int(message.value),
            "input": bytes(message.code if creates else message.data), "gas": int(message.gas),
        }
        if frame["kind"] in ("DELEGATECALL", "CALLCODE"):
            frame["codeAddress"] = bytes(message.code_address)
        frames.append(frame)
        return frame

    def ended(frame, message, evm):
        frame |= {"gasUsed": int(message.gas) - int(evm.gas_left), "output": bytes(evm.output)}
        if evm.error:
            frame["error"] = type(evm.error).__name__
        return evm

    def message_of(message):
        if message.target == b"":
            return process_message(message)
        frame = entered(message, False)
        return ended(frame, message, process_message(message))

    def creation_of(message):
        frame = entered(message, True)
        return ended(frame, message, process_create(message))

    interpreter.process_message, interpreter.process_create_message = message_of, creation_of
    try:
        end = specification.run(situation, ask, tracer)
    finally:
        interpreter.process_message, interpreter.process_create_message = process_message, process_create
    return frames, end


def programs():
    three = {
        OTHER: Account(nonce=1, balance=50, code=_TAKES, storage={1: 7}), THIRD: Account(nonce=1, balance=50, code=_REVERTS),
        FOURTH: Account(nonce=1, balance=0, code=_TAKES),
    }
    yield "calls that last and calls that are undone", ["Byzantium", "Istanbul", "Berlin", "Cancun", "Osaka"], code(
        *call(OTHER, value=3), "POP", *call(THIRD, value=4), "POP", *call(NOBODY, value=5), "POP", 1, 1, "SSTORE", 2, 1, "SSTORE", "STOP"
    ), three
    yield "a run that fails after all", ["Byzantium", "Berlin"], code(*call(OTHER, value=3), "POP", 8, 8, "SSTORE", 3, "JUMP"), three
    yield "a halt within a call within a call", ["Frontier", "Byzantium", "London"], code(*call(THIRD, value=2, gas=200_000), 4, "SSTORE", "STOP"), three | {
        THIRD: Account(nonce=1, balance=9, code=code(*call(OTHER, value=1, gas=100_000), 5, "SSTORE", *call(NOBODY, value=1, gas=0), "STOP")),
        OTHER: Account(nonce=1, code=_HALTS),
    }
    yield "delegated and old calls write here", ["Byzantium", "Berlin"], code(
        *call(OTHER, "DELEGATECALL"), "POP", *call(OTHER, "CALLCODE", value=6), "POP", *call(OTHER, "STATICCALL"), "STOP"
    ), three
    made = deploying(_TAKES)
    yield "creations with value, and a call of what was made", ["Byzantium", "Berlin", "Shanghai"], code(
        *in_memory(made), len(made), 0, 4, "CREATE", 0, 0, 0, 0, 2, "DUP6", "GAS", "CALL", "STOP"
    ), three
    yield "init code that writes and reverts", ["Byzantium", "Prague"], code(
        *in_memory(code(1, 1, "SSTORE", 0, 0, "REVERT")), 10, 0, 4, "CREATE", "STOP"
    ), three
    yield "precompiled contracts with value", ["Frontier", "Byzantium", "Berlin"], code(
        *call(bytes(19) + b"\x04", value=1, gas=50, size=32), "POP", *call(bytes(19) + b"\x02", value=1, gas=0, size=3200), "STOP"
    ), three
    yield "a contract that ends", ["Byzantium", "London", "Cancun"], code(*call(OTHER, value=1), "STOP"), three | {
        OTHER: Account(nonce=1, balance=5, code=code(NOBODY, "SELFDESTRUCT")),
    }


def rows():
    for name, forks, main, others in programs():
        for fork in forks:
            accounts = {SENDER: Account(nonce=1, balance=10**18), CONTRACT: Account(nonce=1, balance=1000, code=main, storage={1: 1})} | others
            situation = Situation(fork, accounts, value=10)
            ask = [*accounts, NOBODY]
            frames, end = recorded(situation, ask)
            # Every account that may end with something is asked for, so nothing was lost or made.
            total = sum(account.balance for account in accounts.values())
            found = {address for address in ask} | {frame["address"] for frame in frames}
            end = specification.run(situation, sorted(found))
            assert total == sum(account["balance"] for _, account in end.accounts if account), (name, fork)
            yield name, situation, frames, end
