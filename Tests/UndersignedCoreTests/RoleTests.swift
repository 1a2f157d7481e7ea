import Testing
import UndersignedCore

struct RoleTests {
    @Test func `S-39: an auditor reads what was done and no data of people, a moderator opens nothing`() {
        #expect(!Role.auditor.permissions.contains(.readContacts))
        #expect(Role.moderator.permissions == [.see, .moderate])
        #expect(Role.owner.permissions == Set(Permission.allCases))
        #expect(Role.allCases.filter { $0.permissions.contains(.managePeople) } == [.owner])
    }

    @Test func `S-39: a role in one campaign gives nothing in another, nor on the whole site`() {
        let memberships = [Membership(campaignID: 3, role: .owner)]
        #expect(memberships.allow(.write, in: 3))
        #expect(!memberships.allow(.write, in: 4))
        #expect(!memberships.allow(.write, in: nil))
        #expect([Membership(campaignID: nil, role: .organiser)].allow(.write, in: 4))
    }
}
