#!/usr/bin/env python3
"""Makes the cheque vectors: signed, mis-signed, and as the JSON that nodes exchange.

    pip install eth-account==0.14.0 eth-keys==0.8.0 eth-utils==6.0.0
    python3 Vectors/cheques/generate.py

Digests by eth-account's typed data and by hand (schemes.py), signatures by eth-account, recovered
again by eth-keys' pure-Python backend. Keys are test material drawn from a fixed seed.
"""
import base64
import json
import pathlib
import random
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from eth_account import Account  # noqa: E402
from eth_keys import keys  # noqa: E402
from eth_keys.backends import NativeECCBackend  # noqa: E402
from eth_utils import keccak, to_checksum_address  # noqa: E402
from provenance import record, write_rows  # noqa: E402
from published import DOMAINS, JSON, TEXTS, TRX, USDT, WBTT, WORKED  # noqa: E402
from schemes import FIELDS, domain_separator, hashes, type_text  # noqa: E402

N = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
NATIVE = NativeECCBackend()
RANDOM = random.Random("chequer cheques 1")
CHAINS = (1, 100, 199, 1029, 31337)
DONAU_WBTT = to_checksum_address("0x107742eb846b86ceaaf7528d5c85cddcad3e409a")


def address():
    return to_checksum_address(RANDOM.randbytes(20))


def key():
    return RANDOM.randrange(1, N).to_bytes(32, "big")


def payout():
    return RANDOM.choice([1, 2**63, 2**64 - 1, 2**64, 2**128, 2**255, 2**256 - 1, 10**18, 2**53 + 1,
                          *[RANDOM.getrandbits(RANDOM.randint(1, 256)) or 1 for _ in range(12)]])


def signed(secret, cheque):
    """The issuer's address and the 65-byte signature."""
    _, digest, signable = hashes(cheque)
    made = Account.sign_message(signable, secret)
    who = Account.from_key(secret).address
    raw = bytes(made.signature)
    assert made.message_hash == digest and made.s <= N // 2 and raw[64] in (27, 28)
    recovered = keys.Signature(raw[:64] + bytes([raw[64] - 27]), backend=NATIVE).recover_public_key_from_msg_hash(digest)
    assert recovered.to_checksum_address() == who
    return who, raw


def full_row(secret, cheque, **more):
    who, signature = signed(secret, cheque)
    struct_hash, digest, _ = hashes(cheque)
    return {**cheque, "privateKey": secret, "issuer": who, "structHash": struct_hash, "digest": digest,
            "signature": signature, **more}


def worked_rows():
    for name, scheme, chain, parties, amount, token, secret, struct_hash, digest, signature in WORKED:
        cheque = {"scheme": scheme, "chainId": chain, **parties, "cumulativePayout": amount}
        if token:
            cheque["token"] = token
        row = {"name": name, **full_row(bytes.fromhex(secret), cheque)}
        assert (row["structHash"].hex(), row["digest"].hex(), row["signature"].hex()) == (struct_hash, digest, signature)
        if name in JSON:
            assert json.loads(JSON[name])["Signature"] == base64.b64encode(row["signature"]).decode()
            row["json"] = JSON[name]
        yield row


def domain_rows():
    for chain, vault, chequebook in DOMAINS:
        for name, expected in (("Vault", vault), ("Chequebook", chequebook)):
            assert domain_separator(name, chain).hex() == expected
            yield {"name": name, "version": "1.0", "chainId": chain, "domainSeparator": domain_separator(name, chain)}


def text_rows():
    for scheme in FIELDS:
        assert type_text(scheme) in dict(TEXTS)
    for text, expected in TEXTS:
        assert keccak(text=text).hex() == expected
        yield {"text": text, "hash": keccak(text=text)}


def random_cheque(scheme=None, chain=None):
    scheme = scheme or RANDOM.choice(list(FIELDS))
    cheque = {"scheme": scheme, "chainId": chain or RANDOM.choice(CHAINS), "vault": address(), "beneficiary": address(),
              "cumulativePayout": payout()}
    if scheme == "btfs-multi":
        cheque["token"] = RANDOM.choice([USDT, TRX, address()])
    return cheque


