internal import CCurl

/// An easy handle of libcurl: one request at a time, on the thread of its loop alone.
final class CurlHandle {
  let pointer: CurlLibrary.Handle
  private let library: CurlLibrary
  /// Where libcurl writes what went wrong, in more words than its codes have.
  private let words = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))

  init?(_ library: CurlLibrary) {
    guard let pointer = library.easyInit() else {
      words.deallocate()
      return nil
    }
    self.library = library
    self.pointer = pointer
  }

  deinit {
    library.easyCleanup(pointer)
    words.deallocate()
  }

  /// Forgets a request that has ended, its body's copy and all; its connection stays.
  func reset() { library.easyReset(pointer) }

  /// Makes a handle that is new, or was reset, ready for a request.
  ///
  /// - Parameters:
  ///   - headers: What every request has; it must live as long as the request runs.
  ///   - answer: What takes the answer; it must live as long as the request runs.
  /// - Returns: Whether libcurl takes all of it, which it does unless memory is out.
  func prepare(
    _ request: CurlRequest, left: Duration, headers: UnsafeMutablePointer<curl_slist>?,
    answer: CurlAnswer
  ) -> Bool {
    words.pointee = 0
    let endpoint = request.endpoint
    let context = Unmanaged.passUnretained(answer).toOpaque()
    var isSet = true
    func set(_ option: CURLoption, _ number: Int) {
      let code = chequer_easy_set_number(library.easySet, pointer, option, number)
      if code != CURLE_OK { isSet = false }
    }
    func set(_ option: CURLoption, size: Int) {
      let code = chequer_easy_set_size(library.easySet, pointer, option, size)
      if code != CURLE_OK { isSet = false }
    }
    func set(_ option: CURLoption, _ value: UnsafeRawPointer?) {
      let code = chequer_easy_set_pointer(library.easySet, pointer, option, value)
      if code != CURLE_OK { isSet = false }
    }
    func set(_ option: CURLoption, _ text: String) { text.withCString { set(option, $0) } }

    set(CURLOPT_ERRORBUFFER, UnsafeRawPointer(words))
    // Signals are the process's own; without them, names are resolved on a thread, which is not waited
    // for when the request ends before it.
    set(CURLOPT_NOSIGNAL, 1)
    set(CURLOPT_QUICK_EXIT, 1)

    set(CURLOPT_URL, endpoint.requestText)
    set(CURLOPT_PATH_AS_IS, 1)
    set(CURLOPT_PROTOCOLS_STR, "http,https")
    set(CURLOPT_FOLLOWLOCATION, 0)
    // A connection has one request at a time, so that a fault harms no others.
    set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
    if endpoint.isLoopback { set(CURLOPT_PROXY, "") }
    set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    if let credentials = endpoint.credentials {
      // Basic authentication: bit 0.
      set(CURLOPT_HTTPAUTH, 1)
      set(CURLOPT_USERNAME, credentials.user)
      set(CURLOPT_PASSWORD, credentials.password)
    }

    set(CURLOPT_POST, 1)
    set(CURLOPT_POSTFIELDSIZE_LARGE, size: request.body.count)
    request.body.withUnsafeBytes { set(CURLOPT_COPYPOSTFIELDS, $0.baseAddress) }
    set(CURLOPT_HTTPHEADER, headers)
    set(CURLOPT_USERAGENT, "chequer")
    set(CURLOPT_ACCEPT_ENCODING, "gzip")

    set(CURLOPT_CONNECTTIMEOUT_MS, min(request.deadlines.connect, left).wholeMilliseconds)
    set(CURLOPT_TIMEOUT_MS, left.wholeMilliseconds)

    set(CURLOPT_WRITEDATA, context)
    set(CURLOPT_HEADERDATA, context)
    set(CURLOPT_PREREQDATA, context)
    let callbacks = [
      chequer_easy_set_receiver(library.easySet, pointer, CURLOPT_WRITEFUNCTION, takeBody),
      chequer_easy_set_receiver(library.easySet, pointer, CURLOPT_HEADERFUNCTION, takeHeaderLine),
      chequer_easy_set_prerequisite(library.easySet, pointer, takeConnection),
    ]
    return isSet && callbacks.allSatisfy { $0 == CURLE_OK }
  }

  /// The answer's status; 0 when none came.
  var status: Int { number(CURLINFO_RESPONSE_CODE) }

  /// The system's number for why no connection was made; 0 when it has none.
  var systemError: Int32 { Int32(truncatingIfNeeded: number(CURLINFO_OS_ERRNO)) }

  /// What went wrong, in printable ASCII: some of it is what a server sent.
  var errorText: String {
    let bytes = String(cString: words).utf8.prefix(200).map {
      (0x20...0x7e).contains($0) ? $0 : UInt8(ascii: "?")
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func number(_ info: CURLINFO) -> Int {
    var value = 0
    return chequer_easy_number(library.easyInfo, pointer, info, &value) == CURLE_OK ? value : 0
  }
}

extension Duration {
  /// Milliseconds, rounded up, from 1 to about 24 days, which are libcurl's limits.
  fileprivate var wholeMilliseconds: Int {
    let milliseconds = components.seconds.multipliedReportingOverflow(by: 1000)
    guard self > .zero else { return 1 }
    guard !milliseconds.overflow, milliseconds.partialValue < Int64(Int32.max) - 1000 else {
      return Int(Int32.max)
    }
    let rest = (components.attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
    return max(1, Int(milliseconds.partialValue + rest))
  }
}

// MARK: - What libcurl calls

/// Takes a piece of the decompressed body; another count than it has ends the request.
private func takeBody(
  _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int,
  _ context: UnsafeMutableRawPointer?
) -> Int {
  guard let context else { return 0 }
  let answer = Unmanaged<CurlAnswer>.fromOpaque(context).takeUnretainedValue()
  return answer.take(UnsafeRawBufferPointer(start: bytes, count: count)) ? count : count &+ 1
}

/// Takes a line of the head.
private func takeHeaderLine(
  _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int,
  _ context: UnsafeMutableRawPointer?
) -> Int {
  guard let context else { return 0 }
  let answer = Unmanaged<CurlAnswer>.fromOpaque(context).takeUnretainedValue()
  return answer.takeLine(UnsafeRawBufferPointer(start: bytes, count: count)) ? count : count &+ 1
}

/// Learns that the connection stands and the request is about to be sent.
private func takeConnection(
  _ context: UnsafeMutableRawPointer?, _: UnsafeMutablePointer<CChar>?,
  _: UnsafeMutablePointer<CChar>?, _: Int32, _: Int32
) -> Int32 {
  guard let context else { return CURL_PREREQFUNC_ABORT }
  let answer = Unmanaged<CurlAnswer>.fromOpaque(context).takeUnretainedValue()
  return answer.takeConnection() ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
}
