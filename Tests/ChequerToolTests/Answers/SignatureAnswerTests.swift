import ExactJSON
import TestThreads
import Testing
import VectorFiles

@Suite(.childThreads) struct `Answers of ecdsa` {
  @Test func `sign, verify and recover, for people and programs`() throws {
    for row in try VectorFile("secp256k1/sign.jsonl").rows.suffix(4) {
      let hash = try row.string("hash")
      let signature = try row.string("signature")
      let key = try row.string("publicKey")
      let address = try row.string("address")
      let sign = ["ecdsa", "sign", hash, "--unsafe-hash"]
      let input = Array(try row.string("privateKey").utf8)
      #expect(try chequer(sign, input: input).lines == [signature])
      #expect(
        try chequer(sign + ["--json"], input: input).lines == [#"{"signature":"\#(signature)"}"#])
      #expect(try chequer("ecdsa", "recover", hash, signature).lines == [address, key])
      #expect(
        try chequer("ecdsa", "recover", "--json", hash, signature).lines
          == [#"{"publicKey":"\#(key)","address":"\#(address)"}"#])
      let verify = try chequer("ecdsa", "verify", hash, key, signature)
      #expect(verify.lines == ["valid"] && verify.status == 0)
      #expect(
        try chequer("ecdsa", "verify", "--json", hash, key, signature).lines
          == [#"{"valid":true,"lowS":true}"#])
    }
  }

  @Test func `verify exits 1 for another's signature and tells a high s`() throws {
    let rows = try VectorFile("secp256k1/verify.jsonl").rows
    let kinds = ["as signed", "high s", "bit of hash", "other key", "high s of other key"]
    for kind in kinds {
      let row = try #require(try rows.first { try $0.string("kind") == kind })
      let run = try chequer(
        "ecdsa", "verify", row.string("hash"), row.string("publicKey"), row.string("signature"))
      let isValid = try row.bool("valid")
      #expect(run.status == (isValid ? 0 : 1), "\(kind)")
      #expect(run.output.hasPrefix(isValid ? "valid" : "invalid"), "\(kind)")
      let isHigh = try !row.bool("lowS")
      #expect(run.output.contains("high s") == (isValid && isHigh), "\(kind)")
    }
  }

  @Test func `a bare hash is signed only when the flag says so`() throws {
    let run = try chequer(
      "ecdsa", "sign", "--json", String(repeating: "11", count: 32),
      input: String(repeating: "22", count: 32))
    #expect(run.status == 64)
    #expect(run.complaint.contains("--unsafe-hash"))
    expectError(run.line, code: "usage")
  }

  @Test func `the key comes from file, environment, descriptor or input`() throws {
    let row = try #require(try VectorFile("secp256k1/sign.jsonl").rows.last)
    let folder = try TemporaryFolder()
    try folder.write(row.string("privateKey") + "\n", to: "key")
    let expected = [try row.string("signature")]
    let sign = "chequer ecdsa sign \(try row.string("hash")) --unsafe-hash"
    let environment = ["KEY": try row.string("privateKey")]
    for source in [
      "--key-file key", "--key-env KEY", "--key-fd 7 7<key", "<key", "--unsafe-secret $KEY",
    ] {
      let run = try shell(
        "\(sign) \(source)", environment: environment, directory: folder.path)
      #expect(run.lines == expected, "\(source): \(run.complaint)")
    }
  }
}
