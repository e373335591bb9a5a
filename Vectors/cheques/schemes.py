"""EIP-712 of the three cheque schemes, computed twice: by eth-account and by hand."""
from eth_account.messages import encode_typed_data
from eth_utils import keccak

DOMAIN_TYPE = "EIP712Domain(string name,string version,uint256 chainId)"
FIELDS = {
    "btfs": ("Vault", "Cheque", ["vault", "beneficiary", "cumulativePayout"]),
    "btfs-multi": ("Vault", "MultiTokenCheque", ["token", "vault", "beneficiary", "cumulativePayout"]),
    "swarm": ("Chequebook", "Cheque", ["chequebook", "beneficiary", "cumulativePayout"]),
}


def kind(field):
    return "uint256" if field == "cumulativePayout" else "address"


def type_text(scheme):
    _, name, fields = FIELDS[scheme]
    return f"{name}({','.join(f'{kind(field)} {field}' for field in fields)})"


def domain_separator(name, chain):
    return keccak(keccak(text=DOMAIN_TYPE) + keccak(text=name) + keccak(text="1.0") + chain.to_bytes(32, "big"))


def message(cheque):
    """The typed message's fields; Swarm calls the vault a chequebook."""
    _, _, fields = FIELDS[cheque["scheme"]]
    return {field: cheque["vault" if field == "chequebook" else field] for field in fields}


def hashes(cheque):
    """Struct hash and digest."""
    domain, name, fields = FIELDS[cheque["scheme"]]
    values = message(cheque)
    encoded = keccak(text=type_text(cheque["scheme"]))
    for field in fields:
        value = values[field]
        encoded += value.to_bytes(32, "big") if isinstance(value, int) else bytes.fromhex(value[2:]).rjust(32, b"\0")
    struct_hash = keccak(encoded)
    digest = keccak(b"\x19\x01" + domain_separator(domain, cheque["chainId"]) + struct_hash)
    signable = encode_typed_data(full_message={
        "types": {
            "EIP712Domain": [{"name": "name", "type": "string"}, {"name": "version", "type": "string"},
                             {"name": "chainId", "type": "uint256"}],
            name: [{"name": field, "type": kind(field)} for field in fields],
        },
        "primaryType": name, "domain": {"name": domain, "version": "1.0", "chainId": cheque["chainId"]},
        "message": values,
    })
    assert signable.body == struct_hash and signable.header == domain_separator(domain, cheque["chainId"])
    assert keccak(b"\x19" + signable.version + signable.header + signable.body) == digest
    return struct_hash, digest, signable
