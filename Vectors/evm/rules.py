"""What each EIP changed in the machine: cases that turn out differently where the rule is in force."""
import dataclasses

from bytecode import call, code, deploying, gas_of, in_memory, returning_word
from specification import created_address
from situation import Account, Block, CONTRACT, COINBASE, FORKS, NOBODY, OTHER, SENDER, Situation, THIRD, since

FOURTH = bytes.fromhex("c000000000000000000000000000000000000004")
KNOWN = [fork for fork in FORKS if fork != "Constantinople"]


@dataclasses.dataclass
class Case:
    eip: int
    name: str
    forks: list
    main: bytes = b""
    others: dict = dataclasses.field(default_factory=dict)
    ask: tuple = ()
    """Of these accounts the row says how they stand afterwards."""
    storage: dict = dataclasses.field(default_factory=dict)
    balance: int = 0
    to: bytes | None = CONTRACT
    rest: dict = dataclasses.field(default_factory=dict)

    def situation(self, fork):
        accounts = {SENDER: Account(nonce=1, balance=10**18)}
        if self.to is not None:
            accounts[CONTRACT] = Account(nonce=1, balance=self.balance, code=self.main, storage=self.storage)
        rest = dict(self.rest)
        if "block" in rest:
            rest["block"] = Block(**rest["block"])
        if self.to is None:
            rest["input"] = self.main
        return Situation(fork, accounts | self.others, to=self.to, **rest)


def contract(*parts, **others):
    return Account(nonce=1, code=code(*parts), **others)


def returning(count, first=None, before=()):
    """Init code that returns so many zero bytes, the first perhaps another."""
    head = [first, 0, "MSTORE8"] if first is not None else []
    return code(*before, *head, count, 0, "RETURN")


def created(init, kind="CREATE", value=0, salt=None):
    """Parts that create a contract and leave its address."""
    return [*in_memory(init), *([salt] if salt is not None else []), len(init), 0, value, kind]


