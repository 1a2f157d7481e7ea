package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// Before a petition's contacts leave in one file, its owners are told: one of several has to agree, a single one has a
/// quarter of an hour to refuse (S-16).
///
/// The trail is the record of it: nothing else says that somebody asked, agreed or refused.
package struct ExportNotice: Sendable {
    /// Where it stands.
    package enum Standing: Hashable, Sendable {
        /// Nobody asked within a day.
        case none
        /// The site has one owner, who can refuse until then, and later too.
        case waiting(ready: Moment)
        /// One of so many owners has to agree.
        case undecided(owners: Int)
        case agreed
        /// Until then nobody can ask again.
        case refused(until: Moment)
    }

    /// How long a single owner has.
    static let delay = Moment.Span.minutes(15)
    /// A notice, and what was said to it, is good for so long.
    static let span = Moment.Span.hours(24)

    private let site: Site

    package init(site: Site) {
        self.site = site
    }

    /// Passes once owners have agreed or had their time; tells them first where nobody has within a day.
    ///
    /// A site without owners has nobody to tell, and nothing to wait for.
    ///
    /// - Throws: `ContactExport.Refusal`, or a fault.
    func pass(_ petition: Petition) async throws {
        let now = site.ambient.now()
        let standing = try await site.database.write { [site] transaction -> Standing? in
            let owners = try Self.owners(of: petition, transaction)
            guard !owners.isEmpty else { return nil }
            let standing = try Self.standing(of: petition, transaction, now)
            guard standing == .none else { return standing }
            try transaction.addToTrail(TrailEvent(.contactsAsked, about: petition, by: nil, at: now))
            for owner in owners {
                let link = "\(site.address.base)/admin/exports/\(petition.slug)"
                try site.tell(
                    (owner.address, owner.name),
                    .contactsAsked,
                    of: petition,
                    link,
                    in: transaction,
                    now: now
                )
            }
            return try Self.standing(of: petition, transaction, now)
        }
        // Committed: from here the mails leave, and the time runs.
        switch standing {
        case .waiting(let ready) where now < ready: throw ContactExport.Refusal.tooEarly(ready: ready)
        case .undecided: throw ContactExport.Refusal.notAgreed
        case .refused(let until): throw ContactExport.Refusal.refused(until: until)
        case nil, .none?, .waiting, .agreed: return
        }
    }

    /// Where it stands, for an owner.
    ///
    /// - Throws: A fault of the database.
    package func standing(of petition: Petition) async throws -> Standing {
        let now = site.ambient.now()
        return try await site.database.read { try Self.standing(of: petition, $0, now) }
    }

    /// The petitions whose contacts somebody asked for within a day, for who may agree or refuse; nothing for others.
    ///
    /// - Throws: A fault of the database.
    package func asked(for account: Account) async throws -> [Petition] {
        guard account.may(.managePeople, in: nil) else { return [] }
        let since = site.ambient.now() - Self.span
        return try await site.database.read { transaction in
            let names = try transaction.objects(of: .contactsAsked, since: since)
            return names.isEmpty ? [] : try transaction.petitions().filter { names.contains($0.slug.text) }
        }
    }

    /// Agrees or refuses; what was said first stands, but that a refusal comes after an agreement too.
    ///
    /// - Returns: False where there is nothing to say it to.
    /// - Throws: A fault of the database.
    package func answer(_ petition: Petition, isAgreed: Bool, by accountID: Int64) async throws -> Bool {
        let now = site.ambient.now()
        return try await site.database.write { transaction in
            switch try Self.standing(of: petition, transaction, now) {
            case .undecided: break
            case .waiting, .agreed: guard !isAgreed else { return false }
            case .none, .refused: return false
            }
            let act: TrailEvent.Act = isAgreed ? .contactsAgreed : .contactsRefused
            try transaction.addToTrail(TrailEvent(act, about: petition, by: accountID, at: now))
            return true
        }
    }

    static func owners(of petition: Petition, _ transaction: any Transaction) throws -> [Account] {
        try transaction.accounts().filter { $0.state == .active && $0.may(.managePeople, in: petition.campaignID) }
    }

    private static func standing(
        of petition: Petition,
        _ transaction: any Transaction,
        _ now: Moment
    ) throws -> Standing {
        let name = petition.slug.text
        guard let told = try transaction.lastTime(.contactsAsked, name, since: now - span) else { return .none }
        if try transaction.lastTime(.contactsRefused, name, since: told) != nil { return .refused(until: told + span) }
        if try transaction.lastTime(.contactsAgreed, name, since: told) != nil { return .agreed }
        // Those of one campaign are told, and see no page of the whole site.
        let owners = try owners(of: petition, transaction).count { $0.may(.managePeople, in: nil) }
        return owners > 1 ? .undecided(owners: owners) : .waiting(ready: told + delay)
    }
}
