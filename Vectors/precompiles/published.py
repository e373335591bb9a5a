"""Published inputs and outputs of the precompiles, carried over as facts.

Names are those of the sources: go-ethereum's test data for its precompiles (core/vm/testdata), the
text of EIP-152, and, for MODEXP, the vectors of EIP-198 and EIP-2565 as py-evm's source package
has them (tests/core/vm/fixtures/modexp_precompile_test_vectors.json).
"""
import json

ZERO = "00" * 32
ONE = "00" * 31 + "01"
TWO = "00" * 31 + "02"

RECOVER_DIGEST = "18c547e4f7b0f325ad1e56f57e26c745b09a3e503d86e00e5255ff7f715d3d1c"
RECOVER_SCALARS = ("73b1693892219d736caba55bdb67216e485557ea6b6af75f37096c9aa6a5a75f"
                   "eeb940b1d03b21e36b0e47e79769f095fe2ab855bd91e3a38756b7d75a9c4549")
RECOVER = [
    ("CallEcrecoverUnrecoverableKey",
     "a8b53bdf3306a35a7103ab5504a0c9b492295564b6202b1942a84ef300107281" + "00" * 31 + "1b"
     "3078356531653033663533636531386237373263636230303933666637316633"
     "6635336635633735623734646362333161383561613862383839326234653862"
     "1122334455667788991011121314151617181920212223242526272829303132", ""),
    ("ValidKey", RECOVER_DIGEST + "00" * 31 + "1c" + RECOVER_SCALARS,
     "00" * 12 + "a94f5374fce5edbc8e2a8697c15331677e6ebf0b"),
    ("InvalidHighV-bits-1", RECOVER_DIGEST + "10" + "00" * 30 + "1c" + RECOVER_SCALARS, ""),
    ("InvalidHighV-bits-2",
     RECOVER_DIGEST + "00" * 19 + "10" + "00" * 11 + "1c" + RECOVER_SCALARS, ""),
    ("InvalidHighV-bits-3",
     RECOVER_DIGEST + "00" * 19 + "10" + "00" * 10 + "011c" + RECOVER_SCALARS, ""),
]

ADD_A = ("18b18acfb4c2c30276db5411368e7185b311dd124691610c5d3b74034e093dc9"
         "063c909c4720840cb5134cb9f59fa749755796819658d32efc0d288198f37266")
ADD_B = ("07c2b7f58a84bd6145f00c9c2bc0bb1a187f20ff2c92963a88019e7c6a014eed"
         "06614e20c147e940f2d70da3f74c9a17df361706a4485c742bd6788478fa17d7")
ADD_AB = ("2243525c5efd4b9c3d3c45ac0ca3fe4dd85e830a4ce6b65fa1eeaee202839703"
          "301d1d33be6da8e509df21cc35964723180eed7532537db9ae5e7d48f195c915")
ADD_AAB = ("2bd3e6d0f3b142924f5ca7b49ce5b9d54c4703d7ae5648e61d02268b1a0a9fb7"
           "21611ce0a6af85915e2f1d70300909ce2e49dfad4a4619c8390cae66cefdb204")
POINT_C = ("17c139df0efee0f766bc0204762b774362e4ded88953a39ce849a8a7fa163fa9"
           "01e0559bacb160664764a357af8a9fe70baa9258e0b959273ffc5718c6d4cc7c")
POINT_D = ("039730ea8dff1254c0fee9c0ea777d29a9c710b7e616683f194f18c43b43b869"
           "073a5ffcc6fc7a28c30723d6e58ce577356982d65b833a5a5c15bf9024b43d98")
POINT_E = ("1a87b0584ce92f4593d161480614f2989035225609f08058ccfa3d0f940febe3"
           "1a2f3c951f6dadcc7ee9007dff81504b0fcd6d7cf59996efdc33d92bf7f9f8f6")
