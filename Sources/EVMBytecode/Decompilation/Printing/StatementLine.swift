/// A line of a decompiled function before it is given out.
struct StatementLine {
  var text: String
  var depth: Int
  var places: [Range<Int>]
  var isHidden = false
  /// Whether statements inside it follow.
  var opens = false
}
