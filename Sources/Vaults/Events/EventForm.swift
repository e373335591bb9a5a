import EVMABI
import EVMPrimitives

/// An event as its contract declares it, to read logs strictly.
struct EventForm: Sendable {
  let topic: Hash256
  private let event: ABIEvent

  /// Logs hold what an encoder writes, but for text, which anybody may have put there.
  private static let rules = ABIDecodingRules(malformedText: .allow)

  /// - Parameter declaration: One that stands in this module's code, with `indexed` where it is.
  init(_ declaration: String) {
    do {
      guard case .event(let event) = try InterfaceItem(parsing: "event \(declaration)") else {
        preconditionFailure("\(declaration) is no event.")
      }
      self.event = event
      topic = event.topic
    } catch { preconditionFailure("\(declaration) is no event: \(error)") }
  }

  /// The values of a log in the order of the declaration; `nil` when the log is not of this form: it
  /// has other topics, or data of another length or content.
  func values(topics: [Hash256], data: [UInt8]) -> [ABIValue]? {
    guard let values = try? event.values(topics: topics, data: data, rules: Self.rules) else {
      return nil
    }
    let known = values.compactMap(\.value)
    return known.count == values.count ? known : nil
  }
}
