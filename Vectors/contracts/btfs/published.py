"""Selectors and topics as go-btfs's and bee's ABIs have them, carried over as facts; `behaviours.py` holds
the compiled contracts against them. A `*` in an event marks an indexed field."""

VAULT = """
f09a4016 init(address,address)
1d143848 issuer()
fc0c546a token()
5c60da1b implementation()
52d1902d proxiableUUID()
70f605d5 totalbalance()
1357e1dc totalPaidOut()
81f03fcb paidOut(address)
b648b417 bounced()
c49f91d3 EIP712DOMAIN_TYPEHASH()
15c3343f CHEQUE_TYPEHASH()
0d5f2659 cashChequeBeneficiary(address,uint256,bytes)
2e1a7d4d withdraw(uint256)
b6b55f25 deposit(uint256)
3659cfe6 upgradeTo(address)
4f1ef286 upgradeToAndCall(address,bytes)
950494fc3642fae5221b6c32e0e45765c95ebb382a04a71b160db0843e74c99f ChequeCashed(address*,address*,address*,uint256,uint256,uint256)
3f4449c047e11092ec54dc0751b6b4817a9162745de856c893a26e611d18ffc4 ChequeBounced()
0ac60fbf53b67f5a6a0c8031dd9d1610a06f01669b1a8b9af98f3a6a477e8d7c VaultWithdraw(address*,uint256)
89d28cf06bdb2ee1b92cd046d58450042ad113e9f4cdabfc4d43e7c5557758d7 VaultDeposit(address*,uint256)
bc7cd75a20ee27fd9adebab32041f755214dbc6bffa90cc0225b39da2e5c2d3b Upgraded(address*)
"""
MULTI = VAULT + """
7a6e76a5 MULTI_TOKEN_CHEQUE_TYPEHASH()
b146a5a7 totalbalanceOf(address)
047c1c5e multiTokensPaidOut(address,address)
18bcb535 multiTokensTotalPaidOut(address)
75ad6f55 multiTokensBounced(address)
fa319775 multiTokenCashChequeBeneficiary(address,address,uint256,bytes)
60adb17f multiTokenWithdraw(address,uint256)
baa09323 multiTokenDeposit(address,uint256)
310baa0471d54761c2f9bae69722d80259a61cd415c4b36c408e45ff872db043 MultiTokenChequeCashed(address,address*,address*,address*,uint256,uint256,uint256)
47bc09937777dcd211923bf0f01706f618062b56acb6433725386fe4930fe562 MultiTokenChequeBounced(address*)
c5bdaabe39240ebd750eadd2f21f9819ffad8ec3585c86cdb7e18694bc176a88 MultiTokenVaultWithdraw(address*,address*,uint256)
8d1779a92c79467091103ea58303818ea12b736466e5596b4596c3540f7c45b6 MultiTokenVaultDeposit(address*,address*,uint256)
7f26b83ff96e1f2b6a682f133852f6798a09c465da95921460cefb3847402498 Initialized(uint8)
"""
FACTORY = """
3695ddb2 deployVault(address,address,bytes32,string,bytes)
c70242ad deployedContracts(address)
e4e36723 peerVaultAddress(string)
ee97f7f3 master()
c2cba306 TokenAddress()
b2e029ab52a406bb52fae42d1d1e5dca2793900c250a242af032038b02eb8659 VaultDeployed(address,address,string)
"""
SHELL = """
c0d91eaf init(address,bytes)
bc7cd75a20ee27fd9adebab32041f755214dbc6bffa90cc0225b39da2e5c2d3b Upgraded(address*)
"""
LEGACY_VAULT = """
f09a4016 init(address,address)
1d143848 issuer()
fc0c546a token()
70f605d5 totalbalance()
1357e1dc totalPaidOut()
81f03fcb paidOut(address)
b648b417 bounced()
c49f91d3 EIP712DOMAIN_TYPEHASH()
15c3343f CHEQUE_TYPEHASH()
0d5f2659 cashChequeBeneficiary(address,uint256,bytes)
2e1a7d4d withdraw(uint256)
b6b55f25 deposit(uint256)
950494fc3642fae5221b6c32e0e45765c95ebb382a04a71b160db0843e74c99f ChequeCashed(address*,address*,address*,uint256,uint256,uint256)
3f4449c047e11092ec54dc0751b6b4817a9162745de856c893a26e611d18ffc4 ChequeBounced()
884edad9ce6fa2440d8a54cc123490eb96d2768479d49ff9c7366125a9424364 Withdraw(address*,uint256)
e1fffcc4923d04b559f4d29a8bfc6cda04eb5b0d3c460751c2402c5c5cc9109c Deposit(address*,uint256)
"""
ERC20 = """
06fdde03 name()
95d89b41 symbol()
313ce567 decimals()
18160ddd totalSupply()
70a08231 balanceOf(address)
dd62ed3e allowance(address,address)
095ea7b3 approve(address,uint256)
a9059cbb transfer(address,uint256)
23b872dd transferFrom(address,address,uint256)
ddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef Transfer(address*,address*,uint256)
8c5be1e5ebec7d5bd14f71427d1e84f3dd0314c0f7b2291e5b200ac8c7c3b925 Approval(address*,address*,uint256)
"""
OWNED = """
8da5cb5b owner()
f2fde38b transferOwnership(address)
715018a6 renounceOwnership()
8be0079c531659141344cd1fd0a4f28419497f9722a3daafe3b4186f6b6457e0 OwnershipTransferred(address*,address*)
"""

