import Testing
import UndersignedCore

/// What may be recorded of a target, and what may not.
@Suite struct StandingDraftTests {
    private static let asked = StandingSamples.noon.day
    private static let now = StandingSamples.noon + .days(10)
    private static let start = TargetStanding(state: .noAnswer, since: asked, answer: nil)
    private static let declined = TargetStanding(
        state: .declined,
        since: asked + .days(3),
        answer: Target.Answer(date: "2018-06-23", text: "No.", source: nil)
    )

    private static func draft(
        _ state: Target.Standing = .declined,
        date: String = "2018-06-25",
        text: String = "No.",
        source: Int? = nil,
        correction: String = ""
    ) -> StandingDraft {
        StandingDraft(state: state, date: date, text: text, source: source, correction: correction)
    }

    private static func problems(
        _ draft: StandingDraft,
        after history: [TargetStanding] = [start],
        asked: Moment? = asked,
        now: Moment = now
    ) -> [StandingDraft.Problem] {
        do {
            _ = try draft.standing(
                on: StandingDraft.Ground(history: history, asked: asked, sourceCount: 2, now: now)
            )
            return []
        } catch {
            return error.problems
        }
    }

    @Test func `an answer becomes a row that holds since its day, its text cleaned`() throws {
        let draft = Self.draft(.partlyMet, text: "  We  will.\r\n\r\nOn *Saturdays*. ", source: 2)
        let ground = StandingDraft.Ground(history: [Self.start], asked: Self.asked, sourceCount: 2, now: Self.now)
        let standing = try draft.standing(on: ground)
        let answer = Target.Answer(date: "2018-06-25", text: "We will.\n\nOn *Saturdays*.", source: 2)
        #expect(
            standing == TargetStanding(state: .partlyMet, since: StandingSamples.noon.day + .days(5), answer: answer)
        )
    }

    @Test func `a day that has not come, or came before the asking, is refused`() {
        #expect(Self.problems(Self.draft(date: "2018-07-02")) == [.dateAhead])
        #expect(Self.problems(Self.draft(date: "2018-07-01")) == [], "14 hours ahead of UTC it is tomorrow")
        #expect(Self.problems(Self.draft(date: "2018-06-19")) == [.dateBeforeAsked(Self.asked)])
        #expect(Self.problems(Self.draft(date: "2018-06-20")) == [])
        for form in ["", "2018-02-30", "tomorrow", "2018-6-1"] {
            #expect(Self.problems(Self.draft(date: form)) == [.dateForm], "\(form)")
        }
        let early = TargetStanding(
            state: .evasive,
            since: Self.asked - .days(2),
            answer: Target.Answer(date: "2018-06-18", text: "Early.", source: nil)
        )
        let corrected = Self.draft(.declined, date: "2018-06-18", correction: "It was a refusal.")
        #expect(Self.problems(corrected, after: [early]) == [], "a day on record may stay")
    }

    @Test func `state and answer fit together`() {
        #expect(Self.problems(Self.draft(text: " \n ")) == [.textMissing])
        #expect(Self.problems(Self.draft(text: "x\u{202E}y")) == [.text(.bidi)])
        let long = String(repeating: "a", count: StandingDraft.textLimit + 1)
        #expect(Self.problems(Self.draft(text: long)) == [.text(.tooLong(limit: StandingDraft.textLimit))])
        #expect(Self.problems(Self.draft(.noAnswer)) == [.answerUnwanted])
        let unsaid = Self.draft(.noAnswer, date: "", text: "")
        #expect(Self.problems(unsaid, after: [Self.start, Self.declined]) == [.noAnswerAgain])
        let corrected = Self.draft(.noAnswer, date: "", text: "", correction: "It was about another library.")
        #expect(Self.problems(corrected, after: [Self.start, Self.declined]) == [])
        #expect(Self.problems(Self.draft(source: 3)) == [.source(count: 2)])
        #expect(Self.problems(Self.draft(source: 0)) == [.source(count: 2)])
    }

    @Test func `what is not asked has no answer, what is on record is not recorded again`() {
        #expect(Self.problems(Self.draft(), asked: nil) == [.notAsked])
        let same = Self.draft(date: "2018-06-23")
        #expect(Self.problems(same, after: [Self.start, Self.declined]) == [.unchanged])
        let excused = Self.draft(date: "2018-06-23", correction: "Because.")
        #expect(Self.problems(excused, after: [Self.start, Self.declined]) == [.unchanged], "a reason changes nothing")
    }

    @Test func `a form hears of all problems at once`() {
        let draft = Self.draft(date: "2018-06-01", text: "", source: 9, correction: "a\u{202E}b")
        #expect(
            Self.problems(draft) == [
                .dateBeforeAsked(Self.asked), .textMissing, .source(count: 2), .correction(.bidi),
            ]
        )
    }
}
