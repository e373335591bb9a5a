import ExactJSON
import TestThreads
import Testing
import VectorFiles

@Suite(.childThreads) struct `Running code` {
  @Test func `success is 0, and a revert or a halt is 1`() throws {
    #expect(try chequer("evm", "run", "0x00").status == 0)
    let reverted = try chequer("evm", "run", "0x5f5ffd")
    #expect(reverted.status == 1)
    #expect(reverted.lines[1] == "Reason    reverted without a reason")
    let failed = try chequer("evm", "run", "0xfe", "--gas", "77")
    #expect(failed.status == 1)
    #expect(failed.line == "Failed under Osaka: invalid instruction 0xfe; all 77 gas is gone.")
    #expect(failed.complaint == "")
  }

  @Test func `code comes from a file or from standard input too`() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("0x602a5f5260205ff3\n", to: "code.hex")
    let named = try chequer("evm", "run", file)
    let piped = try chequer("evm", "run", "-", input: "602a5f5260205ff3")
    #expect(named.status == 0)
    #expect(named.lines[1].hasSuffix("2a"))
    #expect(named.output == piped.output)
  }

  @Test func `a call is encoded, and its results are named`() throws {
    // Returns the words behind the selector, doubled.
    let code = "0x60043580015f5260205ff3"
    let run = try chequer(
      "evm", "run", code, "double(uint256 number)(uint256 result)", "21", "--json")
    let answer = try JSONDocument(parsing: run.line).root
    let results = try answer.require("results").requireElements()
    #expect(results.map { $0["name"]?.string } == ["result"])
    #expect(results.map { $0["value"]?.string } == ["42"])
    let text = try chequer("evm", "run", code, "double(uint256 number)(uint256 result)", "21")
    #expect(text.lines.last == "          result  42")
  }

  @Test func `custom errors are named by the files of --abi`() throws {
    let folder = try TemporaryFolder()
    let abi = try folder.write("error Bounced(uint256 missing)\n", to: "errors.txt")
    // Reverts with its calldata.
    let code = "0x365f5f37365ffd"
    let data = try chequer("abi", "calldata", "Bounced(uint256)", "7").line
    let run = try chequer("evm", "run", code, "--input", data, "--abi", abi)
    #expect(run.status == 1)
    #expect(run.lines[1] == "Reason    Bounced(missing: 7)")
  }

  @Test func `what the options say is what the code sees`() throws {
    func word(_ code: String, _ options: String...) throws -> String {
      let run = try chequer(["evm", "run", code + "5f5260205ff3", "--json"] + options)
      let output = try JSONDocument(parsing: run.line).root.require("output").requireString()
      return String(output.drop { $0 == "0" || $0 == "x" })
    }
    let address = "0x1f8B3e7E691D733F5eb17E5570c49dE3e5Aecef9"
    let digits = String(address.dropFirst(2)).lowercased()
    #expect(try word("33", "--from", address) == digits)
    #expect(try word("30", "--to", address) == digits)
    #expect(try word("34", "--value", "1.5btt") == "14d1120d7b160000")
    #expect(try word("3331", "--value", "5") == "")
    #expect(try word("73\(digits)31", "--balance", "\(address)=0x99") == "99")
    #expect(try word("600754", "--storage", "7=0xab") == "ab")
    #expect(try word("73\(digits)3b", "--contract", "\(address)=0x60006000") == "4")
    #expect(try word("5f35", "--input", "0x\(String(repeating: "ef", count: 32))").count == 64)
  }

  @Test func `each step is a line on standard error when it is asked for`() throws {
    let quiet = try chequer("evm", "run", "0x600100", "--json")
    #expect(quiet.complaint == "")
    let traced = try chequer("evm", "run", "0x600100", "--json", "--trace")
    #expect(traced.output == quiet.output)
    let lines = traced.complaint.split(separator: "\n")
    #expect(lines.count == 3)
    let last = try JSONDocument(parsing: String(lines[2])).root
    #expect(last["gasUsed"]?.string == "0x3")
  }

  @Test func `a trace writes steps where no terminal is, and the tree always`() throws {
    // Calls itself until too little gas is left, and logs.
    let code = "0x5f5fa05f5f5f5f5f305af1"
    let steps = try chequer("evm", "trace", code, "--gas", "5000")
    #expect(steps.complaint.split(separator: "\n").count > 10)
    let none = try chequer("evm", "trace", code, "--gas", "5000", "--no-steps")
    #expect(none.complaint == "")
    #expect(none.output == steps.output)
    #expect(none.line.hasPrefix("CALL 0x0000000000000000000000000000000000002000, "))
    #expect(none.output.contains("│  │  │  └─ fails: out of gas"))
    #expect(none.output.contains("├─ event without topics"))
    #expect(!none.output.contains("\u{1b}["))
  }

  @Test func `rows are traced as code is`() throws {
    let code = "0x5f5fa05f5f5f5f5f305af1"
    let single = try chequer("evm", "trace", code, "--gas", "5000", "--no-steps", "--json")
    let rows = try chequer(
      "evm", "trace", "--jsonl", input: #"{"code":"\#(code)","gas":"5000"}"#)
    #expect(rows.output == single.output)
  }

  @Test func `a thousand calls in each other make a tree that can be read`() throws {
    // Calls itself with all gas while there is some.
    let code = "0x5f5f5f5f5f305af100"
    let run = try chequer(
      "evm", "trace", code, "--gas", "9000000000000", "--no-steps", "--json")
    let calls = try Array(
      JSONDocument(parsing: run.line).root.require("calls").requireElements())
    #expect(calls.count == 1026)
    #expect(calls.last?["error"]?.string == "call within 1024 others")
    #expect(calls.last?["depth"]?.number?.lexeme == "1025")
    let text = try chequer("evm", "trace", code, "--gas", "9000000000000", "--no-steps")
    #expect(text.lines.filter { $0.contains("CALL 0x") }.count == 1026)
  }

  @Test func `calls of BTFS's contracts end as their behaviours say`() throws {
    var count = 0
    for row in try VectorFile("contracts/btfs/behaviours.jsonl").rows {
      guard try Array(row.json.require("accounts").requireElements()).isEmpty,
        let step = try Array(row.json.require("steps").requireElements()).first,
        let from = step["from"]?.string, let to = step["to"]?.string,
        let data = step["data"]?.string, let isSuccess = step["success"]?.bool
      else { continue }
      let run = try chequer(
        "evm", "run", to, "--state", "btfs", "--from", from, "--input", data, "--value",
        step.require("value").requireString(), "--json")
      #expect(run.status == (isSuccess ? 0 : 1), "\(row): \(run.complaint)")
      let answer = try JSONDocument(parsing: run.line).root
      #expect(answer["output"]?.string == step["output"]?.string, "\(row)")
      if let logs = step["logs"] {
        #expect(try JSON(answer.require("logs")) == JSON(logs), "\(row)")
      }
      count += 1
    }
    #expect(count > 20)
  }

  @Test func `a genesis file is a state to run on`() throws {
    let folder = try TemporaryFolder()
    let address = "0x1f8B3e7E691D733F5eb17E5570c49dE3e5Aecef9"
    let account =
      #"{"\#(address)":{"balance":"0x5","code":"0x47465460010160005260206000f3","storage":{"0x1":"0x9"}}}"#
    for (name, text) in [("plain", account), ("genesis", #"{"config":{},"alloc":\#(account)}"#)] {
      let file = try folder.write(text, to: name)
      let run = try chequer("evm", "run", address, "--state", file, "--json")
      #expect(run.status == 0, "\(run.complaint)")
      // SELFBALANCE, CHAINID, SLOAD: the word of slot 1 is 9, and one is added.
      #expect(run.line.contains(#"00000a","gasUsed""#), "\(run.line)")
      let other = try chequer("evm", "run", address, "--state", file, "--chain-id", "2", "--json")
      #expect(other.line.contains(#"000001","gasUsed""#), "\(other.line)")
    }
    let file = try folder.write(account, to: "again")
    let missing = try chequer(
      "evm", "run", "0x\(String(repeating: "1", count: 40))", "--state", file)
    #expect(missing.status == 66)
    let moved = try chequer("evm", "run", address, "--state", file, "--to", address)
    #expect(moved.status == 64)
    let bad = try chequer("evm", "run", address, "--state", folder.write("[]", to: "bad"))
    #expect(bad.status == 65)
  }

  @Test func `a run that cannot be made shows how far it came`() throws {
    // Pays for 4 GiB of memory.
    let run = try chequer(
      "evm", "trace", "0x5f5fa06001630fffffff60041b52", "--gas", "90000000000000000", "--no-steps")
    #expect(run.status == 69)
    #expect(run.output == "")
    #expect(run.complaint.contains("├─ event without topics\n└─ broken off\n"))
    #expect(run.complaint.contains("bytes of memory, but the machine has 1073741824"))
  }

  @Test(arguments: [
    (["--gas", "x"], 65, "--gas: "), (["--gas", "9223372036854775808"], 65, "at most 2^63 - 1"),
    (["--fork", "Berlim"], 65, "Berlin"), (["--balance", "5"], 64, "ADDRESS=AMOUNT"),
    (["--storage", "5"], 64, "SLOT=WORD"), (["--contract", "5"], 64, "ADDRESS=CODE"),
    (["--value", "1.5"], 65, "--value: "), (["--from", "0x12"], 65, "--from: "),
    (["--create", "--to", "0x1f8B3e7E691D733F5eb17E5570c49dE3e5Aecef9"], 64, "--create"),
    (["transfer"], 64, "only a name"), (["f(uint256)"], 65, "1 value"),
    (["f()", "--input", "0x"], 64, "twice"), (["--jsonl", "--trace"], 64, "choose one"),
    (["--abi", "nothing.json"], 66, "nothing.json"),
  ])
  func `what cannot be run is refused with a reason`(
    options: [String], status: Int32, reason: String
  ) throws {
    let run = try chequer(["evm", "run", "0x00"] + options)
    #expect(run.status == status, "\(options): \(run.complaint)")
    #expect(run.complaint.contains(reason), "\(options): \(run.complaint)")
  }
}
