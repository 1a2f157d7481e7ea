import UndersignedApp
import UndersignedCore

/// The demonstration from the first page to the last comparison, step by step.
struct DemoRun {
    let visitor: DemoVisitor
    let mailbox: DemoMailbox
    let people: Int
    let seed: UInt64
    let progress: DemoProgress
    private let links: DemoLinks

    private static let withdrawals = 5

    init(visitor: DemoVisitor, mailbox: DemoMailbox, people: Int, seed: UInt64) throws {
        self.visitor = visitor
        self.mailbox = mailbox
        self.people = people
        self.seed = seed
        progress = DemoProgress()
        links = try DemoLinks(visitor: visitor)
    }

    /// - Throws: `DemoFailure` for the first thing that is not as it must be.
    func run() async throws -> DemoSummary {
        let petitions = try await visitor.petitions()
        let plan = try DemoPlan(petitions, people: people, seed: seed)
        progress.step("found \(petitions.count) petitions, \(petitions.filter(\.isOpen).count) of them open")
        let sent = try await askAll(plan)
        let (waiting, signedBefore) = try await openLinks(plan.asks)
        try await proveNothingCounted(petitions)
        let counted = try await confirm(waiting)
        let receipts = try await checkReceipts(counted)
        let withdrawn = try await withdraw(counted)
        try await askAgain(counted, sent)
        let lines = try await recount(petitions, counted, withdrawn)
        let targets = try await DemoTargets(visitor: visitor).check()
        progress.step("\(targets.count) of those addressed stand where the published documents say")
        return DemoSummary(
            site: visitor.site,
            mail: mailbox.folder,
            people: plan.peopleCount,
            organisations: plan.organisationCount,
            asked: plan.asks.count,
            signedBefore: signedBefore,
            confirmed: counted.count,
            receipts: receipts,
            withdrawn: withdrawn.count,
            petitions: lines,
            targets: targets,
            seconds: progress.seconds
        )
    }

    /// - Returns: For one of the asks at each petition, the page it was answered with.
    private func askAll(_ plan: DemoPlan) async throws -> [String: String] {
        let pages = try await progress.each(plan.asks, "forms") { [visitor] in try await visitor.ask($0) }
        progress.step("\(plan.peopleCount) people sent \(plan.asks.count) forms")
        return Dictionary(zip(plan.asks.map(\.petition.slug), pages)) { first, _ in first }
    }

    private func openLinks(_ asks: [DemoAsk]) async throws -> (waiting: [DemoSignature], signedBefore: Int) {
        let site = visitor.site
        let wanted = Dictionary(grouping: asks, by: \.email).mapValues(\.count)
        let mails = try await mailbox.wait(for: asks.count, progress: { progress.show("mails", $0, $1) }) { mails in
            let found = Dictionary(grouping: mails.filter { $0.link(to: site) != nil }, by: \.recipient)
            return wanted.flatMap { recipient, count in
                Array(repeating: recipient, count: max(0, count - (found[recipient]?.count ?? 0)))
            }
        }
        let mailed = mails.filter { wanted[$0.recipient] != nil }.compactMap { mail in
            mail.link(to: site).map { ($0, mail.recipient) }
        }
        let opened = try await progress.each(mailed, "links") { [links] in try await links.open($0.0, of: $0.1) }
        let byRecipient = Dictionary(grouping: opened) { "\($0.recipient) \($0.slug)" }
        var waiting: [DemoSignature] = []
        var signedBefore = 0
        for ask in asks {
            let found = byRecipient["\(ask.email) \(ask.petition.slug)"] ?? []
            if let link = found.first(where: { $0.button != nil }) {
                waiting.append(DemoSignature(ask: ask, link: link))
            } else if found.contains(where: links.isManagement) {
                signedBefore += 1
            } else {
                throw DemoFailure("\(ask.email) has no link with a button for \(ask.petition.slug)")
            }
        }
        progress.step("\(mails.count) mails arrived; each link opened by HEAD and GET")
        return (waiting, signedBefore)
    }

