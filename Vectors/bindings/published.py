"""Selectors and topics as go-btfs's, btfs-vault's, btfs-status-contract's and bee's ABIs have them, carried over
as facts. A `*` marks an indexed parameter."""

FUNCTIONS = {
    "token": """
06fdde03 name()
95d89b41 symbol()
313ce567 decimals()
18160ddd totalSupply()
70a08231 balanceOf(address)
dd62ed3e allowance(address,address)
095ea7b3 approve(address,uint256)
a9059cbb transfer(address,uint256)
23b872dd transferFrom(address,address,uint256)
""",
    "wrappedCoin": """
d0e30db0 deposit()
2e1a7d4d withdraw(uint256)
""",
    "vault": """
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
7a6e76a5 MULTI_TOKEN_CHEQUE_TYPEHASH()
b146a5a7 totalbalanceOf(address)
047c1c5e multiTokensPaidOut(address,address)
18bcb535 multiTokensTotalPaidOut(address)
75ad6f55 multiTokensBounced(address)
fa319775 multiTokenCashChequeBeneficiary(address,address,uint256,bytes)
60adb17f multiTokenWithdraw(address,uint256)
baa09323 multiTokenDeposit(address,uint256)
c0d91eaf init(address,bytes)
""",
    "factory": """
3695ddb2 deployVault(address,address,bytes32,string,bytes)
68027f27 deployVault(address,bytes32)
5bd67347 deployVault(address,bytes32,string)
dca26733 deploySimpleSwap(address,bytes32)
c70242ad deployedContracts(address)
e4e36723 peerVaultAddress(string)
ee97f7f3 master()
c2cba306 TokenAddress()
a6021ace ERC20Address()
""",
    "oracle": """
41976e09 getPrice(address)
8fb5a482 getPrices(address[])
cfed246b prices(address)
3ba0b9a9 exchangeRate()
e6aa216c getExchangeRate()
96f77060 updatePrices(address[],uint256[])
b9e205ae updateExchangeRate(uint256)
8da5cb5b owner()
""",
    "multiOracle": """
41976e09 getPrice(address)
37cef791 getRate(address)
8fb5a482 getPrices(address[])
67bd79a2 getRates(address[])
98c75ec9 getPricesAndRates(address[])
cfed246b prices(address)
a8734f0b rates(address)
bcb47490 updatePricesAndRates(address[],uint256[],uint256[])
8da5cb5b owner()
""",
    "status": """
22b05ed2 getStatus(string)
6846874d reportStatus(string,uint32,string,uint32,address,uint32,bytes)
75839f3a genHashExt(string,uint32,string,uint32,address,uint32)
e77fdbb3 getHighScoreHost()
38b88cb1 totalStat()
9d888e86 currentVersion()
8da5cb5b owner()
""",
    "fileMeta": """
4592e045 AddFileMeta(string,(string,address,string,string,bool,uint256))
7d21ecd0 GetFileMeta(string)
91ec67dc DeleteFileMeta(string)
aaf10f42 getImplementation()
""",
    "fileContractMeta": """
cd56487d addFileMeta(string,bytes,uint256,(bytes32,address)[])
87f03f0d getFileMeta(string,string[])
53616982 updateStatus(string,uint8)
1b72811e contractStatus(bytes32)
9866cf58 contractSP(bytes32)
821f709f fileMeta(bytes32)
d48462b6 totalUsedSize()
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
""",
    "proposal": """
60b31552 submitProposal(uint8,string,string,string)
98951b56 approveProposal(uint256)
bc28d878 rejectProposal(uint256)
e0a8f6f5 cancelProposal(uint256)
c7f758a8 getProposal(uint256)
cceb68f5 getAllProposals()
53b50594 getProposalsByType(uint8)
c08cc02d getProposalCount()
5e6a61ce getActiveProposalCount()
5c975abb paused()
""",
    "chequebook": """
0d5f2659 cashChequeBeneficiary(address,uint256,bytes)
b69ef8a8 balance()
b7ec1a33 liquidBalance()
c76a4d31 liquidBalanceFor(address)
b6343b0d hardDeposits(address)
e0bcf13a totalHardDeposit()
12101021 defaultHardDepositTimeout()
b7770350 prepareDecreaseHardDeposit(address,uint256)
946f46a2 decreaseHardDeposit(address)
338f3fed increaseHardDeposit(address,uint256)
2e1a7d4d withdraw(uint256)
1d143848 issuer()
fc0c546a token()
1357e1dc totalPaidOut()
81f03fcb paidOut(address)
b648b417 bounced()
15c3343f CHEQUE_TYPEHASH()
""",
    "chequebookFactory": """
15efd8a7 deploySimpleSwap(address,uint256,bytes32)
c70242ad deployedContracts(address)
ee97f7f3 master()
a6021ace ERC20Address()
""",
    "chequebookOracle": """
98d5fdca getPrice()
a035b1fe price()
8d6cc56d updatePrice(uint256)
""",
}

EVENTS = """
950494fc3642fae5221b6c32e0e45765c95ebb382a04a71b160db0843e74c99f ChequeCashed(address*,address*,address*,uint256,uint256,uint256)
3f4449c047e11092ec54dc0751b6b4817a9162745de856c893a26e611d18ffc4 ChequeBounced()
0ac60fbf53b67f5a6a0c8031dd9d1610a06f01669b1a8b9af98f3a6a477e8d7c VaultWithdraw(address*,uint256)
89d28cf06bdb2ee1b92cd046d58450042ad113e9f4cdabfc4d43e7c5557758d7 VaultDeposit(address*,uint256)
bc7cd75a20ee27fd9adebab32041f755214dbc6bffa90cc0225b39da2e5c2d3b Upgraded(address*)
7e644d79422f17c01e4894b5f4f588d331ebfa28653d42ae832dc59e38c9798f AdminChanged(address,address)
1cf3b03a6cf19fa2baba4df148e9dcabedea7f8a5c07840e207e5c089be95d3e BeaconUpgraded(address*)
884edad9ce6fa2440d8a54cc123490eb96d2768479d49ff9c7366125a9424364 Withdraw(address*,uint256)
e1fffcc4923d04b559f4d29a8bfc6cda04eb5b0d3c460751c2402c5c5cc9109c Deposit(address*,uint256)
5b6b431d4476a211bb7d41c20d1aab9ae2321deee0d20be3d9fc9b1093fa6e3d Withdraw(uint256)
310baa0471d54761c2f9bae69722d80259a61cd415c4b36c408e45ff872db043 MultiTokenChequeCashed(address,address*,address*,address*,uint256,uint256,uint256)
47bc09937777dcd211923bf0f01706f618062b56acb6433725386fe4930fe562 MultiTokenChequeBounced(address*)
c5bdaabe39240ebd750eadd2f21f9819ffad8ec3585c86cdb7e18694bc176a88 MultiTokenVaultWithdraw(address*,address*,uint256)
8d1779a92c79467091103ea58303818ea12b736466e5596b4596c3540f7c45b6 MultiTokenVaultDeposit(address*,address*,uint256)
7f26b83ff96e1f2b6a682f133852f6798a09c465da95921460cefb3847402498 Initialized(uint8)
b2e029ab52a406bb52fae42d1d1e5dca2793900c250a242af032038b02eb8659 VaultDeployed(address,address,string)
09d75e12e349f79020715b0ea7b2c707e8acf1889b6d6f1337fce7f4e1b9e5c7 VaultDeployed(address,address)
c0ffc525a1c7689549d7f79b49eca900e61ac49b43d977f680bcc3b36224c004 SimpleSwapDeployed(address)
"""
