import EVMPrimitives

/// 256-bit words beside GMP's mpn functions, the best C as measured elsewhere scaled by this
/// machine's dependent addition, and Python's int for text.
func benchmarkWords() {
  let report = Report("256-bit words, 208 pairs in the first-level cache")
  let pairs = Pairs(count: 208)
  defer { pairs.free() }
  let cycle = dependentAddition()
  report.row("one dependent addition", cycle)

  let arithmetic = pairs.nanoseconds(inTurn: [pairs.add, pairs.multiply])
  report.row(
    "add", arithmetic[0], "best C (1.1 ns at 0.27)", 1.1 / 0.27 * cycle, goal: 1.05)
  report.row(
    "multiply", arithmetic[1], "best C (4.3 ns at 0.27)", 4.3 / 0.27 * cycle, goal: 1.0)

  guard let gmp = GMP() else {
    report.note("GMP is not installed (libgmp10): division and mulmod are not compared.")
    return
  }
  for limbs in (1...4).reversed() {
    let divisors = pairs.withDivisors(ofLimbs: limbs)
    defer { divisors.free() }
    let times = pairs.nanoseconds(inTurn: [
      divisors.divide,
      divisors.eachPointer { a, b, out in
        gmp.divide(out, out + 8, 0, a, 4, b, limbs)
      },
    ])
    report.row("divide 256/\(limbs * 64)", times[0], "GMP mpn_tdiv_qr", times[1], goal: 0.95)
  }
  let modulus = UInt256.max - 188
  var modulusLimbs = modulus
  let scratch = UnsafeMutablePointer<UInt64>.allocate(capacity: 16)
  defer { scratch.deallocate() }
  let times = withUnsafeBytes(of: &modulusLimbs) { modulusBytes in
    let modulusPointer = modulusBytes.baseAddress!.assumingMemoryBound(to: UInt64.self)
    return pairs.nanoseconds(inTurn: [
      { pairs.multiply($0, modulo: modulus) },
      pairs.eachPointer { a, b, out in
        gmp.multiply(scratch, a, b, 4)
        gmp.divide(scratch + 8, out, 0, scratch, 8, modulusPointer, 4)
      },
    ])
  }
  report.row("mulmod", times[0], "GMP mul_n + tdiv_qr", times[1], goal: 0.95)
}

func benchmarkDecimal() {
  let report = Report("Decimal text of 256-bit words")
  let word = UInt256.max - 12345
  let text = word.description
  let small: UInt256 = 1_331_381_000_000_000_000
  let smallText = small.description
  let ours = Measure.nanoseconds(inTurn: [
    { count in for _ in 0..<count { consume(word.description) } },
    { count in for _ in 0..<count { consume(try? UInt256(parsing: text)) } },
    { count in for _ in 0..<count { consume(small.description) } },
    { count in for _ in 0..<count { consume(try? UInt256(parsing: smallText)) } },
  ])
  let program = """
    import time
    def best(f, n=20000):
      b = 1e9
      for _ in range(31):
        t = time.thread_time_ns()
        for _ in range(n // 10): f();f();f();f();f();f();f();f();f();f()
        b = min(b, (time.thread_time_ns() - t) / n)
      return b
    w = \(word); t = str(w); s = \(small); u = str(s)
    print(best(w.__str__), best(lambda: int(t)), best(s.__str__), best(lambda: int(u)))
    """
  guard let python = pythonNanoseconds(program), python.count == 4 else {
    report.note("Python is not installed: text is not compared.")
    return
  }
  report.row("to text, 78 digits", ours[0], "Python's int", python[0], goal: 1)
  report.row("from text, 78 digits", ours[1], "Python's int", python[1], goal: 1)
  report.row("to text, 19 digits", ours[2], "Python's int", python[2], goal: 1)
  report.row("from text, 19 digits", ours[3], "Python's int", python[3], goal: 1)
}

/// Nanoseconds of an addition that waits for the one before: one cycle.
private func dependentAddition() -> Double {
  let step = UInt64(CommandLine.arguments.count)
  return Measure.nanoseconds { count in
    var value = step
    for _ in 0..<count {
      // Add and exclusive or in turn, which no optimiser merges.
      value = (((value &+ step) ^ 0x55) &+ step) ^ 0x33
      value = (((value &+ step) ^ 0x55) &+ step) ^ 0x33
    }
    consume(value)
  } / 8
}

/// Random words in plain memory.
private struct Pairs {
  let count: Int
  let left: UnsafeMutablePointer<UInt256>
  let right: UnsafeMutablePointer<UInt256>
  let out: UnsafeMutablePointer<UInt256>

  init(count: Int) {
    self.count = count
    left = .allocate(capacity: count)
    right = .allocate(capacity: count)
    out = .allocate(capacity: count + 4)
    var state: UInt64 = 42
    func random() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ state >> 29
    }
    for index in 0..<count {
      (left + index).initialize(to: UInt256(limbs: random(), random(), random(), random()))
      (right + index).initialize(to: UInt256(limbs: random(), random(), random(), random()))
      (out + index).initialize(to: .zero)
    }
  }

  func free() {
    left.deallocate()
    right.deallocate()
    out.deallocate()
  }

  func withDivisors(ofLimbs limbs: Int) -> Pairs {
    let pairs = Pairs(count: count)
    for index in 0..<count {
      pairs.right[index] = right[index] >> ((4 - limbs) * 64) | UInt256(1) << (limbs * 64 - 8)
    }
    return pairs
  }

  /// Nanoseconds of one operation of each of several that work through all pairs.
  func nanoseconds(inTurn works: [(Int) -> Void]) -> [Double] {
    Measure.nanoseconds(inTurn: works).map { $0 / Double(count) }
  }

  // Each loop is written out: a closure called for each pair would cost more than an addition.

  func add(_ rounds: Int) {
    for _ in 0..<rounds {
      for index in 0..<count { out[index] = left[index] &+ right[index] }
    }
  }

  func multiply(_ rounds: Int) {
    for _ in 0..<rounds {
      for index in 0..<count { out[index] = left[index] &* right[index] }
    }
  }

  func multiply(_ rounds: Int, modulo modulus: UInt256) {
    for _ in 0..<rounds {
      for index in 0..<count {
        out[index] = left[index].multiplied(by: right[index], modulo: modulus)
      }
    }
  }

  /// Division is a call whose result comes in memory; one limb of each half is read back, as copying
  /// all of it with wider loads than its stores would measure the copy.
  func divide(_ rounds: Int) {
    var sink: UInt64 = 0
    for _ in 0..<rounds {
      for index in 0..<count {
        let (quotient, remainder) = left[index].quotientAndRemainder(dividingBy: right[index])
        sink = sink &+ quotient.limbs.0 &+ remainder.limbs.0
      }
    }
    consume(sink)
  }

  func eachPointer(
    _ operation:
      @escaping (UnsafePointer<UInt64>, UnsafePointer<UInt64>, UnsafeMutablePointer<UInt64>) -> Void
  ) -> (Int) -> Void {
    { rounds in
      let a = UnsafeRawPointer(left).assumingMemoryBound(to: UInt64.self)
      let b = UnsafeRawPointer(right).assumingMemoryBound(to: UInt64.self)
      let o = UnsafeMutableRawPointer(out).assumingMemoryBound(to: UInt64.self)
      for _ in 0..<rounds {
        for index in 0..<count { operation(a + index * 4, b + index * 4, o) }
      }
    }
  }
}
