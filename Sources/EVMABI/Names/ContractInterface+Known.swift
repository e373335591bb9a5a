extension ContractInterface {
  /// The built-in names; see ``SignatureBook/known``.
  static let known: ContractInterface = {
    do { return try ContractInterface(parsing: KnownSignatures.text) } catch {
      preconditionFailure("the table of names is not one of declarations: \(error)")
    }
  }()
}