    /// Asking and opening links left every log as it was (S-27).
    private func proveNothingCounted(_ petitions: [DemoPetition]) async throws {
        let opened = CalendarDate(Ambient.system.now()).secondText
        for petition in petitions {
            guard let log = petition.log else { continue }
            let count = try await visitor.count(of: petition.slug, after: opened)
            let checkpoint = try await visitor.file("\(petition.path)/log/checkpoint")
            guard count.count == log.count.count, count.size == log.count.size, checkpoint == log.checkpoint else {
                throw DemoFailure("\(petition.slug): opening links changed the count or the log")
            }
        }
        progress.step("nothing was counted by that: every count and checkpoint is as before")
    }

    private func confirm(_ waiting: [DemoSignature]) async throws -> [DemoSignature] {
        let confirming = waiting.filter(\.ask.isConfirmed)
        _ = try await progress.each(Array(confirming.enumerated()), "buttons") { [links] place, signature in
            try await links.confirm(signature, isDouble: place % 20 == 7)
        }
        progress.step("\(confirming.count) people pressed the button, every twentieth twice at once")
        return confirming
    }

    /// One in ten.
    private func checkReceipts(_ counted: [DemoSignature]) async throws -> Int {
        let checked = stride(from: 0, to: counted.count, by: 10).map { counted[$0] }
        _ = try await progress.each(checked, "receipts") { [links] in try await links.checkReceipt($0) }
        progress.step("\(checked.count) receipts downloaded and verified")
        return checked.count
    }

    private func withdraw(_ counted: [DemoSignature]) async throws -> [DemoSignature] {
        let able = counted.filter { $0.ask.organisation == nil }
        let step = max(1, able.count / Self.withdrawals)
        // The last of each fifth: those who ask again below are the first ones.
        let leaving = stride(from: step - 1, to: able.count, by: step).prefix(Self.withdrawals).map { able[$0] }
        _ = try await progress.each(leaving, "withdrawals") { [links] in try await links.withdraw($0) }
        progress.step("\(leaving.count) people withdrew; their links say so")
        return leaving
    }

    /// Who has signed and asks again sees the same page, and gets a link that signs nothing (F-J).
    private func askAgain(_ counted: [DemoSignature], _ sent: [String: String]) async throws {
        let again = Array(counted.prefix(3))
        // The form of a page that was made before they were counted would pass for a repetition of the first request.
        let counting = CalendarDate(Ambient.system.now()).secondText
        for signature in again { _ = try await visitor.count(of: signature.ask.petition.slug, after: counting) }
        let pages = try await progress.each(again, "repeated forms") { [visitor] in try await visitor.ask($0.ask) }
        for (signature, page) in zip(again, pages) where page != sent[signature.ask.petition.slug] {
            throw DemoFailure("asking again shows that \(signature.ask.email) had signed")
        }
        let site = visitor.site
        let known = Set(counted.map(\.link.path))
        func fresh(_ mails: [DemoMail], _ recipient: String) -> [String] {
            mails.filter { $0.recipient == recipient }.compactMap { $0.link(to: site) }.filter { !known.contains($0) }
        }
        let mails = try await mailbox.wait(for: again.count, progress: { progress.show("mails", $0, $1) }) { mails in
            again.map(\.ask.email).filter { fresh(mails, $0).isEmpty }
        }
        for signature in again {
            var isManaged = false
            for path in fresh(mails, signature.ask.email) {
                isManaged = links.isManagement(try await links.open(path, of: signature.ask.email)) || isManaged
            }
            guard isManaged else { throw DemoFailure("\(signature.ask.email) could sign a second time") }
        }
        progress.step("\(again.count) who had signed asked again: same page, and nothing more to sign")
    }

    private func recount(
        _ petitions: [DemoPetition],
        _ counted: [DemoSignature],
        _ withdrawn: [DemoSignature]
    ) async throws -> [DemoSummary.Line] {
        var lines: [DemoSummary.Line] = []
        for petition in petitions {
            let before = petition.log?.count
            let mine = counted.filter { $0.ask.petition.slug == petition.slug }
            let left = withdrawn.filter { $0.ask.petition.slug == petition.slug }.count
            let organisations = mine.filter { $0.ask.organisation != nil }.count
            var expected = before?.classes ?? DemoCount.Classes(mail: 0, org: 0, member: 0, paper: 0)
            expected.mail += mine.count - organisations - left
            expected.org += organisations
            let removed = (before?.removed ?? 0) + left
            lines.append(
                try await DemoRecount(visitor: visitor).compare(petition, expected: expected, removed: removed)
            )
        }
        progress.step("\(lines.count) petitions recounted from their logs")
        return lines
    }
}
