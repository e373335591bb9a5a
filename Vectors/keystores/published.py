"""Keystores that were published with their passwords and keys, carried over as facts.

- Web3 Secret Storage Definition, test vectors: password "testpassword", one key with both functions.
- go-ethereum, accounts/keystore/testdata: v3_test_vector.json has two keys whose leading zeros an
  early geth left out; keystore/aaa is opened with "foobar", keystore/no-address is the same without
  an address, and very-light-scrypt.json has an empty password; v1_test_vector.json is version 1.
"""


def scrypt(n, r, p, salt):
    return "scrypt", {"dklen": 32, "n": n, "r": r, "p": p, "salt": salt}


def keystore(kdf, iv, ciphertext, mac, identifier, address=None):
    name, parameters = kdf
    value = {} if address is None else {"address": address}
    value["crypto"] = {"cipher": "aes-128-ctr", "cipherparams": {"iv": iv}, "ciphertext": ciphertext, "kdf": name,
                       "kdfparams": parameters, "mac": mac}
    return {**value, "id": identifier, "version": 3}


_WEB3 = "Web3 Secret Storage Definition"
_GETH = "go-ethereum, accounts/keystore/testdata"
_AAA = (scrypt(8, 8, 16, "0d6769bf016d45c479213990d6a08d938469c4adad8a02ce507b4a4e7b7739f1"),
        "dfd9ee70812add5f4b8f89d0811c9158", "cb664472deacb41a2e995fa7f96fe29ce744471deb8d146a0e43c7898c9ddd4d",
        "bac9af994b15a45dd39669fc66f9aa8a3b9dd8c22cb16e4d8d7ea089d0f1a1a9", "472e8b3d-afb6-45b5-8111-72c89895099a")
_AAA_ADDRESS = "f466859ead1932d743d622cb74fc058882e8648a"

# Source, password, the published private key (None where only the address is published), keystore.
PUBLISHED = (
    (f"{_WEB3}, scrypt", "testpassword", "7a28b5ba57c53603b0b07b56bba752f7784bf506fa95edc395f5cf6c7514fe9d",
     keystore(scrypt(262144, 1, 8, "ab0c7876052600dd703518d6fc3fe8984592145b591fc8fb5c6d43190334ba19"),
              "83dbcc02d8ccb40e466191a123791e0e", "d172bf743a674da9cdad04534d56926ef8358534d458fffccd4e6ad2fbde479c",
              "2103ac29920d71da29f15d75b4a16dbe95cfd7ff8faea1056c33131d846e3097",
              "3198bc9c-6672-5ab3-d995-4942343ae5b6")),
    (f"{_WEB3}, pbkdf2", "testpassword", "7a28b5ba57c53603b0b07b56bba752f7784bf506fa95edc395f5cf6c7514fe9d",
     keystore(("pbkdf2", {"c": 262144, "dklen": 32, "prf": "hmac-sha256",
                          "salt": "ae3cd4e7013836a3df6bd7241b12db061dbe2c6785853cce422d148a624ce0bd"}),
              "6087dab2f9fdbbfaddc31a909735c1e6", "5318b4d5bcd28de64ee5559e671353e16f075ecae9f99c7a79a38af5f869aa46",
              "517ead924a9d0dc3124507e3393d175ce3ff7c1e96529c6c555ce9e51205e9b2",
              "3198bc9c-6672-5ab3-d995-4942343ae5b6")),
    (f"{_GETH}, 31_byte_key", "foo", "fa7b3db73dc7dfdf8c5fbdb796d741e4488628c41fc4febd9160a866ba0f35",
     keystore(scrypt(2, 8, 1, "711f816911c92d649fb4c84b047915679933555030b3552c1212609b38208c63"),
              "e0c41130a323adc1446fc82f724bca2f", "9517cd5bdbe69076f9bf5057248c6c050141e970efa36ce53692d5d59a3984",
              "d5e116151c6aa71470e67a7d42c9620c75c4d23229847dcc127794f0732b0db5",
              "fecfc4ce-e956-48fd-953b-30f8b52ed66c")),
    (f"{_GETH}, 30_byte_key", "foo", "81c29e8142bb6a81bef5a92bda7a8328a5c85bb2f9542e76f9b0f94fc018",
     keystore(scrypt(2, 8, 1, "d0769e608fb86cda848065642a9c6fa046845c928175662b8e356c77f914cd3b"),
              "3ca92af36ad7c2cd92454c59cea5ef00", "108b7d34f3442fc26ab1ab90ca91476ba6bfa8c00975a49ef9051dc675aa",
              "75d0e6759f7b3cefa319c3be41680ab6beea7d8328653474bd06706d4cc67420",
              "a37e1559-5955-450d-8075-7b8931b392b2")),
    (f"{_GETH}, keystore/aaa", "foobar", None, keystore(*_AAA, address=_AAA_ADDRESS)),
    (f"{_GETH}, keystore/no-address", "foobar", None, keystore(*_AAA)),
    (f"{_GETH}, very-light-scrypt.json", "", None,
     keystore(scrypt(2, 8, 1, "004244bbdc51cadda545b1cfa43cff9ed2ae88e08c61f1479dbb45410722f8f0"),
              "dc4926b48a105133d2f16b96833abf1e", "b87781948a1befd247bff51ef4063f716cf6c2d3481163e9a8f42e1f9bb74145",
              "39990c1684557447940d4c69e06b1b82b2aceacb43f284df65c956daf3046b85",
              "ce541d8d-c79b-40f8-9f8c-20f59616faba", address="45dea0fb0bba44f4fcf290bba71fd57d7117cbb8")),
)

VERSION1 = {
    "Crypto": {
        "cipher": "aes-128-cbc", "cipherparams": {"iv": "35337770fc2117994ecdcad026bccff4"},
        "ciphertext": "6143d3192db8b66eabd693d9c4e414dcfaee52abda451af79ccf474dafb35f1b"
                      "fc7ea013aa9d2ee35969a1a2e8d752d0",
        "kdf": "scrypt",
        "kdfparams": {"dklen": 32, "n": 262144, "p": 1, "r": 8,
                      "salt": "9afcddebca541253a2f4053391c673ff9fe23097cd8555d149d929e4ccf1257f"},
        "mac": "3f3d5af884b17a100b0b3232c0636c230a54dc2ac8d986227219b0dd89197644", "version": "1"},
    "address": "cb61d5a9c4896fb9658090b597ef0e7be6f7b67e", "id": "e25f7c1f-d318-4f29-b62c-687190d4d299",
    "version": "1"}
