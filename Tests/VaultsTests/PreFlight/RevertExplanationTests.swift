import EVMPrimitives
import Testing
import Vaults

@Suite struct `A message of a vault or node` {
  @Test(arguments: [
    ("Vault: cannot cash", RevertExplanation.Cause.nothingLeft),
    ("Vault: already cashed", .nothingLeft),
    ("execution reverted: Vault: insufficient fund", .shortfall),
    ("invalid issuer signature", .signature),
    ("ECDSA: invalid signature 's' value", .signatureForm),
    ("ECDSA: invalid signature 'v' value", .signatureForm),
    ("ECDSA: invalid signature length", .signatureForm),
    ("transfer failed", .transfer),
    ("not issuer", .rights),
    ("totalbalance not sufficient", .shortfall),
    ("vault alerady created", .setUp),
    ("Initializable: contract is already initialized", .setUp),
    ("ERC1167: create2 failed", .setUp),
    ("liquidBalance not sufficient", .shortfall),
    ("500 cannot cash cheque", .node),
    ("rejecting cheque: bouncing cheque", .node),
    ("Just started, it can not cash cheque, wait", .node),
  ])
  func `is explained by cause and remedy`(text: String, cause: RevertExplanation.Cause) throws {
    let explanation = try #require(RevertExplanation.of(text))
    #expect(explanation.cause == cause)
    #expect(explanation.meaning.hasSuffix("."))
    #expect(explanation.remedy.hasSuffix("."))
  }

  @Test func `that is not known is not explained`() {
    #expect(RevertExplanation.of("it is raining") == nil)
    #expect(RevertExplanation.of("") == nil)
  }

  @Test func `is explained by the longest that fits`() {
    #expect(
      RevertExplanation.of("reverted: ECDSA: invalid signature length")?.message
        == "ECDSA: invalid signature length")
    #expect(RevertExplanation.of("already initialized")?.message == "already initialized")
  }
}