ADD = [
    ("chfast1", ADD_A + ADD_B, ADD_AB),
    ("chfast2", ADD_AB + ADD_A, ADD_AAB),
    ("cdetrio11", (ONE + TWO) * 2,
     "030644e72e131a029b85045b68181585d97816a916871ca8d3c208c16d87cfd3"
     "15ed738c0e0a7c92e7845f96b2ae9c0a68a6a449e3538fc7ff3ebf7a5a18a2c4"),
    ("cdetrio13", POINT_C + POINT_D,
     "15bf2bb17880144b5d1cd2b1f46eff9d617bffd1ca57c37fb5a49bd84e53cf66"
     "049c797f9ce0d17083deb32b5e36f2ea2a212ee036598dd7624c168993d1355f"),
]
MULTIPLY = [
    ("chfast1", ADD_AAB + "00" * 24 + "11138ce750fa15c2",
     "070a8d6a982153cae4be29d434e8faef8a47b274a053f5a4ee2a6c9c13c31e5c"
     "031b8ce914eba3a9ffb989f9cdd5b0f01943074bf4f0f315690ec3cec6981afc"),
    ("chfast2",
     "070a8d6a982153cae4be29d434e8faef8a47b274a053f5a4ee2a6c9c13c31e5c"
     "031b8ce914eba3a9ffb989f9cdd5b0f01943074bf4f0f315690ec3cec6981afc"
     "30644e72e131a029b85045b68181585d97816a916871ca8d3c208c16d87cfd46",
     "025a6f4181d2b4ea8b724290ffb40156eb0adb514c688556eb79cdea0752c2bb"
     "2eff3f31dea215f1eb86023a133a996eb6300b44da664d64251d05381bb8a02e"),
    ("chfast3",
     "025a6f4181d2b4ea8b724290ffb40156eb0adb514c688556eb79cdea0752c2bb"
     "2eff3f31dea215f1eb86023a133a996eb6300b44da664d64251d05381bb8a02e"
     "183227397098d014dc2822db40c0ac2ecbc0b548b438e5469e10460b6c3e7ea3",
     "14789d0d4a730b354403b5fac948113739e276c23e0258d8596ee72f9cd9d323"
     "0af18a63153e0ec25ff9f2951dd3fa90ed0197bfef6e2a1a62b5095b9d2b4a27"),
    ("cdetrio1", POINT_E + "ff" * 32,
     "2cde5879ba6f13c0b5aa4ef627f159a3347df9722efce88a9afbb20b763b4c41"
     "1aa7e43076f6aee272755a7f9b84832e71559ba0d2e0b17d5f9f01755e5b0d11"),
    ("cdetrio3", POINT_E + "00" * 15 + "01" + "00" * 16,
     "1051acb0700ec6d42a88215852d582efbaef31529b6fcbc3277b5c1b300f5cf0"
     "135b2394bb45ab04b8bd7611bd2dfe1de6a4e6e2ccea1ea1955f577cd66af85b"),
    ("cdetrio6", POINT_C + "ff" * 32,
     "29e587aadd7c06722aabba753017c093f70ba7eb1f1c0104ec0564e7e3e21f60"
     "22b1143f6a41008e7755c71c3d00b6b915d386de21783ef590486d8afa8453b1"),
    ("cdetrio14", POINT_D + "00" * 31 + "09",
     "19f75b9dd68c080a688774a6213f131e3052bd353a304a189d7a2ee367e3c258"
     "2612f545fb9fc89fde80fd81c68fc7dcb27fea5fc124eeda69433cf5c46d2d7f"),
]

GENERATOR_2 = ("198e9393920d483a7260bfb731fb5d25f1aa493335a9e71297e485b7aef312c2"
               "1800deef121f1e76426a00665e5c4479674322d4f75edadd46debd5cd992f6ed"
               "090689d0585ff075ec9e99ad690c3395bc4b313370b38ef355acdadcd122975b"
               "12c85ea5db8c6deb4aab71808dcb408fe3d1e7690c43d37b4ce6cc0166fa7daa")
JEFF_1 = ("1c76476f4def4bb94541d57ebba1193381ffa7aa76ada664dd31c16024c43f59"
          "3034dd2920f673e204fee2811c678745fc819b55d3e9d294e45c9b03a76aef41"
          "209dd15ebff5d46c4bd888e51a93cf99a7329636c63514396b4a452003a35bf7"
          "04bf11ca01483bfa8b34b43561848d28905960114c8ac04049af4b6315a41678"
          "2bb8324af6cfc93537a2ad1a445cfd0ca2a71acd7ac41fadbf933c2a51be344d"
          "120a2a4cf30c1bf9845f20c6fe39e07ea2cce61f0c9bb048165fe5e4de877550"
          "111e129f1cf1097710d41c4ac70fcdfa5ba2023c6ff1cbeac322de49d1b6df7c")
