#!/usr/bin/env python3
"""Writes BIP-39's word lists as Swift sources; bip-utils must carry the same words.

    pip install mnemonic==0.21 bip-utils==2.12.3
    python3 Vectors/bip39/generate_sources.py

A test compares each list with the hash of the published file in wordlists.jsonl.
"""
import pathlib

import bip_utils
import mnemonic

ROOT = pathlib.Path(__file__).resolve().parents[2]
TARGET = ROOT / "Sources/EVMAccounts/Mnemonics/WordLists"
PUBLISHED = pathlib.Path(mnemonic.__file__).parent / "wordlist"
SECOND = pathlib.Path(bip_utils.__file__).parent / "bip/bip39/wordlist"
LANGUAGES = {
    "english": "English", "japanese": "Japanese", "korean": "Korean", "spanish": "Spanish",
    "chinese_simplified": "ChineseSimplified", "chinese_traditional": "ChineseTraditional",
    "french": "French", "italian": "Italian", "czech": "Czech", "portuguese": "Portuguese",
}
PER_LINE = {"chinese_simplified": 32, "chinese_traditional": 32}

TARGET.mkdir(parents=True, exist_ok=True)
for name, title in LANGUAGES.items():
    content = (PUBLISHED / f"{name}.txt").read_bytes()
    words = content.decode().split("\n")[:-1]
    assert len(set(words)) == 2048 and "\n".join(words) + "\n" == content.decode(), name
    second = SECOND / f"{name}.txt"
    if second.exists():
        assert second.read_text(encoding="utf-8").split() == words, name
    step = PER_LINE.get(name, 8)
    lines = [" ".join(words[start:start + step]) for start in range(0, 2048, step)]
    body = "\n".join("    " + line for line in lines)
    case = title[0].lower() + title[1:]
    (TARGET / f"WordList+{title}.swift").write_text(
        f"""extension WordList {{
  /// {name}.txt of BIP-39, in its order; written by Vectors/bip39/generate_sources.py.
  static let {case}Words: StaticString = \"\"\"
{body}
    \"\"\"
}}
""",
        encoding="utf-8",
    )