def random_rows():
    schemes = list(FIELDS)
    for index in range(630):
        yield full_row(key(), random_cheque(schemes[index % 3], CHAINS[index % 5]))


def mistaken(mistake):
    """A stated cheque and the signature that somebody made by this mistake."""
    secret, known = key(), (199, 1029, 1, 100)
    scheme = RANDOM.choice(["btfs", "btfs-multi"]) if mistake in ("otherType", "swarmDomain") else None
    chain = RANDOM.choice([199, 1029]) if scheme or mistake == "otherChain" else None
    cheque = random_cheque(scheme, chain)
    actual, found = dict(cheque), {}
    if mistake == "otherChain":
        actual["chainId"] = found["actualChainId"] = RANDOM.choice([c for c in known if c != cheque["chainId"]])
    if mistake == "otherType" and scheme == "btfs":
        # go-btfs's JSON names the token of every cheque, so the stated one has it too.
        cheque["token"] = actual["token"] = WBTT if chain == 199 else DONAU_WBTT
        actual["scheme"] = "btfs-multi"
    elif mistake == "otherType":
        actual["scheme"] = "btfs"
    if mistake == "swarmDomain":
        actual["scheme"] = "swarm"
    if mistake == "swapped":
        actual["vault"], actual["beneficiary"] = cheque["beneficiary"], cheque["vault"]
    if mistake == "otherAmount":
        history = sorted({RANDOM.getrandbits(RANDOM.choice([20, 60, 70, 90])) + 1 for _ in range(RANDOM.randint(2, 8))}
                         - {cheque["cumulativePayout"]})
        actual["cumulativePayout"] = found["actualAmount"] = RANDOM.choice(history)
        found["history"] = history
    if mistake == "wrongSigner":
        found["actualSigner"] = Account.from_key(secret).address
    who, raw = signed(secret, actual)
    r, s, parity = raw[:32], int.from_bytes(raw[32:64], "big"), raw[64] - 27
    if mistake == "highS":
        raw = r + (N - s).to_bytes(32, "big") + bytes([28 - parity])
    if mistake == "vZeroOne":
        raw = raw[:64] + bytes([parity])
    if mistake == "compact":
        raw = r + (s | parity << 255).to_bytes(32, "big")
    if mistake == "wrongSigner":
        who = Account.from_key(key()).address
    return {**cheque, "issuer": who, "signature": raw, "mistake": mistake, **found}


def diagnose_rows():
    for mistake in ("otherChain", "otherType", "swarmDomain", "swapped", "highS", "vZeroOne", "otherAmount", "wrongSigner",
                    "compact"):
        for _ in range(36):
            yield mistaken(mistake)


def node_text(cheque, signature, token):
    """As go-btfs and bee write it: fixed order, no spaces, lower-case addresses, a bare number."""
    encoded = base64.b64encode(signature).decode()
    tail = (f'"Beneficiary":"{cheque["beneficiary"].lower()}","CumulativePayout":{cheque["cumulativePayout"]},'
            f'"Signature":"{encoded}"}}')
    if cheque["scheme"] == "swarm":
        return f'{{"Chequebook":"{cheque["vault"].lower()}",' + tail
    head = f'"Token":"{token.lower()}",' if token else ""
    return f'{{{head}"Vault":"{cheque["vault"].lower()}",' + tail


def json_row(form, cheque, signature, text, canonical):
    json.loads(text)
    return {"form": form, "text": text, **cheque, "signature": signature, "canonical": canonical}


