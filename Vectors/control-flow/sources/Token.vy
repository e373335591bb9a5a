# Few functions: each compiler and mode dispatches them in its own way.

total: public(uint256)
values: DynArray[uint256, 32]

@internal
@pure
def _clamp(item: uint256, low: uint256, high: uint256) -> uint256:
    if item < low:
        return low
    if item > high:
        return high
    return item

@external
def put(item: uint256) -> uint256:
    clamped: uint256 = self._clamp(item, 10, 1000)
    self.values.append(clamped)
    self.total += clamped
    return self.total

@external
@view
def largest() -> uint256:
    best: uint256 = 0
    for item in self.values:
        best = max(best, self._clamp(item, 5, 500))
    return best

@external
@view
def at(index: uint256) -> uint256:
    return self.values[index]

@external
def clear():
    self.values = []
    self.total = 0

@external
@pure
def clamp(item: uint256, low: uint256 = 1, high: uint256 = 9) -> uint256:
    return self._clamp(item, low, high)
