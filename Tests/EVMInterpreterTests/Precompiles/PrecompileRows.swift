import EVMInterpreter
import EVMPrimitives
import ExactJSON
import Testing
import VectorFiles

extension VectorRow {
  /// The precompile whose address the row names as a number.
  func precompile() throws -> Precompile {
    try #require(Precompile(rawValue: UInt16(try integer("precompile"))))
  }

  /// The price at each fork from the first that is named on.
  func prices() throws -> [(fork: Fork, gas: UInt64)] {
    let named = try #require(json["gas"])
    var prices: [(fork: Fork, gas: UInt64)] = []
    for fork in Fork.ofEthereum {
      if let text = named[fork.description]?.string {
        prices.append((fork, try #require(UInt64(text))))
      } else if let last = prices.last {
        prices.append((fork, last.gas))
      }
    }
    try #require(!prices.isEmpty)
    return prices
  }
}

/// Checks the rows of accepted inputs: output and price at every fork that changes the price, and
/// that one gas less does not suffice.
///
/// - Parameter stride: For slow precompiles: only every so manieth row is run at the older prices too.
func checkAccepted(_ path: String, stride: Int = 1) throws {
  for (index, row) in try VectorFile(path).rows.enumerated() {
    let precompile = try row.precompile()
    let input = try row.bytes("input")
    let output = try row.bytes("output")
    let prices = try row.prices()
    for (position, price) in prices.enumerated() {
      let (fork, gas) = price
      if position > 0, gas == prices[position - 1].gas { continue }
      if gas > 0 {
        #expect(
          precompile.run(input, gas: gas - 1, under: fork) == .outOfGas, "\(row) under \(fork)")
      }
      if gas != prices[prices.count - 1].gas, !index.isMultiple(of: stride) { continue }
      #expect(
        precompile.run(input, gas: gas, under: fork) == .success(output: output, gasUsed: gas),
        "\(row) under \(fork)")
    }
  }
}

extension PrecompileOutcome {
  var isFailure: Bool {
    if case .failed = self { return true }
    return false
  }
}
