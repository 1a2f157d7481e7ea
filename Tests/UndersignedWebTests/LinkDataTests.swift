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
