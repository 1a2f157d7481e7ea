import Foundation
import HTTPTypes
import HummingbirdTesting
import Testing
import TransparencyLog
import UndersignedApp
import UndersignedCore
import UndersignedTestSupport
import UndersignedWeb

/// R-23: after a loss was accepted, the public reads the new log, what is left of the old one, and can present receipts.
@Suite struct SuccessionRoutesTests {
    private static let base = "/petitions/save-the-library"

    /// A site that lost its last signature and said so, and the receipt of that signature.
    private func lostOne() async throws -> (site: WebSite, petition: Petition, receipt: Receipt) {
        let first = try await TestSite(.sqlite, limits: .off)
        let petition = try await first.open()
        for number in 0..<3 { try await first.sign(Samples.person(number), petition) }
        let copy = try await first.copy()
        let link = try await first.sign(Samples.amina, petition)
        let receipt = try Samples.required(try await Receipts(site: first.site).receipt(link))
        await first.site.sequencer.close()
        let site = try await WebSite(.sqlite, restoring: copy)
        let fault = try Samples.required(try await LogSoundness(site: site.test.site).faults().first)
        let rollback = try Samples.required(fault.rollback)
        _ = try await LogSuccession(site: site.test.site).accept(rollback, of: petition.slug)
        return (site, petition, receipt)
    }

    @Test func `the new log has a number, the closed one says what became of it`() async throws {
        let (site, petition, _) = try await lostOne()
        try await site.visit { visitor in
            let new = try await visitor.get("\(Self.base)/log/2/checkpoint")
            #expect(new.status == .ok && new.text.hasPrefix("petitions.example.org\(Self.base)/log/2\n"))
            let document = try await visitor.get("\(Self.base)/document.json")
            #expect(document.text.contains(#""origin":"petitions.example.org\#(Self.base)/log/2""#))
            #expect(document.text.contains(#""predecessor":{"carried":6,"#))
            let closed = try await visitor.get("\(Self.base)/log/checkpoint")
            #expect(closed.status == .gone && closed.text.contains("carries on the 6 that are left"))
            #expect(closed.text.contains("petitions.example.org\(Self.base)/log\n7\n"), "its last known checkpoint")
            #expect(document.headers[.cacheControl] == "public, max-age=60", "another one may take its place")
            for path in ["log/3/checkpoint", "log/1/checkpoint", "log/02/checkpoint", "log/2/tile/0/001", "log/0/x"] {
                #expect(try await visitor.get("\(Self.base)/\(path)").status == .notFound, "\(path)")
            }
            let old = try await visitor.get("\(Self.base)/log/tile/entries/000.p/6")
            let carried = try await visitor.get("\(Self.base)/log/2/tile/entries/000.p/6")
            #expect(old.status == .ok && carried.status == .ok && old.text != carried.text)
            #expect(old.text.dropFirst(70) == carried.text.dropFirst(70), "but for entry 0")
            #expect(try await visitor.get("\(Self.base)/log/tile/entries/000.p/7").status == .notFound)
            let count = try await visitor.get("\(Self.base)/count.json")
            #expect(count.text.contains(#""count":3"#))
            #expect(count.headers[.eTag] == #"W/"\#(petition.id).2-7""#, "sizes come again, with other numbers")
            let page = try await visitor.get(Self.base)
            #expect(page.text.contains("\(Self.base)/receipts"), "the page tells who lost a signature what to do")
            let stranger = try Samples.required(
                LinkToken(petitionID: petition.id, secret: Array(repeating: 7, count: 32))
            )
            let unknown = try await visitor.get("/s/\(stranger.text)")
            #expect(unknown.status == .notFound && unknown.text.contains("\(Self.base)/receipts"))
            let how = try await visitor.get("\(Self.base)/how-we-count")
            #expect(how.text.contains("\(Self.base)/log/2/checkpoint"))
            let history = try await visitor.get("\(Self.base)/history")
            #expect(history.text.contains("Published entries are lost, and a new log begins"))
        }
    }

    @Test func `a pasted receipt leads to a mail, and a wrong one to the page with what was pasted`() async throws {
        let (site, petition, receipt) = try await lostOne()
        let mails = try await site.test.mails().count
        let token = site.web.formTokens.issue(petitionID: petition.id, now: site.test.now)
        // As a browser sends a text area, with an empty line too many.
        let pasted = "\r\n" + String(decoding: receipt.bytes, as: UTF8.self).replacing("\n", with: "\r\n") + "\r\n"
        try await site.visit { visitor in
            let page = try await visitor.get("\(Self.base)/receipts")
            #expect(page.status == .ok && page.headers[.cacheControl] == "no-store")
            let wrong = try await visitor.post("\(Self.base)/receipts", [("t", token), ("receipt", "<b>c2sp</b>")])
            #expect(wrong.status == .unprocessableContent && wrong.text.contains("&lt;b&gt;c2sp&lt;/b&gt;"))
            #expect(wrong.text.contains("aria-invalid"))
            let stale = try await visitor.post("\(Self.base)/receipts", [("receipt", pasted)])
            #expect(stale.status == .unprocessableContent && stale.text.contains("c2sp.org/tlog-proof"))
            #expect(try await site.test.mails().count == mails)
            let sent = try await visitor.post("\(Self.base)/receipts", [("t", token), ("receipt", pasted)])
            #expect(sent.status == .seeOther && sent.headers[.location] == "\(Self.base)/sent")
        }
        let link = try Samples.required(try await site.test.links().last)
        try await site.visit { visitor in
            let page = try await visitor.get("/s/\(link.text)")
            #expect(page.status == .ok && page.text.contains("Amina"))
            #expect(try await visitor.post("/s/\(link.text)", [("text", "1")]).status == .seeOther)
            let again = try await visitor.get("/s/\(link.text)/receipt")
            let counted = try Receipt(parsing: Array(again.text.utf8))
            #expect(counted.statement == receipt.statement)
            #expect(try await visitor.get("\(Self.base)/count.json").text.contains(#""count":4"#))
        }
    }

    @Test func `where nothing was lost there is no such page`() async throws {
        let site = try await WebSite()
        _ = try await site.test.open()
        try await site.visit { visitor in
            for path in ["receipts", "log/2/checkpoint"] {
                let answer = try await visitor.get("\(Self.base)/\(path)")
                #expect(answer.status == .notFound, "\(path)")
            }
            let sent = try await visitor.post("\(Self.base)/receipts", [])
            #expect(sent.status == .notFound)
        }
    }
}
