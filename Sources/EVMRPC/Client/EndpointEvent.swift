/// Something that happened between a client and its endpoint, for whoever keeps a log. No event has
/// an argument, a result, or anything of the URL that is secret.
public enum EndpointEvent: Hashable, Sendable {
  /// A body went out.
  case asked(methods: [String], byteCount: Int)
  /// An answer of HTTP came.
  case answered(status: Int, byteCount: Int, after: Duration)
  /// No answer came.
  case unanswered(TransportFailure, after: Duration)
  /// The endpoint takes no more calls than this in one batch.
  case batchLimitLearnt(Int)
  /// An attempt failed, and the client waits for the next.
  case waits(RetryNotice)
}

extension EndpointEvent: CustomStringConvertible {
  public var description: String {
    switch self {
    case .asked(let methods, let byteCount):
      "asked \(methods.count == 1 ? methods[0] : "\(methods.count) calls") in \(byteCount) bytes"
    case .answered(let status, let byteCount, let time):
      "answered HTTP \(status) with \(byteCount) bytes after \(shown(time))"
    case .unanswered(let failure, let time): "failed after \(shown(time)): \(failure)"
    case .batchLimitLearnt(let limit): "takes at most \(limit) calls in a batch"
    case .waits(let notice): notice.description
    }
  }
}
