import Foundation
import MemberTokens
import Synchronization
import Testing
import TransparencyLog
import UndersignedApp
import UndersignedCore
import UndersignedTestSupport

/// How an issuer learns that a letter of another site is closed (issue 7, item 4).
@Suite struct LetterWatchTests {
    private static let slug = "dear-board"

    private let issuer: TestSite
    private let desk: IssuerDesk.Letter
    private let site: TestSite
    private let letter: Petition
    private let shown = ShownLetter()
    private let house: Housekeeping

    /// The letter closes on the third day after its opening.
    init() async throws {
        issuer = try await TestSite(.chosen)
        let slug = try Samples.required(Slug(Self.slug))
        desk = try await IssuerDesk(site: issuer.site).add(
            slug,
            at: ShownLetter.address,
            as: "The Works Union",
            MemberRules(domains: ["works.example"])
        )
        (site, letter) = try await Self.site(naming: desk.key)
        house = Housekeeping(site: issuer.site, letters: shown)
        try await shown.show(PublishedFiles(of: letter, in: site))
    }

    private static func site(naming key: [UInt8]) async throws -> (TestSite, Petition) {
        let site = try await TestSite(.sqlite)
        let outside = OutsideIssuer(
            name: "The Works Union",
            key: key,
            url: "https://union.example/petitions/dear-board"
        )
        var sheet = Samples.petition(slug)
        sheet.admit(MemberRules(domains: ["works.example"], issuer: outside))
        return (site, try await site.open(sheet, closesAt: Samples.noon + .days(3)))
    }

    /// Lets a span pass on both hosts, and shows what the site publishes then.
    private func pass(_ span: Moment.Span) async throws {
        issuer.advance(span)
        site.advance(span)
        try await Housekeeping(site: site.site).doDue()
        try await shown.show(PublishedFiles(of: letter, in: site))
        try await house.doDue()
    }

    private func isOpen() async throws -> Bool {
        let now = try await IssuerDesk(site: issuer.site).letter(desk.petition.slug)
        let file = issuer.folder.url.appending(path: "keys/\(Self.slug)/issuer").path
        #expect(FileManager.default.fileExists(atPath: file) == !now.isClosed, "the key goes with the close")
        return !now.isClosed
    }

    /// Another site's letter with a key of somebody's, closed, as that site publishes it.
    private static func closed(naming key: [UInt8]) async throws -> PublishedFiles {
        let (site, letter) = try await site(naming: key)
        site.advance(.days(3))
        try await Housekeeping(site: site.site).doDue()
        return try await PublishedFiles(of: letter, in: site)
    }

