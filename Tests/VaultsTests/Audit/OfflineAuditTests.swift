import EVMBytecode
import EVMPrimitives
import Testing
import Vaults

@Suite struct `The audit of bytecode alone` {
  private static func audit(master: String) throws -> VaultAudit {
    VaultAudit(
      code: try Bytecode(
        parsing: "363d3d373d3d3d363d73\(master)5af43d82803e903d91602b57fd5bf3"), network: .bttc)
  }

  /// The 45 bytes of the operator's notes: a clone over V2's shell.
  @Test func `says of the seed's code what is known, what is not, and what to read`() throws {
    let audit = try Self.audit(master: "5cf1f8c1c89e6fd24863918571917b5109d6a170")
    #expect(audit.verdict == .incomplete)
    #expect(audit.isOffline)
    #expect(audit.findings(.critical).isEmpty)
    #expect(Set(audit.claims.map(\.strength)) == [.proven, .reported, .unknown])
    #expect(audit.claims.contains { $0.statement.contains("Which logic the vault runs") })
    #expect(
      audit.checks.contains {
        $0.reading == .storage(.implementation) && $0.subject == .vault
      })
    #expect(audit.findings.contains { $0.id == "uninitialised-master" && $0.severity == .warning })
    #expect(audit.findings.allSatisfy { $0.strength == .reported })
  }

  @Test func `is critical for V1, whose shell is open whatever the state is`() throws {
    let audit = try Self.audit(master: "3c4a400c31d79c66818c87814fc6c2c3d4504ca9")
    #expect(audit.verdict == .critical)
    #expect(audit.findings(.critical).map(\.id) == ["unguarded-init"])
  }

  @Test func `of nothing finds nothing`() throws {
    let audit = VaultAudit(code: try Bytecode([]))
    #expect(audit.findings.isEmpty)
    #expect(audit.claims.isEmpty)
  }
}
