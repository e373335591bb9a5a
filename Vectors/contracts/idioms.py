"""The idioms of solc in assembly: dispatchers, the decoding of arguments, places in storage, reverts."""
import itertools

from compilers import hashed

COUNTER = itertools.count()
ALL = 2**256 - 1
ADDRESS = 2**160 - 1
PAYABLE, VALUE_REFUSED = "", "CALLVALUE DUP1 ISZERO @{0} JUMPI 0 DUP1 REVERT {0}: POP "


def label():
    return f"l{next(COUNTER)}"


def selector(signature):
    return int.from_bytes(hashed(signature)[:4], "big")


def topic(signature):
    return "0x" + hashed(signature).hex()


def load(index):
    return f"{4 + 32 * index} CALLDATALOAD "


def unless(condition):
    """Reverts unless what the condition leaves is not zero."""
    return f"{condition} @{(here := label())} JUMPI 0 DUP1 REVERT {here}: "


def keep(slot):
    return f"{slot} SSTORE "


# How a value of a type is taken from its word: by the newer compilers' check, or the older's mask.
CHECKED = {
    "uint8": "DUP1 0xff AND DUP2 EQ", "uint128": f"DUP1 {2**128 - 1} AND DUP2 EQ", "int64": "DUP1 7 SIGNEXTEND DUP2 EQ",
    "bool": "DUP1 ISZERO ISZERO DUP2 EQ", "address": "DUP1 1 DUP1 160 SHL SUB AND DUP2 EQ",
    "bytes4": "DUP1 1 DUP1 224 SHL SUB NOT AND DUP2 EQ", "uint24": "DUP1 0xffffff AND DUP2 EQ",
}
MASKED = {
    "uint8": "0xff AND", "uint128": f"{2**128 - 1} AND", "int64": "7 SIGNEXTEND", "bool": "ISZERO ISZERO",
    "address": f"{ADDRESS} AND", "bytes4": f"{ALL ^ (2**224 - 1)} AND", "uint24": "0xffffff AND",
}
# The IR's checks: the mask's complement must be clear, or the sign-extended value the same.
BY_IR = {
    "uint8": "DUP1 8 SHR ISZERO", "uint128": "DUP1 128 SHR ISZERO", "int64": "DUP1 DUP1 7 SIGNEXTEND SUB ISZERO",
    "bool": "DUP1 1 SHR ISZERO", "address": "DUP1 160 SHR ISZERO", "bytes4": "DUP1 32 SHL ISZERO", "uint24": "DUP1 24 SHR ISZERO",
}


def checked(kind, index, slot):
    return load(index) + unless(CHECKED[kind]) + keep(slot)


def masked(kind, index, slot):
    return load(index) + MASKED[kind] + " " + keep(slot)


def by_ir(kind, index, slot):
    return load(index) + unless(BY_IR[kind]) + keep(slot)


def bytes_to_memory(base="4", head=0, again=None):
    """Copies a byte string: `base` pushes what offsets count from, `head` is where its offset stands.

    `again` pushes the base with the offset above it. Leaves the length.
    """
    return (
        f"{base} {head} ADD CALLDATALOAD " + unless("DUP1 0xffffffffffffffff LT ISZERO") + f"{again or base} ADD "
        + unless("DUP1 31 ADD CALLDATASIZE SGT") + "DUP1 CALLDATALOAD "
        + unless("DUP1 0xffffffffffffffff LT ISZERO") + unless("DUP2 32 ADD DUP2 ADD CALLDATASIZE LT ISZERO")
        # Stack: place, length. To memory at 0x80: the length and the content.
        + "DUP1 0x80 MSTORE DUP1 DUP3 32 ADD 0xa0 CALLDATACOPY SWAP1 POP "
    )


