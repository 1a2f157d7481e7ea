import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// A thousand people in all the states there are.
struct UpdateCrowd {
    private let updates: UpdateSite
    /// Who asked for updates and stays.
    private(set) var stayed: Set<String> = []
    /// Who leaves while the update is being sent.
    private(set) var left: Set<String> = []
    /// Who did not ask, or left before.
    private(set) var never: Set<String> = []
    private var leaving: [(number: Int, token: LinkToken)] = []

    init(_ updates: UpdateSite, people: Int) async throws {
        self.updates = updates
        let links = Links(site: updates.site)
        // A tenth asked, ticked the box, and let the link expire.
        for number in 0..<people / 10 {
            try await updates.test.ask(UpdateSite.person(number), updates.petition)
            try await updates.forgetMails()
        }
        updates.test.advance(.days(8))
        try await Housekeeping(site: updates.site).doDue()
        for number in people / 10..<people {
            let state = number % 9
            guard state != 0 else {
                // Asked, and has not pressed the button.
                try await updates.test.ask(UpdateSite.person(number), updates.petition)
                try await updates.forgetMails()
                continue
            }
            let token = try await updates.sign(number, wantsUpdates: state != 1)
            let id = try await updates.row(token).id
            switch state {
            case 1: break
            case 2: _ = try await links.withdraw(token)
            case 3:
                let reason = RemovalReason.invalid(rule: "one-each")
                let request = LogRequest.remove(petitionID: updates.petition.id, signatureIDs: [id], reason: reason)
                _ = try await updates.site.sequencer.submit(request)
            case 4: try await updates.test.database.write { _ = try $0.stopUpdates(to: id, in: token.petitionID) }
            case 5:
                try await updates.test.database.write {
                    try $0.markUndeliverable(id, in: token.petitionID, at: Samples.noon)
                }
            case 6: leaving.append((number, token))
            default: stayed.insert("person\(number)@example.org")
            }
        }
        left = Set(leaving.map { "person\($0.number)@example.org" })
        never = Set((0..<people).map { "person\($0)@example.org" }).subtracting(stayed).subtracting(left)
    }

    /// Each of those who leave does it in one of three ways.
    func leave() async throws {
        for (place, person) in leaving.enumerated() {
            let id = try await updates.row(person.token).id
            let petitionID = updates.petition.id
            switch place % 3 {
            case 0: _ = try await Links(site: updates.site).withdraw(person.token)
            case 1: try await updates.test.database.write { _ = try $0.stopUpdates(to: id, in: petitionID) }
            default:
                _ = try await UpdateConsents(site: updates.site)
                    .choose(false, person.token, shown: [], language: .english)
            }
        }
    }
}
