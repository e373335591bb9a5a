"""Runs what the compilers made, and holds their words against it: a second witness of each fact.

pyrevm deploys the creation code and calls every function with several sets of arguments, with and
without value, plainly and statically. Checked: the deployed code is the stated runtime; payable
functions take value and no other does; view and pure functions succeed statically alike; an
unknown selector is refused or reaches the fallback; each slot written or read is one of a variable
in the layout (in a mapping: for a key that the call could name); each log has a stated topic, as
many topics as indexed fields, and data that decodes to the rest. The trace gives the blocks that
ran, too.
"""
import contextlib
import decimal
import os
import re
import tempfile

import pyrevm
from dialects import key
from eth_abi import decode, encode
from eth_utils import keccak

SENDER, STUB = "0x" + "b2" * 20, "0x" + "c3" * 20
# Answers every call with the word 1: a token whose transfers succeed.
STUB_CODE = bytes.fromhex("600160005260206000f3")
GAS = 20_000_000


STEP = re.compile(rb'"pc":(\d+),"op":(\d+),[^\[]*"stack":\[(?:[^\]]*?"(0x[0-9a-f]+)")?\],"depth":1,')
SLOAD, SSTORE = b"84", b"85"


@contextlib.contextmanager
def traced():
    """Collects what pyrevm's tracer writes to standard output, below Python.

    A step is a match of the outermost call's: place, opcode and the top of the stack.
    """
    steps, kept = [], os.dup(1)
    with tempfile.TemporaryFile() as file:
        os.dup2(file.fileno(), 1)
        try:
            yield steps
        finally:
            os.dup2(kept, 1)
            os.close(kept)
            file.seek(0)
            steps += STEP.findall(file.read())


def given(items, random, small):
    """Values for parameters; `small` keeps numbers within reach of a poor caller, and addresses useful."""
    result = []
    for item in items:
        if small and item["type"] == "address":
            result.append(STUB if re.search("token|library|master|implementation|source", item["name"].lower()) else SENDER)
        else:
            result.append(values(item["canonical"], random, small))
    return result


def values(kind, random, small):
    """A value of an ABI type."""
    if kind.endswith("]"):
        inner, _, size = kind[:-1].rpartition("[")
        return [values(inner, random, small) for _ in range(int(size) if size else random.randrange(1, 3))]
    if kind.startswith("("):
        return tuple(values(part, random, small) for part in split(kind[1:-1]))
    if kind == "bool":
        return random.random() < 0.5
    if kind == "address":
        return random.choice([SENDER, STUB, "0x" + random.randbytes(20).hex()])
    if kind == "string":
        return random.choice(["", "a", "cheque"])
    if kind == "bytes":
        return random.randbytes(random.choice([0, 4, 10]))
    if kind.startswith("bytes"):
        return random.choice([bytes(int(kind[5:])), random.randbytes(int(kind[5:]))])
    if kind.startswith("fixed"):
        return decimal.Decimal(random.randrange(-1000, 1000)) / 8
    bits = int(kind.removeprefix("u").removeprefix("int"))
    if small:
        return random.randrange(0, 3)
    low, high = (0, 2**bits) if kind[0] == "u" else (-(2 ** (bits - 1)), 2 ** (bits - 1))
    return random.choice([0, 1, 2, random.randrange(low, high), random.randrange(0, 100)])


def split(text):
    parts, depth, start = [], 0, 0
    for place, character in enumerate(text):
        depth += (character in "([") - (character in ")]")
        if character == "," and not depth:
            parts.append(text[start:place])
            start = place + 1
    return [*parts, text[start:]] if text else []


class Machine:
    """One contract, deployed anew; `call` answers success, output, logs and steps."""

    def __init__(self, row, random, spec="CANCUN"):
        self.row, self.random = row, random
        self.evm = pyrevm.EVM(gas_limit=2**60, spec_id=spec, tracing=True)
        self.evm.insert_account_info(STUB, pyrevm.AccountInfo(code=STUB_CODE))
        self.evm.set_balance(SENDER, 10**24)
        constructor = row["special"].get("constructor")
        items = constructor["inputs"] if constructor else []
        self.arguments = encode([item["canonical"] for item in items], given(items, random, True))
        with traced() as steps:
            self.address = self.evm.deploy(SENDER, row["creation"] + self.arguments)
        self.construction, self.created = steps, set()

    def call(self, data, value=0, static=False, trace=False):
        error, self.evm.tracing = None, trace
        with traced() if trace else contextlib.nullcontext(()) as steps:
            try:
                output = self.evm.message_call(
                    SENDER, self.address, calldata=data, value=value, gas=GAS, is_static=static)
            except RuntimeError as failure:
                output, error = b"", str(failure)
        logs = [] if error else [log for log in self.evm.result.logs if log.address.lower() == self.address.lower()]
        if len(output) == 32 and self.row["name"].startswith("factory") and any(output):
            self.created.add(output[12:])
        return error is None, bytes(output), logs, steps


