import ChequerTesting
import EVMRPC
import EmbeddedChain
import Glibc
import TestThreads
import Testing

@Suite(.ownThreads) struct `A request that fails` {
  private let transport = CurlTransport()
  private let chain: EmbeddedChain

  init() throws { chain = try EmbeddedChain(chainID: 199) }

  @Test func `is interrupted when its connection ends before the answer is whole`() async throws {
    let url = try await chain.url
    for fault: EndpointFault in [
      .dropped, .reset, .truncated(), .truncated(after: 0), .resetInBody,
    ] {
      chain.endpoint.fail(fault, times: 1)
      #expect(try await transport.failure(url) == .interrupted, "\(fault.name)")
      #expect(try await transport.ask(url).text == chainIDAnswer)
    }
  }

  @Test func `is interrupted when a chunk is missing`() async throws {
    let server = try LoopbackServer { connection in
      _ = connection.readHead()
      connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n")
    }
    #expect(try await transport.failure(server.url) == .interrupted)
  }

  @Test(arguments: [
    "SSH-2.0-OpenSSH_9.2\r\n", "\u{0}\u{1}\u{2}", "<!DOCTYPE html>", "HTTP/0.9 200 OK\r\n\r\n",
    "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", "HTTP/1.1 99999 OK\r\n\r\n",
  ]) func `gets no answer from what is no HTTP`(_ text: String) async throws {
    let server = try LoopbackServer { connection in
      _ = connection.readHead()
      connection.send(text)
    }
    #expect(try await transport.failure(server.url) == .notHTTP)
  }

  @Test func `is refused where nobody listens`() async throws {
    let (file, port) = try LoopbackServer.listen(backlog: 1)
    close(file)
    #expect(try await transport.failure("http://127.0.0.1:\(port)") == .refused)
  }

  @Test func `has no address when the name is nobody's`() async throws {
    // Where a name server does not answer, the time for connecting ends first.
    let failure = try await transport.failure(
      "http://does-not-exist.invalid", within: Deadlines(connect: .seconds(5)))
    #expect(failure == .nameNotResolved || failure == .timedOut(.connecting))
    #expect(failure?.mayHaveArrived == false)
  }

  @Test func `needs a server of TLS for https`() async throws {
    let server = try LoopbackServer { connection in
      connection.send("HTTP/1.1 400 Bad Request\r\n\r\n")
      connection.waitForEnd()
    }
    let url = server.url.replacing("http:", with: "https:")
    guard case .secureConnectionFailed(let reason)? = try await transport.failure(url) else {
      Issue.record("TLS did not fail.")
      return
    }
    #expect(reason.contains("SSL"))
  }

  @Test func `has no connection where TLS is not answered`() async throws {
    let url = try await chain.url.replacing("http:", with: "https:")
    let brief = Deadlines(connect: .milliseconds(100))
    #expect(try await transport.failure(url, within: brief) == .timedOut(.connecting))
  }

  @Test func `is interrupted when the connection ends in TLS's handshake`() async throws {
    let server = try LoopbackServer { _ in }
    let url = server.url.replacing("http:", with: "https:")
    #expect(try await transport.failure(url) == .interrupted)
  }
}

@Suite(.ownThreads) struct `A deadline` {
  private let transport = CurlTransport()
  private let chain: EmbeddedChain

  init() throws { chain = try EmbeddedChain(chainID: 199) }

  @Test func `ends the wait for an answer`() async throws {
    chain.endpoint.fail(.silent)
    let brief = Deadlines(total: .milliseconds(100))
    #expect(try await transport.failure(chain.url, within: brief) == .timedOut(.answering))
    #expect(await eventually { chain.endpoint.requests.count == 1 })
  }

  @Test func `ends an answer that comes too slowly`() async throws {
    chain.endpoint.fail(.dripping(every: .milliseconds(20)))
    let brief = Deadlines(total: .milliseconds(100))
    #expect(try await transport.failure(chain.url, within: brief) == .timedOut(.answering))
  }

  @Test func `leaves an answer that comes in time alone`() async throws {
    chain.endpoint.fail(.dripping(every: .milliseconds(1)))
    let long = Deadlines(total: .seconds(600))
    #expect(try await transport.ask(chain.url, within: long).text == chainIDAnswer)
  }

