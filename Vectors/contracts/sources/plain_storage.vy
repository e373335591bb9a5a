# since 0.2.16
# Storage that every compiler here has: words, structs, fixed arrays, texts, mappings of mappings.

struct Account:
    owner: address
    funds: uint256
    frozen: bool

first: uint256
owner: address
frozen: bool
signed: int128
key: bytes32
account: Account
grid: uint256[3][2]
owners: address[4]
text: String[50]
blob: Bytes[70]
balances: HashMap[address, uint256]
allowances: HashMap[address, HashMap[address, uint256]]
byKey: HashMap[bytes32, address]
byNumber: HashMap[uint256, bool]
accounts: HashMap[address, Account]
texts: HashMap[uint256, String[50]]
last: uint256

@external
def setFirst(given: uint256):
    self.first = given

@external
def setOwner(given: address):
    self.owner = given

@external
def setFrozen(given: bool):
    self.frozen = given

@external
def setSigned(given: int128):
    self.signed = given

@external
def setKey(given: bytes32):
    self.key = given

@external
def setAccount(owner: address, amount: uint256, frozen: bool):
    self.account.owner = owner
    self.account.funds = amount
    self.account.frozen = frozen

@external
def setGrid(i: uint256, j: uint256, given: uint256):
    self.grid[i][j] = given

@external
def setOwners(i: uint256, given: address):
    self.owners[i] = given

@external
def setText(given: String[50]):
    self.text = given

@external
def setBlob(given: Bytes[70]):
    self.blob = given

@external
def setBalance(owner: address, given: uint256):
    self.balances[owner] = given

@external
def setAllowance(owner: address, spender: address, given: uint256):
    self.allowances[owner][spender] = given

@external
def setByKey(key: bytes32, given: address):
    self.byKey[key] = given

@external
def setByNumber(key: uint256, given: bool):
    self.byNumber[key] = given

@external
def setAccounts(key: address, amount: uint256, frozen: bool):
    self.accounts[key].owner = key
    self.accounts[key].funds = amount
    self.accounts[key].frozen = frozen

@external
def setTexts(key: uint256, given: String[50]):
    self.texts[key] = given

@external
def setLast(given: uint256):
    self.last = given

@view
@external
def read() -> (uint256, address, bool, int128, bytes32):
    return self.first, self.owner, self.frozen, self.signed, self.key

@view
@external
def readMore(owner: address, i: uint256) -> (uint256, address, uint256, bool):
    return self.grid[1][i], self.owners[i], self.accounts[owner].funds, self.account.frozen

@view
@external
def readText() -> String[50]:
    return self.text

@view
@external
def readBlob() -> Bytes[70]:
    return self.blob
