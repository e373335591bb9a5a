import EVMBytecode
import EVMPrimitives
import ExactJSON
import Testing
import VectorFiles

/// Proxies without fixed bytes, told by what their code does, against what pyrevm saw them do.
@Suite struct `Proxies by what they do` {
  /// A code of `Vectors/contracts/assembled.jsonl`, named for the test's report.
  struct Sample: Sendable, CustomTestStringConvertible {
    let name: String
    let row: VectorRow
    var testDescription: String { name }

    func recognised() throws -> ProxyRecognition {
      try #require(ProxyRecognition(following: Bytecode(row.bytes("code"))))
    }

    /// A member of what the row says of the proxy.
    func expected(_ member: String) -> String? { row.json["proxy"]?[member]?.string }

    static func all(_ prefix: String) throws -> [Sample] {
      try VectorFile("contracts/assembled.jsonl").rows.compactMap { row in
        let name = try row.string("name")
        return name.hasPrefix(prefix) ? Sample(name: name, row: row) : nil
      }
    }
  }

  static let proxies = Result { try Sample.all("proxy: ") }
  static let others = Result { try Sample.all("no proxy: ") }

  @Test func `there are samples of both sorts`() throws {
    #expect(try Self.proxies.get().count >= 45)
    #expect(try Self.others.get().count >= 15)
  }

  @Test(arguments: try proxies.get())
  func `the target is where the call went`(sample: Sample) throws {
    let target = try sample.recognised().target
    if let address = sample.expected("target") { #expect(target.address?.hex == address) }
    if let slot = sample.expected("slot") { #expect(target.slot?.key.hex == slot) }
    if let beacon = sample.expected("beacon") { #expect(target.fixedBeacon?.hex == beacon) }
    if let lookup = sample.expected("lookup") { #expect(target.lookup?.hex == lookup) }
    if let from = sample.expected("from") { #expect(Self.source(target) == from) }
    if let key = sample.expected("key") { #expect(Self.key(target)?.rawValue == key) }
    if sample.row.json["proxy"]?["mapping"] != nil { #expect(Self.key(target) == .selector) }
  }

  @Test(arguments: try proxies.get())
  func `the kind is the family's`(sample: Sample) throws {
    let proxy = try sample.recognised()
    if let kind = sample.expected("kind") { #expect(proxy.kind.rawValue == kind) }
    #expect(try #require(proxy.flow).isComplete)
  }

  @Test(arguments: try proxies.get())
  func `who changed the slot when it ran is who may change it`(sample: Sample) throws {
    guard let expected = sample.row.json["proxy"]?["writers"]?.members else { return }
    let writers = try #require(try sample.recognised().flow).writers
    #expect(writers.count == expected.count)
    for (selector, openness) in expected {
      let writer = try #require(writers.first { $0.selector?.hex == selector }, "\(selector)")
      let said = writer.isOpenWhileZero ? "while-zero" : writer.isOpen ? "always" : "no"
      #expect(said == openness.string)
      let means = sample.row.json["proxy"]?["means"]?[selector]?.string ?? "slot"
      #expect(writer.means.rawValue == means)
    }
  }

  @Test(arguments: try proxies.get())
  func `what it does besides is told`(sample: Sample) throws {
    let proxy = try sample.recognised()
    let said = proxy.behaviours.map(\.name).filter { $0 != "answers-functions" }
    if let expected = sample.row.json["proxy"]?["behaviours"]?.elements {
      #expect(Set(said) == Set(expected.compactMap(\.string)))
    }
    let others = sample.expected("alternatives") ?? "-"
    if others != "-" { #expect(proxy.flow?.alternatives.count == Int(others)) }
  }

  @Test(arguments: try others.get())
  func `what hands no call on is no proxy`(sample: Sample) throws {
    #expect(CodeInspection(try Bytecode(sample.row.bytes("code"))).proxy == nil)
  }

  @Test(arguments: ["contracts/contracts-1.jsonl", "contracts/contracts-2.jsonl"])
  func `of what Vyper compiles only the forwarders are proxies`(file: String) throws {
    for row in try VectorFile(file).rows {
      let proxy = CodeInspection(try Bytecode(row.bytes("runtime"))).proxy
      #expect(proxy?.target.slot?.key.hex == row.json["proxy"]?["slot"]?.string, "\(row)")
      #expect((proxy == nil) == (row.json["proxy"]?["slot"] == nil), "\(row)")
    }
  }

  @Test(arguments: ["proxies/templates.jsonl", "proxy-execution/proxies.jsonl"])
  func `following the code finds what the bytes of a make say`(file: String) throws {
    var count = 0
    for row in try VectorFile(file).rows {
      let code = try Bytecode(row.bytes("code"))
      let template = try #require(ProxyRecognition(template: code), "\(row)")
      // A designator is not code.
      guard template.kind != .eip7702 else { continue }
      let followed = try #require(ProxyRecognition(following: code), "\(row)")
      #expect(Self.same(followed.target, template.target), "\(row) \(followed.target)")
      #expect(followed.admin == template.admin, "\(row)")
      #expect(followed.defects.contains(.zeroTarget) == template.defects.contains(.zeroTarget))
      for (behaviour, name) in [
        (ProxyBehaviour.dropsRevertData, "drops-revert-data"),
        (.failsByInvalidJump, "fails-by-invalid-jump"),
        (.answersOneByteCalls, "answers-one-byte-calls"),
        (.answersMasterCopy, "answers-master-copy"),
        (.trustsBeaconAnswer, "trusts-beacon-answer"),
      ] {
        #expect(
          followed.behaviours.contains(behaviour) == template.behaviours.contains(behaviour),
          "\(row) \(name)")
      }
      count += 1
    }
    #expect(count > 20)
  }

  /// The slot of a beacon and that of an implementation are told apart; their names need not agree.
  static func same(_ first: ProxyTarget, _ second: ProxyTarget) -> Bool {
    switch (first, second) {
    case (.slot(let one), .slot(let other)), (.beacon(let one), .beacon(let other)):
      one.key == other.key
    default: first == second
    }
  }

  static func source(_ target: ProxyTarget) -> String {
    switch target {
    case .fixed: "code"
    case .slot: "slot"
    case .beacon: "beacon"
    case .slotOfOwnAddress: "slot-of-own-address"
    case .mapping(_, .selector): "mapping-by-selector"
    case .mapping(_, .ownAddress): "mapping-by-own-address"
    case .mapping(_, .caller): "mapping-by-caller"
    case .mapping(_, .other): "mapping"
    case .answer(let question):
      question.isBeacon ? "beacon" : question.key == .selector ? "lookup-by-selector" : "lookup"
    case .computedSlot(_, let byCaller): byCaller ? "slot-by-caller" : "computed-slot"
    case .transientSlot: "transient-slot"
    case .unknown: "unknown"
    }
  }

  static func key(_ target: ProxyTarget) -> ProxyTarget.MappingKey? {
    switch target {
    case .mapping(_, let key): key
    case .answer(let question): question.key
    default: nil
    }
  }
}
