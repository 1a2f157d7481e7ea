import Crypto
import Foundation
import HTTPTypes
import HummingbirdTesting
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedStore
import UndersignedTestSupport
import UndersignedWeb

/// The hook for mail servers: who may report, what they are answered, and what becomes of it (M-04).
@Suite struct BounceRoutesTests {
    private static let path = "/hooks/bounces"
    private static let json = "application/json"

    /// A site with the hook on, and the header that its secret makes.
    private static func site() async throws -> (site: WebSite, key: HTTPFields) {
        let site = try await WebSite(bounceAddress: Samples.required(BounceAddress("bounces+{}@example.org")))
        let secret = try site.test.site.keys.instanceSecret("bounces.key", ambient: site.test.site.ambient)
        let text = secret.withUnsafeBytes { Data($0).base64EncodedString() }
        return (site, [.authorization: "Bearer \(text)"])
    }

    private static func report(_ recipient: String, _ status: String = "5.1.1", action: String = "failed") -> [UInt8] {
        Array("{\"recipient\":\"\(recipient)\",\"action\":\"\(action)\",\"status\":\"\(status)\"}".utf8)
    }

    private static func returnPath(_ site: WebSite) async throws -> String {
        try Samples.required(try await site.test.mails().last?.payload.returnPath)
    }

    /// A report as Postfix pipes it.
    private static func mail(_ recipient: String) -> [UInt8] {
        let text = """
            Delivered-To: \(recipient)
            Content-Type: multipart/report; report-type=delivery-status; boundary="b"

            --b
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.example.org

            Final-Recipient: rfc822; amina@example.org
            Action: failed
            Status: 5.1.1

            --b--
            """
        return Array(text.utf8)
    }

    @Test func `a receipt that a mail server reports lowers the count in public, and the log still verifies`()
        async throws
    {
        let (site, key) = try await Self.site()
        let petition = try await site.test.open()
        let token = try await site.test.sign(Samples.amina, petition)
        let recipient = try await Self.returnPath(site)
        try await site.visit { visitor in
            for _ in 0..<2 {
                let answer = try await visitor.send(Self.path, Self.mail(recipient), type: "message/rfc822", key)
                #expect(answer.status == .ok && answer.text == "{\"state\":\"taken\"}")
            }
            let count = try await visitor.get("/petitions/save-the-library/count.json").text
            #expect(count.contains("\"count\":0,") && count.contains("\"removed\":1"))
            let page = try await visitor.get("/s/\(token.text)").text
            #expect(page.contains("taken out of the count") && page.contains("knows no such mailbox"))
            #expect(page.contains("#sign"), "what to do next")
            #expect(!page.contains("amina@example.org"))
        }
        try await site.test.expectSoundLog(petition)
    }

    @Test func `each form of a report is taken`() async throws {
        let (site, key) = try await Self.site()
        let petition = try await site.test.open()
        for (number, type) in ["message/rfc822", "multipart/report; boundary=b", Self.json].enumerated() {
            let token = try Samples.required(try await site.test.ask(Samples.person(number), petition))
            let recipient = try await Self.returnPath(site)
            let returned = "--b\nContent-Type: message/rfc822\n\nReturn-Path: <\(recipient)>\n\n--b--\n"
            let parts = String(decoding: Self.mail(recipient), as: UTF8.self).replacing("--b--", with: returned)
            let body =
                switch number {
                case 0: Self.mail(recipient)
                case 1: Array(parts.utf8)
                default: Self.report(recipient)
                }
            try await site.visit { visitor in
                #expect(try await visitor.send(Self.path, body, type: type, key).status == .ok)
                let page = try await visitor.get("/s/\(token.text)").text
                #expect(page.contains("This signature was not counted"), "\(type)")
            }
        }
    }

    @Test func `without a secret, or without return addresses, there is no hook`() async throws {
        let (on, key) = try await Self.site()
        let keyless = try await WebSite(bounceAddress: BounceAddress("bounces+{}@example.org"))
        let addressless = try await WebSite()
        _ = try addressless.test.site.keys.instanceSecret("bounces.key", ambient: on.test.site.ambient)
        for off in [keyless, addressless] {
            try await off.visit { visitor in
                let answer = try await visitor.send(Self.path, Self.report("x@example.org"), type: Self.json, key)
                #expect(answer.status == .notFound)
            }
        }
    }

