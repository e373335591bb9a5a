import Glibc

/// Measures the library beside its limits, in one run, and prints a table.
///
///     swift run -c release chequer-bench \
///       [words|decimal|keccak|trie|json|crypto|cheques|checks|abi|transactions|bytecode]...
@main
enum Benchmarks {
  static func main() async {
    let groups: [(name: String, run: @Sendable () async -> Void)] = [
      ("words", { benchmarkWords() }), ("decimal", { benchmarkDecimal() }),
      ("keccak", { benchmarkKeccak() }), ("trie", { benchmarkTrie() }),
      ("json", { benchmarkJSON() }),
      ("crypto", { benchmarkCrypto() }), ("cheques", { await benchmarkCheques() }),
      ("checks", { await benchmarkChecks() }),
      ("abi", { benchmarkABI() }),
      ("transactions", { benchmarkTransactions() }),
      ("bytecode", { benchmarkBytecode() }),
    ]
    let chosen = Array(CommandLine.arguments.dropFirst())
    if chosen.first == "count-keccak" {
      // For valgrind --tool=callgrind: the difference of two counts is that of the hashes.
      return countKeccak(chosen.count > 1 ? Int(chosen[1]) ?? 0 : 0)
    }
    if chosen.first == "fuzz-bytecode" {
      return fuzzBytecode(chosen.count > 1 ? Int(chosen[1]) ?? 0 : 1000)
    }
    if chosen.first == "evm-programs" {
      return runPrograms(rounds: chosen.count > 1 ? Int(chosen[1]) ?? 1 : 1)
    }
    if chosen.first == "each-code", chosen.count > 1,
      let analysis = TimedAnalysis(rawValue: chosen[1])
    {
      return analysis.run(rounds: chosen.count > 2 ? Int(chosen[2]) ?? 1 : 1)
    }
    let unknown = chosen.filter { name in !groups.contains { $0.name == name } }
    guard unknown.isEmpty else {
      print("Unknown: \(unknown.joined(separator: ", ")). There are \(groups.map(\.name)).")
      exit(64)
    }
    print("Best of 61 rounds of 0.6 ms on the thread's CPU clock, ours and the peer's in turn.")
    for group in groups where chosen.isEmpty || chosen.contains(group.name) { await group.run() }
  }
}
