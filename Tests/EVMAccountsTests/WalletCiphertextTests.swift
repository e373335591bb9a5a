import EVMAccounts
import EVMCrypto
import EVMPrimitives
import Testing
import VectorFiles

@Suite struct `Texts that the old wallet encrypted` {
  @Test func `open with their passwords`() throws {
    var undecided = 0
    for row in try VectorFile("keystores/wallet.jsonl").rows {
      let encrypted = try WalletCiphertext(parsing: row.string("encrypted"))
      let form = try #require(WalletCiphertext.Form(rawValue: row.string("form")))
      #expect(encrypted.forms.contains(form), "\(row)")
      undecided += encrypted.forms.count - 1
      let text = try encrypted.text(password: SecretBytes(row.string("password").utf8))
      #expect(try text.isEqual(to: row.string("text").utf8), "\(row)")
    }
    #expect(undecided >= 8)
  }

  @Test func `are refused with their own error when something is wrong`() throws {
    for row in try VectorFile("keystores/reject-wallet.jsonl").rows {
      let error = #expect(throws: WalletCiphertextError.self, "\(row)") {
        try WalletCiphertext(parsing: row.string("encrypted"))
          .text(password: SecretBytes(row.string("password").utf8))
      }
      let expected = try row.string("error")
      // A text that was cut is no Base64, no whole blocks, or opens to no text.
      #expect(expected == "cut" || error?.name == expected, "\(row): \(error?.name ?? "")")
    }
  }

  @Test func `garbage is refused, and never ends the process`() throws {
    var random = SeededGenerator(seed: 0x77)
    let rows = try VectorFile("keystores/wallet.jsonl").rows
    var opened = 0
    for round in 0..<3000 {
      let row = rows[round % rows.count]
      let text = random.mutated(try row.string("encrypted"))
      guard let encrypted = try? WalletCiphertext(parsing: text) else { continue }
      let password = SecretBytes(try row.string("password").utf8)
      if (try? encrypted.text(password: password)) != nil { opened += 1 }
    }
    // Without a code a change in a text of one block of letters may stay unnoticed; most do not.
    #expect(opened < 600)
  }

  @Test(arguments: [
    (
      WalletCiphertextError.notBase64(.invalidCharacter(offset: 3)),
      "The encrypted text cannot be read: The character at offset 3 is not Base64 (letters, digits, +, /); copy the text again."
    ),
    (
      .wrongByteCount(17),
      "The encrypted text has 17 bytes, but the old wallet wrote whole blocks of 16; copy all of EncryptedMnemonic or EncryptedPrivKey from the node's config."
    ),
    (
      .wrongPassword,
      "The password is wrong, or the text was altered: what comes out is no text, and the old wallet kept no code to tell the two apart. Try the password again, or copy the text again."
    ),
    (
      .cipher(.unavailable),
      "The encrypted text cannot be decrypted: OpenSSL does not offer the cipher; check its configuration."
    ),
  ])
  func `each refusal is a sentence that says what to do`(
    error: WalletCiphertextError, text: String
  ) {
    #expect(error.description == text)
  }
}

extension WalletCiphertextError {
  fileprivate var name: String {
    switch self {
    case .notBase64: "notBase64"
    case .wrongByteCount: "wrongByteCount"
    case .wrongPassword: "wrongPassword"
    case .cipher: "cipher"
    }
  }
}
