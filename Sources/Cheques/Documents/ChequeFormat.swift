public import EVMCrypto
public import EVMPrimitives
public import ExactJSON

/// The JSON in which go-btfs and bee keep and send cheques.
///
/// go-btfs writes `Token`, `Vault`, `Beneficiary`, `CumulativePayout` and `Signature`; releases
/// before 2.3 have no `Token`; bee writes `Chequebook` where go-btfs writes `Vault`. The payout is a
/// bare number of any size, the signature Base64. The chain stands nowhere in it.
public struct ChequeFormat: Hashable, Sendable {
  /// The chain to which the cheques belong.
  public var chainID: UInt64
  /// The chain's WBTT. A cheque that names it, or the zero address, or no token, is one over WBTT;
  /// when it is `nil`, only the latter two are.
  public var wrappedToken: Address?
  /// Whether a 64-byte signature is read as EIP-2098's compact form. Nodes refuse it.
  public var acceptsCompactSignatures: Bool

  public init(
    chainID: UInt64, wrappedToken: Address?, acceptsCompactSignatures: Bool = false
  ) {
    self.chainID = chainID
    self.wrappedToken = wrappedToken
    self.acceptsCompactSignatures = acceptsCompactSignatures
  }

  static let nodeKeys = [
    "Token", "Vault", "Chequebook", "Beneficiary", "CumulativePayout", "Signature",
  ]
}

/// A cheque as a document holds it; nodes keep the cheques they issued without a signature.
public enum ChequeDocument: Hashable, Sendable {
  case unsigned(Cheque)
  case signed(SignedCheque)

  public var cheque: Cheque {
    switch self {
    case .unsigned(let cheque): cheque
    case .signed(let signed): signed.cheque
    }
  }
}

// MARK: - Reading

extension ChequeFormat {
  /// The cheques of a text: one object, a list of objects, or an object a line.
  ///
  /// - Throws: ``ChequeDocumentError`` with the place of the first thing that is wrong.
  public func cheques(in text: [UInt8]) throws(ChequeDocumentError) -> [ChequeDocument] {
    let whole: JSONDocument
    do { whole = try JSONDocument(parsing: text) } catch {
      let newline = UInt8(ascii: "\n")
      let lines = text.split(separator: newline, omittingEmptySubsequences: false)
      guard lines.filter({ !isBlank($0) }).count > 1 else { throw .json(error) }
      return try cheques(inLines: lines)
    }
    guard let elements = whole.root.elements else { return [try cheque(whole.root)] }
    var cheques: [ChequeDocument] = []
    for element in elements { cheques.append(try cheque(element)) }
    return cheques
  }

  private func cheques(
    inLines lines: [ArraySlice<UInt8>]
  ) throws(ChequeDocumentError) -> [ChequeDocument] {
    var cheques: [ChequeDocument] = []
    for (index, line) in lines.enumerated() where !isBlank(line) {
      let document: JSONDocument
      do { document = try JSONDocument(parsing: line, firstLine: index + 1) } catch {
        throw .json(error)
      }
      cheques.append(try cheque(document.root))
    }
    return cheques
  }

  private func isBlank(_ line: ArraySlice<UInt8>) -> Bool {
    line.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0d }
  }

  /// The cheque of one object.
  ///
  /// - Throws: ``ChequeDocumentError`` with the place.
  public func cheque(_ object: JSONValue) throws(ChequeDocumentError) -> ChequeDocument {
    do { return try read(object) } catch { throw .field(error) }
  }

  private func read(_ object: JSONValue) throws(JSONTypeError) -> ChequeDocument {
    try object.requireKeys(known: Self.nodeKeys)
    let chequebook = object["Chequebook"]
    if let chequebook, object["Vault"] != nil {
      throw chequebook.invalid("A cheque has a Vault (BTFS) or a Chequebook (Swarm), not both.")
    }
    let scheme = try scheme(of: object, isSwarm: chequebook != nil)
    let vault = try address(try object.require(chequebook == nil ? "Vault" : "Chequebook"))
    let beneficiary = try address(try object.require("Beneficiary"))
    let payout = try object.require("CumulativePayout").payout()
    let cheque: Cheque
    do {
      cheque = try Cheque(
        scheme: scheme, chainID: chainID, vault: vault, beneficiary: beneficiary,
        cumulativePayout: payout)
    } catch { throw object.invalid(error.description) }
    guard let value = object["Signature"] else { return .unsigned(cheque) }
    return .signed(SignedCheque(cheque: cheque, signature: try signature(value)))
  }

  private func scheme(
    of object: JSONValue, isSwarm: Bool
  ) throws(JSONTypeError) -> ChequeScheme {
    guard let value = object["Token"] else { return isSwarm ? .swarm : .btfs }
    if isSwarm { throw value.invalid("A Swarm cheque names no Token; leave it out.") }
    let token = try address(value)
    return token == .zero || token == wrappedToken ? .btfs : .btfsMulti(token: token)
  }

  private func address(_ value: JSONValue) throws(JSONTypeError) -> Address {
    let text = try value.requireString()
    do { return try Address(parsing: text) } catch {
      throw value.invalid(error.description)
    }
  }

  private func signature(_ value: JSONValue) throws(JSONTypeError) -> Signature {
    let text = try value.requireString()
    do {
      return try Signature(chequeText: text, acceptingCompact: acceptsCompactSignatures)
    } catch { throw value.invalid(error.description) }
  }
}

extension JSONValue {
  /// A payout: a bare integer of any size, or the same in a string of decimal digits.
  fileprivate func payout() throws(JSONTypeError) -> UInt256 {
    guard let text = string else {
      if let number, number.lexeme.hasPrefix("-") {
        throw invalid("A payout has no sign; \(number.lexeme) is none.")
      }
      return try integer(as: UInt256.self)
    }
    do { return try UInt256(parsing: text) } catch { throw invalid(error.description) }
  }
}

extension Signature {
  /// The signature of a cheque as nodes, logs and people write it: Base64 as in JSON, or hex with or
  /// without `0x`.
  ///
  /// - Throws: ``SignatureTextError``.
  public init(
    chequeText text: String, acceptingCompact: Bool
  ) throws(SignatureTextError) {
    let isHex =
      text.utf8.starts(with: "0x".utf8) || text.utf8.starts(with: "0X".utf8)
      || [128, 130].contains(text.utf8.count)
    let bytes: [UInt8]
    if isHex {
      do { bytes = try Hex.decode(text) } catch { throw .hex(error) }
    } else {
      do { bytes = try Base64.decode(text) } catch { throw .base64(error) }
    }
    do {
      self =
        acceptingCompact && bytes.count == 64
        ? try Signature(compact: bytes) : try Signature(bytes)
    } catch { throw .signature(error) }
  }
}

/// Why a text is not a cheque's signature.
public enum SignatureTextError: Error, Hashable, Sendable, CustomStringConvertible {
  case hex(HexError)
  case base64(Base64Error)
  case signature(SignatureError)

  public var description: String {
    switch self {
    case .hex(let error): "The signature is not hex: \(error)"
    case .base64(let error): "The signature is neither hex nor Base64: \(error)"
    case .signature(let error): error.description
    }
  }
}

/// Why a text is not a cheque, or a list of cheques.
public enum ChequeDocumentError: Error, Hashable, Sendable {
  /// It is not JSON.
  case json(JSONError)
  /// It is JSON, and a field is missing, unknown or wrong.
  case field(JSONTypeError)
}

extension ChequeDocumentError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .json(let error): "The cheque is not JSON: \(error)"
    case .field(let error): error.description
    }
  }
}
