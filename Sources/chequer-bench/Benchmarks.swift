import EVMPrimitives

@main
enum Benchmarks {
  static func main() {
    var hash = Hash256.zero
    for _ in 0..<(CommandLine.arguments.count > 1 ? 1000 : 0) {
      hash = withUnsafeBytes(of: hash) { Keccak256.hash($0) }
    }
    print(hash)
  }
}
