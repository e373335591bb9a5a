"""The tries of ethereum/tests, folder TrieTests: what is set and removed, and the roots.

Each has a root under the keys as they stand and, where one is published, a root under their Keccak
hashes (the files whose names end in secureTrie). Text is UTF-8 unless it begins with 0x.
"""

DOGS = {"doe": "reindeer", "dog": "puppy", "dogglesworth": "cat"}
PUPPY = {"do": "verb", "horse": "stallion", "doge": "coin", "dog": "puppy"}

# trieanyorder.json and trieanyorder_secureTrie.json: name, entries, root, root of hashed keys.
ANY_ORDER = [
    ("singleItem", {"A": "a" * 50},
     "d23786fb4a010da3ce639d66d5e904a11dbc02746d1ce25029e53290cabf28ab",
     "e9e2935138352776cad724d31c9fa5266a5c593bb97726dd2a908fe6d53284df"),
    ("dogs", DOGS,
     "8aad789dff2f538bca5d8ea56e8abe10f4c7ba3a5dea95fea4cd6e7c3a1168d3",
     "d4cd937e4a4368d7931a9cf51686b7e10abb3dce38a39000fd7902a092b64585"),
    ("puppy", PUPPY,
     "5991bb8c6514148a29db676a14ac506cd2cd5775ace63c30a4fe457715e9ac84",
     "29b235a58c3c25ab83010c327d5932bcf05324b7d6b1185e650798034783ca9d"),
    ("foo", {"foo": "bar", "food": "bass"},
     "17beaa1648bafa633cda809c90c04af50fc8aed3cb40d16efbddee6fdf63c4c3",
     "1385f23a33021025d9e87cca5c66c00de06178807b96a9acc92b7d651ccde842"),
    ("smallValues", {"be": "e", "dog": "puppy", "bed": "d"},
     "3f67c7a47520f79faa29255d2d3c084a7a6df0453116ed7232ff10277a8be68b",
     "826a4f9f9054a3e980e54b20da992c24fa20467f1ca635115ef4917be66e746f"),
    ("testy", {"test": "test", "te": "testy"},
     "8452568af70d8d140f58d941338542f645fcca50094b20f3c3d8c3df49337928",
     "aea54fb6c80499674248a462864c420c9d9f3b3d38c879c12425bade1ad76552"),
    ("hex", {"0x0045": "0x0123456789", "0x4500": "0x9876543210"},
     "285505fcabe84badc8aa310e2aae17eddc7d120aabec8a476902c8184b3a3503",
     "bc11c02c8ab456db0c4d2728b6a2a6210d06f26a2ace4f7d8bdfc72ddf2630ab"),
]

BRANCHING = [
    "04110d816c380812a427968ece99b1c963dfbce6", "095e7baea6a6c7c4c2dfeb977efac326af552d87",
    "0a517d755cebbf66312b30fff713666a9cb917e0", "24dd378f51adc67a50e339e8031fe9bd4aafab36",
    "293f982d000532a7861ab122bdc4bbfd26bf9030", "2cf5732f017b0cf1b1f13a1478e10239716bf6b5",
    "31c640b92c21a1f1465c91070b4b3b4d6854195f", "37f998764813b136ddf5a754f34063fd03065e36",
    "37fa399a749c121f8a15ce77e3d9f9bec8020d7a", "4f36659fa632310b6ec438dea4085b522a2dd077",
    "62c01474f089b07dae603491675dc5b5748f7049", "729af7294be595a0efd7d891c9e51f89c07950c7",
    "83e3e5a16d3b696a0314b30b2534804dd5e11197", "8703df2417e0d7c59d063caa9583cb10a4d20532",
    "8dffcd74e5b5923512916c6a64b502689cfa65e1", "95a4d7cccb5204733874fa87285a176fe1e9e240",
    "99b2fcba8120bedd048fe79f5262a6690ed38c39", "a4202b8b8afd5354e3e40a219bdc17f6001bf2cf",
    "a94f5374fce5edbc8e2a8697c15331677e6ebf0b", "a9647f4a0a14042d91dc33c0328030a7157c93ae",
    "aa6cffe5185732689c18f37a7f86170cb7304c2a", "aae4a2e3c51c04606dcb3723456e58f3ed214f45",
    "c37a43e940dfb5baf581a0b82b351d48305fc885", "d2571607e241ecf590ed94b12d87c94babe36db6",
    "f735071cbee190d76b704ce68384fc21e389fbe7",
]
EMPTY = "56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421"


def _word(text):
    return "0x" + text.rjust(64, "0")


def _padded(text):
    return "0x" + text.ljust(64, "0")


_LINK = "697c7b8c961b56f675d570498424ac8de1a918f6"
_GAV = "7ef9e639e2733cb34e4dfc576d4b23f72db776b2"
_NAME = "ec4f34c97e43fbb2816cfd95e388353c7181dab1"
_COOL = "6f6f6f6820736f2067726561742c207265616c6c6c793f"

