"""One score a part: a contract's answer against its truth.

Each function takes a contract and an answer, adds to a `Tally` and notes its misses.
"""
import collections
import re

from shapes import agree, flatten, split

PARTS = ("selectors", "arguments", "mutability", "storage", "returns", "events", "errors", "reasons", "proxies", "control-flow")


class Tally:
    """Counts by compiler family, the misses of each contract, and what was said for what."""

    def __init__(self):
        self.counts = collections.defaultdict(collections.Counter)
        self.misses = collections.defaultdict(list)
        self.confusion = collections.Counter()

    def add(self, contract, key, amount=1):
        self.counts[contract.family][key] += amount

    def miss(self, contract, text):
        self.misses[(contract.name, contract.compiler, len(contract.code) // 2 - 1)].append(text)

    def total(self):
        return sum(self.counts.values(), collections.Counter())


def selectors(contract, answer, tally):
    truth, said = set(contract.truth["functions"]), set(answer["selectors"])
    tally.add(contract, "contracts")
    tally.add(contract, "contracts exact", truth == said)
    tally.add(contract, "functions", len(truth))
    tally.add(contract, "false positives", len(said - truth))
    tally.add(contract, "misses", len(truth - said))
    for selector in sorted(said - truth):
        tally.miss(contract, f"0x{selector} invented")
    for selector in sorted(truth - said):
        tally.miss(contract, f"0x{selector} missed: ({contract.truth['functions'][selector][0]})")


def types_of(signature):
    """The parameter list of `name(types)`, without its brackets."""
    return signature[signature.index("(") + 1 : signature.rindex(")")]


def arguments(contract, answer, tally):
    """By inference alone, and with the table's signature where the answer has one."""
    for selector, (truth, _) in contract.truth["functions"].items():
        item = answer["selectors"].get(selector, {})
        said = item.get("arguments")
        tally.add(contract, "functions")
        if said != truth:
            tally.add(contract, "wrong")
            tally.miss(contract, f"0x{selector} is ({truth}), said ({said})")
            confuse(tally, truth, said)
        if said is None or flatten(said) != flatten(truth):
            tally.add(contract, "wrong when flattened")
        if "signature" in item:
            tally.add(contract, "signatures from the table")
            said = types_of(item["signature"])
        if said != truth:
            tally.add(contract, "wrong with the table")


def confuse(tally, truth, said):
    if said is None:
        tally.confusion["(function)", "(nothing)"] += 1
        return
    truths, saids = split(truth), split(said)
    if len(truths) != len(saids):
        tally.confusion[f"{len(truths)} parameters", f"{len(saids)}"] += 1
        return
    for true, false in zip(truths, saids):
        if true != false:
            tally.confusion[true, false] += 1


def mutability(contract, answer, tally):
    for selector, (_, truth) in contract.truth["functions"].items():
        said = answer["selectors"].get(selector, {}).get("mutability")
        tally.add(contract, "functions")
        if said != truth:
            tally.add(contract, "wrong strictly")
            tally.confusion[truth, said or "(nothing)"] += 1
        if said is None or (said == "payable") != (truth == "payable"):
            tally.add(contract, "payable wrong")
            tally.miss(contract, f"0x{selector} is {truth}, said {said}")


def returns(contract, answer, tally):
    """What functions return: exactly, with strings taken for bytes, and the number of values alone."""
    for selector, truth in contract.truth["returns"].items():
        item = answer["selectors"].get(selector, {})
        said = item.get("outputs")
        tally.add(contract, "functions with known returns")
        if truth:
            tally.add(contract, "that return something")
        if said is None:
            tally.add(contract, "not told")
            tally.confusion[truth, "(not told)"] += 1
            continue
        if said.replace("string", "bytes") == truth.replace("string", "bytes"):
            tally.add(contract, "right but for strings")
        if said == truth:
            tally.add(contract, "exact")
        else:
            tally.add(contract, "wrong")
            tally.miss(contract, f"0x{selector} returns ({truth}), said ({said})")
            confuse(tally, truth, said)
        if len(flatten(said)) != len(flatten(truth)):
            tally.add(contract, "wrong number of values")


def reasons(contract, answer, tally):
    """Texts that stand in the code as a whole or cut into words, found and invented."""
    truth, said = set(contract.truth["reasons"]), answer["reasons"]
    tally.add(contract, "reasons stated", len(truth))
    tally.add(contract, "found", len(truth & said))
    tally.add(contract, "invented", len(said - truth))
    for text in sorted(truth - said):
        tally.miss(contract, f"missed {text!r}")
    for text in sorted(said - truth):
        tally.miss(contract, f"invented {text!r}")


def storage(contract, answer, tally):
    for key in ("variables", "exact", "missing", "of these gaps", "wrong type", "extra"):
        tally.add(contract, key, 0)
    (truth, covered), said = contract.truth["storage"], answer["storage"]
    for place, (kind, label) in sorted(truth.items()):
        is_gap = re.fullmatch(r"_*gap_*\d*", label.split(".")[-1].lower()) is not None
        tally.add(contract, "variables")
        is_gap |= place in contract.truth.get("untouched", ())
        if is_gap and place not in said:
            # What is never touched, no code can show. It counts, but not as a miss to look at.
            tally.add(contract, "missing")
            tally.add(contract, "of these gaps")
            continue
        where = f"{place[0]:#x}+{place[1]} {label}" if place[0] < 2**64 else f"{place[0]:#x} {label}"
        if place not in said:
            tally.add(contract, "missing")
            tally.miss(contract, f"{where}: {kind}, missing")
            tally.confusion[kind, "(missing)"] += 1
        elif agree(kind, said[place]):
            tally.add(contract, "exact")
        else:
            tally.add(contract, "wrong type")
            tally.miss(contract, f"{where}: {kind}, said {said[place]}")
            tally.confusion[kind, said[place]] += 1
    for place, kind in sorted(said.items()):
        if place not in truth and place[0] not in covered:
            tally.add(contract, "extra")
            tally.miss(contract, f"{place[0]:#x}+{place[1]}: extra {kind}")
            tally.confusion["(nothing)", kind] += 1


def stands(code, selector):
    """Whether a push in the code holds the selector, plain or as what a shift makes it of."""
    value, pattern = int(selector, 16), []
    for shift in range(32):
        if value >> shift << shift != value or not value >> shift:
            break
        part = value >> shift
        size = (part.bit_length() + 7) // 8
        pattern.append(bytes([0x5F + size]) + part.to_bytes(size, "big"))
    pattern.append(b"\x7f" + bytes.fromhex(selector) + bytes(28))
    return any(part in code for part in pattern)


def events(contract, answer, tally):
    code = contract.code.lower()
    truth = {topic for topic in contract.truth["events"] if topic in code}
    said = set(answer["events"])
    tally.add(contract, "events in the code", len(truth))
    tally.add(contract, "found", len(truth & said))
    tally.add(contract, "missed", len(truth - said))
    tally.add(contract, "invented", len(said - set(contract.truth["events"])))
    for topic in sorted(truth & said):
        flags = contract.truth["indexed"].get(topic)
        if flags is None:
            continue
        types = split(types_of(contract.truth["events"][topic]))
        data = ",".join(kind for kind, flag in zip(types, flags) if not flag)
        told = answer["events"][topic].get("arguments")
        tally.add(contract, "data not told", told is None)
        if told is not None and told.replace("string", "bytes") != data.replace("string", "bytes"):
            tally.add(contract, "data wrong")
            confuse(tally, data, told)
            tally.miss(contract, f"{contract.truth['events'][topic]} logs ({data}), said ({told})")
    for topic in sorted(truth - said):
        tally.miss(contract, f"missed {contract.truth['events'][topic]} 0x{topic[:8]}...")
    for topic in sorted(said - set(contract.truth["events"])):
        tally.miss(contract, f"invented 0x{topic[:8]}... {answer['events'][topic].get('signature', '')}")


def errors(contract, answer, tally):
    code = bytes.fromhex(contract.code.removeprefix("0x"))
    builtin = {"08c379a0", "4e487b71"}
    stated, said = set(contract.truth["errors"]) - builtin, set(answer["errors"]) - builtin
    truth = {selector for selector in stated if stands(code, selector)}
    tally.add(contract, "errors stated", len(stated))
    tally.add(contract, "in the code", len(truth))
    tally.add(contract, "found", len(truth & said))
    tally.add(contract, "found of the stated", len(stated & said))
    tally.add(contract, "invented", len(said - stated))
    for selector in sorted(truth & said):
        types = types_of(contract.truth["errors"][selector])
        told = answer["errors"][selector].get("arguments")
        tally.add(contract, "arguments not told", told is None)
        if told is not None and told.replace("string", "bytes") != types.replace("string", "bytes"):
            tally.add(contract, "arguments wrong")
            confuse(tally, types, told)
            tally.miss(contract, f"{contract.truth['errors'][selector]}, said ({told})")
    for selector in sorted(truth - said):
        tally.miss(contract, f"missed {contract.truth['errors'][selector]} 0x{selector}")
    for selector in sorted(said - stated):
        tally.miss(contract, f"invented 0x{selector} {answer['errors'][selector].get('signature', '')}")


def proxies(contract, answer, tally):
    truth, said = contract.truth["proxy"], answer["proxy"]
    if truth == "unknown":
        tally.add(contract, "with a fallback, unlabelled")
        if said is not None:
            tally.add(contract, "of these called proxies")
            tally.miss(contract, f"to be read by hand: {summary(said)}")
    elif truth is None:
        tally.add(contract, "non-proxies")
        if said is not None:
            tally.add(contract, "false alarms")
            tally.miss(contract, f"false alarm: {summary(said)}")
    else:
        tally.add(contract, "proxies")
        tally.add(contract, "recognised", said is not None)
        right = said is not None and target_is(truth, said)
        tally.add(contract, "with the right target", right)
        for member in ("kind", "from", "beacon", "lookup", "key"):
            if said is not None and member in truth:
                tally.add(contract, f"with a stated {member}, unlabelled elsewhere")
                if spoken(said, member) != truth[member].lower():
                    tally.add(contract, f"of these another {member}")
                    tally.miss(contract, f"{member} is {truth[member]}, said {spoken(said, member)}")
        if not right:
            tally.miss(contract, f"expected {truth}, said {summary(said)}")


def summary(said):
    return said and {key: said[key] for key in ("kind", "target", "targetFrom", "slot") if key in said}


def spoken(said, member):
    """What the tool says for a member of a row's `proxy`."""
    names = {"from": ("targetFrom",), "key": ("lookupKey", "mappingKey")}.get(member, (member,))
    return next((said[name].lower() for name in names if said.get(name)), None)


def target_is(truth, said):
    """Whether target, slot or the way to find the target is the expected one, and no other is said."""
    source = said.get("targetFrom") or ""
    if "target" in truth:
        right = (said.get("target") or "").lower().removeprefix("0x") == truth["target"].lower().removeprefix("0x")
        return right and source == "code"
    if "slot" in truth:
        slot = truth["slot"] if isinstance(truth["slot"], int) else int(truth["slot"], 16)
        return said.get("slot") is not None and int(said["slot"], 16) == slot and not said.get("target")
    if "beacon" in truth:
        return (said.get("beacon") or "").lower() == truth["beacon"].lower()
    if "own" in truth:
        return source == "slot-of-own-address"
    if "from" in truth:
        return source == truth["from"]
    words = f"{said.get('kind', '')} {said.get('targetFrom', '')}"
    return any(word in words for word in ("mapping", "selector", "diamond", "lookup"))


def control_flow(contract, answer, tally):
    """Blocks reached from 0 over reported edges, of all that can be entered; and what does not exist."""
    truth, blocks = contract.truth["blocks"], answer["blocks"]
    reached, waiting, edges = set(), [0], 0
    bogus = sum(start not in truth for start in blocks)
    while waiting:
        start = waiting.pop()
        if start in reached or start not in blocks:
            continue
        reached.add(start)
        for next_ in blocks[start][1]:
            edges += 1
            if next_ not in truth:
                bogus += 1
            else:
                waiting.append(next_)
    tally.add(contract, "blocks", len(truth))
    tally.add(contract, "reached", len(reached & truth))
    tally.add(contract, "edges", edges)
    tally.add(contract, "bogus", bogus)
    ran = contract.truth.get("executed", set())
    tally.add(contract, "blocks that ran", len(ran))
    tally.add(contract, "of these not reached", len(ran - reached))
    for start in sorted(truth - reached):
        tally.miss(contract, f"{start:#x} not reached")
    if bogus:
        tally.miss(contract, f"{bogus} bogus blocks or edges")
