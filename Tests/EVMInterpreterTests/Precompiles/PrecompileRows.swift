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

/// Checks the rows of accepted inputs: output and price at every fork, and that one gas less does
/// not suffice.
func checkAccepted(_ path: String) throws {
  for row in try VectorFile(path).rows {
    let precompile = try row.precompile()
    let input = try row.bytes("input")
    let output = try row.bytes("output")
    var last: UInt64?
    for (fork, gas) in try row.prices() {
      // Work is repeated only where the price is another one.
      if gas == last { continue }
      last = gas
      #expect(
        precompile.run(input, gas: gas, under: fork) == .success(output: output, gasUsed: gas),
        "\(row) under \(fork)")
      if gas > 0 {
        #expect(
          precompile.run(input, gas: gas - 1, under: fork) == .outOfGas, "\(row) under \(fork)")
      }
    }
  }
}

extension PrecompileOutcome {
  var isFailure: Bool {
    if case .failed = self { return true }
    return false
  }
}
