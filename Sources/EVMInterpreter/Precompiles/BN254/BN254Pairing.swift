/// The optimal ate pairing on BN254.
///
/// - SeeAlso: Vercauteren, "Optimal Pairings", 2010; Aranha, Karabina, Longa, Gebotys and López,
///   "Faster Explicit Formulas for Computing Pairings over Ordinary Curves", 2011.
enum BN254Pairing {
  /// A point of G1 and one of G2, neither of them infinity.
  struct Pair {
    var g1: BN254Point<BN254Fp>
    var g2: BN254Point<BN254Fp2>
  }

  /// Whether the product of all pairings is one; true for none.
  static func isProductOne(_ pairs: [Pair]) -> Bool {
    pairs.isEmpty || MillerLoop(pairs).run().finalExponentiation == .one
  }

  /// The loop's length in signed binary digits, most significant first, of which no two neighbours
  /// are other than zero. So there are fewer additions than in plain binary.
  fileprivate static let loopDigits: [Int8] = {
    var digits: [Int8] = []
    var rest = BN254.loopLength
    while rest != 0 {
      switch rest & 3 {
      case 1:
        digits.append(1)
        rest -= 1
      case 3:
        digits.append(-1)
        rest += 1
      default: digits.append(0)
      }
      rest >>= 1
    }
    return digits.reversed()
  }()
}

/// The first part of a product of pairings: multiples of each point of G2 are added up, and the line
/// of each addition is evaluated at the point of G1.
///
/// All pairs go through the loop together, so that a step costs one division for all of them.
private struct MillerLoop {
  private struct State {
    /// The point of G2, and its multiple so far.
    var point: BN254Point<BN254Fp2>
    var multiple: BN254Point<BN254Fp2>
    /// -x / y and 1 / y of the point of G1.
    var negatedRatio: BN254Fp
    var inverseY: BN254Fp
  }

  private var states: [State]
  private var value = BN254Fp12.one
  /// What a step divides by, one for each state; kept for its memory.
  private var divisors: [BN254Fp2] = []

  init(_ pairs: [BN254Pairing.Pair]) {
    // The order of G1 is odd, so no y is zero.
    var inverses = pairs.map(\.g1.y)
    BN254Fp.invertAll(&inverses)
    states = zip(pairs, inverses).map { pair, inverse in
      State(
        point: pair.g2, multiple: pair.g2, negatedRatio: -(pair.g1.x * inverse), inverseY: inverse)
    }
    divisors.reserveCapacity(states.count)
  }

  consuming func run() -> BN254Fp12 {
    for digit in BN254Pairing.loopDigits.dropFirst() {
      value = value.squared
      double()
      if digit == 1 { add { $0.point } }
      if digit == -1 { add { -$0.point } }
    }
    // The loop's number is 6u + 2; the rest of what the pairing is made of comes from the map.
    add { $0.point.frobenius }
    add { -$0.point.frobenius.frobenius }
    return value
  }

  /// Doubles each multiple. None has order two, so no divisor is zero.
  private mutating func double() {
    divisors.removeAll(keepingCapacity: true)
    for state in states { divisors.append(state.multiple.y.doubled) }
    BN254Fp2.invertAll(&divisors)
    for index in states.indices {
      let multiple = states[index].multiple
      step(index, slope: multiple.x.squared.tripled * divisors[index], other: multiple.x)
    }
  }

  /// Adds a point to each multiple. The loop's numbers are other than plus and minus one modulo the
  /// groups' order, so the points differ in x and no divisor is zero.
  private mutating func add(_ addend: (State) -> BN254Point<BN254Fp2>) {
    divisors.removeAll(keepingCapacity: true)
    for state in states { divisors.append(addend(state).x - state.multiple.x) }
    BN254Fp2.invertAll(&divisors)
    for index in states.indices {
      let other = addend(states[index])
      let slope = (other.y - states[index].multiple.y) * divisors[index]
      step(index, slope: slope, other: other.x)
    }
  }

  /// Takes the line through the multiple with the slope into the value, and moves the multiple on.
  ///
  /// On the curve over the large field the points of G2 are (x w^2, y w^3). There the line at (X, Y)
  /// is Y - slope X w + (slope x - y) w^3. It may be divided by Y, because the final exponentiation
  /// makes one of every factor from the small field.
  private mutating func step(_ index: Int, slope: BN254Fp2, other: BN254Fp2) {
    let state = states[index]
    let multiple = state.multiple
    value = value.multiplied(
      byLine: slope * state.negatedRatio, (slope * multiple.x - multiple.y) * state.inverseY)
    let x = slope.squared - multiple.x - other
    states[index].multiple = BN254Point(x: x, y: slope * (multiple.x - x) - multiple.y)
  }
}