def check(row, types, variables, random):
    """Runs a row; returns what was seen: how many functions answered, blocks that ran, slots by variable."""
    machine = Machine(row, random)
    tail = (row["metadata"] or {}).get("immutablesLength", 32 * len(row["immutables"]))
    assert tail == 32 * len(row["immutables"]), row["name"]
    deployed = bytes(machine.evm.get_code(machine.address))
    assert deployed[: len(row["runtime"])] == row["runtime"], f"{row['name']}: deployed code differs"
    # pyrevm pads the code that it hands out with zeros, for a PUSH at its end.
    end = len(row["runtime"]) + tail
    assert len(deployed) >= end and not any(deployed[end:]), f"{row['name']}: {len(deployed)} bytes deployed"
    seen = {"answered": set(), "pcs": set(), "touched": set(), "logged": set()}
    note(seen, machine.construction, row, types, variables, machine, b"", in_runtime=False)
    # Twice: what one function sets up, another may need.
    useful = {}
    for again in (False, True):
        for function in row["functions"]:
            # Tracing is what takes the time: one call of each function is looked into, which
            # should be one that answers.
            trace = useful.get(function["signature"], 0) if again else None
            useful[function["signature"]] = run_function(machine, function, seen, types, variables, trace)
    unknown = random.randbytes(4)
    while unknown in {function["selector"] for function in row["functions"]}:
        unknown = random.randbytes(4)
    for data in (unknown + bytes(96), unknown, b"", unknown[:3]):
        succeeded, _, logs, steps = machine.call(data, trace=data == unknown)
        assert not succeeded or "fallback" in row["special"], f"{row['name']}: {data.hex()} is taken"
        note(seen, steps, row, types, variables, machine, data)
        check_logs(row, logs, seen)
    if "fallback" in row["special"]:
        # Compilers before 0.3.8 forgot the check in a fallback that is not payable (CVE-2023-32675).
        fallback = row["special"]["fallback"]
        fallback["takesValue"] = machine.call(b"", value=5)[0]
        forgot = key(row["compiler"]) < (0, 3, 8) or row["proxy"]
        assert fallback["takesValue"] == (fallback["mutability"] == "payable") or forgot, row["name"]
    return seen, deployed[len(row["runtime"]) : end], machine.arguments


def run_function(machine, function, seen, types, variables, traced_attempt):
    """Calls a function four times, tracing one of them; returns the number of an attempt that succeeded."""
    row, kinds, mutability = machine.row, split(function["arguments"]), function["mutability"]
    good = None
    for attempt in range(4):
        arguments = given(function["inputs"][: len(kinds)], machine.random, attempt < 2)
        data = function["selector"] + encode(kinds, arguments)
        name = f"{row['name']} {row['compiler']} {row['options']} {function['signature']}"
        if mutability in ("view", "pure"):
            quiet = machine.call(data, static=True)
            plain = machine.call(data)
            assert quiet[:2] == plain[:2], f"{name}: not {mutability}"
        paid = machine.call(data, value=3) if mutability != "payable" or attempt % 2 else None
        if paid is not None:
            assert mutability == "payable" or not paid[0], f"{name}: takes value"
            check_logs(row, paid[2], seen)
        succeeded, output, logs, steps = machine.call(data, trace=attempt == traced_attempt)
        note(seen, steps, row, types, variables, machine, data)
        check_logs(row, logs, seen)
        if mutability == "payable" and paid is not None and succeeded:
            assert paid[0], f"{name}: refuses value"
        if succeeded:
            seen["answered"].add(function["selector"])
            good = attempt if good is None else good
            if function["outputs"]:
                decode(split(function["outputs"]), output)
    return good or 0


def check_logs(row, logs, seen):
    for log in logs:
        topics, data = log.topics, log.data[1]
        event = row["events"].get(topics[0])
        assert event, f"{row['name']}: unknown topic {topics[0]}"
        kinds = split(event["signature"][event["signature"].index("(") + 1 : -1])
        assert len(topics) == 1 + sum(event["indexed"]), f"{row['name']}: {event}"
        plain = [kind for kind, indexed in zip(kinds, event["indexed"]) if not indexed]
        assert encode(plain, decode(plain, data)) == data or any("string" in kind or "bytes" in kind for kind in plain)
        seen["logged"].add(topics[0])


def note(seen, steps, row, types, variables, machine, data, in_runtime=True):
    """Takes down the places of code and storage that a trace went to; each slot must be explained."""
    if in_runtime:
        seen["pcs"].update(int(place) for place, _, _ in set(steps))
    slots = {int(top, 16) for _, opcode, top in steps if opcode in (SLOAD, SSTORE)}
    if not slots:
        return
    for slot in set(slots):
        for name, (kind, first) in variables.items():
            if first <= slot < first + types.slots(kind) and types.parts(kind)[0] != "mapping":
                slots.discard(slot)
                seen["touched"].add(name)
    if not slots:
        return
    keys = keys_of(data, machine)
    for name, (kind, first) in variables.items():
        for start, length in types.places(kind, first, keys):
            if start < 2**64:
                continue
            inside = {slot for slot in slots if start <= slot < start + length}
            if inside:
                seen["touched"].add(name)
                slots -= inside
    assert not slots, f"{row['name']} {row['compiler']} {row['options']}: unexplained slots {[hex(slot) for slot in slots]}"


def keys_of(data, machine):
    """The words that a mapping could be asked for in a call: those of its data, addresses, small numbers, hashes of texts."""
    words = {data[place : place + 32] for place in range(4, len(data) - 31, 32)}
    words |= {bytes(12) + bytes.fromhex(text[2:]) for text in (SENDER, STUB, machine.address)}
    words |= {number.to_bytes(32, "big") for number in range(84 if machine.row["name"] == "many" else 3)}
    words |= {bytes(12) + address for address in machine.created}
    texts = set()
    for place in range(4, len(data) - 31, 32):
        length = int.from_bytes(data[place : place + 32], "big")
        if length <= 64:
            texts.add(keccak(data[place + 32 : place + 32 + length]))
    return sorted(words | texts)
