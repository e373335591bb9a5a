import ExactJSON
import Foundation
import TestThreads
import Testing
import VectorFiles

@Suite(.childThreads) struct `Rows and files of cfg` {
  @Test func `rows are answered with the graph, bad ones with what is wrong`() throws {
    let lines = try answers("cfg", to: [["code": "0x00"], ["code": "0xzz"], ["code": "5b5f56"]])
    #expect(
      lines[0]
        == #"{"size":1,"blocks":[{"start":0,"end":1,"last":0,"ending":"stop","dominator":null,"function":null}],"edges":[],"unresolved":[],"functions":[],"loops":[],"unreached":[],"complete":true}"#
    )
    #expect(lines[1].hasPrefix(#"{"error":"#))
    let circle = try JSONDocument(parsing: lines[2]).root
    let edges = try circle.require("edges").requireElements()
    #expect(try edges.map { try $0.require("kind").requireString() } == ["jump"])
    #expect(try circle.require("loops").requireElements().count == 1)
  }

  @Test func `a drawing is well-formed XML with a box for every block`() throws {
    let code = "0x34600557005b600080fd"
    let svg = try chequer("cfg", code, "--svg").output
    #expect(svg.hasPrefix("<svg"))
    for text in ["CALLVALUE", "STOP", "REVERT"] { #expect(svg.contains(text)) }
    let folder = try TemporaryFolder()
    let file = try folder.write("old", to: "drawing.svg")
    let written = try chequer("cfg", code, "--svg", "--out", file)
    #expect(written.output.isEmpty)
    #expect(try String(contentsOfFile: file, encoding: .utf8) == svg)
  }

  @Test func `drawings and rows do not go together`() throws {
    #expect(try chequer("cfg", "00", "--svg", "--json").status == 64)
    #expect(try chequer("cfg", "--jsonl", "--dot", input: "").status == 64)
  }
}
