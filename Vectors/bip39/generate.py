#!/usr/bin/env python3
"""Makes the mnemonic vectors: published and random ones in ten languages, refusals, NFKD.

    pip install mnemonic==0.21 bip-utils==2.12.3 pycryptodome==3.24.1
    pip download --no-binary :all: --no-deps mnemonic==0.21
    python3 Vectors/bip39/generate.py mnemonic-0.21.tar.gz

The archive holds the published vectors. Mnemonics, seeds and keys are made by `mnemonic` and again
by bip-utils; Japanese, which bip-utils lacks, by `mnemonic` and again by pycryptodome and by hand.
"""
import hashlib
import json
import pathlib
import random
import sys
import tarfile
import unicodedata

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from bip_utils import Bip32Slip10Secp256k1, Bip39Languages, Bip39MnemonicDecoder, Bip39SeedGenerator  # noqa: E402
from Crypto.Hash import SHA512  # noqa: E402
from Crypto.Protocol.KDF import PBKDF2  # noqa: E402
from japanese import PASSPHRASE, VECTORS  # noqa: E402
from mnemonic import Mnemonic  # noqa: E402
from provenance import record, write_rows  # noqa: E402

RANDOM = random.Random("chequer bip39 1")
LANGUAGES = ("english", "japanese", "korean", "spanish", "chinese_simplified", "chinese_traditional", "french",
             "italian", "czech", "portuguese")
TOOLS = {language: Mnemonic(language) for language in LANGUAGES}
PASSPHRASES = ("", "", "TREZOR", "p\u00e4ssw\u00f6rd", "pa\u0308sswo\u0308rd", PASSPHRASE, "\u212bngstr\u00f6m \ufb01",
               "\uff30\uff41\uff53\uff53\uff11", "\U0001f511 key", " spaces  kept ", "\ud55c\uae00 \ube44\ubc00\ubc88\ud638",
               "q\u0323\u0307 and q\u0307\u0323", "x" * 200, "\u0130\u0131\u1e9b\u0323")


def decompose(text):
    return unicodedata.normalize("NFKD", text)


def indices(entropy):
    """BIP-39: entropy and the first bits of its SHA-256, cut into numbers of 11 bits."""
    check = len(entropy) * 8 // 32
    bits = int.from_bytes(entropy, "big") << check | hashlib.sha256(entropy).digest()[0] >> (8 - check)
    count = (len(entropy) * 8 + check) // 11
    return [bits >> (11 * (count - 1 - i)) & 2047 for i in range(count)]


def words_of(language, entropy):
    """The mnemonic in the published list's own spelling; Japanese words stand between U+3000."""
    text = TOOLS[language].to_mnemonic(entropy)
    assert [TOOLS[language].wordlist[i] for i in indices(entropy)] == text.replace("\u3000", " ").split(" ")
    if language != "japanese":
        assert Bip39MnemonicDecoder(Bip39Languages[language.upper()]).Decode(text) == entropy
    return text


def seed_of(language, text, passphrase):
    seed = Mnemonic.to_seed(text, passphrase)
    if language == "japanese":
        again = PBKDF2(decompose(text).encode(), b"mnemonic" + decompose(passphrase).encode(), 64, 2048, hmac_hash_module=SHA512)
    else:
        again = Bip39SeedGenerator(text, Bip39Languages[language.upper()]).Generate(passphrase)
    assert seed == again
    return seed


def xprv_of(seed):
    text = Mnemonic.to_hd_master_key(seed)
    assert text == Bip32Slip10Secp256k1.FromSeed(seed).PrivateKey().ToExtended()
    return text


def row(language, entropy, passphrase):
    text = words_of(language, entropy)
    seed = seed_of(language, text, passphrase)
    return {"language": language, "entropy": entropy, "mnemonic": text, "passphrase": passphrase, "seed": seed,
            "xprv": xprv_of(seed)}


def published_rows(archive):
    with tarfile.open(archive) as tar:
        name = next(name for name in tar.getnames() if name.endswith("/vectors.json"))
        vectors = json.load(tar.extractfile(name))
    for language in LANGUAGES:
        assert len(vectors[language]) == 24
        for entropy, text, seed, xprv in vectors[language]:
            made = row(language, bytes.fromhex(entropy), "TREZOR")
            assert (made["mnemonic"], made["seed"].hex(), made["xprv"]) == (text, seed, xprv)
            yield made


def japanese_rows():
    for entropy, seed, xprv in VECTORS:
        made = row("japanese", bytes.fromhex(entropy), PASSPHRASE)
        assert made["seed"].hex().startswith(seed) and made["xprv"].endswith(xprv), entropy
        yield made


def generated_rows():
    for language in LANGUAGES:
        for index in range(44):
            made = row(language, RANDOM.randbytes((16, 20, 24, 28, 32)[index % 5]), PASSPHRASES[index % len(PASSPHRASES)])
            made["form"] = "published"
            if index % 4 == 3:
                # As a keyboard types it: composed, and for Japanese with plain spaces.
                made["mnemonic"] = unicodedata.normalize("NFC", made["mnemonic"].replace("\u3000", " "))
                made["form"] = "NFC"
                assert seed_of(language, made["mnemonic"], made["passphrase"]) == made["seed"]
            del made["xprv"]
            yield made


