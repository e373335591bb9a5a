import Cheques
import EVMABI
import EVMPrimitives
import ExactJSON
import Glibc

/// ABI coding and typed data beside eth-abi and eth-account, and beside the floor: copying the bytes,
/// or the bare Keccak calls.
func benchmarkABI() {
  guard let cases = try? ABICases() else {
    return print("The ABI cases could not be made.")
  }
  let report = Report("ABI and typed data; eth-abi and eth-account in one call each")
  let python = pythonNanoseconds(cases.python)
  if python == nil {
    report.note("eth-abi and eth-account are not installed for python3: they are not compared.")
  }
  for (index, one) in cases.all.enumerated() {
    let times = Measure.nanoseconds(inTurn: [one.run, one.floor])
    if let python, index < python.count {
      report.row(one.name, times[0], one.peer, python[index])
    }
    report.row(one.name, times[0], one.floorName, times[1], goal: one.goal)
  }
}

/// One thing that is measured.
private struct ABICase {
  var name: String
  var peer: String
  var run: (Int) -> Void
  /// What cannot be undercut.
  var floorName: String
  var floor: (Int) -> Void
  /// The greatest ratio to the floor.
  var goal: Double?
}

private struct ABICases {
  private(set) var all: [ABICase] = []
  /// A program that prints the nanoseconds of the peer of each case, in order.
  let python: String

  init() throws {
    let list = try ABIType(parsing: "(address,uint256,bytes)[1000]")
    let coder = try ABICoder([list])
    let value = ABIValue.array(
      (0..<1000).map { index in
        .tuple([
          .address(Address(truncating: UInt256(UInt64(index)) &* 0x9e37_79b9_7f4a_7c15)),
          .uint(UInt256(UInt64(index)) &* 1_000_000_007),
          .bytes([UInt8](repeating: UInt8(truncatingIfNeeded: index), count: index % 100)),
        ])
      })
    let encoded = try coder.encode([value])
    let copy = Copy(encoded)
    all.append(
      ABICase(
        name: "encode (address,uint256,bytes)[1000]", peer: "eth-abi",
        run: { count in for _ in 0..<count { consume(try? coder.encode([value])) } },
        floorName: "memcpy of its bytes", floor: copy.run))
    all.append(
      ABICase(
        name: "decode (address,uint256,bytes)[1000]", peer: "eth-abi",
        run: { count in for _ in 0..<count { consume(try? coder.decode(encoded)) } },
        floorName: "memcpy of its bytes", floor: copy.run))

    let cash = try ABIFunction(
      "cashChequeBeneficiary(address recipient,uint256 cumulativePayout,bytes issuerSig)")
    let cashCoder = try ABICoder(cash.inputs)
    let arguments: [ABIValue] = [
      .address(Address(truncating: 5)), .uint(1_331_381_000_000_000_000),
      .bytes([UInt8](repeating: 7, count: 65)),
    ]
    let selector = cash.selector.bytes
    let calldata = try cash.calldata(arguments: arguments)
    let cashCopy = Copy(calldata)
    all.append(
      ABICase(
        name: "encode a cash-out's calldata", peer: "eth-abi",
        run: { count in
          for _ in 0..<count {
            var bytes = selector
            try? cashCoder.encode(arguments, appendingTo: &bytes)
            consume(bytes)
          }
        }, floorName: "memcpy of its bytes", floor: cashCopy.run))
    all.append(
      ABICase(
        name: "decode a cash-out's calldata", peer: "eth-abi",
        run: { count in
          for _ in 0..<count { consume(try? cashCoder.decode(calldata.dropFirst(4))) }
        }, floorName: "memcpy of its bytes", floor: cashCopy.run))

    let text = Self.mail
    let mail = try JSONDocument(parsing: text).root
    let preimages = Self.preimages(of: try TypedData(mail))
    all.append(
      ABICase(
        name: "digest of a nested EIP-712 document", peer: "eth-account",
        run: { count in for _ in 0..<count { consume((try? TypedData(mail))?.digest) } },
        floorName: "its Keccak calls",
        floor: { count in
          for _ in 0..<count { for bytes in preimages { consume(Keccak256.hash(bytes)) } }
        }))

    let cheque = try Cheque(
      scheme: .btfs, chainID: 199, vault: Address(truncating: 1),
      beneficiary: Address(truncating: 2),
      cumulativePayout: 1_331_381_000_000_000_000)
    let words = [UInt8](repeating: 1, count: 128)
    let digest = [UInt8](repeating: 2, count: 66)
    all.append(
      ABICase(
        name: "digest of a cheque", peer: "eth-account",
        run: { count in for _ in 0..<count { consume(cheque.digest) } },
        floorName: "its 2 Keccak calls",
        floor: { count in
          for _ in 0..<count {
            consume(Keccak256.hash(words))
            consume(Keccak256.hash(digest))
          }
        }, goal: 1.3))
    python = Self.program(mail: text)
  }

