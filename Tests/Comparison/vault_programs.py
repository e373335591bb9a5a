"""Programs on the contracts of BTFS: transfers of WBTT, and cash-outs of signed cheques.

The contracts are those of `Vectors/contracts/btfs/genesis.json`, at their addresses on BTTC.
"""

import json
import pathlib

from eth_abi import encode
from eth_account import Account
from eth_account.messages import encode_typed_data
from eth_utils import keccak, to_canonical_address, to_checksum_address

from speed_programs import CONTRACT, assemble

GENESIS = pathlib.Path(__file__).parents[2] / "Vectors" / "contracts" / "btfs" / "genesis.json"
WBTT = "0x23181F21DEa5936e24163FFABa4Ea3B316B57f3C"
FACTORY = "0x763d7858287B9a33F4bE5bb3df0241dACc59BCc7"
MASTER = "0x5cf1f8C1C89e6fd24863918571917b5109D6a170"
LOGIC = "0x11a91B7270ea000768F7A2C543547e832b5cb031"
RENTER = Account.from_key("0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d")
HOST = "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC"
CHEQUES = 40


def call(signature, types, *values):
    return keccak(text=f"{signature}({','.join(types)})")[:4] + encode(types, values)


def accounts():
    """The accounts of the genesis, as rows have them."""
    state = json.loads(GENESIS.read_text(encoding="utf-8"))["accounts"]
    return {
        address: {"balance": account["balance"], "nonce": account["nonce"], "code": account["code"],
                  "storage": account["storage"]}
        for address, account in state.items()
    }


def vault_address():
    """Where the factory clones the shell for the renter and salt 0 (EIP-1014, EIP-1167)."""
    salt = keccak(encode(["address", "bytes32"], [RENTER.address, bytes(32)]))
    clone = bytes.fromhex("3d602d80600a3d3981f3363d3d373d3d3d363d73") + to_canonical_address(MASTER)
    clone += bytes.fromhex("5af43d82803e903d91602b57fd5bf3")
    return to_checksum_address(
        keccak(b"\xff" + to_canonical_address(FACTORY) + salt + keccak(clone))[12:])


def setup():
    """The calls after which the programs run: (from, to, data)."""
    vault = vault_address()
    init = call("init", ["address", "address"], RENTER.address, WBTT)
    deploy = call(
        "deployVault", ["address", "address", "bytes32", "string", "bytes"], RENTER.address, LOGIC,
        bytes(32), "16Uiu2HAmSpeed", init)
    transfer = ["address", "uint256"]
    return [
        (RENTER.address, FACTORY, deploy),
        (RENTER.address, WBTT, call("transfer", transfer, vault, 10**21)),
        (RENTER.address, WBTT, call("transfer", transfer, CONTRACT, 10**21)),
    ]


TRANSFERS = """
  0xa9059cbb 224 SHL 0 MSTORE HOST 4 MSTORE 1 36 MSTORE
  0 CALLDATALOAD
  loop: DUP1 ISZERO @end JUMPI
    32 0x80 68 0 0 WBTT GAS CALL ISZERO @fail JUMPI
    1 SWAP1 SUB @loop JUMP
  end: POP 0x80 MLOAD 0 MSTORE 32 0 RETURN
  fail: 0 0 REVERT
""".replace("HOST", HOST).replace("WBTT", WBTT)

CASH_OUTS = """
  32 0 CALLDATALOAD
  loop: DUP1 ISZERO @end JUMPI
    SWAP1 228 DUP2 0 CALLDATACOPY 0 0 228 0 0 VAULT GAS CALL ISZERO @fail JUMPI 256 ADD SWAP1
    1 SWAP1 SUB @loop JUMP
  end: POP 0 MSTORE 32 0 RETURN
  fail: 0 0 REVERT
""".replace("VAULT", vault_address())


def cheque(payout):
    """The calldata that cashes a cheque, 228 bytes."""
    message = {
        "types": {
            "EIP712Domain": [
                {"name": "name", "type": "string"}, {"name": "version", "type": "string"},
                {"name": "chainId", "type": "uint256"}],
            "Cheque": [
                {"name": "vault", "type": "address"}, {"name": "beneficiary", "type": "address"},
                {"name": "cumulativePayout", "type": "uint256"}],
        },
        "primaryType": "Cheque",
        "domain": {"name": "Vault", "version": "1.0", "chainId": 199},
        "message": {"vault": vault_address(), "beneficiary": CONTRACT, "cumulativePayout": payout},
    }
    signature = RENTER.sign_message(encode_typed_data(full_message=message)).signature
    return call(
        "cashChequeBeneficiary", ["address", "uint256", "bytes"], HOST, payout, bytes(signature))


def programs():
    """Name, code, calldata."""
    count = 2_000
    yield "ERC-20 transfers", assemble(TRANSFERS), count.to_bytes(32, "big")
    cheques = b"".join(cheque(10**15 * (1 + index)).ljust(256, b"\0") for index in range(CHEQUES))
    yield "cash-outs", assemble(CASH_OUTS), CHEQUES.to_bytes(32, "big") + cheques