def early():
    yield Case(2, "a creation that cannot pay for its code", KNOWN, returning(100), to=None, rest={"gas": 15_000})
    yield Case(2, "a creation within, that cannot pay for its code", KNOWN, returning_word(*created(returning(200))), rest={"gas": 60_000})
    inner = contract("CALLER", 0, "MSTORE", "CALLVALUE", 32, "MSTORE", "ADDRESS", 64, "MSTORE", 96, 0, "RETURN")
    yield Case(7, "a delegated call keeps caller, value and account", KNOWN, code(
        96, 0, 0, 0, OTHER, 50_000, "DELEGATECALL", "POP", 96, 0, "RETURN"), {OTHER: inner}, rest={"value": 5})
    yield Case(7, "an old call keeps neither caller nor value", KNOWN, code(
        96, 0, 0, 0, 3, OTHER, 50_000, "CALLCODE", "POP", 96, 0, "RETURN"), {OTHER: inner}, rest={"value": 5})
    yield Case(140, "a revert gives gas and data back and undoes", KNOWN, code(1, 1, "SSTORE", 0xAA, 0, "MSTORE", 2, 30, "REVERT"), ask=(CONTRACT,))
    yield Case(140, "a caller sees the data and keeps the gas", since("Petersburg") + ["Byzantium"], gas_of(*call(OTHER)), {
        OTHER: contract(1, 1, "SSTORE", 1, 31, "REVERT")}, ask=(OTHER,))
    for op in ("BALANCE", "EXTCODESIZE", "SLOAD"):
        yield Case(150, f"the price of {op}", KNOWN, gas_of(OTHER if op != "SLOAD" else 7, op), {OTHER: contract("STOP")})
    yield Case(150, "the price of EXTCODECOPY", KNOWN, gas_of(33, 0, 0, OTHER, "EXTCODECOPY", 0), {OTHER: contract("STOP")})
    yield Case(150, "the price of a call", KNOWN, gas_of(*call(OTHER, gas=0)), {OTHER: contract("STOP")})
    yield Case(150, "a call gets all but a 64th, and before what it asks for", KNOWN, code(
        32, 0, 0, 0, 0, OTHER, 2**64, "CALL", "POP", 32, 0, "RETURN"), {OTHER: Account(nonce=1, code=returning_word("GAS"))}, rest={"gas": 100_000})
    yield Case(150, "a creation gets all but a 64th", KNOWN, gas_of(*created(code("INVALID"))), rest={"gas": 200_000})
    yield Case(150, "the end of a contract that pays to nobody", KNOWN, code(*call(OTHER, gas=100_000), "POP", "GAS", 0, "MSTORE", 32, 0, "RETURN"), {
        OTHER: contract(NOBODY, "SELFDESTRUCT", balance=1)}, ask=(OTHER, NOBODY))
    yield Case(150, "the end of a contract that has nothing for nobody", KNOWN, gas_of(*call(OTHER, gas=100_000)), {OTHER: contract(NOBODY, "SELFDESTRUCT")}, ask=(OTHER, NOBODY))
    for exponent in (0, 1, 255, 256, 2**64, 2**256 - 1):
        yield Case(160, f"the price of a power with exponent {exponent:#x}", KNOWN, gas_of(exponent, 3, "EXP"))
    yield Case(161, "a call without value of nobody makes nobody", KNOWN, gas_of(*call(NOBODY, gas=0)), ask=(NOBODY,))
    yield Case(161, "a call with value of nobody", KNOWN, gas_of(*call(NOBODY, gas=0, value=1)), ask=(NOBODY,), balance=5)
    # Since Paris no chain has an empty account, so nobody asks for what becomes of one.
    old = KNOWN[: KNOWN.index("Paris")]
    yield Case(161, "an empty account that is touched", old, code(*call(OTHER, gas=0)), {OTHER: Account()}, ask=(OTHER,))
    yield Case(161, "an empty account that is touched in vain", old, code(*call(OTHER, gas=50_000)), {
        OTHER: contract(*call(THIRD, gas=0), "INVALID"), THIRD: Account()}, ask=(THIRD,))
    yield Case(161, "the nonce of a new contract", KNOWN, code(*created(code(*created(b"")))), ask=(CONTRACT,))
    for count in (24_576, 24_577):
        yield Case(170, f"code of {count} bytes", KNOWN, returning_word(*created(returning(count)), "EXTCODESIZE"), rest={"gas": 6_000_000})
    for kind in ("nonce", "code", "storage", "balance"):
        taken = {"nonce": Account(nonce=1), "code": Account(code=b"\0"), "storage": Account(storage={1: 1}), "balance": Account(balance=1)}[kind]
        # An account without nonce, balance and code cannot have storage on any chain since Spurious Dragon.
        forks = [fork for fork in KNOWN if kind != "storage" or fork in since("London")]
        yield Case(684, f"a creation where there is {kind}", forks, gas_of(*created(deploying(b"\0"))), {created_address(CONTRACT, 1): taken}, rest={"gas": 200_000})


def byzantium():
    forks = since("Petersburg") + ["Byzantium"]
    answer = {OTHER: contract(*in_memory(bytes(range(1, 41))), 40, 0, "RETURN")}
    yield Case(211, "the size of what came back", forks, returning_word(*call(OTHER), "POP", "RETURNDATASIZE"), answer)
    yield Case(211, "what came back, copied from the middle", forks, code(*call(OTHER), "POP", 8, 32, 0, "RETURNDATACOPY", 32, 0, "RETURN"), answer)
    yield Case(211, "one byte beyond what came back", forks, code(*call(OTHER), "POP", 9, 32, 0, "RETURNDATACOPY", 32, 0, "RETURN"), answer)
    yield Case(211, "nothing of what came back, from its end", forks, code(*call(OTHER), "POP", 0, 40, 0, "RETURNDATACOPY"), answer)
    yield Case(211, "nothing, from beyond its end", forks, code(*call(OTHER), "POP", 0, 41, 0, "RETURNDATACOPY"), answer)
    yield Case(211, "what came back is gone after a creation", forks, returning_word(*call(OTHER), "POP", *created(b"\0"), "POP", "RETURNDATASIZE"), answer)
    yield Case(211, "what a creation reverted with", forks, returning_word(*created(code(5, 0, "REVERT")), "POP", "RETURNDATASIZE"))
    changes = {
        "SSTORE": [1, 1, "SSTORE"], "LOG0": [0, 0, "LOG0"], "CREATE": [0, 0, 0, "CREATE"], "SELFDESTRUCT": [NOBODY, "SELFDESTRUCT"],
        "CALL with value": call(THIRD, value=1), "CALL without value": call(THIRD), "CALLCODE with value": call(THIRD, "CALLCODE", value=1),
        "a call that writes": call(FOURTH), "a delegated call that writes": call(FOURTH, "DELEGATECALL"),
    }
    for name, parts in changes.items():
        yield Case(214, f"{name} in a static call", forks, returning_word(*call(OTHER, "STATICCALL", gas=100_000)), {
            OTHER: contract(*parts, balance=9), THIRD: contract("STOP"), FOURTH: contract(1, 1, "SSTORE")}, ask=(OTHER, FOURTH))
    yield Case(214, "CREATE2 in a static call", since("Petersburg"), returning_word(*call(OTHER, "STATICCALL", gas=100_000)), {OTHER: contract(0, 0, 0, 0, "CREATE2")})
    yield Case(214, "a write after a static call", forks, code(*call(OTHER, "STATICCALL"), 1, "SSTORE"), {OTHER: contract("STOP")}, ask=(CONTRACT,))


