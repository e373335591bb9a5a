internal import CCurl
internal import Glibc

extension TransportFailure {
  /// What an error of libcurl's means.
  init(_ code: CURLcode, of handle: CurlHandle, answer: CurlAnswer, words: String) {
    if let limit = answer.brokenLimit {
      self = .tooLarge(limit: limit)
      return
    }
    switch code {
    case CURLE_COULDNT_RESOLVE_HOST: self = .nameNotResolved
    case CURLE_COULDNT_RESOLVE_PROXY, CURLE_PROXY: self = .proxyFailed
    case CURLE_RECV_ERROR where handle.errorText.hasPrefix("CONNECT tunnel failed"):
      self = .proxyFailed
    case CURLE_COULDNT_CONNECT:
      self = handle.systemError == ECONNREFUSED ? .refused : .unreachable
    case CURLE_OPERATION_TIMEDOUT:
      self = .timedOut(answer.wasSent ? .answering : .connecting)
    case CURLE_GOT_NOTHING, CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_PARTIAL_FILE,
      CURLE_SEND_FAIL_REWIND, CURLE_ABORTED_BY_CALLBACK:
      self = .interrupted
    case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY: self = .notHTTP
    case CURLE_BAD_CONTENT_ENCODING: self = .undecodable
    case CURLE_SSL_CONNECT_ERROR where Self.isInterruption(handle.errorText):
      self = .interrupted
    case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM,
      CURLE_SSL_CIPHER, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CRL_BADFILE, CURLE_SSL_ISSUER_ERROR,
      CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_ENGINE_INITFAILED:
      self = .secureConnectionFailed(handle.errorText.isEmpty ? words : handle.errorText)
    default: self = .other(code: Int(code.rawValue), words)
    }
  }

  /// Whether a handshake of TLS failed because the connection ended.
  private static func isInterruption(_ text: String) -> Bool {
    text.contains("SSL_ERROR_SYSCALL") || text.contains("Connection reset")
  }
}
