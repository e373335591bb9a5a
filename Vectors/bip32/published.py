"""BIP-32's published test vectors 1 to 5.

Of the valid keys the last characters stand here: they hold the checksum over the whole key.
"""
# Seed, then path, end of the xprv, end of the xpub.
VALID = (
    ("000102030405060708090a0b0c0d0e0f", (
        ("m", "Jgk33yuGBxrMPHi", "7usUDFdp6W1EGMcet8"), ("m/0'", "SvkzY7d2bhkJ7", "rL2dZXvgGDnw"),
        ("m/0'/1", "QDnRnrVA1xe8fs", "A7xmALppuCkwQ"), ("m/0'/1/2'", "LTj34bhnZX7UiM", "DogT5Uv6fcLW5"),
        ("m/0'/1/2'/2", "RHSC34sJ7in334", "J7dh8zL4fiyLHV"), ("m/0'/1/2'/2/1000000000", "L39UNdE3BBDu76", "hGW6cFJodrTHy"))),
    ("fffcf9f6f3f0edeae7e4e1dedbd8d5d2cfccc9c6c3c0bdbab7b4b1aeaba8a5a29f9c999693908d8a8784817e7b7875726f6c696663605d5a5754514e4b484542", (
        ("m", "T2emdEXVYsCzC2U", "J8UB7WEGuduB"), ("m/0", "qWpWkeS3v86pgKt", "gFxHmwMkQTPH"),
        ("m/0/2147483647'", "2YmYRmagcEPdU9", "h8LZNnBC5y4a"), ("m/0/2147483647'/1", "8XA2ECKADdw4Ef", "Kau47EL2dhHKon"),
        ("m/0/2147483647'/1/2147483646'", "LYnMpCqE2VbFWc", "cgJvLJuZZvRcEL"),
        ("m/0/2147483647'/1/2147483646'/2", "W4BYPJcr9E7j", "y3bdW6EEgAtqt"))),
    ("4b381541583be4423346c643850da4b320e46a87ae3d2a4e6da11eba819cd4acba45d239319ac14f863b8d5ab5a0d0c64d2e8a1e7d1457df2e5a3c51c73235be", (
        ("m", "zjuxBrCmmhgC6", "8vBgp2epUt13"), ("m/0'", "GZ2y9WACViL4L", "wQN3ih19Zm4Y"))),
    ("3ddd5602285899a946114506157c7997e5444528f3003f6134712147db19b678", (
        ("m", "LtQC63zxwhQmRv", "pnN37RLLAXa"), ("m/0'", "LQBM5ohqkao9G", "av5ut6Ch1m"), ("m/0'/1'", "Jaj32dVoS6XLT1", "k1GyyVziaMt"))),
)

# Test vector 5: keys that a reader must refuse, with the published reason.
INVALID = (
    ("xpub661MyMwAqRbcEYS8w7XLSVeEsBXy79zSzH1J8vCdxAZningWLdN3zgtU6LBpB85b3D2yc8sfvZU521AAwdZafEz7mnzBBsz4wKY5fTtTQBm", "public version with a private key"),
    ("xprv9s21ZrQH143K24Mfq5zL5MhWK9hUhhGbd45hLXo2Pq2oqzMMo63oStZzFGTQQD3dC4H2D5GBj7vWvSQaaBv5cxi9gafk7NF3pnBju6dwKvH", "private version with a public key"),
    ("xpub661MyMwAqRbcEYS8w7XLSVeEsBXy79zSzH1J8vCdxAZningWLdN3zgtU6Txnt3siSujt9RCVYsx4qHZGc62TG4McvMGcAUjeuwZdduYEvFn", "public key prefix 04"),
    ("xprv9s21ZrQH143K24Mfq5zL5MhWK9hUhhGbd45hLXo2Pq2oqzMMo63oStZzFGpWnsj83BHtEy5Zt8CcDr1UiRXuWCmTQLxEK9vbz5gPstX92JQ", "private key prefix 04"),
    ("xpub661MyMwAqRbcEYS8w7XLSVeEsBXy79zSzH1J8vCdxAZningWLdN3zgtU6N8ZMMXctdiCjxTNq964yKkwrkBJJwpzZS4HS2fxvyYUA4q2Xe4", "public key prefix 01"),
    ("xprv9s21ZrQH143K24Mfq5zL5MhWK9hUhhGbd45hLXo2Pq2oqzMMo63oStZzFAzHGBP2UuGCqWLTAPLcMtD9y5gkZ6Eq3Rjuahrv17fEQ3Qen6J", "private key prefix 01"),
    ("xprv9s2SPatNQ9Vc6GTbVMFPFo7jsaZySyzk7L8n2uqKXJen3KUmvQNTuLh3fhZMBoG3G4ZW1N2kZuHEPY53qmbZzCHshoQnNf4GvELZfqTUrcv", "zero depth with a parent fingerprint"),
    ("xpub661no6RGEX3uJkY4bNnPcw4URcQTrSibUZ4NqJEw5eBkv7ovTwgiT91XX27VbEXGENhYRCf7hyEbWrR3FewATdCEebj6znwMfQkhRYHRLpJ", "zero depth with a parent fingerprint"),
    ("xprv9s21ZrQH4r4TsiLvyLXqM9P7k1K3EYhA1kkD6xuquB5i39AU8KF42acDyL3qsDbU9NmZn6MsGSUYZEsuoePmjzsB3eFKSUEh3Gu1N3cqVUN", "zero depth with an index"),
    ("xpub661MyMwAuDcm6CRQ5N4qiHKrJ39Xe1R1NyfouMKTTWcguwVcfrZJaNvhpebzGerh7gucBvzEQWRugZDuDXjNDRmXzSZe4c7mnTK97pTvGS8", "zero depth with an index"),
    ("DMwo58pR1QLEFihHiXPVykYB6fJmsTeHvyTp7hRThAtCX8CvYzgPcn8XnmdfHGMQzT7ayAmfo4z3gY5KfbrZWZ6St24UVf2Qgo6oujFktLHdHY4", "unknown version"),
    ("DMwo58pR1QLEFihHiXPVykYB6fJmsTeHvyTp7hRThAtCX8CvYzgPcn8XnmdfHPmHJiEDXkTiJTVV9rHEBUem2mwVbbNfvT2MTcAqj3nesx8uBf9", "unknown version"),
    ("xprv9s21ZrQH143K24Mfq5zL5MhWK9hUhhGbd45hLXo2Pq2oqzMMo63oStZzF93Y5wvzdUayhgkkFoicQZcP3y52uPPxFnfoLZB21Teqt1VvEHx", "private key 0"),
    ("xprv9s21ZrQH143K24Mfq5zL5MhWK9hUhhGbd45hLXo2Pq2oqzMMo63oStZzFAzHGBP2UuGCqWLTAPLcMtD5SDKr24z3aiUvKr9bJpdrcLg1y3G", "private key n"),
    ("xpub661MyMwAqRbcEYS8w7XLSVeEsBXy79zSzH1J8vCdxAZningWLdN3zgtU6Q5JXayek4PRsn35jii4veMimro1xefsM58PgBMrvdYre8QyULY", "public key not on the curve"),
    ("xprv9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqjiChkVvvNKmPGJxWUtg6LnF5kejMRNNU3TGtRBeJgk33yuGBxrMPHL", "wrong checksum"),
)
