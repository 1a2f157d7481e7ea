import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// What somebody who is addressed sends back from the private address.
@Suite struct DeliveryReceiptsTests {
    private static func answer(_ text: String, name: String = "") throws -> AnswerDraft {
        try AnswerDraft(text: text, name: name, role: "")
    }

    @Test(arguments: TestDatabase.all)
    func `an answer is stored once, is nobody's to read but the organisers', and leaves the log alone`(
        _ kind: TestDatabase
    ) async throws {
        let test = try await TestSite(kind)
        let petition = try await test.open()
        let (_, token) = try await test.handOver(petition)
        let receipts = DeliveryReceipts(site: test.site)
        let before = try await test.entries(petition)
        let draft = try Self.answer("We will keep it open.\n\nThe mayor", name: "A. Mayor")
        #expect(try await receipts.answer(token, draft) == .stored)
        test.advance(.hours(1))
        #expect(try await receipts.answer(token, draft) == .stored)
        let answers = try await test.database.read { try $0.targetAnswers(of: petition.id) }
        #expect(answers.map(\.text) == ["We will keep it open.\n\nThe mayor"] && answers[0].name == "A. Mayor")
        #expect(answers[0].target.text == "council" && answers[0].writtenAt == Samples.noon)
        let view = try #require(try await receipts.view(token))
        #expect(view.acknowledgedAt == Samples.noon, "who answers has received it")
        #expect(try await test.entries(petition) == before)
    }

    @Test func `pressing twice keeps the first time`() async throws {
        let test = try await TestSite()
        let petition = try await test.open()
        let (_, token) = try await test.handOver(petition)
        let receipts = DeliveryReceipts(site: test.site)
        #expect(try await receipts.view(token)?.acknowledgedAt == nil, "looking changes nothing")
        #expect(try await receipts.acknowledge(token))
        test.advance(.days(3))
        #expect(try await receipts.acknowledge(token))
        #expect(try await receipts.view(token)?.acknowledgedAt == Samples.noon)
    }

    @Test func `an unknown address does nothing, and too many answers are not taken`() async throws {
        let test = try await TestSite()
        let petition = try await test.open()
        let (_, token) = try await test.handOver(petition)
        let receipts = DeliveryReceipts(site: test.site)
        let stranger = try Samples.required(LinkToken(petitionID: petition.id, secret: Array(repeating: 7, count: 32)))
        #expect(try await receipts.view(stranger) == nil)
        #expect(try await !receipts.acknowledge(stranger))
        #expect(try await receipts.answer(stranger, Self.answer("x")) == .unknown)
        for number in 1...DeliveryReceipts.answerLimit {
            #expect(try await receipts.answer(token, Self.answer("Answer \(number)")) == .stored)
        }
        #expect(try await receipts.answer(token, Self.answer("One more")) == .tooMany)
        #expect(try await receipts.answer(token, Self.answer("Answer 1")) == .stored, "that one is there")
    }
}