# trietest.json and trietest_secureTrie.json: name, steps in order (None removes), the two roots.
IN_ORDER = [
    ("emptyValues",
     [("do", "verb"), ("ether", "wookiedoo"), ("horse", "stallion"), ("shaman", "horse"),
      ("doge", "coin"), ("ether", None), ("dog", "puppy"), ("shaman", None)],
     "5991bb8c6514148a29db676a14ac506cd2cd5775ace63c30a4fe457715e9ac84",
     "29b235a58c3c25ab83010c327d5932bcf05324b7d6b1185e650798034783ca9d"),
    ("branchingTests",
     [("0x" + key, "something") for key in BRANCHING] + [("0x" + key, None) for key in BRANCHING],
     EMPTY, EMPTY),
    ("jeff",
     [(_word("45"), "0x22b224a1420a802ab51d326e29fa98e34c4f24ea"),
      (_word("46"), _padded("67706c207633")),
      (_word("1234567890"), "0x" + _LINK), (_word(_LINK), "0x1234567890"),
      (_word(_GAV), _padded("46554741" "56")), (_word(_NAME), _padded("4e616d65526567")),
      (_padded("4655474156"), "0x" + _GAV), (_padded("4e616d65526567"), "0x" + _NAME),
      (_word("1234567890"), None), (_word(_LINK), _padded(_COOL)), (_padded(_COOL), "0x" + _LINK)],
     "9f6221ebb8efe7cff60a716ecb886e67dd042014be444669f0159d8e68b42100",
     "72adb52e9d9428f808e3e8045be18d3baa77881d0cfab89a17a2bcbacee2f320"),
    ("insert-middle-leaf",
     [("key1aa", "0123456789" * 4 + "xxx"), ("key1", "0123456789" * 4 + "Very_Long"),
      ("key2bb", "aval3"), ("key2", "short"), ("key3cc", "aval3"), ("key3", "1234567890" * 3 + "1")],
     "cb65032e2f76c48b82b5c24b3db8f670ce73982869d38cd39a624f23d62a9e89", None),
    ("branch-value-update", [("abc", "123"), ("abcd", "abcd"), ("abc", "abc")],
     "7a320748f780ad9ad5b0837302075ce0eeba6c26e3d8562c67ccc0f1b273298a", None),
]

_NO_CODE = "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"


def _account(head, storage, code):
    """Nonce and balance as they stand in RLP, behind them the two hashes."""
    payload = bytes.fromhex(head + "a0" + storage + "a0" + code)
    return "0xf8" + bytes([len(payload)]).hex() + payload.hex()


# hex_encoded_securetrie_test.json: accounts under hashed addresses, in any order.
ACCOUNTS = [
    ("test1",
     {"0xa94f5374fce5edbc8e2a8697c15331677e6ebf0b": _account("018405f446a7", EMPTY, _NO_CODE),
      "0x095e7baea6a6c7c4c2dfeb977efac326af552d87": _account(
          "0101", EMPTY, "04bccc5d94f4d1f99aab44369a910179931772f2a5c001c3229f57831c102769"),
      "0xd2571607e241ecf590ed94b12d87c94babe36db6": _account(
          "0180", "ba4b47865c55a341a4a78759bb913cd15c3ee8eaf30a62fa8d1c8863113d84e8", _NO_CODE),
      "0x62c01474f089b07dae603491675dc5b5748f7049": _account("8080", EMPTY, _NO_CODE),
      "0x2adc25665018aa1fe0e6bc666dac8fc2697ff9ba": _account("8083019a59", EMPTY, _NO_CODE)},
     "730a444e08ab4b8dee147c9b232fc52d34a223d600031c1e9d25bfc985cbd797"),
    ("test2",
     {"0xa94f5374fce5edbc8e2a8697c15331677e6ebf0b": _account("01880de0b6b3a7622746", EMPTY, _NO_CODE),
      "0x095e7baea6a6c7c4c2dfeb977efac326af552d87": _account(
          "80830186b7", EMPTY, "501653f02840675b1aab0328c6634762af5d51764e78f9641cccd9b27b90db4f"),
      "0x2adc25665018aa1fe0e6bc666dac8fc2697ff9ba": _account("8082521a", EMPTY, _NO_CODE)},
     "a7c787bf470808896308c215e22c7a580a0087bb6db6e8695fb4759537283a83"),
    ("test3",
     {"0xa94f5374fce5edbc8e2a8697c15331677e6ebf0b": _account("01880de0b6b3a7614bc3", EMPTY, _NO_CODE),
      "0x095e7baea6a6c7c4c2dfeb977efac326af552d87": _account(
          "80840132b3a0", "65fee2fffd7a68488cf7ef79f35f7979133172ac5727b5e0cf322953d13de492",
          "6e5d8fec8b6b9bf41c3fb9b61696d5c87b66f6daa98d5f02ba9361b0c6916467"),
      "0x0000000000000000000000000000000000000001": _account("8080", EMPTY, _NO_CODE),
      "0x2adc25665018aa1fe0e6bc666dac8fc2697ff9ba": _account("8083012d9d", EMPTY, _NO_CODE)},
     "40b37be88a49e2c08b8d33fcb03a0676ffd0481df54dfebd3512b8ec54f40cad"),
]
