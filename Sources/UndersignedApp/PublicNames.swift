import Logging
package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// The names, and the comments beside them, that signatories chose to show and nothing holds.
package struct PublicNames: Sendable {
    /// So many are counted; of more it is only said that they are more.
    package static let countLimit = 10_000
    /// So many reports of one name are kept; the others are counted.
    package static let reportLimit = 20

    /// So many names of a sensitive petition can be paged through: whoever gathers names is not served all of them.
    package static let sensitiveLimit = 1_000

    /// From which name on a page is read.
    package enum Start: Hashable, Sendable {
        case top
        case after(PublicNameHandle)
        case before(PublicNameHandle)
    }

    /// Some names, in the order of the list.
    package struct Some: Sendable {
        /// How many there are, up to `countLimit` + 1.
        package let count: Int
        package let names: [PublicName]
        package let hasEarlier: Bool
        package let hasLater: Bool
    }

    private let site: Site

    package init(site: Site) {
        self.site = site
    }

    /// A page of names, by the index: the last page costs what the first one does.
    ///
    /// - Parameters:
    ///   - petition: The petition.
    ///   - start: Where the page begins.
    ///   - limit: How many names it has.
    /// - Returns: Those that read, and whether there are more.
    /// - Throws: A fault of the database.
    package func some(of petition: Petition, from start: Start, limit: Int) async throws -> Some {
        let (count, found) = try await site.database.read { transaction -> (Int, [PublicName?]) in
            guard try !transaction.hidesNames(of: petition) else { return (0, []) }
            let count = try transaction.publicNameCount(in: petition.id, upTo: Self.countLimit + 1)
            let found: [PublicName?] =
                switch start {
                case .top: try transaction.publicNames(in: petition.id, limit: limit + 1)
                case .after(let place): try transaction.publicNames(in: petition.id, after: place, limit: limit + 1)
                case .before(let place): try transaction.publicNames(in: petition.id, before: place, limit: limit + 1)
                }
            return (count, found)
        }
        let hasMore = found.count > limit
        if case .before = start {
            return Some(
                count: count,
                names: readable(found.suffix(limit), petition),
                hasEarlier: hasMore,
                hasLater: true
            )
        }
        return Some(
            count: count,
            names: readable(found.prefix(limit), petition),
            hasEarlier: start != .top,
            hasLater: hasMore
        )
    }

    /// How many names may still be shown from a place on.
    ///
    /// - Parameters:
    ///   - petition: The petition.
    ///   - start: Where a page begins.
    /// - Returns: `Int.max` but for a sensitive petition.
    /// - Throws: A fault of the database.
    package func reach(of petition: Petition, from start: Start) async throws -> Int {
        guard petition.sheet.isSensitive else { return .max }
        guard case .after(let place) = start else { return Self.sensitiveLimit }
        let limit = Self.sensitiveLimit
        return try await site.database.read {
            try limit - $0.publicNameRank(of: place, in: petition.id, upTo: limit)
        }
    }

    /// The name at a place; nil where none is shown there.
    package func name(at place: PublicNameHandle, of petition: Petition) async throws -> PublicName? {
        try await site.database.read { transaction in
            try transaction.hidesNames(of: petition) ? nil : transaction.publicName(at: place, in: petition.id)?.name
        }
    }

    /// Hands a report over to the moderators; it hides nothing by itself.
    ///
    /// A report is an opinion: if so many of them hid a name, they would be a weapon against names.
    ///
    /// - Parameters:
    ///   - report: What was said.
    ///   - place: Of the name.
    ///   - petition: The petition.
    /// - Returns: False where no name is shown there any more.
    /// - Throws: A fault of the database.
    package func add(_ report: NameReport, at place: PublicNameHandle, of petition: Petition) async throws -> Bool {
        let day = site.ambient.now().day
        return try await site.database.write { transaction in
            guard try !transaction.hidesNames(of: petition) else { return false }
            return try transaction.addReport(report, at: place, in: petition.id, day: day, keeping: Self.reportLimit)
        }
    }

    private func readable(_ names: some Collection<PublicName?>, _ petition: Petition) -> [PublicName] {
        let readable = names.compactMap { $0 }
        if readable.count < names.count {
            site.logger.error(
                "public names do not read and are not shown",
                metadata: ["petition": "\(petition.slug)", "count": "\(names.count - readable.count)"]
            )
        }
        return readable
    }
}

extension Transaction {
    /// Whether names wait until as many members have signed as entry 0 says; the host sees them, and hides them.
    func hidesNames(of petition: Petition) throws -> Bool {
        guard petition.sheet.members?.reveal != nil else { return false }
        return try !isRevealed(petition.id)
    }
}
