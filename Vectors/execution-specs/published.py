"""Published state tests whose form or expectation is out of the ordinary, carried over as facts.

From the repository ethereum/tests, each at the commit named: the numbers, addresses and hashes are
theirs, what does not bear on the run is left out.
"""
SENDER = "a94f5374fce5edbc8e2a8697c15331677e6ebf0b"
KEY = "45a915e4d060149eb4365960e6a7a45f334393093061116b197e3240065ff2d8"
COINBASE = "2adc25665018aa1fe0e6bc666dac8fc2697ff9ba"
NO_LOGS = "0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347"


def post(hashes, **more):
    from provenance import Verbatim
    indexes = {"data": Verbatim(0), "gas": Verbatim(0), "value": Verbatim(0)}
    return {fork: [{"hash": root, "indexes": indexes} | more] for fork, root in hashes.items()}


def rows():
    # Commit 030c5af (2017): no 0x, no logs, decimal numbers, and nothing says that the transaction is
    # refused. The coinbase is not touched.
    root = "fdb4ec6fbe1f71e310dcbd7efaa690f8e6acf00bb5bf7940b39af182cd5f92aa"
    yield {
        "name": "stTransactionTest/TransactionNonceCheck of 2017", "refused": True,
        "env": {
            "currentCoinbase": COINBASE, "currentDifficulty": "0x020000",
            "currentGasLimit": "0x0f4240", "currentNumber": "0x01", "currentTimestamp": "0x03e8"},
        "pre": {SENDER: {"balance": "0x0186a0", "code": "0x", "nonce": "0x0a", "storage": {}}},
        "transaction": {
            "data": [""], "gasLimit": ["22000"], "gasPrice": "0x01", "nonce": "0x00",
            "secretKey": KEY, "to": "b94f5374fce5edbc8e2a8697c15331677e6ebf0b", "value": ["10"]},
        "post": post({"Frontier": root, "Homestead": root, "EIP150": root, "EIP158": root}),
    }
    # Commit 91b7314 (2019): before EIP-158 the coinbase is made by a reward of nothing.
    touched = "0xa9eac0ef3e5bf0aacdf57df7add8d8faf64e14e9bae6757435e3117adb52ae12"
    yield {
        "name": "stTransactionTest/TransactionNonceCheck of 2019", "refused": True,
        "_info": {"filledwith": "testeth 1.5.0.dev2-52+commit.d419e0a2"},
        "env": {
            "currentCoinbase": "0x" + COINBASE, "currentDifficulty": "0x020000",
            "currentGasLimit": "0x0f4240", "currentNumber": "0x01", "currentTimestamp": "0x03e8"},
        "pre": {"0x" + SENDER: {"balance": "0x0186a0", "code": "", "nonce": "0x0a", "storage": {}}},
        "transaction": {
            "data": ["0x"], "gasLimit": ["0x55f0"], "gasPrice": "0x01", "nonce": "0x00",
            "secretKey": "0x" + KEY, "to": "0xb94f5374fce5edbc8e2a8697c15331677e6ebf0b",
            "value": ["0x0a"]},
        "post": post({
            "Frontier": touched, "Homestead": touched, "EIP150": touched, "EIP158": "0x" + root,
            "Byzantium": "0x" + root, "Constantinople": "0x" + root}, logs=NO_LOGS),
    }
    # Commit f5e9857 (2024): a value of 257 bits, and an empty account.
    touched = "0x7e18cda82e88b51f339192016b7f3e803051e1e115260efb25f8602b894226ec"
    root = "0x1751725d1aad5298768fbcf64069b2c1b85aeaffcc561146067d6beedd08052a"
    raw = (
        "0xf880806482520894d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0a1010000000000000000000000000000"
        "000000000000000000000000000000000001801ba0c16787a8e25e941d67691954642876c08f00996163ae7dfa"
        "dbbfd6cd436f549da06180e5626cae31590f40641fe8f63734316c4bfeb4cdfab6714198c1044d2e28")
    yield {
        "name": "stTransactionTest/ValueOverflow", "refused": True,
        "env": {
            "currentBaseFee": "0x0a", "currentCoinbase": "0x" + COINBASE,
            "currentDifficulty": "0x020000", "currentExcessBlobGas": "0x00",
            "currentGasLimit": "0x05500000", "currentNumber": "0x01",
            "currentRandom": "0x" + "00" * 29 + "020000", "currentTimestamp": "0x03e8"},
        "pre": {
            "0x" + SENDER: {"balance": "0x3b9aca00", "code": "0x", "nonce": "0x00", "storage": {}},
            "0x" + "d0" * 20: {"balance": "0x00", "code": "0x", "nonce": "0x00", "storage": {}}},
        "transaction": {
            "data": ["0x"], "gasLimit": ["0x5208"], "gasPrice": "0x64", "nonce": "0x00",
            "secretKey": "0x" + KEY, "sender": "0x" + SENDER, "to": "0x" + "d0" * 20,
            "value": ["0x:bigint 0x1" + "00" * 31 + "01"]},
        "post": post({
            "Frontier": touched, "Homestead": touched, "EIP150": touched, "EIP158": root,
            "Byzantium": root, "ConstantinopleFix": root, "Istanbul": root, "Berlin": root,
            "London": root}, logs=NO_LOGS, txbytes=raw, expectException="TR_RLP_WRONGVALUE"),
    }
