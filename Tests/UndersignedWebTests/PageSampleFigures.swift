import UndersignedApp
import UndersignedCore
import UndersignedWeb

extension PageSamples {
    func figures(_ signatories: PetitionSheet.Signatories) -> HowWeCountPage.Figures {
        HowWeCountPage.Figures(
            petition: petition,
            address: "https://undersigned.example.org/petitions/save-the-library",
            method: method(signatories)
        )
    }

    /// The page on which a browser counts.
    func refusedReceipt(_ refusal: ReceiptPresenting.Refusal) -> ReceiptsPage {
        ReceiptsPage(petition: petition, token: "t", receipt: word("c2sp.org/tlog-proof@v1"), refusal: refusal)
    }

    var verifyPage: VerifyPage {
        VerifyPage(
            petition: petition,
            address: "https://undersigned.example.org/petitions/save-the-library",
            total: CountItem(count: 12_345, asOf: now)
        )
    }

    var memberVerifyPage: VerifyPage {
        var page = verifyPage
        page.isForMembers = true
        return page
    }

    /// The same petition, watched by two witnesses.
    var witnessedFigures: HowWeCountPage.Figures {
        var figures = figures(.people)
        figures.method.sightings = [
            Sighting(name: word("witness.readers.example.org"), size: 12_350, time: now),
            Sighting(name: word("witness.writers.example.org"), size: 12_001, time: now - .minutes(3)),
        ]
        return figures
    }

    /// People sign at once and without limits here, others daily and within them.
    private func method(_ signatories: PetitionSheet.Signatories) -> CountingMethod {
        var sheet = PetitionSheet(
            slug: slug("save-the-library"),
            title: word("Keep the public library open"),
            letter: word("Please keep it open."),
            to: targets,
            from: word("your name"),
            language: "en"
        )
        sheet.signatories = signatories
        sheet.publication = signatories == .people ? .atOnce : .daily
        let bytes: [UInt8] = [0x01, 0x23, 0x45, 0x67, 0x89, 0xAB, 0xCD, 0xEF]
        let hash = bytes + bytes + bytes + bytes
        return CountingMethod(
            petition: Petition(
                id: 1,
                campaignID: nil,
                state: .open,
                sheet: sheet,
                opensAt: nil,
                closesAt: nil,
                textVersion: 2,
                log: LogIdentity(origin: "o", verifierKey: "k", documentHash: hash)
            ),
            counts: Counts(mail: 12_300, org: 45, removed: 5),
            size: 12_360,
            readAt: now,
            removals: falls,
            texts: [
                TextVersion(version: 1, hash: hash, position: 0, added: 12_000, removed: 3, since: now),
                TextVersion(version: 2, hash: hash, position: 12_010, added: 350, removed: 2, since: now),
            ],
            limits: signatories == .people ? nil : .standing
        )
    }

    private var falls: [PetitionHistory.Fall] {
        let reasons: [RemovalReason] = [.bounced, .duplicate, .invalid(rule: "one-each"), .order, .withdrawn]
        return zip(reasons, SignatureClass.allCases + [.mail]).map { reason, signatureClass in
            PetitionHistory.Fall(reason: reason, signatureClass: signatureClass, entries: 1, weight: 1)
        }
    }

    /// A count that grows for so many days, with a fall in the middle.
    func series(days: Int) -> SeriesItem {
        let start = now - .days(Int64(days))
        var hours: [CountSeries.Hour] = []
        for part in 0..<days * 3 {
            let hour = (start + .hours(Int64(part) * 8)).hour
            let removed = part == days ? 20 : 0
            hours.append(CountSeries.Hour(start: hour, added: 3 + part % 11, removed: removed))
        }
        return SeriesItem(hours: hours, marksDays: false, end: now)
    }

    func historyPage(_ page: Int) -> HistoryPage {
        let hash = [UInt8](repeating: 0xCD, count: 32)
        let correction = PublicNote.Correction(
            rule: "one-domain",
            finds: word("addresses at a domain that lends mailboxes."),
            found: 212,
            removed: page == 1 ? 200 : nil,
            isCancelled: page == 2 ? true : nil
        )
        let note = PublicNote(
            petition: "o",
            title: word("We corrected the count"),
            text: word("Somebody sent many signatures.\n\nThey are out."),
            correction: correction
        )
        var program = note
        (program.correction, program.client) = (nil, MemberModules.hashes)
        let verbs = [
            "petition", "opened", "closed", "text", "goal", "delivered", "response", "audit", "reveal", "issued", "new",
        ]
        let events = verbs.enumerated().map { index, verb in
            event(verb, index: UInt64(index), hash: index.isMultiple(of: 2) ? hash : nil, note: nil)
        }
        let lines: [PetitionHistory.Line] = [
            .event(answerEvent(correction: nil)), .event(answerEvent(correction: word("It was a refusal"))),
            .crossing(goal: 10_000, isReached: false), .crossing(goal: 10_000, isReached: true),
            event("note", index: 1_234, hash: hash, note: note), event("note", index: 3, hash: hash, note: program),
        ]
        return HistoryPage(
            petition: petition,
            items: (lines + falls.map(PetitionHistory.Line.fall) + events).map {
                PetitionHistory.Item(hour: now.hour, line: $0)
            },
            marksDays: page == 2,
            page: page,
            pageCount: 3
        )
    }

    private func event(_ verb: String, index: UInt64, hash: [UInt8]?, note: PublicNote?) -> PetitionHistory.Line {
        .event(PetitionHistory.Event(verb: verb, index: index, number: 7, hash: hash, note: note))
    }
}
