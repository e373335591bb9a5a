import ArgumentParser
import EVMPrimitives
import EmbeddedChain
import ExactJSON

struct Devnet: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "devnet", abstract: "Serve a chain of its own over JSON-RPC, for tests.",
    discussion: """
      Ten accounts of a mnemonic that everybody knows have coin from the start, and a block is mined \
      for each transaction. web3.py, ethers, viem and cast work with it as with any node; the evm_, \
      anvil_ and hardhat_ methods of test chains are there too. It listens on 127.0.0.1 alone and \
      serves until it is interrupted (Ctrl-C or SIGTERM).

      With --chain-id 199 --fork-rules bttc it behaves as BTTC does: no base fee, and transactions of \
      types 0 and 1 alone. With --port 0 --json it writes one line when it is ready, with its URL and \
      the accounts' keys, which is what a test script reads. With --btfs, and with BTTC's id or rules, \
      the vault factories, tokens and oracles of BTFS are there, and the second and third account are \
      a renter and a host with WBTT. With --state FILE the chain goes on where the last run left it, \
      and with --network embedded in the file that all commands share.
      """)

  @Option(help: "The TCP port; 0 takes a free one.")
  var port: UInt16 = 8545

  @Option(help: "The chain id; 199 with the rules of bttc, else 31337.")
  var chainId: UInt64?

  @Option(help: "The rules of a fork, such as Berlin, Cancun or bttc; the newest if missing.")
  var forkRules: String?

  @Option(help: "How many accounts there are.")
  var accounts = 10

  @Option(
    help: """
      What each account has, such as 5btt or an amount in the smallest unit; 10000btt if missing, and \
      with BTFS's contracts 1000000000btt.
      """)
  var balance: String?

  @Option(
    help: """
      A file with the words of which the accounts' keys are made, - for standard input; those of tests \
      if missing.
      """, completion: .file())
  var mnemonicFile: String?

  @Option(help: "Mine a block every so many seconds instead of one for each transaction.")
  var blockTime: Double?

  @Flag(help: "Mine only when evm_mine or anvil_mine asks for it.")
  var noMining = false

  @Option(help: "Gas that a block may have.")
  var gasLimit: UInt64 = 30_000_000

  @Option(help: "The base fee of the first block, in wei; only since London.")
  var baseFee: String?

  @Option(help: "The gas price, or the tip since London, that clients are told, in wei.")
  var gasPrice: String?

  @Option(help: "The time of the first block, in seconds since 1970.")
  var timestamp: UInt64?

  @Flag(help: "Begin with BTFS's contracts by BTTC's rules: --genesis btfs --fork-rules bttc.")
  var btfs = false

  @Option(
    help: """
      What is there from the start: btfs for BTFS's contracts, none, or a JSON file of accounts, geth's \
      alloc or genesis; btfs with BTTC's id or rules if missing.
      """)
  var genesis: String?

  @Option(help: "A file in which the chain is kept from run to run.")
  var state: String?

  @Option(help: "embedded: the chain that commands share, in a file of the user's data folder.")
  var network: String?

  @Flag(help: "Begin anew; the chain that is in the file is gone. Without --state, the shared one.")
  var reset = false

  @Option(help: "The origin whose pages may read answers in a browser, or * for all.")
  var allowOrigin = "*"

  @OptionGroup var output: OutputOptions

  /// Whether the chain is the one that commands share.
  private var isShared: Bool { network != nil || reset && state == nil }

  func validate() throws {
    if blockTime != nil, noMining {
      throw ValidationError("--block-time mines by the clock and --no-mining never; choose one.")
    }
    if let blockTime, !(0.001...1_000_000).contains(blockTime) {
      throw ValidationError("--block-time is a number of seconds from 0.001 to 1000000.")
    }
    if btfs, genesis != nil {
      throw ValidationError("--btfs and --genesis both say how the chain begins; choose one.")
    }
    if let network {
      guard network.lowercased() == "embedded" else {
        throw ValidationError(
          "--network \(quoted(network)): only the embedded chain is served here; name embedded.")
      }
      guard state == nil else {
        throw ValidationError("--network embedded has a file of its own; leave out --state.")
      }
    }
    guard (0...1000).contains(accounts) else {
      throw ValidationError("--accounts is a number from 0 to 1000.")
    }
    guard gasLimit >= 21_000 else {
      throw ValidationError("--gas-limit must hold one transaction at least: 21000.")
    }
  }

  func run() throws {
    // Before any thread is started, so that none of them is interrupted.
    let interrupts = InterruptWait()
    let options = try chainOptions()
    let kept = try DevnetFile(state: state, isShared: isShared)?
      .open(options, startsAnew: reset)
    let chain = try kept?.chain ?? DevelopmentChain(options)
    let server = try DevnetServing(
      chain, ServerOptions(port: port, allowedOrigin: allowOrigin))
    output.write(server.readyDocument, or: server.readyText)
    try StandardOutput.shared.flush()
    interrupts.wait()
    server.stop()
    try kept.map(DevnetFile.finish)
  }

  private func chainOptions() throws -> ChainOptions {
    var options = ChainOptions()
    if btfs || isShared { options.fork = .bttc }
    if let forkRules { options.fork = try reading("--fork-rules") { try Fork(named: forkRules) } }
    options.chainID = chainId ?? (options.fork == .bttc ? 199 : options.chainID)
    guard options.chainID > 0 else {
      throw Failure(.usage, "--chain-id: 0 is the id of no chain; name another one.")
    }
    options.accountCount = accounts
    if let mnemonicFile {
      options.mnemonic = try TextInput.utf8(
        mnemonicFile == "-"
          ? try TextInput.contents(ofDescriptor: 0) : try TextInput.contents(ofFile: mnemonicFile))
    }
    try setGenesis(in: &options)
    if let balance {
      options.accountBalance = try reading("--balance") {
        try TokenAmount(parsing: balance, in: .wei).smallestUnits
      }
    }
    options.gasLimit = gasLimit
    options.genesisTimestamp = timestamp
    if let baseFee {
      options.baseFee = try reading("--base-fee") { try UInt256(decimalOrHex: baseFee) }
    }
    if let gasPrice {
      options.gasPrice = try reading("--gas-price") { try UInt256(decimalOrHex: gasPrice) }
    }
    if let blockTime {
      options.mining = .interval(.milliseconds(Int64(blockTime * 1000)))
    } else if noMining {
      options.mining = .onRequest
    }
    return options
  }

  /// Puts what is there from the start into the options, and with BTFS's contracts what BTTC has.
  private func setGenesis(in options: inout ChainOptions) throws {
    let isBTTC = options.chainID == BTFSGenesis.chainID || options.fork == .bttc
    switch genesis ?? (btfs || isBTTC ? "btfs" : "none") {
    case "none": break
    case "btfs":
      let btfs = ChainOptions.btfs()
      options.genesis = btfs.genesis
      options.accountBalance = btfs.accountBalance
      if options.fork == .bttc { options.gasPrice = btfs.gasPrice }
    case let path:
      options.genesis = try reading("--genesis") { try GenesisFile.accounts(path) }
    }
  }
}