CONTRACTS = {
    "vault_v1": VAULT,
    "vault_v2": VAULT,
    "multi_token_vault": MULTI,
    "vault_factory_v1": FACTORY,
    "vault_factory_v2": FACTORY,
    "vault_proxy_v1": SHELL,
    "vault_proxy_v2": SHELL,
    "legacy_vault": LEGACY_VAULT,
    "legacy_factory": FACTORY.replace(
        "3695ddb2 deployVault(address,address,bytes32,string,bytes)", "5bd67347 deployVault(address,bytes32,string)"
    ),
    "wbtt": ERC20 + """
d0e30db0 deposit()
2e1a7d4d withdraw(uint256)
e1fffcc4923d04b559f4d29a8bfc6cda04eb5b0d3c460751c2402c5c5cc9109c Deposit(address*,uint256)
7fcf532c15f0a6db0bd6d0e038bea71d30d808c7d98cb3bf7268a95bf5081b65 Withdrawal(address*,uint256)
""",
    "price_oracle": OWNED + """
41976e09 getPrice(address)
8fb5a482 getPrices(address[])
cfed246b prices(address)
3ba0b9a9 exchangeRate()
e6aa216c getExchangeRate()
96f77060 updatePrices(address[],uint256[])
b9e205ae updateExchangeRate(uint256)
9fa15c64c08ad4d6a88b1d8f2e0e67939f9c5027e63b57bd1dd811762c297b50 PricesUpdate(address[],uint256[])
d49aa359d9387d4d625acc5631c7639943ffdf0c67080181e910f7906ae94dff ExchangeRateUpdate(uint256)
""",
    "multi_token_oracle": OWNED + """
41976e09 getPrice(address)
37cef791 getRate(address)
8fb5a482 getPrices(address[])
67bd79a2 getRates(address[])
98c75ec9 getPricesAndRates(address[])
cfed246b prices(address)
a8734f0b rates(address)
bcb47490 updatePricesAndRates(address[],uint256[],uint256[])
8f9f27a907515255b8c9d7ec74bd9aca236f66067b7f9fde7a76bb0b65fe1e7a PricesAndRatesUpdate(address[],uint256[],uint256[])
""",
    "status": OWNED + """
22b05ed2 getStatus(string)
6846874d reportStatus(string,uint32,string,uint32,address,uint32,bytes)
75839f3a genHashExt(string,uint32,string,uint32,address,uint32)
a6a83a09 recoverSignerExt(bytes32,bytes)
e77fdbb3 getHighScoreHost()
38b88cb1 totalStat()
9d888e86 currentVersion()
13930cf6 setCurrentVersion(string)
15137045 setSignAddress(address)
c4d66de8 initialize(address)
ebfed14756579dd6c3419c51b35d199e7a08b687258f3e8232ff772aa9dd679c statusReported(string,uint32,string,uint32,address,uint32,uint32,uint32,uint16[30])
80af6bbb3cb9aa0aad01eae48ff867ec029bd4a463b03ad7426f9508b2eaac81 versionChanged(string,string)
799687174e9d4c0b0c3552621923bcfe3569533db0b1ade3cd8192bc8f854b37 signAddressChanged(address,address)
7f26b83ff96e1f2b6a682f133852f6798a09c465da95921460cefb3847402498 Initialized(uint8)
""",
    "file_meta": """
4592e045 AddFileMeta(string,(string,address,string,string,bool,uint256))
7d21ecd0 GetFileMeta(string)
91ec67dc DeleteFileMeta(string)
aaf10f42 getImplementation()
5858f0194a72c3a15e5d5f94dbbb35a90af87476e958f990a6fc31db87a16b95 eventAddFileMeta(string,(string,address,string,string,bool,uint256))
75ab1296ebe483fe9506fccbfe8a4743edf9ef6cf8802c2c28c652dfa948e412 eventDeleteFileMeta(string)
""",
    "file_contract_meta": """
cd56487d addFileMeta(string,bytes,uint256,(bytes32,address)[])
87f03f0d getFileMeta(string,string[])
53616982 updateStatus(string,uint8)
1b72811e contractStatus(bytes32)
9866cf58 contractSP(bytes32)
821f709f fileMeta(bytes32)
d48462b6 totalUsedSize()
4aa65a9b4b57eefd0bf11e716e53b8896cb8ee8d0a4ec9bb9c231b091e0045a7 FileMetaAdded(string,bytes)
4e407d4f938199e743ff3f9c87db0c2b408db2c74b3b83b01299015302ef0532 StatusUpdated(string,uint8)
""",
    "stake": """
3a4b66f1 stake()
2e17de78 unstake(uint256)
3ccfd60b withdraw()
bbadc93a getUserStake(address)
6b4169c3 getGlobalStats()
f1887684 minStakeAmount()
20d3a0b4 unlockPeriod()
9168ae72 stakers(address)
817b1cd2 totalStaked()
a779d080 totalUnlocked()
16128211 updateParameters(uint256,uint256)
e4a30116 initialize(uint256,uint256)
9e71bc8eea02a63969f509818f2dafb9254532904319f9dbda79b67bd34a5f3d Staked(address*,uint256)
7fc4727e062e336010f2c282598ef5f14facb3de68cf8195c2f23e1454b2b74e Unstaked(address*,uint256,uint256)
7084f5476618d8e60b11ef0d7d3f06914655adb8793e28ff7f018d4c76d505d5 Withdrawn(address*,uint256)
faccb0639ff7851e0e24f3b2d9ab03cd62ffb63f5b4d90aaeff85bb078c1fa48 ParametersUpdated(uint256,uint256)
""",
    "chequebook": """
86863ec6 init(address,address,uint256)
0d5f2659 cashChequeBeneficiary(address,uint256,bytes)
1633fb1d cashCheque(address,address,uint256,bytes,uint256,bytes)
b69ef8a8 balance()
b7ec1a33 liquidBalance()
c76a4d31 liquidBalanceFor(address)
b6343b0d hardDeposits(address)
e0bcf13a totalHardDeposit()
12101021 defaultHardDepositTimeout()
b7770350 prepareDecreaseHardDeposit(address,uint256)
946f46a2 decreaseHardDeposit(address)
338f3fed increaseHardDeposit(address,uint256)
d4c9a8e8 setCustomHardDepositTimeout(address,uint256,bytes)
2e1a7d4d withdraw(uint256)
488b017c CASHOUT_TYPEHASH()
b7998907 CUSTOMDECREASETIMEOUT_TYPEHASH()
1d143848 issuer()
fc0c546a token()
1357e1dc totalPaidOut()
81f03fcb paidOut(address)
b648b417 bounced()
c49f91d3 EIP712DOMAIN_TYPEHASH()
15c3343f CHEQUE_TYPEHASH()
950494fc3642fae5221b6c32e0e45765c95ebb382a04a71b160db0843e74c99f ChequeCashed(address*,address*,address*,uint256,uint256,uint256)
3f4449c047e11092ec54dc0751b6b4817a9162745de856c893a26e611d18ffc4 ChequeBounced()
2506c43272ded05d095b91dbba876e66e46888157d3e078db5691496e96c5fad HardDepositAmountChanged(address*,uint256)
c8305077b495025ec4c1d977b176a762c350bb18cad4666ce1ee85c32b78698a HardDepositDecreasePrepared(address*,uint256)
7b816003a769eb718bd9c66bdbd2dd5827da3f92bc6645276876bd7957b08cf0 HardDepositTimeoutChanged(address*,uint256)
""",
    "chequebook_factory": """
15efd8a7 deploySimpleSwap(address,uint256,bytes32)
c70242ad deployedContracts(address)
ee97f7f3 master()
a6021ace ERC20Address()
c0ffc525a1c7689549d7f79b49eca900e61ac49b43d977f680bcc3b36224c004 SimpleSwapDeployed(address)
""",
    "token": ERC20,
}


