import ChequerTesting
import Glibc
import Testing

// The example of the module's page and of the README, line for line.
@Suite struct `The example of ten lines` {
  @Test func `a cheque pays once, and bounces when the renter takes the money back`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try chain.deployVault(issuer: chain.renter, funding: .wbtt(10))

    let cheque = try vault.cheque(to: chain.host, paying: .wbtt(3))
    #expect(try chain.cash(cheque).result == .paid(.wbtt(3)))
    #expect(try chain.cash(cheque).result == .refused("Vault: cannot cash"))

    let next = try vault.cheque(to: chain.host, paying: .wbtt(5))
    try vault.withdraw(.wbtt(6))
    #expect(try chain.cash(next).result == .bounced(due: .wbtt(2)))
    #expect(try vault.paidOut(to: chain.host) == .wbtt(3))
  }

  @Test func `is the one on the module's page`() throws {
    let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
      .joined(separator: "/")
    let page = try lines("\(root)/Sources/ChequerTesting/ChequerTesting.docc/ChequerTesting.md")
    let onPage = page.drop { !$0.hasPrefix("@Test") }.prefix { $0 != "```" }
    let here = try lines(#filePath).drop { !$0.hasPrefix("  @Test") }.prefix { $0 != "  }" }
    #expect(onPage.count == 13)
    #expect(onPage.dropLast() == here.map { String($0.dropFirst(2)) }[...])
  }

  private func lines(_ path: String) throws -> [String] {
    let file = try #require(fopen(path, "r"))
    defer { fclose(file) }
    var text: [UInt8] = []
    while case let byte = fgetc(file), byte != EOF { text.append(UInt8(truncatingIfNeeded: byte)) }
    return String(decoding: text, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }
}
