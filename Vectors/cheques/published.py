"""Worked cheques and hashes, computed before by other means; the generator has to reach them."""

UNIT_TEST_KEY = "634fb5a872396d9693e5c9f9d7233cfa93f395c093371017ff44aa9ae6564cdd"
ISSUER_KEY = "db6bf5da1c2225d76356df2f59ebd3207b91228bcf429f0c791f94e9095a1f8e"
UNIT_TEST = {"vault": "0xfa02D396842E6e1D319E8E3D4D870338F791AA25", "beneficiary": "0x98E6C644aFeB94BBfB9FF60EB26fc9D83BBEcA79"}
HOST = {"vault": "0x1f8B3e7E691D733F5eb17E5570c49dE3e5Aecef9", "beneficiary": "0xF54430F85b5862cdd3278C3C78fda39b65f4a2bC"}
WBTT = "0x23181F21DEa5936e24163FFABa4Ea3B316B57f3C"
USDT = "0xdB28719F7f938507dBfe4f0eAe55668903D34a15"
TRX = "0xEdf53026aeA60f8F75FcA25f8830b7e2d6200662"
AMOUNT = 1331381000000000000

# Name, scheme, chain, parties, payout, token, key, struct hash, digest, signature.
WORKED = (
    ("K1, go-btfs's unit test", "btfs", 1, UNIT_TEST, 500, None, UNIT_TEST_KEY,
     "24ba01ee814bb2d8104a4ca6e21ed079230d6a69f2039daaca031a301f1acbd7",
     "5148c768712dab6b450272c47d2400efd1c9be20085506ea09357b62c4c5ec04",
     "3305964770f9b66463d58b61e7de9bf2b784098fc715338083946aabf69c7dec0cae8345705d4bf2e556482bd27f11ceb0e5ae1eb191a907cde7aee3989a3ad51c"),
    ("K2, bee's unit test", "swarm", 1, UNIT_TEST, 500, None, UNIT_TEST_KEY,
     "4d7eac16e51edfea83966a068f9dcdfd2bbabf6336b85136e8b8b6bc31acc4f5",
     "69e9ee0a6b81c55324f9ba67f2307cd7ccc86a924ea857eca1818a2392bddf55",
     "171b63fc598ae2c7987f4a756959dadddd84ccd2071e7b5c3aa3437357be47286125edc370c344a163ba7f4183dfd3611996274a13e4b3496610fc00c0e2fc421c"),
    ("A", "btfs", 199, HOST, AMOUNT, None, ISSUER_KEY,
     "e0a1b734d017840bfd05c5067636efebfacff44a59d47835d522e01b8153b6b5",
     "76fddcff8a22c209e6d59fd22c60174214d5d34d22e0c7cd1166834b43f2684e",
     "2ab9132eae10c9c44f44cab2b6cbcc7023fb61670849293aa10c4f8acced66fd582be5048662e4757e3968f6abcc0b2c845f87852a9b3e2b6f19aa92e7f4f0e61b"),
    ("A2", "btfs", 1029, HOST, AMOUNT, None, ISSUER_KEY,
     "e0a1b734d017840bfd05c5067636efebfacff44a59d47835d522e01b8153b6b5",
     "d6b8cb3b5231925b00e5489031942364f59fd877862c48343cad24dac8d400b7",
     "6a1dc7becc7fba619d814d53096efc6bcf32d9199ce5d90cd4028f96ec4f6fd64e0435616e077a812a2df507263fb7eaa7804bf0db86a50cddac5b52420271cc1c"),
    ("A3", "btfs", 199, HOST, 423850361000000000000, None, ISSUER_KEY,
     "4a9c9a8c92c7368f1cadca87c0d57b43d0da46f0fc3f149a8f81c142a94aea5e",
     "48b3c633eea13926fa91409253455be61129c9367e98e9e0fed7cac2d06b4c1a",
     "cb99be10f7e8eddc03a45c3a1f1b9c2f538a7f38df9b41f1166b4696b75e9ed03d88f2e4affe94abe0b97548f3b7a9d65e8e4a3320630dc0ea9c8bc94d88d1821b"),
    ("B", "btfs-multi", 199, HOST, 1234567, USDT, ISSUER_KEY,
     "1fe6a6c771c7c648bb2e9fa685d34d1a1129aebe1478f95ad5e297d659bfdf0f",
     "1b3c7fc3d322dcf8cdbf9b028e8e93abfb87922c9d2a75b5d9a1a28a920644e0",
     "824b85af2bf3aab255e3b6676e874d406092ed6e9aef81a9fab69331f5181fb57e23391a66d615db4ef8e3bc547cba9702af7ec45751adc165ad8f6faa5c40c71c"),
    ("B2", "btfs-multi", 199, HOST, 987654321, TRX, ISSUER_KEY,
     "87b93f76c00791dc5066dae2c5fe123d9377581943ef91ceaa8daa94b3049efc",
     "fc07c94c48bfe0fc215703f48c0cf1252e3bfa40e6017ebf62d5259b0958eb81",
     "3956f8c75cc942be928cd29b4edba3a743a18c09a0efdb10522726b79edf9ce204aaae8ce1946b7d02eb6c91b3b9f2e7569e916b9c09f28ed69a0717a117ece41c"),
    ("B3, WBTT as a multi-token cheque, which vaults refuse", "btfs-multi", 199, HOST, AMOUNT, WBTT, ISSUER_KEY,
     "743e1cb69bd7bd95aa96d06919392edd9fce24e06533fd1a2b0ce26870889d4f",
     "46a10e4b1f14d1d9fb21eff673d890fb3b01702d08e9c8c44f806869ec35b646",
     "ea672f2d28a1aa945d890cab80dd72bab0192eb2cbef4885e25d038dd1ac746d7e34b664af76291606c30e7e8ac39c1c209e602e73d5a6eec42855a23369b49e1b"),
    ("C", "swarm", 100, HOST, AMOUNT, None, ISSUER_KEY,
     "0c7c807a8656001d017be98b0f5208d1cf9ae6765a20141f99cb3b6af3575937",
     "8b31af7802662b617bc353f0ce36618819282aee16e76917e54cfc03b377fbcc",
     "a5fee56c5225ed02d971e37a47a169908f026d6da16a282c3dea682f8c4d62c97799f60d703843ad87e0f8bf3851b7f165019520765caea80fb768d218c863121b"),
)

