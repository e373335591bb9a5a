/// Colours for a terminal, or none.
struct TerminalPaint {
  enum Colour: String {
    case bold = "1"
    case dim = "2"
    case red = "31"
    case green = "32"
    case yellow = "33"
    case cyan = "36"
  }

  var isOn: Bool

  func callAsFunction(_ colour: Colour, _ text: String) -> String {
    isOn && !text.isEmpty ? "\u{1b}[\(colour.rawValue)m\(text)\u{1b}[0m" : text
  }
}
