import ArgumentParser
import EVMInterpreter
import EVMPrimitives
import ExactJSON

struct EvmRun: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run code as that of a contract, and say how it ends.",
    discussion: """
      chequer evm run 0x6001600201600052600160205260206000f3
      chequer evm run owner.hex 'owner()(address)' \\
        --storage 0=0x1f8B3e7E691D733F5eb17E5570c49dE3e5Aecef9
      chequer evm run 0x5b600056 --gas 1000 --json
      chequer evm run 600a600c600039600a6000f3602a60005260206000f3 \\
        --create --fork bttc
      chequer evm run 0x763d7858287B9a33F4bE5bb3df0241dACc59BCc7 \\
        'TokenAddress()(address)' --state btfs

      The chain is empty but for the code, at 0x2000, and what --state, --balance, --storage and \
      --contract say; 0x1000 calls. Gas is that of the code alone: no intrinsic gas, nothing given back. \
      Events and errors are named by the files of --abi and the built-in table. Ends with status 1 \
      when the code reverts or fails.
      """)

  @OptionGroup var options: RunOptions

  @Flag(help: "Write each instruction as a line of EIP-3155 to standard error.")
  var trace = false

  @OptionGroup var rows: RowOptions

  func validate() throws {
    if rows.jsonl, trace {
      throw ValidationError("--jsonl answers many runs and --trace follows one; choose one.")
    }
  }

  func run() throws {
    if rows.jsonl {
      return try RowServer(keys: CodeRun.keys) { row in try CodeRun(row).run().json }.serve()
    }
    let run = try options.codeRun()
    let steps = trace ? StructLogTracer(write: StandardError.write) : nil
    let outcome = try run.run(tracer: steps)
    steps?.finish(outcome.result, gasUsed: outcome.gasUsed, fork: run.fork)
    let names = CallNames(names: try options.interfaces.names(), called: try options.function())
    let report = RunReport(run: run, outcome: outcome, names: names)
    rows.output.write(
      report.json, or: report.text(TerminalPaint(isOn: rows.output.usesColor)))
    if !outcome.result.isSuccess { throw Ending(status: .no) }
  }
}
