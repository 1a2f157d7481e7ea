/// Who may import what.
///
/// ARCHITECTURE.md and Package.swift say the same; a new arrow is added in all of them or in none.
enum ImportTable {
    /// The targets of this package that a target may import.
    static let arrows: [String: Set<String>] = [
        "TransparencyLog": [],
        "MemberTokens": [],
        "UndersignedCore": ["TransparencyLog"],
        "UndersignedEvidence": ["CXML"],
        "UndersignedDatabase": [],
        "UndersignedSQLite": ["UndersignedDatabase"],
        "UndersignedPostgres": ["UndersignedDatabase", "CLibPQ"],
        "UndersignedStore": ["UndersignedEvidence", "UndersignedCore", "UndersignedDatabase", "TransparencyLog"],
        "UndersignedCurl": ["CCurl"],
        "UndersignedMail": ["UndersignedCore", "UndersignedCurl", "CCurl"],
        "UndersignedApp": [
            "UndersignedStore", "UndersignedDatabase", "UndersignedMail", "UndersignedEvidence", "UndersignedCore",
            "TransparencyLog", "MemberTokens",
        ],
        "UndersignedWeb": [
            "UndersignedEvidence",
            "UndersignedApp", "UndersignedCore", "TransparencyLog", "MemberTokens", "CCMark", "CQRencode", "CZlib",
        ],
        "UndersignedPrint": ["UndersignedCore", "CPango"],
        "undersigned": [
            "UndersignedWeb", "UndersignedPrint", "UndersignedApp", "UndersignedStore", "UndersignedSQLite",
            "UndersignedPostgres",
            "UndersignedDatabase", "UndersignedMail", "UndersignedCurl", "UndersignedEvidence", "UndersignedCore",
            "TransparencyLog", "MemberTokens",
        ],
    ]

    static let cModules: Set<String> = ["CCurl", "CCMark", "CLibPQ", "CPango", "CQRencode", "CXML", "CZlib"]

    /// The targets in which a dependency from outside is at home.
    private static let homes: [String: Set<String>] = [
        "CSQLite": ["UndersignedSQLite"],
        "Hummingbird": ["UndersignedWeb", "undersigned", "UndersignedWebTests"],
        "HummingbirdCore": ["UndersignedWeb", "undersigned"],
        "HummingbirdTesting": ["UndersignedWebTests"],
        "HTTPTypes": ["UndersignedWeb", "UndersignedWebTests"],
        "Mustache": ["UndersignedWeb"],
        "CCMark": ["UndersignedWeb"],
        "CQRencode": ["UndersignedWeb"],
        "CZlib": ["UndersignedWeb"],
        "CCurl": ["UndersignedCurl", "UndersignedMail"],
        "CLibPQ": ["UndersignedPostgres"],
        "CPango": ["UndersignedPrint"],
        "CXML": ["UndersignedEvidence"],
        "Yams": ["undersigned"],
        "ArgumentParser": ["undersigned", "CommandTests"],
        "Configuration": ["undersigned"],
        "SystemPackage": ["undersigned"],
        "ServiceLifecycle": ["undersigned"],
        "UnixSignals": ["undersigned"],
        "Logging": [
            "UndersignedApp", "UndersignedWeb", "undersigned", "UndersignedTestSupport", "UndersignedAppTests",
        ],
        "CryptoExtras": ["MemberTokens", "UndersignedApp", "UndersignedAppTests"],
        "Crypto": [
            "TransparencyLog", "MemberTokens", "UndersignedCore", "UndersignedApp", "UndersignedWeb", "undersigned",
            "UndersignedTestSupport", "TransparencyLogTests", "MemberTokensTests", "UndersignedCoreTests",
            "UndersignedAppTests", "UndersignedWebTests",
        ],
    ]

    /// Part of the toolchain: anyone may use them, except where ``isForbiddenInPure(_:file:)`` says no.
    private static let toolchain: Set<String> = [
        "Foundation", "FoundationEssentials", "FoundationNetworking", "Synchronization", "Dispatch", "Glibc", "Musl",
        "Darwin", "RegexBuilder", "Testing",
    ]

    static func isHome(_ file: SwiftFile, of module: String) -> Bool {
        if file.path.hasPrefix("Benchmarks/") || arrows[module] != nil || toolchain.contains(module) { return true }
        if module == "UndersignedTestSupport" { return file.isTest }
        if module.hasPrefix("NIO") {
            return ["UndersignedWeb", "undersigned", "UndersignedWebTests", "CommandTests"].contains(file.target)
        }
        return homes[module]?.contains(file.target) == true
    }

    /// The pure targets have no way to files, network, clock or chance.
    ///
    /// One exception: the normal form C of Unicode exists in Foundation only, and one file of Core asks for it.
    static func isForbiddenInPure(_ module: String, file: SwiftFile) -> Bool {
        guard pureTargets.contains(file.target) else { return false }
        if module == "Foundation" { return !filesWithFoundation.contains(file.path) }
        return toolchain.contains(module) && module != "FoundationEssentials"
    }

    private static let pureTargets: Set<String> = [
        "TransparencyLog", "MemberTokens", "UndersignedCore", "UndersignedEvidence",
    ]

    private static let filesWithFoundation: Set<String> = [
        "Sources/UndersignedCore/PlainTextForm.swift"
    ]
}
