/// Which names in a `Host` header mean this machine.
///
/// A page of another site can have its name resolve to 127.0.0.1 and then read what it likes as if it
/// were its own (DNS rebinding); its requests still carry its own name.
enum LoopbackHost {
  /// Whether a `Host` value names this machine, with or without a port.
  static func isLoopback(_ host: String) -> Bool {
    var name = host.lowercased()[...]
    if name.hasPrefix("[") {
      guard let end = name.firstIndex(of: "]") else { return false }
      let rest = name[name.index(after: end)...]
      return (rest.isEmpty || isPort(rest)) && name[...end] == "[::1]"
    }
    if let colon = name.lastIndex(of: ":") {
      guard isPort(name[colon...]) else { return false }
      name = name[..<colon]
    }
    if name.hasSuffix(".") { name = name.dropLast() }
    return name == "localhost" || name.hasSuffix(".localhost") || isLoopbackAddress(name)
  }

  private static func isPort(_ text: Substring) -> Bool {
    text.first == ":" && UInt16(text.dropFirst()) != nil
  }

  /// 127.0.0.0/8.
  private static func isLoopbackAddress(_ text: Substring) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }
}