def constantinople():
    forks = KNOWN[KNOWN.index("Byzantium") :]
    for op in ("SHL", "SHR", "SAR"):
        for shift in (0, 1, 4, 255, 256, 257, 2**255):
            yield Case(145, f"{op} by {shift:#x}", forks, returning_word((1 << 255) | 0xF1, shift, op))
    later = since("Petersburg")
    init = deploying(code(7, 0, "MSTORE", 32, 0, "RETURN"))
    for salt in (0, 0xCAFEBABE, 2**256 - 1):
        yield Case(1014, f"the address of CREATE2 with salt {salt:#x}", forks, returning_word(*created(init, "CREATE2", salt=salt)))
    yield Case(1014, "the price of CREATE2 has that of its hash", later, gas_of(*created(bytes(100), "CREATE2", salt=0)))
    yield Case(1014, "the second creation in the same place", later, returning_word(*created(init, "CREATE2", salt=1), "POP", 1, len(init), 0, 0, "CREATE2"))
    gone = code(NOBODY, "SELFDESTRUCT")
    yield Case(1014, "a creation where a contract ended in the same transaction", later, returning_word(
        *created(deploying(gone), "CREATE2", salt=1), *[0, 0, 0, 0, 0, "DUP6", "GAS", "CALL", "POP"], "POP", 1, len(deploying(gone)), 0, 0, "CREATE2"))
    holders = {
        "nobody": (NOBODY, {}), "an account with wei": (OTHER, {OTHER: Account(balance=1)}), "a contract": (OTHER, {OTHER: contract("STOP")}),
        "itself": (CONTRACT, {}), "an account that sent": (OTHER, {OTHER: Account(nonce=1)}), "a precompiled contract": (bytes(19) + b"\1", {}),
        "a precompiled contract with wei": (bytes(19) + b"\1", {bytes(19) + b"\1": Account(balance=1)}),
    }
    for name, (address, others) in holders.items():
        yield Case(1052, f"the code hash of {name}", forks, returning_word(address, "EXTCODEHASH"), others)
    yield Case(1052, "the code hash of an account that just came to be", later, returning_word(*call(NOBODY, value=1), "POP", NOBODY, "EXTCODEHASH"), balance=1)
    yield Case(1052, "the code hash of a contract under construction", later, returning_word(
        *created(code("ADDRESS", "EXTCODEHASH", 0, "SSTORE", 0, "SLOAD", 0, "MSTORE", 32, 0, "RETURN")), *[32, 0, 0, "DUP4", "EXTCODECOPY", 0, "MLOAD"]))


