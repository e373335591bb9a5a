extension ContractInterface {
  /// The built-in names; see ``SignatureBook/known``.
  ///
  /// The table's lines are tested to be entries, so that all of them are here.
  static let known = ContractInterface(
    knownSignatures.split(separator: "\n").compactMap { try? InterfaceItem(parsing: $0) })

  private static let knownSignatures = ""
}
