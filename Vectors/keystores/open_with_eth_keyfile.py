#!/usr/bin/env python3
"""Has eth-keyfile open the keystores that the tool writes; run by hand, since they are random.

    pip install eth-keyfile==0.10.0
    swift build && python3 Vectors/keystores/open_with_eth_keyfile.py .build/debug/chequer

For each password: `key new --keystore` and `key import`, with the light and the standard cost, then
`key export --reencrypt`. The form must be geth's: members in its order on one line, lower-case hex
without 0x, a version 4 UUID, mode 0600, and geth's file name.
"""
import json
import os
import pathlib
import re
import secrets
import subprocess
import sys
import tempfile
import uuid

from eth_keyfile import extract_key_from_keyfile
from eth_keys import keys

PASSWORDS = ["testpassword", "two words ", "p\u00e4ss \u5bc6\u7801 \U0001f511", "x" * 200, "line\nline", ""]
NAME = re.compile(r"UTC--\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{9}Z--[0-9a-f]{40}")
GETH = ["address", "crypto", "id", "version"]
CRYPTO = ["cipher", "ciphertext", "cipherparams", "kdf", "kdfparams", "mac"]
COSTS = {"light": (4096, 6), "standard": (262144, 1)}


def run(tool, folder, *arguments, **environment):
    done = subprocess.run([tool, "key", *arguments, "--json"], cwd=folder, capture_output=True, text=True,
                          env={"PATH": os.environ["PATH"], "HOME": str(folder), **environment})
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def check(path, password, address, cost, secret=None):
    """Opens a file with eth-keyfile and looks at its form."""
    found = extract_key_from_keyfile(str(path), password.encode())
    assert keys.PrivateKey(found).public_key.to_checksum_address() == address
    assert secret is None or found == secret
    text = path.read_text()
    value = json.loads(text)
    assert list(value) == GETH and list(value["crypto"]) == CRYPTO and value["version"] == 3
    assert text == json.dumps(value, separators=(",", ":")) and text == text.lower()
    parameters = value["crypto"]["kdfparams"]
    assert list(parameters) == ["dklen", "n", "p", "r", "salt"]
    assert (parameters["n"], parameters["p"]) == COSTS[cost] and (parameters["r"], parameters["dklen"]) == (8, 32)
    assert len(parameters["salt"]) == 64 and value["address"] == address[2:].lower()
    assert uuid.UUID(value["id"]).version == 4 and str(uuid.UUID(value["id"])) == value["id"]
    assert path.stat().st_mode & 0o777 == 0o600


def main():
    tool, count = str(pathlib.Path(sys.argv[1]).resolve()), 0
    for password in PASSWORDS:
        for cost in COSTS:
            with tempfile.TemporaryDirectory() as folder:
                folder = pathlib.Path(folder)
                options = ["--password-env", "PW", "--keystore-folder", str(folder / "keys"), "--allow-empty-password",
                           *(["--light"] if cost == "light" else [])]
                made = run(tool, folder, "new", "--keystore", *options, PW=password)
                path = pathlib.Path(made["keystore"])
                assert NAME.fullmatch(path.name), path.name
                check(path, password, made["address"], cost)
                secret = secrets.token_bytes(32)
                imported = run(tool, folder, "import", "--key-env", "KEY", *options, PW=password, KEY=secret.hex())
                check(pathlib.Path(imported["keystore"]), password, imported["address"], cost, secret)
                again = run(tool, folder, "export", str(path), "--reencrypt", "--light", "--out", "again",
                            "--password-env", "PW", "--new-password-env", "NEW", PW=password, NEW="new")
                check(folder / "again", "new", again["address"], "light")
                count += 3
    print(f"eth-keyfile opens all {count} keystores.")


if __name__ == "__main__":
    main()
