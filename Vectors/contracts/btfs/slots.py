"""Storage as Solidity lays it out: what the sources keep in which slot.

`explained.py` holds every word that runs of the contracts left in storage against these. Contracts that are not here
(status, file_meta, file_contract_meta, stake) keep storage as Vyper does: their layout is no fact.
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
    "legacy_vault": vault(0),
    "legacy_factory": [
        word("deployedContracts", 0, "mapping(address => bool)"),
        word("peerVaultAddress", 1, "mapping(string => address)"),
        word("TokenAddress", 2, "address"), word("master", 3, "address"),
    ],
    "chequebook": [
        word("defaultHardDepositTimeout", 0), word("token", 1, "address"),
        word("paidOut", 2, "mapping(address => uint256)"), word("totalPaidOut", 3),
        word("hardDeposits", 4, "mapping(address => (uint256,uint256,uint256,uint256))"),
        word("totalHardDeposit", 5), word("issuer", 6, "address"), word("bounced", 6, "bool", 20),
    ],
    "chequebook_factory": [
        word("deployedContracts", 0, "mapping(address => bool)"), word("ERC20Address", 1, "address"),
        word("master", 2, "address"),
    ],
    "price_oracle": [
        word("_owner", 0, "address"), word("prices", 1, "mapping(address => uint256)"), word("exchangeRate", 2),
    ],
    "multi_token_oracle": [
        word("_owner", 0, "address"), word("prices", 1, "mapping(address => uint256)"),
        word("rates", 2, "mapping(address => uint256)"),
    ],
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
