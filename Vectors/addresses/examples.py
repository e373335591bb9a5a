"""Published examples that the generator carries over and verifies."""

# EIP-55, "Test Cases": all capitals, all lower case, mixed.
EIP55 = (
    "0x52908400098527886E0F7030069857D2E4169EE7", "0x8617E340B3D01FA5F11F306F4090FD50E238070D",
    "0xde709f2102306220921060314715629080e2fb77", "0x27b1fdb04752bbc536007a920d24acb045561c26",
    "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
    "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB", "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
)

# EIP-1014, "Examples" 0 to 6: sender, salt, init code, result.
ZERO = "0x" + "00" * 20
DEADBEEF = "0xdeadbeef" + "00" * 16
LATE = "0x" + "00" * 16 + "deadbeef"
CAFE = "00" * 28 + "cafebabe"
EIP1014 = (
    (ZERO, "00" * 32, "00", "0x4D1A2e2bB4F88F0250f26Ffff098B0b30B26BF38"),
    (DEADBEEF, "00" * 32, "00", "0xB928f69Bb1D91Cd65274e3c79d8986362984fDA3"),
    (DEADBEEF, "000000000000000000000000feed" + "00" * 18, "00", "0xD04116cDd17beBE565EB2422F2497E06cC1C9833"),
    (ZERO, "00" * 32, "deadbeef", "0x70f2b2914A2a4b783FaEFb75f459A580616Fcb5e"),
    (LATE, CAFE, "deadbeef", "0x60f3f640a8508fC6a86d45DF051962668E1e8AC7"),
    (LATE, CAFE, "deadbeef" * 11, "0x1d8bfDC5D46DC4f61D6b6115972536eBE6A8854C"),
    (ZERO, "00" * 32, "", "0xE33C0C7F7df4809055C3ebA6c09CFe4BaF1BD9e0"),
)

# Keys of go-btfs's unit tests and of well-known mnemonics, derived at m/44'/195'/0'/0/0.
WALLETS = (
    ("go-btfs test 1", "record access aerobic glow retreat language distance stamp cattle arrive defy movie",
     "db6bf5da1c2225d76356df2f59ebd3207b91228bcf429f0c791f94e9095a1f8e",
     {"libp2pPrivKey": "CAISINtr9docIiXXY1bfL1nr0yB7kSKLz0KfDHkflOkJWh+O",
      "publicKey": "026d5ad9f96fce55c6224cae767298229466c723c4ff676d4e8d2f4ddcc616f4dc",
      "libp2pPubKey": "CAISIQJtWtn5b85VxiJMrnZymCKUZscjxP9nbU6NL03cxhb03A==",
      "address": "0xb5f59C8213931E5775e6DbE727709D4c576F910e", "tron": "TSZKYA3bd4sJEmthPk1Z9hfD5ijpaDM1QE",
      "peerId": "16Uiu2HAm2nYmXfBXj6Q5vaFdVqHZpxdvpvGTFFZV8B5JAFyGjss1"}),
    ("go-btfs test 2", "absurd adapt skin skin settle smart other table school toss give reform",
     "59b1214835ee6fc23379c079102c8ca1cc6fba609159820987c4172112f49931",
     {"libp2pPrivKey": "CAISIFmxIUg17m/CM3nAeRAsjKHMb7pgkVmCCYfEFyES9Jkx",
      "publicKey": "023d35dad6147fad28e25ece7175265e8ef167b901ef86e1af8a9c0d5949bf7acb",
      "libp2pPubKey": "CAISIQI9NdrWFH+tKOJeznF1Jl6O8We5Ae+G4a+KnA1ZSb96yw==",
      "address": "0x7583eb34055c3454487055c81B1683fE973b6e76", "tron": "TLga6NxnK5zbtZEU14SDwtfk7ZxBMNx6u9",
      "peerId": "16Uiu2HAkyYcUjmmEmDD3tLx8CN4ydwn1VVCmTtX2ejRFLc27cDQn"}),
    ("abandon ... about", "abandon " * 11 + "about",
     "b5a4cea271ff424d7c31dc12a3e43e401df7a40d7412a15750f3f0b6b5449a28",
     {"libp2pPrivKey": "CAISILWkzqJx/0JNfDHcEqPkPkAd96QNdBKhV1Dz8La1RJoo",
      "publicKey": "03ff21f8e64d3a3c0198edfbb7afdc79be959432e92e2f8a1984bb436a414b8edc",
      "libp2pPubKey": "CAISIQP/IfjmTTo8AZjt+7ev3Hm+lZQy6S4vihmEu0NqQUuO3A==",
      "address": "0xC8599111F29c1e1E061265b4AF93eA1F274aD78A", "tron": "TUEZSdKsoDHQMeZwihtdoBiN46zxhGWYdH",
      "peerId": "16Uiu2HAmVpvMmFoLXMzfvz7GJWYR5DCMbYmkviQwZKbMcomLb6Pm"}),
    ("test ... junk", "test " * 11 + "junk", "15f0bbb1774be40b7a8d7965d637f324bda2f711fc5726a3dcc19585c6950954",
     {"address": "0xe2E1a54926527Fbb4E4420DE4c6BAb82beAEE24D", "tron": "TWer2Ygk5TEheHp3TPuYeqxmB6SsGZmaL6",
      "peerId": "16Uiu2HAmD9BQAiCk1Wu2CZcnebNVwzt6EjzMd6odyoXETyZFcDwa"}),
    ("legal ... yellow", "legal winner thank year wave sausage worth useful legal winner thank yellow",
     "abde94314a030ae8860a58db8adde7fc962cca2455db9d2979e480038c49dcbc",
     {"address": "0xC901705Cc4CbFDecf051f779d0dE8b22759dd260", "tron": "TUJ2YbSDGtCqzRz7quPQidRCMC98jDAPXc",
      "peerId": "16Uiu2HAmNQBXAgKtBz31U1CE1WXV8JcFLoZnckEMDWPk5gEbgAi3"}),
)