def istanbul():
    forks = KNOWN[KNOWN.index("Petersburg") :]
    yield Case(1344, "the chain's id", forks, returning_word("CHAINID"))
    yield Case(1344, "another chain's id", ["Istanbul", "Osaka"], returning_word("CHAINID"), rest={"block": {"chain": 199}})
    yield Case(1884, "the own balance", forks, returning_word("SELFBALANCE"), balance=77)
    yield Case(1884, "the own balance after a payment", forks, returning_word(*call(OTHER, value=7), "POP", "SELFBALANCE"), balance=77)
    for op in ("SELFBALANCE", "EXTCODEHASH", "BALANCE", "SLOAD"):
        parts = ["SELFBALANCE"] if op == "SELFBALANCE" else [CONTRACT if op != "SLOAD" else 1, op]
        yield Case(1884, f"the price of {op}", forks, gas_of(*parts))
    writes = [[a, b] for a in range(4) for b in range(3)] + [[1, 0, 1], [0, 1, 0], [2, 0, 2], [0, 0, 1], [2, 1, 0]]
    for original in (0, 1):
        for values in writes:
            parts = [part for value in values for part in (value, 0, "SSTORE")]
            text = " ".join(map(str, [original, *values]))
            yield Case(2200, f"gas and refund for {text}", forks, code(*parts), storage={0: original} if original else {})
    for gas in (2306, 2307):
        yield Case(2200, f"a write of what is there with {gas} gas", forks, code(0, 0, "SSTORE"), rest={"gas": gas})
    yield Case(2200, "a write within a call that is undone counts no more", forks, code(
        0, 1, "SSTORE", *call(OTHER, "DELEGATECALL"), "POP", 1, 1, "SSTORE"), {OTHER: contract(5, 1, "SSTORE", 0, 2, "SSTORE", "INVALID")}, storage={1: 1, 2: 2}, rest={"gas": 200_000})


def berlin():
    forks = since("Istanbul")
    places = {"BALANCE": OTHER, "EXTCODESIZE": OTHER, "EXTCODEHASH": OTHER, "SLOAD": 3}
    for op, place in places.items():
        yield Case(2929, f"the first {op}", forks, gas_of(place, op), {OTHER: contract("STOP")})
        yield Case(2929, f"the second {op}", forks, code(place, op, "POP") + gas_of(place, op), {OTHER: contract("STOP")})
    yield Case(2929, "the first and the second call", forks, gas_of(*call(OTHER, gas=0), *call(OTHER, gas=0), "ADD"), {OTHER: contract("STOP")})
    yield Case(2929, "the first and the second copy of code", forks, gas_of(0, 0, 0, OTHER, "EXTCODECOPY", 0, 0, 0, OTHER, "EXTCODECOPY", 0), {OTHER: contract("STOP")})
    for name, address in {"sender": SENDER, "itself": CONTRACT, "a precompiled contract": bytes(19) + b"\5", "the zero address": bytes(20)}.items():
        yield Case(2929, f"the balance of {name}", forks, gas_of(address, "BALANCE"))
    yield Case(2929, "a write of a slot that was read", forks, gas_of(1, "SLOAD", 5, 1, "SSTORE"), storage={1: 1})
    yield Case(2929, "a write of a cold slot", forks, gas_of(5, 1, "SSTORE", 0), storage={1: 1})
    yield Case(2929, "what a failed call warmed is cold again", forks, gas_of(*call(OTHER, gas=60_000), "POP", THIRD, "BALANCE"), {
        OTHER: contract(THIRD, "BALANCE", "INVALID")}, rest={"gas": 200_000})
    yield Case(2929, "what a call warmed stays warm", forks, gas_of(*call(OTHER, gas=60_000), "POP", THIRD, "BALANCE"), {OTHER: contract(THIRD, "BALANCE")})
    yield Case(2929, "a new contract is warm", forks, gas_of(*created(b"\0"), "BALANCE"))
    yield Case(2929, "the heir of an ended contract is cold", forks, gas_of(*call(OTHER, gas=60_000)), {
        OTHER: contract(THIRD, "SELFDESTRUCT", balance=1), THIRD: Account(balance=1)})
    yield Case(2929, "the heir of an ended contract is warm", forks, gas_of(THIRD, "BALANCE", *call(OTHER, gas=60_000), "ADD"), {
        OTHER: contract(THIRD, "SELFDESTRUCT", balance=1), THIRD: Account(balance=1)})


def london():
    forks = since("Berlin")
    yield Case(3198, "the base fee", forks, returning_word("BASEFEE"))
    yield Case(3529, "the refund for a slot that is cleared", forks, code(0, 1, "SSTORE"), storage={1: 1})
    yield Case(3529, "the refund for an ended contract", forks, code(*call(OTHER)), {OTHER: contract(THIRD, "SELFDESTRUCT")})
    for first, name in ((0xEF, "0xef"), (0xFE, "0xfe"), (0xF0, "0xf0")):
        for count in (1, 2):
            yield Case(3541, f"{count} bytes of code from {name} on", forks, returning(count, first), to=None)
    for kind in ("CREATE", "CREATE2"):
        salt = 0 if kind == "CREATE2" else None
        yield Case(3541, f"{kind} of code that begins with 0xef", forks, gas_of(*created(returning(1, 0xEF), kind, salt=salt)), rest={"gas": 200_000})
    yield Case(4399, "DIFFICULTY is the beacon's randomness", forks, returning_word("PREVRANDAO"))


