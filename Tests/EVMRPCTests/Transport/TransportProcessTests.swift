import EVMRPC
import Glibc
import Testing

/// What a process of its own shows: its environment, and its end.
@Suite struct `A process that sends requests` {
  @Test func `reaches itself without the proxy of its environment`() async {
    await #expect(processExitsWith: .success) {
      for name in ["http_proxy", "https_proxy", "all_proxy"] {
        setenv(name, "http://127.0.0.1:1", 1)
      }
      let server = try LoopbackServer(
        answering: "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
      let answer = try await CurlTransport().ask(server.url)
      exit(answer.text == "{}" ? 0 : 1)
    }
  }

  @Test func `reaches others through the proxy of its environment`() async {
    await #expect(processExitsWith: .success) {
      let proxy = try LoopbackServer(
        answering: "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
      setenv("http_proxy", proxy.url, 1)
      let answer = try await CurlTransport().ask("http://10.0.0.1/key")
      let isProxied = proxy.heads.first?.hasPrefix("POST http://10.0.0.1/key HTTP/1.1") == true
      exit(answer.text == "{}" && isProxied ? 0 : 1)
    }
  }

  @Test func `learns that the proxy lets nothing through`() async {
    await #expect(processExitsWith: .success) {
      let proxy = try LoopbackServer(
        answering: "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
      setenv("https_proxy", proxy.url, 1)
      exit(try await CurlTransport().failure("https://10.0.0.1/") == .proxyFailed ? 0 : 1)
    }
  }

  @Test func `ends quietly while requests are under way`() async {
    await #expect(processExitsWith: .success) {
      let server = try LoopbackServer { $0.waitForEnd() }
      for url in [server.url, server.url.replacing("http:", with: "https:")] {
        for _ in 0..<10 {
          Task { try await CurlTransport.shared.ask(url) }
          Task { try await CurlTransport().ask(url) }
        }
      }
      _ = await eventually { server.openedCount > 20 }
      exit(0)
    }
  }

  @Test func `takes no notice of signals on the transport's thread`() async {
    await #expect(processExitsWith: .success) {
      // A connection that is reset while a body is sent would raise SIGPIPE, which ends a process.
      let server = try LoopbackServer { _ in }
      let url = try EndpointURL(parsing: server.url)
      let body = [UInt8](repeating: 0x20, count: 4_000_000)
      for _ in 0..<20 { _ = try? await CurlTransport.shared.send(body, to: url) }
      exit(0)
    }
  }
}
