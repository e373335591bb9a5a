"""Selectors and topics as they were written elsewhere before; generate.py has to reach them."""

# As the interfaces of BTFS and Swarm, and its facts collected before, state them; some topics are cut short.
BTFS = {
    "function init(address,address)": "f09a4016",
    "function issuer()": "1d143848",
    "function token()": "fc0c546a",
    "function implementation()": "5c60da1b",
    "function totalbalance()": "70f605d5",
    "function totalPaidOut()": "1357e1dc",
    "function paidOut(address)": "81f03fcb",
    "function bounced()": "b648b417",
    "function EIP712DOMAIN_TYPEHASH()": "c49f91d3",
    "function CHEQUE_TYPEHASH()": "15c3343f",
    "function cashChequeBeneficiary(address,uint256,bytes)": "0d5f2659",
    "function withdraw(uint256)": "2e1a7d4d",
    "function deposit(uint256)": "b6b55f25",
    "function setReciever(address)": "a0db86f9",
    "event ChequeCashed(address,address,address,uint256,uint256,uint256)": "950494fc3642fae5221b6c32e0e45765c95ebb382a04a71b160db0843e74c99f",
    "event ChequeBounced()": "3f4449c047e11092ec54dc0751b6b4817a9162745de856c893a26e611d18ffc4",
    "event VaultWithdraw(address,uint256)": "0ac60fbf53b67f5a6a0c8031dd9d1610a06f01669b1a8b9af98f3a6a477e8d7c",
    "event VaultDeposit(address,uint256)": "89d28cf06bdb2ee1b92cd046d58450042ad113e9f4cdabfc4d43e7c5557758d7",
    "event Withdraw(address,uint256)": "884edad9ce6fa2440d8a54cc123490eb96d2768479d49ff9c7366125a9424364",
    "event Withdraw(uint256)": "5b6b431d4476a211bb7d41c20d1aab9ae2321deee0d20be3d9fc9b1093fa6e3d",
    "function MULTI_TOKEN_CHEQUE_TYPEHASH()": "7a6e76a5",
    "function totalbalanceOf(address)": "b146a5a7",
    "function multiTokensPaidOut(address,address)": "047c1c5e",
    "function multiTokensTotalPaidOut(address)": "18bcb535",
    "function multiTokensBounced(address)": "75ad6f55",
    "function multiTokenCashChequeBeneficiary(address,address,uint256,bytes)": "fa319775",
    "function multiTokenWithdraw(address,uint256)": "60adb17f",
    "function multiTokenDeposit(address,uint256)": "baa09323",
    "event MultiTokenChequeCashed(address,address,address,address,uint256,uint256,uint256)": "310baa0471d54761c2f9bae69722d80259a61cd415c4b36c408e45ff872db043",
    "event MultiTokenChequeBounced(address)": "47bc09937777dcd211923bf0f01706f618062b56acb6433725386fe4930fe562",
    "event MultiTokenVaultWithdraw(address,address,uint256)": "c5bdaabe39240ebd750eadd2f21f9819ffad8ec3585c86cdb7e18694bc176a88",
    "event MultiTokenVaultDeposit(address,address,uint256)": "8d1779a92c79467091103ea58303818ea12b736466e5596b4596c3540f7c45b6",
    "function deployVault(address,address,bytes32,string,bytes)": "3695ddb2",
    "function deployVault(address,bytes32)": "68027f27",
    "function deployVault(address,bytes32,string)": "5bd67347",
    "function deployVault(address,address,address,bytes32,string,bytes)": "95fb34d8",
    "function deploySimpleSwap(address,bytes32)": "dca26733",
    "function deployedContracts(address)": "c70242ad",
    "function peerVaultAddress(string)": "e4e36723",
    "function master()": "ee97f7f3",
    "function TokenAddress()": "c2cba306",
    "function init(address,bytes)": "c0d91eaf",
    "function init(address,address,bytes)": "378dfd8e",
    "event VaultDeployed(address,address,string)": "b2e029ab52a406bb52fae42d1d1e5dca2793900c250a242af032038b02eb8659",
    "event VaultDeployed(address,address)": "09d75e12e349f79020715b0ea7b2c707e8acf1889b6d6f1337fce7f4e1b9e5c7",
    "function getPrice(address)": "41976e09",
    "function getPrices(address[])": "8fb5a482",
    "function prices(address)": "cfed246b",
    "function exchangeRate()": "3ba0b9a9",
    "function getExchangeRate()": "e6aa216c",
    "function updatePrices(address[],uint256[])": "96f77060",
    "function updateExchangeRate(uint256)": "b9e205ae",
    "function getRate(address)": "37cef791",
    "function getRates(address[])": "67bd79a2",
    "function getPricesAndRates(address[])": "98c75ec9",
    "function rates(address)": "a8734f0b",
    "function updatePricesAndRates(address[],uint256[],uint256[])": "bcb47490",
    "function getPrice()": "98d5fdca",
    "function price()": "a035b1fe",
    "function updatePrice(uint256)": "8d6cc56d",
    "event PricesUpdate(address[],uint256[])": "9fa15c64c08ad4d6a88b1d8f2e0e67939f9c5027e63b57bd1dd811762c297b50",
    "event ExchangeRateUpdate(uint256)": "d49aa359d9387d4d625acc5631c7639943ffdf0c67080181e910f7906ae94dff",
    "event PricesAndRatesUpdate(address[],uint256[],uint256[])": "8f9f27a907515255b8c9d7ec74bd9aca236f66067b7f9fde7a76bb0b65fe1e7a",
    "event PriceUpdate(uint256)": "ae46785019700e30375a5d7b4f91e32f8060ef085111f896ebf889450aa2ab5a",
    "event ChequeValueDeductionUpdate(uint256)": "0f45948e42a1e34f851df8452200e744563dae2029a99b8178ff6530458bd3df",
    "function getStatus(string)": "22b05ed2",
    "function reportStatus(string,uint32,string,uint32,address,uint32,bytes)": "6846874d",
    "function reportStatus(string,uint32,string,uint32,address,bytes)": "4d815ca8",
    "function genHashExt(string,uint32,string,uint32,address,uint32)": "75839f3a",
    "function recoverSignerExt(bytes32,bytes)": "a6a83a09",
    "function getHighScoreHost()": "e77fdbb3",
    "function totalStat()": "38b88cb1",
    "function currentVersion()": "9d888e86",
    "function setCurrentVersion(string)": "13930cf6",
    "function setSignAddress(address)": "15137045",
    "function initialize(address)": "c4d66de8",
    "event statusReported(string,uint32,string,uint32,address,uint32,uint32,uint32,uint16[30])": "ebfed14756579dd6c3419c51b35d199e7a08b687258f3e8232ff772aa9dd679c",
    "event statusReported(string,uint32,string,uint32,uint32,address,uint16[30])": "3611bc649c19e34bf3b72882df84564c64dd8fbd6d376937ceaa23d6a85f78a2",
    "event versionChanged(string,string)": "80af6bbb3cb9aa0aad01eae48ff867ec029bd4a463b03ad7426f9508b2eaac81",
    "event signAddressChanged(address,address)": "799687174e9d4c0b0c3552621923bcfe3569533db0b1ade3cd8192bc8f854b37",
    "function AddFileMeta(string,(string,address,string,string,bool,uint256))": "4592e045",
    "function GetFileMeta(string)": "7d21ecd0",
    "function DeleteFileMeta(string)": "91ec67dc",
    "function getImplementation()": "aaf10f42",
    "function addFileMeta(string,bytes,uint256,(bytes32,address)[])": "cd56487d",
    "function getFileMeta(string,string[])": "87f03f0d",
    "function updateStatus(string,uint8)": "53616982",
    "function contractStatus(bytes32)": "1b72811e",
    "function contractSP(bytes32)": "9866cf58",
    "function fileMeta(bytes32)": "821f709f",
    "function totalUsedSize()": "d48462b6",
    "event eventAddFileMeta(string,(string,address,string,string,bool,uint256))": "5858f0194a72c3a15e5d5f94dbbb35a90af87476e958f990a6fc31db87a16b95",
    "event eventDeleteFileMeta(string)": "75ab1296ebe483fe9506fccbfe8a4743edf9ef6cf8802c2c28c652dfa948e412",
    "event FileMetaAdded(string,bytes)": "4aa65a9b4b57eefd0bf11e716e53b8896cb8ee8d0a4ec9bb9c231b091e0045a7",
    "event StatusUpdated(string,uint8)": "4e407d4f938199e743ff3f9c87db0c2b408db2c74b3b83b01299015302ef0532",
    "function stake()": "3a4b66f1",
    "function unstake(uint256)": "2e17de78",
    "function withdraw()": "3ccfd60b",
    "function getUserStake(address)": "bbadc93a",
    "function getGlobalStats()": "6b4169c3",
    "function minStakeAmount()": "f1887684",
    "function unlockPeriod()": "20d3a0b4",
    "function stakers(address)": "9168ae72",
    "function totalStaked()": "817b1cd2",
    "function totalUnlocked()": "a779d080",
    "function updateParameters(uint256,uint256)": "16128211",
    "function initialize(uint256,uint256)": "e4a30116",
    "event Staked(address,uint256)": "9e71bc8eea02a63969f509818f2dafb9254532904319f9dbda79b67bd34a5f3d",
    "event Unstaked(address,uint256,uint256)": "7fc4727e062e336010f2c282598ef5f14facb3de68cf8195c2f23e1454b2b74e",
    "event Withdrawn(address,uint256)": "7084f5476618d8e60b11ef0d7d3f06914655adb8793e28ff7f018d4c76d505d5",
    "event ParametersUpdated(uint256,uint256)": "faccb0639ff7851e0e24f3b2d9ab03cd62ffb63f5b4d90aaeff85bb078c1fa48",
    "function submitProposal(uint8,string,string,string)": "60b31552",
    "function approveProposal(uint256)": "98951b56",
    "function rejectProposal(uint256)": "bc28d878",
    "function cancelProposal(uint256)": "e0a8f6f5",
    "function getProposal(uint256)": "c7f758a8",
    "function getAllProposals()": "cceb68f5",
    "function getProposalsByType(uint8)": "53b50594",
    "function getProposalCount()": "c08cc02d",
    "function getActiveProposalCount()": "5e6a61ce",
    "function claim(uint256,uint256,uint256,bytes32[])": "ea25e176",
    "function isClaimed(uint256,uint256)": "f364c90c",
    "function merkleRoots(uint256)": "71c5ecb1",
    "function pendingMerkleRoot()": "9637f475",
    "function lastRoot()": "b58166f2",
    "function proposewMerkleRoot(bytes32)": "a795e7d3",
    "function reviewPendingMerkleRoot(bool)": "a1622bb0",
    "function setMinter(address)": "fca3b5aa",
    "function setProposalAuthority(address)": "71fad23e",
    "function setReviewAuthority(address)": "b74a29ce",
    "function sendAirdrop(address,uint256)": "cf2b4295",
    "function upgradeOwner(address)": "e609348a",
    "function upgradeCaller(address)": "dd87f9ab",
    "function tokenAddress()": "9d76ea58",
    "function caller()": "fc9c8d39",
    "event Claimed(uint256,uint256,address,uint256)": "b94bf7f9302edf52a596286915a69b4b0685574cffdedd0712e3c62f2550f0ba",
    "function init(address,address,uint256)": "86863ec6",
    "function cashCheque(address,address,uint256,bytes,uint256,bytes)": "1633fb1d",
    "function balance()": "b69ef8a8",
    "function liquidBalance()": "b7ec1a33",
    "function liquidBalanceFor(address)": "c76a4d31",
    "function hardDeposits(address)": "b6343b0d",
    "function totalHardDeposit()": "e0bcf13a",
    "function defaultHardDepositTimeout()": "12101021",
    "function prepareDecreaseHardDeposit(address,uint256)": "b7770350",
    "function decreaseHardDeposit(address)": "946f46a2",
    "function increaseHardDeposit(address,uint256)": "338f3fed",
    "function setCustomHardDepositTimeout(address,uint256,bytes)": "d4c9a8e8",
    "function CASHOUT_TYPEHASH()": "488b017c",
    "function CUSTOMDECREASETIMEOUT_TYPEHASH()": "b7998907",
    "event HardDepositAmountChanged(address,uint256)": "2506c43272ded05d095b91dbba876e66e46888157d3e078db5691496e96c5fad",
    "event HardDepositDecreasePrepared(address,uint256)": "c8305077b495025ec4c1d977b176a762c350bb18cad4666ce1ee85c32b78698a",
    "event HardDepositTimeoutChanged(address,uint256)": "7b816003a769eb718bd9c66bdbd2dd5827da3f92bc6645276876bd7957b08cf0",
    "function deploySimpleSwap(address,uint256,bytes32)": "15efd8a7",
    "function ERC20Address()": "a6021ace",
    "event SimpleSwapDeployed(address)": "c0ffc525a1c7689549d7f79b49eca900e61ac49b43d977f680bcc3b36224c004",
    "function name()": "06fdde03",
    "function symbol()": "95d89b41",
    "function decimals()": "313ce567",
    "function totalSupply()": "18160ddd",
    "function balanceOf(address)": "70a08231",
    "function transfer(address,uint256)": "a9059cbb",
    "function allowance(address,address)": "dd62ed3e",
    "function approve(address,uint256)": "095ea7b3",
    "function transferFrom(address,address,uint256)": "23b872dd",
    "event Transfer(address,address,uint256)": "ddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef",
    "event Approval(address,address,uint256)": "8c5be1e5ebec7d5bd14f71427d1e84f3dd0314c0f7b2291e5b200ac8c7c3b925",
    "function deposit()": "d0e30db0",
    "event Deposit(address,uint256)": "e1fffcc4923d04b559f4d29a8bfc6cda04eb5b0d3c460751c2402c5c5cc9109c",
    "event Withdrawal(address,uint256)": "7fcf532c15f0a6db0bd6d0e038bea71d30d808c7d98cb3bf7268a95bf5081b65",
    "function owner()": "8da5cb5b",
    "function transferOwnership(address)": "f2fde38b",
    "event OwnershipTransferred(address,address)": "8be0079c531659141344cd1fd0a4f28419497f9722a3daafe3b4186f6b6457e0",
    "function proxiableUUID()": "52d1902d",
    "event Upgraded(address)": "bc7cd75a20ee27fd9adebab32041f755214dbc6bffa90cc0225b39da2e5c2d3b",
    "event AdminChanged(address,address)": "7e644d79422f17c01e4894b5f4f588d331ebfa28653d42ae832dc59e38c9798f",
    "event BeaconUpgraded(address)": "1cf3b03a6cf19fa2baba4df148e9dcabedea7f8a5c07840e207e5c089be95d3e",
    "error Error(string)": "08c379a0",
    "error Panic(uint256)": "4e487b71",
    "function renounceOwnership()": "715018a6",
    "error OwnableUnauthorizedAccount(address)": "118cdaa7",
    "error OwnableInvalidOwner(address)": "1e4fbdf7",
    "error AccessControlUnauthorizedAccount(address,bytes32)": "e2517d3f",
    "error EnforcedPause()": "d93c0665",
    "error ExpectedPause()": "8dfc202b",
    "error AddressEmptyCode(address)": "9996b315",
    "error FailedCall()": "d6bda275",
    "function admin()": "f851a440",
    "function changeAdmin(address)": "8f283970",
    "function upgradeTo(address)": "3659cfe6",
    "function upgradeToAndCall(address,bytes)": "4f1ef286",
    "event Initialized(uint8)": "7f26b83ff96e1f2b6a682f133852f6798a09c465da95921460cefb3847402498",
    "error InvalidInitialization()": "f92ee8a9",
    "error NotInitializing()": "d7e6bcf8",
    "error UUPSUnauthorizedCallContext()": "e07c8dba",
    "error UUPSUnsupportedProxiableUUID(bytes32)": "aa1d49a4",
    "error ERC1967InvalidImplementation(address)": "4c9c8ce3",
    "error ERC1967NonPayable()": "b398979f",
}