def shanghai():
    forks = since("Paris")
    yield Case(3651, "the balance of the proposer", forks, gas_of(COINBASE, "BALANCE"))
    yield Case(3651, "the proposer by COINBASE", forks, gas_of("COINBASE", "EXTCODESIZE"))
    yield Case(3855, "PUSH0", forks, returning_word("PUSH0", "ISZERO"))
    yield Case(3855, "the price of PUSH0", forks, gas_of("PUSH0"))
    yield Case(3855, "1024 times PUSH0", forks, code(*["PUSH0"] * 1024))
    yield Case(3855, "1025 times PUSH0", forks, code(*["PUSH0"] * 1025))
    yield Case(3855, "a jump over PUSH0", forks, code(4, "JUMP", "PUSH0", "JUMPDEST", "STOP"))
    for kind, salt in (("CREATE", []), ("CREATE2", [0])):
        for count in (0, 1, 32, 33, 49_152, 49_153):
            yield Case(3860, f"{kind} with {count} bytes of init code", forks, gas_of(*salt, count, 0, 0, kind), rest={"gas": 300_000})


def cancun():
    forks = since("Shanghai")
    yield Case(1153, "a word that was never set", forks, returning_word(1, "TLOAD"))
    yield Case(1153, "a word that was set", forks, returning_word(42, 1, "TSTORE", 1, "TLOAD"))
    yield Case(1153, "prices", since("Cancun"), gas_of(42, 1, "TSTORE", 1, "TLOAD"))
    yield Case(1153, "storage is another thing", since("Cancun"), returning_word(42, 1, "TSTORE", 1, "SLOAD"), ask=(CONTRACT,))
    yield Case(1153, "another contract has other words", since("Cancun"), returning_word(42, 1, "TSTORE", *call(OTHER, output=32), 0, "MLOAD"), {
        OTHER: Account(nonce=1, code=returning_word(1, "TLOAD"))})
    yield Case(1153, "a delegated call has the same words", since("Cancun"), code(
        42, 1, "TSTORE", 32, 0, 0, 0, OTHER, "GAS", "DELEGATECALL", "POP", 32, 0, "RETURN"), {OTHER: Account(nonce=1, code=returning_word(1, "TLOAD"))})
    yield Case(1153, "a call into itself sees the words", since("Cancun"), code(
        "CALLER", "ADDRESS", "EQ", 54, "JUMPI", 42, 1, "TSTORE", 32, 0, 0, 0, 0, CONTRACT, "GAS", "CALL", "POP", 32, 0, "RETURN", b"\x5b" * 20,
        1, "TLOAD", 0, "MSTORE", 32, 0, "RETURN"))
    yield Case(1153, "what a failed call set is undone", since("Cancun"), returning_word(
        42, 1, "TSTORE", *call(OTHER, "DELEGATECALL", gas=50_000), "POP", 1, "TLOAD"), {OTHER: contract(43, 1, "TSTORE", 0, 0, "REVERT")})
    yield Case(1153, "setting in a static call", since("Cancun"), returning_word(*call(OTHER, "STATICCALL", gas=50_000)), {OTHER: contract(1, 1, "TSTORE")})
    yield Case(1153, "reading in a static call", since("Cancun"), returning_word(*call(OTHER, "STATICCALL", gas=50_000)), {OTHER: contract(1, "TLOAD")})
    for index in (0, 1, 2, 2**64, 2**256 - 1):
        yield Case(4844, f"the hash of blob {index:#x}", forks, returning_word(index, "BLOBHASH"), rest={"block": {"blob_hashes": (b"\1" * 32, b"\1" + b"\2" * 31)}})
    yield Case(4844, "a blob's hash without blobs", forks, returning_word(0, "BLOBHASH"))
    for to, start, count in ((0, 32, 32), (0, 0, 32), (0, 1, 8), (1, 0, 8), (0, 0, 0), (32, 0, 33), (100, 0, 1), (0, 100, 1), (2**70, 0, 0), (0, 0, 2**70), (2**20, 0, 1)):
        yield Case(5656, f"{count:#x} bytes from {start:#x} to {to:#x}", forks, code(
            *in_memory(bytes(range(64))), count, start, to, "MCOPY", "MSIZE", 0x60, "MSTORE", 128, 0, "RETURN"), rest={"gas": 100_000})
    for name, heir in (("another", NOBODY), ("itself", OTHER)):
        yield Case(6780, f"an old contract that leaves all to {name}", forks, code(*call(OTHER), "STOP"), {
            OTHER: contract(heir, "SELFDESTRUCT", balance=5, storage={1: 1})}, ask=(OTHER, NOBODY))
        heir_parts = [NOBODY] if name == "another" else ["ADDRESS"]
        yield Case(6780, f"a new contract that leaves all to {name}", forks, code(
            *created(deploying(code(*heir_parts, "SELFDESTRUCT")), value=4), *[0, 0, 0, 0, 0, "DUP6", "GAS", "CALL"], "STOP"), balance=10,
            ask=(CONTRACT, NOBODY, created_address(CONTRACT, 1)))
        yield Case(6780, f"init code that leaves all to {name}", forks, code(
            *created(code(*heir_parts, "SELFDESTRUCT"), value=4)), balance=10, ask=(CONTRACT, NOBODY, created_address(CONTRACT, 1)))
    yield Case(6780, "an ended contract runs until the transaction's end", forks, returning_word(*call(OTHER, gas=50_000), *call(OTHER, gas=50_000), "ADD"), {
        OTHER: contract(NOBODY, "SELFDESTRUCT", balance=5)}, ask=(OTHER, NOBODY))
    yield Case(7516, "the base fee of blobs", forks, returning_word("BLOBBASEFEE"))