  /// EIP-712's example, with arrays and one more level.
  private static let mail = """
    {"types":{"EIP712Domain":[{"name":"name","type":"string"},{"name":"version","type":"string"},\
    {"name":"chainId","type":"uint256"},{"name":"verifyingContract","type":"address"}],\
    "Person":[{"name":"name","type":"string"},{"name":"wallets","type":"address[]"}],\
    "Mail":[{"name":"from","type":"Person"},{"name":"to","type":"Person[]"},\
    {"name":"contents","type":"string"}]},"primaryType":"Mail","domain":{"name":"Ether Mail",\
    "version":"1","chainId":1,"verifyingContract":"0xCcCCccccCCCCcCCCCCCcCcCccCcCCCcCcccccccC"},\
    "message":{"from":{"name":"Cow","wallets":["0xCD2a3d9F938E13CD947Ec05AbC7FE734Df8DD826"]},\
    "to":[{"name":"Bob","wallets":["0xbBbBBBBbbBBBbbbBbbBbbbbBBbBbbbbBbBbbBBbB",\
    "0xB0BdaBea57B0BDABeA57b0bdABEA57b0BDabEa57"]}],"contents":"Hello, Bob!"}}
    """

  /// Messages as long as those that are hashed: types, strings, arrays, structs, domain, digest.
  private static func preimages(of data: TypedData) -> [[UInt8]] {
    let strings = [10, 1, 3, 3, 11]
    let types = [
      data.encodedType.utf8.count, data.types.encodedType(of: "Person")?.utf8.count ?? 0,
      data.domain.encodedType.utf8.count,
    ]
    let words = [1, 2, 1, 3, 3, 4, 5].map { $0 * 32 }
    return (strings + types + words + [66]).map { [UInt8](repeating: 5, count: $0) }
  }

  private static func program(mail: String) -> String {
    """
    import json, time
    from eth_abi import decode, encode
    from eth_account.messages import encode_typed_data, _hash_eip191_message
    def best(work):
        spent = []
        for _ in range(15):
            count, start = 0, time.perf_counter_ns()
            while time.perf_counter_ns() - start < 20_000_000:
                work(); count += 1
            spent.append((time.perf_counter_ns() - start) / count)
        return min(spent)
    kind = ["(address,uint256,bytes)[1000]"]
    list = [[(i.to_bytes(20, "big"), i * 1000000007, bytes([i % 256]) * (i % 100)) for i in range(1000)]]
    data = encode(kind, list)
    cash = ["address", "uint256", "bytes"]
    arguments = [(5).to_bytes(20, "big"), 1331381000000000000, bytes([7]) * 65]
    calldata = encode(cash, arguments)
    mail = json.loads(\"\"\"\(mail)\"\"\")
    field = lambda name, type: {"name": name, "type": type}
    cheque = {"types": {"EIP712Domain": [field("name", "string"), field("version", "string"), field("chainId", "uint256")],
      "Cheque": [field("vault", "address"), field("beneficiary", "address"), field("cumulativePayout", "uint256")]},
      "primaryType": "Cheque", "domain": {"name": "Vault", "version": "1.0", "chainId": 199},
      "message": {"vault": "0x" + "00" * 19 + "01", "beneficiary": "0x" + "00" * 19 + "02", "cumulativePayout": 1331381000000000000}}
    digest = lambda document: _hash_eip191_message(encode_typed_data(full_message=document))
    print(best(lambda: encode(kind, list)), best(lambda: decode(kind, data)), best(lambda: encode(cash, arguments)),
      best(lambda: decode(cash, calldata)), best(lambda: digest(mail)), best(lambda: digest(cheque)))
    """
  }
}

/// Bytes and room to copy them to.
private final class Copy {
  private let source: [UInt8]
  private let target: UnsafeMutableRawPointer

  init(_ bytes: [UInt8]) {
    source = bytes
    target = .allocate(byteCount: bytes.count, alignment: 16)
  }

  deinit { target.deallocate() }

  func run(_ count: Int) {
    source.withUnsafeBytes { bytes in
      for _ in 0..<count {
        memcpy(target, bytes.baseAddress!, bytes.count)
        consume(target)
      }
    }
  }
}
