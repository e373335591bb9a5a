"""Ethereum's forks, and what each machine calls them; None where a machine does not have one."""
import typing


class Fork(typing.NamedTuple):
    name: str
    specification: str | None
    """The module of the execution specifications."""
    pyevm: str | None
    """The prefix of py-evm's class."""
    revm: str | None
    """pyrevm's spec_id; a name it does not know would be its newest fork."""


_ALL = [
    Fork("Frontier", "frontier", "Frontier", "Frontier"),
    Fork("Homestead", "homestead", "Homestead", "Homestead"),
    Fork("TangerineWhistle", "tangerine_whistle", "TangerineWhistle", "Tangerine"),
    Fork("SpuriousDragon", "spurious_dragon", "SpuriousDragon", "Spurious"),
    Fork("Byzantium", "byzantium", "Byzantium", "Byzantium"),
    # The specifications' Constantinople is Petersburg: they never had EIP-1283.
    Fork("Constantinople", None, "Constantinople", "Constantinople"),
    Fork("Petersburg", "constantinople", "Petersburg", "Petersburg"),
    Fork("Istanbul", "istanbul", "Istanbul", "Istanbul"),
    Fork("Berlin", "berlin", "Berlin", "Berlin"),
    Fork("London", "london", "London", "London"),
    Fork("Paris", "paris", "Paris", "Merge"),
    Fork("Shanghai", "shanghai", "Shanghai", "Shanghai"),
    Fork("Cancun", "cancun", "Cancun", "Cancun"),
    Fork("Prague", "prague", "Prague", "Prague"),
    Fork("Osaka", "osaka", None, None),
]
FORKS = {fork.name: fork for fork in _ALL}
NAMES = list(FORKS)


def since(name):
    """The forks from this one on."""
    return NAMES[NAMES.index(name) :]


def before(name):
    """The forks older than this one."""
    return NAMES[: NAMES.index(name)]