def prague():
    forks = since("Cancun")
    delegated = lambda address: Account(nonce=1, balance=3, code=b"\xef\x01\x00" + address)
    runner = Account(nonce=1, code=code("ADDRESS", 0, "MSTORE", "CALLER", 32, "MSTORE", 9, 9, "SSTORE", 64, 0, "RETURN"))
    accounts = {OTHER: delegated(THIRD), THIRD: runner}
    for kind in ("CALL", "CALLCODE", "DELEGATECALL"):
        yield Case(7702, f"{kind} of a delegated account", forks, code(*call(OTHER, kind, output=64), "POP", 64, 0, "RETURN"), accounts, ask=(CONTRACT, OTHER, THIRD), rest={"gas": 200_000})
    yield Case(7702, "a static call of a delegated account", forks, code(*call(OTHER, "STATICCALL", gas=50_000)), accounts, ask=(OTHER,))
    yield Case(7702, "the price of a call of a delegated account", forks, gas_of(*call(OTHER, gas=0)), accounts | {THIRD: contract("STOP")}, rest={"gas": 200_000})
    yield Case(7702, "the price of a call where the delegate is warm", forks, gas_of(THIRD, "BALANCE", *call(OTHER, gas=0), "ADD"), accounts | {THIRD: contract("STOP")}, rest={"gas": 200_000})
    yield Case(7702, "a delegate that is delegated itself", forks, code(*call(OTHER, gas=50_000)), {OTHER: delegated(THIRD), THIRD: delegated(FOURTH), FOURTH: runner}, ask=(OTHER, THIRD, FOURTH))
    yield Case(7702, "an account that is delegated to itself", forks, returning_word(*call(OTHER, gas=50_000)), {OTHER: delegated(OTHER)})
    yield Case(7702, "a delegate without code", forks, returning_word(*call(OTHER, gas=50_000)), {OTHER: delegated(NOBODY)})
    yield Case(7702, "a precompiled contract as delegate", since("Prague"), code(
        1, 0, "MSTORE", 32, 32, 32, 0, 0, OTHER, 50_000, "CALL", 0, "MSTORE", 64, 0, "RETURN"), {OTHER: delegated(bytes(19) + b"\4")})
    yield Case(7702, "the size of a delegated account's code", forks, returning_word(OTHER, "EXTCODESIZE"), accounts)
    yield Case(7702, "the hash of a delegated account's code", forks, returning_word(OTHER, "EXTCODEHASH"), accounts)
    yield Case(7702, "the code of a delegated account", forks, code(32, 0, 0, OTHER, "EXTCODECOPY", 32, 0, "RETURN"), accounts)
    yield Case(7702, "the size of the code that runs", forks, code(*call(OTHER, output=32), 32, 0, "RETURN"), {
        OTHER: delegated(THIRD), THIRD: Account(nonce=1, code=returning_word("CODESIZE"))}, rest={"gas": 100_000})
    for cut in (22, 24):
        yield Case(7702, f"what looks like a delegation but has {cut} bytes", forks, returning_word(*call(OTHER, gas=50_000)), {
            OTHER: Account(nonce=1, code=(b"\xef\x01\x00" + THIRD + b"\0")[:cut]), THIRD: runner})
    for bit in (0, 1, 8, 63, 64, 128, 254, 255):
        yield Case(7939, f"zeros before bit {bit}", since("Prague"), returning_word(1 << bit, "CLZ"))
    yield Case(7939, "zeros of zero", since("Prague"), returning_word(0, "CLZ"))
    yield Case(7939, "the price of CLZ", since("Osaka"), gas_of(5, "CLZ"))
    yield Case(7939, "CLZ without a word", since("Osaka"), code("CLZ"))


