"""Typed data whose hashes or signatures were published, or computed before by other means."""
import importlib.util
import pathlib

from eip712 import keccak256

HERE = pathlib.Path(__file__).resolve().parent
COW = keccak256(b"cow")


def struct(text):
    return [{"name": member.split()[1], "type": member.split()[0]} for member in text.split(", ") if member]


DOMAIN = "string name, string version, uint256 chainId, address verifyingContract"
MAIL = {
    "types": {"EIP712Domain": struct(DOMAIN), "Person": struct("string name, address wallet"),
              "Mail": struct("Person from, Person to, string contents")},
    "primaryType": "Mail",
    "domain": {"name": "Ether Mail", "version": "1", "chainId": 1, "verifyingContract": "0xCcCCccccCCCCcCCCCCCcCcCccCcCCCcCcccccccC"},
    "message": {"from": {"name": "Cow", "wallet": "0xCD2a3d9F938E13CD947Ec05AbC7FE734Df8DD826"},
                "to": {"name": "Bob", "wallet": "0xbBbBBBBbbBBBbbbBbbBbbbbBBbBbbbbBbBbbBBbB"}, "contents": "Hello, Bob!"},
}
GROUP = {
    "types": {"EIP712Domain": struct(DOMAIN), "Person": struct("string name, address[] wallets"),
              "Mail": struct("Person from, Person[] to, string contents"), "Group": struct("string name, Person[] members")},
    "primaryType": "Mail",
    "domain": MAIL["domain"],
    "message": {
        "from": {"name": "Cow", "wallets": ["0xCD2a3d9F938E13CD947Ec05AbC7FE734Df8DD826", "0xDeaDbeefdEAdbeefdEadbEEFdeadbeEFdEaDbeeF"]},
        "to": [{"name": "Bob", "wallets": ["0xbBbBBBBbbBBBbbbBbbBbbbbBBbBbbbbBbBbbBBbB", "0xB0BdaBea57B0BDABeA57b0bdABEA57b0BDabEa57",
                                           "0xB0B0b0b0b0b0B000000000000000000000000000"]}],
        "contents": "Hello, Bob!"},
}
PERMIT = {
    "types": {"EIP712Domain": struct(DOMAIN),
              "Permit": struct("address owner, address spender, uint256 value, uint256 nonce, uint256 deadline")},
    "primaryType": "Permit",
    "domain": {"name": "Token", "version": "1", "chainId": "0xc7", "verifyingContract": "0x23181F21DEa5936e24163FFABa4Ea3B316B57f3C"},
    "message": {"owner": "0xCD2a3d9F938E13CD947Ec05AbC7FE734Df8DD826", "spender": "0xbBbBBBBbbBBBbbbBbbBbbbbBBbBbbbbBbBbbBBbB",
                "value": str(2**256 - 1), "nonce": 0, "deadline": "0xffffffff"},
}
SAFE = {
    "types": {"EIP712Domain": struct("uint256 chainId, address verifyingContract"),
              "SafeTx": struct("address to, uint256 value, bytes data, uint8 operation, uint256 safeTxGas, uint256 baseGas, "
                               "uint256 gasPrice, address gasToken, address refundReceiver, uint256 nonce")},
    "primaryType": "SafeTx",
    "domain": {"chainId": 199, "verifyingContract": "0x1f8B3e7E691D733F5eb17E5570c49dE3e5Aecef9"},
    "message": {"to": "0xbBbBBBBbbBBBbbbBbbBbbbbBBbBbbbbBbBbbBBbB", "value": 0, "data": "0xa9059cbb", "operation": 0, "safeTxGas": 0,
                "baseGas": 0, "gasPrice": 0, "gasToken": "0x" + "0" * 40, "refundReceiver": "0x" + "0" * 40, "nonce": 7},
}
# The type hash that the standard or the contract states for the primary type.
TYPE_HASHES = {
    "Mail": "a0cedeb2dc280ba39b857546d74f5549c3a1d7bdc2dd96bf881f76108e23dac2",
    "Permit": "6e71edae12b1b97f4d1f60370fef10105fa2faae0126114a169c64845d6126c9",
    "SafeTx": "bb8310d486368db6bd6f849402fdd73ad53d316b5a4b2644ad6efe0f941286d8",
}
SEPARATOR = "f2cee375fa42b42143804025fc449deafd50cc031ca257e0b194a650a912090f"


def cheques():
    """The worked cheques of Vectors/cheques as typed data."""
    location = importlib.util.spec_from_file_location("cheques_published", HERE.parent / "cheques" / "published.py")
    worked = importlib.util.module_from_spec(location)
    location.loader.exec_module(worked)
    for name, scheme, chain, parties, payout, token, key, struct_hash, digest, signature in worked.WORKED:
        contract = "chequebook" if scheme == "swarm" else "vault"
        members = f"address {contract}, address beneficiary, uint256 cumulativePayout"
        message = {contract: parties["vault"], "beneficiary": parties["beneficiary"], "cumulativePayout": payout}
        primary = "Cheque"
        if scheme == "btfs-multi":
            primary, members, message = "MultiTokenCheque", "address token, " + members, {"token": token, **message}
        yield (f"cheque {name}", {
            "types": {"EIP712Domain": struct("string name, string version, uint256 chainId"), primary: struct(members)},
            "primaryType": primary, "domain": {"name": contract.capitalize(), "version": "1.0", "chainId": chain}, "message": message},
            bytes.fromhex(key), {"structHash": struct_hash, "digest": digest, "signature": signature})


def documents():
    """Name, document, key, and what has to come out."""
    yield ("EIP-712's example", MAIL, COW, {
        "domainSeparator": SEPARATOR, "structHash": "c52c0ee5d84264471806290a3f2c4cecfc5490626bf912d01f240d7a274b371e",
        "digest": "be609aee343fb3c4b28e1df9e632fca64fcfaede20f02e86244efddf30957bd2",
        "signature": "4355c47d63924e8a72e509b65029052eb6c299d53a04e167c5775fd466751c9d"
                     "07299936d304c153f6443dfa05f40ff007d72911b6f72307f996231605b915621c"})
    yield ("eth-sig-util's example with arrays", GROUP, COW, {
        "domainSeparator": SEPARATOR, "structHash": "eb4221181ff3f1a83ea7313993ca9218496e424604ba9492bb4052c03d5c3df8",
        "digest": "a85c2e2b118698e88db68a8105b794a8cc7cec074e89ef991cb4f5f533819cc2",
        "signature": "65cbd956f2fae28a601bebc9b906cea0191744bd4c4247bcd27cd08f8eb6b71c"
                     "78efdf7a31dc9abee78f492292721f362d296cf86b4538e07b51303b67f749061b"})
    yield "ERC-2612's permit", PERMIT, COW, {}
    yield "a Safe's transaction", SAFE, COW, {}
    yield from cheques()