    @Test func `another secret is refused without a word, whatever it looks like`() async throws {
        let (site, key) = try await Self.site()
        let petition = try await site.test.open()
        let token = try Samples.required(try await site.test.ask(Samples.amina, petition))
        let body = Self.report(try await Self.returnPath(site))
        let right = try Samples.required(key[.authorization])
        try await site.visit { visitor in
            for wrong in [
                nil, "", "Bearer", "Bearer ", "Basic \(right.dropFirst(7))", String(right.dropLast(4)),
                right + "A", right + " x", "Bearer \(Data(repeating: 0, count: 32).base64EncodedString())",
                "Bearer AAAA",
                "Bearer %00", "Bearer \(String(repeating: "A", count: 4_000))",
            ] {
                var headers: HTTPFields = [:]
                headers[.authorization] = wrong
                let answer = try await visitor.send(Self.path, body, type: Self.json, headers)
                #expect(answer.status == .unauthorized && answer.text.isEmpty, "\(wrong ?? "none")")
                #expect(answer.headers[.wwwAuthenticate] == "Bearer")
            }
            #expect(try await visitor.get("/s/\(token.text)").text.contains("Check your answers"))
            let wrongCase = right.replacing("Bearer", with: "bearer")
            let answer = try await visitor.send(Self.path, body, type: Self.json, [.authorization: wrongCase])
            #expect(answer.status == .ok)
        }
    }

    @Test func `whoever has the secret is answered alike, whatever a return address stands for`() async throws {
        let (site, key) = try await Self.site()
        let petition = try await site.test.open()
        try await site.test.sign(Samples.amina, petition)
        let known = try await Self.returnPath(site)
        let unknown = "bounces+aaaqeayeaudaocajbifqydiob4@example.org"
        try await site.visit { visitor in
            var answers: [String] = []
            for body in [
                Self.report(unknown), Self.report(known, "5.7.1"), Self.report(known, "4.2.2"), Self.report(known),
                Self.report(known), Self.report(known, action: "delayed"), Self.report("petitions@example.org"),
            ] {
                let answer = try await visitor.send(Self.path, body, type: Self.json, key)
                answers.append(
                    "\(answer.status) \(answer.headers.sorted { $0.name.rawName < $1.name.rawName }) \(answer.text)"
                )
            }
            #expect(Set(answers).count == 1)
            let holiday = Array("To: \(known)\nSubject: Out of office\n\nStatus: 5.1.1\n".utf8)
            #expect(try await visitor.send(Self.path, holiday, type: "message/rfc822", key).status == .ok)
        }
    }

    @Test func `a wrong method, type, size or shape is told`() async throws {
        let (site, key) = try await Self.site()
        try await site.visit { visitor in
            let get = try await visitor.get(Self.path)
            #expect(get.status == .methodNotAllowed && get.headers[.allow] == "POST")
            let text = try await visitor.send(Self.path, [], type: "text/plain", key)
            #expect(text.status == .unsupportedMediaType)
            let huge = [UInt8](repeating: 0x41, count: 256 * 1_024 + 1)
            #expect(try await visitor.send(Self.path, huge, type: "message/rfc822", key).status == .contentTooLarge)
            let full = huge.dropLast()
            #expect(try await visitor.send(Self.path, Array(full), type: "message/rfc822", key).status == .ok)
            for body in [
                "", "{}", "[]", "{\"recipient\":\"a\"}", "{\"recipient\":\"a\",\"action\":\"failed\",\"status\":\"x\"}",
                "{\"recipient\":\"a\",\"recipient\":\"b\",\"action\":\"failed\",\"status\":\"5.1.1\"}", "\u{0}",
            ] {
                let answer = try await visitor.send(Self.path, Array(body.utf8), type: Self.json, key)
                #expect(answer.status == .badRequest, "\(body)")
            }
            for body in ["", "\u{0}\u{0}", "\r\n\r\n", "Content-Type: multipart/report; boundary=\n\n--\n--\n"] {
                let answer = try await visitor.send(Self.path, Array(body.utf8), type: "message/rfc822", key)
                #expect(answer.status == .ok)
            }
        }
    }

    // M-04, F-J
    @Test func `sending again says that the last mail came back, and sends no other`() async throws {
        let (site, key) = try await Self.site()
        let petition = try await site.test.open()
        try await site.test.sign(Samples.wei, petition)
        try await site.visit { visitor in
            var pages: [String] = []
            for form in [Samples.amina, Samples.wei] {
                let path = "/petitions/save-the-library/"
                let asked = try await visitor.post(path + "signatures", site.fields(form, petition))
                let sealed = try Samples.required(asked.headers[.location]?.split(separator: "=").last.map(String.init))
                let report = Self.report(try await Self.returnPath(site))
                #expect(try await visitor.send(Self.path, report, type: Self.json, key).status == .ok)
                let before = try await site.test.rowCount(.outbox)
                let page = try await visitor.post(path + "sent", [("s", sealed)])
                #expect(page.text.contains("The message came back") && page.text.contains(form.email))
                #expect(try await site.test.rowCount(.outbox) == before)
                pages.append(page.text.replacing(form.email, with: "ADDRESS"))
            }
            #expect(Set(pages).count == 1, "the same for an address that signed and for one that did not")
        }
    }
}