# The text that go-btfs sends for the cheques A and B.
JSON = {
    "A": '{"Token":"0x23181f21dea5936e24163ffaba4ea3b316b57f3c","Vault":"0x1f8b3e7e691d733f5eb17e5570c49de3e5aecef9",'
         '"Beneficiary":"0xf54430f85b5862cdd3278c3c78fda39b65f4a2bc","CumulativePayout":1331381000000000000,'
         '"Signature":"KrkTLq4QycRPRMqytsvMcCP7YWcISSk6oQxPisztZv1YK+UEhmLkdX45aParzAsshF+HhSqbPitvGaqS5/Tw5hs="}',
    "B": '{"Token":"0xdb28719f7f938507dbfe4f0eae55668903d34a15","Vault":"0x1f8b3e7e691d733f5eb17e5570c49de3e5aecef9",'
         '"Beneficiary":"0xf54430f85b5862cdd3278c3c78fda39b65f4a2bc","CumulativePayout":1234567,'
         '"Signature":"gkuFryvzqrJV47ZnbodNQGCS7W6a74Gp+raTMfUYH7V+IzkaZtYV207447xUfLqXAq9+xFdRrcFlrY9vqlxAxxw="}',
}

# Domain separators: chain, for "Vault", for "Chequebook"; version "1.0".
DOMAINS = (
    (1, "6ee9c5ec8dfb1e40bcd7e06c0b308c49fd90b1ac7225274e88ad1710ee8e5da7", "6e9de3ff7db6cde9c21658f483281ba4eefb92aa1995df47741061001c21f224"),
    (5, "5fd82e4616568f5788c13ad7ae072eb06e469c26fac0a58c9f0e8149aee86efc", "7a0858c6c07b91780d1752541f53dc86050bb2d2d1b26a490a705e6901566a09"),
    (100, "42fb4d7bfaec90bce6cbf06ef4e6e23fa39e4c364815de8483f68f8d67915397", "96c88d906ec4db44d18a417ad0c738e5d1176fa13c70907f494fdb4d42ec4203"),
    (199, "23a6d3b97556c2d2de8a23dcc7e8a1778519946dd1f4c6e3a8eae8fdc8497b41", "86b23538664f196a42a905ecbd1586b83aaa6573e5336a6884a9622f58ca07b0"),
    (1029, "d611f1f54a918b666d2b588303a80e2c5ea3fe56dccfd97ab051f4a0a1defedd", "d3bc4ddcc865f5dc533b9732e26bf18386b184e848e554ea040686c753bf31bb"),
    (11155111, "a154f397298b7b804fd5188c07fd8f0914eb79580c9f42028fe07ab00c3842bd", "608078badb2c312912c91cd1c79ae01863d1971552068c35383b644cd02b19e4"),
)

# What is hashed inside them: text and its Keccak-256.
TEXTS = (
    ("EIP712Domain(string name,string version,uint256 chainId)", "c2f8787176b8ac6bf7215b4adcc1e069bf4ab82d9ab1df05a57a91d425935b6e"),
    ("Cheque(address vault,address beneficiary,uint256 cumulativePayout)", "797885ce783397eac54dfce7eb7e575a99b61d93125111f5fcc84780c6bb18b9"),
    ("MultiTokenCheque(address token,address vault,address beneficiary,uint256 cumulativePayout)", "8c842092946feae38811135d7ff31dbe46e5f73d737c2a68f78c927b9eb40b61"),
    ("Cheque(address chequebook,address beneficiary,uint256 cumulativePayout)", "48ebe6deff4a5ee645c01506a026031e2a945d6f41f1f4e5098ad65347492c12"),
    ("Cashout(address chequebook,address sender,uint256 requestPayout,address recipient,uint256 callerPayout)", "7d824962dd0f01520922ea1766c987b1db570cd5db90bdba5ccf5e3206079502"),
    ("CustomDecreaseTimeout(address chequebook,address beneficiary,uint256 decreaseTimeout)", "e95f353750f192082df064ca5142d3a2d6f0bef0f3ffad66d80d8af86b7a749a"),
    ("Vault", "8d03f8e727eaf836840d08da04cd9ecc9773328dd38f4a6c7b84a9ec2b88b7c7"),
    ("Chequebook", "cdeae55d99692d2ef1817623ce631bbabdb8a7b750dae41c238ddda20bef8e7b"),
    ("1.0", "e6bbd6277e1bf288eed5e8d1780f9a50b239e86b153736bceebccf4ea79d90b3"),
)
