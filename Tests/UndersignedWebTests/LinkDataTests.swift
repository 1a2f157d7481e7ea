import Foundation
import HTTPTypes
import HummingbirdTesting
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport
import UndersignedWeb

/// Everything that is held, for the person whose it is (P-09).
@Suite struct LinkDataTests {
    private let petition = "/petitions/keep-the-library-open"

    /// What of a row is told, by table, and behind `/` what is not: numbers of rows, random places, codes that the page
    /// speaks of in words, the entry that stands in the log, what only a mail's way to its end needs, and the words of a
    /// reader who reported something, which are the reader's own.
    private static let known = [
        "signature": """
        asked_at box decided_at log_number mailed_at number petition_id position removal removed_position source state
        text_version undeliverable_at / commitment id management_hash request_key tag token_hash
        """,
        "consent": "given_at petition_id recipient text_version wording / signature_id",
        "partner_record": """
        given_at is_withdrawn number petition_id recipient text_version wording / content encapsulation_id log_number
        signature_id
        """,
        "seal": "petition_id / content encapsulation_id log_number signature_id text_version",
        "public_name": "comment name petition_id / day shuffle signature_id",
        "held_name": "comment extent name petition_id rule / shuffle signature_id",
        "outbox": """
        kind petition_id queued_at / attempts bounce_hash due_at final_at id key_hour message_id reply sealed
        signature_id state update_number
        """,
        "display_case": """
        comment extent is_waiting name petition_id reason reports rule / batch day decided_reports is_told shuffle
        signature_id since tell_at
        """,
        "display_step": "batch petition_id / signature_id was_batch was_extent was_reason was_waiting",
        "name_report": "petition_id reason / number signature_id words",
        "correction_item": "petition_id / correction_id signature_id",
    ]

    @Test func `every column of every table that knows of a signature is told of, or passed over for a reason`() {
        let tables = StoredTable.all.filter { $0.name == "signature" || $0.columns.contains("signature_id") }
        for table in tables {
            let words = Self.known[table.name]?.split { $0.isWhitespace || $0 == "/" }.map(String.init) ?? []
            #expect(words.sorted() == table.columns.sorted(), "\(table.name)")
        }
        #expect(tables.count == Self.known.count)
    }

    private static func json(_ visitor: Visitor, _ token: LinkToken) async throws -> [String: Any] {
        let answer = try await visitor.get("/s/\(token.text)/data.json")
        #expect(answer.status == .ok && answer.headers[.cacheControl] == "no-store")
        let object = try JSONSerialization.jsonObject(with: Data(answer.text.utf8))
        return try Samples.required(object as? [String: Any])
    }

