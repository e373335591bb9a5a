import EVMABI
public import EVMPrimitives
public import EVMRPC

/// The contract to which nodes report that they are alive, since go-btfs 2.2.
public struct StatusContract: ContractBinding {
  public let address: Address
  public init(_ address: Address) { self.address = address }

  /// What a node reported last; empty for one that never did.
  public func getStatus(
    _ peerID: String, at block: BlockID = .latest
  ) -> RPCCall<HostStatus> {
    read(
      "getStatus(string)(string,uint32,string,uint32,uint32,bytes,uint16[30])", peerID, at: block,
      making: HostStatus.init)
  }

  /// The hosts that the contract ranks highest.
  public func getHighScoreHost(at block: BlockID = .latest) -> RPCCall<[HostScore]> {
    read(
      "getHighScoreHost()((uint32,string,uint32,uint32,bytes,uint16[30])[])", at: block
    ) { values in
      try unpack(values, as: [ABIValue].self).map { try HostScore([ABIValue](membersOf: $0)) }
    }
  }

  /// How many reports there were, of how many nodes.
  public func totalStat(at block: BlockID = .latest) -> RPCCall<ReportTotals> {
    read("totalStat()(uint64,uint64)", at: block) {
      let (reports, nodes) = try unpack($0, as: UInt64.self, UInt64.self)
      return ReportTotals(reports: reports, nodes: nodes)
    }
  }

  /// The newest version of BTFS, as the contract has it.
  public func currentVersion(at block: BlockID = .latest) -> RPCCall<String> {
    readText("currentVersion()(string)", at: block)
  }

  public func owner(at block: BlockID = .latest) -> RPCCall<Address> {
    read("owner()(address)", at: block)
  }

  /// The hash of a report that BTFS's server signs, as the contract computes it.
  public func genHashExt(_ report: HostReport, at block: BlockID = .latest) -> RPCCall<Hash256> {
    read(
      "genHashExt(string,uint32,string,uint32,address,uint32)(bytes32)", report.peerID,
      report.createTime, report.version, report.nonce, report.account, report.signedTime,
      at: block)
  }

  /// The calldata of a report.
  ///
  /// - Parameter signature: That of BTFS's server.
  public func reportStatus(_ report: HostReport, signature: [UInt8]) -> [UInt8] {
    calldata(
      "reportStatus(string,uint32,string,uint32,address,uint32,bytes)", report.peerID,
      report.createTime, report.version, report.nonce, report.account, report.signedTime,
      signature)
  }
}
