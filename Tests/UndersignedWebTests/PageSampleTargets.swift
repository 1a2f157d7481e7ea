import UndersignedApp
import UndersignedCore
import UndersignedWeb

extension PageSamples {
    private var asked: Moment { now.day - .days(40) }

    private func row(
        _ state: Target.Standing,
        after days: Int64?,
        correction: String? = nil,
        isPublished: Bool = true
    ) -> TargetRecord.Row {
        let day = days.map { asked + .days($0) }
        let answer = day.map { day in
            let text = word("It is too early to say.")
            return Target.Answer(date: CalendarDate(day).dayText, text: text, source: state == .evasive ? 1 : nil)
        }
        return TargetRecord.Row(
            standing: TargetStanding(
                state: state,
                since: day ?? asked,
                answer: answer,
                correction: correction.map(word)
            ),
            hash: isPublished ? [UInt8](repeating: 0xAB, count: 32) : nil,
            petition: isPublished ? slug("save-the-library") : nil
        )
    }

    /// Every state, and all that can be said of when.
    var records: [TargetRecord] {
        let first = row(.noAnswer, after: nil, isPublished: false)
        let rows: [[TargetRecord.Row]] = [
            [first], [first, row(.evasive, after: 1)], [first, row(.declined, after: 0)],
            [first, row(.evasive, after: 9), row(.partlyMet, after: 9, correction: "We had read half of it.")],
            [first] + (2..<8).map { row(.declined, after: $0) } + [row(.met, after: 30)],
            [row(.evasive, after: -3)],
        ]
        return rows.enumerated().map { number, rows in
            let target = targets[number % targets.count]
            return TargetRecord(target: target, asked: asked, rows: rows)
        } + [
            TargetRecord(target: targets[0], asked: nil, rows: []),
            TargetRecord(target: targets[1], asked: nil, rows: [row(.evasive, after: 3)]),
            TargetRecord(target: targets[0], asked: now.day, rows: [first]),
        ]
    }

    /// Three who share an id, as campaigns choose ids by themselves: two in one campaign each, one in four.
    var askedTargets: [AskedTarget] {
        let items = records.filter { $0.asked != nil }.enumerated().map { number, record in
            var target = record.target
            target.id = slug("councillor")
            target.organisation = number < 4 ? word("City of Ystad") : nil
            return StandingReading.Item(
                campaign: slug("libraries"),
                campaignTitle: word("Libraries for everybody"),
                language: language.text,
                sources: sources,
                record: TargetRecord(target: target, asked: record.asked, rows: record.rows)
            )
        }
        return AskedTarget.all(in: items)
    }

    func targetsPage(_ page: Int) -> TargetsPage {
        TargetsPage(targets: askedTargets, page: page, pageCount: 3)
    }

    /// A coalition of the size that has to read well: as many words in each answer as may be.
    func crowdedHub(answer: String) -> CampaignPage {
        var page = campaignPage(partners: 50, petitions: 6)
        page.targets = (0..<12).map { number in
            let rows = records[4].rows.map { row in
                var row = row
                row.standing.answer?.text = answer
                return row
            }
            var target = targets[number % targets.count]
            target.id = slug("target-\(number)")
            return TargetRecord(target: target, asked: asked, rows: rows)
        }
        return page
    }

    func answerEvent(correction: String?) -> PetitionHistory.Event {
        let standing = TargetStanding(
            state: .declined,
            since: now.day,
            answer: Target.Answer(date: "2018-06-20", text: word("It is too early to say."), source: 1),
            correction: correction
        )
        let document = ResponseDocument(
            standing,
            number: 2,
            of: targets[2],
            asked: asked,
            campaign: "undersigned.example.org/campaigns/libraries",
            sources: sources
        )
        let hash = [UInt8](repeating: 0xCD, count: 32)
        return PetitionHistory.Event(
            verb: "response",
            index: 77,
            number: nil,
            hash: hash,
            note: nil,
            response: document
        )
    }
}
