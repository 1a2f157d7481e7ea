import HTTPTypes
import HummingbirdTesting
import NIOCore
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedTestSupport
import UndersignedWeb

/// What is sent to a mailed link must be its form.
@Suite struct LinkBodyTests {
    private static let form = "application/x-www-form-urlencoded"

    // S-11, S-12
    @Test func `every button behind a link refuses what is not its form, and does nothing`() async throws {
        let site = try await WebSite()
        let petition = try await site.test.open()
        let counted = try await site.test.sign(Samples.amina, petition)
        let pending = try Samples.required(try await site.test.ask(Samples.wei, petition))
        let before = try await site.test.everything(petition)
        let patterns = site.table.entries.filter { $0.method == "POST" && $0.path.hasPrefix("/s/") }.map(\.path)
        #expect(patterns.contains("/s/{token}/withdrawal") && patterns.count >= 6)
        let bodies: [(type: String, text: String, status: HTTPResponse.Status)] = [
            ("text/plain", "text=1", .unsupportedMediaType), ("text/plain", "", .unsupportedMediaType),
            ("multipart/form-data; boundary=x", "--x--", .unsupportedMediaType),
            (Self.form, "a=%zz", .badRequest), (Self.form, "a=1&a=2", .badRequest),
            ("application/json", "[]", .badRequest),
            (Self.form, String(repeating: "x", count: 17_000), .contentTooLarge),
        ]
        try await site.visit { visitor in
            for path in patterns.flatMap({ p in [counted, pending].map { p.replacing("{token}", with: $0.text) } }) {
                for body in bodies {
                    let answer = try await visitor.send(path, Array(body.text.utf8), type: body.type)
                    #expect(answer.status == body.status, "\(path) \(body.type)")
                }
            }
        }
        #expect(try await site.test.everything(petition) == before)
    }

    @Test func `a button alone takes its form without fields, and a program's empty body without a type`() async throws
    {
        let site = try await WebSite()
        let petition = try await site.test.open()
        let (amina, wei) = (
            try await site.test.sign(Samples.amina, petition), try await site.test.sign(Samples.wei, petition)
        )
        try await site.visit { visitor in
            let bare = "/s/\(wei.text)/withdrawal"
            let text = ByteBuffer(string: "text")
            let untyped = try await visitor.client.execute(uri: bare, method: .post, headers: [:], body: text)
            #expect(untyped.status == .unsupportedMediaType)
            #expect(try await site.test.counts(petition).total == 2)
            let empty = try await visitor.client.execute(uri: bare, method: .post, headers: [:], body: nil)
            #expect(empty.status == .seeOther)
            #expect(try await visitor.post("/s/\(amina.text)/withdrawal", []).status == .seeOther)
            #expect(try await site.test.counts(petition).total == 0)
        }
    }
}
