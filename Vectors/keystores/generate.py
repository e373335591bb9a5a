#!/usr/bin/env python3
"""Makes the keystore vectors; those of the old BTFS wallet's encrypted texts are made by wallet.py.

    pip install bip-utils==2.12.3 cryptography==50.0.2 eth-keyfile==0.10.0 eth-keys==0.8.0 \
        pycryptodome==3.24.1
    python3 Vectors/keystores/generate.py

eth-keyfile makes and opens every keystore, with random bytes of a fixed seed; `agreed` computes it
a second time from hashlib, cryptography and pycryptodome's Keccak. `open_with_eth_keyfile.py` is the
other direction.
"""
import copy
import datetime
import hashlib
import json
import pathlib
import random
import sys
import uuid

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from Crypto.Hash import keccak as keccak_of  # noqa: E402
from bip_utils import Base58Encoder  # noqa: E402
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes  # noqa: E402
from eth_keyfile import keyfile  # noqa: E402
from eth_keys import keys  # noqa: E402
from provenance import record, write_rows  # noqa: E402
from published import PUBLISHED, VERSION1  # noqa: E402
from wallet import reject_wallet_rows, wallet_rows  # noqa: E402

RANDOM = random.Random("chequer keystores 1")
PASSWORDS = ("testpassword", "", " ", "two words ", "trailing newline\n", "p\u00e4sswort", "\u5bc6\u7801 \U0001f511",
             "x" * 64, "y" * 65, "z" * 200, '"quoted\\" \t', "0x00")
ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141


def keccak(data):
    return keccak_of.new(digest_bits=256, data=data).digest()


def address_of(secret):
    return keys.PrivateKey(secret).public_key.to_checksum_address()


