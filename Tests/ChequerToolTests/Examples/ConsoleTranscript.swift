/// A fenced `console` block of a Markdown text: commands, each with the output that is shown.
struct ConsoleTranscript {
  struct Step: Equatable {
    var command: String
    var shown: [String]
  }

  /// The line of the Markdown text on which the block begins, counted from one.
  var line: Int
  var steps: [Step]

  /// All `console` blocks of a text, in order.
  ///
  /// A line `$ COMMAND` is a command; it goes on while it ends with a backslash. The lines that
  /// follow, up to the next command, are its output.
  static func blocks(in markdown: String) -> [ConsoleTranscript] {
    var blocks: [ConsoleTranscript] = []
    var block: ConsoleTranscript?
    var isContinued = false
    for (index, line) in markdown.split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init).enumerated()
    {
      guard var open = block else {
        if line == "```console" { block = ConsoleTranscript(line: index + 1, steps: []) }
        continue
      }
      if line == "```" {
        blocks.append(open)
        block = nil
        isContinued = false
        continue
      }
      if isContinued {
        open.steps[open.steps.count - 1].command += "\n" + line
        isContinued = line.hasSuffix("\\")
      } else if line.hasPrefix("$ ") {
        open.steps.append(Step(command: String(line.dropFirst(2)), shown: []))
        isContinued = line.hasSuffix("\\")
      } else if !open.steps.isEmpty {
        open.steps[open.steps.count - 1].shown.append(line)
      }
      block = open
    }
    return blocks
  }

  /// Whether `lines` are those that are shown, where a shown `...` stands for any number of lines.
  static func matches(_ lines: [String], _ shown: [String]) -> Bool {
    // matched[count]: whether the shown lines so far can stand for the first `count` lines.
    var matched = [true] + Array(repeating: false, count: lines.count)
    for text in shown {
      var next = Array(repeating: false, count: lines.count + 1)
      for count in 0...lines.count {
        next[count] =
          text == "..."
          ? matched[count] || (count > 0 && next[count - 1])
          : count > 0 && matched[count - 1] && lines[count - 1] == text
      }
      matched = next
    }
    return matched[lines.count]
  }
}
