# since 0.3.3
# Integers of all widths: each argument is used in arithmetic, compared, or kept.

kept: public(uint256)
signed: public(int256)

@external
def takeUint8(x: uint8):
    assert x != 3
    self.kept = convert(x, uint256)

@external
def takeUint16(x: uint16):
    assert x != 3
    self.kept = convert(x, uint256)

@external
def takeUint24(x: uint24):
    assert x != 3
    self.kept = convert(x, uint256)

@external
def takeUint32(x: uint32):
    assert x != 3
    self.kept = convert(x, uint256)

@external
def takeUint40(x: uint40):
    assert x != 3
    self.kept = convert(x, uint256)

@external
def takeUint48(x: uint48):
    assert x != 3
    self.kept = convert(x, uint256)

@external
def takeUint56(x: uint56):
    assert x != 3
    self.kept = convert(x, uint256)

@external
def takeUint64(x: uint64):
    assert x != 3
    self.kept = convert(x, uint256)

@external
def takeUint72(x: uint72):
    assert x != 3
    self.kept = convert(x, uint256)

@external
def takeUint80(x: uint80):
    assert x != 3
    self.kept = convert(x, uint256)

@external
def takeUint88(x: uint88):
    assert x != 3
    self.kept = convert(x, uint256)

@external
def takeUint96(x: uint96):
    assert x != 3
    self.kept = convert(x, uint256)

@external
def takeUint104(x: uint104):
    assert x != 3
    self.kept = convert(x, uint256)

@external
def takeUint112(x: uint112):
    assert x != 3
    self.kept = convert(x, uint256)

@external
def takeUint120(x: uint120):
    assert x != 3
    self.kept = convert(x, uint256)

@external
def takeUint128(x: uint128):
    assert x != 3
    self.kept = convert(x, uint256)

@external
def takeUint136(x: uint136):
    assert x != 3
    self.kept = convert(x, uint256)

@external
def takeUint144(x: uint144):
    assert x != 3
    self.kept = convert(x, uint256)

@external
def takeUint152(x: uint152):
    assert x != 3
    self.kept = convert(x, uint256)

@external
def takeUint160(x: uint160):
    assert x != 3
    self.kept = convert(x, uint256)

@external
def takeUint168(x: uint168):
    assert x != 3
    self.kept = convert(x, uint256)

@external
def takeUint176(x: uint176):
    assert x != 3
    self.kept = convert(x, uint256)

@external
def takeUint184(x: uint184):
    assert x != 3
    self.kept = convert(x, uint256)

@external
def takeUint192(x: uint192):
    assert x != 3
    self.kept = convert(x, uint256)

@external
def takeUint200(x: uint200):
    assert x != 3
    self.kept = convert(x, uint256)

@external
def takeUint208(x: uint208):
    assert x != 3
    self.kept = convert(x, uint256)

@external
def takeUint216(x: uint216):
    assert x != 3
    self.kept = convert(x, uint256)

@external
def takeUint224(x: uint224):
    assert x != 3
    self.kept = convert(x, uint256)

@external
def takeUint232(x: uint232):
    assert x != 3
    self.kept = convert(x, uint256)

@external
def takeUint240(x: uint240):
    assert x != 3
    self.kept = convert(x, uint256)

@external
def takeUint248(x: uint248):
    assert x != 3
    self.kept = convert(x, uint256)

@external
def takeUint256(x: uint256):
    assert x != 3
    self.kept = x

@external
def takeInt8(x: int8):
    assert x > -5
    self.signed = convert(x, int256)

@external
def takeInt16(x: int16):
    assert x > -5
    self.signed = convert(x, int256)

@external
def takeInt24(x: int24):
    assert x > -5
    self.signed = convert(x, int256)

@external
def takeInt32(x: int32):
    assert x > -5
    self.signed = convert(x, int256)

@external
def takeInt40(x: int40):
    assert x > -5
    self.signed = convert(x, int256)

@external
def takeInt48(x: int48):
    assert x > -5
    self.signed = convert(x, int256)

@external
def takeInt56(x: int56):
    assert x > -5
    self.signed = convert(x, int256)

@external
def takeInt64(x: int64):
    assert x > -5
    self.signed = convert(x, int256)

@external
def takeInt72(x: int72):
    assert x > -5
    self.signed = convert(x, int256)

@external
def takeInt80(x: int80):
    assert x > -5
    self.signed = convert(x, int256)

@external
def takeInt88(x: int88):
    assert x > -5
    self.signed = convert(x, int256)

@external
def takeInt96(x: int96):
    assert x > -5
    self.signed = convert(x, int256)

@external
def takeInt104(x: int104):
    assert x > -5
    self.signed = convert(x, int256)

@external
def takeInt112(x: int112):
    assert x > -5
    self.signed = convert(x, int256)

@external
def takeInt120(x: int120):
    assert x > -5
    self.signed = convert(x, int256)

@external
def takeInt128(x: int128):
    assert x > -5
    self.signed = convert(x, int256)

@external
def takeInt136(x: int136):
    assert x > -5
    self.signed = convert(x, int256)

@external
def takeInt144(x: int144):
    assert x > -5
    self.signed = convert(x, int256)

@external
def takeInt152(x: int152):
    assert x > -5
    self.signed = convert(x, int256)

@external
def takeInt160(x: int160):
    assert x > -5
    self.signed = convert(x, int256)

@external
def takeInt168(x: int168):
    assert x > -5
    self.signed = convert(x, int256)

@external
def takeInt176(x: int176):
    assert x > -5
    self.signed = convert(x, int256)

@external
def takeInt184(x: int184):
    assert x > -5
    self.signed = convert(x, int256)

@external
def takeInt192(x: int192):
    assert x > -5
    self.signed = convert(x, int256)

@external
def takeInt200(x: int200):
    assert x > -5
    self.signed = convert(x, int256)

@external
def takeInt208(x: int208):
    assert x > -5
    self.signed = convert(x, int256)

@external
def takeInt216(x: int216):
    assert x > -5
    self.signed = convert(x, int256)

@external
def takeInt224(x: int224):
    assert x > -5
    self.signed = convert(x, int256)

@external
def takeInt232(x: int232):
    assert x > -5
    self.signed = convert(x, int256)

@external
def takeInt240(x: int240):
    assert x > -5
    self.signed = convert(x, int256)

@external
def takeInt248(x: int248):
    assert x > -5
    self.signed = convert(x, int256)

@external
def takeInt256(x: int256):
    assert x > -5
    self.signed = x