PAIRING = [
    ("jeff1",
     JEFF_1 + "2032c61a830e3c17286de9462bf242fca2883585b93870a73853face6a6bf411" + GENERATOR_2,
     ONE),
    ("jeff2",
     "2eca0c7238bf16e83e7a1e6c5d49540685ff51380f309842a98561558019fc02"
     "03d3260361bb8451de5ff5ecd17f010ff22f5c31cdf184e9020b06fa5997db84"
     "1213d2149b006137fcfb23036606f848d638d576a120ca981b5b1a5f9300b3ee"
     "2276cf730cf493cd95d64677bbb75fc42db72513a4c1e387b476d056f80aa75f"
     "21ee6226d31426322afcda621464d0611d226783262e21bb3bc86b537e986237"
     "096df1f82dff337dd5972e32a8ad43e28a78a96a823ef1cd4debe12b6552ea5f"
     "06967a1237ebfeca9aaae0d6d0bab8e28c198c5a339ef8a2407e31cdac516db9"
     "22160fa257a5fd5b280642ff47b65eca77e626cb685c84fa6d3b6882a283ddd1" + GENERATOR_2, ONE),
    ("jeff6",
     JEFF_1 + "103188585e2364128fe25c70558f1560f4f9350baf3959e603cc91486e110936" + GENERATOR_2,
     ZERO),
    ("empty_data", "", ONE),
    ("one_point", ONE + TWO + GENERATOR_2, ZERO),
    ("two_point_match_3",
     ONE + TWO +
     "203e205db4f19b37b60121b83a7333706db86431c6d835849957ed8c3928ad79"
     "27dc7234fd11d3e8c36c59277c3e6f149d5cd3cfa9a62aee49f8130962b4b3b9"
     "195e8aa5b7827463722b8c153931579d3505566b4edf48d498e185f0509de152"
     "04bb53b8977e5f92a0bc372742c4830944a59b4fe6b1c0466e2a6dad122b5d2e"
     "030644e72e131a029b85045b68181585d97816a916871ca8d3c208c16d87cfd3"
     "1a76dae6d3272396d0cbe61fced2bc532edac647851e3ac53ce1cc9c7e645a83" + GENERATOR_2, ONE),
]

BLAKE2_STATE = ("48c9bdf267e6096a3ba7ca8485ae67bb2bf894fe72f36e3cf1361d5f3af54fa5"
                "d182e6ad7f520e511f6c3e2b8c68059b6bbd41fbabd9831f79217e1319cde05b")
BLAKE2_REST = BLAKE2_STATE + "616263" + "00" * 125 + "03" + "00" * 15
BLAKE2F = [
    ("EIP-152 vector 4", "00000000" + BLAKE2_REST + "01",
     "08c9bcf367e6096a3ba7ca8485ae67bb2bf894fe72f36e3cf1361d5f3af54fa5"
     "d282e6ad7f520e511f6c3e2b8c68059b9442be0454267ce079217e1319cde05b"),
    ("EIP-152 vector 5", "0000000c" + BLAKE2_REST + "01",
     "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1"
     "7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923"),
    ("EIP-152 vector 6", "0000000c" + BLAKE2_REST + "00",
     "75ab69d3190a562c51aef8d88f1c2775876944407270c42c9844252c26d28752"
     "98743e7f6d5ea2f2d3e8d226039cd31b4e426ac4f2d3d666a610c2116fde4735"),
    ("EIP-152 vector 7", "00000001" + BLAKE2_REST + "01",
     "b63a380cb2897d521994a85234ee2c181b5f844d2c624c002677e9703449d2fb"
     "a551b3a8333bcdf5f2f7e08993d53923de3d64fcc68c034e717b9293fed7a421"),
]

P256 = [
    ("CallP256Verify",
     "4cee90eb86eaa050036147a12d49004b6b9c72bd725d39d4785011fe190f0b4d"
     "a73bd4903f0ce3b639bbbf6e8e80d16931ff4bcf5993d58468e8fb19086e8cac"
     "36dbcd03009df8c59286b162af3bd7fcc0450c9aa81be5d10d312af6c66b1d60"
     "4aebd3099c618202fcfe16ae7770b0c49ab5eadf74b754204a3bb6060e44eff3"
     "7618b065f9832de4ca6ca971a7a1adc826d0f7c00181a5fb2ddf79ae00b4e10e", ONE),
]


def modexp(source):
    """Name, input, output and the prices of EIP-198 and EIP-2565, from py-evm's source package."""
    path = source / "tests/core/vm/fixtures/modexp_precompile_test_vectors.json"
    for vector in json.loads(path.read_text()):
        yield (vector["name"], vector["input"], vector["expected"],
               int(vector["eip_198_gas"]), int(vector["eip_2565_gas"]))


def all_but_modexp():
    """Precompile, name, input and output."""
    tables = {1: RECOVER, 6: ADD, 7: MULTIPLY, 8: PAIRING, 9: BLAKE2F, 256: P256}
    for number, rows in tables.items():
        for name, data, output in rows:
            yield number, name, bytes.fromhex(data), bytes.fromhex(output)
