"""Storage as Solidity lays it out: what the sources keep in which slot.

`check.py` holds these against what runs of the contracts left in storage.
"""


def word(name, slot, kind="uint256", offset=0):
    return {"name": name, "slot": slot, "offset": offset, "type": kind}


def vault(first):
    return [
        word("token", first, "address"),
        word("paidOut", first + 1, "mapping(address => uint256)"),
        word("totalPaidOut", first + 2),
        word("issuer", first + 3, "address"),
        word("bounced", first + 3, "bool", 20),
    ]


INITIALIZABLE = [word("_initialized", 0, "uint8"), word("_initializing", 0, "bool", 1)]
UPGRADEABLE = [
    word("_implementation", 0x360894A13BA1A3210667C828492DB98DCA3E2076CC3735A920A3CA505D382BBC, "address"),
]
FACTORY = [
    word("deployedContracts", 0, "mapping(address => bool)"),
    word("peerVaultAddress", 1, "mapping(string => address)"),
    word("master", 2, "address"),
    word("TokenAddress", 3, "address"),
]

LAYOUTS = {
    "wbtt": [
        word("name", 0, "string"), word("symbol", 1, "string"), word("decimals", 2, "uint8"),
        word("balanceOf", 3, "mapping(address => uint256)"),
        word("allowance", 4, "mapping(address => mapping(address => uint256))"),
    ],
    "token": [
        word("_balances", 0, "mapping(address => uint256)"),
        word("_allowances", 1, "mapping(address => mapping(address => uint256))"),
        word("_totalSupply", 2), word("_name", 3, "string"), word("_symbol", 4, "string"),
        word("_decimals", 5, "uint8"), word("_owner", 6, "address"),
    ],
    "vault_proxy_v1": UPGRADEABLE,
    "vault_proxy_v2": UPGRADEABLE,
    "vault_v1": INITIALIZABLE + vault(101) + UPGRADEABLE,
    "vault_v2": INITIALIZABLE + vault(101) + UPGRADEABLE,
    "multi_token_vault": INITIALIZABLE + vault(101) + [
        word("multiTokensPaidOut", 105, "mapping(address => mapping(address => uint256))"),
        word("multiTokensTotalPaidOut", 106, "mapping(address => uint256)"),
        word("multiTokensBounced", 107, "mapping(address => bool)"),
    ] + UPGRADEABLE,
    "vault_factory_v1": FACTORY,
    "vault_factory_v2": FACTORY,
}


def parameter(name, kind, indexed=None):
    said = {"name": name, "type": kind}
    return said if indexed is None else {**said, "indexed": indexed}


SHELL = [
    {
        "type": "function", "name": "init", "stateMutability": "payable", "outputs": [],
        "inputs": [parameter("_logic", "address"), parameter("_data", "bytes")],
    },
    {
        "type": "event", "name": "Upgraded", "anonymous": False,
        "inputs": [parameter("implementation", "address", True)],
    },
    {"type": "fallback", "stateMutability": "payable"},
    {"type": "receive", "stateMutability": "payable"},
]
ASSEMBLED_ABI = {"vault_proxy_v1": SHELL, "vault_proxy_v2": SHELL}