  @Test func `ends the wait for a connection`() async throws {
    // A listener that accepts nobody, and has no place for more who wait.
    let (listener, port) = try LoopbackServer.listen(backlog: 0)
    var waiting: [Int32] = []
    defer { for file in waiting + [listener] { close(file) } }
    for _ in 0..<8 {
      let file = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue), 0)
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_port = port.bigEndian
      address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
      withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          _ = connect(file, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
      }
      waiting.append(file)
    }
    let url = "http://127.0.0.1:\(port)"
    let brief = Deadlines(connect: .milliseconds(100))
    #expect(try await transport.failure(url, within: brief) == .timedOut(.connecting))
    let total = Deadlines(total: .milliseconds(100))
    #expect(try await transport.failure(url, within: total) == .timedOut(.connecting))
  }

  @Test func `may be no time at all, or longer than anybody lives`() async throws {
    let url = try await chain.url
    for time in [Duration.zero, .seconds(-5), .seconds(Int64.min)] {
      let none = Deadlines(total: time)
      #expect(try await transport.failure(url, within: none) == .timedOut(.connecting))
    }
    let endless = Deadlines(connect: .seconds(Int64.max), total: .seconds(Int64.max))
    #expect(try await transport.ask(url, within: endless).text == chainIDAnswer)
  }

  @Test func `counts the wait for others, of which one endpoint has 64 at a time`() async throws {
    chain.endpoint.fail(.silent)
    let url = try await chain.url
    let other = chain.newEndpoint()
    let silent = (0..<64).map { _ in
      Task(executorPreference: OwnThreads.executor) { [transport] in try await transport.ask(url) }
    }
    #expect(await eventually { chain.endpoint.requests.count == 64 })
    let brief = Deadlines(total: .milliseconds(100))
    #expect(try await transport.failure(url, within: brief) == .timedOut(.connecting))
    #expect(chain.endpoint.requests.count == 64)
    #expect(try await transport.ask(other.url).text == chainIDAnswer)
    chain.endpoint.recover()
    for task in silent { task.cancel() }
    #expect(try await transport.ask(url).text == chainIDAnswer)
  }
}

@Suite(.ownThreads) struct `Cancelling` {
  private let transport = CurlTransport()

  private func end(of task: Task<HTTPAnswer, any Error>) async -> Bool {
    do {
      _ = try await task.value
      return false
    } catch { return error is CancellationError }
  }

  @Test func `ends a request and its connection`() async throws {
    let server = try LoopbackServer { connection in
      _ = connection.readHead()
      connection.waitForEnd()
    }
    let task = Task(executorPreference: OwnThreads.executor) { [transport] in
      try await transport.ask(server.url)
    }
    #expect(await eventually { server.heads.count == 1 })
    task.cancel()
    #expect(await end(of: task))
    #expect(await eventually { server.endedCount == 1 })
  }

  @Test func `ends a request that waits for others`() async throws {
    let chain = try EmbeddedChain(chainID: 199)
    chain.endpoint.fail(.silent)
    let url = try await chain.url
    let tasks = (0..<70).map { _ in
      Task(executorPreference: OwnThreads.executor) { [transport] in try await transport.ask(url) }
    }
    #expect(await eventually { chain.endpoint.requests.count == 64 })
    for task in tasks.reversed() { task.cancel() }
    for task in tasks { #expect(await end(of: task)) }
    // Tasks do not start in the order in which they are made, so an end may let another one go first.
    #expect(chain.endpoint.requests.count < 70)
    chain.endpoint.recover()
    #expect(try await transport.ask(url).text == chainIDAnswer)
  }

  @Test func `before a request keeps it from being sent`() async throws {
    let chain = try EmbeddedChain(chainID: 199)
    let url = try await chain.url
    let task = Task(executorPreference: OwnThreads.executor) { [transport] in
      withUnsafeCurrentTask { $0?.cancel() }
      return try await transport.ask(url)
    }
    #expect(await end(of: task))
    #expect(chain.endpoint.requests.isEmpty)
  }

  @Test func `at any moment ends each request just once`() async throws {
    let chain = try EmbeddedChain(chainID: 199)
    let url = try await chain.url
    for pause in 0..<100 {
      let task = Task(executorPreference: OwnThreads.executor) { [transport] in
        try await transport.ask(url)
      }
      try await Task.sleep(for: .microseconds(pause * 20))
      task.cancel()
      do { #expect(try await task.value.text == chainIDAnswer) } catch {
        #expect(error is CancellationError)
      }
    }
    #expect(try await transport.ask(url).text == chainIDAnswer)
  }
}
