#!/usr/bin/env python3
"""Makes the golden answers of the examples in the tool's help.

    pip install bip-utils==2.12.3 coincurve==21.0.0 eth-abi==6.0.0 eth-account==0.14.0 eth-keyfile==0.10.0 eth-utils==6.0.0 \
        mnemonic==0.21 pycryptodome==3.24.1 pyrevm==0.3.7 rlp==5.0.0 trie==4.0.0
    python3 Vectors/tool/generate.py

Words and labels around the values are the tool's own; the values are computed here.
"""
import base64
import hashlib
import json
import pathlib
import random
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from Crypto.Cipher import AES  # noqa: E402
from Crypto.Hash import keccak as keccak_of  # noqa: E402
from Crypto.Util.Padding import pad  # noqa: E402
from bip_utils import Base58Encoder, Bip32Slip10Secp256k1, Bip39SeedGenerator, TrxAddrEncoder  # noqa: E402
from coincurve import PublicKey  # noqa: E402
from eth_account import Account  # noqa: E402
from eth_keyfile import keyfile  # noqa: E402
from eth_account.messages import encode_defunct  # noqa: E402
from eth_utils import to_checksum_address  # noqa: E402
from mnemonic import Mnemonic  # noqa: E402
import abi_examples  # noqa: E402
import evm_examples  # noqa: E402
import evmole  # noqa: E402
import rlp  # noqa: E402
from provenance import record, write_rows  # noqa: E402

CODE = "0x363d3d373d3d3d363d735cf1f8c1c89e6fd24863918571917b5109d6a1705af43d82803e903d91602b57fd5bf3"
FACTORY = "0x763d7858287B9a33F4bE5bb3df0241dACc59BCc7"
VAULT = "0x1f8B3e7E691D733F5eb17E5570c49dE3e5Aecef9"
HOST = "0xF54430F85b5862cdd3278C3C78fda39b65f4a2bC"
# go-btfs's first test mnemonic; its wallet stands in addresses/btfs.jsonl too.
WORDS = "record access aerobic glow retreat language distance stamp cattle arrive defy movie"
NODE_PATH = "m/44'/195'/0'/0/0"


def keccak(data):
    return keccak_of.new(digest_bits=256, data=data).digest()


def hexed(data):
    return "0x" + bytes(data).hex()


def peer_id(public_key):
    """libp2p's identity multihash of the protobuf key, in Base58: 00 25 08 02 12 21 ‖ 33 bytes."""
    digits = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
    data = bytes.fromhex("002508021221") + public_key
    number, text = int.from_bytes(data, "big"), ""
    while number:
        number, digit = divmod(number, 58)
        text = digits[digit] + text
    return "1" + text


def identity(public_key=None, address=None):
    """The lines of `chequer address` for a 33-byte key, or for an address alone."""
    if public_key:
        point = PublicKey(public_key).format(compressed=False)
        address = keccak(point[1:])[12:]
        assert TrxAddrEncoder.EncodeKey(public_key) == tron(address)
    lines = [f"BTTC        {to_checksum_address(address)}", f"Tron        {tron(address)}",
             f"Tron hex    0x41{address.hex()}"]
    if public_key:
        return lines + [f"Peer ID     {peer_id(public_key)}", f"Public key  {hexed(public_key)}"]
    return lines + ["Peer ID and public key do not follow from an address."]


def tron(address):
    return Base58Encoder.CheckEncode(b"\x41" + address)


def derived(path):
    key = Bip32Slip10Secp256k1.FromSeed(Bip39SeedGenerator(WORDS).Generate("")).DerivePath(path)
    public = key.PublicKey().RawCompressed().ToBytes()
    return [f"Path        {path}"] + identity(public) + [f"xpub        {key.PublicKey().ToExtended()}"]


def signature(payout, key):
    """By eth-account's typed data."""
    types = {"Cheque": [{"name": "vault", "type": "address"}, {"name": "beneficiary", "type": "address"},
                        {"name": "cumulativePayout", "type": "uint256"}]}
    signed = Account.sign_typed_data(
        key, {"name": "Vault", "version": "1.0", "chainId": 199}, types,
        {"vault": VAULT, "beneficiary": HOST, "cumulativePayout": payout})
    return hexed(signed.signature)


