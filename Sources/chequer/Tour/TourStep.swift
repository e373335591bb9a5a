/// A step of the tour: what happens, and the commands that do it.
struct TourStep: Sendable {
  let title: String
  /// Lines of a shell, run in the tour's folder.
  let commands: [String]
  /// What to take from it.
  let lesson: String?

  init(_ title: String, _ commands: [String], lesson: String? = nil) {
    self.title = title
    self.commands = commands
    self.lesson = lesson
  }

  /// The key files that are there from the start: two of the embedded chain's keys, which everybody
  /// knows.
  static let keyFiles = [
    ("renter.key", "0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d"),
    ("host.key", "0x5de4111afa1a4b94908f83103eb1f1706367c2e68ca870fc3fb9a804cdab365a"),
  ]

  /// The whole story.
  static let all: [TourStep] = [
    TourStep(
      "A renter and a host, whose keys are in files that only they may read.",
      [
        "chequer chain info --key-file host.key --network embedded | head -n 10",
        "echo 0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC > host",
      ]),
    TourStep(
      "The renter has a vault made, and pays in 100 WBTT.",
      [
        "chequer vault deploy --network embedded --key-file renter.key --yes 2> log > vault",
        "chequer vault deposit $(cat vault) 100wbtt --network embedded --key-file renter.key --yes 2>> log",
      ]),
    TourStep(
      "What is this vault, and who controls it? The host has it audited.",
      [
        "chequer audit $(cat vault) --network embedded > audit.txt",
        "head -n 1 audit.txt; grep WARNING audit.txt",
      ],
      lesson:
        "A vault is code that reads its own rules from a slot that its issuer may change: a cheque is a claim, not collateral."
    ),
    TourStep(
      "The renter signs a cheque over 60 WBTT.",
      [
        "chequer cheque sign --network embedded --vault $(cat vault) --beneficiary $(cat host) --payout 60wbtt --key-file renter.key --document > cheque.json",
        "chequer cheque list cheque.json --network embedded",
      ]),
    TourStep(
      "Will it pay, how much, and what does it cost?",
      ["chequer cheque check cheque.json --network embedded"]),
    TourStep(
      "The host cashes it.",
      [
        "chequer cheque cash cheque.json --network embedded --key-file host.key --yes 2>> log",
        "chequer cheque check cheque.json --network embedded | head -n 1",
      ],
      lesson: "A cheque's amount is cumulative: once paid, the same cheque pays nothing more."),
    TourStep(
      "The renter promises more than the vault holds: 500 WBTT in all.",
      [
        "chequer cheque sign --network embedded --vault $(cat vault) --beneficiary $(cat host) --payout 500wbtt --key-file renter.key --document > more.json",
        "chequer cheque check more.json --network embedded | sed -n '1p;$p'",
      ],
      lesson: "Nothing was sent, so the bounce cost no gas."),
    TourStep(
      "Somebody makes 90 WBTT of the cheque over 60.",
      [
        "sed s/60000000000000000000/90000000000000000000/ cheque.json > forged.json",
        "chequer cheque check forged.json --history 60wbtt --network embedded | head -n 1",
      ]),
    TourStep(
      "The books so far: what the vault logged, what it has, and what was sent from here.",
      [
        "chequer vault events $(cat vault) --network embedded",
        "chequer vault balance $(cat vault) --token WBTT --network embedded",
        "chequer cheque status --network embedded | grep -c settled",
      ]),
  ]
}
