#!/usr/bin/env python3
"""Makes the vectors of Solidity's ABI: values, types, signatures, interfaces, calls, events and reverts.

    pip install eth-abi==6.0.0 eth-utils==6.0.0 pycryptodome==3.24.1 web3==8.0.0
    python3 Vectors/abi/generate.py

Each topic is a file of its own beside this one; `solidity.py` and `decoder.py` are the
second implementation.
"""
import json
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

import calls  # noqa: E402
import coding  # noqa: E402
import declarations  # noqa: E402
import interfaces  # noqa: E402
import logs  # noqa: E402
import reverts  # noqa: E402
import spellings  # noqa: E402
from provenance import record, text, write_rows  # noqa: E402

FILE_LIMIT = 1_400_000


def write_split(name, rows):
    """Writes name.jsonl, or name-1.jsonl, name-2.jsonl and so on, each below the limit."""
    parts, size = [[]], 0
    for row in rows:
        length = len(json.dumps(text(row), ensure_ascii=False).encode())
        if size + length > FILE_LIMIT:
            parts, size = [*parts, []], 0
        parts[-1].append(row)
        size += length
    for number, part in enumerate(parts, 1):
        write_rows(HERE, f"{name}-{number}.jsonl" if len(parts) > 1 else f"{name}.jsonl", part)


def main():
    write_split("accept", coding.accept_rows())
    packed, refused = coding.packed_rows()
    write_rows(HERE, "packed.jsonl", packed)
    write_rows(HERE, "reject-packed.jsonl", refused)
    write_split("mutated", coding.mutated_rows())
    write_rows(HERE, "types.jsonl", spellings.accept_rows())
    write_rows(HERE, "reject-types.jsonl", spellings.reject_rows())
    write_rows(HERE, "signatures.jsonl", declarations.accept_rows())
    write_rows(HERE, "reject-signatures.jsonl", declarations.reject_rows())
    write_rows(HERE, "json-abi.jsonl", interfaces.accept_rows())
    write_rows(HERE, "reject-json-abi.jsonl", interfaces.reject_rows())
    write_rows(HERE, "calls.jsonl", calls.call_rows())
    write_rows(HERE, "reject-calls.jsonl", calls.reject_call_rows())
    write_rows(HERE, "results.jsonl", calls.result_rows())
    write_rows(HERE, "events.jsonl", logs.event_rows())
    write_rows(HERE, "reject-events.jsonl", logs.reject_event_rows())
    write_rows(HERE, "topics.jsonl", logs.topic_rows())
    write_rows(HERE, "reverts.jsonl", reverts.rows())
    record(HERE, ["eth-abi", "eth-utils", "pycryptodome", "web3"])


if __name__ == "__main__":
    main()
