# since 0.3.3
# Fixed bytes of all widths: each argument is kept, beside a amount so that no two are mixed up.

kept1: public(bytes1)
kept2: public(bytes2)
kept3: public(bytes3)
kept4: public(bytes4)
kept5: public(bytes5)
kept6: public(bytes6)
kept7: public(bytes7)
kept8: public(bytes8)
kept9: public(bytes9)
kept10: public(bytes10)
kept11: public(bytes11)
kept12: public(bytes12)
kept13: public(bytes13)
kept14: public(bytes14)
kept15: public(bytes15)
kept16: public(bytes16)
kept17: public(bytes17)
kept18: public(bytes18)
kept19: public(bytes19)
kept20: public(bytes20)
kept21: public(bytes21)
kept22: public(bytes22)
kept23: public(bytes23)
kept24: public(bytes24)
kept25: public(bytes25)
kept26: public(bytes26)
kept27: public(bytes27)
kept28: public(bytes28)
kept29: public(bytes29)
kept30: public(bytes30)
kept31: public(bytes31)
kept32: public(bytes32)
amount: public(uint256)

@external
def takeBytes1(x: bytes1, y: uint256):
    self.kept1 = x
    self.amount = y + 1

@external
def takeBytes2(x: bytes2, y: uint256):
    self.kept2 = x
    self.amount = y + 1

@external
def takeBytes3(x: bytes3, y: uint256):
    self.kept3 = x
    self.amount = y + 1

@external
def takeBytes4(x: bytes4, y: uint256):
    self.kept4 = x
    self.amount = y + 1

@external
def takeBytes5(x: bytes5, y: uint256):
    self.kept5 = x
    self.amount = y + 1

@external
def takeBytes6(x: bytes6, y: uint256):
    self.kept6 = x
    self.amount = y + 1

@external
def takeBytes7(x: bytes7, y: uint256):
    self.kept7 = x
    self.amount = y + 1

@external
def takeBytes8(x: bytes8, y: uint256):
    self.kept8 = x
    self.amount = y + 1

@external
def takeBytes9(x: bytes9, y: uint256):
    self.kept9 = x
    self.amount = y + 1

@external
def takeBytes10(x: bytes10, y: uint256):
    self.kept10 = x
    self.amount = y + 1

@external
def takeBytes11(x: bytes11, y: uint256):
    self.kept11 = x
    self.amount = y + 1

@external
def takeBytes12(x: bytes12, y: uint256):
    self.kept12 = x
    self.amount = y + 1

@external
def takeBytes13(x: bytes13, y: uint256):
    self.kept13 = x
    self.amount = y + 1

@external
def takeBytes14(x: bytes14, y: uint256):
    self.kept14 = x
    self.amount = y + 1

@external
def takeBytes15(x: bytes15, y: uint256):
    self.kept15 = x
    self.amount = y + 1

@external
def takeBytes16(x: bytes16, y: uint256):
    self.kept16 = x
    self.amount = y + 1

@external
def takeBytes17(x: bytes17, y: uint256):
    self.kept17 = x
    self.amount = y + 1

@external
def takeBytes18(x: bytes18, y: uint256):
    self.kept18 = x
    self.amount = y + 1

@external
def takeBytes19(x: bytes19, y: uint256):
    self.kept19 = x
    self.amount = y + 1

@external
def takeBytes20(x: bytes20, y: uint256):
    self.kept20 = x
    self.amount = y + 1

@external
def takeBytes21(x: bytes21, y: uint256):
    self.kept21 = x
    self.amount = y + 1

@external
def takeBytes22(x: bytes22, y: uint256):
    self.kept22 = x
    self.amount = y + 1

@external
def takeBytes23(x: bytes23, y: uint256):
    self.kept23 = x
    self.amount = y + 1

@external
def takeBytes24(x: bytes24, y: uint256):
    self.kept24 = x
    self.amount = y + 1

@external
def takeBytes25(x: bytes25, y: uint256):
    self.kept25 = x
    self.amount = y + 1

@external
def takeBytes26(x: bytes26, y: uint256):
    self.kept26 = x
    self.amount = y + 1

@external
def takeBytes27(x: bytes27, y: uint256):
    self.kept27 = x
    self.amount = y + 1

@external
def takeBytes28(x: bytes28, y: uint256):
    self.kept28 = x
    self.amount = y + 1

@external
def takeBytes29(x: bytes29, y: uint256):
    self.kept29 = x
    self.amount = y + 1

@external
def takeBytes30(x: bytes30, y: uint256):
    self.kept30 = x
    self.amount = y + 1

@external
def takeBytes31(x: bytes31, y: uint256):
    self.kept31 = x
    self.amount = y + 1

@external
def takeBytes32(x: bytes32, y: uint256):
    self.kept32 = x
    self.amount = y + 1
