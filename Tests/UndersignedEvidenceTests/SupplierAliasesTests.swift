import Testing
import UndersignedEvidence

struct SupplierAliasesTests {
    private func aliases(_ names: [String]) -> [SupplierAliases.Suggestion] {
        var aliases = SupplierAliases()
        for name in names { aliases.add(Supplier(name: name)) }
        return aliases.suggestions
    }

    @Test(arguments: [
        ("PALANTIR TECHNOLOGIES INC.", "PALANTIR TECHNOLOGIES INCORPORATED"),
        ("GEO GROUP, INC., THE", "THE GEO GROUP INCORPORATED"),
        ("DELL MARKETING L.P.", "DELL MARKETING LIMITED PARTNERSHIP"),
        ("ISLIP, TOWN OF", "TOWN OF ISLIP"), ("B.I. INCORPORATED", "BI INC"), ("L-3 SERVICES", "L3 SVCS"),
        ("KNIGHT'S ARMAMENT CO", "KNIGHTS ARMAMENT COMPANY"), ("A & B SUPPLY", "A AND B SUPPLY"),
    ])
    func `spellings of one name meet`(left: String, right: String) {
        #expect(SupplierName(left) == SupplierName(right))
        let found = aliases([left, right])
        #expect(found.map(\.reason) == [.sameWords] && found.map(\.score) == [1])
    }

    @Test(arguments: [
        ("DELL MARKETING L.P.", "RYDELL CHEVROLET"), ("DELL INC", "CADDELL INC"),
        ("VIGILANT SOLUTIONS", "EVIGILANT.COM"),
        ("THOMSON REUTERS", "THOMSON, JANE"), ("360 CONCEPT INC", "365 CONCEPT INC"), ("GEO GROUP", "GEM GROUP"),
        ("ACME ONE LLC", "ACME TWO LLC"), ("NORTH SHORE SECURITY", "NORTH STAR SECURITY"),
        ("PERATON INC", "HARRIS IT SERVICES"),
    ])
    func `false friends are not suggested`(left: String, right: String) {
        #expect(aliases([left, right, "OTHER SOLUTIONS", "FURTHER SECURITY", "THIRD MARKETING"]).isEmpty)
    }

    @Test func `a word that is spelled a little otherwise is suggested with the words`() throws {
        let found = aliases(["CONTINENTAL TRANSPORTATION", "CONTINENTAL TRANSPORTATON LLC", "ACME"])
        let suggestion = try #require(found.first)
        #expect(found.count == 1 && (0.9..<1).contains(suggestion.score))
        #expect(suggestion.reason == .spelling(["TRANSPORTATION", "TRANSPORTATON"]))
    }

    @Test func `names under one identifier are one group, and are not suggested to each other`() {
        let uei = PublishedIdentifier(scheme: "UEI", value: "U1")
        var aliases = SupplierAliases()
        aliases.add(Supplier(name: "ACME INC", identifiers: [uei]))
        aliases.add(Supplier(name: "ACME INCORPORATED", identifiers: [uei]))
        aliases.add(Supplier(name: "OTHER LLC", identifiers: [PublishedIdentifier(scheme: "UEI", value: "U2")]))
        aliases.add(Supplier(name: "ACME LLC"))
        #expect(aliases.groups.map(\.names) == [["ACME INC", "ACME INCORPORATED"], ["OTHER LLC"], ["ACME LLC"]])
        #expect(aliases.suggestions.map(\.right).allSatisfy { $0 == "ACME LLC" })
        #expect(aliases.suggestions.count == 2)
    }