def published(name):
    """Functions and events of one contract, by selector and topic."""
    functions, events = {}, {}
    for line in CONTRACTS[name].split("\n"):
        if not line:
            continue
        mark, signature = line.split(" ")
        if len(mark) == 8:
            functions["0x" + mark] = signature
        else:
            fields = signature[signature.index("(") + 1 : -1].split(",") if "()" not in signature else []
            plain = signature.replace("*", "")
            # A tuple's parts are no fields of the event; no tuple is indexed.
            indexed = [False] * 2 if "((" in signature or ",(" in signature else [field[-1:] == "*" for field in fields]
            events["0x" + mark] = {"signature": plain, "indexed": indexed}
    return functions, events


def check(rows):
    """Every published function and event is there; what a contract has beyond that is told."""
    for name, row in rows.items():
        functions, events = published(name)
        assert functions.items() <= row["functions"].items(), (name, functions.items() - row["functions"].items())
        for topic, event in events.items():
            assert row["events"].get(topic) == event, (name, event, row["events"].get(topic))
        beyond = [row["functions"][key] for key in row["functions"].keys() - functions.keys()]
        beyond += [row["events"][key]["signature"] for key in row["events"].keys() - events.keys()]
        if beyond:
            print(f"  {name} also has {', '.join(sorted(beyond))}")
