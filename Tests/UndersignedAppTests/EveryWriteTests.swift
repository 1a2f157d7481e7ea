import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// Whatever is done to a site, in whatever order: the number changes only with an entry that says so.
@Suite struct EveryWriteTests {
    private enum Act: CaseIterable {
        case ask, confirm, withdraw, askAgain, bounce, correct, paper, removePaper, note, amend, housekeep, passTime
    }

    // DESIGN, red line 5
    @Test(arguments: [1, 2, 3] as [UInt64])
    func `a random walk over all writes keeps log, count, tallies and rows in step`(_ seed: UInt64) async throws {
        var walk = try await Walk(seed: seed)
        for step in 0..<60 {
            let before = try await walk.head()
            let act = try await walk.act()
            let after = try await walk.head()
            #expect(
                before.counts == after.counts || before.size < after.size,
                "step \(step), \(act): the number moved without an entry"
            )
            try await walk.site.expectSoundLog(walk.petition)
        }
        #expect(try await walk.head().counts.removed > 0, "the walk took something away")
    }

    private struct Walk {
        let site: TestSite
        let petition: Petition
        var generator: SeededGenerator
        var pending: [LinkToken] = []
        var counted: [LinkToken] = []
        var people = 0
        var sheets: [[UInt8]] = []

        init(seed: UInt64) async throws {
            var sheet = Samples.library
            sheet.milestones = [PetitionSheet.Milestone(count: 3, what: "An answer")]
            site = try await TestSite(limits: .off)
            petition = try await site.open(sheet)
            generator = SeededGenerator(state: seed)
        }

        func head() async throws -> LogHead {
            try Samples.required(try await site.database.read { [petition] in try $0.head(petition.id) })
        }

        private func version() async throws -> Int { try await site.petition(id: petition.id).textVersion }

        mutating func act() async throws -> Act {
            let act = Act.allCases.randomElement(using: &generator) ?? .ask
            switch act {
            case .ask, .confirm, .withdraw, .askAgain: try await sign(act)
            case .bounce, .correct: try await correct(act)
            case .paper, .removePaper: try await paper(act)
            case .note:
                let note = PublicNote(petition: "x", title: "A note", text: "Nothing changes.")
                _ = try await site.site.sequencer.submit(.announce(petitionID: petition.id, Announcement(note)))
            case .amend:
                people += 1
                var changes = PetitionAmendment()
                changes.letter = "Please keep it open, \(people)."
                _ = try await TextAmendment(site: site.site).amend(petition.slug, changes, reason: "A walk.")
            case .housekeep: try await Housekeeping(site: site.site).doDue()
            case .passTime: site.advance(.hours(Int64.random(in: 1...5, using: &generator)))
            }
            return act
        }

        private mutating func sign(_ act: Act) async throws {
            switch act {
            case .ask:
                people += 1
                if let token = try await site.ask(Samples.person(people), petition) { pending.append(token) }
            case .confirm:
                guard let token = pending.popLast() else { return }
                if try await Links(site: site.site).confirm(token, textVersion: version()) == .counted {
                    counted.append(token)
                }
            case .withdraw:
                guard let token = counted.popLast() else { return }
                _ = try await Links(site: site.site).withdraw(token)
            default:
                try await site.ask(Samples.person(Int.random(in: 0...people, using: &generator)), petition)
            }
        }

        private mutating func correct(_ act: Act) async throws {
            guard let token = counted.popLast() else { return }
            let row = try await site.database.read { [petition] in
                try $0.signature(tokenHash: token.hash, in: petition.id)
            }
            let id = try Samples.required(row).id
            guard act == .correct else {
                let request = LogRequest.remove(petitionID: petition.id, signatureIDs: [id, id, 99], reason: .bounced)
                _ = try await site.site.sequencer.submit(request)
                return
            }
            let rule = CorrectionRule(name: WildcardPattern("*\(Int.random(in: 0...9, using: &generator))"))
            let order = CorrectionOrder(
                rule: rule,
                name: "some-rule",
                reason: "Because.",
                approval: .shell(typed: petition.slug.text)
            )
            let corrections = Corrections(site: site.site)
            do {
                let id = try await corrections.begin(petition.slug, order) { _, _ in }
                _ = try await corrections.run(id, of: petition.slug) { _, _ in }
            } catch Corrections.Refusal.nothingFound {
                return
            }
        }

        private mutating func paper(_ act: Act) async throws {
            let papers = PaperSheets(site: site.site)
            if act == .removePaper {
                guard let hash = sheets.popLast() else { return }
                try await papers.takeOut(petition.slug, hash: hash, rule: "illegible")
            } else {
                let lines = Int.random(in: 1...40, using: &generator)
                people += 1
                let scan = Array("sheet \(people)".utf8)
                sheets.append(try await papers.enter(petition.slug, scan: scan, lines: lines, keepsScan: false))
            }
        }
    }
}