def reject_rows():
    def refused(language, words, why, **more):
        text = ("\u3000" if language == "japanese" else " ").join(words)
        assert not TOOLS[language].check(decompose(text)), why
        return {"language": language, "mnemonic": text, "why": why, **more}

    for language in LANGUAGES:
        tool = TOOLS[language]
        for size in (16, 20, 24, 28, 32):
            words = [tool.wordlist[i] for i in indices(RANDOM.randbytes(size))]
            # The last word holds the checksum: change its lowest bit.
            last = tool.wordlist.index(words[-1]) ^ 1
            yield refused(language, [*words[:-1], tool.wordlist[last]], "wrong checksum")
        words = [tool.wordlist[i] for i in indices(RANDOM.randbytes(16))]
        for count in (0, 1, 3, 6, 9, 11, 13, 14, 16, 23, 25, 48):
            yield refused(language, (words * 4)[:count], f"{count} words")
        for _ in range(6):
            at = RANDOM.randrange(12)
            spoilt = misspelt(tool.wordlist, words[at])
            yield refused(language, [*words[:at], spoilt, *words[at + 1:]], "unknown word", word=spoilt, original=words[at],
                          position=at)
    english = [TOOLS["english"].wordlist[i] for i in indices(bytes(16))]
    for word in ("Abandon!", "abandon,", "aban\u0000don", "0", "\u0430bandon", "a" * 5000, "\U0001f600"):
        yield refused("english", [word, *english[1:]], "unknown word", word=word, original="abandon", position=0)


def misspelt(wordlist, word):
    """The word with one character lost, doubled or replaced, so that no list word remains."""
    while True:
        at = RANDOM.randrange(len(word))
        spoilt = RANDOM.choice([word[:at] + word[at + 1:], word[:at] + word[at] + word[at:],
                                word[:at] + RANDOM.choice(RANDOM.choice(wordlist)) + word[at + 1:]])
        if spoilt.strip() and decompose(spoilt) == spoilt and spoilt not in wordlist:
            return spoilt


def wordlist_rows():
    for language in LANGUAGES:
        words = TOOLS[language].wordlist
        content = "".join(word + "\n" for word in words).encode()
        file = pathlib.Path(sys.modules["mnemonic"].__file__).parent / "wordlist" / f"{language}.txt"
        assert content == file.read_bytes() and decompose(content.decode()) == content.decode()
        yield {"language": language, "count": len(words), "sha256": hashlib.sha256(content).digest(),
               "first": words[0], "last": words[-1]}


def nfkd_rows():
    """Chosen texts, then every decomposable character, then random runs of combining marks."""
    chosen = ["", "plain ASCII", "\u00e9", "e\u0301", "\u1e69", "s\u0323\u0307", "s\u0307\u0323", "\u1e0b\u0323", "q\u0307\u0323",
              "\u212b", "\u2126", "\u00c5", "\ufb01", "\ufb03", "2\u2075", "\u00bd", "\u2460", "\u3300", PASSPHRASE, "\u30ac",
              "\u30ab\u3099", "\uff76\uff9e", "\uff21\uff22", "\u3000", "\u00a0", "\u2003", "\uac00", "\uac01", "\ud7a3",
              "\u1100\u1161\u11a8", "\uac00\u11a8", "\uf900", "\ufa0e", "\U0002f800", "\U0002fa1d", "\u0340", "\u0344", "\u0958",
              "\u0f73", "\u0f71\u0f72\u0f74", "\u1e9b\u0323", "\u0130", "\ufdfa", "\u01c4", "\U0001d400", "\U0001d15e", "\U0001f511",
              "\u200d", "\ufeff", "\u00ad", "\ufb2c", "\u0622\u0653", "\u09cb", "\u1112\u1175\u11c2", "\u3131", "\uffa1",
              "a" + "\u0301" * 60, "a" + "\u0323\u0301" * 30, "\u0301 leading mark", "\u1ea5\u1eb3\u1ec7"]
    for text in chosen:
        yield text
    single = [chr(c) for c in range(0x110000) if not 0xD800 <= c < 0xE000 and not 0xAC00 <= c <= 0xD7A3
              and decompose(chr(c)) != chr(c)]
    for start in range(0, len(single), 40):
        yield "x".join(single[start:start + 40])
    hangul = [chr(c) for c in range(0xAC00, 0xD7A4, 37)]
    for start in range(0, len(hangul), 40):
        yield "".join(hangul[start:start + 40])
    marks = [chr(c) for c in range(0x20000) if unicodedata.combining(chr(c))]
    for start in range(0, len(marks), 40):
        yield "a" + "".join(reversed(marks[start:start + 40]))
    for _ in range(120):
        yield "".join(RANDOM.choice(["a", RANDOM.choice(single), *RANDOM.sample(marks, 4)]) for _ in range(RANDOM.randint(2, 24)))


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    write_rows(HERE, "published.jsonl", published_rows(sys.argv[1]))
    write_rows(HERE, "published-japanese.jsonl", japanese_rows())
    write_rows(HERE, "generated.jsonl", generated_rows())
    write_rows(HERE, "reject.jsonl", reject_rows())
    write_rows(HERE, "wordlists.jsonl", wordlist_rows())
    write_rows(HERE, "nfkd.jsonl", ({"text": text, "nfkd": decompose(text)} for text in nfkd_rows()))
    record(HERE, ["mnemonic", "bip-utils", "pycryptodome"])


if __name__ == "__main__":
    main()