def worked_cheque():
    """The document of the worked example that the issuer of the help's command signed."""
    for line in open(HERE.parent / "cheques" / "worked.jsonl", encoding="utf-8"):
        row = json.loads(line)
        if "json" in row and row["scheme"] == "btfs":
            return row


def row(command, lines=None, contains=(), files=None, status=0, complaint=(), creates=()):
    answer = {"command": command, "files": files or {}, "status": str(status)}
    if lines is not None:
        answer["lines"] = lines
    return {**answer, "contains": list(contains), "complaint": list(complaint), "creates": list(creates)}


RENTER = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8"
WBTT = "0x23181F21DEa5936e24163FFABa4Ea3B316B57f3C"


def chain_rows(cheque):
    """On the embedded chain as it begins: what Vectors/contracts/btfs/genesis.json says is there."""
    on = " --network embedded"
    files = {"cheque.json": cheque["json"] + "\n"}
    yield row(f"chequer audit {CODE}", contains=["Not decided", "factory V2", hexed(keccak(bytes.fromhex(CODE[2:])))])
    yield row(f"chequer audit {cheque['vault']}{on}", contains=["no contract"], status=1)
    yield row(f"chequer cheque check cheque.json{on}", files=files, contains=["NOT PAYABLE", cheque["vault"]], status=1)
    yield row("chequer cheque check --explain 'Vault: cannot cash'", contains=["paid"])
    yield row(f"chequer cheque list cheque.json", files=files, contains=[cheque["vault"], cheque["beneficiary"], "1 cheque"])
    yield row(f"chequer chain info{on}", contains=["chain 199", "0.0003 BTT", "27 BTT"])
    yield row(f"chequer chain block latest number gasLimit{on}", ["0", "30000000"])
    yield row(f"chequer chain balance {RENTER} --to btt{on}", [str(10**9)])
    yield row(f"chequer chain nonce {RENTER}{on}", ["0"])
    yield row(f"chequer chain storage {FACTORY} 2{on}", ["0x" + "0" * 24 + CODE[22:62].lower()])
    yield row(f"chequer chain code {FACTORY}{on}", contains=["0x"])
    yield row(f"chequer chain call {WBTT} 'balanceOf(address)(uint256)' {RENTER}{on}", [str(10**24)])
    yield row(f"chequer chain logs --address {WBTT}{on}", [])
    yield row(f"chequer chain doctor{on}", contains=["the embedded chain", "good"])
    yield row(f"chequer rpc eth_chainId{on}", ["0xc7"])
    yield row(f"chequer rpc eth_getBalance {RENTER} latest{on}", [hex(10**27)])


