import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedTestSupport
import UndersignedWeb

struct MemberModulesTests {
    @Test func `the modules of member tokens come in less than 10 kB, and member dot js alone also unpacked`() throws {
        let sent = try MemberModules.files.values.map { try PageCompression.bytes(of: Self.text($0)) }
        #expect(sent.reduce(0, +) < 10_000)
        #expect((1..<10_000).contains(MemberModules.files["member.js"]?.count ?? 0))
    }

    @Test func `what a module imports lies beside it`() {
        for (name, bytes) in MemberModules.files {
            let imports = Self.text(bytes).matches(of: /from "\.\/(.+?)"/).map { String($0.output.1) }
            #expect(imports.allSatisfy { MemberModules.files[$0] != nil }, "\(name)")
            #expect(Self.text(bytes).matches(of: /\bfrom "/).count == imports.count, "\(name)")
        }
    }

    @Test func `the modules are served as they stand in the source and are kept for ever`() async throws {
        // S-22
        let site = try await WebSite()
        try await site.visit { visitor in
            for (name, bytes) in MemberModules.files {
                let module = try await visitor.get("\(MemberModules.folder)/\(name)")
                #expect(module.headers[.contentType] == "text/javascript; charset=utf-8")
                #expect(module.headers[.cacheControl]?.contains("immutable") == true)
                #expect(Array(module.body.readableBytesView) == bytes)
            }
            #expect(try await visitor.get("/assets/member-0/member.js").status == .notFound)
        }
    }

    // Issue 7, 2: pinned by hash in the page, and in an entry of the log.
    @Test func `a page holds the browser to the bytes of each file, and says which entry of the log names them`() throws
    {
        let files = MemberModules.files.mapValues { SHA256.hash(data: $0) }
        #expect(MemberModules.hashes == files.mapValues { $0.map { String(format: "%02x", $0) }.joined() })
        let hash = [UInt8](repeating: 0xab, count: 32)
        let named = MemberClientNotes.Named(index: 1_234, hash: hash, files: MemberModules.hashes)
        var older = named
        older.files["member.js"] = String(repeating: "0", count: 64)
        for (client, isNamed) in [(named, true), (older, false), (nil, false)] {
            var standing = MemberStanding(issued: 312, crowd: 20, canSign: true, counted: 0)
            standing.client = client
            let pages: [any Page] = [
                MemberTokenPage(PageSamples().member(.open, standing)), PageSamples().memberSign(.open, standing),
            ]
            for page in pages {
                let html = try PageTestSite().html(page)
                let pins = html.matches(of: /(?:src|href)="(\/assets\/member-[^"]+?)" integrity="sha256-([^"]+)"/)
                let pinned = pins.map { pin in
                    (pin.output.1.split(separator: "/").last.map(String.init) ?? "", String(pin.output.2))
                }
                #expect(
                    Dictionary(uniqueKeysWithValues: pinned) == files.mapValues { Data($0).base64EncodedString() }
                )
                #expect(html.matches(of: /<script/).count == 1)
                #expect(
                    html.contains("data-entry=\"1234\" data-document=\"\(String(repeating: "ab", count: 32))\"")
                        == isNamed
                )
                #expect(html.contains("/documents/\(String(repeating: "ab", count: 32))\">") == isNamed)
                #expect(html.contains("is not in the letter’s log yet") == !isNamed)
            }
        }
    }

    @Test func `the history says that the site wrote the note itself`() async throws {
        let site = try await WebSite()
        var sheet = Samples.petition("dear-board")
        sheet.admit(MemberRules(domains: ["works.example"]))
        _ = try await site.test.open(sheet)
        try await Housekeeping(site: site.test.site, client: MemberModules.hashes).doDue()
        try await site.visit { visitor in
            let page = try await visitor.get("/petitions/dear-board/history").text
            #expect(page.contains("A note that this site wrote by itself") && !page.contains("from the organisers"))
            #expect(MemberModules.hashes.allSatisfy { page.contains("\($0.value)  \($0.key)") })
            let members = try await visitor.get("/petitions/dear-board/members").text
            #expect(members.contains("entry 3 of the letter’s log names"))
        }
    }

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
