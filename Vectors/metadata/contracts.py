"""Vyper contracts that the metadata vectors compile; written for this project."""

BODY = """
x: public(uint256)
m: public(HashMap[address, uint256])
{declarations}
{deploy}
def __init__(owner: address, count: uint256):
{constructor}

@external
@view
def owner() -> address:
    return {owner}

@external
@view
def count() -> uint256:
    return {count}

@external
def put(v: uint256):
    self.x = v

@external
def set(v: uint256, w: address):
    self.m[w] = v
"""
MORE = """
@external
def f{index}(a: uint256) -> uint256:
    self.x += a
    return self.x * {index}
"""


def vault(version, immutables, functions):
    """A contract with or without immutables, and so many functions more."""
    deploy = "@deploy" if version.startswith("0.4") else "@external"
    if immutables:
        parts = dict(
            declarations="OWNER: immutable(address)\nCOUNT: immutable(uint256)",
            constructor="    OWNER = owner\n    COUNT = count", owner="OWNER", count="COUNT")
    else:
        parts = dict(
            declarations="holder: address", constructor="    self.holder = owner\n    self.x = count",
            owner="self.holder", count="self.x")
    text = f"# @version {version}\n" + BODY.format(deploy=deploy, **parts)
    return text + "".join(MORE.format(index=index + 2) for index in range(functions))


def proxyless(version):
    """The smallest contract: no constructor."""
    return f"# @version {version}\n@external\n@view\ndef one() -> uint256:\n    return 1\n"
