"""One frame on every machine that has its fork, and what they agree on.

A machine's voice is not asked where it is known to be wrong (`excused`, with the rule); any other
disagreement is an error, to be looked into and explained here.
"""
import dataclasses
import functools

import pyevm
import revm
import specifications
from forks import NAMES
from frames import Block

MACHINES = {"specifications": specifications, "py-evm": pyevm, "revm": revm}
ELSEWHERE = Block(
    number=77, time=123, coinbase=bytes(20), difficulty=9, randao=b"\x09" * 32, gas_limit=2**40, base_fee=3, gas_price=5, chain=1
)


class Disagreement(Exception):
    """Machines disagree, and no rule says which of them is wrong."""


@functools.lru_cache(maxsize=64)
def spoken(name, frame):
    """A machine's outcome; None when it lacks the fork, or when the machine itself fails.

    The specifications overflow on a MODEXP base of 2**256 bytes, which they need not refuse.
    """
    try:
        return MACHINES[name].run(frame)
    except (OverflowError, MemoryError):
        return None


def reference(frame):
    """The outcome by the specifications, or by another machine where those are silent."""
    return spoken("specifications", frame) or spoken("py-evm", frame) or spoken("revm", frame)


def outcomes(frame):
    """Name of machine to its outcome, of those that have one, in order of authority."""
    found = {name: spoken(name, frame) for name in MACHINES}
    return {name: outcome for name, outcome in found.items() if outcome is not None}


def excused(frame, name):
    """Whether a machine is known to differ from the specifications in what this frame may touch."""
    if name == "revm":
        # Its Constantinople is Petersburg: storage without EIP-1283.
        if frame.fork == "Constantinople" and b"\x55" in frame.code:
            return True
        # Through pyrevm every account exists, so nothing is charged for a new one; before EIP-161
        # that shows wherever something is called or paid to.
        return NAMES.index(frame.fork) < NAMES.index("SpuriousDragon")
    # EIP-198 says 0 ** 0 = 1; py-evm says 0 when the base has no bytes.
    return name == "py-evm" and frame.input[:32] == bytes(32) and len(frame.input) > 96 and frame.input[64:96] != bytes(32)


def agreed(frame):
    """What all machines say that are not excused, and how many those are; the error only if it is beyond doubt."""
    found = outcomes(frame)
    main = next(iter(found.values()))
    if "specifications" not in found and excused(frame, "py-evm"):
        main = found["revm"]
    dissenting = [name for name, outcome in found.items() if not outcome.agrees(main)]
    if any(not excused(frame, name) for name in dissenting):
        raise Disagreement(f"{frame}\n" + "\n".join(f"{name}: {outcome}" for name, outcome in found.items()))
    voices = [outcome for name, outcome in found.items() if name not in dissenting]
    # py-evm has one name for an invalid instruction and a jump to no JUMPDEST, and one machine alone
    # does not settle which of two limits was passed first.
    errors = {found[name].error for name in found if name not in dissenting and name != "py-evm"}
    error = errors.pop() if len(errors) == 1 else None
    if len(voices) == 1 and error in ("outOfGas", "returnDataOutOfBounds"):
        error = None
    return dataclasses.replace(main, error=error), len(voices)


def surroundings_matter(frame):
    """Whether block, gas price, the contract's nonce or the sender's existence changes the outcome."""
    other = dataclasses.replace(frame, block=ELSEWHERE, nonce=frame.nonce - 1, sender_exists=False)
    return reference(other) != reference(frame)
