# since 0.2.16
# Not a proxy: one function runs one library function by delegatecall, with data of its own.

library: public(address)
result: public(uint256)

@deploy
def __init__(_library: address):
    self.library = _library

@external
def compute(a: uint256, b: uint256) -> uint256:
    response: Bytes[32] = raw_call(
        self.library,
        concat(method_id("add(uint256,uint256)"), convert(a, bytes32), convert(b, bytes32)),
        max_outsize=32,
        is_delegate_call=True,
    )
    self.result = convert(extract32(response, 0), uint256)
    return self.result

@external
def plain(target: address, data: Bytes[100]) -> Bytes[64]:
    assert msg.sender == self.library, "not the library"
    return raw_call(target, data, max_outsize=64)
