import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing
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

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
