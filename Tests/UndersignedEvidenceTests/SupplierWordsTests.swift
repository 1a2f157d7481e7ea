import Testing
import UndersignedEvidence

/// By which words descriptions name suppliers (issue 8, point 3).
@Suite struct SupplierWordsTests {
    @Test(arguments: [
        "MICROSOFT CORPORATION", "MICROSOFT CORPORATION SITZ IN REDMOND CORPORATION", "Microsoft, Inc.",
    ])
    func `a name that somebody coined is known by its first word`(name: String) {
        #expect(SupplierWords([name]).word(of: name) == "MICROSOFT")
    }

    @Test(arguments: [
        "WEST PUBLISHING CORPORATION", "ACCESS SYSTEMS INC", "IMAGE MEDIA LLC", "THE IMAGES GROUP", "SMITH LLC",
        "JOHNSON CONTROLS INC", "SRT SUPPLY LLC", "3M COMPANY", "SPECIALIZED TESTING INC", "LAREDO, CITY OF", "",
    ])
    func `ordinary words, surnames, short ones and places' own are no names`(name: String) {
        #expect(SupplierWords([name]).word(of: name) == nil)
    }

    @Test func `what many names begin with, or have further on, tells none of them`() {
        let many = (0..<9).map { "ACMEX UNIT\($0) LLC" }
        #expect(SupplierWords(many).all.isEmpty)
        #expect(SupplierWords(Array(many.prefix(8))).names(of: "ACMEX") == Array(0..<8))
        #expect(SupplierWords(["ZENITHA LLC", "BLUE ZENITHA LLC", "RED ZENITHA LLC"]).word(of: "ZENITHA LLC") == nil)
        let dell = ["DELL MARKETING FEDERAL L.P.", "DELL MARKETING L.P."]
        #expect(SupplierWords(dell).names(of: "DELL") == [1, 0], "the shortest name first")
    }

    @Test(arguments: [
        ("DELL LAPTOPS", true), ("laptops (Dell)", true), ("RYDELL CHEVROLET", nil), ("CADDELL CONSTRUCTION", nil),
        ("OFFICE IN DELL, TX", false), ("DELL SECTOR", false), ("JAMES DELL", false), ("PORT DELL", false),
        ("IN DELL, TX: DELL LAPTOPS", true),
    ])
    func `a whole word names, unless it names a place or a person there`(text: String, isName: Bool?) {
        let expected: SupplierWords.Mention? = isName.map { $0 ? .name : .other }
        #expect(SupplierWords.mention(of: "DELL", in: text) == expected)
    }

    /// Words of the published tables' pairs, read one by one: these stand for something else than the supplier there.
    private static let wrong: Set<String> = [
        "ALPINE", "AVAIL", "CLEARVIEW", "COLT", "ELEMENTAL", "GEMINI", "HIGHLAND", "HUNTSVILLE", "MALTA", "MERLIN",
        "MONARCH", "POTOMAC", "PRESIDIO", "PRISMA", "SPRINT", "TECHOPS", "TRADEWINDS", "VERITAS",
    ]

    @Test(
        .enabled(if: SharedFiles.isThere, SharedFiles.absence),
        arguments: [
            ("usaspending-2018-ICE-FY18-transactions-258cols.csv", 0.9),
            ("usaspending-api-CBP_ICE_FY2022.csv", 0.75), ("usaspending-api-CBP_ICE_FY2025.csv", 0.8),
        ]
    )
    func `of pairs that the published tables suggest, most are right`(file: String, least: Double) throws {
        let records = try SharedFiles.sample("contracts-us/" + file).records.filter { !$0.supplier.isNaturalPerson }
        let words = SupplierWords(Array(Set(records.map(\.supplier.name))).sorted())
        var found: [String: Set<String>] = [:]
        var mentions: [String: [SupplierWords.Mention]] = [:]
        for record in records {
            let text = record.description ?? ""
            for word in Set(text.uppercased().split { !$0.isLetter }.map(String.init))
            where !words.names(of: word).isEmpty {
                guard let mention = SupplierWords.mention(of: word, in: text) else { continue }
                mentions[word, default: []].append(mention)
                let names = [record.supplier.name, record.supplier.parentName ?? ""]
                guard mention == .name, !names.contains(where: { SupplierWords.has($0, word) }) else { continue }
                found[word, default: []].insert(record.supplier.name)
            }
        }
        let kept = found.filter { word, _ in
            let all = mentions[word] ?? []
            return all.count { $0 == .other } * 10 < all.count
        }
        let pairs = kept.values.reduce(0) { $0 + $1.count }
        let right = kept.filter { !Self.wrong.contains($0.key) }.values.reduce(0) { $0 + $1.count }
        print("\(file): \(right) of \(pairs) pairs are right; \(kept.keys.sorted().joined(separator: " "))")
        #expect(Double(right) >= least * Double(pairs))
        #expect(kept["MICROSOFT"]?.count ?? 0 >= 5 && kept["DELL"] != nil)
        #expect(Set(kept.keys).isDisjoint(with: ["WEST", "ACCESS", "IMAGE", "RYDELL", "CADDELL", "KNIGHT", "LAREDO"]))
    }
}
