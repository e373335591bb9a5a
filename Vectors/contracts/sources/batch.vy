# since 0.2.16
# Fixed arrays of twenty, loops, internal calls, several outputs, native payouts.

struct Claim:
    weight: uint256
    paid: uint256

claims: public(HashMap[address, Claim])
totalWeight: public(uint256)
order: public(address[20])
cursor: public(uint256)

@internal
def _claim(owner: address, weight: uint256) -> uint256:
    claim: Claim = self.claims[owner]
    self.totalWeight = self.totalWeight + weight - claim.weight
    self.claims[owner] = Claim(weight=weight, paid=claim.paid)
    return claim.paid

@external
def setClaims(owners: address[20], weights: uint256[20]) -> uint256:
    total: uint256 = 0
    for i: uint256 in range(20):
        if owners[i] == empty(address):
            break
        total += self._claim(owners[i], weights[i])
        self.order[i] = owners[i]
    return total

@external
@payable
def distribute(owners: address[20]) -> bool:
    share: uint256 = msg.value // 20
    for owner: address in owners:
        if owner == empty(address):
            continue
        self.claims[owner].paid += share
        send(owner, share)
    return True

@external
def step(limit: uint256) -> (address, uint256):
    for i: uint256 in range(20):
        if i >= limit:
            break
        self.cursor = (self.cursor + 1) % 20
    return self.order[self.cursor], self.cursor

@view
@external
def isSorted(values: uint256[20]) -> bool:
    for i: uint256 in range(19):
        if values[i] > values[i + 1]:
            return False
    return True

@pure
@external
def root(x: uint256) -> uint256:
    z: uint256 = (x + 1) // 2
    y: uint256 = x
    for i: uint256 in range(256):
        if z >= y:
            break
        y = z
        z = (x // z + z) // 2
    return y
