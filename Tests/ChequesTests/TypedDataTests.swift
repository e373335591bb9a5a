import Cheques
import EVMABI
import EVMPrimitives
import ExactJSON
import Testing
import VectorFiles

@Suite struct `Cheques as typed data` {
  @Test(arguments: ["cheques/random.jsonl", "cheques/worked.jsonl"])
  func `digest, struct hash, domain and type are those of the cheque`(path: String) throws {
    for row in try VectorFile(path).rows {
      let cheque = try row.cheque()
      let data = cheque.typedData
      #expect(data.digest == cheque.digest, "\(row)")
      #expect(data.structHash == cheque.structHash, "\(row)")
      #expect(data.encodedType == cheque.typeString, "\(row)")
      #expect(
        data.domainSeparator
          == ChequeDomain(cheque.scheme.family, chainID: cheque.chainID).separator, "\(row)")
    }
  }

  @Test func `the text says what is promised`() throws {
    let row = try #require(try VectorFile("cheques/worked.jsonl").rows.first)
    let cheque = try row.cheque()
    let text = cheque.typedData.description
    #expect(text.contains("chainId  \(cheque.chainID)"))
    #expect(text.contains("cumulativePayout  \(cheque.cumulativePayout)"))
    #expect(text.contains(cheque.beneficiary.checksummed))
  }
}
