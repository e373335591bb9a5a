/// Input lengths and prices of the precompiles whose mathematics is not built here: the KZG proof of
/// blobs, and BLS12-381.
///
/// They decide whether a call fails as on the chain, before ``PrecompileOutcome/unsupported(_:)`` has
/// to be said.
/// - SeeAlso: [EIP-4844](https://eips.ethereum.org/EIPS/eip-4844), "Point evaluation precompile";
///   [EIP-2537](https://eips.ethereum.org/EIPS/eip-2537), "Gas schedule".
struct UnbuiltPrecompile {
  private let precompile: Precompile

  /// Nil for a precompile that is built.
  init?(_ precompile: Precompile) {
    switch precompile {
    case .kzgPointEvaluation, .bls12G1Add, .bls12G1MultiScalarMultiply, .bls12G2Add,
      .bls12G2MultiScalarMultiply, .bls12Pairing, .bls12MapFpToG1, .bls12MapFp2ToG2:
      self.precompile = precompile
    default: return nil
    }
  }

  /// The length that the input has, or of which it has a multiple; zero for a precompile that is built.
  private var groupLength: Int {
    switch precompile {
    case .kzgPointEvaluation: 192
    case .bls12G1Add: 256
    case .bls12G1MultiScalarMultiply: 160
    case .bls12G2Add: 512
    case .bls12G2MultiScalarMultiply: 288
    case .bls12Pairing: 384
    case .bls12MapFpToG1: 64
    case .bls12MapFp2ToG2: 128
    default: 0
    }
  }

  private var takesManyGroups: Bool {
    switch precompile {
    case .bls12G1MultiScalarMultiply, .bls12G2MultiScalarMultiply, .bls12Pairing: true
    default: false
    }
  }

  /// Why an input of so many bytes is refused, or nil when it is not for its length.
  func failure(ofLength count: Int) -> PrecompileFailure? {
    if takesManyGroups {
      return count > 0 && count.isMultiple(of: groupLength)
        ? nil
        : .wrongGroupLength(
          precompile, groupLength: groupLength, found: count, mayBeEmpty: false)
    }
    return count == groupLength
      ? nil : .wrongLength(precompile, expected: groupLength, found: count)
  }

  /// The price of an input of so many bytes.
  func price(ofLength count: Int) -> UInt64 {
    let groups = count / max(groupLength, 1)
    switch precompile {
    case .kzgPointEvaluation: return 50_000
    case .bls12G1Add: return 375
    case .bls12G1MultiScalarMultiply:
      return Self.sum(of: groups, at: 12_000, discounts: Self.discountsOfG1)
    case .bls12G2Add: return 600
    case .bls12G2MultiScalarMultiply:
      return Self.sum(of: groups, at: 22_500, discounts: Self.discountsOfG2)
    case .bls12Pairing: return 37_700 + 32_600 * UInt64(groups)
    case .bls12MapFpToG1: return 5500
    case .bls12MapFp2ToG2: return 23_800
    default: return 0
    }
  }

  /// So many multiplications at once, each at so many thousandths of its price alone; beyond the
  /// table's end its last entry stays.
  private static func sum(of count: Int, at price: UInt64, discounts: [UInt16]) -> UInt64 {
    guard count > 0 else { return 0 }
    let thousandths = discounts[min(count, discounts.count) - 1]
    return UInt64(count) * price * UInt64(thousandths) / 1000
  }

  /// Thousandths of the price for 1, 2, 3 and so on multiplications in G1.
  private static let discountsOfG1: [UInt16] = [
    1000, 949, 848, 797, 764, 750, 738, 728, 719, 712, 705, 698, 692, 687, 682, 677,
    673, 669, 665, 661, 658, 654, 651, 648, 645, 642, 640, 637, 635, 632, 630, 627,
    625, 623, 621, 619, 617, 615, 613, 611, 609, 608, 606, 604, 603, 601, 599, 598,
    596, 595, 593, 592, 591, 589, 588, 586, 585, 584, 582, 581, 580, 579, 577, 576,
    575, 574, 573, 572, 570, 569, 568, 567, 566, 565, 564, 563, 562, 561, 560, 559,
    558, 557, 556, 555, 554, 553, 552, 551, 550, 549, 548, 547, 547, 546, 545, 544,
    543, 542, 541, 540, 540, 539, 538, 537, 536, 536, 535, 534, 533, 532, 532, 531,
    530, 529, 528, 528, 527, 526, 525, 525, 524, 523, 522, 522, 521, 520, 520, 519,
  ]

  /// The same in G2.
  private static let discountsOfG2: [UInt16] = [
    1000, 1000, 923, 884, 855, 832, 812, 796, 782, 770, 759, 749, 740, 732, 724, 717,
    711, 704, 699, 693, 688, 683, 679, 674, 670, 666, 663, 659, 655, 652, 649, 646,
    643, 640, 637, 634, 632, 629, 627, 624, 622, 620, 618, 615, 613, 611, 609, 607,
    606, 604, 602, 600, 598, 597, 595, 593, 592, 590, 589, 587, 586, 584, 583, 582,
    580, 579, 578, 576, 575, 574, 573, 571, 570, 569, 568, 567, 566, 565, 563, 562,
    561, 560, 559, 558, 557, 556, 555, 554, 553, 552, 552, 551, 550, 549, 548, 547,
    546, 545, 545, 544, 543, 542, 541, 541, 540, 539, 538, 537, 537, 536, 535, 535,
    534, 533, 532, 532, 531, 530, 530, 529, 528, 528, 527, 526, 526, 525, 524, 524,
  ]
}