    @Test func `a letter that its log says is closed gets no more tokens, and until then it is looked at once a day`()
        async throws
    {
        try await house.doDue()
        for day in 1...2 {
            for _ in 0..<4 { try await pass(.hours(6)) }
            #expect(try await isOpen())
            #expect(shown.asked.count == day + 1)
        }
        let issuing = MemberIssuing(site: issuer.site)
        try await issuing.sendCode(to: "amina@works.example", petition: desk.petition, language: .english)
        try await pass(.days(1))
        #expect(try await !isOpen())
        #expect(Set(shown.asked) == [ShownLetter.address] && shown.asked.count == 4)
        let now = try await issuer.petition(id: desk.petition.id)
        await #expect(throws: MemberIssuing.Refusal.petition(.closed)) {
            try await issuing.sendCode(to: "amina@works.example", petition: now, language: .english)
        }
        try await pass(.days(1))
        #expect(shown.asked.count == 4, "it is closed here")
        #expect(try await IssuerDesk(site: issuer.site).letter(desk.petition.slug).key == desk.key)
    }

    @Test func `an issuer that was not there on the day of the close learns of it later`() async throws {
        issuer.advance(.days(40))
        site.advance(.days(39))
        try await pass(.days(1))
        #expect(try await !isOpen())
    }

    /// What is shown in the place of the letter, on the day on which it really closes or before.
    enum Wrong: String, CaseIterable {
        case entry, otherLog, otherLogSameName, document, noCheckpoint, otherCheckpoint, noTile, nothing
    }

    @Test(arguments: Wrong.allCases)
    func `what is no proof closes nothing`(wrong: Wrong) async throws {
        // Of a log that was read to its end nothing is read again, and one key was seen first: not so for these.
        let isFirst = [.entry, .otherLog].contains(wrong)
        if !isFirst { try await house.doDue() }
        var files = try await PublishedFiles(of: letter, in: site)
        switch wrong {
        case .entry:
            // The last entry of the open log is another one.
            let path = try #require(files.log.keys.first { $0.hasPrefix("tile/entries/") })
            let count = try #require(Int(path.split(separator: "/").last ?? ""))
            var entries = try EntryBundle.decode(try #require(files.log[path]), count: count)
            entries[count - 1] = LogEntry.closed.bytes
            files.log[path] = try EntryBundle.encode(entries)
        case .otherLog: files = try await Self.closed(naming: try IssuerPrivateKey().publicKey.bytes)
        // All of it is as it must be, but the key is not the one that was seen first.
        case .otherLogSameName: files = try await Self.closed(naming: desk.key)
        case .document:
            files = try await closedFiles()
            files.document = Array(String(decoding: files.document, as: UTF8.self).replacing("en", with: "EN").utf8)
        case .noCheckpoint:
            files = try await closedFiles()
            files.log["checkpoint"] = nil
        case .otherCheckpoint:
            files = try await closedFiles()
            files.log["checkpoint"] = try await Self.closed(naming: desk.key).log["checkpoint"]
        case .noTile:
            files = try await closedFiles()
            for path in files.log.keys where path.hasPrefix("tile/0/") { files.log[path] = nil }
        case .nothing: break
        }
        shown.show(wrong == .nothing ? nil : files)
        issuer.advance(.days(1))
        try await house.doDue()
        #expect(shown.asked.count == (isFirst ? 1 : 2))
        #expect(try await isOpen(), "\(wrong)")
        shown.show(try await closedFiles())
        issuer.advance(.days(1))
        try await house.doDue()
        #expect(try await !isOpen())
    }

    private func closedFiles() async throws -> PublishedFiles {
        while site.now < Samples.noon + .days(3) { site.advance(.days(1)) }
        try await Housekeeping(site: site.site).doDue()
        return try await PublishedFiles(of: letter, in: site)
    }

    @Test func `a silent site is asked again after an hour, and closes nothing`() async throws {
        shown.fail(true)
        for _ in 1...59 {
            try await house.doDue()
            issuer.advance(.minutes(1))
        }
        #expect(shown.asked.count == 1)
        shown.fail(false)
        shown.show(try await closedFiles())
        issuer.advance(.minutes(2))
        try await house.doDue()
        #expect(shown.asked.count == 2)
        #expect(try await !isOpen())
    }
}

/// The way to a letter, as a test lets it be found.
final class ShownLetter: LetterSource {
    static let address = "https://letters.example.org/petitions/dear-board"

    private struct State {
        var files: PublishedFiles?
        var asked: [String] = []
        var isSilent = false
    }

    private let state = Mutex(State())

    var asked: [String] { state.withLock { $0.asked } }

    func show(_ files: PublishedFiles?) { state.withLock { $0.files = files } }

    func fail(_ isSilent: Bool) { state.withLock { $0.isSilent = isSilent } }

    func letter(at address: String) throws -> any PublishedPetition {
        try state.withLock { state in
            state.asked.append(address)
            if state.isSilent { throw LogSourceFailure("no answer in time") }
            return state.files.map { $0 as any PublishedPetition } ?? NoLetter()
        }
    }
}

/// A site that does not know the letter yet.
private struct NoLetter: PublishedPetition {
    func petitionFile(_ name: String) async throws -> [UInt8]? { nil }
    func following(_ origin: LogOrigin) -> any PublishedPetition { self }
    func file(_ path: String) async throws -> [UInt8]? { nil }
}
