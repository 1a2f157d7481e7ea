import Foundation
import TransparencyLog
import UndersignedApp
import UndersignedCore

/// A petition as a visitor finds it before anybody of the demonstration signs.
struct DemoPetition: Sendable {
    /// Who may sign a letter that only organisations sign.
    struct Invited: Decodable, Sendable {
        let name: String
        let domain: String
    }

    let slug: String
    let isOpen: Bool
    let isForOrganisations: Bool
    let organisations: [Invited]
    /// The log as it stands; nil for a draft.
    let log: Log?

    /// The log's key, its checkpoint and its numbers.
    struct Log: Sendable {
        let key: NoteVerifierKey
        let checkpoint: [UInt8]
        let count: DemoCount
    }

    var path: String { "/petitions/\(slug)" }
}

/// The numbers of `count.json`.
struct DemoCount: Decodable, Sendable {
    /// By class.
    struct Classes: Decodable, Hashable, Sendable {
        var mail: Int
        var org: Int
        var member: Int
        var paper: Int

        var total: Int { mail + org + member + paper }
    }

    let count: Int
    let size: UInt64
    let classes: Classes
    let removed: Int
    let asOf: String

    enum CodingKeys: String, CodingKey {
        case count, size, classes, removed
        case asOf = "as_of"
    }
}

extension DemoVisitor {
    /// Every petition that can be reached from the front page.
    func petitions() async throws -> [DemoPetition] {
        let prefix = "/petitions/"
        var slugs: [String] = []
        for link in try await page("/").links where link.hasPrefix(prefix) {
            let slug = String(link.dropFirst(prefix.count).prefix { $0 != "/" && $0 != "?" && $0 != "#" })
            if !slugs.contains(slug) { slugs.append(slug) }
        }
        guard !slugs.isEmpty else { throw DemoFailure("\(site)/ names no petition: import the examples first") }
        let arrival = CalendarDate(Ambient.system.now()).secondText
        var petitions: [DemoPetition] = []
        for slug in slugs { petitions.append(try await petition(slug, after: arrival)) }
        return petitions
    }

    private func petition(_ slug: String, after arrival: String) async throws -> DemoPetition {
        struct Document: Decodable {
            let organisations: [DemoPetition.Invited]
        }
        let path = "/petitions/\(slug)"
        let form = try await page(path).form(to: "\(path)/signatures")
        var log: DemoPetition.Log?
        var organisations: [DemoPetition.Invited] = []
        if let document = try await file("\(path)/document.json"),
            let checkpoint = try await file("\(path)/log/checkpoint")
        {
            let count = try await count(of: slug, after: arrival)
            do {
                let key = try LogAudit.PublishedDocument(parsing: document).key
                organisations = try JSONDecoder().decode(Document.self, from: Data(document)).organisations
                log = DemoPetition.Log(key: key, checkpoint: checkpoint, count: count)
            } catch {
                throw DemoFailure("\(path)/document.json does not read: \(error)")
            }
        }
        return DemoPetition(
            slug: slug,
            isOpen: form != nil,
            isForOrganisations: form?.asks("organisation") ?? false,
            organisations: organisations,
            log: log
        )
    }

    /// The bytes at a path; nil where there is nothing.
    func file(_ path: String) async throws -> [UInt8]? {
        let answer = try await get(path)
        switch answer.status {
        case 200: return answer.body
        case 404: return nil
        default: throw DemoFailure("GET \(path) answered \(answer.status)")
        }
    }

    /// `count.json`; nil for a petition without a log.
    func count(of slug: String) async throws -> DemoCount? {
        let path = "/petitions/\(slug)/count.json"
        guard let bytes = try await file(path) else { return nil }
        do {
            return try JSONDecoder().decode(DemoCount.self, from: Data(bytes))
        } catch {
            throw DemoFailure("\(path) does not read: \(error)")
        }
    }

    /// `count.json` as it was read from the log after a moment; the site may keep one for a second.
    ///
    /// - Parameters:
    ///   - slug: Of a petition with a log.
    ///   - moment: As `count.json` writes it.
    /// - Returns: The numbers.
    /// - Throws: `DemoFailure` when they stay older.
    func count(of slug: String, after moment: String) async throws -> DemoCount {
        for _ in 0..<50 {
            if let count = try await count(of: slug), count.asOf > moment { return count }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw DemoFailure("count.json of \(slug) is older than \(moment)")
    }
}