def words_summed(head, element=""):
    """Adds up an array of words: offset, length, and a loop; `element` treats each one."""
    again, done = label(), label()
    return (
        f"{4 + 32 * head} CALLDATALOAD " + unless("DUP1 0xffffffffffffffff LT ISZERO") + "4 ADD "
        + unless("DUP1 31 ADD CALLDATASIZE SGT") + "DUP1 CALLDATALOAD " + unless("DUP1 0xffffffffffffffff LT ISZERO")
        + unless("DUP1 5 SHL DUP3 ADD 32 ADD CALLDATASIZE LT ISZERO")
        # Stack: place, length, sum, index.
        + f"0 0 {again}: DUP3 DUP2 LT ISZERO @{done} JUMPI DUP1 5 SHL DUP5 ADD 32 ADD CALLDATALOAD {element} "
        + f"DUP3 ADD SWAP2 POP 1 ADD @{again} JUMP {done}: POP SWAP2 POP POP "
    )


def dispatcher(functions, style="shr", fallback="0 DUP1 REVERT", prologue="0x80 0x40 MSTORE "):
    """Code that runs each function's body by its selector.

    `functions`: (signature, mutability, body); styles: shr, div (of old compilers), binary (split
    by GT), xor and sub (comparisons by hand), byte (the selector put together from bytes).
    """
    entries = sorted((selector(signature), signature, mutability, body) for signature, mutability, body in functions)
    names = {signature: label() for _, signature, _, _ in entries}
    text = prologue + "4 CALLDATASIZE LT @fallback JUMPI "
    text += {
        "div": f"0 CALLDATALOAD {2**224} SWAP1 DIV 0xffffffff AND ",
        "byte": "0 CALLDATALOAD DUP1 0 BYTE 24 SHL DUP2 1 BYTE 16 SHL OR DUP2 2 BYTE 8 SHL OR SWAP1 3 BYTE OR ",
    }.get(style, "0 CALLDATALOAD 224 SHR ")

    def compare(entry):
        number, signature = f"0x{entry[0]:08x}", names[entry[1]]
        if style == "xor":
            next_ = label()
            return f"DUP1 {number} XOR @{next_} JUMPI @{signature} JUMP {next_}: "
        if style == "sub":
            next_ = label()
            return f"DUP1 {number} SUB @{next_} JUMPI @{signature} JUMP {next_}: "
        return f"DUP1 {number} EQ @{signature} JUMPI "

    def tree(part):
        if style != "binary" or len(part) <= 2:
            return "".join(map(compare, part)) + "@fallback JUMP "
        middle, lower = len(part) // 2, label()
        return f"DUP1 0x{part[middle][0]:08x} GT @{lower} JUMPI " + tree(part[middle:]) + f"{lower}: " + tree(part[:middle])

    text += tree(entries) + f"fallback: {fallback} "
    for _, signature, mutability, body in entries:
        text += f"{names[signature]}: " + ("" if mutability == "payable" else VALUE_REFUSED.format(label()))
        # Bodies start with the selector on the stack, as solc's do.
        text += body + ("" if body.rstrip().endswith(("RETURN", "REVERT", "STOP", "JUMP")) else " STOP") + " "
    return text


def return_word(value):
    return f"{value} 0 MSTORE 32 0 RETURN "


def mapping(key, slot):
    """The place of a mapping's value, solc's way: the key first."""
    return f"{key} 0 MSTORE {slot} 32 MSTORE 64 0 KECCAK256 "


def nested(first, second, slot):
    return mapping(first, slot) + f"32 MSTORE {second} 0 MSTORE 64 0 KECCAK256 "


def custom_error(signature, arguments=(), left=False):
    number = f"0x{selector(signature) << 224:064x}" if left else f"0x{selector(signature):08x} 224 SHL"
    text = f"{number} 0 MSTORE "
    for place, argument in enumerate(arguments):
        text += f"{argument} {4 + 32 * place} MSTORE "
    return text + f"{4 + 32 * len(arguments)} 0 REVERT "


def error_string(reason):
    return f'0x08c379a0 224 SHL 0 MSTORE 32 4 MSTORE {len(reason)} 0x24 MSTORE "{reason}" 0x44 MSTORE 0x64 0 REVERT '


def panic(code):
    return f"0x4e487b71 224 SHL 0 MSTORE {code} 4 MSTORE 0x24 0 REVERT "
