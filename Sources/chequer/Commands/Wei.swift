import ArgumentParser
import EVMPrimitives
import ExactJSON

struct Wei: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "wei", abstract: "Amounts between units of any token, exactly.",
    discussion: """
      chequer wei 1.5btt                          1500000000000000000
      chequer wei 1500000000000000000 --to btt    1.5
      chequer wei 300000gwei --to btt             0.0003
      chequer wei 1.5 --decimals 6                1500000
      """)

  @Argument(help: "An amount with its unit, or a bare number of the smallest unit.")
  var amount: String?

  @Option(help: "The unit to write it in; by default the smallest.")
  var to: String?

  @Option(help: "The unit of a bare number; by default the smallest.")
  var from: String?

  @Option(help: "Decimals of a token whose name is not known; a bare number is in whole tokens.")
  var decimals: Int?

  @OptionGroup var output: OutputOptions

  func run() throws {
    let custom = try decimals.map { try Denomination(symbol: "token", decimals: $0) }
    let source = try from.map(unit) ?? (to == nil ? custom : nil) ?? .wei
    let target = try to.map(unit) ?? (from != nil ? custom : nil) ?? .wei
    try TextInput.eachValue(amount) { text in
      let read: TokenAmount
      if text.hasPrefix("0x") || text.hasPrefix("0X") {
        read = TokenAmount(smallestUnits: try UInt256(quantity: text), in: .wei)
      } else {
        read = try TokenAmount(parsing: text, in: source)
      }
      if let asset = read.denomination.asset, let other = target.asset, asset != other {
        throw Failure(
          .badData,
          "\(read.denomination.symbol) and \(target.symbol) are units of different tokens; what one is worth in the other is not known here."
        )
      }
      let written = read.written(in: target)
      output.write(
        [
          "amount": .string(written.decimal), "unit": .string(target.symbol),
          "smallestUnits": .string(read.smallestUnits.description),
        ],
        or: written.decimal)
    }
  }

  private func unit(_ name: String) throws -> Denomination {
    if let decimals, name == "token" {
      return try Denomination(symbol: "token", decimals: decimals)
    }
    guard let unit = Denomination.named(name) else {
      throw AmountTextError.unknownUnit(name, known: Denomination.known.map(\.symbol))
    }
    return unit
  }
}
