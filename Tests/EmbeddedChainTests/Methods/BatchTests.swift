import EmbeddedChain
import ExactJSON
import Testing

@Suite struct `Calls and batches` {
  private func answer(_ text: String) throws -> String? {
    try DevelopmentChain().answer(to: Array(text.utf8)).map { String(decoding: $0, as: UTF8.self) }
  }

  @Test func `ids come back as they are`() throws {
    for id in ["1", "\"a\"", "null", "340282366920938463463374607431768211456", "1.5"] {
      let text = try answer(#"{"jsonrpc":"2.0","id":\#(id),"method":"net_version"}"#)
      #expect(text == #"{"jsonrpc":"2.0","id":\#(id),"result":"31337"}"#)
    }
  }

  @Test func `a notification has no answer`() throws {
    #expect(try answer(#"{"jsonrpc":"2.0","method":"net_version"}"#) == nil)
    #expect(try answer(#"[{"jsonrpc":"2.0","method":"net_version"}]"#) == nil)
  }

  @Test func `a batch is answered in order, what is wrong in it too`() throws {
    let text = try #require(
      try answer(
        #"[{"jsonrpc":"2.0","id":1,"method":"net_version"},3,{"jsonrpc":"1.0","id":2,"method":"net_version"},{"jsonrpc":"2.0","method":"net_version"},{"jsonrpc":"2.0","id":4,"method":"nothing"},{"jsonrpc":"2.0","id":5,"method":"net_version","params":{}}]"#
      ))
    let answers = try JSONDocument(parsing: text).root.requireElements()
    let codes = answers.map { $0["error"]?["code"]?.number?.lexeme ?? "none" }
    #expect(codes == ["none", "-32600", "-32600", "-32601", "-32602"])
  }

  @Test(arguments: [
    ("", "-32700"), ("{", "-32700"), ("[]", "-32600"), ("1", "-32600"), ("null", "-32600"),
    ("\"x\"", "-32600"), ("{}", "-32600"), (#"{"id":[],"method":"a"}"#, "-32600"),
    (#"{"id":1,"id":2}"#, "-32700"), ("\u{feff}{}", "-32700"),
  ]) func `what is no call is answered with its code`(_ row: (text: String, code: String)) throws {
    let text = try #require(try answer(row.text))
    #expect(text.contains("\"code\":\(row.code)"), "\(row.text): \(text)")
  }
}
