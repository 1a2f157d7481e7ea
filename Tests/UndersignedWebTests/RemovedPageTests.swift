import Testing
import UndersignedCore
import UndersignedWeb

/// What a person is told whose signature somebody else took out: that, why, what is left, and what they can do.
struct RemovedPageTests {
    private static let reasons: [(RemovalReason, String)] = [
        (.withdrawn, "it was withdrawn"), (.bounced, "knows no such mailbox"), (.duplicate, "from the same person"),
        (.invalid(rule: "one-each"), "“one-each”"), (.order, "a court or an authority ordered it"),
    ]

    private func html(
        _ reason: RemovalReason,
        wasCounted: Bool = true,
        isOpen: Bool = true,
        organiser: String? = nil
    ) throws -> String {
        let removal = OutcomePage.Removal(
            reason: reason,
            wasCounted: wasCounted,
            isOpen: isOpen,
            organiser: organiser
        )
        return try PageTestSite().html(OutcomePage(petition: PageSamples().petition, outcome: .removed(removal)))
    }

    @Test(arguments: reasons)
    func `each reason is said in words, with what the log says about it`(reason: RemovalReason, words: String) throws {
        let page = try html(reason)
        #expect(page.contains("taken out of the count") && page.contains(words))
        #expect(page.contains("The public count went down by one"))
        let uncounted = try html(reason, wasCounted: false)
        #expect(uncounted.contains("This signature was not counted") && uncounted.contains(words))
        #expect(!uncounted.contains("went down"))
    }

    @Test(arguments: reasons)
    func `who may sign again is shown the way, and who may not is told what is kept`(
        reason: RemovalReason,
        words: String
    ) throws {
        let page = try html(reason)
        #expect(page.contains("#sign") == !reason.keepsTag)
        #expect(page.contains("A keyed code of the address is kept") == reason.keepsTag)
        #expect(try !html(reason, isOpen: false).contains("#sign"), "a closed petition takes nobody")
    }

    @Test func `whom to write to is named where it is known`() throws {
        #expect(try html(.duplicate, organiser: "Readers’ Union").contains("write to Readers’ Union"))
        #expect(try html(.order).contains("write to those who run this petition"))
        #expect(try html(.bounced, isOpen: false, organiser: "Readers’ Union").contains("write to Readers’ Union"))
    }
}