    @Test func `what is held is shown and taken along, from the ask to the withdrawal, and looking changes nothing`()
        async throws
    {
        let site = try await WebSite()
        try await site.visit { visitor in
            let petition = try await site.openLibrary(visitor)
            var form = Samples.amina
            form.updates = "yes"
            _ = try await visitor.post(self.petition + "/signatures", site.fields(form, petition))
            let token = try Samples.required(try await site.test.links().last)
            let pending = try await Self.json(visitor, token)
            #expect(pending["state"] as? String == "pending" && (pending["consents"] as? [Any])?.isEmpty == true)
            #expect((pending["answers"] as? [String: Any])?["email"] as? String == form.email)
            _ = try await visitor.post("/s/\(token.text)", [("text", "1")])
            let link = try await visitor.get("/s/\(token.text)").text
            #expect(link.contains("/s/\(token.text)/data\""))
            let page = try await visitor.get("/s/\(token.text)/data")
            #expect(page.status == .ok && page.headers[.cacheControl] == "no-store")
            for text in [form.email, form.name, "Counted", "writes to me, at most twice a week"] {
                #expect(page.text.contains(text), "\(text)")
            }
            let counted = try await Self.json(visitor, token)
            #expect(counted["number"] as? Int == 1 && counted["state"] as? String == "counted")
            let consent = (counted["consents"] as? [[String: Any]])?.first
            #expect((consent?["sentence"] as? String)?.contains("at most twice a week") == true)
            #expect(try await site.readers(petition) == 1)
            #expect(try await Self.json(visitor, token).keys.sorted() == counted.keys.sorted())
            _ = try await visitor.post("/s/\(token.text)/withdrawal", [])
            let gone = try await visitor.get("/s/\(token.text)/data").text
            #expect(gone.contains("Nothing of what you wrote is held any more") && !gone.contains(form.email))
            #expect(try await Self.json(visitor, token)["answers"] == nil)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `of a sealed petition the day of a mail is told, which is never to come`(_ kind: TestDatabase) async throws {
        let sealed = try await WebSite(kind)
        let key = try Samples.required(CustodyPrivateKey(bytes: Samples.randomBytes(32)))
        var sheet = Samples.petition("sealed-library")
        sheet.seal(to: key.publicKey)
        for (sheet, mailed, words) in [
            (sheet, "2018-06-20", "20 June 2018"), (Samples.daily, "2018-06-20T12:00:00Z", "12:00"),
        ] {
            let petition = try await sealed.test.open(sheet)
            let token = try await sealed.test.sign(Samples.amina, petition)
            try await sealed.visit { visitor in
                #expect(try await Self.json(visitor, token)["mailed_at"] as? [String] == [mailed])
                let page = try await visitor.get("/s/\(token.text)/data").text
                #expect(page.contains(words) && !page.contains("21 June 2018"))
            }
        }
    }

    // P-09: of codes, too, only what is there.
    @Test func `the codes that are held are named, and the log once something stands in it`() async throws {
        let site = try await WebSite()
        let daily = try await site.test.open(Samples.daily)
        let atOnce = try await site.test.open()
        let tokens = (
            waiting: try await site.test.sign(Samples.amina, daily),
            counted: try await site.test.sign(Samples.wei, atOnce)
        )
        try await site.visit { visitor in
            let waiting = try await visitor.get("/s/\(tokens.waiting.text)/data").text
            #expect(waiting.contains("Nothing of your signature stands in it"))
            #expect(!waiting.contains("A code of your signature stands in it"))
            let counted = try await visitor.get("/s/\(tokens.counted.text)/data").text
            #expect(counted.contains("A code of your signature stands in it"))
            for page in [waiting, counted] {
                #expect(page.contains("made of your address") && page.contains("made of this link"))
            }
            _ = try await visitor.post("/s/\(tokens.counted.text)/withdrawal", [])
            let gone = try await visitor.get("/s/\(tokens.counted.text)/data").text
            #expect(!gone.contains("made of your address") && !gone.contains("made of your form"))
            #expect(gone.contains("made of this link") && gone.contains("Nothing of what you wrote is held any more"))
            #expect(gone.contains("A code of your signature stands in it"), "the log keeps the entry")
        }
    }

    // P-20
    @Test func `of who is kept for updates the page says that name and address are, and nothing else`() async throws {
        let site = try await WebSite()
        try await site.visit { visitor in
            let petition = try await site.openLibrary(visitor)
            var form = Samples.amina
            form.updates = "yes"
            let token = try await site.test.sign(form, petition)
            _ = try await site.test.handOver(petition)
            site.test.advance(.days(31))
            try await Housekeeping(site: site.test.site).doDue()
            let page = try await visitor.get("/s/\(token.text)/data").text
            #expect(page.contains("Your name and address are kept, locked, for what you ticked"))
            #expect(page.contains("Your address and name, locked with the key of this petition"))
            #expect(!page.contains("Nothing of what you wrote is held") && !page.contains("name and answers, locked"))
        }
    }

    @Test func `what was ticked and taken back is no answer any more, on the page and in the file`() async throws {
        let site = try await WebSite()
        let coalition = try await SampleCoalition(site.test)
        var form = SampleCoalition.person(1, agreeingTo: ["readers"])
        form.shown = "yes"
        let token = try await site.test.sign(form, coalition.petition)
        try await site.visit { visitor in
            for isTaken in [false, true] {
                if isTaken {
                    #expect(try await OwnDisplay(site: site.test.site).takeBack(.all, token))
                    #expect(try await Links(site: site.test.site).takeBack(.partner("readers"), token))
                }
                let answers = try await Self.json(visitor, token)["answers"] as? [String: Any]
                #expect(answers?["shown"] as? Bool == !isTaken)
                #expect(answers?["partners"] as? [String] == (isTaken ? [] : ["readers"]))
                let page = try await visitor.get("/s/\(token.text)").text
                let shown = PageMarkup(page).texts.joined(separator: " ")
                #expect(shown.contains("Shown publicly Yes") != isTaken, "\(shown)")
            }
        }
    }

    @Test func `who withdraws from a closed petition is not told that it could be signed again`() async throws {
        let site = try await WebSite()
        let petition = try await site.test.open(closesAt: site.test.now + .days(1))
        let token = try await site.test.sign(Samples.amina, petition)
        try await site.visit { visitor in
            let open = try await visitor.get("/s/\(token.text)").text
            #expect(open.contains("You can sign again while the petition is open"))
            site.test.advance(.days(2))
            try await Housekeeping(site: site.test.site).doDue()
            let closed = try await visitor.get("/s/\(token.text)").text
            #expect(closed.contains("The petition is closed, so you can’t sign it again"))
            #expect(!closed.contains("You can sign again"))
        }
    }

    @Test func `a link that opens no box tells no answers, and an unknown one nothing`() async throws {
        let site = try await WebSite()
        try await site.visit { visitor in
            let petition = try await site.openLibrary(visitor)
            try await site.test.sign(Samples.amina, petition)
            _ = try await visitor.post(self.petition + "/signatures", site.fields(Samples.amina, petition))
            let token = try Samples.required(try await site.test.links().last)
            let page = try await visitor.get("/s/\(token.text)/data").text
            #expect(page.contains("Open this page from that mail") && !page.contains(Samples.amina.email))
            #expect(try await Self.json(visitor, token)["answers_need_first_link"] as? Bool == true)
            let nobody = try Samples.required(
                LinkToken(petitionID: petition.id, secret: [UInt8](repeating: 7, count: 32))
            )
            for other in ["1.AAAA", "x", nobody.text] {
                for end in ["data", "data.json"] {
                    #expect(try await visitor.get("/s/\(other)/\(end)").status == .notFound, "\(other)")
                }
            }
        }
    }
}
