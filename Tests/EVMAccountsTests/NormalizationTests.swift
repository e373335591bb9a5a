import EVMAccounts
import EVMCrypto
import EVMPrimitives
import Testing
import VectorFiles

@Suite struct `Normalisation form KD` {
  @Test(arguments: ["unicode/nfkd.jsonl", "bip39/nfkd.jsonl"])
  func `the vectors come out`(path: String) throws {
    for row in try VectorFile(path).rows {
      let form = NormalizationFormKD.utf8(of: try row.string("text"))
      #expect(try form.isEqual(to: Array(row.string("nfkd").utf8)), "\(row)")
      // A normalised text is its own form.
      let again = NormalizationFormKD.utf8(of: try row.string("nfkd"))
      #expect(form.isEqual(to: again), "\(row)")
    }
  }

  @Test func `every scalar of every plane has the published form`() throws {
    let rows = try VectorFile("unicode/all-scalars.jsonl").rows
    #expect(rows.count == 17)
    for row in rows {
      let plane = UInt32(try row.integer("plane"))
      var hash = SHA256()
      for page in plane << 4..<(plane + 1) << 4 {
        // A line feed takes no part in any decomposition or order, so many fit in one text.
        var text = String.UnicodeScalarView()
        for point in page << 12..<(page + 1) << 12 {
          guard let scalar = Unicode.Scalar(point) else { continue }
          text.append(scalar)
          text.append("\n")
        }
        NormalizationFormKD.utf8(of: String(text)).withUnsafeBytes { hash.update($0) }
      }
      #expect(try hash.finalized().bytes == row.bytes("sha256"), "\(row)")
    }
  }

  @Test func `a text of nothing but marks takes time in proportion`() {
    let marks = String(repeating: "\u{323}\u{301}\u{5b0}", count: 20_000)
    #expect(NormalizationFormKD.utf8(of: marks).count == marks.utf8.count)
  }
}
