import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing
import UndersignedCore
import UndersignedTestSupport
import UndersignedWeb

struct VerifyTests {
    @Test func `the page and its modules together come in less than 10 kB`() throws {
        // U-21
        let html = try PageTestSite().html(Self.page, at: "/x")
        let modules = try VerifyModules.files.values.map { try PageCompression.bytes(of: Self.text($0)) }
        #expect(try modules.reduce(PageCompression.bytes(of: html), +) < 10_240)
    }

    @Test func `the page has words for each problem that the modules tell`() throws {
        let html = try PageTestSite().html(Self.page)
        let code = VerifyModules.files.values.map(Self.text).joined()
        let told = code.matches(of: /(?:fail\(|problem: |say\("[a-z]+", )"([a-z]+)"/).map { String($0.output.1) }
        #expect(Set(told).count > 8)
        let chosen = ["right", "count", "grammar", "rule", "counted", "removed", "form", "unreadable"]
        for name in told + chosen {
            #expect(html.contains("data-key=\"\(name)\""), "\(name)")
        }
    }

    @Test func `what a module asks of the page is in the page`() throws {
        let html = try PageTestSite().html(Self.page)
        let code = Self.text(VerifyModules.files["verify.js"] ?? [])
        let places = code.matches(of: /(?:at|say)\("([a-z]+)"[,)]/).map { String($0.output.1) }
        #expect(Set(places).count > 10)
        for place in places + ["page-mail", "log-count"] {
            #expect(html.contains("id=\"\(place)\""), "\(place)")
        }
    }

    @Test func `the page allows a worker, other pages do not say so, and the modules are kept for ever`() async throws {
        // S-22
        let site = try await WebSite()
        let petition = try await site.test.open()
        let address = "/petitions/\(petition.slug)"
        try await site.visit { visitor in
            let strict = try await visitor.get(address).headers[.contentSecurityPolicy] ?? "none"
            let page = try await visitor.get("\(address)/verify")
            #expect(page.status == .ok)
            #expect(page.headers[values: .contentSecurityPolicy] == ["\(strict); worker-src 'self'"])
            for (name, bytes) in VerifyModules.files {
                let module = try await visitor.get("\(VerifyModules.folder)/\(name)")
                #expect(module.headers[.contentType] == "text/javascript; charset=utf-8")
                #expect(module.headers[.cacheControl]?.contains("immutable") == true)
                #expect(module.headers[values: .contentSecurityPolicy] == [strict])
                #expect(Array(module.body.readableBytesView) == bytes)
            }
            for path in ["/assets/verify-0/log.js", "\(VerifyModules.folder)/style.css", "/petitions/none/verify"] {
                #expect(try await visitor.get(path).status == .notFound, "\(path)")
            }
        }
    }

    private static let page = PageSamples().verifyPage

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
