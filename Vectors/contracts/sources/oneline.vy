# since 0.2.16
# One function, so the dispatcher is one comparison.

@view
@external
def answer() -> uint256:
    return 42
