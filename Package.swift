// swift-tools-version: 6.3

import PackageDescription

// The house: a target's dependencies are what its module may import, floor by floor.
// `.ci/check-imports` compares every `import` with the same rules.

let warnings: [SwiftSetting] =
  Context.environment["CHEQUER_WARNINGS_AS_ERRORS"] == nil ? [] : [.treatAllWarnings(as: .error)]
let swiftSettings: [SwiftSetting] =
  [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
  ] + warnings

let hashTrees = Target.Dependency.product(
  name: "HashTreeCollections", package: "swift-collections")

// FlyingFox's sockets alone: its server cannot hold off slow clients, and loads all of Foundation.
let sockets = Target.Dependency.product(name: "FlyingSocks", package: "FlyingFox")

let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")

func module(_ name: String, imports: [Target.Dependency]) -> Target {
  .target(name: name, dependencies: imports, swiftSettings: swiftSettings)
}

func tests(_ name: String, imports: [Target.Dependency]) -> Target {
  .testTarget(
    name: name, dependencies: imports + ["VectorFiles", "TestThreads"],
    swiftSettings: swiftSettings)
}

let libraries = [
  "EVMPrimitives", "ExactJSON", "EVMCrypto", "EVMABI", "EVMAccounts", "EVMBytecode",
  "EVMInterpreter", "EVMRPC", "Cheques", "Vaults", "EmbeddedChain", "ChequerTesting",
]

let package = Package(
  name: "Chequer",
  products: libraries.map { .library(name: $0, targets: [$0]) }
    + [.executable(name: "chequer", targets: ["chequer"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
  ],
  targets: [
    .systemLibrary(
      name: "CSecp256k1", pkgConfig: "libsecp256k1", providers: [.apt(["libsecp256k1-dev"])]),
    .systemLibrary(
      name: "CLibCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    // Without pkgConfig, which would link it: it is loaded when the first request is made.
    .systemLibrary(name: "CCurl", providers: [.apt(["libcurl4-openssl-dev"])]),

    module("EVMPrimitives", imports: []),
    module("ExactJSON", imports: []),

    module("EVMCrypto", imports: ["EVMPrimitives", "ExactJSON", "CSecp256k1", "CLibCrypto"]),
    module("EVMABI", imports: ["EVMPrimitives", "ExactJSON"]),
    module("EVMBytecode", imports: ["EVMPrimitives", "ExactJSON", "EVMABI"]),

    module("EVMAccounts", imports: ["EVMPrimitives", "ExactJSON", "EVMCrypto", "EVMABI"]),
    module(
      "EVMInterpreter", imports: ["EVMPrimitives", "ExactJSON", "EVMCrypto", "EVMBytecode"]),
    module("EVMRPC", imports: ["EVMPrimitives", "ExactJSON", "CCurl"]),
    module("Cheques", imports: ["EVMPrimitives", "ExactJSON", "EVMCrypto", "EVMABI"]),

    module(
      "Vaults",
      imports: [
        "EVMPrimitives", "ExactJSON", "EVMCrypto", "EVMABI", "EVMBytecode", "EVMAccounts",
        "EVMInterpreter", "EVMRPC", "Cheques",
      ]),

    module(
      "EmbeddedChain",
      imports: [
        "EVMPrimitives", "ExactJSON", "EVMCrypto", "EVMABI", "EVMBytecode", "EVMAccounts",
        "EVMInterpreter", "EVMRPC", "Cheques", hashTrees, sockets,
      ]),

    module(
      "ChequerTesting",
      imports: [
        "EVMPrimitives", "ExactJSON", "EVMCrypto", "EVMABI", "EVMBytecode", "EVMAccounts",
        "EVMInterpreter", "EVMRPC", "Cheques", "Vaults", "EmbeddedChain", sockets,
      ]),

    .executableTarget(
      name: "chequer",
      dependencies: [
        "EVMPrimitives", "ExactJSON", "EVMCrypto", "EVMABI", "EVMBytecode", "EVMAccounts",
        "EVMInterpreter", "EVMRPC", "Cheques", "Vaults", "EmbeddedChain", argumentParser,
      ],
      swiftSettings: swiftSettings),
    .executableTarget(
      name: "chequer-bench",
      dependencies: [
        "EVMPrimitives", "ExactJSON", "EVMCrypto", "EVMABI", "EVMBytecode", "EVMAccounts",
        "EVMInterpreter", "EVMRPC", "Cheques", "Vaults", "EmbeddedChain", "ChequerTesting",
        "CSecp256k1", "CLibCrypto",
      ],
      swiftSettings: swiftSettings),

    .target(
      name: "VectorFiles", dependencies: ["ExactJSON"], path: "Tests/VectorFiles",
      swiftSettings: swiftSettings),
    .target(name: "TestThreads", path: "Tests/TestThreads", swiftSettings: swiftSettings),
    tests("EVMPrimitivesTests", imports: ["EVMPrimitives", "ExactJSON", "EVMCrypto"]),
    tests("ExactJSONTests", imports: ["ExactJSON"]),
    tests("EVMCryptoTests", imports: ["EVMCrypto", "EVMPrimitives", "ExactJSON"]),
    tests("EVMABITests", imports: ["EVMABI", "EVMCrypto", "EVMPrimitives", "ExactJSON"]),
    tests("EVMAccountsTests", imports: ["EVMAccounts", "EVMCrypto", "EVMPrimitives", "ExactJSON"]),
    tests("EVMBytecodeTests", imports: ["EVMBytecode", "EVMPrimitives", "ExactJSON"]),
    tests(
      "EVMInterpreterTests",
      imports: ["EVMInterpreter", "EVMCrypto", "EVMPrimitives", "ExactJSON"]),
    tests(
      "EVMRPCTests",
      imports: [
        "EVMRPC", "ChequerTesting", "EmbeddedChain", "EVMAccounts", "EVMPrimitives", "ExactJSON",
      ]),
    tests(
      "ChequesTests",
      imports: ["Cheques", "EVMABI", "EVMCrypto", "EVMPrimitives", "ExactJSON"]),
    tests(
      "VaultsTests",
      imports: [
        "Vaults", "ChequerTesting", "EmbeddedChain", "Cheques", "EVMRPC", "EVMAccounts",
        "EVMInterpreter", "EVMBytecode", "EVMABI", "EVMCrypto", "EVMPrimitives", "ExactJSON",
      ]),
    tests(
      "EmbeddedChainTests",
      imports: [
        "EmbeddedChain", "EVMInterpreter", "EVMAccounts", "EVMCrypto", "EVMPrimitives",
        "ExactJSON",
      ]),
    tests(
      "ChequerTestingTests",
      imports: [
        "ChequerTesting", "EmbeddedChain", "Vaults", "Cheques", "EVMABI", "EVMAccounts",
        "EVMCrypto",
        "EVMInterpreter", "EVMPrimitives", "ExactJSON",
      ]),
    tests("VectorFilesTests", imports: ["EVMCrypto", "EVMPrimitives"]),
    tests(
      "ChequerToolTests",
      imports: [
        "chequer", "ChequerTesting", "EmbeddedChain", "Vaults", "Cheques", "EVMCrypto",
        "EVMPrimitives", "ExactJSON",
      ]),
  ],
  swiftLanguageModes: [.v6]
)
