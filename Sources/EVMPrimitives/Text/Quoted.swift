/// A character of somebody's input as an error shows it: in quotes, control and other invisible
/// characters as their code point.
package func quoted(_ character: Character) -> String {
  let scalars = character.unicodeScalars
  let visible = scalars.allSatisfy { scalar in
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator, .spaceSeparator:
      scalar == " "
    default: true
    }
  }
  if visible { return "'\(character)'" }
  return scalars.map { "U+" + String($0.value, radix: 16, uppercase: true) }.joined(separator: " ")
}

/// A piece of somebody's input as an error shows it: in quotes, invisible characters as their code
/// points, cut after `limit` characters.
package func quoted(_ text: some StringProtocol, limit: Int = 40) -> String {
  var shown = ""
  var count = 0
  for character in text {
    if count == limit { return "'\(shown)...'" }
    let one = quoted(character)
    shown += one.hasPrefix("'") ? String(character) : "{\(one)}"
    count += 1
  }
  return "'\(shown)'"
}

/// A number of things in words: `1 digit`, `2 digits`.
package func counted(_ count: Int, _ thing: String) -> String {
  count == 1 ? "1 \(thing)" : "\(count) \(thing)s"
}
