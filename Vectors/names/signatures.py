"""The names that matter to Chequer, one declaration a line, in groups.

From this list come functions.jsonl, events.jsonl and errors.jsonl, and the tool's own table. A declaration
stands in the first group that has it; two of one canonical form differ in what is indexed.
"""

GROUPS = {
    "btfs-vault": """
function init(address _issuer, address _token)
function issuer() view returns (address)
function token() view returns (address)
function implementation() view returns (address)
function totalbalance() view returns (uint256)
function totalPaidOut() view returns (uint256)
function paidOut(address) view returns (uint256)
function bounced() view returns (bool)
function EIP712DOMAIN_TYPEHASH() view returns (bytes32)
function CHEQUE_TYPEHASH() view returns (bytes32)
function cashChequeBeneficiary(address recipient, uint256 cumulativePayout, bytes issuerSig)
function withdraw(uint256 amount)
function deposit(uint256 amount)
function setReciever(address)
event ChequeCashed(address indexed beneficiary, address indexed recipient, address indexed caller, uint256 totalPayout, uint256 cumulativePayout, uint256 callerPayout)
event ChequeBounced()
event VaultWithdraw(address indexed from, uint256 amount)
event VaultDeposit(address indexed from, uint256 amount)
event Withdraw(address indexed from, uint256 amount)
event Withdraw(uint256 amount)
""",
    "btfs-vault-multi": """
function MULTI_TOKEN_CHEQUE_TYPEHASH() view returns (bytes32)
function totalbalanceOf(address token) view returns (uint256)
function multiTokensPaidOut(address token, address beneficiary) view returns (uint256)
function multiTokensTotalPaidOut(address token) view returns (uint256)
function multiTokensBounced(address token) view returns (bool)
function multiTokenCashChequeBeneficiary(address token, address recipient, uint256 cumulativePayout, bytes issuerSig)
function multiTokenWithdraw(address token, uint256 amount)
function multiTokenDeposit(address token, uint256 amount)
event MultiTokenChequeCashed(address token, address indexed beneficiary, address indexed recipient, address indexed caller, uint256 totalPayout, uint256 cumulativePayout, uint256 callerPayout)
event MultiTokenChequeBounced(address indexed token)
event MultiTokenVaultWithdraw(address indexed token, address indexed from, uint256 amount)
event MultiTokenVaultDeposit(address indexed token, address indexed from, uint256 amount)
""",
    "btfs-factory": """
function deployVault(address issuer, address _logic, bytes32 salt, string id, bytes _data) returns (address)
function deployVault(address,bytes32) returns (address)
function deployVault(address,bytes32,string) returns (address)
function deployVault(address,address,address,bytes32,string,bytes) returns (address)
function deploySimpleSwap(address,bytes32) returns (address)
function deployedContracts(address) view returns (bool)
function peerVaultAddress(string) view returns (address)
function master() view returns (address)
function TokenAddress() view returns (address)
function init(address _logic, bytes _data) payable
function init(address,address,bytes)
event VaultDeployed(address issuer, address contractAddress, string id)
event VaultDeployed(address,address)
""",
    "btfs-oracle": """
function getPrice(address) view returns (uint256)
function getPrices(address[]) view returns (uint256[])
function prices(address) view returns (uint256)
function exchangeRate() view returns (uint256)
function getExchangeRate() view returns (uint256)
function updatePrices(address[],uint256[])
function updateExchangeRate(uint256)
function getRate(address) view returns (uint256)
function getRates(address[]) view returns (uint256[])
function getPricesAndRates(address[]) view returns (uint256[], uint256[])
function rates(address) view returns (uint256)
function updatePricesAndRates(address[],uint256[],uint256[])
function getPrice() view
function price() view returns (uint256)
function updatePrice(uint256)
event PricesUpdate(address[],uint256[])
event ExchangeRateUpdate(uint256)
event PricesAndRatesUpdate(address[],uint256[],uint256[])
event PriceUpdate(uint256)
event ChequeValueDeductionUpdate(uint256)
""",
    "btfs-status": """
function getStatus(string) view returns (string peer, uint32 createTime, string version, uint32 lastNonce, uint32 lastSignedTime, bytes lastSigned, uint16[30] hearts)
function reportStatus(string peer, uint32 createTime, string version, uint32 Nonce, address bttcAddress, uint32 signedTime, bytes signed)
function reportStatus(string peer, uint32 createTime, string version, uint32 Nonce, address bttcAddress, bytes signed)
function genHashExt(string,uint32,string,uint32,address,uint32) pure returns (bytes32)
function recoverSignerExt(bytes32,bytes)
function getHighScoreHost()
function totalStat() view returns (uint64 total, uint64 totalUsers)
function currentVersion() view returns (string)
function setCurrentVersion(string)
function setSignAddress(address)
function initialize(address)
event statusReported(string peer, uint32 createTime, string version, uint32 Nonce, address bttcAddress, uint32 signedTime, uint32 lastNonce, uint32 nowTime, uint16[30] hearts)
event statusReported(string,uint32,string,uint32,uint32,address,uint16[30])
event versionChanged(string,string)
event signAddressChanged(address,address)
""",
    "btfs-files": """
function AddFileMeta(string,(string ownerPeerId, address from, string fileName, string fileExt, bool isDir, uint256 fileSize))
function GetFileMeta(string) view
function DeleteFileMeta(string)
function getImplementation() view returns (address)
function addFileMeta(string cid, bytes metaData, uint256 size, (bytes32 contractId, address sp)[] pairs)
function getFileMeta(string,string[]) view returns (bytes, uint8[])
function updateStatus(string contractId, uint8 status)
function contractStatus(bytes32) view returns (uint8)
function contractSP(bytes32) view returns (address)
function fileMeta(bytes32) view returns (bytes)
function totalUsedSize() view returns (uint256)
event eventAddFileMeta(string,(string ownerPeerId, address from, string fileName, string fileExt, bool isDir, uint256 fileSize))
event eventDeleteFileMeta(string)
event FileMetaAdded(string,bytes)
event StatusUpdated(string,uint8)
""",
    "btfs-stake": """
function stake() payable
function unstake(uint256)
function withdraw()
function getUserStake(address) view returns (uint256 stakedAmount, uint256 unlockTime, uint256 unlockedAmount)
function getGlobalStats() view returns (uint256 totalStaked, uint256 totalUnlocked, uint256 contractBalance)
function minStakeAmount() view returns (uint256)
function unlockPeriod() view returns (uint256)
function stakers(address) view
function totalStaked() view returns (uint256)
function totalUnlocked() view returns (uint256)
function updateParameters(uint256,uint256)
function initialize(uint256,uint256)
event Staked(address indexed user, uint256 amount)
event Unstaked(address indexed user, uint256 amount, uint256 unlockTime)
event Withdrawn(address indexed user, uint256 amount)
event ParametersUpdated(uint256,uint256)
""",
    "btfs-proposal": """
function submitProposal(uint8,string,string,string)
function approveProposal(uint256)
function rejectProposal(uint256)
function cancelProposal(uint256)
function getProposal(uint256) view
function getAllProposals() view
function getProposalsByType(uint8) view
function getProposalCount() view returns (uint256)
function getActiveProposalCount() view returns (uint256)
function REVIEWER_ROLE() view returns (bytes32)
""",
    "btfs-airdrop": """
function claim(uint256 merkleIndex, uint256 index, uint256 amount, bytes32[] proof)
function isClaimed(uint256,uint256) view returns (bool)
function merkleRoots(uint256) view returns (bytes32)
function pendingMerkleRoot() view returns (bytes32)
function lastRoot() view
function proposewMerkleRoot(bytes32)
function reviewPendingMerkleRoot(bool)
function setMinter(address)
function setProposalAuthority(address)
function setReviewAuthority(address)
function sendAirdrop(address,uint256)
function upgradeOwner(address)
function upgradeCaller(address)
function tokenAddress() view returns (address)
function caller() view returns (address)
event Claimed(uint256,uint256,address,uint256)
""",
    "swarm-chequebook": """
function init(address,address,uint256)
function cashCheque(address beneficiary, address recipient, uint256 cumulativePayout, bytes beneficiarySig, uint256 callerPayout, bytes issuerSig)
function balance() view returns (uint256)
function liquidBalance() view returns (uint256)
function liquidBalanceFor(address beneficiary) view returns (uint256)
function hardDeposits(address) view returns (uint256 amount, uint256 decreaseAmount, uint256 timeout, uint256 canBeDecreasedAt)
function totalHardDeposit() view returns (uint256)
function defaultHardDepositTimeout() view returns (uint256)
function prepareDecreaseHardDeposit(address beneficiary, uint256 decreaseAmount)
function decreaseHardDeposit(address beneficiary)
function increaseHardDeposit(address beneficiary, uint256 amount)
function setCustomHardDepositTimeout(address beneficiary, uint256 hardDepositTimeout, bytes beneficiarySig)
function CASHOUT_TYPEHASH() view returns (bytes32)
function CUSTOMDECREASETIMEOUT_TYPEHASH() view returns (bytes32)
event HardDepositAmountChanged(address indexed beneficiary, uint256 amount)
event HardDepositDecreasePrepared(address indexed beneficiary, uint256 decreaseAmount)
event HardDepositTimeoutChanged(address indexed beneficiary, uint256 timeout)
""",
    "swarm-factory": """
function deploySimpleSwap(address issuer, uint256 defaultHardDepositTimeoutDuration, bytes32 salt) returns (address)
function ERC20Address() view returns (address)
event SimpleSwapDeployed(address contractAddress)
""",
    "erc20": """
function name() view returns (string)
function symbol() view returns (string)
function decimals() view returns (uint8)
function totalSupply() view returns (uint256)
function balanceOf(address account) view returns (uint256)
function transfer(address to, uint256 value) returns (bool)
function allowance(address owner, address spender) view returns (uint256)
function approve(address spender, uint256 value) returns (bool)
function transferFrom(address from, address to, uint256 value) returns (bool)
function increaseAllowance(address spender, uint256 addedValue) returns (bool)
function decreaseAllowance(address spender, uint256 subtractedValue) returns (bool)
function mint(address to, uint256 amount)
function burn(uint256 value)
function burnFrom(address account, uint256 value)
function cap() view returns (uint256)
event Transfer(address indexed from, address indexed to, uint256 value)
event Approval(address indexed owner, address indexed spender, uint256 value)
""",
    "weth9": """
function deposit() payable
event Deposit(address indexed dst, uint256 wad)
event Withdrawal(address indexed src, uint256 wad)
""",
    "erc721": """
function ownerOf(uint256 tokenId) view returns (address)
function safeTransferFrom(address from, address to, uint256 tokenId, bytes data)
function safeTransferFrom(address from, address to, uint256 tokenId)
function setApprovalForAll(address operator, bool approved)
function getApproved(uint256 tokenId) view returns (address)
function isApprovedForAll(address owner, address operator) view returns (bool)
function tokenURI(uint256 tokenId) view returns (string)
function totalSupply(uint256 id) view returns (uint256)
function tokenOfOwnerByIndex(address owner, uint256 index) view returns (uint256)
function tokenByIndex(uint256 index) view returns (uint256)
function onERC721Received(address operator, address from, uint256 tokenId, bytes data) returns (bytes4)
function baseURI() view returns (string)
function safeMint(address to, uint256 tokenId)
event Transfer(address indexed from, address indexed to, uint256 indexed tokenId)
event Approval(address indexed owner, address indexed approved, uint256 indexed tokenId)
event ApprovalForAll(address indexed owner, address indexed operator, bool approved)
""",
    "erc1155": """
function balanceOf(address account, uint256 id) view returns (uint256)
function balanceOfBatch(address[] accounts, uint256[] ids) view returns (uint256[])
function safeTransferFrom(address from, address to, uint256 id, uint256 value, bytes data)
function safeBatchTransferFrom(address from, address to, uint256[] ids, uint256[] values, bytes data)
function uri(uint256 id) view returns (string)
function onERC1155Received(address operator, address from, uint256 id, uint256 value, bytes data) returns (bytes4)
function onERC1155BatchReceived(address operator, address from, uint256[] ids, uint256[] values, bytes data) returns (bytes4)
event TransferSingle(address indexed operator, address indexed from, address indexed to, uint256 id, uint256 value)
event TransferBatch(address indexed operator, address indexed from, address indexed to, uint256[] ids, uint256[] values)
event URI(string value, uint256 indexed id)
""",
    "erc165": """
function supportsInterface(bytes4 interfaceId) view returns (bool)
""",
    "erc173": """
function owner() view returns (address)
function transferOwnership(address newOwner)
event OwnershipTransferred(address indexed previousOwner, address indexed newOwner)
""",
    "erc1271": """
function isValidSignature(bytes32 hash, bytes signature) view returns (bytes4)
function isValidSignature(bytes data, bytes signature) view returns (bytes4)
""",
    "erc1822": """
function proxiableUUID() view returns (bytes32)
""",
    "erc1967": """
event Upgraded(address indexed implementation)
event AdminChanged(address previousAdmin, address newAdmin)
event BeaconUpgraded(address indexed beacon)
""",
    "erc2612": """
function permit(address owner, address spender, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s)
function nonces(address owner) view returns (uint256)
function DOMAIN_SEPARATOR() view returns (bytes32)
function PERMIT_TYPEHASH() view returns (bytes32)
error ERC2612ExpiredSignature(uint256 deadline)
error ERC2612InvalidSigner(address signer, address owner)
""",
    "erc2981": """
function royaltyInfo(uint256 tokenId, uint256 salePrice) view returns (address receiver, uint256 royaltyAmount)
error ERC2981InvalidDefaultRoyalty(uint256 numerator, uint256 denominator)
error ERC2981InvalidDefaultRoyaltyReceiver(address receiver)
error ERC2981InvalidTokenRoyalty(uint256 tokenId, uint256 numerator, uint256 denominator)
error ERC2981InvalidTokenRoyaltyReceiver(uint256 tokenId, address receiver)
""",
    "erc3156": """
function maxFlashLoan(address token) view returns (uint256)
function flashFee(address token, uint256 amount) view returns (uint256)
function flashLoan(address receiver, address token, uint256 amount, bytes data) returns (bool)
function onFlashLoan(address initiator, address token, uint256 amount, uint256 fee, bytes data) returns (bytes32)
error ERC3156UnsupportedToken(address token)
error ERC3156ExceededMaxLoan(uint256 maxLoan)
error ERC3156InvalidReceiver(address receiver)
""",
    "erc4626": """
function asset() view returns (address)
function totalAssets() view returns (uint256)
function convertToShares(uint256 assets) view returns (uint256)
function convertToAssets(uint256 shares) view returns (uint256)
function maxDeposit(address receiver) view returns (uint256)
function previewDeposit(uint256 assets) view returns (uint256)
function deposit(uint256 assets, address receiver) returns (uint256)
function maxMint(address receiver) view returns (uint256)
function previewMint(uint256 shares) view returns (uint256)
function mint(uint256 shares, address receiver) returns (uint256)
function maxWithdraw(address owner) view returns (uint256)
function previewWithdraw(uint256 assets) view returns (uint256)
function withdraw(uint256 assets, address receiver, address owner) returns (uint256)
function maxRedeem(address owner) view returns (uint256)
function previewRedeem(uint256 shares) view returns (uint256)
function redeem(uint256 shares, address receiver, address owner) returns (uint256)
event Deposit(address indexed sender, address indexed owner, uint256 assets, uint256 shares)
event Withdraw(address indexed sender, address indexed receiver, address indexed owner, uint256 assets, uint256 shares)
error ERC4626ExceededMaxDeposit(address receiver, uint256 assets, uint256 max)
error ERC4626ExceededMaxMint(address receiver, uint256 shares, uint256 max)
error ERC4626ExceededMaxWithdraw(address owner, uint256 assets, uint256 max)
error ERC4626ExceededMaxRedeem(address owner, uint256 shares, uint256 max)
""",
    "erc5267": """
function eip712Domain() view returns (bytes1 fields, string name, string version, uint256 chainId, address verifyingContract, bytes32 salt, uint256[] extensions)
event EIP712DomainChanged()
""",
    "erc6093": """
error ERC20InsufficientBalance(address sender, uint256 balance, uint256 needed)
error ERC20InvalidSender(address sender)
error ERC20InvalidReceiver(address receiver)
error ERC20InsufficientAllowance(address spender, uint256 allowance, uint256 needed)
error ERC20InvalidApprover(address approver)
error ERC20InvalidSpender(address spender)
error ERC721InvalidOwner(address owner)
error ERC721NonexistentToken(uint256 tokenId)
error ERC721IncorrectOwner(address sender, uint256 tokenId, address owner)
error ERC721InvalidSender(address sender)
error ERC721InvalidReceiver(address receiver)
error ERC721InsufficientApproval(address operator, uint256 tokenId)
error ERC721InvalidApprover(address approver)
error ERC721InvalidOperator(address operator)
error ERC1155InsufficientBalance(address sender, uint256 balance, uint256 needed, uint256 tokenId)
error ERC1155InvalidSender(address sender)
error ERC1155InvalidReceiver(address receiver)
error ERC1155MissingApprovalForAll(address operator, address owner)
error ERC1155InvalidApprover(address approver)
error ERC1155InvalidOperator(address operator)
error ERC1155InvalidArrayLength(uint256 idsLength, uint256 valuesLength)
""",
    "solidity": """
error Error(string reason)
error Panic(uint256 code)
""",
}
