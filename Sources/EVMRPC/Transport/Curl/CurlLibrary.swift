internal import CCurl
internal import Glibc
internal import Synchronization

/// The functions of the system's libcurl, loaded at the first request.
struct CurlLibrary: Sendable {
  typealias Handle = UnsafeMutableRawPointer

  let easyInit: @Sendable @convention(c) () -> Handle?
  let easyCleanup: @Sendable @convention(c) (Handle?) -> Void
  let easyReset: @Sendable @convention(c) (Handle?) -> Void
  let easyText: @Sendable @convention(c) (CURLcode) -> UnsafePointer<CChar>?
  let multiInit: @Sendable @convention(c) () -> Handle?
  let multiCleanup: @Sendable @convention(c) (Handle?) -> CURLMcode
  let multiAdd: @Sendable @convention(c) (Handle?, Handle?) -> CURLMcode
  let multiRemove: @Sendable @convention(c) (Handle?, Handle?) -> CURLMcode
  let multiPerform: @Sendable @convention(c) (Handle?, UnsafeMutablePointer<Int32>?) -> CURLMcode
  let multiPoll:
    @Sendable @convention(c) (
      Handle?, UnsafeMutablePointer<curl_waitfd>?, UInt32, Int32, UnsafeMutablePointer<Int32>?
    ) -> CURLMcode
  let multiWakeup: @Sendable @convention(c) (Handle?) -> CURLMcode
  let multiRead:
    @Sendable @convention(c) (Handle?, UnsafeMutablePointer<Int32>?) -> UnsafeMutablePointer<
      CURLMsg
    >?
  let listAppend:
    @Sendable @convention(c) (
      UnsafeMutablePointer<curl_slist>?, UnsafePointer<CChar>?
    ) -> UnsafeMutablePointer<curl_slist>?
  let listFree: @Sendable @convention(c) (UnsafeMutablePointer<curl_slist>?) -> Void

  // Functions of variable arguments, which the shim calls. They are addresses of code, which nobody
  // changes.
  nonisolated(unsafe) let easySet: UnsafeMutableRawPointer
  nonisolated(unsafe) let easyInfo: UnsafeMutableRawPointer
  nonisolated(unsafe) let multiSet: UnsafeMutableRawPointer

  /// The version that has all that is used: 7.87, of December 2022.
  private static let leastVersion: UInt32 = 0x07_57_00

  /// The library; loaded and initialised once in a process, never unloaded.
  static let shared = Result<CurlLibrary, TransportFailure> { () throws(TransportFailure) in
    try CurlLibrary(loading: "libcurl.so.4")
  }

  private init(loading name: String) throws(TransportFailure) {
    guard let library = dlopen(name, RTLD_NOW | RTLD_LOCAL) else {
      throw .unavailable("the library \(name) cannot be loaded")
    }
    func symbol(_ symbol: String) throws(TransportFailure) -> UnsafeMutableRawPointer {
      guard let address = dlsym(library, symbol) else {
        throw .unavailable("the library \(name) has no \(symbol)")
      }
      return address
    }
    func function<Function>(_ name: String) throws(TransportFailure) -> Function {
      unsafeBitCast(try symbol(name), to: Function.self)
    }
    easyInit = try function("curl_easy_init")
    easyCleanup = try function("curl_easy_cleanup")
    easyReset = try function("curl_easy_reset")
    easyText = try function("curl_easy_strerror")
    multiInit = try function("curl_multi_init")
    multiCleanup = try function("curl_multi_cleanup")
    multiAdd = try function("curl_multi_add_handle")
    multiRemove = try function("curl_multi_remove_handle")
    multiPerform = try function("curl_multi_perform")
    multiPoll = try function("curl_multi_poll")
    multiWakeup = try function("curl_multi_wakeup")
    multiRead = try function("curl_multi_info_read")
    listAppend = try function("curl_slist_append")
    listFree = try function("curl_slist_free_all")
    easySet = try symbol("curl_easy_setopt")
    easyInfo = try symbol("curl_easy_getinfo")
    multiSet = try symbol("curl_multi_setopt")

    let initialize: @convention(c) (Int) -> CURLcode = try function("curl_global_init")
    let version: @convention(c) (CURLversion) -> UnsafeMutablePointer<curl_version_info_data>? =
      try function("curl_version_info")
    let code = Self.initializing.withLock { _ in
      Self.prepareForExit(library)
      return initialize(Int(CURL_GLOBAL_SSL))
    }
    guard code == CURLE_OK else {
      throw .unavailable("the library \(name) cannot be initialised")
    }
    guard let number = version(CURLVERSION_FIRST)?.pointee.version_num,
      number >= Self.leastVersion
    else { throw .unavailable("the library \(name) is older than 7.87") }
  }

  /// Locked while libcurl and its library of TLS are initialised.
  private static let initializing = Mutex(())

  /// Sees to it that nothing uses OpenSSL when the process's end has it freed, which would crash.
  ///
  /// What is to be done at the end is done from the last to the first, so OpenSSL's part is asked for
  /// before ours. Where libcurl has another library of TLS, there is no such part.
  private static func prepareForExit(_ library: UnsafeMutableRawPointer) {
    typealias Initializer = @convention(c) (UInt64, UnsafeRawPointer?) -> Int32
    if let address = dlsym(library, "OPENSSL_init_crypto") {
      // OPENSSL_INIT_LOAD_CRYPTO_STRINGS: TLS needs them too, and without any option it does nothing.
      _ = unsafeBitCast(address, to: Initializer.self)(2, nil)
    }
    atexit {
      CurlLibrary.initializing.withLock { _ in }
      CurlLoop.haltAll()
    }
  }

  /// libcurl's words for an error.
  func words(for code: CURLcode) -> String {
    easyText(code).map { String(cString: $0) } ?? "unknown error"
  }
}