# Peer IDs with what operators and go-btfs's documents published beside them.
PEERS = (
    ("host 1 of the operator's notes", "16Uiu2HAmL4WidZhrnrvUxmBG2Cp7U9Do4gypY2gs8twXML7WP2Xh",
     {"publicKey": "036e088116704d940a4dc7befc8ae185d78c21901d79c5168c5007156c3eca36d8",
      "address": "0xc5A068aC28D0286b7Cc8ED787D80a8ad22a6F031", "tron": "TTzAHFft9uURLKoWebV2PDHBwpLCftsCNo"}),
    ("host 2 of the operator's notes", "16Uiu2HAkxGXhEBe3Y5YnwvGDk3oRChQQFDS2kC6tkRkfdxPFsUMJ",
     {"publicKey": "022a3b770583b29f718a3b3de7248c5867c4fcfc54d7ab0eb1e6dd44ebec979395",
      "address": "0xF54430F85b5862cdd3278C3C78fda39b65f4a2bC", "tron": "TYL4F56AiADsMZvSoPGPXhPKQsZtZzomhz"}),
    ("go-btfs README", "16Uiu2HAmKFQPM72SssFRrqcH1qwUsPwcp7vXSg3SEzfdYua1J5qc",
     {"publicKey": "0361f70bcaeb888717b5c3616a03480f69fe96fb706c4570b841abe2cdb8888c5b",
      "address": "0x7Cf4B71017F0312037D53fe966CE625BF98FFff6", "tron": "TMMuwwxsuQGrDrN3aanc5y5r4FbibgLYDa"}),
    ("go-btfs tutorial", "16Uiu2HAmQa9wH6Zx98rDEJvN6poFDDpBVjfHK6nKqPvEo2BUCydg",
     {"address": "0x69bBf2d2779F05dAdba6947aCD94c3e151bb93dF", "tron": "TKcH76P3fcUWqGXBDEk7XCMBjLGsun9YvP"}),
    ("go-btfs issue 48", "16Uiu2HAkwSVFHh88DQNx8EB93ZiK6nv1M7ujDcoTxmSg8rmfhj19",
     {"address": "0xe9C4e68c1785986a6ca6a017BB2F509F891f9A81", "tron": "TXHGKeVjcZkPqFrc8w56aXnymDcFf45kEt"}),
    ("go-btfs issue 187", "16Uiu2HAkxf4zCbSFGjidcyS4zsvbqcMFAoU13ZzVi7AuCrjMGHvv",
     {"address": "0x5bd894E550269229115d6d34E527d689D75E2894", "tron": "TJLqwsT2KRnaxZsC6KknLLu4enmU2ysBWB"}),
)