# Published by standards and their users: the selector or the first four bytes of the topic.
PUBLISHED = """
2b67b570 permit(address,((address,uint160,uint48,uint48),address,uint256),bytes)
2a2d80d1 permit(address,((address,uint160,uint48,uint48)[],address,uint256),bytes)
30f28b7a permitTransferFrom(((address,uint256),uint256,uint256),(address,uint256),address,bytes)
edd9444b permitTransferFrom(((address,uint256)[],uint256,uint256),(address,uint256)[],address,bytes)
137c29fe permitWitnessTransferFrom(((address,uint256),uint256,uint256),(address,uint256),address,bytes32,string,bytes)
87517c45 approve(address,address,uint160,uint48)
36c78516 transferFrom(address,address,uint160,address)
0d58b1db transferFrom((address,address,uint160,address)[])
927da105 allowance(address,address,address)
cc53287f lockdown((address,address)[])
65d9723c invalidateNonces(address,address,uint48)
3ff9dcb1 invalidateUnorderedNonces(uint256,uint256)
4fe02b44 nonceBitmap(address,uint256)
6a761202 execTransaction(address,uint256,bytes,uint8,uint256,uint256,uint256,address,address,bytes)
b63e800d setup(address[],uint256,address,bytes,address,address,uint256,address)
d8d11f78 getTransactionHash(address,uint256,bytes,uint8,uint256,uint256,uint256,address,address,uint256)
e86637db encodeTransactionData(address,uint256,bytes,uint8,uint256,uint256,uint256,address,address,uint256)
934f3a11 checkSignatures(bytes32,bytes,bytes)
12fb68e0 checkNSignatures(bytes32,bytes,bytes,uint256)
c4ca3a9c requiredTxGas(address,uint256,bytes,uint8)
d4d9bdcd approveHash(bytes32)
7d832974 approvedHashes(address,bytes32)
5ae6bd37 signedMessages(bytes32)
85a5affe signMessage(bytes)
0a1028c4 getMessageHash(bytes)
f698da25 domainSeparator()
affed0e0 nonce()
ffa1ad74 VERSION()
0d582f13 addOwnerWithThreshold(address,uint256)
f8dc5dd9 removeOwner(address,address,uint256)
e318b52b swapOwner(address,address,address)
694e80c3 changeThreshold(uint256)
e75235b8 getThreshold()
2f54bf6e isOwner(address)
a0e67e2b getOwners()
610b5925 enableModule(address)
e009cfde disableModule(address,address)
468721a7 execTransactionFromModule(address,uint256,bytes,uint8)
5229073f execTransactionFromModuleReturnData(address,uint256,bytes,uint8)
2d9ad53d isModuleEnabled(address)
cc2f8452 getModulesPaginated(address,uint256)
f08a0323 setFallbackHandler(address)
e19a9dd9 setGuard(address)
5624b25b getStorageAt(uint256,uint256)
b4faba09 simulateAndRevert(address,bytes)
a619486e masterCopy()
8d80ff0a multiSend(bytes)
1688f0b9 createProxyWithNonce(address,bytes,uint256)
61b69abd createProxy(address,bytes)
d18af54d createProxyWithCallback(address,bytes,uint256,address)
53e5d935 proxyCreationCode()
252dba42 aggregate((address,bytes)[])
bce38bd7 tryAggregate(bool,(address,bytes)[])
c3077fa9 blockAndAggregate((address,bytes)[])
399542e9 tryBlockAndAggregate(bool,(address,bytes)[])
82ad56cb aggregate3((address,bool,bytes)[])
174dea71 aggregate3Value((address,bool,uint256,bytes)[])
ee82ac5e getBlockHash(uint256)
42cbb15c getBlockNumber()
a8b0574e getCurrentBlockCoinbase()
72425d9d getCurrentBlockDifficulty()
86d516e8 getCurrentBlockGasLimit()
0f28c97d getCurrentBlockTimestamp()
4d2301cc getEthBalance(address)
27e86d6e getLastBlockHash()
3e64a696 getBasefee()
3408e470 getChainId()
ac9650d8 multicall(bytes[])
3ee5aeb5 ReentrancyGuardReentrantCall()
1425ea42 FailedInnerCall()
5274afe7 SafeERC20FailedOperation(address)
e570110f SafeERC20FailedDecreaseAllowance(address,uint256,uint256)
e450d38c ERC20InsufficientBalance(address,uint256,uint256)
96c6fd1e ERC20InvalidSender(address)
ec442f05 ERC20InvalidReceiver(address)
fb8f41b2 ERC20InsufficientAllowance(address,uint256,uint256)
e602df05 ERC20InvalidApprover(address)
94280d62 ERC20InvalidSpender(address)
7e273289 ERC721NonexistentToken(uint256)
64283d7b ERC721IncorrectOwner(address,uint256,address)
177e802f ERC721InsufficientApproval(address,uint256)
89c62b64 ERC721InvalidOwner(address)
f645eedf ECDSAInvalidSignature()
fce698f7 ECDSAInvalidSignatureLength(uint256)
d78bce0c ECDSAInvalidSignatureS(bytes32)
e22e27eb StringsInsufficientHexLength(uint256,uint256)
62791302 ERC2612ExpiredSignature(uint256)
4b800e46 ERC2612InvalidSigner(address,address)
752d88c0 InvalidAccountNonce(address,uint256)
d2b576ec ProxyDeniedAdminAccess()
6697b232 AccessControlBadConfirmation()
227bc153 MathOverflowedMulDiv()
305a27a9 StringTooLong(string)
b3512b0c InvalidShortString()
cd786059 AddressInsufficientBalance(address)
cf479181 InsufficientBalance(uint256,uint256)
b06ebf3d FailedDeployment()
01d5062a schedule(address,uint256,bytes,bytes32,bytes32,uint256)
8f2a0bb0 scheduleBatch(address[],uint256[],bytes[],bytes32,bytes32,uint256)
134008d3 execute(address,uint256,bytes,bytes32,bytes32)
e38335e5 executeBatch(address[],uint256[],bytes[],bytes32,bytes32)
8065657f hashOperation(address,uint256,bytes,bytes32,bytes32)
b1c5f427 hashOperationBatch(address[],uint256[],bytes[],bytes32,bytes32)
f27a0c92 getMinDelay()
c4d252f5 cancel(bytes32)
64d62353 updateDelay(uint256)
7d5e81e2 propose(address[],uint256[],bytes[],string)
160cbed7 queue(address[],uint256[],bytes[],bytes32)
2656227d execute(address[],uint256[],bytes[],bytes32)
c59057e4 hashProposal(address[],uint256[],bytes[],bytes32)
3e4f49e6 state(uint256)
56781388 castVote(uint256,uint8)
7b3c71d3 castVoteWithReason(uint256,uint8,string)
91d14854 hasRole(bytes32,address)
2f2ff15d grantRole(bytes32,address)
d547741f revokeRole(bytes32,address)
36568abe renounceRole(bytes32,address)
248a9ca3 getRoleAdmin(bytes32)
a217fddf DEFAULT_ADMIN_ROLE()
d5391393 MINTER_ROLE()
e63ab1e9 PAUSER_ROLE()
9010d07c getRoleMember(bytes32,uint256)
ca15c873 getRoleMemberCount(bytes32)
5c975abb paused()
8456cb59 pause()
3f4ba83a unpause()
150b7a02 onERC721Received(address,address,uint256,bytes)
f23a6e61 onERC1155Received(address,address,uint256,uint256,bytes)
bc197c81 onERC1155BatchReceived(address,address,uint256[],uint256[],bytes)
23e30c8b onFlashLoan(address,address,uint256,uint256,bytes)
5cffe9de flashLoan(address,address,uint256,bytes)
84b0196e eip712Domain()
d505accf permit(address,address,uint256,uint256,uint8,bytes32,bytes32)
7ecebe00 nonces(address)
3644e515 DOMAIN_SEPARATOR()
1626ba7e isValidSignature(bytes32,bytes)
20c13b0b isValidSignature(bytes,bytes)
6e553f65 deposit(uint256,address)
94bf804d mint(uint256,address)
b460af94 withdraw(uint256,address,address)
ba087652 redeem(uint256,address,address)
99a88ec4 upgrade(address,address)
9623609d upgradeAndCall(address,address,bytes)
f3b7dead getProxyAdmin(address)
204e1c7a getProxyImplementation(address)
7eff275e changeProxyAdmin(address,address)
ad3cb1cc UPGRADE_INTERFACE_VERSION()
5c19a95c delegate(address)
c3cda520 delegateBySig(address,uint256,uint256,uint8,bytes32,bytes32)
79ba5097 acceptOwnership()
e30c3978 pendingOwner()
08c379a0 Error(string)
4e487b71 Panic(uint256)
c3d58168 TransferSingle(address,address,address,uint256,uint256)
4a39dc06 TransferBatch(address,address,address,uint256[],uint256[])
6bb7ff70 URI(string,uint256)
17307eab ApprovalForAll(address,address,bool)
2f878811 RoleGranted(bytes32,address,address)
f6391f5c RoleRevoked(bytes32,address,address)
bd79b86f RoleAdminChanged(bytes32,bytes32,bytes32)
62e78cea Paused(address)
5db9ee0a Unpaused(address)
c7f505b2 Initialized(uint64)
4cf4410c CallScheduled(bytes32,uint256,address,uint256,bytes,bytes32,uint256)
c2617efa CallExecuted(bytes32,uint256,address,uint256,bytes)
baa1eb22 Cancelled(bytes32)
11c24f4e MinDelayChange(uint256,uint256)
442e715f ExecutionSuccess(bytes32,uint256)
23428b18 ExecutionFailure(bytes32,uint256)
141df868 SafeSetup(address,address[],uint256,address,address)
3d0ce9bf SafeReceived(address,uint256)
4f51faf6 ProxyCreation(address,address)
0a6387c9 EIP712DomainChanged()
38d16b8c OwnershipTransferStarted(address,address)
66753cd2 SafeMultiSigTransaction(address,uint256,bytes,uint8,uint256,uint256,uint256,address,address,bytes,bytes)
b648d364 SafeModuleTransaction(address,address,uint256,bytes,uint8)
9465fa0c AddedOwner(address)
f8d49fc5 RemovedOwner(address)
610f7ff2 ChangedThreshold(uint256)
ecdf3a3e EnabledModule(address)
aab4fa2b DisabledModule(address)
11511169 ChangedGuard(address)
5ac6c46c ChangedFallbackHandler(address)
f2a0eb15 ApproveHash(bytes32,address)
e7f46750 SignMsg(bytes32)
6895c136 ExecutionFromModuleSuccess(address)
acd2c870 ExecutionFromModuleFailure(address)
dcbc1c05 Deposit(address,address,uint256,uint256)
fbde797d Withdraw(address,address,address,uint256,uint256)
3134e8a2 DelegateChanged(address,address,address)
dec2bacd DelegateVotesChanged(address,uint256,uint256)
b8e13888 VoteCast(address,uint256,uint8,uint256,string)
7d84a626 ProposalCreated(uint256,address,address[],uint256[],string[],bytes[],uint256,uint256,string)
712ae138 ProposalExecuted(uint256)
789cf55b ProposalCanceled(uint256)
19822f7c validateUserOp((address,uint256,bytes,bytes,bytes32,uint256,bytes32,bytes,bytes),bytes32,uint256)
3a871cdd validateUserOp((address,uint256,bytes,bytes,uint256,uint256,uint256,uint256,uint256,bytes,bytes),bytes32,uint256)
765e827f handleOps((address,uint256,bytes,bytes,bytes32,uint256,bytes32,bytes,bytes)[],address)
1fad948c handleOps((address,uint256,bytes,bytes,uint256,uint256,uint256,uint256,uint256,bytes,bytes)[],address)
dbed18e0 handleAggregatedOps(((address,uint256,bytes,bytes,bytes32,uint256,bytes32,bytes,bytes)[],address,bytes)[],address)
4b1d7cf5 handleAggregatedOps(((address,uint256,bytes,bytes,uint256,uint256,uint256,uint256,uint256,bytes,bytes)[],address,bytes)[],address)
52b7512c validatePaymasterUserOp((address,uint256,bytes,bytes,bytes32,uint256,bytes32,bytes,bytes),bytes32,uint256)
f465c77e validatePaymasterUserOp((address,uint256,bytes,bytes,uint256,uint256,uint256,uint256,uint256,bytes,bytes),bytes32,uint256)
a9a23409 postOp(uint8,bytes,uint256)
7c627b21 postOp(uint8,bytes,uint256,uint256)
8dd7712f executeUserOp((address,uint256,bytes,bytes,bytes32,uint256,bytes32,bytes,bytes),bytes32)
a6193531 getUserOpHash((address,uint256,bytes,bytes,uint256,uint256,uint256,uint256,uint256,bytes,bytes))
22cdde4c getUserOpHash((address,uint256,bytes,bytes,bytes32,uint256,bytes32,bytes,bytes))
35567e1a getNonce(address,uint192)
5287ce12 getDepositInfo(address)
0396cb60 addStake(uint32)
b760faf9 depositTo(address)
205c2878 withdrawTo(address,uint256)
e9ae5c53 execute(bytes32,bytes)
d691c964 executeFromExecutor(bytes32,bytes)
9517e29f installModule(uint256,address,bytes)
a71763a8 uninstallModule(uint256,address,bytes)
112d3a7d isModuleInstalled(uint256,address,bytes)
f2dc691d supportsModule(uint256)
d03c7914 supportsExecutionMode(bytes32)
9cfd7cff accountId()
6d61fe70 onInstall(bytes)
8a91b0e3 onUninstall(bytes)
ecd05961 isModuleType(uint256)
3b3b57de addr(bytes32)
f1cb7e06 addr(bytes32,uint256)
bc1c58d1 contenthash(bytes32)
59d1d43c text(bytes32,string)
691f3431 name(bytes32)
2203ab56 ABI(bytes32,uint256)
c8690233 pubkey(bytes32)
124a319c interfaceImplementer(bytes32,bytes4)
9061b923 resolve(bytes,bytes)
a8fa5682 dnsRecord(bytes32,bytes32,uint16)
5c98042b zonehash(bytes32)
10f13a8c setText(bytes32,string,string)
304e6ade setContenthash(bytes32,bytes)
e9e05c42 depositTransaction(address,uint256,uint64,bool,bytes)
679b6ded createRetryableTicket(address,uint256,uint256,address,address,uint256,uint256,bytes)
439370b1 depositEth()
b19a437e publishMessage(uint32,bytes,uint8)
311a6c56 rule(uint256,uint256)
c13517e1 createDispute(uint256,bytes)
f7434ea9 arbitrationCost(bytes)
76088703 frob(bytes32,address,address,address,int256,int256)
65fae35e rely(address)
d96ee754 prepareCondition(address,bytes32,uint256)
3c6b16ab notifyRewardAmount(uint256)
3d18b912 getReward()
dd46508f modifyLiquidities(bytes,uint256)
3bccf4fd castVoteBySig(uint256,uint8,uint8,bytes32,bytes32)
39509351 increaseAllowance(address,uint256)
4000aea0 transferAndCall(address,uint256,bytes)
c0ee0b8a tokenFallback(address,uint256,bytes)
a4c0ed36 onTokenTransfer(address,uint256,bytes)
e3ee160e transferWithAuthorization(address,address,uint256,uint256,uint256,bytes32,uint8,bytes32,bytes32)
ef55bec6 receiveWithAuthorization(address,address,uint256,uint256,uint256,bytes32,uint8,bytes32,bytes32)
5a049a70 cancelAuthorization(address,bytes32,uint8,bytes32,bytes32)
249cb3fa canImplementInterfaceForAddress(bytes32,address)
aabbb8ca getInterfaceImplementer(address,bytes32)
29965a1d setInterfaceImplementer(address,bytes32,address)
0023de29 tokensReceived(address,address,address,uint256,bytes,bytes)
62ad1b83 operatorSend(address,address,uint256,bytes,bytes)
9bd9bbc6 send(address,uint256,bytes)
613255ab maxFlashLoan(address)
d9d98ce4 flashFee(address,uint256)
16c38b3c setPaused(bool)
5d3b1d30 requestRandomWords(bytes32,uint64,uint16,uint32,uint32)
feaf968c latestRoundData()
50d25bcd latestAnswer()
40429946 oracleRequest(address,uint256,bytes32,address,bytes4,uint256,uint256,bytes)
c7c7f5b3 send((uint32,bytes32,uint256,uint256,bytes,bytes,bytes),(uint256,uint256),address)
3b6f743b quoteSend((uint32,bytes32,uint256,uint256,bytes,bytes,bytes),bool)
1c92115f callContract(string,string,bytes)
b5417084 callContractWithToken(string,string,bytes,string,uint256)
26ef699d sendToken(string,string,string,uint256)
0c53c51c executeMetaTransaction(address,bytes,bytes32,bytes32,uint8)
e3dec8fb depositFor(address,address,bytes)
3805550f exit(bytes)
eb672419 requestL2Transaction(address,uint256,bytes,uint256,uint256,bytes[],address)
06ab5923 setSubnodeOwner(bytes32,bytes32,address)
5ef2c7f0 setSubnodeRecord(bytes32,bytes32,address,address,uint64)
1896f70a setResolver(bytes32,address)
02571be3 owner(bytes32)
0178b8bf resolver(bytes32)
f14fcbc8 commit(bytes32)
74694a2b register(string,address,uint256,bytes32,address,bytes[],bool,uint16)
acf1a841 renew(string,uint256)
83e7f6ff rentPrice(string,uint256)
e32954eb multicallWithNodeCheck(bytes32,bytes[])
c47f0027 setName(string)
0f5a5466 claimWithResolver(address,address)
5239af71 createBatch(address,uint256,uint8,uint8,bytes32,bool)
13137d65 lzReceive((uint32,bytes32,uint64),bytes32,bytes,address,bytes)
ff7bd03d allowInitializePath((uint32,bytes32,uint64))
7d25a05e nextNonce(uint32,bytes32)
3400288b setPeer(uint32,bytes32)
bb0b6a53 peers(uint32)
17442b70 oAppVersion()
5e280f11 endpoint()
5535d461 enforcedOptions(uint32,uint16)
bc70b354 combineOptions(uint32,uint16,bytes)
b98bd070 setEnforcedOptions((uint32,uint16,bytes)[])
82413eac isComposeMsgSender((uint32,bytes32,uint64),bytes,address)
"""

