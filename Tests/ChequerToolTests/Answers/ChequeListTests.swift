import ExactJSON
import TestThreads
import Testing

@Suite(.childThreads) struct `Listing cheques` {
  private let vault = "0x1f8b3e7e691d733f5eb17e5570c49de3e5aecef9"
  private let host = "0xf54430f85b5862cdd3278c3c78fda39b65f4a2bc"
  private let usdt = "0xdb28719f7f938507dbfe4f0eae55668903d34a15"
  private let wbtt = "0x23181f21dea5936e24163ffaba4ea3b316b57f3c"

  private func cheque(_ payout: String, _ token: String) -> String {
    "{\"Token\":\"\(token)\",\"Vault\":\"\(vault)\",\"Beneficiary\":\"\(host)\",\"CumulativePayout\":\(payout)}"
  }

  @Test func `of cumulative cheques the largest counts, and only those are added up`() throws {
    let rows = [
      cheque("1331381000000000000", wbtt), cheque("423850361000000000000", wbtt),
      cheque("1234567", usdt),
    ]
    let run = try chequer("cheque", "list", input: rows.joined(separator: "\n"))
    #expect(run.status == 0)
    #expect(run.lines[0].hasSuffix("1.331381 WBTT  unsigned  replaced"))
    #expect(
      Array(run.lines.suffix(3)) == [
        "3 cheques, of which 2 on 1 vault count:", "  423.850361 WBTT", "  1.234567 USDT",
      ])
    let newest = try chequer("cheque", "list", "--newest", input: rows.joined(separator: "\n"))
    #expect(newest.lines.count == 5)
  }

  @Test func `a program gets a line for each, exactly`() throws {
    let payout = "115792089237316195423570985008687907853269984665640564039457584007913129639935"
    let run = try chequer("cheque", "list", "--json", input: cheque(payout, wbtt))
    let answer = try JSONDocument(parsing: run.line).root
    #expect(answer["cumulativePayout"]?.string == payout)
    #expect(answer["counts"]?.bool == true)
    #expect(answer["signed"]?.bool == false)
    let twice = try chequer(
      "cheque", "list", input: cheque(payout, wbtt) + "\n" + cheque(payout, wbtt))
    #expect(twice.lines[1].hasSuffix("replaced"))
  }

  @Test func `a sum past 256 bits is said to be one`() throws {
    let payout = "115792089237316195423570985008687907853269984665640564039457584007913129639935"
    let other = cheque(payout, wbtt).replacing(vault, with: host)
    let run = try chequer("cheque", "list", input: cheque(payout, wbtt) + "\n" + other)
    #expect(run.lines.last == "  more than 256 bits of btfs")
  }

  @Test func `what is no cheque is refused`() throws {
    #expect(try chequer("cheque", "list", input: "{}").status == 65)
    #expect(try chequer("cheque", "list", input: "[]").status == 65)
    #expect(try chequer("cheque", "list", "/nonexistent").status == 66)
  }
}
