// swift-tools-version: 6.2
import PackageDescription

// The manifest is the architecture: an arrow of ARCHITECTURE.md is a dependency here, and there is no other.

let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let cryptoExtras: Target.Dependency = .product(name: "CryptoExtras", package: "swift-crypto")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let nio: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let httpTypes: Target.Dependency = .product(name: "HTTPTypes", package: "swift-http-types")
let mustache: Target.Dependency = .product(name: "Mustache", package: "swift-mustache")
let httpParts: Target.Dependency = .product(name: "NIOHTTPTypes", package: "swift-nio-extras")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")

let package = Package(
    name: "undersigned",
    products: [
        .library(name: "TransparencyLog", targets: ["TransparencyLog"]),
        .executable(name: "undersigned", targets: ["undersigned"]),
    ],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-configuration", exact: "1.4.0"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", exact: "1.35.2"),
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
        .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
    ],
    targets: [
        // Pure: no I/O, no clock, no chance except as arguments.
        .target(name: "TransparencyLog", dependencies: [crypto]),
        .target(name: "MemberTokens", dependencies: [crypto, cryptoExtras]),
        .target(name: "UndersignedCore", dependencies: ["TransparencyLog", crypto]),
        .systemLibrary(name: "CXML", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .target(name: "UndersignedEvidence", dependencies: ["CXML"]),

        // The database seam and its drivers.
        .target(name: "UndersignedDatabase"),
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .target(name: "UndersignedSQLite", dependencies: ["UndersignedDatabase", "CSQLite"]),
        .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .target(name: "UndersignedPostgres", dependencies: ["UndersignedDatabase", "CLibPQ"]),
        .target(
            name: "UndersignedStore",
            dependencies: ["UndersignedEvidence", "UndersignedCore", "UndersignedDatabase", "TransparencyLog"]
        ),

        // Other people's servers: HTTP, and mail.
        .target(name: "CCurl", linkerSettings: [.linkedLibrary("curl")]),
        .target(name: "UndersignedCurl", dependencies: ["CCurl"]),
        .target(name: "UndersignedMail", dependencies: ["UndersignedCore", "UndersignedCurl", "CCurl"]),

        // The stories.
        .target(
            name: "UndersignedApp",
            dependencies: [
                "UndersignedStore", "UndersignedDatabase", "UndersignedMail", "UndersignedEvidence", "UndersignedCore",
                "TransparencyLog", "MemberTokens", crypto, cryptoExtras, logging,
            ],
            resources: [.embedInCode("Catalogues")]
        ),

        // Pages and routes.
        .systemLibrary(name: "CCMark", pkgConfig: "libcmark", providers: [.apt(["libcmark-dev"])]),
        .systemLibrary(name: "CQRencode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(
            name: "UndersignedWeb",
            dependencies: [
                "UndersignedApp", "UndersignedEvidence", "UndersignedCore", "TransparencyLog", "MemberTokens", "CCMark",
                "CQRencode", "CZlib",
                crypto,
                hummingbird,
                httpTypes, nio, mustache, logging,
                httpParts,
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
            ],
            resources: [.embedInCode("Templates"), .embedInCode("Assets")]
        ),

        // Paper: what is handed over is drawn by the command alone.
        .systemLibrary(name: "CPango", pkgConfig: "pangocairo", providers: [.apt(["libpango1.0-dev"])]),
        .target(name: "UndersignedPrint", dependencies: ["UndersignedCore", "CPango"]),

        // It wires, it does not decide.
        .executableTarget(
            name: "undersigned",
            dependencies: [
                "UndersignedWeb", "UndersignedPrint", "UndersignedApp", "UndersignedStore", "UndersignedSQLite",
                "UndersignedPostgres", "UndersignedDatabase", "UndersignedMail", "UndersignedCurl",
                "UndersignedEvidence", "UndersignedCore", "TransparencyLog", "MemberTokens",
                crypto, hummingbird, httpTypes, nio, logging, lifecycle,
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "SystemPackage", package: "swift-system"),
                .product(name: "Yams", package: "Yams"),
            ],
            // Every allocation of the process: a tenth of what a signature costs (docs/performance.md).
            linkerSettings: [.linkedLibrary("mimalloc", .when(platforms: [.linux]))]
        ),

        // The limits that bin/bench measures against.
        .executableTarget(
            name: "limits",
            dependencies: [
                "UndersignedApp", "UndersignedStore", "UndersignedSQLite", "UndersignedDatabase", "UndersignedCore",
                "TransparencyLog", "MemberTokens", crypto, hummingbird, httpTypes, nio, logging,
            ],
            path: "Benchmarks/Limits"
        ),

        // Tests: one target per source target.
        .target(
            name: "UndersignedTestSupport",
            dependencies: [
                "UndersignedApp", "UndersignedStore", "UndersignedSQLite", "UndersignedPostgres",
                "UndersignedDatabase", "UndersignedMail", "UndersignedCore", "TransparencyLog", "MemberTokens", crypto,
                logging,
            ],
            path: "Tests/UndersignedTestSupport"
        ),
        .testTarget(name: "TransparencyLogTests", dependencies: ["TransparencyLog", crypto]),
        .testTarget(name: "MemberTokensTests", dependencies: ["MemberTokens", crypto], exclude: ["Vectors"]),
        .testTarget(name: "UndersignedCoreTests", dependencies: ["UndersignedCore", "TransparencyLog", crypto]),
        .testTarget(name: "UndersignedEvidenceTests", dependencies: ["UndersignedEvidence"]),
        .testTarget(
            name: "UndersignedPostgresTests",
            dependencies: ["UndersignedTestSupport", "UndersignedPostgres", "UndersignedStore", "UndersignedDatabase"]
        ),
        .testTarget(
            name: "UndersignedStoreTests",
            dependencies: [
                "UndersignedTestSupport", "UndersignedStore", "UndersignedSQLite", "UndersignedDatabase",
                "UndersignedEvidence", "UndersignedCore", "TransparencyLog",
            ]
        ),
        .testTarget(name: "UndersignedCurlTests", dependencies: ["UndersignedCurl"]),
        .testTarget(
            name: "UndersignedMailTests",
            dependencies: ["UndersignedMail", "UndersignedCore"],
            resources: [.copy("Sinks")]
        ),
        .testTarget(
            name: "UndersignedAppTests",
            dependencies: [
                "UndersignedTestSupport", "UndersignedApp", "UndersignedStore", "UndersignedSQLite",
                "UndersignedDatabase", "UndersignedMail", "UndersignedCore", "TransparencyLog", "MemberTokens", crypto,
                cryptoExtras, logging,
            ]
        ),
        .testTarget(
            name: "UndersignedWebTests",
            dependencies: [
                "UndersignedTestSupport", "UndersignedWeb", "UndersignedPrint", "UndersignedApp", "UndersignedStore",
                "UndersignedDatabase", "UndersignedEvidence", "UndersignedCore", "TransparencyLog", "MemberTokens",
                hummingbird, httpTypes,
                httpParts, nio,
                crypto,
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
            ]
        ),
        .testTarget(name: "UndersignedPrintTests", dependencies: ["UndersignedPrint", "UndersignedCore"]),
        .testTarget(
            name: "CommandTests",
            dependencies: [
                "undersigned", "UndersignedTestSupport", "UndersignedStore", "UndersignedSQLite",
                "UndersignedDatabase", "UndersignedEvidence", "TransparencyLog", "MemberTokens", nio,
            ]
        ),
        .testTarget(name: "HouseRulesTests"),
    ]
)

// Warnings are errors here; a packager on a newer compiler may set UNDERSIGNED_LENIENT.
var strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),  // `any` is spelled
    .enableUpcomingFeature("InternalImportsByDefault"),  // `package import` and `public import` are decisions
    .enableUpcomingFeature("MemberImportVisibility"),  // no member from a module that was not imported
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),  // async functions stay with their caller
    .enableUpcomingFeature("ImmutableWeakCaptures"),
]
if Context.environment["UNDERSIGNED_LENIENT"] == nil {
    strict += [
        .treatAllWarnings(as: .error),
        .treatWarning("DeprecatedDeclaration", as: .warning),  // a dependency's deprecation must not stop us
    ]
}
for target in package.targets where ![.system, .binary, .plugin].contains(target.type) {
    guard target.name != "CCurl" else { continue }
    let speaksC = ["UndersignedCurl", "UndersignedMail", "UndersignedPostgres"].contains(target.name)
    target.swiftSettings = strict + (speaksC ? [.strictMemorySafety()] : [])
}
