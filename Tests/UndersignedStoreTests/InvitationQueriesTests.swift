import Testing
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// The contract of invitations and of those whom they concern, on every real database.
@Suite struct InvitationQueriesTests {
    private static func invitation(_ address: String, in campaignID: Int64, by accountID: Int64) -> Invitation {
        Invitation(
            campaignID: campaignID,
            role: .moderator,
            address: address,
            name: "",
            accountID: accountID,
            sentAt: Samples.noon,
            endsAt: Samples.noon + Invitation.span
        )
    }

    @Test(arguments: TestDatabase.all)
    func `whom a campaign's invitations concern is read with all roles, and nobody else`(
        _ kind: TestDatabase
    ) async throws {
        let folder = try TestFolder()
        let database = try await kind.make(in: folder.url)
        let (found, all) = try await database.write { transaction in
            var ids: [String: Int64] = [:]
            for name in ["olga", "dana", "anna", "eve"] {
                ids[name] = try transaction.insertAccount(address: "\(name)@example.org", name: name, at: Samples.noon)
            }
            let (dana, olga) = (try Samples.required(ids["dana"]), try Samples.required(ids["olga"]))
            try transaction.addMembership(Membership(campaignID: 3, role: .owner), to: dana)
            try transaction.addMembership(Membership(campaignID: nil, role: .auditor), to: dana)
            try transaction.addMembership(
                Membership(campaignID: 4, role: .partner, partner: Slug("readers")),
                to: olga
            )
            try transaction.addMembership(Membership(campaignID: 3, role: .organiser), to: Samples.required(ids["eve"]))
            let asked = [("olga", 3, dana), ("nobody", 3, dana), ("anna", 4, olga)]
            for (number, one) in asked.enumerated() {
                let invitation = Self.invitation("\(one.0)@example.org", in: Int64(one.1), by: one.2)
                try transaction.insertInvitation(invitation, hash: [UInt8](repeating: UInt8(number), count: 32))
            }
            return (try transaction.accounts(ofInvitationsIn: 3), try transaction.accounts())
        }
        #expect(found.map(\.address) == ["dana@example.org", "olga@example.org"])
        #expect(found[0].memberships.map(\.role) == [.auditor, .owner], "the whole site first")
        #expect(found[1].memberships == [Membership(campaignID: 4, role: .partner, partner: Slug("readers"))])
        #expect(all.map(\.name) == ["anna", "dana", "eve", "olga"])
        #expect(all.map(\.memberships.count) == [0, 2, 1, 1] && all.filter { found.contains($0) } == found)
    }

    @Test(arguments: TestDatabase.all)
    func `an invitation is deleted alone, also where others ask the same address`(_ kind: TestDatabase) async throws {
        let folder = try TestFolder()
        let database = try await kind.make(in: folder.url)
        let left = try await database.write { transaction in
            var organiser = Self.invitation("olga@example.org", in: 3, by: 1)
            organiser.role = .organiser
            let asked = [
                Self.invitation("olga@example.org", in: 3, by: 1), Self.invitation("olga@example.org", in: 4, by: 1),
                Self.invitation("anna@example.org", in: 3, by: 1), organiser,
            ]
            for (number, one) in asked.enumerated() {
                try transaction.insertInvitation(one, hash: [UInt8](repeating: UInt8(number), count: 32))
            }
            try transaction.deleteInvitation(asked[0])
            let left = try [3, 4].flatMap { try transaction.invitations(in: $0, at: Samples.noon) }
            return (left, [asked[2], asked[3], asked[1]])
        }
        #expect(left.0 == left.1)
    }
}