def rows():
    target = to_checksum_address("0x" + CODE[22:62])
    code = bytes.fromhex(CODE[2:])
    assert to_checksum_address(keccak(rlp.encode([bytes.fromhex(FACTORY[2:]), 1]))[12:]) == target
    facts = [target, f"{len(code)} bytes", hexed(keccak(code)), "EIP-1167", FACTORY]
    yield row(f"chequer inspect {CODE}", contains=facts)
    yield row("chequer inspect vault.hex", contains=facts, files={"vault.hex": CODE + "\n"})
    # Compound's idiom: 36 bytes of assembly around slot 2.
    yield row("chequer inspect 0x366000600037600060003660006002545af43d600060003e601f573d6000fd5b3d6000f3",
              contains=["runs the code of the address in its own slot 2", "DELEGATECALL"])
    yield row(f"chequer inspect {FACTORY}", contains=["factory V2", "chain 199"])
    other = CODE.replace(CODE[22:62], "22" * 20)
    yield row("chequer inspect vault.hex other.hex --json", contains=[
        '{"name":"vault.hex",', hexed(keccak(code)), '{"name":"other.hex",', hexed(keccak(bytes.fromhex(other[2:]))),
    ], files={"vault.hex": CODE + "\n", "other.hex": other + "\n"})

    peer = bytes.fromhex("022a3b770583b29f718a3b3de7248c5867c4fcfc54d7ab0eb1e6dd44ebec979395")
    yield row(f"chequer address {peer_id(peer)}", identity(peer))
    host = bytes.fromhex(HOST[2:])
    yield row(f"chequer address {tron(host)}", identity(address=host))
    yield row(f"chequer address create --nonce 1 --sender {FACTORY}", [target])

    key = Bip32Slip10Secp256k1.FromSeed(Bip39SeedGenerator(WORDS).Generate("")).DerivePath(NODE_PATH)
    secret = key.PrivateKey().Raw().ToBytes()
    issuer = Account.from_key(secret).address
    yield row(f"chequer cheque sign --vault {VAULT} --beneficiary {HOST} --payout 0.001331381wbtt"
              " --key-file issuer.key", [signature(1331381 * 10**9, secret)],
              files={"issuer.key": secret.hex() + "\n"})
    cheque = worked_cheque()
    assert cheque["issuer"] == issuer and cheque["signature"] == signature(int(cheque["cumulativePayout"]), secret)
    yield row(f"chequer cheque verify cheque.json --issuer {issuer}", files={"cheque.json": cheque["json"] + "\n"},
              contains=["The signature is good.", cheque["vault"], cheque["beneficiary"],
                        cheque["cumulativePayout"], f"signed by    {issuer}"])

    words = {"mnemonic.txt": WORDS + "\n"}
    yield row("chequer key derive < mnemonic.txt", derived(NODE_PATH), files=words)
    yield row("chequer key derive --coin 60 --index 3 < mnemonic.txt", derived("m/44'/60'/0'/0/3"), files=words)
    assert Mnemonic("english").check(WORDS)
    yield row("chequer key mnemonic < mnemonic.txt", ["A good mnemonic: 12 words, english."], files=words)
    entropy = bytes(range(16))
    yield row("chequer key mnemonic --from-entropy --show-secrets < entropy.hex",
              [Mnemonic("english").to_mnemonic(entropy)], files={"entropy.hex": entropy.hex() + "\n"})
    yield row("chequer key new --out node.mnemonic", contains=[NODE_PATH, "node.mnemonic"], creates=["node.mnemonic"])
    yield row("chequer key new --show-mnemonic", contains=[NODE_PATH, "Peer ID     16Uiu2HA"])

    btt = 10**18
    yield row("chequer wei 1.5btt", [str(3 * btt // 2)])
    yield row("chequer wei 1500000000000000000 --to btt", ["1.5"])
    yield row("chequer wei 300000gwei --to btt", ["0.0003"])
    yield row("chequer wei 1.5 --decimals 6", [str(15 * 10**5)])
    yield row("chequer calc '(2**255 - 1) / 3 + 1.5btt'", [str((2**255 - 1) // 3 + 3 * btt // 2)])
    yield row("chequer calc --wrap '0 - 1'", [str(-1 % 2**256)])
    yield row("chequer calc '2**256 - 1'", [], status=65, complaint=["overflows 256 bits"])
    yield row("chequer keccak 0x", [hexed(keccak(b""))])
    yield row("chequer keccak 'Vault'", [hexed(keccak(b"Vault"))])
    yield row("chequer keccak --file F", [hexed(keccak(b"any\0 bytes\n"))], files={"F": "any\0 bytes\n"})
    yield row("""chequer rlp encode '["0xf1", "f2"]'""", [hexed(rlp.encode([b"\xf1", b"\xf2"]))])
    yield row("chequer rlp encode 0x", [hexed(rlp.encode(b""))])
    decoded = rlp.decode(bytes.fromhex("c481f181f2"))
    yield row("chequer rlp decode 0xc481f181f2", [json.dumps([hexed(item) for item in decoded], separators=(",", ":"))])
    yield from abi_examples.rows(row, secret, cheque)
    yield from keystore_rows()
    yield from signing_rows()
    yield from disassembly_rows()
    yield from chain_rows(cheque)


def keystore_rows():
    """The node's key in a keystore of eth-keyfile, and the mnemonic as the old dashboard encrypted it."""
    key = Bip32Slip10Secp256k1.FromSeed(Bip39SeedGenerator(WORDS).Generate("")).DerivePath(NODE_PATH)
    secret, public = key.PrivateKey().Raw().ToBytes(), key.PublicKey().RawCompressed().ToBytes()
    address = Account.from_key(secret).address
    source = random.Random("chequer help 1")
    keyfile.Random = type("Source", (), {"get_random_bytes": staticmethod(source.randbytes)})
    value = keyfile.create_keyfile_json(secret, b"correct horse ", kdf="scrypt", iterations=4)
    value["id"] = "00000000-0000-4000-8000-000000000000"
    password = {"password": "correct horse \n"}
    files = {"node": json.dumps(value), **password}

    yield row("chequer key new --keystore --keystore-folder keys --password-file password", files=password,
              contains=["Peer ID     16Uiu2HA", "The key is in 'keys/UTC--"])
    yield row("chequer key import --keystore-folder . --name node --password-file password < node.key",
              [*identity(public), "The key is in './node'; without its password nobody opens it."],
              files={"node.key": secret.hex() + "\n", **password}, creates=["node"])
    cipher = AES.new(hashlib.md5(b"123456").digest(), AES.MODE_CBC, iv=bytes([2, 0, 1, 6, 0, 8, 1, 4] * 2))
    wallet = base64.b64encode(cipher.encrypt(pad(WORDS.encode(), 16))).decode()
    yield row("chequer key import --dashboard --dashboard-password-file old --password-file new"
              " --keystore-folder keys --key-file wallet.txt",
              contains=[*identity(public), f"Path        {NODE_PATH}", "The key is in 'keys/UTC--"],
              files={"wallet.txt": wallet, "old": "123456", "new": "correct horse"})
    yield row("chequer key export node --password-file password --out node.key",
              [f"The private key of {address} is in 'node.key', which is not encrypted."], files=files,
              creates=["node.key"])
    yield row("chequer key export node --password-file password --show-private", [hexed(secret)], files=files)
    yield row("chequer key list --keystore-folder .",
              [f"{address}  {tron(bytes.fromhex(address[2:]))}", "  './node'  scrypt N=4 r=8 p=1"],
              files={"node": json.dumps(value)})
    yield row("chequer key keystore node --password-file password", identity(public), files=files)


def signing_rows():
    """Transactions and messages, signed by eth-account."""
    key = "0x" + "46" * 32
    sender = Account.from_key(key).address
    transaction = {"chainId": 199, "nonce": 7, "to": VAULT, "value": 0, "gas": 90000, "gasPrice": 300000 * 10**9,
                   "data": "0x" + "0d5f2659" + "00" * 12 + HOST[2:].lower() + (1331381 * 10**9).to_bytes(32, "big").hex()}
    signed = Account.sign_transaction(transaction, key)
    raw, fee = hexed(signed.raw_transaction), transaction["gas"] * transaction["gasPrice"]
    facts = [hexed(signed.hash), sender, VAULT, "BTTC mainnet (chain 199)", "300000 gwei (300000000000000 wei)",
             f"at most {fee // 10**18} BTT ({fee} wei)", "selector 0x0d5f2659", transaction["data"]]
    yield row("chequer tx decode tx.hex", contains=["Transaction of type 0 (legacy)"] + facts, files={"tx.hex": raw + "\n"})
    yield row("chequer tx decode tx.hex --fork bttc", contains=["valid under bttc"] + facts, files={"tx.hex": raw + "\n"})
    files = {"tx.json": json.dumps(transaction), "sender.key": key + "\n"}
    yield row("chequer tx sign tx.json --key-file sender.key", [raw], complaint=facts, files=files)
    text = "I run this node"
    for command, message in (("'" + text + "'", text), ("--file notice.txt", text + "\n")):
        made = hexed(Account.sign_message(encode_defunct(text=message), key).signature)
        yield row(f"chequer message sign {command} --key-file sender.key", [made], complaint=[sender],
                  files={"notice.txt": message, "sender.key": key})
    prefixed = f"\x19Ethereum Signed Message:\n{len(text)}{text}".encode()
    assert keccak(prefixed) == bytes(Account.sign_message(encode_defunct(text=text), key).message_hash)
    yield row(f"chequer message hash '{text}'", [hexed(keccak(prefixed))])


def disassembly_rows():
    """Assembly by evmole's reading of the same bytes; where the text has more than evmole says, by hand."""
    def listing(code):
        for offset, text in evmole.contract_info(bytes.fromhex(code), disassemble=True).disassembled:
            name, _, operand = text.partition(" ")
            yield f"{offset:04x}: {name}" + (f" 0x{operand}" if operand else "")

    yield row("chequer disasm 0x6080604052", list(listing("6080604052")))
    yield row("chequer disasm contract.hex --labels", ["CALLVALUE", "PUSH1 @label_5", "JUMPI", "STOP", "",
              "label_5:", "JUMPDEST", "PUSH1 0x00", "DUP1", "REVERT"], files={"contract.hex": "0x34600557005b600080fd\n"})
    creation, runtime = "600a600c600039600a6000f3", "602a60005260206000f3"
    lines = list(listing(creation + runtime))
    split = len(list(listing(creation)))
    yield row(f"chequer disasm {creation}{runtime} --creation",
              ["; 0..<12 constructor (followed from offset 0)"] + lines[:split]
              + ["; 12..<22 code (CODECOPY at 6, RETURN at 11)"] + lines[split:])
    yield row("chequer disasm 5f5ff3 --fork bttc", ["0000: PUSH0  ; not in bttc; since Shanghai",
              "0001: PUSH0  ; not in bttc; since Shanghai", "0002: RETURN"])
    yield row("chequer asm 'PUSH1 0x80 PUSH1 0x40 MSTORE'", ["0x6080604052"])
    yield row("chequer asm loop.asm", ["0x60005b6001018060641160025700"],
              files={"loop.asm": "push 0\nagain: jumpdest\n  push 1 add dup1 push 100 gt ; below a hundred\n"
                                 "  push @again jumpi\nstop\n"})
    yield row("chequer asm 'callvalue push @no jumpi stop no: jumpdest push0 push0 revert'", ["0x34600557005b5f5ffd"])

    # Three blocks, told apart by hand: JUMPI at 3 goes on at 4 or jumps to 5.
    code = "0x34600557005b600080fd"
    yield row(f"chequer cfg {code}", ["10 bytes: 3 blocks, 2 edges, 0 internal functions, 0 loops",
              "complete: every jump is resolved"])
    yield row(f"chequer cfg {code} --dot", [
        "digraph code {", "  node [shape=box fontname=monospace fontsize=10 style=filled fillcolor=white];",
        '  b0 [label="0x0-0x3\\lCALLVALUE\\lPUSH1 0x05\\lJUMPI\\l"];', '  b4 [label="0x4-0x4\\lSTOP\\l"];',
        '  b5 [label="0x5-0x9\\lJUMPDEST\\lPUSH1 0x00\\lDUP1\\lREVERT\\l"];',
        '  b0 -> b4 [color="#b3382c"];', '  b0 -> b5 [color="#1a7f4b"];', "}"])
    def block(start, end, last, ending, dominator):
        return {"start": start, "end": end, "last": last, "ending": ending, "dominator": dominator, "function": None}
    yield row(f"chequer cfg {code} --json", [json.dumps({
        "size": 10,
        "blocks": [block(0, 4, 3, "branch", None), block(4, 5, 4, "stop", 0), block(5, 10, 9, "revert", 0)],
        "edges": [{"from": 0, "to": 4, "kind": "notTaken"}, {"from": 0, "to": 5, "kind": "taken"}],
        "unresolved": [], "functions": [], "loops": [], "unreached": [], "complete": True}, separators=(",", ":"))])
    yield row("chequer cfg contract.hex --svg --out contract.svg", [], files={"contract.hex": code + "\n"})

    # One function, owner(), behind a check that no coins are sent; its selector by Keccak-256 here.
    owner = "0x" + keccak(b"owner()")[:4].hex()
    files = {"owner.hex": f"0x346012575f3560e01c63{owner[2:]}146016575b5f5ffd5b5f545f5260205ff3\n",
             "names.txt": "function owner() view returns (address)\n"}
    # The code returns a word that nothing cuts, uint256; for people the declaration (ERC-173's too) says more.
    shown = ["Functions:", f"  - {owner} owner() view returns (address)"]
    yield row("chequer selectors owner.hex", shown, files=files)
    yield row("chequer selectors owner.hex --abi names.txt", shown, files=files)
    yield row("chequer selectors owner.hex --json", [json.dumps({
        "selectors": [{"selector": owner, "arguments": "", "mutability": "view", "outputs": "uint256",
                       "signature": "owner()"}],
        "events": [], "errors": [], "reasons": [], "panics": [], "complete": True}, separators=(",", ":"))], files=files)
    # It returns slot 0 as it stands: one word, read by owner(), which is known to return an address, and
    # written by nobody.
    table = ["slot  bytes  type", "0     0-31   address"]
    yield row("chequer storage owner.hex", table, files=files)
    slot = {"slot": "0x" + "00" * 32, "offset": 0, "bytes": 32, "type": "address", "readers": [owner], "writers": []}
    yield row("chequer storage owner.hex --json", [json.dumps({
        "storage": [slot], "unknownReads": [], "unknownWrites": [], "complete": True}, separators=(",", ":"))], files=files)
    yield row("chequer storage owner.hex --like vault", contains=[
        *table, "not the layout of BTFS vault", "slot 101 byte 0: address token, not touched"], files=files, status=1)

    # PUSH1 1 or 2, PUSH1 0, SSTORE, STOP: three of four are equal on each side.
    yield row("chequer diff 0x6001600055005b 0x6002600055005b", status=1, contains=[
        "same logic with other numbers (75.0 %", "number 1 at 0x0, 2 at 0x0"])
    # owner() reads slot 1 instead of 0, by the PUSH behind the JUMPDEST at 0x16: seven of eight.
    old = files["owner.hex"]
    assert old.index("5b5f54") == 2 + 2 * 0x16
    codes = {"old.hex": old, "new.hex": old.replace("5b5f54", "5b600154")}
    yield row("chequer diff old.hex new.hex", status=1, files=codes, contains=[
        f"same logic, 1 other number  87.5 %   0x16  0x16  {owner} owner()", "Identical: dispatcher",
        "number 0 at 0x17, 1 at 0x17"])
    yield row("chequer diff old.hex new.hex --json", status=1, files=codes, contains=[
        '{"same":false,"sameSkeleton":false,', f'"part":"{owner}","signature":"owner()","result":"constants"',
        '"common":14,"total":16,"percent":"87.5"'])

    yield from evm_examples.rows(row, old)

    # The same by hand: offsets 0 to 0x15 find the function, 0x16 to 0x1e answer.
    head = f"function owner() external view returns (address) {{ // {owner}"
    yield row("chequer decompile owner.hex", [head, "  return slot0;", "}"], files=files)
    yield row("chequer decompile owner.hex --pc", [
        "       " + head, "0-15     require(msg.value == 0);", "16-1e    return slot0;", "       }"], files=files)
    yield row(f"chequer decompile owner.hex --function {owner} --json", [json.dumps({"functions": [{
        "selector": owner, "signature": "owner()", "arguments": "", "mutability": "view", "verdict": "complete",
        "text": f"{head}\n  return slot0;\n}}", "statements": [
            {"text": "require(msg.value == 0)", "depth": 0, "pcs": [0, 1, 3, 4, 5, 6, 8, 9, 14, 15, 17, 18, 19, 20, 21], "hidden": True},
            {"text": "return slot0", "depth": 0, "pcs": [22, 23, 24, 25, 26, 27, 29, 30]}]}],
        "complete": True}, separators=(",", ":"))], files=files)


def main():
    write_rows(HERE, "help-examples.jsonl", rows())
    record(HERE, ["bip-utils", "coincurve", "eth-abi", "eth-account", "eth-keyfile", "eth-utils", "evmole", "mnemonic", "pycryptodome", "pyrevm", "rlp", "trie"])


if __name__ == "__main__":
    main()
