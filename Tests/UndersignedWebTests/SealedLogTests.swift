import Crypto
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Testing
import TransparencyLog
import UndersignedApp
import UndersignedCore
import UndersignedTestSupport

/// A sealed petition's log, read by those who have nothing but what is public (DESIGN 5, S-41).
@Suite(.serialized) struct SealedLogTests {
    private static let people = 300

    /// A sealed petition after three days: most signed on the first two, some took it back on the third.
    private static func petition(_ site: WebSite) async throws -> Petition {
        let key = try Samples.required(CustodyPrivateKey(bytes: Samples.randomBytes(32)))
        var sheet = Samples.petition("sealed-library")
        sheet.seal(to: key.publicKey)
        let petition = try await site.test.open(sheet)
        var tokens: [LinkToken] = []
        for day in 0..<2 {
            for number in 0..<people / 2 {
                tokens.append(try await site.test.sign(Samples.person(day * people + number), petition))
            }
            site.test.advance(.days(1))
            try await Housekeeping(site: site.test.site).doDue()
        }
        for token in tokens.prefix(3) { _ = try await Links(site: site.test.site).withdraw(token) }
        return try await site.test.petition(id: petition.id)
    }

    @Test(.enabled(if: Judge.isNamed, "no independent checker here"))
    func `an independent checker accepts a sealed petition's log, live and mirrored, and refuses it spoilt`()
        async throws
    {
        let site = try await WebSite()
        let petition = try await Self.petition(site)
        let key = try Samples.required(petition.log).verifierKey
        let size = UInt64(try await site.test.entries(petition).count)
        try await site.serve { port in
            let base = "http://127.0.0.1:\(port)/petitions/\(petition.slug)/log"
            let verdict = try await Judge.run(["check", "-vkey", key, "-size", "\(size)", "-proofs", "-1", base])
            #expect(verdict.status == 0 && verdict.output.contains(" passed, 0 failed"), "\(verdict.output)")
        }
        let mirror = try await PetitionMirror(petition, size: size, site)
        let spoilt = try await Judge.run(["mutate", "-vkey", key, mirror.folder.url.appending(path: "log").path])
        #expect(spoilt.status == 0 && spoilt.output.contains(" passed, 0 failed"), "\(spoilt.output)")
    }

    @Test func `what is public of a sealed petition gives its count, and says whose key it is`() async throws {
        let site = try await WebSite()
        let petition = try await Self.petition(site)
        let entries = try await site.test.entries(petition)
        let mirror = try await PetitionMirror(petition, size: UInt64(entries.count), site)
        let key = try NoteVerifierKey(Samples.required(petition.log).verifierKey)
        let report = try await LogAudit(source: mirror, key: key).report(checkpoint: mirror.file("checkpoint"))
        #expect(report.counts.total == UInt64(Self.people - 3))
        #expect(report.counts == (try await site.test.counts(petition)))
        let shown = try String(contentsOf: mirror.folder.url.appending(path: "count.json"), encoding: .utf8)
        #expect(shown.contains("\"count\":\(Self.people - 3),"), "\(shown)")
        let bytes = try Data(contentsOf: mirror.folder.url.appending(path: "document.json"))
        let hash = try Samples.required(MerkleHash(Array(SHA256.hash(data: bytes))))
        #expect(entries.first == .petition(documentHash: hash))
        let document = try JSONDecoder().decode(PetitionDocument.self, from: bytes)
        #expect(document.keys.sealed == true && document.keys.custody == petition.sheet.custody?.text)
        #expect(document.rules.publication == .daily)
    }
}

/// What anybody can download of a petition, as files.
private struct PetitionMirror: LogSource {
    let folder: TestFolder

    init(_ petition: Petition, size: UInt64, _ site: WebSite) async throws {
        let folder = try TestFolder()
        let tiles = TileCoordinate.covering(size: size).map(\.path)
        let bundles = BundleCoordinate.covering(size: size).map(\.path)
        let paths = ["document.json", "count.json"] + (["checkpoint"] + tiles + bundles).map { "log/\($0)" }
        try await site.visit { visitor in
            for path in paths {
                let answer = try await visitor.get("/petitions/\(petition.slug)/\(path)")
                #expect(answer.status == .ok, "\(path)")
                let file = folder.url.appending(path: path)
                let parent = file.deletingLastPathComponent()
                try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
                try Data(answer.body.readableBytesView).write(to: file)
            }
        }
        self.folder = folder
    }

    func file(_ path: String) async throws -> [UInt8]? {
        FileManager.default.contents(atPath: folder.url.appending(path: "log/\(path)").path).map(Array.init)
    }
}
