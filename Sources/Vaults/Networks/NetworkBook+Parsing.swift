import EVMPrimitives
import EVMRPC
public import ExactJSON

extension NetworkBook {
  /// Networks that a file may have.
  static let countLimit = 1000

  /// Reads a file of networks.
  ///
  /// - Throws: `JSONError` for text that is not JSON, and `JSONTypeError` with the place for a member
  ///   that is missing, unknown or malformed, for two networks of one name, and for what contradicts
  ///   what is known of the chain. No error tells an endpoint's path or credentials.
  public init(parsing text: some Collection<UInt8>) throws {
    try self.init(JSONDocument(parsing: Array(text)).root)
  }

  /// Reads the document of a file of networks.
  public init(_ root: JSONValue) throws(JSONTypeError) {
    try root.requireKeys(known: ["networks"])
    let list = try root.require("networks").requireElements()
    guard list.count <= Self.countLimit else {
      throw try root.require("networks").invalid(
        "There are \(list.count) networks, but \(Self.countLimit) are allowed; remove some.")
    }
    var networks: [Network] = []
    var names: Set<String> = []
    for value in list {
      let network = try Network(own: value)
      guard names.insert(network.name).inserted else {
        throw try value.require("name").invalid(
          "There are two networks with the name \(network.name); rename or remove one.")
      }
      networks.append(network)
    }
    self.init(ownNetworks: networks)
  }
}

extension Network {
  private static let keys = [
    "name", "chainId", "title", "coin", "endpoints", "insecure", "explorers", "tokens",
    "contracts",
  ]

  /// Reads one of a user's networks.
  fileprivate init(own value: JSONValue) throws(JSONTypeError) {
    try value.requireKeys(known: Self.keys)
    let chainID = try Self.chainID(value.require("chainId"))
    let known = Network.withChainID(chainID)
    let name = try Self.name(value.require("name"), chainID: chainID)
    let coin = try value.member("coin") { value throws(JSONTypeError) in
      try Denomination(unitOf: value, keys: ["symbol", "decimals"])
    }
    if let coin, let known, coin != known.coin {
      throw try value.require("coin").invalid(
        "The coin of \(known) is \(known.coin.symbol) with \(known.coin.decimals) decimals; leave it out, or correct the chain id."
      )
    }
    let tokens = try OwnTokens(value["tokens"], of: known).all
    self.init(
      chainID, name,
      try value.member("title") { value throws(JSONTypeError) in try value.label() }
        ?? known?.title ?? "network \(name)",
      coin: coin ?? known?.coin ?? Self.unknownCoin, tokens: tokens,
      endpoints: try Self.endpoints(value, known: known),
      explorers: try value.member("explorers") { value throws(JSONTypeError) in
        try value.addresses(allowsInsecure: true).texts
      } ?? known?.explorers ?? [],
      isRetired: known?.isRetired ?? false,
      ownContracts: try OwnContracts(value["contracts"], chainID: chainID, tokens: tokens).all)
  }

  private static func chainID(_ value: JSONValue) throws(JSONTypeError) -> UInt64 {
    let number: UInt256
    if let text = value.string {
      do { number = try UInt256(decimalOrHex: text) } catch {
        throw value.invalid(error.description)
      }
    } else {
      number = try value.integer()
    }
    guard let chainID = UInt64(exactly: number), chainID > 0 else {
      throw value.invalid(NetworkError.noChainID(number).description)
    }
    return chainID
  }

  private static func name(_ value: JSONValue, chainID: UInt64) throws(JSONTypeError) -> String {
    let name = try value.requireString()
    let parts = name.utf8
    let isName =
      parts.count <= 64 && parts.first.map { UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 } == true
      && parts.allSatisfy { byte in
        UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte
          || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || byte == UInt8(ascii: "-")
      }
    guard isName else {
      throw value.invalid(
        "\(quoted(name)) cannot name a network; use up to 64 lower-case letters, digits and hyphens, a letter first."
      )
    }
    guard name != Network.embedded.name else {
      throw value.invalid("The name embedded is that of the chain inside the tool; choose another.")
    }
    if let known = Network.all.first(where: { $0.name == name }), known.chainID != chainID {
      throw value.invalid(
        "The name \(name) is that of \(known), but the network has the chain id \(chainID); rename it, or correct the chain id."
      )
    }
    return name
  }

  private static func endpoints(
    _ value: JSONValue, known: Network?
  ) throws(JSONTypeError) -> [EndpointURL] {
    let allowsInsecure =
      try value.member("insecure") { value throws(JSONTypeError) in try value.requireBool() }
      ?? false
    guard let list = value["endpoints"] else {
      if let known, !known.endpoints.isEmpty { return known.endpoints }
      throw .missingKey("endpoints", at: value.location)
    }
    let endpoints = try list.addresses(allowsInsecure: allowsInsecure).urls
    guard !endpoints.isEmpty else {
      throw list.invalid("The network has no endpoints; name one, or leave the list out.")
    }
    return endpoints
  }
}

extension JSONValue {
  /// The value of a member, if it is there.
  func member<Value>(
    _ key: String, _ read: (JSONValue) throws(JSONTypeError) -> Value
  ) throws(JSONTypeError) -> Value? {
    guard let value = self[key] else { return nil }
    return try read(value)
  }

  /// A name for readers: one line, of characters that terminals show.
  func label() throws(JSONTypeError) -> String {
    let text = try requireString()
    let isPlain = text.unicodeScalars.allSatisfy {
      !$0.properties.isNoncharacterCodePoint
        && ![.control, .format, .lineSeparator, .paragraphSeparator].contains(
          $0.properties.generalCategory)
    }
    guard isPlain, (1...200).contains(text.utf8.count) else {
      throw invalid(
        "The name is empty, longer than 200 bytes or has characters that cannot be shown; write it in plain text."
      )
    }
    return text
  }

  /// An account's or contract's address.
  func contractAddress() throws(JSONTypeError) -> Address {
    let text = try requireString()
    let address: Address
    do { address = try Address(parsing: text) } catch { throw invalid(error.description) }
    guard address != .zero else {
      throw invalid("The address is zero, where no contract can be; give the contract's.")
    }
    return address
  }

  /// A list of URLs, no two of them the same.
  func addresses(
    allowsInsecure: Bool
  ) throws(JSONTypeError) -> (urls: [EndpointURL], texts: [String]) {
    var urls: [EndpointURL] = []
    var texts: [String] = []
    for element in try requireElements() {
      let text = try element.requireString()
      let url: EndpointURL
      do { url = try EndpointURL(parsing: text, allowsInsecure: allowsInsecure) } catch {
        throw element.invalid(error.description)
      }
      guard !urls.contains(url) else {
        throw element.invalid("The URL is in the list twice; remove one.")
      }
      urls.append(url)
      texts.append(text)
    }
    return (urls, texts)
  }
}
