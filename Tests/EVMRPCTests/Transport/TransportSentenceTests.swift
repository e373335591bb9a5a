import EVMRPC
import Testing

@Suite struct `Sentences of transport failures` {
  struct Row: Sendable, CustomTestStringConvertible {
    var failure: TransportFailure
    var isRetryable: Bool
    var mayHaveArrived: Bool
    var sentence: String
    var testDescription: String { "\(failure)" }
  }

  static let rows: [Row] = [
    Row(
      failure: .nameNotResolved, isRetryable: true, mayHaveArrived: false,
      sentence:
        "The endpoint's host name does not resolve to an address. Check the name and this machine's network, or give another endpoint with --rpc."
    ),
    Row(
      failure: .refused, isRetryable: true, mayHaveArrived: false,
      sentence:
        "The endpoint's host refuses the connection. Check that the node runs and that the port is right."
    ),
    Row(
      failure: .unreachable, isRetryable: true, mayHaveArrived: false,
      sentence:
        "The endpoint's host cannot be reached. Check this machine's network and firewall."),
    Row(
      failure: .proxyFailed, isRetryable: true, mayHaveArrived: false,
      sentence:
        "The proxy between here and the endpoint fails. Check the variables https_proxy and no_proxy."
    ),
    Row(
      failure: .timedOut(.connecting), isRetryable: true, mayHaveArrived: false,
      sentence:
        "The connection to the endpoint was not made in time. Check the host and the port, or try again later."
    ),
    Row(
      failure: .timedOut(.answering), isRetryable: true, mayHaveArrived: true,
      sentence:
        "The endpoint did not answer in time. Try again later, ask for less at once, or give another endpoint."
    ),
    Row(
      failure: .interrupted, isRetryable: true, mayHaveArrived: true,
      sentence:
        "The endpoint ended the connection before its answer was whole. Try again; a transaction that was being sent may have arrived."
    ),
    Row(
      failure: .secureConnectionFailed("certificate has expired"), isRetryable: false,
      mayHaveArrived: false,
      sentence:
        "No secure connection to the endpoint can be made (certificate has expired). Check the URL, this machine's clock and its package ca-certificates; the check is never skipped."
    ),
    Row(
      failure: .tooLarge(limit: 1000), isRetryable: false, mayHaveArrived: true,
      sentence:
        "The endpoint's answer is larger than the 1000 bytes allowed. Ask for less at once, such as a shorter range of blocks."
    ),
    Row(
      failure: .redirected(status: 307), isRetryable: false, mayHaveArrived: true,
      sentence:
        "The endpoint redirects to another place (HTTP 307), which is not followed. Give the URL that the provider names for JSON-RPC."
    ),
    Row(
      failure: .notHTTP, isRetryable: false, mayHaveArrived: true,
      sentence:
        "What listens at the endpoint's port does not speak HTTP. Check the port, and whether the URL should begin with https."
    ),
    Row(
      failure: .undecodable, isRetryable: true, mayHaveArrived: true,
      sentence:
        "The endpoint's answer is not compressed in the way that it says. Try again, or give another endpoint."
    ),
    Row(
      failure: .unavailable("the library libcurl.so.4 cannot be loaded"), isRetryable: false,
      mayHaveArrived: false,
      sentence:
        "No request can be sent: the library libcurl.so.4 cannot be loaded. Install the package libcurl4 in version 7.87 or later."
    ),
    Row(
      failure: .other(code: 43, "A libcurl function was given a bad argument"),
      isRetryable: false, mayHaveArrived: true,
      sentence:
        "The request failed (A libcurl function was given a bad argument, libcurl's error 43). Try again, or give another endpoint."
    ),
  ]

  @Test(arguments: rows) func `say what happened and what to do`(_ row: Row) {
    #expect(row.failure.description == row.sentence)
    #expect(row.sentence.hasSuffix(" " + row.failure.hint))
  }

  @Test(arguments: rows) func `come with what may be done about it`(_ row: Row) {
    #expect(row.failure.isRetryable == row.isRetryable)
    #expect(row.failure.mayHaveArrived == row.mayHaveArrived)
  }
}