# Interface ids of ERC-165: the exclusive or of the selectors.
INTERFACES = {
    "01ffc9a7": ("supportsInterface(bytes4)",),
    "7f5828d0": ("owner()", "transferOwnership(address)"),
    "2a55205a": ("royaltyInfo(uint256,uint256)",),
    "80ac58cd": ("balanceOf(address)", "ownerOf(uint256)", "approve(address,uint256)", "getApproved(uint256)", "setApprovalForAll(address,bool)",
                 "isApprovedForAll(address,address)", "transferFrom(address,address,uint256)", "safeTransferFrom(address,address,uint256)",
                 "safeTransferFrom(address,address,uint256,bytes)"),
    "5b5e139f": ("name()", "symbol()", "tokenURI(uint256)"),
    "780e9d63": ("totalSupply()", "tokenOfOwnerByIndex(address,uint256)", "tokenByIndex(uint256)"),
    "d9b67a26": ("balanceOf(address,uint256)", "balanceOfBatch(address[],uint256[])", "setApprovalForAll(address,bool)", "isApprovedForAll(address,address)",
                 "safeTransferFrom(address,address,uint256,uint256,bytes)", "safeBatchTransferFrom(address,address,uint256[],uint256[],bytes)"),
    "0e89341c": ("uri(uint256)",),
    "4e2312e0": ("onERC1155Received(address,address,uint256,uint256,bytes)", "onERC1155BatchReceived(address,address,uint256[],uint256[],bytes)"),
    "7965db0b": ("hasRole(bytes32,address)", "getRoleAdmin(bytes32)", "grantRole(bytes32,address)", "revokeRole(bytes32,address)",
                 "renounceRole(bytes32,address)"),
    "5a05180f": ("getRoleMember(bytes32,uint256)", "getRoleMemberCount(bytes32)"),
    "b0202a11": ("transferAndCall(address,uint256)", "transferAndCall(address,uint256,bytes)", "transferFromAndCall(address,address,uint256)",
                 "transferFromAndCall(address,address,uint256,bytes)", "approveAndCall(address,uint256)",
                 "approveAndCall(address,uint256,bytes)"),
    "d5358140": ("valueDecimals()", "balanceOf(uint256)", "slotOf(uint256)", "approve(uint256,address,uint256)", "allowance(uint256,address)",
                 "transferFrom(uint256,uint256,uint256)", "transferFrom(uint256,address,uint256)"),
    "3b741b9e": ("slotCount()", "slotByIndex(uint256)", "tokenSupplyInSlot(uint256)", "tokenInSlotByIndex(uint256,uint256)"),
    "e1600902": ("contractURI()", "slotURI(uint256)"),
    "b688be58": ("setApprovalForSlot(address,uint256,address,bool)", "isApprovedForSlot(address,uint256,address)"),
    "ad092b5c": ("setUser(uint256,address,uint64)", "userOf(uint256)", "userExpires(uint256)"),
    "b45a3c0e": ("locked(uint256)",),
    "0489b56f": ("burnAuth(uint256)",),
    "5604e225": ("permit(address,uint256,uint256,bytes)", "nonces(uint256)", "DOMAIN_SEPARATOR()"),
    "6faff5f1": ("token()", "state()", "isValidSigner(address,bytes)"),
    "51945447": ("execute(address,uint256,bytes,uint8)",),
    "0f632fb3": ("balanceOf(address,uint256)", "allowance(address,address,uint256)", "isOperator(address,address)",
                 "transfer(address,uint256,uint256)", "transferFrom(address,address,uint256,uint256)", "approve(address,uint256,uint256)",
                 "setOperator(address,bool)"),
    "e3bc4e65": ("setOperator(address,bool)", "isOperator(address,address)"),
    "ce3bbe50": ("requestDeposit(uint256,address,address)", "pendingDepositRequest(uint256,address)",
                 "claimableDepositRequest(uint256,address)", "deposit(uint256,address,address)", "mint(uint256,address,address)"),
    "620ee8e4": ("requestRedeem(uint256,address,address)", "pendingRedeemRequest(uint256,address)", "claimableRedeemRequest(uint256,address)"),
    "f815c03d": ("vault(address)",),
    "48e2b093": ("facets()", "facetFunctionSelectors(address)", "facetAddresses()", "facetAddress(bytes4)"),
    "1f931c1c": ("diamondCut((address,uint8,bytes4[])[],address,bytes)",),
    "da287a1d": ("clock()", "CLOCK_MODE()"),
    "e90fb3f6": ("getVotes(address)", "getPastVotes(address,uint256)", "getPastTotalSupply(uint256)", "delegates(address)",
                 "delegate(address)", "delegateBySig(address,uint256,uint256,uint8,bytes32,bytes32)"),
    "02e49c2c": ("oftVersion()", "token()", "approvalRequired()", "sharedDecimals()",
                 "quoteOFT((uint32,bytes32,uint256,uint256,bytes,bytes,bytes))",
                 "quoteSend((uint32,bytes32,uint256,uint256,bytes,bytes,bytes),bool)",
                 "send((uint32,bytes32,uint256,uint256,bytes,bytes,bytes),(uint256,uint256),address)"),
    "629aa694": ("getData(bytes32)", "setData(bytes32,bytes)", "getDataBatch(bytes32[])", "setDataBatch(bytes32[],bytes[])"),
    "7545acac": ("execute(uint256,address,uint256,bytes)", "executeBatch(uint256[],address[],uint256[],bytes[])"),
    "33331994": ("crosschainMint(address,uint256)", "crosschainBurn(address,uint256)"),
}
