"""One long-lived `chequer evm run --jsonl` or `chequer evm statetest`, fed in batches."""

import dataclasses
import json
import subprocess
import threading

from assembly import assembled
from frames import Block, Frame, Outcome

CLASSES = {
    "reverted": "revert",
    "out of gas": "outOfGas",
    "stack underflow": "stackUnderflow",
    "stack overflow": "stackOverflow",
    "invalid jump destination": "invalidJump",
    "return data out of bounds": "returnDataOutOfBounds",
}


class Tool:
    """The process; it ends with `close`."""

    def __init__(self, path, *arguments):
        self.process = subprocess.Popen(
            [path, "evm", *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )

    def answers(self, lines, count=None):
        """As many JSON lines as there were lines sent, or `count`; a thread sends them while these are read."""
        sender = threading.Thread(target=self.send, args=("".join(line + "\n" for line in lines).encode(),))
        sender.start()
        result = [
            json.loads(self.process.stdout.readline() or b"null") for _ in range(len(lines) if count is None else count)
        ]
        sender.join()
        return result

    def send(self, data):
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def row(frame):
    """A frame as a row of `evm run --jsonl`."""
    result = {
        "code": "0x" + frame.code.hex(),
        "gas": str(frame.gas),
        "fork": frame.fork,
        "from": "0x" + frame.sender.hex(),
        "to": "0x" + frame.to.hex(),
    }
    if frame.input:
        result["input"] = "0x" + frame.input.hex()
    if frame.value:
        result["value"] = str(frame.value)
    if frame.balances:
        result["balances"] = {"0x" + address.hex(): str(balance) for address, balance in frame.balances}
    return json.dumps(result)


def outcome(answer):
    """A row's answer as an outcome; an answer that is none has the error as its class."""
    if answer is None or "gasUsed" not in answer:
        return Outcome(False, b"", -1, (), str(answer))
    bytes_of = lambda text: bytes.fromhex(text[2:])  # noqa: E731
    logs = tuple(
        (bytes_of(log["address"]), tuple(map(bytes_of, log["topics"])), bytes_of(log["data"])) for log in answer["logs"]
    )
    error = answer.get("error")
    if error:
        error = "invalidInstruction" if error.startswith("invalid instruction") else CLASSES.get(error, error)
    return Outcome(
        answer["success"], bytes_of(answer["output"]), int(answer["gasUsed"]), logs if answer["success"] else (), error
    )


def surroundings(tool):
    """The block in which `evm run` runs code, as the code itself sees it."""
    names = ["COINBASE", "TIMESTAMP", "NUMBER", "PREVRANDAO", "GASLIMIT", "CHAINID", "BASEFEE", "GASPRICE"]
    frames = [Frame("Osaka", assembled([name, 0, "MSTORE", 32, 0, "RETURN"])) for name in names]
    frames.append(dataclasses.replace(frames[names.index("PREVRANDAO")], fork="London"))
    frames.append(Frame("Osaka", assembled([1, "NUMBER", "SUB", "BLOCKHASH", 0, "MSTORE", 32, 0, "RETURN"])))
    words = [outcome(answer).output for answer in tool.answers([row(frame) for frame in frames])]
    number = [int.from_bytes(word, "big") for word in words]
    return Block(
        coinbase=words[0][12:],
        time=number[1],
        number=number[2],
        randao=words[3],
        gas_limit=number[4],
        chain=number[5],
        base_fee=number[6],
        gas_price=number[7],
        difficulty=number[8],
        ancestors_known=number[9] != 0,
    )
