import ExactJSON
import Foundation
import Testing
import VectorFiles

@Suite struct `Mutated JSON` {
  /// Texts that are mutated: the short ones of the vectors.
  static func seeds() throws -> [[UInt8]] {
    var seeds: [[UInt8]] = []
    for name in ["json/accept.jsonl", "json/reject.jsonl"] {
      for row in try VectorFile(name).rows {
        let bytes = try row.bytes("json")
        if bytes.count < 400 { seeds.append(bytes) }
      }
    }
    return seeds
  }

  /// Set `CHEQUER_FUZZ_ROUNDS` for a longer run by hand.
  static let rounds =
    Int(ProcessInfo.processInfo.environment["CHEQUER_FUZZ_ROUNDS"] ?? "") ?? 30_000

  @Test func `no mutation traps, and what is accepted means the same when written again`() throws {
    var random = SeededGenerator(seed: 0x6a73_6f6e)
    let seeds = try Self.seeds()
    var accepted = 0
    var refused = 0
    for _ in 0..<Self.rounds {
      var bytes = seeds.randomElement(using: &random)!
      for _ in 0...Int.random(in: 0..<4, using: &random) {
        mutate(&bytes, seeds, &random)
      }
      do throws(JSONError) {
        let document = try JSONDocument(parsing: bytes, limits: JSONLimits(depth: 40))
        try check(document)
        accepted += 1
      } catch {
        let offset = error.place?.offset ?? 0
        if offset < 0 || offset > bytes.count || "\(error)".isEmpty {
          Issue.record("\(error) for \(bytes)")
        }
        refused += 1
      }
    }
    // Both ways are taken often, or the fuzzing is not worth its name.
    #expect(accepted > Self.rounds / 50)
    #expect(refused > Self.rounds / 5)
    if Self.rounds > 1_000_000 { print("\(accepted) accepted, \(refused) refused") }
  }

  /// An accepted document survives writing, and every value of it can be asked for anything.
  private func check(_ document: JSONDocument) throws(JSONError) {
    var pending = [document.root]
    while let value = pending.popLast() {
      _ = try? value.integer(as: UInt8.self, exponents: .resolve)
      _ = try? value.integer(as: Int128.self)
      _ = try? value.number?.integer(as: UInt64.self, exponents: .resolve)
      if pending.isEmpty { _ = value.location }
      if let members = value.members {
        for (key, member) in members {
          if value[key]?.description != member.description { Issue.record("lost \(key)") }
          pending.append(member)
        }
      } else if let elements = value.elements {
        pending += elements
      }
    }
    guard let tree = try? JSON(document.root) else {
      Issue.record("no tree of \(document.root)")
      return
    }
    let written = try JSONDocument(parsing: tree.text())
    if try! JSON(written.root) != tree { Issue.record("\(tree.text()) is read differently") }
  }

  private func mutate(
    _ bytes: inout [UInt8], _ seeds: [[UInt8]], _ random: inout SeededGenerator
  ) {
    let position = Int.random(in: 0...bytes.count, using: &random)
    let length = Int.random(in: 0...min(8, bytes.count - position), using: &random)
    let range = position..<position + length
    switch Int.random(in: 0..<7, using: &random) {
    case 0: bytes.removeSubrange(range)
    case 1: bytes.insert(contentsOf: Array(bytes[range]), at: position)
    case 2: bytes.insert(UInt8.random(in: 0...255, using: &random), at: position)
    case 3:
      let marks = Array("{}[]:,\"\\u0dDeE-+. \ntfn19".utf8)
      bytes.insert(marks.randomElement(using: &random)!, at: position)
    case 4: bytes.removeSubrange(position...)
    case 5:
      let other = seeds.randomElement(using: &random)!
      let start = Int.random(in: 0...other.count, using: &random)
      bytes.replaceSubrange(range, with: other[start..<min(other.count, start + 12)])
    default:
      if position < bytes.count { bytes[position] ^= 1 << UInt8.random(in: 0..<8, using: &random) }
    }
  }

  /// Foundation's reader as the oracle: one that takes more texts, so each text it refuses must be
  /// refused here, and each that is accepted here must be accepted there.
  @Test func `what is accepted, Foundation accepts`() throws {
    var random = SeededGenerator(seed: 99)
    let seeds = try Self.seeds()
    for _ in 0..<Self.rounds / 5 {
      var bytes = seeds.randomElement(using: &random)!
      mutate(&bytes, seeds, &random)
      let foundation =
        (try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)) != nil
      do throws(JSONError) {
        _ = try JSONDocument(parsing: bytes)
        // Numbers that overflow a Double are Foundation's limit, not JSON's.
        if !foundation, !bytes.contains(where: { $0 | 0x20 == UInt8(ascii: "e") }) {
          Issue.record("only Foundation refuses \(String(decoding: bytes, as: UTF8.self))")
        }
      } catch {
        if foundation, !`JSON vectors`.isStricter(error, for: bytes) {
          Issue.record(
            "only Foundation accepts \(String(decoding: bytes, as: UTF8.self)): \(error)")
        }
      }
    }
  }
}
