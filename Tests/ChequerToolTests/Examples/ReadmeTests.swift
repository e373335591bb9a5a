import Foundation
import TestThreads
import Testing

@Suite(.childThreads) struct `Examples in the README` {
  @Test func `every console block prints what it shows`() throws {
    let text = try String(contentsOfFile: Tool.packageRoot + "/README.md", encoding: .utf8)
    let blocks = ConsoleTranscript.blocks(in: text)
    #expect(!blocks.isEmpty, "README.md shows no console block")
    for block in blocks {
      #expect(!block.steps.isEmpty, "README.md:\(block.line) shows no command")
      let folder = try TemporaryFolder()
      for step in block.steps {
        let run = try shell("exec 2>&1\n\(step.command)", directory: folder.path)
        #expect(
          ConsoleTranscript.matches(run.lines, step.shown),
          "README.md:\(block.line): $ \(step.command)\n\(run.output)")
      }
    }
  }

  @Test func `a block is read as commands with their output`() {
    let blocks = ConsoleTranscript.blocks(
      in: """
        ```sh
        $ not a transcript
        ```
        ```console
        $ first
        one

        two
        $ second \\
            continued
        ```
        ```console
        $ third
        ```
        """)
    #expect(blocks.map(\.line) == [4, 12])
    #expect(
      blocks.map(\.steps) == [
        [
          ConsoleTranscript.Step(command: "first", shown: ["one", "", "two"]),
          ConsoleTranscript.Step(command: "second \\\n    continued", shown: []),
        ],
        [ConsoleTranscript.Step(command: "third", shown: [])],
      ])
  }

  @Test(arguments: [
    (["a", "b"], ["a", "b"], true), (["a", "b"], ["a"], false), (["a"], ["a", "b"], false),
    ([], [], true), ([], ["..."], true), (["a", "b", "c"], ["..."], true),
    (["a", "b", "c"], ["a", "...", "c"], true), (["a", "c"], ["a", "...", "c"], true),
    (["a", "b", "c"], ["...", "b"], false), (["a", "b", "b"], ["...", "b"], true),
    (["a", "b"], ["...", "...", "b", "..."], true), (["a"], [], false),
  ])
  func `three dots stand for any lines`(lines: [String], shown: [String], isMatch: Bool) {
    #expect(ConsoleTranscript.matches(lines, shown) == isMatch)
  }
}