    /// Twenty firms of each of a hundred first words: held one against another, that is 19,000 comparisons.
    @Test func `names are held only against those with which they share a rare word`() {
        let letters = Array("BCDFGKLMNP")
        let names = (0..<2_000).map { number in
            let first = "\(letters[number / 20 % 10])O\(letters[number / 200])ALIA"
            let second = "\(letters[number % 10])E\(letters[number / 10 % 2])UR\(letters[number / 20 % 10])O"
            return "\(first) \(second) SERVICES"
        }
        let misspelled = ["BOBALIA BEBURBO SERVICE INC", "BOBALIA BEBURRBO SERVICES"]
        #expect(SupplierCandidates(names: names + misspelled).count < 4_000)
        let found = aliases(names + misspelled).filter { misspelled.contains($0.left) || misspelled.contains($0.right) }
        #expect(found.contains { $0.left == misspelled[0] || $0.right == misspelled[0] })
        #expect(found.contains { $0.left == misspelled[1] || $0.right == misspelled[1] })
    }

    @Test func `people are in no group`() {
        var aliases = SupplierAliases()
        aliases.add(.person)
        aliases.add(Supplier(name: ""))
        #expect(aliases.groups.isEmpty)
    }

    /// Names of the awards of 2018, and those that people made of them: 2,203 awards and 659 vendors.
    @Test(.enabled(if: SharedFiles.isThere, SharedFiles.absence))
    func `against names that people settled, precision and recall hold`() throws {
        let settled = try SettledNames()
        var aliases = SupplierAliases()
        for name in settled.cleanNames.keys { aliases.add(Supplier(name: name)) }
        let suggested = aliases.suggestions
        let right = suggested.count { settled.isSame($0.left, $0.right) }
        let (precision, recall) = (
            Double(right) / Double(max(suggested.count, 1)), Double(right) / Double(settled.pairCount)
        )
        print("\(right) of \(suggested.count) suggestions are right (precision \(precision)),", terminator: " ")
        print("and \(right) of \(settled.pairCount) pairs are found (recall \(recall))")
        #expect(precision >= 0.85)
        #expect(recall >= 0.75)
        #expect(!suggested.contains { $0.left.hasPrefix("RYDELL") || $0.right.hasPrefix("RYDELL") })
    }
}

/// Which published names people took for one vendor.
private struct SettledNames {
    private(set) var cleanNames: [String: Set<String>] = [:]

    init() throws {
        let awards = try Self.table("contracts-us/tornapart-2018-freezer-curated-awards.csv")
        let clean = Dictionary(awards.map { ($0["award_id"] ?? "", $0["recipient_name"] ?? "") }) { first, _ in first }
        for row in try Self.table("contracts-us/usaspending-2018-ICE-FY18-transactions-258cols.csv") {
            guard let name = row["recipient_name"], let settled = clean[row["award_id_piid"] ?? ""] else { continue }
            cleanNames[name, default: []].insert(settled)
        }
        for row in try Self.table("contracts-us/tornapart-vendor-names-curated.csv") {
            cleanNames[row["origName"] ?? "", default: []].insert(row["cleanName"] ?? "")
        }
        cleanNames = cleanNames.filter { !PersonMask.isPerson($0.key, isSoleProprietor: false) && !$0.key.isEmpty }
    }

    func isSame(_ left: String, _ right: String) -> Bool {
        Self.letters(left) == Self.letters(right) || !(cleanNames[left] ?? []).isDisjoint(with: cleanNames[right] ?? [])
    }

    /// The two tables were settled apart, and may give `ACME LLC` and `ACME, LLC` two names.
    private static func letters(_ name: String) -> String { name.lowercased().filter { $0.isLetter || $0.isNumber } }

    var pairCount: Int {
        let names = cleanNames.keys.sorted()
        return names.indices.reduce(0) { count, place in
            count + names[(place + 1)...].count { isSame(names[place], $0) }
        }
    }

    private static func table(_ path: String) throws -> [[String: String]] {
        var (decoding, rows) = (TextDecoding(), SeparatedRows())
        var lines: [[String]] = []
        func take(_ row: SeparatedRow) { lines.append((0..<row.count).map { row.text($0) ?? "" }) }
        try rows.feed(decoding.feed(SharedFiles.bytes(path)) + decoding.finish(), take: take)
        try rows.finish(take: take)
        return lines.dropFirst().map { cells in Dictionary(zip(lines[0], cells)) { first, _ in first } }
    }
}
