"""The published Japanese vectors (bip32JP, test_JP_BIP39.json): entropy, start of the seed, end of the xprv.

The passphrase is the same in all. A seed is one PBKDF2 output and an xprv ends in its checksum, so
these marks fix the whole values, which the generator computes.
"""
PASSPHRASE = "㍍ガバヴァぱばぐゞちぢ十人十色"
VECTORS = (
    ("00" * 16, "a262d6fb6122ecf45be09c50492b31f9", "i5Eojokfo1"),
    ("7f" * 16, "aee025cbe6ca256862f889e48110a6a3", "kauaaTKwym1Wf"),
    ("80" * 16, "e51736736ebdf77eda23fa17e31475fa", "u4PW6SRf3KvVy"),
    ("ff" * 16, "4cd2ef49b479af5e1efbbd1e0bdc117f", "B2ezmatzzJW9wi"),
    ("00" * 24, "d99e8f1ce2d4288d30b9c815ae981edd", "xJmFYBFz978rza"),
    ("7f" * 24, "eaaf171efa5de4838c758a93d6c86d26", "HN6CetyFdd3q4CR"),
    ("80" * 24, "aec0f8d3167a10683374c222e6e632f2", "AZLfT7emP8m1RFX"),
    ("ff" * 24, "f0f738128a65b8d1854d68de50ed97ac", "NkKsVAGQGj7G3PZ"),
    ("00" * 32, "23f500eec4a563bf90cfda87b3e590b2", "SSfmcNh7cbfnrbDty"),
    ("7f" * 32, "cd354a40aa2e241e8f306b3b752781b7", "SmgJv5EL24X1DGqV"),
    ("80" * 32, "6b7cd1b2cdfeeef8615077cadd6a0625", "L4cpb7mQ2G3ByAv7"),
    ("ff" * 32, "a44ba7054ac2f9226929d56505a51e13", "wxWUMMZaHwjTmXFdb"),
    ("77c2b00716cec7213839159e404db50d", "344cef9efc37d0cb36d89def03d09144", "LAwFMt6hV9qS7yGKR"),
    ("b63a9c59a6e641f288ebc103017f1da9f8290b3da6bdef7b", "b14e7d35904cb8569af0d6a016cee706", "pwTFfVzzyYRN7cyJgM"),
    ("3e141609b97933b66a060dcddc71fad1d91677db872031e85f4c015c5e7e8982", "32e78dce2aff5db25aa7a4a32b493b5d", "sbk3ANk9hbsSgmVq7G"),
    ("0460ef47585604c5660618db2e6a7e7f", "0acf902cd391e30f3f5cb0605d72a4c8", "GeEmRvDriPnZVjWnU"),
    ("72f60ebac5dd8add8d2a25a797102c3ce21bc029c200076f", "9869e220bec09b6f0c0011f46e1f9032", "cRTTtsz1bM6o8fCu3Pg"),
    ("2c85efc7f24ee4573d2b81a6ec66cee209b2dcbd09d8eddc51e0215b0b68e416", "713b7e70c9fbc18c831bfd1f03302422", "NANPjb1CJCpDd3e9H87"),
    ("eaebabb2383351fd31d703840b32e9e2", "06e1d5289a97bcc95cb4a6360719131a", "s8aTTAi7mr9jDsGHYLU"),
    ("7ac45cfe7722ee6c7ba84fbc2d5bd61b45cb2fe5eb65aa78", "1fef28785d08cbf41d7a20a3a6891043", "CbrUJ4sj6xdPPYNeKK"),
    ("4fa1a8bc3e6d80ee1316050e862c1812031493212b7ec3f3bb1b08f168cabeef", "43de99b502e152d4c198542624511db3", "iaGqG1A6bDmoSQzd3YFy"),
    ("18ab19a9f54a9274f03e5209a2ac8a91", "3d711f075ee44d8b535bb4561ad76d7d", "HCPwhpU6o7Srd6jYt"),
    ("18a2e1d81b8ecfb2a333adcb0c17a5b9eb76cc5d05db91a4", "753ec9e333e616e9471482b4b70a18d4", "YJGBJ6ZaVDXNGoLStz"),
    ("15da872c95a13dd738fbf50e427583ad61f18fd99f628c417a61cf8343c90419", "346b7321d8c04f6f37b49fdf062a2fdd", "xoY634CBtX8HPrA"),
)