def json_rows():
    """What a reader has to find in a text; `canonical` texts are also what a writer has to write."""
    for index in range(160):
        scheme = list(FIELDS)[index % 3]
        cheque = random_cheque(scheme, 100 if scheme == "swarm" else RANDOM.choice([199, 1029]))
        _, signature = signed(key(), cheque)
        wbtt = WBTT if cheque["chainId"] == 199 else DONAU_WBTT
        token = {"btfs": wbtt, "btfs-multi": cheque.get("token"), "swarm": None}[scheme]
        node = "bee" if scheme == "swarm" else "go-btfs"
        text = node_text(cheque, signature, token)
        fields = json.loads(text)
        encoded = fields["Signature"]
        kind = index // 3 % 8
        if kind == 0 and scheme == "btfs":
            yield json_row("go-btfs before 2.3, no Token", cheque, signature, node_text(cheque, signature, None), False)
        elif kind == 1 and scheme == "btfs":
            yield json_row("the zero Token", cheque, signature, node_text(cheque, signature, "0x" + "00" * 20), False)
        elif kind == 2:
            yield json_row("hex signature", cheque, signature, text.replace(encoded, "0x" + signature.hex()), False)
        elif kind == 3:
            mixed = text.replace(cheque["vault"].lower(), cheque["vault"]).replace(
                cheque["beneficiary"].lower(), cheque["beneficiary"])
            yield json_row("mixed-case addresses", cheque, signature, mixed, False)
        elif kind == 4:
            order = list(fields.items())
            RANDOM.shuffle(order)
            inside = " ,\n".join(f'  "{name}" : ' + (str(value) if isinstance(value, int) else f'"{value}"')
                                 for name, value in order)
            yield json_row("other order and white space", cheque, signature, " {\n" + inside + "\r\n\t}\n", False)
        elif kind == 5:
            escaped = text.replace("0x", "\\u0030x").replace(encoded, encoded.replace("/", "\\/"))
            yield json_row("escaped characters", cheque, signature, escaped, False)
        else:
            yield json_row(node, cheque, signature, text, True)


