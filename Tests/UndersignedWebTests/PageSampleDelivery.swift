import UndersignedApp
import UndersignedCore
import UndersignedWeb

extension PageSamples {
    var deliveries: [Sample] {
        let errors: [AnswerDraft.Field: PlainText.Problem] = [
            .text: .tooLong(limit: 2_000), .name: .tooLong(limit: 200), .role: .bidi,
        ]
        let typed: [AnswerDraft.Field: String] = [
            .text: word("We will"), .name: word("A. Mayor"), .role: word("Mayor"),
        ]
        return [
            Sample("delivery", deliveryPage(answers: 0)),
            Sample("delivery-answered", deliveryPage(answers: 2)),
            Sample("delivery-waiting", DeliveryWaitingPage()),
            Sample("delivery-full", deliveryPage(answers: 20)),
            Sample("delivery-wrong", deliveryPage(answers: 0, typed: typed, problems: errors)),
            Sample("delivery-empty", deliveryPage(answers: 0, problems: [.text: .empty])),
        ]
    }

    private func deliveryPage(
        answers count: Int,
        typed: [AnswerDraft.Field: String] = [:],
        problems: [AnswerDraft.Field: PlainText.Problem] = [:]
    ) -> DeliveryPage {
        let paragraphs = word("We will keep the library open.") + "\n\n" + word("The council has decided so.")
        let answers = (0..<count).map { number in
            DeliveryReceipts.Answer(
                text: paragraphs,
                who: number.isMultiple(of: 2) ? [word("A. Mayor"), word("Mayor")] : [],
                writtenAt: now + .days(Int64(number))
            )
        }
        return DeliveryPage(
            token: token,
            delivery: DeliveryReceipts.View(
                petition: addressed,
                packet: packet,
                hash: Array(repeating: 7, count: 32),
                checkpoint: word("petitions.example.org/petitions/save-the-library/log 12400"),
                deliveredAt: now,
                acknowledgedAt: count == 0 ? nil : now,
                answers: answers
            ),
            typed: typed,
            problems: problems,
            isFull: count == 20
        )
    }

    var addressed: Petition {
        let sheet = PetitionSheet(
            slug: slug("save-the-library"),
            title: word("Keep the public library open"),
            letter: word("Please"),
            to: targets,
            from: word("your name"),
            language: language.text
        )
        return Petition(
            id: 1,
            campaignID: nil,
            state: .open,
            sheet: sheet,
            opensAt: nil,
            closesAt: nil,
            textVersion: 1,
            log: LogIdentity(origin: "o", verifierKey: word("key"), documentHash: [])
        )
    }

    var packet: DeliveryPacket {
        DeliveryPacket(
            addressed,
            log: LogIdentity(origin: "o", verifierKey: word("key"), documentHash: []),
            to: targets[0],
            address: "https://undersigned.example.org/petitions/save-the-library",
            tally: DeliveryTally(
                size: 12_400,
                root: "r",
                counts: Counts(mail: 12_000, org: 20, member: 300, paper: 25, removed: 12),
                versions: [],
                reached: [:],
                opened: now,
                closed: nil
            ),
            now: now
        )
    }
}
