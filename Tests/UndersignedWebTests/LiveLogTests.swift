import Foundation
import Testing
import TransparencyLog
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport
import UndersignedWeb

/// The live server's logs, judged by the project's own audit and by an independent checker.
///
/// The checker is named by UNDERSIGNED_JUDGE (bin/test builds it where ../shared/judge is at hand); without it those
/// tests are skipped.
@Suite(.serialized) struct LiveLogTests {
    /// A petition whose log has exactly so many entries.
    private static func petition(_ site: WebSite, size: Int) async throws -> Petition {
        guard size > 1 else { return try await site.test.open(opensAt: site.test.now + .days(9)) }
        var sheet = Samples.daily
        sheet.slug = try Samples.required(Slug("log-of-\(size)"))
        let petition = try await site.test.open(sheet)
        // Petition, day mark, opening; then another day mark and the day's signatures.
        let count = size - 4
        try await site.test.database.write { transaction in
            for number in 0..<count {
                let hash = MerkleTree.leafHash(of: Array("\(number)".utf8))
                let pending = PendingSignature(
                    petitionID: petition.id,
                    tag: hash.bytes,
                    tokenHash: hash.bytes,
                    requestKey: nil,
                    box: [],
                    now: Samples.noon
                )
                _ = try transaction.insertPending(pending)
                _ = try transaction.keep(
                    tokenHash: hash.bytes,
                    in: petition.id,
                    as: .recorded,
                    entry: LogEntry.signedMail(commitment: hash).bytes,
                    textVersion: 1,
                    logNumber: 1,
                    at: Samples.noon
                )
            }
        }
        site.test.advance(.days(1))
        let chance = [UInt8](repeating: 3, count: 32)
        let outcome = try await site.test.site.sequencer.submit(.publish(petitionID: petition.id, chance: chance))
        #expect(outcome == .appended(count))
        return petition
    }

    @Test(
        .enabled(if: Judge.isNamed, "no independent checker here"),
        arguments: [1, 255, 256, 257, 511, 512, 65_537]
    )
    func `an independent checker accepts the live log of a size`(_ size: Int) async throws {
        let site = try await WebSite(freshness: .seconds(60))
        let petition = try await Self.petition(site, size: size)
        let key = try Samples.required(petition.log).verifierKey
        try await site.serve { port in
            let base = "http://127.0.0.1:\(port)/petitions/\(petition.slug)/log"
            let verdict = try await Judge.run(["check", "-vkey", key, "-size", "\(size)", "-proofs", "100", base])
            #expect(verdict.status == 0, "\(verdict.output)")
            let foreign = try NoteSigningKey(
                name: Samples.required(petition.log).origin,
                seed: [UInt8](repeating: 1, count: 32)
            ).verifierKey.description
            let refused = try await Judge.run(["check", "-vkey", foreign, base])
            #expect(refused.status == 1, "another key must be refused")
        }
    }

    @Test(.enabled(if: Judge.isNamed, "no independent checker here"))
    func `an independent checker refuses every mutation of our log`() async throws {
        let site = try await WebSite()
        let petition = try await Self.petition(site, size: 511)
        let folder = try TestFolder()
        let reading = LogReading(database: site.test.database)
        func write(_ bytes: [UInt8], _ path: String) throws {
            let file = folder.url.appending(path: path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(bytes).write(to: file)
        }
        let checkpoint = try Samples.required(try await reading.checkpoint(of: petition.id))
        try write(Array(checkpoint.utf8), "checkpoint")
        for tile in TileCoordinate.covering(size: 511) {
            try write(Samples.required(try await reading.tile(tile, of: petition.id)), tile.path)
        }
        for bundle in BundleCoordinate.covering(size: 511) {
            try write(Samples.required(try await reading.bundle(bundle, of: petition.id)), bundle.path)
        }
        let key = try Samples.required(petition.log).verifierKey
        let verdict = try await Judge.run(["mutate", "-vkey", key, folder.url.path])
        #expect(verdict.status == 0, "\(verdict.output)")
        #expect(verdict.output.contains(" passed, 0 failed"))
    }

    @Test func `the project's own audit accepts the live log and agrees with the count`() async throws {
        let site = try await WebSite()
        let petition = try await Self.petition(site, size: 600)
        let source = DatabaseLogSource(reading: LogReading(database: site.test.database), petitionID: petition.id)
        let key = try NoteVerifierKey(Samples.required(petition.log).verifierKey)
        let report = try await LogAudit(source: source, key: key).report(
            checkpoint: try await source.file("checkpoint")
        )
        #expect(report.counts == (try await site.test.counts(petition)))
        #expect(report.size == 600)
    }
}

/// The log as its routes read it.
private struct DatabaseLogSource: LogSource {
    let reading: LogReading
    let petitionID: Int64

    func file(_ path: String) async throws -> [UInt8]? {
        if path == "checkpoint" { return try await reading.checkpoint(of: petitionID).map { Array($0.utf8) } }
        if let bundle = BundleCoordinate(path: path) { return try await reading.bundle(bundle, of: petitionID) }
        guard let tile = TileCoordinate(path: path) else { return nil }
        return try await reading.tile(tile, of: petitionID)
    }
}