def reject_json_rows():
    cheque = random_cheque("btfs", 199)
    _, signature = signed(key(), cheque)
    good = node_text(cheque, signature, WBTT)
    bee = node_text({**cheque, "scheme": "swarm"}, signature, None)
    vault, host, amount = cheque["vault"].lower(), cheque["beneficiary"].lower(), str(cheque["cumulativePayout"])
    encoded = base64.b64encode(signature).decode()
    number = f'"CumulativePayout":{amount}'

    def b64(data):
        return base64.b64encode(data).decode()

    for text, why in (
            ("", "empty"), ("   ", "white space alone"), ("null", "null"), ("[]", "a list"), ("42", "a number"), ('"x"', "a string"),
            ("{}", "no field at all"), (good[:-1], "truncated"), (good[:60], "truncated in a string"), (good + "}", "a brace too many"),
            (good + good, "two objects in one text"), (good + "x", "text behind the object"), (good.replace(",", ";", 1), "a semicolon"),
            (good[:-1] + ",}", "a comma behind the last field"), (good.replace('"Vault"', "Vault"), "a name without quotes"),
            (good.replace('"', "'"), "single quotes"), ("\ufeff" + good, "a byte order mark"), ("/* cheque */" + good, "a comment"),
            (good.replace('"Vault"', f'"Vault":"{vault}","Vault"'), "Vault twice"),
            (good.replace(number, number + ',"CumulativePayout":1'), "CumulativePayout twice"),
            (good.replace(number, number + ',"Cumulative\\u0050ayout":1'), "CumulativePayout twice, once escaped"),
            (good.replace(f'"Vault":"{vault}",', ""), "no Vault"), (good.replace(f'"Beneficiary":"{host}",', ""), "no Beneficiary"),
            (good.replace(number + ",", ""), "no CumulativePayout"), (good.replace(f',"Signature":"{encoded}"', ""), "no Signature"),
            (good.replace('"Vault"', f'"Chequebook":"{vault}","Vault"'), "both Vault and Chequebook"),
            (bee.replace('"Beneficiary"', f'"Vault":"{vault}","Beneficiary"'), "both Chequebook and Vault"),
            *((good.replace(number, f'"CumulativePayout":{wrong}'), why) for wrong, why in (
                ("1.5", "a fraction"), ("1.0", "a fraction"), ("1e18", "an exponent"), ("1E+18", "an exponent"), ("-1", "negative"),
                ("-0", "negative zero"), ("01", "a leading zero"), ("+1", "a plus"), (str(2**256), "2^256"),
                ("9" * 78, "above 2^256"), ("1" + "0" * 3000, "three thousand digits"), ("NaN", "NaN"), ("Infinity", "Infinity"),
                ("null", "null"), ("true", "a boolean"), ("[1]", "a list"), ('{"a":1}', "an object"), ("", "nothing"),
                ("0x1f", "hex without quotes"), ("1_000", "a separator"), ("\uff11", "a fullwidth digit"), ('"12x"', "no number"),
                ('""', "an empty string"), ('"-1"', "negative, as a string"), (f'"{2**256}"', "2^256, as a string"))),
            *((good.replace(f'"{vault}"', wrong), f"Vault {why}") for wrong, why in (
                (f'"{vault[:-1]}"', "with 39 digits"), (f'"{vault}0"', "with 41 digits"), (f'"{vault[:-1]}g"', "with a letter that is no digit"),
                ('""', "empty"), ("null", "null"), ("0", "as a number"), (f'["{vault}"]', "as a list"), ('"0x"', "without digits"),
                (f'"{vault} "', "with a space"), (f'"{cheque["vault"].swapcase().replace("0X", "0x")}"', "in mixed case that is not EIP-55"))),
            (good.replace(f'"{host}"', f'"{host[:-2]}"'), "Beneficiary with 38 digits"), (good.replace(f'"{host}"', "null"), "Beneficiary null"),
            (good.replace(f'"{WBTT.lower()}"', '"0x1234"'), "Token with 4 digits"), (good.replace(f'"{WBTT.lower()}"', "7"), "Token as a number"),
            *((good.replace(f'"{encoded}"', wrong), f"Signature {why}") for wrong, why in (
                ('""', "empty"), ("null", "null"), ("1", "as a number"), (f'"{b64(signature[:32])}"', "of 32 bytes"),
                (f'"{b64(signature[:63])}"', "of 63 bytes"), (f'"{b64(signature + b"!")}"', "of 66 bytes"),
                (f'"{b64(signature * 20)}"', "of 1,300 bytes"), (f'"{encoded[:-1]}"', "without its padding"),
                (f'"{encoded[:20]}*{encoded[21:]}"', "with a character that is not Base64"), (f'"0x{signature.hex()[:-1]}"', "of 129 hex digits"),
                (f'"0x{signature.hex()}00"', "of 66 bytes in hex"), (f'"0x{signature.hex()[:-1]}g"', "with a letter that is no hex digit"),
                ('"' + encoded.replace(encoded[3], "\\u0000", 1) + '"', "with a zero byte"), (f'["{encoded}"]', "as a list"))),
            ('{"Vault":' * 5000, "five thousand objects deep"), ("[" * 100000, "a hundred thousand lists deep"),
            (good.replace('"Vault"', '"Va\nult"'), "a line break in a name"), (good.replace('"Vault"', '"V\\ault"'), "an unknown escape"),
            (good.replace('"Vault"', '"\\ud800"'), "half a surrogate pair")):
        yield {"text": text, "why": why}


def main():
    write_rows(HERE, "worked.jsonl", worked_rows())
    write_rows(HERE, "domains.jsonl", domain_rows())
    write_rows(HERE, "texts.jsonl", text_rows())
    write_rows(HERE, "random.jsonl", random_rows())
    write_rows(HERE, "diagnose.jsonl", diagnose_rows())
    write_rows(HERE, "json.jsonl", json_rows())
    write_rows(HERE, "reject-json.jsonl", reject_json_rows())
    record(HERE, ["eth-account", "eth-keys", "eth-utils"])


if __name__ == "__main__":
    main()
