"""The golden answers of the help of `chequer abi` and `chequer typed-data`, by eth-abi and eth-account."""
import json

from eth_abi import encode
from eth_abi.packed import encode_packed
from eth_account import Account
from eth_account.messages import _hash_eip191_message, encode_typed_data
from eth_utils import function_signature_to_4byte_selector, keccak

VAULT = "0x1f8B3e7E691D733F5eb17E5570c49dE3e5Aecef9"
HOST = "0xF54430F85b5862cdd3278C3C78fda39b65f4a2bC"
TOKEN = [{"type": "function", "name": "balanceOf", "stateMutability": "view",
          "inputs": [{"name": "owner", "type": "address"}], "outputs": [{"name": "", "type": "uint256"}]}]
CASH = "cashChequeBeneficiary(address,uint256,bytes)"
CASHED = "ChequeCashed(address,address,address,uint256,uint256,uint256)"


def hexed(data):
    return "0x" + bytes(data).hex()


def selector(signature):
    return hexed(function_signature_to_4byte_selector(signature))


def document():
    """The worked cheque as a wallet gets it."""
    def fields(*pairs):
        return [{"name": name, "type": type_} for type_, name in pairs]
    return {
        "types": {
            "EIP712Domain": fields(("string", "name"), ("string", "version"), ("uint256", "chainId")),
            "Cheque": fields(("address", "vault"), ("address", "beneficiary"), ("uint256", "cumulativePayout"))},
        "primaryType": "Cheque", "domain": {"name": "Vault", "version": "1.0", "chainId": 199},
        "message": {"vault": VAULT, "beneficiary": HOST, "cumulativePayout": 1331381000000000000}}


def rows(row, secret, worked):
    """`secret` is the issuer's key and `worked` its cheque in cheques/worked.jsonl."""
    amount = 3 * 10**18 // 2
    pair = hexed(encode(["uint256", "bool"], [amount, True]))
    yield row("chequer abi encode 'uint256,bool' 1.5btt true", [pair])
    yield row(f"chequer abi encode 'f((address,uint256)[])' '[({VAULT},5)]'",
              [hexed(encode(["(address,uint256)[]"], [[(VAULT, 5)]]))])
    yield row("chequer abi encode int8 -- -1", [hexed(encode(["int8"], [-1]))])
    yield row(f"chequer abi encode-packed 'address,uint16' {VAULT} 1",
              [hexed(encode_packed(["address", "uint16"], [VAULT, 1]))])
    yield row(f"chequer abi decode 'uint256,bool' {pair}", [str(amount), "true"])
    yield row("chequer abi selector 'transfer(address,uint256)'", [selector("transfer(address,uint256)")])
    yield row("chequer abi selector 'event Transfer(address indexed from, address, uint256)'",
              [hexed(keccak(text="Transfer(address,address,uint256)"))])
    transfer = selector("transfer(address,uint256)") + encode(["address", "uint256"], [VAULT, amount]).hex()
    yield row(f"chequer abi calldata 'transfer(address,uint256)' {VAULT} 1.5wbtt", [transfer])
    yield row(f"chequer abi calldata --abi token.abi balanceOf {VAULT}",
              [selector("balanceOf(address)") + encode(["address"], [VAULT]).hex()],
              files={"token.abi": json.dumps(TOKEN) + "\n"})
    yield row(f"chequer abi decode-call {transfer}", contains=["transfer(address,uint256)", VAULT, str(amount)])
    bounced = hexed(keccak(text="ChequeBounced()"))
    yield row(f"chequer abi decode-log 0x --topic {bounced}", ["ChequeBounced()"])
    panic = selector("Panic(uint256)") + encode(["uint256"], [0x11]).hex()
    yield row(f"chequer abi decode-revert {panic}", ["panic 0x11: arithmetic overflow or underflow"])
    yield row(f"chequer abi lookup {selector(CASH)}", contains=["function cashChequeBeneficiary(address "])
    yield row(f"chequer abi lookup {hexed(keccak(text=CASHED))}",
              contains=["event ChequeCashed(address indexed beneficiary"])
    yield row("chequer abi interface vault.abi", contains=[f"{selector('balanceOf(address)')}  function balanceOf("],
              files={"vault.abi": json.dumps({"contractName": "Vault", "abi": TOKEN}) + "\n"})
    text = json.dumps([{"type": "function", "name": "issuer", "inputs": [],
                        "outputs": [{"name": "", "type": "address"}], "stateMutability": "view"}],
                      separators=(",", ":"))
    yield row("chequer abi interface signatures.txt --json", [text],
              files={"signatures.txt": "function issuer() view returns (address)\n"})

    typed = document()
    message = encode_typed_data(full_message=typed)
    digest = hexed(_hash_eip191_message(message))
    signature = hexed(Account.sign_message(message, secret).signature)
    assert (digest, signature) == (worked["digest"], worked["signature"])
    files = {"cheque.712.json": json.dumps(typed, indent=2) + "\n"}
    yield row("chequer typed-data hash cheque.712.json",
              contains=[digest, hexed(message.header), hexed(message.body), VAULT, "1331381000000000000"], files=files)
    yield row("chequer typed-data sign cheque.712.json --key-file issuer.key", [signature],
              files={**files, "issuer.key": secret.hex() + "\n"}, complaint=["cumulativePayout  1331381000000000000"])
    yield row(f"chequer typed-data recover cheque.712.json {signature}", [Account.from_key(secret).address], files=files)
