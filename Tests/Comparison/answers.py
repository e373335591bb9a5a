"""What Chequer's built tool and evmole say of a code, in one form; and how long they took.

An answer is a dictionary of parts, each absent where its tool does not print it:
`selectors` {selector: {"arguments", "signature", "mutability"}}, `events` {topic}, `errors`
{selector}, `storage` {(slot, offset): type}, `proxy` (None or the tool's object), `blocks`
{start: (end, [starts of the next])}. Hex stands without 0x, in lower case.
"""
import json
import statistics
import subprocess
import time

from shapes import storage_type

# How often each contract is read for its time; the median counts.
ROUNDS = 3

PARTS = ("selectors", "arguments", "mutability", "storage", "control_flow_graph")


def plain(text):
    return text.lower().removeprefix("0x")


def rows_of_tool(tool, command, codes):
    """One answer a code from `chequer COMMAND --jsonl`, and the seconds that the whole took."""
    rows = "".join(json.dumps({"code": code}) + "\n" for code in codes)
    start = time.perf_counter()
    child = subprocess.run([tool, *command, "--jsonl"], input=rows, capture_output=True, text=True)
    seconds = time.perf_counter() - start
    lines = child.stdout.splitlines()
    if child.returncode or len(lines) != len(codes):
        raise RuntimeError(
            f"{' '.join(command)}: status {child.returncode}, {len(lines)} lines for {len(codes)} rows:"
            f" {child.stderr.strip()[:300]}"
        )
    return [json.loads(line) for line in lines], seconds


def arguments_of_bench(bench, codes):
    """Answers with arguments alone, and the library's seconds per contract, parsing of the hex included."""
    lines = "".join(plain(code) + "\n" for code in codes)
    child = subprocess.run([bench, "each-code", "arguments", str(ROUNDS)], input=lines, capture_output=True, text=True)
    rows = [json.loads(line) for line in child.stdout.splitlines()]
    if child.returncode or len(rows) != len(codes):
        raise RuntimeError(f"{bench}: status {child.returncode}, {len(rows)} lines for {len(codes)} codes")
    answers = [
        {"selectors": {plain(selector): {"arguments": types} for selector, types in row["functions"].items()}} for row in rows
    ]
    return answers, [row["nanoseconds"] / 1e9 for row in rows]


def answer_of_tool(row):
    """The parts of one row of `chequer inspect --jsonl`."""
    answer = {}
    if "error" in row:
        return {"error": row["error"].get("message", "")}
    if row.get("selectors") is not None:
        answer["selectors"] = {plain(item["selector"]): item for item in row["selectors"]}
    if row.get("events") is not None:
        answer["events"] = {plain(item["topic"]): item for item in row["events"]}
    if row.get("errors") is not None:
        answer["errors"] = {plain(item["selector"]): item for item in row["errors"] if "selector" in item}
    if row.get("reasons") is not None:
        answer["reasons"] = {item["text"] for item in row["reasons"]}
    if row.get("storage") is not None:
        answer["storage"] = {
            (int(item["slot"], 16), int(item["offset"])): storage_type(item["type"]) for item in row["storage"]
        }
    if "proxy" in row:
        answer["proxy"] = row["proxy"]
    return answer


def blocks_of_tool(row):
    """{start: (end, [next])} of one row of `chequer cfg --jsonl`, whichever names its edges have."""
    if "blocks" not in row:
        return None
    blocks = {}
    for block in row["blocks"]:
        edges = next((block[key] for key in ("successors", "edges", "next", "to") if key in block), [])
        starts = [number(edge.get("to", edge.get("target")) if isinstance(edge, dict) else edge) for edge in edges]
        blocks[number(block.get("start", block.get("pc")))] = (number(block.get("end", 0)), starts)
    for edge in row.get("edges", []):
        blocks[number(edge["from"])][1].append(number(edge["to"]))
    return blocks


def number(value):
    return int(value, 0) if isinstance(value, str) else value


def answers_of_evmole(codes):
    """evmole's answers, and its seconds per contract for each mode run alone."""
    import evmole

    answers, seconds = [], {part: [] for part in PARTS}
    for code in codes:
        said = {}
        for part in PARTS:
            modes = {{"mutability": "state_mutability"}.get(part, part): True}
            times = []
            for _ in range(ROUNDS):
                start = time.thread_time_ns()
                said[part] = evmole.contract_info(code, **modes)
                times.append((time.thread_time_ns() - start) / 1e9)
            seconds[part].append(statistics.median(times))
        answer = {"selectors": {}}
        for function in said["selectors"].functions or []:
            answer["selectors"][function.selector] = {}
        for function in said["arguments"].functions or []:
            answer["selectors"].setdefault(function.selector, {})["arguments"] = function.arguments
        for function in said["mutability"].functions or []:
            answer["selectors"].setdefault(function.selector, {})["mutability"] = function.state_mutability
        answer["storage"] = {
            (int(item.slot, 16), item.offset): storage_type(item.type) for item in said["storage"].storage or []
        }
        graph = said["control_flow_graph"].control_flow_graph
        answer["blocks"] = {block.id: (block.end, evmole_edges(block)) for block in graph.blocks} if graph else {}
        answers.append(answer)
    return answers, seconds


def evmole_edges(block):
    """The starts that a block of evmole's leads to, whichever kind it is of."""
    edges = []
    for name in ("true_to", "false_to", "to"):
        next_ = getattr(block.btype, name, None)
        for edge in next_ if isinstance(next_, list) else [next_]:
            edge = getattr(edge, "to", edge)
            if edge is not None:
                edges.append(edge)
    return edges
