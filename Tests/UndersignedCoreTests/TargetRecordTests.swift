import Testing
import UndersignedCore

/// Days and sums over what targets answered.
@Suite struct TargetRecordTests {
    private static let asked = StandingSamples.noon.day

    private static func row(_ state: Target.Standing, day: Int64?, correction: String? = nil) -> TargetRecord.Row {
        let date = day.map { asked + .days($0) }
        let answer = date.map { Target.Answer(date: CalendarDate($0).dayText, text: "Words.", source: nil) }
        return TargetRecord.Row(
            standing: TargetStanding(state: state, since: date ?? asked, answer: answer, correction: correction)
        )
    }

    private static func record(_ rows: [TargetRecord.Row], asked: Moment? = asked) throws -> TargetRecord {
        TargetRecord(target: try StandingSamples.target(), asked: asked, rows: rows)
    }

    @Test func `a target is asked with its campaign or its first open petition, whichever is earlier`() {
        let opened = [StandingSamples.noon + .days(3), StandingSamples.noon + .days(1)]
        #expect(TargetRecord.asked(started: nil, opened: opened) == Self.asked + .days(1))
        #expect(TargetRecord.asked(started: "2018-06-20", opened: opened) == Self.asked)
        #expect(TargetRecord.asked(started: "2019-01-01", opened: opened) == Self.asked + .days(1))
        #expect(TargetRecord.asked(started: "2018-06-20", opened: []) == nil, "nothing is public yet")
    }

    @Test func `days run from asking to the answer, or until today`() throws {
        let record = try Self.record([Self.row(.noAnswer, day: nil), Self.row(.declined, day: 9)])
        #expect(record.days(to: record.rows[1].standing) == 9)
        #expect(record.days(to: record.rows[0].standing) == nil)
        #expect(record.days(until: StandingSamples.noon + .days(30) + .hours(11)) == 30)
        #expect(try Self.record([Self.row(.evasive, day: -2)]).daysToFirstAnswer == nil, "said before")
        #expect(try Self.record([Self.row(.evasive, day: 2)], asked: nil).daysToFirstAnswer == nil)
    }

    @Test func `the newest row is what holds, and without rows the campaign's own words`() throws {
        let record = try Self.record([Self.row(.noAnswer, day: nil), Self.row(.met, day: 4)])
        #expect(record.target.standing == .met && record.target.answer?.date == "2018-06-24")
        let target = try StandingSamples.mayor()
        let start = TargetRecord(target: target, asked: nil, rows: [])
        #expect(start.rows.count == 1 && start.target == target && start.rows[0].hash == nil)
    }

    @Test func `an answer taken back as a mistake is not the first answer`() throws {
        let wrong = Self.row(.declined, day: 1)
        let right = Self.row(.noAnswer, day: nil, correction: "Somebody else said it.")
        let later = Self.row(.evasive, day: 7)
        let record = try Self.record([Self.row(.noAnswer, day: nil), wrong, right, later])
        #expect((0..<4).map(record.isCorrected) == [false, true, false, false])
        #expect(record.daysToFirstAnswer == 7)
    }

    @Test func `figures add up states, and the median is a number of days that an answer took`() throws {
        let records = try [
            Self.record([Self.row(.declined, day: 3)]), Self.record([Self.row(.evasive, day: 10)]),
            Self.record([Self.row(.noAnswer, day: nil)]),
            Self.record([Self.row(.met, day: 8), Self.row(.met, day: 20)]),
            Self.record([Self.row(.declined, day: 5)], asked: nil), Self.record([Self.row(.declined, day: 30)]),
        ]
        let figures = TargetFigures(records)
        #expect(figures.askedCount == 5 && figures.answeredCount == 4, "who was not asked is left out")
        #expect(figures.states == [.declined: 2, .evasive: 1, .noAnswer: 1, .met: 1])
        #expect(figures.medianDays == 8, "of 3, 8, 10, 30 the lower of the middle two")
        #expect(TargetFigures([records[2]]).medianDays == nil)
    }

    @Test func `the document of an answer is canonical: the same on every machine`() throws {
        let mayor = try StandingSamples.mayor()
        let standing = TargetStanding(startOf: mayor, asked: Self.asked)
        let document = ResponseDocument(
            standing,
            number: 1,
            of: mayor,
            asked: Self.asked,
            campaign: "petitions.example.org/campaigns/libraries",
            sources: [StandingSamples.source]
        )
        let expected = """
            {"answer":{"date":"2018-06-20","source":{"date":"2018-06-20","publisher":"The council","title":"Minutes"},\
            "text":"It is **too early** to say."},"asked":"2018-06-20",\
            "campaign":"petitions.example.org/campaigns/libraries","kind":"response","number":1,"since":"2018-06-20",\
            "state":"evasive","target":{"id":"mayor","name":"The mayor"}}
            """
        let bytes = try document.canonical()
        #expect(String(decoding: bytes, as: UTF8.self) == expected)
        #expect(try ResponseDocument(parsing: bytes) == document)
    }
}