def limits():
    yield Case(2681, "a creation by an account whose nonce is the last", KNOWN, returning_word(*call(OTHER, gas=100_000, output=32), "POP", 0, "MLOAD"), {
        OTHER: Account(nonce=2**64 - 1, code=returning_word(*created(b"\0")))}, ask=(OTHER,), rest={"gas": 300_000})
    yield Case(2681, "a creation with the last nonce there is", KNOWN, returning_word(*call(OTHER, gas=100_000), "POP", 0), {
        OTHER: Account(nonce=2**64 - 2, code=returning_word(*created(b"\0")))}, ask=(OTHER,), rest={"gas": 300_000})
    recursive = code(0, 0, "MSTORE", 32, 0, 32, 0, 0, "ADDRESS", "GAS", "CALL", "POP", 0, "MLOAD", 1, "ADD", 0, "MSTORE", 32, 0, "RETURN")
    yield Case(150, "calls in each other until none may be any more", KNOWN, recursive, rest={"gas": 10**15})
    yield Case(150, "calls in each other until the gas is gone", KNOWN[KNOWN.index("TangerineWhistle") :], recursive, rest={"gas": 3_000_000})
    for count in (1023, 1024, 1025):
        yield Case(150, f"{count} words", ["Frontier", "Berlin", "Osaka"], code(*[1] * count))
    yield Case(150, "DUP of a full stack", ["Frontier", "Osaka"], code(*[1] * 1024, "DUP1"))
    yield Case(150, "SWAP of a full stack", ["Frontier", "Osaka"], code(*[1] * 1024, "SWAP16"))
    for number in (0, 743, 744, 999, 1000, 1001, 2**64):
        yield Case(210, f"the hash of block {number} in block 1000", ["Frontier", "Osaka"], returning_word(number, "BLOCKHASH"))


GROUPS = [early, byzantium, constantinople, istanbul, berlin, london, shanghai, cancun, prague, limits]

# The test cases of EIP-1283, as published: code, gas, refund, and the word before.
PUBLISHED_1283 = [
    ("60006000556000600055", 412, 0, 0), ("60006000556001600055", 20212, 0, 0), ("60016000556000600055", 20212, 19800, 0),
    ("60016000556002600055", 20212, 0, 0), ("60016000556001600055", 20212, 0, 0), ("60006000556000600055", 5212, 15000, 1),
    ("60006000556001600055", 5212, 4800, 1), ("60006000556002600055", 5212, 0, 1), ("60026000556000600055", 5212, 15000, 1),
    ("60026000556003600055", 5212, 0, 1), ("60026000556001600055", 5212, 4800, 1), ("60026000556002600055", 5212, 0, 1),
    ("60016000556000600055", 5212, 15000, 1), ("60016000556002600055", 5212, 0, 1), ("60016000556001600055", 412, 0, 1),
    ("600160005560006000556001600055", 40218, 19800, 0), ("600060005560016000556000600055", 10218, 19800, 1),
]


def cases():
    for group in GROUPS:
        yield from group()
