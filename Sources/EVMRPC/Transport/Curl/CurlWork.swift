internal import CCurl
internal import Glibc

/// The requests of a loop that run, on its thread alone.
struct CurlWork {
  private let library: CurlLibrary
  private let multi: CurlLibrary.Handle
  /// What every request has; libcurl would wait a second for a leave to send larger bodies.
  private let headers: UnsafeMutablePointer<curl_slist>?
  private var running: [CurlLibrary.Handle: Exchange] = [:]
  private var places: [ObjectIdentifier: CurlLibrary.Handle] = [:]
  private var idle: [CurlHandle] = []
  private var lanes = CurlLanes()

  private struct Exchange {
    let request: CurlRequest
    let handle: CurlHandle
    let answer: CurlAnswer
  }

  init(_ library: CurlLibrary, multi: CurlLibrary.Handle) {
    self.library = library
    self.multi = multi
    var headers: UnsafeMutablePointer<curl_slist>?
    for line in ["Content-Type: application/json", "Accept: application/json", "Expect:"] {
      headers = library.listAppend(headers, line)
    }
    self.headers = headers
  }

  /// Starts and drops requests.
  mutating func take(_ inbox: CurlLoop.Inbox) {
    for request in inbox.submitted where !request.isEnded && lanes.admits(request) {
      start(request)
    }
    for request in inbox.cancelled {
      guard let place = places[ObjectIdentifier(request)] else { continue }
      end(place, keepsHandle: false)
    }
  }

  /// Goes as far as it can without waiting; whether nothing is left to do.
  mutating func advance() -> Bool {
    var count: Int32 = 0
    let code = library.multiPerform(multi, &count)
    while let message = library.multiRead(multi, &count) {
      guard message.pointee.msg == CURLMSG_DONE, let pointer = message.pointee.easy_handle else {
        continue
      }
      finish(pointer, message.pointee.data.result)
    }
    if code != CURLM_OK {
      for pointer in Array(running.keys) { finish(pointer, CURLE_OUT_OF_MEMORY) }
    }
    for request in lanes.late() {
      request.finish(.failure(TransportFailure.timedOut(.connecting)))
    }
    return running.isEmpty
  }

  /// Waits until something can go on, or other threads wake it up.
  func wait() {
    // Deadlines of running requests end the wait in time; it is woken up for all others.
    let limit: Int32 = lanes.hasWaiting ? 50 : 3_600_000
    guard library.multiPoll(multi, nil, 0, limit, nil) != CURLM_OK else { return }
    // Out of memory or descriptors, which must not make the thread spin.
    usleep(10_000)
  }

  /// Frees everything; no request may run.
  mutating func end() {
    idle = []
    _ = library.multiCleanup(multi)
    library.listFree(headers)
  }
}

// MARK: - Requests

extension CurlWork {
  private mutating func start(_ first: CurlRequest) {
    var request = first
    while true {
      let left = request.end - .now
      if left <= .zero {
        request.finish(.failure(TransportFailure.timedOut(.connecting)))
      } else if begin(request, left: left) {
        return
      }
      guard let next = lanes.next(after: request) else { return }
      request = next
    }
  }

  /// Gives a request to libcurl; false when it has failed already.
  private mutating func begin(_ request: CurlRequest, left: Duration) -> Bool {
    let answer = CurlAnswer(limit: request.deadlines.byteLimit)
    guard let handle = idle.popLast() ?? CurlHandle(library),
      handle.prepare(request, left: left, headers: headers, answer: answer),
      library.multiAdd(multi, handle.pointer) == CURLM_OK
    else {
      request.finish(.failure(TransportFailure.unavailable("libcurl takes no request")))
      return false
    }
    running[handle.pointer] = Exchange(request: request, handle: handle, answer: answer)
    places[ObjectIdentifier(request)] = handle.pointer
    return true
  }

  private mutating func finish(_ pointer: CurlLibrary.Handle, _ code: CURLcode) {
    guard let exchange = running[pointer] else { return }
    let outcome = outcome(of: exchange, code)
    // The next request of its endpoint starts before the task resumes.
    end(pointer, keepsHandle: true)
    exchange.request.finish(outcome.mapError { $0 })
  }

  private func outcome(
    of exchange: Exchange, _ code: CURLcode
  ) -> Result<HTTPAnswer, TransportFailure> {
    let (handle, answer) = (exchange.handle, exchange.answer)
    let status = handle.status
    // Whatever became of a redirect's body, nobody reads it.
    if (300..<400).contains(status) { return .failure(.redirected(status: status)) }
    guard code == CURLE_OK else {
      return .failure(
        TransportFailure(code, of: handle, answer: answer, words: library.words(for: code)))
    }
    return .success(
      HTTPAnswer(
        status: status, retryAfter: answer.retryAfter, contentType: answer.contentType,
        body: answer.body))
  }

  /// Takes a request from libcurl, which ends its connection when its answer is not whole.
  private mutating func end(_ pointer: CurlLibrary.Handle, keepsHandle: Bool) {
    guard let exchange = running.removeValue(forKey: pointer) else { return }
    places[ObjectIdentifier(exchange.request)] = nil
    _ = library.multiRemove(multi, pointer)
    if keepsHandle, idle.count < CurlLanes.limit {
      exchange.handle.reset()
      idle.append(exchange.handle)
    }
    if let next = lanes.next(after: exchange.request) { start(next) }
  }
}
