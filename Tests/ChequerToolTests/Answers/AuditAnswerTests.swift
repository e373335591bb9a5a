import ExactJSON
import TestThreads
import Testing
import VectorFiles

/// What `inspect` says of contracts whose sources stand in Vectors/contracts.
@Suite(.childThreads) struct `Answers of inspect about vaults` {
  private static func code(_ name: String, by compiler: String) throws -> String {
    for file in ["contracts/contracts-1.jsonl", "contracts/contracts-2.jsonl"] {
      for row in try VectorFile(file).rows
      where try row.string("name") == name && row.string("compiler") == compiler {
        return try row.string("runtime")
      }
    }
    throw MissingRow(name: name)
  }

  private struct MissingRow: Error { var name: String }

  /// The source's `withdraw`: the issuer alone, up to the balance.
  @Test func `who may take the funds of a vault is told with the condition`() throws {
    let run = try chequer("inspect", "-", input: Self.code("vault", by: "0.4.3"))
    #expect(run.lines.first == "By what it does, a BTFS vault.")
    #expect(run.output.contains("withdraw calls transfer(slot 3, amount) of the token slot 0"))
    #expect(
      run.output.contains(
        "requires the caller == slot 3; slot 0.balanceOf(this contract) >= amount"))
    #expect(run.output.contains("signed: this contract, the caller, cumulativePayout"))
    #expect(run.output.contains("domain: \"Vault\", \"1.0\", the chain id"))
  }

  private static func logic(_ name: String) throws -> String {
    for row in try VectorFile("contracts/btfs/contracts.jsonl").rows
    where try row.string("name") == name { return try row.string("runtime") }
    throw MissingRow(name: name)
  }

  /// The logic of go-btfs 2.1.2: its variables' names come from the layout that it is known by.
  @Test func `a vault's logic is told with the names of its storage and its generation`() throws {
    let run = try chequer("inspect", "-", input: Self.logic("vault_v2"))
    for line in [
      "It is the layout of BTFS vault (V1 and V2).",
      "Logic of the generation: clone of a proxy shell, V2 (go-btfs 2.1.2 and later).",
      "withdraw calls transfer(issuer, amount) of the token token",
      "cashChequeBeneficiary calls transfer(recipient, cumulativePayout - paidOut[the caller]) of the token token",
      "only asked where the caller is not the signer himself",
      "no check of who calls on every path; see the signature below",
    ] {
      #expect(run.output.contains(line), "\(line)")
    }
  }

  @Test func `an argument that is called as a variable is told from it`() throws {
    let run = try chequer("inspect", "-", input: Self.logic("multi_token_vault"))
    #expect(run.output.contains("requires the caller == issuer; argument token != token"))
  }

  /// A Vyper factory clones its master for whoever asks.
  @Test func `what a factory creates is told`() throws {
    let run = try chequer("inspect", "-", "--json", input: Self.code("factory", by: "0.4.3"))
    let answer = try JSONDocument(parsing: run.output).root
    let role = try answer.require("role")
    #expect(try role.require("kind").requireString() == "vault-factory")
    let creations = try answer.require("behaviour").require("creations").requireElements()
    let actions = try creations.map { try $0.require("action").requireString() }
    #expect(actions.contains { $0.hasPrefix("creates a minimal proxy (ERC-1167) of ") })
  }

  /// Five slots are found zero, set, and found set again: conditions of the same values both ways.
  @Test func `the same code has the same answer in every process`() throws {
    let checks = (1...5).map { slot in
      "push \(slot) sload push @no jumpi push 1 push \(slot) sstore push \(slot) sload iszero push @no jumpi"
    }
    let text =
      checks.joined(separator: " ") + " caller selfdestruct no: jumpdest push0 push0 revert"
    let code = try chequer("asm", text).output
    let first = try chequer("inspect", "-", input: code).output
    #expect(first.contains("slot 5 is zero; slot 5 is set"))
    for _ in 0..<6 { #expect(try chequer("inspect", "-", input: code).output == first) }
  }
}