def text_of(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


class Source:
    """Bytes of a given string in place of the system's, for eth-keyfile."""

    def __init__(self, data):
        self.data = data

    def get_random_bytes(self, count):
        assert count <= len(self.data)
        taken, self.data = self.data[:count], self.data[count:]
        return taken


def created(secret, password, kdf, work, r=8, p=1, dklen=32, salt_size=32, source=None):
    """A keystore made by eth-keyfile, whose constants are the other parameters."""
    source = source or Source(RANDOM.randbytes(salt_size + 32))
    keyfile.SCRYPT_R, keyfile.SCRYPT_P, keyfile.DKLEN = r, p, dklen
    keyfile.Random = source
    keyfile.uuid4 = lambda: uuid.UUID(bytes=source.get_random_bytes(16), version=4)
    value = keyfile.create_keyfile_json(secret, password.encode(), kdf=kdf, iterations=work, salt_size=salt_size)
    agreed(value, secret, password)
    return value


def stretched(kdf, parameters, password):
    salt = bytes.fromhex(parameters["salt"])
    if kdf == "pbkdf2":
        return hashlib.pbkdf2_hmac("sha256", password.encode(), salt, parameters["c"], parameters["dklen"])
    return hashlib.scrypt(password.encode(), salt=salt, n=parameters["n"], r=parameters["r"], p=parameters["p"],
                          dklen=parameters["dklen"], maxmem=2**31 - 1)


def agreed(value, secret, password, mac=keccak):
    """Computes ciphertext and code a second time."""
    crypto = value["crypto"]
    key = stretched(crypto["kdf"], crypto["kdfparams"], password)
    run = Cipher(algorithms.AES(key[:16]), modes.CTR(bytes.fromhex(crypto["cipherparams"]["iv"]))).encryptor()
    ciphertext = run.update(secret) + run.finalize()
    assert crypto["ciphertext"] == ciphertext.hex()
    assert crypto["mac"] == mac(key[16:32] + ciphertext).hex()


def opened(value, password, secret):
    assert keyfile.decode_keyfile_json(value, password.encode()) == secret
    return {"keystore": text_of(value), "password": password, "privateKey": secret.rjust(32, b"\0"),
            "address": address_of(secret.rjust(32, b"\0"))}


def published_rows():
    for source, password, secret, value in PUBLISHED:
        found = keyfile.decode_keyfile_json(value, password.encode())
        assert secret is None or found.hex() == secret, source
        assert "address" not in value or address_of(found)[2:].lower() == value["address"]
        yield {"source": source, **opened(value, password, found)}


def secret():
    return RANDOM.choice([RANDOM.randrange(1, ORDER), RANDOM.randrange(1, ORDER), 1, ORDER - 1, RANDOM.randrange(1, 2**200)
                          ]).to_bytes(32, "big")


def capitals(value):
    """Names and hex in capitals, hex with 0x; the values of names that are compared stay."""
    if isinstance(value, dict):
        return {key.upper(): capitals(item) for key, item in value.items()}
    if isinstance(value, str) and len(value) >= 32 and "-" not in value:
        return "0X" + value.upper()
    return value


def forms(value):
    """The same keystore as other programs write it."""
    crypto = value["crypto"]
    yield "as eth-keyfile writes it", value
    yield "no address", {key: item for key, item in value.items() if key != "address"}
    yield "an empty address", {**value, "address": ""}
    yield "no address but null", {**value, "address": None}
    yield "a lower-case address with 0x", {**value, "address": "0x" + value["address"].lower()}
    tron = bytes.fromhex("41" + value["address"])
    yield "a Tron address, as Tron's wallets write it", {**value, "address": Base58Encoder.CheckEncode(tron)}
    yield "a Tron address in hex", {**value, "address": tron.hex()}
    yield "Crypto with a capital", {("Crypto" if key == "crypto" else key): item for key, item in value.items()}
    yield "everything in capitals", capitals(value)
    yield "a name and a comment beside", {**value, "name": "node 7", "x-comment": {"deep": [[[1]]]}, "type": "x"}
    yield "no identifier", {key: item for key, item in value.items() if key != "id"}
    yield "an identifier that is no UUID", {**value, "id": "main"}
    yield "cipher and function in capitals", {
        **value, "crypto": {**crypto, "cipher": "AES-128-CTR", "kdf": crypto["kdf"].upper()}}
    other = {"prf": "", "c": 0} if crypto["kdf"] == "scrypt" else {"n": 0, "r": 0, "p": None}
    yield "the other function's numbers, empty", {
        **value, "crypto": {**crypto, "kdfparams": {**crypto["kdfparams"], **other}}}


def opened_rows():
    for kdf, work, r, p, dklen, salt_size in (
            *(("scrypt", n, r, p, 32, 32) for n in (2, 4, 64, 1024) for r in (1, 2, 8, 9) for p in (1, 3)),
            *(("scrypt", 16, 8, 1, dklen, 32) for dklen in (33, 48, 64, 100)),
            *(("scrypt", 16, 8, 1, 32, size) for size in (0, 1, 8, 16, 64, 65)),
            ("scrypt", 4096, 8, 6, 32, 32), ("scrypt", 32768, 8, 1, 32, 32),
            *(("pbkdf2", c, 8, 1, 32, 16) for c in (1, 2, 100, 10240)),
            *(("pbkdf2", 3, 8, 1, dklen, 32) for dklen in (33, 64, 65, 100)),
            *(("pbkdf2", 5, 8, 1, 32, size) for size in (0, 1, 32, 64, 65))):
        key, password = secret(), RANDOM.choice(PASSWORDS)
        value = created(key, password, kdf, work, r, p, dklen, salt_size)
        yield {"form": "as eth-keyfile writes it", **opened(value, password, key)}
    for kdf, work in (("scrypt", 4), ("pbkdf2", 4)):
        for password in PASSWORDS:
            key = secret()
            yield {"form": "a password", **opened(created(key, password, kdf, work), password, key)}
        key, password = secret(), "testpassword"
        for form, value in forms(created(key, password, kdf, work)):
            row = {"form": form, "keystore": text_of(value), "password": password, "privateKey": key,
                   "address": address_of(key)}
            if form not in ("the other function's numbers, empty", "cipher and function in capitals",
                            "everything in capitals"):
                assert row == {"form": form, **opened(value, password, key)}
            yield row
    # bee: geth's form on one line in its own order, N = 2^15; its first versions hashed with SHA3-256.
    for n, hashing in ((2**15, keccak), (16, keccak), (16, lambda data: hashlib.sha3_256(data).digest())):
        key, password = secret(), "bee"
        value = created(key, password, "scrypt", n)
        crypto = value["crypto"]
        derived = stretched("scrypt", crypto["kdfparams"], password)
        code = hashing(derived[16:32] + bytes.fromhex(crypto["ciphertext"])).hex()
        order = ("cipher", "ciphertext", "cipherparams", "kdf")
        parameters = {name: crypto["kdfparams"][name] for name in ("n", "r", "p", "dklen", "salt")}
        value = {"address": value["address"].lower(),
                 "crypto": {**{name: crypto[name] for name in order}, "kdfparams": parameters, "mac": code},
                 "version": 3, "id": value["id"]}
        agreed(value, key, password, hashing)
        yield {"form": "bee" if hashing is keccak else "bee's first versions", "keystore": text_of(value),
               "password": password, "privateKey": key, "address": address_of(key)}


def reject_rows():
    key, password = bytes(range(1, 33)), "testpassword"
    scrypt = created(key, password, "scrypt", 4)
    pbkdf2 = created(key, password, "pbkdf2", 4)

    def row(why, error, value, given=password):
        return {"why": why, "error": error, "keystore": value if isinstance(value, str) else text_of(value),
                "password": given}

    def changed(value, path, new):
        """A copy with one value replaced, or taken out for None."""
        value = copy.deepcopy(value)
        inside = value
        for name in path[:-1]:
            inside = inside[name]
        if new is None:
            del inside[path[-1]]
        else:
            inside[path[-1]] = new
        return value

    for text in ("", "{", "[1", "garbage", "{} {}", "\ufeff" + text_of(scrypt), text_of(scrypt)[:-1],
                 text_of(scrypt)[:-1] + ',"version":3}', '{"a":' * 40 + "1" + "}" * 40):
        yield row("not JSON", "notJSON", text)
    yield row("a repeated key inside", "notJSON",
              text_of(scrypt).replace('"mac":', '"mac":"' + "00" * 32 + '","mac":'))
    for value in ("null", "[]", "7", '"text"', "{}", '{"version":3}', '{"version":3,"crypto":null}',
                  '{"version":3,"crypto":[]}', '{"crypto":{}}', '{"version":null,"crypto":{}}'):
        yield row("not a keystore", "field", value)
    for name in ("cipher", "cipherparams", "ciphertext", "kdf", "kdfparams", "mac"):
        yield row(f"no {name}", "field", changed(scrypt, ["crypto", name], None))
        yield row(f"{name} is a number", "field", changed(scrypt, ["crypto", name], 5))
    for name in ("n", "r", "p", "dklen", "salt"):
        yield row(f"no {name}", "field", changed(scrypt, ["crypto", "kdfparams", name], None))
        yield row(f"{name} is another kind", "field",
                  changed(scrypt, ["crypto", "kdfparams", name], 5 if name == "salt" else "5"))
    for name in ("c", "prf", "dklen"):
        yield row(f"no {name}", "field", changed(pbkdf2, ["crypto", "kdfparams", name], None))
    yield row("n is not whole", "field", text_of(scrypt).replace('"n":4', '"n":4.5'))
    yield row("n is a power", "field", text_of(scrypt).replace('"n":4', '"n":4e0'))
    yield row("n is negative", "field", changed(scrypt, ["crypto", "kdfparams", "n"], -4))
    yield row("n is negative beyond 64 bits", "field", changed(scrypt, ["crypto", "kdfparams", "n"], -2**70))
    yield row("an unknown name in crypto", "field", changed(scrypt, ["crypto", "aead"], "x"))
    yield row("an unknown name in cipherparams", "field", changed(scrypt, ["crypto", "cipherparams", "tag"], "x"))
    yield row("an unknown name in kdfparams", "field", changed(scrypt, ["crypto", "kdfparams", "pepper"], "x"))
    yield row("the address is a number", "field", {**scrypt, "address": 5})
    yield row("a Tron address with a wrong letter", "field", {**scrypt, "address": "TSZKYA3bd4sJEmthPk1Z9hfD5ijpaDM1QF"})
    yield row("the identifier is a number", "field", {**scrypt, "id": 5})
    yield row("crypto and Crypto", "ambiguousName", {**scrypt, "Crypto": scrypt["crypto"]})
    yield row("mac and MAC", "ambiguousName", changed(scrypt, ["crypto", "MAC"], "00" * 32))
    yield row("address and Address", "ambiguousName", {**scrypt, "Address": "00" * 20})
    yield row("scrypt with a count", "contradiction", changed(scrypt, ["crypto", "kdfparams", "c"], 5))
    yield row("scrypt with a function", "contradiction", changed(scrypt, ["crypto", "kdfparams", "prf"], "hmac-sha256"))
    yield row("pbkdf2 with a cost", "contradiction", changed(pbkdf2, ["crypto", "kdfparams", "n"], 4))

    yield row("version 1, published by go-ethereum", "otherKind", VERSION1, "g")
    for version in ("1", "2", "3", "4", "x", 1, 2, 4, 5, 33, 3.5):
        yield row(f"version {version!r}", "otherKind", {**scrypt, "version": version})
    yield row("a presale wallet", "otherKind", {"encseed": "00" * 100, "ethaddr": "00" * 20, "bkp": "00" * 20,
                                                "email": "a@example.org"})
    yield row("a key in plain text", "otherKind", {"address": "00" * 20, "privatekey": "11" * 32, "id": "x", "version": 3})
    yield row("bee's libp2p key", "otherKind", {**scrypt, "address": "04" + "ab" * 64})

    for path, count in ((["crypto", "mac"], 32), (["crypto", "cipherparams", "iv"], 16), (["address"], 20)):
        for length in (0, count - 1, count + 1, 2 * count):
            if path != ["address"] or length:
                yield row(f"{path[-1]} has {length} bytes", "wrongByteCount", changed(scrypt, path, "ab" * length))
    for length in (0, 33, 64):
        yield row(f"ciphertext has {length} bytes", "wrongByteCount",
                  changed(scrypt, ["crypto", "ciphertext"], "ab" * length))
    yield row("a salt of 1025 bytes", "wrongByteCount", changed(scrypt, ["crypto", "kdfparams", "salt"], "ab" * 1025))
    for path in (["crypto", "mac"], ["crypto", "ciphertext"], ["crypto", "cipherparams", "iv"],
                 ["crypto", "kdfparams", "salt"], ["address"]):
        for bad in ("zz" * 32, "a" * 63, "0x", " " + "ab" * 32, "ab" * 31 + "g0"):
            if bad == "0x":
                continue
            yield row(f"{path[-1]} is not hex", "notHex", changed(scrypt, path, bad))
    for dklen in (0, 1, 16, 31):
        yield row(f"dklen {dklen}", "shortKey", changed(scrypt, ["crypto", "kdfparams", "dklen"], dklen))

    for cipher in ("aes-256-ctr", "aes-128-cbc", "", "none"):
        yield row(f"cipher {cipher}", "otherCipher", changed(scrypt, ["crypto", "cipher"], cipher))
    for kdf in ("argon2id", "", "bcrypt", "pbkdf2-sha256"):
        yield row(f"function {kdf}", "otherStretching", changed(scrypt, ["crypto", "kdf"], kdf))
    for prf in ("hmac-sha512", "hmac-sha1", ""):
        yield row(f"prf {prf}", "otherFunction", changed(pbkdf2, ["crypto", "kdfparams", "prf"], prf))

    for n in (2**63, 2**64, 10**30):
        yield row(f"n is {n}", "absurdNumber", changed(scrypt, ["crypto", "kdfparams", "n"], n))
    yield row("c is beyond 64 bits", "absurdNumber", changed(pbkdf2, ["crypto", "kdfparams", "c"], 10**20))
    for n, r, p in ((2**62, 8, 1), (2**62, 1, 1), (2**40, 8, 1), (2**21, 8, 1), (4, 2**22, 1), (4, 1, 2**24)):
        value = changed(scrypt, ["crypto", "kdfparams"], {**scrypt["crypto"]["kdfparams"], "n": n, "r": r, "p": p})
        yield row(f"memory of n {n}, r {r}, p {p}", "scrypt", value)
    for n, r, p in ((2**18, 8, 17), (2**16, 1, 1025), (16, 8, 2**19)):
        value = changed(scrypt, ["crypto", "kdfparams"], {**scrypt["crypto"]["kdfparams"], "n": n, "r": r, "p": p})
        yield row(f"work of n {n}, r {r}, p {p}", "tooMuchScryptWork", value)
    for c, dklen in ((2**26 + 1, 32), (2**25 + 1, 33), (2**62, 64), (2**63 - 1, 32), (1, 2**31 + 1)):
        value = changed(pbkdf2, ["crypto", "kdfparams"], {**pbkdf2["crypto"]["kdfparams"], "c": c, "dklen": dklen})
        yield row(f"c {c}, dklen {dklen}", "tooManyIterations", value)
    for n, r, p in ((0, 8, 1), (1, 8, 1), (3, 8, 1), (6, 8, 1), (4, 0, 1), (4, 8, 0), (2**63 - 1, 8, 1), (4, 2**30, 1),
                    (4, 8, 2**27)):
        value = changed(scrypt, ["crypto", "kdfparams"], {**scrypt["crypto"]["kdfparams"], "n": n, "r": r, "p": p})
        yield row(f"n {n}, r {r}, p {p}", "scrypt", value)
    yield row("dklen above a mebibyte", "scrypt", changed(scrypt, ["crypto", "kdfparams", "dklen"], 2**20 + 1))
    yield row("c is zero", "pbkdf2", changed(pbkdf2, ["crypto", "kdfparams", "c"], 0))
    yield row("dklen above a mebibyte", "pbkdf2", changed(pbkdf2, ["crypto", "kdfparams", "dklen"], 2**20 + 1))

    for value in (scrypt, pbkdf2):
        for given in ("", "Testpassword", "testpassword ", " testpassword", "testpassword\n", "testpasswor"):
            try:
                keyfile.decode_keyfile_json(value, given.encode())
                raise AssertionError("opened with a wrong password")
            except ValueError:
                yield row(f"the password {given!r}", "wrongPassword", value, given)
        for path in (["crypto", "mac"], ["crypto", "ciphertext"], ["crypto", "kdfparams", "salt"]):
            inside = value
            for name in path:
                inside = inside[name]
            damaged = inside[:-1] + ("0" if inside[-1] != "0" else "1")
            yield row(f"another last digit of {path[-1]}", "wrongPassword", changed(value, path, damaged))
        yield row("a ciphertext cut short", "wrongPassword",
                  changed(value, ["crypto", "ciphertext"], value["crypto"]["ciphertext"][:-2]))
    yield row("another cost", "wrongPassword", changed(scrypt, ["crypto", "kdfparams", "n"], 8))
    yield row("another count", "wrongPassword", changed(pbkdf2, ["crypto", "kdfparams", "c"], 5))
    # The counter is under no code: another one gives another key, which the address tells.
    iv = scrypt["crypto"]["cipherparams"]["iv"]
    yield row("another counter", "otherAddress",
              changed(scrypt, ["crypto", "cipherparams", "iv"], iv[:-1] + ("0" if iv[-1] != "0" else "1")))
    yield row("another address", "otherAddress", {**scrypt, "address": "11" * 20})
    for bad in (0, ORDER, ORDER + 1, 2**256 - 1):
        yield row(f"the key {hex(bad)}", "notASecretKey", forged(bad.to_bytes(32, "big"), password))


def forged(plain, password):
    """A sound keystore of any 32 bytes, which eth-keyfile does not make of what is no key."""
    parameters = {"dklen": 32, "n": 4, "r": 8, "p": 1, "salt": RANDOM.randbytes(32).hex()}
    key, iv = stretched("scrypt", parameters, password), RANDOM.randbytes(16)
    run = Cipher(algorithms.AES(key[:16]), modes.CTR(iv)).encryptor()
    ciphertext = run.update(plain) + run.finalize()
    value = {"crypto": {"cipher": "aes-128-ctr", "cipherparams": {"iv": iv.hex()}, "ciphertext": ciphertext.hex(),
                        "kdf": "scrypt", "kdfparams": parameters, "mac": keccak(key[16:32] + ciphertext).hex()},
             "version": 3}
    assert keyfile.decode_keyfile_json(value, password.encode()) == plain
    return value


def written_rows():
    """What the writer must make of given random bytes, in geth's order and form."""
    for cost, n, p, passwords in (("light", 4096, 6, PASSWORDS[:4] + PASSWORDS[6:7]), ("standard", 262144, 1, PASSWORDS[:1])):
        for password in passwords:
            key, data = secret(), RANDOM.randbytes(64)
            value = created(key, password, "scrypt", n, 8, p, source=Source(data))
            crypto = value["crypto"]
            names = ("cipher", "ciphertext", "cipherparams", "kdf", "kdfparams", "mac")
            ordered = {name: crypto[name] for name in names}
            ordered["kdfparams"] = {name: crypto["kdfparams"][name] for name in ("dklen", "n", "p", "r", "salt")}
            value = {"address": value["address"].lower(), "crypto": ordered, "id": value["id"], "version": 3}
            assert uuid.UUID(value["id"]).version == 4
            yield {"privateKey": key, "password": password, "cost": cost, "random": data, "json": text_of(value)}


def name_rows():
    address = "7ef5a6135f1fd6a02593eedc869c6d41d934aef8"
    # The first is the name of a file in go-ethereum's tests.
    moments = [("2016-03-22T12:57:55", 920751759), ("1970-01-01T00:00:00", 0), ("2000-02-29T23:59:59", 999999999),
               ("2023-12-31T23:59:59", 1), ("2024-02-29T00:00:00", 10), ("2100-02-28T23:59:59", 0),
               ("2100-03-01T00:00:00", 0), ("9999-12-31T23:59:59", 999999999)]
    for _ in range(60):
        day = datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=RANDOM.randrange(253402300800))
        moments.append((day.isoformat(), RANDOM.randrange(10**9)))
    for text, nanoseconds in moments:
        moment = datetime.datetime.fromisoformat(text + "+00:00")
        seconds = int((moment - datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)).total_seconds())
        yield {"seconds": seconds, "nanoseconds": nanoseconds, "address": "0x" + address,
               "name": f"UTC--{text.replace(':', '-')}.{nanoseconds:09}Z--{address}"}


def main():
    write_rows(HERE, "published.jsonl", published_rows())
    write_rows(HERE, "opened.jsonl", opened_rows())
    write_rows(HERE, "reject.jsonl", reject_rows())
    write_rows(HERE, "written.jsonl", written_rows())
    write_rows(HERE, "names.jsonl", name_rows())
    write_rows(HERE, "wallet.jsonl", wallet_rows())
    write_rows(HERE, "reject-wallet.jsonl", reject_wallet_rows())
    record(HERE, ["bip-utils", "cryptography", "eth-keyfile", "eth-keys", "pycryptodome"])


if __name__ == "__main__":
    main()
