import UndersignedCore
import UndersignedDatabase
import UndersignedEvidence
import UndersignedStore

/// Who may sell whose products, by the words in which records describe what was bought.
///
/// Bounded: of each word so many awards are looked at, of each award so many records, and of all together so many. What lies
/// beyond is not counted.
struct ResellerSuggestions {
    /// Records of all words together.
    private static let most = 200_000
    private static let (mostAwards, mostRecords) = (200, 5)
    /// Those with most records; the others come when these are decided.
    private static let mostPairs = 1_000

    private let transaction: any Transaction
    private let suppliers: [SupplierAliasing.Named]
    /// Where each is among them.
    private let places: [Int64: Int]
    private let words: SupplierWords
    private var left = Self.most
    private var parents: [Int64: [Dossier.Parent]] = [:]

    /// - Throws: A fault of the database.
    init(_ transaction: any Transaction) throws {
        self.transaction = transaction
        suppliers = try transaction.evidenceSuppliers(after: 0, limit: SupplierAliasing.mostSuppliers)
            .map(SupplierAliasing.Named.init)
        places = Dictionary(uniqueKeysWithValues: suppliers.enumerated().map { ($1.id, $0) })
        words = SupplierWords(suppliers.map(\.name))
        try transaction.expectSearch()
    }

    /// Pairs that nobody decided about, those with most records first.
    ///
    /// - Throws: A fault of the database.
    mutating func all() throws -> [Reselling.Pair] {
        let decided = try transaction.evidenceResellers()
        let settled = Set(decided.map { [$0.resellerID, $0.vendorID] })
            .union(decided.filter(\.isAccepted).map { [$0.vendorID, $0.resellerID] })
        var pairs: [Reselling.Pair] = []
        for word in words.all where left > 0 {
            guard let vendor = words.names(of: word).first.map({ suppliers[$0] }) else { continue }
            for (seller, naming) in try naming(word) {
                // A decision about one of the names that begin with the word stands for the others.
                let isSettled = words.names(of: word).contains { settled.contains([seller, suppliers[$0].id]) }
                guard !isSettled, let place = places[seller] else { continue }
                pairs.append(Reselling.Pair(reseller: suppliers[place], vendor: vendor, reason: naming.reason(word)))
            }
        }
        pairs.sort {
            ($1.reason.recordCount, $0.vendor.id, $0.reseller.id)
                < ($0.reason.recordCount, $1.vendor.id, $1.reseller.id)
        }
        var kept: [Reselling.Pair] = []
        for pair in pairs where kept.count < Self.mostPairs {
            if try !isOneHouse(pair.reseller.id, pair.vendor.id) { kept.append(pair) }
        }
        return kept
    }

    /// Why somebody may sell another's products; nil where no record says so.
    ///
    /// - Throws: A fault of the database.
    mutating func reason(_ resellerID: Int64, sells vendorID: Int64) throws -> Reselling.Reason? {
        guard let place = places[vendorID], let word = words.word(of: suppliers[place].name) else { return nil }
        return try naming(word).first { $0.seller == resellerID }?.naming.reason(word)
    }

    /// What of one seller's records names another.
    private struct Naming {
        var recordCount = 0
        var awardIDs: [Int64] = []

        func reason(_ word: String) -> Reselling.Reason {
            Reselling.Reason(.named, words: word, recordCount: recordCount, awardIDs: Array(awardIDs.prefix(2)))
        }
    }

    /// By seller, the records that have a word as a name; none where one of ten has it as a place's or a person's.
    private mutating func naming(_ word: String) throws -> [(seller: Int64, naming: Naming)] {
        var found: [Int64: Naming] = [:]
        var (nameCount, otherCount) = (0, 0)
        let awards = try transaction.evidenceAwardIDs(withAllOf: SearchWords(word).all, limit: Self.mostAwards)
        for award in awards where left > 0 {
            let records = try transaction.evidenceDescriptions(ofAward: award, limit: min(Self.mostRecords, left))
            left -= records.count
            for record in records {
                switch SupplierWords.mention(of: word, in: record.text) {
                case nil: continue
                case .other: otherCount += 1
                case .name:
                    nameCount += 1
                    let names = [record.supplier.name, record.supplier.rawName ?? "", record.supplier.parentName ?? ""]
                    guard !names.contains(where: { SupplierWords.has($0, word) }) else { continue }
                    found[record.supplierID, default: Naming()].recordCount += 1
                    if found[record.supplierID]?.awardIDs.last != award {
                        found[record.supplierID]?.awardIDs.append(award)
                    }
                }
            }
        }
        guard otherCount * 10 < nameCount + otherCount else { return [] }
        return found.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// Whether two were said to be one, or one is the other's parent, or both have one.
    private mutating func isOneHouse(_ one: Int64, _ other: Int64) throws -> Bool {
        if try SupplierGroup.joined(with: one, transaction).numbers.contains(other) { return true }
        let (mine, theirs) = (try house(one), try house(other))
        return !mine.isDisjoint(with: theirs)
    }

    /// The identifiers of a supplier and of those whom its records state as its parent.
    private mutating func house(_ id: Int64) throws -> Set<String> {
        if parents[id] == nil {
            var names = DossierNames(transaction)
            parents[id] = try DossierReading.parents(of: id, transaction, &names)
        }
        let own = places[id].flatMap { suppliers[$0].identity }
        return Set((parents[id] ?? []).flatMap(\.identities)).union(own.map { [$0] } ?? [])
    }
}
