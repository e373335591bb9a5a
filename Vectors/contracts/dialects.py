"""The sources are written in the dialect of Vyper 0.4; here they become those of older compilers.

`# since V` and `# until V` in a source's first lines say which compilers have what it uses.
"""
import re

VERSIONS = ("0.2.16", "0.3.1", "0.3.3", "0.3.7", "0.3.10", "0.4.0", "0.4.3")


def key(version):
    return tuple(int(part) for part in version.split("."))


def bounds(text):
    """The first and the last version that a source is for."""
    since = re.search(r"^# since (\S+)$", text, re.M)
    until = re.search(r"^# until (\S+)$", text, re.M)
    return key(since[1]), key(until[1]) if until else (9,)


def compiles(text, version):
    first, last = bounds(text)
    return first <= key(version) <= last


def dialect(text, version):
    """The source as the compiler of that version takes it."""
    if key(version) >= (0, 4):
        return text
    text = re.sub(r"^flag ", "enum ", text, flags=re.M)
    text = text.replace("@deploy\n", "@external\n").replace("@nonreentrant\n", '@nonreentrant("lock")\n')
    text = text.replace("extcall ", "").replace("staticcall ", "").replace(" // ", " / ")
    text = re.sub(r"\bfor (\w+): .* in (.*:)$", r"for \1 in \2", text, flags=re.M)
    for name in re.findall(r"^struct (\w+):", text, re.M):
        text = re.sub(rf"\b{name}\(([^()]*=[^()]*)\)", lambda match: literal(name, match[1]), text)
    if key(version) < (0, 3, 8):
        # Public immutables came with 0.3.? only as getters of their own; older ones are plain.
        text = re.sub(r"public\((immutable\(\w+\))\)", r"\1", text)
    return text


def literal(name, members):
    """`S(a=b)` as older compilers write it: `S({a: b})`."""
    return name + "({" + re.sub(r"(\w+)=", r"\1: ", members) + "})"
